import { outcomes, type ReportingRow } from '../domain/reporting-row.ts';
import type { CohortId } from './cohorts.ts';
import { monthName, monthNames, quarterName, quarterNames } from './period.ts';

/** What a case can be told apart by. `several`: a case can have more than one label, or none. */
interface Dimension {
  title: string;
  label: (row: ReportingRow) => string | null | readonly string[];
  order?: readonly string[];
  several?: true;
}

const kinds = { compliment: 'Compliments', comment: 'Comments', complaint: 'Complaints' } as const;
export const procedureNames: Record<string, string> = {
  'childrens-statutory': 'Statutory (children’s social care)',
  corporate: 'Corporate',
  'adult-social-care': 'Statutory (adult social care)',
};

const sentence = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

/** How tables call a procedure. */
export const procedureName = (id: string): string => procedureNames[id] ?? sentence(id);

const dimensions = {
  kind: {
    title: 'Kind of feedback',
    label: (row) => kinds[row.kind],
    order: ['Compliments', 'Comments', 'Complaints'],
  },
  serviceArea: { title: 'Service area', label: (row) => row.serviceArea },
  team: { title: 'Team', label: (row) => row.team },
  month: { title: 'Month', label: (row) => monthName(row.received), order: monthNames },
  quarter: { title: 'Quarter', label: (row) => quarterName(row.received), order: quarterNames },
  channel: { title: 'Channel', label: (row) => sentence(row.channel) },
  procedure: {
    title: 'Procedure',
    label: (row) => (row.procedure === null ? null : procedureName(row.procedure)),
  },
  category: { title: 'Problem category', label: (row) => row.category },
  subCategory: { title: 'Problem sub-category', label: (row) => row.subCategory },
  theme: { title: 'Theme', label: (row) => row.themes, several: true },
  relation: { title: 'Who complained', label: (row) => row.relation },
  outcome: {
    title: 'Outcome',
    label: (row) => sentence(row.outcome ?? 'no recorded outcome'),
    order: outcomes.map(sentence),
  },
  learning: { title: 'Type of learning', label: (row) => row.learning, several: true },
  action: { title: 'Type of action', label: (row) => row.actions.map(({ type }) => type), several: true },
  lgscoDecision: {
    title: 'Decision of the Ombudsman',
    label: (row) => row.lgsco?.decision ?? 'Awaiting decision',
  },
} satisfies Record<string, Dimension>;

export type DimensionId = keyof typeof dimensions;

/** The dimension with what is optional in it. */
export const dimension = (id: DimensionId): Dimension => dimensions[id];

/** What a case without a label is counted under, so that parts make up the whole. */
export const notRecorded = 'Not recorded';

/** Working days of a response, by cohort: what means, medians and histograms are taken over. */
export const measures = {
  'stage-1': (row) => row.stage1?.workingDays,
  'stage-2': (row) => row.stage2?.workingDays,
  'stage-2-with-statement': (row) => row.stage2?.workingDaysFromStatement,
  'stage-3': (row) => row.stage3?.workingDays,
} satisfies Partial<Record<CohortId, (row: ReportingRow) => number | null | undefined>>;

export type MeasureId = keyof typeof measures;
const isMeasure = (id: string): id is MeasureId => Object.hasOwn(measures, id);
export const measureIds: readonly MeasureId[] = Object.keys(measures).filter(isMeasure);
