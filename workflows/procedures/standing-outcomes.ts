import type { Field } from './form-field.ts';
import type { Outcome } from './procedure.ts';

export const reason = (label: string): Field => ({ label, type: 'paragraphs', required: true });

/** At any time, spoken or in writing, and confirmed by letter (law.md section 2). */
export const withdraw: Outcome = {
  title: 'Record a withdrawal',
  by: ['complaints-officer', 'complainant'],
  form: {
    reason: reason('What the complainant said and how (the complainant will see this)'),
  },
  effect: 'withdraw',
  letters: ['withdrawn'],
  next: 'closed',
  closedAs: 'withdrawn',
};

/**
 * Ways to act on any step of a complaint while it is open (decision 0004). A procedure with them needs
 * `closingSteps`.
 */
export const standingOutcomes: Record<string, Outcome> = {
  withdraw,
  'withdraw-and-review': {
    title: 'Record a withdrawal and start a management review',
    by: ['complaints-officer'],
    form: {
      said: { label: 'What the complainant said and how', type: 'paragraphs', required: true },
      reason: reason('Why the council will still look into it (the complainant will see this)'),
    },
    effect: 'withdraw',
    signedBy: 'decider',
    letters: ['management-review'],
    next: 'management-review',
    closedAs: 'withdrawn',
  },
  'close-without-consent': {
    title: 'Close because the child does not agree',
    by: ['complaints-officer'],
    form: { reason: reason('What the child said that may be passed on (the complainant will see this)') },
    gates: ['consent refused'],
    signedBy: 'decider',
    letters: ['closed-without-consent'],
    next: 'closed',
    closedAs: 'closed: the child does not agree',
  },
  freeze: {
    title: 'Pause because of court, disciplinary or criminal proceedings',
    by: ['complaints-officer'],
    form: {
      reason: reason('Why continuing would prejudice the proceedings (the complainant will see this)'),
      reviewOn: {
        label: 'Review date',
        type: 'date',
        not: ['past'],
        required: true,
      },
    },
    effect: 'pause',
    signedBy: 'decider',
    letters: ['frozen'],
    next: 'again',
  },
  'keep-paused': {
    title: 'Keep the pause and set a new review date',
    by: ['complaints-officer'],
    form: {
      reason: reason('Why the pause continues'),
      reviewOn: {
        label: 'Review date',
        type: 'date',
        not: ['past'],
        required: true,
      },
    },
    effect: 'review pause',
    letters: [],
    next: 'again',
  },
  resume: {
    title: 'Resume the case',
    by: ['complaints-officer'],
    form: { reason: reason('Why the case can continue (the complainant will see this)') },
    effect: 'resume',
    letters: ['resumed'],
    next: 'again',
  },
};

/** The same where no child has a say in it. */
export const adultOutcomes: Record<string, Outcome> = Object.fromEntries(
  Object.entries(standingOutcomes).filter(([, { gates = [] }]) => !gates.includes('consent refused')),
);

/** For a step with an extension: the new date and its reason go to the complainant by letter. */
export const extend: Outcome = {
  title: 'Extend the deadline',
  by: ['complaints-officer', 'team-manager'],
  form: {
    until: {
      label: 'New date',
      hint: 'The complainant will see this date and the reason',
      type: 'date',
      required: true,
    },
    reason: reason('Reason (the complainant will see this)'),
  },
  effect: 'extend',
  letters: ['extension'],
  next: 'again',
};

/**
 * The performer reports a delay early: the complaints officer gets an alert and can extend
 * (law.md section 5).
 */
export const reportDelay: Outcome = {
  title: 'Report a delay',
  form: {
    expected: { label: 'Date you expect to finish', type: 'date', required: true },
    reason: reason('What is holding you up'),
  },
  effect: 'report delay',
  letters: [],
  alerts: [{ letter: 'alert-delay-reported', to: ['complaints-officer'] }],
  next: 'again',
};

/** Tells the complainant about a delay that an extension does not cover. */
export const tellDelay: Outcome = {
  title: 'Tell the complainant about a delay',
  by: ['complaints-officer'],
  form: {
    expected: { label: 'Date you expect to answer', type: 'date', required: true },
    reason: reason('Reason (the complainant will see this)'),
  },
  effect: 'report delay',
  letters: ['delay'],
  next: 'again',
};
