import { Hono } from 'hono';
import * as z from 'zod/mini';
import { longDate, londonDate } from '../../domain/time/civil-date.ts';
import { may } from '../../domain/people/may.ts';
import { senderOfStored } from '../../domain/people/sender.ts';
import { listMessages, type MessageOnCase } from '../../operations/list-messages.ts';
import type { Words } from '../../words/words.ts';
import {
  fullPage,
  nameOf,
  noPage,
  orFirstPage,
  page,
  wordsOf,
  type PageContext,
  type PageEnv,
  type PageKit,
  filterIn,
} from '../kit/page-kit.ts';
import { messageDealtWith, messageFrom } from '../kit/sender-words.ts';
import { isMine } from '../kit/my-tasks.ts';

const onPage = 25;

/** The filters are in the address, so a list can be bookmarked. */
const Filter = z.object({
  show: z._default(z.enum(['mine', 'all', 'handled']), 'mine'),
  team: z._default(z.string(), ''),
  cursor: z.optional(z.string()),
});
type Filter = z.infer<typeof Filter>;

/** "Messages": what came in on cases and waits for someone, and what was dealt with. */
export function messagesPage(kit: PageKit): Hono<PageEnv> {
  const app = new Hono<PageEnv>();
  app.get('/messages', async (c) => {
    const user = c.get('user');
    if (!may(user, { do: 'oversee' }, undefined, kit.deps.council)) return noPage(kit, c);
    const filter = filterIn(Filter, c.req.query());
    const words = wordsOf(c);
    const { items, next, unreadable } = await orFirstPage(filter, (from) => messagesOf(kit, c, from));
    const { cursor: _, ...kept } = filter;
    const today = londonDate(kit.deps.clock.now());
    return page(kit, c, 'messages.njk', {
      title: words.messages.title,
      unreadable: unreadable?.length,
      rows: items.map((found) => rowOf(kit, c, found, { words, today })),
      shows: Object.entries(words.messages.shows).map(([value, text]) => ({
        value,
        text,
        selected: value === filter.show,
      })),
      teams: [
        { value: '', text: words.messages.allTeams, selected: filter.team === '' },
        ...kit.deps.council.teams.map(({ name }) => ({
          value: name,
          text: name,
          selected: name === filter.team,
        })),
      ],
      handled: filter.show === 'handled',
      next:
        next === undefined
          ? undefined
          : `/messages?${new URLSearchParams({ ...kept, cursor: next }).toString()}`,
    });
  });
  return app;
}

function messagesOf({ deps }: PageKit, c: PageContext, { show, team, cursor }: Filter) {
  const user = c.get('user');
  return fullPage({ limit: onPage, cursor }, async (at) => {
    const wanted = { handled: show === 'handled', ...(team === '' ? {} : { team }) };
    const some = await listMessages(deps, user, wanted, at);
    const isShown = ({ file: { state }, task }: MessageOnCase) =>
      show !== 'mine' || task === undefined || isMine(user, { state, task }, deps);
    return { ...some, items: some.items.filter(isShown) };
  });
}

function rowOf(
  kit: PageKit,
  c: PageContext,
  { file, message, task, team, unread, further }: MessageOnCase,
  { words, today }: { words: Words; today: string },
) {
  const { reference } = file.state;
  const base = `/cases/${reference}`;
  const text = words.messages;
  const mayAct = may(c.get('user'), { do: 'act on case' }, file.state, kit.deps.council);
  return {
    reference,
    subject: message.subject === '' ? words.terms.channels[message.channel] : message.subject,
    href:
      mayAct && task?.status === 'open'
        ? `${base}/steer/message-dealt-with/${message.id}`
        : `${base}#messages`,
    from: messageFrom(
      kit,
      { sender: senderOfStored(message, file), channel: message.channel, name: message.from.name },
      file.persons,
      words,
    ),
    receivedAt: message.receivedAt,
    unread,
    who:
      task?.assignee === undefined ? (team ?? words.layout.notAssigned) : nameOf(kit, task.assignee, words),
    due: task ? longDate(task.due) : '',
    late: task !== undefined && task.status === 'open' && task.due < today ? text.late : undefined,
    dealtWith: messageDealtWith(kit, file, message.id, words),
    further: further === undefined || further === 0 ? undefined : text.further({ count: further }),
  };
}
