import { createHash } from 'node:crypto';
import { addCalendarDays, londonDate, startOfLondonDay, type Instant } from '../../domain/time/civil-date.ts';
import { backupDays, type Erasure } from '../../domain/records/erasure.ts';
import type { HeldMail } from '../../domain/case/stored-rows.ts';
import type { Dependencies } from '../../dependencies.ts';
import {
  attachmentsOf,
  fileClaim,
  heldMailId,
  rawClaim,
  releaseClaim,
} from '../receive-mail/receive-mail.ts';
import { readMail } from '../parse-mail/read-mail.ts';
import { heldMailSchedule, type HeldMailRule } from '../../../workflows/procedures/retention.ts';
import { keepProof } from '../erasure-proofs.ts';
import { isSweepDay, wasAstray } from './stray.ts';

/**
 * Erases for good mail that did not become a case and has reached the end of its retention, and leaves a proof of each.
 * What no one has read is held for a person instead, and erased once someone has read it. Returns how many were erased.
 */
export async function eraseOldMail(deps: Dependencies): Promise<number> {
  const today = londonDate(deps.clock.now());
  let erased = 0;
  try {
    for (const rule of heldMailSchedule) {
      const before = startOfLondonDay(addCalendarDays(today, -rule.daysAfterReceipt));
      let cursor: string | undefined;
      for (;;) {
        const { items, next } = await deps.store.heldMail({
          status: rule.status,
          before,
          limit: 100,
          ...(cursor === undefined ? {} : { cursor }),
        });
        // Erased or held, a mail is no longer in the list. What is held and unread stays there.
        for (const mail of items) {
          if (!mail.read && !(await deps.store.isClaimed(releaseClaim(mail.id))))
            await holdUnread(deps, mail);
          else if (await eraseMail(deps, mail, rule)) erased += 1;
        }
        if (next === undefined) break;
        cursor = next;
      }
    }
  } finally {
    // It writes the whole file of a database anew, so not for each mail.
    if (erased > 0) await deps.store.scrubHeldMail();
  }
  return erased;
}

/** A machine alone decided that a mail needs no one, so before it goes a person looks. */
async function holdUnread(deps: Dependencies, { id, status }: HeldMail): Promise<void> {
  if (status === 'recorded') await deps.store.settleHeldMail(id, 'recorded', 'held');
}

/**
 * First the files, then the row together with the proof. After a crash in between, the row remains and the next run
 * completes the erasure.
 */
async function eraseMail(deps: Dependencies, mail: HeldMail, rule: HeldMailRule): Promise<boolean> {
  const { id, raw, status, receivedAt } = mail;
  const claim = releaseClaim(id);
  // An officer who makes a case from it at this moment claims the same key. Only one of the two succeeds.
  if (!(await deps.store.claimOnce(claim)) && (await deps.store.find({ once: claim })) !== undefined) {
    await deps.store.settleHeldMail(id, status, 'released');
    return false;
  }
  const attachments = await deps.files.list(attachmentsOf(raw));
  const files = [raw, ...attachments].sort();
  for (const file of files) await deps.files.erase(file);
  const now = deps.clock.now();
  const proof: Erasure = {
    reference: id,
    status: 'erased',
    begunAt: now,
    erasedAt: now,
    by: 'system',
    rule: { id: rule.id, title: rule.title, citation: rule.citation },
    keptUntil: addCalendarDays(londonDate(receivedAt), rule.daysAfterReceipt),
    erased: {
      'held mail row': 1,
      'mail file': 1,
      ...(attachments.length === 0 ? {} : { 'attachment file': attachments.length }),
    },
    digest: createHash('sha256')
      .update([`HELD#${id} HELD`, ...files].join('\n'))
      .digest('hex'),
    sharedFiles: 0,
    splitWith: [],
    backupsGoneOn: addCalendarDays(londonDate(now), backupDays + 1),
    reporting: null,
  };
  await keepProof(deps, proof);
  await deps.store.eraseHeldMail(id, proof);
  return true;
}

const atOnce = 20;

/** What it takes to take mail that no record names. */
type Taking = Pick<Dependencies, 'store' | 'files' | 'clock'>;

/** Looks on Sundays for mail left behind: what no record named a week ago either is not just being received. */
export async function takeStrayMail(deps: Dependencies): Promise<{ held: number; copies: number }> {
  if (!isSweepDay(deps)) return { held: 0, copies: 0 };
  return takeMailLeftBehind(deps, (raw) => wasAstray(deps, raw));
}

/**
 * Takes stored mail that no record names, where it counts as left behind. A second copy of a known mail is erased. A mail
 * whose receiving was interrupted, or undone, is held for a person, because it may be a complaint.
 */
export async function takeMailLeftBehind(
  deps: Taking,
  isLeft: (raw: string) => Promise<boolean> | boolean,
): Promise<{ held: number; copies: number }> {
  const counts = { held: 0, copies: 0 };
  const all = await deps.files.list('mail/');
  for (let at = 0; at < all.length; at += atOnce) {
    const batch = all.slice(at, at + atOnce);
    const claimed = await Promise.all(batch.map((raw) => deps.store.isClaimed(fileClaim(raw))));
    for (const raw of batch.filter((_, index) => !claimed[index])) {
      const became = (await isLeft(raw)) ? await take(deps, raw) : undefined;
      if (became !== undefined) counts[became] += 1;
    }
  }
  return counts;
}

async function take(deps: Taking, raw: string): Promise<'held' | 'copies' | undefined> {
  const content = await deps.files.get(raw);
  if (!content) return undefined;
  const claim = rawClaim(content);
  if (await deps.store.isClaimed(claim)) {
    if (await isNamed(deps, raw, claim)) {
      await deps.store.claimOnce(fileClaim(raw));
      return undefined;
    }
    for (const file of await deps.files.list(attachmentsOf(raw))) await deps.files.erase(file);
    await deps.files.erase(raw);
    return 'copies';
  }
  const read = await readMail(content);
  const now = deps.clock.now();
  const held: HeldMail = {
    id: heldMailId(raw),
    receivedAt: dayItCame(now, read.ok ? read.mail.date : undefined),
    reason: 'left behind',
    detail: 'left behind',
    raw,
    ...(read.ok ? { from: read.mail.from.address, subject: read.mail.subject } : {}),
    status: 'held',
  };
  return (await deps.store.holdMail(held, [claim, fileClaim(raw)])) ? 'held' : undefined;
}

/** Whether the known mail with the same content is this very file, received before files were claimed. */
async function isNamed(deps: Taking, raw: string, claim: string): Promise<boolean> {
  const caseId = await deps.store.find({ once: claim });
  const file = caseId === undefined ? undefined : await deps.store.file(caseId);
  if (file) return file.messages.some((message) => message.raw === raw);
  for (const status of ['held', 'released', 'recorded'] as const)
    if (await deps.store.settleHeldMail(heldMailId(raw), status, status)) return true;
  return false;
}

/** The day on which a mail left behind arrived, from its own date if that lies within the last weeks. */
function dayItCame(now: Instant, said: string | undefined): Instant {
  const earliest = Date.parse(now) - 31 * 24 * 60 * 60 * 1000;
  const date = said === undefined ? Number.NaN : Date.parse(said);
  return date >= earliest && date <= Date.parse(now) ? new Date(date).toISOString() : now;
}
