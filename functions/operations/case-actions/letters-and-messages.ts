import { hasMessage, messageWaits, type LetterState } from '../../domain/case/case.ts';
import { letterId, type Dependencies } from '../../dependencies.ts';
import type { User } from '../../domain/council/council.ts';
import { subjectOfLetter, writtenOn } from '../../domain/decisions/letter-effects.ts';
import { invalid, refuse } from '../../domain/text/refusal.ts';
import { londonDate, londonInstant, type CivilDate } from '../../domain/time/civil-date.ts';
import type { Message, Person } from '../../domain/case/stored-rows.ts';
import { partyOf } from '../../domain/case/parties.ts';
import { someoneElse } from '../../domain/people/sender.ts';
import { leavesCouncil } from '../../domain/people/written-to.ts';
import type { CaseFile } from '../../ports.ts';
import { proceduresAlongside } from '../../../workflows/procedures/index.ts';
import { receiveMessage } from '../receive-message.ts';
import { messageDealtWith } from '../message-dealt-with.ts';
import { startAlongside } from '../runs/start-alongside.ts';
import { actOnCase, actOnRecent, type CaseActionResult } from './case-action.ts';
import { endFollowUps } from './follow-up.ts';
import { refuseDayOfCase } from '../../domain/time/day-of-receipt.ts';

/** What became of a letter to the complainant, as an officer records it. */
export type LetterNews =
  | { became: 'posted'; on?: CivilDate | undefined }
  | { became: 'returned'; detail: string }
  | { became: 'reached'; on?: CivilDate | undefined; how: string };
type Became = LetterNews['became'];

/** Whether something can have become of a letter as it is. */
export const canBecome: Record<Became, (letter: LetterState) => boolean> = {
  posted: ({ to, status }) => leavesCouncil(to) && status === 'to be posted',
  returned: ({ to, status, reachedOn }) =>
    leavesCouncil(to) && ['sent', 'posted', 'unconfirmed'].includes(status) && reachedOn === undefined,
  reached: ({ to, status, reachedOn }) =>
    leavesCouncil(to) &&
    ['to be posted', 'refused', 'unconfirmed', 'returned'].includes(status) &&
    reachedOn === undefined,
};

/** The letter of a case with this id or key. */
export const letterNamed = ({ state }: Pick<CaseFile, 'state'>, name: string): LetterState | undefined =>
  state.letters.find(({ key }) => key === name || letterId(state.id, key) === name);

/**
 * Records that a letter to the complainant was posted, came back, or that they learned in another way what it says (law.md
 * section 2c). Their time to go on to the next stage counts from then. A letter that came back leaves the task to reach
 * them another way.
 */
export function recordLetter(
  deps: Dependencies,
  command: { caseId: string; letter: string; news: LetterNews; by: User },
): Promise<CaseActionResult> {
  const { news } = command;
  return actOnCase(deps, command.caseId, command.by, (file) => {
    const { state } = file;
    const letter = letterNamed(file, command.letter);
    if (!letter) return refuse('not found', { code: 'no-such-letter', params: {} });
    if (!canBecome[news.became](letter))
      return refuse('conflict', { code: 'letter-settled-already', params: {} });
    const now = deps.clock.now();
    const today = londonDate(now);
    const by = `user:${command.by.id}` as const;
    const base = { at: now, by, letter: letter.key };
    const subject = subjectOfLetter(state, letter.key);
    if (news.became === 'returned') {
      const start = startAlongside(deps, state, {
        procedure: proceduresAlongside.contactAnotherWay,
        matter: { id: subject, from: today },
        now,
        by,
      });
      return {
        events: [{ ...base, type: 'letter-returned', detail: news.detail }, ...start.events],
        outbox: start.outbox,
      };
    }
    const { on = today } = news;
    if (on > today) return invalid({ field: 'on', code: 'day-in-future', params: { today } });
    const written = writtenOn(letter);
    if (on < written) return invalid({ field: 'on', code: 'before-letter', params: { written } });
    const ended = endFollowUps(
      deps,
      state,
      {
        procedures: [proceduresAlongside.postLetter, proceduresAlongside.contactAnotherWay],
        subject,
        effect: news.became === 'posted' ? 'letter posted' : 'letter reached',
        answers: news.became === 'posted' ? { postedOn: on } : { reachedOn: on, how: news.how },
      },
      { now, by },
    );
    return {
      events: [
        ...ended.events,
        news.became === 'posted'
          ? { ...base, type: 'letter-posted', on }
          : { ...base, type: 'letter-reached', on, how: news.how },
      ],
      outbox: ended.outbox,
    };
  });
}

/** Records what a person did about a message of the complainant; until then no time of theirs runs out. */
export function dealWithMessage(
  deps: Dependencies,
  command: { caseId: string; message: string; done: string; by: User },
): Promise<CaseActionResult> {
  const { message, done } = command;
  return actOnRecent(deps, command.caseId, command.by, ({ state }) => {
    if (!hasMessage(state, message)) return refuse('not found', { code: 'no-such-message', params: {} });
    if (!messageWaits(state, message))
      return refuse('conflict', { code: 'message-done-already', params: {} });
    const at = { now: deps.clock.now(), by: `user:${command.by.id}` as const };
    return messageDealtWith(deps, state, { message, done }, at);
  });
}

/**
 * Records what the complainant, or whoever `from` says, said or wrote by a channel that no machine receives, such as a call. It counts from the day
 * on which it came, not from the day on which someone recorded it.
 */
export async function recordMessage(
  deps: Dependencies,
  command: {
    caseId: string;
    channel: Message['channel'];
    text: string;
    receivedOn?: CivilDate | undefined;
    /** A party of the case, or `someone else`, whose `name` it says. */
    from?: string | undefined;
    name?: string | undefined;
    by: User;
  },
): Promise<CaseActionResult> {
  const now = deps.clock.now();
  const today = londonDate(now);
  const { receivedOn = today } = command;
  // A message is written by an operation of its own, so permission is checked before it.
  let person: Pick<Person, 'name' | 'email' | 'phone'> | undefined;
  const { from, name } = command;
  const allowed = await actOnRecent(deps, command.caseId, command.by, ({ state, persons }) => {
    if (from !== someoneElse && name !== undefined)
      return invalid({ field: 'name', code: 'unknown-field', params: {} });
    if (from === someoneElse) {
      if (name === undefined) return invalid({ field: 'name', code: 'answer-needed', params: {} });
      person = { name };
    } else {
      const party = from ?? state.person;
      const known = from === undefined ? undefined : partyOf(state, from);
      if (from !== undefined && (!known || known.ended !== undefined))
        return invalid({ field: 'from', code: 'no-such-party-now', params: {} });
      person = persons.find(({ id }) => id === party);
    }
    const wrongDay = refuseDayOfCase(receivedOn, today, state);
    return wrongDay ? invalid({ field: 'receivedOn', ...wrongDay }) : { events: [] };
  });
  if (!allowed.ok) return allowed;
  const { channel, text } = command;
  await receiveMessage(deps, command.caseId, {
    content: {
      channel,
      receivedAt: receivedOn === today ? now : londonInstant(receivedOn, '12:00'),
      from: { name: person?.name, email: person?.email, phone: person?.phone },
      subject: '',
      text,
      attachments: [],
    },
    automatic: false,
    arrival: { way: 'recorded', by: command.by.id, from },
    once: [],
  });
  return { ok: true, state: (await deps.store.state(command.caseId)) ?? allowed.state };
}
