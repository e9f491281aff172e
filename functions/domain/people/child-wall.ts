import type { Case } from '../case/case.ts';
import { attachmentItem, childrenOf, childrenOfItem } from '../case/child-limits.ts';
import type { Addressee } from '../case/events.ts';
import { partiesAs, partyOf } from '../case/parties.ts';
import type { CaseDocument, Message, Person } from '../case/stored-rows.ts';
import { userById, userIdOf, type Council } from '../council/council.ts';
import { childrenWithheld } from './children-disclosed.ts';
import { isContact } from './contacts.ts';
import { independenceOf } from './independence.ts';
import { leavesCouncil, partyWrittenTo } from './written-to.ts';

// Which papers of a case someone may see when papers are limited to the children they are about (decision 0041).

/** Whether someone may see the papers about these children. */
export type Wall = (children: readonly string[]) => boolean;

/**
 * The wall for a party: a child sees papers about themselves, anyone else those about the children recorded for them. A
 * complainant for whom none are recorded sees everything as long as they are the only complainant.
 */
export function wallForParty(state: Case, party: string | undefined): Wall {
  const recorded = partyOf(state, party)?.children;
  const [first, ...others] = partiesAs(state, 'complainant');
  const seesAll = recorded === undefined && others.length === 0 && party !== undefined && first?.id === party;
  return (children) => seesAll || children.every((child) => child === party || recorded?.includes(child));
}

/** The wall for an independent person: they see papers about the children whom the complaint names to them. */
export function wallForIndependent(state: Case, persons: readonly Person[]): Wall {
  const withheld = childrenWithheld(state, persons);
  const known = new Set(childrenOf(state).filter((id) => !withheld.has(id)));
  return (children) => children.every((child) => known.has(child));
}

/** The messages and documents of a case that a wall lets through, each message with its attachments that it does. */
export function withinWall<File extends { state: Case; documents: CaseDocument[]; messages: Message[] }>(
  file: File,
  wall: Wall,
): File {
  if (file.state.childLimits === undefined) return file;
  const open = (item: string) => wall(childrenOfItem(file.state, item));
  return {
    ...file,
    documents: file.documents.filter(({ id }) => open(id)),
    messages: file.messages
      .filter(({ id }) => open(id))
      .map((message) => ({
        ...message,
        attachments: message.attachments.filter((_, index) => open(attachmentItem(message.id, index))),
      })),
  };
}

/** The enclosures of a letter that its reader may see. People of the council see every paper of a case. */
export function enclosuresFor(
  { state, persons }: { state: Case; persons: readonly Person[] },
  to: Addressee,
  enclosures: readonly string[],
  council: Council,
): string[] {
  const wall = wallForReader(state, persons, to, council);
  return enclosures.filter((id) => wall === undefined || wall(childrenOfItem(state, id)));
}

function wallForReader(
  state: Case,
  persons: readonly Person[],
  to: Addressee,
  council: Council,
): Wall | undefined {
  if (leavesCouncil(to)) return wallForParty(state, partyWrittenTo(to) ?? state.person);
  if (isContact(to)) return undefined;
  const user = userById(council, userIdOf(to));
  return user && independenceOf(user, state) ? wallForIndependent(state, persons) : undefined;
}
