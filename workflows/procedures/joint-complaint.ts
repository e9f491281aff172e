import { pastDay } from './checklist.ts';
import { learningFields } from './closing-steps.ts';
import { findings } from './findings-fields.ts';
import type { Field } from './form-field.ts';
import { shortMilestones, stepMilestones } from './milestones.ts';
import type { Milestone, Outcome, Procedure, Step } from './procedure.ts';
import { reason } from './standing-outcomes.ts';
import { answerNoLongerAwaited } from './handling-plan.ts';

const law =
  'Local Authority Social Services and National Health Service Complaints (England) Regulations 2009';

const otherBody: Field = {
  label: 'Other body',
  hint: 'For example an NHS trust, or another council. The complainant will see this.',
  type: 'text',
  required: true,
  fact: 'jointWith',
};

const writeAgain: Outcome = {
  title: 'Write to the other body again',
  form: {},
  letters: [],
  alerts: [{ letter: 'joint-chase', to: ['other-body'] }],
  next: 'again',
};

/** The other body, its contact, what it answers, and that the complainant agreed to share the complaint with it. */
const bodyFields: Record<string, Field> = {
  otherBody,
  contactName: { label: 'Name of their contact', type: 'text', means: 'bodyContact' },
  contactReachedBy: {
    label: 'How to reach their contact',
    hint: 'An email address, or a phone number if there is none',
    type: 'text',
    required: true,
    means: 'bodyReachedBy',
  },
  agreedToShareOn: {
    ...pastDay('Date the complainant agreed that we share the complaint'),
    means: 'sharingAgreedOn',
  },
  agreedToShareHow: { label: 'How they agreed', type: 'paragraphs', required: true },
  theirPoints: {
    label: 'Points that the other body answers',
    type: 'choices',
    optionsFrom: 'points',
    required: true,
    fact: 'jointPoints',
  },
};

const askToShare: Outcome = {
  title: 'Ask the complainant whether we may share it with another body',
  by: ['complaints-officer', 'team-manager'],
  form: { otherBody },
  letters: ['joint-consent'],
  next: 'again',
};

const notJoint: Outcome = {
  title: 'Record that there is no joint answer',
  by: ['complaints-officer', 'team-manager'],
  form: {
    otherBody,
    reason: reason('Why, for example that the complainant does not agree (the complainant will see this)'),
  },
  records: { jointLead: 'neither' },
  letters: ['joint-ended'],
  next: 'again',
};

const weLead = (clock: string): Outcome => ({
  title: 'Answer jointly with another body, and lead',
  by: ['complaints-officer', 'team-manager'],
  form: {
    ...bodyFields,
    contributeBy: {
      label: 'Date to send us their part by',
      type: 'date',
      not: ['past', 'after last day'],
      required: true,
    },
  },
  records: { jointLead: 'we' },
  alongside: { procedure: jointContribution.id, about: clock, dueOn: 'contributeBy' },
  letters: ['joint-handling'],
  alerts: [{ letter: 'joint-request', to: ['other-body'] }],
  next: 'again',
});

/** What leads to a joint answer that we give, from any step of the answer. */
export const jointOutcomes = (clock: string): Record<string, Outcome> => ({
  'ask-to-share': askToShare,
  'joint-we-lead': weLead(clock),
  'not-joint': notJoint,
});

/** The other body leads: we give it our part, and wait for its answer. */
export const theyLead: Outcome = {
  title: 'Answer jointly with another body that leads',
  by: ['complaints-officer', 'team-manager'],
  form: bodyFields,
  records: { jointLead: 'they' },
  letters: ['joint-handling'],
  next: 'our-part',
};

const weLeadAfterAll: Outcome = {
  title: 'Record that they do not lead any more, and answer ourselves',
  by: ['complaints-officer', 'team-manager'],
  form: { reason: reason('Why (the complainant will see this)') },
  records: { jointLead: 'neither' },
  letters: ['joint-ended'],
  next: 'response',
};

/** The steps of an answer that another body gives, within the clock of the answer. `always`: what any of them can do. */
export const stepsLedByOtherBody = (
  clock: string,
  always: Record<string, Outcome>,
): Record<string, Step> => ({
  'our-part': {
    title: 'Our part of the joint answer',
    publicStatus:
      'We are looking into your complaint with another service. We are writing down what we found.',
    kind: 'task',
    clock,
    performer: 'team-manager',
    assignedBy: 'investigator',
    milestones: stepMilestones,
    outcomes: {
      'send-part': {
        title: 'Send our part to the other body',
        form: {
          part: {
            label: 'Our part of the answer',
            hint: 'What you looked at, what you found and what you will do',
            type: 'paragraphs',
            required: true,
            means: 'contribution',
          },
        },
        letters: [],
        alerts: [{ letter: 'joint-contribution', to: ['other-body'] }],
        next: 'their-answer',
      },
      'we-lead-after-all': weLeadAfterAll,
      ...always,
    },
  },
  'their-answer': {
    title: 'Answer of the other body',
    publicStatus:
      'We are looking into your complaint with another service. They will write to you with the answer.',
    kind: 'task',
    clock,
    performer: 'complaints-officer',
    assignedBy: 'handler',
    milestones: stepMilestones,
    outcomes: {
      answered: {
        title: 'Record their answer',
        form: {
          sentOn: { ...pastDay('Date they sent the answer'), means: 'answeredOn' },
          theirAnswer: { label: 'Their answer', type: 'document', required: true },
          findings,
          ...learningFields,
        },
        effect: 'start actions',
        answers: { stage: 'stage 1', as: 'response' },
        signedBy: 'decider',
        letters: ['joint-answer'],
        ends: [{ clock, on: 'sentOn' }],
        next: 'learning',
        closedAs: 'answered jointly',
      },
      chased: writeAgain,
      'we-lead-after-all': weLeadAfterAll,
      ...always,
    },
  },
});

/** Past the day asked for, the officer is asked to write to the other body again and again. */
const chaseAgain: Milestone = {
  id: 'chase',
  title: 'Still no part of the other body: asked to chase',
  when: { pastLimit: { everyWorkingDays: 5, firstAfter: 5, time: '08:00' } },
  letter: 'alert-overdue',
  to: ['assignee', 'complaints-officer'],
};

const contribution: Step = {
  title: 'Part of the other body',
  kind: 'task',
  performer: 'complaints-officer',
  assignedBy: 'handler',
  limit: {
    days: 20,
    unit: 'working days',
    from: 'subject',
    citation: `${law}: the bodies have to co-operate; no time in law, so the day that we asked for`,
    toBeChecked: true,
  },
  milestones: [...shortMilestones, chaseAgain],
  outcomes: {
    received: {
      title: 'Record their part',
      form: {
        receivedOn: pastDay('Date we got it'),
        theirPart: { label: 'What they say', type: 'paragraphs', required: true },
        document: { label: 'Their letter', type: 'document' },
      },
      letters: [],
      next: 'closed',
      closedAs: 'their part is here',
    },
    chased: writeAgain,
    'not-coming': {
      title: 'Record that they will not send their part',
      form: { reason: reason('Why (the complainant will see this)') },
      records: { jointLead: 'neither' },
      letters: ['joint-ended'],
      next: 'closed',
      closedAs: 'no part of the other body',
    },
    'no-longer-needed': answerNoLongerAwaited,
  },
};

/** Another body is asked for its part of the answer that the council gives for both, and chased. */
export const jointContribution: Procedure = {
  id: 'joint-contribution',
  version: '1',
  stateMachine: 'joint-contribution',
  title: 'Part of another body',
  law,
  alongside: true,
  received: {},
  first: 'joint-contribution',
  steps: { 'joint-contribution': contribution },
};
