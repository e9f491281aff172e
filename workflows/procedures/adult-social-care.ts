import type { Procedure } from './procedure.ts';
import { decline } from './not-accepted.ts';
import { answerFields, checkedResponse } from './checked-response.ts';
import { closingSteps } from './closing-steps.ts';
import { clockMilestones, shortClockMilestones, stepMilestones } from './milestones.ts';
import { adultOutcomes } from './standing-outcomes.ts';

const law =
  'Local Authority Social Services and National Health Service Complaints (England) Regulations 2009';

/** Complaints about social care for adults: one answer, then the Ombudsman. */
export const adultSocialCare: Procedure = {
  id: 'adult-social-care',
  version: '2009',
  stateMachine: 'adult-social-care',
  title: 'Adult social care complaint',
  publicTitle: 'complaints about social care for adults',
  law,
  offersToDiscuss: true,
  feedback: ['complaint'],
  received: { from: '2009-04-01' },
  clocks: {
    acknowledgement: {
      stage: 'acknowledgement',
      title: 'Acknowledgement',
      awaits: 'acknowledgement',
      from: 'receipt',
      limit: { days: 3, unit: 'working days', citation: law },
      milestones: shortClockMilestones,
    },
    response: {
      stage: 'stage 1',
      title: 'Response',
      publicTitle: 'an answer from a manager of the service',
      publicPromise: 'You should have it',
      from: 'receipt',
      limit: { days: 6, unit: 'months', citation: `${law}: at most 6 months` },
      milestones: clockMilestones,
    },
  },
  first: 'acknowledge',
  steps: {
    acknowledge: {
      title: 'Acknowledgement',
      publicStatus: 'We have read your complaint. We are deciding who will look into it.',
      kind: 'task',
      performer: 'complaints-officer',
      assignedBy: 'handler',
      clock: 'acknowledgement',
      milestones: stepMilestones,
      outcomes: {
        acknowledge: {
          title: 'Send the acknowledgement',
          form: {
            investigator: {
              label: 'Manager who will answer',
              hint: 'The acknowledgement gives their name',
              type: 'user',
              role: 'team-manager',
              appoints: 'investigator',
              required: true,
              fact: 'investigator',
            },
          },
          letters: ['acknowledgement'],
          ends: [{ clock: 'acknowledgement' }],
          next: 'response',
        },
        decline: decline(),
        ...adultOutcomes,
      },
    },
    ...checkedResponse({
      id: 'response',
      stage: 'stage 1',
      title: 'Response',
      publicStatus:
        'A manager of the service is looking into your complaint. They will write to you with an answer.',
      clock: 'response',
      performer: 'team-manager',
      assignedBy: 'investigator',
      adultsOnly: true,
      form: answerFields,
      letter: 'final-response',
      next: 'learning',
      closedAs: 'answered',
    }),
    ...closingSteps,
  },
};
