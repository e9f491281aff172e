import { currentCalendar, type Dependencies } from '../dependencies.ts';
import type { Case } from '../domain/case/case.ts';
import { londonDate, startOfLondonDay } from '../domain/time/civil-date.ts';
import type { User } from '../domain/council/council.ts';
import { overviewOf, trendStart, type Overview } from '../domain/views/overview.ts';
import { itemsOf } from './list-pages.ts';

/**
 * The overview of complaints for a user who may oversee them. It reads the open steps by due date, and the cases
 * received since the beginning of the trend; cases closed years ago cost nothing. `unreadable`: how many cases are not in it
 * because their rows cannot be read.
 */
export async function overseeCases(
  deps: Dependencies,
  user: User,
): Promise<{ overview: Overview; unreadable: number }> {
  const { store, clock, council, procedures } = deps;
  const calendar = await currentCalendar(deps);
  const today = londonDate(clock.now());
  const unreadable = new Set<string>();
  const open = new Map<string, Case>();
  for await (const { state } of itemsOf((page) => store.openTasks(page), unreadable))
    open.set(state.id, state);
  const recent: Case[] = [];
  const since = startOfLondonDay(trendStart(today));
  for await (const state of itemsOf((page) => store.cases({ since, ...page }), unreadable))
    recent.push(state);
  const overview = overviewOf(
    user,
    { open: [...open.values()], recent },
    { council, procedures, calendar, today },
  );
  return { overview, unreadable: unreadable.size };
}
