import { hash } from 'node:crypto';
import { accessRequestsOf, type ItemKind } from '../../domain/case/access-request.ts';
import { isContact } from '../../domain/case/notes.ts';
import { partiesOf } from '../../domain/case/parties.ts';
import { detailNames } from '../../domain/case/party.ts';
import { procedureOfTask } from '../../domain/case/procedure-followed.ts';
import type { StoredCase } from '../../domain/case/stored-case.ts';
import type { Message, Person, Read, StoredFile } from '../../domain/case/stored-rows.ts';
import type { Answers, Event } from '../../domain/case/events.ts';
import { userIdOf, type User } from '../../domain/council/council.ts';
import { partyWrittenTo } from '../../domain/people/written-to.ts';
import { wordsIn } from '../../domain/text/search-words.ts';
import type { Instant } from '../../domain/time/civil-date.ts';
import { personName } from '../../words/person-name.ts';
import { wordFor, type Words } from '../../words/words.ts';
import { proceduresAlongside, type Procedures } from '../../../workflows/procedures/index.ts';
import { letterTemplate } from '../send-letter/letter-reader.ts';

/** Someone else whose data is in an item: another person, or someone who works for the council. */
interface OtherPerson {
  name: string;
  staff: boolean;
}

/** One item held about a person. Its id changes with what it says, so what was cleared is what goes out. */
export interface AccessItem {
  id: string;
  /** The reference of its case. Absent for mail that became no case. */
  reference?: string;
  kind: ItemKind;
  title: string;
  at?: Instant;
  /** Who it comes from, in words. */
  source: string;
  text: string;
  file?: Omit<StoredFile, 'file'> & { key: string };
  others: OtherPerson[];
}

/** What is read of a case about a person who asks. `texts`: what its letters say, by their keys. */
export interface CaseAsked {
  file: StoredCase;
  /** The ids under which the case has the person. */
  ids: ReadonlySet<string>;
  texts: ReadonlyMap<string, string>;
  reads: readonly Read[];
}

type Found = Omit<AccessItem, 'id' | 'reference' | 'others'> & {
  key: string;
  /** It is theirs whatever it says: from them, to them, or about their own complaint. */
  theirs: boolean;
  /** Who wrote it or gave it, if someone else did. */
  by?: OtherPerson | undefined;
};

/**
 * Everything in a case that is held about a person. Of a case that is theirs, as a complainant or a child, that is all of
 * it; of any other, what comes from them, goes to them or names them.
 */
export function itemsInCase(
  asked: CaseAsked,
  { users, procedures, words }: { users: readonly User[]; procedures: Procedures; words: Words },
): AccessItem[] {
  const { file, ids, texts, reads } = asked;
  const { state, persons, events } = file;
  const mine = persons.filter(({ id }) => ids.has(id));
  const rest = persons.filter(({ id }) => !ids.has(id));
  const own = partiesOf(state).some(
    ({ id, roles }) => ids.has(id) && (roles.includes('complainant') || roles.includes('child')),
  );
  const text = words.access;
  const staffNamed = (by: string): OtherPerson | undefined => {
    const user = users.find(({ id }) => id === userIdOf(by));
    return user && { name: user.name, staff: true };
  };
  const sourceOf = (by: Event['by']): string =>
    by === 'system'
      ? words.layout.theSystem
      : by === 'complainant'
        ? words.layout.theComplainant
        : (staffNamed(by)?.name ?? userIdOf(by));
  const said = { theirs: own };

  const details = mine.map((person): Found => ({
    key: person.id,
    kind: 'details',
    title: text.kinds.details,
    source: text.recordedBy,
    text: detailLines(person, words).join('\n'),
    theirs: true,
  }));
  const messages = file.messages.flatMap((message): Found[] => {
    const from = fromThem(message, ids, mine);
    const sender: OtherPerson | undefined = from
      ? undefined
      : {
          name: message.from.name ?? message.from.email ?? text.unknownSender,
          staff: message.sender?.kind === 'staff',
        };
    const common = {
      at: message.receivedAt,
      source: message.from.name ?? message.from.email ?? words.terms.channels[message.channel],
      theirs: from || own,
      by: sender,
    };
    return [
      {
        ...common,
        key: message.id,
        kind: 'message',
        title: message.subject === '' ? words.terms.channels[message.channel] : message.subject,
        text: [
          ...[...(message.to ?? []), ...(message.cc ?? [])].map(({ name, address }) =>
            text.sentTo({ to: name === undefined ? address : `${name} <${address}>` }),
          ),
          message.text,
          ...(message.quoted === undefined ? [] : [message.quoted]),
        ].join('\n'),
      },
      ...message.attachments.map(({ file: key, ...about }, index): Found => ({
        ...common,
        key: `${message.id}-${index + 1}`,
        kind: 'attachment',
        title: about.name,
        text: '',
        file: { ...about, key },
      })),
    ];
  });
  const letters = file.letters.map(({ key, template, to, preparedAt }): Found => {
    const reader = to === 'complainant' ? state.person : partyWrittenTo(to);
    const toThem = reader !== undefined && ids.has(reader);
    const other = rest.find(({ id }) => id === reader);
    return {
      key,
      kind: 'letter',
      title: letterTemplate(template).title,
      at: preparedAt,
      source: text.theCouncil,
      text: texts.get(key) ?? '',
      // An alert to staff says that there is work, and nothing of the person.
      theirs: toThem || (own && reader !== undefined),
      by: other && { name: personName(other, words), staff: false },
    };
  });
  const drafts = [
    ...file.letterDrafts.map(({ id, subject, text: body, savedAt, author }): Found => ({
      ...said,
      key: id,
      kind: 'draft',
      title: subject ?? text.kinds.draft,
      at: savedAt,
      source: staffNamed(author)?.name ?? author,
      text: body ?? '',
      by: staffNamed(author),
    })),
    ...file.drafts.map(({ task, outcome, at, by, typed }): Found => ({
      ...said,
      key: `${task}/${outcome}`,
      kind: 'draft',
      title: text.draftOfForm,
      at,
      source: sourceOf(by),
      text: Object.values(typed).flat().filter(Boolean).join('\n'),
      by: staffNamed(by),
    })),
  ];
  const documents = file.documents.map(
    ({ id, title, mimeType, size, file: key, scanned, addedAt, addedBy }): Found => ({
      ...said,
      key: id,
      kind: 'document',
      title,
      at: addedAt,
      source: sourceOf(addedBy),
      text: '',
      file: {
        key,
        name: title,
        mimeType,
        size,
        extension: key.slice(key.lastIndexOf('.') + 1),
        ...(scanned === undefined ? {} : { scanned }),
      },
      by: staffNamed(addedBy),
    }),
  );
  // What was done about a request for access is no item of it, or there would be no end.
  const told = withoutRequests(events).flatMap((event): Found[] => {
    const common = { ...said, at: event.at, source: sourceOf(event.by), by: staffNamed(event.by) };
    switch (event.type) {
      case 'note-recorded': {
        const { note, kind, spokeWith, text: body, agreed } = event;
        const title = words.terms.noteKinds[kind];
        return [
          {
            ...common,
            key: note,
            kind: 'note',
            title: isContact(kind) && spokeWith !== undefined ? `${title}: ${spokeWith}` : title,
            text: [body, ...(agreed === undefined ? [] : [agreed])].join('\n'),
          },
        ];
      }
      case 'decided': {
        const task = state.tasks.find(({ key }) => key === event.task);
        const step =
          task && procedureOfTask(task, procedures)?.steps[event.task.slice(0, event.task.indexOf('#'))];
        const outcome = step?.outcomes[event.outcome];
        const lines = Object.entries(event.answers).flatMap(([name, answer]) =>
          linesOf(outcome?.form[name]?.label ?? name, answer),
        );
        return lines.length === 0
          ? []
          : [
              {
                ...common,
                key: `${event.task}/${event.decision}`,
                kind: 'decision',
                title: outcome?.title ?? event.outcome,
                text: lines.join('\n'),
              },
            ];
      }
      default: {
        const written = ['reason', 'why', 'done'].flatMap((name) => {
          const value: unknown = Object.entries(event).find(([one]) => one === name)?.[1];
          return typeof value === 'string' && value.trim() !== '' ? [value] : [];
        });
        return written.length === 0
          ? []
          : [
              {
                ...common,
                key: String(event.seq),
                kind: 'history',
                title: text.kinds.history,
                text: written.join('\n'),
              },
            ];
      }
    }
  });
  const facts = Object.entries(state.facts).flatMap(([name, value]) =>
    linesOf(wordFor(words.terms.facts, name), value),
  );
  const recorded: Found[] =
    facts.length === 0
      ? []
      : [
          {
            ...said,
            key: 'facts',
            kind: 'facts',
            title: text.kinds.facts,
            source: text.recordedBy,
            text: facts.join('\n'),
          },
        ];
  const views: Found[] =
    reads.length === 0
      ? []
      : [
          {
            ...said,
            key: 'views',
            kind: 'views',
            title: text.kinds.views,
            source: words.layout.theSystem,
            text: reads
              .map(({ at, user, kind }) => `${at}: ${staffNamed(user)?.name ?? user}, ${kind}`)
              .join('\n'),
          },
        ];

  const found = [
    ...details,
    ...messages,
    ...letters,
    ...drafts,
    ...documents,
    ...told,
    ...recorded,
    ...views,
  ];
  return found
    .filter(({ theirs, title, text: body }) => theirs || mine.some((one) => names(one, `${title}\n${body}`)))
    .map(({ key, theirs: _theirs, by, ...item }) => ({
      ...item,
      id: itemId(`${state.reference}/${item.kind}/${key}`, item),
      reference: state.reference,
      others: unique([
        ...(by ? [by] : []),
        ...othersIn(`${item.title}\n${item.source}\n${item.text}`, { mine, rest, users, words }),
      ]),
    }));
}

/** Events without those of requests for access, and of their notes and tasks. */
function withoutRequests(events: readonly Event[]): Event[] {
  const notes = new Set(accessRequestsOf(events).flatMap(({ note }) => note ?? []));
  const runs = new Set(
    events.flatMap((event) =>
      event.type === 'procedure-started' &&
      event.procedure === proceduresAlongside.followUpNote &&
      notes.has(event.matter?.id ?? '')
        ? [event.run]
        : [],
    ),
  );
  const tasks = new Set(
    events.flatMap((event) => (event.type === 'task-opened' && runs.has(event.run) ? [event.task] : [])),
  );
  return events.filter(
    (event) =>
      !event.type.startsWith('access-') &&
      !(event.type === 'note-recorded' && notes.has(event.note)) &&
      !('task' in event && event.task !== undefined && tasks.has(event.task)),
  );
}

/** Where the file of an item is: its case, and what of it. Undefined for one that is of no case. */
export function placeOf({
  id,
  reference,
  kind,
}: Pick<AccessItem, 'id' | 'reference' | 'kind'>):
  | { reference: string; kind: 'document' | 'attachment'; what: string }
  | undefined {
  const [, , key = ''] = id.replace(/@[^@]*$/, '').split('/');
  if (reference === undefined) return undefined;
  return kind === 'document'
    ? { reference, kind, what: key }
    : { reference, kind: 'attachment', what: key.replace(/-(\d+)$/, '/$1') };
}

/** The id of an item, with the mark of what it says. */
export const itemId = (name: string, { title, text, file }: Pick<AccessItem, 'title' | 'text' | 'file'>) =>
  `${name}@${hash('sha256', JSON.stringify([title, text, file?.key]), 'hex').slice(0, 12)}`;

/** Whether a text has the whole name of a person, or an address of theirs, whatever its accents and capitals. */
export function names({ name, organisation, email, phone }: Omit<Person, 'id'>, text: string): boolean {
  const there = new Set(wordsIn(text));
  const has = (part: string | undefined) => {
    const parts = wordsIn(part ?? '');
    return parts.length > 0 && parts.every((one) => there.has(one));
  };
  return (
    has(name) ||
    has(organisation) ||
    has(phone) ||
    (email !== undefined && text.toLowerCase().includes(email.toLowerCase()))
  );
}

/**
 * Others whom a text names. Of another person of the case a part of the name is enough, as children are called by their
 * first names, unless the person who asks has that name too; of staff it is the whole name.
 */
function othersIn(
  text: string,
  {
    mine,
    rest,
    users,
    words,
  }: { mine: readonly Person[]; rest: readonly Person[]; users: readonly User[]; words: Words },
): OtherPerson[] {
  const there = new Set(wordsIn(text));
  const shared = new Set(mine.flatMap(({ name = '' }) => wordsIn(name)));
  const people = rest.filter(
    (one) =>
      names(one, text) ||
      wordsIn(one.name ?? '').some((part) => part.length > 2 && !shared.has(part) && there.has(part)),
  );
  return [
    ...people.map((one) => ({ name: personName(one, words), staff: false })),
    ...users.filter((one) => names(one, text)).map(({ name }) => ({ name, staff: true })),
  ];
}

const unique = (others: readonly OtherPerson[]): OtherPerson[] => [
  ...new Map(others.map((one) => [one.name, one])).values(),
];

function fromThem(
  { sender, from }: Message,
  ids: ReadonlySet<string>,
  mine: readonly Pick<Person, 'email'>[],
): boolean {
  if (sender?.party !== undefined) return ids.has(sender.party);
  return mine.some(({ email }) => email !== undefined && email.toLowerCase() === from.email?.toLowerCase());
}

/** What is recorded of a person, a line for each detail, and what was recorded before it was changed. */
function detailLines(person: Person, { parties, access }: Words): string[] {
  return [
    ...detailNames.flatMap((name) => linesOf(parties.details[name], person[name])),
    ...(person.earlier ?? []).flatMap(({ field, value }) =>
      linesOf(access.before({ detail: parties.details[field] }), value),
    ),
  ];
}

/** A value with its label; the parts of a list or an object are lines of their own. */
function linesOf(label: string, value: Answers[string] | undefined | object): string[] {
  if (value === undefined || value === null || value === '') return [];
  if (Array.isArray(value)) return value.flatMap((one: Answers[string]) => linesOf(label, one));
  if (typeof value === 'object')
    return Object.entries(value).flatMap(([name, one]) => linesOf(`${label}, ${name}`, one));
  return [`${label}: ${String(value)}`];
}
