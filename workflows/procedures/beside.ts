import { pastDay } from './checklist.ts';
import type { Outcome, Procedure, Step } from './procedure.ts';
import { milestones, shortMilestones } from './standing.ts';

// What runs beside the procedure of a case, each about one matter of its own, on open and on closed cases.

const actionDue = { letter: 'alert-action-due', to: ['assignee', 'complaints-officer'] } as const;

/** An action that a complaint led to, chased until its owner says that it is done (RULES section 8). */
export const action: Procedure = {
  id: 'action',
  version: '1',
  stateMachine: 'action',
  title: 'Action from a complaint',
  law: 'Annual report 2021/22, recommendation 5',
  beside: true,
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
        from: 'matter',
        citation: 'the day that was promised when the action was recorded',
      },
      extension: { upTo: 260, times: 5, citation: "the council's own rule: a new day with its reason" },
      milestones: milestones.map((milestone) =>
        milestone.letter === 'alert-reminder' || milestone.letter === 'alert-overdue'
          ? { ...milestone, letter: actionDue.letter, to: [...actionDue.to] }
          : milestone,
      ),
      outcomes: {
        done: {
          title: 'It is done',
          form: {
            doneOn: pastDay('Day on which it was done'),
            evidence: { label: 'How one can see that it is done', type: 'paragraphs', required: true },
          },
          letters: [],
          next: 'closed',
          closedAs: 'done',
        },
        extend: {
          title: 'A new day',
          by: ['complaints-officer', 'owner'],
          form: {
            until: { label: 'New day', type: 'date', required: true },
            reason: { label: 'Why', type: 'paragraphs', required: true },
          },
          effect: 'extend',
          letters: [],
          next: 'again',
        },
        drop: {
          title: 'It will not be done',
          by: ['complaints-officer'],
          form: { reason: { label: 'Why not', type: 'paragraphs', required: true } },
          letters: [],
          next: 'closed',
          closedAs: 'dropped',
        },
      },
    },
  },
};

const decisions = [
  'upheld: fault and injustice',
  'upheld: fault, no injustice',
  'not upheld: no fault',
  'closed after initial enquiries',
  'upheld: remedied satisfactorily before',
].map((value) => ({ value, label: value }));

const premature: Outcome = {
  title: 'Premature: the Ombudsman sends it back to the council',
  form: {
    reason: { label: 'What the Ombudsman said', type: 'paragraphs', required: true },
  },
  records: { ombudsmanDecision: 'premature' },
  letters: [],
  next: 'closed',
  closedAs: 'premature',
};

const decision: Outcome = {
  title: 'Record the decision of the Ombudsman',
  form: {
    decidedOn: pastDay('Day of the decision'),
    ombudsmanDecision: {
      label: 'Decision',
      type: 'choice',
      options: decisions,
      required: true,
      fact: 'ombudsmanDecision',
    },
    actions: {
      label: 'Remedies, by whom and by when',
      hint: 'Each is chased until it is done',
      type: 'actions',
      fact: 'actions',
    },
  },
  effect: 'start actions',
  letters: [],
  alerts: [{ letter: 'alert-lgsco-decision', to: ['director', 'head-of-service'] }],
  next: 'closed',
  closedAs: 'decided by the Ombudsman',
};

/** An enquiry of the Local Government and Social Care Ombudsman, at any time; nobody can be barred from it. */
export const ombudsman: Procedure = {
  id: 'lgsco',
  version: '1',
  stateMachine: 'lgsco',
  title: "Ombudsman's enquiry",
  law: 'Local Government Act 1974, part III',
  beside: true,
  received: {},
  first: 'lgsco-enquiry',
  steps: {
    'lgsco-enquiry': {
      title: "Answer the Ombudsman's enquiry",
      kind: 'task',
      stage: 'LGSCO',
      performer: 'complaints-officer',
      assignedBy: 'handler',
      limit: {
        days: 28,
        unit: 'calendar days',
        from: 'matter',
        citation: "annual report 2021/22, section 2, or the date in the Ombudsman's letter",
      },
      extension: { upTo: 84, times: 3, citation: 'the Ombudsman agrees to a later day' },
      milestones: milestones.map((milestone) =>
        milestone.id === 'opened'
          ? {
              ...milestone,
              letter: 'alert-lgsco',
              to: ['assignee' as const, 'director' as const, 'head-of-service' as const],
            }
          : milestone,
      ),
      outcomes: {
        respond: {
          title: 'Record that the answer and the appendices were sent',
          form: {
            response: { label: 'The answer', type: 'paragraphs', required: true },
            appendices: {
              label: 'The appendices were sent with their index',
              type: 'yes-no',
              mustBeYes: true,
              required: true,
            },
          },
          letters: [],
          next: 'lgsco-decision',
        },
        extend: {
          title: 'The Ombudsman agrees to a later day',
          form: {
            until: { label: 'New day', type: 'date', required: true },
            reason: { label: 'Why, and who agreed', type: 'paragraphs', required: true },
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
      stage: 'LGSCO',
      performer: 'complaints-officer',
      assignedBy: 'handler',
      limit: {
        days: 6,
        unit: 'months',
        from: 'decision',
        citation: "no limit in law; the council's own reminder to ask",
        toBeChecked: true,
      },
      milestones: shortMilestones,
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
    from: 'matter',
    citation: "a letter came back; the council's own target",
    toBeChecked: true,
  },
  milestones: shortMilestones,
  outcomes: {
    reached: {
      title: 'They have been told',
      form: { how: { label: 'How, and when', type: 'paragraphs', required: true } },
      letters: [],
      next: 'closed',
      closedAs: 'told another way',
    },
    'not-reached': {
      title: 'They cannot be reached',
      form: { tried: { label: 'What was tried', type: 'paragraphs', required: true } },
      letters: [],
      next: 'closed',
      closedAs: 'could not be reached',
    },
  },
};

/** A letter that did not arrive (RULES section 6). */
export const contactAnotherWay: Procedure = {
  id: 'contact-another-way',
  version: '1',
  stateMachine: 'contact-another-way',
  title: 'Contact another way',
  law: 'A letter counts only when it arrives (RULES section 6)',
  beside: true,
  received: {},
  first: 'contact',
  steps: { contact: contactStep },
};
