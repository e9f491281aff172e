import { childIds, noSuchChild } from '../../domain/case/child-limits.ts';
import { record } from '../../domain/case/replay.ts';
import type { Case } from '../../domain/case/case.ts';
import type { Actor, NewEvent } from '../../domain/case/events.ts';
import {
  furtherComplainants,
  lettersStopped,
  partiesAs,
  partiesOf,
  partyOf,
} from '../../domain/case/parties.ts';
import type { Ending, PartyCopies, PartyRole } from '../../domain/case/party.ts';
import type { LetterSettling } from '../../domain/case/event-codes.ts';
import type { LetterRow, Person } from '../../domain/case/stored-rows.ts';
import type { User } from '../../domain/council/council.ts';
import {
  changePerson,
  hasMoved,
  type DetailChanges,
  type Details,
} from '../../domain/people/change-person.ts';
import { mayHaveCopies } from '../../domain/correspondence/copies.ts';
import type { FieldRefusal } from '../../domain/text/refusal.ts';
import { invalid, refuse } from '../../domain/text/refusal.ts';
import { londonDate } from '../../domain/time/civil-date.ts';
import type { Dependencies } from '../../dependencies.ts';
import type { CaseFile } from '../../ports.ts';
import { lettersFor } from '../../domain/correspondence/prepare-letters.ts';
import { taskOfLetter } from '../../domain/correspondence/letter-values.ts';
import { linkLetter } from '../follow-case/link-letter.ts';
import { actOnRecent, type CaseActionRefusal } from './case-action.ts';
import { callOffLetters } from './call-off-letters.ts';
import { releaseTasks } from './complained-about.ts';
import { newParty, partyChanged } from './new-party.ts';
import { receiptOfNamed } from './receipt-of-named.ts';
import { noEvents, type EventsAndOutbox } from '../events-and-outbox.ts';

export type WithParty = { ok: true; state: Case; party: string } | CaseActionRefusal;

/** Records someone as a party of a case. */
export async function addParty(
  deps: Dependencies,
  command: {
    caseId: string;
    roles: readonly PartyRole[];
    copies?: PartyCopies | undefined;
    children?: readonly string[] | undefined;
    details: Details;
    reason?: string | undefined;
    /** The party whose place they take. */
    replaces?: string | undefined;
    by: User;
  },
): Promise<WithParty> {
  let party = '';
  const result = await actOnRecent(deps, command.caseId, command.by, async (file) => {
    const { state } = file;
    const { details, reason, roles, replaces } = command;
    const acting = partiesOf(state).flatMap(({ id, ended }) => (ended === undefined ? [id] : []));
    if (replaces !== undefined && !acting.includes(replaces))
      return invalid({ field: 'replaces', code: 'not-an-option', params: { options: acting } });
    if (details.name === undefined && details.organisation === undefined)
      return invalid({ field: 'name', code: 'answer-needed', params: {} });
    const wrong = wrongDetails(deps, file, details);
    if (wrong) return invalid(wrong);
    const unknown = noSuchChild(state, command.children);
    if (unknown) return invalid(unknown);
    const copies = command.copies ?? usualCopies(roles);
    if (copies !== 'nothing' && !mayHaveCopies(roles, details))
      return invalid({ field: 'copies', code: 'authority-needed', params: {} });
    const now = deps.clock.now();
    const by = `user:${command.by.id}` as const;
    const { children } = command;
    const added = newParty(deps, state, { roles, copies, children, details, reason }, { now, by });
    party = added.party;
    const left: NewEvent[] =
      replaces === undefined
        ? []
        : [
            {
              at: now,
              by,
              type: 'party-ended',
              party: replaces,
              why: 'no longer acts',
              reason: reason ?? '',
            },
          ];
    return followNewcomer(deps, file, [added.event, ...left], added.person);
  });
  return result.ok ? { ...result, party } : result;
}

/** What a party gets unless it is said: a complainant the letters, everyone else nothing until they or we ask for it. */
const usualCopies = (roles: readonly PartyRole[]): PartyCopies =>
  roles.includes('complainant') ? 'all letters' : 'nothing';

/**
 * Changes a party of a case: details, roles, what they get copies of, or that they are no longer one. A complainant whose
 * email or postal address changes gets a new private link at once; the links that went to the old one stop working.
 */
export async function changeParty(
  deps: Dependencies,
  command: {
    caseId: string;
    party: string;
    details?: DetailChanges;
    roles?: readonly PartyRole[] | undefined;
    copies?: PartyCopies | undefined;
    children?: readonly string[] | undefined;
    ended?: Ending | undefined;
    reason: string;
    by: User;
  },
): Promise<WithParty> {
  const { party: id, details = {}, reason, ended } = command;
  const result = await actOnRecent(deps, command.caseId, command.by, (file) => {
    const { state } = file;
    const party = partyOf(state, id);
    if (!party) return refuse('not found', { code: 'no-such-party', params: {} });
    const before: Person = file.persons.find((one) => one.id === id) ?? { id };
    const wrong = wrongDetails(deps, file, details) ?? noSuchChild(state, command.children);
    if (wrong) return invalid(wrong);
    const now = deps.clock.now();
    const by = `user:${command.by.id}` as const;
    const { person, changed } = changePerson(before, details, { at: now, by, reason });
    if (changed.length > 0 && person.name === undefined && person.organisation === undefined)
      return invalid({ field: 'name', code: 'answer-needed', params: {} });
    const roles = [...new Set(command.roles ?? party.roles)];
    // Someone whose new part gives no right to copies gets none any more.
    const copies =
      command.copies ??
      (command.roles === undefined || mayHaveCopies(roles, person) ? party.copies : 'nothing');
    if (ended === undefined && copies !== 'nothing' && !mayHaveCopies(roles, person))
      return invalid({
        field: command.copies === undefined ? 'authority' : 'copies',
        code: 'authority-needed',
        params: {},
      });
    const children = command.children && childIds(command.children);
    const otherChildren = children !== undefined && children.join() !== (party.children ?? []).join();
    const sameRoles =
      roles.length === party.roles.length && roles.every((role) => party.roles.includes(role));
    const rolesChanged =
      !sameRoles ||
      otherChildren ||
      copies !== party.copies ||
      (command.roles !== undefined && party.ended !== undefined);
    const events: NewEvent[] = [
      ...partyChanged(deps, { person, changed }, reason, { now, by }),
      ...(rolesChanged
        ? [
            {
              at: now,
              by,
              type: 'party-roles-changed' as const,
              party: id,
              roles,
              copies,
              ...(otherChildren ? { children } : {}),
              reason,
            },
          ]
        : []),
      ...(ended === undefined || party.ended?.why === ended
        ? []
        : [{ at: now, by, type: 'party-ended' as const, party: id, why: ended, reason }]),
    ];
    if (events.length === 0) return { events };
    return followPeople(deps, file, events, changed.length === 0 ? [] : [person]);
  });
  return result.ok ? { ...result, party: id } : result;
}

/** What a change of the parties does to the case. */
export interface PeopleChange extends EventsAndOutbox {
  persons?: Person[];
  letters: LetterRow[];
}

const letterToTheDead = 'complainant-died' satisfies LetterSettling;

/** What follows when someone is added: as `followPeople`, and the receipt if they are the complainant who was waited for. */
export async function followNewcomer(
  deps: Dependencies,
  file: CaseFile,
  events: readonly NewEvent[],
  person: Person,
): Promise<ReturnType<typeof followPeople>> {
  const people = followPeople(deps, file, events, [person]);
  if ('ok' in people) return people;
  const receipt = await receiptOfNamed(deps, file, people.events, person);
  return { ...people, events: [...people.events, ...receipt] };
}

/**
 * What follows from a change of the parties: a case keeps a complainant unless the last one has died; private links that
 * went to an address that is not the complainant's any more stop working; people with a conflict lose their steps.
 */
export function followPeople(
  deps: Dependencies,
  file: CaseFile,
  events: readonly NewEvent[],
  changed: readonly Person[],
): PeopleChange | CaseActionRefusal {
  const { state, persons } = file;
  const { after } = record(state.id, state, events);
  const leaves = events.find(({ type }) => type === 'party-roles-changed' || type === 'party-ended');
  const hadOne = partiesAs(state, 'complainant').length > 0;
  const died = leaves?.type === 'party-ended' && leaves.why === 'died';
  if (hadOne && leaves && !died && partiesAs(after, 'complainant').length === 0)
    return invalid({
      field: leaves.type === 'party-ended' ? 'ended' : 'roles',
      code: 'complainant-needed',
      params: {},
    });
  const now = deps.clock.now();
  const [first] = events;
  const by = first?.by ?? 'system';
  const personsAfter = [...persons.filter(({ id }) => !changed.some((one) => one.id === id)), ...changed];
  const written = (of: Case, among: readonly Person[]) => among.find(({ id }) => id === of.person);
  const someoneElse = state.person !== undefined && after.person !== state.person;
  const stopped = lettersStopped(after) && !lettersStopped(state);
  const revokes = someoneElse || stopped || hasMoved(written(state, persons), written(after, personsAfter));
  // Whoever goes on after a death gets our condolences with their link.
  const bereaved = someoneElse && partyOf(after, state.person)?.ended?.why === 'died';
  const letters =
    revokes && !lettersStopped(after)
      ? newLink(
          deps,
          { ...file, state: after, persons: personsAfter },
          bereaved ? 'complaint-goes-on' : 'private-link',
        )
      : [];
  const further = linksOfOthers(deps, file, { after, personsAfter, by });
  // Of an open case the officer gets a task (follow-deaths.ts).
  const alerts =
    stopped && after.tasks.length > 0 && after.status === 'closed'
      ? lettersFor(
          'alert-complainant-died',
          ['complaints-officer'],
          `complainant-died-${state.version}`,
          after,
          taskOfLetter(after, undefined),
          { council: deps.council, now },
        )
      : [];
  // Nothing more goes to someone who has died, on paper either.
  const unsent = stopped
    ? callOffLetters(
        deps,
        state,
        file.letters.filter(({ to }) => to === 'complainant'),
        {
          now,
          by,
          reason: leaves && 'reason' in leaves ? (leaves.reason ?? '') : '',
          detail: letterToTheDead,
        },
      )
    : { ...noEvents, letters: [] };
  return {
    events: [
      ...events,
      ...releaseTasks(state, after, { now, by }, deps.council),
      ...(revokes ? [{ at: now, by, type: 'links-revoked' as const }] : []),
      ...letters,
      ...further,
      ...alerts,
      ...unsent.events,
    ],
    ...(changed.length === 0 ? {} : { persons: [...changed] }),
    outbox: unsent.outbox,
    letters: unsent.letters,
  };
}

/**
 * A complainant besides the first gets a letter with a private link of their own when they become one, and a new one when
 * their address changes: what went to the old one stops working. Not if they asked for no letters.
 */
function linksOfOthers(
  deps: Dependencies,
  { state, persons }: CaseFile,
  { after, personsAfter, by }: { after: Case; personsAfter: readonly Person[]; by: Actor },
): NewEvent[] {
  const at = deps.clock.now();
  return furtherComplainants(after).flatMap(({ id, copies }): NewEvent[] => {
    const [was, is] = [persons, personsAfter].map((among) => among.find((one) => one.id === id));
    const isNew = !partiesAs(state, 'complainant').some((one) => one.id === id);
    const moved = !isNew && hasMoved(was, is);
    const reachable = is?.email !== undefined || is?.address !== undefined;
    const writes = (isNew || moved) && reachable && copies !== 'nothing' && after.tasks.length > 0;
    const template = 'private-link';
    const to = `party:${id}` as const;
    const letter = `private-link-${state.version}/${template}/${to}`;
    const task = writes ? taskOfLetter(after, undefined).key : '';
    return [
      ...(moved ? [{ at, by, type: 'links-revoked' as const, party: id }] : []),
      ...(writes
        ? [{ at, by: 'system' as const, type: 'letter-prepared' as const, letter, template, to, task }]
        : []),
    ];
  });
}

/**
 * A letter with a new link, at once: the complainant would otherwise have only links that do not work any more, perhaps
 * for weeks. A letter that is about to go brings a link too, and then it is enough.
 */
function newLink(
  deps: Dependencies,
  file: CaseFile,
  template: 'private-link' | 'complaint-goes-on',
): NewEvent[] {
  const { state, persons, letters } = file;
  // One that is being sent now goes to where they were before.
  const isOnItsWay = letters.some(({ to, status }) => to === 'complainant' && status === 'prepared');
  const person = persons.find(({ id }) => id === state.person);
  const reachable = person?.email !== undefined || person?.address !== undefined;
  const isNeeded = template === 'complaint-goes-on' || !isOnItsWay;
  return isNeeded && reachable && state.tasks.length > 0 ? linkLetter(deps, file, template) : [];
}

/** A detail that cannot be right. */
function wrongDetails(
  deps: Dependencies,
  { state }: CaseFile,
  { bornOn, authority }: DetailChanges,
): FieldRefusal | undefined {
  const today = londonDate(deps.clock.now());
  if (typeof bornOn === 'string' && bornOn > today)
    return { field: 'bornOn', code: 'day-in-future', params: { today } };
  if (authority?.on !== undefined && authority.on > today)
    return { field: 'authority.on', code: 'day-in-future', params: { today } };
  if (authority?.document !== undefined && !state.documents.includes(authority.document))
    return state.documents.length === 0
      ? { field: 'authority.document', code: 'no-documents', params: {} }
      : { field: 'authority.document', code: 'not-an-option', params: { options: state.documents } };
  return undefined;
}
