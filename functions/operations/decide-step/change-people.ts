import { textOf } from '../../domain/case/answer-text.ts';
import { runOf, type Case, type Task } from '../../domain/case/case.ts';
import type { Answers, NewEvent } from '../../domain/case/events.ts';
import { partyOf } from '../../domain/case/parties.ts';
import { PartyCopies } from '../../domain/case/party.ts';
import { endedAfterDeath } from '../../domain/case/superseded.ts';
import { answersByMeaning, underFieldName } from '../../domain/decisions/answers-by-meaning.ts';
import { changePerson, type Details } from '../../domain/people/change-person.ts';
import { EmailAddress } from '../../domain/text/email-address.ts';
import { invalid, type FieldRefusal } from '../../domain/text/refusal.ts';
import { londonDate, type Instant } from '../../domain/time/civil-date.ts';
import type { Person } from '../../domain/case/stored-rows.ts';
import type { SystemReason } from '../../domain/case/event-codes.ts';
import type { User } from '../../domain/council/council.ts';
import type { Dependencies } from '../../dependencies.ts';
import type { CaseFile } from '../../ports.ts';
import { meaningOfField } from '../../../workflows/procedures/field-meaning.ts';
import { eighteenPrefix } from '../../../workflows/procedures/people-change.ts';
import type { FieldMeaning } from '../../../workflows/procedures/meanings.ts';
import type { Outcome } from '../../../workflows/procedures/procedure.ts';
import type { CaseActionRefusal } from '../case-actions/case-action.ts';
import { followPeople, type PeopleChange } from '../case-actions/parties.ts';
import { newParty, partyChanged } from '../case-actions/new-party.ts';
import { noEvents } from '../events-and-outbox.ts';
import { endFromOutside } from '../runs/end-from-outside.ts';

const nothing: PeopleChange = { ...noEvents, letters: [] };

/** Answers that are kept with a person and not in the decision, because no event has personal data. */
const keptWithPerson: ReadonlySet<FieldMeaning | undefined> = new Set<FieldMeaning>([
  'partyName',
  'partyEmail',
  'partyPhone',
  'partyAddress',
  'actorName',
  'actorEmail',
  'actorPhone',
  'actorAddress',
  'bodyContact',
  'bodyReachedBy',
]);

/** A decision without the answers that are kept with a person. */
export const withoutDetails = ({ form }: Outcome, events: readonly NewEvent[]): NewEvent[] =>
  events.map((event) =>
    event.type === 'decided'
      ? {
          ...event,
          answers: Object.fromEntries(
            Object.entries(event.answers).filter(([name]) => {
              const field = form[name];
              return field === undefined || !keptWithPerson.has(meaningOfField(name, field));
            }),
          ),
        }
      : event,
  );

/**
 * What a decision does to the people of a case and to its end: who continues for a complainant who died, the end of a
 * complaint that no one continues, and what a young person wants who is 18 now.
 */
export function changePeople(
  deps: Dependencies,
  file: CaseFile,
  { task, outcome, decided }: { task: Task; outcome: Outcome | undefined; decided: readonly NewEvent[] },
  { now, by }: { now: Instant; by: User | 'complainant' },
): PeopleChange | CaseActionRefusal {
  const answers = decided.find((event) => event.type === 'decided')?.answers;
  if (!outcome || !answers || by === 'complainant') return nothing;
  const meant = answersByMeaning(outcome.form, answers);
  const at = { now, by: `user:${by.id}` as const };
  const result = changeOf(deps, file, { task, effect: outcome.effect, meant }, at);
  if (!('ok' in result)) return result;
  return result.errors === undefined
    ? result
    : { ...result, errors: result.errors.map((error) => underFieldName(outcome.form, error)) };
}

interface At {
  now: Instant;
  by: `user:${string}`;
}

function changeOf(
  deps: Dependencies,
  file: CaseFile,
  { task, effect, meant }: { task: Task; effect: Outcome['effect']; meant: Answers },
  at: At,
): PeopleChange | CaseActionRefusal {
  switch (effect) {
    case 'name successor':
      return successor(deps, file, meant, at);
    case 'end after death':
      return endOfComplaint(file.state, textOf(meant['reason']), at);
    case 'record young person':
      return youngPerson(deps, file, { task, meant }, at);
    default:
      return nothing;
  }
}

/** The contact details of an answer, or what is wrong with them. */
function contactIn(meant: Answers, whose: 'party' | 'actor'): { details: Details; wrong?: FieldRefusal } {
  const [email, phone, address] = ['Email', 'Phone', 'Address'].map((way) => textOf(meant[`${whose}${way}`]));
  const details = {
    ...(email ? { email } : {}),
    ...(phone ? { phone } : {}),
    ...(address ? { address } : {}),
  };
  return email && !EmailAddress.safeParse(email).success
    ? { details, wrong: { field: `${whose}Email`, code: 'not-an-email-address', params: {} } }
    : { details };
}

/** Someone with standing becomes the complainant and is told by letter, with a private link of their own. */
function successor(
  deps: Dependencies,
  file: CaseFile,
  meant: Answers,
  { now, by }: At,
): PeopleChange | CaseActionRefusal {
  const { details, wrong } = contactIn(meant, 'party');
  if (wrong) return invalid(wrong);
  if (details.email === undefined && details.address === undefined)
    return invalid({ field: 'partyEmail', code: 'answer-needed', params: {} });
  const { event, person } = newParty(
    deps,
    file.state,
    {
      roles: ['complainant'],
      copies: 'all letters',
      details: { name: textOf(meant['partyName']), ...details },
      reason: textOf(meant['reason']),
    },
    { now, by },
  );
  return followPeople(deps, file, [event], [person]);
}

/** The complaint ends where it is, with a reason of its own: it was neither withdrawn nor answered. */
function endOfComplaint(state: Case, reason: string, at: At): PeopleChange | CaseActionRefusal {
  if (state.status === 'closed') return nothing;
  const ended = endFromOutside(
    state,
    {
      outcome: endedAfterDeath,
      resumed: 'complainant-died' satisfies SystemReason,
      because: [{ at: at.now, by: at.by, type: 'ended-after-death', reason }],
      as: 'ended after the complainant died',
    },
    at,
  );
  return 'ok' in ended ? ended : { ...nothing, ...ended };
}

/**
 * What a young person wants: how to reach them, what they get, if they are a complainant now, and who acts for them. The
 * person who acts for them has their consent, and gets copies of all letters.
 */
function youngPerson(
  deps: Dependencies,
  file: CaseFile,
  { task, meant }: { task: Task; meant: Answers },
  { now, by }: At,
): PeopleChange | CaseActionRefusal {
  const { state, persons } = file;
  const { details, wrong } = contactIn(meant, 'party');
  if (wrong) return invalid(wrong);
  const party = partyOf(state, runOf(state, task.run).matter?.id.slice(eighteenPrefix.length));
  if (!party) return nothing;
  const reason = textOf(meant['reason']);
  const { person, changed } = changePerson(
    persons.find(({ id }) => id === party.id) ?? { id: party.id },
    details,
    {
      at: now,
      by,
      reason,
    },
  );
  const speaks = meant['whoSpeaks'] === 'themselves';
  if (speaks && person.email === undefined && person.address === undefined)
    return invalid({ field: 'partyEmail', code: 'answer-needed', params: {} });
  const asked = PartyCopies.safeParse(meant['partyCopies']);
  const copies = asked.success ? asked.data : party.copies;
  const roles = speaks ? [...new Set([...party.roles, 'complainant' as const])] : party.roles;
  const changes: NewEvent[] = [
    ...partyChanged(deps, { person, changed }, reason, { now, by }),
    ...(copies === party.copies && roles.length === party.roles.length
      ? []
      : [{ at: now, by, type: 'party-roles-changed' as const, party: party.id, roles, copies, reason }]),
  ];
  const acting = actorOf(deps, state, meant, { now, by });
  if (acting && 'ok' in acting) return acting;
  const events = [...changes, ...(acting?.events ?? [])];
  const all = [...(changed.length === 0 ? [] : [person]), ...(acting?.persons ?? [])];
  return events.length === 0 ? nothing : followPeople(deps, file, events, all);
}

const actorRoles = ['representative', 'advocate', 'solicitor'] as const;

/** The person who acts for a young person, as a party with their consent. Undefined if no one is named. */
function actorOf(
  deps: Dependencies,
  state: Case,
  meant: Answers,
  { now, by }: At,
): { events: NewEvent[]; persons: Person[] } | CaseActionRefusal | undefined {
  const name = textOf(meant['actorName']);
  if (name === '') return undefined;
  const { details, wrong } = contactIn(meant, 'actor');
  if (wrong) return invalid(wrong);
  const role = actorRoles.find((one) => one === meant['actorRole']) ?? 'representative';
  const authority = { kind: 'consent' as const, on: londonDate(now) };
  const added = newParty(
    deps,
    state,
    {
      roles: [role],
      copies: 'all letters',
      details: { name, ...details, authority },
      reason: textOf(meant['reason']),
    },
    { now, by },
  );
  return { events: [added.event], persons: [added.person] };
}
