import { createHash, randomUUID } from 'node:crypto';
import jsonata from 'jsonata';
import { parseJson } from './json.ts';

// The functions that Step Functions adds to JSONata (developer guide, "JSONata functions provided by Step Functions").
// As there, an undefined argument gives undefined, fractions are cut towards zero, and an impossible chunk size or step
// gives undefined, which fails the field.

const hashes = new Map([
  ['MD5', 'md5'],
  ['SHA-1', 'sha1'],
  ['SHA-256', 'sha256'],
  ['SHA-384', 'sha384'],
  ['SHA-512', 'sha512'],
]);
/** The longest array that Step Functions lets $range make. */
const longestRange = 360_145;

/** T0410 is JSONata's own code for an argument that does not match. Its message is completed from the fields. */
class ArgumentMismatch extends Error {
  readonly code = 'T0410';
  readonly index: number;
  readonly token: string;

  constructor(token: string, index: number) {
    super();
    this.token = token;
    this.index = index;
  }
}

type Implementation = (...args: readonly unknown[]) => unknown;

/**
 * By name without the `$`. `now` (milliseconds) is the value of $now() and $millis(), so they follow the virtual clock.
 */
export function stepFunctionsFunctions(now: number): Record<string, Implementation> {
  return {
    partition: (...args) => {
      atMost('partition', args, 2);
      const [items, size] = args;
      if (items === undefined) return undefined;
      if (!Array.isArray(items)) throw new ArgumentMismatch('partition', 1);
      const length = size === undefined ? items.length : whole('partition', size, 2);
      if (length < 0) throw new ArgumentMismatch('partition', 2);
      if (length === 0 || items.length === 0) return undefined;
      const chunks: unknown[] = [];
      for (let start = 0; start < items.length; start += length)
        chunks.push(items.slice(start, start + length));
      return chunks;
    },
    range: (...args) => {
      atMost('range', args, 3);
      const [start, end, step] = args;
      if (start === undefined || end === undefined || step === undefined) return undefined;
      const from = whole('range', start, 1);
      const to = whole('range', end, 2);
      const by = whole('range', step, 3);
      const length = by === 0 ? 0 : Math.floor((to - from) / by) + 1;
      if (length > longestRange) {
        throw new RangeError('Expression evaluation memory limit exceeded: Check for excessive memory usage');
      }
      if (length < 1) return undefined;
      // A single element is returned bare, as from every JSONata sequence.
      return length === 1 ? from : Array.from({ length }, (_, index) => from + index * by);
    },
    hash: (...args) => {
      atMost('hash', args, 2);
      const [text, algorithm] = args;
      if (text === undefined || algorithm === undefined) return undefined;
      if (typeof text !== 'string') throw new ArgumentMismatch('hash', 1);
      if (typeof algorithm !== 'string') throw new ArgumentMismatch('hash', 2);
      const name = hashes.get(algorithm);
      if (name === undefined) throw new RangeError(`Unsupported hash algorithm: ${algorithm}`);
      return createHash(name).update(text, 'utf8').digest('hex');
    },
    random: (...args) => {
      atMost('random', args, 1);
      const [seed] = args;
      if (seed === undefined) return Math.random();
      const digest = createHash('sha256')
        .update(String(whole('random', seed, 1)))
        .digest();
      return digest.readUIntBE(0, 6) / 2 ** 48;
    },
    uuid: (...args) => {
      atMost('uuid', args, 0);
      return randomUUID();
    },
    parse: (...args) => {
      atMost('parse', args, 1);
      const [text] = args;
      if (text === undefined) return undefined;
      if (typeof text !== 'string') throw new ArgumentMismatch('parse', 1);
      return parseJson(text);
    },
    now: (picture, timezone) =>
      jsonata('$fromMillis($at, $picture, $timezone)').evaluate(undefined, { at: now, picture, timezone }),
    millis: () => now,
  };
}

function atMost(name: string, args: readonly unknown[], count: number): void {
  if (args.length > count) throw new ArgumentMismatch(name, count + 1);
}

function whole(name: string, value: unknown, index: number): number {
  if (typeof value !== 'number' || !Number.isFinite(value)) throw new ArgumentMismatch(name, index);
  return Math.trunc(value);
}
