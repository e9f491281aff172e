import { Hono } from 'hono';
import type { FindingsView } from '../../case-views/findings-view.ts';
import { caseView } from '../../case-views/case-view.ts';
import { openTasks, type Task } from '../../domain/case/case.ts';
import { longDate, londonDate } from '../../domain/time/civil-date.ts';
import type { Event } from '../../domain/case/events.ts';
import { may } from '../../domain/people/may.ts';
import { leavesCouncil } from '../../domain/people/written-to.ts';
import { seesAll } from '../../domain/people/may-see.ts';
import { progressOf, type PlaceOnTheWay } from '../../domain/views/case-progress.ts';
import { letterId } from '../../dependencies.ts';
import { canBeDrawn } from '../../operations/preview-file/previews.ts';
import { declarationFor } from '../../operations/declare-independence.ts';
import { findReferences } from '../../domain/case/reference.ts';
import { isBreach } from '../../domain/case/replay.ts';
import { recordOpened, seesMessages } from '../../operations/list-messages.ts';
import {
  aboutRows,
  bannersOf,
  clockLinks,
  clockRows,
  detailRows,
  enquiriesOf,
  learningOf,
  letterStatus,
  peopleOf,
} from './case-parts.ts';
import { letterTitle } from './letter-title.ts';
import { remediesAsked } from './money-and-promises.ts';
import { partiesOnPage } from './case-parties.ts';
import { notForThisCouncil } from '../../domain/case/facts.ts';
import { wordFor, type Words } from '../../words/words.ts';
import { dueTag, targetTag } from '../kit/due-tag.ts';
import { timedStep } from '../kit/timed-step.ts';
import { eventWords } from '../kit/event-words.ts';
import {
  nameOf,
  noPage,
  page,
  readableCase,
  viewpointOf,
  wordsOf,
  type PageContext,
  type PageEnv,
  type PageKit,
} from '../kit/page-kit.ts';
import { notesOnPage } from './case-notes.ts';
import { routesOnPage } from './case-routes.ts';
import { approvalOf, draftsOnPage } from './letter-drafts-on-page.ts';
import { dangerBanners } from './safeguarding-banners.ts';
import { limitsOnPage } from './child-limits-on-page.ts';
import { messagesOnPage, partOnPage } from './case-messages.ts';
import { accessRequestLinks } from './access-request-page.ts';
import { caseActionLinks } from './case-action-pages.ts';
import type { CaseFile } from '../../ports.ts';
import { procedureOfCase } from '../../domain/case/procedure-followed.ts';
import { appendicesView } from '../../case-views/appendices-view.ts';
import { always } from '../../operations/recent-case.ts';
import { whoComplainsOnPage } from './who-complains.ts';

/** The page of a case, with the parts that the user may see. */
export function casePage(kit: PageKit): Hono<PageEnv> {
  const app = new Hono<PageEnv>();
  app.get('/cases/:reference', async (c) => {
    // Earlier pages are opened rarely, and read everything.
    const isLatest = c.req.query('messages') === undefined && c.req.query('events') === undefined;
    const file = await readableCase(kit, c, isLatest ? { recent: always } : {});
    if (file) {
      if (seesMessages(c.get('user'), file.state, kit.deps))
        await recordOpened(kit.deps, file, c.get('user'));
      return show(kit, c, file);
    }
    // The link in the letter of appointment leads here. Someone who has not signed yet is sent on to the declaration.
    const [caseId = ''] = findReferences(c.req.param('reference'));
    const declaration = await declarationFor(kit.deps, {
      caseId,
      by: c.get('user'),
    });
    return declaration ? c.redirect(`/cases/${caseId}/declaration`, 303) : noPage(kit, c);
  });

  return app;
}

async function show(kit: PageKit, c: PageContext, file: CaseFile) {
  const { state } = file;
  const { council, procedures } = kit.deps;
  const user = c.get('user');
  const words = wordsOf(c);
  const { staff, terms } = words;
  const text = staff.case;
  const view = await viewpointOf(kit);
  const shown = caseView(file, user, view, words);
  const today = londonDate(view.now);
  const mayReadAll = seesAll(user, state);
  const base = `/cases/${state.reference}`;
  const procedure = procedureOfCase(state, procedures);
  const clocks = clockRows(state, view, words);
  const { consent, details } = detailRows(kit, state, words);
  const stepsOf = (place: PlaceOnTheWay) => ({
    title: place.title,
    status: place.status,
    detail:
      place.status === 'done'
        ? [place.outcome, place.on === undefined ? undefined : longDate(place.on)].filter(Boolean).join(', ')
        : place.status === 'to come'
          ? place.ifAsked === true
            ? text.stepIfAsked
            : text.stepToCome
          : dueInWords(place.task),
  });
  const dueInWords = (task: Task | undefined) => {
    const step = task && timedStep(state, task, view);
    if (!step) return '';
    return (step.isTarget ? staff.targetOn : staff.dueOn)({ day: longDate(step.due) });
  };
  const placeOf = (id: string) =>
    id === notForThisCouncil
      ? text.notForThisCouncil
      : (procedures.all.findLast((one) => one.id === id)?.title ?? id);
  const letters = file.letters.filter(({ to }) => leavesCouncil(to));
  const messages = partOnPage(
    file.messages,
    'messages',
    c.req.query('messages'),
    file.leftOut && (file.leftOut.messages ?? 'some'),
  );
  const events = partOnPage(file.events, 'events', c.req.query('events'), file.leftOut?.events);
  const enquiries = enquiriesOf(file, words);
  // The index of appendices numbers all that the case has.
  const isPart = mayReadAll && file.leftOut !== undefined && enquiries.length > 0;
  const everything = isPart ? ((await readableCase(kit, c)) ?? file) : file;
  const limitOf = limitsOnPage(file, may(user, { do: 'act on case' }, state, council), words);
  return page(kit, c, 'case.njk', {
    title: state.reference,
    wide: true,
    caption: text.caption({
      kind: wordFor(terms.kinds, state.facts.kind ?? state.kind),
      received: longDate(state.receivedOn),
    }),
    about: [file.persons.find(({ id }) => id === state.person)?.name, procedure?.title],
    days: clocks.running.flatMap(({ title, used, given, reported }) =>
      given === undefined || reported
        ? []
        : [staff.clocks.dayOf({ title, day: used, of: given.workingDays, most: given.atMost })],
    ),
    asksWho: whoComplainsOnPage(kit, file, { user, words }),
    banners: [...dangerBanners(kit, shown, words), ...bannersOf(file, words)],
    mark: may(user, { do: 'mark safeguarding' }, state, council) ? `${base}/steer/safeguarding` : undefined,
    open: openTasks(state).map((task) => {
      const step = timedStep(state, task, view);
      const { clock, isTarget } = step;
      return {
        ...step,
        href: `${base}/tasks/${encodeURIComponent(task.key)}`,
        who: nameOf(kit, task.performer === 'complainant' ? 'complainant' : task.assignee, words),
        expected: task.expected,
        heldBy: shown.steps[state.tasks.indexOf(task)]?.heldBy,
        tag: (isTarget ? targetTag : dueTag)(step, today, view.calendar, words),
        // The date of a clock is explained where the clocks are listed.
        explanation: clock && !isTarget ? undefined : shown.deadlines[state.tasks.indexOf(task)]?.explanation,
      };
    }),
    // The page can be read before the workflow has opened the step after a decision.
    opening: state.status === 'open' && state.runs.some(({ status }) => status === 'running'),
    clock: clockLinks(kit, user, file, view, words),
    clocks: { running: clocks.running, ended: mayReadAll ? clocks.ended : [] },
    stages: progressOf(state, procedures.all).map(({ stage, steps }, index) => ({
      title:
        stage === '' ? (index === 0 ? text.beforeStages : text.afterStages) : wordFor(text.stages, stage),
      folded: foldedAs(steps, words),
      steps: steps.map(stepsOf),
    })),
    rows: aboutRows(file, procedure?.title, words),
    consent,
    details,
    points: (state.facts.points ?? []).map(
      ({ id, text: point, procedure: elsewhere, case: split, route }) => {
        return {
          text: point,
          elsewhere: route ? terms.routes[route] : elsewhere === undefined ? undefined : placeOf(elsewhere),
          split,
          found: foundOn(id, shown.findings, words),
        };
      },
    ),
    investigated: shown.findings.findLast(({ as }) => as === 'investigation')?.recommendations ?? [],
    recommendations: (state.facts.recommendations ?? []).map(({ id, text: recommendation }) => {
      const answer = state.facts.recommendationAnswers?.find((one) => one.recommendation === id);
      return {
        text: recommendation,
        answer: answer && {
          ...answer,
          accepted: terms.recommendationAnswers[answer.accepted],
        },
      };
    }),
    parties: partiesOnPage(kit, file, words),
    people: peopleOf(kit, state, mayReadAll, words),
    messages: messagesOnPage(kit, file, messages.items, user, words),
    otherMessages: otherPages('messages', messages, words),
    notes: notesOnPage(kit, file, words),
    addNote: may(user, { do: 'record note' }, state, council) ? base : undefined,
    writeLetter:
      may(user, { do: 'write letter' }, state, council) && state.tasks.length > 0
        ? `${base}/steer/letter`
        : undefined,
    letterDrafts: draftsOnPage(kit, file, user, words),
    letters: letters
      .toSorted((one, other) => (one.preparedAt < other.preparedAt ? -1 : 1))
      .map((letter) => ({
        title: letterTitle(file, letter, words),
        preparedAt: letter.preparedAt,
        status: letterStatus(letter, words),
        approved: approvalOf(kit, file, letter.key, words),
        print: letter.status === 'to be posted',
        problem: ['refused', 'unconfirmed', 'returned'].includes(letter.status),
        href: letter.file === undefined ? undefined : `${base}/letters/${letterId(state.id, letter.key)}`,
      })),
    documents: file.documents.map((document) => ({
      ...document,
      size: staff.fileSize({ bytes: document.size }),
      by: nameOf(kit, document.addedBy, words),
      limit: limitOf(document.id),
      href: `${base}/documents/${document.id}`,
      view: canBeDrawn(document.mimeType) ? `${base}/documents/${document.id}/view` : undefined,
    })),
    addDocument: may(user, { do: 'add document' }, state, council) ? `${base}/add-document` : undefined,
    enquiries,
    ombudsman: {
      reference: state.facts.ombudsmanReference,
      decision: state.facts.ombudsmanDecision,
      remedies: remediesAsked(state, today, words),
    },
    appendices: mayReadAll && enquiries.length > 0 ? appendicesView(everything, words) : [],
    learning: learningOf(kit, file, words),
    routes: routesOnPage(kit, file, words),
    links: shown.links.map(({ to, why }) => ({ to, why: wordFor(words.eventCodes.reasons, why) })),
    splitFrom: state.splitFrom,
    mergedInto: state.mergedInto,
    mergedFrom: state.mergedFrom ?? [],
    retention: shown.retention,
    seesAll: mayReadAll,
    base,
    caseActions: [
      ...accessRequestLinks(kit, user, file, wordsOf(c)),
      ...caseActionLinks(kit, user, file, wordsOf(c)),
    ],
    seeReads: may(user, { do: 'see who read' }, state, council),
    ...timelineOf(kit, { ...file, part: events.items }, words),
    otherEvents: otherPages('events', events, words),
    back: { href: '/tasks', text: words.layout.menu.tasks },
  });
}

/** The summary of a stage that is over or has not begun. Undefined for the current stage, which is shown open. */
function foldedAs(steps: readonly PlaceOnTheWay[], { staff }: Words): string | undefined {
  const text = staff.case;
  const on = steps.at(-1)?.on;
  if (steps.every(({ status }) => status === 'done'))
    return text.stageDone({ on: on === undefined ? undefined : longDate(on) });
  if (!steps.every(({ status }) => status === 'to come')) return undefined;
  return steps.every(({ ifAsked }) => ifAsked === true) ? text.stageIfAsked : text.stageToCome;
}

/** Links to what the page does not show of a long list: where they lead, and what they say. */
const otherPages = (
  what: 'messages' | 'events',
  { earlier, later }: Pick<ReturnType<typeof partOnPage>, 'earlier' | 'later'>,
  { staff }: Words,
) =>
  [
    { number: earlier, text: staff.case.earlier[what] },
    { number: later, text: staff.case.later[what] },
  ].flatMap(({ number, text }) =>
    number === undefined
      ? []
      : [{ href: `?${what}=${number}#${what === 'events' ? 'timeline' : what}`, text }],
  );

/** Every event of a part, latest first, and a shorter list of those in which someone acted or the complainant was written to. */
function timelineOf(
  kit: PageKit,
  { state, events, documents, persons, letters, part }: CaseFile & { part: readonly Event[] },
  words: Words,
) {
  const toStaff = new Set([
    ...events.flatMap((event) =>
      event.type === 'letter-prepared' && !leavesCouncil(event.to) ? [event.letter] : [],
    ),
    ...letters.flatMap(({ key, to }) => (leavesCouncil(to) ? [] : [key])),
  ]);
  const isTechnical = (event: Event) =>
    event.type === 'run-continued' ||
    event.type === 'letter-delivered' ||
    event.type === 'letter-printed' ||
    (event.type === 'letter-settled' && event.status === 'sent') ||
    (event.type === 'letter-drafted' && event.what === 'saved') ||
    ('letter' in event && toStaff.has(event.letter)) ||
    (event.type === 'milestone' && !isBreach(event));
  const saysNothing = (event: Event) =>
    event.type === 'facts-recorded' && event.reason === undefined && Object.keys(event.facts).length === 0;
  const every = part
    .filter((event) => !saysNothing(event))
    .toReversed()
    .map((event) => ({
      at: event.at,
      // What it says names the sender.
      by: event.type === 'message-received' && event.sender ? undefined : nameOf(kit, event.by, words),
      what: eventWords(kit, words, event, state, events, documents, persons),
      main: !isTechnical(event),
    }));
  return { every, timeline: every.filter(({ main }) => main) };
}

/** What was found on a point, stage by stage. */
function foundOn(point: string, views: readonly FindingsView[], { staff, terms }: Words) {
  return views.flatMap(({ stage, as, answeredOn, findings }) =>
    findings
      .filter((found) => found.point === point)
      .map(({ finding, reasons, whyNot }) => ({
        finding: terms.findings[finding],
        by: (as === 'response' && answeredOn === undefined ? staff.case.foundInDraft : staff.case.foundBy)({
          stage: staff.case.stages[stage],
          by: terms.finders[as],
        }),
        reasons,
        whyNot,
      })),
  );
}
