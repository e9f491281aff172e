import type { CivilDate } from '../domain/time/civil-date.ts';
import { workingDaysLate } from '../domain/clocks/days-late.ts';
import type { Pause } from '../domain/clocks/days-late.ts';
import type { WorkingDays } from '../domain/time/working-days.ts';
import { stages, type ReportingRow } from '../domain/records/reporting-row.ts';
import { investigationClosed } from './cohorts.ts';
import { date } from './date-in-words.ts';
import { notRecorded } from './dimensions.ts';
import { html, type Markup } from './markup.ts';
import { page } from './page-frame.ts';
import { kindOf, within, type Period } from './period.ts';
import { perCent, quotient } from './rounding.ts';
import type { Words } from '../words/words.ts';

/** An open stage of a case. */
interface OpenStage {
  reference: string;
  team: string;
  serviceArea: string;
  stage: (typeof stages)[number];
  due: CivilDate;
  /** Whether `due` has passed and the case is not paused. */
  isOverdue: boolean;
  /** Working days past `due`: 0 on the weekend after a Friday, although the stage is overdue. */
  late: number;
  delays: number;
  escalations: number;
}

interface TeamLine {
  team: string;
  received: number;
  closed: number;
  days: number;
  inTime: number;
  open: number;
  overdue: number;
}

/** The figures that managers look at between annual reports: internal, with references. */
export interface Monitor {
  period: Period;
  asOf: CivilDate;
  teams: TeamLine[];
  /** The service areas of all complaints, taken from the cases, because a case need not have a team. */
  serviceAreas: string[];
  overdue: OpenStage[];
  /** Open or answered in the period, delayed more than once. */
  repeatedDelays: {
    reference: string;
    team: string;
    serviceArea: string;
    delays: number;
    escalations: number;
    open: boolean;
  }[];
  openLearning: { reference: string; team: string; type: string; due: CivilDate | null; overdue: boolean }[];
  /** Closed in the period as upheld or partially upheld, with no learning recorded. */
  withoutLearning: { reference: string; team: string; outcome: 'upheld' | 'partially upheld' }[];
}

/**
 * Information that rows do not contain: the working days, the pauses of a case, and names of teams and service areas that
 * complaints have which are not among the rows.
 */
interface Surroundings {
  calendar: WorkingDays;
  pausesOf?: (reference: string) => readonly Pause[];
  teams?: readonly string[];
  serviceAreas?: readonly string[];
}

/** The stage that was open on a day. Undefined for a case that was answered or closed. */
function openStage(
  row: ReportingRow,
  asOf: CivilDate,
  { calendar, pausesOf = () => [] }: Surroundings,
): OpenStage | undefined {
  if (row.received > asOf || (row.closed !== null && row.closed <= asOf)) return undefined;
  const reached = [row.stage3, row.stage2, row.stage1];
  const at = reached.findIndex((stage) => stage !== null && stage.opened <= asOf);
  const stage = reached[at];
  if (!stage || (stage.responded !== null && stage.responded <= asOf)) return undefined;
  const due = stage.extendedDue ?? stage.due;
  const pauses = pausesOf(row.reference);
  const isPaused = pauses.some(({ from, until }) => from <= asOf && (until === undefined || asOf < until));
  return {
    reference: row.reference,
    team: row.team ?? notRecorded,
    serviceArea: row.serviceArea ?? notRecorded,
    stage: stages[2 - at] ?? 'stage 1',
    due,
    isOverdue: asOf > due && !isPaused,
    late: workingDaysLate(due, asOf, pauses, calendar),
    delays: row.delays,
    escalations: row.escalations,
  };
}

/** Counts rows for a period, and lists what was open at the end of a day. */
export function makeMonitor(
  rows: Iterable<ReportingRow>,
  period: Period,
  asOf: CivilDate,
  around: Surroundings,
): Monitor {
  const none = { received: 0, closed: 0, days: 0, inTime: 0, open: 0, overdue: 0 };
  const teams = new Map(around.teams?.map((team): [string, TeamLine] => [team, { team, ...none }]));
  const areas = new Set(around.serviceAreas);
  const monitor: Monitor = {
    period,
    asOf,
    teams: [],
    serviceAreas: [],
    overdue: [],
    repeatedDelays: [],
    openLearning: [],
    withoutLearning: [],
  };
  for (const row of rows) {
    if (row.kind !== 'complaint' || row.received > asOf) continue;
    const { reference } = row;
    const team = row.team ?? notRecorded;
    const serviceArea = row.serviceArea ?? notRecorded;
    areas.add(serviceArea);
    const line = teams.get(team) ?? { team, ...none };
    teams.set(team, line);
    if (within(row.received, period)) line.received += 1;
    const over = row.investigated ? investigationClosed(row) : null;
    const closedNow = over !== null && over <= asOf && within(over, period);
    if (closedNow && row.withdrawn === null && row.stage1?.workingDays !== null) {
      line.closed += 1;
      line.days += row.stage1?.workingDays ?? 0;
      if (row.stage1?.inTimeExtended === true) line.inTime += 1;
    }
    const open = openStage(row, asOf, around);
    if (open) {
      line.open += 1;
      if (open.isOverdue) {
        line.overdue += 1;
        monitor.overdue.push(open);
      }
    }
    if (row.delays > 1 && (open !== undefined || closedNow))
      monitor.repeatedDelays.push({
        reference,
        team,
        serviceArea,
        delays: row.delays,
        escalations: row.escalations,
        open: open !== undefined,
      });
    for (const { type, due, done } of row.actions) {
      if (over !== null && over <= asOf && (done === null || done > asOf))
        monitor.openLearning.push({ reference, team, type, due, overdue: due !== null && due < asOf });
    }
    const { outcome } = row;
    const isUpheld = outcome === 'upheld' || outcome === 'partially upheld';
    if (closedNow && isUpheld && row.learning.length === 0 && row.actions.length === 0)
      monitor.withoutLearning.push({ reference, team, outcome });
  }
  monitor.teams = [...teams.values()].sort((a, b) => b.overdue - a.overdue || byName(a.team, b.team));
  monitor.serviceAreas = [...areas].sort(byName);
  // Days of one weekend are equally late: the earlier due date comes first.
  monitor.overdue.sort((a, b) => b.late - a.late || (a.due < b.due ? -1 : a.due > b.due ? 1 : 0));
  monitor.repeatedDelays.sort((a, b) => b.delays - a.delays);
  return monitor;
}

/** In the order of names, cases without one last. */
const byName = (a: string, b: string): number =>
  Number(a === notRecorded) - Number(b === notRecorded) || (a < b ? -1 : 1);

interface Column<T> {
  title: string;
  number?: true;
  value: (item: T) => Markup | string | number | null;
}

/** The address of a case, for readers who may open it, and the page to go back to. */
interface Place {
  caseUrl: CaseUrl;
  back?: { url: string; title: string };
}
type CaseUrl = (reference: string) => string | undefined;
const nowhere: Place = { caseUrl: () => undefined };

function listTable<T>(
  caption: string,
  items: readonly T[],
  columns: readonly Column<T>[],
  none: string,
): Markup {
  if (items.length === 0) return html`<p>${none}</p>`;
  const style = ({ number }: Column<T>) => (number ? 'n' : 't');
  return html`<div class="scroll" tabindex="0" role="region" aria-label="${caption}">
    <table>
      <caption>
        ${caption}
      </caption>
      <thead>
        <tr>
          ${columns.map((column) => html`<th scope="col" class="${style(column)}">${column.title}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${items.map(
          (item) =>
            html`<tr>
              ${columns.map((column, i) => {
                const value = column.value(item) ?? '–';
                return i === 0
                  ? html`<th scope="row">${value}</th>`
                  : html`<td class="${style(column)}">${value}</td>`;
              })}
            </tr>`,
        )}
      </tbody>
    </table>
  </div>`;
}

type MonitorWords = Pick<Words, 'layout' | 'reports'>;

/** The columns of the lists, with their titles in the language of the words. */
function columnsIn({ layout, reports: { monitoring: words } }: MonitorWords, caseUrl: CaseUrl) {
  const team = { title: words.team, value: ({ team: name }: { team: string }) => name || words.notRecorded };
  const reference = {
    title: words.case,
    value: ({ reference: name }: { reference: string }) => {
      const url = caseUrl(name);
      return url === undefined ? name : html`<a href="${url}">${name}</a>`;
    },
  };
  const number = <Item>(title: string, value: (item: Item) => string | number | null): Column<Item> => ({
    title,
    number: true,
    value,
  });
  const yesOrNo = (is: boolean) => (is ? words.yes : words.no);
  const delayed = [
    number(words.delays, ({ delays }: { delays: number }) => delays),
    number(words.escalationCount, ({ escalations }: { escalations: number }) => escalations),
  ];
  const overdue: readonly Column<OpenStage>[] = [
    reference,
    team,
    { title: words.stage, value: ({ stage }) => words.stages[stage] },
    { title: words.due, value: ({ due }) => date(due, layout) },
    number(words.daysLate, ({ late }) => late),
    ...delayed,
  ];
  const delays: readonly Column<Monitor['repeatedDelays'][number]>[] = [
    reference,
    team,
    ...delayed,
    { title: words.stillOpen, value: ({ open }) => yesOrNo(open) },
  ];
  const teams: readonly Column<TeamLine>[] = [
    team,
    number(words.received, ({ received }) => received),
    number(words.answered, ({ closed }) => closed),
    number(words.meanDays, ({ days, closed }) => quotient(days, closed)),
    number(words.inTime, ({ inTime, closed }) => (closed === 0 ? null : `${perCent(inTime, closed)}%`)),
    number(words.open, ({ open }) => open),
    number(words.overdue, (line) => line.overdue),
  ];
  const actions: readonly Column<Monitor['openLearning'][number]>[] = [
    reference,
    team,
    { title: words.action, value: ({ type }) => type },
    { title: words.due, value: ({ due }) => (due === null ? null : date(due, layout)) },
    { title: words.overdue, value: (action) => yesOrNo(action.overdue) },
  ];
  const withoutLearning: readonly Column<Monitor['withoutLearning'][number]>[] = [
    reference,
    team,
    { title: words.outcome, value: ({ outcome }) => words.outcomes[outcome] },
  ];
  return { overdue, delays, teams, actions, withoutLearning };
}

/** The quarterly or weekly view: by team, then overdue and delayed complaints, unfinished actions and missing learning. */
export function renderMonitor(
  monitor: Monitor,
  council: string,
  catalogue: MonitorWords,
  place: Place = nowhere,
): string {
  const { monitoring: words } = catalogue.reports;
  const columns = columnsIn(catalogue, place.caseUrl);
  const { period, teams, overdue, repeatedDelays, openLearning, withoutLearning } = monitor;
  return frame(
    words.heading({ period: catalogue.reports.periodName(kindOf(period)) }),
    council,
    monitor,
    catalogue,
    place,
    [
      html`<section>
        <h2>${words.byTeam}</h2>
        ${listTable(words.byTeamCaption, teams, columns.teams, words.noComplaints)}
      </section>`,
      html`<section>
        <h2>${words.overdue}</h2>
        ${listTable(words.overdueCaption, overdue, columns.overdue, words.nothingOverdue)}
      </section>`,
      html`<section>
        <h2>${words.repeatedDelays}</h2>
        ${listTable(words.delayedCaption, repeatedDelays, columns.delays, words.noRepeatedDelays)}
      </section>`,
      html`<section>
        <h2>${words.openLearning}</h2>
        ${listTable(words.actionsCaption, openLearning, columns.actions, words.allActionsDone)}
        ${listTable(
          words.withoutLearningCaption,
          withoutLearning,
          columns.withoutLearning,
          words.allHaveLearning,
        )}
      </section>`,
    ],
  );
}

/**
 * For senior managers, by service area: complaints that are overdue or were delayed more than once, so that the people
 * responsible know about them (recommendation 3 of the annual report 2021/22).
 */
export function renderEscalations(
  monitor: Monitor,
  council: string,
  catalogue: MonitorWords,
  place: Place = nowhere,
): string {
  const { monitoring: words } = catalogue.reports;
  const columns = columnsIn(catalogue, place.caseUrl);
  const { overdue, repeatedDelays, serviceAreas } = monitor;
  return frame(words.escalationsHeading, council, monitor, catalogue, place, [
    html`<p class="lede">${words.summary({ overdue: overdue.length, delayed: repeatedDelays.length })}</p>`,
    ...serviceAreas.map((key) => {
      const area = key || words.notRecorded;
      const isOfArea = ({ serviceArea }: { serviceArea: string }) => serviceArea === key;
      return html`<section>
        <h2>${area}</h2>
        ${listTable(
          words.overdueIn({ area }),
          overdue.filter(isOfArea),
          columns.overdue,
          words.nothingOverdue,
        )}${listTable(
          words.delayedIn({ area }),
          repeatedDelays.filter(isOfArea),
          columns.delays,
          words.noRepeatedDelays,
        )}
      </section>`;
    }),
  ]);
}

function frame(
  title: string,
  council: string,
  { period, asOf }: Monitor,
  { layout, reports: { monitoring: words } }: MonitorWords,
  { back }: Place,
  sections: readonly Markup[],
): string {
  return page(
    `${title} – ${council}`,
    council,
    layout,
    html`<aside class="edition" aria-label="${words.editionLabel}">
        <div class="wrap">
          <p><strong>${words.edition}</strong> ${words.editionText}</p>
        </div>
      </aside>
      <div class="wrap">
        ${back === undefined ? html`` : html`<nav class="back" aria-label="${words.backLabel}"><a href="${back.url}">${back.title}</a></nav>`}
        <main id="main">
          <h1>${title}</h1>
          <p>
            ${words.days({
              from: date(period.from, layout),
              until: date(period.until, layout),
              asOf: date(asOf, layout),
            })}
          </p>
          ${sections}
        </main>
      </div>`,
  ).markup;
}
