import { agreeToWait, contentWith } from './agreements.ts';
import { checked, pastDay } from './checklist.ts';
import { answerFields, checkedResponse } from './checked-response.ts';
import { closingSteps } from './closing-steps.ts';
import { offersToPlan } from './handling-plan.ts';
import { jointOutcomes, stepsLedByOtherBody, theyLead } from './joint-complaint.ts';
import { agreedDay, extensibleMilestones, pastCapAfterTold, shortClockMilestones } from './milestones.ts';
import { decline } from './not-accepted.ts';
import type { Milestone, Outcome, Procedure } from './procedure.ts';
import { adultOutcomes, extend, tellDelay } from './standing-outcomes.ts';
import { acknowledgementStep } from './acknowledgement-step.ts';

const law =
  'Local Authority Social Services and National Health Service Complaints (England) Regulations 2009';
const toBeChecked = `${law}, to be checked`;

/** After six months the reason is written to the complainant as soon as possible, and again until the answer goes. */
const writtenAgain: Milestone[] = pastCapAfterTold.map((milestone) =>
  milestone.to.includes('complainant') ? milestone : { ...milestone, starts: 'tell-of-delay' },
);

/** A longer period is one only if the complainant agreed to it before the time was over. */
const agreeLonger: Outcome = {
  ...extend,
  title: 'Record a longer period agreed with the complainant',
  form: {
    agreedOn: pastDay('Date they agreed'),
    agreedWith: { label: 'Who agreed, and how', type: 'text', required: true },
    ...extend.form,
  },
  letters: ['longer-period'],
};

/** What is said and settled by the next working day is no complaint under this law. */
const resolvedByWord: Outcome = {
  title: 'Record that it was put right by the next working day',
  by: ['complaints-officer', 'team-manager'],
  form: {
    byWord: checked(`The complaint was made by word of mouth (${toBeChecked})`),
    resolvedOn: {
      ...pastDay('Date it was agreed'),
      within: { days: 1, unit: 'working days', citation: toBeChecked },
    },
    ...contentWith,
  },
  effect: 'resolve informally',
  letters: ['resolved-by-word'],
  ends: [{ clock: 'acknowledgement' }, { clock: 'response', on: 'resolvedOn' }],
  next: 'closed',
  closedAs: 'resolved informally',
};

const declineAdult = decline({ late: toBeChecked }, [
  { value: 'investigated before', label: `The same matter was investigated before (${toBeChecked})` },
  { value: 'information request', label: `It is about a request for information (${toBeChecked})` },
]);

/** While an answer is awaited: whoever gives it. */
const whileAwaited = { 'agree-longer': agreeLonger, 'agree-to-wait': agreeToWait };

const response = checkedResponse({
  id: 'response',
  stage: 'stage 1',
  title: 'Response',
  publicStatus:
    'A manager of the service is looking into your complaint. They will write to you with an answer.',
  clock: 'response',
  performer: 'team-manager',
  assignedBy: 'investigator',
  adultsOnly: true,
  form: answerFields,
  letter: 'final-response',
  more: { ...whileAwaited, ...jointOutcomes('response') },
  next: 'learning',
  closedAs: 'answered',
});

/** Complaints about social care for adults: one answer, alone or with another body, then the Ombudsman. */
export const adultSocialCare: Procedure = {
  id: 'adult-social-care',
  version: '2009',
  stateMachine: 'adult-social-care',
  title: 'Adult social care complaint',
  publicTitle: 'complaints about social care for adults',
  law,
  offersToDiscuss: true,
  feedback: ['complaint'],
  received: { from: '2009-04-01' },
  clocks: {
    acknowledgement: {
      stage: 'acknowledgement',
      title: 'Acknowledgement',
      awaits: 'acknowledgement',
      from: 'receipt',
      limit: { days: 3, unit: 'working days', citation: law },
      milestones: shortClockMilestones,
    },
    response: {
      stage: 'stage 1',
      title: 'Response',
      publicTitle: 'an answer from a manager of the service',
      publicPromise: 'You should have it',
      from: 'receipt',
      limit: { days: 6, unit: 'months', citation: `${law}: at most 6 months` },
      extension: {
        agreed: true,
        citation: `${law}: a longer period, if the complainant agrees before the 6 months end`,
      },
      milestones: [...extensibleMilestones, ...writtenAgain, agreedDay],
    },
  },
  first: 'acknowledge',
  steps: {
    acknowledge: acknowledgementStep({
      whoAnswers: 'Manager who will answer',
      alongside: offersToPlan('response'),
      next: 'response',
      others: {
        'resolved-by-word': resolvedByWord,
        decline: declineAdult,
        ...adultOutcomes,
      },
    }),
    ...response,
    ...(response['response'] === undefined
      ? {}
      : {
          response: {
            ...response['response'],
            outcomes: {
              ...response['response'].outcomes,
              'joint-they-lead': theyLead,
              decline: declineAdult,
            },
          },
        }),
    ...stepsLedByOtherBody('response', { ...whileAwaited, 'tell-delay': tellDelay, ...adultOutcomes }),
    ...closingSteps,
  },
};
