import type { ReportWords } from '../words/report-words.ts';
import { figureOf, type Figure } from './make-report.ts';
import type { WordedReport } from './word-report.ts';
import { html, rawHtml, type Markup } from './markup.ts';
import { monthsOf } from './period.ts';
import { print } from './render-tables.ts';

/** Whether a report is about a year or a quarter. */
export const spanOf = ({ period }: Pick<WordedReport, 'period'>) =>
  monthsOf(period) === 12 ? 'year' : 'quarter';

const suffixes = { 'per cent': '%', 'working days': '', cases: '', 'cases a month': '' } as const;

/** A figure as text. A share or mean of nothing has no number. */
export const printed = (figure: Omit<Figure, 'cohort'>, words: ReportWords): Markup =>
  figure.value === null && !figure.suppressed
    ? html`${words.noCases}`
    : print(figure, words, suffixes[figure.unit]);

/** A figure in print, linked to its definition. */
export const linked = (figure: Omit<Figure, 'cohort'>, words: ReportWords): Markup =>
  html`<a class="figure" href="#def-${figure.id}">${printed(figure, words)}</a>`;

// Sentences are plain text in which a figure is a mark: its id between two private-use characters. The sentence is
// escaped first, and then each mark becomes a link to its figure.
export const mark = (id: string) => `\uE000${id}\uE001`;
const marks = /\uE000([a-z0-9-]+)\uE001/g;

/** A sentence as HTML. `write` replaces each mark. */
export const withMarks = (sentence: string, write: (id: string) => Markup): Markup =>
  rawHtml(html`${sentence}`.markup.replaceAll(marks, (_, id: string) => write(id).markup));

/** The sentences that the figures of a report give, for each part. */
export function reportSentences(report: WordedReport, words: ReportWords) {
  const { sentences } = words;
  const span = spanOf(report);
  const value = (id: string) => figureOf(report, id).value;
  const fig = (id: string) => ({ text: mark(id), value: value(id) });
  const share = (id: string, of = '') => {
    const { numerator, denominator } = figureOf(report, id);
    const counts =
      numerator === null ? undefined : words.ofWhole({ part: numerator, whole: denominator ?? 0 });
    return sentences.share({ share: mark(id), of, counts });
  };
  /** Whether a figure exists, even if it is hidden. */
  const exists = (id: string) => value(id) !== null || figureOf(report, id).suppressed;
  const ifExists = (id: string) => (exists(id) ? mark(id) : undefined);
  /** Sentences with their figures as links. */
  const say = (...parts: string[]): Markup =>
    withMarks(parts.filter((part) => part !== '').join(' '), (id) => linked(figureOf(report, id), words));

  return {
    feedback: say(
      value('feedback') === 0
        ? sentences.noFeedback({ span })
        : sentences.feedback({
            feedback: fig('feedback'),
            compliments: fig('compliments'),
            comments: fig('comments'),
            complaints: fig('complaints'),
            average: mark('monthly-average'),
            share: mark('complaints-share'),
          }),
    ),
    complaints: say(investigated(), procedures()),
    people: say(
      value('complaints') === 0
        ? sentences.noComplaints({ span })
        : sentences.people({
            span,
            lookedAfter: fig('looked-after'),
            byChild: fig('made-by-child'),
            repeated: fig('repeat-complaints'),
          }),
    ),
    advocacy: say(sentences.advocacyDuty, value('complaints') === 0 ? '' : advocacy()),
    stage1: say(stage1()),
    furtherStages: say(
      stage2(),
      stage3(),
      value('complaints') === 0 ? '' : sentences.escalated({ escalated: fig('escalated') }),
    ),
    outcomes: say(outcomes()),
    beyond: say(
      value('beyond-stage-1') === 0
        ? sentences.noneBeyond({ span })
        : sentences.beyond({
            span,
            beyond: fig('beyond-stage-1'),
            stage2: mark('reached-stage-2'),
            stage3: mark('reached-stage-3'),
            lgsco: mark('reached-lgsco'),
          }),
    ),
    learning: say(learning()),
  };

  function investigated(): string {
    const [all, those] = [value('complaints'), value('investigations')];
    if (all === 0) return sentences.noComplaints({ span });
    if (all === null || those === null)
      return sentences.investigatedOfHidden({
        all: mark('complaints'),
        investigated: mark('investigations'),
      });
    if (all === 1) return those === 1 ? sentences.onlyInvestigated : sentences.onlyNotInvestigated;
    if (those === all) return sentences.allInvestigated({ all: mark('complaints') });
    return sentences.someInvestigated({
      all: mark('complaints'),
      investigated: fig('investigations'),
      others: all - those,
    });
  }

  function procedures(): string {
    if (value('investigations') === 0) return '';
    return sentences.procedures({
      corporate: fig('corporate'),
      corporateShare: mark('corporate-share'),
      statutory: mark('statutory'),
      statutoryShare: mark('statutory-share'),
    });
  }

  function advocacy(): string {
    return sentences.advocacy({
      offered: fig('advocacy-offered'),
      provided: mark('advocacy-provided'),
      byChild: fig('made-by-child'),
      offeredToChild: mark('child-offered-advocate'),
      hasChildren: value('made-by-child') !== 0,
    });
  }

  function stage1(): string {
    if (value('stage-1') === 0) return sentences.noStage1({ span });
    const mean =
      value('stage-1') === 1
        ? sentences.oneStage1({ days: fig('days-to-close') })
        : sentences.meanStage1({
            days: fig('days-to-close'),
            median: mark('days-to-close-median'),
            corporate: ifExists('days-to-close-corporate'),
            statutory: ifExists('days-to-close-statutory'),
          });
    const inTime = sentences.stage1InTime({
      original: share('in-time-original', sentences.ofResponses),
      extended: share('in-time-extended'),
    });
    return exists('days-to-close') ? `${mean} ${inTime}` : inTime;
  }

  function stage2(): string {
    if (value('stage-2') === 0) return sentences.noStage2({ span });
    const [fromRequest, fromStatement] = ['stage-2-days', 'stage-2-statement-days'].map(
      (id) => figureOf(report, id).denominator,
    );
    // The statement is agreed after the request, so its mean can only be longer if it is over other cases.
    const over =
      typeof fromRequest === 'number' && typeof fromStatement === 'number' && fromRequest !== fromStatement
        ? { fromRequest, fromStatement }
        : undefined;
    const statement = exists('stage-2-statement-days')
      ? sentences.statementDays({ days: mark('stage-2-statement-days'), over })
      : '';
    const after = exists('stage-2-days')
      ? sentences.stage2Days({ days: fig('stage-2-days'), cases: fig('stage-2'), statement })
      : '';
    return sentences.stage2({ cases: fig('stage-2'), after, inTime: share('stage-2-in-time-extended') });
  }

  function stage3(): string {
    if (value('stage-3') === 0) return sentences.noStage3;
    return sentences.stage3({
      cases: fig('stage-3'),
      days: exists('stage-3-days') ? fig('stage-3-days') : undefined,
    });
  }

  function outcomes(): string {
    if (value('closed') === 0) return sentences.noneClosed({ span });
    if (value('closed') === 1) return sentences.oneClosed({ closed: mark('closed'), span });
    return sentences.outcomes({
      span,
      closed: mark('closed'),
      upheld: mark('upheld-rate'),
      partially: mark('partially-upheld-rate'),
      notUpheld: mark('not-upheld-rate'),
      ofFound: ifExists('upheld-rate-found'),
    });
  }

  function learning(): string {
    if (value('fault-found') === 0) return sentences.noFault({ span });
    if (value('fault-found') === 1)
      return sentences.learningOfOne({
        fault: mark('fault-found'),
        hasLearning: value('learning-recorded') !== 0,
      });
    return sentences.learning({
      recorded: mark('learning-recorded'),
      fault: mark('fault-found'),
      share: mark('learning-recorded-share'),
    });
  }
}
