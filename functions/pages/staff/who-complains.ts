import { awaitsComplainant } from '../../domain/case/parties.ts';
import type { User } from '../../domain/council/council.ts';
import { may } from '../../domain/people/may.ts';
import type { CaseFile } from '../../ports.ts';
import type { Words } from '../../words/words.ts';
import type { PageKit } from '../kit/page-kit.ts';

/**
 * The question who complains, on a case that someone passed on: a button for the person quoted, for the sender and for
 * someone whose name no one knows, and a link to name someone else. Undefined once that is said.
 */
export function whoComplainsOnPage(
  { deps }: PageKit,
  { state, messages }: Pick<CaseFile, 'state' | 'messages'>,
  { user, words }: { user: User; words: Words },
) {
  if (!awaitsComplainant(state)) return undefined;
  const text = words.messages.whoComplains;
  const [first] = messages;
  const quoted = first?.forwarded?.name ?? first?.forwarded?.email;
  const sender = first?.from.name ?? first?.from.email;
  const base = `/cases/${state.reference}/steer`;
  const button = (at: string, label: string) => ({ at, action: `${base}/${at}`, text: label });
  const mayAct = may(user, { do: 'act on case' }, state, deps.council);
  return {
    text: text.passedOn({ sender }),
    buttons: mayAct
      ? [
          ...(quoted === undefined ? [] : [button('complainant-quoted', text.quoted({ name: quoted }))]),
          ...(sender === undefined ? [] : [button('complainant-sender', text.sender({ name: sender }))]),
          button('complainant-not-known', text.notKnown),
        ]
      : [],
    other: mayAct ? { href: `${base}/complainant-named`, text: text.someoneElse } : undefined,
  };
}
