import { Hono } from 'hono';
import * as z from 'zod/mini';
import { may } from '../../domain/people/may.ts';
import { HeldMail } from '../../domain/case/stored-rows.ts';
import { readMail } from '../../operations/receive-mail/read-mail.ts';
import { releaseHeldMail } from '../../operations/receive-mail/receive-mail.ts';
import { leaveBanner } from '../kit/banner.ts';
import { noPage, orFirstPage, page, type PageContext, type PageEnv, type PageKit } from '../kit/page-kit.ts';

const onPage = 25;

const Filter = z.object({
  status: z._default(HeldMail.shape.status, 'held'),
  cursor: z.optional(z.string()),
});

const statusWords = { held: 'Held', released: 'Made a case', recorded: 'Kept without a case' } as const;
const reasonWords = {
  virus: 'A virus was found in it',
  spam: 'It was taken for spam',
  'own address': 'It came from an address of ours',
  'mail loop': 'It has gone round in a loop',
  'automatic reply': 'An automatic reply to nothing we know',
  'left behind': 'It was stored, and then nothing more became of it',
} as const satisfies Record<HeldMail['reason'], string>;

/** Mail that became no case: read, and made one if it should have been. */
export function heldMailPage(kit: PageKit): Hono<PageEnv> {
  const { deps } = kit;
  const app = new Hono<PageEnv>();
  const allowed = (c: PageContext) => may(c.get('user'), { do: 'see held mail' }, undefined, deps.council);

  app.get('/mail', async (c) => {
    if (!allowed(c)) return noPage(kit, c);
    const filter = Filter.safeParse(c.req.query()).data ?? Filter.parse({});
    const { status } = filter;
    const { items, next } = await orFirstPage(filter, ({ cursor }) =>
      deps.store.heldMail({ status, limit: onPage, ...(cursor === undefined ? {} : { cursor }) }),
    );
    return page(kit, c, 'held-mail.njk', {
      title: 'Held mail',
      statuses: Object.entries(statusWords).map(([value, text]) => ({
        value,
        text,
        selected: value === status,
      })),
      mails: items.map((mail) => ({
        ...mail,
        why: reasonWords[mail.reason],
        href: mail.status === 'held' ? `/mail/${mail.id}` : undefined,
      })),
      next:
        next === undefined ? undefined : `/mail?${new URLSearchParams({ status, cursor: next }).toString()}`,
    });
  });

  app.get('/mail/:id', async (c) => {
    if (!allowed(c)) return noPage(kit, c);
    // Settled as it is: the one way to a held mail by its name.
    const mail = await deps.store.settleHeldMail(c.req.param('id'), 'held', 'held');
    if (!mail) return noPage(kit, c);
    const raw = await deps.files.get(mail.raw);
    const read = raw && (await readMail(raw));
    return page(kit, c, 'held-mail-one.njk', {
      title: 'Held mail',
      mail,
      why: reasonWords[mail.reason],
      text: read?.ok === true ? read.mail.text : undefined,
      attachments: read?.ok === true ? read.mail.attachments.map(({ filename }) => filename) : [],
      back: { href: '/mail', text: 'Held mail' },
    });
  });

  app.post('/mail/:id/release', async (c) => {
    if (!allowed(c)) return noPage(kit, c);
    const released = await releaseHeldMail(deps, c.req.param('id'));
    if (!released || !('reference' in released))
      return page(
        kit,
        c,
        'message.njk',
        {
          title: 'This mail is not held any more',
          text: 'Somebody has made a case of it already, or there was none.',
          link: { href: '/mail?status=released', text: 'Mail that was made a case' },
        },
        409,
      );
    await leaveBanner(kit, c, `The mail is now the case ${released.reference}`);
    return c.redirect(`/cases/${released.reference}`, 303);
  });

  return app;
}
