import { latin1, sextets } from './bytes.ts';
import { utf8Of } from './text-charset.ts';

const LF = 10;
const EQUALS = 61;

const hex = (byte: number | undefined): number => {
  if (byte === undefined) return -1;
  if (byte >= 48 && byte <= 57) return byte - 48;
  const letter = byte & ~32;
  return letter >= 65 && letter <= 70 ? letter - 55 : -1;
};

/** RFC 2045 6.7. An equals sign that encodes nothing stays as it is. */
function quotedPrintable(body: Uint8Array): Uint8Array {
  const out = new Uint8Array(body.length);
  let length = 0;
  // The length without the spaces at the end of a line, which a relay may have added.
  let inked = 0;
  for (let at = 0; at < body.length; at++) {
    const byte = body[at] ?? 0;
    if (byte === LF) {
      length = inked;
    } else if (byte === EQUALS) {
      let end = at + 1;
      while (body[end] === 32 || body[end] === 9) end++;
      if (end >= body.length || body[end] === LF) {
        at = end;
        inked = length;
        continue;
      }
      const [high, low] = [hex(body[at + 1]), hex(body[at + 2])];
      if (high >= 0 && low >= 0) {
        out[length++] = high * 16 + low;
        inked = length;
        at += 2;
        continue;
      }
    }
    out[length++] = byte;
    if (byte !== 32 && byte !== 9) inked = length;
  }
  return out.subarray(0, length);
}

/** RFC 2045 6.8. Some programs end each line with padding, as if it were a file of its own. */
function base64(body: Uint8Array): Uint8Array {
  const out = Buffer.alloc(Math.ceil((body.length * 3) / 4));
  let length = 0;
  let [bits, count] = [0, 0];
  for (const byte of body) {
    const sextet = sextets[byte] ?? -1;
    if (byte === EQUALS) [bits, count] = [0, 0];
    if (sextet < 0) continue;
    bits = ((bits << 6) | sextet) & 0xfff;
    count += 6;
    if (count < 8) continue;
    count -= 8;
    out[length++] = (bits >> count) & 255;
  }
  return out.subarray(0, length);
}

/** Whether bytes are the lines of a base64 body: all equally long except the last, of nothing but its alphabet. */
const isBase64 = (body: Uint8Array): boolean => {
  const lines = latin1(body.subarray(0, 4000)).trim().split('\n');
  const whole = body.length <= 4000 ? lines : lines.slice(0, -1);
  const [first = ''] = whole;
  if (first.length < 40 || first.length % 4 !== 0) return false;
  return whole.every(
    (line, index) =>
      /^[A-Za-z0-9+/]+={0,2}$/.test(line) &&
      (line.length === first.length || (index === whole.length - 1 && line.length < first.length)),
  );
};

/** Words with spaces or punctuation between them are no base64, whatever the header says. */
const isWords = (body: Uint8Array): boolean => {
  const sample = latin1(body.subarray(0, 4000)).trim();
  const foreign = sample.match(/[^A-Za-z0-9+/=\s]|[^\s][ \t]+(?=[^\s])/g)?.length ?? 0;
  return foreign * 50 > sample.length || (foreign > 0 && sample.length < 50);
};

/** Soft line ends, or letters outside ASCII, as only quoted-printable writes them. */
const isQuotedPrintable = (body: Uint8Array): boolean => {
  const sample = latin1(body.subarray(0, 20_000));
  return (
    /=[CDE][0-9A-F]=[89AB][0-9A-F]/.test(sample) || (/[^=]=\n/.test(sample) && /=[0-9A-F]{2}/.test(sample))
  );
};

/**
 * The bytes of a text part. `encoding`: its Content-Transfer-Encoding in lower case. Where the header is plainly not
 * true, the body decides.
 */
export function decodedText(body: Uint8Array, encoding: string): Uint8Array {
  if (encoding === 'quoted-printable') return quotedPrintable(body);
  if (encoding === 'base64') return isWords(body) ? body : base64(body);
  if (isBase64(body)) {
    const decoded = Buffer.from(latin1(body), 'base64');
    const text = utf8Of(decoded);
    // eslint-disable-next-line no-control-regex
    if (text !== undefined && !/[\0-\x08\x0e-\x1f]/.test(text)) return decoded;
  }
  if (!isQuotedPrintable(body)) return body;
  const decoded = quotedPrintable(body);
  return utf8Of(decoded) === undefined ? body : decoded;
}

/** The bytes of an attachment. An encoding that is not known leaves them as they came. */
export function decodedFile(body: Uint8Array, encoding: string): Uint8Array {
  if (encoding === 'quoted-printable') return quotedPrintable(body);
  return encoding === 'base64' ? base64(body) : body;
}
