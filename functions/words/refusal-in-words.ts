import type { Refusal, RefusalCode, RefusalOf } from '../domain/text/refusal.ts';
import type { RefusalWords } from './en/refusals.ts';
import type { Words } from './words.ts';

/** A refusal as a person reads it on a page. */
export function refusalInWords(refusal: Refusal, { refusals }: Words): string {
  return withAdvice(refusal, sentence(refusal, refusals.reasons), refusals.chooseSomeoneElse);
}

/** A refusal as a program reads it in the API: with the values and formats that it can send. */
export function refusalForPrograms(refusal: Refusal, { refusals }: Words): string {
  const reason = sentence(refusal, { ...refusals.reasons, ...refusals.forPrograms });
  return withAdvice(refusal, reason, refusals.chooseSomeoneElse);
}

const sentence = <Code extends RefusalCode>({ code, params }: RefusalOf<Code>, words: RefusalWords): string =>
  words[code](params);

const aboutPeople = new Set<RefusalCode>([
  'complained-about',
  'in-line-management',
  'not-independent',
  'partner-not-independent',
  'another-role',
]);

/** If a field named the person, another one can be chosen; otherwise the reason is enough. */
const withAdvice = ({ code, field }: Refusal, reason: string, chooseSomeoneElse: string): string =>
  field !== undefined && aboutPeople.has(code) ? `${reason} ${chooseSomeoneElse}` : reason;
