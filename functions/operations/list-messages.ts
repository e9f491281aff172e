import { messageWaits, type Case, type Task } from '../domain/case/case.ts';
import { countOf } from '../domain/case/number-ranges.ts';
import { leadingMessage } from '../domain/case/open-messages.ts';
import { findReferences } from '../domain/case/reference.ts';
import type { Message, Read } from '../domain/case/stored-rows.ts';
import type { User } from '../domain/council/council.ts';
import { may } from '../domain/people/may.ts';
import { seesAll } from '../domain/people/may-see.ts';
import { handlingOf } from '../domain/people/sender.ts';
import { teamOf } from '../domain/people/teams.ts';
import type { Event } from '../domain/case/events.ts';
import type { Dependencies } from '../dependencies.ts';
import type { CaseFile, Page } from '../ports.ts';
import { proceduresAlongside } from '../../workflows/procedures/index.ts';

/** A message on a case as work: the task to deal with it, if it has one, or how it was dealt with. */
export interface MessageOnCase {
  file: CaseFile;
  message: Message;
  task?: Task;
  /** The team that deals with it if no one has the task. */
  team?: string;
  /** No one who may see the case has opened it. */
  unread: boolean;
  dealtWith?: Extract<Event, { type: 'message-dealt-with' }>;
  /** How many further messages of the case its task is also about, from any sender. */
  further?: number;
}

export interface MessageFilter {
  handled: boolean;
  case?: string | undefined;
  assignee?: string | undefined;
  team?: string | undefined;
}

/** The id of a message among those of all cases. */
export const messageId = (caseId: string, message: string): string => `${caseId}-${message}`;

/** The case and the message that such an id names. */
export function messageNamed(id: string): { caseId: string; message: string } | undefined {
  const [, named = '', message = ''] = /^(.{1,60})-(M\d{1,9})$/.exec(id) ?? [];
  const [caseId] = findReferences(named);
  return caseId === undefined || caseId !== named.toUpperCase() ? undefined : { caseId, message };
}

/** The message that a task is about; undefined for any other task. */
export function messageOfTask({ runs }: Case, task: Task): string | undefined {
  const run = runs.find(({ run: number }) => number === task.run);
  return run?.procedure === proceduresAlongside.dealWithMessage ? run.matter?.id : undefined;
}

/** Whether a user deals with the messages of a case, or oversees those who do: never independent people. */
export const seesMessages = (user: User, state: Case, { council }: Pick<Dependencies, 'council'>): boolean =>
  may(user, { do: 'read case' }, state, council) && seesAll(user, state);

/**
 * One page of messages that a user may see. Those that wait come by the day by which to deal with them; those dealt with
 * by their cases, the newest first. A page may be empty although another follows.
 */
export async function listMessages(
  deps: Dependencies,
  user: User,
  filter: MessageFilter,
  at: { limit: number; cursor?: string },
): Promise<Page<MessageOnCase>> {
  // Those that wait are among what is recent of a case, if they have a task.
  const isOfTasks = filter.case === undefined && !filter.handled;
  const read = reader(deps, user, isOfTasks);
  const wanted = (found: MessageOnCase) =>
    (filter.assignee === undefined || found.task?.assignee === filter.assignee) &&
    (filter.team === undefined || found.team === filter.team);
  if (!isOfTasks) {
    const [one] = findReferences(filter.case ?? '');
    const state = one === undefined ? undefined : await deps.store.state(one);
    const page: Page<Case> =
      filter.case === undefined ? await deps.store.cases(at) : { items: state ? [state] : [] };
    const items: MessageOnCase[] = [];
    for (const { id } of page.items.filter((each) => seesMessages(user, each, deps)))
      items.push(...(await read(id)).filter(({ dealtWith }) => (dealtWith !== undefined) === filter.handled));
    return { ...page, items: items.filter(wanted) };
  }
  const { items, ...more } = await deps.store.openTasks({
    ...at,
    steps: stepsOf(deps, [proceduresAlongside.dealWithMessage]),
    ...(filter.assignee === undefined ? {} : { assignee: filter.assignee }),
  });
  const found: MessageOnCase[] = [];
  for (const { state, task } of items) {
    const id = messageOfTask(state, task);
    if (id === undefined || !seesMessages(user, state, deps)) continue;
    found.push(...(await read(state.id)).filter(({ message, dealtWith }) => message.id === id && !dealtWith));
  }
  return { items: found.filter(wanted), ...more };
}

/** The steps of some procedures in all their versions. */
export const stepsOf = (
  { procedures }: Pick<Dependencies, 'procedures'>,
  ids: readonly string[],
): string[] => [
  ...new Set(procedures.all.filter(({ id }) => ids.includes(id)).flatMap(({ steps }) => Object.keys(steps))),
];

/** Reads the messages of cases, each case once. */
function reader(
  deps: Dependencies,
  user: User,
  onlyRecent: boolean,
): (caseId: string) => Promise<MessageOnCase[]> {
  const known = new Map<string, Promise<MessageOnCase[]>>();
  const load = async (caseId: string): Promise<MessageOnCase[]> => {
    const file = await (onlyRecent ? deps.store.recent(caseId) : deps.store.file(caseId));
    if (!file || !seesMessages(user, file.state, deps)) return [];
    const reads = await deps.store.reads(caseId);
    return file.messages.flatMap((message) => messageOnCase(deps, file, message, reads));
  };
  return (caseId) => {
    const loaded = known.get(caseId) ?? load(caseId);
    known.set(caseId, loaded);
    return loaded;
  };
}

/** A message that waits or was dealt with; none for the complaint itself and for automatic mail. */
function messageOnCase(
  { council }: Dependencies,
  file: CaseFile,
  message: Message,
  reads: readonly Read[],
): MessageOnCase[] {
  const { state } = file;
  const waits = messageWaits(state, message.id);
  const dealtWith = waits ? undefined : handlingOf(file.events, message.id);
  if (!waits && !dealtWith) return [];
  const task = state.tasks.findLast((one) => messageOfTask(state, one) === message.id);
  const team = teamOf(state, task, council);
  return [
    {
      file,
      message,
      ...(task ? { task } : {}),
      ...(team === undefined ? {} : { team }),
      unread: waits && !reads.some(({ kind, what }) => kind === 'message' && what === message.id),
      ...(dealtWith ? { dealtWith } : {}),
      ...(leadingMessage(state) === message.id ? { further: countOf(state.furtherMessages ?? []) } : {}),
    },
  ];
}

/** The most messages whose opening is recorded with one view of a case. */
const mostOpened = 25;

/** Records that a user has opened the messages of a case that wait, once they have seen them; or the one that was shown. */
export async function recordOpened(
  { store, clock }: Pick<Dependencies, 'store' | 'clock'>,
  { state }: Pick<CaseFile, 'state'>,
  user: User,
  only?: string,
): Promise<void> {
  const opened = (state.openMessages ?? []).filter(({ message }) => only === undefined || message === only);
  for (const { message } of opened.slice(-mostOpened))
    await store.recordRead(state.id, { user: user.id, at: clock.now(), kind: 'message', what: message });
}
