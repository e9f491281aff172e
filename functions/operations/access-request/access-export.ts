import { itemKinds, type ItemKind } from '../../domain/case/access-request.ts';
import type { Block, Inline } from '../../domain/correspondence/letter-blocks.ts';
import { letterAsHtml } from '../../domain/correspondence/letter-as-html.ts';
import { longDate, londonDate, type Instant } from '../../domain/time/civil-date.ts';
import { personName } from '../../words/person-name.ts';
import { nameWithExtension } from '../check-file/check-file.ts';
import type { Words } from '../../words/words.ts';
import { inParts } from './in-parts.ts';
import { uncleared, type GatheredRequest } from './items-about-person.ts';
import type { AccessItem } from './items-in-case.ts';

/** An item as the person gets it. `file`: the name under which its file goes with the export. */
interface ExportedItem {
  case: string | null;
  kind: ItemKind;
  title: string;
  at: Instant | null;
  source: string;
  text: string;
  file: { name: string; type: string; bytes: number } | null;
}

/** What a person gets: the items that were cleared to go out, and nothing of the others. */
export interface AccessExport {
  person: string;
  receivedOn: string;
  madeAt: Instant;
  /** Which part this is, and of how many: an export that is too large for one answer comes in parts. */
  part: number;
  parts: number;
  items: ExportedItem[];
}

/** A file that goes with an export: its name there, and the item that it is. */
export interface ExportedFile {
  name: string;
  item: AccessItem;
}

/** The items of a request that go out, each file with its name in the export. */
function includedIn({ items, request }: GatheredRequest): { item: AccessItem; name?: string }[] {
  let files = 0;
  return items
    .filter(({ id }) => request.cleared.get(id)?.include === true)
    .map((item) => {
      if (!item.file) return { item };
      files += 1;
      const { name, extension } = item.file;
      const whole = extension === undefined ? name : nameWithExtension(name, extension);
      return { item, name: `${String(files).padStart(3, '0')} ${whole}` };
    });
}

export const filesOfExport = (gathered: GatheredRequest): ExportedFile[] =>
  includedIn(gathered).flatMap(({ item, name }) => (name === undefined ? [] : [{ item, name }]));

/** The most bytes of a part: a Lambda answers with 6 MB at most, and marks of HTML come on top. */
const largestPart = 3_000_000;
/** What a line of text takes more as HTML. */
const perLine = 60;

const partsOf = (gathered: GatheredRequest): ReturnType<typeof includedIn>[] =>
  inParts(
    includedIn(gathered),
    ({ item }) => Buffer.byteLength(JSON.stringify(item)) + perLine * item.text.split('\n').length,
    largestPart,
  );

/** How many parts the export of a request has. */
export const partsOfExport = (gathered: GatheredRequest): number => partsOf(gathered).length;

/**
 * A part of the export of a request as data, counted from 1. Undefined while an item that its reader sees is not cleared, and
 * if there is no such part.
 */
export function accessExport(
  gathered: GatheredRequest,
  { now, words, part = 1 }: { now: Instant; words: Words; part?: number },
): AccessExport | undefined {
  if (uncleared(gathered).length > 0) return undefined;
  const parts = partsOf(gathered);
  const included = parts[part - 1];
  return (
    included && {
      person: personName(gathered.person, words),
      receivedOn: gathered.request.receivedOn,
      madeAt: now,
      part,
      parts: parts.length,
      items: included.map(({ item, name }) => ({
        case: item.reference ?? null,
        kind: item.kind,
        title: item.title,
        at: item.at ?? null,
        source: item.source,
        text: item.text,
        file:
          item.file === undefined || name === undefined
            ? null
            : { name, type: item.file.mimeType, bytes: item.file.size },
      })),
    }
  );
}

/** The export as a page that the person can read and print. */
export function exportAsHtml(made: AccessExport, council: string, { access }: Words): string {
  const text = access.export;
  const cases = [...new Set(made.items.map((item) => item.case))];
  const blocks: Block[] = [
    ...text.about({ name: made.person, day: longDate(londonDate(made.madeAt)) }).map(paragraph),
    ...cases.flatMap((reference) => [
      heading(2, reference === null ? text.noCase : text.ofCase({ reference })),
      ...itemKinds.flatMap((kind) => {
        const items = made.items.filter((item) => item.case === reference && item.kind === kind);
        return items.length === 0
          ? []
          : [
              heading(3, kind === 'details' ? text.yourDetails : access.kinds[kind]),
              ...items.flatMap((item) => itemBlocks(item)),
            ];
      }),
    ]),
    heading(2, text.rightsHeading),
    ...text.rights.map(paragraph),
  ];
  const subject = made.parts === 1 ? text.title : text.titleOfPart({ part: made.part, parts: made.parts });
  return letterAsHtml(subject, council, blocks);

  function itemBlocks({ kind, title, at, source, text: body, file }: ExportedItem): Block[] {
    return [
      ...(title === access.kinds[kind] ? [] : [heading(4, title)]),
      paragraph(text.from({ source, day: at === null ? undefined : longDate(londonDate(at)) })),
      ...(body === '' ? [] : [{ kind: 'quote' as const, blocks: body.split(/\n{2,}/).map(lines) }]),
      ...(file === null ? [] : [paragraph(text.seeFile({ name: file.name }))]),
    ];
  }
}

const heading = (level: number, text: string): Block => ({
  kind: 'heading',
  level,
  children: [{ kind: 'text', text }],
});
const paragraph = (text: string): Block => ({ kind: 'paragraph', children: [{ kind: 'text', text }] });
const lines = (text: string): Block => ({
  kind: 'paragraph',
  children: text
    .split('\n')
    .flatMap((line, n): Inline[] => [
      ...(n === 0 ? [] : [{ kind: 'break' as const }]),
      { kind: 'text', text: line },
    ]),
});
