import { refuse } from '../../domain/text/refusal.ts';
import { refusalInWords } from '../../words/refusal-in-words.ts';
import { randomBytes } from 'node:crypto';
import { Hono } from 'hono';
import * as z from 'zod/mini';
import { taskNamed, taskTag } from '../../operations/decide-step/decide-step.ts';
import { userById } from '../../domain/council/council.ts';
import { findReferences } from '../../domain/case/reference.ts';
import { assignStep } from '../../operations/case-actions/assign-step.ts';
import { noPage, page, wordsOf, type PageContext, type PageEnv, type PageKit } from '../kit/page-kit.ts';
import { field } from '../kit/posted-form.ts';
import { later } from '../kit/session.ts';
import { showTasks } from './tasks-page.ts';
import { procedureOfTask } from '../../domain/case/procedure-followed.ts';

const Line = z.object({
  reference: z.string(),
  href: z.string(),
  title: z.string(),
  why: z.optional(z.string()),
});
/** The result of reassigning several tasks, stored for a while for the person who did it. */
const Result = z.object({
  by: z.string(),
  to: z.string(),
  lines: z.array(Line),
  back: z.string(),
});

const longestReason = 10_000;
const mostAtOnce = 100;
const shownForMinutes = 60;

/** Assigns several tasks to one person. Each is assigned separately, and the result says why some could not be. */
export function assignTasks(kit: PageKit): Hono<PageEnv> {
  const { deps } = kit;
  const app = new Hono<PageEnv>();

  app.post('/tasks/assign', async (c) => {
    const { form } = c.var;
    const { reassign } = wordsOf(c).staff;
    const ticked = [...new Set(form.fields['task'] ?? [])];
    const toMe = field(form, 'to') === 'me';
    const assignee = toMe ? c.get('user').id : field(form, 'assignee');
    const given = field(form, 'reason').trim();
    const reason = toMe && given === '' ? reassign.tookOver : given;
    const to = userById(deps.council, assignee);
    const back = new URLSearchParams(field(form, 'query'));
    const errors = [
      ...(ticked.length === 0 ? [{ text: reassign.selectTask, href: '#tasks' }] : []),
      ...(ticked.length > mostAtOnce
        ? [
            {
              text: reassign.tooManyTasks({ most: mostAtOnce }),
              href: '#tasks',
            },
          ]
        : []),
      ...(to ? [] : [{ text: reassign.selectPerson, href: '#assignee' }]),
      ...(reason === '' ? [{ text: reassign.enterReason, href: '#reason' }] : []),
      ...(reason.length > longestReason
        ? [
            {
              text: reassign.reasonTooLong({ most: longestReason }),
              href: '#reason',
            },
          ]
        : []),
    ];
    if (!to || errors.length > 0)
      return showTasks(kit, c, Object.fromEntries(back), {
        ticked,
        assignee,
        reason,
        errors,
      });
    const lines: z.infer<typeof Line>[] = [];
    for (const choice of ticked) {
      const line = await assignOne(c, choice, assignee, reason);
      if (line) lines.push(line);
    }
    const id = randomBytes(32).toString('base64url');
    await deps.shortLived.put(
      `assigned:${id}`,
      {
        by: c.get('user').id,
        to: to.name,
        lines,
        back: `/tasks?${back.toString()}`,
      },
      later(deps.clock.now(), shownForMinutes),
    );
    return c.redirect(`/tasks/assigned/${id}`, 303);
  });

  app.get('/tasks/assigned/:id', async (c) => {
    const kept = await deps.shortLived.get(`assigned:${c.req.param('id')}`, deps.clock.now());
    const result = Result.safeParse(kept).data;
    if (result?.by !== c.get('user').id) return noPage(kit, c);
    const { reassign } = wordsOf(c).staff;
    const done = result.lines.filter(({ why }) => why === undefined);
    const left = result.lines.filter(({ why }) => why !== undefined);
    return page(kit, c, 'assigned.njk', {
      title:
        left.length === 0
          ? reassign.allAssigned({ count: done.length, to: result.to })
          : reassign.someAssigned({
              count: done.length,
              all: result.lines.length,
              to: result.to,
            }),
      assignee: result.to,
      done,
      left,
      back: { href: result.back, text: reassign.backToList },
    });
  });

  /** Undefined if there is no such task, or if this user may not know of it. */
  async function assignOne(c: PageContext, choice: string, assignee: string, reason: string) {
    const [name = '', seen = ''] = choice.split(' ');
    const [reference] = findReferences(name);
    const state = reference === undefined ? undefined : await deps.store.state(reference);
    const task = state && taskNamed(state, seen.replace(/\..*/s, ''));
    if (!state || !task) return undefined;
    const title = procedureOfTask(task, deps.procedures)?.steps[task.step]?.title ?? task.step;
    const changed = task.status === 'open' && seen !== taskTag(state, task);
    const result = changed
      ? refuse('conflict', { code: 'step-changed', params: {} })
      : await assignStep(deps, {
          caseId: state.id,
          step: task.key,
          assignee,
          reason,
          by: c.get('user'),
        });
    if (!result.ok && result.kind === 'not found') return undefined;
    const words = wordsOf(c);
    return {
      reference: state.reference,
      href: `/cases/${state.reference}/tasks/${encodeURIComponent(task.key)}`,
      title,
      ...(result.ok
        ? {}
        : { why: changed ? words.staff.reassign.changed : refusalInWords(result.refusal, words) }),
    };
  }

  return app;
}
