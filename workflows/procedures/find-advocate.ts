import type { Milestone, Procedure, Step } from './procedure.ts';
import { shortMilestones } from './milestones.ts';
import { reason } from './standing-outcomes.ts';
import { ownTarget } from './own-target.ts';

/** Past the target the officer is asked to chase the provider again and again. */
const chaseAgain: Milestone = {
  id: 'chase',
  title: 'Still no advocate: asked to chase',
  when: { pastLimit: { everyWorkingDays: 2, firstAfter: 2, time: '08:00' } },
  letter: 'alert-overdue',
  to: ['assignee', 'complaints-officer'],
};

const findStep: Step = {
  title: 'Find an advocate',
  kind: 'task',
  performer: 'complaints-officer',
  assignedBy: 'handler',
  limit: ownTarget(3, 'subject', "no time in law for finding one; the council's own target"),
  milestones: [...shortMilestones, chaseAgain],
  outcomes: {
    found: {
      title: 'Record who the advocate is',
      form: {
        advocateAppointed: {
          label: 'Name of the advocate',
          hint: 'The complainant will see this',
          type: 'text',
          required: true,
          fact: 'advocateAppointed',
        },
        advocacyProvider: {
          label: 'Organisation',
          hint: 'The complainant will see this',
          type: 'text',
          required: true,
          fact: 'advocacyProvider',
        },
        contact: {
          label: 'How to reach the advocate',
          hint: 'A phone number or an email address. The complainant will see this.',
          type: 'text',
          required: true,
          means: 'advocateContact',
        },
      },
      letters: ['advocate-found'],
      next: 'closed',
      closedAs: 'an advocate was found',
    },
    chased: {
      title: 'Record that you chased the provider',
      form: { said: { label: 'Who you spoke to and what they said', type: 'paragraphs', required: true } },
      letters: [],
      next: 'again',
    },
    'not-wanted': {
      title: 'Record that they no longer want an advocate',
      form: { reason: reason('What they said') },
      letters: [],
      next: 'closed',
      closedAs: 'an advocate is no longer wanted',
    },
    over: {
      title: 'The case was merged, and the advocate is looked for in the other one',
      by: [],
      form: {},
      effect: 'call off',
      letters: [],
      next: 'closed',
      closedAs: 'looked for in the case that goes on',
    },
  },
};

/** "I want someone to help me": an officer finds an advocate, chases, and the child is told who it is (section 26A). */
export const findAdvocate: Procedure = {
  id: 'find-advocate',
  version: '1',
  stateMachine: 'find-advocate',
  title: 'Advocate to find',
  law: 'The right to an advocate (law.md section 2)',
  alongside: true,
  received: {},
  first: 'find-advocate',
  steps: { 'find-advocate': findStep },
};
