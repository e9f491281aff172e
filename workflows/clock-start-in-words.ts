import type { ClockStart, Procedure, StageClock } from './procedures/procedure.ts';

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
    case 'clock':
      return 'the start of its clock';
    default:
      if ('dayInDecision' in from) return `${inWords(from.dayInDecision)} in the decision before`;
      if ('reached' in from)
        return `the day the letter reached the complainant (${from.reached.workingDaysByPost} working days after posting, at once by email)`;
      if ('sameStartAs' in from) return `the start of ${from.sameStartAs}`;
      if ('fact' in from)
        return `${inWords(from.fact)}, or else ${from.or === 'receipt' ? 'receipt' : 'the step before'}`;
      return from.answer === undefined ? from.step : `${inWords(from.answer)} in ${from.step}`;
  }
}

/** Describes in words what starts the clock of a stage. */
export function clockBeginsInWords(
  id: string,
  { from }: StageClock,
  { clocks = {}, steps }: Procedure,
): string {
  if (from === undefined) {
    const starting = Object.values(steps)
      .flatMap(({ outcomes }) => Object.values(outcomes))
      .filter(({ starts = [] }) => starts.some(({ clock }) => clock === id))
      .map(({ title }) => `“${title}”`);
    return `the day of ${[...new Set(starting)].join(' or ')}`;
  }
  if (typeof from === 'string' || 'fact' in from) return clockStartInWords(from);
  const end = `the end of ${clocks[from.endOf]?.title ?? from.endOf}`;
  return from.atLatest === undefined ? end : `${end}, at the latest from its last day`;
}

/** The name of a fact or an answer as people read it: `standingAcceptedOn` becomes "standing accepted on". */
function inWords(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
}
