import { londonDate, type Instant } from '../../domain/time/civil-date.ts';
import { answersRead } from '../../domain/decisions/answers-by-meaning.ts';
import type { Procedure } from '../../../workflows/procedures/procedure.ts';
import { textOf } from '../../domain/case/answer-text.ts';
import { canBeRead } from '../../domain/views/public-status.ts';
import { toldByComplainant } from '../../domain/people/sender.ts';
import { letterId } from '../../dependencies.ts';
import type { CaseFile } from '../../ports.ts';
import { letterTemplate } from '../../operations/send-letter/letter-reader.ts';
import type { FollowWords } from './choice-form.ts';

/** A letter as the complainant knows it; one that the catalogue does not know is called by its subject. */
export const letterTitle = (
  template: string,
  reference: string,
  { letter: { titles } }: FollowWords,
): string => {
  const known: Readonly<Record<string, string>> = titles;
  return known[template] ?? letterTemplate(template).subject.replaceAll('{{reference}}', reference);
};

export function lettersOf({ letters, state }: Pick<CaseFile, 'letters' | 'state'>, words: FollowWords) {
  return letters
    .filter((letter) => letter.file !== undefined && canBeRead(letter))
    .toSorted((one, other) => (one.preparedAt < other.preparedAt ? 1 : -1))
    .map(({ key, template, preparedAt }) => ({
      title: letterTitle(template, state.reference, words),
      on: londonDate(preparedAt),
      href: `/follow/letters/${letterId(state.id, key)}`,
    }));
}

interface ShownMessage {
  at: Instant;
  title?: string;
  text: string;
  files?: string | undefined;
}

/** Everything the complainant provably wrote to us, oldest first: their messages, and their requests for a next stage. */
export function messagesOf(file: CaseFile, procedure: Procedure | undefined, words: FollowWords['page']) {
  const { events, messages } = file;
  /** The files of a form are documents of the case, recorded right after the message of the form. */
  const filesAfter = (index: number) => {
    const after = events.slice(index + 1);
    const next = after.findIndex(({ type }) => type !== 'facts-recorded' && type !== 'document-added');
    return after
      .slice(0, next < 0 ? after.length : next)
      .filter(({ type, by }) => type === 'document-added' && by === 'complainant').length;
  };
  const received = new Set<string>(
    events.flatMap((event) =>
      event.type === 'received' || event.type === 'message-received' ? [event.message] : [],
    ),
  );
  /** A message that came long ago and still waits: when it came was not read (`CaseStore.recent`). */
  const stillWaiting = messages
    .filter((message) => !received.has(message.id) && toldByComplainant(message, file))
    .map(({ receivedAt, text, attachments }): ShownMessage => ({
      at: receivedAt,
      text,
      files: attachments.length > 0 ? words.files({ number: attachments.length }) : undefined,
    }));
  const told = events.flatMap((event, index): ShownMessage[] => {
    if (event.type === 'decided' && event.by === 'complainant') {
      const text = textOf(answersRead(event, procedure)['unresolved']);
      return text === '' ? [] : [{ at: event.at, title: words.askedForNextStage, text }];
    }
    if (event.type !== 'received' && event.type !== 'message-received') return [];
    const message = messages.find(({ id }) => id === event.message);
    if (!message || !toldByComplainant(message, file)) return [];
    const { receivedAt, text, attachments } = message;
    const number = attachments.length + filesAfter(index);
    return [{ at: receivedAt, text, files: number > 0 ? words.files({ number }) : undefined }];
  });
  return stillWaiting.length === 0
    ? told
    : [...told, ...stillWaiting].toSorted((one, other) =>
        one.at < other.at ? -1 : one.at > other.at ? 1 : 0,
      );
}

export function letterNamed({ letters, state }: CaseFile, name: string) {
  return letters.find((letter) => canBeRead(letter) && letterId(state.id, letter.key) === name);
}
