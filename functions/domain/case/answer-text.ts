import type { Answers } from './events.ts';

/** An answer as text: '' when it is absent or no text. */
export function textOf(answer: Answers[string] | undefined): string {
  return typeof answer === 'string' ? answer : '';
}
