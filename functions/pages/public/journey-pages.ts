import { Hono } from 'hono';
import { followPage, newPrivateLink } from '../../operations/follow-case/private-link.ts';
import { receiveFeedback } from '../../operations/receive-feedback.ts';
import { readPaper } from '../../operations/case-actions/paper.ts';
import type { Council } from '../../domain/council/council.ts';
import { isOurs } from '../kit/own-origin.ts';
import { page, type PageContext, type PageEnv, type PageKit } from '../kit/page-kit.ts';
import { field } from '../kit/posted-form.ts';
import { later, type Session } from '../kit/session.ts';
import { inWords, problemWith, tidied, unanswered, type Journey, type Question } from './journey.ts';
import { tooOften } from './limits.ts';
import {
  answersOf,
  dropUpload,
  keepAnswers,
  keepUpload,
  uploaded,
  type VisitAnswers,
} from './visit-answers.ts';

/** So long after sending a private code can be shown: who comes to the same device later must not find the way in. */
const codeMinutes = 15;

/** As many files as one visit can send. */
const mostFiles = 5;

interface Problem {
  text: string;
  href: string;
}

/** Forms of the public keep what is typed also when the visit has ended: such a form is shown again, and nothing is done. */
export function isLapsedAnswer(c: PageContext, council: Council): boolean {
  return (
    isOurs(c, council) &&
    c.var.session === undefined &&
    /^\/(?:give-feedback|children|follow\/(?:add|late|do))(?:\/|$)/.test(c.req.path)
  );
}

/** The pages of a journey: a question each, the answers to check, and what was received. Nothing is a case before it is sent. */
export function journeyPages(kit: PageKit, journey: Journey): Hono<PageEnv> {
  const { deps } = kit;
  const { at, words, forChildren = false } = journey;
  const app = new Hono<PageEnv>();
  const all = ({ answers }: VisitAnswers) => journey.questions(answers, deps.council);
  const asked = (kept: VisitAnswers) =>
    all(kept).filter((question) => question.asked?.(kept.answers) ?? true);
  const read = (session: Session | undefined) => answersOf(deps, session, at);
  const onward = (kept: VisitAnswers) => `${at}/${unanswered(asked(kept), kept.answers)?.id ?? 'check'}`;
  /** What was sent is not filled in any more: a new journey begins. */
  const open = (kept: VisitAnswers, fresh: VisitAnswers) => (kept.sent ? fresh : kept);

  async function show(
    c: PageContext,
    question: Question,
    kept: VisitAnswers,
    {
      typed = kept.answers,
      errors = [],
      status = 200,
    }: {
      typed?: VisitAnswers['answers'];
      errors?: (Problem & { field?: string })[];
      status?: 200 | 422;
    } = {},
  ) {
    await kit.visit(c);
    const questions = asked(kept);
    const before = questions[questions.findIndex(({ id }) => id === question.id) - 1];
    const change = c.req.query('change') !== undefined;
    const [only] = question.fields;
    const single = question.fields.length === 1 && question.title === undefined;
    return page(
      kit,
      c,
      'public/question.njk',
      {
        title: question.title ?? only?.label ?? question.short,
        forChildren,
        question,
        single,
        heading: !single,
        action: `${at}/${question.id}${change ? '?change' : ''}`,
        fields: question.fields.map((asks) => ({
          ...asks,
          value: typed[asks.name] ?? '',
          error: errors.find((error) => error.field === asks.name)?.text,
        })),
        fileError: errors.find((error) => error.field === 'file')?.text,
        files: kept.uploads.map(({ id, title, size }) => ({ id, title, size: sizeInWords(size) })),
        mayAdd: kept.uploads.length < mostFiles,
        mostFiles,
        errors,
        back: { href: change ? `${at}/check` : before ? `${at}/${before.id}` : journey.from },
      },
      status,
    );
  }

  if (at === journey.from)
    app.get(at, async (c) => {
      await kit.visit(c);
      return page(kit, c, 'public/children.njk', { title: 'Tell us if something is wrong', forChildren });
    });
  else app.get(at, async (c) => c.redirect(`${at}/${asked(await read(undefined))[0]?.id}`, 303));

  app.get(`${at}/check`, async (c) => {
    const kept = await read(c.var.session);
    if (kept.sent) return c.redirect(`${at}/sent`, 303);
    if (unanswered(asked(kept), kept.answers)) return c.redirect(onward(kept), 303);
    return check(c, kept);
  });

  function check(c: PageContext, kept: VisitAnswers, errors: Problem[] = []) {
    const questions = asked(kept);
    const row = (question: Question, short: string, value: string) => ({
      short,
      value,
      href: `${at}/${question.id}?change`,
    });
    const rows = questions.flatMap((question) =>
      question.files
        ? [row(question, question.short, kept.uploads.map(({ title }) => title).join('\n') || 'None')]
        : question.fields.map((asks) =>
            row(
              question,
              question.fields.length === 1 ? question.short : asks.label,
              inWords(asks, kept.answers[asks.name] ?? '') || 'Left empty',
            ),
          ),
    );
    return page(
      kit,
      c,
      'public/check.njk',
      {
        title: words.check,
        forChildren,
        rows,
        words,
        action: `${at}/send`,
        clear: `${at}/clear`,
        errors,
        back: { href: `${at}/${questions.at(-1)?.id}` },
      },
      errors.length > 0 ? 422 : 200,
    );
  }

  app.get(`${at}/sent`, async (c) => {
    const { sent } = await read(c.var.session);
    if (!sent) return c.redirect(journey.from, 303);
    return page(kit, c, 'public/sent.njk', {
      title: words.received,
      forChildren,
      sent,
      codeAt: mayHaveCode(sent) ? `${at}/code` : undefined,
    });
  });

  const mayHaveCode = ({ codeUntil }: NonNullable<VisitAnswers['sent']>) =>
    codeUntil !== undefined && deps.clock.now() < codeUntil;

  // Who gave no address gets no letter, and so no link: the code is in this answer and nowhere else, as in a print.
  app.post(`${at}/code`, async (c) => {
    const { sent } = await read(c.var.session);
    const state = sent && mayHaveCode(sent) ? await deps.store.state(sent.reference) : undefined;
    if (!sent || !state) return c.redirect(`${at}/sent`, 303);
    const limited = await tooOften(kit, c, 'new link');
    if (limited) return limited;
    const { code, until } = await newPrivateLink(deps, state);
    return page(kit, c, 'public/code.njk', {
      title: forChildren ? 'Your secret code' : 'Your private code',
      forChildren,
      code,
      until,
      reference: sent.reference,
      address: followPage(deps).replace(/^https?:\/\//, ''),
      back: { href: `${at}/sent` },
    });
  });

  app.post(`${at}/clear`, async (c) => {
    const session = await kit.visit(c);
    const kept = await read(session);
    for (const upload of kept.uploads) await dropUpload(deps, upload);
    await keepAnswers(deps, session, at, { ...kept, answers: {}, uploads: [] });
    return page(kit, c, 'message.njk', {
      title: 'Deleted',
      text: 'What you wrote is deleted, and nothing was sent.',
      forChildren,
      link: { href: journey.from, text: 'Start again' },
    });
  });

  app.post(`${at}/send`, async (c) => {
    const session = await kit.visit(c);
    const kept = await read(session);
    if (kept.sent) return c.redirect(`${at}/sent`, 303);
    if (unanswered(asked(kept), kept.answers)) return c.redirect(onward(kept), 303);
    // People do not see this field; programs that fill in every field do not send twice.
    if (field(c.var.form, 'website') !== '')
      return check(c, kept, [{ text: 'This was not sent. Please send it once more.', href: '#send' }]);
    const limited = await tooOften(kit, c, 'submit');
    if (limited) return limited;
    const papers = (await Promise.all(kept.uploads.map((upload) => uploaded(deps, upload)))).filter(
      (paper) => paper !== undefined,
    );
    if (papers.length < kept.uploads.length)
      return check(c, kept, [{ text: 'A file was lost. Please remove it and add it again.', href: '#send' }]);
    const { kind, person, text, facts } = journey.sent(kept.answers, deps.council);
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
      papers,
      once: [`web-form:${kept.once}`],
    });
    const next = words.next(kept.answers);
    const getsLetters = person.email !== undefined || person.address !== undefined;
    const sent = getsLetters
      ? { reference, next }
      : { reference, next, codeUntil: later(deps.clock.now(), codeMinutes) };
    await keepAnswers(deps, session, at, { ...kept, answers: {}, uploads: [], sent });
    for (const upload of kept.uploads) await dropUpload(deps, upload);
    return c.redirect(`${at}/sent`, 303);
  });

  app.get(`${at}/:question`, async (c) => {
    const kept = open(await read(c.var.session), await read(undefined));
    const questions = asked(kept);
    const place = questions.findIndex(({ id }) => id === c.req.param('question'));
    const question = questions[place];
    // Nobody is asked for the second thing first: whoever comes back after their visit ended begins again.
    const ahead = questions.slice(0, place).some((earlier) => unanswered([earlier], kept.answers));
    if (!question || ahead) return c.redirect(onward(kept), 303);
    return show(c, question, kept);
  });

  app.post(`${at}/:question`, async (c) => {
    const lapsed = c.var.session === undefined;
    const session = await kit.visit(c);
    const kept = open(await read(session), await read(undefined));
    const posted = c.var.form;
    const question = all(kept).find(({ id }) => id === c.req.param('question'));
    if (!question) return c.redirect(onward(kept), 303);
    const typed = Object.fromEntries(
      question.fields.map((asks) => [asks.name, tidied(asks, field(posted, asks.name))]),
    );
    if (lapsed)
      return show(c, question, kept, {
        typed,
        status: 422,
        errors: [
          {
            text: 'You were away for a long time, so we deleted your earlier answers. What you wrote here is kept: go on from here.',
            href: `#${question.fields[0]?.name ?? 'file'}`,
          },
        ],
      });
    if (question.files) return addFile(c, session, question, kept);
    const errors = question.fields.flatMap((asks) => {
      const text = problemWith(asks, typed[asks.name] ?? '');
      return text === undefined ? [] : [{ field: asks.name, text, href: `#${asks.name}` }];
    });
    if (errors.length > 0) return show(c, question, kept, { typed, errors, status: 422 });
    const now = { ...kept, answers: { ...kept.answers, ...typed } };
    await keepAnswers(deps, session, at, now);
    return c.redirect(after(c, question, now), 303);
  });

  /** On to the next page; after a change back to the answers, unless the change asks something new. */
  function after(c: PageContext, question: Question, kept: VisitAnswers): string {
    const questions = asked(kept);
    if (c.req.query('change') !== undefined) {
      const news = unanswered(questions, kept.answers);
      return news ? `${at}/${news.id}?change` : `${at}/check`;
    }
    const following = questions[questions.findIndex(({ id }) => id === question.id) + 1];
    return following ? `${at}/${following.id}` : onward(kept);
  }

  async function addFile(c: PageContext, session: Session, question: Question, kept: VisitAnswers) {
    const posted = c.var.form;
    const here = `${at}/${question.id}${c.req.query('change') === undefined ? '' : '?change'}`;
    const remove = kept.uploads.find(({ id }) => id === field(posted, 'remove'));
    if (remove) {
      await keepAnswers(deps, session, at, {
        ...kept,
        uploads: kept.uploads.filter((upload) => upload !== remove),
      });
      await dropUpload(deps, remove);
      return c.redirect(here, 303);
    }
    const refuse = (text: string) =>
      show(c, question, kept, { status: 422, errors: [{ field: 'file', text, href: '#file' }] });
    const upload = posted.files['file'];
    const wantsUpload = field(posted, 'do') === 'upload';
    if (!upload && wantsUpload) return refuse('Choose a file first');
    let now = { ...kept, answers: { ...kept.answers, [question.id]: 'seen' } };
    if (upload) {
      if (kept.uploads.length >= mostFiles) return refuse(`You can add ${mostFiles} files at most`);
      const limited = await tooOften(kit, c, 'upload');
      if (limited) return limited;
      const title = tidied({ kind: 'text' }, upload.name).slice(0, 200) || 'File';
      const paper = await readPaper(title, new Uint8Array(await upload.arrayBuffer()));
      if (!paper.ok) return refuse(`${title}: ${paper.reason}`);
      now = { ...now, uploads: [...now.uploads, await keepUpload(deps, session, paper.paper)] };
    }
    await keepAnswers(deps, session, at, now);
    return c.redirect(wantsUpload ? here : after(c, question, now), 303);
  }

  return app;
}

function sizeInWords(bytes: number): string {
  return bytes < 1_000_000
    ? `${Math.max(1, Math.round(bytes / 1_000))} KB`
    : `${(bytes / 1_000_000).toFixed(1)} MB`;
}
