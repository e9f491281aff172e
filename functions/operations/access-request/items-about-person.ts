import { accessRequestsOf, type AccessRequest } from '../../domain/case/access-request.ts';
import { isMember, keptApart, type Member } from '../../domain/people/complainant.ts';
import { likeness } from '../../domain/people/same-person.ts';
import type { Person } from '../../domain/case/stored-rows.ts';
import type { User } from '../../domain/council/council.ts';
import { may } from '../../domain/people/may.ts';
import type { Dependencies } from '../../dependencies.ts';
import type { CaseFile } from '../../ports.ts';
import type { Words } from '../../words/words.ts';
import { itemsOf } from '../list-pages.ts';
import { readCase } from '../read-case.ts';
import { contentOfHeldMail } from '../receive-mail/receive-mail.ts';
import { resolvedComplainant, sidesOf } from '../resolve-complainant/resolve-complainant.ts';
import { storedText } from '../send-letter/stored-text.ts';
import { itemId, itemsInCase, names, type AccessItem } from './items-in-case.ts';

/** A case with the person who asks, and why we think so. */
interface CaseOfPerson {
  file: CaseFile;
  ids: Set<string>;
  why: 'asked' | 'confirmed' | 'likely';
}

/** A case with people of it who are, as far as we know, the same as someone in another. */
export interface PersonIn {
  caseId: string;
  ids: Set<string>;
  why: CaseOfPerson['why'];
}

/** A request with everything found about its person that the reader may see. */
export interface GatheredRequest {
  request: AccessRequest;
  person: Person;
  items: AccessItem[];
  /** The cases that items come from, and why we think that the person is the same. */
  cases: { reference: string; why: CaseOfPerson['why'] }[];
  /** Cases with someone of the same name, of which nothing was gathered: it may be someone else. */
  sameName: string[];
}

/**
 * Gathers everything held about the person of a request: from its case, from cases that belong to the same complainant, from
 * cases with the same email address or phone number, and from mail that became no case. Nothing of a case that the reader may
 * not act on is in it, nor that there is one. A request for its own case alone has nothing of others, and what has such a request
 * is not in that of the other case. Each case that was read is recorded as read. Undefined: no such request, or not
 * for this reader.
 */
export async function gatherRequest(
  deps: Dependencies,
  { user, reference, request: id, words }: { user: User; reference: string; request: string; words: Words },
): Promise<GatheredRequest | undefined> {
  const file = await readCase(deps, user, reference);
  if (!file || !mayGather(deps, user, file)) return undefined;
  const request = accessRequestsOf(file.events).find((one) => one.id === id);
  const person = file.persons.find((one) => one.id === request?.person);
  if (!request || !person) return undefined;
  const cases = await casesOf(deps, { user, anchor: file, person, request });
  const { users } = deps.council;
  const items: AccessItem[] = [];
  for (const { file: found, ids } of cases) {
    await deps.store.recordRead(found.state.id, { user: user.id, at: deps.clock.now(), kind: 'case' });
    const texts = new Map<string, string>();
    for (const row of found.letters) {
      const text = await storedText(deps.files, row);
      if (text !== undefined) texts.set(row.key, withoutPrivateLinks(text));
    }
    const before = (await deps.store.reads(found.state.id)).filter(({ at }) => at < request.openedAt);
    const reads = before.toSorted((one, other) => (one.at < other.at ? -1 : 1));
    items.push(
      ...itemsInCase({ file: found, ids, texts, reads }, { users, procedures: deps.procedures, words }),
    );
  }
  const answer = {
    request,
    person,
    items,
    cases: cases.map(({ file: { state }, why }) => ({ reference: state.reference, why })),
  };
  if (request.ownCase) return { ...answer, sameName: [] };
  items.push(...(await flagItems(deps, user, file, person, words)));
  items.push(...(await heldMailItems(deps, user, person)));
  const known = new Set(cases.map(({ file: { state } }) => state.id));
  const sameName: string[] = [];
  for (const { caseId } of await deps.store.personsNamed(person.name ?? ''))
    if (!known.has(caseId) && !sameName.includes(caseId)) {
      const state = await deps.store.state(caseId);
      if (state && may(user, { do: 'act on case' }, state, deps.council)) sameName.push(state.reference);
    }
  return { ...answer, sameName };
}

/** The items of a request that are not cleared, among those that its reader sees. */
export const uncleared = ({ items, request }: Pick<GatheredRequest, 'items' | 'request'>): AccessItem[] =>
  items.filter(({ id }) => !request.cleared.has(id));

/** A text without the secrets that open a case, whoever has the text. */
const withoutPrivateLinks = (text: string): string =>
  text.replaceAll(/\/follow\/[0-9a-z]{40,}/g, '/follow/…');

const mayGather = ({ council }: Dependencies, user: User, { state }: CaseFile): boolean =>
  may(user, { do: 'act on case' }, state, council);

/** The cases of a person of a case, that one first, whoever may know of them. */
export async function casesWithPerson(
  deps: Pick<Dependencies, 'store'>,
  own: Member,
  person: Person,
): Promise<PersonIn[]> {
  const alike = (await deps.store.personsLike(person)).filter(
    ({ caseId, person: other }) => caseId !== own.caseId || other.id !== own.person,
  );
  const candidates = alike.map(({ caseId, person: other }) => ({ caseId, person: other.id }));
  const [side, ...others] = await sidesOf(deps, [own, ...candidates]);
  if (!side) return [{ caseId: own.caseId, ids: new Set([own.person]), why: 'asked' }];
  const strong = others.filter(
    (theirs, place) =>
      !isMember(side.complainant, theirs.member) &&
      !keptApart(side, theirs) &&
      likeness(person, alike[place]?.person ?? {})?.strength === 'strong',
  );
  const members: (Member & { why: CaseOfPerson['why'] })[] = [
    { ...own, why: 'asked' },
    ...side.complainant.members.map((member) => ({ ...member, why: 'confirmed' as const })),
    ...strong.map(({ member }) => ({ ...member, why: 'likely' as const })),
  ];
  const found = new Map<string, PersonIn>();
  for (const { caseId, person: id, why } of members) {
    const known = found.get(caseId);
    if (known) known.ids.add(id);
    else found.set(caseId, { caseId, ids: new Set([id]), why });
  }
  return [...found.values()];
}

async function casesOf(
  deps: Dependencies,
  { user, anchor, person, request }: { user: User; anchor: CaseFile; person: Person; request: AccessRequest },
): Promise<CaseOfPerson[]> {
  const own: Member = { caseId: anchor.state.id, person: person.id };
  const found: CaseOfPerson[] = [];
  for (const { caseId, ids, why } of await casesWithPerson(deps, own, person)) {
    if (caseId === own.caseId) {
      found.push({ file: anchor, ids, why });
      continue;
    }
    if (request.ownCase) continue;
    const file = await readCase(deps, user, caseId);
    if (file && mayGather(deps, user, file) && !hasRequestOfItsOwn(file.events, request, ids))
      found.push({ file, ids, why });
  }
  return found;
}

/** Whether what a case holds about a person who asked is answered by a request on that case. */
export const hasRequestOfItsOwn = (
  events: CaseFile['events'],
  { receivedOn }: Pick<AccessRequest, 'receivedOn'>,
  ids: ReadonlySet<string>,
): boolean =>
  accessRequestsOf(events).some(
    (one) => one.ownCase === true && one.receivedOn === receivedOn && ids.has(one.person),
  );

/** Why their complainant was flagged, and what was decided about it since. */
async function flagItems(
  deps: Dependencies,
  user: User,
  { state }: CaseFile,
  person: Person,
  { access, layout }: Words,
): Promise<AccessItem[]> {
  if (state.person !== person.id) return [];
  const resolved = await resolvedComplainant(deps, { user, caseId: state.id });
  return (resolved?.history ?? []).flatMap((event) => {
    const reason =
      event.type === 'flagged'
        ? event.flag.reason
        : event.type === 'flag kept' || event.type === 'flag ended'
          ? event.reason
          : undefined;
    if (reason === undefined) return [];
    const by = deps.council.users.find(({ id }) => `user:${id}` === event.by);
    const item = { title: access.kinds.flag, text: reason };
    return [
      {
        ...item,
        id: itemId(`${state.reference}/flag/${event.at}`, item),
        reference: state.reference,
        kind: 'flag' as const,
        at: event.at,
        source: by?.name ?? layout.theSystem,
        others: by ? [{ name: by.name, staff: true }] : [],
      },
    ];
  });
}

/** Mail from their address that became no case. What was released is a message of a case. */
async function heldMailItems(deps: Dependencies, user: User, person: Person): Promise<AccessItem[]> {
  if (person.email === undefined || !may(user, { do: 'see held mail' }, undefined, deps.council)) return [];
  const items: AccessItem[] = [];
  for (const status of ['held', 'recorded'] as const)
    for await (const mail of itemsOf((page) => deps.store.heldMail({ status, ...page }))) {
      if (!names({ email: person.email }, mail.from ?? '')) continue;
      await deps.store.recordOtherRead({
        user: user.id,
        at: deps.clock.now(),
        kind: 'held-mail',
        what: `/mail/${mail.id}`,
      });
      const { text = '' } = await contentOfHeldMail(deps, mail);
      const item = { title: mail.subject ?? '', text };
      items.push({
        ...item,
        id: itemId(`held-mail/${mail.id}`, item),
        kind: 'held mail',
        at: mail.receivedAt,
        source: mail.from ?? '',
        others: [],
      });
    }
  return items;
}
