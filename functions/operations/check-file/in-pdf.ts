import { constants, inflateSync } from 'node:zlib';
import type { FileProblem } from '../../domain/case/file-problem.ts';

/** A name of PDF in any of its spellings: `/Launch` is also `/L#61unch` (ISO 32000-1, 7.3.5). */
function spelt(...words: readonly string[]): RegExp {
  const letters = (word: string) =>
    word
      .split('')
      .map((letter) => `(?:${letter}|#${letter.charCodeAt(0).toString(16)})`)
      .join('');
  return new RegExp(`/(?:${words.map(letters).join('|')})(?![A-Za-z0-9#])`, 'i');
}

const locked = spelt('Encrypt');
/** Actions that run a script or a program, and content that is one (ISO 32000-1, 12.6.4; ISO 32000-2, 13.7). */
const runs = spelt('JavaScript', 'Launch', 'RichMedia');
const holdsObjects = spelt('ObjStm');
const otherFilter = spelt('ASCII85Decode', 'ASCIIHexDecode', 'LZWDecode', 'RunLengthDecode', 'Crypt');

/** The longest name looked for, with each letter written as a number. */
const overlap = 64;
const chunk = 1_000_000;
const longestDictionary = 4_000;
/** More than a long report has: so many streams, whose objects take so many bytes. A file beyond is made to fill memory or time. */
const most = { streams: 100_000, objectsOfOne: 30_000_000, objects: 150_000_000 };

/** What makes a PDF one that is not accepted: it is encrypted, or it runs something. The objects it compresses are read too. */
export function problemOfPdf(content: Uint8Array): FileProblem | undefined {
  const bytes = Buffer.from(content.buffer, content.byteOffset, content.byteLength);
  if (has(bytes, locked)) return 'file-is-locked';
  if (has(bytes, runs)) return 'file-runs-actions';
  let streams = 0;
  let left = most.objects;
  for (let at = bytes.indexOf('stream'); at !== -1; at = bytes.indexOf('stream', at + 6)) {
    // The end of a stream, not its beginning.
    if (bytes.toString('latin1', at - 3, at) === 'end') continue;
    if (++streams > most.streams) return 'file-damaged';
    const dictionary = bytes.toString('latin1', Math.max(0, at - longestDictionary), at);
    const own = dictionary.slice(
      Math.max(0, dictionary.lastIndexOf(' obj'), dictionary.lastIndexOf('\nobj')),
    );
    if (!holdsObjects.test(own)) continue;
    if (otherFilter.test(own)) return 'file-damaged';
    const begins = at + 6 + (bytes[at + 6] === 0x0d ? 1 : 0) + 1;
    const objects = uncompressed(bytes.subarray(begins));
    if (objects === 'too large') return 'file-damaged';
    left -= objects?.length ?? 0;
    if (left < 0) return 'file-damaged';
    if (objects && has(objects, runs)) return 'file-runs-actions';
  }
  return undefined;
}

function has(bytes: Buffer, pattern: RegExp): boolean {
  for (let at = 0; at < bytes.length; at += chunk)
    if (pattern.test(bytes.toString('latin1', at, Math.min(bytes.length, at + chunk + overlap)))) return true;
  return false;
}

/** What a stream contains, as far as it can be read. Undefined if it is not compressed: its bytes have been looked at. */
function uncompressed(stream: Buffer): Buffer | 'too large' | undefined {
  try {
    // What follows the stream is not part of it, and a damaged end takes nothing from its beginning.
    return inflateSync(stream, { maxOutputLength: most.objectsOfOne, finishFlush: constants.Z_SYNC_FLUSH });
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    return code === 'ERR_BUFFER_TOO_LARGE' ? 'too large' : undefined;
  }
}
