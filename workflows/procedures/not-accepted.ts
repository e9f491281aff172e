import type { Field } from './form-field.ts';
import type { Outcome } from './procedure.ts';
import { reason } from './standing-outcomes.ts';

/**
 * A complaint that the council does not accept, with the reason and how to come back (law.md sections 2 and 6).
 * `citations`: where the law of the procedure has the ground. `more`: the grounds that only that law has.
 */
export const decline = (
  citations: { late?: string; proceedings?: string } = {},
  more: NonNullable<Field['options']> = [],
): Outcome => ({
  title: 'Decline the complaint',
  by: ['complaints-officer'],
  form: {
    ground: {
      label: 'Ground',
      type: 'choice',
      options: [
        { value: 'late', label: cited('More than a year after it happened', citations.late) },
        { value: 'not eligible', label: 'The procedure does not cover this person or subject' },
        { value: 'not ours', label: 'Another body is responsible' },
        { value: 'proceedings', label: cited('It would prejudice proceedings', citations.proceedings) },
        ...more,
      ],
      required: true,
    },
    aroseOn: {
      label: 'Date it happened',
      type: 'date',
      not: ['future'],
      moreThan: { days: 12, unit: 'months' },
      neededWhen: { field: 'ground', is: 'late' },
    },
    reason: reason('Reason (the complainant will see this)'),
  },
  signedBy: 'decider',
  letters: ['declined'],
  next: 'closed',
  closedAs: 'declined',
});

const cited = (label: string, citation: string | undefined): string =>
  citation === undefined ? label : `${label} (${citation})`;

/** Refusing a person who has no right to complain needs a recorded decision with its reason (SI 2006/1738). */
export const refuseStanding: Outcome = {
  title: 'Refuse a person without sufficient interest',
  by: ['complaints-officer'],
  form: { reason: reason('Why this person does not have sufficient interest (they will see this)') },
  signedBy: 'decider',
  letters: ['standing-refused'],
  next: 'closed',
  closedAs: 'standing refused',
};

/** The same while no one knows yet which law applies. */
export const refuseBeforeTriage: Outcome = {
  title: 'Refuse a person who cannot complain about this',
  by: ['complaints-officer'],
  form: { reason: reason('Why this person cannot complain about this (they will see this)') },
  signedBy: 'decider',
  letters: ['standing-refused-at-triage'],
  next: 'closed',
  closedAs: 'standing refused',
};
