import { contactOf } from '../../domain/people/contacts.ts';
import { timeInWords } from '../../domain/time/time-of-day.ts';
import { londonDate, longDate } from '../../domain/time/civil-date.ts';
import { lowerFirst } from '../../domain/text/capitalise.ts';
import type { Addressee, Answers, Event } from '../../domain/case/events.ts';
import { type Outcome, titleOfStep } from '../../../workflows/procedures/procedure.ts';
import { proceduresAlongside, type Procedures } from '../../../workflows/procedures/index.ts';
import { handOver } from '../../operations/runs/hand-over.ts';
import { partyWrittenTo } from '../../domain/people/written-to.ts';
import { letterTemplate } from '../../operations/send-letter/letter-reader.ts';
import { procedureOfRun } from '../../operations/runs/procedure-of-run.ts';
import { wordFor, type Words } from '../../words/words.ts';
import { nameOf, type PageKit } from './page-kit.ts';
import type { Case } from '../../domain/case/case.ts';
import { endedAfterDeath, superseded } from '../../domain/case/superseded.ts';
import { messageFrom } from './sender-words.ts';
import { correctionWords } from './correction-words.ts';
import { procedureOfTask } from '../../domain/case/procedure-followed.ts';
import { personNamed } from '../../words/person-name.ts';

/** A task that has left the state, as its events tell of it. */
function taskOpened(events: readonly Event[], key: string) {
  const opened = events.find((event) => event.type === 'task-opened' && event.task === key);
  if (opened?.type !== 'task-opened') return undefined;
  const started = events.find((event) => event.type === 'procedure-started' && event.run === opened.run);
  return started?.type === 'procedure-started'
    ? { step: opened.step, procedure: started.procedure, procedureVersion: started.version }
    : undefined;
}

/** A task that has left the state and began before what was read of its case: it was about a message (`bounded`). */
function taskAboutMessage(procedures: Procedures, key: string) {
  const procedure = procedures.all.findLast(({ id }) => id === proceduresAlongside.dealWithMessage);
  return (
    procedure && {
      step: key.split('#', 1)[0] ?? key,
      procedure: procedure.id,
      procedureVersion: procedure.version,
    }
  );
}

/** One event as a line of the timeline of its case. `documents` and `persons` are those that the reader may see. */
export function eventWords(
  kit: PageKit,
  words: Words,
  event: Event,
  state: Case,
  events: readonly Event[],
  documents: readonly { id: string; title: string }[] = [],
  persons: readonly { id: string; name?: string | undefined; organisation?: string | undefined }[] = [],
): string {
  const procedures = kit.deps.procedures;
  const { terms } = words;
  const taskNamed = (key: string) =>
    state.tasks.find((task) => task.key === key) ??
    taskOpened(events, key) ??
    taskAboutMessage(procedures, key);
  const stepOf = (key: string) => {
    const task = taskNamed(key);
    return task && procedureOfTask(task, procedures)?.steps[task.step];
  };
  const titleOf = (key: string) => {
    const task = taskNamed(key);
    return task ? titleOfStep(procedureOfTask(task, procedures), task.step) : key;
  };
  const clockOf = (key: string, clock: string | undefined) => {
    const task = taskNamed(key);
    const procedure = task && procedureOfTask(task, procedures);
    return clock === undefined ? undefined : (procedure?.clocks?.[clock]?.title ?? clock);
  };
  const partyNamed = (id: string) => personNamed(persons, id, words);
  const addresseeOf = (to: Addressee) =>
    partyWrittenTo(to) !== undefined
      ? partyNamed(partyWrittenTo(to) ?? '')
      : to === 'complainant'
        ? terms.theComplainant
        : (contactOf(kit.deps.council, to)?.name ?? nameOf(kit, to, words));
  const letterOf = (key: string) => {
    const letter =
      state.letters.find((candidate) => candidate.key === key) ??
      events.filter((one) => one.type === 'letter-prepared').find(({ letter: named }) => named === key);
    return letter
      ? { letter: letterTemplate(letter.template).title, to: addresseeOf(letter.to) }
      : { letter: key, to: undefined };
  };
  const reasonOf = (reason: string) => wordFor(words.eventCodes.reasons, reason);
  switch (event.type) {
    case 'received':
      return words.events[event.type]({ channel: terms.byChannel[event.channel] });
    case 'procedure-started':
      return words.events[event.type]({
        procedure: procedureOfRun(procedures, { state, events }, event.run).title,
      });
    case 'run-continued':
      return words.events[event.type]();
    case 'run-ended':
      return words.events[event.type]({ as: event.as });
    case 'task-opened':
      return words.events[event.type]({ step: titleOf(event.task), due: longDate(event.due) });
    case 'assigned':
      return words.events[event.type]({
        step: titleOf(event.task),
        to: nameOf(kit, event.assignee, words),
        reason: event.reason,
      });
    case 'unassigned':
      return words.events[event.type]({ step: titleOf(event.task), reason: reasonOf(event.reason) });
    case 'milestone':
      return words.events[event.type]({
        step: clockOf(event.task, event.clock) ?? titleOf(event.task),
        milestone: wordFor(words.eventCodes.milestones, event.title),
      });
    case 'clock-started':
      return words.events[event.type]({
        clock: clockOf(event.task, event.clock) ?? event.clock,
        from: longDate(event.from),
      });
    case 'clock-ended':
      return words.events[event.type]({
        clock: clockOf(event.task, event.clock) ?? event.clock,
        on: longDate(event.on),
      });
    case 'decided': {
      const outcome = stepOf(event.task)?.outcomes[event.outcome];
      return words.events[event.type]({
        step: titleOf(event.task),
        outcome: outcome?.title ?? unknownOutcome(event.outcome, words),
        days: daysAnswered(outcome, event.answers, words),
      });
    }
    case 'extended':
      return words.events[event.type]({
        step: clockOf(event.task, event.clock) ?? titleOf(event.task),
        until: longDate(event.until),
        reason: event.reason,
      });
    case 'delay-reported':
      return words.events[event.type]({ expected: longDate(event.expected), reason: event.reason });
    case 'deadline-moved':
      return words.events[event.type]({
        step: titleOf(event.task),
        until: longDate(event.until),
        alsoUntil: event.alsoUntil === undefined ? undefined : longDate(event.alsoUntil),
        reason: event.holidays
          ? words.eventCodes.holidays({
              holidays: event.holidays.map((holiday) => ({ ...holiday, date: longDate(holiday.date) })),
            })
          : reasonOf(event.reason),
      });
    case 'frozen':
      return words.events[event.type]({ reviewOn: longDate(event.reviewOn), reason: event.reason });
    case 'resumed':
      return words.events[event.type]({ reason: reasonOf(event.reason) });
    case 'reopened':
      return words.events[event.type]({ reason: event.reason });
    case 'ended-after-death':
      return words.events[event.type]({ reason: event.reason });
    case 'resolved-informally':
      return words.events[event.type]({ on: longDate(event.on) });
    case 'withdrawn':
      return words.events[event.type]({ phase: event.phase });
    case 'kept':
      return words.events[event.type]({ until: longDate(event.until), reason: event.reason });
    case 'legal-hold':
      return words.events[event.type]({ on: event.on, reason: event.reason });
    case 'merged-into':
      return words.events[event.type]({ into: event.into, reason: event.reason });
    case 'merged-from':
      return words.events[event.type]({ from: event.from, reason: event.reason });
    case 'linked':
      return words.events[event.type]({ to: event.to, why: reasonOf(event.why) });
    case 'split':
      return words.events[event.type]({ points: event.points, to: event.to });
    case 'sent-to-route': {
      const { points, to, goesOn, reason, message } = event;
      return words.events[event.type]({
        route: terms.routes[event.route],
        points,
        isMessage: message !== undefined,
        to,
        goesOn,
        reason,
      });
    }
    case 'letter-written':
      return words.events[event.type]({
        subject: event.subject,
        author: event.author === undefined ? undefined : nameOf(kit, event.author, words),
      });
    case 'letter-drafted':
      return words.events[event.type]({
        what: event.what,
        colleague: event.colleague === undefined ? undefined : nameOf(kit, event.colleague, words),
      });
    case 'note-recorded':
      return words.events[event.type]({
        kind: terms.noteKinds[event.kind],
        on: event.on === londonDate(event.at) ? undefined : longDate(event.on),
        spokeWith: event.spokeWith,
      });
    case 'access-requested':
      return words.events[event.type]({ name: partyNamed(event.person), due: longDate(event.dueOn) });
    case 'access-extended':
      return words.events[event.type]({ due: longDate(event.dueOn), reason: event.reason });
    case 'access-items-cleared': {
      const included = event.items.filter(({ include }) => include).length;
      return words.events[event.type]({ included, leftOut: event.items.length - included });
    }
    case 'access-given':
      return words.events[event.type]({
        on: longDate(event.on),
        included: event.included,
        leftOut: event.leftOut,
      });
    case 'corrected':
      return words.events[event.type]({
        what: terms.corrected[event.correction.what],
        ...correctionWords(event.correction, procedures, words),
        reason: event.reason,
      });
    case 'document-added':
      return words.events[event.type]({
        title: documents.find(({ id }) => id === event.document)?.title ?? event.document,
      });
    case 'limited-to-children':
      return words.events[event.type]({
        item:
          documents.find(({ id }) => id === event.item)?.title ??
          words.actions.limitToChildren.message({ subject: event.item }),
        names: event.children.map(partyNamed),
        reason: event.reason,
      });
    case 'facts-recorded':
      return words.events[event.type]({
        facts: Object.keys(event.facts).map((name) => wordFor(terms.facts, name)),
        reason: event.reason,
      });
    case 'party-added':
      return words.events[event.type]({
        name: partyNamed(event.party),
        roles: event.roles.map((role) => lowerFirst(words.parties.roles[role])),
        reason: event.reason,
      });
    case 'party-changed':
      return words.events[event.type]({
        name: partyNamed(event.party),
        details: event.changed.map((detail) => lowerFirst(words.parties.details[detail])),
        reason: event.reason,
      });
    case 'party-roles-changed':
      return words.events[event.type]({
        name: partyNamed(event.party),
        roles: event.roles.map((role) => lowerFirst(words.parties.roles[role])),
        copies: lowerFirst(words.parties.copies[event.copies]),
        reason: event.reason,
      });
    case 'party-ended':
      return words.events[event.type]({
        name: partyNamed(event.party),
        why: event.why,
        reason: event.reason,
      });
    case 'independence-declared':
      return words.events[event.type]({ part: terms.appointments[event.part] });
    case 'appointment-declined':
      return words.events[event.type]({ part: terms.appointments[event.part], reason: event.reason });
    case 'message-received':
      return event.sender
        ? messageFrom(kit, { sender: event.sender, channel: event.channel }, persons, words)
        : words.events[event.type]({ channel: terms.byChannel[event.channel] });
    case 'letter-prepared':
      return words.events[event.type]({
        letter: letterTemplate(event.template).title,
        to: addresseeOf(event.to),
      });
    case 'letter-settled':
      return words.events[event.type]({
        status: event.status,
        calledOff: event.detail === superseded,
        ...letterOf(event.letter),
      });
    case 'letter-printed':
    case 'letter-delivered':
    case 'letter-read':
      return words.events[event.type](letterOf(event.letter));
    case 'letter-posted':
      return words.events[event.type]({ ...letterOf(event.letter), on: longDate(event.on) });
    case 'letter-reached':
      return words.events[event.type]({
        ...letterOf(event.letter),
        on: longDate(event.on),
        how: event.read ? undefined : event.how,
      });
    case 'safeguarding-marked':
      return words.events[event.type]({
        source: event.source,
        reason: event.reason,
        words: event.words ?? [],
      });
    case 'message-dealt-with':
      return words.events[event.type]({
        done: event.done,
        how: event.how === undefined ? undefined : words.messages.handlings[event.how],
        to: event.to,
      });
    case 'letter-returned':
      return words.events[event.type]({
        ...letterOf(event.letter),
        why: words.eventCodes.returnedBecause({
          detail: wordFor(words.eventCodes.letterReturns, event.detail),
          status: event.status,
        }),
      });
    case 'message-taken-up':
    case 'links-revoked':
      return words.events[event.type]();
    case 'closed':
      return words.events[event.type]({ as: event.as });
  }
}

/** How a step ended that no outcome of its procedure ended. */
function unknownOutcome(outcome: string, { terms }: Words): string {
  if (outcome === superseded) return terms.stepSuperseded;
  if (outcome === endedAfterDeath) return terms.stepEndedAfterDeath;
  return outcome === handOver ? terms.stepRemoved : outcome;
}

/** The days answered in a decision. An outcome with an effect has an event of its own that says them. */
function daysAnswered(outcome: Outcome | undefined, answers: Answers, { forms }: Words): string[] {
  if (!outcome || outcome.effect !== undefined) return [];
  return Object.entries(outcome.form).flatMap(([name, { type, label }]) => {
    const answer = type === 'date' || type === 'time' ? answers[name] : undefined;
    if (typeof answer !== 'string') return [];
    const message = type === 'date' ? longDate(answer) : timeInWords(answer);
    return [forms.errorAt({ label: lowerFirst(label), message })];
  });
}
