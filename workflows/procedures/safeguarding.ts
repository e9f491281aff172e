import { pastDay } from './checklist.ts';
import type { Milestone, Procedure, Step } from './procedure.ts';
import { reason } from './standing-outcomes.ts';

/** The alert goes at once, at any hour and by itself; the target is counted in hours (law.md section 5). */
const urgentMilestones: Milestone[] = [
  {
    id: 'alerted',
    title: 'The duty contact and the complaints officer were alerted',
    when: 'opened',
    letter: 'alert-safeguarding',
    to: ['duty-contact', 'complaints-officer'],
  },
  {
    id: 'advice',
    title: 'Emergency advice to the sender',
    when: 'opened',
    unlessQuiet: true,
    letter: 'safeguarding-advice',
    to: ['complainant'],
  },
  {
    id: 'not-looked-at',
    title: 'No one has looked at it for an hour: the head of service was told',
    means: 'breach',
    when: { hours: 1 },
    letter: 'alert-safeguarding-late',
    to: ['head-of-service', 'duty-contact', 'every-complaints-officer'],
  },
  {
    id: 'escalated',
    title: 'No one has looked at it for two hours: the director was told',
    means: 'escalation',
    when: { hours: 2 },
    letter: 'alert-safeguarding-late',
    to: ['director', 'head-of-service'],
  },
];

const lookStep: Step = {
  title: 'Look at this now: someone may be in danger',
  kind: 'task',
  performer: 'complaints-officer',
  urgent: true,
  limit: {
    days: 1,
    unit: 'calendar days',
    from: 'subject',
    citation: "the council's own target: looked at within 1 hour, at any time of day",
    toBeChecked: true,
  },
  milestones: urgentMilestones,
  outcomes: {
    referred: {
      title: 'Record the safeguarding referral',
      form: {
        referredTo: { label: 'Who you referred it to', type: 'text', required: true },
        referredOn: pastDay('Date of the referral'),
        referredAt: { label: 'Time of the referral', type: 'time', required: true },
        referralReference: { label: 'Their reference', type: 'text' },
        advised: { label: 'What they said will happen', type: 'paragraphs' },
      },
      letters: [],
      next: 'closed',
      closedAs: 'referred',
    },
    'not-safeguarding': {
      title: 'Record that this is not a safeguarding matter',
      form: { reason: reason('Why no one is in danger') },
      letters: [],
      next: 'closed',
      closedAs: 'not a safeguarding matter',
    },
  },
};

/** Someone may be in danger: a person looks at once, at any hour, and the complaint goes on beside it (law.md section 2). */
export const safeguarding: Procedure = {
  id: 'safeguarding',
  version: '1',
  stateMachine: 'safeguarding',
  title: 'Safeguarding',
  law: 'Safeguarding comes first (law.md section 2)',
  alongside: true,
  received: {},
  first: 'look-now',
  steps: { 'look-now': lookStep },
};

/** Within how many hours a mark is to be looked at. */
export const hoursToLook = urgentMilestones.flatMap(({ means, when }) =>
  means === 'breach' && typeof when === 'object' && 'hours' in when ? [when.hours] : [],
)[0];
