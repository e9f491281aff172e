import type { Actor, Event } from '../case/events.ts';

/** What a person wrote in the letter with this key, also in its copies and when it is sent again. */
export function ownWordsOf(
  key: string | undefined,
  events: readonly Event[],
): { subject: string; text: string; by: Actor } | undefined {
  const id = /(?:^|\/)written-(L\d+)\//.exec(key ?? '')?.[1];
  return events.filter((event) => event.type === 'letter-written').find(({ letter }) => letter === id);
}
