import { caseOfItem } from '../case/clearance.ts';
import type { Correction } from '../case/correction.ts';
import type { Case } from '../case/case.ts';
import type { User } from '../council/council.ts';
import type { Answers, Event } from '../case/events.ts';
import { Facts } from '../case/facts.ts';
import { wallForIndependent, withinWall } from './child-wall.ts';
import { childrenWithheld } from './children-disclosed.ts';
import { independenceOf } from './independence.ts';
import { isContact } from '../case/notes.ts';
import { partyOf } from '../case/parties.ts';
import { isInBundle } from './sender.ts';
import type { Message, Person } from '../case/stored-rows.ts';
import { routeLetters } from '../../../workflows/letters/letter-names.ts';
import { disclosureTo, type Disclosure } from '../../../workflows/procedures/disclosure.ts';
import type { StoredCase } from '../case/stored-case.ts';

/**
 * The part of a case that a user who may read it (`may`) can see: all of it for people of the council, the disclosure
 * of their part for independent people (workflows/procedures/disclosure.ts). Anything left out is also missing from
 * everything made from the case: pages, API, forms, files. The version stays, so their changes are checked against the
 * real case.
 */
export function seenBy<File extends StoredCase>(user: User, file: File): File {
  const disclosure = disclosureFor(user, file.state);
  if (!disclosure) return file;
  const me = `user:${user.id}` as const;
  const open = withinWall(file, wallForIndependent(file.state, file.persons));
  const letters = file.letters.filter(
    ({ to, template }) =>
      to === me ||
      (to === 'complainant' &&
        template !== routeLetters.complainant &&
        (disclosure.letters === 'all' || disclosure.letters.includes(template))),
  );
  const named = new Set<unknown>([
    ...(disclosure.documents === 'all' ? [] : disclosure.documents)
      .map((fact) => file.state.facts[fact])
      .flat(),
    ...letters.flatMap(({ enclosures = [] }) => enclosures),
  ]);
  const documents = open.documents.filter(
    ({ id, addedBy }) => disclosure.documents === 'all' || addedBy === me || named.has(id),
  );
  const state = caseSeenBy(user, file.state);
  const tasks = new Set(state.tasks.map(({ key }) => key));
  const visible = {
    letters: new Set(letters.map(({ key }) => key)),
    documents: new Set(documents.map(({ id }) => id)),
  };
  // The first message stays the complaint, also for those who may not see it.
  const theirs = new Set(messagesFor(disclosure, file).map(({ id }) => id));
  const messages = open.messages.filter(({ id }) => theirs.has(id));
  const withheld = childrenWithheld(file.state, file.persons);
  return {
    ...file,
    state: {
      ...state,
      ...(state.parties === undefined
        ? {}
        : { parties: state.parties.filter(({ id }) => !withheld.has(id)) }),
      letters: file.state.letters.filter(({ key }) => visible.letters.has(key)),
      documents: file.state.documents.filter((id) => visible.documents.has(id)),
      messages: messages.map(({ id }) => id),
    },
    events: file.events.flatMap((event) =>
      eventFor(event, me, tasks, { ...visible, contacts: disclosure.messages === 'all' }),
    ),
    persons: file.persons
      .filter(({ id }) => !withheld.has(id) && partyOf(file.state, id)?.ended?.why !== 'recorded by mistake')
      .map((person) => personFor(person, disclosure)),
    messages: messages
      .map(withoutHeaders)
      .map((message) => (disclosure.contact ? message : withoutContact(message))),
    letters,
    documents,
    drafts: file.drafts.filter(
      ({ by, task }) =>
        by === me || state.tasks.some(({ key, assignee }) => key === task && assignee === user.id),
    ),
    letterDrafts: [],
    ...(file.leftOut === undefined ? {} : { leftOut: {} }),
  };
}

/**
 * The state alone, reduced as by `seenBy`, for lists. It names no letters or documents, because only their rows say
 * which may be seen.
 */
export function caseSeenBy(user: User, state: Case): Case {
  const disclosure = disclosureFor(user, state);
  if (!disclosure) return state;
  const {
    legalHold: _,
    keptUntil: __,
    splitFrom: ___,
    routes: ____,
    childLimits: _____,
    messageCount: ______,
    ...rest
  } = state;
  const runs = state.runs.filter(({ beside }) => !beside);
  const facts = Object.entries(state.facts).filter(([name]) =>
    disclosure.facts.some((fact) => fact === name),
  );
  return {
    ...rest,
    facts: withoutRouted(Facts.parse(Object.fromEntries(facts))),
    ...(state.stageFindings === undefined
      ? {}
      : { stageFindings: state.stageFindings.filter(({ as }) => disclosure.findings.includes(as)) }),
    runs,
    ...(state.parties === undefined
      ? {}
      : {
          parties: state.parties
            .filter(({ ended }) => ended?.why !== 'recorded by mistake')
            .map(({ children: _children, ...party }) => party),
        }),
    tasks: state.tasks.filter(({ run }) => runs.some((kept) => kept.run === run)),
    links: [],
    letters: [],
    documents: [],
    messages: [],
    declarations: (state.declarations ?? []).filter((declared) => declared.user === user.id),
  };
}

/** Facts without the points that another route deals with instead: independent people are not told of them. */
const withoutRouted = ({ points, ...facts }: Facts): Facts =>
  points === undefined ? facts : { ...facts, points: points.filter(({ route }) => route === undefined) };

/**
 * The other cases that a case names: linked cases, cases split off from it, the case it was split off from, and those of items
 * that were decided for a request for access.
 */
export function casesNamedIn({ state, events }: Pick<StoredCase, 'state' | 'events'>): Set<string> {
  return new Set([
    ...(state.splitFrom === undefined ? [] : [state.splitFrom]),
    ...events.flatMap((event) =>
      event.type === 'linked' || event.type === 'split'
        ? [event.to]
        : event.type === 'message-dealt-with' && event.to !== undefined
          ? [event.to]
          : 'takenFrom' in event && event.takenFrom !== undefined
            ? [event.takenFrom.case]
            : event.type === 'access-items-cleared'
              ? event.items.flatMap(({ item }) => caseOfItem(item) ?? [])
              : [],
    ),
  ]);
}

/** A case without any trace of certain other cases: no link, and no point that is handled there. */
export function withoutCases<File extends StoredCase>(file: File, hidden: ReadonlySet<string>): File {
  const { splitFrom, mergedInto, mergedFrom = [], ...state } = file.state;
  const into = mergedInto === undefined || hidden.has(mergedInto) ? {} : { mergedInto };
  const known = mergedFrom.filter((id) => !hidden.has(id));
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
      ...into,
      ...(known.length === 0 ? {} : { mergedFrom: known }),
      facts: withoutMoved(state.facts),
      links: state.links.filter(({ to }) => !hidden.has(to)),
    },
    events: file.events.flatMap((event): Event[] => {
      switch (event.type) {
        case 'linked':
        case 'split':
          return hidden.has(event.to) ? [] : [event];
        case 'message-dealt-with': {
          const { to, ...dealt } = event;
          return [to === undefined || hidden.has(to) ? dealt : event];
        }
        case 'message-received':
        case 'document-added': {
          const { takenFrom, ...added } = event;
          return [takenFrom === undefined || !hidden.has(takenFrom.case) ? event : added];
        }
        case 'access-items-cleared': {
          const items = event.items.filter(({ item }) => !hidden.has(caseOfItem(item) ?? ''));
          return items.length === 0 ? [] : [{ ...event, items }];
        }
        case 'merged-into':
          return hidden.has(event.into) ? [] : [event];
        case 'merged-from':
          return hidden.has(event.from) ? [] : [event];
        case 'received': {
          const { splitFrom: _, ...received } = event;
          return [{ ...received, ...from }];
        }
        case 'facts-recorded':
          return [{ ...event, facts: withoutMoved(event.facts) }];
        case 'corrected':
          return [{ ...event, correction: withoutPoints(event.correction, texts) }];
        case 'decided':
          return [{ ...event, answers: withoutRows(event.answers, texts) }];
        default:
          return [event];
      }
    }),
  };
}

/** A correction of points without those that have one of these texts. */
function withoutPoints(correction: Correction, texts: ReadonlySet<unknown>): Correction {
  if (correction.what !== 'points') return correction;
  const kept = ({ text }: { text: string }) => !texts.has(text);
  return { ...correction, from: correction.from.filter(kept), to: correction.to.filter(kept) };
}

/** Answers without the list rows that have one of these texts. */
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

/** Whether a user who may read a case may read all of it. */
export function seesAll(user: User, state: Case): boolean {
  return disclosureFor(user, state) === undefined;
}

/**
 * The disclosure that limits what a user sees. Undefined means the whole case: a complaints officer runs it and so sees
 * everything, whatever other part they have.
 */
function disclosureFor(user: User, state: Case): Disclosure | undefined {
  if (user.roles.includes('complaints-officer')) return undefined;
  const independence = independenceOf(user, state);
  return independence && disclosureTo[independence.part];
}

/** The first message is the complaint. Mail of colleagues and strangers is part of it only once it is filed as evidence. */
function messagesFor({ messages: which }: Disclosure, file: StoredCase): Message[] {
  const theirs = file.messages.filter((message) => isInBundle(message, file));
  return which === 'all' ? theirs : theirs.slice(0, 1);
}

/**
 * A person as independent people see them: the name, and where they speak with the people of the case also how to. What
 * the case records about a person beyond that is for the council.
 */
function personFor(person: Person, { contact }: Disclosure): Person {
  const { bornOn: _, careNumber: __, authority: ___, earlier: ____, ...rest } = person;
  const { id, name } = person;
  return contact ? rest : { id, ...(name === undefined ? {} : { name }) };
}

/** The addresses on a mail, and what was found about it, are for the council. */
function withoutHeaders(message: Message): Message {
  const { to: _, cc: __, replyTo: ___, verdicts: ____, ...rest } = message;
  return rest;
}

function withoutContact({ from: { name }, ...message }: Message): Message {
  const { raw: _, ...rest } = message;
  return { ...rest, from: name === undefined ? {} : { name } };
}

/**
 * The history that independent people read: the steps, and events about the letters and documents they see. They read
 * no one's answers except their own.
 */
function eventFor(
  event: Event,
  me: Event['by'],
  tasks: ReadonlySet<string>,
  visible: { letters: ReadonlySet<string>; documents: ReadonlySet<string>; contacts: boolean },
): Event[] {
  switch (event.type) {
    case 'received':
      return [event];
    // Forms look up in it which procedure their step belongs to.
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
    case 'document-added': {
      const { takenFrom: _, ...added } = event;
      return visible.documents.has(event.document) ? [added] : [];
    }
    case 'letter-prepared':
    case 'letter-settled':
      return visible.letters.has(event.letter) ? [event] : [];
    case 'independence-declared':
      return event.by === me ? [event] : [];
    // Notes are for people of the council; contacts belong to the file, without who was told and who follows them up.
    case 'note-recorded': {
      const { mentions: _, followUpOn: __, ...contact } = event;
      return event.by === me || (visible.contacts && isContact(event.kind)) ? [contact] : [];
    }
    case 'closed':
      return [event];
    default:
      return [];
  }
}
