import type { User } from '../domain/council/council.ts';
import { may } from '../domain/people/may.ts';
import { casesNamedIn, seenBy, seesAll, withoutCases } from '../domain/people/may-see.ts';
import { findReferences } from '../domain/case/reference.ts';
import { withRestoredFindings } from '../domain/case/restore-findings.ts';
import type { LetterRow } from '../domain/case/stored-rows.ts';
import type { Dependencies } from '../dependencies.ts';
import type { CaseFile, Files } from '../ports.ts';
import { taskNamed } from './decide-step/decide-step.ts';
import { hasDecisionsOn, hasReceipts, recentCase, type IsEnough } from './recent-case.ts';

type Deps = Pick<Dependencies, 'store' | 'files' | 'council'>;

/** How much of a case is read to show it. */
export interface Shown {
  /** What is recent, unless this says of it that it is not enough (decision 0047). */
  recent?: IsEnough;
}

/**
 * The case with this reference as the user may see it, for pages and API alike. Undefined if there is none that they
 * may know of.
 */
export async function readCase(
  deps: Deps,
  user: User,
  named: string,
  { recent }: Shown = {},
): Promise<CaseFile | undefined> {
  const [reference] = findReferences(named);
  const stored =
    reference === undefined
      ? undefined
      : recent
        ? await recentCase(
            deps.store,
            reference,
            (file) => recent(file) && (seesAll(user, file.state) || hasReceipts(file)),
            {
              shown: true,
            },
          )
        : await deps.store.file(reference);
  const file = stored && { ...stored, state: withRestoredFindings(stored.state, stored.events) };
  return file && may(user, { do: 'read case' }, file.state, deps.council)
    ? seenBy(user, await withoutUnseen(deps, user, file))
    : undefined;
}

/** Whether the events that were read have every decision on the task with this name, if there is one. */
export const hasTask =
  (named: string): IsEnough =>
  (file) => {
    const task = taskNamed(file.state, named);
    return task === undefined || hasDecisionsOn(file, [task]);
  };

/**
 * A case without other cases that the user may not know of. A person complained about in another case must not learn of
 * it from a case they work on (law.md section 2). A letter that mentions a hidden case cannot be opened.
 */
export async function withoutUnseen(deps: Deps, user: User, file: CaseFile): Promise<CaseFile> {
  const hidden = new Set<string>();
  for (const other of casesNamedIn(file))
    if (!may(user, { do: 'read case' }, await deps.store.state(other), deps.council)) hidden.add(other);
  if (hidden.size === 0) return file;
  const letters = await Promise.all(
    file.letters.map(async ({ file: copy, ...row }): Promise<LetterRow> => {
      if (copy === undefined) return row;
      const text = await textOf(deps.files, copy);
      return findReferences(text).some((told) => hidden.has(told)) ? row : { ...row, file: copy };
    }),
  );
  return withoutCases({ ...file, letters }, hidden);
}

async function textOf(files: Files, name: string): Promise<string> {
  const copy = await files.get(name);
  if (!copy || name.endsWith('.html')) return new TextDecoder().decode(copy);
  // Loaded with the first mail.
  const { default: PostalMime } = await import('postal-mime');
  const { text = '', html = '' } = await PostalMime.parse(copy);
  return `${text}\n${html}`;
}
