import { pastDay } from './checklist.ts';
import type { Procedure, Step } from './procedure.ts';
import { shortMilestones } from './milestones.ts';
import { moneyApprovers } from './remedies.ts';
import { ownTarget } from './own-target.ts';

const finishStep: Step = {
  title: 'Finish a task whose procedure was withdrawn',
  kind: 'task',
  performer: 'complaints-officer',
  assignedBy: 'handler',
  limit: ownTarget(1, 'opened'),
  milestones: shortMilestones,
  outcomes: {
    done: {
      title: 'Record that it was done',
      form: {
        doneOn: pastDay('Date it was done'),
        evidence: { label: 'What was done, and evidence of it', type: 'paragraphs', required: true },
      },
      letters: [],
      next: 'closed',
      closedAs: 'done',
    },
    'not-done': {
      title: 'Ask for a decision to end it although it was not done',
      form: { reason: { label: 'Why it should not be done', type: 'paragraphs', required: true } },
      letters: [],
      next: 'end-task',
    },
  },
};

const endStep: Step = {
  title: 'Decide whether a task is ended although it was not done',
  kind: 'task',
  performer: 'senior-manager',
  writtenIn: 'finish-by-hand',
  notByAuthor: true,
  limit: ownTarget(2, 'opened'),
  milestones: shortMilestones,
  outcomes: {
    end: {
      title: 'End the task',
      by: moneyApprovers,
      reserved: true,
      form: {
        reason: {
          label: 'Why it is not done',
          hint: 'If the complainant was promised it, make sure that someone has written to them',
          type: 'paragraphs',
          required: true,
        },
      },
      letters: [],
      next: 'closed',
      closedAs: 'ended with a reason',
    },
    'do-it': {
      title: 'Decide that it is done all the same',
      by: moneyApprovers,
      reserved: true,
      form: { reason: { label: 'Reason', type: 'paragraphs', required: true } },
      letters: [],
      next: 'finish-by-hand',
    },
  },
};

/**
 * Takes over a task alongside a case whose procedure was withdrawn with nothing in its place: a person does by hand what it
 * was for. What was promised to a complainant is not dropped by the officer alone, whatever it was.
 */
export const finishByHand: Procedure = {
  id: 'finish-by-hand',
  version: '1',
  stateMachine: 'finish-by-hand',
  title: 'Task without a procedure',
  law: 'What was begun is brought to an end (decision 0030)',
  alongside: true,
  received: {},
  first: 'finish-by-hand',
  steps: { 'finish-by-hand': finishStep, 'end-task': endStep },
};
