import { Hono } from 'hono';
import * as z from 'zod/mini';
import { findReferences } from '../../domain/case/reference.ts';
import { oneLine } from '../../domain/text/clean-text.ts';
import { may } from '../../domain/people/may.ts';
import { HeldMail } from '../../domain/case/stored-rows.ts';
import {
  dueOfHeldMail,
  readHeldMail,
  recordHeldMail,
  workOf,
} from '../../operations/receive-mail/held-mail.ts';
import { releaseHeldMail, contentOfHeldMail } from '../../operations/receive-mail/receive-mail.ts';
import { wordFor } from '../../words/words.ts';
import { field } from '../kit/posted-form.ts';
import { leaveBanner } from '../kit/banner.ts';
import {
  noPage,
  orFirstPage,
  page,
  wordsOf,
  type PageContext,
  type PageEnv,
  type PageKit,
  filterIn,
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
    const filter = filterIn(Filter, c.req.query());
    const { mail: text } = wordsOf(c).staff;
    const { status } = filter;
    const { items, next, unreadable } = await orFirstPage(filter, ({ cursor }) =>
      deps.store.heldMail({ status, limit: onPage, ...(cursor === undefined ? {} : { cursor }) }),
    );
    const work = await workOf(deps, items);
    return page(kit, c, 'held-mail.njk', {
      title: text.title,
      unreadable: unreadable?.length,
      filter: status,
      statuses: Object.entries(text.statuses).map(([value, label]) => ({
        value,
        text: label,
        selected: value === status,
      })),
      mails: work.map(({ mail, due, isLate, urgent }) => ({
        ...mail,
        due,
        isLate,
        urgent,
        reason: text.reasons[mail.reason],
        href: `/mail/${mail.id}`,
      })),
      next:
        next === undefined ? undefined : `/mail?${new URLSearchParams({ status, cursor: next }).toString()}`,
    });
  });

  app.get('/mail/:id', (c) => showOne(c));

  async function showOne(c: PageContext, refused?: { typed: string }) {
    if (!allowed(c)) return noPage(kit, c);
    const mail = await readHeldMail(deps, c.req.param('id') ?? '', c.get('user'));
    if (!mail) return noPage(kit, c);
    const { mail: text, fileSize } = wordsOf(c).staff;
    const { text: said, attachments, answers } = await contentOfHeldMail(deps, mail);
    return page(
      kit,
      c,
      'held-mail-one.njk',
      {
        title: mail.subject === undefined || mail.subject === '' ? text.noSubject : mail.subject,
        mail,
        reason: text.reasons[mail.reason],
        detail: withoutDetail.has(mail.reason) ? undefined : wordFor(text.details, mail.detail),
        danger: mail.words && text.danger({ words: mail.words.join(', ') }),
        due: await dueOfHeldMail(deps, mail),
        text: said,
        attachments: attachments.map(({ filename, size }) => ({
          name: filename,
          size: fileSize({ bytes: size }),
        })),
        answers,
        wentTo: mail.decided?.reference,
        typed: refused?.typed,
        errors: refused ? [{ text: text.noSuchCase, href: '#case' }] : [],
        back: { href: `/mail?status=${mail.status}`, text: text.title },
      },
      refused ? 422 : 200,
    );
  }

  app.post('/mail/:id/release', async (c) => {
    if (!allowed(c)) return noPage(kit, c);
    const { mail: text } = wordsOf(c).staff;
    const asNew = field(c.var.form, 'to') === 'new case';
    const typed = oneLine(field(c.var.form, 'case'));
    const [reference] = findReferences(typed);
    if (typed !== '' && reference === undefined) return showOne(c, { typed });
    const released = await releaseHeldMail(deps, c.req.param('id'), {
      by: c.get('user'),
      to: reference !== undefined ? { reference } : asNew ? 'new case' : 'its case',
    });
    if (released === 'no case') return showOne(c, { typed });
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
    const said = released.became === 'message' ? text.filed : text.released;
    await leaveBanner(kit, c, said({ reference: released.reference }));
    return c.redirect(`/cases/${released.reference}`, 303);
  });

  app.post('/mail/:id/record', async (c) => {
    if (!allowed(c)) return noPage(kit, c);
    if (!(await recordHeldMail(deps, c.req.param('id'), c.get('user')))) return noPage(kit, c);
    await leaveBanner(kit, c, wordsOf(c).staff.mail.kept);
    return c.redirect('/mail', 303);
  });

  return app;
}
