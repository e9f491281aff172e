import { longDate } from '../domain/civil-date.ts';
import type { Comparison } from './compare-years.ts';
import type { ProcessDescription } from './describe-process.ts';
import type { EqualityTable } from './equality.ts';
import { figureOf, type Figure, type Report } from './make-report.ts';
import { html, trusted, type Markup } from './markup.ts';
import { renderNote, type Notes } from './notes.ts';
import { page } from './page-frame.ts';
import { monthsOf } from './period.ts';
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
import { smallestPublished } from './suppress.ts';
import type { Section } from './tables.ts';

/** What a report is about, in a word: it is made of a year or of a quarter. */
const spanOf = ({ period }: Report) => (monthsOf(period) === 12 ? 'year' : 'quarter');

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
}

const suffixes = { 'per cent': '%', 'working days': '', cases: '', 'cases a month': '' } as const;
const units = { 'per cent': '', 'working days': ' working days', cases: '', 'cases a month': '' } as const;
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
            Made from ${publication.rows.counted.toLocaleString('en-GB')} anonymous rows, one for each case.
            Every figure leads to its definition.
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
        unit === 'per cent' && numerator !== null
          ? `${numerator} of ${denominator}`
          : unit === 'working days'
            ? 'working days'
            : '';
      return html`<div>
        <dt>${title}</dt>
        <dd>${linked(figure)}${detail === '' ? html`` : html`<small>${detail}</small>`}</dd>
      </div>`;
    })}
  </dl>`;
}

/** A figure in print: it leads to its definition. */
const linked = (figure: Figure): Markup =>
  html`<a class="figure" href="#def-${figure.id}">${print(figure, suffixes[figure.unit])}</a>`;

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
  const count = (id: string) => {
    const figure = figureOf(report, id);
    const { numerator, denominator } = figure;
    return numerator === null
      ? linked(figure)
      : html`${linked(figure)} (${numerator} of ${denominator ?? 0})`;
  };
  const note = (heading: Parameters<Notes['sections']['get']>[0]) => {
    const text = notes.sections.get(heading);
    return text === undefined ? html`` : trusted(renderNote(text, (id) => fig(id).markup));
  };
  const hasNote = (heading: Parameters<Notes['sections']['get']>[0]) => notes.sections.has(heading);
  const tablesOf = (section: Section) =>
    report.tables
      .filter((table) => table.section === section && table.rows.length > 0)
      .map((table) => tableWithChart(table, report));
  const lookedAfter = html`${fig('looked-after')} complaints were about looked-after children, and
  ${fig('made-by-child')} were made by children themselves.`;
  const parts: (Part | undefined)[] = [
    {
      id: 'introduction',
      heading: 'Introduction',
      content: hasNote('Introduction')
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
            </p>`,
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
      content: html`<p>
          We recorded ${fig('feedback')} cases of feedback: ${fig('compliments')} compliments,
          ${fig('comments')} comments or other enquiries and ${fig('complaints')} complaints. That is
          ${fig('monthly-average')} a month on average. ${fig('complaints-share')} of all feedback were
          complaints.
        </p>
        ${note('Feedback in the year')}${tablesOf('feedback')}`,
    },
    {
      id: 'complaints',
      heading: 'Complaints',
      content: html`<p>
          Of the ${fig('complaints')} complaints received, ${fig('investigations')} were investigated; the
          others were withdrawn or closed before. ${fig('corporate')} investigations
          (${fig('corporate-share')}) followed the corporate procedure and ${fig('statutory')}
          (${fig('statutory-share')}) the statutory procedure for children’s social care.
        </p>
        ${note('Complaints')}${tablesOf('complaints')}`,
    },
    {
      id: 'people',
      heading: 'Who complained',
      content: html`<p>
          ${lookedAfter} ${fig('repeat-complaints')} complaints came from people who made more than one in the
          year.
        </p>
        ${note('Who complained')}${tablesOf('people')}
        <h3>Advocacy</h3>
        <p>
          A child or care leaver who complains must be offered an advocate. An advocate was offered in
          ${fig('advocacy-offered')} complaints, in ${fig('child-offered-advocate')} of the
          ${fig('made-by-child')} that children made themselves, and provided in ${fig('advocacy-provided')}.
        </p>
        <h3>Equality monitoring</h3>
        ${
          equality.length === 0
            ? html`<p>No answers to equality questions were recorded for this year.</p>`
            : html`<p>Answers are voluntary and kept apart from the cases.</p>
                ${equality.map(equalityTable)}`
        }`,
    },
    {
      id: 'timeliness',
      heading: 'Time taken',
      content: html`<p>
          Stage 1 took ${fig('days-to-close')} working days on average (median
          ${fig('days-to-close-median')}): ${fig('days-to-close-corporate')} under the corporate procedure and
          ${fig('days-to-close-statutory')} under the statutory one. ${count('in-time-original')} responses
          were sent by the original date, ${count('in-time-extended')} by the date as extended.
        </p>
        <p>
          ${figureOf(report, 'stage-2').value === 0 ? html`No stage 2 investigation or review was answered in the ${span}.` : html`${fig('stage-2')} stage 2 investigations or reviews were answered, after ${fig('stage-2-days')} working days on average from the request and ${fig('stage-2-statement-days')} from the agreed statement of complaint; ${count('stage-2-in-time-extended')} within the time as extended.`}
          ${figureOf(report, 'stage-3').value === 0 ? html`No stage 3 panel was answered.` : html`${fig('stage-3')} stage 3 panels were answered, after ${fig('stage-3-days')} working days on average.`}
          ${fig('escalated')} complaints were escalated to a head of service or director.
        </p>
        ${note('Time taken')}${tablesOf('timeliness')}`,
    },
    {
      id: 'outcomes',
      heading: 'Outcomes',
      content: html`<p>
          Of the ${fig('closed')} investigations closed in the ${span}, ${fig('upheld-rate')} were upheld,
          ${fig('partially-upheld-rate')} partially upheld and ${fig('not-upheld-rate')} not upheld. Of those
          with a finding alone, ${fig('upheld-rate-found')} were upheld.
        </p>
        ${note('Outcomes')}${tablesOf('outcomes')}`,
    },
    {
      id: 'beyond',
      heading: 'Beyond stage 1 and the Ombudsman',
      content: html`<p>
          ${fig('beyond-stage-1')} complaints went beyond stage 1 in the ${span}: ${fig('reached-stage-2')}
          reached stage 2, ${fig('reached-stage-3')} stage 3, and ${fig('reached-lgsco')} the Local Government
          and Social Care Ombudsman.
        </p>
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
          heading: `${comparisons[0]?.years.length === 3 ? 'Three' : comparisons[0]?.years.length} years compared`,
          newPage: true as const,
          content: html`<p>
              A change against the year before is called similar within 5%, otherwise up or down; on a base
              under 10 nothing is said.
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
      content: html`<p>
          Learning or actions were recorded for ${fig('learning-recorded')} of the ${fig('fault-found')} cases
          closed as upheld or partially upheld (${fig('learning-recorded-share')}).
        </p>
        ${tablesOf('learning')}${
          hasNote('Learning')
            ? html`<h3>Examples of learning</h3>
                ${note('Learning')}`
            : html``
        }`,
    },
    hasNote('Progress')
      ? { id: 'progress', heading: 'Progress since last year', content: note('Progress') }
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

function definitions({ report, contradictions, notes, rows }: Publication): Markup {
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
              ${figure.title}:
              ${print(figure, suffixes[figure.unit])}${figure.value === null ? '' : units[figure.unit]}
            </dt>
            <dd>${figure.definition}</dd>
            <dd class="note">
              Counted over:
              ${figure.cohort.definition}${
                figure.numerator === null || figure.denominator === null
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
      ${rows.read.toLocaleString('en-GB')} rows were read; ${rows.counted.toLocaleString('en-GB')} are of this
      ${spanOf(report)}${rows.problems === 0 ? ', and none was left out for a fault in it.' : html`; ${rows.problems.toLocaleString('en-GB')} faults kept others from being counted${internal ? html` (see problems.csv)` : html``}.`}
    </p>
    ${contradictions.map(
      ({ id, sentence }) =>
        html`<div class="inset warning">
          <p>
            <strong>${notes.explanations.has(id) ? 'Explained' : 'Not resolved'}:</strong> ${sentence}
            ${notes.explanations.get(id) ?? html`Explain it in the notes as <code>${id}</code>.`}
          </p>
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
