import type { Field } from './form-field.ts';
import type { Milestone, Procedure, Step } from './procedure.ts';
import { milestones, shortMilestones } from './milestones.ts';
import { reason } from './standing-outcomes.ts';
import { ownTarget } from './own-target.ts';

// What has to be found out when the people of a case change: the complainant dies, or a child becomes an adult.

/** The officer hears of it as the task opens, in a letter that says what to do. */
const openedBy = (letter: string, all: readonly Milestone[]): Milestone[] =>
  all.map((milestone) =>
    milestone.when === 'opened' ? { ...milestone, letter, to: ['complaints-officer'] } : milestone,
  );

const said = (label: string): Field => ({ label, type: 'paragraphs', required: true });

/** How to reach someone. The answers are kept with the person and not in the decision. */
const contact: Record<string, Field> = {
  email: { label: 'Email', type: 'text', means: 'partyEmail' },
  phone: { label: 'Phone', type: 'text', means: 'partyPhone' },
  address: { label: 'Address', type: 'paragraphs', means: 'partyAddress' },
  addressConfirmed: {
    label: 'Keep this address, although letters may not reach them?',
    type: 'yes-no',
    confirms: { address: 'address' },
  },
};

const continueStep: Step = {
  title: 'Find out if someone continues for the person who died',
  kind: 'task',
  performer: 'complaints-officer',
  assignedBy: 'handler',
  limit: ownTarget(
    20,
    'subject',
    "no time in law for it; the council's own target, which leaves a family time",
  ),
  milestones: openedBy('alert-complainant-died', milestones),
  outcomes: {
    continues: {
      title: 'Record who continues the complaint',
      form: {
        name: { label: 'Their name', type: 'text', required: true, means: 'partyName' },
        standing: {
          label: 'Why they can speak for the person who died',
          hint: 'For example, they are the next of kin or the executor',
          type: 'paragraphs',
          required: true,
          means: 'reason',
        },
        ...contact,
        email: {
          label: 'Email',
          hint: 'We write to them with their private link. Enter an email or a postal address.',
          type: 'text',
          means: 'partyEmail',
        },
      },
      effect: 'name successor',
      letters: [],
      next: 'closed',
      closedAs: 'someone continues the complaint',
    },
    'still-asking': {
      title: 'Record what you found out so far',
      form: { said: said('Who you spoke to and what they said') },
      letters: [],
      next: 'again',
    },
    'no-one-continues': {
      title: 'End the complaint because no one continues it',
      form: { reason: reason('Who you asked, and why no one continues') },
      effect: 'end after death',
      letters: [],
      next: 'closed',
      closedAs: 'no one continues the complaint',
    },
    'no-longer-needed': {
      title: 'Someone was recorded as complainant, or the case was closed',
      by: [],
      form: {},
      effect: 'call off',
      letters: [],
      next: 'closed',
      closedAs: 'no longer needed',
    },
  },
};

/** The complainant has died: an officer finds out if someone continues in their place (law.md section 2). */
export const afterDeath: Procedure = {
  id: 'after-death',
  version: '1',
  stateMachine: 'after-death',
  title: 'Complainant who died',
  law: 'A complainant who dies (law.md section 2)',
  alongside: true,
  received: {},
  first: 'who-continues',
  steps: { 'who-continues': continueStep },
};

const actsForThem = { section: 'Anyone who acts for the young person' } as const;

const askStep: Step = {
  title: 'Ask the young person what they want, now that they are 18',
  kind: 'task',
  performer: 'complaints-officer',
  assignedBy: 'handler',
  limit: ownTarget(10, 'subject', "no time in law for it; the council's own target"),
  milestones: openedBy('alert-child-adult', shortMilestones),
  outcomes: {
    answered: {
      title: 'Record what the young person wants',
      form: {
        speaks: {
          label: 'Who speaks for them',
          hint: 'If they speak for themselves, they become a complainant and get our letters',
          type: 'choice',
          options: [
            { value: 'themselves', label: 'They speak for themselves' },
            { value: 'as before', label: 'The person who speaks for them now' },
            { value: 'someone else', label: 'Someone else, whom you name below' },
          ],
          required: true,
          means: 'whoSpeaks',
        },
        consent: {
          label: 'Do they agree that the complaint goes on?',
          type: 'choice',
          options: [
            { value: 'given', label: 'Yes' },
            { value: 'refused', label: 'No' },
          ],
          required: true,
          fact: 'consent',
        },
        said: { ...said('How you asked them, and what they said'), means: 'reason' },
        copies: {
          label: 'Copies of letters they want',
          type: 'choice',
          options: [
            { value: 'all letters', label: 'All letters' },
            { value: 'decisions', label: 'Decisions' },
            { value: 'nothing', label: 'Nothing' },
          ],
          required: true,
          means: 'partyCopies',
        },
        ...contact,
        actorName: {
          ...actsForThem,
          label: 'Name of the person who acts for them',
          hint: 'They become one of the people of the case and get copies of all letters. The young person must have agreed',
          type: 'text',
          means: 'actorName',
          neededWhen: { field: 'speaks', is: 'someone else' },
        },
        actorRole: {
          ...actsForThem,
          label: 'What that person is',
          type: 'choice',
          options: [
            { value: 'representative', label: 'Representative' },
            { value: 'advocate', label: 'Advocate' },
            { value: 'solicitor', label: 'Solicitor' },
          ],
          means: 'actorRole',
          neededWhen: { field: 'speaks', is: 'someone else' },
        },
        actorEmail: { ...actsForThem, label: 'Their email', type: 'text', means: 'actorEmail' },
        actorPhone: { ...actsForThem, label: 'Their phone', type: 'text', means: 'actorPhone' },
        actorAddress: {
          ...actsForThem,
          label: 'Their address',
          type: 'paragraphs',
          means: 'actorAddress',
        },
        actorAddressConfirmed: {
          ...actsForThem,
          label: 'Keep the address of the person who acts for them, although letters may not reach them?',
          type: 'yes-no',
          confirms: { address: 'actorAddress' },
        },
      },
      effect: 'record young person',
      letters: [],
      next: 'closed',
      closedAs: 'the young person was asked',
    },
    tried: {
      title: 'Record that you tried to reach them',
      form: { said: said('How you tried, and what happened') },
      letters: [],
      next: 'again',
    },
    'not-asked': {
      title: 'Record why they cannot be asked',
      form: { reason: reason('Why they cannot be asked') },
      letters: [],
      next: 'closed',
      closedAs: 'the young person could not be asked',
    },
  },
};

/** The subject of that run is the party: this and their id. */
export const eighteenPrefix = 'eighteen-';

/** A child of the case is 18 now: an officer asks what they want (law.md section 2). */
export const turnedEighteen: Procedure = {
  id: 'turned-eighteen',
  version: '1',
  stateMachine: 'turned-eighteen',
  title: 'Young person who turned 18',
  law: 'A child who turns 18 (law.md section 2)',
  alongside: true,
  received: {},
  first: 'ask-young-person',
  steps: { 'ask-young-person': askStep },
};
