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
  steps: paymentSteps(promiseMilestones, shortMilestones),
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

/** What a letter says counts from the day on which the complainant learned it (law.md section 2c). */
const reached: Outcome = {
  title: 'Record how you reached them',
  form: {
    reachedOn: { ...pastDay('Date they were told what the letter says'), required: false },
    how: { label: 'How you reached them', type: 'paragraphs', required: true },
  },
  effect: 'letter reached',
  letters: [],
  next: 'closed',
  closedAs: 'told another way',
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
    reached,
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
  law: 'A letter counts only when it arrives (workflows/docs/law.md, section 6)',
  alongside: true,
  received: {},
  first: 'contact',
  steps: { contact: contactStep },
};

const postStep: Step = {
  title: 'Print and post a letter',
  kind: 'task',
  performer: 'complaints-officer',
  assignedBy: 'handler',
  limit: {
    days: 1,
    unit: 'working days',
    from: 'subject',
    citation: "the complainant has no email address; the council's own target",
    toBeChecked: true,
  },
  milestones: shortMilestones,
  outcomes: {
    posted: {
      title: 'Record that the letter was posted',
      form: { postedOn: { ...pastDay('Date it was posted'), required: false } },
      effect: 'letter posted',
      letters: [],
      next: 'closed',
      closedAs: 'posted',
    },
    reached,
    'not-posted': {
      title: 'Record that the letter cannot be posted',
      form: { reason: { label: 'Reason', type: 'paragraphs', required: true } },
      letters: [],
      next: 'closed',
      closedAs: 'could not be posted',
    },
  },
};

/** A letter to a complainant without an email address counts from the day it was posted (law.md section 2c). */
export const postLetter: Procedure = {
  id: 'post-letter',
  version: '1',
  stateMachine: 'post-letter',
  title: 'Letter to post',
  law: 'A letter on paper is sent on the day it is posted (workflows/docs/law.md, section 2c)',
  alongside: true,
  received: {},
  first: 'post-letter',
  steps: { 'post-letter': postStep },
};

const messageStep: Step = {
  title: 'Deal with a message',
  kind: 'task',
  performer: 'complaints-officer',
  assignedBy: 'handler',
  limit: {
    days: 2,
    unit: 'working days',
    from: 'subject',
    citation: "the council's own target; no time to go on lapses before it is done",
    toBeChecked: true,
  },
  milestones: shortMilestones,
  outcomes: {
    'dealt-with': {
      title: 'Record what you did about the message',
      form: { done: { label: 'What you did', type: 'paragraphs', required: true } },
      effect: 'message dealt with',
      letters: [],
      next: 'closed',
      closedAs: 'dealt with',
    },
  },
};

/** What a complainant writes or says is dealt with by a person before any time of theirs runs out (law.md section 2c). */
export const dealWithMessage: Procedure = {
  id: 'deal-with-message',
  version: '1',
  stateMachine: 'deal-with-message',
  title: 'Message of the complainant',
  law: 'No right ends while a message is unread (workflows/docs/law.md, section 2c)',
  alongside: true,
  received: {},
  first: 'message',
  steps: { message: messageStep },
};

const tellStep: Step = {
  title: 'Write to the complainant about a delay',
  kind: 'task',
  performer: 'complaints-officer',
  assignedBy: 'handler',
  limit: {
    days: 2,
    unit: 'working days',
    from: 'subject',
    citation: 'a due date has passed; after this time a letter goes by itself',
    toBeChecked: true,
  },
  // The alert that the due date has passed tells of it, and that of the escalation comes when it is late.
  milestones: [],
  outcomes: {
    told: {
      title: 'Record that the complainant was told why and when',
      form: {
        said: { label: 'What they were told, how and when', type: 'paragraphs', required: true },
      },
      letters: [],
      next: 'closed',
      closedAs: 'told',
    },
    'no-longer-needed': {
      title: 'The complainant has been written to, or the answer has gone',
      by: [],
      form: {},
      effect: 'call off',
      letters: [],
      next: 'closed',
      closedAs: 'written to or answered',
    },
  },
};

/** A limit that passes is never silent: the officer writes why, and when the answer will come (law.md section 2a). */
export const tellOfDelay: Procedure = {
  id: 'tell-of-delay',
  version: '1',
  stateMachine: 'tell-of-delay',
  title: 'Delay to write about',
  law: 'A limit that passes is never silent (workflows/docs/law.md, section 2a)',
  alongside: true,
  received: {},
  first: 'tell-of-delay',
  steps: { 'tell-of-delay': tellStep },
};
