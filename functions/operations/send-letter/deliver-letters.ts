import { faultFields } from '../../runtime/faults.ts';
import { scanOf } from '../check-file/scan.ts';
import { alertsTogether } from '../../../workflows/letters/letter-names.ts';
import type { NewEvent } from '../../domain/case/events.ts';
import {
  furtherComplainantWrittenTo,
  leavesCouncil,
  personWrittenTo,
} from '../../domain/people/written-to.ts';
import { enclosuresFor } from '../../domain/people/child-wall.ts';
import {
  alertsSettled,
  alertsToBundle,
  bundleOf,
  entriesUnforeseen,
  heldAlertsEntry,
  heldUntil,
} from '../../domain/correspondence/bundle-alerts.ts';
import { receiptLetter, receiptMayLink } from '../../domain/correspondence/receipt.ts';
import { triesAgainAt } from '../../domain/correspondence/try-again.ts';
import { plusAddress } from '../../domain/people/mail-address.ts';
import type { LetterRow, Message } from '../../domain/case/stored-rows.ts';
import type { Instant } from '../../domain/time/civil-date.ts';
import { isSafeguardingAlert, safeguardingAdvice } from '../../domain/correspondence/safeguarding-letters.ts';
import { letterId, mailNameOf, type Dependencies } from '../../dependencies.ts';
import type { CaseFile } from '../../ports.ts';
import { followPage, newPrivateLink } from '../follow-case/private-link.ts';
import { always, recentCase } from '../recent-case.ts';
import { mailAlias, writeRecentCase } from '../write-case.ts';
import { composeMail } from './compose-mail.ts';
import type { LetterSettling } from '../../domain/case/event-codes.ts';
import { addressOf, LetterIncomplete } from './letter-reader.ts';
import { renderForCase, servesLetter, subjectsOfBundle } from './render-for-case.ts';
import { settle, settleAlerts, type Settled } from './settle-letter.ts';
import { serviceMailId } from './service-mail-id.ts';
import { copyOf, mayStillBeSending, settleUnanswered, waitsForReport } from './unanswered.ts';

/** The mail service was busy and accepted nothing. The state machine tries again later. */
class MailerBusy extends Error {
  override name = 'MailerBusy' as const;
}

/** Another call is sending this letter now. The state machine looks again later. */
class LetterInFlight extends Error {
  override name = 'LetterInFlight' as const;
}

/** The mail service did not say whether it took this letter. The state machine looks again later, when it may have reported. */
class LetterUnanswered extends Error {
  override name = 'LetterUnanswered' as const;
}

/** What became of the letters of a case that were to go now. */
interface Delivery {
  /** When to look again: for alerts that wait for the hour of their reader, and letters that could not go. */
  again?: Instant;
  /** What is left could not go: the mail service takes nothing, or something is wrong with a letter. */
  left?: 'without mail' | 'faulty';
  /** Why a letter that leaves the council has not gone. */
  fault?: unknown;
  /** Why an alert about someone in danger has not gone. */
  urgent?: unknown;
}

/**
 * Sends every prepared letter of a case that may go now, each once. A letter is claimed before it goes to the mail service.
 * A letter that may or may not have been sent is never sent again automatically: a report of the mail service says that it
 * has, or a person decides. One that cannot go keeps no other back, unless the mail service takes nothing. An entry of the
 * outbox tries it again.
 */
export async function tryLetters(deps: Dependencies, caseId: string): Promise<Delivery> {
  await bundleAlerts(deps, caseId);
  const tried = new Set<string>();
  const faults = new Map<string, unknown>();
  // Alerts that have gone. They are the last to go, and are settled in one change.
  let gone: LetterRow[] = [];
  let busy: unknown;
  for (;;) {
    const file = await deps.store.recent(caseId);
    if (!file) return {};
    const now = deps.clock.now();
    const held = (letter: LetterRow) => heldUntil(file.letters, letter, now);
    const waiting = file.letters.filter(
      (row) => row.status === 'sending' || (row.status === 'prepared' && held(row) === undefined),
    );
    const untried = busy === undefined ? waiting.filter(({ key }) => !tried.has(key)) : [];
    // No other letter that cannot be sent may keep an alert about someone in danger waiting, and no alert a letter.
    const letter =
      untried.find(({ template }) => isSafeguardingAlert(template)) ??
      untried.find(({ to }) => leavesCouncil(to)) ??
      untried[0];
    if (letter && gone.length < mostInBundle) {
      tried.add(letter.key);
      try {
        const sent = await deliver(deps, caseId, file, letter.key);
        if (sent) gone.push(sent);
      } catch (fault) {
        faults.set(letter.key, fault);
        if (fault instanceof MailerBusy) busy = fault;
        deps.log('letter-not-sent', { caseId, template: letter.template, ...faultFields(fault) });
      }
      continue;
    }
    if (gone.length > 0) {
      const settling = gone;
      gone = [];
      try {
        await settleAlerts(deps, caseId, settling);
      } catch (fault) {
        // Whoever looks next finds them sent, or asks a person.
        for (const { key } of settling) faults.set(key, fault);
        deps.log('letter-not-sent', { caseId, template: settling[0]?.template ?? '', ...faultFields(fault) });
      }
      continue;
    }
    const left = waiting.filter(({ key }) => faults.has(key) || busy !== undefined);
    const again = triesAgainAt(caseId, left, busy === undefined ? undefined : now);
    const outbox = [
      ...entriesUnforeseen(caseId, file.letters, now),
      ...(again === undefined ? [] : [heldAlertsEntry(caseId, again)]),
    ];
    const { state } = file;
    const change = { caseId, expectedVersion: state.version, events: [], after: state, outbox };
    // Someone changed the case just then: what waits now is looked at again.
    if (outbox.length > 0 && !(await deps.store.change(change)).ok) continue;
    const why = busy === undefined ? 'fault' : 'no mail service';
    for (const { key, to, unsent } of left)
      if (leavesCouncil(to) && unsent === undefined)
        await deps.store.markUnsent(caseId, key, { since: now, why });
    const [first] = [
      ...file.letters.flatMap((row) => held(row) ?? []),
      ...(again === undefined ? [] : [again]),
    ].sort();
    const faultOf = (found: LetterRow | undefined) => found && (faults.get(found.key) ?? busy);
    return {
      ...(first === undefined ? {} : { again: first }),
      ...(left.length === 0 ? {} : { left: busy === undefined ? ('faulty' as const) : 'without mail' }),
      fault: faultOf(left.find(({ to }) => leavesCouncil(to))),
      urgent: faultOf(left.find(({ template }) => isSafeguardingAlert(template))),
    };
  }
}

/**
 * Sends the prepared letters of a case as `tryLetters`, for a caller that goes on only when those that leave the council are
 * gone: what follows counts from them. An alert to staff that cannot go holds up no one. Throws `MailerBusy`, or what else
 * kept such a letter.
 */
export async function deliverLetters(deps: Dependencies, caseId: string): Promise<Delivery> {
  const delivery = await tryLetters(deps, caseId);
  if (delivery.fault !== undefined) throw delivery.fault;
  return delivery;
}

/** A change has at most 100 rows: two for each alert that it takes up, besides those of the case and of the bundle. */
const mostInBundle = 30;

/**
 * Settles alerts that waited and ask for work on a step that has ended since: no one is to look for what is done. Then has one
 * letter take the place of several alerts to one person that may go now: one person after the other, and so many alerts in one
 * change. If there are more, the next letter takes up the one before, so that one email goes.
 */
async function bundleAlerts(deps: Dependencies, caseId: string): Promise<void> {
  for (;;) {
    const file = await deps.store.recent(caseId);
    if (!file || changeOfAlerts(file, deps.clock.now()) === undefined) return;
    const result = await writeRecentCase<undefined>(
      deps,
      caseId,
      always,
      (now) => changeOfAlerts(now, deps.clock.now()) ?? { answer: undefined },
    );
    if ('answer' in result) return;
  }
}

/** The next change to alerts that waited; undefined if there is none. */
function changeOfAlerts(
  { state, letters }: CaseFile,
  now: Instant,
): { events: NewEvent[]; letters: LetterRow[] } | undefined {
  const over = alertsSettled(state, letters).slice(0, mostInBundle);
  if (over.length > 0) {
    const settled = { at: now, by: 'system', type: 'letter-settled', status: 'not needed' } as const;
    const detail = 'step-over' satisfies LetterSettling;
    return {
      events: over.map(({ key }) => ({ ...settled, letter: key, detail })),
      letters: over.map((row) => ({ ...row, status: 'not needed' })),
    };
  }
  const [all = []] = alertsToBundle(letters, now);
  const alerts = all.slice(0, mostInBundle);
  if (alerts.length === 0) return undefined;
  return { events: bundleOf(alerts, now), letters: alerts.map((row) => ({ ...row, status: 'bundled' })) };
}

/** Sends a letter and settles it. Returns an alert that the mail service has taken and that is still to be settled. */
async function deliver(
  deps: Dependencies,
  caseId: string,
  before: CaseFile,
  key: string,
): Promise<LetterRow | undefined> {
  const id = letterId(caseId, key);
  const copy = copyOf(caseId, key);
  const claim = await deps.store.claimLetter(caseId, key, deps.clock.now());
  if (!claim) return undefined;
  if (!claim.claimed) {
    if (claim.letter.status !== 'sending') return undefined;
    const earlier = await deps.mailer.wasSent(id);
    // The copy is written before the letter is sent, so the sent letter can be read even if its sender crashed.
    if (earlier === 'yes')
      return settle(
        deps,
        caseId,
        { ...claim.letter, file: copy },
        'sent',
        'sent-by-earlier-try' satisfies LetterSettling,
      );
    if (earlier === 'unknown') {
      const now = deps.clock.now();
      if (mayStillBeSending(claim.letter, now)) throw new LetterInFlight(id);
      if (waitsForReport(claim.letter, now)) throw new LetterUnanswered(id);
      await settleUnanswered(deps, caseId, claim.letter, 'unconfirmed');
      return undefined;
    }
  }
  const { letter: row } = claim;
  let mail: { raw: Uint8Array; email: string } | undefined;
  try {
    mail = await mailOf(deps, caseId, before, row, copy);
  } catch (fault) {
    // Nothing was sent, whatever is wrong.
    await deps.store.releaseLetter(caseId, key);
    throw fault;
  }
  if (mail === undefined) return undefined;
  const result = await deps.mailer.send({
    letterId: id,
    raw: mail.raw,
    from: deps.council.sender.address,
    to: mail.email,
  });
  const sent = { ...row, file: copy };
  switch (result.outcome) {
    case 'sent': {
      const serviceId = serviceMailId(result.messageId);
      if (!leavesCouncil(row.to) && !isSafeguardingAlert(row.template)) return { ...sent, serviceId };
      return settle(deps, caseId, { ...sent, serviceId }, 'sent', undefined, {
        aliases: [mailAlias(serviceId)],
        sentTo: mail.email,
      });
    }
    case 'refused':
      return settle(deps, caseId, sent, 'refused', result.reason);
    case 'unknown':
      if (waitsForReport(row, deps.clock.now())) throw new LetterUnanswered(id);
      return settle(deps, caseId, sent, 'unconfirmed', result.reason, { sentTo: mail.email });
    case 'busy':
      await deps.store.releaseLetter(caseId, key);
      throw new MailerBusy(result.reason);
  }
}

/** A letter as it goes to the mail service, with its copy stored. Undefined if it goes on paper, or to no one: then it is settled. */
async function mailOf(
  deps: Dependencies,
  caseId: string,
  before: CaseFile,
  row: LetterRow,
  copy: string,
): Promise<{ raw: Uint8Array; email: string } | undefined> {
  const settled = async (status: Settled, detail: LetterSettling, more: { file?: string } = {}) => {
    await settle(deps, caseId, { ...row, ...more }, status, detail);
    return undefined;
  };
  // The address can have changed while the letter was claimed. A change after this is seen when the letter is settled.
  const file = (await recentCase(deps.store, caseId, (recent) => servesLetter(recent, row))) ?? before;
  const found = addressOf(deps, file, row.to);
  const address = found && row.onPaper ? { ...found, email: undefined } : found;
  if (!address) return settled('not needed', 'no-address');
  // It was made before the mail service went away, and everything in it has been done since.
  if (row.template === alertsTogether && (await subjectsOfBundle(deps, file, row.key)).length === 0)
    return settled('not needed', 'step-over');
  // The stored copy shows the page; only the letter itself has the secret (decision 0019).
  const mayLink =
    row.template !== receiptLetter || receiptMayLink(file.messages, personWrittenTo(file, row.to));
  const kept = await renderForCase(deps, file, row, mayLink ? followPage(deps) : '');
  // A letter on paper would come days after the danger that it is about.
  if (address.email === undefined && (row.template === safeguardingAdvice || row.template === receiptLetter))
    return settled('not needed', 'no-email-address');
  if (address.email === undefined) {
    const printed = copy.replace(/eml$/, 'html');
    await deps.files.put(printed, new TextEncoder().encode(kept.html), 'text/html; charset=utf-8');
    return settled('to be posted', 'no-email-address', { file: printed });
  }
  const [first] = file.messages.filter(({ mailId }) => mailId !== undefined);
  const envelope = {
    letterId: mailNameOf(row.mailId),
    from: deps.council.sender,
    to: { name: address.name, address: address.email },
    // A colleague's answer to an alert must not look like a message of the complainant.
    replyTo: leavesCouncil(row.to)
      ? plusAddress(deps.council.intakeAddress, file.state.reference)
      : deps.council.intakeAddress,
    messageId: row.mailId,
    ...(row.to === 'complainant' ? thread(file.messages) : {}),
    enclosures: await enclosedFiles(deps, file, row),
    date: deps.clock.now(),
    autoSubmitted:
      row.to === 'complainant' && first ? ('auto-replied' as const) : ('auto-generated' as const),
  };
  const written = await composeMail({ ...envelope, letter: kept });
  await deps.files.put(copy, written, 'message/rfc822');
  const further = furtherComplainantWrittenTo(file.state, row.to);
  const link =
    mayLink && (row.to === 'complainant' || further !== undefined)
      ? await newPrivateLink(deps, file.state, further)
      : undefined;
  const raw = link
    ? await composeMail({ ...envelope, letter: await renderForCase(deps, file, row, link.address) })
    : written;
  return { raw, email: address.email };
}

async function enclosedFiles(deps: Dependencies, file: CaseFile, { to, enclosures = [] }: LetterRow) {
  const open = enclosuresFor(file, to, enclosures, deps.council);
  const documents = file.documents.filter(({ id }) => open.includes(id));
  return Promise.all(
    documents.map(async (document) => {
      const { id, title, mimeType, file: key } = document;
      if ((await scanOf(deps, document)) !== 'safe')
        throw new LetterIncomplete(`document ${id} is not known to be free of malware`);
      const content = await deps.files.get(key);
      if (!content) throw new LetterIncomplete(`document ${id} is not there`);
      return { name: title, mimeType, content };
    }),
  );
}

/** Replies to the latest mail of the complainant and names the mails before it. */
function thread(messages: readonly Message[]): { inReplyTo?: string; references?: string[] } {
  const mails = messages.filter(({ mailId, automatic }) => mailId !== undefined && !automatic);
  const last = mails.at(-1)?.mailId;
  if (last === undefined) return {};
  return {
    inReplyTo: last,
    references: mails.flatMap(({ mailId, mailReferences }) => [
      ...(mailReferences ?? []),
      ...(mailId === undefined ? [] : [mailId]),
    ]),
  };
}
