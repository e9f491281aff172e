import type { ForwardedMail } from '../../domain/case/stored-rows.ts';
import {
  isAttribution,
  isForwardMark,
  isForwardSubject,
  isOriginalMark,
  labelOf,
  unfoldedForward,
  type Label,
} from './quoted-words.ts';

// By how they begin in the languages of quoted-words.ts; no beginning stands for two months.
const months = [
  /^(?:jan|ion|sty|ian|ene|gen|січ|янв|oca)/i,
  /^(?:feb|fév|fev|chw|gwef|lut|лют|фев|şub)/i,
  /^(?:mar|mär|mrz|maw|faw|maa|бер|мар)/i,
  /^(?:apr|avr|ebr|kwi|abr|кві|апр|nis)/i,
  /^(?:may|mai|fai|maj|mag|mei|тра|мая|май)/i,
  /^(?:jun|juin|meh|feh|cze|iun|giu|чер|июн|haz)/i,
  /^(?:jul|juil|gor|orff|lip|iul|lug|лип|июл|tem)/i,
  /^(?:aug|aoû|aws|sie|ago|сер|авг|ağu)/i,
  /^(?:sep|med|fed|wrz|set|вер|сен|eyl)/i,
  /^(?:oct|okt|hyd|paź|out|ott|жов|окт|eki)/i,
  /^(?:nov|tac|dach|lis|noi|лис|ноя|kas)/i,
  /^(?:dec|dez|déc|rha|rag|gru|dic|гру|дек|ara)/i,
];

const dayOf = (year: number, month: number, day: number): string | undefined => {
  const date = new Date(Date.UTC(year, month - 1, day));
  if (year < 1970 || year > 2200 || date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day)
    return undefined;
  return date.toISOString().slice(0, 10);
};

/** The day in a date as programs write it for people: as its writer's calendar had it, whatever the time. */
function writtenDay(text: string): string | undefined {
  const line = text.slice(0, 200);
  const iso = /\b(\d{4})-(\d{2})-(\d{2})(?!\d)/.exec(line);
  if (iso) return dayOf(Number(iso[1]), Number(iso[2]), Number(iso[3]));
  // British order: day, month, year.
  const figures = /\b(\d{1,2})[./](\d{1,2})[./](\d{4}|\d{2})(?!\d)/.exec(line);
  if (figures) {
    const [first, second, third] = [Number(figures[1]), Number(figures[2]), Number(figures[3])];
    const year = third < 100 ? 2000 + third : third;
    // What cannot be a British date may be an American one.
    return dayOf(year, second, first) ?? dayOf(year, first, second);
  }
  const named =
    /\b(\d{1,2})(?:st|nd|rd|th|\.|ain|fed|eg)?\s+(?:de\s+|o\s+)?(\p{L}{3,12})\.?,?\s+(?:de\s+)?(\d{4})/u.exec(
      line,
    ) ?? /\b(\d{1,2})-(\p{L}{3})-(\d{4})/u.exec(line);
  const american = /(\p{L}{3,12})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})/u.exec(line);
  const [day, word, year] = named
    ? [named[1], named[2], named[3]]
    : [american?.[2], american?.[1], american?.[3]];
  const month = months.findIndex((name) => name.test(word ?? '')) + 1;
  return month === 0 ? undefined : dayOf(Number(year), month, Number(day));
}

const addressIn = (value: string): string | undefined =>
  /[^\s<>()[\]"',;:*]{1,200}@[^\s<>()[\]"',;:*]{1,200}/.exec(value)?.[0]?.replace(/\.+$/, '');

const nameIn = (value: string): string | undefined => {
  const name = value
    .replace(/\[[^\]]*\]|<[^>]*>|\(?mailto:[^\s)]*\)?/g, ' ')
    .replace(/[^\s<>()[\]"',;:*]+@[^\s<>()[\]"',;:*]+/g, ' ')
    .replace(/["'*<>()]+/g, ' ')
    // Outlook adds on whose behalf a mail was sent.
    .replace(/\s+(?:on behalf of|im Auftrag von)\s.*$/i, '')
    .replace(/\s+/g, ' ')
    .replace(/^[\s,;]+|[\s,;]+$/g, '');
  return /\p{L}/u.test(name) ? name : undefined;
};

const mostLines = 5000;
const mostHeadLines = 40;
const deepest = 10;

/** Takes the marks off by which a program quotes all that stands below the line of a forward, if it does. */
const quotesIn = (lines: readonly string[]): ((line: string) => string) => {
  const first = lines.find((line) => line.trim() !== '') ?? '';
  return /^\s?>/.test(first) ? (line) => line.replace(/^\s?> ?/, '') : (line) => line;
};

interface Head {
  from: string;
  date?: string;
  subject?: string;
  /** The number of lines that it takes. */
  length: number;
}

/** The header that stands above a forwarded text. HTML mail has empty lines between its fields. */
const headOf = (lines: readonly string[]): Head | undefined => {
  const values = new Map<Label, string>();
  let last: Label | undefined;
  let at = 0;
  let end = 0;
  for (; at < lines.length; at++) {
    const line = lines[at] ?? '';
    if (line.trim() === '') {
      // After two fields or more an empty line ends the header, if no field follows it.
      const next = lines.slice(at + 1, at + 3).find((one) => one.trim() !== '');
      if (values.size > 0 && (next === undefined || labelOf(next) === undefined)) break;
      last = undefined;
      continue;
    }
    const found = labelOf(line);
    if (found) {
      if (!values.has(found.label)) values.set(found.label, found.value);
      last = found.label;
    } else if (last !== undefined && values.size > 0) {
      // A long list of recipients, or an address on a line of its own.
      if (last === 'from' && addressIn(values.get('from') ?? '') === undefined)
        values.set('from', `${values.get('from') ?? ''} ${line.trim()}`);
    } else return undefined;
    end = at + 1;
  }
  const from = values.get('from');
  if (from === undefined || from === '' || values.size < 2) return undefined;
  const date = values.get('date');
  const subject = values.get('subject');
  return {
    from,
    ...(date === undefined ? {} : { date }),
    ...(subject === undefined ? {} : { subject }),
    length: end,
  };
};

/** Who wrote the quoted mail and when, in "On 27/11/2026, 09:12, "Sam" <sam@example.net> wrote:". */
const attributed = (line: string): Head | undefined => {
  const [, date = '', name = '', address = ''] =
    /^\s*(.{6,100}?)["„«]([^"„”«»<>]{1,100})["”»]\s*[<[]([^<>[\]\s]{3,200})[>\]]/.exec(line.slice(0, 600)) ??
    [];
  return address.includes('@') ? { from: `${name} <${address}>`, date, length: 1 } : undefined;
};

/** Where a forward begins: below its mark, or in a mail whose subject says "Fwd:", at a header as Outlook writes it. */
const beginOf = (
  lines: readonly string[],
  subject: string,
): { head: Head; body: readonly string[] } | undefined => {
  const says = isForwardSubject(subject);
  for (const [index, line] of lines.entries()) {
    if (index > mostLines) return undefined;
    const [first = '', ...folded] = unfoldedForward(line);
    const isMark = isForwardMark(first) || (says && isOriginalMark(first));
    const isHeader = says && labelOf(line.replace(/^[\s>]+/, ''))?.label === 'from';
    const isSentence = says && !isMark && !isHeader && isAttribution(lines, index);
    if (!isMark && !isHeader && !isSentence) continue;
    const start = isHeader ? index : index + 1;
    // Only the lines of a header are looked at before there is one: a mail may have thousands of marks.
    const folds = folded.length > 0 ? [...folded, ''] : [];
    const marks = quotesIn(lines.slice(start, start + mostHeadLines));
    const near = [...folds, ...lines.slice(start, start + mostHeadLines).map(marks)];
    const head = isSentence ? attributed(line) : headOf(near);
    if (head)
      return {
        head,
        body: lines.slice(start + (isSentence ? 0 : Math.max(0, head.length - folds.length))).map(marks),
      };
  }
  return undefined;
};

/**
 * The mail that a mail forwards, with the person who wrote it. Of a forward of a forward it is the innermost, because
 * colleagues pass a complaint on more than once. Undefined if the mail is no forward.
 */
export function forwardedMail(subject: string, text: string): ForwardedMail | undefined {
  let found: ForwardedMail | undefined;
  let lines: readonly string[] = text.split('\n');
  let about = subject;
  for (let depth = 0; depth < deepest; depth++) {
    const begin = beginOf(lines, about);
    if (!begin) return found;
    const { head, body } = begin;
    const [name, email] = [nameIn(head.from), addressIn(head.from)];
    const on = writtenDay(head.date ?? '');
    found = {
      ...(name === undefined ? {} : { name }),
      ...(email === undefined ? {} : { email }),
      ...(on === undefined ? {} : { on }),
      text: body.join('\n').trim(),
    };
    lines = body;
    about = head.subject ?? '';
  }
  return found;
}
