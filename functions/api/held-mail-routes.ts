import * as z from 'zod/mini';
import { FeedbackResponse, HeldMailQuery, page } from '../case-views/schemas.ts';
import { CivilDate } from '../domain/time/civil-date.ts';
import { HeldMail } from '../domain/case/stored-rows.ts';
import { findReferences } from '../domain/case/reference.ts';
import { dueOfHeldMail, readHeldMail, recordHeldMail, workOf } from '../operations/receive-mail/held-mail.ts';
import { mailSource } from '../operations/receive-mail/mail-source.ts';
import { releaseHeldMail, contentOfHeldMail } from '../operations/receive-mail/receive-mail.ts';
import type { Dependencies } from '../dependencies.ts';
import { wordFor, wordsIn } from '../words/words.ts';
import { filled } from './lists.ts';
import { problem } from './problem.ts';
import { route, routeWithQuery, type Route } from './route.ts';

const seeHeldMail = { do: 'see held mail' } as const;

/** `dueOn`: the day by which someone decides what becomes of a mail that is held. */
const HeldMailView = z.extend(HeldMail, { dueOn: z.optional(CivilDate) });

/** A mail with what it says. `answers`: the case that it would be added to. */
const HeldMailWhole = z.extend(HeldMailView, {
  text: z.optional(z.string()),
  attachments: z.array(z.object({ name: z.string(), mimeType: z.string(), size: z.number() })),
  answers: z.optional(z.string()),
});

const MailSourceResponse = z.object({
  text: z.string(),
  part: z.number(),
  parts: z.number(),
  bytes: z.number(),
});

const ReleaseQuery = z.strictObject({
  /** `new`, or the reference of a case. Without it the mail goes to the case that it answers. */
  case: z.optional(z.string()),
});

const asView = (mail: HeldMail, dueOn: CivilDate | undefined) => ({
  ...mail,
  detail: wordFor(wordsIn(undefined).staff.mail.details, mail.detail),
  ...(dueOn === undefined ? {} : { dueOn }),
});

const view = async (deps: Dependencies, mail: HeldMail) => asView(mail, await dueOfHeldMail(deps, mail));

/** Mail that did not become a case. */
export const heldMailRoutes: Route[] = [
  routeWithQuery({
    method: 'get',
    path: '/held-mail',
    summary: 'List mail that became no case: held for a person, or recorded as an automatic reply',
    who: { may: seeHeldMail, otherwise: 'see held mail' },
    query: HeldMailQuery,
    answers: { 200: { description: 'Mail', schema: page(HeldMailView) } },
    async serve({ c, deps, query }) {
      const { status } = query;
      const found = await filled(
        query,
        (at) => deps.store.heldMail({ ...(status ? { status } : {}), ...at }),
        (mail) => mail,
      );
      const due = new Map((await workOf(deps, found.items)).map((work) => [work.mail.id, work.due]));
      return c.json({
        ...found,
        items: found.items.map((mail) => asView(mail, mail.status === 'held' ? due.get(mail.id) : undefined)),
      });
    },
  }),
  route({
    method: 'get',
    path: '/held-mail/:id',
    summary: 'Read one mail that became no case',
    who: { may: seeHeldMail, otherwise: 'see held mail' },
    answers: { 200: { description: 'The mail with its text', schema: HeldMailWhole } },
    problems: [404],
    async serve({ c, deps, param, user }) {
      const mail = await readHeldMail(deps, param('id'), user);
      if (!mail) return problem(c, 404, 'no-such-mail');
      const { text, attachments, answers } = await contentOfHeldMail(deps, mail);
      return c.json({
        ...(await view(deps, mail)),
        ...(text === undefined ? {} : { text }),
        attachments: attachments.map(({ filename, mimeType, size }) => ({
          name: filename,
          mimeType,
          size,
        })),
        ...(answers === undefined ? {} : { answers }),
      });
    },
  }),
  routeWithQuery({
    method: 'get',
    path: '/held-mail/:id/source',
    summary: 'Read a mail that became no case as it came, in parts of 100,000 bytes',
    who: { may: seeHeldMail, otherwise: 'see held mail' },
    query: z.strictObject({ part: z.optional(z.string().check(z.regex(/^\d{1,6}$/))) }),
    answers: { 200: { description: 'A part of its source', schema: MailSourceResponse } },
    problems: [404],
    async serve({ c, deps, param, user, query }) {
      const mail = await readHeldMail(deps, param('id'), user);
      const raw = mail && (await deps.files.get(mail.raw));
      return raw ? c.json(mailSource(raw, Number(query.part ?? '1'))) : problem(c, 404, 'no-such-mail');
    },
  }),
  routeWithQuery({
    method: 'post',
    path: '/held-mail/:id/release',
    summary: 'Take a held or recorded mail for a message: on the case that it answers, or as a new case',
    who: { may: seeHeldMail, otherwise: 'release held mail' },
    query: ReleaseQuery,
    answers: { 201: { description: 'The case', schema: FeedbackResponse } },
    problems: [404],
    async serve({ c, deps, param, user, query }) {
      const [reference = ''] = findReferences(query.case ?? '');
      const released = await releaseHeldMail(deps, param('id'), {
        by: user,
        to: query.case === undefined ? 'its case' : query.case === 'new' ? 'new case' : { reference },
      });
      if (released === 'no case') return problem(c, 404, 'no-such-case');
      if (!released || !('reference' in released)) return problem(c, 404, 'no-such-mail');
      const location = `/api/v1/cases/${released.reference}`;
      return c.json({ reference: released.reference, case: location }, 201, { location });
    },
  }),
  route({
    method: 'post',
    path: '/held-mail/:id/record',
    summary: 'Keep a held mail without a case, because it is no message to the council',
    who: { may: seeHeldMail, otherwise: 'release held mail' },
    answers: { 200: { description: 'The mail', schema: HeldMailView } },
    problems: [404],
    async serve({ c, deps, param, user }) {
      const mail = await recordHeldMail(deps, param('id'), user);
      return mail ? c.json(await view(deps, mail)) : problem(c, 404, 'no-such-mail');
    },
  }),
];
