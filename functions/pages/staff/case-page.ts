import { Hono } from 'hono';
import { caseView, stepView } from '../../case-views/case-view.ts';
import { capital } from '../../domain/text/capitalise.ts';
import { appendices } from '../../domain/correspondence/appendices.ts';
import { openTasks } from '../../domain/case/case.ts';
import { longDate, londonDate } from '../../domain/time/civil-date.ts';
import type { Event } from '../../domain/case/events.ts';
import { may } from '../../domain/people/may.ts';
import { seesAll } from '../../domain/people/may-see.ts';
import { progressOf, type PlaceOnTheWay } from '../../domain/views/case-progress.ts';
import { letterId } from '../../dependencies.ts';
import { declarationFor } from '../../operations/declare-independence.ts';
import { findReferences } from '../../domain/case/reference.ts';
import { recordRead } from '../../operations/record-read.ts';
import { letterTemplate } from '../../operations/send-letter/deliver-letters.ts';
import {
  aboutRows,
  bannersOf,
  clockLinks,
  detailRows,
  enquiriesOf,
  learningOf,
  letterStatus,
  peopleOf,
} from './case-parts.ts';
import { dueTag } from '../kit/due-tag.ts';
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
import { caseActionLinks } from './case-action-pages.ts';
import type { CaseFile } from '../../ports.ts';

/** All of one case, as far as whoever is signed in may see it; and that they saw it is recorded. */
export function casePage(kit: PageKit): Hono<PageEnv> {
  const app = new Hono<PageEnv>();
  // Also of pages of other journeys below the address of a case: whatever shows something of it counts.
  app.use('/cases/:reference/*', async (c, next) => {
    await next();
    const user = c.get('user');
    if (c.req.method === 'GET' && c.res.status === 200 && user !== undefined)
      await recordRead(kit.deps, { path: c.req.path, by: user });
  });

  app.get('/cases/:reference', async (c) => {
    const file = await readableCase(kit, c);
    if (file) return show(kit, c, file);
    // Who is appointed and has not signed comes to the declaration by the link in the letter that told them.
    const [caseId = ''] = findReferences(c.req.param('reference'));
    const declaration = await declarationFor(kit.deps, { caseId, by: c.get('user') });
    return declaration ? c.redirect(`/cases/${caseId}/declaration`, 303) : noPage(kit, c);
  });

  app.get('/cases/:reference/documents/:document', async (c) => {
    const file = await readableCase(kit, c);
    const found = file?.documents.find(({ id }) => id === c.req.param('document'));
    return found ? download(c, found, found.title) : noPage(kit, c);
  });

  app.get('/cases/:reference/messages/:message/:attachment', async (c) => {
    const file = await readableCase(kit, c);
    const message = file?.messages.find(({ id }) => id === c.req.param('message'));
    const found = message?.attachments[Number(c.req.param('attachment')) - 1];
    return found ? download(c, found, found.name) : noPage(kit, c);
  });

  async function download(c: PageContext, stored: { file: string; mimeType: string }, name: string) {
    const content = await kit.deps.files.get(stored.file);
    if (!content) return noPage(kit, c);
    return c.body(new Uint8Array(content).buffer, 200, {
      'content-type': stored.mimeType,
      'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(name.toWellFormed())}`,
      'content-security-policy': "default-src 'none'; sandbox",
    });
  }

  return app;
}

async function show(kit: PageKit, c: PageContext, file: CaseFile) {
  const { state } = file;
  const { council, procedures } = kit.deps;
  const user = c.get('user');
  const view = await viewpointOf(kit);
  const shown = caseView(file, user, view);
  const today = londonDate(view.now);
  const whole = seesAll(user, state);
  const base = `/cases/${state.reference}`;
  const procedure = state.procedure && procedures.version(state.procedure.id, state.procedure.version);
  const { consent, details } = detailRows(kit, state);
  const stepsOf = (place: PlaceOnTheWay) => ({
    title: place.title,
    status: place.status,
    words:
      place.status === 'done'
        ? [place.outcome, place.on === undefined ? undefined : longDate(place.on)].filter(Boolean).join(', ')
        : place.status === 'to come'
          ? place.ifAsked === true
            ? 'Only if it is asked for'
            : 'To come'
          : `Due ${longDate(place.task?.due ?? today)}`,
  });
  const letters = file.letters.filter(({ to }) => to === 'complainant');
  return page(kit, c, 'case.njk', {
    title: state.reference,
    caption: `${capital(state.facts.kind ?? state.kind)}, received ${longDate(state.receivedOn)}`,
    about: [file.persons.find(({ id }) => id === state.person)?.name, procedure?.title],
    banners: bannersOf(file),
    open: openTasks(state).map((task) => {
      const step = stepView(state, task, view);
      return {
        ...step,
        href: `${base}/tasks/${encodeURIComponent(task.key)}`,
        who: task.performer === 'complainant' ? 'The complainant' : nameOf(kit, task.assignee),
        expected: task.expected,
        tag: dueTag(step, today, view.calendar),
        explanation: shown.deadlines[state.tasks.indexOf(task)]?.explanation ?? '',
      };
    }),
    // A decision is shown before the workflow has planned what comes after it.
    opening: state.status === 'open' && state.runs.some(({ status }) => status === 'running'),
    clock: clockLinks(kit, user, file),
    stages: progressOf(state, procedures.all).map(({ stage, steps }, index) => ({
      title: stage === '' ? (index === 0 ? 'Receipt' : 'Closing') : capital(stage),
      folded: foldedAs(steps),
      steps: steps.map(stepsOf),
    })),
    rows: aboutRows(file, procedure?.title),
    consent,
    details,
    points: (state.facts.points ?? []).map(({ id, text, procedure: elsewhere, case: split }) => {
      const finding = state.facts.findings?.find(({ point }) => point === id);
      return {
        id,
        text,
        elsewhere: split ?? elsewhere,
        split,
        finding: finding?.finding,
        reasons: finding?.reasons,
      };
    }),
    recommendations: (state.facts.recommendations ?? []).map(({ id, text }) => ({
      text,
      answer: state.facts.recommendationAnswers?.find(({ recommendation }) => recommendation === id),
    })),
    people: peopleOf(kit, state, whole),
    messages: file.messages.map((message) => ({
      ...message,
      attachments: message.attachments.map(({ name, size }, index) => ({
        name,
        size: inBytes(size),
        href: `${base}/messages/${encodeURIComponent(message.id)}/${index + 1}`,
      })),
    })),
    letters: letters
      .toSorted((one, other) => (one.preparedAt < other.preparedAt ? -1 : 1))
      .map((letter) => ({
        title: letterTemplate(letter.template).title,
        preparedAt: letter.preparedAt,
        status: letterStatus(letter),
        print: letter.status === 'to be posted',
        problem: ['refused', 'unconfirmed', 'returned'].includes(letter.status),
        href: letter.file === undefined ? undefined : `${base}/letters/${letterId(state.id, letter.key)}`,
      })),
    documents: file.documents.map((document) => ({
      ...document,
      size: inBytes(document.size),
      by: nameOf(kit, document.addedBy),
      href: `${base}/documents/${document.id}`,
    })),
    addDocument: may(user, { do: 'add document' }, state, council) ? `${base}/add-document` : undefined,
    enquiries: enquiriesOf(file),
    ombudsman: [state.facts.ombudsmanReference, state.facts.ombudsmanDecision],
    appendices: whole
      ? appendices({
          ...file,
          letters: file.letters.map((letter) => ({
            ...letter,
            title: letterTemplate(letter.template).title,
          })),
        })
      : [],
    learning: learningOf(kit, file),
    links: shown.links,
    splitFrom: state.splitFrom,
    retention: shown.retention,
    whole,
    base,
    caseActions: caseActionLinks(kit, user, file, wordsOf(c)),
    seeReads: may(user, { do: 'see who read' }, state, council),
    ...timelineOf(kit, file),
    back: { href: '/tasks', text: 'My tasks' },
  });
}

/** What a stage is folded to on the page: one that is over, or has not begun; undefined: it is the stage at hand. */
function foldedAs(steps: readonly PlaceOnTheWay[]): string | undefined {
  const on = steps.at(-1)?.on;
  if (steps.every(({ status }) => status === 'done'))
    return on === undefined ? 'done' : `done, ${longDate(on)}`;
  if (!steps.every(({ status }) => status === 'to come')) return undefined;
  return steps.every(({ ifAsked }) => ifAsked === true) ? 'only if it is asked for' : 'to come';
}

/** Every event, latest first; and those in which people did something or the complainant was written to. */
function timelineOf(kit: PageKit, { state, events, documents }: CaseFile) {
  const toStaff = new Set(state.letters.flatMap(({ to, key }) => (to === 'complainant' ? [] : [key])));
  const machinery = (event: Event) =>
    event.type === 'run-continued' ||
    (event.type === 'letter-settled' && event.status === 'sent') ||
    ('letter' in event && toStaff.has(event.letter)) ||
    (event.type === 'milestone' && event.milestone !== 'breach');
  const nothing = (event: Event) =>
    event.type === 'facts-recorded' && event.reason === undefined && Object.keys(event.facts).length === 0;
  const told = events.filter((event) => !nothing(event));
  const every = told.toReversed().map((event) => ({
    at: event.at,
    by: nameOf(kit, event.by),
    what: eventWords(kit, event, state, events, documents),
    main: !machinery(event),
  }));
  return { every, timeline: every.filter(({ main }) => main) };
}

/** A size as people say it. */
function inBytes(size: number): string {
  return size < 1000
    ? `${size} bytes`
    : size < 1_000_000
      ? `${Math.round(size / 1000)} KB`
      : `${(size / 1_000_000).toFixed(1)} MB`;
}
