import * as z from 'zod/mini';
import { FeedbackKind } from './meanings.ts';

const text = z.string().check(z.minLength(1));
const count = z.number().check(z.int(), z.positive());

/**
 * How long the records of a case are kept: years after it was closed and, with `untilAge`, at least until the child it
 * is about reaches that age. The first rule that fits a case applies; a rule without conditions fits every case.
 */
export const RetentionRule = z.strictObject({
  id: text,
  title: text,
  kinds: z.optional(z.array(FeedbackKind)),
  procedures: z.optional(z.array(text)),
  lookedAfter: z.optional(z.literal(true)),
  yearsAfterClosing: count,
  untilAge: z.optional(count),
  citation: text,
  toBeChecked: z.optional(z.boolean()),
});
export type RetentionRule = z.infer<typeof RetentionRule>;

/**
 * A rule with a longer period of a council's own. Its title says the period, and its source is the council's reason. `years`
 * and an age that are not longer change nothing.
 */
export function lengthened(
  rule: RetentionRule,
  own: { years: number; untilAge?: number | undefined; reason: string },
): RetentionRule {
  const years = Math.max(rule.yearsAfterClosing, own.years);
  const untilAge = rule.untilAge && Math.max(rule.untilAge, own.untilAge ?? 0);
  if (years === rule.yearsAfterClosing && untilAge === rule.untilAge) return rule;
  const age = untilAge === undefined ? '' : `, and at least to the child's ${ordinal(untilAge)} birthday`;
  return {
    ...rule,
    title: `${rule.title.replace(/:.*/, '')}: ${years} years after closing${age}`,
    yearsAfterClosing: years,
    ...(untilAge === undefined ? {} : { untilAge }),
    citation: own.reason,
    toBeChecked: false,
  };
}

const endings: Partial<Record<Intl.LDMLPluralRule, string>> = { one: 'st', two: 'nd', few: 'rd' };
const ordinals = new Intl.PluralRules('en-GB', { type: 'ordinal' });
const ordinal = (age: number) => `${age}${endings[ordinals.select(age)] ?? 'th'}`;

/**
 * How many days mail that never became a case is kept after it arrived. No one reviews it; until then it can be
 * released.
 */
const HeldMailRule = z.strictObject({
  id: text,
  title: text,
  status: z.enum(['held', 'recorded']),
  daysAfterReceipt: count,
  citation: text,
  toBeChecked: z.optional(z.boolean()),
});
export type HeldMailRule = z.infer<typeof HeldMailRule>;

export const heldMailSchedule: readonly HeldMailRule[] = z.array(HeldMailRule).parse([
  {
    id: 'held-mail',
    title: 'Held mail that never became a case, such as spam: 180 days after it arrived',
    status: 'held',
    daysAfterReceipt: 180,
    citation: "the council's own rule",
    toBeChecked: true,
  },
  {
    id: 'automatic-reply',
    title: 'Automatic reply that belongs to no case: 90 days after it arrived',
    status: 'recorded',
    daysAfterReceipt: 90,
    citation: "the council's own rule",
    toBeChecked: true,
  },
]);

/**
 * How long cases are kept at least (law.md section 9). A council confirms it, and can keep cases longer by its folder or on
 * its pages (functions/domain/council/retention-periods.ts).
 */
export const retentionSchedule: readonly RetentionRule[] = z.array(RetentionRule).parse([
  {
    id: 'looked-after-child',
    title: "Complaint about a looked-after child: to the child's 75th birthday",
    kinds: ['complaint'],
    lookedAfter: true,
    yearsAfterClosing: 6,
    untilAge: 75,
    citation:
      "Care Planning, Placement and Case Review (England) Regulations 2010, regulation 50, which is about the child's case record; kept as long here",
    toBeChecked: true,
  },
  {
    id: 'compliment',
    title: 'Compliment: 2 years after closing',
    kinds: ['compliment'],
    yearsAfterClosing: 2,
    citation: "the council's own rule",
    toBeChecked: true,
  },
  {
    id: 'other-feedback',
    title: 'Comment, enquiry or request for a service: 2 years after closing',
    kinds: ['comment', 'enquiry', 'service request'],
    yearsAfterClosing: 2,
    citation: "the council's own rule",
    toBeChecked: true,
  },
  {
    id: 'complaint',
    title: 'Complaint, or anything else received: 6 years after closing',
    yearsAfterClosing: 6,
    citation: "the council's own rule, after the six years of the Limitation Act 1980",
    toBeChecked: true,
  },
]);

/** How many years the quarterly counts of answers to the equality questions are kept after the quarter ended. */
export const equalityCountsKept: { years: number; citation: string; toBeChecked: true } = {
  years: 6,
  citation: "the council's own rule, as long as the complaints of that time",
  toBeChecked: true,
};
