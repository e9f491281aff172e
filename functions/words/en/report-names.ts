import type { ReportingRow } from '../../domain/records/reporting-row.ts';
import type { CohortId } from '../../report/cohorts.ts';
import type { DimensionId } from '../../report/dimensions.ts';
import type { FigureId } from '../../report/figures.ts';
import type { Month, Quarter } from '../../report/period.ts';
import type { TableId } from '../../report/tables.ts';

/** What is counted or shown, and what exactly that means. */
interface Defined {
  title: string;
  definition: string;
}

/** The figures of a report, in the order of `functions/report/figures.ts`. */
export const figureNames = {
  feedback: { title: 'Feedback received', definition: 'All feedback, by the day it was received.' },
  compliments: { title: 'Compliments', definition: 'Compliments received.' },
  comments: { title: 'Comments', definition: 'Comments and other enquiries received.' },
  complaints: { title: 'Complaints', definition: 'Complaints received.' },
  'complaints-share': {
    title: 'Complaints as a share of all feedback',
    definition: 'Complaints received, of all feedback received. In whole per cent, half up.',
  },
  'monthly-average': {
    title: 'Feedback a month',
    definition: 'Feedback received, divided by the months of the period, 12 in a year, to one decimal place.',
  },
  investigations: {
    title: 'Complaint investigations',
    definition:
      'Complaints received, less those withdrawn, resolved informally or closed before investigation.',
  },
  'resolved-informally': {
    title: 'Resolved informally',
    definition:
      'Complaints received that were settled with the complainant before a formal answer; not investigations, and not withdrawn.',
  },
  'ended-after-death': {
    title: 'Ended after a death',
    definition:
      'Complaints received whose complainant died and that no one continued; they are not counted as withdrawn.',
  },
  corporate: {
    title: 'Investigations under the corporate procedure',
    definition: 'Investigations under the corporate procedure, counted.',
  },
  'corporate-share': {
    title: 'Investigations under the corporate procedure',
    definition:
      'Investigations under the corporate procedure as a share of their cohort. In whole per cent, half up.',
  },
  statutory: {
    title: 'Investigations under the children’s statutory procedure',
    definition: 'Investigations under the children’s statutory procedure, counted.',
  },
  'statutory-share': {
    title: 'Investigations under the children’s statutory procedure',
    definition:
      'Investigations under the children’s statutory procedure as a share of their cohort. In whole per cent, half up.',
  },
  'repeat-complaints': {
    title: 'Complaints by repeat complainants',
    definition:
      'Complaints received from a person who made more than one in the period. A person, not a name.',
  },
  'days-to-close': {
    title: 'Average days to close',
    definition:
      'Working days after receipt up to and including the day of the stage 1 response (same day 0); withdrawn complaints left out; mean, in whole days, half up.',
  },
  'days-to-close-median': {
    title: 'Median days to close',
    definition:
      'Working days after receipt up to and including the day of the stage 1 response (same day 0); withdrawn complaints left out; median.',
  },
  'days-to-close-corporate': {
    title: 'Average days to close, corporate',
    definition:
      'Working days after receipt up to and including the day of the stage 1 response (same day 0); withdrawn complaints left out; mean over the corporate procedure, in whole days, half up.',
  },
  'days-to-close-statutory': {
    title: 'Average days to close, statutory',
    definition:
      'Working days after receipt up to and including the day of the stage 1 response (same day 0); withdrawn complaints left out; mean over the children’s statutory procedure, in whole days, half up.',
  },
  'stage-1': {
    title: 'Stage 1 responses',
    definition: 'Investigations closed in the period with a stage 1 response.',
  },
  'in-time-original': {
    title: 'Stage 1 in time, original date',
    definition: 'Stage 1 responses sent by the original date, of all. In whole per cent, half up.',
  },
  'in-time-extended': {
    title: 'Stage 1 in time, with extensions',
    definition: 'Stage 1 responses sent by the date as extended, of all. In whole per cent, half up.',
  },
  'stage-2': {
    title: 'Stage 2 responses',
    definition: 'Stage 2 investigations or reviews answered in the period.',
  },
  'stage-2-in-time-original': {
    title: 'Stage 2 in time, original date',
    definition: 'Stage 2 answered by the original date, of all. In whole per cent, half up.',
  },
  'stage-2-in-time-extended': {
    title: 'Stage 2 in time, with extensions',
    definition: 'Stage 2 answered by the date as extended, of all. In whole per cent, half up.',
  },
  'stage-2-days': {
    title: 'Average days of stage 2, from the request',
    definition:
      'Working days after the request up to the adjudication or review; mean, in whole days, half up.',
  },
  'stage-2-statement-days': {
    title: 'Average days of stage 2, from the agreed statement',
    definition:
      'Working days after the statement of complaint was agreed up to the adjudication; mean, in whole days, half up.',
  },
  'stage-3': { title: 'Stage 3 responses', definition: 'Stage 3 panels answered in the period.' },
  'stage-3-in-time-extended': {
    title: 'Stage 3 in time, with extensions',
    definition: 'Stage 3 answered by the date as extended, of all. In whole per cent, half up.',
  },
  'stage-3-days': {
    title: 'Average days of stage 3',
    definition: 'Working days after the request up to the council’s response; mean, in whole days, half up.',
  },
  closed: {
    title: 'Investigations closed',
    definition: 'Complaint investigations closed in the period, whenever received.',
  },
  upheld: { title: 'Upheld', definition: 'Investigations closed as upheld.' },
  'upheld-rate': {
    title: 'Upheld, of all closed',
    definition: 'Investigations closed as upheld, of all closed. In whole per cent, half up.',
  },
  'upheld-rate-found': {
    title: 'Upheld, of those with a finding',
    definition:
      'Investigations closed as upheld, of those closed as upheld, partially upheld or not upheld. In whole per cent, half up.',
  },
  'partially-upheld-rate': {
    title: 'Investigations closed as partially upheld',
    definition:
      'Investigations closed as partially upheld as a share of their cohort. In whole per cent, half up.',
  },
  'not-upheld-rate': {
    title: 'Investigations closed as not upheld',
    definition: 'Investigations closed as not upheld as a share of their cohort. In whole per cent, half up.',
  },
  'fault-found': {
    title: 'Upheld or partially upheld',
    definition: 'Investigations closed as upheld or partially upheld.',
  },
  'looked-after': {
    title: 'About looked-after children',
    definition: 'Complaints received that concern a looked-after child.',
  },
  'made-by-child': {
    title: 'Made by children',
    definition: 'Complaints received that a child made themselves.',
  },
  'advocacy-offered': {
    title: 'Advocate offered',
    definition: 'Complaints received in which an advocate was offered.',
  },
  'advocacy-provided': {
    title: 'Advocate provided',
    definition: 'Complaints received in which an advocate was provided.',
  },
  'child-offered-advocate': {
    title: 'Children offered an advocate',
    definition:
      'Of the complaints that children made themselves, those in which an advocate was offered. It is a duty (section 26A of the Children Act 1989).',
  },
  'beyond-stage-1': {
    title: 'Beyond stage 1',
    definition: 'Complaints that reached a further stage in the period, each counted once.',
  },
  'reached-stage-2': {
    title: 'Reached stage 2',
    definition: 'Complaints that reached stage 2 in the period.',
  },
  'reached-stage-3': {
    title: 'Reached stage 3',
    definition: 'Complaints that reached stage 3 in the period.',
  },
  'reached-lgsco': {
    title: 'Reached the Ombudsman',
    definition: 'Complaints that the Ombudsman took up in the period.',
  },
  escalated: {
    title: 'Escalated',
    definition: 'Complaints received that were escalated to a head of service or director.',
  },
  'learning-recorded': {
    title: 'Closed with learning or action',
    definition:
      'Investigations closed as upheld or partially upheld that have a learning point or an action.',
  },
  'learning-recorded-share': {
    title: 'Learning recorded',
    definition:
      'Cases with learning or action, of those closed as upheld or partially upheld. In whole per cent, half up.',
  },
} satisfies Record<FigureId, Defined>;

/** The sets of cases that figures are taken over. */
export const cohortNames = {
  feedback: {
    title: 'All feedback',
    definition: 'Compliments, comments and complaints, by the day they were received.',
  },
  compliments: { title: 'Compliments', definition: 'Compliments received.' },
  comments: { title: 'Comments', definition: 'Comments and other enquiries received.' },
  complaints: { title: 'Complaints', definition: 'Complaints received.' },
  investigations: {
    title: 'Complaint investigations',
    definition:
      'Complaints received, less those withdrawn, resolved informally or closed before investigation.',
  },
  'resolved-informally': {
    title: 'Complaints resolved informally',
    definition:
      'Complaints received that were settled with the complainant before a formal answer; not investigations, and not withdrawn.',
  },
  'ended-after-death': {
    title: 'Complaints ended after a death',
    definition:
      'Complaints received whose complainant died and that no one continued; they are not counted as withdrawn.',
  },
  'looked-after': {
    title: 'Complaints about looked-after children',
    definition: 'Complaints received that concern a looked-after child.',
  },
  'made-by-child': {
    title: 'Complaints made by children',
    definition: 'Complaints received that a child made themselves.',
  },
  'advocacy-offered': {
    title: 'Advocate offered',
    definition: 'Complaints received in which an advocate was offered.',
  },
  'advocacy-provided': {
    title: 'Advocate provided',
    definition: 'Complaints received in which an advocate was provided.',
  },
  'child-offered-advocate': {
    title: 'Children offered an advocate',
    definition: 'Complaints that a child made themselves in which an advocate was offered.',
  },
  escalated: {
    title: 'Escalated complaints',
    definition: 'Complaints received that were escalated to a head of service or director.',
  },
  closed: {
    title: 'Investigations closed',
    definition:
      'Complaint investigations closed: the stage 1 response was sent, or the case was closed without one; whenever received.',
  },
  'with-finding': {
    title: 'Closed with a finding',
    definition: 'Investigations closed as upheld, partially upheld or not upheld.',
  },
  'fault-found': {
    title: 'Upheld or partially upheld',
    definition: 'Investigations closed as upheld or partially upheld.',
  },
  upheld: { title: 'Upheld', definition: 'Investigations closed as upheld.' },
  'learning-recorded': {
    title: 'With learning or action',
    definition:
      'Investigations closed as upheld or partially upheld that have a learning point or an action.',
  },
  'stage-1': {
    title: 'Stage 1 responses',
    definition: 'Investigations closed with a stage 1 response, those withdrawn left out.',
  },
  'stage-1-in-extended': {
    title: 'In time, extended',
    definition: 'Stage 1 responses sent on or before the date as extended.',
  },
  'stage-1-in-original': {
    title: 'In time',
    definition: 'Stage 1 responses sent on or before the original date.',
  },
  'stage-2': {
    title: 'Stage 2 responses',
    definition: 'Stage 2 investigations or reviews answered, whenever requested.',
  },
  'stage-2-in-extended': {
    title: 'In time, extended',
    definition: 'Stage 2 answered on or before the date as extended.',
  },
  'stage-2-in-original': { title: 'In time', definition: 'Stage 2 answered on or before the original date.' },
  'stage-2-with-statement': {
    title: 'Stage 2 with an agreed statement',
    definition:
      'Stage 2 investigations answered for which the day the statement of complaint was agreed is known.',
  },
  'stage-3': { title: 'Stage 3 responses', definition: 'Stage 3 panels answered, whenever requested.' },
  'stage-3-in-extended': {
    title: 'In time, extended',
    definition: 'Stage 3 answered on or before the date as extended.',
  },
  'stage-3-in-original': { title: 'In time', definition: 'Stage 3 answered on or before the original date.' },
  'beyond-stage-1': {
    title: 'Beyond stage 1',
    definition:
      'Complaints that reached stage 2, stage 3 or the Ombudsman, by the day they did; each counted once.',
  },
  'reached-stage-2': { title: 'Reached stage 2', definition: 'Complaints that reached stage 2.' },
  'reached-stage-3': { title: 'Reached stage 3', definition: 'Complaints that reached stage 3.' },
  'reached-lgsco': {
    title: 'Reached the Ombudsman',
    definition: 'Complaints taken up by the Local Government and Social Care Ombudsman.',
  },
} satisfies Record<CohortId, Defined>;

export const tableTitles = {
  kinds: 'Feedback by kind',
  'service-areas': 'Feedback by service area',
  months: 'Feedback by month',
  quarters: 'Feedback by quarter',
  channels: 'How feedback came in',
  procedures: 'Investigations by procedure',
  categories: 'Complaints by problem category',
  'sub-categories': 'Complaints by problem sub-category',
  themes: 'Complaints by theme',
  teams: 'Complaints and compliments by team',
  'stage-1-days': 'Stage 1: days to close and responses in time',
  'stage-1-days-by-team': 'Stage 1 by team: days to close and responses in time',
  'stage-2-days': 'Stage 2: working days from the request',
  'stage-2-statement-days': 'Stage 2: working days from the agreed statement',
  'stage-3-days': 'Stage 3: working days from the request',
  outcomes: 'Outcomes of investigations closed',
  relations: 'Complaints by who made them',
  'lgsco-decisions': 'Decisions of the Ombudsman',
  'learning-types': 'Learning by type',
  'action-types': 'Actions by type',
} satisfies Record<TableId, string>;

/** What cases are told apart by. */
export const dimensionNames = {
  kind: 'Kind of feedback',
  serviceArea: 'Service area',
  team: 'Team',
  teamInArea: 'Team in its service area',
  month: 'Month',
  quarter: 'Quarter',
  channel: 'Channel',
  procedure: 'Procedure',
  category: 'Problem category',
  subCategory: 'Problem sub-category',
  subCategoryInCategory: 'Problem sub-category in its category',
  theme: 'Theme',
  relation: 'Who complained',
  outcome: 'Outcome',
  learning: 'Type of learning',
  action: 'Type of action',
  lgscoDecision: 'Decision of the Ombudsman',
} satisfies Record<DimensionId, string>;

/** Labels of the rows of tables; what a council names itself, such as its teams, is its own label. */
export const labels = {
  kind: {
    compliment: 'Compliments',
    comment: 'Comments',
    complaint: 'Complaints',
  } satisfies Record<ReportingRow['kind'], string>,
  month: {
    '04': 'April',
    '05': 'May',
    '06': 'June',
    '07': 'July',
    '08': 'August',
    '09': 'September',
    '10': 'October',
    '11': 'November',
    '12': 'December',
    '01': 'January',
    '02': 'February',
    '03': 'March',
  } satisfies Record<Month, string>,
  quarter: { Q1: 'Q1', Q2: 'Q2', Q3: 'Q3', Q4: 'Q4' } satisfies Record<Quarter, string>,
  channel: {
    email: 'Email',
    'web form': 'Web form',
    phone: 'Phone',
    'in person': 'In person',
    letter: 'Letter',
    portal: 'Portal',
  } satisfies Record<ReportingRow['channel'], string>,
  /** Other procedures go by their ids. */
  procedure: {
    'childrens-statutory': 'Statutory (children’s social care)',
    corporate: 'Corporate',
    'adult-social-care': 'Statutory (adult social care)',
  },
  outcome: {
    upheld: 'Upheld',
    'partially upheld': 'Partially upheld',
    'not upheld': 'Not upheld',
    withdrawn: 'Withdrawn',
    'no recorded outcome': 'No recorded outcome',
    'resolved informally': 'Resolved informally',
    'ended after death': 'Ended after a death',
  } satisfies Record<NonNullable<ReportingRow['outcome']>, string>,
  lgscoDecision: { 'awaiting decision': 'Awaiting decision' },
};
