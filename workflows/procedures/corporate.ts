import * as z from 'zod/mini';
import { Procedure, StageClock, Step } from './procedure.ts';
import { decline } from './not-accepted.ts';
import { answerFields, checkedResponse } from './checked-response.ts';
import { closingSteps } from './closing-steps.ts';
import {
  clockMilestones,
  extensibleMilestones,
  pastCapMilestones,
  shortClockMilestones,
  stepMilestones,
} from './milestones.ts';
import { requestWindow } from './request-window.ts';
import { standingOutcomes } from './standing-outcomes.ts';
import { whenReached } from './reached.ts';
import { acknowledgementStep } from './acknowledgement-step.ts';

const { from, limit } = StageClock.shape;
const ClockTime = z.strictObject({ from, limit, extension: StageClock.shape.extension });
type ClockTime = z.infer<typeof ClockTime>;

/**
 * What differs between the versions of the corporate procedure: how long each stage may take, and from when.
 * `stage2Acknowledge` and, without `from`, `stage2` are counted from the request for a review; `askForReview` is how long
 * the complainant has to make it, in working days from the day the answer reached them.
 */
export const CorporateTimes = z.strictObject({
  version: Procedure.shape.version,
  law: Procedure.shape.law,
  received: Procedure.shape.received,
  acknowledge: z.strictObject({ limit, target: Step.shape.target }),
  stage1: ClockTime,
  askForReview: z.omit(limit, { unit: true }),
  stage2Acknowledge: limit,
  stage2: ClockTime,
});
export type CorporateTimes = z.infer<typeof CorporateTimes>;

/** Complaints that no special law covers: an answer, a review by someone else, then the Ombudsman. */
export function corporate(times: CorporateTimes): Procedure {
  return {
    id: 'corporate',
    version: times.version,
    stateMachine: `corporate-${times.version}`,
    title: 'Corporate complaint',
    publicTitle: 'complaints about what the council does',
    law: times.law,
    feedback: ['complaint'],
    received: times.received,
    clocks: {
      acknowledgement: {
        stage: 'acknowledgement',
        title: 'Acknowledgement',
        awaits: 'acknowledgement',
        from: 'receipt',
        limit: times.acknowledge.limit,
        milestones: shortClockMilestones,
      },
      'stage-1': {
        stage: 'stage 1',
        title: 'Stage 1, investigation',
        publicTitle: 'stage 1, an answer from a manager of the service',
        publicPromise: 'You should have it',
        ...times.stage1,
        milestones: answerMilestones(times.stage1),
      },
      'stage-2': {
        stage: 'stage 2',
        title: 'Stage 2, review',
        publicPromise: 'You should have our answer',
        ...times.stage2,
        milestones: answerMilestones(times.stage2),
      },
      'stage-2-acknowledgement': {
        stage: 'stage 2',
        title: 'Acknowledgement of the request for a review',
        publicPromise: 'You should hear who will look at it',
        awaits: 'name of the reviewer',
        limit: times.stage2Acknowledge,
        milestones: shortClockMilestones,
      },
    },
    first: 'acknowledge',
    steps: {
      acknowledge: acknowledgementStep({
        whoAnswers: 'Manager who will answer at stage 1',
        fields: {
          advocacyOffered: {
            label: 'Offer an advocate',
            type: 'yes-no',
            neededFor: 'child or care leaver',
            fact: 'advocacyOffered',
          },
        },
        gates: ['advocacy offered'],
        target: times.acknowledge.target,
        next: 'stage-1',
        others: {
          decline: decline(),
          ...standingOutcomes,
        },
      }),
      ...checkedResponse({
        id: 'stage-1',
        stage: 'stage 1',
        title: 'Stage 1, investigation',
        publicStatus:
          'A manager of the service is looking into your complaint. They will write to you with an answer.',
        clock: 'stage-1',
        performer: 'team-manager',
        assignedBy: 'investigator',
        extension: times.stage1.extension,
        form: answerFields,
        letter: 'stage-1-response',
        next: 'stage-2-window',
      }),
      'stage-2-window': requestWindow({
        title: 'Window to ask for a review',
        asksFor: 'stage 2, a review by someone who did not answer you the first time',
        limit: { ...times.askForReview, unit: 'working days', from: whenReached },
        request: 'request-stage-2',
        requestTitle: 'Record a request for a review',
        starts: ['stage-2-acknowledgement', ...(times.stage2.from === undefined ? ['stage-2'] : [])],
        next: 'stage-2-acknowledge',
        closedAs: 'answered at stage 1',
      }),
      'stage-2-acknowledge': {
        title: 'Acknowledgement of the request for a review',
        publicStatus:
          'You have asked us to look at your complaint again. We are finding someone who did not answer you the first time.',
        kind: 'task',
        clock: 'stage-2-acknowledgement',
        performer: 'complaints-officer',
        assignedBy: 'handler',
        milestones: stepMilestones,
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
            ends: [{ clock: 'stage-2-acknowledgement' }],
            next: 'stage-2',
          },
          ...standingOutcomes,
        },
      },
      ...checkedResponse({
        id: 'stage-2',
        stage: 'stage 2',
        title: 'Stage 2, review',
        publicStatus: 'Someone who did not answer you the first time is looking at your complaint again.',
        clock: 'stage-2',
        performer: 'owner',
        assignedBy: 'reviewer',
        extension: times.stage2.extension,
        form: answerFields,
        letter: 'final-response',
        next: 'learning',
        closedAs: 'answered at stage 2',
      }),
      ...closingSteps,
    },
  };
}

/** A limit that cannot be extended is the last day possible itself. */
const answerMilestones = ({ extension }: ClockTime) =>
  extension ? [...extensibleMilestones, ...pastCapMilestones] : clockMilestones;
