import { taskTag, taskNamed } from './decide-step/decide-step.ts';
import type { Dependencies } from '../dependencies.ts';
import type { User } from '../domain/council/council.ts';
import { outcomeOf } from '../domain/decisions/checks.ts';
import type { Actor } from '../domain/case/events.ts';
import { may } from '../domain/people/may.ts';
import type { Draft } from '../domain/case/stored-rows.ts';
import { procedureOfRun } from './runs/procedure-of-run.ts';

/** A form as someone typed it. `seen` and `version` identify the step and the draft that were shown to them. */
export interface SaveDraftCommand {
  caseId: string;
  task: string;
  outcome: string;
  typed: Readonly<Record<string, readonly string[]>>;
  by: User;
  seen: string;
  version: number;
}

export type DraftResult =
  | { ok: true; draft: Draft }
  | { ok: false; code: 'not found' | 'not allowed' | 'decided already' | 'stale' }
  | { ok: false; code: 'newer draft'; draft: Draft | undefined };

/** Cases change while people type. More changes in a row than this are a fault. */
const attempts = 10;

/** Thrown if others kept changing the case at the same moment. The caller should try again. */
class CaseBusy extends Error {
  override name = 'CaseBusy' as const;
}

/** Saves answers typed for an outcome of a step, for anyone who may decide it. Replaces the draft that was shown. */
export async function saveDraft(deps: Dependencies, command: SaveDraftCommand): Promise<DraftResult> {
  const { caseId, outcome: outcomeId, by } = command;
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    const file = await deps.store.recent(caseId);
    const task = file && taskNamed(file.state, command.task);
    if (!file || !task || !may(by, { do: 'read case' }, file.state, deps.council))
      return { ok: false, code: 'not found' };
    const step = procedureOfRun(deps.procedures, file, task.run).steps[task.step];
    const outcome = step && outcomeOf(step, outcomeId);
    if (!step || !outcome) return { ok: false, code: 'not found' };
    if (!may(by, { do: 'decide', task, step, outcome }, file.state, deps.council))
      return { ok: false, code: 'not allowed' };
    if (task.status === 'decided') return { ok: false, code: 'decided already' };
    if (command.seen !== taskTag(file.state, task)) return { ok: false, code: 'stale' };
    const before = draftOf(file.drafts, task.key, outcomeId);
    if ((before?.version ?? 0) !== command.version) return { ok: false, code: 'newer draft', draft: before };
    const draft = nextDraft(before, {
      task: task.key,
      outcome: outcomeId,
      typed: Object.fromEntries(Object.entries(command.typed).map(([name, values]) => [name, [...values]])),
      at: deps.clock.now(),
      by: `user:${by.id}`,
    });
    // The case may change between this read and the write. Then the loop reads it again.
    if ((await deps.store.saveDraft(caseId, draft, file.state.version)) === 'saved')
      return { ok: true, draft };
  }
  throw new CaseBusy('the case was changed by others at the same moment, time after time');
}

export function draftOf(drafts: readonly Draft[], task: string, outcome: string): Draft | undefined {
  return drafts.find((draft) => draft.task === task && draft.outcome === outcome);
}

/** The question that a field belongs to: the parts of a date, or the rows of a list, are one question. */
export const questionOf = (name: string): string => name.replace(/\..*/s, '');

/** The questions whose answers differ between two forms. */
function differences(
  one: Readonly<Record<string, readonly string[]>>,
  other: Readonly<Record<string, readonly string[]>>,
): Set<string> {
  const names = [...new Set([...Object.keys(one), ...Object.keys(other)])];
  // An empty field counts as absent, because forms do not send boxes that are not ticked.
  const value = (typed: typeof one, name: string) =>
    (typed[name] ?? []).filter((text) => text !== '').join('\0');
  return new Set(
    names
      .filter((name) => !name.endsWith('.rows') && value(one, name) !== value(other, name))
      .map(questionOf),
  );
}

function nextDraft(
  before: Draft | undefined,
  { at, by, ...now }: Omit<Draft, 'version' | 'changed'> & { by: Actor },
): Draft {
  const fresh = [...differences(before?.typed ?? {}, now.typed)].map(
    (question) => [question, { at, by }] as const,
  );
  return {
    ...now,
    at,
    by,
    version: (before?.version ?? 0) + 1,
    changed: { ...before?.changed, ...Object.fromEntries(fresh) },
  };
}
