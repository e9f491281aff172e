import { forwardedOnPage } from './forwarded-on-page.ts';
import type { Refusal } from '../../domain/text/refusal.ts';
import type { Viewpoint } from '../../case-views/case-view.ts';
import { isPaused, type Case, type Task } from '../../domain/case/case.ts';
import { londonDate, longDate, longDateWithWeekday } from '../../domain/time/civil-date.ts';
import { Answers, type Event } from '../../domain/case/events.ts';
import { outcomeOf } from '../../domain/decisions/checks.ts';
import { extensionOf } from '../../domain/decisions/effects.ts';
import { outcomesFor } from '../../domain/decisions/possible-outcomes.ts';
import type { FormContext } from '../../domain/decisions/forms.ts';
import { decisionOf } from '../../domain/correspondence/letter-values.ts';
import { runAbout } from '../../domain/case/remedies.ts';
import { may } from '../../domain/people/may.ts';
import { foundBefore } from '../../domain/case/findings-of-stages.ts';
import type { Draft } from '../../domain/case/stored-rows.ts';
import { formContext, taskNamed, taskTag } from '../../operations/decide-step/decide-step.ts';
import { draftedLetters, type Preview } from '../../operations/decide-step/letters-of-decision.ts';
import { hasTask } from '../../operations/read-case.ts';
import type { CaseFile } from '../../ports.ts';
import { procedureOfRun } from '../../operations/runs/procedure-of-run.ts';
import { messageOfTask } from '../../operations/list-messages.ts';
import { likelyDuplicates } from '../../operations/likely-duplicates.ts';
import { draftOf, questionOf } from '../../operations/save-draft.ts';
import type { Outcome, Procedure, Step } from '../../../workflows/procedures/procedure.ts';
import { refusalInWords } from '../../words/refusal-in-words.ts';
import type { Words } from '../../words/words.ts';
import { clockTag, dueTag, targetTag } from '../kit/due-tag.ts';
import { timedStep } from '../kit/timed-step.ts';
import { eventWords } from '../kit/event-words.ts';
import { typedAnswers } from '../kit/form-answers.ts';
import { errorList, errorsOnPage } from '../kit/form-errors.ts';
import type { Typed } from '../kit/form-groups.ts';
import { answerText, formFields } from '../kit/form-page.ts';
import { subjectRows } from './money-and-promises.ts';
import { letterRows } from './letter-on-task.ts';
import { messageOnPage } from './case-messages.ts';
import { papersOf } from './papers.ts';
import { whoComplainsOnPage } from './who-complains.ts';
import {
  nameOf,
  noPage,
  page,
  readableCase,
  viewpointOf,
  wordsOf,
  type PageContext,
  type PageKit,
} from '../kit/page-kit.ts';

/** A step of a case with its procedure, as it is now. */
export interface TaskOfCase {
  file: CaseFile;
  task: Task;
  procedure: Procedure;
  step: Step;
}

/** The versions that were shown to the author of a form. They are sent with the form, to notice changes by others. */
interface Seen {
  seen: string;
  version: string;
  draft: string;
}

/** Anything shown in addition to the step itself. */
interface Showing {
  typed?: Typed;
  errors?: readonly Refusal[];
  /** The versions of a form that is shown again. If absent, the current ones. */
  carried?: Seen | undefined;
  /** The version that the author was shown, if others have changed the step since. */
  since?: number;
  /** A draft that someone else has saved since, shown next to the typed answers. */
  newer?: Draft | undefined;
  previews?: { previews: Preview[]; problems: string[] };
  /** The session had ended, and the typed answers have been restored. */
  back?: boolean;
  status?: 200 | 409 | 422;
}

/** The step named in the path, of a case this user may know of. */
export async function readTask(kit: PageKit, c: PageContext): Promise<TaskOfCase | undefined> {
  const named = c.req.param('task') ?? '';
  const file = await readableCase(kit, c, { recent: hasTask(named) });
  const task = file && taskNamed(file.state, named);
  if (!file || !task) return undefined;
  const procedure = procedureOfRun(kit.deps.procedures, file, task.run);
  const step = procedure.steps[task.step];
  return step && { file, task, procedure, step };
}

/** At triage, cases that may be the same complaint. Later the case has been decided to be one of its own. */
const alikeOf = async ({ deps }: PageKit, c: PageContext, file: CaseFile) =>
  file.state.procedure?.id === deps.procedures.all[0]?.id &&
  may(c.get('user'), { do: 'act on case' }, file.state, deps.council)
    ? likelyDuplicates(deps, c.get('user'), file)
    : [];

/** The posted values that belong to the form of an outcome. */
export function valuesOfForm(form: Outcome['form'], typed: Typed): Typed {
  return Object.fromEntries(
    Object.entries(typed).filter(
      ([name]) => Object.hasOwn(form, questionOf(name)) && !name.endsWith('.file'),
    ),
  );
}

/** A step with the form of one of its outcomes: the chosen one, or the first that this user may decide. */
export async function showTask(
  kit: PageKit,
  c: PageContext,
  current: TaskOfCase,
  chosen: string | undefined,
  showing: Showing = {},
) {
  const { deps } = kit;
  const { file, task, step } = current;
  const { state } = file;
  const words = wordsOf(c);
  const text = words.staff.task;
  const { errors = [], since, newer, previews, status = 200 } = showing;
  const view = await viewpointOf(kit);
  const possible = outcomesFor(c.get('user'), { ...current, state }, { ...view, council: deps.council });
  const id = chosen ?? possible[0]?.[0];
  const outcome = possible.find(([name]) => name === id)?.[1];
  if (chosen !== undefined && !outcome) {
    if (!showing.typed || !outcomeOf(step, chosen)) return noPage(kit, c);
    // It was offered when the form was opened: someone else has extended the deadline to its last day, for example.
    const [refusal] = errors;
    const reason = refusal ? refusalInWords(refusal, words) : text.noLongerOffered;
    return showNoLongerOpen(kit, c, current, chosen, { typed: showing.typed, reason });
  }
  const today = londonDate(view.now);
  const shown = timedStep(state, task, view);
  const base = `/cases/${state.reference}/tasks/${encodeURIComponent(task.key)}`;
  const context = {
    ...formContext(deps, file),
    foundBefore: outcome?.answers === undefined ? [] : foundBefore(state, outcome.answers),
  };
  const form = outcome ? withLatestDay(outcome, current, view, words) : {};
  const draft = id === undefined ? undefined : draftOf(file.drafts, task.key, id);
  const values =
    showing.typed ??
    draft?.typed ??
    typedAnswers(form, context, {
      // An answer is written anew: what an earlier stage decided is shown beside it.
      ...(outcome?.answers === undefined ? knownAnswers(form, state) : {}),
      ...answersBefore(current, id),
    });
  const onPage = errorsOnPage(form, context, values, errors, words);
  // A field that confirms a warning is asked once the warning has come up.
  const fields = formFields(form, context, values, onPage, words).filter(
    ({ name, error }) =>
      form[name]?.confirms === undefined || error !== undefined || values[name] !== undefined,
  );
  const now: Seen = {
    seen: taskTag(state, task),
    version: String(state.version),
    draft: String(draft?.version ?? 0),
  };
  const asksWho = whoComplainsOnPage(kit, file, { user: c.get('user'), words });
  const world = { deps, calendar: view.calendar };
  return page(
    kit,
    c,
    'task.njk',
    {
      title: step.title,
      reference: state.reference,
      mark: may(c.get('user'), { do: 'mark safeguarding' }, state, kit.deps.council)
        ? `/cases/${state.reference}/steer/safeguarding`
        : undefined,
      task: {
        ...shown,
        who: nameOf(kit, task.performer === 'complainant' ? 'complainant' : task.assignee, words),
        tag: (shown.isTarget ? targetTag : dueTag)(shown, today, view.calendar, words),
      },
      clock: shown.isTarget &&
        shown.clock && {
          title: shown.clock.clock.title,
          due: shown.clock.due,
          tag: clockTag(shown.clock, today, view.calendar, words),
        },
      message: messageOnPage(kit, file, messageOfTask(state, task) ?? '', c.get('user'), words),
      asksWho,
      alike: (await alikeOf(kit, c, file)).map(({ state: other, because }) => ({
        reference: other.reference,
        text: words.staff.task.alike[because]({
          reference: other.reference,
          day: longDate(other.receivedOn),
        }),
        merge: `/cases/${state.reference}/steer/merge/${other.reference}`,
      })),
      complaintText: file.messages[0]?.text,
      forwarded: forwardedOnPage(kit, file, file.messages[0] ?? { text: '' }, { user: c.get('user'), words }),
      complaintFiles: (file.messages[0]?.attachments ?? []).map(({ name, size, problem }, index) => ({
        name,
        size: words.staff.fileSize({ bytes: size }),
        href:
          problem === undefined
            ? `/cases/${state.reference}/messages/${encodeURIComponent(file.messages[0]?.id ?? '')}/${index + 1}`
            : undefined,
        heldBack: problem && words.messages.heldBack[problem],
      })),
      complaintSource:
        file.messages[0]?.raw === undefined
          ? undefined
          : `/cases/${state.reference}/source/${encodeURIComponent(file.messages[0].id)}`,
      complaintOpen: state.procedure?.id === deps.procedures.all[0]?.id,
      about: [...subjectRows(kit, current, words), ...letterRows(file, task, words)],
      earlier: decisionBefore(kit, current, context, words),
      papers: papersOf(current, words),
      drafted: step.writtenIn === undefined ? [] : draftedLetters(world, file, task, step),
      errors: errorList(
        form,
        onPage,
        asksWho ? [...fields, { kind: 'radios', name: 'complainant', id: 'complainant', label: '' }] : fields,
        words,
      ),
      changed: since === undefined ? undefined : changesSince(kit, file, since, words),
      conflict: newer && {
        by: nameOf(kit, newer.by, words),
        at: newer.at,
        rows: differences(form, context, { mine: values, theirs: newer.typed }, words),
        href: `${base}/${id}`,
      },
      back: { href: `/cases/${state.reference}`, text: words.staff.caseLink({ reference: state.reference }) },
      cameBack: showing.back === true,
      previews,
      draft: draft &&
        newer === undefined && {
          at: draft.at,
          by: nameOf(kit, draft.by, words),
          changed: draftChanges(kit, form, draft, words),
        },
      outcome: outcome && {
        title: outcome.title,
        href: `${base}/${id}`,
        fields,
        writesLetter: outcome.letters.length > 0 || outcome.drafts !== undefined,
        hasFields: fields.length > 0,
        ...(showing.carried ?? now),
      },
      none: task.status === 'decided' ? text.decided : text.nothingToDecide,
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

/** A step that can no longer be decided: the decision, and what this user had entered, so nothing is lost. */
export async function showNoLongerOpen(
  kit: PageKit,
  c: PageContext,
  current: TaskOfCase,
  id: string,
  { typed, reason }: { typed: Typed; reason: string },
) {
  const { file, task, step } = current;
  const words = wordsOf(c);
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
      title: words.staff.task.overTitle,
      text: reason,
      decided: !paused &&
        decided && {
          title: decided.title,
          by: nameOf(kit, last.by, words),
          at: last.at,
          rows: answeredRows(decided.form, context, typedAnswers(decided.form, context, answers), words),
        },
      mine: answeredRows(form, context, typed, words),
      link: {
        href: `/cases/${file.state.reference}`,
        text: words.staff.caseLink({ reference: file.state.reference }),
      },
    },
    409,
  );
}

/** The answers in a form, question by question; empty ones are left out. */
function answeredRows(form: Outcome['form'], context: FormContext, typed: Typed, words: Words) {
  return formFields(form, context, typed, [], words)
    .map((field) => ({
      name: field.name,
      label: form[field.name]?.label ?? field.label,
      text: answerText(field),
    }))
    .filter(({ text }) => text !== '');
}

/** The questions to which two people gave different answers. */
function differences(
  form: Outcome['form'],
  context: FormContext,
  versions: { mine: Typed; theirs: Typed },
  words: Words,
) {
  const theirFields = formFields(form, context, versions.theirs, [], words);
  return formFields(form, context, versions.mine, [], words).flatMap((field, n) => {
    const [mine, theirs] = [answerText(field), answerText(theirFields[n] ?? field)];
    return mine === theirs ? [] : [{ label: form[field.name]?.label ?? field.label, mine, theirs }];
  });
}

function changesSince(kit: PageKit, file: CaseFile, since: number, words: Words) {
  return file.events
    .filter(({ seq }) => seq > since)
    .map((event) => ({
      at: event.at,
      by: nameOf(kit, event.by, words),
      what: eventWords(kit, words, event, file.state, file.events, [], file.persons),
    }));
}

/** The last change of each answer in a draft that several people wrote. Empty if one person wrote all of it. */
function draftChanges(kit: PageKit, form: Outcome['form'], { changed }: Draft, words: Words) {
  const changes = Object.entries(changed).filter(([name]) => Object.hasOwn(form, name));
  if (new Set(changes.map(([, { by }]) => by)).size < 2) return [];
  return changes.map(([name, { at, by }]) => ({
    label: form[name]?.label ?? name,
    by: nameOf(kit, by, words),
    at,
  }));
}

/** The decision that led to this step: what it asked for, or why it sent the step back. */
function decisionBefore(
  kit: PageKit,
  { file, task, procedure }: TaskOfCase,
  context: FormContext,
  words: Words,
) {
  const { events, state } = file;
  const opened = events.find((event) => event.type === 'task-opened' && event.task === task.key);
  const keys = new Map(state.tasks.filter(({ run }) => run === task.run).map((one) => [one.key, one]));
  const event = events.findLast(
    (one): one is Extract<Event, { type: 'decided' }> =>
      one.type === 'decided' && one.ends && keys.has(one.task) && one.seq < (opened?.seq ?? 0),
  );
  const earlier = event && procedure.steps[keys.get(event.task)?.step ?? ''];
  const outcome = event && earlier?.outcomes[event.outcome];
  // A drafted response is shown as the letter it will be.
  if (!event || !earlier || !outcome || outcome.drafts !== undefined) return undefined;
  const rows = answeredRows(outcome.form, context, typedAnswers(outcome.form, context, event.answers), words);
  if (rows.length === 0) return undefined;
  return {
    title: `${earlier.title}: ${outcome.title}`,
    by: nameOf(kit, event.by, words),
    at: event.at,
    /** Whether the step was open before and was sent back. */
    returned: otherTurnAt(state, task) !== undefined,
    rows,
  };
}

/** The form of an outcome. One that extends a deadline says beside its date how far that is possible. */
function withLatestDay(
  { form, effect }: Outcome,
  { file: { state }, task, step, procedure }: TaskOfCase,
  { calendar, now }: Viewpoint,
  { staff: { task: text } }: Words,
): Outcome['form'] {
  const { until } = form;
  const left =
    effect === 'extend' && extensionOf({ state, task, step, procedure }, calendar, londonDate(now));
  if (!left || !until) return form;
  const { latest, extension, counted } = left;
  const hint = text.latestExtension({
    ...counted,
    latest: longDateWithWeekday(latest),
    after: counted.after === undefined ? undefined : longDate(counted.after),
    citation: extension.citation,
  });
  return { ...form, until: { ...until, hint: until.hint === undefined ? hint : `${until.hint}. ${hint}` } };
}

/** The answers to a form that are already recorded on the case. */
function knownAnswers(form: Outcome['form'], state: Case): Answers {
  const { facts } = state;
  // Actions under way are shown beside the field, which asks only for new ones.
  const actions = facts.actions?.filter(({ id }) => runAbout(state, id) === undefined);
  const points = facts.points?.filter(({ route }) => route === undefined);
  const known: Answers = Answers.parse(JSON.parse(JSON.stringify({ ...facts, actions, points })));
  return Object.fromEntries(
    Object.entries(form).flatMap(([name, { fact }]) => {
      const value = fact === undefined ? undefined : known[fact];
      return value === undefined ? [] : [[name, value]];
    }),
  );
}

/** The latest other time that the case was at the step of a task. */
const otherTurnAt = ({ tasks }: Case, task: Task): Task | undefined =>
  tasks.findLast(({ key, run, step }) => run === task.run && step === task.step && key !== task.key);

/** The answers from the last time the case was at this step, so that a returned response can be corrected. */
function answersBefore({ file, task }: TaskOfCase, outcome: string | undefined): Answers {
  const before = otherTurnAt(file.state, task);
  const last = before?.decisions.findLast((decision) => decision.ends);
  return last?.outcome === outcome && before
    ? (decisionOf(file.events, before.key, last?.n)?.answers ?? {})
    : {};
}
