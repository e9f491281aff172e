import type { Field } from './form-field.ts';
import type { Outcome, Step } from './procedure.ts';
import { standingOutcomes } from './standing-outcomes.ts';

/** A right that ends with its last day. Without a request by then, the answer already given is the last one. */
export function requestWindow(window: {
  title: string;
  asksFor: string;
  limit: NonNullable<Step['limit']>;
  target?: NonNullable<Step['target']>;
  request: string;
  requestTitle: string;
  /** The clocks that a request starts, from the day it was made. */
  starts: readonly string[];
  next: string;
  closedAs: string;
  more?: Record<string, Outcome>;
}): Step {
  return {
    title: window.title,
    kind: 'window',
    performer: 'complainant',
    limit: window.limit,
    ...(window.target === undefined ? {} : { target: window.target }),
    milestones: [
      {
        id: 'window-closing',
        title: 'Complainant reminded that the window is closing',
        when: { workingDays: -5, time: '08:00' },
        letter: 'window-closing',
        to: ['complainant'],
      },
    ],
    outcomes: {
      lapse: {
        title: 'The window closed without a request',
        by: [],
        form: {},
        letters: ['window-closed'],
        next: 'learning',
        closedAs: window.closedAs,
      },
      [window.request]: {
        title: window.requestTitle,
        by: ['complainant', 'complaints-officer'],
        form: { unresolved, askedOn: { ...askedOn, not: ['future', 'before step'] } },
        letters: [],
        starts: window.starts.map((clock) => ({ clock, on: 'askedOn' })),
        next: window.next,
      },
      ...window.more,
      ...standingOutcomes,
    },
    lapse: 'lapse',
    asksFor: window.asksFor,
  };
}

/** A request may be entered a day or two after it came. The clock of the next stage starts on the day it came. */
export const askedOn: Field = {
  label: 'Date they asked',
  hint: 'The deadline of the next stage counts from this date. Leave empty for today.',
  type: 'date',
  not: ['future', 'before receipt'],
};

/** No one has to give reasons to ask for the next stage (law.md section 2c). */
export const unresolved: Field = {
  label: "What is still unresolved, in the complainant's words",
  hint: 'They do not have to give a reason',
  type: 'paragraphs',
};
