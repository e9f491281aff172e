import type { Procedure } from './procedure.ts';
import { extend, milestones, reportDelay, shortMilestones, standingOutcomes, tellDelay } from './standing.ts';

/** Complaints about social care for children, as far as stage 1 and the window to ask for stage 2. */
export const childrensStatutory: Procedure = {
  id: 'childrens-statutory',
  version: '2006',
  stateMachine: 'childrens-statutory',
  title: "Children's social care complaint (statutory)",
  law: 'Children Act 1989 Representations Procedure (England) Regulations 2006, SI 2006/1738',
  feedback: true,
  received: { from: '2006-09-01' },
  first: 'acknowledge',
  steps: {
    acknowledge: {
      title: 'Acknowledgement',
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
              label: 'Team manager who answers at stage 1',
              hint: 'The acknowledgement names them',
              type: 'user',
              role: 'team-manager',
              required: true,
              fact: 'investigator',
            },
            advocacyOffered: {
              label: 'Offer an advocate',
              hint: 'A child or care leaver must be offered one (section 26A of the Children Act 1989)',
              type: 'yes-no',
              fact: 'advocacyOffered',
            },
          },
          letters: ['acknowledgement'],
          next: 'stage-1',
        },
        ...standingOutcomes,
      },
    },
    'stage-1': {
      title: 'Stage 1, local resolution',
      kind: 'task',
      performer: 'team-manager',
      assignedBy: 'investigator',
      limit: {
        days: 10,
        unit: 'working days',
        from: 'receipt',
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
          letter: 'alert-overdue',
          to: ['complaints-officer'],
        },
      ],
      outcomes: {
        respond: {
          title: 'Send the response',
          form: {
            findings: {
              label: 'Finding on each point, with reasons',
              type: 'findings',
              required: true,
              fact: 'findings',
            },
            response: {
              label: 'The response',
              hint: 'What you looked at, what you found, what will be done',
              type: 'paragraphs',
              required: true,
            },
            remedies: { label: 'What is put right', type: 'list', fact: 'remedies' },
            learning: { label: 'What the service learns from it', type: 'list', fact: 'learning' },
          },
          letters: ['stage-1-response'],
          next: 'stage-2-window',
        },
        extend,
        'report-delay': reportDelay,
        'tell-delay': tellDelay,
        'go-to-stage-2': {
          title: 'The complainant goes to stage 2 without a response',
          by: ['complainant', 'complaints-officer'],
          form: {
            unresolved: {
              label: 'What is unresolved, in the words of the complainant',
              type: 'paragraphs',
              required: true,
            },
          },
          onlyAfter: 'stage-2-without-response',
          letters: [],
          next: 'stage-2',
        },
        ...standingOutcomes,
      },
    },
    'stage-2-window': {
      title: 'Window to ask for stage 2',
      kind: 'window',
      performer: 'complainant',
      limit: {
        days: 20,
        unit: 'working days',
        from: { step: 'stage-1' },
        citation:
          "Local Government and Social Care Ombudsman, practice for the children's statutory procedure",
      },
      milestones: [
        {
          id: 'window-closing',
          title: 'The complainant is reminded that the window closes',
          when: { workingDays: -5, time: '08:00' },
          letter: 'window-closing',
          to: ['complainant'],
        },
      ],
      outcomes: {
        lapse: {
          title: 'The window closed without a request',
          by: [],
          form: {},
          letters: ['window-closed'],
          next: 'closed',
          closedAs: 'answered at stage 1',
        },
        'request-stage-2': {
          title: 'The complainant asks for stage 2',
          by: ['complainant', 'complaints-officer'],
          form: {
            unresolved: {
              label: 'What is still unresolved, in the words of the complainant',
              type: 'paragraphs',
              required: true,
            },
          },
          letters: [],
          next: 'stage-2',
        },
        ...standingOutcomes,
      },
      lapse: 'lapse',
      asksFor: 'stage 2, an investigation by people who are independent of the council',
    },
    'stage-2': {
      title: 'Stage 2 investigation',
      kind: 'task',
      performer: 'adjudicating-officer',
      limit: {
        days: 25,
        unit: 'working days',
        from: { step: 'stage-2-window' },
        citation: 'SI 2006/1738 regulation 17',
      },
      extension: {
        upTo: 65,
        times: 1,
        citation: 'SI 2006/1738 regulation 17: at most 65 working days in all',
      },
      milestones,
      outcomes: {
        'record-adjudication': {
          title: 'Record that the adjudication was sent',
          form: {
            sentOn: { label: 'Day on which it was sent, with both reports', type: 'date', required: true },
            findings: {
              label: 'Decision on each point, with reasons',
              type: 'findings',
              required: true,
              fact: 'findings',
            },
          },
          letters: [],
          next: 'closed',
          closedAs: 'adjudicated at stage 2',
        },
        extend: { ...extend, by: ['complaints-officer'] },
        'report-delay': reportDelay,
        'tell-delay': tellDelay,
        ...standingOutcomes,
      },
    },
  },
};
