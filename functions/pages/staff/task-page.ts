import { Hono } from 'hono';
import { outcomeOf } from '../../domain/decisions/checks.ts';
import { may } from '../../domain/people/may.ts';
import { decideStep, formContext, taskNamed } from '../../operations/decide-step/decide-step.ts';
import { previewLetters } from '../../operations/decide-step/letters-of-decision.ts';
import { withoutUnseen } from '../../operations/read-case.ts';
import { draftOf, saveDraft } from '../../operations/save-draft.ts';
import { addDocument } from '../../operations/case-actions/add-document.ts';
import type { Outcome } from '../../../workflows/procedures/procedure.ts';
import { leaveBanner } from '../kit/banner.ts';
import { errorList, errorsOnPage, formAnswers, withAnotherRow, type Typed } from '../kit/form-page.ts';
import { keptForm } from '../kit/kept-form.ts';
import {
  nameOf,
  noPage,
  readableCase,
  viewpointOf,
  type PageContext,
  type PageEnv,
  type PageKit,
} from '../kit/page-kit.ts';
import { field, type PostedForm } from '../kit/posted-form.ts';
import { ofForm, placeOf, showOver, showTask, type Place } from './task-view.ts';

const tooLong = 'This is more than one case can take in at once. Shorten it, or add a document.';

/** A step and the form of one of its outcomes: decided, kept as a draft, or its letter looked at, by the button pressed. */
export function taskPage(kit: PageKit): Hono<PageEnv> {
  const { deps } = kit;
  const app = new Hono<PageEnv>();

  app.get('/cases/:reference/tasks/:task', async (c) => {
    const at = await placeOf(kit, c);
    return at ? showTask(kit, c, at, undefined) : noPage(kit, c);
  });

  app.get('/cases/:reference/tasks/:task/:outcome', async (c) => {
    const at = await placeOf(kit, c);
    const id = c.req.param('outcome');
    if (!at) return noPage(kit, c);
    const kept = await keptForm(kit, c);
    const outcome = outcomeOf(at.step, id);
    if (!kept || !outcome) return showTask(kit, c, at, id);
    const typed = ofForm(outcome.form, kept.fields);
    if (at.task.status === 'decided')
      return showOver(kit, c, at, id, { typed, reason: 'This step was decided already.' });
    return showTask(kit, c, at, id, { typed, carried: seenIn({ fields: kept.fields }), back: true });
  });

  app.post('/cases/:reference/tasks/:task/:outcome', async (c) => {
    const at = await placeOf(kit, c);
    const id = c.req.param('outcome');
    const outcome = at && outcomeOf(at.step, id);
    if (!at || !outcome) return noPage(kit, c);
    const { form } = c.var;
    const uploaded = await uploads(c, at, outcome);
    const typed: Typed = { ...ofForm(outcome.form, form.fields), ...uploaded.typed };
    const carried = seenIn(form);
    // Papers that were just uploaded are on the case: their choices are read anew.
    const now = { ...at, file: (await readableCase(kit, c)) ?? at.file };
    if (uploaded.errors.length > 0)
      return showTask(kit, c, now, id, { typed, carried, errors: uploaded.errors, status: 422 });
    const more = field(form, 'add');
    if (more !== '') return showTask(kit, c, now, id, { typed: withAnotherRow(typed, more), carried });
    try {
      switch (field(form, 'do')) {
        case 'preview':
          return await preview(c, now, id, outcome, typed);
        case 'draft':
          return await keep(c, now, id, typed);
        default:
          return await decide(c, now, id, outcome, typed);
      }
    } catch (error) {
      if (!(error instanceof Error && error.name === 'ChangeTooLarge')) throw error;
      return showTask(kit, c, now, id, {
        typed,
        carried,
        errors: [{ field: '', message: tooLong }],
        status: 422,
      });
    }
  });

  async function preview(c: PageContext, at: Place, id: string, outcome: Outcome, typed: Typed) {
    const user = c.get('user');
    const { task, step, file } = at;
    if (!may(user, { do: 'decide', task, step, outcome }, file.state, deps.council)) return noPage(kit, c);
    const context = formContext(deps, file);
    // A letter is written from the whole case, as it will be when it goes, whatever its author sees besides; but another
    // case that they may not know of is not shown to them in it.
    const whole = await withoutUnseen(deps, user, (await deps.store.file(file.state.id)) ?? file);
    const { previews, refusal } = previewLetters(
      { deps, calendar: (await viewpointOf(kit)).calendar },
      whole,
      { ...at, outcome: id },
      { answers: formAnswers(outcome.form, context, typed), by: `user:${user.id}`, context },
    );
    const errors = refusal?.errors ?? (refusal ? [{ message: refusal.reason, field: '' }] : []);
    const problems = errorList(outcome.form, errorsOnPage(outcome.form, context, typed, errors), []).map(
      ({ text }) => text,
    );
    return showTask(kit, c, at, id, { typed, carried: seenIn(c.var.form), previews: { previews, problems } });
  }

  async function keep(c: PageContext, at: Place, id: string, typed: Typed) {
    const { form } = c.var;
    const { reference } = at.file.state;
    const result = await saveDraft(deps, {
      caseId: at.file.state.id,
      task: at.task.key,
      outcome: id,
      typed,
      by: c.get('user'),
      seen: field(form, 'seen'),
      version: Number(field(form, 'draft')) || 0,
    });
    if (result.ok)
      return c.redirect(`/cases/${reference}/tasks/${encodeURIComponent(at.task.key)}/${id}#draft`, 303);
    const again = await anew(c, at);
    switch (result.code) {
      case 'not found':
      case 'not allowed':
        return noPage(kit, c);
      case 'decided already':
        return showOver(kit, c, again, id, {
          typed,
          reason: 'This step was decided while you were writing.',
        });
      case 'stale':
        return stale(c, again, id, typed);
      case 'newer draft':
        return showTask(kit, c, again, id, { typed, newer: result.draft, status: 409 });
    }
  }

  async function decide(c: PageContext, at: Place, id: string, outcome: Outcome, typed: Typed) {
    const { form } = c.var;
    const user = c.get('user');
    const { reference } = at.file.state;
    const newer = draftOf(at.file.drafts, at.task.key, id);
    if (newer && newer.by !== `user:${user.id}` && newer.version !== Number(field(form, 'draft')))
      return showTask(kit, c, at, id, { typed, newer, status: 409 });
    const result = await decideStep(deps, {
      caseId: at.file.state.id,
      step: c.req.param('task') ?? '',
      outcome: id,
      answers: formAnswers(outcome.form, formContext(deps, at.file), typed),
      by: user,
      seen: field(form, 'seen'),
    });
    if (result.ok) {
      await leaveBanner(kit, c, `${at.step.title}: ${outcome.title}`);
      return c.redirect(`/cases/${reference}`, 303);
    }
    const again = await anew(c, at);
    switch (result.code) {
      case 'not found':
      case 'not allowed':
        return noPage(kit, c);
      case 'stale':
        return stale(c, again, id, typed);
      case 'decided already':
      case 'paused': {
        const last = again.task.decisions.at(-1);
        // The same form sent twice is one decision, and the second answer is that of the first.
        if (last?.by === `user:${user.id}` && last.outcome === id)
          return c.redirect(`/cases/${reference}`, 303);
        const who = last && result.code !== 'paused' ? ` It was ${nameOf(kit, last.by)}.` : '';
        return showOver(kit, c, again, id, { typed, reason: `${result.reason}${who}` });
      }
      case 'unknown outcome':
        return noPage(kit, c);
      case 'invalid':
        return showTask(kit, c, again, id, {
          typed,
          carried: seenIn(form),
          errors: result.errors ?? [{ field: '', message: result.reason }],
          status: 422,
        });
    }
  }

  const stale = (c: PageContext, at: Place, id: string, typed: Typed) =>
    showTask(kit, c, at, id, {
      typed,
      since: Number(field(c.var.form, 'version')) || at.file.state.version,
      // Only what was saved after this page was opened is news.
      newer: at.file.drafts.find(
        (draft) =>
          draft.task === at.task.key &&
          draft.outcome === id &&
          draft.version !== (Number(field(c.var.form, 'draft')) || 0),
      ),
      status: 409,
    });

  /** The step as it stands now. */
  async function anew(c: PageContext, at: Place): Promise<Place> {
    const file = (await readableCase(kit, c)) ?? at.file;
    return { ...at, file, task: taskNamed(file.state, at.task.key) ?? at.task };
  }

  /** Puts uploaded papers on the case; each is then the answer of its field. Only to an outcome one may decide. */
  async function uploads(c: PageContext, { file, task, step }: Place, outcome: Outcome) {
    const by = c.get('user');
    const typed: Record<string, string[]> = {};
    const errors: { field: string; message: string }[] = [];
    if (!may(by, { do: 'decide', task, step, outcome }, file.state, deps.council)) return { typed, errors };
    for (const [name, { type, label }] of Object.entries(outcome.form)) {
      const upload = type === 'document' ? c.var.form.files[`${name}.file`] : undefined;
      if (!upload) continue;
      const content = new Uint8Array(await upload.arrayBuffer());
      const title = `${label}: ${upload.name}`;
      const added = await addDocument(deps, { caseId: file.state.id, title, content, by });
      if (added.ok) typed[name] = [added.document.id];
      else errors.push({ field: name, message: added.reason });
    }
    return { typed, errors };
  }

  return app;
}

/** What a form says its author had before them. */
const seenIn = (form: Pick<PostedForm, 'fields'>) => ({
  seen: field(form, 'seen'),
  version: field(form, 'version'),
  draft: field(form, 'draft'),
});
