import type { CivilDate } from '../domain/time/civil-date.ts';
import type { Comparison } from './compare-years.ts';
import type { ProcessDescription } from './describe-process.ts';
import type { EqualityTable } from './equality.ts';
import { date } from './date-in-words.ts';
import { figureOf, type Report } from './make-report.ts';
import { html, rawHtml, type Markup } from './markup.ts';
import { renderNote, type Notes } from './notes.ts';
import { page } from './page-frame.ts';
import { kindOf } from './period.ts';
import { contradictionInWords, type Contradiction } from './reconcile.ts';
import {
  caseListId,
  comparisonChart,
  comparisonTable,
  equalityTable,
  print,
  processTable,
  tableWithChart,
} from './render-tables.ts';
import { linked, mark, printed, reportSentences, spanOf, withMarks } from './report-sentences.ts';
import { smallestPublished } from './suppress.ts';
import type { Section } from './tables.ts';
import {
  wordComparison,
  wordReport,
  type WordedComparison,
  type WordedFigure,
  type WordedReport,
} from './word-report.ts';
import type { ReportWords } from '../words/report-words.ts';

/** Everything that an edition of a report is made from. */
export interface Publication {
  council: string;
  contact: { phone: string; email: string; website: string };
  report: Report;
  comparisons: readonly Comparison[];
  equality: readonly EqualityTable[];
  process: readonly ProcessDescription[];
  notes: Notes;
  contradictions: readonly Contradiction[];
  /** How many rows were read and counted, and how many problems kept rows from being counted. */
  rows: { read: number; counted: number; problems: number };
  /** The day on which it was made, if its period had not ended by then. */
  soFar?: CivilDate | undefined;
  words: ReportWords;
}

/** The same in words. */
interface WordedPublication extends Omit<Publication, 'report' | 'comparisons' | 'contradictions'> {
  report: WordedReport;
  comparisons: readonly WordedComparison[];
  contradictions: readonly { id: string; sentence: string }[];
}

/** An edition with the sentences of its language. */
export const wordPublication = (publication: Publication): WordedPublication => {
  const { words, report, comparisons, contradictions } = publication;
  return {
    ...publication,
    report: wordReport(report, words),
    comparisons: comparisons.map((comparison) => wordComparison(comparison, words)),
    contradictions: contradictions.map((found) => ({
      id: found.id,
      sentence: contradictionInWords(words.contradictions, found),
    })),
  };
};

/** The whole page, one file: style, pictures and definitions are in it. */
export function renderReport(given: Publication): string {
  const publication = wordPublication(given);
  const { council, report, words } = publication;
  const title = words.title({ span: spanOf(report), period: words.periodName(kindOf(report.period)) });
  const parts = sections(publication);
  const internal = report.edition === 'internal';
  return page(
    `${title} – ${council}`,
    council,
    words,
    html`${
        internal
          ? html`<aside class="edition" aria-label="${words.editionLabel}">
              <div class="wrap">
                <p><strong>${words.internal}</strong> ${words.internalText}</p>
              </div>
            </aside>`
          : html``
      }
      <div class="wrap">
        <main id="main">
          <h1>${title}</h1>
          <p class="lede">
            ${words.lede({ from: date(report.period.from, words), until: date(report.period.until, words) })}
          </p>
          ${keyFigures(report, words)}
          <nav class="contents" aria-labelledby="contents">
            <h2 id="contents">${words.contents}</h2>
            <ol>
              ${parts.map(({ id, heading }) => html`<li><a href="#${id}">${heading}</a></li>`)}
            </ol>
          </nav>
          ${parts.map(
            ({ id, heading, content, newPage }, at) =>
              html`<section
                id="${id}"
                aria-labelledby="${id}-heading"
                ${rawHtml(newPage === true ? ' class="page"' : '')}
              >
                <h2 id="${id}-heading">${words.section({ number: at + 1, heading })}</h2>
                ${content}
              </section>`,
          )}
        </main>
        <footer>
          <p>
            ${withMarks(words.madeFrom({ rows: rowsMark(publication, 'counted') }), rowsPrinted(publication))}
          </p>
        </footer>
      </div>`,
  ).markup;
}

function keyFigures(report: WordedReport, words: ReportWords): Markup {
  const ids = [
    'feedback',
    'complaints',
    'compliments',
    'investigations',
    'days-to-close',
    'in-time-extended',
    'upheld-rate',
    'learning-recorded-share',
  ];
  return html`<dl class="key">
    ${ids.map((id) => {
      const figure = figureOf(report, id);
      const { unit, title, numerator, denominator } = figure;
      const detail =
        figure.value === null
          ? ''
          : unit === 'per cent'
            ? words.ofWhole({ part: numerator ?? 0, whole: denominator ?? 0 })
            : workingDays(figure, words);
      return html`<div>
        <dt>${title}</dt>
        <dd>${linked(figure, words)}${detail === '' ? html`` : html`<small>${detail}</small>`}</dd>
      </div>`;
    })}
  </dl>`;
}

/** The unit after a number of working days. */
const workingDays = ({ unit, value }: WordedFigure, words: ReportWords) =>
  unit === 'working days' ? words.workingDayUnit({ value }) : '';

interface Part {
  id: string;
  heading: string;
  content: Markup;
  newPage?: true;
}

function sections(publication: WordedPublication): Part[] {
  const { report, comparisons, notes, council, equality, words } = publication;
  const { headings } = words;
  const span = spanOf(report);
  const fig = (id: string) => linked(figureOf(report, id), words);
  const sentences = reportSentences(report, words);
  const note = (heading: Parameters<Notes['sections']['get']>[0]) => {
    const text = notes.sections.get(heading);
    return text === undefined ? html`` : rawHtml(renderNote(text, (id) => fig(id).markup));
  };
  const hasNote = (heading: Parameters<Notes['sections']['get']>[0]) => notes.sections.has(heading);
  const tablesOf = (section: Section) =>
    report.tables
      .filter((table) => table.section === section && table.rows.length > 0)
      .map((table) => tableWithChart(table, report, words));
  const parts: (Part | undefined)[] = [
    {
      id: 'introduction',
      heading: headings.introduction,
      content: html`${soFarIn(publication)}${
        hasNote('Introduction')
          ? note('Introduction')
          : html`<p>${words.introduction({ council, period: words.periodName(kindOf(report.period)) })}</p>
              <p>${words.definitionsAbove}</p>`
      }`,
    },
    {
      id: 'process',
      heading: headings.process,
      content: html`${note('The process')}${howToReach(publication)}${publication.process.map((one) => processTable(one, report.edition, words))}`,
    },
    {
      id: 'feedback',
      heading: headings.feedback({ span }),
      newPage: true,
      content: html`<p>${sentences.feedback}</p>
        ${note('Feedback in the year')}${tablesOf('feedback')}`,
    },
    {
      id: 'complaints',
      heading: headings.complaints,
      content: html`<p>${sentences.complaints}</p>
        ${note('Complaints')}${tablesOf('complaints')}`,
    },
    {
      id: 'people',
      heading: headings.people,
      content: html`<p>${sentences.people}</p>
        ${note('Who complained')}${tablesOf('people')}
        <h3>${headings.advocacy}</h3>
        <p>${sentences.advocacy}</p>
        <h3>${headings.equality}</h3>
        ${
          equality.length === 0
            ? html`<p>${words.noEquality({ span })}</p>`
            : html`<p>${words.equalityText}</p>
                ${equality.map((table) => equalityTable(table, words))}`
        }`,
    },
    {
      id: 'timeliness',
      heading: headings.timeliness,
      content: html`<p>${sentences.stage1}</p>
        <p>${sentences.furtherStages}</p>
        ${note('Time taken')}${tablesOf('timeliness')}`,
    },
    {
      id: 'outcomes',
      heading: headings.outcomes,
      content: html`<p>${sentences.outcomes}</p>
        ${note('Outcomes')}${tablesOf('outcomes')}`,
    },
    {
      id: 'beyond',
      heading: headings.beyond,
      content: html`<p>${sentences.beyond}</p>
        ${note('Beyond stage 1')}${tablesOf('beyond')}${
          hasNote('Ombudsman’s figures')
            ? html`<h3>${headings.ombudsman}</h3>
                <p class="note">${words.ombudsmanNote}</p>
                ${note('Ombudsman’s figures')}`
            : html``
        }`,
    },
    comparisons.length === 0
      ? undefined
      : {
          id: 'comparison',
          heading: headings.comparison({ years: comparisons[0]?.years.length ?? 0 }),
          newPage: true as const,
          content: html`<p>${words.comparisonRule({ span })}</p>
            ${note('Years compared')}${comparisonTable(comparisons, words)}
            <div class="multiples">${comparisons.map((one) => comparisonChart(one, words))}</div>`,
        },
    hasNote('Example compliments')
      ? {
          id: 'example-compliments',
          heading: headings.exampleCompliments,
          content: note('Example compliments'),
        }
      : undefined,
    hasNote('Example complaints')
      ? { id: 'example-complaints', heading: headings.exampleComplaints, content: note('Example complaints') }
      : undefined,
    {
      id: 'learning',
      heading: headings.learning,
      content: html`<p>${sentences.learning}</p>
        ${tablesOf('learning')}${
          hasNote('Learning')
            ? html`<h3>${headings.exampleLearning}</h3>
                ${note('Learning')}`
            : html``
        }`,
    },
    hasNote('Progress')
      ? { id: 'progress', heading: headings.progress({ span }), content: note('Progress') }
      : undefined,
    hasNote('Recommendations')
      ? { id: 'recommendations', heading: headings.recommendations, content: note('Recommendations') }
      : undefined,
    { id: 'definitions', heading: headings.definitions, newPage: true, content: definitions(publication) },
  ];
  return parts.filter((part) => part !== undefined);
}

function howToReach({ contact: { phone, email, website }, words }: WordedPublication): Markup {
  return html`<h3>${words.headings.howToReach}</h3>
    <p>${words.feedbackKinds}</p>
    <ul>
      <li>${words.speak}</li>
      <li>${words.telephone} ${phone}</li>
      <li>${words.email} <a href="mailto:${email}">${email}</a></li>
      <li>${words.website} <a href="${website}">${website}</a></li>
    </ul>
    <h3>${words.headings.steps}</h3>`;
}

/** The number of rows read or counted, as a mark in a sentence. Hidden if the number of all feedback is hidden. */
function rowsMark({ report, rows }: WordedPublication, which: 'read' | 'counted') {
  return { text: mark(which), value: figureOf(report, 'feedback').suppressed ? null : rows[which] };
}

const rowsPrinted =
  ({ report, rows, words }: WordedPublication) =>
  (which: string): Markup => {
    const { suppressed } = figureOf(report, 'feedback');
    const value = suppressed ? null : which === 'read' ? rows.read : rows.counted;
    return print({ value, suppressed }, words);
  };

/** A notice at the start of a report whose period has not ended. */
function soFarIn({ soFar, report, words }: WordedPublication): Markup {
  return soFar === undefined
    ? html``
    : html`<div class="inset">
        <p>
          ${words.soFar({
            span: spanOf(report),
            until: date(report.period.until, words),
            today: date(soFar, words),
          })}
        </p>
      </div>`;
}

function definitions(publication: WordedPublication): Markup {
  const { report, contradictions, notes, rows, words } = publication;
  const internal = report.edition === 'internal';
  return html`<p>${words.calendar}</p>
    ${internal ? html`` : html`<p>${words.hiddenNumbers({ smallest: smallestPublished })}</p>`}
    <dl class="definitions">
      ${report.figures.map(
        (figure) =>
          html`<div>
            <dt id="def-${figure.id}">
              ${figure.title}:
              ${printed(figure, words)}${figure.value === null ? '' : ` ${workingDays(figure, words)}`}
            </dt>
            <dd>${figure.definition}</dd>
            <dd class="note">
              ${words.countedOver({ cohort: figure.cohort.definition })}${
                figure.numerator === null || figure.denominator === null || figure.denominator === 0
                  ? html``
                  : html` ${words.quotient({
                      numerator: figure.numerator.toLocaleString(words.lang),
                      denominator: figure.denominator.toLocaleString(words.lang),
                    })}`
              }${internal && figure.cases.length > 0 ? html` <a href="cases.html#figure-${figure.id}">${words.cases}</a>` : html``}
            </dd>
          </div>`,
      )}
    </dl>
    <h3>${words.headings.basis}</h3>
    <p>
      ${withMarks(
        words.rowsRead({
          read: rowsMark(publication, 'read'),
          counted: rowsMark(publication, 'counted'),
          span: spanOf(report),
        }),
        rowsPrinted(publication),
      )}${rows.problems === 0 ? words.noFaults : words.faults({ problems: rows.problems, isInternal: internal })}
    </p>
    ${contradictions.map(
      ({ id, sentence }) =>
        html`<div class="inset warning">
          <p>
            <strong>${notes.explanations.has(id) ? words.explained : words.notResolved}</strong> ${sentence}
            ${notes.explanations.has(id) ? '' : html`${words.explainAs} <code>${id}</code>.`}
          </p>
          ${rawHtml(renderNote(notes.explanations.get(id) ?? '', (figure) => linked(figureOf(report, figure), words).markup))}
        </div>`,
    )}`;
}

/** The cases behind each number of an internal report, by reference. `caseUrl` links a reference to its case. */
export function renderCases(
  publication: Publication,
  caseUrl: (reference: string) => string | undefined = () => undefined,
): string {
  const { report, council, words } = wordPublication(publication);
  const lists = [
    ...report.figures.map(({ id, title, cases }) => ({ id: `figure-${id}`, title, cases })),
    ...report.tables.flatMap(({ id, title, columns, rows, total }) =>
      [...rows, ...(total ? [total] : [])].flatMap(({ label, cells }, at) =>
        cells.map(({ cases }, i) => ({
          id: caseListId(id, at, i),
          title: words.cellTitle({
            table: title,
            row: label,
            column: columns.length > 1 ? columns[i]?.title : undefined,
          }),
          cases,
        })),
      ),
    ),
  ].filter(({ cases }) => cases.length > 0);
  const reference = (name: string) => {
    const url = caseUrl(name);
    return url === undefined ? html`${name}` : html`<a href="${url}">${name}</a>`;
  };
  return page(
    words.casesTitle({ period: words.periodName(kindOf(report.period)) }),
    council,
    words,
    html`<div class="wrap">
      <main id="main">
        <h1>${words.casesTitle({ period: words.periodName(kindOf(report.period)) })}</h1>
        <p><a href="report.html">${words.backToReport}</a></p>
        ${lists.map(
          ({ id, title, cases }) =>
            html`<section id="${id}">
              <h2>${title} (${cases.length})</h2>
              <p>${cases.map((name, i) => html`${i > 0 ? ', ' : ''}${reference(name)}`)}</p>
            </section>`,
        )}
      </main>
    </div>`,
  ).markup;
}
