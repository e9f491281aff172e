import { nextRun, type Case } from '../../domain/case/case.ts';
import type { Actor, NewEvent } from '../../domain/case/events.ts';
import type { Facts } from '../../domain/case/facts.ts';
import { record } from '../../domain/case/replay.ts';
import type { Instant } from '../../domain/time/civil-date.ts';
import type { Dependencies } from '../../dependencies.ts';
import { proceduresAlongside } from '../../../workflows/procedures/index.ts';
import { type EventsAndOutbox, noEvents, together } from '../events-and-outbox.ts';
import { startAlongside } from '../runs/start-alongside.ts';
import { releaseTasks } from './complained-about.ts';

/**
 * What a merged case knows that protects people or says what they want, for the case that goes on: whoever is complained
 * about in one of the two may not see what both have now, and an advocate who is wanted is looked for there, since the day
 * they were first. `startedBefore`: how many runs the merge has started already.
 */
export function factsOfMerged(
  deps: Pick<Dependencies, 'procedures' | 'definitionOf' | 'council'>,
  from: Case,
  into: Case,
  { now, by, startedBefore }: { now: Instant; by: Actor; startedBefore: number },
): EventsAndOutbox {
  const facts = newFacts(from.facts, into.facts);
  if (Object.keys(facts).length === 0) return noEvents;
  const recorded: NewEvent = { at: now, by, type: 'facts-recorded', facts };
  const { after } = record(into.id, into, [recorded]);
  const events = [recorded, ...releaseTasks(into, after, { now, by }, deps.council)];
  const sought = from.runs.find(
    ({ procedure, status }) => procedure === proceduresAlongside.findAdvocate && status === 'running',
  );
  if (!sought?.matter || into.facts.advocacyWanted || after.facts.advocateAppointed !== undefined)
    return { events, outbox: [] };
  const start = startAlongside(deps, into, {
    procedure: proceduresAlongside.findAdvocate,
    matter: sought.matter,
    run: nextRun(into) + startedBefore,
    now,
    by,
  });
  return together([{ events, outbox: [] }, start]);
}

function newFacts(from: Facts, into: Facts): Facts {
  const about = [...new Set([...(into.complainedAbout ?? []), ...(from.complainedAbout ?? [])])];
  const inConflict = [...new Set([...(into.usersInConflict ?? []), ...(from.usersInConflict ?? [])])];
  const others = [...new Set([into.othersComplainedAbout, from.othersComplainedAbout])].filter(
    (one) => one !== undefined,
  );
  const yes = (['lookedAfter', 'advocacyOffered', 'advocacyWanted'] as const).filter(
    (fact) => from[fact] === true && into[fact] !== true,
  );
  const added = (
    ['childBornOn', 'reachSafely', 'wishedOutcome', 'advocacyProvider', 'advocateAppointed'] as const
  ).filter((fact) => from[fact] !== undefined && into[fact] === undefined);
  return {
    ...(about.length > (into.complainedAbout ?? []).length ? { complainedAbout: about } : {}),
    ...(inConflict.length > (into.usersInConflict ?? []).length ? { usersInConflict: inConflict } : {}),
    ...(from.othersComplainedAbout === undefined ? {} : { othersComplainedAbout: others.join('\n') }),
    ...Object.fromEntries([...yes, ...added].map((fact) => [fact, from[fact]])),
  };
}
