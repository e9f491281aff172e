import { scanOf } from '../check-file/scan.ts';
import { defaultLanguage, letterIn, type LetterLanguage } from '../../../workflows/letters/index.ts';
import { alertsTogether, routeLetters } from '../../../workflows/letters/letter-names.ts';
import type { LetterTemplate } from '../../../workflows/letters/letter-template.ts';
import type { Addressee, NewEvent } from '../../domain/case/events.ts';
import { contactOf, isContact } from '../../domain/people/contacts.ts';
import { presentUser, userById, userIdOf, type Council } from '../../domain/council/council.ts';
import {
  decisionOf,
  letterValues,
  taskOfLetter,
  type LetterReader,
} from '../../domain/correspondence/letter-values.ts';
import {
  furtherComplainantWrittenTo,
  leavesCouncil,
  partyWrittenTo,
  personWrittenTo,
} from '../../domain/people/written-to.ts';
import { enclosuresFor } from '../../domain/people/child-wall.ts';
import { hasConflict } from '../../domain/case/conflicts.ts';
import { lettersStopped } from '../../domain/case/parties.ts';
import type { PartyFormat } from '../../domain/case/party.ts';
import { withoutSomePapers } from '../../../workflows/letters/en/adult/papers-kept-back.ts';
import { asCopy } from '../../../workflows/letters/en/adult/copy-wording.ts';
import { isCopy } from '../../domain/correspondence/copies.ts';
import {
  alertsSettled,
  alertsToBundle,
  bundleOf,
  entriesUnforeseen,
  heldAlertsEntry,
  heldUntil,
  isOver,
  withoutThoseNowOverdue,
} from '../../domain/correspondence/bundle-alerts.ts';
import { withUnsent, withoutUnsent } from '../../domain/correspondence/unsent.ts';
import { receiptLetter, receiptMayLink } from '../../domain/correspondence/receipt.ts';
import { renderLetter, type RenderedLetter } from '../../domain/correspondence/render-letter.ts';
import { windowAddress } from '../../domain/text/postal-address.ts';
import { triesAgainAt } from '../../domain/correspondence/try-again.ts';
import { plusAddress } from '../../domain/people/mail-address.ts';
import type { LetterRow, Message, Person } from '../../domain/case/stored-rows.ts';
import { runOf, type Case, type Run } from '../../domain/case/case.ts';
import { subjectOfLetter } from '../../domain/decisions/letter-effects.ts';
import { londonDate, type Instant } from '../../domain/time/civil-date.ts';
import { faultFields, reportAndGoOn } from '../../runtime/faults.ts';
import { proceduresAlongside } from '../../../workflows/procedures/index.ts';
import type { Procedure } from '../../../workflows/procedures/procedure.ts';
import { lettersFor } from '../../domain/correspondence/prepare-letters.ts';
import {
  isSafeguardingAlert,
  safeguardingAdvice,
  undeliveredAlert,
} from '../../domain/correspondence/safeguarding-letters.ts';
import { currentCalendar, letterId, mailNameOf, type Dependencies } from '../../dependencies.ts';
import type { CaseFile } from '../../ports.ts';
import { procedureOfRun } from '../runs/procedure-of-run.ts';
import { linkLetter } from '../follow-case/link-letter.ts';
import { followPage, newPrivateLink } from '../follow-case/private-link.ts';
import { withFirstTask } from '../first-task.ts';
import { startAlongside } from '../runs/start-alongside.ts';
import { startRun } from '../runs/start-run.ts';
import { always, recentCase } from '../recent-case.ts';
import { mailAlias, writeRecentCase } from '../write-case.ts';
import { composeMail } from './compose-mail.ts';
import type { LetterSettling } from '../../domain/case/event-codes.ts';
import { procedureOfTask } from '../../domain/case/procedure-followed.ts';
import { noEvents } from '../events-and-outbox.ts';

/** The mail service was busy and accepted nothing. The state machine tries again later. */
class MailerBusy extends Error {
  override name = 'MailerBusy' as const;
}

/** Another call is sending this letter now. The state machine looks again later. */
class LetterInFlight extends Error {
  override name = 'LetterInFlight' as const;
}

/** No call runs longer than this. If a letter was claimed earlier, its sender has crashed. */
const longestSendingMs = 2 * 60 * 1000;

type Settled = Exclude<Extract<NewEvent, { type: 'letter-settled' }>['status'], 'bundled'>;

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
 * A letter that may or may not have been sent is never sent again automatically; a person decides. One that cannot go keeps
 * no other back, unless the mail service takes nothing. An entry of the outbox tries it again.
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
  const copy = `letters/${caseId}/${id}.eml`;
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
      if (
        Date.parse(deps.clock.now()) - Date.parse(claim.letter.claimedAt ?? claim.letter.preparedAt) <
        longestSendingMs
      )
        throw new LetterInFlight(id);
      const written = await deps.files.get(copy);
      return settle(
        deps,
        caseId,
        written ? { ...claim.letter, file: copy } : claim.letter,
        'unconfirmed',
        'sender-stopped' satisfies LetterSettling,
      );
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

/** SES gives a mail a Message-ID of its own, `<id@region.amazonses.com>`. It returns the part before the @. */
export function serviceMailId(messageId: string): string {
  return `ses:${mailNameOf(messageId)}`;
}

/** Where a letter goes now; without an email address on paper. Undefined: to no one. */
export function addressOf(
  { council }: Dependencies,
  file: CaseFile,
  to: Addressee,
): { name: string | undefined; email: string | undefined } | undefined {
  if (isContact(to)) return contactOf(council, to);
  if (!leavesCouncil(to)) {
    const id = userIdOf(to);
    // An alert may have waited: its reader can have left or have a conflict of interest by now (law.md section 2c).
    const user = hasConflict(file.state, id) ? undefined : presentUser(council, id);
    return user && { name: user.name, email: user.email };
  }
  const stopped = to === 'complainant' && lettersStopped(file.state);
  return stopped ? undefined : addressIn(file, personWrittenTo(file, to));
}

/** Where a letter to a person outside the council goes: without an email address, on paper. */
function addressIn(
  { state }: Pick<CaseFile, 'state'>,
  person: Person | undefined,
): { name: string | undefined; email: string | undefined } | undefined {
  const { email, name, organisation, address, phone } = person ?? {};
  // Anyone who can be reached another way still gets the letter: an officer is asked to bring it to them.
  if (
    [email, name, organisation, address, phone, state.facts.reachSafely].every((known) => known === undefined)
  )
    return undefined;
  // Who needs paper gets paper, even if we know an email address.
  const onPaper = address !== undefined && person?.format !== undefined && paperFormats.has(person.format);
  return { name: name ?? organisation, email: onPaper ? undefined : email };
}

/** Formats that cannot be sent by email. */
const paperFormats: ReadonlySet<PartyFormat> = new Set(['paper', 'large print', 'audio', 'braille']);

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

/** Thrown if a letter cannot be written. This is a fault, because a decision with such a letter is refused. */
class LetterIncomplete extends Error {
  override name = 'LetterIncomplete' as const;
}

/** A letter of a case as it goes. `link`: the address that it shows the complainant for following the case. */
export async function renderForCase(
  deps: Dependencies,
  file: CaseFile,
  row: LetterRow,
  link: string,
): Promise<RenderedLetter> {
  const to = reader(deps, file, row);
  const plain = letterTemplate(row.template, deps.council, to.language);
  const isComplainants =
    row.to === 'complainant' || furtherComplainantWrittenTo(file.state, row.to) !== undefined;
  const { enclosures = [] } = row;
  const isPart = enclosuresFor(file, row.to, enclosures, deps.council).length < enclosures.length;
  const whole = isPart ? withoutSomePapers(plain) : plain;
  const template = isCopy(row) && !isComplainants ? asCopy(whole) : whole;
  const state = await withFirstTask(deps, file);
  const task = taskOfLetter(state, row.task);
  const procedure = procedureToWriteBy(deps, file, row.to, task.run);
  const prepared = file.state.letters.find(({ key }) => key === row.key);
  const values = letterValues(
    {
      state,
      events: file.events,
      procedure,
      task,
      decision: row.decision,
      clock: prepared?.clock,
      change: prepared?.change,
      sending: prepared?.sending,
      letter: row.key,
      former: deps.procedures,
    },
    to,
    { council: deps.council, calendar: await currentCalendar(deps), now: deps.clock.now() },
  );
  // No one but a complainant gets their private link.
  const shown = !leavesCouncil(row.to) ? values.link : isComplainants ? link : '';
  const alerts = row.template === alertsTogether ? await subjectsOfBundle(deps, file, row.key) : undefined;
  // What only a complainant is told of their rights is not for another party who is written to.
  const toOther = leavesCouncil(row.to) && !isComplainants && !isCopy(row);
  const rights = toOther ? { aboutComplaint: '', advocacyOffer: '', advocacyForChild: '' } : {};
  const rendered = renderLetter(template, { ...values, ...rights, link: shown, alerts });
  if (!rendered.ok) throw new LetterIncomplete(`${row.template}: missing ${rendered.missing.join(', ')}`);
  return rendered.letter;
}

/**
 * The procedure by which a letter is written: that of its run. An alert can have waited while that version was withdrawn with
 * nothing in its place. It goes all the same, or nothing of the case could go on, and is written without the steps and
 * clocks that there are no more.
 */
function procedureToWriteBy(
  { procedures }: Dependencies,
  { state, events }: CaseFile,
  to: Addressee,
  run: number,
): Procedure {
  const followed = (one: Run) => procedures.version(one.procedure, one.version);
  const known = state.runs.findLast((one) => followed(one) !== undefined);
  const other = known && followed(known);
  return followed(runOf(state, run)) !== undefined || leavesCouncil(to) || !other
    ? procedureOfRun(procedures, { state, events }, run)
    : { ...other, steps: {}, clocks: {} };
}

/** The keys of the alerts that a letter took up. */
const takenUpBy = ({ events }: Pick<CaseFile, 'events'>, bundle: string): Set<string> =>
  new Set(
    events.flatMap((event) =>
      event.type === 'letter-settled' && event.bundle === bundle ? [event.letter] : [],
    ),
  );

/** Whether what was read of a case has everything that a letter says: the decision it is of, the alerts that it took up. */
function servesLetter(file: CaseFile, { key, template, task, decision }: LetterRow): boolean {
  if (template === alertsTogether) {
    // The letter is prepared before the alerts are settled, in one change.
    const isKnown = file.events.some((event) => event.type === 'letter-prepared' && event.letter === key);
    const taken = [...takenUpBy(file, key)].map((one) => file.letters.find((row) => row.key === one));
    return isKnown && taken.every((row) => row !== undefined && servesLetter(file, row));
  }
  return decision === undefined || decisionOf(file.events, task ?? '', decision) !== undefined;
}

/** What the alerts say that a letter took up: the subject of each. */
async function subjectsOfBundle(deps: Dependencies, file: CaseFile, bundle: string): Promise<string[]> {
  const taken = takenUpBy(file, bundle);
  const subjects: string[] = [];
  for (const row of withoutThoseNowOverdue(file.letters.filter(({ key }) => taken.has(key))))
    // One that was still waiting itself when the next alerts came.
    if (row.template === alertsTogether) subjects.push(...(await subjectsOfBundle(deps, file, row.key)));
    else if (!isOver(file.state, row)) subjects.push((await renderForCase(deps, file, row, '')).subject);
  return [...new Set(subjects)];
}

/**
 * A template by its id in the language of its reader, in the council's own wording if it has one. Every letter that a
 * procedure names exists, because procedures are checked when they are loaded.
 */
export function letterTemplate(
  id: string,
  council?: Pick<Council, 'letters'>,
  language: LetterLanguage = defaultLanguage,
): LetterTemplate {
  const template = letterIn(language, id);
  if (!template) throw new LetterIncomplete(`there is no letter "${id}"`);
  // The council writes its own wording in the default language.
  return { ...template, ...(language === defaultLanguage ? council?.letters?.[id] : {}) };
}

/** The reader of a letter. Cases do not record a language yet, so every reader gets the default one. */
export function reader(
  { council }: Pick<Dependencies, 'council'>,
  file: Pick<CaseFile, 'persons' | 'state'>,
  { to, key, template }: Pick<LetterRow, 'to' | 'key'> & Partial<Pick<LetterRow, 'template'>>,
): LetterReader {
  const language = defaultLanguage;
  if (leavesCouncil(to)) {
    // A copy says what the letter itself says, and a letter to another body names the complainant to it.
    const toBody = template !== undefined && letterTemplate(template).audience === 'other body';
    const isOfOther =
      (isCopy({ key }) || toBody) && furtherComplainantWrittenTo(file.state, to) === undefined;
    const addressee = isOfOther ? file.state.person : (partyWrittenTo(to) ?? file.state.person);
    const person = file.persons.find(({ id }) => id === addressee);
    const copied = isOfOther ? personWrittenTo(file, to) : undefined;
    return {
      language,
      complainantName: person?.name ?? (partyWrittenTo(to) === undefined ? undefined : person?.organisation),
      // Also for anyone who asked for paper, whatever address we know.
      byPost: (addressIn(file, person) ?? person)?.email === undefined,
      ...(copied ? { copyReaderName: copied.name ?? copied.organisation } : {}),
    };
  }
  if (isContact(to)) return { language, staffName: contactOf(council, to)?.name ?? '' };
  const user = userById(council, userIdOf(to));
  return { language, staffName: user?.name ?? '', user };
}

async function settle(
  deps: Dependencies,
  caseId: string,
  row: LetterRow,
  status: Settled,
  detail?: string,
  { aliases = [], sentTo }: { aliases?: string[]; sentTo?: string } = {},
): Promise<undefined> {
  const needsPerson =
    (leavesCouncil(row.to) || row.template === routeLetters.copy) &&
    row.template !== safeguardingAdvice &&
    (status === 'unconfirmed' || status === 'refused' || status === 'to be posted');
  const result = await writeRecentCase(deps, caseId, always, async (file) => {
    const { state } = file;
    const ofTask = await withFirstTask(deps, file);
    // Several calls may have handled the letter at once. The first one records the result.
    if (state.letters.find(({ key }) => key === row.key)?.status !== 'prepared') return { answer: undefined };
    const now = deps.clock.now();
    const followUp = leavesCouncil(row.to) ? followUpOf(deps, file, row, status, now) : noEvents;
    return {
      events: [
        {
          at: now,
          by: 'system',
          type: 'letter-settled',
          letter: row.key,
          status,
          ...(detail === undefined ? {} : { detail }),
          ...(status === 'sent' ? { leftOn: londonDate(now) } : {}),
        },
        ...followUp.events,
        ...(needsPerson
          ? lettersFor(
              'alert-letter-problem',
              ['complaints-officer'],
              `letter-problem/${row.key}`,
              state,
              taskOfLetter(ofTask, row.task),
              { council: deps.council, now },
            )
          : []),
        ...(status === 'refused' || status === 'unconfirmed'
          ? undeliveredAlert(ofTask, row, { council: deps.council, now })
          : []),
        ...(sentTo !== undefined && hasMovedSince(deps, file, row, sentTo) ? linkLetter(deps, file) : []),
      ],
      letters: [
        {
          ...(status === 'refused' || status === 'unconfirmed'
            ? withUnsent(row, status, now)
            : withoutUnsent(row)),
          status,
        },
      ],
      outbox: followUp.outbox,
      aliases,
    };
  });
  // What cannot be started now is left to the repair.
  if (!('outbox' in result)) return undefined;
  for (const entry of result.outbox)
    if (entry.kind === 'start')
      await reportAndGoOn(startRun(deps, entry), (fault) =>
        deps.log('outbox-entry-not-dispatched', { caseId, entry: entry.id, kind: entry.kind, ...fault }),
      );
  return undefined;
}

/** Settles alerts to staff that the mail service has taken. Nothing follows from that. */
async function settleAlerts(deps: Dependencies, caseId: string, gone: readonly LetterRow[]): Promise<void> {
  await writeRecentCase(deps, caseId, always, ({ state }) => {
    const now = deps.clock.now();
    // Several calls may have handled a letter at once. The first one records the result.
    const rows = gone.filter(({ key }) =>
      state.letters.some((letter) => letter.key === key && letter.status === 'prepared'),
    );
    if (rows.length === 0) return { answer: undefined };
    return {
      events: rows.map(({ key }) => ({
        at: now,
        by: 'system',
        type: 'letter-settled',
        letter: key,
        status: 'sent',
        leftOn: londonDate(now),
      })),
      letters: rows.map((row) => ({ ...withoutUnsent(row), status: 'sent' })),
      aliases: rows.flatMap(({ serviceId }) => (serviceId === undefined ? [] : [mailAlias(serviceId)])),
    };
  });
}

/**
 * Whether the complainant's email address was changed while this letter was on its way to the old one. The link in it no
 * longer works, and whoever changed the address was told that this letter would bring one. A letter with a link follows, by
 * which they can read this one as well.
 */
function hasMovedSince(deps: Dependencies, file: CaseFile, { to }: LetterRow, sentTo: string): boolean {
  if (to !== 'complainant') return false;
  const now = addressOf(deps, file, to);
  return now !== undefined && now.email !== sentTo;
}

/**
 * The task that a letter to the complainant leaves to an officer: to post it; or, where there is no address to post it to,
 * and of an answer on which they may have to act in time, to reach them another way.
 */
function followUpOf(deps: Dependencies, file: CaseFile, row: LetterRow, status: Settled, now: Instant) {
  const { state } = file;
  const canBePosted = windowAddress(personWrittenTo(file, row.to)?.address).problem === undefined;
  const failed = status === 'refused' || status === 'unconfirmed';
  const procedure =
    status === 'to be posted'
      ? canBePosted
        ? proceduresAlongside.postLetter
        : proceduresAlongside.contactAnotherWay
      : failed && row.to === 'complainant' && beginsWindow(deps, state, row)
        ? proceduresAlongside.contactAnotherWay
        : undefined;
  if (procedure === undefined) return noEvents;
  const matter = { id: subjectOfLetter(state, row.key), from: londonDate(now) };
  return startAlongside(deps, state, { procedure, matter, now, by: 'system' });
}

/** Whether a letter is of a decision that opens a right which ends with its last day. */
function beginsWindow(
  { procedures }: Dependencies,
  state: Case,
  { task: key, decision }: LetterRow,
): boolean {
  const task = state.tasks.find((one) => one.key === key);
  const steps = task && procedureOfTask(task, procedures)?.steps;
  const outcome = task?.decisions.find(({ n }) => n === decision)?.outcome;
  return steps?.[steps[task?.step ?? '']?.outcomes[outcome ?? '']?.next ?? '']?.kind === 'window';
}
