import type { Field } from './form-field.ts';
import type { Appointment } from './meanings.ts';

/** A day in the past, on or after the receipt of the complaint. */
export const pastDay = (label: string): Field => ({
  label,
  type: 'date',
  not: ['future', 'before receipt'],
  required: true,
});

/** An item of a checklist: only yes allows the outcome. */
export const checked = (label: string): Field => ({ label, type: 'yes-no', mustBeYes: true, required: true });

/**
 * Asked only while someone with one of these parts has not signed that they are independent: what they do counts for
 * nothing if they turn out not to be.
 */
export const confirmUnsigned = (label: string, unsigned: Appointment[]): Field => ({
  label,
  type: 'yes-no',
  confirms: { unsigned },
});

export const independenceConfirmed = checked(
  'They have confirmed that they are independent of each other and of the service',
);
