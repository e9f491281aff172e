import type { Field } from './form-field.ts';

/** A day in the past, on or after the receipt of the complaint. */
export const pastDay = (label: string): Field => ({
  label,
  type: 'date',
  not: ['future', 'before receipt'],
  required: true,
});

/** An item of a checklist: only yes allows the outcome. */
export const checked = (label: string): Field => ({ label, type: 'yes-no', mustBeYes: true, required: true });

export const independenceConfirmed = checked(
  'They have confirmed that they are independent of each other and of the service',
);
