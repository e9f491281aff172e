import type { Answers } from './events.ts';

/** An answer as text: '' if it is absent or not text. */
export function textOf(answer: Answers[string] | undefined): string {
  return typeof answer === 'string' ? answer : '';
}
