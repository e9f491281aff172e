import { asBuffer } from './bytes.ts';

/** A value of BER (X.690): where its content begins and ends, and where the next value begins. */
interface Value {
  tag: number;
  start: number;
  end: number;
  next: number;
}

const deepest = 30;
const mostPieces = 50_000;

function valueAt(bytes: Buffer, at: number, depth = 0): Value | undefined {
  const [tag, first] = [bytes[at], bytes[at + 1]];
  if (tag === undefined || first === undefined || depth > deepest) return undefined;
  if (first === 0x80) {
    // Its length is not said: it ends with two zeros.
    let place = at + 2;
    while (bytes[place] !== 0 || bytes[place + 1] !== 0) {
      const inner = valueAt(bytes, place, depth + 1);
      if (!inner) return undefined;
      place = inner.next;
    }
    return { tag, start: at + 2, end: place, next: place + 2 };
  }
  const more = first < 128 ? 0 : first & 127;
  if (more > 4 || at + 2 + more > bytes.length) return undefined;
  const length = more === 0 ? first : bytes.readUIntBE(at + 2, more);
  const start = at + 2 + more;
  const end = start + length;
  return end > bytes.length ? undefined : { tag, start, end, next: end };
}

/** The values within a value, one after the other. Stops at what is damaged. */
function* valuesIn(bytes: Buffer, { start, end }: Value): Generator<Value> {
  for (let at = start; at < end;) {
    const value = valueAt(bytes, at);
    if (!value) return;
    yield value;
    at = value.next;
  }
}

/** The bytes of an OCTET STRING: it is one piece, or pieces in pieces. Programs that stream write some kB in each. */
function pieces(bytes: Buffer, value: Value, found: Buffer[] = [], depth = 0): Buffer[] {
  if (value.tag !== 0x24) found.push(bytes.subarray(value.start, value.end));
  else if (depth < deepest)
    for (const piece of valuesIn(bytes, value)) {
      if (found.length >= mostPieces) break;
      pieces(bytes, piece, found, depth + 1);
    }
  return found;
}

const signedData = Buffer.from('2a864886f70d010702', 'hex');

/**
 * The mail that a signature wraps (RFC 8551 3.5.2, RFC 5652 5.1), as programs send it that do not sign in clear. Nothing is
 * verified. Undefined if it is encrypted, holds nothing or is damaged.
 */
export function signedContent(file: Uint8Array): Uint8Array | undefined {
  const bytes = asBuffer(file);
  const inside = (value: Value | undefined, index: number, tag?: number): Value | undefined => {
    if (!value) return undefined;
    let place = 0;
    for (const found of valuesIn(bytes, value)) {
      if (place++ === index) return tag === undefined || found.tag === tag ? found : undefined;
    }
    return undefined;
  };
  const whole = valueAt(bytes, 0);
  const type = inside(whole, 0, 0x06);
  if (!type || !bytes.subarray(type.start, type.end).equals(signedData)) return undefined;
  const signed = inside(inside(whole, 1, 0xa0), 0, 0x30);
  // Version, digest algorithms, and then the content with its type.
  const content = inside(inside(inside(signed, 2, 0x30), 1, 0xa0), 0);
  return content && (content.tag === 0x04 || content.tag === 0x24)
    ? Buffer.concat(pieces(bytes, content))
    : undefined;
}
