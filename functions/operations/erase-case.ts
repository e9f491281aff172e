import { createHash } from 'node:crypto';
import * as z from 'zod/mini';
import { addCalendarDays, londonDate } from '../domain/time/civil-date.ts';
import { backupDays, type Erasure } from '../domain/records/erasure.ts';
import { keepingOf, refuseErasure } from '../domain/records/retention.ts';
import { letterId, type Dependencies } from '../dependencies.ts';
import { rowOf } from './export-rows.ts';
import type { CaseFile, Remains } from '../ports.ts';
import { heldMailId } from './receive-mail/receive-mail.ts';
import { forgetCase } from './resolve-complainant/resolve-complainant.ts';
import { writeCase } from './write-case.ts';

export const EraseCaseInput = z.object({ caseId: z.string(), run: z.number() });
export type EraseCaseInput = z.infer<typeof EraseCaseInput>;

/** The case changed at the moment in which it was to go; the state machine tries again. */
class CaseChanged extends Error {
  override name = 'CaseChanged' as const;
}

/**
 * Erases a case for good and leaves the proof and its reporting row, in which there are no words of anybody and no name. First the intention, which takes the case away from
 * everybody; then what it is found by, its mail, letters and files; its rows last, because they name the rest. Called
 * again at any moment it ends the same way. A case that was reopened or put under a hold since the decision stays.
 */
export async function eraseCase(deps: Dependencies, { caseId, run }: EraseCaseInput): Promise<void> {
  const file = await deps.store.file(caseId);
  if (file) {
    if (refuseErasure(file.state, londonDate(deps.clock.now())) !== undefined)
      return leave(deps, { caseId, run });
    const intention = await intentionOf(deps, file, run);
    if (!(await deps.store.beginErasure(intention, file.state.version)))
      throw new CaseChanged('changed while it was to be erased');
  }
  const erasure = await deps.store.erasure(caseId);
  if (erasure?.status === 'erasing') await carryOut(deps, erasure);
}

/** Carries out what was intended, from wherever an earlier try came to its end. */
export async function carryOut(deps: Dependencies, erasure: Erasure): Promise<void> {
  const { reference } = erasure;
  const remains = await deps.store.remains(reference);
  await forgetCase(deps, reference);
  for (const { key } of remains.letters) await deps.mailer.forget?.(letterId(reference, key));
  for (const file of (await filesOf(deps, reference, remains, erasure.splitWith)).own)
    await deps.files.erase(file);
  await deps.store.eraseRows(reference, heldMails(remains));
  const now = deps.clock.now();
  await deps.store.finishErasure({
    ...erasure,
    status: 'erased',
    erasedAt: now,
    backupsGoneOn: addCalendarDays(londonDate(now), backupDays + 1),
  });
}

/** The decision does not hold any more: the review ends, and the case is as it was. */
async function leave(deps: Dependencies, { caseId, run }: EraseCaseInput): Promise<void> {
  await writeCase(deps, caseId, ({ state }) =>
    state.runs.some((one) => one.run === run && one.status === 'ended')
      ? { answer: undefined }
      : { events: [{ at: deps.clock.now(), by: 'system', type: 'run-ended', run, as: 'not erased' }] },
  );
}

async function intentionOf(deps: Dependencies, file: CaseFile, run: number): Promise<Erasure> {
  const { state, events } = file;
  const keeping = keepingOf(state);
  if (!keeping) throw new CaseChanged('the case is open');
  const { id, title, citation } = keeping.rule;
  const tasks = new Set(state.tasks.filter((task) => task.run === run).map(({ key }) => key));
  const decided = events.findLast((event) => event.type === 'decided' && tasks.has(event.task));
  const splitWith = splitOf(file);
  const remains = await deps.store.remains(state.id);
  const { own, shared } = await filesOf(deps, state.id, remains, splitWith);
  // Tokens and promises come and go with the machinery that is at work on the erasure itself.
  const rows = remains.keys.filter((key) => !/^\S+ (?:TOKEN|PENDING)#/.test(key));
  const now = deps.clock.now();
  return {
    reference: state.id,
    status: 'erasing',
    begunAt: now,
    by: decided?.by ?? 'system',
    rule: { id, title, citation },
    keptUntil: keeping.reviewOn,
    erased: counted([...rows.map(kindOfRow), ...own.map(kindOfFile)]),
    digest: createHash('sha256')
      .update([...rows, ...own].sort().join('\n'))
      .digest('hex'),
    sharedFiles: shared.length,
    splitWith,
    backupsGoneOn: addCalendarDays(londonDate(now), backupDays + 1),
    // While it can still be found out who the complainant was: the key must be that of their other cases.
    reporting: (await rowOf(deps, state)) ?? null,
  };
}

/** `CASE#... MESSAGE#M1` is a message, `ALIAS#...` an alias: the kind is in capitals, nothing else of a key is told. */
function kindOfRow(key: string): string {
  const [pk = '', sk = ''] = key.split(' ');
  const kind = (pk.startsWith('CASE#') ? sk : pk).replace(/#.*/, '').toLowerCase();
  return `${kind === 'meta' ? 'case' : kind} row`;
}

function kindOfFile(key: string): string {
  return `${key.replace(/\/.*/, '').replace(/s$/, '')} file`;
}

function counted(kinds: readonly string[]): Record<string, number> {
  const groups = Map.groupBy([...kinds].sort(), (kind) => kind);
  return Object.fromEntries([...groups].map(([kind, all]) => [kind, all.length]));
}

/** The cases with which this one shares its mail, from its events: what is recorded of the points can be written anew. */
function splitOf({ events }: CaseFile): string[] {
  const others = events.flatMap((event) =>
    event.type === 'split' ? event.to : event.type === 'received' ? (event.splitFrom ?? []) : [],
  );
  return [...new Set(others)];
}

function namedFiles({ messages, letters, documents }: Omit<Remains, 'keys'>): string[] {
  return [
    ...messages.flatMap(({ raw, attachments }) => [
      ...(raw === undefined ? [] : [raw]),
      ...attachments.map(({ file }) => file),
    ]),
    ...letters.flatMap(({ file }) => file ?? []),
    ...documents.map(({ file }) => file),
  ];
}

/** A mail that was held before it became the case is in the list of held mail too, with its sender. */
function heldMails({ messages }: Remains): string[] {
  return messages.flatMap(({ raw }) => (raw === undefined ? [] : [heldMailId(raw)]));
}

/**
 * The files of a case: what its rows name, and what lies in its folders without a row (written just before a crash). A
 * complaint that was split has its mail in both cases: what a living case still names is `shared`, and goes with that one.
 */
async function filesOf(
  deps: Dependencies,
  reference: string,
  remains: Remains,
  splitWith: readonly string[],
): Promise<{ own: string[]; shared: string[] }> {
  const folders = await Promise.all(
    [`letters/${reference}/`, `documents/${reference}/`].map((folder) => deps.files.list(folder)),
  );
  const all = [...new Set([...namedFiles(remains), ...folders.flat()])].sort();
  const elsewhere = new Set<string>();
  // Cases between this one and another of the family may be erased already: their proofs lead on.
  const family = new Set([reference]);
  const ahead = [...splitWith];
  for (let other = ahead.pop(); other !== undefined; other = ahead.pop()) {
    if (family.has(other)) continue;
    family.add(other);
    const living = await deps.store.file(other);
    if (living) namedFiles(living).forEach((file) => elsewhere.add(file));
    ahead.push(...(living ? splitOf(living) : ((await deps.store.erasure(other))?.splitWith ?? [])));
  }
  return {
    own: all.filter((file) => !elsewhere.has(file)),
    shared: all.filter((file) => elsewhere.has(file)),
  };
}
