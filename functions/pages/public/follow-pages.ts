import { Hono } from 'hono';
import {
  optionsOfComplainant,
  lapsedRight,
  type CommandOption,
} from '../../domain/decisions/complainant-choices.ts';
import { longDate, londonDate, type CivilDate } from '../../domain/time/civil-date.ts';
import { textOf } from '../../domain/case/answer-text.ts';
import { canBeRead, publicStatus } from '../../domain/views/public-status.ts';
import { letterId } from '../../dependencies.ts';
import { decideStep, taskTag } from '../../operations/decide-step/decide-step.ts';
import { followedCase, linkHash } from '../../operations/follow-case/private-link.ts';
import { askForLink } from '../../operations/follow-case/send-link.ts';
import type { CaseFile } from '../../ports.ts';
import { letterTemplate } from '../../operations/send-letter/deliver-letters.ts';
import { cookieOf, dropCookie, keepCookie } from '../kit/cookies.ts';
import { looksOf, withinPage } from '../staff/letter-page.ts';
import { page, type PageContext, type PageEnv, type PageKit } from '../kit/page-kit.ts';
import { dateAnswer, field, typedDate, type PostedForm } from '../kit/posted-form.ts';
import { endSession, startSession } from '../kit/session.ts';
import { carriedForm, carryForm, dropCarried, handOn } from './carried-form.ts';
import { sayMore } from './say-more.ts';
import { problemWith, tidied, type Field } from './journey.ts';
import { tooOften } from './limits.ts';

/** What the complainant is asked when they decide something, in words for them; of all else their form has its own. */
const askedOfThem: Record<string, Omit<Field, 'name'>> = {
  unresolved: {
    kind: 'paragraphs',
    label: 'What is still not right?',
    hint: 'Tell us which parts of our answer you do not agree with, and what you want to happen.',
    needed: 'Tell us what is still not right',
    most: 10_000,
  },
  reason: {
    kind: 'paragraphs',
    label: 'Why do you want to stop?',
    hint: 'You do not have to say.',
    most: 5_000,
  },
  until: {
    kind: 'date',
    label: 'Until which day will you wait?',
    hint: 'You can still ask for the next stage before that day.',
    needed: 'Enter the day until which you will wait',
  },
};

/** What needs no asking: they say it on the day they say it. */
const saidWith = (today: CivilDate): Record<string, string> => ({ agreedOn: today });

/** Whether the step goes on after it: they let us have more time for it. */
const waits = ({ outcome }: Pick<CommandOption, 'outcome'>): boolean => outcome.next === 'again';

/** What there is to say about a choice, before and after. */
function wordsFor({ outcome, task }: CommandOption, asksFor: string | undefined) {
  if (outcome.effect === 'withdraw')
    return {
      title: 'Stop this',
      text: 'We stop looking into it. If we can write to you, we confirm it in a letter. It does not change the help you get from us. You can come back to us if you change your mind.',
      button: 'Yes, stop it',
      warning: 'It stops at once.',
    };
  if (waits({ outcome }))
    return {
      title: 'Wait longer for our answer',
      text: 'Our answer is late, and we are sorry. You do not have to wait. If you want to, tell us until when.',
      button: 'I will wait',
      warning: undefined,
    };
  const stage = asksFor ?? 'the next stage';
  return {
    title: 'Ask for the next stage',
    text:
      asksFor === undefined
        ? `You ask for ${stage}, because you have had no answer in time.`
        : `You ask for ${stage}. The last day to ask is ${longDate(task.due)}.`,
    button: 'Ask for the next stage',
    warning: undefined,
  };
}

/** Receipts: said after something was done, whoever comes to the page again. */
const receipts: Record<string, { title: string; text: string }> = {
  message: {
    title: 'We have what you sent',
    text: 'The people who deal with it have been told. It stands below your case, with the date.',
  },
  stopped: {
    title: 'We stop',
    text: 'You have taken it back. If we can write to you, we confirm this in a letter.',
  },
  asked: {
    title: 'You have asked for the next stage',
    text: 'We have noted it, with today’s date. We write to you about what happens now.',
  },
  waiting: {
    title: 'You wait for our answer',
    text: 'We have noted until when, and we still have to answer you. You can change your mind at any time.',
  },
  late: {
    title: 'We have your request',
    text: 'The time to ask was over, so a complaints officer decides whether we can still do it. We write to you.',
  },
};

/** Follow my complaint: everything a private link opens. Nothing about any case is shown without one. */
export function followPages(kit: PageKit): Hono<PageEnv> {
  const { deps } = kit;
  const app = new Hono<PageEnv>();

  const followed = async (c: PageContext): Promise<CaseFile | undefined> =>
    c.var.session?.link === undefined ? undefined : followedCase(deps, c.var.session.link);

  const procedureOf = ({ state }: CaseFile) =>
    state.procedure && deps.procedures.version(state.procedure.id, state.procedure.version);

  /** Where one comes in, with a link or a code, or asks for a new one. */
  async function wayIn(
    c: PageContext,
    status: 200 | 404 | 422,
    errors: { text: string; href: string }[] = [],
    carried = false,
  ) {
    await kit.visit(c);
    return page(
      kit,
      c,
      'public/follow-start.njk',
      {
        title: status === 404 ? 'This link does not work' : 'Follow my complaint',
        carried,
        broken: status === 404,
        errors,
        code: field(c.var.form, 'code'),
        reference: field(c.var.form, 'reference'),
        codeError: errors.find(({ href }) => href === '#code')?.text,
        referenceError: errors.find(({ href }) => href === '#reference')?.text,
        back: { href: '/' },
      },
      status,
    );
  }

  /** A visit of its own for the case: the secret stays neither in the address nor in the history. */
  async function open(c: PageContext, secret: string): Promise<Response | undefined> {
    const link = linkHash(secret);
    if (!(await followedCase(deps, link))) return undefined;
    const before = cookieOf(c);
    if (before !== undefined) await endSession(deps, before);
    const { cookie, session } = await startSession(deps, { link });
    keepCookie(c, cookie);
    const unsent = c.var.session && (await handOn(deps, c.var.session, session));
    return c.redirect(unsent ?? '/follow', 303);
  }

  // A form whose visit has ended is kept until the link was opened again, and then shown as it was.
  app.use('/follow/*', async (c, next) => {
    if (c.req.method !== 'POST' || c.var.session !== undefined) return next();
    const limited = await tooOften(kit, c, 'follow');
    if (limited) return limited;
    const carried = await carryForm(deps, await kit.visit(c), c.req.path, c.var.form);
    return wayIn(c, 422, [], carried);
  });

  app.get('/follow', async (c) => {
    const file = await followed(c);
    if (!file) return wayIn(c, 200);
    const { state, letters, persons } = file;
    const { email, phone, address } = persons.find(({ id }) => id === state.person) ?? {};
    const isComplaint = (state.facts.kind ?? state.kind) === 'complaint';
    const procedure = procedureOf(file);
    const today = londonDate(deps.clock.now());
    const choices = possible(file);
    const lapsed = lapsedRight(state, procedure);
    return page(kit, c, 'public/follow.njk', {
      title: `Your ${isComplaint ? 'complaint' : 'feedback'}`,
      reference: state.reference,
      receivedOn: state.receivedOn,
      progress: publicStatus(state, procedure, {
        today,
        reached: [email, phone, address].some((way) => way !== undefined),
      }),
      // What they have a right to comes before what they would do for us.
      choices: choices
        .toSorted((one, other) => Number(waits(one)) - Number(waits(other)))
        .map((choice) => ({ ...wordsFor(choice, undefined), href: `/follow/do/${choice.id}` })),
      lapsed,
      // The Ombudsman looks at complaints, and at nothing else that people give us.
      ombudsman: isComplaint && (state.status === 'closed' || lapsed !== undefined),
      letters: lettersOf(letters, state.id),
      said: saidByThem(file),
    });
  });

  app.post('/follow', async (c) => {
    const limited = await tooOften(kit, c, 'follow');
    if (limited) return limited;
    const code = field(c.var.form, 'code').trim();
    const typed = code.split('/').at(-1) ?? '';
    if (typed === '') return wayIn(c, 422, [{ text: 'Enter the code of your letter', href: '#code' }]);
    return (
      (await open(c, typed)) ??
      wayIn(c, 422, [
        { text: 'This code does not work. It may have a mistake in it, or be too old', href: '#code' },
      ])
    );
  });

  app.post('/follow/new-link', async (c) => {
    const limited = await tooOften(kit, c, 'new link');
    if (limited) return limited;
    const reference = field(c.var.form, 'reference');
    if (reference.trim() === '') return wayIn(c, 422, [{ text: 'Enter your reference', href: '#reference' }]);
    await askForLink(deps, reference);
    return page(kit, c, 'message.njk', {
      title: 'Look into your email',
      text: `If there is a case with this reference and an email address on it, we send a new link to that address. If nothing comes, phone us on ${deps.council.phone}.`,
      link: { href: '/', text: 'Back to the start' },
    });
  });

  app.post('/follow/leave', async (c) => {
    const cookie = cookieOf(c);
    if (cookie !== undefined) await endSession(deps, cookie);
    dropCookie(c);
    return c.redirect('/', 303);
  });

  app.get('/follow/done/:what', async (c) => {
    const receipt = receipts[c.req.param('what')];
    if (!(await followed(c)) || !receipt) return c.redirect('/follow', 303);
    return page(kit, c, 'public/receipt.njk', { ...receipt });
  });

  app.get('/follow/letters/:letter', async (c) => {
    const file = await followed(c);
    const row = file && letterNamed(file, c.req.param('letter'));
    const html = row && (await looksOf(deps.files, row));
    if (!file || !row || html === undefined) return wayIn(c, 404);
    const papers = file.documents.filter(({ id }) => row.enclosures?.includes(id));
    return page(kit, c, 'public/letter.njk', {
      title: letterTemplate(row.template).title,
      preparedAt: row.preparedAt,
      body: withinPage(html),
      papers: papers.map(({ id, title }) => ({
        title,
        href: `/follow/letters/${c.req.param('letter')}/${id}`,
      })),
      back: { href: '/follow', text: 'Back' },
    });
  });

  app.get('/follow/letters/:letter/:document', async (c) => {
    const file = await followed(c);
    const row = file && letterNamed(file, c.req.param('letter'));
    const paper = file?.documents.find(
      ({ id }) => id === c.req.param('document') && row?.enclosures?.includes(id),
    );
    const content = paper && (await deps.files.get(paper.file));
    if (!content) return wayIn(c, 404);
    return c.body(new Uint8Array(content).buffer, 200, {
      'content-type': paper.mimeType,
      'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(paper.title.toWellFormed())}`,
      'content-security-policy': "default-src 'none'; sandbox",
    });
  });

  /** What they can decide, of which their forms know to ask all that is needed. */
  const possible = (file: CaseFile): CommandOption[] =>
    optionsOfComplainant(file.state, procedureOf(file)).filter(({ outcome }) =>
      Object.entries(outcome.form).every(
        ([name, { required }]) => required !== true || name in askedOfThem || name in saidWith(''),
      ),
    );

  function showChoice(
    c: PageContext,
    file: CaseFile,
    choice: CommandOption,
    typed: PostedForm['fields'],
    error?: string,
  ) {
    const [name] = askedFor(choice);
    const asks = name === undefined ? undefined : askedOfThem[name];
    const window = procedureOf(file)?.steps[choice.task.step];
    const words = wordsFor(choice, window?.asksFor);
    return page(
      kit,
      c,
      'public/choice.njk',
      {
        ...words,
        action: `/follow/do/${choice.id}`,
        seen: taskTag(file.state, choice.task),
        fields: asks && name !== undefined ? [{ ...asks, name, ...typedOf(name, typed), error }] : [],
        errors:
          error === undefined
            ? []
            : [{ text: error, href: asks?.kind === 'date' ? `#${name}-day` : `#${name}` }],
        back: { href: '/follow' },
      },
      error === undefined ? 200 : 422,
    );
  }

  app.get('/follow/do/:outcome', async (c) => {
    const file = await followed(c);
    const choice = file && possible(file).find(({ id }) => id === c.req.param('outcome'));
    if (!choice) return c.redirect('/follow', 303);
    const carried = await carriedForm(deps, c.var.session, c.req.path);
    return showChoice(c, file, choice, carried?.fields ?? {});
  });

  app.post('/follow/do/:outcome', async (c) => {
    const file = await followed(c);
    const id = c.req.param('outcome');
    const choice = file && possible(file).find((one) => one.id === id);
    if (!choice) return c.redirect('/follow', 303);
    const limited = await tooOften(kit, c, 'submit');
    if (limited) return limited;
    const { fields } = c.var.form;
    const answers: Record<string, string> = {};
    for (const [name, day] of Object.entries(saidWith(londonDate(deps.clock.now()))))
      if (name in choice.outcome.form) answers[name] = day;
    for (const name of askedFor(choice)) {
      const asks = { ...(askedOfThem[name] ?? { kind: 'text', label: '' }), name } satisfies Field;
      const given = asks.kind === 'date' ? (dateAnswer(name, fields) ?? '') : field(c.var.form, name);
      answers[name] = tidied(asks, given);
      const problem = problemWith(asks, answers[name]);
      if (problem !== undefined) return showChoice(c, file, choice, fields, problem);
    }
    if (choice.outcome.effect === 'withdraw')
      answers['reason'] = `By the private link. ${answers['reason'] || 'They gave no reason.'}`;
    const result = await decideStep(deps, {
      caseId: file.state.id,
      step: choice.task.key,
      outcome: id,
      answers,
      by: 'complainant',
      seen: field(c.var.form, 'seen'),
    });
    if (result.ok) await dropCarried(deps, c.var.session);
    if (result.ok) return c.redirect(`/follow/done/${receiptOf(choice)}`, 303);
    if (result.code === 'invalid') {
      const wrong = result.errors?.find((error) => error.field in askedOfThem);
      if (wrong) return showChoice(c, file, choice, fields, wrong.message);
    }
    const title = 'Something has changed meanwhile';
    const text = 'Nothing was done. Go back to your case, and see where it is now.';
    return page(kit, c, 'message.njk', { title, text, link: { href: '/follow', text: 'Your case' } }, 409);
  });

  app.route('/', sayMore(kit, { followed, lapsedOf: (file) => lapsedRight(file.state, procedureOf(file)) }));

  // Last: what is none of the pages above is the secret of a link. Programs that look at mail may fetch it: it opens a
  // visit of theirs and changes nothing.
  app.get('/follow/:secret', async (c) => {
    const limited = await tooOften(kit, c, 'follow');
    if (limited) return limited;
    if (c.req.raw.method === 'HEAD') return c.body(null, 204);
    return (await open(c, c.req.param('secret'))) ?? wayIn(c, 404);
  });

  return app;
}

/** The fields of a choice that its form asks them for; the others need no answer. */
const askedFor = ({ outcome }: CommandOption) =>
  Object.keys(outcome.form).filter((name) => name in askedOfThem);

const receiptOf = ({ outcome }: CommandOption) =>
  outcome.effect === 'withdraw' ? 'stopped' : waits({ outcome }) ? 'waiting' : 'asked';

/** What was typed into a field, a date by its parts, for the page to show again. */
const typedOf = (name: string, typed: PostedForm['fields']) => ({
  value: typed[name]?.[0] ?? '',
  ...typedDate(name, typed),
});

function lettersOf(letters: CaseFile['letters'], caseId: string) {
  return letters
    .filter((letter) => letter.file !== undefined && canBeRead(letter))
    .toSorted((one, other) => (one.preparedAt < other.preparedAt ? 1 : -1))
    .map(({ key, template, preparedAt }) => ({
      title: letterTemplate(template).title,
      on: londonDate(preparedAt),
      href: `/follow/letters/${letterId(caseId, key)}`,
    }));
}

/** Everything they told us, oldest first: what they sent, and what they wrote when they asked for a next stage. */
function saidByThem({ events, messages }: CaseFile) {
  /** Files of a form are documents of the case, recorded right after what was written in it. */
  const filesAfter = (index: number) => {
    const after = events.slice(index + 1);
    const others = after.findIndex(({ type }) => type !== 'facts-recorded' && type !== 'document-added');
    return after
      .slice(0, others < 0 ? after.length : others)
      .filter(({ type, by }) => type === 'document-added' && by === 'complainant').length;
  };
  return events.flatMap((event, index) => {
    if (event.type === 'decided' && event.by === 'complainant') {
      const text = textOf(event.answers['unresolved']);
      return text === '' ? [] : [{ at: event.at, what: 'You asked for the next stage', text, files: 0 }];
    }
    if (event.type !== 'received' && event.type !== 'message-received') return [];
    const message = messages.find(({ id }) => id === event.message);
    if (!message || message.automatic) return [];
    const { receivedAt, text, attachments } = message;
    return [{ at: receivedAt, text, files: attachments.length + filesAfter(index) }];
  });
}

function letterNamed({ letters, state }: CaseFile, name: string) {
  return letters.find((letter) => canBeRead(letter) && letterId(state.id, letter.key) === name);
}
