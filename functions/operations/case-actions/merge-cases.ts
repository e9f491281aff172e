import type { Case } from '../../domain/case/case.ts';
import type { SystemReason } from '../../domain/case/event-codes.ts';
import type { Actor, NewEvent } from '../../domain/case/events.ts';
import { merged, occasionOfMerge } from '../../domain/case/superseded.ts';
import { lettersFor } from '../../domain/correspondence/prepare-letters.ts';
import { taskOfLetter } from '../../domain/correspondence/letter-values.ts';
import type { User } from '../../domain/council/council.ts';
import { may } from '../../domain/people/may.ts';
import type { Instant } from '../../domain/time/civil-date.ts';
import { invalid, refuse } from '../../domain/text/refusal.ts';
import type { Dependencies } from '../../dependencies.ts';
import type { CaseFile } from '../../ports.ts';
import { proceduresAlongside } from '../../../workflows/procedures/index.ts';
import { together, type EventsAndOutbox } from '../events-and-outbox.ts';
import { dispatchNow } from '../dispatch.ts';
import { endFromOutside, ownTask } from '../runs/end-from-outside.ts';
import { writeCase } from '../write-case.ts';
import { actOnCase, type CaseActionRefusal, type CaseActionResult } from './case-action.ts';
import { callOffLetters } from './call-off-letters.ts';
import { correctCase } from './correct-case.ts';
import { draftsOfMerged } from './drafts-of-merged.ts';
import { factsOfMerged } from './facts-of-merged.ts';
import { endFollowUps } from './follow-up.ts';
import { taskOfDraftOver } from './letter-drafts.ts';
import { followPeople } from './parties.ts';
import { notTaken, papersOfMerged, takeInBefore } from './messages-of-merged.ts';
import { peopleOfMerged } from './people-of-merged.ts';
import { lettersEntry } from '../letters-entry.ts';
import { messageDealtWith } from '../message-dealt-with.ts';
import { type LetterName, mergeLetter } from '../../../workflows/letters/letter-names.ts';
import { linkTo } from './link-cases.ts';

interface Merge {
  caseId: string;
  /** The case that goes on. */
  into: string;
  reason: string;
  by: User;
}

/**
 * Merges a case into another one that is about the same complaint (decision 0042). The other case gets its messages and
 * documents, the letters that are being written on it, and the earlier day of receipt of the two, from which its clocks are worked out again. The merged case ends
 * and leads to the other. A merge that was interrupted is completed when it is asked for again. The answer is the case
 * that goes on.
 */
export async function mergeCases(deps: Dependencies, merge: Merge): Promise<CaseActionResult> {
  const { caseId, into, reason, by } = merge;
  const [from, other] = await Promise.all([deps.store.file(caseId), deps.store.state(into)]);
  if (!from || !may(by, { do: 'read case' }, from.state, deps.council))
    return refuse('not found', { code: 'no-such-case', params: {} });
  const refusal = refuseMerge(deps, from.state, other, merge);
  if (refusal || !other) return refusal ?? noSuchCase;
  if (from.state.receivedAt < other.receivedAt) {
    const corrected = await correctCase(deps, {
      caseId: into,
      by,
      request: { what: 'receivedOn', value: from.state.receivedAt, confirmed: true, reason },
    });
    if (!corrected.ok) return corrected;
  }
  const taken = await takeIn(deps, from, merge);
  if (!taken.ok) return taken;
  const moved = await moveMessages(deps, merge);
  if (!moved.ok) return moved;
  const ended = await actOnCase(deps, caseId, by, (file) => endOf(deps, file, merge));
  return ended.ok ? taken : ended;
}

const sameComplaint = 'same-complaint' satisfies SystemReason;

const noSuchCase = invalid({ field: 'into', code: 'no-such-case', params: {} });

function refuseMerge(
  deps: Dependencies,
  from: Case,
  other: Case | undefined,
  { into, by }: Merge,
): CaseActionRefusal | undefined {
  if (!may(by, { do: 'act on case' }, from, deps.council))
    return refuse('not allowed', { code: 'officers-only', params: {} });
  if (into === from.id) return invalid({ field: 'into', code: 'same-case', params: {} });
  if (!other || !may(by, { do: 'act on case' }, other, deps.council)) return noSuchCase;
  if (other.status === 'closed')
    return refuse('conflict', { code: 'merge-into-closed', params: { reference: other.reference } });
  if (other.tasks.length === 0) return refuse('conflict', { code: 'case-not-begun', params: {} });
  if (from.status === 'closed') return refuseClosed(from);
  const own = ownTask(from);
  return own.ok ? undefined : own;
}

/** A closed case can be merged if no one was given a result of it: nothing that counted stops counting. */
function refuseClosed(from: Case): CaseActionRefusal | undefined {
  if (from.mergedInto !== undefined) return refuse('conflict', { code: 'merged-case-over', params: {} });
  const hasResult =
    from.outcome !== undefined ||
    from.withdrawn !== undefined ||
    from.resolvedInformallyOn !== undefined ||
    from.endedAfterDeathOn !== undefined ||
    (from.stageFindings ?? []).length > 0;
  return hasResult ? refuse('conflict', { code: 'merged-case-answered', params: {} }) : undefined;
}

/** The other case takes in what the merged one has, once: what is too much for one change, in parts before. */
async function takeIn(deps: Dependencies, from: CaseFile, merge: Merge): Promise<CaseActionResult> {
  const { into, reason } = merge;
  const by = `user:${merge.by.id}` as const;
  await takeInBefore(deps, from, { into, by, reason });
  const result = await writeCase<CaseActionRefusal | undefined>(deps, into, (file) => {
    if (file.state.mergedFrom?.includes(from.state.id)) return { answer: undefined };
    const base = { at: deps.clock.now(), by };
    const { messages, documents, papers, received, starts } = papersOfMerged(
      deps,
      from,
      file,
      notTaken(from, file),
      { ...base, reason },
    );
    const people = peopleOfMerged(from, file, papers, { ...base, reason });
    const followed = followPeople(deps, file, people.events, people.persons);
    if ('ok' in followed) return { answer: followed };
    const facts = factsOfMerged(deps, from.state, file.state, {
      now: base.at,
      by,
      startedBefore: starts.outbox.length,
    });
    const drafts = draftsOfMerged(
      deps,
      from,
      file,
      new Map([...papers, ...people.people.map(({ from: there, to }) => [there, to] as const)]),
      { by: merge.by, now: base.at, startedBefore: starts.outbox.length + facts.outbox.length },
    );
    const told = lettersFor(
      mergeLetter,
      ['complainant'],
      occasionOfMerge(from.state.id),
      file.state,
      taskOfLetter(file.state, undefined),
      { council: deps.council, now: base.at },
    );
    const events: NewEvent[] = [
      { ...base, type: 'merged-from', from: from.state.id, reason, people: people.people },
      ...received,
      ...linkTo(file.state, from.state.id, sameComplaint, base),
      // Anyone who is new gets a private link with the letter about the merge.
      ...followed.events.filter(
        (event) =>
          event.type !== 'letter-prepared' || event.template !== ('private-link' satisfies LetterName),
      ),
      ...told,
      ...starts.events,
      ...facts.events,
      ...drafts.events,
    ];
    return {
      events,
      messages,
      documents,
      letterDrafts: drafts.letterDrafts,
      persons: followed.persons ?? [],
      letters: followed.letters,
      outbox: [
        ...starts.outbox,
        ...facts.outbox,
        ...drafts.outbox,
        ...followed.outbox,
        ...(told.length === 0 ? [] : [lettersEntry(file.state, base.at)]),
      ],
    };
  });
  if ('answer' in result && result.answer) return result.answer;
  if ('outbox' in result) await dispatchNow(deps, result.outbox);
  const state = 'written' in result ? result.written : await deps.store.state(into);
  return state ? { ok: true, state } : noSuchCase;
}

/** So many messages that wait are left to the change that ends the case: each is up to four of its at most 100 rows. */
const mostMoved = 10;

/** Deals with messages that wait on the merged case, so many in one change, until the rest can end with the case. */
async function moveMessages(deps: Dependencies, { caseId, into, by }: Merge): Promise<CaseActionResult> {
  for (;;) {
    const moved = await actOnCase(deps, caseId, by, ({ state }) => {
      const { openMessages = [] } = state;
      if (openMessages.length <= mostMoved) return { events: [] };
      // The one that leads goes last, with those that it leads.
      const some = openMessages.filter(({ leads }) => leads !== true).slice(0, mostMoved);
      return movedMessages(deps, state, some, into, { now: deps.clock.now(), by: `user:${by.id}` });
    });
    if (!moved.ok || (moved.state.openMessages ?? []).length <= mostMoved) return moved;
  }
}

/** Messages that wait are work in the other case now. */
const movedMessages = (
  deps: Dependencies,
  state: Case,
  messages: NonNullable<Case['openMessages']>,
  into: string,
  at: { now: Instant; by: Actor },
): EventsAndOutbox =>
  together(
    messages.map(({ message, leads }) =>
      messageDealtWith(
        deps,
        state,
        {
          message,
          how: 'moved',
          to: into,
          done: '',
          ...(leads === true && state.furtherMessages ? { further: state.furtherMessages } : {}),
        },
        at,
      ),
    ),
  );

/**
 * The end of the merged case: its open step, what goes on in the other case instead, its letters
 * that have not left, and the case itself.
 */
function endOf(deps: Dependencies, file: CaseFile, { into, reason, by: user }: Merge) {
  const { state, letters, letterDrafts } = file;
  const at = { now: deps.clock.now(), by: `user:${user.id}` as const };
  const base = { at: at.now, by: at.by };
  const unsent = letters.filter(({ to }) => to === 'complainant');
  const calledOff = callOffLetters(deps, state, unsent, { ...at, reason, detail: merged });
  const because: NewEvent[] = [
    { ...base, type: 'merged-into', into, reason },
    ...calledOff.events,
    ...linkTo(state, into, sameComplaint, base),
  ];
  const letterDraftsDone = letterDrafts.map(({ id }) => id);
  const advocate = {
    procedures: [proceduresAlongside.findAdvocate],
    effect: 'call off',
    answers: {},
  } as const;
  const sought = endFollowUps(deps, state, advocate, at);
  const moved = movedMessages(deps, state, state.openMessages ?? [], into, at);
  because.push(...sought.events, ...moved.events);
  const outbox = [...calledOff.outbox, ...sought.outbox, ...moved.outbox];
  for (const draft of letterDraftsDone) {
    const over = taskOfDraftOver(deps, state, draft, base.by);
    if ('ok' in over) return over;
    because.push(...over.events, { ...base, type: 'letter-drafted', draft, what: 'moved' });
    outbox.push(...over.outbox);
  }
  if (state.status === 'closed')
    return { events: because, outbox, letters: calledOff.letters, letterDraftsDone };
  const ended = endFromOutside(state, { outcome: merged, resumed: reason, because, as: merged }, at);
  return 'ok' in ended
    ? ended
    : {
        ...ended,
        outbox: [...ended.outbox, ...outbox],
        letters: calledOff.letters,
        letterDraftsDone,
      };
}
