import { createHash, randomUUID } from 'node:crypto';
import { Hono } from 'hono';
import type { lapsedRight } from '../../domain/decisions/complainant-choices.ts';
import { longDate, longDateWithWeekday } from '../../domain/time/civil-date.ts';
import type { CaseDocument } from '../../domain/case/stored-rows.ts';
import type { CaseFile } from '../../ports.ts';
import { receiveMessage } from '../../operations/receive-message.ts';
import { readDocumentFile } from '../../operations/case-actions/document-file.ts';
import { refusalInWords } from '../../words/refusal-in-words.ts';
import { page, wordsOf, type PageContext, type PageEnv, type PageKit } from '../kit/page-kit.ts';
import { field } from '../kit/posted-form.ts';
import { carriedForm, dropCarriedForm } from '../kit/carried-form.ts';
import { answerError, cleanAnswer, type JourneyField } from './journey.ts';
import { refuseIfTooOften } from './rate-limits.ts';

/** A message with a file, or a request for the next stage that comes after the last day to ask. */
type Purpose = 'add' | 'late';

/** The pages on which the complainant adds a message, or asks late for the next stage, after opening a private link. */
export function addMessagePages(
  kit: PageKit,
  {
    followedCaseFile,
    lapsedRightOf,
  }: {
    followedCaseFile: (c: PageContext) => Promise<CaseFile | undefined>;
    lapsedRightOf: (file: CaseFile) => ReturnType<typeof lapsedRight>;
  },
): Hono<PageEnv> {
  const { deps } = kit;
  const app = new Hono<PageEnv>();

  const textField = (c: PageContext, purpose: Purpose): JourneyField => {
    const { label, required } = wordsOf(c).public.follow[purpose];
    return { name: 'text', kind: 'paragraphs', label, requiredError: required };
  };

  function show(
    c: PageContext,
    file: CaseFile,
    purpose: Purpose,
    { typed = '', textError = '', fileError = '' } = {},
  ) {
    const words = wordsOf(c).public.follow;
    const lapsed = purpose === 'late' ? lapsedRightOf(file) : undefined;
    const errors = [
      ...(textError === '' ? [] : [{ text: textError, href: '#text' }]),
      ...(fileError === '' ? [] : [{ text: fileError, href: '#file' }]),
    ];
    return page(
      kit,
      c,
      'public/add-message.njk',
      {
        title: words[purpose].title,
        lapsedText:
          lapsed && words.late.text({ stage: lapsed.asksFor, until: longDateWithWeekday(lapsed.until) }),
        action: `/follow/${purpose}`,
        once: field(c.var.form, 'once') || randomUUID(),
        text: { ...textField(c, purpose), value: typed, error: textError || undefined },
        fileError: fileError || undefined,
        errors,
        back: { href: '/follow' },
      },
      errors.length > 0 ? 422 : 200,
    );
  }

  for (const purpose of ['add', 'late'] as const) {
    const isPossible = (file: CaseFile) => purpose === 'add' || lapsedRightOf(file) !== undefined;

    app.get(`/follow/${purpose}`, async (c) => {
      const file = await followedCaseFile(c);
      if (!file || !isPossible(file)) return c.redirect('/follow', 303);
      const carried = await carriedForm(deps, c.var.session, c.req.path);
      return show(c, file, purpose, { typed: field({ fields: carried?.fields ?? {} }, 'text') });
    });

    app.post(`/follow/${purpose}`, async (c) => {
      const file = await followedCaseFile(c);
      if (!file || !isPossible(file)) return c.redirect('/follow', 303);
      const limited = await refuseIfTooOften(kit, c, 'submit');
      if (limited) return limited;
      const words = wordsOf(c).public;
      const { forOfficers } = words.follow;
      const typed = cleanAnswer({ kind: 'paragraphs' }, field(c.var.form, 'text'));
      const textError = answerError(textField(c, purpose), typed, words) ?? '';
      const paper = await fileOf(c);
      const fileError = paper.ok ? '' : paper.reason;
      if (textError !== '' || fileError !== '')
        return show(c, file, purpose, { typed, textError, fileError });
      const { state, persons } = file;
      const person = persons.find(({ id }) => id === state.person);
      const lapsed = lapsedRightOf(file);
      await receiveMessage(deps, state.id, {
        content: {
          channel: 'portal',
          receivedAt: deps.clock.now(),
          from: { name: person?.name, email: person?.email, phone: person?.phone },
          subject:
            purpose === 'late' && lapsed
              ? forOfficers.askedLate({ stage: lapsed.asksFor, until: longDate(lapsed.until) })
              : forOfficers.addedByLink,
          text: typed,
          attachments: [],
        },
        automatic: false,
        arrival: { way: 'private link' },
        once: [`private-link:${state.id}:${digest(field(c.var.form, 'once'))}`],
        documents: paper.ok && paper.paper ? [await keep(state.id, paper.paper)] : [],
      });
      await dropCarriedForm(deps, c.var.session);
      return c.redirect(`/follow/done/${purpose === 'late' ? 'late' : 'message'}`, 303);
    });
  }

  async function fileOf(c: PageContext) {
    const upload = c.var.form.files['file'];
    if (!upload) return { ok: true, paper: undefined } as const;
    const title =
      cleanAnswer({ kind: 'text' }, upload.name).slice(0, 200) || wordsOf(c).public.journey.unnamedFile;
    const read = await readDocumentFile(title, new Uint8Array(await upload.arrayBuffer()), upload.name);
    return read.ok
      ? read
      : ({
          ok: false,
          reason: wordsOf(c).public.errors.fileRefused({
            file: title,
            reason: refusalInWords(read.refusal, wordsOf(c)),
          }),
        } as const);
  }

  type Paper = Extract<Awaited<ReturnType<typeof readDocumentFile>>, { ok: true }>['paper'];

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
