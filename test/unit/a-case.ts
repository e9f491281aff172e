import type { Case } from '../../functions/domain/case/case.ts';
import type { Event, NewEvent } from '../../functions/domain/case/events.ts';
import type { Facts } from '../../functions/domain/case/facts.ts';
import { record } from '../../functions/domain/case/replay.ts';
import { bundledBankHolidays } from '../../functions/domain/time/bank-holidays.ts';
import { readCouncil, userById, type User } from '../../functions/domain/council/council.ts';
import { makeWorkingDays } from '../../functions/domain/time/working-days.ts';
import shropshire from '../../infra/councils/shropshire/council.json' with { type: 'json' };
import type { Performer } from '../../workflows/procedures/roles.ts';

// A case for tests of rules, made of its events and of nothing else: no store, no workflow.

export const council = readCouncil(shropshire);
export const calendar = makeWorkingDays(bundledBankHolidays);

/** The example user with this id; throws when there is none. */
export function user(id: string): User {
  const found = userById(council, id);
  if (!found) throw new Error(`no user ${id}`);
  return found;
}

type Undated<E> = E extends unknown ? Omit<E, 'at' | 'by'> & Partial<Pick<Event, 'at' | 'by'>> : never;
/** An event without its time and author: by default the system, on the morning of the day of receipt. */
export type What = Undated<NewEvent>;

export const receivedOn = '2026-06-01';
const at = `${receivedOn}T09:00:00.000Z`;
const reference = 'SC-2026-00001-4';

/** The case of a complaint by phone on Monday 1 June 2026 to which these things happened. */
export const aCase = (...happened: What[]): Case => recorded(...happened).after;

/** The same with its events. */
export function recorded(...happened: What[]): { after: Case; events: Event[] } {
  const received: NewEvent = {
    at,
    by: 'system',
    type: 'received',
    reference,
    kind: 'complaint',
    channel: 'phone',
    receivedAt: at,
    receivedOn,
    message: 'M1',
  };
  const news = happened.map((event): NewEvent => ({ at, by: 'system', ...event }));
  return record(reference, undefined, [received, ...news]);
}

export const facts = (recordedFacts: Facts): What => ({ type: 'facts-recorded', facts: recordedFacts });

/** The start of a procedure; run 1 of the children's statutory procedure by default. */
export const started = (more: Partial<Extract<What, { type: 'procedure-started' }>> = {}): What => ({
  type: 'procedure-started',
  procedure: 'childrens-statutory',
  version: '2006',
  run: 1,
  ...more,
});

/** A step that opens in run 1 and is due on 15 June 2026, the tenth working day. */
export const opened = (
  step: string,
  performer: Performer,
  more: Partial<Extract<What, { type: 'task-opened' }>> = {},
): What => ({
  type: 'task-opened',
  task: `${step}#1`,
  step,
  run: 1,
  turn: 1,
  performer,
  clockFrom: receivedOn,
  due: '2026-06-15',
  ...more,
});

/** A decision on the first visit to a step. */
export const decided = (
  step: string,
  outcome: string,
  by: Event['by'],
  more: Partial<Extract<What, { type: 'decided' }>> = {},
): What => ({
  type: 'decided',
  task: `${step}#1`,
  decision: 1,
  outcome,
  answers: {},
  ends: true,
  by,
  ...more,
});
