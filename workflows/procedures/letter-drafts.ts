import { shortMilestones } from './milestones.ts';
import type { Outcome, Procedure } from './procedure.ts';
import { ownTarget } from './own-target.ts';

// A letter that someone writes in their own words can wait as a draft, and a colleague can check it before it goes. What
// becomes of it is decided where it is written, with its text: these tasks stand in the lists of whoever has it now.

/** It was sent, handed on or discarded. */
const over: Outcome = {
  title: 'It was sent, handed on or discarded',
  by: [],
  form: {},
  effect: 'call off',
  letters: [],
  next: 'closed',
  closedAs: 'sent, handed on or discarded',
};

/** Whoever has it, or an officer, says from the list of tasks that the letter is not needed: its draft goes with that. */
const notNeeded: Outcome = {
  title: 'Record that the letter is no longer needed',
  by: ['complaints-officer', 'owner'],
  form: { reason: { label: 'Reason', type: 'paragraphs', required: true } },
  letters: [],
  next: 'closed',
  closedAs: 'no longer needed',
};

export const finishLetter: Procedure = {
  id: 'finish-letter',
  version: '1',
  stateMachine: 'finish-letter',
  title: 'Draft of a letter',
  law: "The council's own rule: a letter that was begun is sent or discarded",
  alongside: true,
  received: {},
  first: 'finish-letter',
  steps: {
    'finish-letter': {
      title: 'Finish a letter',
      kind: 'task',
      performer: 'owner',
      limit: ownTarget(5, 'subject'),
      milestones: shortMilestones,
      outcomes: { 'not-needed': notNeeded, over },
    },
  },
};

export const checkLetter: Procedure = {
  id: 'check-letter',
  version: '1',
  stateMachine: 'check-letter',
  title: 'Letter to check',
  law: "The council's own rule: a colleague reads a letter before it goes, if its author asks",
  alongside: true,
  received: {},
  first: 'check-letter',
  steps: {
    'check-letter': {
      title: 'Check a letter for a colleague',
      kind: 'task',
      performer: 'owner',
      limit: ownTarget(2, 'subject'),
      milestones: shortMilestones,
      outcomes: { 'not-needed': notNeeded, over },
    },
  },
};

/** The ids of the procedures whose tasks are the drafts of letters. */
export const draftProcedures: readonly string[] = [finishLetter.id, checkLetter.id];
