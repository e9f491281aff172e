import { pastDay } from './checklist.ts';
import type { Milestone, Outcome, Procedure, Step } from './procedure.ts';
import { paymentSteps } from './remedies.ts';
import {
  clockMilestones,
  milestones,
  shortMilestones,
  stepMilestones,
  targetMilestones,
  watched,
} from './shared-steps.ts';

// Procedures that run alongside the procedure of a case, each about one subject of its own, on open and closed cases.

/** Reminders of what was promised, to whoever does it and to the complaints officer. */
const promiseMilestones: Milestone[] = milestones.map((milestone) =>
  milestone.letter === 'alert-reminder' || milestone.letter === 'alert-overdue'
    ? { ...milestone, letter: 'alert-action-due', to: ['assignee', 'complaints-officer'] }
    : milestone,
);

/** An action that a complaint led to, followed up until its owner says that it is done (law.md section 8). */
export const action: Procedure = {
  id: 'action',
  version: '1',
  stateMachine: 'action',
  title: 'Action from a complaint',
  law: 'Annual report 2021/22, recommendation 5',
  alongside: true,
  received: {},
  first: 'action',
  steps: {
    action: {
      title: 'Do what was promised',
      kind: 'task',
      performer: 'owner',
      limit: {
        days: 20,
        unit: 'working days',
        from: 'subject',
        citation: 'the day that was promised when the action was recorded',
      },
      extension: { upTo: 260, times: 5, citation: "the council's own rule: a new day with its reason" },
      milestones: promiseMilestones,
      outcomes: {
        done: {
          title: 'Mark as done',
          form: {
            doneOn: pastDay('Date it was done'),
            evidence: { label: 'Evidence that it was done', type: 'paragraphs', required: true },
          },
          letters: [],
          next: 'closed',
          closedAs: 'done',
        },
        extend: {
          title: 'Change the due date',
          by: ['complaints-officer', 'owner'],
          form: {
            until: { label: 'New date', type: 'date', required: true },
            reason: { label: 'Reason', type: 'paragraphs', required: true },
          },
          effect: 'extend',
          letters: [],
          next: 'again',
        },
        drop: {
          title: 'Drop the action',
          by: ['complaints-officer'],
          form: { reason: { label: 'Reason', type: 'paragraphs', required: true } },
          letters: [],
          next: 'closed',
          closedAs: 'dropped',
        },
      },
    },
  },
};

/** Money that a letter promised (M1, M2, ...), from that letter until it is paid. */
export const payment: Procedure = {
  id: 'payment',
  version: '1',
  stateMachine: 'payment',
  title: 'Payment to a complainant',
  law: 'Local Government and Social Care Ombudsman: what was promised is done in time',
  alongside: true,
  received: {},
  first: 'pay',
  steps: paymentSteps(promiseMilestones),
};

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
    actions: {
      label: 'Remedies: what, by whom and by when',
      hint: 'We send reminders until each one is done',
      type: 'actions',
      fact: 'actions',
    },
  },
  effect: 'start actions',
  letters: [],
  alerts: [{ letter: 'alert-lgsco-decision', to: ['director', 'head-of-service'] }],
  ends: [{ clock: 'enquiry' }],
  next: 'closed',
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
      milestones: watched(clockMilestones),
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
  },
};

const contactStep: Step = {
  title: 'Contact the complainant another way',
  kind: 'task',
  performer: 'complaints-officer',
  assignedBy: 'handler',
  limit: {
    days: 1,
    unit: 'working days',
    from: 'subject',
    citation: "a letter came back; the council's own target",
    toBeChecked: true,
  },
  milestones: shortMilestones,
  outcomes: {
    reached: {
      title: 'Record how you reached them',
      form: { how: { label: 'How and when you reached them', type: 'paragraphs', required: true } },
      letters: [],
      next: 'closed',
      closedAs: 'told another way',
    },
    'not-reached': {
      title: 'Record that they cannot be reached',
      form: { tried: { label: 'What you tried', type: 'paragraphs', required: true } },
      letters: [],
      next: 'closed',
      closedAs: 'could not be reached',
    },
  },
};

/** A letter did not reach the complainant (law.md section 6). */
export const contactAnotherWay: Procedure = {
  id: 'contact-another-way',
  version: '1',
  stateMachine: 'contact-another-way',
  title: 'Contact another way',
  law: 'A letter counts only when it arrives (RULES section 6)',
  alongside: true,
  received: {},
  first: 'contact',
  steps: { contact: contactStep },
};
