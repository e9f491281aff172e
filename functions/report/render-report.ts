import { longDate, type CivilDate } from '../domain/time/civil-date.ts';
import type { Comparison } from './compare-years.ts';
import type { ProcessDescription } from './describe-process.ts';
import type { EqualityTable } from './equality.ts';
import { figureOf, type Figure, type Report } from './make-report.ts';
import { html, trusted, type Markup } from './markup.ts';
import { renderNote, type Notes } from './notes.ts';
import { page } from './page-frame.ts';
import type { Contradiction } from './reconcile.ts';
import {
  caseListId,
  comparisonChart,
  comparisonTable,
  equalityTable,
  print,
  processTable,
  tableWithChart,
} from './render-tables.ts';
import { linked, printed, reportSentences, spanOf } from './report-sentences.ts';
import { smallestPublished } from './suppress.ts';
import type { Section } from './tables.ts';
import { counted, numberWord, wordFor } from './words.ts';

/** Everything that an edition of a report is made of. */
export interface Publication {
  council: string;
  contact: { phone: string; email: string; website: string };
  report: Report;
  comparisons: readonly Comparison[];
  equality: readonly EqualityTable[];
  process: readonly ProcessDescription[];
  notes: Notes;
  contradictions: readonly Contradiction[];
  /** Rows that were read, counted, and could not be. */
  rows: { read: number; counted: number; problems: number };
  /** The day on which it was made, of a period that went on then: what is missing is yet to come. */
  soFar?: CivilDate | undefined;
}

/** The whole page, one file: style, pictures and definitions are in it. */
export function renderReport(publication: Publication): string {
  const { council, report } = publication;
  const title = `Customer feedback ${spanOf(report) === 'year' ? 'annual' : 'quarterly'} report, ${report.period.name}`;
  const parts = sections(publication);
  const internal = report.edition === 'internal';
  return page(
    `${title} – ${council}`,
    council,
    html`${
        internal
          ? html`<aside class="edition" aria-label="Edition">
              <div class="wrap">
                <p>
                  <strong>Internal edition, not for publication.</strong> Small numbers are shown and figures
                  lead to cases.
                </p>
              </div>
            </aside>`
          : html``
      }
      <div class="wrap">
        <main id="main">
          <h1>${title}</h1>
          <p class="lede">
            Compliments, comments and complaints received from ${longDate(report.period.from)} to
            ${longDate(report.period.until)}
          </p>
          ${keyFigures(report)}
          <nav class="contents" aria-labelledby="contents">
            <h2 id="contents">Contents</h2>
            <ol>
              ${parts.map(({ id, heading }) => html`<li><a href="#${id}">${heading}</a></li>`)}
            </ol>
          </nav>
          ${parts.map(
            ({ id, heading, content, newPage }, at) =>
              html`<section
                id="${id}"
                aria-labelledby="${id}-heading"
                ${trusted(newPage === true ? ' class="page"' : '')}
              >
                <h2 id="${id}-heading">${at + 1}. ${heading}</h2>
                ${content}
              </section>`,
          )}
        </main>
        <footer>
          <p>
            Made from ${rowsCounted(publication, 'counted', 'anonymous row', 'anonymous rows')}, one for each
            case. Every figure leads to its definition.
          </p>
        </footer>
      </div>`,
  ).markup;
}

function keyFigures(report: Report): Markup {
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
            ? `${numerator ?? 0} of ${denominator ?? 0}`
            : workingDays(figure);
      return html`<div>
        <dt>${title}</dt>
        <dd>${linked(figure)}${detail === '' ? html`` : html`<small>${detail}</small>`}</dd>
      </div>`;
    })}
  </dl>`;
}

/** The unit after a number of working days. */
const workingDays = ({ unit, value }: Figure) =>
  unit === 'working days' ? wordFor(value, 'working day', 'working days') : '';

interface Part {
  id: string;
  heading: string;
  content: Markup;
  newPage?: true;
}

function sections(publication: Publication): Part[] {
  const { report, comparisons, notes, council, equality } = publication;
  const span = spanOf(report);
  const fig = (id: string) => linked(figureOf(report, id));
  const sentences = reportSentences(report);
  const note = (heading: Parameters<Notes['sections']['get']>[0]) => {
    const text = notes.sections.get(heading);
    return text === undefined ? html`` : trusted(renderNote(text, (id) => fig(id).markup));
  };
  const hasNote = (heading: Parameters<Notes['sections']['get']>[0]) => notes.sections.has(heading);
  const tablesOf = (section: Section) =>
    report.tables
      .filter((table) => table.section === section && table.rows.length > 0)
      .map((table) => tableWithChart(table, report));
  const parts: (Part | undefined)[] = [
    {
      id: 'introduction',
      heading: 'Introduction',
      content: html`${soFarIn(publication)}${
        hasNote('Introduction')
          ? note('Introduction')
          : html`<p>
                This report covers the feedback that ${council} formally recorded for ${report.period.name}.
                Councils with social services responsibilities must have a procedure for complaints about
                children’s social care, and report on it each year (the Children Act 1989 Representations
                Procedure (England) Regulations 2006).
              </p>
              <p>
                Every figure is counted from the cases by a definition that stands at the end of the report;
                follow a figure to read its own.
              </p>`
      }`,
    },
    {
      id: 'process',
      heading: 'How complaints are handled',
      content: html`${note('The process')}${howToReach(publication)}${publication.process.map((one) => processTable(one, publication.report.edition))}`,
    },
    {
      id: 'feedback',
      heading: `Feedback in the ${span}`,
      newPage: true,
      content: html`<p>${sentences.feedback}</p>
        ${note('Feedback in the year')}${tablesOf('feedback')}`,
    },
    {
      id: 'complaints',
      heading: 'Complaints',
      content: html`<p>${sentences.complaints}</p>
        ${note('Complaints')}${tablesOf('complaints')}`,
    },
    {
      id: 'people',
      heading: 'Who complained',
      content: html`<p>${sentences.people}</p>
        ${note('Who complained')}${tablesOf('people')}
        <h3>Advocacy</h3>
        <p>${sentences.advocacy}</p>
        <h3>Equality monitoring</h3>
        ${
          equality.length === 0
            ? html`<p>No answers to equality questions were recorded for this ${span}.</p>`
            : html`<p>Answers are voluntary and kept apart from the cases.</p>
                ${equality.map(equalityTable)}`
        }`,
    },
    {
      id: 'timeliness',
      heading: 'Time taken',
      content: html`<p>${sentences.stage1}</p>
        <p>${sentences.furtherStages}</p>
        ${note('Time taken')}${tablesOf('timeliness')}`,
    },
    {
      id: 'outcomes',
      heading: 'Outcomes',
      content: html`<p>${sentences.outcomes}</p>
        ${note('Outcomes')}${tablesOf('outcomes')}`,
    },
    {
      id: 'beyond',
      heading: 'Beyond stage 1 and the Ombudsman',
      content: html`<p>${sentences.beyond}</p>
        ${note('Beyond stage 1')}${tablesOf('beyond')}${
          hasNote('Ombudsman’s figures')
            ? html`<h3>The Ombudsman’s own figures</h3>
                <p class="note">
                  Published by the Ombudsman and not derived from our cases; they count other complaints in
                  another way.
                </p>
                ${note('Ombudsman’s figures')}`
            : html``
        }`,
    },
    comparisons.length === 0
      ? undefined
      : {
          id: 'comparison',
          heading: `${numberWord(comparisons[0]?.years.length ?? 0)} years compared`,
          newPage: true as const,
          content: html`<p>
              A change against ${span === 'year' ? 'the year before' : 'the same quarter of the year before'}
              is called similar within 5%, otherwise up or down; where that is not among them, and on a base
              under 10, nothing is said.
            </p>
            ${note('Years compared')}${comparisonTable(comparisons)}
            <div class="multiples">${comparisons.map(comparisonChart)}</div>`,
        },
    hasNote('Example compliments')
      ? { id: 'example-compliments', heading: 'Example compliments', content: note('Example compliments') }
      : undefined,
    hasNote('Example complaints')
      ? { id: 'example-complaints', heading: 'Example complaints', content: note('Example complaints') }
      : undefined,
    {
      id: 'learning',
      heading: 'Learning and actions',
      content: html`<p>${sentences.learning}</p>
        ${tablesOf('learning')}${
          hasNote('Learning')
            ? html`<h3>Examples of learning</h3>
                ${note('Learning')}`
            : html``
        }`,
    },
    hasNote('Progress')
      ? { id: 'progress', heading: `Progress since last ${span}`, content: note('Progress') }
      : undefined,
    hasNote('Recommendations')
      ? { id: 'recommendations', heading: 'Recommendations', content: note('Recommendations') }
      : undefined,
    { id: 'definitions', heading: 'Definitions', newPage: true, content: definitions(publication) },
  ];
  return parts.filter((part) => part !== undefined);
}

function howToReach({ contact: { phone, email, website } }: Publication): Markup {
  return html`<h3>How to give feedback</h3>
    <p>
      A complaint is any expression of dissatisfaction about a service, spoken or written. A compliment says
      what was done well, a comment suggests or asks something. Anybody can give feedback; children can
      complain themselves, with an advocate, or through an adult they trust.
    </p>
    <ul>
      <li>Speak to any member of staff</li>
      <li>Telephone: ${phone}</li>
      <li>Email: <a href="mailto:${email}">${email}</a></li>
      <li>Website: <a href="${website}">${website}</a></li>
    </ul>
    <h3>Steps and time limits</h3>`;
}

/** How many rows were read or counted, in words: hidden where all feedback is, which they would tell. */
function rowsCounted({ report, rows }: Publication, which: 'read' | 'counted', one: string, several: string) {
  const hidden = figureOf(report, 'feedback').suppressed;
  const value = hidden ? null : rows[which];
  return html`${print({ value, suppressed: hidden })} ${wordFor(value, one, several)}`;
}

/** What a reader of half a year must know before anything else. */
function soFarIn({ soFar, report }: Publication): Markup {
  return soFar === undefined
    ? html``
    : html`<div class="inset">
        <p>
          The ${spanOf(report)} goes on until ${longDate(report.period.until)}. This report counts what was
          there on ${longDate(soFar)}: numbers and averages will change.
        </p>
      </div>`;
}

function definitions(publication: Publication): Markup {
  const { report, contradictions, notes, rows } = publication;
  const internal = report.edition === 'internal';
  return html`<p>
      Years run from 1 April to 31 March, Q1 is April to June. Working days leave out Saturdays, Sundays and
      bank holidays in England and Wales.
    </p>
    ${
      internal
        ? html``
        : html`<p>
            [c] stands for a number that is not published: fewer than ${smallestPublished}, but not none, or
            one from which such a number could be worked out.
          </p>`
    }
    <dl class="definitions">
      ${report.figures.map(
        (figure) =>
          html`<div>
            <dt id="def-${figure.id}">
              ${figure.title}: ${printed(figure)}${figure.value === null ? '' : ` ${workingDays(figure)}`}
            </dt>
            <dd>${figure.definition}</dd>
            <dd class="note">
              Counted over:
              ${figure.cohort.definition}${
                figure.numerator === null || figure.denominator === null || figure.denominator === 0
                  ? html``
                  : html` ${figure.numerator.toLocaleString('en-GB')} over
                    ${figure.denominator.toLocaleString('en-GB')}.`
              }${internal && figure.cases.length > 0 ? html` <a href="cases.html#figure-${figure.id}">Cases</a>` : html``}
            </dd>
          </div>`,
      )}
    </dl>
    <h3>What the figures rest on</h3>
    <p>
      ${rowsCounted(publication, 'read', 'row was', 'rows were')} read;
      ${rowsCounted(publication, 'counted', 'is', 'are')} of this
      ${spanOf(report)}${rows.problems === 0 ? ', and none was left out for a fault in it.' : html`; ${counted(rows.problems, 'fault', 'faults')} kept others from being counted${internal ? html` (see problems.csv)` : html``}.`}
    </p>
    ${contradictions.map(
      ({ id, sentence }) =>
        html`<div class="inset warning">
          <p>
            <strong>${notes.explanations.has(id) ? 'Explained' : 'Not resolved'}:</strong> ${sentence}
            ${notes.explanations.has(id) ? '' : html`Explain it in the notes as <code>${id}</code>.`}
          </p>
          ${trusted(renderNote(notes.explanations.get(id) ?? '', (figure) => linked(figureOf(report, figure)).markup))}
        </div>`,
    )}`;
}

/** The cases behind each number of an internal report, by reference; `caseUrl` makes a reference lead to its case. */
export function renderCases(
  { report, council }: Publication,
  caseUrl: (reference: string) => string | undefined = () => undefined,
): string {
  const lists = [
    ...report.figures.map(({ id, title, cases }) => ({ id: `figure-${id}`, title, cases })),
    ...report.tables.flatMap(({ id, title, columns, rows, total }) =>
      [...rows, ...(total ? [total] : [])].flatMap(({ label, cells }, at) =>
        cells.map(({ cases }, i) => ({
          id: caseListId(id, at, i),
          title: `${title}: ${label}${columns.length > 1 ? `, ${columns[i]?.title}` : ''}`,
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
    `Cases behind the report on ${report.period.name}`,
    council,
    html`<div class="wrap">
      <main id="main">
        <h1>Cases behind the report on ${report.period.name}</h1>
        <p><a href="report.html">Back to the report</a></p>
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
