import * as z from 'zod/mini';
import { Appointment, DayUnit, FactName, FieldMeaning } from './meanings.ts';
import { Role } from './roles.ts';
import { positiveDays, sentence } from './schema-parts.ts';

/**
 * Something unusual that does not forbid a decision, but that whoever takes it has to confirm. `dayOff`: the date in the
 * field of this name is no working day. `before`: the date in the field `day` comes before the day recorded as this
 * fact. `unsigned`: someone with one of these parts has not signed that they are independent. `address`: no letter can be posted
 * to the address in the field of this name.
 */
export const Warning = z.union([
  z.strictObject({ dayOff: z.string() }),
  z.strictObject({ day: z.string(), before: FactName }),
  z.strictObject({ address: z.string() }),
  z.strictObject({ unsigned: z.array(Appointment).check(z.minLength(1)) }),
]);
export type Warning = z.infer<typeof Warning>;

/**
 * A field of the form of an outcome. Its answer is checked, stored in the decision and, with `fact`, on the case.
 * `neededWhen`: required if another answer has this value. `appoints`: the person named takes this role on the case if
 * the rules of independence allow it (functions/domain/people/independence.ts). `not`: days that a date cannot be
 * ('before milestone': before the milestone that the outcome waits for has passed; 'after last day': after the last day of
 * the clock that the run alongside the case is about, as long as that day is not over).
 */
export const Field = z.strictObject({
  label: sentence,
  hint: z.optional(sentence),
  /** The heading above this field. Consecutive fields with the same section share one heading. */
  section: z.optional(sentence),
  type: z.enum([
    'text',
    'paragraphs',
    'date',
    'time',
    'yes-no',
    'choice',
    'choices',
    'list',
    'user',
    'users',
    'points',
    'findings',
    'learning',
    'actions',
    'money',
    'recommendations',
    'recommendation answers',
    'document',
    'documents',
  ]),
  required: z.optional(z.boolean()),
  /** Needed where the name of the field is not the meaning itself. */
  means: z.optional(FieldMeaning),
  neededWhen: z.optional(z.strictObject({ field: z.string(), is: z.union([z.string(), z.boolean()]) })),
  /** A gate of the outcome requires it if one of them complains. */
  neededFor: z.optional(z.literal('child or care leaver')),
  /** For a yes-no field: only yes allows the outcome, as in a checklist. */
  mustBeYes: z.optional(z.literal(true)),
  /** For a yes-no field: it is asked only when the warning applies, and then only yes allows the outcome. */
  confirms: z.optional(Warning),
  /** For a date. */
  not: z.optional(
    z.array(
      z.enum(['past', 'future', 'before receipt', 'before step', 'before milestone', 'after last day']),
    ),
  ),
  /** Of a date: at most so long after the receipt of the complaint. */
  within: z.optional(z.strictObject({ days: positiveDays, unit: DayUnit, citation: sentence })),
  /** Of a date: a day after the last one of the step's clock needs a reason, given in the field of this name. */
  lateNeeds: z.optional(z.string()),
  /** Of a date: longer ago than this when the complaint was received. */
  moreThan: z.optional(z.strictObject({ days: positiveDays, unit: DayUnit })),
  options: z.optional(z.array(z.strictObject({ value: z.string(), label: sentence }))),
  optionsFrom: z.optional(
    z.enum([
      'procedures',
      'teams',
      'service areas',
      'categories',
      'sub-categories',
      'themes',
      'feedback kinds',
      'points',
    ]),
  ),
  /**
   * Of findings: a finding that is not that of these people on the same stage needs the reason why not. 'no finding' of
   * theirs is none to follow.
   */
  follows: z.optional(z.enum(['investigation', 'panel'])),
  role: z.optional(Role),
  appoints: z.optional(Appointment),
  /** For an appointment: someone other than the person appointed now. */
  replaces: z.optional(z.literal(true)),
  fact: z.optional(FactName),
});
export type Field = z.infer<typeof Field>;
