import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { TextNode, type HTMLElement } from 'node-html-parser';
import { expect, test } from 'vitest';
import { letterId } from '../../../functions/dependencies.ts';
import { pages } from '../../../functions/pages/app.ts';
import { en } from '../../../functions/words/en/index.ts';
import { missingWords, type Words } from '../../../functions/words/words.ts';
import { caseDetails } from '../../../workflows/procedures/case-details.ts';
import { procedures } from '../../shropshire.ts';
import { childrensWay, openPlay, type Play } from '../../play.ts';
import { browse } from './browse.ts';

const functions = new URL('../../../functions/', import.meta.url).pathname;
const filesIn = (folder: string, extension: string) =>
  readdirSync(path.join(functions, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith(extension))
    .map((name) => path.join(functions, folder, name));

type Leaf = { path: string; key: string };

/** Every sentence of a part of the catalogue, by its path. */
function sentencesOf(part: object, prefix: string): Leaf[] {
  return Object.entries(part).flatMap(([key, value]: [string, unknown]) =>
    typeof value === 'object' && value !== null
      ? sentencesOf(value, `${prefix}.${key}`)
      : [{ path: `${prefix}.${key}`, key }],
  );
}

/** The language of the page is a code and no sentence. */
const codes = new Set(['.layout.lang']);

/** The catalogue with each sentence between ⟦ and ⟧, also those that are made from parameters. */
function marked(value: unknown, at = ''): unknown {
  if (codes.has(at)) return value;
  if (typeof value === 'string') return `⟦${value}⟧`;
  if (typeof value === 'function')
    return (...params: unknown[]) => {
      const sentence: unknown = Reflect.apply(value, undefined, params);
      return marked(sentence, at);
    };
  if (Array.isArray(value)) return value.map((one: unknown) => marked(one, at));
  if (typeof value === 'object' && value !== null)
    return Object.fromEntries(
      Object.entries(value).map(([key, one]: [string, unknown]) => [key, marked(one, `${at}.${key}`)]),
    );
  return value;
}

const isWords = (value: unknown): value is Words =>
  typeof value === 'object' && value !== null && missingWords(value).length === missingWords(en).length;

function markedWords(): Words {
  const words = marked(en);
  if (!isWords(words)) throw new Error('the marked catalogue lacks something');
  return words;
}

/** Texts that a procedure, a letter or the council's file brings along. */
const bringsAlong = new Set(['title', 'label', 'hint', 'section', 'citation', 'closedAs', 'name', 'law']);
function textsOf(value: unknown, wanted: (key: string) => boolean, key = ''): string[] {
  if (typeof value === 'string') return wanted(key) ? [value] : [];
  if (typeof value !== 'object' || value === null) return [];
  return Array.isArray(value)
    ? value.flatMap((one: unknown) => textsOf(one, wanted, key))
    : Object.entries(value).flatMap(([name, one]: [string, unknown]) => textsOf(one, wanted, name));
}

const shownAttributes = ['aria-label', 'data-name', 'alt', 'placeholder', 'title'];

/** The text of a page, and of the attributes that people read or hear; a letter is in words of its own. */
function textOf(page: HTMLElement): string {
  for (const element of page.querySelectorAll('.letter, script, style')) element.remove();
  const attributes = page
    .querySelectorAll('*')
    .flatMap((element) => shownAttributes.flatMap((name) => element.getAttribute(name) ?? []));
  const texts = page
    .querySelectorAll('*')
    .flatMap((element) =>
      element.childNodes.filter((node) => node instanceof TextNode).map(({ textContent }) => textContent),
    );
  return [...attributes, ...texts].join('\n').replaceAll(/[ \t\n]+/g, ' ');
}

const dates =
  /\b(?:Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)\b|\b(?:January|February|March|April|May|June|July|August|September|October|November|December|Jan|Feb|Mar|Apr|Jun)\b/g;

/** The words of a page that come neither from the catalogue nor from data. */
function unmarked(page: HTMLElement, data: readonly string[]): string[] {
  let text = textOf(page);
  for (let before = ''; before !== text;) {
    before = text;
    text = text.replaceAll(/⟦[^⟦⟧]*⟧/g, ' ');
  }
  for (const known of data.toSorted((one, other) => other.length - one.length))
    text = text.replaceAll(known, ' ');
  return (
    text
      .replaceAll(/SC-\d{4}-\d{5}-\d/g, ' ')
      .replaceAll(dates, ' ')
      .match(/\p{L}{2,}/gu) ?? []
  );
}

async function staffPages(play: Play) {
  const reference = await play.complaintAt('stage-1');
  await play.document(reference, 'Call log');
  const other = await play.complaint();
  await play.mail({ from: play.deps.council.intakeAddress, subject: 'Hello', text: 'Good day.' });
  const { state, letters } = await play.file(reference);
  const [letter] = letters.filter(({ to }) => to === 'complainant');
  const [mail] = (await play.deps.store.heldMail({ status: 'held', limit: 1 })).items;
  const base = `/cases/${reference}`;
  return {
    reference,
    paths: [
      '/tasks',
      '/tasks?show=all',
      '/tasks?q=no+such+name',
      '/cases',
      '/cases?status=closed',
      '/mail',
      '/mail?status=recorded',
      '/messages?show=all',
      '/messages?show=handled',
      `/mail/${mail?.id ?? ''}`,
      '/record',
      '/overview',
      base,
      `/cases/${other}`,
      `/cases/${other}/tasks/triage`,
      `${base}/tasks/stage-1/respond`,
      `${base}/tasks/stage-1/extend`,
      `${base}/letters/${letterId(state.id, letter?.key ?? '')}`,
      `${base}/reads`,
      `${base}/complainant`,
      `${base}/private-link`,
      `${base}/add-document`,
      '/signed-out',
    ],
  };
}

test('every sentence on the pages of staff comes from the catalogue', { timeout: 120_000 }, async () => {
  const play = await openPlay('2026-06-01T09:00:00Z');
  const { paths, reference } = await staffPages(play);
  const { facts } = await play.view(reference);
  const data = [
    ...textsOf([procedures.all, caseDetails, childrensWay], (key) => bringsAlong.has(key)),
    ...textsOf(play.deps.council, () => true),
    ...play.deps.council.intakeAddress.split(/(?=@)/),
    ...textsOf(facts, () => true),
    'Sam Carter',
    'sam.carter@home.example',
    'Nobody has called me back for three weeks.',
    'Call log',
    'Hello',
    'Good day.',
    'the same email address',
    'no such name',
  ];
  const officer = browse(play);
  await officer.signIn('complaints-officer');
  const app = pages(play.deps, { signIn: '/local/sign-in', report: () => {}, words: markedWords() });
  const visitor = browse({ system: { app } });
  visitor.setCookie(officer.cookie());
  const outside: Record<string, string[]> = {};
  for (const address of paths) {
    const shown = await visitor.get(address);
    expect([address, shown.status]).toEqual([address, 200]);
    const words = unmarked(shown.page, data);
    if (words.length > 0) outside[address] = words;
  }
  expect(outside).toEqual({});
});

const templates = filesIn('pages/templates', '.njk').map((file) => ({
  file,
  text: readFileSync(file, 'utf8'),
}));

test('every catalogue entry named in a template exists', () => {
  const found = (name: string) =>
    name
      .split('.')
      .reduce<unknown>(
        (part, key) =>
          typeof part === 'object' && part !== null
            ? Object.entries(part).find(([own]) => own === key)?.[1]
            : undefined,
        en,
      );
  const missing = templates.flatMap(({ file, text }) =>
    [...text.matchAll(/\bwords\.([\w.]+)/g)].flatMap(([, name = '']) =>
      found(name) === undefined ? [`${path.basename(file)}: ${name}`] : [],
    ),
  );
  expect(missing).toEqual([]);
});

test('every sentence for staff is used', () => {
  const code = ['pages', 'case-views', 'operations', 'actions', 'api']
    .flatMap((folder) => filesIn(folder, '.ts'))
    .map((file) => readFileSync(file, 'utf8'))
    .join('\n');
  const shown = templates.map(({ text }) => text).join('\n');
  const { staff, forms, layout } = en;
  const unused = Object.entries({ staff, forms, layout })
    .flatMap(([room, part]) => sentencesOf(part, room))
    .filter(({ path: name, key }) => {
      // Words for stored values are looked up by the value: their table is what a page names.
      const tablePath = name.slice(0, -key.length - 1);
      const table = tablePath.split('.').at(-1) ?? '';
      const byValue =
        new RegExp(`\\.${table}\\[|\\b${table}\\)|wordFor\\(\\w+\\.${table}\\b`).test(code) ||
        shown.includes(`words.${tablePath}[`);
      return !shown.includes(`words.${name}`) && !new RegExp(`[.{,] ?${key}\\b`).test(code) && !byValue;
    })
    .map(({ path: name }) => name);
  expect(unused).toEqual([]);
});
