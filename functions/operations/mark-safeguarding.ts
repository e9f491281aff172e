import { openTasks } from '../domain/case/case.ts';
import { lettersStopped } from '../domain/case/parties.ts';
import type { Actor, markSources, NewEvent } from '../domain/case/events.ts';
import type { Message } from '../domain/case/stored-rows.ts';
import { lettersFor } from '../domain/correspondence/prepare-letters.ts';
import {
  advisedOn,
  safeguardingAdvice,
  safeguardingAlert,
} from '../domain/correspondence/safeguarding-letters.ts';
import type { User } from '../domain/council/council.ts';
import { dangerWordsIn } from '../domain/text/danger-words.ts';
import { refuse } from '../domain/text/refusal.ts';
import { londonDate, type Instant } from '../domain/time/civil-date.ts';
import type { Dependencies } from '../dependencies.ts';
import type { CaseFile } from '../ports.ts';
import { proceduresAlongside } from '../../workflows/procedures/index.ts';
import { hoursToLook } from '../../workflows/procedures/safeguarding.ts';
import { actOnCase, type CaseActionResult } from './case-actions/case-action.ts';
import { lettersEntry } from './letters-entry.ts';
import { startAlongside } from './runs/start-alongside.ts';
import type { EventsAndOutbox } from './events-and-outbox.ts';

/** A mark that someone may be in danger: who or what says so, why, and about which message. */
export interface SafeguardingMark {
  source: (typeof markSources)[number];
  reason?: string;
  message?: string;
  words?: readonly string[];
}

/** What marking needs to know of the case. */
type Marked = Pick<CaseFile, 'state' | 'persons' | 'events'>;

const milliseconds = { anHour: 3_600_000 };

/**
 * The changes that mark a case (law.md section 2, "Safeguarding comes first"). The first mark starts the run in which a
 * person looks at once; its step alerts and advises as it opens. While such a step is open a further mark alerts again.
 * `answerable`: the sender may be written to at once, because what was marked is no automatic mail. `oneOfMany`: so many
 * messages come that the people who look were told within the hour, and the mark is before them already.
 */
export function safeguardingMark(
  deps: Pick<Dependencies, 'procedures' | 'definitionOf' | 'council'>,
  file: Marked,
  { source, reason, message, words }: SafeguardingMark,
  {
    now,
    by,
    answerable,
    oneOfMany = false,
  }: { now: Instant; by: Actor; answerable: boolean; oneOfMany?: boolean },
): EventsAndOutbox {
  const { state } = file;
  const runs = state.runs.filter(({ procedure }) => procedure === proceduresAlongside.safeguarding);
  const marks = file.events.filter(({ type }) => type === 'safeguarding-marked').length;
  const mark = `S${marks + 1}`;
  const marked: NewEvent = {
    at: now,
    by,
    type: 'safeguarding-marked',
    mark,
    source,
    ...(reason === undefined ? {} : { reason }),
    ...(message === undefined ? {} : { message }),
    ...(words === undefined || words.length === 0 ? {} : { words: [...words] }),
  };
  const quiet = !answerable || !mayAdvise(file, now);
  const open = runs.find(({ status }) => status === 'running');
  const task = open && openTasks(state).find(({ run }) => run === open.run);
  const anHourAgo = new Date(Date.parse(now) - milliseconds.anHour).toISOString();
  const wereTold = state.letters.some(
    ({ template, preparedAt }) => template === safeguardingAlert && preparedAt > anHourAgo,
  );
  if (open && task && oneOfMany && wereTold) return { events: [marked], outbox: [] };
  if (open && task) {
    const context = { council: deps.council, now };
    const letters = [
      ...lettersFor(
        safeguardingAlert,
        ['duty-contact', 'complaints-officer'],
        `safeguarding/${mark}`,
        state,
        task,
        context,
      ),
      ...(quiet
        ? []
        : lettersFor(safeguardingAdvice, ['complainant'], `safeguarding/${mark}`, state, task, context)),
    ];
    return { events: [marked, ...letters], outbox: [lettersEntry(state, now)] };
  }
  // The step is about to open and to alert.
  if (open) return { events: [marked], outbox: [] };
  const lookBy = new Date(Date.parse(now) + (hoursToLook ?? 0) * milliseconds.anHour).toISOString();
  const start = startAlongside(deps, state, {
    procedure: proceduresAlongside.safeguarding,
    matter: {
      id: mark,
      from: londonDate(now),
      dueOn: londonDate(lookBy),
      at: now,
      ...(quiet ? { quiet: true } : {}),
    },
    now,
    by,
  });
  return { events: [marked, ...start.events], outbox: start.outbox };
}

/**
 * Whether the sender may be sent the emergency advice: once a day, by email, and never against a wish about how to reach
 * them safely that an officer recorded, which no machine reads. What the sender of the form says of it is followed
 * already: their email address is known only if they chose to be reached by it.
 */
function mayAdvise({ state, persons, events }: Marked, now: Instant): boolean {
  const person = persons.find(({ id }) => id === state.person);
  const wish = events.findLast(
    (event) => event.type === 'facts-recorded' && event.facts.reachSafely !== undefined,
  );
  const recordedByOfficer = wish !== undefined && wish.by !== 'complainant';
  const wished = recordedByOfficer || person?.safeContact !== undefined || lettersStopped(state);
  return person?.email !== undefined && !wished && !advisedOn(state, now);
}

/** The mark of what came in: the sender says so, or words in it suggest it. Undefined for everything else. */
export function markOf(
  { id, subject, text, forwarded }: Pick<Message, 'id' | 'subject' | 'text' | 'forwarded'>,
  senderSays: boolean,
): SafeguardingMark | undefined {
  const words = dangerWordsIn(`${subject}\n${text}\n${forwarded?.text ?? ''}`);
  if (senderSays) return { source: 'form', message: id, words };
  return words.length > 0 ? { source: 'words', message: id, words } : undefined;
}

/** Marks a case because someone who may read it thinks that a person may be in danger. */
export function markSafeguarding(
  deps: Dependencies,
  command: { caseId: string; reason: string; message?: string | undefined; by: User },
): Promise<CaseActionResult> {
  const { reason, message } = command;
  return actOnCase(
    deps,
    command.caseId,
    command.by,
    (file) => {
      const about = file.messages.find(({ id }) => id === message);
      if (message !== undefined && !about)
        return refuse('not found', { code: 'no-such-message', params: {} });
      return safeguardingMark(
        deps,
        file,
        { source: 'person', reason, ...(message === undefined ? {} : { message }) },
        { now: deps.clock.now(), by: `user:${command.by.id}`, answerable: about?.automatic !== true },
      );
    },
    { do: 'mark safeguarding' },
    ({ messages }) => message === undefined || messages.some(({ id }) => id === message),
  );
}
