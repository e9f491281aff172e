import { adjudication, investigationFields } from './findings-fields.ts';
import { confirmUnsigned, pastDay, independenceConfirmed } from './checklist.ts';
import { referEarly } from './childrens-statutory-stage-3.ts';
import { beginUnsigned, statementNotAgreed } from './statement-not-agreed.ts';
import type { Procedure, StageClock } from './procedure.ts';
import { answerFields, checkedResponse } from './checked-response.ts';
import { extensibleMilestones, pastCapMilestones, stepMilestones, targetMilestones } from './milestones.ts';
import { requestWindow } from './request-window.ts';
import { extend, reportDelay, standingOutcomes, tellDelay } from './standing-outcomes.ts';
import { whenReached } from './reached.ts';
import { ownTarget } from './own-target.ts';

const stage2Limit = {
  days: 25,
  unit: 'working days',
  citation: 'SI 2006/1738 regulation 17: from the request to the adjudication',
} as const;
const stage2Extension = {
  upTo: 65,
  citation: 'SI 2006/1738 regulation 17',
};

/** Stage 2 is counted from the request, for alarms, and reported from the agreed statement as well (law.md section 2a). */
export const stage2Clocks: Record<string, StageClock> = {
  'stage-2': {
    stage: 'stage 2',
    title: 'Stage 2, from the request',
    publicPromise: 'You should have our decision',
    awaits: 'decision',
    limit: stage2Limit,
    extension: stage2Extension,
    milestones: [...extensibleMilestones, ...pastCapMilestones],
  },
  'stage-2-from-statement': {
    stage: 'stage 2',
    title: 'Stage 2, from the agreed statement',
    limit: {
      ...stage2Limit,
      citation: 'Local Government and Social Care Ombudsman: from the agreed statement',
    },
    extension: stage2Extension,
    reportedWith: 'stage-2',
    milestones: [],
  },
};

const reportOf = (author: 'investigating officer' | 'independent person') =>
  confirmUnsigned('Record the report, although a declaration of independence is missing?', [author]);

/** Extends stage 2, from any of its steps. */
const extendStage2 = { ...extend, by: ['complaints-officer' as const] };

/** Stage 2 of the statutory procedure: investigated by independent people, adjudicated by the council (SI 2006/1738, regulations 16 and 17). */
export const stage2: Procedure['steps'] = {
  'stage-2-commission': {
    title: 'Commission the Investigating Officer and the Independent Person',
    publicStatus:
      'You have asked for stage 2. We are finding two people who do not work for this service. They will look into your complaint.',
    kind: 'task',
    clock: 'stage-2',
    performer: 'complaints-officer',
    assignedBy: 'handler',
    limit: ownTarget(5, 'clock', "no limit in law; the council's own target, counted as stage 2 is"),
    milestones: targetMilestones,
    outcomes: {
      commission: {
        title: 'Appoint both and write to the complainant',
        form: {
          investigatingOfficer: {
            label: 'Independent Investigating Officer',
            hint: 'Not in the line management of the service complained about',
            type: 'user',
            role: 'investigating-officer',
            appoints: 'investigating officer',
            required: true,
            fact: 'investigatingOfficer',
          },
          independentPerson: {
            label: 'Independent Person',
            hint: 'Not a member or officer of the council, nor married to one or in a civil partnership with one',
            type: 'user',
            role: 'independent-person',
            appoints: 'independent person',
            required: true,
            fact: 'independentPerson',
          },
          adjudicatingOfficer: {
            label: 'Adjudicating officer',
            type: 'user',
            role: 'adjudicating-officer',
            appoints: 'adjudicating officer',
            required: true,
            fact: 'adjudicatingOfficer',
          },
          independenceConfirmed,
        },
        letters: ['stage-2-started'],
        promises: 'stage-2',
        alerts: [{ letter: 'alert-appointment', to: ['investigating-officer', 'independent-person'] }],
        next: 'stage-2-statement',
      },
      extend: extendStage2,
      'tell-delay': tellDelay,
      ...standingOutcomes,
    },
  },
  'stage-2-statement': {
    title: 'Statement of complaint',
    publicStatus: 'We are writing down your complaint with you. You can tell us if we get it wrong.',
    kind: 'task',
    clock: 'stage-2',
    performer: 'complaints-officer',
    assignedBy: 'handler',
    limit: {
      days: 5,
      unit: 'working days',
      from: { sameStartAs: 'stage-2-commission' },
      citation: 'SI 2006/1738 regulation 16; days from the request recalled',
      toBeChecked: true,
    },
    milestones: targetMilestones,
    outcomes: {
      'send-statement': {
        title: 'Send the statement to the complainant',
        form: {
          statement: {
            label: 'The complaint, point by point',
            type: 'paragraphs',
            required: true,
            fact: 'statement',
          },
        },
        letters: ['statement-of-complaint'],
        next: 'again',
      },
      agreed: {
        title: 'Record the agreed statement',
        form: {
          agreedOn: pastDay('Date they agreed'),
          statement: {
            label: 'The statement as agreed',
            type: 'paragraphs',
            required: true,
            fact: 'statement',
          },
          points: {
            label: 'Points to decide, if they have changed',
            type: 'points',
            fact: 'points',
          },
          unsignedConfirmed: beginUnsigned,
        },
        letters: [],
        starts: [{ clock: 'stage-2-from-statement', on: 'agreedOn' }],
        next: 'stage-2',
      },
      ...statementNotAgreed,
      extend: extendStage2,
      'tell-delay': tellDelay,
      ...standingOutcomes,
    },
  },
  'stage-2': {
    title: 'Stage 2 investigation',
    publicStatus:
      'An investigator is looking into your complaint. Someone from outside the council checks that the investigation is fair and that people listen to you.',
    kind: 'task',
    clock: 'stage-2',
    performer: 'investigating-officer',
    assignedBy: 'investigatingOfficer',
    milestones: stepMilestones,
    outcomes: {
      'submit-report': {
        title: 'Submit the investigation report',
        form: {
          investigationReport: {
            label: 'The report',
            type: 'document',
            required: true,
            fact: 'investigationReport',
          },
          ...investigationFields,
          unsignedConfirmed: reportOf('investigating officer'),
        },
        answers: { stage: 'stage 2', as: 'investigation' },
        letters: [],
        next: 'stage-2-independent-report',
      },
      'replace-investigating-officer': {
        title: 'Appoint another Investigating Officer',
        by: ['complaints-officer'],
        form: {
          investigatingOfficer: {
            label: 'Independent Investigating Officer',
            type: 'user',
            role: 'investigating-officer',
            appoints: 'investigating officer',
            replaces: true,
            required: true,
            fact: 'investigatingOfficer',
          },
          independenceConfirmed,
          reason: { label: 'Reason', type: 'paragraphs', required: true },
        },
        letters: [],
        alerts: [{ letter: 'alert-appointment', to: ['investigating-officer'] }],
        next: 'stage-2',
      },
      extend: extendStage2,
      'report-delay': reportDelay,
      'tell-delay': tellDelay,
      ...standingOutcomes,
    },
  },
  'stage-2-independent-report': {
    title: 'Report of the Independent Person',
    publicStatus:
      'The investigator has finished. The person who checked that the investigation was fair is writing their own report.',
    kind: 'task',
    clock: 'stage-2',
    performer: 'independent-person',
    assignedBy: 'independentPerson',
    milestones: stepMilestones,
    outcomes: {
      'submit-report': {
        title: "Submit the Independent Person's report",
        form: {
          independentReport: {
            label: 'The report',
            type: 'document',
            required: true,
            fact: 'independentReport',
          },
          unsignedConfirmed: reportOf('independent person'),
        },
        letters: [],
        next: 'stage-2-adjudication',
      },
      extend: extendStage2,
      'report-delay': reportDelay,
      'tell-delay': tellDelay,
      ...standingOutcomes,
    },
  },
  ...checkedResponse({
    id: 'stage-2-adjudication',
    stage: 'stage 2',
    title: 'Stage 2 adjudication',
    publicStatus:
      'The investigation has finished. A senior manager is reading the reports. They will decide on each part of your complaint.',
    clock: 'stage-2',
    performer: 'adjudicating-officer',
    assignedBy: 'adjudicatingOfficer',
    form: { ...answerFields, findings: adjudication },
    letter: 'stage-2-adjudication',
    encloses: ['investigationReport', 'independentReport'],
    alsoEnds: ['stage-2-from-statement'],
    more: { extend: extendStage2 },
    next: 'stage-3-window',
  }),
  'stage-3-window': requestWindow({
    title: 'Window to ask for stage 3',
    asksFor: 'stage 3, a review panel of three independent people',
    limit: {
      days: 20,
      unit: 'working days',
      from: whenReached,
      citation: 'SI 2006/1738 regulation 18',
      toBeChecked: true,
    },
    request: 'request-stage-3',
    requestTitle: 'Record a request for stage 3',
    starts: ['stage-3-panel'],
    next: 'stage-3-acknowledgement',
    closedAs: 'adjudicated at stage 2',
    more: { 'refer-early': referEarly },
  }),
};
