import { pastDay } from './checklist.ts';
import type { Outcome, Procedure } from './procedure.ts';
import {
  escalatedAgain,
  extensibleMilestones,
  shortMilestones,
  stepMilestones,
  targetMilestones,
  watched,
} from './milestones.ts';
import { ombudsmanMoneyStep, ombudsmanRemedies } from './remedies.ts';

// The procedure that follows an enquiry of the Ombudsman, alongside an open or closed case.

const decisions = [
  { value: 'upheld: fault and injustice', label: 'Upheld: fault and injustice' },
  { value: 'upheld: fault, no injustice', label: 'Upheld: fault, no injustice' },
  { value: 'not upheld: no fault', label: 'Not upheld: no fault' },
  { value: 'closed after initial enquiries', label: 'Closed after initial enquiries' },
  { value: 'upheld: remedied satisfactorily before', label: 'Upheld: already remedied satisfactorily' },
];

const premature: Outcome = {
  title: 'Record that the Ombudsman found it premature',
  form: {
    reason: { label: 'What the Ombudsman said', type: 'paragraphs', required: true },
  },
  records: { ombudsmanDecision: 'premature' },
  letters: [],
  ends: [{ clock: 'enquiry' }],
  next: 'closed',
  closedAs: 'premature',
};

const decision: Outcome = {
  title: "Record the Ombudsman's decision",
  form: {
    decidedOn: pastDay('Date of the decision'),
    ombudsmanDecision: {
      label: 'Decision',
      type: 'choice',
      options: decisions,
      required: true,
      fact: 'ombudsmanDecision',
    },
    ...ombudsmanRemedies,
  },
  effect: 'start actions',
  letters: [],
  alerts: [{ letter: 'alert-lgsco-decision', to: ['director', 'head-of-service'] }],
  ends: [{ clock: 'enquiry' }],
  next: 'lgsco-money',
  closedAs: 'decided by the Ombudsman',
};

/** An enquiry of the Local Government and Social Care Ombudsman, which can come at any time. */
export const ombudsman: Procedure = {
  id: 'lgsco',
  version: '1',
  stateMachine: 'lgsco',
  title: "Ombudsman's enquiry",
  law: 'Local Government Act 1974, part III',
  alongside: true,
  received: {},
  clocks: {
    enquiry: {
      stage: 'LGSCO',
      title: "Answer to the Ombudsman's enquiry",
      from: 'subject',
      limit: {
        days: 28,
        unit: 'calendar days',
        citation: "annual report 2021/22, section 2, or the date in the Ombudsman's letter",
      },
      extension: { upTo: 84, times: 3, citation: 'the Ombudsman agrees to a later day' },
      // The answer is the Ombudsman's: the complainant waits for none of ours.
      milestones: [...watched(extensibleMilestones), escalatedAgain()],
    },
  },
  first: 'lgsco-enquiry',
  steps: {
    'lgsco-enquiry': {
      title: "Answer the Ombudsman's enquiry",
      kind: 'task',
      clock: 'enquiry',
      performer: 'complaints-officer',
      assignedBy: 'handler',
      milestones: stepMilestones.map((milestone) => ({
        ...milestone,
        letter: 'alert-lgsco',
        to: ['assignee' as const, 'director' as const, 'head-of-service' as const],
      })),
      outcomes: {
        respond: {
          title: 'Record that the answer and appendices were sent',
          form: {
            response: { label: 'The answer', type: 'paragraphs', required: true },
            appendices: {
              label: 'The appendices and their index were sent',
              type: 'yes-no',
              mustBeYes: true,
              required: true,
            },
          },
          letters: [],
          ends: [{ clock: 'enquiry' }],
          next: 'lgsco-decision',
        },
        extend: {
          title: 'Record a later date agreed with the Ombudsman',
          form: {
            until: { label: 'New date', type: 'date', required: true },
            reason: { label: 'Reason, and who agreed', type: 'paragraphs', required: true },
          },
          effect: 'extend',
          letters: [],
          next: 'again',
        },
        premature,
        'record-decision': decision,
      },
    },
    'lgsco-decision': {
      title: 'Decision of the Ombudsman',
      kind: 'task',
      clock: 'enquiry',
      performer: 'complaints-officer',
      assignedBy: 'handler',
      limit: {
        days: 6,
        unit: 'months',
        from: 'decision',
        citation: "no limit in law; the council's own reminder to ask",
        toBeChecked: true,
      },
      milestones: targetMilestones,
      outcomes: { 'record-decision': decision, premature },
    },
    'lgsco-money': ombudsmanMoneyStep(shortMilestones),
  },
};
