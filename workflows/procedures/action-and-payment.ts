import { pastDay } from './checklist.ts';
import type { Milestone, Procedure, Extension, Outcome } from './procedure.ts';
import { paymentSteps } from './remedies.ts';
import { milestones, shortMilestones } from './milestones.ts';

// Procedures that follow up what an answer promised, one for each action and each payment, alongside the case.

/** Reminders of what was promised, to whoever does it and to the complaints officer. */
const promiseMilestones: Milestone[] = milestones.map((milestone) =>
  milestone.letter === 'alert-reminder' || milestone.letter === 'alert-overdue'
    ? { ...milestone, letter: 'alert-action-due', to: ['assignee', 'complaints-officer'] }
    : milestone,
);

/** How often and how far the day of a promise can move. */
export const newDays: Extension = {
  upTo: 260,
  times: 5,
  citation: "the council's own rule: a new day with its reason",
};

/** Gives a promise another day, with the reason. */
export const changeDay = (title: string): Outcome => ({
  title,
  by: ['complaints-officer', 'owner'],
  form: {
    until: { label: 'New date', type: 'date', required: true },
    reason: { label: 'Reason', type: 'paragraphs', required: true },
  },
  effect: 'extend',
  letters: [],
  next: 'again',
});

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
      extension: newDays,
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
        extend: changeDay('Change the due date'),
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
