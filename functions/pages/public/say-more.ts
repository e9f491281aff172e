import { createHash, randomUUID } from 'node:crypto';
import { Hono } from 'hono';
import type { lapsedRight } from '../../domain/decisions/complainant-choices.ts';
import { longDate } from '../../domain/time/civil-date.ts';
import type { CaseDocument } from '../../domain/case/stored-rows.ts';
import type { CaseFile } from '../../ports.ts';
import { receiveMessage } from '../../operations/receive-message.ts';
import { readPaper } from '../../operations/case-actions/paper.ts';
import { page, type PageContext, type PageEnv, type PageKit } from '../kit/page-kit.ts';
import { field } from '../kit/posted-form.ts';
import { carriedForm, dropCarried } from './carried-form.ts';
import { problemWith, tidied, type Field } from './journey.ts';
import { tooOften } from './limits.ts';

/** What the complainant adds by the private link: words and a file, or a request that comes too late to be a right. */
export function sayMore(
  kit: PageKit,
  {
    followed,
    lapsedOf,
  }: {
    followed: (c: PageContext) => Promise<CaseFile | undefined>;
    lapsedOf: (file: CaseFile) => ReturnType<typeof lapsedRight>;
  },
): Hono<PageEnv> {
  const { deps } = kit;
  const app = new Hono<PageEnv>();

  const forms = {
    add: {
      title: 'Add something',
      label: 'What do you want to tell us?',
      needed: 'Write what you want to tell us',
      done: 'message',
    },
    late: {
      title: 'Ask late for the next stage',
      label: 'Why could you not ask in time, and what is still not right?',
      needed: 'Tell us why you ask later, and what is still not right',
      done: 'late',
    },
  } as const;

  function show(
    c: PageContext,
    file: CaseFile,
    what: keyof typeof forms,
    { typed = '', textError = '', fileError = '' } = {},
  ) {
    const lapsed = lapsedOf(file);
    const errors = [
      ...(textError === '' ? [] : [{ text: textError, href: '#text' }]),
      ...(fileError === '' ? [] : [{ text: fileError, href: '#file' }]),
    ];
    return page(
      kit,
      c,
      'public/say-more.njk',
      {
        title: forms[what].title,
        lapsed: what === 'late' ? lapsed : undefined,
        action: `/follow/${what}`,
        once: field(c.var.form, 'once') || randomUUID(),
        text: { ...asks(what), value: typed, error: textError || undefined },
        fileError: fileError || undefined,
        errors,
        back: { href: '/follow' },
      },
      errors.length > 0 ? 422 : 200,
    );
  }

  const asks = (what: keyof typeof forms): Field => ({
    name: 'text',
    kind: 'paragraphs',
    label: forms[what].label,
    needed: forms[what].needed,
  });

  for (const what of ['add', 'late'] as const) {
    const mayBeAsked = (file: CaseFile) => what === 'add' || lapsedOf(file) !== undefined;

    app.get(`/follow/${what}`, async (c) => {
      const file = await followed(c);
      if (!file || !mayBeAsked(file)) return c.redirect('/follow', 303);
      const carried = await carriedForm(deps, c.var.session, c.req.path);
      return show(c, file, what, { typed: field({ fields: carried?.fields ?? {} }, 'text') });
    });

    app.post(`/follow/${what}`, async (c) => {
      const file = await followed(c);
      if (!file || !mayBeAsked(file)) return c.redirect('/follow', 303);
      const limited = await tooOften(kit, c, 'submit');
      if (limited) return limited;
      const typed = tidied({ kind: 'paragraphs' }, field(c.var.form, 'text'));
      const textError = problemWith(asks(what), typed) ?? '';
      const paper = await fileOf(c);
      const fileError = paper.ok ? '' : paper.reason;
      if (textError !== '' || fileError !== '') return show(c, file, what, { typed, textError, fileError });
      const { state, persons } = file;
      const person = persons.find(({ id }) => id === state.person);
      const lapsed = lapsedOf(file);
      await receiveMessage(deps, state.id, {
        content: {
          channel: 'portal',
          receivedAt: deps.clock.now(),
          from: { name: person?.name, email: person?.email, phone: person?.phone },
          subject:
            what === 'late' && lapsed
              ? `Asks late for ${lapsed.asksFor}; the last day was ${longDate(lapsed.until)}`
              : 'By the private link',
          text: typed,
          attachments: [],
        },
        automatic: false,
        senderKnown: () => true,
        once: [`private-link:${state.id}:${digest(field(c.var.form, 'once'))}`],
        documents: paper.ok && paper.paper ? [await keep(state.id, paper.paper)] : [],
      });
      await dropCarried(deps, c.var.session);
      return c.redirect(`/follow/done/${forms[what].done}`, 303);
    });
  }

  async function fileOf(c: PageContext) {
    const upload = c.var.form.files['file'];
    if (!upload) return { ok: true, paper: undefined } as const;
    const title = tidied({ kind: 'text' }, upload.name).slice(0, 200) || 'File';
    const read = await readPaper(title, new Uint8Array(await upload.arrayBuffer()));
    return read.ok ? read : ({ ok: false, reason: `${title}: ${read.reason}` } as const);
  }

  type Paper = Extract<Awaited<ReturnType<typeof readPaper>>, { ok: true }>['paper'];

  async function keep(
    caseId: string,
    { title, content, mimeType, extension }: Paper,
  ): Promise<Omit<CaseDocument, 'id'>> {
    const file = `documents/${caseId}/${digest(content)}.${extension}`;
    await deps.files.put(file, content, mimeType);
    const addedAt = deps.clock.now();
    return { title, mimeType, size: content.length, file, addedAt, addedBy: 'complainant' };
  }

  return app;
}

const digest = (content: string | Uint8Array) =>
  createHash('sha256').update(content).digest('hex').slice(0, 32);
