import type { Field, Milestone, Outcome } from './procedure.ts';

/** What every timed step has, unless a procedure says otherwise: reminders, breach and escalations (RULES section 5). */
const reminder: Milestone = {
  id: 'reminder',
  title: 'Reminder: due in 3 working days',
  when: { workingDays: -3, time: '08:00' },
  letter: 'alert-reminder',
  to: ['assignee'],
};

/** How many working days ahead a daily digest looks: as far as the reminder. */
export const digestLooksAhead = 3;

const dueTomorrow: Milestone = {
  id: 'due-tomorrow',
  title: 'Due tomorrow',
  when: { workingDays: -1, time: '08:00' },
  letter: 'alert-due-tomorrow',
  to: ['assignee'],
};

const opened: Milestone = {
  id: 'opened',
  title: 'Told that the step has begun',
  when: 'opened',
  letter: 'alert-task-opened',
  to: ['assignee'],
};

const breach: Milestone = {
  id: 'breach',
  title: 'Overdue: the limit has passed',
  when: 'late',
  letter: 'alert-overdue',
  to: ['assignee', 'complaints-officer'],
};

const escalations: Milestone[] = [
  {
    id: 'escalation-1',
    title: 'Escalated to the head of service: 2 working days late',
    when: { workingDays: 2, time: '08:00' },
    letter: 'alert-escalation',
    to: ['head-of-service', 'complaints-officer'],
  },
  {
    id: 'escalation-2',
    title: 'Escalated to the director: 10 working days late',
    when: { workingDays: 10, time: '08:00' },
    letter: 'alert-escalation',
    to: ['director', 'complaints-officer'],
  },
];

/** For steps of a few days, where a reminder three days before would come with the step itself. */
export const shortMilestones: Milestone[] = [opened, dueTomorrow, breach, ...escalations];

export const milestones: Milestone[] = [opened, reminder, dueTomorrow, breach, ...escalations];

const reason = (label: string): Field => ({ label, type: 'paragraphs', required: true });

/** Ways to act on any step while it is open (DESIGN section 4). */
export const standingOutcomes: Record<string, Outcome> = {
  withdraw: {
    title: 'The complainant withdraws',
    by: ['complaints-officer', 'complainant'],
    form: {
      reason: { label: 'What the complainant said, and how', type: 'paragraphs', required: true },
    },
    effect: 'withdraw',
    letters: ['withdrawn'],
    next: 'closed',
    closedAs: 'withdrawn',
  },
  freeze: {
    title: 'Pause because of court, disciplinary or criminal proceedings',
    by: ['complaints-officer'],
    form: {
      reason: reason('Why going on would prejudice the proceedings (the complainant is told)'),
      reviewOn: { label: 'Day on which the pause is reviewed', type: 'date', required: true },
    },
    effect: 'freeze',
    letters: ['frozen'],
    next: 'again',
  },
  resume: {
    title: 'Resume after a pause',
    by: ['complaints-officer'],
    form: { reason: reason('Why the case can go on (the complainant is told)') },
    effect: 'resume',
    letters: ['resumed'],
    next: 'again',
  },
};

/** For a step with an extension: the new date and its reason go to the complainant by letter. */
export const extend: Outcome = {
  title: 'Extend the time',
  by: ['complaints-officer', 'team-manager'],
  form: {
    until: {
      label: 'New date',
      hint: 'The complainant is told this date and the reason',
      type: 'date',
      required: true,
    },
    reason: reason('Reason (the complainant is told)'),
  },
  effect: 'extend',
  letters: ['extension'],
  next: 'again',
};

/** The performer says early that it will be late: the complaints officer is told and can extend (RULES section 5). */
export const reportDelay: Outcome = {
  title: 'I will be late',
  form: {
    expected: { label: 'Day on which you expect to be done', type: 'date', required: true },
    reason: reason('What holds you up'),
  },
  effect: 'report delay',
  letters: [],
  alerts: [{ letter: 'alert-delay-reported', to: ['complaints-officer'] }],
  next: 'again',
};

/** The complainant is told of a delay that no extension covers. */
export const tellDelay: Outcome = {
  title: 'Tell the complainant of a delay',
  by: ['complaints-officer'],
  form: {
    expected: { label: 'Day on which the answer is expected', type: 'date', required: true },
    reason: reason('Reason (the complainant is told)'),
  },
  effect: 'report delay',
  letters: ['delay'],
  next: 'again',
};
