import type { Council, StandardParagraph } from '../../domain/council/council.ts';
import { paragraphValues } from '../../domain/council/standard-paragraphs.ts';
import type { Words } from '../../words/words.ts';
import { vocabulary } from '../../../workflows/letters/letter-template.ts';
import { first, memberField, ticked, yes, type AdminPart, idField } from './admin-parts.ts';

const isSame = (one: StandardParagraph, other: StandardParagraph) =>
  one.title === other.title && one.text === other.text;

/** The list of standard paragraphs, each with whether the folder or this page says it. */
export function paragraphList(
  { paragraphs = [] }: Council,
  { paragraphs: inFolder = [] }: Council,
  { administration: { paragraphs: words } }: Words,
) {
  const leftOut = inFolder.filter(({ id }) => !paragraphs.some((one) => one.id === id));
  return {
    title: words.title,
    about: [
      words.about,
      ...(leftOut.length === 0
        ? []
        : [words.leftOut({ titles: leftOut.map(({ title }) => title).join(', ') })]),
    ].join(' '),
    add: { href: '/admin/paragraphs/new', text: words.add },
    columns: [words.paragraph, words.origin],
    empty: words.empty,
    rows: paragraphs.map((paragraph) => {
      const before = inFolder.find(({ id }) => id === paragraph.id);
      const origin = before === undefined ? 'added' : isSame(before, paragraph) ? 'folder' : 'changed';
      return {
        name: paragraph.title,
        href: `/admin/paragraphs/${encodeURIComponent(paragraph.id)}`,
        cells: [words.origins[origin]],
      };
    }),
  };
}

/** A standard paragraph, or a new one when `id` is undefined. Programs use its id, so it never changes. */
export function paragraphPart(
  id: string | undefined,
  { paragraphs = [] }: Council,
  { administration: { paragraphs: words } }: Words,
): AdminPart | undefined {
  const paragraph = paragraphs.find((known) => known.id === id);
  if (id !== undefined && !paragraph) return undefined;
  const values = paragraphValues.map((name) => words.value({ name, meaning: vocabulary[name] })).join(', ');
  return {
    title: paragraph ? paragraph.title : words.add,
    about: words.about,
    fields: [
      ...(paragraph ? [] : [idField(words)]),
      {
        kind: 'input',
        name: 'title',
        label: words.paragraphTitle,
        hint: words.titleHint,
        missing: words.titleMissing,
      },
      {
        kind: 'textarea',
        name: 'text',
        label: words.text,
        hint: words.textHint({ values }),
        lines: 10,
        missing: words.textMissing,
      },
      ...(paragraph
        ? [
            {
              kind: 'checkboxes' as const,
              name: 'removed',
              label: words.keep,
              options: yes(words.remove),
            },
          ]
        : []),
    ],
    part: ({ paragraphs: known = [] }) =>
      id === undefined ? null : (known.find((one) => one.id === id) ?? null),
    typed: {
      id: [paragraph?.id ?? ''],
      title: [paragraph?.title ?? ''],
      text: [paragraph?.text ?? ''],
    },
    edit: (before, typed) => {
      const known = before.paragraphs ?? [];
      if (paragraph && ticked(typed, 'removed'))
        return { ...before, paragraphs: known.filter((one) => one.id !== paragraph.id) };
      const edited = {
        id: paragraph?.id ?? first(typed, 'id'),
        title: first(typed, 'title'),
        text: first(typed, 'text').replaceAll('\r\n', '\n'),
      };
      return {
        ...before,
        paragraphs: paragraph
          ? known.map((one) => (one.id === paragraph.id ? edited : one))
          : [...known, edited],
      };
    },
    fieldOf: memberField('paragraphs', ({ paragraphs: known = [] }) =>
      id === undefined ? known.length - 1 : known.findIndex((one) => one.id === id),
    ),
    next: '/admin/paragraphs',
  };
}
