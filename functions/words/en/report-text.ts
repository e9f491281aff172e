import { pageFrame } from './page-frame.ts';
import { notRecorded, periodName } from './report-shared.ts';
import { cohortNames, dimensionNames, figureNames, labels, tableTitles } from './report-names.ts';
import { contradictions, rowProblems } from './report-problems.ts';
import { tableSentences } from './table-sentences.ts';

/** A number as it is printed, which may be a link or a mark, and its value where that is not hidden. */
interface Printed {
  text: string;
  value: number | null;
}

/** What a report is about. */
type Span = 'year' | 'quarter';

/** The form of a word that goes with a number; the plural with a number that is hidden. */
const wordFor = (count: number | null, one: string, several: string) => (count === 1 ? one : several);

const many = ({ text, value }: Printed, one: string, several: string) =>
  `${text} ${wordFor(value, one, several)}`;

const workingDays = (printed: Printed) => many(printed, 'working day', 'working days');

const numerals = ['No', 'One', 'Two', 'Three', 'Four', 'Five', 'Six', 'Seven', 'Eight', 'Nine'];

/** The report itself: its frame, headings and tables, and the sentences that its figures make. */
export const reportText = {
  ...pageFrame,
  periodName,
  figures: figureNames,
  cohorts: cohortNames,
  tableTitles,
  dimensions: dimensionNames,
  labels,
  notRecorded,
  contradictions,
  rowProblems,
  title: ({ span, period }: { span: Span; period: string }) =>
    `Customer feedback ${span === 'year' ? 'annual' : 'quarterly'} report, ${period}`,
  editionLabel: 'Edition',
  internal: 'Internal edition, not for publication.',
  internalText: 'It shows small numbers and links figures to cases.',
  lede: ({ from, until }: { from: string; until: string }) =>
    `Compliments, comments and complaints received from ${from} to ${until}`,
  contents: 'Contents',
  section: ({ number, heading }: { number: number; heading: string }) => `${number}. ${heading}`,
  madeFrom: ({ rows }: { rows: Printed }) =>
    `Made from ${many(rows, 'anonymous row', 'anonymous rows')}, one for each case. Each figure links to its definition.`,
  noCases: 'no cases',
  ofWhole: ({ part, whole }: { part: number; whole: number }) => `${part} of ${whole}`,
  workingDayUnit: ({ value }: { value: number | null }) => wordFor(value, 'working day', 'working days'),
  headings: {
    introduction: 'Introduction',
    process: 'How complaints are handled',
    feedback: ({ span }: { span: Span }) => `Feedback in the ${span}`,
    complaints: 'Complaints',
    people: 'Who complained',
    advocacy: 'Advocacy',
    equality: 'Equality monitoring',
    timeliness: 'Time taken',
    outcomes: 'Outcomes',
    beyond: 'Beyond stage 1 and the Ombudsman',
    ombudsman: 'The Ombudsman’s own figures',
    comparison: ({ years }: { years: number }) => `${numerals[years] ?? String(years)} years compared`,
    exampleCompliments: 'Example compliments',
    exampleComplaints: 'Example complaints',
    learning: 'Learning and actions',
    exampleLearning: 'Examples of learning',
    progress: ({ span }: { span: Span }) => `Progress since last ${span}`,
    recommendations: 'Recommendations',
    definitions: 'Definitions',
    howToReach: 'How to give feedback',
    steps: 'Steps and time limits',
    basis: 'Rows behind the figures',
  },
  introduction: ({ council, period }: { council: string; period: string }) =>
    `This report covers the feedback that ${council} formally recorded for ${period}. Councils with social services responsibilities must have a procedure for complaints about children’s social care, and report on it each year (the Children Act 1989 Representations Procedure (England) Regulations 2006).`,
  definitionsAbove:
    'Every figure is counted from the cases. The definitions are at the end of the report: follow a figure to read its own.',
  noEquality: ({ span }: { span: Span }) =>
    `No answers to equality questions were recorded for this ${span}.`,
  equalityText: 'Answers are voluntary and kept apart from the cases.',
  ombudsmanNote:
    'Published by the Ombudsman and not taken from our cases. The Ombudsman counts complaints differently.',
  comparisonRule: ({ span }: { span: Span }) =>
    `We compare each figure with ${span === 'year' ? 'the year before' : 'the same quarter of the year before'}. A change within 5% is called similar, any other change up or down. We make no comparison if there are no earlier figures, or if they rest on fewer than 10 cases.`,
  feedbackKinds:
    'A complaint is any expression of dissatisfaction about a service, spoken or written. A compliment says what was done well, a comment suggests or asks something. Anyone can give feedback. Children can complain themselves, with an advocate, or through an adult they trust.',
  speak: 'Speak to any member of staff',
  telephone: 'Telephone:',
  email: 'Email:',
  website: 'Website:',
  soFar: ({ span, until, today }: { span: Span; until: string; today: string }) =>
    `This ${span} ends on ${until}. The report counts the cases we had on ${today}, so numbers and averages will change.`,
  calendar:
    'Years run from 1 April to 31 March, and Q1 is April to June. Working days exclude Saturdays, Sundays and bank holidays in England and Wales.',
  hiddenNumbers: ({ smallest }: { smallest: number }) =>
    `[c] replaces a number that is not published because it is fewer than ${smallest}, but not zero, or would reveal such a number.`,
  hiddenNumber: ({ smallest }: { smallest: number }) =>
    `not published: fewer than ${smallest}, or it would reveal such a number`,
  countedOver: ({ cohort }: { cohort: string }) => `Counted over: ${cohort}`,
  quotient: ({ numerator, denominator }: { numerator: string; denominator: string }) =>
    `${numerator} over ${denominator}.`,
  cases: 'Cases',
  rowsRead: ({ read, counted, span }: { read: Printed; counted: Printed; span: Span }) =>
    `${many(read, 'row was', 'rows were')} read; ${many(counted, 'is', 'are')} of this ${span}`,
  noFaults: ', and none was left out because of a problem.',
  faults: ({ problems, isInternal }: { problems: number; isInternal: boolean }) =>
    `; ${problems.toLocaleString('en-GB')} ${wordFor(problems, 'problem', 'problems')} kept others from being counted${isInternal ? ' (see problems.csv)' : ''}.`,
  explained: 'Explained:',
  notResolved: 'Not resolved:',
  explainAs: 'Explain it in the notes as',
  casesTitle: ({ period }: { period: string }) => `Cases behind the report on ${period}`,
  backToReport: 'Back to the report',
  cellTitle: ({ table, row, column }: { table: string; row: string; column: string | undefined }) =>
    `${table}: ${row}${column === undefined ? '' : `, ${column}`}`,

  process: {
    step: 'Step',
    limit: 'Limit',
    extension: 'Extension',
    source: 'Source',
    toBeChecked: '(to be checked)',
    days: ({ count, unit }: { count: number; unit: 'working days' | 'calendar days' | 'months' | 'years' }) =>
      `${count} ${count === 1 ? unit.replace(/s$/, '') : unit}`,
    upTo: ({ limit }: { limit: string }) => `to at most ${limit}`,
    asAgreed: 'as agreed with the complainant',
    none: 'none',
  },

  tables: {
    region: ({ title }: { title: string }) => `${title}, table`,
    averageDays: 'Average working days',
    monthlyAverage: 'monthly average',
    dashedLine: ({ title, value }: { title: string; value: number }) => `Dashed line: ${title}, ${value}`,
    numberOf: ({ unit }: { unit: string }) => `Number of ${unit}`,
    mean: 'Mean days',
    median: 'Median days',
    total: 'Total',
    answer: 'Answer',
    people: 'People',
    yearsCompared: 'Years compared',
    figure: 'Figure',
    againstYearBefore: 'Against the year before',
    inWorkingDays: '(working days)',
    notCompared: 'not compared',
    notPublished: 'not published',
    none: 'none',
    changes: { similar: 'similar', up: 'up', down: 'down' },
    comparison: ({
      title,
      years,
      change,
    }: {
      title: string;
      years: readonly { year: string; value: string }[];
      change: 'similar' | 'up' | 'down' | null;
    }) =>
      `${title}: ${years.map(({ year, value }) => `${year}: ${value}`).join(', ')}${change === null ? '' : `; ${change === 'similar' ? 'similar to' : `${change} on`} the year before`}.`,
  },

  sentences: {
    noFeedback: ({ span }: { span: Span }) => `We recorded no feedback in the ${span}.`,
    feedback: (figures: {
      feedback: Printed;
      compliments: Printed;
      comments: Printed;
      complaints: Printed;
      average: string;
      share: string;
    }) =>
      `We recorded ${many(figures.feedback, 'case of feedback', 'cases of feedback')}: ${many(figures.compliments, 'compliment', 'compliments')}, ${many(figures.comments, 'comment or other enquiry', 'comments or other enquiries')} and ${many(figures.complaints, 'complaint', 'complaints')}. That is ${figures.average} a month on average. ${figures.share} of all feedback were complaints.`,
    noComplaints: ({ span }: { span: Span }) => `No complaints were received in the ${span}.`,
    investigatedOfHidden: ({ all, investigated }: { all: string; investigated: string }) =>
      `Of the ${all} complaints received, ${investigated} were investigated; any others were withdrawn, resolved informally or closed before.`,
    onlyInvestigated: 'The only complaint received was investigated.',
    onlyNotInvestigated:
      'The only complaint received was withdrawn, resolved informally or closed before it was investigated.',
    allInvestigated: ({ all }: { all: string }) => `All ${all} complaints received were investigated.`,
    someInvestigated: ({
      all,
      investigated,
      others,
    }: {
      all: string;
      investigated: Printed;
      others: number;
    }) =>
      `Of the ${all} complaints received, ${many(investigated, 'was', 'were')} investigated; the ${wordFor(others, 'other was', 'others were')} withdrawn, resolved informally or closed before.`,
    procedures: (figures: {
      corporate: Printed;
      corporateShare: string;
      statutory: string;
      statutoryShare: string;
    }) =>
      `${many(figures.corporate, 'investigation', 'investigations')} (${figures.corporateShare}) followed the corporate procedure and ${figures.statutory} (${figures.statutoryShare}) the statutory procedure for children’s social care.`,
    people: (figures: { span: Span; lookedAfter: Printed; byChild: Printed; repeated: Printed }) =>
      `${many(figures.lookedAfter, 'complaint was about a looked-after child', 'complaints were about looked-after children')}, and ${many(figures.byChild, 'was made by a child themselves', 'were made by children themselves')}. ${many(figures.repeated, 'complaint', 'complaints')} came from people who made more than one in the ${figures.span}.`,
    advocacyDuty: 'We must offer an advocate to every child or care leaver who complains.',
    advocacy: (figures: {
      offered: Printed;
      provided: string;
      byChild: Printed;
      offeredToChild: string;
      hasChildren: boolean;
    }) =>
      `An advocate was offered in ${many(figures.offered, 'complaint', 'complaints')}${
        figures.hasChildren
          ? `, in ${figures.offeredToChild} of the ${figures.byChild.text} that ${wordFor(figures.byChild.value, 'a child made themselves', 'children made themselves')},`
          : ''
      } and provided in ${figures.provided}.`,
    share: ({ share, of, counts }: { share: string; of: string; counts: string | undefined }) =>
      `${share}${of}${counts === undefined ? '' : ` (${counts})`}`,
    noStage1: ({ span }: { span: Span }) => `No stage 1 response was sent in the ${span}.`,
    oneStage1: ({ days }: { days: Printed }) => `The one response at stage 1 took ${workingDays(days)}.`,
    meanStage1: (figures: {
      days: Printed;
      median: string;
      corporate: string | undefined;
      statutory: string | undefined;
    }) =>
      `Stage 1 took ${workingDays(figures.days)} on average (median ${figures.median})${
        figures.corporate !== undefined && figures.statutory !== undefined
          ? `: ${figures.corporate} under the corporate procedure and ${figures.statutory} under the statutory one`
          : ''
      }.`,
    ofResponses: ' of responses',
    stage1InTime: ({ original, extended }: { original: string; extended: string }) =>
      `${original} were sent by the original date, ${extended} by the date as extended.`,
    noStage2: ({ span }: { span: Span }) => `No stage 2 investigation or review was answered in the ${span}.`,
    stage2: ({ cases, after, inTime }: { cases: Printed; after: string; inTime: string }) =>
      `${many(cases, 'stage 2 investigation or review was', 'stage 2 investigations or reviews were')} answered${after}; ${inTime} within the time as extended.`,
    stage2Days: ({ days, cases, statement }: { days: Printed; cases: Printed; statement: string }) =>
      `, after ${workingDays(days)}${cases.value === 1 ? '' : ' on average'} from the request${statement}`,
    /** `over`: the numbers of cases behind the two means, where they differ. */
    statementDays: ({
      days,
      over,
    }: {
      days: string;
      over: { fromRequest: number; fromStatement: number } | undefined;
    }) =>
      over === undefined
        ? ` and ${days} from the agreed statement of complaint`
        : ` (over ${over.fromRequest} cases) and ${days} from the agreed statement of complaint (over the ${over.fromStatement} that ${wordFor(over.fromStatement, 'has', 'have')} one)`,
    noStage3: 'No stage 3 panel was answered.',
    stage3: ({ cases, days }: { cases: Printed; days: Printed | undefined }) =>
      `${many(cases, 'stage 3 panel was', 'stage 3 panels were')} answered${
        days === undefined ? '' : `, after ${workingDays(days)}${cases.value === 1 ? '' : ' on average'}`
      }.`,
    escalated: ({ escalated }: { escalated: Printed }) =>
      `${many(escalated, 'complaint was', 'complaints were')} escalated to a head of service or director.`,
    noneClosed: ({ span }: { span: Span }) => `No investigation was closed in the ${span}.`,
    oneClosed: ({ closed, span }: { closed: string; span: Span }) =>
      `${closed} investigation was closed in the ${span}.`,
    outcomes: (figures: {
      span: Span;
      closed: string;
      upheld: string;
      partially: string;
      notUpheld: string;
      ofFound: string | undefined;
    }) =>
      `Of the ${figures.closed} investigations closed in the ${figures.span}, ${figures.upheld} were upheld, ${figures.partially} partially upheld and ${figures.notUpheld} not upheld.${
        figures.ofFound === undefined ? '' : ` Of those with a finding, ${figures.ofFound} were upheld.`
      }`,
    noneBeyond: ({ span }: { span: Span }) => `No complaint went beyond stage 1 in the ${span}.`,
    beyond: (figures: { span: Span; beyond: Printed; stage2: string; stage3: string; lgsco: string }) =>
      `${many(figures.beyond, 'complaint', 'complaints')} went beyond stage 1 in the ${figures.span}: ${figures.stage2} reached stage 2, ${figures.stage3} stage 3, and ${figures.lgsco} the Local Government and Social Care Ombudsman.`,
    noFault: ({ span }: { span: Span }) => `No case was closed as upheld or partially upheld in the ${span}.`,
    learningOfOne: ({ fault, hasLearning }: { fault: string; hasLearning: boolean }) =>
      `${hasLearning ? 'Learning or actions were' : 'No learning or action was'} recorded for the ${fault} case closed as upheld or partially upheld.`,
    learning: ({ recorded, fault, share }: { recorded: string; fault: string; share: string }) =>
      `Learning or actions were recorded for ${recorded} of the ${fault} cases closed as upheld or partially upheld (${share}).`,
  },
  tableSentences,
};
