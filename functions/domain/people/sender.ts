import { partiesOf, partyOf } from '../case/parties.ts';
import { messageNumber, type Case } from '../case/case.ts';
import { hasNumber } from '../case/number-ranges.ts';
import type { Event } from '../case/events.ts';
import type { MailVerdicts, MessageHandling, Sender } from '../case/sender.ts';
import type { Message, Person } from '../case/stored-rows.ts';
import type { Council, KnownBody } from '../council/council.ts';
import { routeIds } from '../../../workflows/procedures/other-routes.ts';
import { independentRoles } from '../../../workflows/procedures/roles.ts';
import { domainOf, isCouncilAddress, isWithin, type OfCouncil } from './council-addresses.ts';
import { sameMailbox } from './mail-address.ts';

/** Whoever said what an officer records, if they are no party of the case. */
export const someoneElse = 'someone else';

/**
 * How a message came in. `by`: the user who recorded it, and `from`: the party whose words it has, the complainant if
 * absent; `someone else` is no party of the case.
 */
export type Arrival =
  | { way: 'email'; from: string; envelopeFrom?: string | undefined; verdicts: MailVerdicts }
  | { way: 'private link' }
  | { way: 'form' }
  | { way: 'recorded'; by: string; from?: string | undefined }
  /** From another case, where its sender was worked out. */
  | { way: 'passed on'; sender: Sender };

/** The people that a sender can be: of a case, or of the complaint that the message begins. */
export interface People {
  state?: Pick<Case, 'person' | 'parties' | 'receivedOn'> | undefined;
  persons: readonly Pick<Person, 'id' | 'email'>[];
  council: OfCouncil & Pick<Council, 'dutyContact' | 'routeAddresses' | 'knownBodies'>;
}

/** Bodies that write to every council, by the domain of their addresses. */
const bodiesByDomain: Readonly<Record<string, string>> = {
  'lgo.org.uk': 'ombudsman',
  'ombudsman.org.uk': 'health ombudsman',
};

/** The name of the organisation that writes from an address. One that is listed itself comes before its domain. */
function bodyWriting(from: string, bodies: readonly KnownBody[] = []): string | undefined {
  const domain = domainOf(from);
  const found =
    bodies.find(({ addresses }) => addresses.some((one) => one.includes('@') && sameMailbox(one, from))) ??
    bodies.find(({ addresses }) => addresses.some((one) => !one.includes('@') && isWithin(domain, one)));
  return found?.name;
}

/** Whether two domains belong together by one being below the other, as relaxed alignment of SPF allows (RFC 7489 3.1.2). */
const aligned = (one: string, other: string): boolean =>
  one === other || one.endsWith(`.${other}`) || other.endsWith(`.${one}`);

/**
 * Whether the mail service has checked that a mail comes from the domain of its From address. DMARC says so for both
 * ways (RFC 7489). Without it, SPF speaks for the envelope sender only, so the two domains must belong together; a DKIM
 * signature alone does not say whose it is. A check that failed to run proves nothing.
 */
function addressProof({
  from,
  envelopeFrom,
  verdicts,
}: Extract<Arrival, { way: 'email' }>): 'verified address' | 'known address' | 'none' {
  const { spf, dmarc, spam } = verdicts;
  if (dmarc === 'FAIL') return 'none';
  if (dmarc === 'PASS') return 'verified address';
  if (spf === 'FAIL' || spam === 'FAIL') return 'none';
  const domain = domainOf(from);
  return spf === 'PASS' && envelopeFrom !== undefined && aligned(domain, domainOf(envelopeFrom))
    ? 'verified address'
    : 'known address';
}

/**
 * Who sent a message, and how well that is proven. A party who also works for the council is a party here, and a party
 * who no longer acts is a stranger. Someone whose address no one knows is a stranger whatever the checks say.
 */
export function senderOf(arrival: Arrival, { state, persons, council }: People): Sender {
  if (arrival.way === 'passed on') return arrival.sender;
  if (arrival.way !== 'email') {
    const from = arrival.way === 'recorded' ? arrival.from : undefined;
    if (from === someoneElse) return { kind: 'stranger', proof: 'none' };
    const party = from ?? state?.person ?? persons[0]?.id;
    if (state && from !== undefined && !partyOf(state, from)?.roles.includes('complainant'))
      return { kind: 'party', party: from, proof: 'signed-in' };
    const proof =
      arrival.way === 'recorded' ? 'signed-in' : arrival.way === 'private link' ? 'private link' : 'none';
    return { kind: 'complainant', ...(party === undefined ? {} : { party }), proof };
  }
  const { from } = arrival;
  const proof = addressProof(arrival);
  const has = (address: string | undefined) => address !== undefined && sameMailbox(address, from);
  const named = persons.filter(({ email }) => has(email)).map(({ id }) => id);
  const user = council.users.find(({ email, retired }) => retired !== true && has(email));
  if (state) {
    const parties = partiesOf(state).filter(({ id }) => named.includes(id));
    const active = parties.filter(({ ended }) => ended === undefined);
    const party =
      active.find(({ id }) => id === state.person) ??
      active.find(({ roles }) => roles.includes('complainant')) ??
      active[0];
    if (party)
      return {
        kind: party.roles.includes('complainant') ? 'complainant' : 'party',
        party: party.id,
        proof,
      };
    const former = parties.find(({ ended }) => ended?.why !== 'recorded by mistake');
    if (former && !user) return { kind: 'stranger', party: former.id, proof: 'none' };
  }
  if (user) {
    const outside = user.roles.every((role) => independentRoles.has(role));
    return { kind: outside ? 'independent' : 'staff', user: user.id, proof };
  }
  const body =
    bodiesByDomain[domainOf(from)] ??
    routeIds.find((route) => has(council.routeAddresses?.[route])) ??
    (has(council.dutyContact?.email) ? 'duty contact' : undefined) ??
    bodyWriting(from, council.knownBodies);
  if (body !== undefined) return { kind: 'known body', body, proof };
  // Without parties, everyone recorded complains.
  const [complains] = state && partiesOf(state).length > 0 ? [] : named;
  if (complains !== undefined) return { kind: 'complainant', party: complains, proof };
  // A shared mailbox of colleagues, such as that of the reception, or someone who does not use this system.
  return isCouncilAddress(from, council) ? { kind: 'staff', proof } : { kind: 'stranger', proof: 'none' };
}

/**
 * Whether people at an address pass on what others wrote to them: they work for the council or another organisation that it
 * knows. Whoever else forwards a mail speaks for themselves.
 */
export function passesOn(address: string, council: People['council']): boolean {
  const verdicts: MailVerdicts = { spam: 'DISABLED', virus: 'DISABLED' };
  return mayPassOn(senderOf({ way: 'email', from: address, verdicts }, { persons: [], council }));
}

/** Whether a message provably came from its sender. */
export const isProven = ({ proof }: Pick<Sender, 'proof'>): boolean =>
  proof === 'signed-in' || proof === 'private link' || proof === 'verified address';

/**
 * The sender of a stored message. Of one from before senders were recorded, only its channel and the address that it
 * names can be known.
 */
export function senderOfStored(
  message: Pick<Message, 'sender' | 'channel' | 'from'>,
  { state, persons }: { state: Case; persons: readonly Person[] },
): Sender {
  if (message.sender) return message.sender;
  const from = message.from.email;
  const complainant = { kind: 'complainant' as const, ...(state.person ? { party: state.person } : {}) };
  if (message.channel === 'portal') return { ...complainant, proof: 'none' };
  if (message.channel !== 'email') return { ...complainant, proof: 'signed-in' };
  if (from === undefined) return { kind: 'stranger', proof: 'none' };
  return senderOf(
    { way: 'email', from, verdicts: { spam: 'DISABLED', virus: 'DISABLED' } },
    { state, persons, council: { users: [] } },
  );
}

/** The ways of dealing with a message by which a person accepts that it came from the complainant. */
const accepts = new Set<MessageHandling | undefined>([
  'next stage requested',
  'withdrawal',
  'agreed to wait',
  'new complaint',
]);

/** How a message was dealt with last; undefined while it waits, or where that was never recorded. */
export function handlingOf(events: readonly Event[], id: string): DealtWith | undefined {
  const last = dealings(events).findLast(
    (event) =>
      event.message === id ||
      (event.type === 'message-dealt-with' && hasNumber(event.further ?? [], messageNumber(id))),
  );
  return last?.type === 'message-dealt-with' ? last : undefined;
}

// It is asked of every message in turn, and a case has many more events of other kinds.
const known = new WeakMap<readonly Event[], Dealing[]>();
function dealings(events: readonly Event[]): Dealing[] {
  const found =
    known.get(events) ??
    events.filter((event) => event.type === 'message-dealt-with' || event.type === 'message-taken-up');
  known.set(events, found);
  return found;
}
type DealtWith = Extract<Event, { type: 'message-dealt-with' }>;
type Dealing = DealtWith | Extract<Event, { type: 'message-taken-up' }>;

interface File {
  state: Case;
  events: readonly Event[];
  persons: readonly Person[];
}

/**
 * Whether a message counts as sent by this party: they provably sent it, or a person has taken it as theirs. The first
 * message does, because the case is made of it; so does one from before senders were recorded, by its address.
 */
function countsAs(message: Message, file: File, kinds: readonly Sender['kind'][]): boolean {
  const sender = senderOfStored(message, file);
  if (!kinds.includes(sender.kind)) return false;
  return (
    message.id === firstMessage ||
    isProven(sender) ||
    (message.sender === undefined && (message.channel === 'portal' || sender.proof === 'known address')) ||
    accepts.has(handlingOf(file.events, message.id)?.how)
  );
}

/** The message that a case was made of. */
const firstMessage = 'M1';

/**
 * Whether the complainant reads a message as something they told us. Automatic replies are not. What began the case is
 * theirs if it came from their address, also when that is one of a colleague or of another organisation.
 */
export const toldByComplainant = (message: Message, file: File): boolean =>
  !message.automatic &&
  (isOwnThoughOfOthers(message, file) ||
    (countsAs(message, file, ['complainant']) &&
      (senderOfStored(message, file).party ?? file.state.person) === file.state.person));

const ofOthers: ReadonlySet<Sender['kind']> = new Set(['staff', 'independent', 'known body']);

/** Whether a sender works for the council or another organisation, and so may pass on what someone else wrote. */
export const mayPassOn = ({ kind }: Sender): boolean => ofOthers.has(kind);

function isOwnThoughOfOthers(message: Message, file: File): boolean {
  const email = file.persons.find(({ id }) => id === file.state.person)?.email;
  const from = message.from.email;
  return (
    message.id === firstMessage &&
    mayPassOn(senderOfStored(message, file)) &&
    email !== undefined &&
    from !== undefined &&
    sameMailbox(email, from)
  );
}

/**
 * Whether a message belongs to what independent people read: the complaint, what a party provably sent, and what an
 * officer filed as evidence. Automatic replies and what was moved to another case do not.
 */
export const isInBundle = (message: Message, file: File): boolean =>
  !message.automatic &&
  handlingOf(file.events, message.id)?.how !== 'moved' &&
  (message.id === firstMessage ||
    countsAs(message, file, ['complainant', 'party']) ||
    handlingOf(file.events, message.id)?.how === 'filed as evidence');
