import { sextets } from './bytes.ts';
const strictUtf8 = new TextDecoder('utf-8', { fatal: true });

/** The text of bytes that are valid UTF-8. */
export function utf8Of(bytes: Uint8Array): string | undefined {
  try {
    return strictUtf8.decode(bytes);
  } catch {
    // The caller tries another charset.
    return undefined;
  }
}

const decoderOf = (charset: string): InstanceType<typeof TextDecoder> | undefined => {
  const name = charset.toLowerCase();
  const spelt = [
    name,
    name.replace(/^(?:x-|cs)/, ''),
    name.replace(/^(?:x-)?(?:cp|win|windows|ansi|microsoft)[-_ ]?(125\d|874)$/, 'windows-$1'),
    name.replace(/[\s._-]+/g, ''),
  ];
  for (const label of spelt) {
    try {
      return new TextDecoder(label);
    } catch {
      // Not a name that it knows.
    }
  }
  return undefined;
};

const PLUS = 43;
const MINUS = 45;

/** RFC 2152: `+` begins a run of UTF-16 in base64, `-` or any other character ends it, and `+-` is a plus. */
function utf7(bytes: Uint8Array): string {
  const units = new Uint16Array(bytes.length + 1);
  let length = 0;
  let run: { bits: number; count: number; isEmpty: boolean } | undefined;
  const end = (): void => {
    if (run?.isEmpty === true) units[length++] = PLUS;
    run = undefined;
  };
  for (const byte of bytes) {
    const sextet = sextets[byte] ?? -1;
    if (run && sextet >= 0) {
      run.isEmpty = false;
      run.bits = ((run.bits << 6) | sextet) & 0x3f_ffff;
      run.count += 6;
      if (run.count < 16) continue;
      run.count -= 16;
      units[length++] = (run.bits >> run.count) & 0xffff;
      continue;
    }
    const ends = run !== undefined;
    end();
    if (ends && byte === MINUS) continue;
    if (byte === PLUS) run = { bits: 0, count: 0, isEmpty: true };
    else units[length++] = byte;
  }
  end();
  return Buffer.from(units.buffer, 0, 2 * length).toString('utf16le');
}

const count = (text: string, what: RegExp): number => text.match(what)?.length ?? 0;

/**
 * The text of a part of a mail. Programs name a charset that is not true, or none at all. Text in another charset is
 * almost never valid UTF-8 by chance, so valid UTF-8 is read as that, whatever it claims to be.
 */
export function textOfCharset(bytes: Uint8Array, charset: string): string {
  const named = decoderOf(charset);
  if (/^(?:unicode-1-1-)?utf-?7$/i.test(charset)) return utf7(bytes);
  // In UTF-16 and ISO 2022 every byte is ASCII or may be, so UTF-8 proves nothing.
  if (named && /^(?:utf-16|iso-2022)/.test(named.encoding)) {
    const text = named.decode(bytes);
    return named.encoding.startsWith('utf-16') && !bytes.includes(0) ? (utf8Of(bytes) ?? text) : text;
  }
  const utf8 = utf8Of(bytes);
  if (utf8 !== undefined) return utf8;
  if (named && named.encoding !== 'utf-8') return named.decode(bytes);
  // A character that was cut is no reason to misread all others.
  const damaged = new TextDecoder().decode(bytes);
  return count(damaged, /\ufffd/g) <= count(damaged, /[^\p{ASCII}\ufffd]/gu)
    ? damaged
    : new TextDecoder('windows-1252').decode(bytes);
}
