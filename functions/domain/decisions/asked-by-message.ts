import { agreesToWait } from '../clocks/agreements.ts';
import type { Case } from '../case/case.ts';
import type { Answers } from '../case/events.ts';
import { MessageHandling } from '../case/sender.ts';
import type { Message } from '../case/stored-rows.ts';
import { londonDate, type CivilDate } from '../time/civil-date.ts';
import { fieldThatMeans } from '../../../workflows/procedures/field-meaning.ts';
import type { Outcome, Procedure } from '../../../workflows/procedures/procedure.ts';
import { lapsedRight, optionsOfComplainant, type CommandOption } from './complainant-choices.ts';

/** What a message can ask for that the step which is open now foresees. */
export const requests = [
  'next stage requested',
  'withdrawal',
  'agreed to wait',
] as const satisfies MessageHandling[];
export type RequestByMessage = (typeof requests)[number];

const asksFor: Record<RequestByMessage, (outcome: Outcome) => boolean> = {
  'next stage requested': ({ form, effect }) =>
    effect === undefined && fieldThatMeans(form, 'unresolved') !== undefined,
  withdrawal: ({ effect }) => effect === 'withdraw',
  'agreed to wait': agreesToWait,
};

/** The outcome that a request would be, as the complainant could choose it now; undefined if no open step foresees it. */
export function outcomeAsked(
  request: RequestByMessage,
  state: Case,
  procedure: Procedure | undefined,
): CommandOption | undefined {
  return optionsOfComplainant(state, procedure).find(({ outcome }) => asksFor[request](outcome));
}

/** Where a closed case goes on if a request for the next stage is accepted late: the step after the right that lapsed. */
export function stepAskedLate(state: Case, procedure: Procedure | undefined): string | undefined {
  if (state.status !== 'closed' || !procedure || !lapsedRight(state, procedure)) return undefined;
  const task = state.tasks.findLast(
    ({ run, step }) => run === state.procedure?.run && procedure.steps[step]?.kind === 'window',
  );
  const outcomes = Object.values(procedure.steps[task?.step ?? '']?.outcomes ?? {});
  return outcomes.find(asksFor['next stage requested'])?.next;
}

/** What can be asked for by a message now, in this order. */
export const requestsPossible = (state: Case, procedure: Procedure | undefined): RequestByMessage[] =>
  requests.filter(
    (request) =>
      outcomeAsked(request, state, procedure) !== undefined ||
      (request === 'next stage requested' && stepAskedLate(state, procedure) !== undefined),
  );

// Words only suggest what a message asks for; a person decides.
const wordsFor: Record<RequestByMessage, RegExp> = {
  'next stage requested':
    /\b(?:stage (?:2|3|two|three)|next stage|review panel|escalat\w*|(?:not|isn['’]t|un) ?(?:happy|satisfied)|dissatisfied|take (?:this|it|my complaint) further)\b/i,
  withdrawal:
    /\b(?:withdraw\w*|(?:drop|cancel|close|end|stop) (?:my|the|this) complaint|(?:do not|don['’]t) want to (?:go on|continue|carry on|pursue))\b/i,
  'agreed to wait':
    /\b(?:(?:happy|agree|agreed|fine|ok|okay|willing) (?:to|with) wait\w*|i(?: will| can|['’]ll) wait)\b/i,
};

/** The longest part of a message that is searched for words. */
const searched = 20_000;

/** What the words of a message suggest that it asks for, among what is possible now. */
export function suggestedBy(
  { text, subject }: Pick<Message, 'text' | 'subject'>,
  possible: readonly RequestByMessage[],
): RequestByMessage | undefined {
  const said = `${subject.slice(0, 1_000)}\n${text.slice(0, searched)}`;
  return possible.find((request) => wordsFor[request].test(said));
}

/** Calling a message an automatic reply is an action of its own (functions/actions/automatic-message.ts). */
const ways = MessageHandling.options.filter((how) => how !== 'automatic');

/** The ways to deal with a message now: what its words suggest first, and no request that the open step does not foresee. */
export function handlingsOffered(
  message: Pick<Message, 'text' | 'subject'> | undefined,
  state: Case,
  procedure: Procedure | undefined,
): { offered: MessageHandling[]; suggested?: MessageHandling } {
  const possible = requestsPossible(state, procedure);
  const suggested = message && suggestedBy(message, possible);
  const others = ways.filter(
    (how) =>
      how !== suggested && (possible.some((one) => one === how) || !requests.some((one) => one === how)),
  );
  return suggested === undefined ? { offered: others } : { offered: [suggested, ...others], suggested };
}

/** The longest text that is taken from a message into an answer. */
const longestAnswer = 5_000;

/**
 * The answers to the form of an outcome that a message asked for, from the message and from what the officer adds. The
 * request counts from the day on which the message came, or from `on`.
 */
export function answersFromMessage(
  { outcome }: CommandOption,
  message: Pick<Message, 'text' | 'receivedAt'>,
  { note, on, until }: { note: string; on?: CivilDate | undefined; until?: CivilDate | undefined },
): Answers {
  const { form } = outcome;
  const came = on ?? londonDate(message.receivedAt);
  const days = [...(outcome.starts ?? []), ...(outcome.ends ?? [])].flatMap((turn) => turn.on ?? []);
  const agreed = fieldThatMeans(form, 'agreedOn');
  const untilField = Object.entries(form).find(([, { fact }]) => fact === 'agreedToWaitUntil')?.[0];
  const unresolved = fieldThatMeans(form, 'unresolved');
  const reason = fieldThatMeans(form, 'reason');
  const said = message.text.slice(0, longestAnswer).toWellFormed().trim();
  return {
    ...Object.fromEntries(days.filter((day) => day in form).map((day) => [day, came])),
    ...(agreed === undefined ? {} : { [agreed]: came }),
    ...(untilField === undefined || until === undefined ? {} : { [untilField]: until }),
    ...(unresolved === undefined || said === '' ? {} : { [unresolved]: said }),
    ...(reason === undefined ? {} : { [reason]: note === '' ? said : note }),
  };
}
