import { barChart, columnChart } from './charts.ts';
import type { ProcessDescription } from './describe-process.ts';
import { describeTable } from './describe-table.ts';
import { notRecorded } from './dimensions.ts';
import type { EqualityTable } from './equality.ts';
import { figureOf, type Edition, type Shown } from './make-report.ts';
import { html, rawHtml, type Markup } from './markup.ts';
import { smallestPublished } from './suppress.ts';
import type { WordedComparison, WordedReport, WordedTable } from './word-report.ts';
import type { ReportWords } from '../words/report-words.ts';

/** The mark shown instead of a number that is not published. */
const suppressedMark = (words: ReportWords) =>
  html`<abbr title="${words.hiddenNumber({ smallest: smallestPublished })}">[c]</abbr>`;

export const print = ({ value, suppressed }: Shown, words: ReportWords, suffix = ''): Markup =>
  suppressed
    ? suppressedMark(words)
    : html`${value === null ? '–' : `${value.toLocaleString(words.lang)}${suffix}`}`;

/** A procedure step by step. Only the internal edition says which limits the council still has to confirm. */
export function processTable(
  { title, law, steps }: ProcessDescription,
  edition: Edition,
  { process: words }: ReportWords,
): Markup {
  return html`<div class="scroll" tabindex="0" role="region" aria-label="${title}">
    <table>
      <caption>
        ${title}<span>${law}</span>
      </caption>
      <thead>
        <tr>
          <th scope="col">${words.step}</th>
          <th scope="col">${words.limit}</th>
          <th scope="col">${words.extension}</th>
          <th scope="col">${words.source}</th>
        </tr>
      </thead>
      <tbody>
        ${steps.map(
          (step) =>
            html`<tr>
              <th scope="row">${step.title}</th>
              <td class="limit">${step.limit}</td>
              <td>${step.extension}</td>
              <td>
                ${step.source}${step.toBeChecked && edition === 'internal' ? ` ${words.toBeChecked}` : ''}
              </td>
            </tr>`,
        )}
      </tbody>
    </table>
  </div>`;
}

/** The number of rows of a long table that are drawn: the first ones. The table has all of them. */
const drawn = 12;

export function tableWithChart(table: WordedTable, report: WordedReport, words: ReportWords): Markup {
  const sentence = describeTable(table, report, words.tableSentences);
  const { chart, rows, columns, hasDays, title, id } = table;
  const average = figureOf(report, 'monthly-average');
  const drawing = {
    id: `chart-${id}`,
    title,
    sentence,
    series: hasDays ? [words.tables.averageDays] : columns.map((column) => column.title),
    rows: rows
      .filter(({ key, cells }) => key !== notRecorded || cells.some(({ value }) => (value ?? 0) > 0))
      .slice(0, drawn)
      .map(({ label, cells, mean }) => ({ label, values: hasDays ? [mean] : cells })),
  };
  const picture =
    chart === 'none' || drawing.rows.length < 2
      ? html``
      : chart === 'bars'
        ? barChart(drawing, words)
        : columnChart(
            drawing,
            words,
            average.value === null ? undefined : { value: average.value, title: words.tables.monthlyAverage },
          );
  // Long tables may continue on the next page; a picture stays with its sentence.
  const long = rows.length > 8 ? ' class="long"' : '';
  return html`<h3>${title}</h3>
    <figure${rawHtml(long)}>
      <figcaption class="statement">${sentence}</figcaption>
      ${picture}${dataTable(table, report, words)}
    </figure>`;
}

/** The numbers of a table. In the internal edition each one links to the cases behind it. */
function dataTable(
  table: WordedTable,
  { edition }: Pick<WordedReport, 'edition'>,
  words: ReportWords,
): Markup {
  const { columns, rows, total, hasDays, id, by, title } = table;
  const shares = columns.map((_, i) =>
    [...rows, total].some((row) => row?.cells[i]?.share !== null && row !== null),
  );
  const line = (row: WordedTable['rows'][number], name: 'row' | 'total', at: number) =>
    html`<tr${rawHtml(name === 'total' ? ' class="total"' : '')}><th scope="row">${row.label}</th>${row.cells.map(
      (cell, i) => {
        const number = print(cell, words);
        const counted =
          edition === 'internal' && cell.cases.length > 0
            ? html`<a href="cases.html#${caseListId(id, at, i)}">${number}</a>`
            : number;
        return html`<td class="n">${counted}</td>
          ${shares[i] === true ? html`<td class="n">${cell.suppressed ? suppressedMark(words) : cell.share === null ? html`–` : `${cell.share}%`}</td>` : html``}`;
      },
    )}${
      hasDays
        ? html`<td class="n">${print(row.mean, words)}</td>
            <td class="n">${print(row.median, words)}</td>`
        : html``
    }</tr>`;
  return html`<div class="scroll" tabindex="0" role="region" aria-label="${words.tables.region({ title })}">
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
                  ${table.unit === 'cases' ? column.title : words.tables.numberOf({ unit: words.tableSentences.nouns[table.unit][1] })}
                </th>
                ${shares[i] === true ? html`<th scope="col" class="n">%</th>` : html``}`,
          )}${
            hasDays
              ? html`<th scope="col" class="n">${words.tables.mean}</th>
                  <th scope="col" class="n">${words.tables.median}</th>`
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

export function equalityTable({ characteristic, rows, total }: EqualityTable, words: ReportWords): Markup {
  return html`<table class="whole">
    <caption>
      ${characteristic}
    </caption>
    <thead>
      <tr>
        <th scope="col">${words.tables.answer}</th>
        <th scope="col" class="n">${words.tables.people}</th>
      </tr>
    </thead>
    <tbody>
      ${rows.map(
        ({ answer, count }) =>
          html`<tr>
            <th scope="row">${answer}</th>
            <td class="n">${print(count, words)}</td>
          </tr>`,
      )}
      <tr class="total">
        <th scope="row">${words.tables.total}</th>
        <td class="n">${print(total, words)}</td>
      </tr>
    </tbody>
  </table>`;
}

const inUnit = (unit: string) => (unit === 'per cent' ? '%' : '');

export function comparisonTable(comparisons: readonly WordedComparison[], words: ReportWords): Markup {
  const { tables } = words;
  const years = comparisons[0]?.years ?? [];
  return html`<div
    class="scroll"
    tabindex="0"
    role="region"
    aria-label="${tables.region({ title: tables.yearsCompared })}"
  >
    <table>
      <caption>
        ${tables.yearsCompared}
      </caption>
      <thead>
        <tr>
          <th scope="col">${tables.figure}</th>
          ${years.map(({ name }) => html`<th scope="col" class="n">${name}</th>`)}
          <th scope="col" class="n">${tables.againstYearBefore}</th>
        </tr>
      </thead>
      <tbody>
        ${comparisons.map(
          ({ id, title, unit, years: values, label }) =>
            html`<tr>
              <th scope="row">
                <a class="figure" href="#def-${id}">${title}</a
                >${unit === 'working days' ? ` ${tables.inWorkingDays}` : ''}
              </th>
              ${values.map((shown) => html`<td class="n">${print(shown, words, inUnit(unit))}</td>`)}
              <td class="n">${label === null ? tables.notCompared : tables.changes[label]}</td>
            </tr>`,
        )}
      </tbody>
    </table>
  </div>`;
}

export function comparisonChart(
  { id, title, unit, years, label }: WordedComparison,
  words: ReportWords,
): Markup {
  const { tables } = words;
  const sentence = tables.comparison({
    title,
    years: years.map(({ name, value, suppressed }) => ({
      year: name,
      value: suppressed ? tables.notPublished : `${value ?? tables.none}${inUnit(unit)}`,
    })),
    change: label,
  });
  return html`<div>
    <h3>${title}</h3>
    <figure>
      <figcaption class="statement">${sentence}</figcaption>
      ${barChart(
        {
          id: `compare-${id}`,
          labels: 90,
          title,
          sentence,
          series: [title],
          rows: years.map((shown) => ({ label: shown.name, values: [shown] })),
          suffix: inUnit(unit),
        },
        words,
      )}
    </figure>
  </div>`;
}
