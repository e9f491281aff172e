import { lettersStopped } from '../../domain/case/parties.ts';
import type { User } from '../../domain/council/council.ts';
import type { Details } from '../../domain/people/change-person.ts';
import { sameMailbox } from '../../domain/people/mail-address.ts';
import { invalid, refuse } from '../../domain/text/refusal.ts';
import type { CivilDate } from '../../domain/time/civil-date.ts';
import { currentCalendar, type Dependencies } from '../../dependencies.ts';
import { actOnCase } from './case-action.ts';
import { correctionIn } from './correct-case.ts';
import { newParty } from './new-party.ts';
import { followPeople, type WithParty } from './parties.ts';

/**
 * Puts right a mail that someone else passed on: the person it quotes becomes the complainant, the sender a third party or
 * no one. Links that went to the sender stop working. The day of receipt is the day on which the complainant wrote, and not
 * that on which it was passed on: clocks are worked out again from it.
 */
export async function putSenderRight(
  deps: Dependencies,
  command: {
    caseId: string;
    details: Details;
    sender: 'third party' | 'no one';
    /** The day on which the complainant wrote, when the case has another. */
    receivedOn?: CivilDate | undefined;
    reason: string;
    by: User;
  },
): Promise<WithParty> {
  const { details, sender, reason } = command;
  const calendar = await currentCalendar(deps);
  let party = '';
  const result = await actOnCase(deps, command.caseId, command.by, (file) => {
    const { state } = file;
    const from = state.person;
    if (from === undefined || lettersStopped(state))
      return refuse('conflict', { code: 'no-person-on-case', params: {} });
    if (details.name === undefined) return invalid({ field: 'name', code: 'answer-needed', params: {} });
    const known = file.persons.find(({ id }) => id === from)?.email;
    if (known !== undefined && details.email !== undefined && sameMailbox(known, details.email))
      return invalid({ field: 'email', code: 'sender-themselves', params: {} });
    const now = deps.clock.now();
    const by = `user:${command.by.id}` as const;
    const base = { at: now, by, reason };
    const added = newParty(
      deps,
      state,
      { roles: ['complainant'], copies: 'all letters', details, reason },
      { now, by },
    );
    party = added.party;
    const people = followPeople(
      deps,
      file,
      [
        added.event,
        sender === 'third party'
          ? { ...base, type: 'party-roles-changed', party: from, roles: ['third party'], copies: 'nothing' }
          : { ...base, type: 'party-ended', party: from, why: 'recorded by mistake' },
      ],
      [added.person],
    );
    const { receivedOn } = command;
    if ('ok' in people || receivedOn === undefined || receivedOn === state.receivedOn) return people;
    const request = { what: 'receivedOn' as const, value: receivedOn, reason };
    const corrected = correctionIn(deps, file, { request, by, calendar });
    if ('ok' in corrected)
      return corrected.errors === undefined
        ? corrected
        : { ...corrected, errors: corrected.errors.map((error) => ({ ...error, field: 'receivedOn' })) };
    return {
      ...people,
      ...corrected,
      events: [...people.events, ...corrected.events],
      letters: [...people.letters, ...(corrected.letters ?? [])],
      outbox: [...people.outbox, ...(corrected.outbox ?? [])],
    };
  });
  return result.ok ? { ...result, party } : result;
}
