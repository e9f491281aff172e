import { shortMilestones } from './milestones.ts';
import type { Procedure, Step } from './procedure.ts';
import { ownTarget } from './own-target.ts';

const followStep: Step = {
  title: 'Find out what became of it on the other route',
  kind: 'task',
  performer: 'complaints-officer',
  assignedBy: 'handler',
  limit: ownTarget(20, 'subject', "the council's own target, or the last day that the law gives the route"),
  milestones: shortMilestones,
  outcomes: {
    'dealt-with': {
      title: 'Record what they did',
      form: {
        did: { label: 'What they did', type: 'paragraphs', required: true },
        theirReference: { label: 'Their reference', type: 'text' },
      },
      letters: [],
      next: 'closed',
      closedAs: 'dealt with on the other route',
    },
    'still-waiting': {
      title: 'Record that you asked them',
      form: { said: { label: 'Who you spoke to and what they said', type: 'paragraphs', required: true } },
      letters: [],
      next: 'again',
    },
  },
};

/** What was sent to another route is followed until someone records what was done there (law.md section 2). */
export const followRoute: Procedure = {
  id: 'follow-route',
  version: '1',
  stateMachine: 'follow-route',
  title: 'Sent to another route',
  law: 'Other routes besides the complaint (law.md section 2)',
  alongside: true,
  received: {},
  first: 'follow-route',
  steps: { 'follow-route': followStep },
};
