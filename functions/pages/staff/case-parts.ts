import { meetingWords } from '../kit/meeting-words.ts';
import { caseDetails } from '../../../workflows/procedures/case-details.ts';
import { runAbout } from '../../domain/case/remedies.ts';
import { proceduresAlongside } from '../../../workflows/procedures/index.ts';
import { independentParts } from '../../../workflows/procedures/disclosure.ts';
import type { Outcome } from '../../../workflows/procedures/procedure.ts';
import { currentPause, openTasks, type Case } from '../../domain/case/case.ts';
import type { Viewpoint } from '../../case-views/case-view.ts';
import { clocksOf, daysGiven, daysOf, type ClockState } from '../../domain/clocks/stage-clocks.ts';
import { extensionOf } from '../../domain/decisions/effects.ts';
import { outcomesFor } from '../../domain/decisions/possible-outcomes.ts';
import { upperFirst } from '../../domain/text/capitalise.ts';
import { longDate, londonDate, type Instant } from '../../domain/time/civil-date.ts';
import type { User } from '../../domain/council/council.ts';
import { awaitsComplainant, lettersStopped } from '../../domain/case/parties.ts';
import { progressOfLetter } from '../../domain/correspondence/letter-state.ts';
import { roleHolders } from '../../domain/case/role-holders.ts';
import type { LetterRow } from '../../domain/case/stored-rows.ts';
import type { CaseFile } from '../../ports.ts';
import { procedureOfRun } from '../../operations/runs/procedure-of-run.ts';
import { deadlineInWords } from '../../words/deadline-in-words.ts';
import { wordFor, type Words } from '../../words/words.ts';
import { clockTag } from '../kit/due-tag.ts';
import { nameOf, type PageKit } from '../kit/page-kit.ts';
import { moment } from '../kit/render.ts';
import { moneyRows } from './money-and-promises.ts';

// The parts of a case's page in words. Unknown details are left out.

type Row = { key: { text: string }; value: { text: string } };
const rows = (known: readonly (readonly [string, string | undefined])[]): Row[] =>
  known.flatMap(([key, value]) =>
    value === undefined || value === '' ? [] : [{ key: { text: key }, value: { text: value } }],
  );

/** The most important facts, shown first: that the case is withdrawn, closed, paused or under a legal hold. */
export function bannersOf(
  { state, events }: CaseFile,
  { staff: { case: text }, terms, parties }: Words,
): { title: string; text: string }[] {
  const pause = currentPause(state);
  const { withdrawn, legalHold } = state;
  const pausedBy = events.findLast(({ type }) => type === 'frozen');
  const pauseReason = pausedBy?.type === 'frozen' ? [pausedBy.reason] : [];
  const heldBy = events.findLast(({ type }) => type === 'legal-hold');
  const holdReason = heldBy?.type === 'legal-hold' ? [heldBy.reason] : [];
  const outcome = state.outcome === undefined ? undefined : wordFor(terms.findings, state.outcome);
  return [
    ...(lettersStopped(state) ? [{ title: parties.died, text: parties.whoGoesOn }] : []),
    ...(withdrawn
      ? [
          {
            title: text.withdrawn({ on: longDate(withdrawn.on) }),
            text: [text.withdrawnIn[withdrawn.phase], ...(withdrawn.carriedOn ? [text.carriedOn] : [])].join(
              ' ',
            ),
          },
        ]
      : []),
    ...(state.status === 'closed' && state.closedAt !== undefined
      ? [
          {
            title: text.closed({ at: moment(state.closedAt) }),
            text: text.closedAs({ as: upperFirst(state.closedAs ?? ''), outcome }),
          },
        ]
      : []),
    ...(pause
      ? [
          {
            title: text.paused({ from: longDate(pause.from) }),
            text: [text.pauseReview({ on: longDate(pause.reviewOn) }), ...pauseReason].join(' '),
          },
        ]
      : []),
    ...(legalHold
      ? [
          {
            title: text.legalHold({ at: moment(legalHold.since) }),
            text: [text.legalHoldEffect, ...holdReason].join(' '),
          },
        ]
      : []),
  ];
}

/** The complainant, how to reach them, and what the complaint is about. */
export function aboutRows(
  { state, persons }: CaseFile,
  procedure: string | undefined,
  { staff, terms, parties, messages }: Words,
): Row[] {
  const text = staff.case;
  const person = persons.find(({ id }) => id === state.person);
  return rows([
    [
      text.complainant,
      person?.name ?? (awaitsComplainant(state) ? messages.whoComplains.notYet : parties.nameNotGiven),
    ],
    [text.email, person?.email],
    [text.phone, person?.phone],
    [text.address, person?.address],
    [
      text.received,
      text.receivedBy({
        day: longDate(state.receivedOn),
        channel: terms.byChannel[state.channel],
      }),
    ],
    [text.procedure, procedure],
    [text.joint, jointWords(state, text)],
    [text.plannedFor, state.facts.answerPlannedFor && longDate(state.facts.answerPlannedFor)],
    [text.plan, state.facts.handlingPlan],
    [text.summary, state.facts.summary],
    [text.statement, state.facts.statement],
    [text.meeting, meetingWords(state)],
    [text.outcome, state.outcome === undefined ? undefined : wordFor(terms.findings, state.outcome)],
  ]);
}

/** With whom a complaint is answered jointly, and who leads; undefined for one that the council answers alone. */
function jointWords(
  { facts: { jointWith, jointLead } }: Case,
  text: Words['staff']['case'],
): string | undefined {
  return jointWith === undefined || jointLead === undefined
    ? undefined
    : text.jointLed[jointLead]({ body: jointWith });
}

const consentFacts = new Set([
  'relation',
  'actsFor',
  'standingAcceptedOn',
  'standingReason',
  'consent',
  'competence',
  'advocacyOffered',
  'advocacyWanted',
  'advocateAppointed',
  'advocacyProvider',
  'madeByChild',
]);

/** Details recorded at triage and later: consent and advocacy, and everything else. */
export function detailRows(kit: PageKit, { facts }: Case, words: Words): { consent: Row[]; details: Row[] } {
  const { terms } = words;
  const known = Object.entries(caseDetails).map(([name, field]) => {
    const value = Object.entries(facts).find(([fact]) => fact === name)?.[1];
    const labelOf = (one: unknown) =>
      field.options?.find((option) => option.value === one)?.label ??
      (field.type === 'users' || field.type === 'user'
        ? nameOf(kit, String(one), words)
        : field.type === 'date'
          ? longDate(String(one))
          : String(one));
    const text =
      value === undefined
        ? undefined
        : typeof value === 'boolean'
          ? value
            ? terms.yes
            : terms.no
          : Array.isArray(value)
            ? value.map(labelOf).join(', ')
            : labelOf(value);
    return [name, field.label, text] as const;
  });
  const rowsWhere = (wanted: boolean) =>
    rows(
      known.flatMap(([name, label, text]) =>
        consentFacts.has(name) === wanted ? [[label, text] as const] : [],
      ),
    );
  return { consent: rowsWhere(true), details: rowsWhere(false) };
}

/**
 * Everyone with a part in the case, and whether the independent people have signed. Without `seesAll`, a reader sees
 * only the declarations.
 */
export function peopleOf(kit: PageKit, state: Case, seesAll: boolean, words: Words) {
  const { staff, terms } = words;
  const { facts, declarations = [] } = state;
  const independent: readonly string[] = independentParts;
  const handler =
    facts.handler === undefined
      ? []
      : [
          {
            role: terms.roles['complaints-officer'],
            name: nameOf(kit, facts.handler, words),
          },
        ];
  const holders = roleHolders(state).map(({ role, id }) => {
    const declaration = declarations.find(({ user }) => user === id);
    const known = independent.includes(role) && (declaration !== undefined || seesAll);
    return {
      role: terms.appointments[role],
      name: nameOf(kit, id, words),
      declared: known ? declarationTag(declaration, staff.case) : undefined,
    };
  });
  return [...handler, ...holders];
}

function declarationTag(
  declaration: { at: Instant; signed: boolean } | undefined,
  text: Words['staff']['case'],
): { text: string; colour: 'yellow' | 'green' | 'red' } {
  if (!declaration) return { text: text.notSigned, colour: 'yellow' };
  const on = longDate(londonDate(declaration.at));
  return declaration.signed
    ? { text: text.declared({ on }), colour: 'green' }
    : { text: text.declined({ on }), colour: 'red' };
}

/** The learning of the service and the actions, with the status of each action. */
export function learningOf(kit: PageKit, { state, events }: CaseFile, words: Words) {
  const text = words.staff.case;
  const { learning = [], actions = [], remedies = [], redress, noLearningReason } = state.facts;
  return {
    points: learning.map(({ text: learned, type, owner }) => ({
      text: learned,
      more: [type, owner === undefined ? undefined : nameOf(kit, owner, words)]
        .filter((part) => part !== undefined)
        .join(', '),
    })),
    actions: actions.map(({ id, text: action, owner, dueOn }) => {
      const run = runAbout(state, id);
      const ended = events.find((event) => event.type === 'run-ended' && event.run === run?.run);
      const task = state.tasks.findLast((one) => one.run === run?.run);
      return {
        text: action,
        owner: nameOf(kit, owner, words),
        due: longDate(task?.due ?? dueOn),
        status:
          ended?.type === 'run-ended'
            ? upperFirst(ended.as)
            : run
              ? text.actionStarted
              : text.actionNotStarted,
      };
    }),
    remedies,
    money: moneyRows(kit, state, words),
    redress,
    whyNone: noLearningReason,
  };
}

/** Enquiries of the Ombudsman, each with the day it was received and its status. */
export function enquiriesOf({ state, events }: CaseFile, { staff }: Words) {
  return state.runs
    .filter(({ procedure }) => procedure === proceduresAlongside.ombudsman)
    .map(({ run, matter }) => {
      const task = state.tasks.findLast((one) => one.run === run);
      const ended = events.find((event) => event.type === 'run-ended' && event.run === run);
      return {
        received: matter?.from === undefined ? '' : longDate(matter.from),
        status:
          ended?.type === 'run-ended'
            ? staff.case.enquiryEnded({ as: ended.as })
            : task
              ? staff.dueOn({ day: longDate(task.due) })
              : staff.case.enquiryOpening,
      };
    });
}

/**
 * The legal clocks of a case as rows, the running ones apart from those that have ended; one that is only reported
 * follows the one it is reported with.
 */
export function clockRows(state: Case, { deps, calendar, now }: Viewpoint, words: Words) {
  const today = londonDate(now);
  const clocks = clocksOf(state, deps.procedures, calendar, today);
  const first = clocks.filter(({ clock }) => clock.reportedWith === undefined);
  const inOrder = first.flatMap((one) => [
    one,
    ...clocks.filter(({ run, clock }) => run === one.run && clock.reportedWith === one.id),
  ]);
  const rowOf = (clock: ClockState) => ({
    title: clock.clock.title,
    reported: clock.clock.reportedWith !== undefined,
    from: clock.from,
    due: clock.due,
    original: clock.original === clock.due ? undefined : clock.original,
    used: daysOf(clock, today, calendar).workingDaysUsed,
    // What is counted in months has no day of so many.
    given:
      clock.status === 'running' && clock.clock.limit.unit === 'working days'
        ? daysGiven(clock, calendar)
        : undefined,
    tag: clockTag(clock, today, calendar, words),
    explanation: deadlineInWords(clock.deadline, words),
  });
  return {
    running: inOrder.filter(({ status }) => status !== 'ended').map(rowOf),
    ended: inOrder.filter(({ status }) => status === 'ended').map(rowOf),
  };
}

/** The outcomes of open steps that pause, extend or withdraw the case, each as a link to its form. */
export function clockLinks(
  kit: PageKit,
  user: User,
  { state, events }: CaseFile,
  { calendar, now }: Viewpoint,
  words: Words,
) {
  const today = londonDate(now);
  return openTasks(state).flatMap((task) => {
    const procedure = procedureOfRun(kit.deps.procedures, { state, events }, task.run);
    const step = procedure.steps[task.step];
    if (!step) return [];
    const at = { state, task, procedure, step };
    return outcomesFor(user, at, { calendar, now, council: kit.deps.council }).flatMap(([id, outcome]) => {
      const clock = outcome.effect === 'extend' ? extensionOf(at, calendar, today)?.clock?.id : undefined;
      const extended = clock === undefined ? undefined : procedure.clocks?.[clock]?.title;
      const text = clockLink(outcome, extended ?? step.title, words);
      if (text === undefined) return [];
      return [
        {
          text,
          href: `/cases/${state.reference}/tasks/${encodeURIComponent(task.key)}/${id}`,
        },
      ];
    });
  });
}

/** The text of a link to an outcome that pauses, extends or withdraws the case. Undefined for any other outcome. */
function clockLink({ effect, next }: Outcome, extended: string, { staff }: Words): string | undefined {
  const { clock } = staff.case;
  switch (effect) {
    case 'pause':
      return clock.pause;
    case 'resume':
      return clock.resume;
    case 'review pause':
      return clock.keepPaused;
    case 'extend':
      return clock.extend({ extended });
    case 'withdraw':
      return next === 'closed' ? clock.withdraw : clock.withdrawAndReview;
    default:
      return undefined;
  }
}

/** How far a letter has come, in words. A letter to post has no file until its print is ready. */
export function letterStatus(
  row: Pick<LetterRow, 'status' | 'file' | 'printedAt' | 'postedOn' | 'deliveredAt' | 'readAt' | 'unsent'>,
  { staff: { letters }, unsent }: Words,
): string {
  if (row.unsent && progressOfLetter(row) === 'prepared') return unsent.reasons[row.unsent.why];
  const read = row.readAt === undefined ? [] : [letters.read({ at: moment(row.readAt) })];
  return [progressInWords(row, letters), ...read].join('. ');
}

function progressInWords(
  row: Parameters<typeof letterStatus>[0],
  letters: Words['staff']['letters'],
): string {
  const { status, file, printedAt, postedOn, deliveredAt } = row;
  switch (progressOfLetter(row)) {
    case 'to be posted':
      if (file === undefined) return letters.beingPrepared;
      return printedAt === undefined ? letters.statuses[status] : letters.printed({ at: moment(printedAt) });
    case 'posted':
      return postedOn === undefined ? letters.statuses[status] : letters.postedOn({ on: longDate(postedOn) });
    case 'delivered':
      return letters.delivered({ at: moment(deliveredAt ?? '') });
    case 'bounced':
      return letters.bounced;
    case 'returned':
      return letters.returnedByPost;
    default:
      return letters.statuses[status];
  }
}
