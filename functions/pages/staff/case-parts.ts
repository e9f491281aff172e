import { caseDetails } from '../../../workflows/procedures/case-details.ts';
import { beside } from '../../../workflows/procedures/index.ts';
import { independentParts } from '../../../workflows/procedures/papers.ts';
import type { Outcome } from '../../../workflows/procedures/procedure.ts';
import { currentPause, isPaused, openTasks, type Case } from '../../domain/case/case.ts';
import { fitsPause } from '../../domain/decisions/checks.ts';
import { capital } from '../../domain/text/capitalise.ts';
import { longDate, longDateWithWeekday, londonDate } from '../../domain/time/civil-date.ts';
import type { User } from '../../domain/council/council.ts';
import { roleHolders } from '../../domain/case/role-holders.ts';
import { may } from '../../domain/people/may.ts';
import type { LetterRow } from '../../domain/case/stored-rows.ts';
import type { CaseFile } from '../../ports.ts';
import { procedureOfRun } from '../../operations/procedure-of-run.ts';
import { nameOf, type PageKit } from '../kit/page-kit.ts';
import { moment } from '../kit/render.ts';

// The parts of the page of a case, each in words. What is not known is left out.

type Row = { key: { text: string }; value: { text: string } };
const rows = (known: readonly (readonly [string, string | undefined])[]): Row[] =>
  known.flatMap(([key, value]) =>
    value === undefined || value === '' ? [] : [{ key: { text: key }, value: { text: value } }],
  );

/** What must be known before anything else: that the case is closed, paused, withdrawn, held. */
export function bannersOf({ state, events }: CaseFile): { title: string; text: string }[] {
  const stop = currentPause(state);
  const why = events.findLast(({ type }) => type === 'frozen');
  const reason = why?.type === 'frozen' ? ` ${why.reason}` : '';
  const { withdrawn, legalHold } = state;
  const held = events.findLast(({ type }) => type === 'legal-hold');
  return [
    ...(withdrawn
      ? [
          {
            title: 'Withdrawn',
            text: `Withdrawn on ${longDate(withdrawn.on)}, ${withdrawn.phase}.${withdrawn.carriedOn ? ' The council goes on as a management review.' : ''}`,
          },
        ]
      : []),
    ...(state.status === 'closed' && state.closedAt !== undefined
      ? [
          {
            title: 'Closed',
            text: `Closed on ${moment(state.closedAt)}: ${state.closedAs}.${state.outcome === undefined ? '' : ` Outcome: ${state.outcome}.`}`,
          },
        ]
      : []),
    ...(stop
      ? [
          {
            title: 'Paused',
            text: `Paused since ${longDate(stop.from)}, to be reviewed on ${longDate(stop.reviewOn)}. The clock is stopped.${reason}`,
          },
        ]
      : []),
    ...(legalHold
      ? [
          {
            title: 'Legal hold',
            text: `Nothing of this case is erased: under a legal hold since ${moment(legalHold.since)}.${held?.type === 'legal-hold' ? ` ${held.reason}` : ''}`,
          },
        ]
      : []),
  ];
}

/** Day and place of the meeting of the panel, for whom the facts of it are left in the case. */
export function meetingWords({ facts: { meetingOn, meetingPlace } }: Case): string | undefined {
  if (meetingOn === undefined) return undefined;
  return [longDateWithWeekday(meetingOn), meetingPlace].filter((part) => part !== undefined).join(', ');
}

/** Who complains, about what, under which procedure. */
export function aboutRows({ state, persons }: CaseFile, procedure: string | undefined): Row[] {
  const person = persons.find(({ id }) => id === state.person);
  return rows([
    ['Complainant', person?.name ?? 'Name not given'],
    ['Email', person?.email],
    ['Phone', person?.phone],
    ['Address', person?.address],
    ['Received', `${longDate(state.receivedOn)} by ${state.channel}`],
    ['Procedure', procedure],
    ['What we understood', state.facts.summary],
    ['Statement of complaint', state.facts.statement],
    ['Panel meeting', meetingWords(state)],
    ['Outcome', state.outcome],
  ]);
}

const ofConsent = new Set([
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

/** What was recorded of the case at triage and since: who may complain for whom, and everything else. */
export function detailRows(kit: PageKit, { facts }: Case): { consent: Row[]; details: Row[] } {
  const known = Object.entries(caseDetails).map(([name, field]) => {
    const value = Object.entries(facts).find(([fact]) => fact === name)?.[1];
    const word = (one: unknown) =>
      field.options?.find((option) => option.value === one)?.label ??
      (field.type === 'users' || field.type === 'user'
        ? nameOf(kit, String(one))
        : field.type === 'date'
          ? longDate(String(one))
          : String(one));
    const text =
      value === undefined
        ? undefined
        : typeof value === 'boolean'
          ? value
            ? 'Yes'
            : 'No'
          : Array.isArray(value)
            ? value.map(word).join(', ')
            : word(value);
    return [name, field.label, text] as const;
  });
  const some = (wanted: boolean) =>
    rows(
      known.flatMap(([name, label, text]) =>
        ofConsent.has(name) === wanted ? [[label, text] as const] : [],
      ),
    );
  return { consent: some(true), details: some(false) };
}

/** Everybody with a part in the case, and whether the independent ones have signed: who does not see it `whole` knows it of themselves. */
export function peopleOf(kit: PageKit, state: Case, whole: boolean) {
  const { facts, declarations = [] } = state;
  const independent: readonly string[] = independentParts;
  const handler = facts.handler === undefined ? [] : [{ role: 'complaints officer', id: facts.handler }];
  return [...handler, ...roleHolders(state)].map(({ role, id }) => {
    const said = declarations.find(({ user }) => user === id);
    return {
      role: capital(role),
      name: nameOf(kit, id),
      declared:
        !independent.includes(role) || (said === undefined && !whole)
          ? undefined
          : said === undefined
            ? { text: 'Has not signed the declaration yet', colour: 'yellow' }
            : said.signed
              ? { text: `Declared independent on ${longDate(londonDate(said.at))}`, colour: 'green' }
              : {
                  text: `Declined on ${longDate(londonDate(said.at))}: appoint somebody else`,
                  colour: 'red',
                },
    };
  });
}

/** What the service learns and what will be done, with how far each action is. */
export function learningOf(kit: PageKit, { state, events }: CaseFile) {
  const { learning = [], actions = [], remedies = [], redress, noLearningReason } = state.facts;
  return {
    points: learning.map(({ text, type, owner }) => ({
      text,
      more: [type, owner === undefined ? undefined : nameOf(kit, owner)]
        .filter((part) => part !== undefined)
        .join(', '),
    })),
    actions: actions.map(({ id, text, owner, dueOn }) => {
      const run = state.runs.find(
        ({ procedure, matter }) => procedure === beside.action && matter?.id === id,
      );
      const ended = events.find((event) => event.type === 'run-ended' && event.run === run?.run);
      const task = state.tasks.findLast((one) => one.run === run?.run);
      return {
        text,
        owner: nameOf(kit, owner),
        due: longDate(task?.due ?? dueOn),
        stands: ended?.type === 'run-ended' ? ended.as : run ? 'under way' : 'not begun',
      };
    }),
    remedies,
    redress,
    whyNone: noLearningReason,
  };
}

/** Enquiries of the Ombudsman, each with when it came and how it stands. */
export function enquiriesOf({ state, events }: CaseFile) {
  return state.runs
    .filter(({ procedure }) => procedure === beside.ombudsman)
    .map(({ run, matter }) => {
      const task = state.tasks.findLast((one) => one.run === run);
      const ended = events.find((event) => event.type === 'run-ended' && event.run === run);
      return {
        received: matter?.from === undefined ? '' : longDate(matter.from),
        stands:
          ended?.type === 'run-ended'
            ? `Ended: ${ended.as}`
            : task
              ? `Due ${longDate(task.due)}`
              : 'Beginning',
      };
    });
}

/** Outcomes of open steps that stop, stretch or end the case: each leads to its form. */
export function clockLinks(kit: PageKit, user: User, { state, events }: CaseFile) {
  return openTasks(state).flatMap((task) => {
    const step = procedureOfRun(kit.deps.procedures, events, task.run).steps[task.step];
    if (!step) return [];
    const paused = isPaused(state, task);
    return Object.entries(step.outcomes).flatMap(([id, outcome]) => {
      const text = clockWords(outcome, step.title);
      if (text === undefined || !fitsPause(outcome, paused)) return [];
      if (!may(user, { do: 'decide', task, step, outcome }, state, kit.deps.council)) return [];
      return [{ text, href: `/cases/${state.reference}/tasks/${encodeURIComponent(task.key)}/${id}` }];
    });
  });
}

/** What an outcome that stops, stretches or ends the case is called there; undefined: it does none of these. */
function clockWords({ effect, next }: Outcome, step: string): string | undefined {
  switch (effect) {
    case 'freeze':
      return 'Pause the case';
    case 'resume':
      return 'Resume the case';
    case 'review pause':
      return 'Keep the pause until a new review';
    case 'extend':
      return `Extend “${step}”`;
    case 'withdraw':
      return next === 'closed' ? 'Withdraw the complaint' : 'Withdraw, and go on as a management review';
    default:
      return undefined;
  }
}

/** How a letter stands, in words. */
export function letterStatus({ status, file }: Pick<LetterRow, 'status' | 'file'>): string {
  switch (status) {
    case 'prepared':
    case 'sending':
      return 'On its way';
    case 'sent':
      return 'Sent by email';
    case 'to be posted':
      return file === undefined ? 'To be posted' : 'To be printed and posted';
    case 'refused':
      return 'Not sent: the mail service refused it';
    case 'unconfirmed':
      return 'Perhaps sent: nobody knows whether it arrived';
    case 'not needed':
      return 'Not sent: there is nobody to write to';
    case 'returned':
      return 'Came back: it did not arrive';
  }
}
