import type { Message } from '../../domain/case/stored-rows.ts';
import type { User } from '../../domain/council/council.ts';
import { longDateWithWeekday } from '../../domain/time/civil-date.ts';
import { may } from '../../domain/people/may.ts';
import type { CaseFile } from '../../ports.ts';
import type { Words } from '../../words/words.ts';
import type { PageKit } from '../kit/page-kit.ts';

/**
 * The mail that a message forwards: whose it is, their words if the message does not show them already, and where they
 * are made the complainant. Anyone can write a forward, so it is an offer only.
 */
export function forwardedOnPage(
  kit: PageKit,
  { state, persons }: Pick<CaseFile, 'state' | 'persons'>,
  { forwarded, text }: Pick<Message, 'forwarded' | 'text'>,
  { user, words }: { user: User; words: Words },
) {
  if (!forwarded) return undefined;
  const { name, email, on } = forwarded;
  const complainant = persons.find(({ id }) => id === state.person);
  const isComplainant =
    email === undefined
      ? name !== undefined && complainant?.name === name
      : complainant?.email?.toLowerCase() === email.toLowerCase();
  // Of a case that was passed on the page asks who complains, and then says it.
  const named = state.passedOn === true ? complainant?.name : undefined;
  return {
    complainant: named === undefined ? undefined : words.messages.whoComplains.recorded({ name: named }),
    by: words.messages.forwarded({
      ...(name === undefined ? {} : { name }),
      ...(email === undefined ? {} : { email }),
      ...(on === undefined ? {} : { on: longDateWithWeekday(on) }),
    }),
    text: text.includes(forwarded.text.slice(0, 200)) ? undefined : forwarded.text,
    offer:
      complainant && !isComplainant && may(user, { do: 'act on case' }, state, kit.deps.council)
        ? {
            href: `/cases/${state.reference}/steer/forwarded`,
            text: words.messages.makeComplainant({ name: name ?? email }),
          }
        : undefined,
  };
}
