import { Hono } from 'hono';
import { stepView } from '../api/case-view.ts';
import { isPaused, type Case, type Task } from '../domain/case.ts';
import { londonDate } from '../domain/civil-date.ts';
import type { User } from '../domain/council.ts';
import { outcomeOf } from '../domain/decide.ts';
import { Answers } from '../domain/events.ts';
import { may } from '../domain/may.ts';
import { hasPassed } from '../domain/shared-time.ts';
import { decideStep, formContext, taskNamed, taskTag } from '../decide-step/decide-step.ts';
import type { CaseFile } from '../ports.ts';
import { procedureOfRun } from '../procedure-of-run.ts';
import { addDocument } from '../steer-case/add-document.ts';
import type { Outcome, Procedure, Step } from '../../workflows/procedures/procedure.ts';
import { leaveBanner } from './banner.ts';
import { dueTag } from './due-tag.ts';
import { eventWords } from './event-words.ts';
import {
  errorList,
  errorsOnPage,
  formAnswers,
  formFields,
  typedAnswers,
  withAnotherRow,
  type Typed,
} from './form-page.ts';
import {
  nameOf,
  noPage,
  page,
  readableCase,
  viewpointOf,
  type PageContext,
  type PageEnv,
  type PageKit,
} from './page-kit.ts';
import { field } from './posted-form.ts';

interface Place {
  file: CaseFile;
  task: Task;
  procedure: Procedure;
  step: Step;
}

type Problems = readonly { field: string; message: string }[];

/** A step and the form of one of its outcomes: the first that this user may decide, or the one in the address. */
export function taskPage(kit: PageKit): Hono<PageEnv> {
  const { deps } = kit;
  const app = new Hono<PageEnv>();

  async function place(c: PageContext): Promise<Place | undefined> {
    const file = await readableCase(kit, c);
    const task = file && taskNamed(file.state, c.req.param('task') ?? '');
    if (!file || !task) return undefined;
    const procedure = procedureOfRun(deps.procedures, file.events, task.run);
    const step = procedure.steps[task.step];
    return step && { file, task, procedure, step };
  }

  async function show(
    c: PageContext,
    at: Place,
    chosen: string | undefined,
    {
      typed,
      errors = [],
      since,
      status = 200,
    }: {
      typed?: Typed;
      errors?: Problems;
      /** The version that was seen, when others have changed the step since. */
      since?: number;
      status?: 200 | 409 | 422;
    } = {},
  ) {
    const { file, task, step } = at;
    const { state } = file;
    const view = await viewpointOf(kit);
    const possible = outcomesFor(c.get('user'), at, kit);
    const id = chosen ?? possible[0]?.[0];
    const outcome = possible.find(([name]) => name === id)?.[1];
    if (chosen !== undefined && !outcome) return noPage(kit, c);
    const shown = stepView(state, task, view);
    const base = `/cases/${state.reference}/tasks/${encodeURIComponent(task.key)}`;
    const context = formContext(deps, file);
    const form = outcome?.form ?? {};
    const given = typed ?? typedAnswers(form, context, knownAnswers(form, state));
    const onPage = errorsOnPage(form, context, given, errors);
    const fields = formFields(form, context, given, onPage);
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
        errors: errorList(form, onPage, fields),
        changed:
          since === undefined
            ? undefined
            : file.events
                .filter(({ seq }) => seq > since)
                .map((event) => ({
                  at: event.at,
                  by: nameOf(kit, event.by),
                  what: eventWords(kit, event, state, file.events),
                })),
        outcome: outcome && {
          title: outcome.title,
          href: `${base}/${id}`,
          fields,
          seen: taskTag(state, task),
          version: state.version,
        },
        none:
          task.status === 'decided'
            ? 'This step is decided.'
            : 'There is nothing for you to decide on this step at present.',
        others: possible
          .filter(([name]) => name !== id)
          .map(([name, other]) => ({ title: other.title, href: `${base}/${name}` })),
        back: { href: `/cases/${state.reference}`, text: `Case ${state.reference}` },
      },
      status,
    );
  }

  app.get('/cases/:reference/tasks/:task', async (c) => {
    const at = await place(c);
    return at ? show(c, at, undefined) : noPage(kit, c);
  });

  app.get('/cases/:reference/tasks/:task/:outcome', async (c) => {
    const at = await place(c);
    return at ? show(c, at, c.req.param('outcome')) : noPage(kit, c);
  });

  app.post('/cases/:reference/tasks/:task/:outcome', async (c) => {
    const at = await place(c);
    const id = c.req.param('outcome');
    const outcome = at && outcomeOf(at.step, id);
    if (!at || !outcome) return noPage(kit, c);
    const { form } = c.var;
    const user = c.get('user');
    const { reference } = at.file.state;
    const uploaded = await uploads(c, at, outcome);
    const typed: Typed = { ...form.fields, ...uploaded.typed };
    if (uploaded.errors.length > 0) return show(c, at, id, { typed, errors: uploaded.errors, status: 422 });
    const more = field(form, 'add');
    if (more !== '') return show(c, at, id, { typed: withAnotherRow(typed, more) });
    const now = (await deps.store.file(at.file.state.id)) ?? at.file;
    const result = await decideStep(deps, {
      caseId: now.state.id,
      step: c.req.param('task'),
      outcome: id,
      answers: formAnswers(outcome.form, formContext(deps, now), typed),
      by: user,
      seen: field(form, 'seen'),
    });
    if (result.ok) {
      await leaveBanner(kit, c, `${at.step.title}: ${outcome.title}`);
      return c.redirect(`/cases/${reference}`, 303);
    }
    const again = { ...at, file: (await deps.store.file(at.file.state.id)) ?? at.file };
    switch (result.code) {
      case 'not found':
      case 'not allowed':
        return noPage(kit, c);
      case 'stale':
        return show(c, { ...again, task: taskNamed(again.file.state, at.task.key) ?? at.task }, id, {
          typed,
          since: Number(field(form, 'version')) || again.file.state.version,
          status: 409,
        });
      case 'decided already':
      case 'paused': {
        const last = taskNamed(again.file.state, at.task.key)?.decisions.at(-1);
        // The same form sent twice is one decision, and the second answer is that of the first.
        if (last?.by === `user:${user.id}` && last.outcome === id)
          return c.redirect(`/cases/${reference}`, 303);
        const who = last ? ` It was ${nameOf(kit, last.by)}.` : '';
        return page(
          kit,
          c,
          'message.njk',
          {
            title: 'This cannot be decided any more',
            text: `${result.reason}${result.code === 'paused' ? '' : who}`,
            link: { href: `/cases/${reference}`, text: `Case ${reference}` },
          },
          409,
        );
      }
      case 'unknown outcome':
        return noPage(kit, c);
      case 'invalid':
        return show(c, again, id, {
          typed,
          errors: result.errors ?? [{ field: '', message: result.reason }],
          status: 422,
        });
    }
  });

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
      const title = `${label}: ${upload.name}`.slice(0, 200);
      const added = await addDocument(deps, { caseId: file.state.id, title, content, by });
      if (added.ok) typed[name] = [added.document.id];
      else errors.push({ field: name, message: added.reason });
    }
    return { typed, errors };
  }

  return app;
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
      (paused ? outcome.effect === 'resume' || outcome.effect === 'withdraw' : outcome.effect !== 'resume') &&
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
