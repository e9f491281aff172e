import type { Procedure } from './procedure.ts';
import { milestones } from './milestones.ts';
import { ownTarget } from './own-target.ts';

/**
 * A closed case has been kept for its full time: a person reviews it before it is erased (law.md section 9).
 */
export const retentionReview: Procedure = {
  id: 'retention-review',
  version: '1',
  stateMachine: 'retention-review',
  title: 'Review of a case whose time is over',
  law: 'UK GDPR, article 5(1)(e): kept no longer than necessary',
  alongside: true,
  received: {},
  first: 'retention-review',
  steps: {
    'retention-review': {
      title: 'Keep the case, or erase it',
      kind: 'task',
      performer: 'complaints-officer',
      limit: ownTarget(20, 'subject'),
      milestones,
      passOver: { outcome: 'call-off', when: 'there is nothing to review' },
      outcomes: {
        keep: {
          title: 'Keep the case until a later date',
          form: {
            until: { label: 'Next review date', type: 'date', required: true },
            reason: { label: 'Reason for keeping it', type: 'paragraphs', required: true },
          },
          effect: 'keep',
          letters: [],
          next: 'closed',
          closedAs: 'kept',
        },
        hold: {
          title: 'Place a legal hold',
          form: {
            reason: {
              label: 'Why nothing may be erased, such as proceedings, an inquiry or a request',
              type: 'paragraphs',
              required: true,
            },
          },
          effect: 'legal hold',
          letters: [],
          next: 'closed',
          closedAs: 'put under a legal hold',
        },
        erase: {
          title: 'Erase the case permanently',
          form: {
            checked: {
              label: 'No law, court, inquiry or person still needs it',
              type: 'yes-no',
              mustBeYes: true,
              required: true,
            },
            understood: {
              label: 'Everything except an anonymous row for reports will be erased. This cannot be undone.',
              type: 'yes-no',
              mustBeYes: true,
              required: true,
            },
          },
          gates: ['may be erased'],
          letters: [],
          next: 'erased',
        },
        'call-off': {
          title: 'The case was reopened or put under a legal hold',
          by: [],
          form: {},
          effect: 'call off',
          letters: [],
          next: 'closed',
          closedAs: 'called off',
        },
      },
    },
  },
};
