import { stepView } from '../../case-views/case-view.ts';
import { isPaused, type Case, type Task } from '../../domain/case/case.ts';
import { londonDate } from '../../domain/time/civil-date.ts';
import type { User } from '../../domain/council/council.ts';
import { Answers, type Event } from '../../domain/case/events.ts';
import { fitsPause } from '../../domain/decisions/checks.ts';
import type { FormContext } from '../../domain/decisions/forms.ts';
import { decisionOf } from '../../domain/correspondence/letter-values.ts';
import { may } from '../../domain/people/may.ts';
import type { Draft } from '../../domain/case/stored-rows.ts';
import { hasPassed } from '../../domain/clocks/shared-clock.ts';
import { formContext, taskNamed, taskTag } from '../../operations/decide-step/decide-step.ts';
import { draftedLetters, type Preview } from '../../operations/decide-step/letters-of-decision.ts';
import type { CaseFile } from '../../ports.ts';
import { procedureOfRun } from '../../operations/procedure-of-run.ts';
import { draftOf, questionOf } from '../../operations/save-draft.ts';
import type { Outcome, Procedure, Step } from '../../../workflows/procedures/procedure.ts';
import { dueTag } from '../kit/due-tag.ts';
import { eventWords } from '../kit/event-words.ts';
import { errorList, errorsOnPage, formFields, inWords, typedAnswers, type Typed } from '../kit/form-page.ts';
import {
  nameOf,
  noPage,
  page,
  readableCase,
  viewpointOf,
  type PageContext,
  type PageKit,
} from '../kit/page-kit.ts';

export interface Place {
  file: CaseFile;
  task: Task;
  procedure: Procedure;
  step: Step;
}

/** What a form says of what its author had before them; it travels with the form, so that a change by others is seen. */
interface Seen {
  seen: string;
  version: string;
  draft: string;
}

/** What is shown besides the step itself. */
interface Showing {
  typed?: Typed;
  errors?: readonly { field: string; message: string }[];
  /** What a form that is shown again had seen; absent: what there is now. */
  carried?: Seen | undefined;
  /** The version that was seen, when others have changed the step since. */
  since?: number;
  /** A draft that somebody saved since; it is shown beside what was typed. */
  newer?: Draft | undefined;
  previews?: { previews: Preview[]; problems: string[] };
  /** The session had ended; what was typed has come back. */
  back?: boolean;
  status?: 200 | 409 | 422;
}

/** The step that the path names, of a case this user may know of. */
export async function placeOf(kit: PageKit, c: PageContext): Promise<Place | undefined> {
  const file = await readableCase(kit, c);
  const task = file && taskNamed(file.state, c.req.param('task') ?? '');
  if (!file || !task) return undefined;
  const procedure = procedureOfRun(kit.deps.procedures, file.events, task.run);
  const step = procedure.steps[task.step];
  return step && { file, task, procedure, step };
}

/** Only what the form of an outcome asks, of all that was posted. */
export function ofForm(form: Outcome['form'], typed: Typed): Typed {
  return Object.fromEntries(
    Object.entries(typed).filter(
      ([name]) => Object.hasOwn(form, questionOf(name)) && !name.endsWith('.file'),
    ),
  );
}

/** A step with the form of one of its outcomes: the one that is named, or the first that this user may decide. */
export async function showTask(
  kit: PageKit,
  c: PageContext,
  at: Place,
  chosen: string | undefined,
  showing: Showing = {},
) {
  const { deps } = kit;
  const { file, task, step } = at;
  const { state } = file;
  const { errors = [], since, newer, previews, status = 200 } = showing;
  const view = await viewpointOf(kit);
  const possible = outcomesFor(c.get('user'), at, kit);
  const id = chosen ?? possible[0]?.[0];
  const outcome = possible.find(([name]) => name === id)?.[1];
  if (chosen !== undefined && !outcome) return noPage(kit, c);
  const shown = stepView(state, task, view);
  const base = `/cases/${state.reference}/tasks/${encodeURIComponent(task.key)}`;
  const context = formContext(deps, file);
  const form = outcome?.form ?? {};
  const draft = id === undefined ? undefined : draftOf(file.drafts, task.key, id);
  const given =
    showing.typed ??
    draft?.typed ??
    typedAnswers(form, context, { ...knownAnswers(form, state), ...answersBefore(at, id) });
  const onPage = errorsOnPage(form, context, given, errors);
  const fields = formFields(form, context, given, onPage);
  const now: Seen = {
    seen: taskTag(state, task),
    version: String(state.version),
    draft: String(draft?.version ?? 0),
  };
  const world = { deps, calendar: view.calendar };
  return page(
    kit,
    c,
    'task.njk',
    {
      title: step.title,
      reference: state.reference,
      task: {
        ...shown,
        who: task.performer === 'complainant' ? 'The complainant' : nameOf(kit, task.assignee),
        tag: dueTag(shown, londonDate(view.now), view.calendar),
      },
      said: file.messages[0]?.text,
      sayOpen: state.procedure?.id === deps.procedures.all[0]?.id,
      led: ledHere(kit, at, context),
      drafted: step.writtenIn === undefined ? [] : draftedLetters(world, file, task, step),
      errors: errorList(form, onPage, fields),
      changed: since === undefined ? undefined : changesSince(kit, file, since),
      conflict: newer && {
        by: nameOf(kit, newer.by),
        at: newer.at,
        rows: compared(form, context, given, newer.typed),
        href: `${base}/${id}`,
      },
      back: { href: `/cases/${state.reference}`, text: `Case ${state.reference}` },
      cameBack: showing.back === true,
      previews,
      draft: draft &&
        newer === undefined && {
          at: draft.at,
          by: nameOf(kit, draft.by),
          changed: changedBy(kit, form, draft),
        },
      outcome: outcome && {
        title: outcome.title,
        href: `${base}/${id}`,
        fields,
        writes: outcome.letters.length > 0 || outcome.drafts !== undefined,
        asks: fields.length > 0,
        ...(showing.carried ?? now),
      },
      none:
        task.status === 'decided'
          ? 'This step is decided.'
          : 'There is nothing for you to decide on this step at present.',
      others: possible
        .filter(([name]) => name !== id)
        .map(([name, other]) => ({
          title: other.title,
          href: `${base}/${name}`,
          drafted: draftOf(file.drafts, task.key, name) !== undefined,
        })),
    },
    status,
  );
}

/** A step that cannot be decided any more, with what was decided and what this user had entered, so that nothing is lost. */
export async function showOver(
  kit: PageKit,
  c: PageContext,
  at: Place,
  id: string,
  { typed, reason }: { typed: Typed; reason: string },
) {
  const { file, task, step } = at;
  const last = task.decisions.at(-1);
  const context = formContext(kit.deps, file);
  const form = step.outcomes[id]?.form ?? {};
  const decided = last && step.outcomes[last.outcome];
  const answers = decisionOf(file.events, task.key, last?.n)?.answers ?? {};
  const paused = isPaused(file.state, task);
  return page(
    kit,
    c,
    'over.njk',
    {
      title: 'This cannot be decided any more',
      text: reason,
      decided: !paused &&
        decided && {
          title: decided.title,
          by: nameOf(kit, last.by),
          at: last.at,
          rows: words(decided.form, context, typedAnswers(decided.form, context, answers)),
        },
      mine: words(form, context, typed),
      link: { href: `/cases/${file.state.reference}`, text: `Case ${file.state.reference}` },
    },
    409,
  );
}

/** What stands in a form, question by question; what is empty is left out. */
function words(form: Outcome['form'], context: FormContext, typed: Typed) {
  return formFields(form, context, typed, [])
    .map((field) => ({
      name: field.name,
      label: form[field.name]?.label ?? field.label,
      text: inWords(field),
    }))
    .filter(({ text }) => text !== '');
}

/** The questions to which two people have different answers. */
function compared(form: Outcome['form'], context: FormContext, mine: Typed, theirs: Typed) {
  const [one, other] = [mine, theirs].map((typed) => formFields(form, context, typed, []));
  return (one ?? []).flatMap((field, n) => {
    const [here, there] = [inWords(field), inWords(other?.[n] ?? field)];
    return here === there
      ? []
      : [{ label: form[field.name]?.label ?? field.label, mine: here, theirs: there }];
  });
}

function changesSince(kit: PageKit, file: CaseFile, since: number) {
  return file.events
    .filter(({ seq }) => seq > since)
    .map((event) => ({
      at: event.at,
      by: nameOf(kit, event.by),
      what: eventWords(kit, event, file.state, file.events),
    }));
}

/** Of a draft at which several people wrote: who changed what last. */
function changedBy(kit: PageKit, form: Outcome['form'], { changed }: Draft) {
  const all = Object.entries(changed).filter(([name]) => Object.hasOwn(form, name));
  if (new Set(all.map(([, { by }]) => by)).size < 2) return [];
  return all.map(([name, { at, by }]) => ({ label: form[name]?.label ?? name, by: nameOf(kit, by), at }));
}

/** The decision that led to this step, in words: what was asked for, or why it was sent back. */
function ledHere(kit: PageKit, { file, task, procedure }: Place, context: FormContext) {
  const { events, state } = file;
  const opened = events.find((event) => event.type === 'task-opened' && event.task === task.key);
  const keys = new Map(state.tasks.filter(({ run }) => run === task.run).map((one) => [one.key, one]));
  const event = events.findLast(
    (one): one is Extract<Event, { type: 'decided' }> =>
      one.type === 'decided' && one.ends && keys.has(one.task) && one.seq < (opened?.seq ?? 0),
  );
  const earlier = event && procedure.steps[keys.get(event.task)?.step ?? ''];
  const outcome = event && earlier?.outcomes[event.outcome];
  // The answer that is to be checked is shown as the letter it will be.
  if (!event || !earlier || !outcome || outcome.drafts !== undefined) return undefined;
  const rows = words(outcome.form, context, typedAnswers(outcome.form, context, event.answers));
  if (rows.length === 0) return undefined;
  return {
    title: `${earlier.title}: ${outcome.title}`,
    by: nameOf(kit, event.by),
    at: event.at,
    again: state.tasks.some(
      ({ key, run, step }) => run === task.run && step === task.step && key !== task.key,
    ),
    rows,
  };
}

/** The outcomes this user may decide now: a paused case can only be resumed or withdrawn, a running one not resumed. */
function outcomesFor(
  user: User,
  { file, task, step, procedure }: Place,
  { deps }: PageKit,
): [string, Outcome][] {
  const { state } = file;
  if (task.status === 'decided') return [];
  const paused = isPaused(state, task);
  return Object.entries(step.outcomes).filter(
    ([, outcome]) =>
      may(user, { do: 'decide', task, step, outcome }, state, deps.council) &&
      fitsPause(outcome, paused) &&
      (outcome.onlyAfter === undefined || hasPassed(state, procedure, task, outcome.onlyAfter)),
  );
}

/** What the case knows already of what a form asks. */
function knownAnswers(form: Outcome['form'], { facts }: Case): Answers {
  const known: Answers = Answers.parse(JSON.parse(JSON.stringify(facts)));
  return Object.fromEntries(
    Object.entries(form).flatMap(([name, { fact }]) => {
      const value = fact === undefined ? undefined : known[fact];
      return value === undefined ? [] : [[name, value]];
    }),
  );
}

/** What was answered the last time the case was at this step: who gets a response back goes on from it. */
function answersBefore({ file, task }: Place, outcome: string | undefined): Answers {
  const before = file.state.tasks.findLast(
    ({ key, run, step }) => run === task.run && step === task.step && key !== task.key,
  );
  const last = before?.decisions.findLast((decision) => decision.ends);
  return last?.outcome === outcome && before
    ? (decisionOf(file.events, before.key, last?.n)?.answers ?? {})
    : {};
}
