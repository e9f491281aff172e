import type { Actor, Event } from '../case/events.ts';

/** The letter in a person's own words with this key, also in its copies and when it is sent again. */
export function writtenLetterOf(
  key: string | undefined,
  events: readonly Event[],
): Extract<Event, { type: 'letter-written' }> | undefined {
  const id = /(?:^|\/)written-(L\d+)\//.exec(key ?? '')?.[1];
  return events.filter((event) => event.type === 'letter-written').find(({ letter }) => letter === id);
}

/** What a person wrote in the letter with this key. Whoever only approved it does not sign it. */
export function ownWordsOf(
  key: string | undefined,
  events: readonly Event[],
): { subject: string; text: string; by: Actor } | undefined {
  const written = writtenLetterOf(key, events);
  if (!written) return undefined;
  const { subject, text, author, by } = written;
  return { subject, text, by: author === undefined ? by : `user:${author}` };
}
