import { findings } from './findings-fields.ts';
import { moneyStep, remedyFields } from './remedies.ts';
import type { Field } from './form-field.ts';
import type { AnsweredStage } from './meanings.ts';
import type { ClockTurn, Milestone, Outcome, StageClock, Step } from './procedure.ts';

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
export const digestLooksAhead = 3;

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

/** Of a clock of a few days. */
export const shortClockMilestones: Milestone[] = [dueTomorrow, clockBreach, ...escalations, runningLate];

/** The day until which the complainant agreed to wait is watched like a due date (law.md section 2c). */
export const agreedDay: Milestone = {
  id: 'agreed-day',
  title: 'The day until which the complainant agreed to wait has passed',
  when: { afterAgreedDay: true },
  starts: 'tell-of-delay',
  letter: 'alert-agreed-day',
  to: ['assignee', 'complaints-officer'],
};

export const clockMilestones: Milestone[] = [reminder, ...shortClockMilestones];

/** Of a clock that can be extended: past the last day possible the director and the complainant hear of it again and again. */
export const pastCapMilestones: Milestone[] = [
  {
    id: 'past-limit',
    title: 'The last day possible has passed: the director was told',
    means: 'escalation',
    when: { pastLimit: { everyWorkingDays: 10, time: '08:00' } },
    letter: 'alert-past-limit',
    to: ['director', 'complaints-officer'],
  },
  {
    id: 'still-late',
    title: 'The complainant was told that we are still late, with the address of the Ombudsman',
    when: { pastLimit: { everyWorkingDays: 10, time: '08:00' } },
    letter: 'still-late',
    to: ['complainant'],
  },
];

/** The same where another letter has told the complainant on the last day possible: theirs begin an interval later. */
export const pastCapAfterTold: Milestone[] = pastCapMilestones.map((milestone) =>
  typeof milestone.when === 'object' && 'pastLimit' in milestone.when && milestone.to.includes('complainant')
    ? {
        ...milestone,
        when: {
          pastLimit: { ...milestone.when.pastLimit, firstAfter: milestone.when.pastLimit.everyWorkingDays },
        },
      }
    : milestone,
);

/** Before triage only staff are told: it may turn out to be no complaint, or one with more time. */
export const watched = (all: readonly Milestone[]): Milestone[] =>
  all.filter(({ to }) => !to.includes('complainant')).map(({ starts: _starts, ...milestone }) => milestone);

export const reason = (label: string): Field => ({ label, type: 'paragraphs', required: true });

/** At any time, spoken or in writing, and confirmed by letter (law.md section 2). */
export const withdraw: Outcome = {
  title: 'Record a withdrawal',
  by: ['complaints-officer', 'complainant'],
  form: {
    reason: reason('What the complainant said and how (the complainant will see this)'),
  },
  effect: 'withdraw',
  letters: ['withdrawn'],
  next: 'closed',
  closedAs: 'withdrawn',
};

/**
 * Ways to act on any step of a complaint while it is open (decision 0004). A procedure with them needs
 * `closingSteps`.
 */
export const standingOutcomes: Record<string, Outcome> = {
  withdraw,
  'withdraw-and-review': {
    title: 'Record a withdrawal and start a management review',
    by: ['complaints-officer'],
    form: {
      said: { label: 'What the complainant said and how', type: 'paragraphs', required: true },
      reason: reason('Why the council will still look into it (the complainant will see this)'),
    },
    effect: 'withdraw',
    signedBy: 'decider',
    letters: ['management-review'],
    next: 'management-review',
    closedAs: 'withdrawn',
  },
  'close-without-consent': {
    title: 'Close because the child does not agree',
    by: ['complaints-officer'],
    form: { reason: reason('What the child said that may be passed on (the complainant will see this)') },
    gates: ['consent refused'],
    signedBy: 'decider',
    letters: ['closed-without-consent'],
    next: 'closed',
    closedAs: 'closed: the child does not agree',
  },
  freeze: {
    title: 'Pause because of court, disciplinary or criminal proceedings',
    by: ['complaints-officer'],
    form: {
      reason: reason('Why continuing would prejudice the proceedings (the complainant will see this)'),
      reviewOn: {
        label: 'Review date',
        type: 'date',
        not: ['past'],
        required: true,
      },
    },
    effect: 'pause',
    signedBy: 'decider',
    letters: ['frozen'],
    next: 'again',
  },
  'keep-paused': {
    title: 'Keep the pause and set a new review date',
    by: ['complaints-officer'],
    form: {
      reason: reason('Why the pause continues'),
      reviewOn: {
        label: 'Review date',
        type: 'date',
        not: ['past'],
        required: true,
      },
    },
    effect: 'review pause',
    letters: [],
    next: 'again',
  },
  resume: {
    title: 'Resume the case',
    by: ['complaints-officer'],
    form: { reason: reason('Why the case can continue (the complainant will see this)') },
    effect: 'resume',
    letters: ['resumed'],
    next: 'again',
  },
};

/** The same where no child has a say in it. */
export const adultOutcomes: Record<string, Outcome> = Object.fromEntries(
  Object.entries(standingOutcomes).filter(([, { gates = [] }]) => !gates.includes('consent refused')),
);

/** For a step with an extension: the new date and its reason go to the complainant by letter. */
export const extend: Outcome = {
  title: 'Extend the deadline',
  by: ['complaints-officer', 'team-manager'],
  form: {
    until: {
      label: 'New date',
      hint: 'The complainant will see this date and the reason',
      type: 'date',
      required: true,
    },
    reason: reason('Reason (the complainant will see this)'),
  },
  effect: 'extend',
  letters: ['extension'],
  next: 'again',
};

/**
 * The performer reports a delay early: the complaints officer gets an alert and can extend
 * (law.md section 5).
 */
export const reportDelay: Outcome = {
  title: 'Report a delay',
  form: {
    expected: { label: 'Date you expect to finish', type: 'date', required: true },
    reason: reason('What is holding you up'),
  },
  effect: 'report delay',
  letters: [],
  alerts: [{ letter: 'alert-delay-reported', to: ['complaints-officer'] }],
  next: 'again',
};

/** Tells the complainant about a delay that an extension does not cover. */
export const tellDelay: Outcome = {
  title: 'Tell the complainant about a delay',
  by: ['complaints-officer'],
  form: {
    expected: { label: 'Date you expect to answer', type: 'date', required: true },
    reason: reason('Reason (the complainant will see this)'),
  },
  effect: 'report delay',
  letters: ['delay'],
  next: 'again',
};

export const learningFields: Record<string, Field> = {
  learning: { label: 'What the service will learn from it', type: 'learning', fact: 'learning' },
  actions: {
    label: 'Actions: what, by whom and by when',
    hint: 'We send reminders until each one is done',
    type: 'actions',
    fact: 'actions',
  },
};

/** The form of an answer to a complaint. */
export const answerFields: Record<string, Field> = {
  findings,
  response: {
    label: 'The response',
    hint: 'What you looked at, what you found and what you will do',
    type: 'paragraphs',
    required: true,
  },
  ...remedyFields,
  ...learningFields,
};

/** The two steps before the end of a complaint: a review by the council itself, and the learning. */
export const closingSteps: Record<string, Step> = {
  'management-review': {
    title: 'Management review',
    kind: 'task',
    performer: 'team-manager',
    assignedBy: 'investigator',
    limit: {
      days: 20,
      unit: 'working days',
      from: 'decision',
      citation: "the council's own target; the review is the council's own work",
      toBeChecked: true,
    },
    milestones,
    outcomes: {
      conclude: {
        title: 'Conclude the review',
        form: {
          result: { label: 'What the review found', type: 'paragraphs', required: true },
          ...learningFields,
        },
        effect: 'start actions',
        letters: [],
        next: 'closed',
        closedAs: 'withdrawn',
      },
    },
  },
  learning: {
    title: 'Learning and actions',
    publicStatus: 'We are writing down what we learned and what we will change.',
    kind: 'task',
    performer: 'team-manager',
    assignedBy: 'investigator',
    limit: {
      days: 10,
      unit: 'working days',
      from: 'opened',
      citation: 'annual report 2021/22, recommendation 5: learning and actions of every upheld complaint',
      toBeChecked: true,
    },
    milestones,
    passOver: { outcome: 'nothing-to-record', when: 'learning is recorded or not called for' },
    outcomes: {
      record: {
        title: 'Record learning and actions',
        form: {
          ...learningFields,
          learning: {
            label: 'What the service will learn from it',
            type: 'learning',
            required: true,
            fact: 'learning',
          },
        },
        effect: 'start actions',
        letters: [],
        next: 'closed',
      },
      'no-learning': {
        title: 'Record that there is no learning',
        form: { reason: { ...reason('Why there is no learning'), fact: 'noLearningReason' } },
        letters: [],
        next: 'closed',
      },
      'nothing-to-record': {
        title: 'Nothing was upheld, or learning is already recorded',
        by: [],
        form: {},
        letters: [],
        next: 'closed',
      },
    },
  },
};

const disclosure: Record<string, Field> = {
  disclosesAboutChild: {
    label: 'Does it disclose anything about the child that needs their consent?',
    hint: 'Answer this if the child was asked for their consent, or refused it',
    type: 'yes-no',
  },
};

/** An answer to a complaint as a procedure describes it; `checkedResponse` makes its steps. */
interface Response extends Pick<Step, 'title' | 'publicStatus' | 'performer' | 'assignedBy'> {
  id: string;
  /** The stage that it answers, and the clock of it. */
  stage: AnsweredStage['stage'];
  clock: string;
  extension?: StageClock['extension'] | undefined;
  /** Other clocks that end when the response is sent. */
  alsoEnds?: readonly string[];
  form: Record<string, Field>;
  letter: string;
  encloses?: Outcome['encloses'];
  /** No child has a say in it, or a right that something about them is not told. */
  adultsOnly?: true;
  /** What else can be decided while the answer is written, checked and signed off. */
  more?: Record<string, Outcome>;
  next: string;
  closedAs?: string;
}

/**
 * The steps of an answer, all within the clock of its stage: written, checked by someone else who accepts or returns it,
 * its money approved if it offers any, signed off and sent (law.md section 2: the letter is checked before it goes). A returned answer is written
 * again.
 */
export function checkedResponse(response: Response): Record<string, Step> {
  const { id, title, publicStatus, clock, form, letter, encloses, next, closedAs, more = {} } = response;
  const check = `${id}-check`;
  const money = `${id}-money`;
  const signOff = `${id}-sign-off`;
  const extension = response.extension ? { extend } : {};
  const standing = response.adultsOnly ? adultOutcomes : standingOutcomes;
  const always = { ...extension, ...more, 'tell-delay': tellDelay, ...standing };
  const within = {
    ...(publicStatus === undefined ? {} : { publicStatus }),
    kind: 'task' as const,
    clock,
    milestones: stepMilestones,
  };
  const ends: ClockTurn[] = [clock, ...(response.alsoEnds ?? [])].map((ended) => ({ clock: ended }));
  const sendBack: Outcome = {
    title: 'Return the response to its author',
    form: { comments: reason('What needs to change') },
    letters: [],
    alerts: [{ letter: 'alert-quality-returned', to: ['author'] }],
    next: id,
  };
  return {
    [id]: {
      ...within,
      title,
      performer: response.performer,
      ...(response.assignedBy === undefined ? {} : { assignedBy: response.assignedBy }),
      outcomes: {
        respond: {
          title: 'Submit the response for checking',
          form,
          answers: { stage: response.stage, as: 'response' },
          drafts: letter,
          letters: [],
          next: check,
        },
        'report-delay': reportDelay,
        ...always,
      },
    },
    [check]: {
      ...within,
      writtenIn: id,
      title: `${title}: quality check`,
      performer: 'quality-checker',
      notByAuthor: true,
      outcomes: {
        accept: { title: 'Accept the response', form: {}, letters: [], next: money },
        return: sendBack,
        ...always,
      },
    },
    [money]: moneyStep({ within, milestones: targetMilestones, title, writtenIn: id, next: signOff, always }),
    [signOff]: {
      ...within,
      writtenIn: id,
      title: `${title}: sign-off`,
      performer: 'complaints-officer',
      assignedBy: 'handler',
      outcomes: {
        send: {
          title: 'Sign off and send the response',
          form: response.adultsOnly ? {} : disclosure,
          effect: 'promise remedies',
          gates: [
            ...(response.adultsOnly ? [] : ['consent to represent' as const, 'consent to disclose' as const]),
            'money approved',
          ],
          letters: [letter],
          signedBy: 'author',
          ...(encloses === undefined ? {} : { encloses }),
          ends,
          next,
          ...(closedAs === undefined ? {} : { closedAs }),
        },
        return: sendBack,
        ...always,
      },
    },
  };
}

/** A right that ends with its last day. Without a request by then, the answer already given is the last one. */
export function requestWindow(window: {
  title: string;
  asksFor: string;
  limit: NonNullable<Step['limit']>;
  target?: NonNullable<Step['target']>;
  request: string;
  requestTitle: string;
  /** The clocks that a request starts, from the day it was made. */
  starts: readonly string[];
  next: string;
  closedAs: string;
  more?: Record<string, Outcome>;
}): Step {
  return {
    title: window.title,
    kind: 'window',
    performer: 'complainant',
    limit: window.limit,
    ...(window.target === undefined ? {} : { target: window.target }),
    milestones: [
      {
        id: 'window-closing',
        title: 'Complainant reminded that the window is closing',
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
        next: 'learning',
        closedAs: window.closedAs,
      },
      [window.request]: {
        title: window.requestTitle,
        by: ['complainant', 'complaints-officer'],
        form: { unresolved, askedOn: { ...askedOn, not: ['future', 'before step'] } },
        letters: [],
        starts: window.starts.map((clock) => ({ clock, on: 'askedOn' })),
        next: window.next,
      },
      ...window.more,
      ...standingOutcomes,
    },
    lapse: 'lapse',
    asksFor: window.asksFor,
  };
}

/** A request may be entered a day or two after it came. The clock of the next stage starts on the day it came. */
export const askedOn: Field = {
  label: 'Date they asked',
  hint: 'The deadline of the next stage counts from this date. Leave empty for today.',
  type: 'date',
  not: ['future', 'before receipt'],
};

/** No one has to give reasons to ask for the next stage (law.md section 2c). */
export const unresolved: Field = {
  label: "What is still unresolved, in the complainant's words",
  hint: 'They do not have to give a reason',
  type: 'paragraphs',
};
