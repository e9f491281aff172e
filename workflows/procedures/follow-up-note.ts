import { shortMilestones } from './milestones.ts';
import type { Procedure } from './procedure.ts';
import { changeDay, newDays } from './action-and-payment.ts';

/** What a note or a contact asks its author to do on a later day, alongside the case. */
export const followUpNote: Procedure = {
  id: 'follow-up-note',
  version: '1',
  stateMachine: 'follow-up-note',
  title: 'Follow-up of a note or contact',
  law: "The council's own rule: what was agreed with someone is done on its day",
  alongside: true,
  received: {},
  first: 'follow-up',
  steps: {
    'follow-up': {
      title: 'Follow up a note or contact',
      kind: 'task',
      performer: 'owner',
      limit: {
        days: 5,
        unit: 'working days',
        from: 'subject',
        citation: 'the day that its author set',
      },
      extension: newDays,
      milestones: shortMilestones,
      outcomes: {
        done: {
          title: 'Record what you did',
          form: { done: { label: 'What you did', type: 'paragraphs', required: true } },
          letters: [],
          next: 'closed',
          closedAs: 'done',
        },
        extend: changeDay('Change the day'),
        'not-needed': {
          title: 'Record that it is no longer needed',
          by: ['complaints-officer', 'owner'],
          form: { reason: { label: 'Reason', type: 'paragraphs', required: true } },
          letters: [],
          next: 'closed',
          closedAs: 'no longer needed',
        },
      },
    },
  },
};
