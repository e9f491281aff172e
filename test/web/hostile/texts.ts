import { parse } from 'node-html-parser';
import type { Shown } from '../pages/browse.ts';

/** One of everything: formula, script, SQL, templates of several kinds, what turns text round or hides in it, NUL. */
export const hostile = (token: string) =>
  `="${token}"<script>zqx()</script><img src=x onerror=zqx()>' OR 1=1;-- zq{{7*7}}zq{%if 1%}\${7*7}\u202Efdp\u200B\u2066\0\x07👩‍👧\u{F0000}\uD83D`;
/** Longer than any field takes (the body of a letter takes 50,000). */
export const long = `<b>${'ä <i>'.repeat(10_000)}`;

/** The same for fields that take less, and no braces. */
export const short = (token: string) => `="${token}"<script>zqx()</script>`;

export interface Found {
  /** Answered wrongly, in words. */
  wrong: string[];
  /** Texts that were accepted and so must be found somewhere. */
  taken: Map<string, string>;
  /** The routes whose forms were sent. */
  routes: Set<string>;
}

/** The faults of an answer itself: a fault of the system, or a text that became more than text. */
export function answerFaults({
  at,
  status,
  html,
  headers,
  page,
}: Pick<Shown, 'at' | 'status' | 'html' | 'headers'> & Partial<Pick<Shown, 'page'>>): string[] {
  const where = `${at} (${status})`;
  const faults = status >= 500 ? [`${where} is a fault`] : [];
  const isArchive = headers.get('content-type')?.startsWith('application/zip') === true;
  // eslint-disable-next-line no-control-regex
  if (!isArchive && /[\0-\x08\x0B\x0C\x0E-\x1F\u200B\u202E\u2066\u{F0000}]/u.test(html))
    faults.push(`${where} has invisible characters`);
  if (html.includes('zq49zq')) faults.push(`${where} has worked out a template`);
  if (!/html/.test(headers.get('content-type') ?? '')) return faults;
  const all = (page ?? parse(html)).querySelectorAll('*');
  if (all.some(({ tagName }) => tagName === 'SCRIPT' || tagName === 'IMG' || tagName === 'IFRAME'))
    faults.push(`${where} has an element that was typed`);
  if (
    all.some(({ attributes }) =>
      Object.entries(attributes).some(([name, value]) => /^on/i.test(name) || /^\s*javascript:/i.test(value)),
    )
  )
    faults.push(`${where} has something that would run`);
  return faults;
}

/** A cell of CSV that a spreadsheet would work out. */
export const formulas = (csv: string) => csv.match(/(?:^|,|\n)"?[=+@\t\r](?=[^\n])/g) ?? [];
