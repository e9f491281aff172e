import { documentToOpen, sendFile } from '../kit/download.ts';
import { advocateDue } from '../../domain/decisions/gates.ts';
import { askForAdvocate } from '../../operations/ask-for-advocate.ts';
import { refusalInWords } from '../../words/refusal-in-words.ts';
import { Hono } from 'hono';
import { holdsOf } from '../../domain/clocks/windows.ts';
import {
  optionsOfComplainant,
  lapsedRight,
  type CommandOption,
} from '../../domain/decisions/complainant-choices.ts';
import { londonDate, longDateWithWeekday } from '../../domain/time/civil-date.ts';
import { fieldThatMeans } from '../../../workflows/procedures/field-meaning.ts';
import { publicStatus } from '../../domain/views/public-status.ts';
import { decideStep, taskTag } from '../../operations/decide-step/decide-step.ts';
import { followedCase, linkHash } from '../../operations/follow-case/private-link.ts';
import { presentUser, type User } from '../../domain/council/council.ts';
import { recordOpening } from '../../operations/follow-case/open-link.ts';
import { letterRead } from '../../operations/follow-case/letter-read.ts';
import { reportAndGoOn } from '../../runtime/faults.ts';
import { askForLink } from '../../operations/follow-case/send-link.ts';
import type { IsEnough } from '../../operations/recent-case.ts';
import type { CaseFile } from '../../ports.ts';
import { cookieOf, dropCookie, keepCookie } from '../kit/cookies.ts';
import { storedHtml } from '../../operations/send-letter/stored-html.ts';
import { withinPage } from '../kit/letter-within-page.ts';
import { page, viewpointOf, wordsOf, type PageContext, type PageEnv, type PageKit } from '../kit/page-kit.ts';
import { dateAnswer, field, type PostedForm } from '../kit/posted-form.ts';
import { endSession, startSession } from '../kit/session.ts';
import { publicStatusInWords } from '../../words/public-status-in-words.ts';
import { addMessagePages } from './add-message.ts';
import { carriedForm, carryForm, dropCarriedForm, moveCarriedForm } from '../kit/carried-form.ts';
import { answerError, cleanAnswer, type JourneyField } from './journey.ts';
import { refuseIfTooOften } from './rate-limits.ts';
import {
  askedIn,
  fieldsFor,
  isAnsweredBySending,
  isAgreementToWait,
  choiceWords,
  isReceipt,
  fieldsAsked,
  receiptOf,
  typedOf,
} from './choice-form.ts';
import { lettersOf, messagesOf, letterNamed, letterTitle } from './letters-and-messages.ts';
import { procedureOfCase } from '../../domain/case/procedure-followed.ts';
import { enclosuresOf } from '../../domain/correspondence/letter-state.ts';

/** Whether a child or care leaver can still ask for someone to help them. */
const mayWantHelper = ({ state: { status, facts } }: CaseFile): boolean =>
  status === 'open' &&
  advocateDue(facts) &&
  facts.advocacyWanted !== true &&
  facts.advocateAppointed === undefined;

/** Forms that need no case: typing a code, asking for a link, leaving. */
const forAnyone: ReadonlySet<string> = new Set(['/follow', '/follow/new-link', '/follow/leave']);

/** Follow my complaint: the pages that a private link opens. Without one they show nothing about any case. */
export function followPages(kit: PageKit): Hono<PageEnv> {
  const { deps } = kit;
  const app = new Hono<PageEnv>();

  const followedCaseFile = async (c: PageContext, isEnough?: IsEnough): Promise<CaseFile | undefined> => {
    const { link, openedBy } = c.var.session ?? {};
    const isShutOut = openedBy !== undefined && presentUser(deps.council, openedBy) === undefined;
    return link === undefined || isShutOut ? undefined : followedCase(deps, link, isEnough);
  };

  /** The case with one of its letters, which may be an old one. */
  const withLetter = (c: PageContext) =>
    followedCaseFile(c, (file) => letterNamed(file, c.req.param('letter') ?? '') !== undefined);

  const procedureOf = ({ state }: CaseFile) => procedureOfCase(state, deps.procedures);

  /** The page without a case: for typing a code, or asking for a new link. */
  async function showStart(
    c: PageContext,
    status: 200 | 404 | 422,
    errors: { text: string; href: string }[] = [],
    visitEnded?: string,
  ) {
    await kit.visit(c);
    const words = wordsOf(c).public.follow.start;
    return page(
      kit,
      c,
      'public/follow-start.njk',
      {
        title: status === 404 ? words.broken : words.title,
        visitEnded,
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

  /** Opens the case in a visit of its own: the secret stays neither in the address bar nor in the history. */
  async function openCase(c: PageContext, secret: string): Promise<Response | undefined> {
    const link = linkHash(secret);
    if (!(await followedCase(deps, link))) return undefined;
    const before = cookieOf(c);
    if (before !== undefined) await endSession(deps, before);
    const user: User | undefined = c.get('user');
    await recordOpening(deps, link, user);
    const { cookie, session } = await startSession(deps, {
      link,
      ...(user === undefined ? {} : { openedBy: user.id }),
    });
    keepCookie(c, cookie);
    const unsent = c.var.session && (await moveCarriedForm(deps, c.var.session, session));
    return c.redirect(unsent ?? '/follow', 303);
  }

  // What a colleague does by a complainant's link would be recorded as the complainant's.
  app.use('/follow/*', async (c, next) => {
    const byColleague = c.var.session?.openedBy !== undefined;
    if (!byColleague || c.req.method !== 'POST' || forAnyone.has(c.req.path)) return next();
    const { notAsColleague: title, notAsColleagueText: text } = wordsOf(c).public.follow.start;
    return page(kit, c, 'message.njk', { title, text }, 403);
  });

  // A form that was sent after its visit had ended is kept until the link is opened again, and then shown as it was.
  app.use('/follow/*', async (c, next) => {
    if (c.req.method !== 'POST' || c.var.session !== undefined) return next();
    const limited = await refuseIfTooOften(kit, c, 'follow');
    if (limited) return limited;
    const words = wordsOf(c).public.follow.start;
    // Nothing is typed to ask for a helper: there is nothing to keep, and no page to show it on.
    if (c.req.path === '/follow/helper') return showStart(c, 422, [], words.visitEndedAskAgain);
    const carried = await carryForm(deps, await kit.visit(c), c.req.path, c.var.form);
    return showStart(c, 422, [], carried ? words.visitEnded : undefined);
  });

  app.get('/follow', async (c) => {
    // Earlier messages are asked for rarely, and everything is read for them.
    const file = await followedCaseFile(c, () => c.req.query('earlier') === undefined);
    if (!file) return showStart(c, 200);
    const { state, persons } = file;
    const { email, phone, address } = persons.find(({ id }) => id === state.person) ?? {};
    const isComplaint = (state.facts.kind ?? state.kind) === 'complaint';
    const procedure = procedureOf(file);
    const { calendar, now } = await viewpointOf(kit);
    const today = londonDate(now);
    const choices = availableChoices(file);
    const words = wordsOf(c);
    const { page: pageWords } = words.public.follow;
    const lapsed = lapsedRight(state, procedure);
    return page(kit, c, 'public/follow.njk', {
      title: isComplaint ? pageWords.yourComplaint : pageWords.yourFeedback,
      reference: state.reference,
      receivedOn: pageWords.receivedOn({ on: longDateWithWeekday(state.receivedOn) }),
      status: publicStatusInWords(
        publicStatus(state, procedure, {
          today,
          calendar,
          canBeReached: [email, phone, address].some((way) => way !== undefined),
        }),
        words.publicStatus,
      ),
      // Their rights come before what the council would like them to agree to.
      choices: choices
        .toSorted((one, other) => Number(isAgreementToWait(one)) - Number(isAgreementToWait(other)))
        .map((choice) => ({
          ...choiceWords(choice, undefined, words.public.follow),
          href: `/follow/do/${choice.id}`,
        })),
      mayWantHelper: mayWantHelper(file),
      lapsedText:
        lapsed && pageWords.lapsed({ stage: lapsed.asksFor, until: longDateWithWeekday(lapsed.until) }),
      // The Ombudsman looks at complaints, and at no other feedback.
      ombudsman: isComplaint && (state.status === 'closed' || lapsed !== undefined),
      letters: lettersOf(file, words.public.follow),
      messages: messagesOf(file, procedureOf(file), pageWords),
      earlier: file.leftOut === undefined ? undefined : '/follow?earlier',
    });
  });

  app.post('/follow', async (c) => {
    const code = field(c.var.form, 'code').trim();
    const typed = code.split('/').at(-1) ?? '';
    const words = wordsOf(c).public.follow.start;
    if (typed === '') return showStart(c, 422, [{ text: words.codeRequired, href: '#code' }]);
    return (
      (await openCase(c, typed)) ??
      (await refuseIfTooOften(kit, c, 'follow')) ??
      showStart(c, 422, [{ text: words.codeWrong, href: '#code' }])
    );
  });

  app.post('/follow/new-link', async (c) => {
    const limited = await refuseIfTooOften(kit, c, 'new link');
    if (limited) return limited;
    const reference = field(c.var.form, 'reference');
    const words = wordsOf(c).public.follow.start;
    if (reference.trim() === '')
      return showStart(c, 422, [{ text: words.referenceRequired, href: '#reference' }]);
    await askForLink(deps, reference);
    return page(kit, c, 'message.njk', {
      title: words.linkSent,
      text: words.linkSentText({ phone: deps.council.phone }),
      link: { href: '/', text: words.backToStart },
    });
  });

  app.post('/follow/leave', async (c) => {
    const cookie = cookieOf(c);
    if (cookie !== undefined) await endSession(deps, cookie);
    dropCookie(c);
    return c.redirect('/', 303);
  });

  app.post('/follow/helper', async (c) => {
    const file = await followedCaseFile(c);
    if (!file || !mayWantHelper(file)) return c.redirect('/follow', 303);
    const limited = await refuseIfTooOften(kit, c, 'submit');
    if (limited) return limited;
    await askForAdvocate(deps, { caseId: file.state.id });
    return c.redirect('/follow/done/helper', 303);
  });

  app.get('/follow/done/:what', async (c) => {
    const words = wordsOf(c).public.follow;
    const receipt = c.req.param('what');
    if (!(await followedCaseFile(c)) || !isReceipt(receipt, words)) return c.redirect('/follow', 303);
    return page(kit, c, 'public/receipt.njk', words.receipts[receipt]);
  });

  app.get('/follow/letters/:letter', async (c) => {
    const file = await withLetter(c);
    const row = file && letterNamed(file, c.req.param('letter'));
    const html = row && (await storedHtml(deps.files, row));
    if (!file || !row || html === undefined) return showStart(c, 404);
    const enclosures = enclosuresOf(file, row);
    if (row.readAt === undefined && c.var.session?.openedBy === undefined)
      await reportAndGoOn(letterRead(deps, file.state.id, row.key), (fault) =>
        deps.log('letter-reading-not-recorded', { caseId: file.state.id, ...fault }),
      );
    return page(kit, c, 'public/letter.njk', {
      title: letterTitle(row.template, file.state.reference, wordsOf(c).public.follow),
      preparedAt: row.preparedAt,
      body: withinPage(html),
      enclosures: enclosures.map(({ id, title }) => ({
        title,
        href: `/follow/letters/${c.req.param('letter')}/${id}`,
      })),
      back: { href: '/follow', text: wordsOf(c).public.follow.letter.back },
    });
  });

  app.get('/follow/letters/:letter/:document', async (c) => {
    const file = await withLetter(c);
    const row = file && letterNamed(file, c.req.param('letter'));
    const enclosure = file && row && enclosuresOf(file, row).find(({ id }) => id === c.req.param('document'));
    return enclosure ? sendFile(kit, c, documentToOpen(enclosure)) : showStart(c, 404);
  });

  /** The outcomes that the complainant can decide now, if these pages can ask for everything they need. */
  const availableChoices = (file: CaseFile): CommandOption[] =>
    optionsOfComplainant(file.state, procedureOf(file)).filter(({ outcome }) =>
      Object.entries(outcome.form).every(
        ([name, one]) =>
          one.required !== true || askedIn(name, one) !== undefined || isAnsweredBySending(name, one),
      ),
    );

  async function showChoice(
    c: PageContext,
    file: CaseFile,
    choice: CommandOption,
    typed: PostedForm['fields'],
    error?: string,
  ) {
    const words = wordsOf(c).public.follow;
    const [asked] = fieldsAsked(choice);
    const name = asked?.meaning;
    const askedField = name === undefined ? undefined : fieldsFor(words)[name];
    const procedure = procedureOf(file);
    const step = procedure?.steps[choice.task.step];
    const { calendar } = await viewpointOf(kit);
    const isHeld =
      procedure && step && holdsOf(file.state, choice.task, procedure, step, calendar).length > 0;
    return page(
      kit,
      c,
      'public/choice.njk',
      {
        ...choiceWords(choice, step?.asksFor, words, isHeld ? undefined : choice.task.due),
        action: `/follow/do/${choice.id}`,
        seen: taskTag(file.state, choice.task),
        fields:
          askedField && name !== undefined ? [{ ...askedField, name, ...typedOf(name, typed), error }] : [],
        errors:
          error === undefined
            ? []
            : [{ text: error, href: askedField?.kind === 'date' ? `#${name}-day` : `#${name}` }],
        back: { href: '/follow' },
      },
      error === undefined ? 200 : 422,
    );
  }

  app.get('/follow/do/:outcome', async (c) => {
    const file = await followedCaseFile(c);
    const choice = file && availableChoices(file).find(({ id }) => id === c.req.param('outcome'));
    if (!choice) return c.redirect('/follow', 303);
    const carried = await carriedForm(deps, c.var.session, c.req.path);
    return showChoice(c, file, choice, carried?.fields ?? {});
  });

  app.post('/follow/do/:outcome', async (c) => {
    const file = await followedCaseFile(c);
    const id = c.req.param('outcome');
    const choice = file && availableChoices(file).find((one) => one.id === id);
    if (!choice) return c.redirect('/follow', 303);
    const limited = await refuseIfTooOften(kit, c, 'submit', { at: c.req.path, carried: true });
    if (limited) return limited;
    const { fields } = c.var.form;
    const words = wordsOf(c).public;
    const answers: Record<string, string> = {};
    for (const [name, one] of Object.entries(choice.outcome.form))
      if (isAnsweredBySending(name, one)) answers[name] = londonDate(deps.clock.now());
    for (const { name, meaning } of fieldsAsked(choice)) {
      const asked: JourneyField = { ...fieldsFor(words.follow)[meaning], name: meaning };
      const given = asked.kind === 'date' ? (dateAnswer(meaning, fields) ?? '') : field(c.var.form, meaning);
      const answer = cleanAnswer(asked, given);
      const error = answerError(asked, answer, words);
      if (error !== undefined) return showChoice(c, file, choice, fields, error);
      // What is optional and left empty is no answer.
      if (answer !== '') answers[name] = answer;
    }
    const reason = fieldThatMeans(choice.outcome.form, 'reason');
    if (choice.outcome.effect === 'withdraw' && reason !== undefined)
      answers[reason] = words.follow.forOfficers.stoppedByLink({ reason: answers[reason] ?? '' });
    const result = await decideStep(deps, {
      caseId: file.state.id,
      step: choice.task.key,
      outcome: id,
      answers,
      by: 'complainant',
      seen: field(c.var.form, 'seen'),
    });
    if (result.ok) await dropCarriedForm(deps, c.var.session);
    if (result.ok) return c.redirect(`/follow/done/${receiptOf(choice)}`, 303);
    if (result.kind === 'invalid') {
      const asked = fieldsAsked(choice).map(({ name }) => name);
      const wrong = result.errors?.find((error) => asked.includes(error.field));
      if (wrong) return showChoice(c, file, choice, fields, refusalInWords(wrong, wordsOf(c)));
    }
    const { changed: title, changedText: text, backToCase } = words.follow;
    const link = { href: '/follow', text: backToCase };
    return page(kit, c, 'message.njk', { title, text, link }, 409);
  });

  const lapsedRightOf = (file: CaseFile) => lapsedRight(file.state, procedureOf(file));
  app.route('/', addMessagePages(kit, { followedCaseFile, lapsedRightOf }));

  // Last, because every other path below /follow is the secret of a link. Mail scanners may fetch it: that opens a visit
  // of their own and changes nothing. Only what opens nothing is counted: no one can shut the holder of a link out.
  app.get('/follow/:secret', async (c) => {
    if (c.req.raw.method === 'HEAD') return c.body(null, 204);
    return (
      (await openCase(c, c.req.param('secret'))) ??
      (await refuseIfTooOften(kit, c, 'follow')) ??
      showStart(c, 404)
    );
  });

  return app;
}
