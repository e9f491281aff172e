import { record } from '../domain/case/replay.ts';
import type { Case } from '../domain/case/case.ts';
import type { Actor } from '../domain/case/events.ts';
import { partiesOf } from '../domain/case/parties.ts';
import type { Person } from '../domain/case/stored-rows.ts';
import { ownPoints, type Facts, type Point } from '../domain/case/facts.ts';
import { invalid, type Refused } from '../domain/text/refusal.ts';
import type { Dependencies } from '../dependencies.ts';
import { dispatchNow } from './dispatch.ts';
import type { CaseFile } from '../ports.ts';
import { newReference, ReferenceTaken } from './new-reference.ts';
import { procedureStart } from './runs/procedure-start.ts';
import { UnknownCase, writeCase } from './write-case.ts';
import type { SystemReason } from '../domain/case/event-codes.ts';

/** Points of a case that will be handled under another procedure, and the reason. */
export interface Split {
  caseId: string;
  points: readonly string[];
  procedure: string;
  reason: string;
  by: Actor;
}

export type SplitResult = { ok: true; reference: string } | Refused<'invalid'>;

/**
 * Facts that the new case takes over from the old one: the people, what protects them and what they want. It does not
 * take over how the other points were filed, the findings or the appointments.
 */
const carriedOver = [
  'handler',
  'serviceArea',
  'team',
  'relation',
  'actsFor',
  'standingAcceptedOn',
  'standingReason',
  'lookedAfter',
  'childBornOn',
  'madeByChild',
  'complainedAbout',
  'othersComplainedAbout',
  'usersInConflict',
  'consent',
  'consentSaid',
  'competence',
  'aboutWhom',
  'wishedOutcome',
  'reachSafely',
  'advocacyOffered',
  'advocacyWanted',
  'advocacyProvider',
  'advocateAppointed',
] as const satisfies readonly (keyof Facts)[];

/**
 * Splits points off to a case of their own under another procedure (law.md section 2). It has the same complainant, the
 * same messages and the same day of receipt, so its clocks count from that day. Happens once for the same points and
 * procedure, however often it is called.
 */
export async function splitCase(deps: Dependencies, split: Split): Promise<SplitResult> {
  const file = await deps.store.file(split.caseId);
  if (!file) throw new UnknownCase('no such case');
  const once = `split:${split.caseId}:${split.procedure}:${split.points.join()}`;
  const known = await deps.store.find({ once });
  if (known === undefined) {
    const refusal = refuseSplit(deps, file.state, split);
    if (refusal) return refusal;
  }
  const reference = known ?? (await openCase(deps, file, split, once));
  await writeCase(deps, split.caseId, ({ state }) => {
    if (state.links.some(({ to }) => to === reference)) return { answer: undefined };
    const base = { at: deps.clock.now(), by: split.by };
    const { points, procedure } = split;
    return {
      events: [
        { ...base, type: 'split', points: [...points], to: reference, procedure },
        { ...base, type: 'linked', to: reference, why: 'points-handled-there' satisfies SystemReason },
      ],
    };
  });
  return { ok: true, reference };
}

function refuseSplit(
  deps: Dependencies,
  state: Case,
  { points, procedure }: Split,
): Refused<'invalid'> | undefined {
  const chosen = deps.procedures.forFeedback(state.receivedOn).map(({ id }) => id);
  if (!chosen.includes(procedure))
    return invalid({ field: 'procedure', code: 'unknown-procedure', params: { procedures: chosen } });
  const there = (state.facts.points ?? [])
    .filter((point) => point.case === undefined && point.route === undefined)
    .map(({ id }) => id);
  if (points.length === 0 || !points.every((id) => there.includes(id)))
    return invalid({ field: 'points', code: 'unknown-points', params: { points: there } });
  if (ownPoints(state.facts).every(({ id }) => points.includes(id)))
    return invalid({ field: 'points', code: 'keep-one-point', params: {} });
  return undefined;
}

async function openCase(
  deps: Dependencies,
  { state, persons, messages }: CaseFile,
  split: Split,
  once: string,
): Promise<string> {
  const chosen = deps.procedures.on(split.procedure, state.receivedOn);
  if (!chosen.ok) throw new ReferenceTaken(chosen.reason);
  const reference = await newReference(deps, state.receivedOn);
  const now = deps.clock.now();
  const base = { at: now, by: split.by };
  const start = procedureStart(deps, { id: reference, runs: [] }, { procedure: chosen.procedure, now });
  const points: Point[] = (state.facts.points ?? [])
    .filter(({ id }) => split.points.includes(id))
    .map(({ text }, index) => ({ id: `P${index + 1}`, text }));
  const facts: Facts = {
    ...Object.fromEntries(
      carriedOver.flatMap((name) => (state.facts[name] === undefined ? [] : [[name, state.facts[name]]])),
    ),
    kind: chosen.procedure.feedback?.[0] ?? 'complaint',
    procedure: split.procedure,
    procedureReason: split.reason,
    summary: points.map(({ text }) => text).join('\n\n'),
    points,
  };
  const [message] = messages;
  const others = partiesCarried(state, persons);
  const { events, after } = record(reference, undefined, [
    {
      ...base,
      type: 'received',
      reference,
      kind: state.kind,
      channel: state.channel,
      receivedAt: state.receivedAt,
      receivedOn: state.receivedOn,
      ...(state.person === undefined ? {} : { person: state.person }),
      message: 'M1',
      splitFrom: state.id,
    },
    { ...base, type: 'facts-recorded', facts },
    ...others.map(({ party }) => ({ ...base, type: 'party-added' as const, ...party })),
    { ...base, type: 'linked', to: state.id, why: 'part-of-complaint' satisfies SystemReason },
    ...start.events,
  ]);
  const result = await deps.store.change({
    caseId: reference,
    expectedVersion: 0,
    events,
    after,
    persons: [
      ...persons.filter(({ id }) => id === state.person),
      ...others.flatMap(({ person }) => person ?? []),
    ],
    messages: message ? [{ ...message, id: 'M1' }] : [],
    outbox: start.outbox,
    once: [once],
  });
  if (!result.ok) {
    if (result.reason === 'once') return result.caseId;
    throw new ReferenceTaken(`the number of ${reference} was given twice`);
  }
  await dispatchNow(deps, start.outbox);
  return reference;
}

/** The other people who take part, numbered after the complainant, with what is known of them. */
function partiesCarried(state: Case, persons: readonly Person[]) {
  const first = Number(state.person?.slice(1) ?? 0) + 1;
  return partiesOf(state)
    .filter(({ id, ended }) => ended === undefined && id !== state.person)
    .map(({ id, roles, copies, user }, index) => {
      const party = `P${first + index}`;
      const person = persons.find((one) => one.id === id);
      return {
        party: { party, roles, copies, ...(user === undefined ? {} : { user }) },
        person: person && { ...person, id: party },
      };
    });
}
