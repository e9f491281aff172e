import { daysBetween, longDate, type CivilDate } from '../domain/time/civil-date.ts';
import { stages, type ReportingRow } from '../domain/records/reporting-row.ts';
import { investigationClosed } from './cohorts.ts';
import { notRecorded } from './dimensions.ts';
import { html, type Markup } from './markup.ts';
import { page } from './page-frame.ts';
import { within, type Period } from './period.ts';
import { perCent, quotient } from './rounding.ts';

/** A stage of a case that waits for its answer. */
interface OpenStage {
  reference: string;
  team: string;
  serviceArea: string;
  stage: string;
  due: CivilDate;
  /** Calendar days past `due`; 0 or less is in time. */
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

/** What managers look at between annual reports: internal, with references. */
export interface Monitor {
  period: Period;
  asOf: CivilDate;
  teams: TeamLine[];
  /** The service areas of all complaints. A case says itself which is its own: it need not have a team. */
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
  /** Closed in the period as upheld or partially upheld, and nothing learned. */
  withoutLearning: { reference: string; team: string; outcome: string }[];
}

/** The stage a case waits at, as of a day; undefined for what is answered or closed. */
function openStage(row: ReportingRow, asOf: CivilDate): OpenStage | undefined {
  if (row.received > asOf || (row.closed !== null && row.closed <= asOf)) return undefined;
  const reached = [row.stage3, row.stage2, row.stage1];
  const at = reached.findIndex((stage) => stage !== null && stage.opened <= asOf);
  const stage = reached[at];
  if (!stage || (stage.responded !== null && stage.responded <= asOf)) return undefined;
  const due = stage.extendedDue ?? stage.due;
  return {
    reference: row.reference,
    team: row.team ?? notRecorded,
    serviceArea: row.serviceArea ?? notRecorded,
    stage: stages[2 - at] ?? '',
    due,
    late: daysBetween(due, asOf),
    delays: row.delays,
    escalations: row.escalations,
  };
}

/** Counts rows for a period, and lists what stood open at the end of a day. */
export function makeMonitor(rows: Iterable<ReportingRow>, period: Period, asOf: CivilDate): Monitor {
  const teams = new Map<string, TeamLine>();
  const areas = new Set<string>();
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
    const line = teams.get(team) ?? {
      team,
      received: 0,
      closed: 0,
      days: 0,
      inTime: 0,
      open: 0,
      overdue: 0,
    };
    teams.set(team, line);
    if (within(row.received, period)) line.received += 1;
    const over = row.investigated ? investigationClosed(row) : null;
    const closedNow = over !== null && over <= asOf && within(over, period);
    if (closedNow && row.withdrawn === null && row.stage1?.workingDays !== null) {
      line.closed += 1;
      line.days += row.stage1?.workingDays ?? 0;
      if (row.stage1?.inTimeExtended === true) line.inTime += 1;
    }
    const open = openStage(row, asOf);
    if (open) {
      line.open += 1;
      if (open.late > 0) {
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
    const fault = row.outcome === 'upheld' || row.outcome === 'partially upheld';
    if (closedNow && fault && row.learning.length === 0 && row.actions.length === 0)
      monitor.withoutLearning.push({ reference, team, outcome: row.outcome ?? '' });
  }
  monitor.teams = [...teams.values()].sort((a, b) => b.overdue - a.overdue || (a.team < b.team ? -1 : 1));
  monitor.serviceAreas = [...areas].sort();
  monitor.overdue.sort((a, b) => b.late - a.late);
  monitor.repeatedDelays.sort((a, b) => b.delays - a.delays);
  return monitor;
}

interface Column<T> {
  title: string;
  number?: true;
  value: (item: T) => Markup | string | number | null;
}

/** Where a case is found, for whoever may open it, and the page that leads here. */
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

const teamColumn = { title: 'Team', value: ({ team }: { team: string }) => team };
const referenceColumn = (caseUrl: CaseUrl) => ({
  title: 'Case',
  value: ({ reference }: { reference: string }) => {
    const url = caseUrl(reference);
    return url === undefined ? reference : html`<a href="${url}">${reference}</a>`;
  },
});
const overdueColumns = (caseUrl: CaseUrl): readonly Column<OpenStage>[] => [
  referenceColumn(caseUrl),
  teamColumn,
  { title: 'Stage', value: ({ stage }) => stage },
  { title: 'Due', value: ({ due }) => longDate(due) },
  { title: 'Calendar days late', number: true, value: ({ late }) => late },
  { title: 'Delays', number: true, value: ({ delays }) => delays },
  { title: 'Escalations', number: true, value: ({ escalations }) => escalations },
];
const delayColumns = (caseUrl: CaseUrl): readonly Column<Monitor['repeatedDelays'][number]>[] => [
  referenceColumn(caseUrl),
  teamColumn,
  { title: 'Delays', number: true, value: ({ delays }) => delays },
  { title: 'Escalations', number: true, value: ({ escalations }) => escalations },
  { title: 'Still open', value: ({ open }) => (open ? 'yes' : 'no') },
];

/** The quarterly or weekly view: by team, then what is overdue, delayed and still to be learned from. */
export function renderMonitor(monitor: Monitor, council: string, place: Place = nowhere): string {
  const { caseUrl } = place;
  const { period, teams, overdue, repeatedDelays, openLearning, withoutLearning } = monitor;
  return frame(`Complaints monitoring: ${period.name}`, council, monitor, place, [
    html`<section>
      <h2>By team</h2>
      ${listTable(
        'Complaints by team',
        teams,
        [
          teamColumn,
          { title: 'Received', number: true, value: ({ received }) => received },
          { title: 'Stage 1 answered', number: true, value: ({ closed }) => closed },
          { title: 'Mean days to close', number: true, value: ({ days, closed }) => quotient(days, closed) },
          {
            title: 'In time, extended',
            number: true,
            value: ({ inTime, closed }) => (closed === 0 ? null : `${perCent(inTime, closed)}%`),
          },
          { title: 'Open', number: true, value: ({ open }) => open },
          { title: 'Overdue', number: true, value: (line) => line.overdue },
        ],
        'There were no complaints.',
      )}
    </section>`,
    html`<section>
      <h2>Overdue</h2>
      ${listTable('Overdue, the latest first', overdue, overdueColumns(caseUrl), 'Nothing is overdue.')}
    </section>`,
    html`<section>
      <h2>Repeated delays</h2>
      ${listTable('Delayed more than once', repeatedDelays, delayColumns(caseUrl), 'No case was delayed more than once.')}
    </section>`,
    html`<section>
      <h2>Learning still open</h2>
      ${listTable(
        'Actions not done',
        openLearning,
        [
          referenceColumn(caseUrl),
          teamColumn,
          { title: 'Action', value: ({ type }) => type },
          { title: 'Due', value: ({ due }) => (due === null ? null : longDate(due)) },
          { title: 'Overdue', value: (action) => (action.overdue ? 'yes' : 'no') },
        ],
        'Every action is done.',
      )}${listTable(
        'Upheld or partially upheld, nothing recorded as learned',
        withoutLearning,
        [referenceColumn(caseUrl), teamColumn, { title: 'Outcome', value: ({ outcome }) => outcome }],
        'Every case with fault found has learning.',
      )}
    </section>`,
  ]);
}

/**
 * For senior managers, area by area: what is overdue and what was delayed again and again, so that those who answer for
 * it know (recommendation 3 of the annual report 2021/22).
 */
export function renderEscalations(monitor: Monitor, council: string, place: Place = nowhere): string {
  const { caseUrl } = place;
  const { overdue, repeatedDelays, serviceAreas } = monitor;
  return frame('Escalation report for senior managers', council, monitor, place, [
    html`<p class="lede">
      ${overdue.length} ${overdue.length === 1 ? 'complaint is' : 'complaints are'} overdue,
      ${repeatedDelays.length} ${repeatedDelays.length === 1 ? 'was' : 'were'} delayed more than once.
    </p>`,
    ...serviceAreas.map((area) => {
      const isOfArea = ({ serviceArea }: { serviceArea: string }) => serviceArea === area;
      return html`<section>
        <h2>${area}</h2>
        ${listTable(
          `${area}: overdue`,
          overdue.filter(isOfArea),
          overdueColumns(caseUrl),
          'Nothing is overdue.',
        )}${listTable(
          `${area}: delayed more than once`,
          repeatedDelays.filter(isOfArea),
          delayColumns(caseUrl),
          'No case was delayed more than once.',
        )}
      </section>`;
    }),
  ]);
}

function frame(
  title: string,
  council: string,
  { period, asOf }: Monitor,
  { back }: Place,
  sections: readonly Markup[],
): string {
  return page(
    `${title} – ${council}`,
    council,
    html`<aside class="edition" aria-label="Edition">
        <div class="wrap">
          <p>
            <strong>Internal, not for publication.</strong> Numbers are small and references lead to cases.
          </p>
        </div>
      </aside>
      <div class="wrap">
        ${back === undefined ? html`` : html`<nav class="back" aria-label="Back"><a href="${back.url}">${back.title}</a></nav>`}
        <main id="main">
          <h1>${title}</h1>
          <p>From ${longDate(period.from)} to ${longDate(period.until)}, as of ${longDate(asOf)}.</p>
          ${sections}
        </main>
      </div>`,
  ).markup;
}
