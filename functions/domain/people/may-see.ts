import type { Case } from '../case/case.ts';
import type { User } from '../council/council.ts';
import type { Answers, Event } from '../case/events.ts';
import { Facts } from '../case/facts.ts';
import { independenceOf } from './independence.ts';
import type { CaseDocument, Draft, LetterRow, Message, Person } from '../case/stored-rows.ts';
import { disclosureTo, type Disclosure } from '../../../workflows/procedures/disclosure.ts';

/** All that is stored of a case, as `CaseFile` has it. */
interface Whole {
  state: Case;
  events: Event[];
  persons: Person[];
  messages: Message[];
  letters: LetterRow[];
  documents: CaseDocument[];
  drafts: Draft[];
}

/**
 * A case as somebody may see it who may read it (`may`): whole for people of the council, the papers of their part for
 * independent people (workflows/procedures/disclosure.ts). What is left out is left out of everything that is made of it:
 * pages, API, forms, files. The version stays, so that what they do is held against the case as it is.
 */
export function seenBy<File extends Whole>(user: User, file: File): File {
  const papers = papersFor(user, file.state);
  if (!papers) return file;
  const me = `user:${user.id}` as const;
  const letters = file.letters.filter(
    ({ to, template }) =>
      to === me || (to === 'complainant' && (papers.letters === 'all' || papers.letters.includes(template))),
  );
  const named = new Set<unknown>([
    ...(papers.documents === 'all' ? [] : papers.documents).map((fact) => file.state.facts[fact]).flat(),
    ...letters.flatMap(({ enclosures = [] }) => enclosures),
  ]);
  const documents = file.documents.filter(
    ({ id, addedBy }) => papers.documents === 'all' || addedBy === me || named.has(id),
  );
  const state = caseSeenBy(user, file.state);
  const tasks = new Set(state.tasks.map(({ key }) => key));
  const there = {
    letters: new Set(letters.map(({ key }) => key)),
    documents: new Set(documents.map(({ id }) => id)),
  };
  const messages = messagesFor(papers, file);
  return {
    ...file,
    state: {
      ...state,
      letters: state.letters.filter(({ key }) => there.letters.has(key)),
      documents: state.documents.filter((id) => there.documents.has(id)),
      messages: messages.map(({ id }) => id),
    },
    events: file.events.flatMap((event) => eventFor(event, me, tasks, there)),
    persons: papers.contact
      ? file.persons
      : file.persons.map(({ id, name }) => ({ id, ...(name === undefined ? {} : { name }) })),
    messages: messages.map((message) => (papers.contact ? message : withoutContact(message))),
    letters,
    documents,
    drafts: file.drafts.filter(
      ({ by, task }) =>
        by === me || state.tasks.some(({ key, assignee }) => key === task && assignee === user.id),
    ),
  };
}

/** The state alone as `seenBy` leaves it, for lists; letters and documents are told by their rows, so there are none. */
export function caseSeenBy(user: User, state: Case): Case {
  const papers = papersFor(user, state);
  if (!papers) return state;
  const { legalHold: _, keptUntil: __, splitFrom: ___, ...rest } = state;
  const runs = state.runs.filter(({ beside }) => !beside);
  const facts = Object.entries(state.facts).filter(([name]) => papers.facts.some((fact) => fact === name));
  return {
    ...rest,
    facts: Facts.parse(Object.fromEntries(facts)),
    runs,
    tasks: state.tasks.filter(({ run }) => runs.some((kept) => kept.run === run)),
    links: [],
    letters: [],
    documents: [],
    messages: [],
    declarations: (state.declarations ?? []).filter((declared) => declared.user === user.id),
  };
}

/** The other cases that a case names: linked with it, split off from it, or where it was split off from. */
export function casesNamedIn({ state, events }: Pick<Whole, 'state' | 'events'>): Set<string> {
  return new Set([
    ...(state.splitFrom === undefined ? [] : [state.splitFrom]),
    ...events.flatMap((event) => (event.type === 'linked' || event.type === 'split' ? [event.to] : [])),
  ]);
}

/** A case as if it had never had to do with these other cases: no link, and no point that is handled there. */
export function withoutCases<File extends Whole>(file: File, hidden: ReadonlySet<string>): File {
  const { splitFrom, ...state } = file.state;
  const from = splitFrom === undefined || hidden.has(splitFrom) ? {} : { splitFrom };
  const moved = (state.facts.points ?? []).filter(({ case: to }) => to !== undefined && hidden.has(to));
  const texts = new Set<unknown>(moved.map(({ text }) => text));
  const withoutMoved = (facts: Facts): Facts =>
    facts.points === undefined
      ? facts
      : { ...facts, points: facts.points.filter(({ text }) => !texts.has(text)) };
  return {
    ...file,
    state: {
      ...state,
      ...from,
      facts: withoutMoved(state.facts),
      links: state.links.filter(({ to }) => !hidden.has(to)),
    },
    events: file.events.flatMap((event): Event[] => {
      switch (event.type) {
        case 'linked':
        case 'split':
          return hidden.has(event.to) ? [] : [event];
        case 'received': {
          const { splitFrom: _, ...received } = event;
          return [{ ...received, ...from }];
        }
        case 'facts-recorded':
          return [{ ...event, facts: withoutMoved(event.facts) }];
        case 'decided':
          return [{ ...event, answers: withoutRows(event.answers, texts) }];
        default:
          return [event];
      }
    }),
  };
}

/** Answers without the rows of lists that have one of these texts. */
function withoutRows(answers: Answers, texts: ReadonlySet<unknown>): Answers {
  const among = (row: Answers[string]) =>
    typeof row === 'object' && row !== null && !Array.isArray(row) && texts.has(row['text']);
  return Object.fromEntries(
    Object.entries(answers).map(([name, answer]) => [
      name,
      Array.isArray(answer) ? answer.filter((row) => !among(row)) : answer,
    ]),
  );
}

/** Whether somebody who may read a case reads all of it. */
export function seesAll(user: User, state: Case): boolean {
  return papersFor(user, state) === undefined;
}

/** Undefined: the whole case. A complaints officer runs it, whatever else they are. */
function papersFor(user: User, state: Case): Disclosure | undefined {
  if (user.roles.includes('complaints-officer')) return undefined;
  const independence = independenceOf(user, state);
  return independence && disclosureTo[independence.part];
}

/** The complaint is what came first; an automatic reply is no part of it. */
function messagesFor({ messages: which }: Disclosure, { messages }: Whole): Message[] {
  const said = messages.filter(({ automatic }) => !automatic);
  return which === 'all' ? said : said.slice(0, 1);
}

function withoutContact({ from: { name }, ...message }: Message): Message {
  const { raw: _, ...rest } = message;
  return { ...rest, from: name === undefined ? {} : { name } };
}

/** What independent people read of the history: the steps, and what came of the papers they see; nobody's words but their own. */
function eventFor(
  event: Event,
  me: Event['by'],
  tasks: ReadonlySet<string>,
  there: { letters: ReadonlySet<string>; documents: ReadonlySet<string> },
): Event[] {
  switch (event.type) {
    case 'received':
      return [event];
    // A form finds by it which procedure its step belongs to.
    case 'procedure-started':
      return event.beside ? [] : [event];
    case 'task-opened':
    case 'deadline-moved':
      return tasks.has(event.task) ? [event] : [];
    case 'decided':
      return tasks.has(event.task) ? [event.by === me ? event : { ...event, answers: {} }] : [];
    case 'extended':
    case 'delay-reported':
      return event.by === me ? [event] : [];
    case 'document-added':
      return there.documents.has(event.document) ? [event] : [];
    case 'letter-prepared':
    case 'letter-settled':
      return there.letters.has(event.letter) ? [event] : [];
    case 'independence-declared':
      return event.by === me ? [event] : [];
    case 'closed':
      return [event];
    default:
      return [];
  }
}
