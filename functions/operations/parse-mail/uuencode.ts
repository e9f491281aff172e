/** A file that stood within another part of a mail. */
export interface FoundFile {
  filename: string;
  content: Uint8Array;
}

const most = 50;
const begin = /^begin(?:-base64)? [0-7]{3,4} (\S[^\n]{0,200})$/;
const line = /^[ -`]{1,90}$/;

const decodedLine = (text: string): Buffer => {
  const length = (text.charCodeAt(0) - 32) & 63;
  const out = Buffer.alloc(Math.ceil(length / 3) * 3);
  for (let at = 0; at * 3 < length; at++) {
    const code = (offset: number) => ((text.charCodeAt(1 + at * 4 + offset) || 32) - 32) & 63;
    out.writeUIntBE((code(0) << 18) | (code(1) << 12) | (code(2) << 6) | code(3), at * 3, 3);
  }
  return out.subarray(0, length);
};

/**
 * Takes the files out of a text that are written into it as programs did before MIME: `begin 644 name`, lines of 45
 * bytes, `end`. Text that only looks like the start of one stays text.
 */
export function takeUuencoded(text: string): { rest: string; files: FoundFile[] } {
  if (!/^begin(?:-base64)? [0-7]{3,4} /m.test(text)) return { rest: text, files: [] };
  const files: FoundFile[] = [];
  const rest: string[] = [];
  const lines = text.split(/\r?\n/);
  for (let at = 0; at < lines.length; at++) {
    const [head, name] = begin.exec(lines[at] ?? '') ?? [];
    if (head === undefined || name === undefined || files.length >= most) {
      rest.push(lines[at] ?? '');
      continue;
    }
    const base64 = head.startsWith('begin-base64');
    const isEnd = (one: string) => (base64 ? /^={4}\s*$/ : /^end\s*$/).test(one);
    const fits = (one: string) => (base64 ? /^[A-Za-z0-9+/]+={0,2}\s*$/ : line).test(one);
    let end = at + 1;
    while (end < lines.length && !isEnd(lines[end] ?? '') && fits(lines[end] ?? '')) {
      end++;
      // The last line of a file, which has no bytes, may have lost its space.
      if (!base64 && lines[end] === '') end++;
    }
    if (!isEnd(lines[end] ?? '')) {
      rest.push(lines[at] ?? '');
      continue;
    }
    const body = lines.slice(at + 1, end);
    files.push({
      filename: name.trim(),
      content: base64 ? Buffer.from(body.join(''), 'base64') : Buffer.concat(body.map(decodedLine)),
    });
    rest.push(`[${name.trim()}]`);
    at = end;
  }
  return { rest: rest.join('\n'), files };
}
