import { stage2 } from './childrens-statutory-stage-2.ts';
import { stage3 } from './childrens-statutory-stage-3.ts';
import { pastDay } from './checklist.ts';
import type { Procedure } from './procedure.ts';
import {
  answerFields,
  askedOn,
  checkedResponse,
  closingSteps,
  decline,
  milestones,
  refuseStanding,
  requestWindow,
  shortMilestones,
  standingOutcomes,
  unresolved,
} from './shared-steps.ts';

/** Complaints about social care for children: three stages, then the Ombudsman. */
export const childrensStatutory: Procedure = {
  id: 'childrens-statutory',
  version: '2006',
  stateMachine: 'childrens-statutory',
  title: "Children's social care complaint (statutory)",
  law: 'Children Act 1989 Representations Procedure (England) Regulations 2006, SI 2006/1738',
  feedback: ['complaint'],
  received: { from: '2006-09-01' },
  first: 'acknowledge',
  steps: {
    acknowledge: {
      title: 'Acknowledgement',
      publicStatus: 'We have read your complaint. We are deciding who will look into it.',
      kind: 'task',
      performer: 'complaints-officer',
      assignedBy: 'handler',
      limit: {
        days: 3,
        unit: 'working days',
        from: 'receipt',
        citation: 'Shropshire Council annual report 2021/22, section 2, Acknowledgment',
      },
      milestones: shortMilestones,
      outcomes: {
        acknowledge: {
          title: 'Send the acknowledgement',
          form: {
            investigator: {
              label: 'Team manager who will answer at stage 1',
              hint: 'The acknowledgement gives their name',
              type: 'user',
              role: 'team-manager',
              appoints: 'investigator',
              required: true,
              fact: 'investigator',
            },
            advocacyOffered: {
              label: 'Offer an advocate',
              hint: 'You must offer one to a child or care leaver (section 26A of the Children Act 1989)',
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
        'refuse-standing': refuseStanding,
        ...standingOutcomes,
      },
    },
    ...checkedResponse({
      id: 'stage-1',
      title: 'Stage 1, local resolution',
      publicStatus:
        'A manager of the service is looking into your complaint. They will write to you with an answer.',
      stage: 'stage 1',
      performer: 'team-manager',
      assignedBy: 'investigator',
      limit: {
        days: 10,
        unit: 'working days',
        from: { fact: 'standingAcceptedOn', or: 'receipt' },
        citation: 'SI 2006/1738 regulations 14 and 15; annual report 2021/22, section 2, Stage 1',
      },
      extension: {
        upTo: 20,
        times: 1,
        citation: 'SI 2006/1738 regulation 14: at most 20 working days in all',
      },
      milestones: [
        ...milestones,
        {
          id: 'stage-2-without-response',
          title: 'The complainant may go to stage 2 without a response: 20 working days have passed',
          when: { afterWorkingDays: 20 },
          letter: 'alert-may-go-on',
          to: ['complaints-officer'],
        },
      ],
      form: answerFields,
      letter: 'stage-1-response',
      more: {
        'agree-to-wait': {
          title: 'Record that the complainant agrees in writing to wait',
          by: ['complaints-officer', 'complainant'],
          form: {
            agreedOn: { ...pastDay('Date they agreed'), not: ['future', 'before milestone'] },
            until: {
              label: 'Agreed to wait until',
              type: 'date',
              not: ['past'],
              required: true,
              fact: 'agreedToWaitUntil',
            },
          },
          onlyAfter: 'stage-2-without-response',
          letters: [],
          next: 'again',
        },
        'go-to-stage-2': {
          title: 'Record a request for stage 2 without a response',
          by: ['complainant', 'complaints-officer'],
          form: { unresolved, askedOn: { ...askedOn, not: ['future', 'before milestone'] } },
          onlyAfter: 'stage-2-without-response',
          letters: [],
          next: 'stage-2-commission',
        },
      },
      next: 'stage-2-window',
    }),
    'stage-2-window': requestWindow({
      title: 'Window to ask for stage 2',
      asksFor: 'stage 2, an investigation by people who are independent of the council',
      limit: {
        days: 20,
        unit: 'working days',
        from: 'decision',
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
      next: 'stage-2-commission',
      closedAs: 'answered at stage 1',
    }),
    ...stage2,
    ...stage3,
    ...closingSteps,
  },
};
