import { longDate } from '../../domain/time/civil-date.ts';
import { cookieOf } from './cookies.ts';
import { nextTask } from './my-tasks.ts';
import { viewpointOf, wordsOf, type Banner, type PageContext, type PageKit } from './page-kit.ts';
import { storeBanner } from './session.ts';
import { timedStep } from './timed-step.ts';

/** Stores a message for the next page of this visit to show, with a link to the next task. */
export async function leaveBanner({ deps }: PageKit, c: PageContext, done: string): Promise<void> {
  const [cookie, session] = [cookieOf(c), c.var.session];
  if (cookie !== undefined && session) await storeBanner(deps, cookie, session, done);
}

/** The banner with the result of the last action. It is shown once. */
export async function bannerOf(kit: PageKit, c: PageContext): Promise<Banner | undefined> {
  const [cookie, session] = [cookieOf(c), c.var.session];
  if (cookie === undefined || session?.done === undefined) return undefined;
  await storeBanner(kit.deps, cookie, session, undefined);
  const next = await nextTask(kit.deps, c.get('user'));
  if (!next) return { text: session.done, next: undefined };
  const { state, task } = next;
  const { title, shownDay } = timedStep(state, task, await viewpointOf(kit));
  return {
    text: session.done,
    next: {
      text: wordsOf(c).staff.tasks.nextTask({
        title,
        reference: state.reference,
        due: longDate(shownDay),
      }),
      href: `/cases/${state.reference}/tasks/${encodeURIComponent(task.key)}`,
    },
  };
}
