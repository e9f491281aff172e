import { Hono } from 'hono';
import { caseView, stepView } from '../api/case-view.ts';
import { longDate, londonDate } from '../domain/civil-date.ts';
import { openTasks } from '../domain/case.ts';
import { caseDetails } from '../../workflows/procedures/case-details.ts';
import { dueTag } from './due-tag.ts';
import { eventWords } from './event-words.ts';
import { nameOf, noPage, page, readableCase, viewpointOf, type PageEnv, type PageKit } from './page-kit.ts';
import { moment } from './render.ts';
import type { CaseFile } from '../ports.ts';

/** All of one case for who may read it. */
export function casePage(kit: PageKit): Hono<PageEnv> {
  const app = new Hono<PageEnv>();
  app.get('/cases/:reference', async (c) => {
    const file = await readableCase(kit, c);
    if (!file) return noPage(kit, c);
    const { state, events } = file;
    const view = await viewpointOf(kit);
    const shown = caseView(file, c.get('user'), view);
    const today = londonDate(view.now);
    const procedure =
      state.procedure && kit.deps.procedures.version(state.procedure.id, state.procedure.version);
    return page(kit, c, 'case.njk', {
      title: state.reference,
      caption: `${state.kind}, received ${longDate(state.receivedOn)}`,
      closed:
        state.status === 'closed' && state.closedAt !== undefined
          ? `Closed on ${moment(state.closedAt)}: ${state.closedAs}.`
          : undefined,
      open: openTasks(state).map((task) => {
        const step = stepView(state, task, view);
        return {
          ...step,
          href: `/cases/${state.reference}/tasks/${encodeURIComponent(task.key)}`,
          who: task.performer === 'complainant' ? 'The complainant' : nameOf(kit, task.assignee),
          tag: dueTag(step, today, view.calendar),
          explanation: shown.deadlines[state.tasks.indexOf(task)]?.explanation ?? '',
        };
      }),
      about: aboutRows(kit, file, procedure?.title),
      points: (state.facts.points ?? []).map(({ id, text }) => {
        const finding = state.facts.findings?.find(({ point }) => point === id);
        return { text, finding: finding ? `${finding.finding}\n${finding.reasons}` : 'Not decided yet' };
      }),
      messages: shown.messages,
      // Alerts to staff stand in the timeline.
      letters: shown.letters
        .filter(({ to }) => to === 'complainant')
        .toSorted((one, other) => (one.preparedAt < other.preparedAt ? -1 : 1)),
      documents: shown.documents.map((document) => ({
        ...document,
        by: nameOf(kit, document.addedBy),
        href: `/cases/${state.reference}/documents/${document.id}`,
      })),
      links: shown.links,
      timeline: events.toReversed().map((event) => ({
        at: event.at,
        by: nameOf(kit, event.by),
        what: eventWords(kit, event, state, events),
      })),
      back: { href: '/tasks', text: 'My tasks' },
    });
  });
  app.get('/cases/:reference/documents/:document', async (c) => {
    const file = await readableCase(kit, c);
    const found = file?.documents.find(({ id }) => id === c.req.param('document'));
    const content = found && (await kit.deps.files.get(found.file));
    if (!found || !content) return noPage(kit, c);
    return c.body(new Uint8Array(content).buffer, 200, {
      'content-type': found.mimeType,
      'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(found.title.toWellFormed())}`,
      'content-security-policy': "default-src 'none'; sandbox",
    });
  });
  return app;
}

/** Who complains, what is known of the case, and who has to do with it, row by row; what is not known is left out. */
function aboutRows(kit: PageKit, { state, persons }: CaseFile, procedure: string | undefined) {
  const { facts } = state;
  const person = persons.find(({ id }) => id === state.person);
  const contact = [person?.email, person?.phone, person?.address].filter((known) => known !== undefined);
  const people: [string, string | undefined][] = [
    ['Handled by', facts.handler],
    ['Answers at stage 1', facts.investigator],
    ['Investigating Officer', facts.investigatingOfficer],
    ['Independent Person', facts.independentPerson],
    ['Adjudicating officer', facts.adjudicatingOfficer],
    ['Chair of the panel', facts.panelChair],
  ];
  const details = Object.entries(caseDetails).flatMap(([name, field]): [string, string][] => {
    const value = Object.entries(facts).find(([fact]) => fact === name)?.[1];
    if (value === undefined) return [];
    const word = (one: unknown) =>
      field.options?.find((option) => option.value === one)?.label ??
      (field.type === 'users' || field.type === 'user' ? nameOf(kit, String(one)) : String(one));
    if (typeof value === 'boolean') return [[field.label, value ? 'Yes' : 'No']];
    return [[field.label, Array.isArray(value) ? value.map(word).join(', ') : word(value)]];
  });
  const rows: [string, string][] = [
    ['Complainant', person?.name ?? 'Name not given'],
    ...(contact.length > 0 ? ([['How to reach them', contact.join(', ')]] satisfies [string, string][]) : []),
    ...(procedure === undefined ? [] : ([['Procedure', procedure]] satisfies [string, string][])),
    ...(facts.summary === undefined
      ? []
      : ([['What we understood', facts.summary]] satisfies [string, string][])),
    ...people.flatMap(([label, id]): [string, string][] =>
      id === undefined ? [] : [[label, nameOf(kit, id)]],
    ),
    ...details,
    ...(state.outcome === undefined ? [] : ([['Outcome', state.outcome]] satisfies [string, string][])),
  ];
  return rows.map(([key, value]) => ({ key: { text: key }, value: { text: value } }));
}
