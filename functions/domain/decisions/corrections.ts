import { procedureOfCase } from '../case/procedure-followed.ts';
import * as z from 'zod/mini';
import { openTasks, type Case } from '../case/case.ts';
import type { correctedFacts, Correction } from '../case/correction.ts';
import { ownPoints, type Point, pointNumber } from '../case/facts.ts';
import { Channel } from '../case/received.ts';
import { choosesProcedure } from '../clocks/stage-clocks.ts';
import { invalid, refuse, type RefusalParams, type Refused } from '../text/refusal.ts';
import { CivilDate, Instant, londonDate, londonInstant } from '../time/civil-date.ts';
import { isLongAgo, refuseDayOfReceipt } from '../time/day-of-receipt.ts';
import type { WorkingDays } from '../time/working-days.ts';
import { fieldOptions, type FormContext } from './forms.ts';
import { proceduresAlongside, type Procedures } from '../../../workflows/procedures/index.ts';
import type { Field } from '../../../workflows/procedures/form-field.ts';
import { FeedbackKind } from '../../../workflows/procedures/meanings.ts';

const text = (length: number) => z.string().check(z.trim(), z.minLength(1), z.maxLength(length));
const reason = text(10_000);

/**
 * A request to correct a fact of receipt, with the value that is right. Points are given whole: one that is left out is
 * removed, one without an id is new. A day of receipt more than a year ago has to be confirmed.
 */
export const CorrectionRequest = z.discriminatedUnion('what', [
  z.strictObject({
    what: z.literal('receivedOn'),
    /** A day, or a moment where the time matters. */
    value: z.union([CivilDate, Instant]),
    confirmed: z.optional(z.literal(true)),
    reason,
  }),
  z.strictObject({ what: z.literal('channel'), value: Channel, reason }),
  z.strictObject({ what: z.literal('kind'), value: FeedbackKind, reason }),
  z.strictObject({ what: z.literal('procedure'), value: z.string(), reason }),
  z.strictObject({
    what: z.literal('points'),
    value: z
      .array(z.strictObject({ id: z.optional(z.string()), text: text(10_000) }))
      .check(z.minLength(1), z.maxLength(100)),
    reason,
  }),
  z.strictObject({ what: z.literal('summary'), value: text(100_000), reason }),
  z.strictObject({
    what: z.enum(['serviceArea', 'team', 'category']),
    value: z.string(),
    reason,
  }),
]);
export type CorrectionRequest = z.infer<typeof CorrectionRequest>;

type Refusal = Refused<'conflict' | 'invalid'>;

/** What a correction is checked against. */
export interface CorrectionContext {
  form: FormContext;
  procedures: Procedures;
  calendar: WorkingDays;
  now: Instant;
}

/** The field that is refused: a request has one value. */
const field = 'value';
const unchanged = invalid({ field, code: 'same-value', params: {} });

/** What was wrong and what is right, or why it cannot be corrected so. Procedures are checked by those who change them. */
export function correctionOf(
  state: Case,
  request: CorrectionRequest,
  context: CorrectionContext,
): { ok: true; correction: Correction } | Refusal {
  switch (request.what) {
    case 'receivedOn':
      return dayOfReceipt(state, request, context);
    case 'channel':
      return request.value === state.channel
        ? unchanged
        : { ok: true, correction: { what: 'channel', from: state.channel, to: request.value } };
    case 'kind': {
      const from = state.facts.kind === undefined ? state.kind : FeedbackKind.parse(state.facts.kind);
      return request.value === from
        ? unchanged
        : { ok: true, correction: { what: 'kind', from, to: request.value } };
    }
    case 'procedure': {
      const { procedure } = state;
      if (!procedure || isChoosing(state, context.procedures))
        return refuse('conflict', { code: 'procedure-not-chosen', params: {} });
      const ids = context.procedures.forFeedback(state.receivedOn).map(({ id }) => id);
      if (!ids.includes(request.value))
        return invalid({ field, code: 'unknown-procedure', params: { procedures: ids } });
      const chosen = context.procedures.on(request.value, state.receivedOn);
      if (!chosen.ok || request.value === procedure.id) return unchanged;
      const { id, version } = chosen.procedure;
      return {
        ok: true,
        correction: {
          what: 'procedure',
          from: { id: procedure.id, version: procedure.version },
          to: { id, version },
        },
      };
    }
    case 'points':
      return points(state, request.value, context);
    case 'summary':
      return fact(state, 'summary', request.value);
    default: {
      const options = fieldOptions(listOf[request.what], context.form).map(({ value }) => value);
      return options.includes(request.value)
        ? fact(state, request.what, request.value)
        : invalid({ field, code: 'not-an-option', params: { options } });
    }
  }
}

/** The lists of the council that these facts are chosen from. */
const listOf = {
  serviceArea: { label: 'Service area', type: 'choice', optionsFrom: 'service areas' },
  team: { label: 'Team', type: 'choice', optionsFrom: 'teams' },
  category: { label: 'Category', type: 'choice', optionsFrom: 'categories' },
} satisfies Record<string, Field>;

function fact(state: Case, what: (typeof correctedFacts)[number], to: string) {
  const from = state.facts[what];
  if (from === to) return unchanged;
  const correction: Correction = { what, ...(from === undefined ? {} : { from }), to };
  return { ok: true as const, correction };
}

/** Whether a case is still where its procedure is chosen. */
function isChoosing(state: Case, procedures: Pick<Procedures, 'version'>): boolean {
  const followed = procedureOfCase(state, procedures);
  return followed !== undefined && choosesProcedure(followed);
}

/**
 * A day on which it can have been received: not to come, none from which no deadline can be counted, and none after a
 * decision that was taken because of it, or after anything else that happened to it.
 */
function dayOfReceipt(
  state: Case,
  { value, confirmed }: Extract<CorrectionRequest, { what: 'receivedOn' }>,
  { calendar, now, procedures }: CorrectionContext,
): ReturnType<typeof correctionOf> {
  const today = londonDate(now);
  const isDay = CivilDate.safeParse(value).success;
  const on = isDay ? value : londonDate(value);
  const at = !isDay ? value : on === today ? now : londonInstant(on, '12:00');
  if (!isDay && value > now) return invalid({ field, code: 'time-in-future', params: {} });
  const impossible = refuseDayOfReceipt(on, today, calendar);
  if (impossible) return invalid({ ...impossible, field });
  if (isDay ? on === state.receivedOn : value === state.receivedAt) return unchanged;
  const decidedOn = firstRelyingOnReceipt(state, procedures);
  if (decidedOn !== undefined && on > decidedOn)
    return invalid({ field, code: 'received-before-decision', params: { decidedOn } });
  const happened = firstAfterReceipt(state);
  if (happened !== undefined && on > happened.happenedOn)
    return invalid({ field, code: 'received-before-event', params: happened });
  const followed = isChoosing(state, procedures) ? undefined : state.procedure?.id;
  if (followed !== undefined && !procedures.on(followed, on).ok)
    return invalid({ field, code: 'no-version-on-day', params: { day: on } });
  if (isLongAgo(on, today) && confirmed !== true)
    return invalid({ field: 'confirmed', code: 'year-doubtful', params: {} });
  return {
    ok: true,
    correction: {
      what: 'receivedOn',
      from: { on: state.receivedOn, at: state.receivedAt },
      to: { on, at },
    },
  };
}

/** The first day on which someone decided something under the procedure of the case, or accepted who complains. */
function firstRelyingOnReceipt(
  { tasks, runs, facts }: Case,
  procedures: Pick<Procedures, 'version'>,
): CivilDate | undefined {
  const own = new Set(
    runs
      .filter(({ beside, procedure, version }) => {
        const followed = procedures.version(procedure, version);
        return !beside && (followed === undefined || !choosesProcedure(followed));
      })
      .map(({ run }) => run),
  );
  const decided = tasks
    .filter(({ run }) => own.has(run))
    .flatMap(({ decisions }) => decisions.map(({ at }) => londonDate(at)));
  return [
    ...decided,
    ...(facts.standingAcceptedOn === undefined ? [] : [facts.standingAcceptedOn]),
  ].sort()[0];
}

/** The first day on which something happened that a case can only have after it was received. */
function firstAfterReceipt({
  runs,
  routes = [],
  closedAt,
}: Case): RefusalParams['received-before-event'] | undefined {
  const enquiries = runs.flatMap(({ procedure, matter }) =>
    procedure === proceduresAlongside.ombudsman ? (matter?.from ?? []) : [],
  );
  return [
    ...enquiries.map((happenedOn) => ({ happenedOn, what: 'enquiry' as const })),
    ...routes.map(({ on }) => ({ happenedOn: on, what: 'route' as const })),
    ...(closedAt === undefined ? [] : [{ happenedOn: londonDate(closedAt), what: 'closing' as const }]),
  ].sort((a, b) => (a.happenedOn < b.happenedOn ? -1 : 1))[0];
}

/** Points keep their numbers, and a number is never used again (law.md section 2). */
function points(
  state: Case,
  given: readonly { id?: string | undefined; text: string }[],
  { procedures }: CorrectionContext,
): ReturnType<typeof correctionOf> {
  const { facts, lastPoint = 0 } = state;
  if (state.status === 'closed') return refuse('conflict', { code: 'case-closed', params: {} });
  const from = ownPoints(facts);
  const known = from.map(({ id }) => id);
  const named = given.flatMap(({ id }) => id ?? []);
  if (!named.every((id) => known.includes(id)) || new Set(named).size < named.length)
    return invalid({ field, code: 'unknown-points', params: { points: known } });
  const isChecked = openTasks(state).some(
    ({ run, step, procedure, procedureVersion }) =>
      run === state.procedure?.run &&
      procedures.version(procedure, procedureVersion)?.steps[step]?.writtenIn !== undefined,
  );
  if (isChecked) return refuse('conflict', { code: 'answer-being-checked', params: {} });
  let last = Math.max(lastPoint, 0, ...(facts.points ?? []).map(pointNumber));
  const to = given.map(({ id, text: words }): Point => {
    const before = from.find((point) => point.id === id);
    return before ? { ...before, text: words } : { id: `P${(last += 1)}`, text: words };
  });
  const same = to.length === from.length && to.every((one) => from.some(isSame(one)));
  return same ? unchanged : { ok: true, correction: { what: 'points', from, to } };
}

const isSame = (one: Point) => (other: Point) => one.id === other.id && one.text === other.text;
