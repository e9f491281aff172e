import type { User } from '../../domain/council/council.ts';
import { writtenLetterOf } from '../../domain/correspondence/own-words.ts';
import { may } from '../../domain/people/may.ts';
import { checkerOf } from '../../operations/case-actions/letter-drafts.ts';
import type { CaseFile } from '../../ports.ts';
import type { Words } from '../../words/words.ts';
import { nameOf, type PageKit } from '../kit/page-kit.ts';
import { moment } from '../kit/render.ts';

/** The letters on a case that someone is writing, with who has each now. */
export function draftsOnPage(kit: PageKit, file: CaseFile, user: User, words: Words) {
  const text = words.staff.case;
  const mayWrite = may(user, { do: 'write letter' }, file.state, kit.deps.council);
  return file.letterDrafts.map((draft) => {
    const colleague = checkerOf(file.state, draft);
    return {
      title: text.draftTitle({ subject: draft.subject }),
      by: text.draftBy({
        author: nameOf(kit, draft.author, words),
        at: moment(draft.savedAt),
        colleague: colleague === undefined ? undefined : nameOf(kit, colleague, words),
      }),
      text: draft.text,
      href: mayWrite ? `/cases/${file.state.reference}/letter-drafts/${draft.id}` : undefined,
    };
  });
}

/** Who wrote a letter and who approved it, if someone did. */
export function approvalOf(
  kit: PageKit,
  { events }: CaseFile,
  key: string,
  words: Words,
): string | undefined {
  const written = writtenLetterOf(key, events);
  return written?.author === undefined
    ? undefined
    : words.staff.case.writtenBy({
        author: nameOf(kit, written.author, words),
        approver: nameOf(kit, written.by, words),
      });
}
