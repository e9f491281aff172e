import { Hono } from 'hono';
import * as z from 'zod/mini';
import { may } from '../../domain/people/may.ts';
import { HeldMail } from '../../domain/case/stored-rows.ts';
import { readMail } from '../../operations/receive-mail/read-mail.ts';
import { releaseHeldMail } from '../../operations/receive-mail/receive-mail.ts';
import { wordFor } from '../../words/words.ts';
import { leaveBanner } from '../kit/banner.ts';
import {
  noPage,
  orFirstPage,
  page,
  wordsOf,
  type PageContext,
  type PageEnv,
  type PageKit,
} from '../kit/page-kit.ts';

const onPage = 25;

const Filter = z.object({
  status: z._default(HeldMail.shape.status, 'held'),
  cursor: z.optional(z.string()),
});

/** Reasons that need no detail: the stored detail would only repeat them. */
const withoutDetail = new Set<HeldMail['reason']>(['own address', 'spam', 'virus', 'left behind']);

/** Email that did not become a case. Staff read it and make it a case if it is feedback. */
export function heldMailPage(kit: PageKit): Hono<PageEnv> {
  const { deps } = kit;
  const app = new Hono<PageEnv>();
  const allowed = (c: PageContext) => may(c.get('user'), { do: 'see held mail' }, undefined, deps.council);

  app.get('/mail', async (c) => {
    if (!allowed(c)) return noPage(kit, c);
    const filter = Filter.safeParse(c.req.query()).data ?? Filter.parse({});
    const { mail: text } = wordsOf(c).staff;
    const { status } = filter;
    const { items, next } = await orFirstPage(filter, ({ cursor }) =>
      deps.store.heldMail({ status, limit: onPage, ...(cursor === undefined ? {} : { cursor }) }),
    );
    return page(kit, c, 'held-mail.njk', {
      title: text.title,
      statuses: Object.entries(text.statuses).map(([value, label]) => ({
        value,
        text: label,
        selected: value === status,
      })),
      mails: items.map((mail) => ({
        ...mail,
        reason: text.reasons[mail.reason],
        href: mail.status === 'held' ? `/mail/${mail.id}` : undefined,
      })),
      next:
        next === undefined ? undefined : `/mail?${new URLSearchParams({ status, cursor: next }).toString()}`,
    });
  });

  app.get('/mail/:id', async (c) => {
    if (!allowed(c)) return noPage(kit, c);
    // Settling it with the same status reads it: the store has no other way to read one held email.
    const mail = await deps.store.settleHeldMail(c.req.param('id'), 'held', 'held');
    if (!mail) return noPage(kit, c);
    const { mail: text } = wordsOf(c).staff;
    const raw = await deps.files.get(mail.raw);
    const read = raw && (await readMail(raw));
    return page(kit, c, 'held-mail-one.njk', {
      title: mail.subject === undefined || mail.subject === '' ? text.noSubject : mail.subject,
      mail,
      reason: text.reasons[mail.reason],
      detail: withoutDetail.has(mail.reason) ? undefined : wordFor(text.details, mail.detail),
      text: read?.ok === true ? read.mail.text : undefined,
      attachments: read?.ok === true ? read.mail.attachments.map(({ filename }) => filename) : [],
      back: { href: '/mail', text: text.title },
    });
  });

  app.post('/mail/:id/release', async (c) => {
    if (!allowed(c)) return noPage(kit, c);
    const { mail: text } = wordsOf(c).staff;
    const released = await releaseHeldMail(deps, c.req.param('id'));
    if (!released || !('reference' in released))
      return page(
        kit,
        c,
        'message.njk',
        {
          title: text.noLongerHeld,
          text: text.noLongerHeldText,
          link: { href: '/mail?status=released', text: text.seeReleased },
        },
        409,
      );
    await leaveBanner(kit, c, text.released({ reference: released.reference }));
    return c.redirect(`/cases/${released.reference}`, 303);
  });

  return app;
}
