import { currentCalendar, type Dependencies } from '../dependencies.ts';
import type { Case } from '../domain/case/case.ts';
import { londonDate, startOfLondonDay } from '../domain/time/civil-date.ts';
import type { User } from '../domain/council/council.ts';
import { overviewOf, trendStart, type Overview } from '../domain/views/overview.ts';

const pageSize = 100;

/**
 * The overview of complaints for a user who may oversee them. It reads the open steps by due date, and the cases
 * received since the beginning of the trend; cases closed years ago cost nothing.
 */
export async function overseeCases(deps: Dependencies, user: User): Promise<Overview> {
  const { store, clock, council, procedures } = deps;
  const calendar = await currentCalendar(deps);
  const today = londonDate(clock.now());
  const open = new Map<string, Case>();
  let cursor: string | undefined;
  do {
    const page = await store.openTasks({ limit: pageSize, ...(cursor === undefined ? {} : { cursor }) });
    for (const { state } of page.items) open.set(state.id, state);
    cursor = page.next;
  } while (cursor !== undefined);
  const recent: Case[] = [];
  const since = startOfLondonDay(trendStart(today));
  do {
    const page = await store.cases({ limit: pageSize, ...(cursor === undefined ? {} : { cursor }) });
    recent.push(...page.items.filter(({ receivedAt }) => receivedAt >= since));
    const last = page.items.at(-1);
    cursor = last !== undefined && last.receivedAt < since ? undefined : page.next;
  } while (cursor !== undefined);
  return overviewOf(user, { open: [...open.values()], recent }, { council, procedures, calendar, today });
}
