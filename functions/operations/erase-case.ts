import { createHash } from 'node:crypto';
import * as z from 'zod/mini';
import { addCalendarDays, londonDate } from '../domain/time/civil-date.ts';
import { backupDays, type Erasure } from '../domain/records/erasure.ts';
import { retentionScheduleOf } from '../domain/council/retention-periods.ts';
import { retentionOf, refuseErasure } from '../domain/records/retention.ts';
import { letterId, type Dependencies } from '../dependencies.ts';
import { rowOf } from './export-rows.ts';
import type { CaseFile, Remains } from '../ports.ts';
import { heldMailId } from './receive-mail/receive-mail.ts';
import { erasePreviews } from './preview-file/previews.ts';
import { keepProof } from './erasure-proofs.ts';
import { forgetCase } from './resolve-complainant/resolve-complainant.ts';
import { endDrafts, hasOpenDraft } from './consequences/drafts-at-erasure.ts';
import { dispatchNow } from './dispatch.ts';
import { writeCase } from './write-case.ts';

export const EraseCaseInput = z.object({ caseId: z.string(), run: z.number() });
export type EraseCaseInput = z.infer<typeof EraseCaseInput>;

/** The case changed or changes just before its erasure; the state machine tries again. */
class CaseChanged extends Error {
  override name = 'CaseChanged' as const;
}

/**
 * Erases a case for good and leaves the proof and its reporting row, which contain no name and no one's words. First it
 * writes the intention, which hides the case from everyone; then it erases the keys by which the case is found, its
 * mail, letters and files; last its rows, because they name the rest. Called again at any time, it reaches the same
 * end. A case that was reopened or put under a hold since the decision stays.
 */
export async function eraseCase(deps: Dependencies, { caseId, run }: EraseCaseInput): Promise<void> {
  const file = await deps.store.file(caseId);
  if (file) {
    const retention = retentionScheduleOf(deps.council);
    if (refuseErasure(file.state, londonDate(deps.clock.now()), retention) !== undefined)
      return endReview(deps, { caseId, run });
    if (hasOpenDraft(file.state)) {
      await callOffDrafts(deps, caseId);
      throw new CaseChanged('the tasks of its drafts are being called off');
    }
    const intention = await intentionOf(deps, file, run);
    if (!(await deps.store.beginErasure(intention, file.state.version)))
      throw new CaseChanged('changed while it was to be erased');
  }
  const erasure = await deps.store.erasure(caseId);
  if (erasure?.status === 'erasing') await carryOut(deps, erasure);
}

/** What an erasure that was begun needs to be carried out. */
export interface Erasing extends Pick<Dependencies, 'store' | 'files' | 'clock'> {
  mailer: Pick<Dependencies['mailer'], 'forget'>;
}

/** Completes an erasure from wherever an earlier attempt stopped. */
export async function carryOut(deps: Erasing, erasure: Erasure): Promise<void> {
  const { reference } = erasure;
  await keepProof(deps, erasure);
  const remains = await deps.store.remains(reference);
  await forgetCase(deps, reference);
  for (const { key } of remains.letters) await deps.mailer.forget?.(letterId(reference, key));
  const { own } = await filesOf(deps, reference, remains, erasure.splitWith);
  for (const file of own) await deps.files.erase(file);
  await erasePreviews(deps, own);
  await deps.store.eraseRows(reference, heldMails(remains));
  const now = deps.clock.now();
  await deps.store.finishErasure({
    ...erasure,
    status: 'erased',
    erasedAt: now,
    backupsGoneOn: addCalendarDays(londonDate(now), backupDays + 1),
  });
}

/** Ends the letters that someone began to write after the decision to erase the case. */
async function callOffDrafts(deps: Dependencies, caseId: string): Promise<void> {
  const result = await writeCase(deps, caseId, (file) => {
    const ended = endDrafts(deps, file, { now: deps.clock.now(), by: 'system' });
    return ended.events.length === 0 ? { answer: undefined } : ended;
  });
  if ('outbox' in result) await dispatchNow(deps, result.outbox);
}

/** The decision to erase no longer applies: the review ends, and the case stays as it was. */
async function endReview(deps: Dependencies, { caseId, run }: EraseCaseInput): Promise<void> {
  await writeCase(deps, caseId, ({ state }) =>
    state.runs.some((one) => one.run === run && one.status === 'ended')
      ? { answer: undefined }
      : { events: [{ at: deps.clock.now(), by: 'system', type: 'run-ended', run, as: 'not erased' }] },
  );
}

async function intentionOf(deps: Dependencies, file: CaseFile, run: number): Promise<Erasure> {
  const { state, events } = file;
  const keeping = retentionOf(state, retentionScheduleOf(deps.council));
  if (!keeping) throw new CaseChanged('the case is open');
  const { id, title, citation } = keeping.rule;
  const tasks = new Set(state.tasks.filter((task) => task.run === run).map(({ key }) => key));
  const decided = events.findLast((event) => event.type === 'decided' && tasks.has(event.task));
  const splitWith = splitOf(file);
  const remains = await deps.store.remains(state.id);
  const { own, shared } = await filesOf(deps, state.id, remains, splitWith);
  // Tokens and outbox entries change while the state machines work on the erasure itself, so they are not counted.
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
    // Made now, while the complainant is still known: the key must be the same as on their other cases.
    reporting: (await rowOf(deps, state)) ?? null,
  };
}

/**
 * The kind of a row from its key: `CASE#... MESSAGE#M1` is a message, `ALIAS#...` an alias. Nothing else of the key is
 * revealed.
 */
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

/**
 * The cases that share mail with this one. They come from its events, because the recorded points can be overwritten.
 */
function splitOf({ events }: CaseFile): string[] {
  const others = events.flatMap((event) =>
    event.type === 'split'
      ? event.to
      : event.type === 'merged-into'
        ? event.into
        : event.type === 'merged-from'
          ? event.from
          : event.type === 'received'
            ? (event.splitFrom ?? [])
            : [],
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

/** A mail that was held before it became the case also has a row in the list of held mail, with its sender. */
function heldMails({ messages }: Remains): string[] {
  return messages.flatMap(({ raw }) => (raw === undefined ? [] : [heldMailId(raw)]));
}

/**
 * The files of a case: those its rows name, and those in its folders without a row (written just before a crash). After
 * a split, both cases have the mail. Files that a living case still names are `shared` and are erased with that case.
 */
async function filesOf(
  deps: Pick<Dependencies, 'store' | 'files'>,
  reference: string,
  remains: Remains,
  splitWith: readonly string[],
): Promise<{ own: string[]; shared: string[] }> {
  const folders = await Promise.all(
    [`letters/${reference}/`, `documents/${reference}/`].map((folder) => deps.files.list(folder)),
  );
  const all = [...new Set([...namedFiles(remains), ...folders.flat()])].sort();
  const elsewhere = new Set<string>();
  // Cases between this one and another one may already be erased. Their proofs lead to the others.
  const family = new Set([reference]);
  const queue = [...splitWith];
  for (let other = queue.pop(); other !== undefined; other = queue.pop()) {
    if (family.has(other)) continue;
    family.add(other);
    const living = await deps.store.file(other);
    if (living) namedFiles(living).forEach((file) => elsewhere.add(file));
    queue.push(...(living ? splitOf(living) : ((await deps.store.erasure(other))?.splitWith ?? [])));
  }
  return {
    own: all.filter((file) => !elsewhere.has(file)),
    shared: all.filter((file) => elsewhere.has(file)),
  };
}
