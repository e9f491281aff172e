import type { Refusal } from '../../domain/text/refusal.ts';
import { refusalInWords } from '../../words/refusal-in-words.ts';
import { Hono } from 'hono';
import { outcomeOf } from '../../domain/decisions/checks.ts';
import { may } from '../../domain/people/may.ts';
import { decideStep, formContext, taskNamed } from '../../operations/decide-step/decide-step.ts';
import { previewLetters } from '../../operations/decide-step/letters-of-decision.ts';
import { hasTask, withoutUnseen } from '../../operations/read-case.ts';
import { recentCase } from '../../operations/recent-case.ts';
import { draftOf, saveDraft } from '../../operations/save-draft.ts';
import { addDocument } from '../../operations/case-actions/add-document.ts';
import { proceduresAlongside } from '../../../workflows/procedures/index.ts';
import type { Outcome } from '../../../workflows/procedures/procedure.ts';
import { resultOf } from './decision-result.ts';
import { nameComplainant } from '../../actions/name-complainant.ts';
import { leaveBanner } from '../kit/banner.ts';
import { formAnswers, addRow } from '../kit/form-answers.ts';
import { errorList, errorsOnPage } from '../kit/form-errors.ts';
import type { Typed } from '../kit/form-groups.ts';
import { keptForm } from '../kit/kept-form.ts';
import {
  nameOf,
  noPage,
  readableCase,
  viewpointOf,
  wordsOf,
  type PageContext,
  type PageEnv,
  type PageKit,
} from '../kit/page-kit.ts';
import { field, type PostedForm } from '../kit/posted-form.ts';
import { readTask, showNoLongerOpen, showTask, valuesOfForm, type TaskOfCase } from './task-view.ts';

/** A step with the form of one of its outcomes. The button pressed decides it, saves a draft or previews the letter. */
export function taskPage(kit: PageKit): Hono<PageEnv> {
  const { deps } = kit;
  const app = new Hono<PageEnv>();

  app.get('/cases/:reference/tasks/:task', async (c) => {
    const current = await readTask(kit, c);
    if (!current) return noPage(kit, c);
    const draft = letterOf(current);
    const mayWrite = may(c.get('user'), { do: 'write letter' }, current.file.state, deps.council);
    return draft && mayWrite
      ? c.redirect(`/cases/${current.file.state.reference}/letter-drafts/${draft.id}`, 303)
      : showTask(kit, c, current, undefined);
  });

  app.get('/cases/:reference/tasks/:task/:outcome', async (c) => {
    const current = await readTask(kit, c);
    const id = c.req.param('outcome');
    if (!current) return noPage(kit, c);
    const kept = await keptForm(kit, c);
    const outcome = outcomeOf(current.step, id);
    if (!kept || !outcome) return showTask(kit, c, current, id);
    const typed = valuesOfForm(outcome.form, kept.fields);
    if (current.task.status === 'decided')
      return showNoLongerOpen(kit, c, current, id, { typed, reason: wordsOf(c).staff.task.alreadyDecided });
    return showTask(kit, c, current, id, { typed, carried: versionsIn({ fields: kept.fields }), back: true });
  });

  app.post('/cases/:reference/tasks/:task/:outcome', async (c) => {
    const current = await readTask(kit, c);
    const id = c.req.param('outcome');
    const outcome = current && outcomeOf(current.step, id);
    if (!current || !outcome) return noPage(kit, c);
    const { form } = c.var;
    const uploaded = await addUploads(c, current, outcome);
    const typed: Typed = { ...valuesOfForm(outcome.form, form.fields), ...uploaded.typed };
    const carried = versionsIn(form);
    // The documents just uploaded are now on the case, and are choices in the form.
    const updated = {
      ...current,
      file: (await readableCase(kit, c, { recent: hasTask(current.task.key) })) ?? current.file,
    };
    if (uploaded.errors.length > 0)
      return showTask(kit, c, updated, id, { typed, carried, errors: uploaded.errors, status: 422 });
    const named = await complainantNamed(c, updated, field(form, 'do'));
    if (named) return showTask(kit, c, await readAgain(c, updated), id, { typed, ...named });
    const more = field(form, 'add');
    if (more !== '') return showTask(kit, c, updated, id, { typed: addRow(typed, more), carried });
    try {
      switch (field(form, 'do')) {
        case 'preview':
          return await preview(c, updated, id, outcome, typed);
        case 'draft':
          return await keepDraft(c, updated, id, typed);
        default:
          return await decide(c, updated, id, outcome, typed);
      }
    } catch (error) {
      if (!(error instanceof Error && error.name === 'ChangeTooLarge')) throw error;
      return showTask(kit, c, updated, id, {
        typed,
        carried,
        errors: [{ code: 'case-too-large', params: {} }],
        status: 422,
      });
    }
  });

  /**
   * Records who complains, if a button that says it was pressed. What has been typed into the form of the step stays on the page,
   * which shows the result. Undefined: another button was pressed.
   */
  async function complainantNamed(
    c: PageContext,
    { file }: TaskOfCase,
    press: string,
  ): Promise<{ errors?: readonly Refusal[]; status: 200 | 409 | 422 } | undefined> {
    const by = c.get('user');
    const shown = nameComplainant.pages.find(({ at }) => at === press);
    const input = shown?.complete?.({ deps, file, by, about: '' }, {});
    const prepared = input && nameComplainant.prepare(input);
    if (prepared?.ok !== true) return undefined;
    const outcome = await prepared.perform(deps, { caseId: file.state.id, by });
    if (outcome.ok) return { status: 200 };
    return { errors: outcome.errors ?? [outcome.refusal], status: outcome.kind === 'invalid' ? 422 : 409 };
  }

  async function preview(c: PageContext, current: TaskOfCase, id: string, outcome: Outcome, typed: Typed) {
    const user = c.get('user');
    const { task, step, file } = current;
    if (!may(user, { do: 'decide', task, step, outcome }, file.state, deps.council)) return noPage(kit, c);
    const words = wordsOf(c);
    const context = formContext(deps, file);
    // A letter is written from the whole case, even parts that its author may not see, so the preview is the letter
    // that will be sent. Other cases that the author may not know of are left out.
    const fullFile = await withoutUnseen(deps, user, (await recentCase(deps.store, file.state.id)) ?? file);
    const { previews, refusal } = previewLetters(
      { deps, calendar: (await viewpointOf(kit)).calendar },
      fullFile,
      { ...current, outcome: id },
      { answers: formAnswers(outcome.form, context, typed), by: `user:${user.id}`, context },
    );
    const errors = refusal?.errors ?? (refusal ? [refusal.refusal] : []);
    const problems = errorList(
      outcome.form,
      errorsOnPage(outcome.form, context, typed, errors, words),
      [],
      words,
    ).map(({ text }) => text);
    return showTask(kit, c, current, id, {
      typed,
      carried: versionsIn(c.var.form),
      previews: { previews, problems },
    });
  }

  async function keepDraft(c: PageContext, current: TaskOfCase, id: string, typed: Typed) {
    const { form } = c.var;
    const { reference } = current.file.state;
    const result = await saveDraft(deps, {
      caseId: current.file.state.id,
      task: current.task.key,
      outcome: id,
      typed,
      by: c.get('user'),
      seen: field(form, 'seen'),
      version: Number(field(form, 'draft')) || 0,
    });
    if (result.ok)
      return c.redirect(`/cases/${reference}/tasks/${encodeURIComponent(current.task.key)}/${id}#draft`, 303);
    const latest = await readAgain(c, current);
    switch (result.code) {
      case 'not found':
      case 'not allowed':
        return noPage(kit, c);
      case 'decided already':
        return showNoLongerOpen(kit, c, latest, id, {
          typed,
          reason: wordsOf(c).staff.task.decidedMeanwhile,
        });
      case 'stale':
        return showChanged(c, latest, id, typed);
      case 'newer draft':
        return showTask(kit, c, latest, id, { typed, newer: result.draft, status: 409 });
    }
  }

  async function decide(c: PageContext, current: TaskOfCase, id: string, outcome: Outcome, typed: Typed) {
    const { form } = c.var;
    const user = c.get('user');
    const { reference } = current.file.state;
    const newer = draftOf(current.file.drafts, current.task.key, id);
    if (newer && newer.by !== `user:${user.id}` && newer.version !== Number(field(form, 'draft')))
      return showTask(kit, c, current, id, { typed, newer, status: 409 });
    const result = await decideStep(deps, {
      caseId: current.file.state.id,
      step: c.req.param('task') ?? '',
      outcome: id,
      answers: formAnswers(outcome.form, formContext(deps, current.file), typed),
      by: user,
      seen: field(form, 'seen'),
    });
    if (result.ok) {
      await leaveBanner(kit, c, resultOf(current, outcome, wordsOf(c)));
      return c.redirect(`/cases/${reference}`, 303);
    }
    const latest = await readAgain(c, current);
    switch (result.kind) {
      case 'not found':
      case 'not allowed':
        return noPage(kit, c);
      case 'stale':
        return showChanged(c, latest, id, typed);
      case 'conflict': {
        const last = latest.task.decisions.at(-1);
        // The same form sent twice is one decision, and both answers are the same.
        if (last?.by === `user:${user.id}` && last.outcome === id)
          return c.redirect(`/cases/${reference}`, 303);
        const words = wordsOf(c);
        const why = refusalInWords(result.refusal, words);
        const reason =
          last && result.refusal.code !== 'case-paused'
            ? words.staff.task.overBy({ reason: why, by: nameOf(kit, last.by, words) })
            : why;
        return showNoLongerOpen(kit, c, latest, id, { typed, reason });
      }
      case 'invalid':
        if (result.refusal.code === 'unknown-outcome') return noPage(kit, c);
        return showTask(kit, c, latest, id, {
          typed,
          carried: versionsIn(form),
          errors: result.errors ?? [result.refusal],
          status: 422,
        });
    }
  }

  const showChanged = (c: PageContext, current: TaskOfCase, id: string, typed: Typed) =>
    showTask(kit, c, current, id, {
      typed,
      since: Number(field(c.var.form, 'version')) || current.file.state.version,
      // Only a draft saved after this page was opened is new.
      newer: current.file.drafts.find(
        (draft) =>
          draft.task === current.task.key &&
          draft.outcome === id &&
          draft.version !== (Number(field(c.var.form, 'draft')) || 0),
      ),
      status: 409,
    });

  /** The step after an attempt to change it. */
  async function readAgain(c: PageContext, current: TaskOfCase): Promise<TaskOfCase> {
    const file = (await readableCase(kit, c, { recent: hasTask(current.task.key) })) ?? current.file;
    return { ...current, file, task: taskNamed(file.state, current.task.key) ?? current.task };
  }

  /** Adds uploaded documents to the case, each as the answer to its field, if the user may decide the outcome. */
  async function addUploads(c: PageContext, { file, task, step }: TaskOfCase, outcome: Outcome) {
    const by = c.get('user');
    const typed: Record<string, string[]> = {};
    const errors: Refusal[] = [];
    if (!may(by, { do: 'decide', task, step, outcome }, file.state, deps.council)) return { typed, errors };
    for (const [name, { type, label }] of Object.entries(outcome.form)) {
      const upload = type === 'document' ? c.var.form.files[`${name}.file`] : undefined;
      if (!upload) continue;
      const content = new Uint8Array(await upload.arrayBuffer());
      const title = `${label}: ${upload.name}`;
      const added = await addDocument(deps, { caseId: file.state.id, title, content, name: upload.name, by });
      if (added.ok) typed[name] = [added.document.id];
      else errors.push({ ...added.refusal, field: name });
    }
    return { typed, errors };
  }

  return app;
}

/** The letter that a task asks to finish or to check: what becomes of it is decided beside its text. */
const letterOf = ({ file: { state, letterDrafts }, task }: TaskOfCase) => {
  const run = state.runs.find((one) => one.run === task.run);
  const isOfLetter = [proceduresAlongside.finishLetter, proceduresAlongside.checkLetter].some(
    (procedure) => procedure === run?.procedure,
  );
  return isOfLetter ? letterDrafts.find(({ id }) => id === run?.matter?.id) : undefined;
};

/** The versions that were shown to the author of a form. */
const versionsIn = (form: Pick<PostedForm, 'fields'>) => ({
  seen: field(form, 'seen'),
  version: field(form, 'version'),
  draft: field(form, 'draft'),
});
