const most = 2_000_000;

/** Groups that hold no text of the document: fonts, colours, pictures, fields of the program. */
const hidden =
  /^(?:fonttbl|colortbl|stylesheet|info|pict|object|themedata|colorschememapping|latentstyles|datastore|generator|listtable|listoverridetable|rsidtbl|xmlnstbl|header|footer|headerl|headerr|footerl|footerr|fldinst|filetbl|revtbl|mmathPr|pntext|pnseclvl\d*|htmltag\d*|mhtmltag)$/;
const written = new Map([
  ['par', '\n'],
  ['line', '\n'],
  ['sect', '\n'],
  ['page', '\n'],
  ['row', '\n'],
  ['cell', ' | '],
  ['tab', '\t'],
  ['emdash', '—'],
  ['endash', '–'],
  ['lquote', '‘'],
  ['rquote', '’'],
  ['ldblquote', '“'],
  ['rdblquote', '”'],
  ['bullet', '•'],
]);

const token = /\\([a-z]{1,32})(-?\d{1,10})? ?|\\'([\da-f]{2})|\\([^a-z])|([{}])|[\r\n]+|([^\\{}\r\n]+)|\\/gi;

interface Group {
  /** Its text is not part of the document. */
  skipped: boolean;
  /** How many characters a program that knows no Unicode shows instead of one `\u` character. */
  instead: number;
  htmlOnly: boolean;
}

/** Whether a file is Rich Text Format. */
export const isRtf = (bytes: Uint8Array): boolean =>
  Buffer.from(bytes.subarray(0, 6)).toString('latin1').startsWith('{\\rtf');

/**
 * The text of a document in Rich Text Format 1.9.1, or its HTML if it only wraps HTML (MS-OXRTFEX), as Outlook does in
 * winmail.dat.
 */
export function rtfText(bytes: Uint8Array): { text: string } | { html: string } {
  const source = Buffer.from(bytes.subarray(0, most)).toString('latin1');
  const codePage = /\\ansicpg(\d{3,5})/.exec(source.slice(0, 2000))?.[1] ?? '1252';
  const decoder = decoderOf(codePage);
  const wrapsHtml = source.slice(0, 2000).includes('\\fromhtml1');
  const out: string[] = [];
  let pending: number[] = [];
  const flush = (): void => {
    if (pending.length > 0) out.push(decoder.decode(Uint8Array.from(pending)));
    pending = [];
  };
  const groups: Group[] = [{ skipped: false, instead: 1, htmlOnly: false }];
  let skip = 0;
  let isFirst = false;
  let isStar = false;
  for (const [, word, number, byte, symbol, brace, plain] of source.matchAll(token)) {
    const group = groups.at(-1);
    if (!group) break;
    if (brace === '{') {
      groups.push({ ...group });
      isFirst = true;
      isStar = false;
      continue;
    }
    if (brace === '}') {
      groups.pop();
      isFirst = false;
      continue;
    }
    if (symbol === '*' && isFirst) {
      isStar = true;
      continue;
    }
    if (word !== undefined && isFirst) {
      const isTag = wrapsHtml && word.startsWith('htmltag');
      if (isTag) group.skipped = false;
      else if (isStar || hidden.test(word)) group.skipped = true;
    }
    isFirst = false;
    if (word === 'htmlrtf') group.htmlOnly = number !== '0';
    if (group.skipped || (wrapsHtml && group.htmlOnly)) continue;
    if (byte !== undefined) {
      if (skip > 0) skip -= 1;
      else pending.push(Number.parseInt(byte, 16));
      continue;
    }
    flush();
    if (word === 'uc') group.instead = Math.min(10, Math.max(0, Number(number ?? 1)));
    else if (word === 'u' && number !== undefined) {
      out.push(String.fromCharCode(Number(number) & 0xffff));
      skip = group.instead;
    } else if (word !== undefined) out.push(written.get(word) ?? '');
    else if (symbol !== undefined) {
      if (symbol === '~') out.push('\u00a0');
      else if (symbol === '_') out.push('-');
      else if (/[\\{}]/.test(symbol)) out.push(symbol);
      else if (/[\r\n]/.test(symbol)) out.push('\n');
    } else if (plain !== undefined) {
      out.push(plain.slice(Math.min(skip, plain.length)));
      skip = Math.max(0, skip - plain.length);
    }
  }
  flush();
  const text = out.join('').toWellFormed();
  return wrapsHtml ? { html: text } : { text: text.replace(/ \| (?=\n|$)/g, '').trim() };
}

const decoderOf = (codePage: string): InstanceType<typeof TextDecoder> => {
  try {
    return new TextDecoder(codePage === '65001' ? 'utf-8' : `windows-${codePage}`);
  } catch {
    // A code page that it does not know is read as the one of Western Europe.
    return new TextDecoder('windows-1252');
  }
};
