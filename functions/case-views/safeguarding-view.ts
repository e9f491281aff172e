import * as z from 'zod/mini';
import { taskOf } from '../domain/case/case.ts';
import { textOf } from '../domain/case/answer-text.ts';
import { markSources, type Event } from '../domain/case/events.ts';
import { procedureBegun } from '../domain/case/remedies.ts';
import { answersRead } from '../domain/decisions/answers-by-meaning.ts';
import { CivilDate, Instant } from '../domain/time/civil-date.ts';
import { handOver } from '../operations/runs/hand-over.ts';
import type { CaseFile } from '../ports.ts';
import { proceduresAlongside, type Procedures } from '../../workflows/procedures/index.ts';
import type { FieldMeaning } from '../../workflows/procedures/meanings.ts';
import type { Procedure } from '../../workflows/procedures/procedure.ts';
import { procedureOfTask } from '../domain/case/procedure-followed.ts';

/**
 * A mark that someone may be in danger, and what became of it: the referral, or why it is not a safeguarding matter. A mark
 * that came while another was open shares its task.
 */
export const SafeguardingView = z.object({
  mark: z.string(),
  at: Instant,
  by: z.string(),
  source: z.enum(markSources),
  reason: z.optional(z.string()),
  message: z.optional(z.string()),
  words: z.optional(z.array(z.string())),
  status: z.enum(['open', 'referred', 'not safeguarding']),
  task: z.optional(z.string()),
  decidedBy: z.optional(z.string()),
  decidedAt: z.optional(Instant),
  referral: z.optional(
    z.object({ to: z.string(), on: CivilDate, at: z.string(), reference: z.optional(z.string()) }),
  ),
  notBecause: z.optional(z.string()),
});
type SafeguardingView = z.infer<typeof SafeguardingView>;

/** Every safeguarding mark of a case, in the order in which they were made. Empty for a reader who may not see them. */
export function safeguardingViews(
  { state, events }: Pick<CaseFile, 'state' | 'events'>,
  procedures: Procedures,
): SafeguardingView[] {
  const runs = new Set(
    state.runs
      .filter((run) => procedureBegun(run) === proceduresAlongside.safeguarding)
      .map(({ run }) => run),
  );
  const opened = events.filter((event) => event.type === 'task-opened').filter(({ run }) => runs.has(run));
  // A task at a step that the procedure no longer has was not decided by anyone: another takes its place.
  const decisions = events
    .filter((event) => event.type === 'decided')
    .filter(({ outcome }) => outcome !== handOver);
  return events.flatMap((event, place): SafeguardingView[] => {
    if (event.type !== 'safeguarding-marked') return [];
    const { mark, at, by, source, reason, message, words } = event;
    // The task that was open then, or the next one to open.
    const started = opened.find(({ task }) => {
      const decided = decisions.find((one) => one.task === task && one.ends);
      return decided === undefined || decided.seq > (events[place]?.seq ?? 0);
    });
    const decided = started && decisions.find(({ task, ends }) => task === started.task && ends);
    return [
      {
        mark,
        at,
        by,
        source,
        ...(reason === undefined ? {} : { reason }),
        ...(message === undefined ? {} : { message }),
        ...(words === undefined ? {} : { words }),
        ...(started === undefined ? {} : { task: taskOf(state, started.task)?.key ?? started.task }),
        ...(decided === undefined
          ? { status: 'open' as const }
          : decidedAs(decided, followedBy(decided.task))),
      },
    ];
  });
  function followedBy(key: string) {
    const task = taskOf(state, key);
    return task && procedureOfTask(task, procedures);
  }
}

function decidedAs(decided: Extract<Event, { type: 'decided' }>, procedure: Procedure | undefined) {
  const decision = { decidedBy: decided.by, decidedAt: decided.at };
  const answers = answersRead(decided, procedure);
  const answer = (name: FieldMeaning) => textOf(answers[name]);
  const to = answer('referredTo');
  if (to === '') return { ...decision, status: 'not safeguarding' as const, notBecause: answer('reason') };
  const reference = answer('referralReference');
  const referral = { to, on: answer('referredOn'), at: answer('referredAt') };
  return {
    ...decision,
    status: 'referred' as const,
    referral: { ...referral, ...(reference === '' ? {} : { reference }) },
  };
}
