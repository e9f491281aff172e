import type { ClockStart } from './procedures/procedure.ts';

/** Describes in words what starts a clock. */
export function clockStartInWords(from: ClockStart): string {
  switch (from) {
    case 'receipt':
      return 'receipt';
    case 'opened':
      return 'the step before';
    case 'decision':
      return 'the decision before';
    case 'subject':
      return 'its day';
    default:
      if ('dayInDecision' in from) return `${inWords(from.dayInDecision)} in the decision before`;
      if ('sameStartAs' in from) return `the start of ${from.sameStartAs}`;
      if ('fact' in from)
        return `${inWords(from.fact)}, or else ${from.or === 'receipt' ? 'receipt' : 'the step before'}`;
      return from.answer === undefined ? from.step : `${inWords(from.answer)} in ${from.step}`;
  }
}

/** The name of a fact or an answer as people read it: `standingAcceptedOn` becomes "standing accepted on". */
function inWords(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
}
