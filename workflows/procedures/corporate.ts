import type { Procedure, Step } from './procedure.ts';
import {
  answerFields,
  checkedResponse,
  closingSteps,
  decline,
  milestones,
  requestWindow,
  shortMilestones,
  standingOutcomes,
} from './shared-steps.ts';

type Limit = Step['limit'];
type Extension = NonNullable<Step['extension']>;

/** The differences between the versions of the corporate procedure: how long each step may take. */
interface CorporateTimes {
  version: string;
  law: string;
  received: Procedure['received'];
  acknowledge: { limit: Limit; target?: NonNullable<Step['target']> };
  stage1: { limit: Limit; extension?: Extension };
  stage2Acknowledge: Limit;
  stage2: { limit: Limit; extension?: Extension };
}

/** Complaints that no special law covers: an answer, a review by someone else, then the Ombudsman. */
export function corporate(times: CorporateTimes): Procedure {
  return {
    id: 'corporate',
    version: times.version,
    stateMachine: `corporate-${times.version}`,
    title: 'Corporate complaint',
    law: times.law,
    feedback: ['complaint'],
    received: times.received,
    first: 'acknowledge',
    steps: {
      acknowledge: {
        title: 'Acknowledgement',
        publicStatus: 'We have read your complaint. We are deciding who will look into it.',
        kind: 'task',
        performer: 'complaints-officer',
        assignedBy: 'handler',
        ...times.acknowledge,
        milestones: shortMilestones,
        outcomes: {
          acknowledge: {
            title: 'Send the acknowledgement',
            form: {
              investigator: {
                label: 'Manager who will answer at stage 1',
                hint: 'The acknowledgement gives their name',
                type: 'user',
                role: 'team-manager',
                appoints: 'investigator',
                required: true,
                fact: 'investigator',
              },
              advocacyOffered: {
                label: 'Offer an advocate',
                type: 'yes-no',
                neededFor: 'child or care leaver',
                fact: 'advocacyOffered',
              },
            },
            gates: ['advocacy offered'],
            letters: ['acknowledgement'],
            next: 'stage-1',
          },
          decline,
          ...standingOutcomes,
        },
      },
      ...checkedResponse({
        id: 'stage-1',
        title: 'Stage 1, investigation',
        publicStatus:
          'A manager of the service is looking into your complaint. They will write to you with an answer.',
        stage: 'stage 1',
        performer: 'team-manager',
        assignedBy: 'investigator',
        ...times.stage1,
        milestones,
        form: answerFields,
        letter: 'stage-1-response',
        next: 'stage-2-window',
      }),
      'stage-2-window': requestWindow({
        title: 'Window to ask for a review',
        asksFor: 'stage 2, a review by someone who did not answer you the first time',
        limit: {
          days: 20,
          unit: 'working days',
          from: 'decision',
          citation: "the council's corporate complaints procedure",
          toBeChecked: true,
        },
        request: 'request-stage-2',
        requestTitle: 'Record a request for a review',
        next: 'stage-2-acknowledge',
        closedAs: 'answered at stage 1',
      }),
      'stage-2-acknowledge': {
        title: 'Acknowledgement of the request for a review',
        publicStatus:
          'You have asked us to look at your complaint again. We are finding someone who did not answer you the first time.',
        kind: 'task',
        stage: 'stage 2',
        performer: 'complaints-officer',
        assignedBy: 'handler',
        limit: times.stage2Acknowledge,
        milestones: shortMilestones,
        outcomes: {
          acknowledge: {
            title: 'Appoint the reviewer and write to the complainant',
            form: {
              reviewer: {
                label: 'Reviewer',
                hint: 'Not the person who answered first',
                type: 'user',
                appoints: 'reviewer',
                required: true,
                fact: 'reviewer',
              },
            },
            letters: ['review-started'],
            next: 'stage-2',
          },
          ...standingOutcomes,
        },
      },
      ...checkedResponse({
        id: 'stage-2',
        title: 'Stage 2, review',
        publicStatus: 'Someone who did not answer you the first time is looking at your complaint again.',
        stage: 'stage 2',
        performer: 'owner',
        assignedBy: 'reviewer',
        ...times.stage2,
        milestones,
        form: answerFields,
        letter: 'final-response',
        next: 'learning',
        closedAs: 'answered at stage 2',
      }),
      ...closingSteps,
    },
  };
}
