import type { DayUnit } from '../../../workflows/procedures/meanings.ts';
import type { Outcome } from '../../../workflows/procedures/procedure.ts';
import { duration } from './phrases.ts';

const workingDays = (days: number) => `${days} working ${days === 1 ? 'day' : 'days'}`;
const tasks = (count: number) => `${count} ${count === 1 ? 'task' : 'tasks'}`;

/** The pages on which staff find their tasks and decide them. */
export const staffTasks = {
  /** How long a step has left. */
  due: {
    done: 'Done',
    paused: 'Paused',
    pauseToReview: 'Review the pause',
    overdue: ({ days }: { days: number }) => (days === 0 ? 'Overdue' : `Overdue by ${workingDays(days)}`),
    today: 'Due today',
    targetPassed: 'Target passed',
    later: ({ days }: { days: number }) =>
      days === 1 ? 'Due next working day' : `Due in ${workingDays(days)}`,
  },
  /** The legal deadlines of the stages of a case. */
  clocks: {
    title: 'Deadlines',
    noneRunning: 'No deadline of a stage is running.',
    earlier: 'Earlier deadlines',
    counted: ({ from, days }: { from: string; days: number }) =>
      `Counts from ${from}. ${workingDays(days)} used.`,
    /** How far a clock is, above the page of its case. */
    dayOf: ({ title, day, of, most }: { title: string; day: number; of: number; most: number }) =>
      `${title}: working day ${day} of ${of}${most > of ? `, at most ${most}` : ''}`,
    originally: ({ day }: { day: string }) => `First due ${day}.`,
    reported: 'This date is only for reports. It sends no reminders or alerts.',
    ended: ({ on }: { on: string }) => `Ended on ${on}`,
    endedLate: ({ on, days }: { on: string; days: number }) =>
      days === 0 ? `Ended late on ${on}` : `Ended ${workingDays(days)} late on ${on}`,
    /** A step of a stage: the deadline of the stage beside the step's own target. */
    ofStep: ({ title, day }: { title: string; day: string }) => `${title}: due ${day}`,
  },
  fileSize: ({ bytes }: { bytes: number }) =>
    bytes < 1000
      ? `${bytes} bytes`
      : bytes < 1_000_000
        ? `${Math.round(bytes / 1000)} KB`
        : `${(bytes / 1_000_000).toFixed(1)} MB`,
  tasks: {
    mine: 'My tasks',
    all: 'All tasks',
    countsLabel: ({ title }: { title: string }) => `${title}: overdue and due today`,
    overdueCount: 'overdue',
    dueTodayCount: 'due today',
    filtersLabel: 'Filter tasks',
    search: 'Reference or name',
    whose: 'Show',
    whoseOptions: { mine: 'My tasks', all: 'All tasks I can see' },
    due: 'Due',
    dueOptions: { '': 'Any time', overdue: 'Overdue', today: 'Due today', pause: 'Pause to review' },
    team: 'Team',
    allTeams: 'All teams',
    step: 'Step',
    allSteps: 'All steps',
    applyFilters: 'Apply filters',
    tableCaption: 'Tasks, soonest due first',
    select: 'Select',
    selectAll: 'All',
    selectNone: 'None',
    ofThisPage: ': select on this page',
    task: 'Task',
    about: 'From, about',
    messages: ({ count }: { count: number }) => `${count} ${count === 1 ? 'message' : 'messages'}`,
    case: 'Case',
    assignedTo: 'Assigned to',
    dueColumn: 'Due',
    more: 'More tasks',
    empty: 'You have no tasks to do.',
    noneMatch: 'No tasks match these filters.',
    clearFilters: 'Show all my tasks',
    noneForIndependent: 'Cases you are appointed to, and declarations to sign, are under',
    openOnly: 'This list shows open tasks only.',
    searchAllCases: 'Search all cases, including closed ones',
    nextTask: ({ title, reference, due }: { title: string; reference: string; due: string }) =>
      `${title}, ${reference}, due ${due}`,
  },
  reassign: {
    title: 'Reassign selected tasks',
    assignee: 'Assign to',
    choosePerson: 'Select a person',
    person: ({ name, role, team }: { name: string; role: string | undefined; team: string | undefined }) => {
      const about = [role, team].filter((part) => part !== undefined);
      return about.length === 0 ? name : `${name} (${about.join(', ')})`;
    },
    reason: 'Reason',
    reasonHint: 'Recorded on each case',
    button: 'Reassign tasks',
    toMe: 'Assign to me',
    tookOver: 'Took over the task',
    selectTask: 'Select at least one task',
    tooManyTasks: ({ most }: { most: number }) => `Select no more than ${most} tasks at a time`,
    selectPerson: 'Select who to assign the tasks to',
    enterReason: 'Enter a reason',
    reasonTooLong: ({ most }: { most: number }) =>
      `Reason must be ${most.toLocaleString('en-GB')} characters or fewer`,
    changed: 'This task changed after you opened the list. Open it to check, then try again.',
    allAssigned: ({ count, to }: { count: number; to: string }) => `${tasks(count)} assigned to ${to}`,
    someAssigned: ({ count, all, to }: { count: number; all: number; to: string }) =>
      `${count} of ${tasks(all)} assigned to ${to}`,
    notReassigned: 'Not reassigned',
    reassigned: 'Reassigned',
    emailed: ({ to }: { to: string }) => `${to} will get an email about each task.`,
    backToList: 'Back to the list',
  },
  task: {
    papers: 'Papers for this decision',
    paperLetter: ({ title, day }: { title: string; day: string }) => `${title}, ${day}`,
    foundBy: ({ by }: { by: string }) => `What was found: ${by}`,
    recommended: 'Recommendations',
    /** Before a new date is asked for: the last day to which the deadline can be extended. */
    latestExtension: ({
      latest,
      days,
      unit,
      after,
      citation,
    }: {
      latest: string;
      days: number;
      unit: DayUnit;
      after: string | undefined;
      citation: string;
    }) =>
      `At the latest ${latest}: ${duration(days, unit)} ${after === undefined ? 'in all' : `after ${after}`} (${citation})`,
    caption: ({ reference, who }: { reference: string; who: string }) => `${reference}, ${who}`,
    cameBack:
      'This form did not reach us, because you were signed out or a file was too large. Nothing has been sent. Your answers are below. Choose any files again.',
    changedTitle: 'Someone else changed this while you were editing',
    changedEvent: ({ what, by, at }: { what: string; by: string; at: string }) => `${what}: ${by}, ${at}`,
    changedText: 'Your answers are below. Check them, then send the form again.',
    conflictTitle: ({ by, at }: { by: string; at: string }) =>
      `${by} saved another draft while you were editing, ${at}`,
    conflictText:
      'Both versions are kept. Yours is in the form, and the table shows where they differ. Change the form to what it should say, then save or send it again.',
    useTheirs: 'Discard your version and continue from theirs',
    conflictCaption: 'Differences between the two versions',
    question: 'Question',
    yours: 'Yours',
    theirs: 'Theirs',
    noAnswer: 'No answer',
    noDifference: 'The two versions are the same.',
    complaintText: 'What the complaint says',
    alike: {
      title: 'Open cases that may be the same complaint',
      'same email': ({ reference, day }: { reference: string; day: string }) =>
        `${reference}, received ${day}: the same email`,
      'same text': ({ reference, day }: { reference: string; day: string }) =>
        `${reference}, received ${day}: the same text`,
      'same sender': ({ reference, day }: { reference: string; day: string }) =>
        `${reference}, received ${day}: the same sender`,
      merge: ({ reference }: { reference: string }) => `Merge into ${reference}`,
    },
    earlier: 'The decision before this one',
    decision: ({ title, by, at }: { title: string; by: string; at: string }) => `${title}. ${by}, ${at}`,
    decidedBy: ({ by, at }: { by: string; at: string }) => `${by}, ${at}`,
    draftedLetter: 'The letter the complainant will get',
    draftSaved: ({ by, at }: { by: string; at: string }) => `Draft saved by ${by} on ${at}`,
    draftChange: ({ label, by, at }: { label: string; by: string; at: string }) => `${label}: ${by}, ${at}`,
    preview: 'Preview the letter',
    saveDraft: 'Save draft',
    previewTitle: 'Preview of the letter',
    previewText: 'Nothing has been decided or sent.',
    cannotSend: 'You cannot send this yet:',
    missing: ({ values }: { values: string }) => `Still missing from the letter: ${values}.`,
    cannotShow: 'The letter cannot be shown yet.',
    decided: 'This step has been decided.',
    nothingToDecide: 'You have nothing to decide on this step at the moment.',
    others: 'Other things you can do',
    drafted: '(draft saved)',
    promised: {
      what: 'What we promised',
      to: 'Promised to',
      money: 'Money to approve',
      approved: 'Approved',
      approvedBy: ({ by, on }: { by: string; on: string }) => `By ${by} on ${on}`,
    },
    overTitle: 'You can no longer decide this step',
    noLongerOffered: 'You can no longer do this on this step.',
    alreadyDecided: 'This step has already been decided.',
    decidedMeanwhile: 'This step was decided while you were editing.',
    overBy: ({ reason, by }: { reason: string; by: string }) => `${reason} It was decided by ${by}.`,
    overDecision: 'The decision',
    overAnswers: 'Your answers',
    overText: 'These were not sent. Copy anything you still need.',
  },
  /** What a decision led to, for the banner of the next page. */
  result: {
    effects: {
      extend: 'Deadline extended',
      'report delay': 'Delay reported',
      pause: 'Case paused',
      resume: 'Case resumed',
      'review pause': 'Case kept paused',
      withdraw: 'Complaint withdrawn',
      'approve money': 'Money approved',
      'refuse money': 'Money refused and the response returned to its author',
      'approve and pay': 'Money approved. Its payment has started',
      'withdraw money': 'Decision not to pay recorded',
      keep: 'Case kept',
      'legal hold': 'Legal hold set',
      'choose step': 'Case continues at the step you chose',
      'resolve informally': 'Informal resolution recorded',
      'letter posted': 'Posting recorded',
      'letter reached': 'Recorded how they were told',
      'message dealt with': 'Message dealt with',
      'name successor': 'Recorded who continues the complaint',
      'end after death': 'Complaint ended because no one continues it',
      'record young person': 'Recorded what the young person wants',
    } satisfies Record<
      Exclude<NonNullable<Outcome['effect']>, 'start actions' | 'promise remedies' | 'call off'>,
      string
    >,
    closed: ({ reference, as }: { reference: string; as: string }) => `${reference} closed: ${as}`,
    stepDone: ({ step }: { step: string }) => `“${step}” is done`,
    stepOpen: ({ step }: { step: string }) => `Recorded on “${step}”`,
    letterSent: ({ letter, to }: { letter: string; to: string }) => `${letter} sent to ${to}`,
    letterToPrint: ({ letter, to }: { letter: string; to: string }) => `${letter} to ${to} is ready to print`,
  },
  kept: {
    title: 'We kept what you sent',
    text: 'You were signed out before you sent this, so nothing has been done yet. Choose any files again.',
    sendAgain: 'Send again',
    answers: 'Your answers',
  },
};
