import * as z from 'zod/mini';
import { LetterDraft } from '../domain/case/letter-drafts.ts';
import type { CaseFile } from '../ports.ts';
import { checkerOf } from '../operations/case-actions/letter-drafts.ts';

/** The draft of a letter, with who has it now: its author, or the colleague who checks it. */
export const LetterDraftView = z.object({ ...LetterDraft.shape, with: z.string() });
export type LetterDraftView = z.infer<typeof LetterDraftView>;

export const letterDraftViews = ({ state, letterDrafts }: CaseFile): LetterDraftView[] =>
  letterDrafts.map((draft) => ({ ...draft, with: checkerOf(state, draft) ?? draft.author }));
