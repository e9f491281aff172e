import type { Sender } from '../../domain/case/sender.ts';
import type { Event } from '../../domain/case/events.ts';
import type { Message } from '../../domain/case/stored-rows.ts';
import { lowerFirst } from '../../domain/text/capitalise.ts';
import { handlingOf } from '../../domain/people/sender.ts';
import { wordFor, type Words } from '../../words/words.ts';
import { nameOf, type PageKit } from './page-kit.ts';
import { moment } from './render.ts';

type Named = readonly { id: string; name?: string | undefined; organisation?: string | undefined }[];

/** The sender of a message as staff read it within a sentence: "Kim Lee, team manager", "an unknown sender". */
function senderInWords(
  kit: PageKit,
  { sender, name: said }: { sender: Sender; name?: string | undefined },
  persons: Named,
  words: Words,
): string {
  const text = words.messages;
  const person = persons.find(({ id }) => id === sender.party);
  const named = person?.name ?? person?.organisation;
  switch (sender.kind) {
    case 'complainant':
    case 'party':
      return named ?? text.senders[sender.kind];
    case 'staff':
    case 'independent': {
      const user = kit.deps.council.users.find(({ id }) => id === sender.user);
      if (!user) return text.senders[sender.kind];
      const [role] = user.roles;
      return role === undefined
        ? user.name
        : text.withRole({ name: user.name, role: lowerFirst(words.terms.roles[role]) });
    }
    case 'known body':
      return wordFor({ ...words.terms.routes, ...text.bodies }, sender.body ?? text.senders['known body']);
    case 'stranger':
      return named === undefined ? (said ?? text.senders.stranger) : text.formerParty({ name: named });
  }
}

/** The addresses on an email and the day its sender wrote it, as staff compare them. Empty for other messages. */
export function messageHeaders(
  { channel, from, to = [], cc = [], replyTo, sentAt }: Message,
  { messages }: Words,
): { label: string; text: string }[] {
  if (channel !== 'email' || from.email === undefined) return [];
  const addresses = (some: readonly { name?: string | undefined; address: string }[]) =>
    some.map(({ name, address }) => messages.address({ name, address })).join(', ');
  return [
    { label: messages.headers.from, text: addresses([{ name: from.name, address: from.email }]) },
    { label: messages.headers.replyTo, text: addresses(replyTo ? [replyTo] : []) },
    { label: messages.headers.to, text: addresses(to) },
    { label: messages.headers.cc, text: addresses(cc) },
    { label: messages.headers.sent, text: sentAt === undefined ? '' : moment(sentAt) },
  ].filter(({ text }) => text !== '');
}

/** How a message was dealt with, by whom and when; undefined while it waits. */
export function messageDealtWith(
  kit: PageKit,
  { events }: { events: readonly Event[] },
  id: string,
  words: Words,
): string | undefined {
  const dealt = handlingOf(events, id);
  return (
    dealt &&
    words.messages.dealtWith({
      how: dealt.how === undefined ? words.messages.handlings.noted : words.messages.handlings[dealt.how],
      by: nameOf(kit, dealt.by, words),
      at: moment(dealt.at),
      note: dealt.done,
      to: dealt.to,
    })
  );
}

/**
 * "Email from Kim Lee, team manager", with how sure we are where that matters. `name`: the name that an officer gave someone
 * who is no party; what an email says of its sender does not count.
 */
export function messageFrom(
  kit: PageKit,
  { sender, channel, name }: { sender: Sender; channel: Message['channel']; name?: string | undefined },
  persons: Named,
  words: Words,
): string {
  const text = words.messages.from({
    channel: words.terms.channels[channel],
    sender: senderInWords(
      kit,
      { sender, name: channel === 'email' ? undefined : (name ?? words.messages.someoneElse) },
      persons,
      words,
    ),
  });
  const proof =
    channel === 'email' && sender.kind !== 'stranger' ? words.messages.proofs[sender.proof] : undefined;
  return proof === undefined ? text : words.messages.withProof({ text, proof });
}
