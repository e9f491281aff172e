import { createHash } from 'node:crypto';
import { doubtAbout, type AddressProblem } from '../../domain/text/postal-address.ts';

/** The checkbox that keeps an address to which no letter can be posted. */
export const keepAddress = 'keepAddress';

/** An address that someone typed and letters may not reach: why, and the checkbox that keeps it. */
interface AddressDoubt {
  problem: AddressProblem;
  /** The value of the checkbox. Another address has another one, so that it keeps no other. */
  value: string;
  kept: boolean;
}

/** The doubt about a typed address; undefined if there is none. `pressed`: the values of the checkbox as sent. */
export function addressDoubt(address: string, pressed: readonly string[] = []): AddressDoubt | undefined {
  const problem = doubtAbout(address);
  if (problem === undefined) return undefined;
  const value = createHash('sha256').update(address).digest('hex').slice(0, 16);
  return { problem, value, kept: pressed.includes(value) };
}
