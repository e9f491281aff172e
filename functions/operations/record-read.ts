import type { User } from '../domain/council/council.ts';
import { findReferences } from '../domain/case/reference.ts';
import type { Read } from '../domain/case/stored-rows.ts';
import type { Dependencies } from '../dependencies.ts';

type Deps = Pick<Dependencies, 'store' | 'clock'>;

/** An answer that someone gets, as far as the record of reads needs to know it. */
export interface Answered {
  method: string;
  /** The path and query that they asked for. */
  url: URL;
  by: User;
  /** The text of the answer: of a list the cases in it are recorded, and nothing else. Undefined for a file. */
  text?: string | undefined;
}

/**
 * The part of a case that an address below `/cases/<reference>` shows: a letter, a document, the declaration, or
 * otherwise the case.
 */
function shownAt(path: string): Pick<Read, 'kind' | 'what'> {
  const [, below] = /\/cases\/[^/]+(?:\/(.*))?$/.exec(path) ?? [];
  const [folder = '', what, then] = (below ?? '').split('/').map((part) => decodeURIComponent(part));
  if (folder === 'letters' && what) return { kind: then === 'print' ? 'print' : 'letter', what };
  if (folder === 'documents' && what) return { kind: 'document', what };
  if (folder === 'source' && what) return { kind: 'message', what };
  if (folder === 'messages' && what && then) return { kind: 'attachment', what: `${what}/${then}` };
  return folder === 'declaration' ? { kind: 'declaration' } : { kind: 'case' };
}

/** Pages and routes that show nothing of anyone: forms that are still empty, and the council's own data. */
const ofNoOne = /^\/(?:record|kept|admin)(?:\/|$)|^\/openapi\.json$/;

/** What an address that is of no one case shows. Undefined: nothing of anyone. */
function otherShownAt(
  method: string,
  { pathname, searchParams }: URL,
): Pick<Read, 'kind' | 'what'> | undefined {
  const path = pathname.replace(/^\/api\/v1/, '');
  if (ofNoOne.test(path)) return undefined;
  // Letters are printed by a form: whatever else is sent by one answers with what its sender knows.
  if (method !== 'GET')
    return method === 'POST' && /^\/letters(?:-to-post|\/print)$/.test(path)
      ? { kind: 'print', what: path }
      : undefined;
  if (/^\/(?:mail|held-mail)\/./.test(path)) return { kind: 'held-mail', what: path };
  if (/^\/report(?:s|ing-rows)(?:\/|$)/.test(path)) return { kind: 'report', what: path };
  return { kind: (searchParams.get('q') ?? '').trim() === '' ? 'list' : 'search', what: path };
}

/**
 * Records who read what before they get it: no answer is sent without its record. The record is not an event of a case and
 * does not change its version. It knows the user, the address and, of a list, the cases in it; never what was searched for, and
 * nothing of the content.
 */
export async function recordAnswer(deps: Deps, { method, url, by, text = '' }: Answered): Promise<void> {
  const [, named] = /\/cases\/([^/]+)/.exec(url.pathname) ?? [];
  const [caseId] = findReferences(decodeURIComponent(named ?? ''));
  const at = deps.clock.now();
  if (caseId !== undefined) {
    const shown = shownAt(url.pathname);
    if (method === 'GET' || (method === 'POST' && shown.kind === 'print'))
      await deps.store.recordRead(caseId, { user: by.id, at, ...shown });
    return;
  }
  const shown = otherShownAt(method, url);
  if (shown === undefined) return;
  const cases = findReferences(text).sort();
  await deps.store.recordOtherRead({ user: by.id, at, ...shown, ...(cases.length > 0 ? { cases } : {}) });
}
