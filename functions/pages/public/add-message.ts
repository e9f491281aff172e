import { scanMark } from '../../operations/check-file/scan.ts';
import { createHash, randomUUID } from 'node:crypto';
import { Hono } from 'hono';
import type { lapsedRight } from '../../domain/decisions/complainant-choices.ts';
import { longDate, longDateWithWeekday } from '../../domain/time/civil-date.ts';
import type { CaseDocument } from '../../domain/case/stored-rows.ts';
import type { CaseFile } from '../../ports.ts';
import { receiveMessage } from '../../operations/receive-message.ts';
import { largestUpload, nameBelow, storeUpload, type Upload } from '../../operations/uploads/uploads.ts';
import { largestInForm, refusalOfFile, uploadForm, uploadOn } from '../kit/upload-form.ts';
import { wordsIn } from '../../words/words.ts';
import { page, wordsOf, type PageContext, type PageEnv, type PageKit } from '../kit/page-kit.ts';
import { field } from '../kit/posted-form.ts';
import { carriedForm, dropCarriedForm } from '../kit/carried-form.ts';
import { answerError, cleanAnswer, type JourneyField } from './journey.ts';
import { isTooOften, refuseIfTooOften } from './rate-limits.ts';

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
    {
      typed = '',
      textError = '',
      fileError = '',
      upload,
    }: {
      typed?: string;
      textError?: string;
      fileError?: string;
      upload?: Pick<Upload, 'id' | 'title'> | undefined;
    } = {},
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
        upload,
        largerFile: `/follow/${purpose}/file`,
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
      const typed = field({ fields: carried?.fields ?? {} }, 'text');
      const uploaded = c.req.query('upload');
      if (uploaded === undefined) return show(c, file, purpose, { typed });
      const limited = await refuseIfTooOften(kit, c, 'upload');
      if (limited) return limited;
      const taken = await uploadOn(kit, c, uploaded);
      if (taken?.ok === true)
        return show(c, file, purpose, { typed, upload: { id: uploaded, title: taken.upload.title } });
      const fileError = taken ? refusalOfFile(c, taken) : wordsOf(c).public.journey.uploadAgain;
      return show(c, file, purpose, { typed, fileError });
    });

    // A file that is too large for the form is uploaded first, and then stands in it.
    app.get(`/follow/${purpose}/file`, async (c) => {
      const file = await followedCaseFile(c);
      if (!file || !isPossible(file)) return c.redirect('/follow', 303);
      if ((await isTooOften(kit, c, 'upload link')) !== undefined)
        return c.redirect(`/follow/${purpose}`, 303);
      return page(kit, c, 'upload-file.njk', {
        title: wordsOf(c).public.follow.add.largerFileTitle,
        hint: wordsOf(c).public.follow.add.largerFileHint,
        button: wordsOf(c).public.journey.addFile,
        upload: await uploadForm(kit, c, {
          backTo: `/follow/${purpose}`,
          mostBytes: largestUpload.public,
        }),
        back: { href: `/follow/${purpose}` },
      });
    });

    app.post(`/follow/${purpose}`, async (c) => {
      const file = await followedCaseFile(c);
      if (!file || !isPossible(file)) return c.redirect('/follow', 303);
      const limited = await refuseIfTooOften(kit, c, 'submit', { at: c.req.path, carried: true });
      if (limited) return limited;
      const words = wordsOf(c).public;
      const { forOfficers } = words.follow;
      const typed = cleanAnswer({ kind: 'paragraphs' }, field(c.var.form, 'text'));
      const textError = answerError(textField(c, purpose), typed, words) ?? '';
      const paper = await fileOf(c);
      const upload = paper?.ok === true ? paper.upload : undefined;
      const linked = field(c.var.form, 'upload');
      const isLost = paper === undefined && linked !== '';
      const fileError = isLost
        ? words.journey.uploadAgain
        : paper?.ok === false
          ? refusalOfFile(c, paper)
          : '';
      if (textError !== '' || fileError !== '')
        return show(c, file, purpose, {
          typed,
          textError,
          fileError,
          // A file that came with the form must be chosen again.
          upload: upload && linked !== '' ? { id: linked, title: upload.title } : undefined,
        });
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
        documents: upload ? [await keep(state.id, upload)] : [],
      });
      await dropCarriedForm(deps, c.var.session);
      return c.redirect(`/follow/done/${purpose === 'late' ? 'late' : 'message'}`, 303);
    });
  }

  /** The file of a form: one that came with it, or one that was uploaded before and is named in it. */
  async function fileOf(c: PageContext) {
    const file = c.var.form.files['file'];
    if (!file) return uploadOn(kit, c, field(c.var.form, 'upload'));
    const name = cleanAnswer({ kind: 'text' }, file.name).slice(0, 200);
    const content = new Uint8Array(await file.arrayBuffer());
    return storeUpload(deps, { content, name, mostBytes: largestInForm });
  }

  async function keep(caseId: string, upload: Upload): Promise<Omit<CaseDocument, 'id'>> {
    const { mimeType, size } = upload;
    const file = nameBelow(`documents/${caseId}/`, upload);
    await deps.files.copy(upload.file, file, mimeType);
    const title = upload.title || wordsIn(undefined).public.journey.unnamedFile;
    return {
      title,
      mimeType,
      size,
      file,
      addedAt: deps.clock.now(),
      addedBy: 'complainant',
      ...scanMark(deps),
    };
  }

  return app;
}

const digest = (content: string) => createHash('sha256').update(content).digest('hex').slice(0, 32);
