import { notRecorded, periodName } from './report-shared.ts';
import type { NoteHeading, NoteProblemSentences } from '../../report/notes.ts';

const plural = (count: number, one: string, several: string) => `${count} ${count === 1 ? one : several}`;

/** The pages of reports and monitoring, and what the pages of monitoring print. */
export const reports = {
  periodName,
  title: 'Reports',
  about:
    'We make a report when its quarter or year has ended, and whenever you ask for one. All figures are counted from cases.',
  formLabel: 'Make a report',
  period: 'Period of the report',
  choosePeriod: 'Select the year or quarter of the report',
  year: ({ name }: { name: string }) => `Year ${name}`,
  /** To callers of the API and of commands, which name periods so. */
  notYear: ({ name }: { name: string }) => `"${name}" is not a reporting year. Write it as 2021/22.`,
  notPeriod: ({ name }: { name: string }) =>
    `"${name}" is not a period. Write a year as 2026/27, a quarter as Q1 of 2026/27.`,
  make: 'Make report',
  noCases: ({ period }: { period: string }) =>
    `There are no cases of ${period}, so there is no report to make`,
  list: {
    caption: 'Reports',
    period: 'Period',
    made: 'Made',
    publicEdition: 'Public edition',
    empty: 'No reports',
    contradictions: ({ count }: { count: number }) => plural(count, 'contradiction', 'contradictions'),
    internalOnly: 'Internal only',
  },
  states: { internal: 'Internal', ready: 'Ready to publish', heldBack: 'Held back' },
  between: 'Between reports',
  toMonitoring: 'Monitoring: this week, this quarter and the escalation report',
  allReports: 'All reports',

  one: {
    title: ({ period }: { period: string }) => `Report on ${period}`,
    savedAndMade: 'Commentary saved and report updated',
    saved: 'Commentary saved. It will appear in the report when you update it',
    updated: 'Report updated',
    made: ({ at, cases }: { at: string; cases: number }) =>
      `Made ${at}, from ${plural(cases, 'case', 'cases')}`,
    notCounted: ({ problems }: { problems: number }) =>
      problems === 1
        ? '1 problem meant that a case could not be counted'
        : `${problems} problems meant that cases could not be counted`,
    notMade: 'This report has not been made yet.',
    update: 'Update with current cases',
    make: 'Make report',
    contradictions: 'Figures that contradict each other',
    heldBack: 'We cannot make the public edition until you correct the cases or explain each contradiction.',
    explain: 'Explain contradictions',
    explained: ({ text }: { text: string }) => `Explained: ${text}`,
    notExplained: 'Not explained',
    internal: 'Internal edition',
    internalText:
      'Shows small numbers, and links figures to the cases behind them. Do not publish this edition.',
    readInternal: 'Read the internal edition',
    internalPdf: 'Internal edition as PDF',
    cases: 'Cases behind the figures',
    figures: 'Figures with definitions (JSON)',
    rows: 'Rows behind the figures:',
    rowsCsv: 'rows as CSV',
    rowsNdjson: 'rows as NDJSON',
    public: 'Public edition',
    publicText: 'Leaves out numbers under 5, and other numbers that would reveal them.',
    readPublic: 'Read the public edition',
    publicPdf: 'Public edition as PDF',
    publicFigures: 'Public figures with definitions (JSON)',
    yearsOnly:
      'Only years have a public edition: quarterly figures could reveal the small numbers that it leaves out.',
    pdfComing:
      'The PDF is being made. Open this page again in a few minutes. If it is still not here, open an edition, print it from your browser and choose “Save as PDF”.',
    noPdf: 'For a PDF, open an edition, print it from your browser and choose “Save as PDF”.',
    tables: 'Tables as CSV',
    internalTable: 'internal',
    publicTable: 'public',
    tableNamed: ({ table }: { table: string }) => ` table, ${table}`,
    commentary: 'Commentary',
    commentaryText: 'Introduction, examples, progress, recommendations and explanations of contradictions.',
    changeCommentary: 'Change the commentary',
    writeCommentary: 'Write the commentary',
    noCommentary: 'No commentary',
    version: ({ version }: { version: number }) => `Version ${version}`,
  },

  commentary: {
    title: ({ period }: { period: string }) => `Commentary for the report on ${period}`,
    titleOfVersion: ({ period, version }: { period: string; version: number }) =>
      `Commentary for the report on ${period}, version ${version}`,
    stale: 'Someone else saved commentary while you were writing',
    staleTitle: ({ by, version, at }: { by: string; version: number; at: string }) =>
      `${by} saved version ${version}, ${at}`,
    staleText:
      'We have not saved your text. It is below. Read the other version, combine both here, and save them as a new version.',
    readVersion: ({ version }: { version: number }) => `Read version ${version}`,
    about:
      'Leave sections empty if the report does not need them. Use an empty line between paragraphs and a hyphen to begin each item of a list. Never name a person or a case.',
    figures: 'Figures you can use in your text',
    figuresText:
      'Write the name of a figure in curly brackets, such as {compliments}. We fill in the figure when we make the report, so it is always right.',
    contradictions: 'Contradictions to explain',
    contradictionHint: 'Explain why both figures appear. Leave this empty until you know.',
    sections: 'Sections',
    lastYear: 'Recommendations of last year',
    save: 'Save commentary',
    saveAndUpdate: 'Save and update report',
    explanationOf: ({ id }: { id: string }) => `Explanation of ${id}`,
    emptied: 'This version is empty.',
    labels: {
      Introduction: 'Introduction',
      'The process': 'How complaints are handled',
      'Feedback in the year': 'Feedback in the year',
      Complaints: 'Complaints',
      'Who complained': 'Who complained',
      'Time taken': 'Time taken',
      Outcomes: 'Outcomes',
      'Beyond stage 1': 'Beyond stage 1',
      'Years compared': 'Years compared',
      'Example compliments': 'Example compliments',
      'Example complaints': 'Example complaints',
      Learning: 'Learning',
      Progress: 'Progress',
      Recommendations: 'Recommendations',
      'Ombudsman’s figures': 'Ombudsman’s figures',
      Explanations: 'Explanations',
    } satisfies Record<NoteHeading, string>,
    hints: {
      Introduction: 'Replaces the standard introduction.',
      'Example compliments':
        'Select these yourself and leave out all names. Begin each line of a quotation with >',
      'Example complaints':
        'Select these yourself and make them anonymous: no names, places or details that could identify someone.',
      Learning: 'Examples of what the council learned and did.',
      Progress: 'What the council has done about last year’s recommendations.',
      Recommendations: 'For the coming year, numbered 1. 2. 3.',
      'Ombudsman’s figures':
        'Figures the Ombudsman published about the council. They are not counted from cases.',
    } satisfies Partial<Record<NoteHeading, string>>,
  },

  noteProblems: {
    'names-case': ({ reference }) =>
      `${reference} is the reference of a case. Remove it: a report must not name a case`,
    'names-no-figure': ({ text }) =>
      `"${text}" does not name a figure. Write a figure like this: {compliments}`,
    'unknown-figure': ({ figure, figures }) => `No figure is called ${figure}. Use one of these: ${figures}`,
    'text-before-heading': () => 'There is text before the first heading. Begin each heading with "## "',
    'unknown-heading': ({ heading, headings }) =>
      `No part of the report is called "${heading}". Use one of these: ${headings}`,
    'repeated-heading': ({ heading }) => `"## ${heading}" appears twice. Put both parts under one heading`,
    'unnamed-explanation': () => 'Begin each explanation under "## Explanations" with "- id: "',
    'repeated-explanation': ({ id }) => `${id} is explained twice. Combine both explanations`,
    'empty-explanation': ({ id }) => `The explanation of ${id} is empty`,
  } satisfies NoteProblemSentences,

  monitoring: {
    title: 'Monitoring',
    about: 'Figures from cases as they are now, for use inside the council.',
    marks: 'Someone may be in danger: not decided yet',
    markedAt: 'Marked',
    markLate: 'No one looked in time',
    assignedTo: 'Assigned to',
    escalations: 'Escalation report',
    escalationsText: 'For senior managers: overdue and repeatedly delayed complaints, by service area.',
    week: 'This week',
    weekText:
      'For each team: complaints received and answered, days to close, in time, open and overdue. Also repeated delays and unfinished actions.',
    quarter: 'This quarter',
    quarterText: 'The same figures for the quarter so far.',
    note: 'You can print each of these. Cases in which someone complained about you are not listed or counted.',
    back: 'Back to monitoring',
    heading: ({ period }: { period: string }) => `Complaints monitoring: ${period}`,
    escalationsHeading: 'Escalation report for senior managers',
    editionLabel: 'Edition',
    backLabel: 'Back',
    edition: 'Internal, not for publication.',
    editionText: 'It shows small numbers and links to cases.',
    days: ({ from, until, asOf }: { from: string; until: string; asOf: string }) =>
      `From ${from} to ${until}, as of ${asOf}.`,
    summary: ({ overdue, delayed }: { overdue: number; delayed: number }) =>
      `${plural(overdue, 'complaint is', 'complaints are')} overdue, ${delayed} ${delayed === 1 ? 'was' : 'were'} delayed more than once.`,
    case: 'Case',
    team: 'Team',
    stage: 'Stage',
    due: 'Due',
    daysLate: 'Working days late',
    delays: 'Delays',
    escalationCount: 'Escalations',
    stillOpen: 'Still open',
    yes: 'Yes',
    no: 'No',
    byTeam: 'By team',
    byTeamCaption: 'Complaints by team',
    received: 'Received',
    answered: 'Stage 1 answered',
    meanDays: 'Average working days to close',
    inTime: 'In time, with extensions',
    open: 'Open',
    overdue: 'Overdue',
    noComplaints: 'No complaints.',
    overdueCaption: 'Longest overdue first',
    notRecorded,
    nothingOverdue: 'No overdue complaints.',
    repeatedDelays: 'Repeated delays',
    delayedCaption: 'Delayed more than once',
    noRepeatedDelays: 'No complaints delayed more than once.',
    openLearning: 'Unfinished actions and missing learning',
    actionsCaption: 'Actions not done',
    action: 'Action',
    allActionsDone: 'No unfinished actions.',
    withoutLearningCaption: 'Upheld or partially upheld, with no learning recorded',
    outcome: 'Outcome',
    allHaveLearning: 'No upheld complaints without learning.',
    overdueIn: ({ area }: { area: string }) => `${area}: overdue`,
    delayedIn: ({ area }: { area: string }) => `${area}: delayed more than once`,
    stages: {
      'stage 1': 'Stage 1',
      'stage 2': 'Stage 2',
      'stage 3': 'Stage 3',
      LGSCO: 'Ombudsman',
    },
    outcomes: { upheld: 'Upheld', 'partially upheld': 'Partially upheld' },
  },
};
