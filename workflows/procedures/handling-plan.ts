import { pastDay } from './checklist.ts';
import type { Field } from './form-field.ts';
import { milestones, shortMilestones } from './milestones.ts';
import type { Outcome, Procedure, StartedAlongside, Step } from './procedure.ts';
import { reason } from './standing-outcomes.ts';
import { ownTarget } from './own-target.ts';

const law =
  'Local Authority Social Services and National Health Service Complaints (England) Regulations 2009';

/** The offer to discuss a complaint is in its acknowledgement, and is followed up from then. */
export const offersToPlan = (clock: string): StartedAlongside => ({
  procedure: handlingPlan.id,
  about: clock,
});

const plannedFor = (label: string): Field => ({
  label,
  hint: 'The complainant will see this date. It cannot be later than the last day for the answer.',
  type: 'date',
  not: ['past', 'after last day'],
  required: true,
  fact: 'answerPlannedFor',
});

/** The answer has gone, or the complaint is closed. */
export const answerNoLongerAwaited: Outcome = {
  title: 'The answer has gone, or is no longer awaited',
  by: [],
  form: {},
  effect: 'call off',
  letters: [],
  next: 'closed',
  closedAs: 'no longer awaited',
};

const agreed = (title: string): Outcome => ({
  title,
  form: {
    agreedOn: pastDay('Date you talked'),
    talkedWith: { label: 'Who you talked with', type: 'text', required: true },
    plan: {
      label: 'How the complaint will be handled (the complainant will see this)',
      type: 'paragraphs',
      required: true,
      fact: 'handlingPlan',
    },
    answerBy: plannedFor('Agreed date for the answer'),
  },
  letters: ['handling-plan'],
  next: 'planned-answer',
});

const set = (title: string): Outcome => ({
  title,
  form: {
    said: { label: 'What they said, or how you tried to reach them', type: 'paragraphs', required: true },
    plan: {
      label: 'How the complaint will be handled (the complainant will see this)',
      type: 'paragraphs',
      fact: 'handlingPlan',
    },
    answerBy: plannedFor('Date for the answer'),
  },
  signedBy: 'decider',
  letters: ['handling-plan'],
  next: 'planned-answer',
});

const discuss: Step = {
  title: 'Discuss how the complaint will be handled',
  kind: 'task',
  performer: 'complaints-officer',
  assignedBy: 'handler',
  limit: ownTarget(
    10,
    'subject',
    `${law}: an offer to discuss it, with no time for it; the council's own target`,
  ),
  milestones,
  outcomes: {
    agreed: agreed('Record what was agreed'),
    set: set('Record that they do not want to discuss it, and set the date'),
    tried: {
      title: 'Record that you tried to reach them',
      form: { tried: { label: 'When and how you tried', type: 'paragraphs', required: true } },
      letters: [],
      next: 'again',
    },
    'no-longer-needed': answerNoLongerAwaited,
  },
};

/** The working day before the day that the complainant was given: a last look at whether the answer will go. */
const plannedAnswer: Step = {
  title: 'Answer by the date in the plan',
  kind: 'task',
  performer: 'complaints-officer',
  assignedBy: 'handler',
  limit: {
    days: 1,
    unit: 'working days',
    before: true,
    from: { dayInDecision: 'answerBy' },
    citation: "the date that the complainant was given for the answer; the council's own target",
    toBeChecked: true,
  },
  milestones: shortMilestones,
  outcomes: {
    agreed: agreed('Record a new date agreed with the complainant'),
    set: set('Set a new date and write to the complainant'),
    'answer-follows': {
      title: 'Record that the answer will come later without a new date',
      form: { reason: reason('Why, and how the complainant was told') },
      letters: [],
      next: 'closed',
      closedAs: 'no new date',
    },
    'no-longer-needed': answerNoLongerAwaited,
  },
};

/** How and by when a complaint is dealt with: discussed with the complainant, or set by the council and told. */
export const handlingPlan: Procedure = {
  id: 'handling-plan',
  version: '1',
  stateMachine: 'handling-plan',
  title: 'Plan for the complaint',
  law,
  alongside: true,
  received: {},
  first: 'discuss-plan',
  steps: { 'discuss-plan': discuss, 'planned-answer': plannedAnswer },
};
