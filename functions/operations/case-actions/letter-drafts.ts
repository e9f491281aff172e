import type { Case } from '../../domain/case/case.ts';
import type { Actor, Event, NewEvent } from '../../domain/case/events.ts';
import type { draftChanges, LetterDraft } from '../../domain/case/letter-drafts.ts';
import { presentUser, type User } from '../../domain/council/council.ts';
import { may } from '../../domain/people/may.ts';
import { invalid, refuse, type Refused } from '../../domain/text/refusal.ts';
import { londonDate } from '../../domain/time/civil-date.ts';
import type { Dependencies } from '../../dependencies.ts';
import type { CaseFile } from '../../ports.ts';
import { proceduresAlongside } from '../../../workflows/procedures/index.ts';
import { draftProcedures } from '../../../workflows/procedures/letter-drafts.ts';
import { startAlongside } from '../runs/start-alongside.ts';
import { actOnCase, type CaseActionChange, type CaseActionRefusal } from './case-action.ts';
import { endFollowUps } from './follow-up.ts';
import { letterWritten, refuseUnknown, type NewLetter } from './write-letter.ts';
import type { EventsAndOutbox } from '../events-and-outbox.ts';

/** A letter as it is saved, finished or not. */
export type DraftedLetter = { [Part in keyof NewLetter]?: NewLetter[Part] | undefined };

/** What someone does with a draft. `version`: the one that they have read. */
export interface DraftCommand {
  caseId: string;
  by: User;
  draft: string;
  version: number;
}

export type DraftResult = { ok: true; state: Case; draft: string } | CaseActionRefusal;

const noSuchDraft = refuse('not found', { code: 'no-such-letter-draft', params: {} });

/** Begins the draft of a letter: a task of its author until it is sent or discarded. */
export async function beginLetterDraft(
  deps: Dependencies,
  { caseId, by, letter }: { caseId: string; by: User; letter: DraftedLetter },
): Promise<DraftResult> {
  let begun = '';
  const result = await actOnCase(
    deps,
    caseId,
    by,
    (file) => {
      const { state, events } = file;
      if (state.tasks.length === 0) return refuse('conflict', { code: 'case-not-begun', params: {} });
      // What a draft names has to exist; what is not there yet is asked for when it is sent.
      const refused = refuseUnknown(file, letter);
      if (refused) return refused;
      begun = `LD${nextDraftNumber(events)}`;
      const now = deps.clock.now();
      const draft: LetterDraft = {
        id: begun,
        version: 1,
        author: by.id,
        ...partsOf(letter),
        savedAt: now,
        savedBy: by.id,
      };
      const given = handTo(deps, state, by.id, 'finish', { draft: begun, by });
      return {
        events: [changed(deps, by, begun, 'saved'), ...given.events],
        outbox: given.outbox,
        letterDrafts: [draft],
      };
    },
    { do: 'write letter' },
  );
  return result.ok ? { ...result, draft: begun } : result;
}

/** The number of the next draft of a case. What was discarded has its events, so a number is never given twice. */
export const nextDraftNumber = (events: readonly Event[]): number =>
  Math.max(
    0,
    ...events.flatMap((event) =>
      event.type === 'letter-drafted' ? Number(event.draft.slice('LD'.length)) : [],
    ),
  ) + 1;

/** Saves the draft of a letter again, in place of the version that its author has read. */
export const saveLetterDraft = (
  deps: Dependencies,
  { letter, ...command }: DraftCommand & { letter: DraftedLetter },
): Promise<DraftResult> =>
  onDraft(deps, command, (file, draft) => {
    const { by } = command;
    const refused = refuseChange(deps, file, draft, by) ?? refuseUnknown(file, letter);
    if (refused) return refused;
    const { id, version, author, remark } = draft;
    const saved: LetterDraft = {
      id,
      version: version + 1,
      author,
      ...partsOf(letter),
      ...(remark ? { remark } : {}),
      savedAt: deps.clock.now(),
      savedBy: by.id,
    };
    return { events: [changed(deps, by, id, 'saved')], letterDrafts: [saved] };
  });

/** Discards the draft of a letter: its text is gone. */
export const discardLetterDraft = (deps: Dependencies, command: DraftCommand): Promise<DraftResult> =>
  onDraft(deps, command, (file, draft) => {
    const { by } = command;
    const refused = refuseChange(deps, file, draft, by);
    if (refused) return refused;
    const ended = takeFrom(deps, file.state, draft.id, by);
    if ('ok' in ended) return ended;
    return {
      events: [...ended.events, changed(deps, by, draft.id, 'discarded')],
      outbox: ended.outbox,
      letterDraftsDone: [draft.id],
    };
  });

/** Sends a finished draft without anyone else having checked it. */
export const sendLetterDraft = (deps: Dependencies, command: DraftCommand): Promise<DraftResult> =>
  onDraft(deps, command, (file, draft) => {
    const refused = refuseChange(deps, file, draft, command.by);
    return refused ?? sent(deps, file, draft, { by: command.by });
  });

/** Asks a colleague who may write letters on the case to check one before it goes. */
export const askToCheckLetter = (
  deps: Dependencies,
  { colleague, ...command }: DraftCommand & { colleague: string },
): Promise<DraftResult> =>
  onDraft(deps, command, (file, draft) => {
    const { by } = command;
    const refused = refuseChange(deps, file, draft, by);
    if (refused) return refused;
    if (!mayCheck(deps, file.state, draft, colleague))
      return invalid({ field: 'colleague', code: 'cannot-check-letter', params: {} });
    // What cannot go is not shown to anyone else.
    const tried = letterWritten(deps, file, finished(draft), { by });
    if ('ok' in tried) return tried;
    const ended = takeFrom(deps, file.state, draft.id, by);
    if ('ok' in ended) return ended;
    const given = handTo(deps, file.state, colleague, 'check', { draft: draft.id, by });
    const { remark: _, ...rest } = draft;
    return {
      events: [...ended.events, changed(deps, by, draft.id, 'check asked for', colleague), ...given.events],
      outbox: [...ended.outbox, ...given.outbox],
      letterDrafts: [{ ...rest, check: { colleague, askedAt: deps.clock.now() } }],
    };
  });

/** Takes a letter back from the colleague who was asked to check it. */
export const takeBackLetter = (deps: Dependencies, command: DraftCommand): Promise<DraftResult> =>
  onDraft(deps, command, (file, draft) => {
    const { by } = command;
    if (!isTheirs(deps, file, draft, by))
      return refuse('not allowed', { code: 'not-author-of-letter', params: {} });
    if (!draft.check) return refuse('conflict', { code: 'letter-not-being-checked', params: {} });
    return back(deps, file, draft, by, { what: 'taken back' });
  });

/** Approves a letter that one was asked to check, which sends it, or sends it back to its author with a remark. */
export const answerLetterCheck = (
  deps: Dependencies,
  { approve, remark, ...command }: DraftCommand & { approve: boolean; remark?: string | undefined },
): Promise<DraftResult> =>
  onDraft(deps, command, (file, draft) => {
    const { by } = command;
    if (!draft.check) return refuse('conflict', { code: 'letter-not-being-checked', params: {} });
    if (checkerOf(file.state, draft) !== by.id || draft.author === by.id)
      return refuse('not allowed', { code: 'not-asked-to-check', params: {} });
    if (approve) return sent(deps, file, draft, { by, author: draft.author });
    if (remark === undefined) return invalid({ field: 'remark', code: 'answer-needed', params: {} });
    return back(deps, file, draft, by, { what: 'sent back', remark });
  });

/** Who checks a letter: the colleague who was asked, or whoever was given their task since. */
export function checkerOf({ runs, tasks }: Case, { id, check }: LetterDraft): string | undefined {
  const run = runs.findLast(
    ({ procedure, matter }) => procedure === proceduresAlongside.checkLetter && matter?.id === id,
  );
  const task = tasks.find((one) => one.run === run?.run && one.status === 'open');
  return check && (task?.assignee ?? check.colleague);
}

/** The people who can be asked to check a letter: whoever may write letters on the case, except its author. */
export const possibleCheckers = (
  { council }: Pick<Dependencies, 'council'>,
  state: Case,
  author: string,
): User[] => council.users.filter((user) => mayCheck({ council }, state, { author }, user.id));

/** Whether a user may change a draft: its author, or whoever may act on the case. */
export const isTheirs = (
  { council }: Pick<Dependencies, 'council'>,
  { state }: Pick<CaseFile, 'state'>,
  { author }: Pick<LetterDraft, 'author'>,
  user: User,
): boolean => author === user.id || may(user, { do: 'act on case' }, state, council);

function mayCheck(
  { council }: Pick<Dependencies, 'council'>,
  state: Case,
  { author }: Pick<LetterDraft, 'author'>,
  id: string,
): boolean {
  const user = presentUser(council, id);
  return user !== undefined && id !== author && may(user, { do: 'write letter' }, state, council);
}

/** Works on the version of a draft that the user has read. */
async function onDraft(
  deps: Dependencies,
  { caseId, by, draft: id, version }: DraftCommand,
  work: (file: CaseFile, draft: LetterDraft) => CaseActionChange | CaseActionRefusal,
): Promise<DraftResult> {
  const result = await actOnCase(
    deps,
    caseId,
    by,
    (file) => {
      const draft = file.letterDrafts.find((one) => one.id === id);
      if (!draft) return noSuchDraft;
      return draft.version === version
        ? work(file, draft)
        : refuse('conflict', { code: 'letter-draft-changed', params: {} });
    },
    { do: 'write letter' },
  );
  return result.ok ? { ...result, draft: id } : result;
}

function refuseChange(
  deps: Dependencies,
  file: CaseFile,
  draft: LetterDraft,
  by: User,
): Refused<'not allowed' | 'conflict'> | undefined {
  if (!isTheirs(deps, file, draft, by))
    return refuse('not allowed', { code: 'not-author-of-letter', params: {} });
  return draft.check ? refuse('conflict', { code: 'letter-being-checked', params: {} }) : undefined;
}

const partsOf = ({ to, subject, text, documents = [], message }: DraftedLetter) => ({
  ...(to === undefined ? {} : { to }),
  ...(subject === undefined ? {} : { subject }),
  ...(text === undefined ? {} : { text }),
  ...(documents.length === 0 ? {} : { documents: [...documents] }),
  ...(message === undefined ? {} : { message }),
});

/** A draft as a letter; what is missing is empty, and refused. */
export const finished = ({
  to = '',
  subject = '',
  text = '',
  documents,
  message,
}: LetterDraft): NewLetter => ({
  to,
  subject,
  text,
  documents,
  message,
});

/** The draft goes as a letter and is gone, in one change: a second approval finds nothing. */
function sent(
  deps: Dependencies,
  file: CaseFile,
  draft: LetterDraft,
  who: { by: User; author?: string },
): CaseActionChange | CaseActionRefusal {
  const letter = finished(draft);
  const empty = (['to', 'subject', 'text'] as const).find((part) => letter[part] === '');
  if (empty !== undefined) return invalid({ field: empty, code: 'answer-needed', params: {} });
  const written = letterWritten(deps, file, letter, who);
  if ('ok' in written) return written;
  const ended = takeFrom(deps, file.state, draft.id, who.by);
  if ('ok' in ended) return ended;
  return {
    events: [...ended.events, ...written.events],
    outbox: [...ended.outbox, ...written.outbox],
    letterDraftsDone: [draft.id],
  };
}

/** The letter goes back to its author, as their task again. */
function back(
  deps: Dependencies,
  { state }: CaseFile,
  draft: LetterDraft,
  by: User,
  { what, remark }: { what: 'taken back' | 'sent back'; remark?: string },
): CaseActionChange | CaseActionRefusal {
  const ended = takeFrom(deps, state, draft.id, by);
  if ('ok' in ended) return ended;
  const given = handTo(deps, state, draft.author, 'finish', { draft: draft.id, by });
  const { check, ...rest } = draft;
  return {
    events: [...ended.events, changed(deps, by, draft.id, what, check?.colleague), ...given.events],
    outbox: [...ended.outbox, ...given.outbox],
    letterDrafts: [
      {
        ...rest,
        ...(remark === undefined ? {} : { remark: { by: by.id, at: deps.clock.now(), text: remark } }),
      },
    ],
  };
}

const changed = (
  { clock }: Pick<Dependencies, 'clock'>,
  by: User,
  draft: string,
  what: (typeof draftChanges)[number],
  colleague?: string,
): NewEvent => ({
  at: clock.now(),
  by: `user:${by.id}`,
  type: 'letter-drafted',
  draft,
  what,
  ...(colleague === undefined ? {} : { colleague }),
});

/** The task to finish or to check a letter, for whoever has it now. */
function handTo(
  deps: Dependencies,
  state: Case,
  owner: string,
  task: 'finish' | 'check',
  { draft, by }: { draft: string; by: User },
): EventsAndOutbox {
  const now = deps.clock.now();
  return startAlongside(deps, state, {
    procedure: task === 'finish' ? proceduresAlongside.finishLetter : proceduresAlongside.checkLetter,
    matter: { id: draft, owner, from: londonDate(now) },
    now,
    by: `user:${by.id}`,
  });
}

/** Ends the task of whoever has the letter now. Its machine opens it a moment after it was given. */
const takeFrom = (deps: Dependencies, state: Case, draft: string, by: User) =>
  taskOfDraftOver(deps, state, draft, `user:${by.id}`);

/** The same for whoever ends it: a person, or the program with the case. */
export function taskOfDraftOver(
  deps: Pick<Dependencies, 'procedures' | 'clock'>,
  state: Case,
  draft: string,
  by: Actor,
): EventsAndOutbox | Refused<'conflict'> {
  const ended = endFollowUps(
    deps,
    state,
    { procedures: draftProcedures, subject: draft, effect: 'call off', answers: {} },
    { now: deps.clock.now(), by },
  );
  const waits = state.runs.some(
    ({ procedure, matter, status }) =>
      status === 'running' && matter?.id === draft && draftProcedures.includes(procedure),
  );
  return waits && ended.events.length === 0
    ? refuse('conflict', { code: 'case-between-steps', params: {} })
    : ended;
}
