import { barChart, columnChart } from './charts.ts';
import type { Comparison } from './compare-years.ts';
import type { ProcessDescription } from './describe-process.ts';
import { describeTable } from './describe-table.ts';
import { notRecorded } from './dimensions.ts';
import type { EqualityTable } from './equality.ts';
import { figureOf, type Edition, type Report, type ReportTable, type Shown } from './make-report.ts';
import { html, trusted, type Markup } from './markup.ts';
import { smallestPublished } from './suppress.ts';

/** What stands for a number that is not published. */
const suppressedMark = html`<abbr
  title="not published: fewer than ${smallestPublished}, or it would show such a number"
  >[c]</abbr
>`;

export const print = ({ value, suppressed }: Shown, suffix = ''): Markup =>
  suppressed ? suppressedMark : html`${value === null ? '–' : `${value.toLocaleString('en-GB')}${suffix}`}`;

/** A procedure step by step; which limits the council has still to confirm is for its own edition. */
export function processTable({ title, law, steps }: ProcessDescription, edition: Edition): Markup {
  return html`<div class="scroll" tabindex="0" role="region" aria-label="${title}">
    <table>
      <caption>
        ${title}<span>${law}</span>
      </caption>
      <thead>
        <tr>
          <th scope="col">Step</th>
          <th scope="col">Limit</th>
          <th scope="col">Extension</th>
          <th scope="col">Source</th>
        </tr>
      </thead>
      <tbody>
        ${steps.map(
          (step) =>
            html`<tr>
              <th scope="row">${step.title}</th>
              <td class="limit">${step.limit}</td>
              <td>${step.extension}</td>
              <td>${step.source}${step.toBeChecked && edition === 'internal' ? ' (to be checked)' : ''}</td>
            </tr>`,
        )}
      </tbody>
    </table>
  </div>`;
}

/** Rows to draw: those of a long table that stand first; the table has all. */
const drawn = 12;

export function tableWithChart(table: ReportTable, report: Report): Markup {
  const sentence = describeTable(table, report);
  const { chart, rows, columns, hasDays, title, id } = table;
  const average = figureOf(report, 'monthly-average');
  const drawing = {
    id: `chart-${id}`,
    title,
    sentence,
    series: hasDays ? ['Average working days'] : columns.map((column) => column.title),
    rows: rows
      .filter(({ label, cells }) => label !== notRecorded || cells.some(({ value }) => (value ?? 0) > 0))
      .slice(0, drawn)
      .map(({ label, cells, mean }) => ({ label, values: hasDays ? [mean] : cells })),
  };
  const picture =
    chart === 'none' || drawing.rows.length < 2
      ? html``
      : chart === 'bars'
        ? barChart(drawing)
        : columnChart(
            drawing,
            average.value === null ? undefined : { value: average.value, title: 'monthly average' },
          );
  // Long tables may go on over the page; a picture stays with its sentence.
  const long = rows.length > 8 ? ' class="long"' : '';
  return html`<h3>${title}</h3>
    <figure${trusted(long)}>
      <figcaption class="statement">${sentence}</figcaption>
      ${picture}${dataTable(table, report)}
    </figure>`;
}

/** The numbers of a table; in the internal edition each leads to the cases behind it. */
function dataTable(table: ReportTable, { edition }: Pick<Report, 'edition'>): Markup {
  const { columns, rows, total, hasDays, id, by, title } = table;
  const shares = columns.map((_, i) =>
    [...rows, total].some((row) => row?.cells[i]?.share !== null && row !== null),
  );
  const line = (row: ReportTable['rows'][number], name: 'row' | 'total', at: number) =>
    html`<tr${trusted(name === 'total' ? ' class="total"' : '')}><th scope="row">${row.label}</th>${row.cells.map(
      (cell, i) => {
        const number = print(cell);
        const counted =
          edition === 'internal' && cell.cases.length > 0
            ? html`<a href="cases.html#${caseListId(id, at, i)}">${number}</a>`
            : number;
        return html`<td class="n">${counted}</td>
          ${shares[i] === true ? html`<td class="n">${cell.suppressed ? suppressedMark : cell.share === null ? html`–` : `${cell.share}%`}</td>` : html``}`;
      },
    )}${
      hasDays
        ? html`<td class="n">${print(row.mean)}</td>
            <td class="n">${print(row.median)}</td>`
        : html``
    }</tr>`;
  return html`<div class="scroll" tabindex="0" role="region" aria-label="${title}, table">
    <table>
      <caption>
        <span class="unseen">${title}. </span
        ><span>${columns.map(({ title: name, definition }) => `${name}: ${definition}`).join(' ')}</span>
      </caption>
      <thead>
        <tr>
          <th scope="col">${by}</th>
          ${columns.map(
            (column, i) =>
              html`<th scope="col" class="n">
                  ${table.unit === 'cases' ? column.title : `Number of ${table.unit}`}
                </th>
                ${shares[i] === true ? html`<th scope="col" class="n">%</th>` : html``}`,
          )}${
            hasDays
              ? html`<th scope="col" class="n">Mean days</th>
                  <th scope="col" class="n">Median days</th>`
              : html``
          }
        </tr>
      </thead>
      <tbody>
        ${rows.map((row, at) => line(row, 'row', at))}${total && rows.length > 1 ? line(total, 'total', rows.length) : html``}
      </tbody>
    </table>
  </div>`;
}

export const caseListId = (table: string, row: number, column: number) => `${table}-${row}-${column}`;

export function equalityTable({ characteristic, rows, total }: EqualityTable): Markup {
  return html`<table class="whole">
    <caption>
      ${characteristic}
    </caption>
    <thead>
      <tr>
        <th scope="col">Answer</th>
        <th scope="col" class="n">People</th>
      </tr>
    </thead>
    <tbody>
      ${rows.map(
        ({ answer, count }) =>
          html`<tr>
            <th scope="row">${answer}</th>
            <td class="n">${print(count)}</td>
          </tr>`,
      )}
      <tr class="total">
        <th scope="row">Total</th>
        <td class="n">${print(total)}</td>
      </tr>
    </tbody>
  </table>`;
}

const inUnit = (unit: string) => (unit === 'per cent' ? '%' : '');

export function comparisonTable(comparisons: readonly Comparison[]): Markup {
  const years = comparisons[0]?.years ?? [];
  return html`<div class="scroll" tabindex="0" role="region" aria-label="Years compared, table">
    <table>
      <caption>
        Years compared
      </caption>
      <thead>
        <tr>
          <th scope="col">Figure</th>
          ${years.map(({ year }) => html`<th scope="col" class="n">${year}</th>`)}
          <th scope="col" class="n">Against the year before</th>
        </tr>
      </thead>
      <tbody>
        ${comparisons.map(
          ({ id, title, unit, years: values, label }) =>
            html`<tr>
              <th scope="row">
                <a class="figure" href="#def-${id}">${title}</a
                >${unit === 'working days' ? ' (working days)' : ''}
              </th>
              ${values.map((shown) => html`<td class="n">${print(shown, inUnit(unit))}</td>`)}
              <td class="n">${label ?? 'not said'}</td>
            </tr>`,
        )}
      </tbody>
    </table>
  </div>`;
}

export function comparisonChart({ id, title, unit, years, label }: Comparison): Markup {
  const told = years.map(
    (shown) =>
      `${shown.year}: ${shown.suppressed ? 'not published' : `${shown.value ?? 'none'}${inUnit(unit)}`}`,
  );
  const sentence = `${title}: ${told.join(', ')}${label === null ? '' : `; ${label === 'similar' ? 'similar to' : `${label} on`} the year before`}.`;
  return html`<div>
    <h3>${title}</h3>
    <figure>
      <figcaption class="statement">${sentence}</figcaption>
      ${barChart({
        id: `compare-${id}`,
        labels: 90,
        title,
        sentence,
        series: [title],
        rows: years.map((shown) => ({ label: shown.year, values: [shown] })),
        suffix: inUnit(unit),
      })}
    </figure>
  </div>`;
}
