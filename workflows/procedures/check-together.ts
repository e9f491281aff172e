import { fieldThatMeans } from './field-meaning.ts';
import type { Field } from './form-field.ts';
import type { FieldMeaning } from './meanings.ts';
import type { Outcome, Procedure } from './procedure.ts';

/** A referral is read as a whole (functions/case-views/safeguarding-view.ts). */
const referral: readonly (readonly [FieldMeaning, Field['type']])[] = [
  ['referredTo', 'text'],
  ['referredOn', 'date'],
  ['referredAt', 'time'],
];

/** Fields that code reads together, outside effects: an advocate with how to reach them, a referral with its day and time. */
export function togetherProblems({ form }: Outcome, { alongside }: Procedure): string[] {
  const meant = (meaning: FieldMeaning) => form[fieldThatMeans(form, meaning) ?? ''];
  const isGiven = (field: Field | undefined, type: Field['type']) =>
    field?.type === type && field.required === true;
  const advocate = Object.values(form).find(({ fact }) => fact === 'advocateAppointed');
  const contact = meant('advocateContact');
  // Along with a case an advocate is found for the complainant, who has to learn how to reach them.
  const wantsContact = contact !== undefined || (alongside === true && advocate !== undefined);
  const parts = [...referral.map(([meaning]) => meaning), 'referralReference' as const];
  return [
    ...(wantsContact && !isGiven(contact, 'text')
      ? ['an advocate is found with a required field "advocateContact" of type "text"']
      : []),
    ...(contact !== undefined && advocate?.required !== true
      ? ['"advocateContact" needs a required field that records the fact "advocateAppointed"']
      : []),
    ...(parts.every((meaning) => meant(meaning) === undefined)
      ? []
      : referral.flatMap(([meaning, type]) =>
          isGiven(meant(meaning), type)
            ? []
            : [`a referral needs a required field "${meaning}" of type "${type}"`],
        )),
  ];
}
