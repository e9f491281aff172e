import { afterPanel, panelFields } from './findings-fields.ts';
import { pastDay, checked, independenceConfirmed, confirmUnsigned } from './checklist.ts';
import type { Field } from './form-field.ts';
import type { Outcome, Procedure, StageClock } from './procedure.ts';
import { remedyFields } from './remedies.ts';
import { checkedResponse } from './checked-response.ts';
import { learningFields } from './closing-steps.ts';
import { clockMilestones, shortClockMilestones, stepMilestones, targetMilestones } from './milestones.ts';
import { reportDelay, standingOutcomes, tellDelay } from './standing-outcomes.ts';

/** Refers the case without a panel only if every condition of the checklist is met (law.md section 2). */
export const referEarly: Outcome = {
  title: 'Refer to the Ombudsman without a panel',
  by: ['complaints-officer'],
  form: {
    stage2Complete: checked('Stage 2 is complete'),
    reportRobust: checked('The investigation report is robust'),
    adjudicationComplete: checked('The adjudication is complete'),
    pointsUpheld: checked('All points, or all significant ones, were upheld'),
    actionPlanClear: checked('There is a clear action plan'),
    outcomesMet: checked('The complainant will get most of what they want'),
    complainantAgrees: checked('The complainant agrees'),
    reason: { label: 'Reason (the complainant will see this)', type: 'paragraphs', required: true },
  },
  gates: ['a point upheld'],
  signedBy: 'decider',
  letters: ['early-referral'],
  ends: [{ clock: 'stage-3-panel' }],
  next: 'learning',
  closedAs: 'referred early to the Ombudsman',
};

const whatWasSent: Field = { label: 'What was sent and to whom', type: 'paragraphs', required: true };
const panelPapers: Field = {
  label: 'Other documents of the case that the panel can read here',
  hint: 'The panel can always read the statement, our answers, both reports and letters about the panel',
  type: 'documents',
  fact: 'panelPapers',
};

/** The three clocks of stage 3: until the panel meets, reports, and is answered. */
export const stage3Clocks: Record<string, StageClock> = {
  'stage-3-panel': {
    stage: 'stage 3',
    title: 'Stage 3, meeting of the panel',
    publicPromise: 'The panel should meet',
    awaits: 'meeting of the panel',
    limit: { days: 30, unit: 'working days', citation: 'SI 2006/1738 regulation 19(4)' },
    milestones: clockMilestones,
  },
  'stage-3-report': {
    stage: 'stage 3',
    title: "Stage 3, the panel's report",
    publicPromise: 'You should have its report',
    awaits: 'report of the panel',
    from: { endOf: 'stage-3-panel' },
    limit: { days: 5, unit: 'working days', citation: 'SI 2006/1738 regulation 20' },
    milestones: shortClockMilestones,
  },
  'stage-3-response': {
    stage: 'stage 3',
    title: "Stage 3, the council's response",
    publicPromise: 'You should have our answer to the report',
    awaits: 'answer to the panel',
    from: { endOf: 'stage-3-report' },
    limit: {
      days: 15,
      unit: 'working days',
      citation: 'SI 2006/1738 regulation 20(3): from receipt of the report',
    },
    milestones: clockMilestones,
  },
};

const lateReason: Field = {
  label: 'Why the panel cannot meet within 30 working days',
  hint: 'Needed when the meeting is after the last day. The complainant will see this.',
  type: 'paragraphs',
};

/** The day, time and place of the meeting; a day after the last one of the clock needs a reason (regulation 19(4)). */
const meetingFields: Record<string, Field> = {
  meetingOn: {
    label: 'Date of the meeting',
    type: 'date',
    not: ['past'],
    lateNeeds: 'lateReason',
    required: true,
    fact: 'meetingOn',
  },
  lateReason,
  meetingTime: {
    label: 'Time of the meeting',
    hint: 'In the 24-hour clock, for example 14:30',
    type: 'time',
    required: true,
    fact: 'meetingTime',
  },
  meetingPlace: { label: 'Place and how to get there', type: 'text', required: true, fact: 'meetingPlace' },
  dayOffConfirmed: {
    label: 'Does the panel meet on this day, although it is not a working day?',
    type: 'yes-no',
    confirms: { dayOff: 'meetingOn' },
  },
};

/** The Independent Person is invited to make submissions (regulation 19(5)(b)). */
const invitation = { letter: 'independent-person-invitation', to: ['independent-person' as const] };

/** Stage 3 of the statutory procedure: a panel, its report, and the council's response (SI 2006/1738, regulations 18 to 20). */
export const stage3: Procedure['steps'] = {
  'stage-3-acknowledgement': {
    title: 'Acknowledgement of the request for a panel',
    publicStatus: 'You have asked for stage 3. We will write to you about what happens next.',
    kind: 'task',
    clock: 'stage-3-panel',
    performer: 'complaints-officer',
    assignedBy: 'handler',
    limit: {
      days: 2,
      unit: 'working days',
      from: { dayInDecision: 'askedOn' },
      citation: 'Getting the Best from Complaints (2006), from the request',
      toBeChecked: true,
    },
    milestones: targetMilestones,
    outcomes: {
      acknowledge: {
        title: 'Acknowledge the request',
        form: {},
        letters: ['stage-3-acknowledgement'],
        promises: 'stage-3-panel-meeting',
        next: 'stage-3-panel',
      },
      'refer-early': referEarly,
      ...standingOutcomes,
    },
  },
  'stage-3-panel': {
    title: 'Appoint the panel and set the meeting',
    publicStatus:
      'We are finding three people from outside the council to look at your complaint again. We are also setting a date and a place for their meeting.',
    kind: 'task',
    clock: 'stage-3-panel',
    performer: 'complaints-officer',
    assignedBy: 'handler',
    limit: {
      days: 10,
      unit: 'working days',
      from: { sameStartAs: 'stage-3-acknowledgement' },
      citation: "no limit in law; the council's own target, so that papers can go in time",
      toBeChecked: true,
    },
    milestones: targetMilestones,
    outcomes: {
      appoint: {
        title: 'Appoint the panel and invite the complainant',
        form: {
          panelChair: {
            label: 'Chair',
            type: 'user',
            role: 'panel-chair',
            appoints: 'panel chair',
            required: true,
            fact: 'panelChair',
          },
          panelMembers: {
            label: 'Two other members',
            type: 'users',
            role: 'panel-member',
            appoints: 'panel member',
            required: true,
            fact: 'panelMembers',
          },
          independenceConfirmed,
          ...meetingFields,
        },
        letters: ['panel-invitation'],
        copiesTo: ['advocate'],
        alerts: [{ letter: 'alert-appointment', to: ['panel-chair', 'panel-member'] }, invitation],
        next: 'stage-3-papers',
      },
      ...standingOutcomes,
    },
  },
  'stage-3-papers': {
    title: 'Panel papers',
    publicStatus: 'We are preparing the papers for the meeting. We will send them to you and to the panel.',
    meeting: true,
    kind: 'task',
    clock: 'stage-3-panel',
    performer: 'complaints-officer',
    assignedBy: 'handler',
    limit: {
      days: 10,
      unit: 'working days',
      from: { fact: 'meetingOn', or: 'opened' },
      before: true,
      citation: 'Getting the Best from Complaints (2006)',
      toBeChecked: true,
    },
    milestones: targetMilestones,
    outcomes: {
      'send-papers': {
        title: 'Record that everyone was sent the papers',
        form: {
          sentOn: pastDay('Date they were sent'),
          papers: whatWasSent,
          panelPapers,
        },
        letters: [],
        next: 'stage-3-panel-meeting',
      },
      ...standingOutcomes,
    },
  },
  'stage-3-panel-meeting': {
    title: 'Panel meeting',
    publicStatus: 'Three people from outside the council will meet to talk about your complaint.',
    meeting: true,
    kind: 'task',
    clock: 'stage-3-panel',
    performer: 'complaints-officer',
    assignedBy: 'handler',
    milestones: stepMilestones,
    outcomes: {
      held: {
        title: 'Record the panel meeting',
        form: {
          heldOn: pastDay('Date of the meeting'),
          present: {
            label: 'Who was there',
            hint: 'The complainant may bring an advocate and one other person, who may speak (regulation 19(6))',
            type: 'paragraphs',
            required: true,
          },
          beforeDayConfirmed: {
            label: 'Did the panel meet before the day that was set?',
            type: 'yes-no',
            confirms: { day: 'heldOn', before: 'meetingOn' },
          },
          unsignedConfirmed: confirmUnsigned(
            'Record the meeting, although a declaration of independence is missing?',
            ['panel chair', 'panel member'],
          ),
        },
        letters: [],
        ends: [{ clock: 'stage-3-panel', on: 'heldOn' }],
        next: 'stage-3-panel-report',
      },
      'send-more-papers': {
        title: 'Record that everyone was sent more papers',
        form: { sentOn: pastDay('Date they were sent'), papers: whatWasSent, panelPapers },
        letters: [],
        next: 'again',
      },
      postpone: {
        title: 'Change the date, time or place',
        form: {
          ...meetingFields,
          reason: { label: 'Reason', type: 'paragraphs', required: true },
        },
        letters: ['panel-invitation'],
        copiesTo: ['advocate'],
        alerts: [{ letter: 'alert-panel-meeting', to: ['panel-chair', 'panel-member'] }, invitation],
        next: 'again',
      },
      'tell-delay': tellDelay,
      ...standingOutcomes,
    },
  },
  'stage-3-panel-report': {
    title: "The panel's report",
    publicStatus: 'The panel has met. It is writing its report and will send it to you.',
    kind: 'task',
    clock: 'stage-3-report',
    performer: 'panel-chair',
    assignedBy: 'panelChair',
    milestones: stepMilestones,
    outcomes: {
      'submit-report': {
        title: 'Send the report to the council, complainant, advocate and Independent Person',
        form: {
          panelReport: { label: 'The report', type: 'document', required: true, fact: 'panelReport' },
          ...panelFields,
        },
        answers: { stage: 'stage 3', as: 'panel' },
        letters: ['panel-report-sent'],
        copiesTo: ['advocate'],
        encloses: ['panelReport'],
        alerts: [
          { letter: 'independent-person-report', to: ['independent-person'], encloses: ['panelReport'] },
        ],
        ends: [{ clock: 'stage-3-report' }],
        promises: 'stage-3-response',
        next: 'stage-3-response',
      },
      'report-delay': reportDelay,
      'tell-delay': tellDelay,
      ...standingOutcomes,
    },
  },
  ...checkedResponse({
    id: 'stage-3-response',
    stage: 'stage 3',
    title: "The council's response to the panel",
    publicStatus:
      'The panel has sent us its report. We are deciding what to do about each thing it asks for. We will write to you.',
    clock: 'stage-3-response',
    performer: 'director',
    form: {
      recommendationAnswers: {
        label: 'Answer to each recommendation',
        type: 'recommendation answers',
        required: true,
        fact: 'recommendationAnswers',
      },
      findings: afterPanel,
      response: { label: 'Anything else you want to say', type: 'paragraphs' },
      ...remedyFields,
      ...learningFields,
      independentPersonConsulted: checked('The Independent Person was involved (regulation 20(3))'),
    },
    letter: 'stage-3-response',
    next: 'learning',
    closedAs: 'answered at stage 3',
  }),
};
