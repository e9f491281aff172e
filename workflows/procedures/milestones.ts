import type { Milestone } from './procedure.ts';

// Milestones by law.md section 5: of a stage's clock, of a step's own target, and of what is no stage.

const reminder: Milestone = {
  id: 'reminder',
  title: 'Reminder: due in 3 working days',
  means: 'reminder',
  when: { workingDays: -3, time: '08:00' },
  letter: 'alert-reminder',
  to: ['assignee'],
};

/** How many working days ahead a daily digest looks: as far as the reminder. */
export const digestDaysAhead = 3;

const dueTomorrow: Milestone = {
  id: 'due-tomorrow',
  title: 'Due next working day',
  means: 'reminder',
  when: { workingDays: -1, time: '08:00' },
  letter: 'alert-due-tomorrow',
  to: ['assignee'],
};

const opened: Milestone = {
  id: 'opened',
  title: 'Assignee told that the task has opened',
  when: 'opened',
  letter: 'alert-task-opened',
  to: ['assignee'],
};

const breach: Milestone = {
  id: 'breach',
  title: 'Overdue: the limit has passed',
  means: 'breach',
  when: 'late',
  letter: 'alert-overdue',
  to: ['assignee', 'complaints-officer'],
};

const escalations: Milestone[] = [
  {
    id: 'escalation-1',
    title: 'Escalated to the head of service: 2 working days late',
    means: 'escalation',
    when: { workingDays: 2, time: '08:00' },
    letter: 'alert-escalation',
    to: ['head-of-service', 'complaints-officer'],
  },
  {
    id: 'escalation-2',
    title: 'Escalated to the director: 10 working days late',
    means: 'escalation',
    when: { workingDays: 10, time: '08:00' },
    letter: 'alert-escalation',
    to: ['director', 'complaints-officer'],
  },
];

/** For steps of a few days, where a reminder three days before would come on the day the step opens. */
export const shortMilestones: Milestone[] = [opened, dueTomorrow, breach, ...escalations];

export const milestones: Milestone[] = [opened, reminder, dueTomorrow, breach, ...escalations];

/** Of a step whose time is that of its stage's clock. */
export const stepMilestones: Milestone[] = [opened];

/** Of a step with a target of its own within a stage: a reminder to whoever does it, never a breach. */
export const targetMilestones: Milestone[] = [opened, dueTomorrow];

/** A limit that passes is never silent: unless an officer has told the complainant by then, this letter does. */
const runningLate: Milestone = {
  id: 'running-late',
  title: 'The complainant was told that we are late',
  when: { workingDays: 2, time: '09:00' },
  unlessTold: true,
  letter: 'running-late',
  to: ['complainant'],
};

/** A due date that has passed leaves the officer the task to write to the complainant (law.md section 2a). */
const clockBreach: Milestone = { ...breach, starts: 'tell-of-delay' };

/** The next working day after the last day possible, or so many working days later, and again every ten working days. */
const pastLastDay = (firstAfter?: number): Milestone['when'] => ({
  pastLimit: { everyWorkingDays: 10, ...(firstAfter === undefined ? {} : { firstAfter }), time: '08:00' },
});

const stillLate = (firstAfter?: number): Milestone => ({
  id: 'still-late',
  title: 'The complainant was told that we are still late, with the address of the Ombudsman',
  when: pastLastDay(firstAfter),
  letter: 'still-late',
  to: ['complainant'],
});

/** To staff alone, where no letter tells the complainant. */
export const escalatedAgain = (firstAfter?: number): Milestone => ({
  id: 'escalated-again',
  title: 'Escalated to the director again: still late',
  means: 'escalation',
  when: pastLastDay(firstAfter),
  letter: 'alert-escalation',
  to: ['director', 'complaints-officer'],
});

/**
 * Of a clock that cannot be extended, whose due date is the last day possible: the complainant hears after two working
 * days that we are late, and the director after ten, so both hear of it again from then on.
 */
const lateAgain: Milestone[] = [escalatedAgain(20), stillLate(10)];

const untilLate: Milestone[] = [dueTomorrow, clockBreach, ...escalations, runningLate];

/** Of a clock of a few days that cannot be extended. */
export const shortClockMilestones: Milestone[] = [...untilLate, ...lateAgain];

/** Of a clock that cannot be extended. */
export const clockMilestones: Milestone[] = [reminder, ...shortClockMilestones];

/** Of a clock that can be extended, until the last day possible. */
export const extensibleMilestones: Milestone[] = [reminder, ...untilLate];

const pastCap = (toldAfter?: number): Milestone[] => [
  {
    id: 'past-limit',
    title: 'The last day possible has passed: the director was told',
    means: 'escalation',
    when: pastLastDay(),
    letter: 'alert-past-limit',
    to: ['director', 'complaints-officer'],
  },
  stillLate(toldAfter),
];

/** Of a clock that can be extended, past the last day possible. */
export const pastCapMilestones: Milestone[] = pastCap();

/** The same where another letter has told the complainant on the last day possible: theirs begin an interval later. */
export const pastCapAfterTold: Milestone[] = pastCap(10);

/** The day until which the complainant agreed to wait is watched like a due date (law.md section 2c). */
export const agreedDay: Milestone = {
  id: 'agreed-day',
  title: 'The day until which the complainant agreed to wait has passed',
  when: { afterAgreedDay: true },
  starts: 'tell-of-delay',
  letter: 'alert-agreed-day',
  to: ['assignee', 'complaints-officer'],
};

/** Before triage only staff are told: it may turn out to be no complaint, or one with more time. */
export const watched = (all: readonly Milestone[]): Milestone[] =>
  all.filter(({ to }) => !to.includes('complainant')).map(({ starts: _starts, ...milestone }) => milestone);
