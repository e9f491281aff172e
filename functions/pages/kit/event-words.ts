import { caseDetails } from '../../../workflows/procedures/case-details.ts';
import { longDate } from '../../domain/time/civil-date.ts';
import { small } from '../../domain/text/capitalise.ts';
import type { Answers, Event } from '../../domain/case/events.ts';
import type { Outcome } from '../../../workflows/procedures/procedure.ts';
import { letterTemplate } from '../../operations/send-letter/deliver-letters.ts';
import { procedureOfRun } from '../../operations/procedure-of-run.ts';
import { nameOf, type PageKit } from './page-kit.ts';
import type { Case } from '../../domain/case/case.ts';

/** What happened, in a line for the timeline of a case. */
export function eventWords(
  kit: PageKit,
  event: Event,
  state: Case,
  events: readonly Event[],
  documents: readonly { id: string; title: string }[] = [],
): string {
  const procedures = kit.deps.procedures;
  const step = (key: string) => {
    const task = state.tasks.find((candidate) => candidate.key === key);
    return task && procedures.version(task.procedure, task.procedureVersion)?.steps[task.step];
  };
  const title = (key: string) => step(key)?.title ?? key;
  const to = (addressee: string) =>
    addressee === 'complainant' ? 'the complainant' : nameOf(kit, addressee);
  const letter = (key: string) => {
    const found = state.letters.find((one) => one.key === key);
    return found ? `${letterTemplate(found.template).title}, to ${to(found.to)}` : key;
  };
  switch (event.type) {
    case 'received':
      return `Received by ${event.channel}`;
    case 'procedure-started':
      return `Procedure started: ${procedureOfRun(procedures, events, event.run).title}`;
    case 'run-continued':
      return 'Went on in a new execution';
    case 'run-ended':
      return `Ended: ${event.as}`;
    case 'task-opened':
      return `${title(event.task)} began, due ${longDate(event.due)}`;
    case 'assigned':
      return `${title(event.task)} given to ${nameOf(kit, event.assignee)}${because(event)}`;
    case 'unassigned':
      return `${title(event.task)} taken back${because(event)}`;
    case 'milestone':
      return `${title(event.task)}: ${event.title}`;
    case 'decided': {
      const outcome = step(event.task)?.outcomes[event.outcome];
      return `${title(event.task)}: ${outcome?.title ?? event.outcome}${daysIn(outcome, event.answers)}`;
    }
    case 'extended':
      return `${title(event.task)} extended to ${longDate(event.until)}: ${event.reason}`;
    case 'delay-reported':
      return `Delay reported, expected ${longDate(event.expected)}: ${event.reason}`;
    case 'deadline-moved':
      return `${title(event.task)} moved to ${longDate(event.until)}${event.alsoUntil === undefined ? '' : `, its second clock to ${longDate(event.alsoUntil)}`}: ${event.reason}`;
    case 'frozen':
      return `Paused, to be reviewed on ${longDate(event.reviewOn)}: ${event.reason}`;
    case 'resumed':
      return `Resumed: ${event.reason}`;
    case 'withdrawn':
      return `Withdrawn ${event.phase}`;
    case 'reopened':
      return `Reopened: ${event.reason}`;
    case 'kept':
      return `Kept until ${longDate(event.until)}: ${event.reason}`;
    case 'legal-hold':
      return `Legal hold ${event.on ? 'set' : 'lifted'}: ${event.reason}`;
    case 'linked':
      return `Linked with ${event.to}: ${event.why}`;
    case 'split':
      return `${event.points.join(', ')} split off to ${event.to}`;
    case 'document-added':
      return `Document added: ${documents.find(({ id }) => id === event.document)?.title ?? event.document}`;
    case 'facts-recorded':
      return `Recorded: ${Object.keys(event.facts).map(factInWords).join(', ')}${because(event)}`;
    case 'independence-declared':
      return `Declared independent as ${event.part}`;
    case 'appointment-declined':
      return `Declined to be the ${event.part}: ${event.reason}`;
    case 'message-received':
      return `Message received by ${event.channel}`;
    case 'letter-prepared':
      return `Letter written: ${letterTemplate(event.template).title}, to ${to(event.to)}`;
    case 'letter-settled':
      return `Letter ${event.status}: ${letter(event.letter)}`;
    case 'letter-returned':
      return `Letter came back: ${letter(event.letter)}`;
    case 'links-revoked':
      return 'Private links taken back';
    case 'closed':
      return `Closed: ${event.as}`;
  }
}

const because = ({ reason }: { reason?: string | undefined }) => (reason === undefined ? '' : `: ${reason}`);

/** The name of a fact in words: that of its field where triage asks for it, else the name taken apart. */
function factInWords(name: string): string {
  const label = caseDetails[name]?.label ?? name.replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
  return small(label);
}

/** The days that were given with a decision; those that have an event of their own say it there. */
function daysIn(outcome: Outcome | undefined, answers: Answers): string {
  if (!outcome || outcome.effect !== undefined) return '';
  const days = Object.entries(outcome.form).flatMap(([name, { type, label }]) => {
    const day = type === 'date' ? answers[name] : undefined;
    return typeof day === 'string' ? [`${small(label)}: ${longDate(day)}`] : [];
  });
  return days.length === 0 ? '' : `; ${days.join(', ')}`;
}
