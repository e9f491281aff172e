/** A part of a mail as it came, as text. Parts count from 1. */
export interface MailSource {
  text: string;
  part: number;
  parts: number;
  /** The size of the whole mail. */
  bytes: number;
}

/** The bytes of one part: a page shows it at once, and the whole of the largest mail is read part by part. */
const partBytes = 100_000;

/** A part of a mail as it came. A number beyond its ends gives the first or the last part. */
export function mailSource(raw: Uint8Array, asked: number): MailSource {
  const parts = Math.max(1, Math.ceil(raw.length / partBytes));
  const part = Math.min(Math.max(Number.isInteger(asked) ? asked : 1, 1), parts);
  return {
    text: asText(raw.subarray(startOf(raw, part - 1), startOf(raw, part))),
    part,
    parts,
    bytes: raw.length,
  };
}

/** The headers of a mail as they came, up to the size of one part. */
export function mailHeaders(raw: Uint8Array): string {
  return asText(raw.subarray(0, partBytes)).trimStart().split('\n\n', 1)[0] ?? '';
}

/** Where a part begins: never within a character of UTF-8. */
function startOf(raw: Uint8Array, parts: number): number {
  let at = Math.min(parts * partBytes, raw.length);
  while (at < raw.length && at > parts * partBytes - 4 && ((raw[at] ?? 0) & 0xc0) === 0x80) at -= 1;
  return at;
}

/** Text that a page may show: control and direction characters are made visible. */
const asText = (bytes: Uint8Array): string =>
  new TextDecoder()
    .decode(bytes)
    .replace(/\r\n?/g, '\n')
    .replace(/[^\P{C}\t\n]/gu, '�');
