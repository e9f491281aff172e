import type { Procedure } from './procedure.ts';
import { milestones, shortMilestones } from './milestones.ts';
import { ownTarget } from './own-target.ts';

const officerStep = {
  kind: 'task',
  performer: 'complaints-officer',
  assignedBy: 'handler',
} as const;

const notAComplaint = 'Recorded and counted; not a complaint (workflows/docs/law.md, section 4)';

/** Praise: the council thanks the sender and passes it on to the people it is for and to their manager. */
export const compliment: Procedure = {
  id: 'compliment',
  version: '1',
  stateMachine: 'compliment',
  title: 'Compliment',
  publicTitle: 'compliments',
  law: notAComplaint,
  feedback: ['compliment'],
  received: {},
  first: 'thank',
  steps: {
    thank: {
      ...officerStep,
      title: 'Thank, and pass on',
      limit: ownTarget(5, 'receipt'),
      milestones: shortMilestones,
      outcomes: {
        'pass-on': {
          title: 'Thank the sender and pass it on',
          form: {
            team: {
              label: 'Team praised',
              type: 'choice',
              optionsFrom: 'teams',
              required: true,
              fact: 'team',
            },
            staffPraised: { label: 'Staff praised', type: 'users', fact: 'staffPraised' },
          },
          letters: ['compliment-thanks'],
          alerts: [{ letter: 'compliment-passed-on', to: ['praised', 'team', 'head-of-service'] }],
          next: 'closed',
          closedAs: 'passed on',
        },
      },
    },
  },
};

/** A comment or question: answered, or noted. */
export const comment: Procedure = {
  id: 'comment',
  version: '1',
  stateMachine: 'comment',
  title: 'Comment or enquiry',
  publicTitle: 'comments and questions',
  law: notAComplaint,
  feedback: ['comment', 'enquiry'],
  received: {},
  first: 'answer',
  steps: {
    answer: {
      ...officerStep,
      title: 'Answer, or note',
      limit: ownTarget(10, 'receipt'),
      milestones,
      outcomes: {
        answer: {
          title: 'Send the answer',
          form: {
            team: { label: 'Team it is about', type: 'choice', optionsFrom: 'teams', fact: 'team' },
            answer: { label: 'The answer', type: 'paragraphs', required: true },
          },
          letters: ['comment-answer'],
          next: 'closed',
          closedAs: 'answered',
        },
        note: {
          title: 'Note it and thank the sender',
          form: {
            team: {
              label: 'Team it is for',
              type: 'choice',
              optionsFrom: 'teams',
              required: true,
              fact: 'team',
            },
          },
          letters: ['comment-noted'],
          // The letter says that the comment was passed on, so it goes to the team.
          alerts: [{ letter: 'comment-passed-on', to: ['team', 'head-of-service'] }],
          next: 'closed',
          closedAs: 'noted',
        },
      },
    },
  },
};

/** A request for a service. It is not a complaint and goes to the team that can deal with it. */
export const serviceRequest: Procedure = {
  id: 'service-request',
  version: '1',
  stateMachine: 'service-request',
  title: 'Request for a service',
  publicTitle: 'requests for a service',
  law: notAComplaint,
  feedback: ['service request'],
  received: {},
  first: 'pass-on',
  steps: {
    'pass-on': {
      ...officerStep,
      title: 'Pass the request on',
      limit: ownTarget(3, 'receipt'),
      milestones: shortMilestones,
      outcomes: {
        'pass-on': {
          title: 'Pass the request on',
          form: {
            whereTo: { label: 'Passed on to', type: 'text', required: true },
            reason: { label: 'Why it is not a complaint (they will see this)', type: 'paragraphs' },
          },
          letters: ['service-request-passed-on'],
          next: 'closed',
          closedAs: 'passed on',
        },
      },
    },
  },
};
