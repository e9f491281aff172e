import type { User } from '../domain/council/council.ts';
import { findReferences } from '../domain/case/reference.ts';
import type { Read } from '../domain/case/stored-rows.ts';
import type { Dependencies } from '../dependencies.ts';

/**
 * The part of a case that an address below `/cases/<reference>` shows: a letter, a document, the declaration, or
 * otherwise the case.
 */
function shownAt(path: string): Pick<Read, 'kind' | 'what'> {
  const [, below] = /\/cases\/[^/]+(?:\/(.*))?$/.exec(path) ?? [];
  const [folder = '', what] = (below ?? '').split('/');
  if (folder === 'letters' && what) return { kind: 'letter', what: decodeURIComponent(what) };
  if (folder === 'documents' && what) return { kind: 'document', what: decodeURIComponent(what) };
  return folder === 'declaration' ? { kind: 'declaration' } : { kind: 'case' };
}

/**
 * Records who read which part of a case before they get it: no answer is sent without its record. The record is not an
 * event of the case and does not change its version. It knows only `path`, the address, and the user; never the
 * content.
 */
export async function recordRead(
  deps: Pick<Dependencies, 'store' | 'clock'>,
  { path, by }: { path: string; by: User },
): Promise<void> {
  const [, named = ''] = /\/cases\/([^/]+)/.exec(path) ?? [];
  const [caseId] = findReferences(decodeURIComponent(named));
  if (caseId !== undefined)
    await deps.store.recordRead(caseId, { user: by.id, at: deps.clock.now(), ...shownAt(path) });
}
