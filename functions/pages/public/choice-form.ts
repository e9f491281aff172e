import type { CommandOption } from '../../domain/decisions/complainant-choices.ts';
import { longDateWithWeekday, type CivilDate } from '../../domain/time/civil-date.ts';
import { meaningOfField } from '../../../workflows/procedures/field-meaning.ts';
import type { Field } from '../../../workflows/procedures/form-field.ts';
import { typedDate, type PostedForm } from '../kit/posted-form.ts';
import type { Words } from '../../words/words.ts';
import type { JourneyField } from './journey.ts';

// The form with which a complainant takes a choice: asks for the next stage, agrees to wait, or stops.

export type FollowWords = Words['public']['follow'];

/** The fields of an outcome that its page asks the complainant for, by what they mean. */
const askedMeanings = ['unresolved', 'reason', 'until'] as const;
type AskedMeaning = (typeof askedMeanings)[number];
export const askedIn = (name: string, asked: Field): AskedMeaning | undefined =>
  askedMeanings.find((meaning) => meaning === meaningOfField(name, asked));

/** Those fields in words for the complainant. */
export const fieldsFor = ({ fields }: FollowWords): Record<AskedMeaning, Omit<JourneyField, 'name'>> => ({
  unresolved: {
    kind: 'paragraphs',
    label: fields.unresolved.label,
    hint: fields.unresolved.hint,
    maxLength: 10_000,
  },
  reason: {
    kind: 'paragraphs',
    label: fields.reason.label,
    hint: fields.reason.hint,
    maxLength: 5_000,
  },
  until: {
    kind: 'date',
    label: fields.until.label,
    hint: fields.until.hint,
    requiredError: fields.until.required,
  },
});

/** Whether the complainant answers a field by sending the form: they agree on the day they send it. */
export const isAnsweredBySending = (name: string, sent: Field): boolean =>
  meaningOfField(name, sent) === 'agreedOn';

/** Whether the step stays open after this outcome: the complainant gives us more time for it. */
export const isAgreementToWait = ({ outcome }: Pick<CommandOption, 'outcome'>): boolean =>
  outcome.next === 'again';

/** The words for a choice. `asksFor`: the next stage that a window is for, and `until` its last day; undefined elsewhere. */
export function choiceWords(
  { outcome }: CommandOption,
  asksFor: string | undefined,
  { choice: { stop, wait, nextStage } }: FollowWords,
  until?: CivilDate,
): { title: string; text: string; button: string; warning?: string } {
  if (outcome.effect === 'withdraw') return stop;
  if (isAgreementToWait({ outcome })) return wait;
  return {
    title: nextStage.title,
    text:
      asksFor === undefined
        ? nextStage.textWithoutAnswer
        : nextStage.text({
            stage: asksFor,
            until: until === undefined ? undefined : longDateWithWeekday(until),
          }),
    button: nextStage.button,
  };
}

type Receipt = keyof FollowWords['receipts'];
export const isReceipt = (name: string, { receipts }: FollowWords): name is Receipt =>
  Object.hasOwn(receipts, name);

/** The fields that the page of a choice asks for; the form of the outcome may have more, which need no answer. */
export const fieldsAsked = ({ outcome }: CommandOption) =>
  Object.entries(outcome.form).flatMap(([name, one]) => {
    const meaning = askedIn(name, one);
    return meaning === undefined ? [] : [{ name, meaning }];
  });

export const receiptOf = ({ outcome }: CommandOption): Receipt =>
  outcome.effect === 'withdraw' ? 'stopped' : isAgreementToWait({ outcome }) ? 'waiting' : 'asked';

/** The text typed into a field (a date by its three parts), for showing it again. */
export const typedOf = (name: string, typed: PostedForm['fields']) => ({
  value: typed[name]?.[0] ?? '',
  ...typedDate(name, typed),
});
