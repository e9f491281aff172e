import { Erasure } from '../domain/records/erasure.ts';
import type { Dependencies } from '../dependencies.ts';
import { faultFields } from '../runtime/faults.ts';

const folder = 'erasures/';

/**
 * Keeps a copy of a proof among the files, which hold no one's words either: a table that is restored to a moment before an
 * erasure has the case again, and not its proof.
 */
export const keepProof = ({ files }: Pick<Dependencies, 'files'>, proof: Erasure): Promise<void> =>
  files.put(`${folder}${proof.reference}.json`, Buffer.from(JSON.stringify(proof)), 'application/json');

/** The copies of all proofs. One that cannot be read is logged by its key, and counted as undefined. */
export async function* keptProofs({
  files,
  log,
}: Pick<Dependencies, 'files' | 'log'>): AsyncGenerator<Erasure | undefined> {
  for (const key of await files.list(folder)) {
    try {
      yield Erasure.parse(JSON.parse(Buffer.from((await files.get(key)) ?? '').toString()));
    } catch (fault) {
      log('proof-unreadable', { file: key, ...faultFields(fault) });
      yield undefined;
    }
  }
}
