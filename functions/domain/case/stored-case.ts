import type { Case } from './case.ts';
import type { Event } from './events.ts';
import type { LetterDraft } from './letter-drafts.ts';
import type { CaseDocument, Draft, LetterRow, Message, Person } from './stored-rows.ts';

/** Everything stored of one case, or what is recent of it. */
export interface StoredCase {
  state: Case;
  events: Event[];
  persons: Person[];
  messages: Message[];
  letters: LetterRow[];
  documents: CaseDocument[];
  drafts: Draft[];
  letterDrafts: LetterDraft[];
  /**
   * How many messages, events and letters of the case were not read (`recent`). Absent if everything was. Without numbers to
   * someone who may not know how much there is of what they do not see (`seenBy`).
   */
  leftOut?: { messages?: number; events?: number; letters?: number };
}
