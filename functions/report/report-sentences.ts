import { figureOf, type Figure, type Report } from './make-report.ts';
import { html, trusted, type Markup } from './markup.ts';
import { monthsOf } from './period.ts';
import { print } from './render-tables.ts';
import { list, wordFor } from './words.ts';

/** What a report is about, in a word: it is made of a year or of a quarter. */
export const spanOf = ({ period }: Report) => (monthsOf(period) === 12 ? 'year' : 'quarter');

const suffixes = { 'per cent': '%', 'working days': '', cases: '', 'cases a month': '' } as const;

/** A figure as text; a share or mean of nothing is no number. */
export const printed = (figure: Figure): Markup =>
  figure.value === null && !figure.suppressed ? html`no cases` : print(figure, suffixes[figure.unit]);

/** A figure in print: it leads to its definition. */
export const linked = (figure: Figure): Markup =>
  html`<a class="figure" href="#def-${figure.id}">${printed(figure)}</a>`;

/** The sentences of each part that its figures make: of what was not there they say so, or nothing. */
export function reportSentences(report: Report) {
  const span = spanOf(report);
  const value = (id: string) => figureOf(report, id).value;
  const fig = (id: string) => linked(figureOf(report, id));
  /** A figure and the words after it. */
  const many = (id: string, one: string, several: string) =>
    html`${fig(id)} ${wordFor(value(id), one, several)}`;
  const days = (id: string) => many(id, 'working day', 'working days');
  /** A share, what it is of, and the counts behind it. */
  const share = (id: string, of = '') => {
    const { numerator, denominator } = figureOf(report, id);
    return html`${fig(id)}${of}${numerator === null ? '' : ` (${numerator} of ${denominator ?? 0})`}`;
  };
  /** Whether a figure is there, if only hidden. */
  const isThere = (id: string) => value(id) !== null || figureOf(report, id).suppressed;

  return {
    feedback:
      value('feedback') === 0
        ? html`We recorded no feedback in the ${span}.`
        : html`We recorded ${many('feedback', 'case of feedback', 'cases of feedback')}:
          ${many('compliments', 'compliment', 'compliments')},
          ${many('comments', 'comment or other enquiry', 'comments or other enquiries')} and
          ${many('complaints', 'complaint', 'complaints')}. That is ${fig('monthly-average')} a month on
          average. ${fig('complaints-share')} of all feedback were complaints.`,
    complaints: html`${investigated()} ${procedures()}`,
    people:
      value('complaints') === 0
        ? html`No complaints were received in the ${span}.`
        : html`${many('looked-after', 'complaint was about a looked-after child', 'complaints were about looked-after children')},
          and ${many('made-by-child', 'was made by a child themselves', 'were made by children themselves')}.
          ${many('repeat-complaints', 'complaint', 'complaints')} came from people who made more than one in
          the ${span}.`,
    advocacy: html`A child or care leaver who complains must be offered an
    advocate.${value('complaints') === 0 ? '' : html` ${advocacy()}`}`,
    stage1: stage1(),
    furtherStages: html`${stage2()} ${stage3()}
    ${
      value('complaints') === 0
        ? ''
        : html`${many('escalated', 'complaint was', 'complaints were')} escalated to a head of service or
          director.`
    }`,
    outcomes: outcomes(),
    beyond:
      value('beyond-stage-1') === 0
        ? html`No complaint went beyond stage 1 in the ${span}.`
        : html`${many('beyond-stage-1', 'complaint', 'complaints')} went beyond stage 1 in the ${span}:
          ${fig('reached-stage-2')} reached stage 2, ${fig('reached-stage-3')} stage 3, and
          ${fig('reached-lgsco')} the Local Government and Social Care Ombudsman.`,
    learning: learning(),
  };

  function investigated(): Markup {
    const [all, those] = [value('complaints'), value('investigations')];
    if (all === 0) return html`No complaints were received in the ${span}.`;
    if (all === null || those === null)
      return html`Of the ${fig('complaints')} complaints received, ${fig('investigations')} were investigated;
      any others were withdrawn or closed before.`;
    if (all === 1)
      return those === 1
        ? html`The only complaint received was investigated.`
        : html`The only complaint received was withdrawn or closed before it was investigated.`;
    if (those === all) return html`All ${fig('complaints')} complaints received were investigated.`;
    return html`Of the ${fig('complaints')} complaints received, ${many('investigations', 'was', 'were')}
    investigated; the ${wordFor(all - those, 'other was', 'others were')} withdrawn or closed before.`;
  }

  function procedures(): Markup {
    if (value('investigations') === 0) return html``;
    return html`${many('corporate', 'investigation', 'investigations')} (${fig('corporate-share')}) followed
    the corporate procedure and ${fig('statutory')} (${fig('statutory-share')}) the statutory procedure for
    children’s social care.`;
  }

  function advocacy(): Markup {
    const made = value('made-by-child');
    const ofChildren =
      made === 0
        ? html``
        : html`, in ${fig('child-offered-advocate')} of the ${fig('made-by-child')} that
          ${wordFor(made, 'a child made themselves', 'children made themselves')},`;
    return html`An advocate was offered in ${many('advocacy-offered', 'complaint', 'complaints')}${ofChildren}
    and provided in ${fig('advocacy-provided')}.`;
  }

  function stage1(): Markup {
    if (value('stage-1') === 0) return html`No stage 1 response was sent in the ${span}.`;
    const under = [
      { id: 'days-to-close-corporate', procedure: 'under the corporate procedure' },
      { id: 'days-to-close-statutory', procedure: 'under the statutory one' },
    ].flatMap(({ id, procedure }) => (isThere(id) ? [html`${fig(id)} ${procedure}`.markup] : []));
    const mean =
      value('stage-1') === 1
        ? html`The one response at stage 1 took ${days('days-to-close')}.`
        : html`Stage 1 took ${days('days-to-close')} on average (median
          ${fig('days-to-close-median')})${under.length < 2 ? '' : html`: ${trusted(list(under))}`}.`;
    return html`${isThere('days-to-close') ? mean : ''} ${share('in-time-original', ' of responses')} were
    sent by the original date, ${share('in-time-extended')} by the date as extended.`;
  }

  function stage2(): Markup {
    if (value('stage-2') === 0) return html`No stage 2 investigation or review was answered in the ${span}.`;
    const [fromRequest, fromStatement] = ['stage-2-days', 'stage-2-statement-days'].map(
      (id) => figureOf(report, id).denominator,
    );
    // The statement is agreed after the request: its mean can only be the longer one over other cases.
    const isOverOthers = fromRequest !== null && fromStatement !== null && fromRequest !== fromStatement;
    const statement = isThere('stage-2-statement-days')
      ? html` ${isOverOthers ? `(over ${fromRequest} cases) ` : ''}and ${fig('stage-2-statement-days')} from
        the agreed statement of
        complaint${
          isOverOthers
            ? ` (over the ${fromStatement} that ${wordFor(fromStatement ?? 0, 'has', 'have')} one)`
            : ''
        }`
      : '';
    return html`${many('stage-2', 'stage 2 investigation or review was', 'stage 2 investigations or reviews were')}
    answered${
      isThere('stage-2-days')
        ? html`, after ${days('stage-2-days')}${onAverage('stage-2')} from the request${statement}`
        : ''
    };
    ${share('stage-2-in-time-extended')} within the time as extended.`;
  }

  function stage3(): Markup {
    if (value('stage-3') === 0) return html`No stage 3 panel was answered.`;
    return html`${many('stage-3', 'stage 3 panel was', 'stage 3 panels were')}
    answered${isThere('stage-3-days') ? html`, after ${days('stage-3-days')}${onAverage('stage-3')}` : ''}.`;
  }

  function onAverage(cases: string): string {
    return value(cases) === 1 ? '' : ' on average';
  }

  function outcomes(): Markup {
    if (value('closed') === 0) return html`No investigation was closed in the ${span}.`;
    if (value('closed') === 1) return html`${fig('closed')} investigation was closed in the ${span}.`;
    return html`Of the ${fig('closed')} investigations closed in the ${span}, ${fig('upheld-rate')} were
    upheld, ${fig('partially-upheld-rate')} partially upheld and ${fig('not-upheld-rate')} not
    upheld.${isThere('upheld-rate-found') ? html` Of those with a finding alone, ${fig('upheld-rate-found')} were upheld.` : ''}`;
  }

  function learning(): Markup {
    if (value('fault-found') === 0)
      return html`No case was closed as upheld or partially upheld in the ${span}.`;
    if (value('fault-found') === 1)
      return html`${value('learning-recorded') === 0 ? 'No learning or action was' : 'Learning or actions were'}
      recorded for the ${fig('fault-found')} case closed as upheld or partially upheld.`;
    return html`Learning or actions were recorded for ${fig('learning-recorded')} of the ${fig('fault-found')}
    cases closed as upheld or partially upheld (${fig('learning-recorded-share')}).`;
  }
}
