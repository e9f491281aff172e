import { stage2, stage2Clocks } from './childrens-statutory-stage-2.ts';
import { stage3, stage3Clocks } from './childrens-statutory-stage-3.ts';
import type { Outcome, Procedure, StageClock } from './procedure.ts';
import { decline, refuseStanding } from './not-accepted.ts';
import { answerFields, checkedResponse } from './checked-response.ts';
import { closingSteps } from './closing-steps.ts';
import { agreedDay, extensibleMilestones, pastCapAfterTold, shortClockMilestones } from './milestones.ts';
import { askedOn, requestWindow, unresolved } from './request-window.ts';
import { standingOutcomes } from './standing-outcomes.ts';
import {
  agreeToWait,
  resolveInformally,
  straightToStage2,
  watchingAgreement,
  withAgreementToWait,
} from './agreements.ts';
import { whenReached } from './reached.ts';
import { acknowledgementStep } from './acknowledgement-step.ts';

const stage1Extension = {
  upTo: 20,
  citation: 'SI 2006/1738 regulation 14',
};

/** The clocks of the stages (law.md section 2a). */
const clocks: Record<string, StageClock> = {
  acknowledgement: {
    stage: 'acknowledgement',
    title: 'Acknowledgement',
    awaits: 'acknowledgement',
    from: 'receipt',
    limit: {
      days: 3,
      unit: 'working days',
      citation: 'Shropshire Council annual report 2021/22, section 2, Acknowledgment',
    },
    milestones: shortClockMilestones,
  },
  'stage-1': {
    stage: 'stage 1',
    title: 'Stage 1, local resolution',
    publicTitle: 'stage 1, an answer from a manager of the service',
    publicPromise: 'You should have it',
    from: { fact: 'standingAcceptedOn', or: 'receipt' },
    limit: {
      days: 10,
      unit: 'working days',
      citation: 'SI 2006/1738 regulations 14 and 15; annual report 2021/22, section 2, Stage 1',
    },
    extension: stage1Extension,
    milestones: [
      ...extensibleMilestones,
      agreedDay,
      {
        id: 'stage-2-without-response',
        title: 'The complainant may go to stage 2 without a response: 20 working days have passed',
        means: 'right',
        when: { afterWorkingDays: 20 },
        letter: 'alert-may-go-on',
        to: ['complaints-officer'],
      },
      {
        id: 'told-of-stage-2',
        title: 'The complainant was told that they may go to stage 2 without a response',
        when: { afterWorkingDays: 20 },
        letter: 'may-go-on',
        to: ['complainant'],
      },
      // The letter of day 20 is the first of those to the complainant.
      ...pastCapAfterTold,
    ],
  },
  ...watchingAgreement({ ...stage2Clocks, ...stage3Clocks }),
};

/**
 * While the answer of stage 1 is awaited: to agree to wait for it, to settle the complaint without one, to agree to go to
 * stage 2 at once or, after 20 working days, to go on without an answer.
 */
const withoutAnswer: Record<string, Outcome> = {
  'agree-to-wait': agreeToWait,
  'resolve-informally': resolveInformally,
  'straight-to-stage-2': straightToStage2,
  'go-to-stage-2': {
    title: 'Record a request for stage 2 without a response',
    by: ['complainant', 'complaints-officer'],
    form: { unresolved, askedOn: { ...askedOn, not: ['future', 'before milestone'] } },
    onlyAfter: 'stage-2-without-response',
    letters: [],
    ends: [{ clock: 'acknowledgement' }, { clock: 'stage-1', on: 'askedOn' }],
    starts: [{ clock: 'stage-2', on: 'askedOn' }],
    next: 'stage-2-commission',
  },
};

/** Complaints about social care for children: three stages, then the Ombudsman. */
export const childrensStatutory: Procedure = {
  id: 'childrens-statutory',
  version: '2006',
  stateMachine: 'childrens-statutory',
  title: "Children's social care complaint (statutory)",
  publicTitle: 'complaints about social care for children',
  law: 'Children Act 1989 Representations Procedure (England) Regulations 2006, SI 2006/1738',
  feedback: ['complaint'],
  received: { from: '2006-09-01' },
  clocks,
  first: 'acknowledge',
  steps: {
    acknowledge: acknowledgementStep({
      whoAnswers: 'Team manager who will answer at stage 1',
      fields: {
        advocacyOffered: {
          label: 'Offer an advocate',
          hint: 'You must offer one to a child or care leaver (section 26A of the Children Act 1989)',
          type: 'yes-no',
          neededFor: 'child or care leaver',
          fact: 'advocacyOffered',
        },
      },
      gates: ['advocacy offered'],
      next: 'stage-1',
      others: {
        decline: decline({ late: 'regulation 9', proceedings: 'regulation 8' }),
        'refuse-standing': refuseStanding,
        ...withoutAnswer,
        ...standingOutcomes,
      },
    }),
    ...checkedResponse({
      id: 'stage-1',
      stage: 'stage 1',
      title: 'Stage 1, local resolution',
      publicStatus:
        'A manager of the service is looking into your complaint. They will write to you with an answer.',
      clock: 'stage-1',
      performer: 'team-manager',
      assignedBy: 'investigator',
      extension: stage1Extension,
      form: answerFields,
      letter: 'stage-1-response',
      more: withoutAnswer,
      next: 'stage-2-window',
    }),
    'stage-2-window': requestWindow({
      title: 'Window to ask for stage 2',
      asksFor: 'stage 2, an investigation by people who are independent of the council',
      limit: {
        days: 20,
        unit: 'working days',
        from: whenReached,
        citation:
          "Local Government and Social Care Ombudsman, practice for the children's statutory procedure",
      },
      // Never longer than the limit, so the later of the two applies.
      target: {
        days: 28,
        unit: 'calendar days',
        citation: "the council's FAQ; 20 working days are as long or longer, and hold",
      },
      request: 'request-stage-2',
      requestTitle: 'Record a request for stage 2',
      starts: ['stage-2'],
      next: 'stage-2-commission',
      closedAs: 'answered at stage 1',
    }),
    ...withAgreementToWait({ ...stage2, ...stage3 }),
    ...closingSteps,
  },
};
