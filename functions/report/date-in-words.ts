import type { CivilDate } from '../domain/time/civil-date.ts';

/** A day as people write it in the language of the words: 24 November 2026. */
export const date = (day: CivilDate, { lang }: { lang: string }): string =>
  new Intl.DateTimeFormat(lang, {
    timeZone: 'UTC',
    day: 'numeric',
    month: 'long',
    year: 'numeric',
  }).format(new Date(day));
