import { Hono } from 'hono';
import { followPage, newPrivateLink } from '../../operations/follow-case/private-link.ts';
import { receiveFeedback } from '../../operations/receive-feedback.ts';
import { dropUpload, largestUpload, storeUpload } from '../../operations/uploads/uploads.ts';
import { largestInForm, refusalOfFile, uploadForm, uploadOn } from '../kit/upload-form.ts';
import type { Council } from '../../domain/council/council.ts';
import { doubtAbout, type AddressProblem } from '../../domain/text/postal-address.ts';
import { longDateWithWeekday } from '../../domain/time/civil-date.ts';
import { isOurs } from '../kit/own-origin.ts';
import { page, wordsOf, type PageContext, type PageEnv, type PageKit } from '../kit/page-kit.ts';
import { field } from '../kit/posted-form.ts';
import { addressDoubt, keepAddress } from '../kit/keep-address.ts';
import { later, type Session } from '../kit/session.ts';
import {
  answerError,
  answerText,
  cleanAnswer,
  firstUnanswered,
  type Journey,
  type Question,
} from './journey.ts';
import { isTooOften, refuseIfTooOften } from './rate-limits.ts';
import { readAnswers, saveAnswers, type VisitAnswers } from './visit-answers.ts';

/** How long after sending a private code can be shown: the next person at a shared device must not get it. */
const codeMinutes = 15;

/** The answer that someone is in danger. It belongs to no question, as it can be given at each. */
const inDanger = 'inDanger';

/** How many files one visit can send. */
const mostFiles = 5;

/** An error in the summary at the top of a page, and where it leads. */
interface PageError {
  text: string;
  href: string;
}

/** Whether a public form was sent after its visit had ended: it is shown again with what was typed, and nothing is done. */
export function isFormOfEndedVisit(c: PageContext, council: Council): boolean {
  return (
    isOurs(c, council) &&
    c.var.session === undefined &&
    /^\/(?:give-feedback|children|follow\/(?:add|late|helper|do))(?:\/|$)/.test(c.req.path)
  );
}

/**
 * The pages of a journey: one for each question, one to check the answers, one to say that they were received. There is
 * no case before the answers are sent.
 */
export function journeyPages(kit: PageKit, journey: Journey): Hono<PageEnv> {
  const { deps } = kit;
  const { path, forChildren = false } = journey;
  const app = new Hono<PageEnv>();
  const allQuestions = (c: PageContext, { answers }: VisitAnswers) =>
    journey.questions(answers, deps.council, wordsOf(c));
  const askedQuestions = (c: PageContext, draft: VisitAnswers) =>
    allQuestions(c, draft).filter((question) => question.isAsked?.(draft.answers) ?? true);
  const dangerWords = (c: PageContext) =>
    forChildren ? wordsOf(c).children.danger : wordsOf(c).public.danger;
  const read = (session: Session | undefined) => readAnswers(deps, session, path);
  const nextPage = (c: PageContext, draft: VisitAnswers) =>
    `${path}/${firstUnanswered(askedQuestions(c, draft), draft.answers)?.id ?? 'check'}`;
  /** The answers to continue with: after a journey is sent, a new one begins. */
  const unsent = async (session: Session | undefined) => {
    const draft = await read(session);
    return draft.sent ? read(undefined) : draft;
  };

  async function show(
    c: PageContext,
    question: Question,
    draft: VisitAnswers,
    {
      typed = draft.answers,
      errors = [],
      keep,
      status = 200,
    }: {
      typed?: VisitAnswers['answers'];
      /** Ticked, it keeps an address that letters may not reach. */
      keep?: string;
      errors?: (PageError & { field?: string })[];
      status?: 200 | 422;
    } = {},
  ) {
    await kit.visit(c);
    const questions = askedQuestions(c, draft);
    const before = questions[questions.findIndex(({ id }) => id === question.id) - 1];
    const change = c.req.query('change') !== undefined;
    const [only] = question.fields;
    const single = question.fields.length === 1 && question.title === undefined;
    const mayAdd = draft.uploads.length < mostFiles;
    const at = `${path}/${question.id}${change ? '?change' : ''}`;
    // Whoever asks for too many links can still send small files with the form.
    const upload =
      question.takesFiles && mayAdd && (await isTooOften(kit, c, 'upload link')) === undefined
        ? await uploadForm(kit, c, { backTo: at, mostBytes: largestUpload.public })
        : undefined;
    return page(
      kit,
      c,
      'public/question.njk',
      {
        title: question.title ?? only?.label ?? question.summary,
        forChildren,
        question,
        dangerButton: dangerWords(c).button,
        single,
        heading: !single,
        action: at,
        fields: question.fields.map((asked) => ({
          ...asked,
          value: typed[asked.name] ?? '',
          error: errors.find((error) => error.field === asked.name)?.text,
        })),
        keep: keep && { name: keepAddress, value: keep, otherWay: `${path}/reach?change` },
        fileError: errors.find((error) => error.field === 'file')?.text,
        files: draft.uploads.map(({ id, title, size }) => ({ id, title, size: sizeInWords(size) })),
        mayAdd,
        mostFiles,
        upload,
        errors,
        back: { href: change ? `${path}/check` : before ? `${path}/${before.id}` : journey.startPath },
      },
      status,
    );
  }

  if (path === journey.startPath)
    app.get(path, async (c) => {
      await kit.visit(c);
      return page(kit, c, 'public/children.njk', { title: wordsOf(c).children.start.title, forChildren });
    });
  else
    app.get(path, async (c) => c.redirect(`${path}/${askedQuestions(c, await read(undefined))[0]?.id}`, 303));

  app.get(`${path}/check`, async (c) => {
    const draft = await read(c.var.session);
    if (draft.sent) return c.redirect(`${path}/sent`, 303);
    if (firstUnanswered(askedQuestions(c, draft), draft.answers)) return c.redirect(nextPage(c, draft), 303);
    return showCheck(c, draft);
  });

  function showCheck(c: PageContext, draft: VisitAnswers, errors: PageError[] = []) {
    const words = wordsOf(c);
    const { noFiles, leftEmpty } = words.public.journey;
    const questions = askedQuestions(c, draft);
    const row = (question: Question, summary: string, value: string, doubt?: AddressProblem) => ({
      summary,
      value,
      warning: doubt && words.public.errors.address[doubt],
      href: `${path}/${question.id}?change`,
    });
    const rows = questions.flatMap((question) =>
      question.takesFiles
        ? [row(question, question.summary, draft.uploads.map(({ title }) => title).join('\n') || noFiles)]
        : question.fields.map((asked) =>
            row(
              question,
              question.fields.length === 1 ? question.summary : asked.label,
              answerText(asked, draft.answers[asked.name] ?? '') || leftEmpty,
              asked.postal ? doubtAbout(draft.answers[asked.name] ?? '') : undefined,
            ),
          ),
    );
    const journeyWords = journey.words(draft.answers, words);
    return page(
      kit,
      c,
      'public/check.njk',
      {
        title: journeyWords.check,
        forChildren,
        rows,
        journeyWords,
        action: `${path}/send`,
        clear: `${path}/clear`,
        errors,
        back: { href: `${path}/${questions.at(-1)?.id}` },
      },
      errors.length > 0 ? 422 : 200,
    );
  }

  app.get(`${path}/sent`, async (c) => {
    const { sent } = await read(c.var.session);
    if (!sent) return c.redirect(journey.startPath, 303);
    const journeyWords = journey.words({}, wordsOf(c));
    return page(kit, c, 'public/sent.njk', {
      title: journeyWords.received,
      forChildren,
      sent,
      codeWords: journeyWords.code,
      codeMinutes,
      codeAt: mayHaveCode(sent) ? `${path}/code` : undefined,
    });
  });

  const mayHaveCode = ({ codeUntil }: NonNullable<VisitAnswers['sent']>) =>
    codeUntil !== undefined && deps.clock.now() < codeUntil;

  // Without an address there is no letter and so no link. The code is only in this answer, as in a print.
  app.post(`${path}/code`, async (c) => {
    const { sent } = await read(c.var.session);
    const state = sent && mayHaveCode(sent) ? await deps.store.state(sent.reference) : undefined;
    if (!sent || !state) return c.redirect(`${path}/sent`, 303);
    const limited = await refuseIfTooOften(kit, c, 'new link');
    if (limited) return limited;
    const { code, until } = await newPrivateLink(deps, state);
    const { code: codeWords } = journey.words({}, wordsOf(c));
    return page(kit, c, 'public/code.njk', {
      title: codeWords.title,
      forChildren,
      codeWords,
      code,
      until: longDateWithWeekday(until),
      reference: sent.reference,
      address: followPage(deps).replace(/^https?:\/\//, ''),
      back: { href: `${path}/sent` },
    });
  });

  app.post(`${path}/clear`, async (c) => {
    const session = await kit.visit(c);
    const draft = await read(session);
    for (const upload of draft.uploads) await dropUpload(deps, upload);
    await saveAnswers(deps, session, path, { ...draft, answers: {}, uploads: [] });
    const words = wordsOf(c).public.journey;
    return page(kit, c, 'message.njk', {
      title: words.deleted,
      text: words.deletedText,
      forChildren,
      link: { href: journey.startPath, text: words.startAgain },
    });
  });

  app.post(`${path}/send`, async (c) => {
    const session = await kit.visit(c);
    const draft = await read(session);
    if (draft.sent) return c.redirect(`${path}/sent`, 303);
    if (firstUnanswered(askedQuestions(c, draft), draft.answers)) return c.redirect(nextPage(c, draft), 303);
    const words = wordsOf(c);
    // People do not see this field; programs that fill in every field do not send twice.
    if (field(c.var.form, 'website') !== '')
      return showCheck(c, draft, [{ text: words.public.journey.sendAgain, href: '#send' }]);
    const limited = await refuseIfTooOften(kit, c, 'submit', { at: `${path}/check` });
    if (limited) return limited;
    const stored = await Promise.all(draft.uploads.map(({ file }) => deps.files.about(file)));
    if (stored.includes(undefined))
      return showCheck(c, draft, [{ text: words.public.journey.fileLost, href: '#send' }]);
    const { kind, person, text, facts } = journey.submission(draft.answers, words);
    const { reference } = await receiveFeedback(deps, {
      kind,
      receivedAt: deps.clock.now(),
      by: 'complainant',
      ...(Object.keys(person).length > 0 ? { person } : {}),
      message: {
        channel: 'web form',
        from: { name: person.name, email: person.email, phone: person.phone },
        subject: '',
        text,
        attachments: [],
      },
      facts,
      uploads: draft.uploads,
      inDanger: draft.answers[inDanger] === 'yes',
      receipt: true,
      once: [`web-form:${draft.once}`],
    });
    const { next } = journey.words(draft.answers, words);
    const getsLetters = person.email !== undefined || person.address !== undefined;
    const sent = getsLetters
      ? { reference, next }
      : { reference, next, codeUntil: later(deps.clock.now(), codeMinutes) };
    await saveAnswers(deps, session, path, { ...draft, answers: {}, uploads: [], sent });
    for (const upload of draft.uploads) await dropUpload(deps, upload);
    return c.redirect(`${path}/sent`, 303);
  });

  // The advice comes before anything else: before what is missing, and for a visit that has ended too.
  app.get(`${path}/danger`, async (c) => {
    const danger = dangerWords(c);
    return page(kit, c, 'public/danger.njk', {
      title: danger.title,
      forChildren,
      dangerWords: danger,
      dutyPhone: deps.council.dutyContact?.phone,
      next: nextPage(c, await unsent(c.var.session)),
    });
  });

  app.get(`${path}/:question`, async (c) => {
    const draft = await unsent(c.var.session);
    const questions = askedQuestions(c, draft);
    const place = questions.findIndex(({ id }) => id === c.req.param('question'));
    const question = questions[place];
    // Questions are asked in order: anyone who comes back after their visit has ended begins again.
    const isTooFar = firstUnanswered(questions.slice(0, place), draft.answers) !== undefined;
    if (!question || isTooFar) return c.redirect(nextPage(c, draft), 303);
    const uploaded = question.takesFiles ? c.req.query('upload') : undefined;
    return uploaded === undefined ? show(c, question, draft) : takeFile(c, question, draft, uploaded);
  });

  app.post(`${path}/:question`, async (c) => {
    const visitHadEnded = c.var.session === undefined;
    const session = await kit.visit(c);
    const draft = await unsent(session);
    const posted = c.var.form;
    const question = allQuestions(c, draft).find(({ id }) => id === c.req.param('question'));
    if (!question) return c.redirect(nextPage(c, draft), 303);
    const typed = Object.fromEntries(
      question.fields.map((asked) => [asked.name, cleanAnswer(asked, field(posted, asked.name))]),
    );
    const words = wordsOf(c).public;
    if (field(posted, 'do') === 'danger') {
      const kept = question.takesFiles ? {} : typed;
      await saveAnswers(deps, session, path, {
        ...draft,
        answers: { ...draft.answers, ...kept, [inDanger]: 'yes' },
      });
      return c.redirect(`${path}/danger`, 303);
    }
    if (visitHadEnded)
      return show(c, question, draft, {
        typed,
        status: 422,
        errors: [{ text: words.journey.visitEnded, href: `#${question.fields[0]?.name ?? 'file'}` }],
      });
    if (question.takesFiles) return addFile(c, session, question, draft);
    const errors = question.fields.flatMap((asked) => {
      const text = answerError(asked, typed[asked.name] ?? '', words);
      return text === undefined ? [] : [{ field: asked.name, text, href: `#${asked.name}` }];
    });
    if (errors.length > 0) return show(c, question, draft, { typed, errors, status: 422 });
    const postal = question.fields.find((asked) => asked.postal);
    const doubt = postal && addressDoubt(typed[postal.name] ?? '', posted.fields[keepAddress]);
    if (postal && doubt && !doubt.kept) {
      const text = words.errors.address[doubt.problem];
      const asked = [{ field: postal.name, text, href: `#${postal.name}` }];
      return show(c, question, draft, { typed, errors: asked, keep: doubt.value, status: 422 });
    }
    const now = { ...draft, answers: { ...draft.answers, ...typed } };
    await saveAnswers(deps, session, path, now);
    return c.redirect(pageAfter(c, question, now), 303);
  });

  /** The page after this one. After a change it is the list of answers, unless the change leads to a new question. */
  function pageAfter(c: PageContext, question: Question, draft: VisitAnswers): string {
    const questions = askedQuestions(c, draft);
    if (c.req.query('change') !== undefined) {
      const unanswered = firstUnanswered(questions, draft.answers);
      return unanswered ? `${path}/${unanswered.id}?change` : `${path}/check`;
    }
    const following = questions[questions.findIndex(({ id }) => id === question.id) + 1];
    return following ? `${path}/${following.id}` : nextPage(c, draft);
  }

  async function addFile(c: PageContext, session: Session, question: Question, draft: VisitAnswers) {
    const posted = c.var.form;
    const words = wordsOf(c).public.journey;
    const here = `${path}/${question.id}${c.req.query('change') === undefined ? '' : '?change'}`;
    const remove = draft.uploads.find(({ id }) => id === field(posted, 'remove'));
    if (remove) {
      await saveAnswers(deps, session, path, {
        ...draft,
        uploads: draft.uploads.filter((upload) => upload !== remove),
      });
      await dropUpload(deps, remove);
      return c.redirect(here, 303);
    }
    const upload = posted.files['file'];
    const wantsUpload = field(posted, 'do') === 'upload';
    if (!upload && wantsUpload) return refuseFile(c, question, draft, words.chooseFileFirst);
    let now = { ...draft, answers: { ...draft.answers, [question.id]: 'seen' } };
    if (upload) {
      if (draft.uploads.length >= mostFiles)
        return refuseFile(c, question, draft, words.tooManyFiles({ most: mostFiles }));
      const limited = await refuseIfTooOften(kit, c, 'upload', { at: here });
      if (limited) return limited;
      const name = cleanAnswer({ kind: 'text' }, upload.name).slice(0, 200);
      const content = new Uint8Array(await upload.arrayBuffer());
      const stored = await storeUpload(deps, { content, name, mostBytes: largestInForm });
      if (!stored.ok) return refuseFile(c, question, draft, refusalOfFile(c, stored));
      now = { ...now, uploads: [...now.uploads, named(c, stored.upload)] };
    }
    await saveAnswers(deps, session, path, now);
    return c.redirect(wantsUpload ? here : pageAfter(c, question, now), 303);
  }

  /** Adds a file that the browser has uploaded by a link. */
  async function takeFile(c: PageContext, question: Question, draft: VisitAnswers, id: string) {
    const { session } = c.var;
    const here = `${path}/${question.id}${c.req.query('change') === undefined ? '' : '?change'}`;
    if (!session) return c.redirect(here, 303);
    const limited = await refuseIfTooOften(kit, c, 'upload');
    if (limited) return limited;
    const words = wordsOf(c).public.journey;
    const taken = await uploadOn(kit, c, id);
    if (!taken) return refuseFile(c, question, draft, words.uploadAgain);
    if (!taken.ok) return refuseFile(c, question, draft, refusalOfFile(c, taken));
    if (draft.uploads.some((upload) => upload.id === taken.upload.id)) return c.redirect(here, 303);
    if (draft.uploads.length >= mostFiles) {
      await dropUpload(deps, taken.upload);
      return refuseFile(c, question, draft, words.tooManyFiles({ most: mostFiles }));
    }
    await saveAnswers(deps, session, path, {
      ...draft,
      answers: { ...draft.answers, [question.id]: 'seen' },
      uploads: [...draft.uploads, named(c, taken.upload)],
    });
    return c.redirect(here, 303);
  }

  const refuseFile = (c: PageContext, question: Question, draft: VisitAnswers, text: string) =>
    show(c, question, draft, { status: 422, errors: [{ field: 'file', text, href: '#file' }] });

  return app;
}

const named = <File extends { title: string }>(c: PageContext, upload: File): File => ({
  ...upload,
  title: upload.title || wordsOf(c).public.journey.unnamedFile,
});

/** A size in KB or MB, as browsers show it. */
function sizeInWords(bytes: number): string {
  return bytes < 1_000_000
    ? `${Math.max(1, Math.round(bytes / 1_000))} KB`
    : `${(bytes / 1_000_000).toFixed(1)} MB`;
}
