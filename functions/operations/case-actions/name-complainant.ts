import { awaitsComplainant } from '../../domain/case/parties.ts';
import type { Message } from '../../domain/case/stored-rows.ts';
import type { User } from '../../domain/council/council.ts';
import type { Details } from '../../domain/people/change-person.ts';
import { isEmailAddress } from '../../domain/text/email-address.ts';
import { invalid, refuse } from '../../domain/text/refusal.ts';
import type { Dependencies } from '../../dependencies.ts';
import { actOnCase } from './case-action.ts';
import { newParty } from './new-party.ts';
import { followNewcomer, type WithParty } from './parties.ts';

/**
 * Who complains, in a mail that someone passed on: the person it quotes, its sender themselves, someone who is named here,
 * or someone whose name no one knows.
 */
export const complainantChoices = ['quoted', 'sender', 'someone else', 'not known'] as const;
export type ComplainantChoice = (typeof complainantChoices)[number];

const contactDetails = ['name', 'email', 'phone', 'address'] as const;

/**
 * Records who complains, when a colleague or another organisation passed on what someone else wrote. They get the receipt
 * that the person who passed it on did not get. What the mail says of the person it quotes is taken as it is, so their
 * address is not proven: the receipt has no link and nothing of the text.
 */
export async function nameComplainant(
  deps: Dependencies,
  command: {
    caseId: string;
    who: ComplainantChoice;
    /** Of someone else. */
    details: Pick<Details, (typeof contactDetails)[number]>;
    by: User;
  },
): Promise<WithParty> {
  const { who, details } = command;
  let party = '';
  const result = await actOnCase(deps, command.caseId, command.by, async (file) => {
    const { state } = file;
    if (!awaitsComplainant(state)) return refuse('conflict', { code: 'complainant-known', params: {} });
    const given = contactDetails.find((name) => details[name] !== undefined);
    if (who !== 'someone else' && given !== undefined)
      return invalid({ field: given, code: 'details-not-asked', params: {} });
    if (who === 'someone else' && details.name === undefined)
      return invalid({ field: 'name', code: 'answer-needed', params: {} });
    const known = who === 'someone else' ? details : detailsIn(file.messages[0], who);
    if (known === undefined) return invalid({ field: 'who', code: 'no-one-quoted', params: {} });
    const now = deps.clock.now();
    const by = `user:${command.by.id}` as const;
    const added = newParty(
      deps,
      state,
      { roles: ['complainant'], copies: 'all letters', details: known, reason: undefined },
      { now, by },
    );
    party = added.party;
    return followNewcomer(deps, file, [added.event], added.person);
  });
  return result.ok ? { ...result, party } : result;
}

/** What is known of the person from what was passed on; undefined if it quotes no one. */
function detailsIn(message: Message | undefined, who: ComplainantChoice): Details | undefined {
  if (who === 'not known') return {};
  const from = who === 'quoted' ? message?.forwarded : message?.from;
  const { name, email } = from ?? {};
  if (name === undefined && email === undefined) return undefined;
  const isAddress = email !== undefined && isEmailAddress(email);
  // Without an address that letters can go to, the text that stood in its place is all that is known of them.
  return {
    ...(name === undefined ? (isAddress ? {} : { name: email }) : { name }),
    ...(isAddress ? { email } : {}),
  };
}
