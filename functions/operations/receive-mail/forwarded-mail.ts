import type { ForwardedMail } from '../../domain/case/stored-rows.ts';

// Gmail, Thunderbird, Yahoo, Apple Mail and Outlook, in English, German, Welsh and French.
const mark =
  /^[>\s*]*(?:-{3,}\s*(?:Forwarded (?:message|by [^-\n]{1,80})|Weitergeleitete Nachricht|Neges (?:wedi['’]i hanfon ymlaen|a anfonwyd ymlaen|wedi['’]i blaenyrru)|Message (?:transf[ée]r[ée]|transmis)|Original[- ](?:Message|nachricht)|Urspr[üu]ngliche Nachricht|Neges wreiddiol)\s*-{3,}|(?:Begin forwarded message|Anfang der weitergeleiteten (?:Nachricht|E-Mail)|Dechrau(['’]r)? neges (?:wedi['’]i hanfon ymlaen|a anfonwyd ymlaen)|D[ée]but du message (?:r[ée]exp[ée]di[ée]|transf[ée]r[ée])))\s*:?\s*\*?\s*$/i;
const onlyReply = /(?:Original|Urspr|gwreiddiol)/i;
const subjectOfForward =
  /^\s*(?:\[[^\]\n]{1,40}\]\s*)?(?:fwd?|fw|wg|weitergeleitet|ym(?:l|laen)?|anfon ymlaen|tr)\s*:/i;

const labels = {
  from: /^(?:from|von|o|oddi wrth|gan|de|expéditeur)$/i,
  date: /^(?:date|sent|datum|gesendet|dyddiad|anfonwyd|envoyé|am)$/i,
  subject: /^(?:subject|betreff|pwnc|testun|objet)$/i,
  other:
    /^(?:to|an|at|i|à|cc|kopie|bcc|reply-to|antwort an|ateb i|importance|priority|organi[sz]ation|attachments?|anlagen)$/i,
};
type Label = keyof typeof labels;
const labelNames: readonly Label[] = ['from', 'date', 'subject', 'other'];

const labelOf = (line: string): { label: Label; value: string } | undefined => {
  const [, word = '', value = ''] =
    /^\s*\*{0,2}([\p{L}][\p{L} -]{0,20}?)\s*:\*{0,2}\s*(.*)$/u.exec(line.slice(0, 2000)) ?? [];
  const label = labelNames.find((name) => labels[name].test(word.trim()));
  return label && { label, value: value.replace(/^\*+\s*/, '').trim() };
};

const months = [
  /^(?:jan|ion)/i,
  /^(?:feb|fév|chw|gwef)/i,
  /^(?:mar|mär|mrz|maw|faw)/i,
  /^(?:apr|avr|ebr)/i,
  /^(?:may|mai|fai)$/i,
  /^(?:jun|juin|meh|feh)/i,
  /^(?:jul|juil|gor|orff)/i,
  /^(?:aug|aoû|aws)/i,
  /^(?:sep|med|fed)/i,
  /^(?:oct|okt|hyd)/i,
  /^(?:nov|tac|dach)/i,
  /^(?:dec|dez|déc|rha|rag)/i,
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
    const year = Number(figures[3]);
    return dayOf(year < 100 ? 2000 + year : year, Number(figures[2]), Number(figures[1]));
  }
  const named =
    /\b(\d{1,2})(?:st|nd|rd|th|\.|ain|fed|eg)?\s+(?:de\s+|o\s+)?(\p{L}{3,12})\.?,?\s+(\d{4})/u.exec(line) ??
    /\b(\d{1,2})-(\p{L}{3})-(\d{4})/u.exec(line);
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

/** The lines below the line of a forward, without the marks by which a program quotes them. */
const unquoted = (lines: readonly string[]): readonly string[] => {
  const first = lines.find((line) => line.trim() !== '') ?? '';
  return /^\s?>/.test(first) ? lines.map((line) => line.replace(/^\s?> ?/, '')) : lines;
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

/** Where a forward begins: below its mark, or in a mail whose subject says "Fwd:", at a header as Outlook writes it. */
const beginOf = (
  lines: readonly string[],
  subject: string,
): { head: Head; body: readonly string[] } | undefined => {
  const says = subjectOfForward.test(subject);
  for (const [index, line] of lines.entries()) {
    if (index > mostLines) return undefined;
    const isMark = mark.test(line.slice(0, 300)) && (says || !onlyReply.test(line));
    const isHeader = says && labelOf(line.replace(/^[\s>]+/, ''))?.label === 'from';
    if (!isMark && !isHeader) continue;
    const start = isMark ? index + 1 : index;
    const head = headOf(unquoted(lines.slice(start, start + mostHeadLines)));
    if (head) return { head, body: unquoted(lines.slice(start)).slice(head.length) };
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
