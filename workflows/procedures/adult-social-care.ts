import type { Procedure } from './procedure.ts';
import {
  answerFields,
  checkedResponse,
  closingSteps,
  decline,
  milestones,
  shortMilestones,
  standingOutcomes,
} from './shared-steps.ts';

const law =
  'Local Authority Social Services and National Health Service Complaints (England) Regulations 2009';

/** Complaints about social care for adults: one answer, then the Ombudsman. */
export const adultSocialCare: Procedure = {
  id: 'adult-social-care',
  version: '2009',
  stateMachine: 'adult-social-care',
  title: 'Adult social care complaint',
  law,
  feedback: ['complaint'],
  received: { from: '2009-04-01' },
  first: 'acknowledge',
  steps: {
    acknowledge: {
      title: 'Acknowledgement',
      publicStatus: 'We have read your complaint. We are deciding who will look into it.',
      kind: 'task',
      performer: 'complaints-officer',
      assignedBy: 'handler',
      limit: { days: 3, unit: 'working days', from: 'receipt', citation: law },
      milestones: shortMilestones,
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
          next: 'response',
        },
        decline,
        ...standingOutcomes,
      },
    },
    ...checkedResponse({
      id: 'response',
      title: 'Response',
      publicStatus:
        'A manager of the service is looking into your complaint. They will write to you with an answer.',
      stage: 'stage 1',
      performer: 'team-manager',
      assignedBy: 'investigator',
      limit: { days: 6, unit: 'months', from: 'receipt', citation: `${law}: at most 6 months` },
      milestones,
      form: answerFields,
      letter: 'final-response',
      next: 'learning',
      closedAs: 'answered',
    }),
    ...closingSteps,
  },
};
