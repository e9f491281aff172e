import type { Case } from '../domain/case/case.ts';
import { userById, type User } from '../domain/council/council.ts';
import type { NewEvent } from '../domain/case/events.ts';
import { roleHolders } from '../domain/case/role-holders.ts';
import { independenceOf, type Independence } from '../domain/people/independence.ts';
import { taskOfLetter } from '../domain/correspondence/letter-values.ts';
import { lettersNaming, lettersOnLeaving } from '../domain/correspondence/letters-about-people.ts';
import { record } from '../domain/case/replay.ts';
import { may } from '../domain/people/may.ts';
import { lettersFor } from '../domain/correspondence/prepare-letters.ts';
import { declarations } from '../../workflows/procedures/disclosure.ts';
import type { Appointment } from '../../workflows/procedures/meanings.ts';
import { refuse } from '../domain/text/refusal.ts';
import type { Dependencies } from '../dependencies.ts';
import type { CaseFile } from '../ports.ts';
import { lettersEntry } from './letters-entry.ts';
import type { SystemReason } from '../domain/case/event-codes.ts';
import { writeAndDispatch, type CaseActionResult } from './case-actions/case-action.ts';

/** A person's part in a case, as the declaration lists it. */
export type PersonNamed =
  | 'complainant'
  | 'complained about'
  | 'team complained about'
  | 'complaints officer'
  | Appointment;

/**
 * The text that an appointed person reads before they sign: their part, the declaration, and the people they must be
 * independent of.
 */
export interface Declaration extends Independence {
  reference: string;
  words: string;
  citation: string;
  people: { part: PersonNamed; name: string }[];
}

const missing = refuse('not found', { code: 'no-such-case', params: {} });

/** The declaration that a user is asked for on a case. Undefined if there is none, or no such case. */
export async function declarationFor(
  deps: Pick<Dependencies, 'store' | 'council'>,
  { caseId, by }: { caseId: string; by: User },
): Promise<Declaration | undefined> {
  const file = await deps.store.file(caseId);
  const independence = file && independenceOf(by, file.state);
  if (!independence || !may(by, { do: 'declare independence' }, file.state, deps.council)) return undefined;
  return {
    reference: file.state.reference,
    ...independence,
    ...declarations[independence.part],
    people: peopleOf(deps, file, by),
  };
}

/** Only names: enough for the reader to say whether they know these people. */
function peopleOf(
  { council }: Pick<Dependencies, 'council'>,
  { state, persons }: CaseFile,
  by: User,
): Declaration['people'] {
  const complainant = persons.find(({ id }) => id === state.person)?.name;
  const named = (part: PersonNamed, id: string | undefined) => {
    const name = id === undefined || id === by.id ? undefined : userById(council, id)?.name;
    return name === undefined ? [] : [{ part, name }];
  };
  return [
    ...(complainant === undefined ? [] : [{ part: 'complainant' as const, name: complainant }]),
    ...(state.facts.complainedAbout ?? []).flatMap((id) => named('complained about', id)),
    ...(state.facts.team === undefined
      ? []
      : [{ part: 'team complained about' as const, name: state.facts.team }]),
    ...named('complaints officer', state.facts.handler),
    ...roleHolders(state).flatMap(({ role, id }) => named(role, id)),
  ];
}

/**
 * Signs the declaration of independence in the words for this part, or declines the appointment with a reason that the
 * complaints officer can read; the open steps can then be assigned to someone else. Signing again changes nothing. The
 * complainant is told by letter: the names once everyone of the stage has signed, and that someone has stepped back.
 */
export async function declareIndependence(
  deps: Dependencies,
  command: { caseId: string; by: User; decision: { do: 'sign' } | { do: 'decline'; reason: string } },
): Promise<CaseActionResult> {
  const { caseId, by, decision } = command;
  return writeAndDispatch(deps, caseId, ({ state }) => {
    const independence = independenceOf(by, state);
    if (!independence || !may(by, { do: 'declare independence' }, state, deps.council))
      return { answer: missing };
    const { part, said } = independence;
    const base = { at: deps.clock.now(), by: `user:${by.id}` as const };
    const context = { council: deps.council, now: base.at };
    const letters = lettersEntry(state, base.at);
    if (decision.do === 'decline') {
      const told = said === 'declined' ? [] : lettersOnLeaving(state, { part, id: by.id }, context);
      const declined = declineAppointment(deps, state, base, { part, reason: decision.reason });
      return { events: [...declined, ...told], outbox: [letters] };
    }
    if (said === 'signed') return { answer: { ok: true, state } };
    const { words } = declarations[part];
    const signed: NewEvent = { ...base, type: 'independence-declared', part, words };
    const named = lettersNaming(record(caseId, state, [signed]).after, context);
    return { events: [signed, ...named], outbox: named.length === 0 ? [] : [letters] };
  });
}

/**
 * The events of declining: the open steps of the person become unassigned, and the complaints officer gets an alert.
 */
function declineAppointment(
  { council }: Pick<Dependencies, 'council'>,
  state: Case,
  base: Pick<NewEvent, 'at'> & { by: `user:${string}` },
  { part, reason }: { part: Independence['part']; reason: string },
): NewEvent[] {
  const mine = state.tasks.filter(
    ({ status, assignee }) => status === 'open' && `user:${assignee}` === base.by,
  );
  return [
    { ...base, type: 'appointment-declined', part, reason },
    ...mine.map(({ key }): NewEvent => ({
      ...base,
      type: 'unassigned',
      task: key,
      reason: 'holder-declined' satisfies SystemReason,
    })),
    ...lettersFor(
      'alert-appointment-declined',
      ['complaints-officer'],
      `declined-${state.version}`,
      state,
      taskOfLetter(state, undefined),
      { council, now: base.at },
    ),
  ];
}
