import type { MachineFunction } from '../workflows/compile.ts';
import type { TableIndex } from './adapters/table.ts';
import {
  rows,
  council,
  calendar,
  readState,
  readRows,
  changeCase,
  removeRows,
  beginCase,
  watchMail,
  writeLetters,
  heldMail,
  erasing,
  peoplesWork,
  administration,
  visits,
  type TableRights,
} from './table-rights.ts';

// The one list of deployed functions. The stacks, the bundler, the local scheduler and the tests all read it, so each
// schedule and each right is written in one place. Plain data: nothing here depends on the CDK or the local system.

type Weekday = 'MON' | 'TUE' | 'WED' | 'THU' | 'FRI' | 'SAT' | 'SUN';

/** One weekday, or the first and last of a range; or a day of some months (1 to 12). */
export type Days =
  | { weekdays: Weekday | `${Weekday}-${Weekday}` }
  | { dayOfMonth: number; months: readonly number[] };

/** When a schedule runs: every so many minutes, or at a time (`HH:MM`) in a time zone, every day or on some days. */
export type When = { everyMinutes: number } | { at: string; timeZone: 'Europe/London'; days?: Days };

export interface Schedule {
  /** The local scheduler stores its next run under this name, so a name must not change. */
  name: string;
  /** The name of its CDK construct. A different name would make CloudFormation replace the schedule. */
  construct: string;
  when: When;
  /** The event that the function is called with; `{}` when absent. */
  input?: Readonly<Record<string, string>>;
}

interface Route {
  method: 'ANY' | 'GET';
  path: string;
  /** API Gateway requires a token. A route without one must give the reason why it is open to everyone. */
  access: 'token' | { openBecause: string };
}

/**
 * The queue for events that failed three times, with the text of its alarm: no one waits for the answer of these
 * functions.
 */
interface DeadLetters {
  construct: string;
  alarm: string;
}

type Trigger =
  | {
      by: 'http';
      routes: readonly Route[];
      /** The most requests that API Gateway lets through at each route: in a second, and at once. */
      throttle: { perSecond: number; burst: number };
    }
  | { by: 'state machine'; task: MachineFunction }
  | { by: 'schedule'; schedules: readonly Schedule[]; deadLetterQueue: DeadLetters }
  | {
      by: 'object created';
      construct: string;
      rule: string;
      /** The keys of the files concerned; `*` matches any characters. */
      keys: string;
      deadLetterQueue: DeadLetters;
    }
  | {
      by: 'queue';
      construct: string;
      /** What the queue's topic is for, in its display name. */
      displayName: string;
      batchSize: number;
      maxConcurrency: number;
      /** The texts of the alarms: a message failed five times, or did not get from the topic into the queue. */
      notReceived: string;
      notQueued: string;
    };

/** One right of a function. Prefixes of files end with a slash. Anything not listed is forbidden. */
export type Right =
  | { do: 'use the table'; rows: TableRights }
  /** Queries these indexes. To read the rows that they name is a right on the table. */
  | { do: 'read lists'; indexes: readonly TableIndex['name'][] }
  | { do: 'use files'; read?: readonly string[]; write?: readonly string[] }
  /** Erases files with all their versions, but cannot read them. */
  | { do: 'erase files'; below: readonly string[] }
  /** Lists and reads files, and stores others that no one can change or erase for a time. */
  | { do: 'lock files'; below: 'read-digests/' }
  /** Sends mail with enclosures from the council's address, and keeps a copy of each letter below `copies`. */
  | { do: 'send letters'; copies: 'letters/' | 'digests/' }
  /** Reads, writes and erases the files of reports. */
  | { do: 'keep reports' }
  | { do: 'start executions' }
  | { do: 'complete tasks' }
  /** Asks whether states still wait for the results that tokens bring. */
  | { do: 'ask for waiting tasks' }
  | { do: 'describe executions' }
  | { do: 'describe machines' };

export interface FunctionSpec {
  /** Running executions call a function by its ARN for months, so a function must not be renamed. */
  name: string;
  entry: `functions/handlers/${string}.ts`;
  /** Description of the function and of its role. */
  does: string;
  trigger: Trigger;
  timeoutSeconds: number;
  memoryMB: number;
  /**
   * How many calls of it may run at once, and are kept free for it (reserved concurrency), so that whatever comes in elsewhere
   * takes none of them. Calls of a queue or a state machine beyond that wait and are repeated.
   */
  atOnce: number;
  architecture: 'arm64' | 'x86_64';
  /** Packages that read files of their own. They are deployed next to the bundle as npm has installed them. */
  packages?: readonly string[];
  may: readonly Right[];
}

// A page or an API call must be answered before API Gateway gives up after 30 seconds.
const answering = { timeoutSeconds: 29, memoryMB: 512, architecture: 'arm64' } as const;
// Must be shorter than the two minutes after which a letter being sent counts as abandoned (operations/send-letter).
const sending = { ...answering, timeoutSeconds: 100 } as const;

const london = { timeZone: 'Europe/London' } as const;
const sendLetters = { do: 'send letters', copies: 'letters/' } as const;
const startExecutions = { do: 'start executions' } as const;
const completeTasks = { do: 'complete tasks' } as const;
/**
 * What it takes to dispatch the outbox (operations/dispatch.ts). Without it the entries wait for the repair, which has these
 * rights and dispatches whatever a function that changes cases has written.
 */
const dispatchOutbox = [startExecutions, completeTasks] as const;
/** Where files that someone uploads wait until they are taken into a case (operations/uploads). */
const uploads = 'uploads/';
const keepReports = { do: 'keep reports' } as const;
const eraseCases = {
  do: 'erase files',
  below: ['mail/', 'attachments/', 'letters/', 'documents/', 'previews/', 'wanted-previews/'],
} as const;
const keepProofs = { do: 'use files', write: ['erasures/'] } as const;
/** The pages and the API are two ways to the same operations. */
const readAllLists = {
  do: 'read lists',
  indexes: [
    'tasks-by-due',
    'tasks-by-assignee',
    'cases-by-status',
    'pending-by-time',
    'held-mail-by-status',
    'persons-by-contact',
    'erasures-by-status',
  ],
} as const;

const forSignOfLife = 'Says that the system answers, or what the API is like, and nothing of any case.';
const forPages =
  'A browser comes with the cookie of a session, which the function itself looks up for each page.';

/** Where the public pages are, each with all that is below it. Every other page is for people who sign in. */
export const publicPaths = ['/', '/give-feedback', '/children', '/follow', '/about-you'] as const;

export const functionManifest = [
  {
    ...answering,
    name: 'api',
    atOnce: 30,
    entry: 'functions/handlers/api.ts',
    does: 'Answers the API',
    trigger: {
      by: 'http',
      routes: [
        { method: 'ANY', path: '/api/v1/{proxy+}', access: 'token' },
        { method: 'GET', path: '/healthz', access: { openBecause: forSignOfLife } },
        { method: 'GET', path: '/api/v1/openapi.json', access: { openBecause: forSignOfLife } },
      ],
      throttle: { perSecond: 50, burst: 100 },
    },
    may: [
      rows(...peoplesWork, { GetItem: ['ERASED#'] }),
      readAllLists,
      // The API does not return attachments of mail, but copies them when a message becomes another case.
      {
        do: 'use files',
        read: ['mail/', 'letters/', 'documents/', 'attachments/'],
        write: ['attachments/', 'documents/'],
      },
      sendLetters,
      ...dispatchOutbox,
      keepReports,
    ],
  },
  {
    ...answering,
    name: 'pages',
    atOnce: 60,
    entry: 'functions/handlers/pages.ts',
    does: 'Shows the pages of people who sign in',
    trigger: {
      by: 'http',
      // Whatever is not public, and what all pages use: their style sheet and the logo.
      routes: [{ method: 'ANY', path: '/{proxy+}', access: { openBecause: forPages } }],
      throttle: { perSecond: 50, burst: 100 },
    },
    may: [
      // A draft is written only if its case has not changed since it was read.
      // Only an administrator lists who is signed in.
      rows(...peoplesWork, visits, administration, {
        // How many cases are new, for the monitor.
        GetItem: ['COUNTER#'],
        ConditionCheckItem: ['CASE#'],
        Query: ['SHORT#'],
      }),
      readAllLists,
      {
        do: 'use files',
        read: ['mail/', 'letters/', 'documents/', 'attachments/', 'previews/', 'wanted-previews/', uploads],
        write: ['attachments/', 'documents/', 'wanted-previews/', uploads],
      },
      // Uploads that were taken, refused or are not wanted.
      { do: 'erase files', below: [uploads] },
      sendLetters,
      ...dispatchOutbox,
      keepReports,
    ],
  },
  {
    ...answering,
    name: 'public-pages',
    atOnce: 60,
    entry: 'functions/handlers/public-pages.ts',
    does: 'Shows the pages of people who do not sign in',
    trigger: {
      by: 'http',
      routes: publicPaths
        .flatMap((path) => (path === '/' ? [path] : [path, `${path}/{proxy+}`]))
        .map((path) => ({ method: 'ANY' as const, path, access: { openBecause: forPages } })),
      throttle: { perSecond: 20, burst: 60 },
    },
    may: [
      // The case that a private link opens, and answers that are only counted.
      rows(council, changeCase, removeRows, beginCase, writeLetters, visits, {
        GetItem: ['LINK#'],
        // That a link was opened which a colleague printed, or where one is signed in.
        PutItem: ['READ#'],
        UpdateItem: ['EQUALITY'],
      }),
      { do: 'use files', read: ['letters/', 'documents/', uploads], write: ['documents/', uploads] },
      { do: 'erase files', below: [uploads] },
      sendLetters,
      ...dispatchOutbox,
    ],
  },
  {
    ...sending,
    // Twice what the worst mail of 39 MB was seen to take (npm run bench:mail).
    memoryMB: 768,
    name: 'receive-mail',
    atOnce: 10,
    entry: 'functions/handlers/receive-mail.ts',
    does: 'Makes a case from a mail, or adds it to the case it answers',
    trigger: {
      by: 'queue',
      construct: 'Mail',
      displayName: 'mail received',
      // A mail that takes all of the function's time or memory costs no other mail one of its tries.
      batchSize: 1,
      maxConcurrency: 5,
      notReceived: 'A mail could not be made a case, five times. It is complete in the bucket.',
      notQueued: 'The notification of a mail did not reach the queue. The mail is complete in the bucket.',
    },
    may: [
      rows(council, changeCase, removeRows, beginCase, writeLetters, heldMail, {
        GetItem: ['ALIAS#'],
        UpdateItem: ['SHORT#'],
      }),
      sendLetters,
      ...dispatchOutbox,
      { do: 'use files', read: ['mail/'], write: ['attachments/'] },
    ],
  },
  {
    ...sending,
    name: 'receive-delivery-event',
    atOnce: 10,
    entry: 'functions/handlers/receive-delivery-event.ts',
    does: 'Records that a letter did not arrive, and has its reader contacted another way',
    trigger: {
      by: 'queue',
      construct: 'Delivery',
      displayName: 'delivery of letters',
      batchSize: 5,
      maxConcurrency: 5,
      notReceived:
        'A report of a letter that did not arrive matched no case, five times: a digest, or an alert that no one got. The message names the letter.',
      notQueued:
        'A report of a letter that did not arrive did not reach the queue. The message names the letter.',
    },
    may: [
      rows(council, changeCase, removeRows, writeLetters, { GetItem: ['ALIAS#'] }),
      sendLetters,
      ...dispatchOutbox,
    ],
  },
  {
    ...sending,
    name: 'plan-step',
    atOnce: 50,
    entry: 'functions/handlers/plan-step.ts',
    does: 'Opens a step and performs the milestones that are due',
    trigger: { by: 'state machine', task: 'PlanStep' },
    may: [rows(council, changeCase, removeRows, writeLetters), sendLetters, ...dispatchOutbox],
  },
  {
    ...answering,
    name: 'await-decision',
    atOnce: 50,
    entry: 'functions/handlers/await-decision.ts',
    does: 'Keeps the token of a waiting step',
    trigger: { by: 'state machine', task: 'AwaitDecision' },
    may: [rows(council, readState, removeRows, { PutItem: ['CASE#'] }), completeTasks],
  },
  {
    ...sending,
    name: 'send-letter',
    atOnce: 30,
    entry: 'functions/handlers/send-letter.ts',
    does: 'Sends the letters of a decision',
    trigger: { by: 'state machine', task: 'SendLetter' },
    // A letter that goes on paper, or did not arrive, starts a task for someone.
    may: [rows(council, changeCase, removeRows, writeLetters), sendLetters, ...dispatchOutbox],
  },
  {
    ...answering,
    name: 'start-procedure',
    atOnce: 20,
    entry: 'functions/handlers/start-procedure.ts',
    does: 'Starts the procedure that was chosen',
    trigger: { by: 'state machine', task: 'StartProcedure' },
    may: [
      // A matter that the law asks to answer apart becomes a case of its own.
      rows(council, changeCase, removeRows, {
        GetItem: ['ONCE#', 'PEPPER'],
        PutItem: ['ONCE#'],
        UpdateItem: ['COUNTER#'],
      }),
      ...dispatchOutbox,
    ],
  },
  {
    ...answering,
    name: 'continue-run',
    atOnce: 20,
    entry: 'functions/handlers/continue-run.ts',
    does: 'Hands a case over to a new execution, of the current definition or before the old one is a year old',
    trigger: { by: 'state machine', task: 'ContinueRun' },
    may: [rows(council, changeCase, removeRows), ...dispatchOutbox, { do: 'describe machines' }],
  },
  {
    ...answering,
    name: 'close-case',
    atOnce: 20,
    entry: 'functions/handlers/close-case.ts',
    does: 'Closes a case',
    trigger: { by: 'state machine', task: 'CloseCase' },
    may: [rows(council, calendar, changeCase, readRows)],
  },
  {
    ...sending,
    name: 'repair-cases',
    atOnce: 3,
    entry: 'functions/handlers/repair-cases.ts',
    does: 'Dispatches outbox entries left undispatched, restarts cases that stand still, has outdated executions hand over, tells officers of young people who turn 18 and of held mail that waits',
    trigger: {
      by: 'schedule',
      schedules: [
        { name: 'repair-cases', construct: 'Repair', when: { everyMinutes: 15 } },
        // Each hour another part of the cases, because it asks Step Functions about each of their executions. A failed
        // execution has raised an alarm already.
        {
          name: 'restart-stopped',
          construct: 'Restart',
          when: { everyMinutes: 60 },
          input: { restart: 'stopped' },
        },
      ],
      deadLetterQueue: {
        construct: 'NotRepaired',
        alarm: 'A repair of cases did not run, or failed three times.',
      },
    },
    may: [
      rows(council, changeCase, removeRows, writeLetters, {
        PutItem: ['ONCE#'],
        BatchGetItem: ['HELD#'],
        DeleteItem: ['ONCE#'],
      }),
      {
        do: 'read lists',
        indexes: ['pending-by-time', 'tasks-by-due', 'cases-by-status', 'held-mail-by-status'],
      },
      sendLetters,
      // Digests of today that the mail service did not take in the morning.
      { do: 'send letters', copies: 'digests/' },
      ...dispatchOutbox,
      { do: 'describe executions' },
      { do: 'ask for waiting tasks' },
    ],
  },
  {
    ...sending,
    name: 'refresh-bank-holidays',
    atOnce: 2,
    entry: 'functions/handlers/refresh-bank-holidays.ts',
    does: 'Gets new bank holidays from GOV.UK and moves the deadlines that they affect',
    trigger: {
      by: 'schedule',
      schedules: [
        {
          name: 'refresh-bank-holidays',
          construct: 'BankHolidays',
          when: { at: '06:00', days: { weekdays: 'MON' }, ...london },
        },
      ],
      deadLetterQueue: {
        construct: 'NotRefreshed',
        alarm: 'The bank holidays were not read, three times.',
      },
    },
    may: [
      rows(council, changeCase, removeRows, writeLetters, { PutItem: ['CALENDAR'] }),
      { do: 'read lists', indexes: ['tasks-by-due'] },
      sendLetters,
      // A day that moves to an earlier one wakes the executions that wait for it.
      ...dispatchOutbox,
    ],
  },
  {
    ...sending,
    name: 'send-digests',
    atOnce: 2,
    entry: 'functions/handlers/send-digests.ts',
    does: 'Sends each person the digest of the day',
    trigger: {
      by: 'schedule',
      schedules: [
        // The function itself skips bank holidays, because a schedule does not know them.
        {
          name: 'send-digests',
          construct: 'Digests',
          when: { at: '08:00', days: { weekdays: 'MON-FRI' }, ...london },
        },
      ],
      deadLetterQueue: {
        construct: 'NotDigested',
        alarm: 'The digests of a day did not all go, three times.',
      },
    },
    may: [
      // The calendar, the claims of digests that are sent or released, and the alerts of flags. It changes no case.
      rows(council, calendar, readState, readRows, watchMail, {
        GetItem: ['COMPLAINANT#'],
        BatchGetItem: ['COMPLAINANT#', 'HELD#'],
        PutItem: ['COMPLAINANT#', 'ONCE#'],
        DeleteItem: ['ONCE#'],
      }),
      { do: 'read lists', indexes: ['tasks-by-due', 'flags-by-review', 'held-mail-by-status'] },
      { do: 'send letters', copies: 'digests/' },
    ],
  },
  {
    ...sending,
    name: 'review-retention',
    atOnce: 2,
    entry: 'functions/handlers/review-retention.ts',
    does: 'Begins the review of cases at the end of their retention',
    trigger: {
      by: 'schedule',
      // Before the digests, because they name the reviews.
      schedules: [{ name: 'review-retention', construct: 'Retention', when: { at: '07:00', ...london } }],
      deadLetterQueue: {
        construct: 'NotReviewed',
        alarm:
          'Cases whose time is over did not come up for review, or an erasure that was begun did not end, three times.',
      },
    },
    may: [
      rows(council, changeCase, removeRows, readRows, erasing, {
        GetItem: ['HELD#', 'ONCE#'],
        BatchGetItem: ['ERASED#', 'HELD#'],
        Query: ['EQUALITY'],
        PutItem: ['HELD#', 'ONCE#'],
        UpdateItem: ['HELD#'],
        DeleteItem: ['EQUALITY'],
      }),
      { ...eraseCases, below: [...eraseCases.below, uploads] },
      {
        do: 'read lists',
        indexes: ['retention-by-day', 'erasures-by-status', 'names-by-case', 'held-mail-by-status'],
      },
      // Mail that has no record is read again and held.
      { do: 'use files', read: ['mail/'] },
      keepProofs,
      // The record of what was read is closed each day.
      { do: 'lock files', below: 'read-digests/' },
      ...dispatchOutbox,
    ],
  },
  {
    ...sending,
    name: 'erase-case',
    atOnce: 5,
    entry: 'functions/handlers/erase-case.ts',
    does: 'Erases a case and leaves the proof',
    trigger: { by: 'state machine', task: 'EraseCase' },
    may: [
      rows(council, calendar, changeCase, readRows, erasing),
      eraseCases,
      keepProofs,
      { do: 'read lists', indexes: ['names-by-case'] },
      // It ends the tasks of letters that someone was still writing.
      ...dispatchOutbox,
    ],
  },
  {
    ...answering,
    timeoutSeconds: 600,
    name: 'make-reports',
    atOnce: 2,
    entry: 'functions/handlers/make-reports.ts',
    does: 'Makes the reports of the quarter and the year that have ended, and keeps which cases the monitor reads',
    trigger: {
      by: 'schedule',
      schedules: [
        // On 1 April the report of the year as well.
        {
          name: 'make-reports',
          construct: 'Reports',
          when: { at: '06:00', days: { dayOfMonth: 1, months: [1, 4, 7, 10] }, ...london },
        },
        {
          name: 'keep-settled-cases',
          construct: 'SettledCases',
          when: { at: '05:00', ...london },
          input: { keep: 'settled-cases' },
        },
      ],
      deadLetterQueue: {
        construct: 'NotReported',
        alarm:
          'The reports of a quarter or year that has ended were not made, or the cases for the monitor not kept, three times.',
      },
    },
    may: [
      // It reads every case and the counts of equality answers. The only row it may add is the key for its rows.
      rows(council, calendar, readRows, {
        BatchGetItem: ['ERASED#'],
        Query: ['CASE#', 'EQUALITY'],
        GetItem: ['COUNTER#', 'PEPPER'],
        PutItem: ['PEPPER'],
      }),
      { do: 'read lists', indexes: ['cases-by-status', 'tasks-by-due', 'erasures-by-status'] },
      keepReports,
    ],
  },
  {
    name: 'print-report',
    atOnce: 3,
    entry: 'functions/handlers/print-report.ts',
    does: 'Prints an edition of a report as PDF',
    trigger: {
      by: 'object created',
      construct: 'ReportMade',
      rule: 'report-made',
      keys: 'reports/*/report.html',
      deadLetterQueue: {
        construct: 'NotPrinted',
        alarm: 'An edition of a report was not printed as PDF, three times; its page is there.',
      },
    },
    timeoutSeconds: 90,
    // The makers of this Chromium package recommend it. Their npm package is for x86 only; arm64 files would have to be
    // deployed by hand.
    memoryMB: 1600,
    architecture: 'x86_64',
    packages: ['@sparticuz/chromium', 'playwright-core'],
    may: [keepReports],
  },
  {
    name: 'preview-file',
    atOnce: 5,
    entry: 'functions/handlers/preview-file.ts',
    does: 'Draws the preview of a file that someone wants to look at',
    trigger: {
      by: 'object created',
      construct: 'PreviewWanted',
      rule: 'preview-wanted',
      keys: 'wanted-previews/*',
      deadLetterQueue: {
        construct: 'NotPreviewed',
        alarm: 'A preview of a file was not drawn, three times; the file itself can be downloaded.',
      },
    },
    // A photo of 50 million pixels in HEIC was seen to take 8 seconds of one processor and 800 MB, and several files after each
    // other 1,440 MB.
    timeoutSeconds: 100,
    memoryMB: 2048,
    architecture: 'arm64',
    packages: ['wasm-vips', 'libheif-js', '@hyzyla/pdfium'],
    may: [
      {
        do: 'use files',
        read: ['attachments/', 'documents/', 'previews/'],
        write: ['previews/'],
      },
      // Of a file that was erased meanwhile.
      { do: 'erase files', below: ['previews/', 'wanted-previews/'] },
    ],
  },
] as const satisfies readonly FunctionSpec[];

export type FunctionName = (typeof functionManifest)[number]['name'];

type ScheduleTrigger = Extract<(typeof functionManifest)[number]['trigger'], { by: 'schedule' }>;
export type ScheduleName = ScheduleTrigger['schedules'][number]['name'];

/** The manifest, or a version of it that a test has changed. */
export type Manifest = readonly (FunctionSpec & { name: FunctionName })[];

/** The entry of a function. */
export function specOf(manifest: Manifest, name: FunctionName): Manifest[number] {
  const spec = manifest.find((each) => each.name === name);
  if (!spec) throw new Error(`The manifest has no function ${name}`);
  return spec;
}

/** The schedules of one function, or of all. None for a function that something else triggers. */
export function schedulesOf(manifest: Manifest, name?: FunctionName): Schedule[] {
  return manifest.flatMap((spec) =>
    spec.trigger.by === 'schedule' && (name === undefined || spec.name === name)
      ? [...spec.trigger.schedules]
      : [],
  );
}

/** The function that a task of the state machines calls. Throws if there is none. */
export function functionOfTask(manifest: Manifest, task: MachineFunction): FunctionName {
  const spec = manifest.find(({ trigger }) => trigger.by === 'state machine' && trigger.task === task);
  if (!spec) throw new Error(`The manifest has no function for the task ${task}`);
  return spec.name;
}

/** The time of day (`HH:MM`, London) of a function's first daily schedule. Throws if it has none. */
export function timeOfDay(manifest: Manifest, name: FunctionName): string {
  for (const { when } of schedulesOf(manifest, name)) if ('at' in when) return when.at;
  throw new Error(`${name} does not run at a time of day`);
}
