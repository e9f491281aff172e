import { findReferences, parseReference, type CaseNumber } from '../domain/case/reference.ts';
import type { Erasure } from '../domain/records/erasure.ts';
import type { Dependencies } from '../dependencies.ts';
import { carryOut, type Erasing } from './erase-case.ts';
import { keptProofs } from './erasure-proofs.ts';
import { attachmentsOf } from './receive-mail/receive-mail.ts';
import { takeMailLeftBehind } from './review-retention/retain-mail.ts';

type Restoring = Erasing & Pick<Dependencies, 'log'>;

/** What was done after a restore; `proofsUnreadable`: copies of proofs that a person has to look at. */
export interface AfterRestore {
  /** By year, the number after which the next reference comes. */
  passed: Record<number, number>;
  erased: number;
  proofsUnreadable: number;
  mailsHeld: number;
}

/** So many numbers more are passed: a case can have got its reference just before its first letter. */
const margin = 100;

/**
 * Puts right what a table that was restored to an earlier moment has forgotten, from the files, which were not. References
 * that are on letters are not given again; cases and mail that were erased since are erased again, with the proofs that
 * they had; mail that came since is held for a person. It can run any number of times. State machines are another matter
 * (`sweepCases`).
 */
export async function afterRestore(deps: Restoring): Promise<AfterRestore> {
  const passed = await passReferences(deps);
  const results = { passed, erased: 0, proofsUnreadable: 0 };
  for await (const proof of keptProofs(deps)) {
    if (proof === undefined) results.proofsUnreadable += 1;
    else if (await eraseAgain(deps, proof)) results.erased += 1;
  }
  if (results.erased > 0) await deps.store.scrubHeldMail();
  const { held } = await takeMailLeftBehind(deps, () => true);
  return { ...results, mailsHeld: held };
}

/** Every case has letters, if only those that told staff of it, in a folder with its reference; or it was erased. */
async function passReferences({ store, files }: Restoring): Promise<Record<number, number>> {
  const highest = new Map<number, number>();
  const named = [...(await files.list('letters/')), ...(await files.list('erasures/'))];
  for (const { year, number } of named.flatMap(numberOf))
    highest.set(year, Math.max(highest.get(year) ?? 0, number + margin));
  for (const [year, number] of highest) await store.passNumber(year, number);
  return Object.fromEntries(highest);
}

function numberOf(file: string): CaseNumber[] {
  const [reference = ''] = findReferences(file.split('/')[1] ?? '');
  const parts = parseReference(reference);
  return parts ? [parts] : [];
}

/** Erases again what a proof is of. False: the table knows of the erasure. */
async function eraseAgain(deps: Restoring, proof: Erasure): Promise<boolean> {
  const { store, files } = deps;
  const { reference } = proof;
  if ((await store.erasure(reference)) !== undefined) return false;
  const mail = await store.heldMailById(reference);
  if (mail !== undefined) {
    for (const file of [mail.raw, ...(await files.list(attachmentsOf(mail.raw)))]) await files.erase(file);
    await store.eraseHeldMail(reference, proof);
    return true;
  }
  const state = await store.state(reference);
  const begun: Erasure = { ...proof, status: 'erasing' };
  if (state === undefined) {
    await store.finishErasure(proof);
    return true;
  }
  if (!(await store.beginErasure(begun, state.version)))
    throw new Error(`${reference} changed meanwhile. Call this again while no one works on the cases`);
  await carryOut(deps, begun);
  return true;
}
