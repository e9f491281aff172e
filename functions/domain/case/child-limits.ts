import type { FieldRefusal } from '../text/refusal.ts';
import type { Case } from './case.ts';
import type { ChildLimit } from './child-limit.ts';
import { partiesAs } from './parties.ts';
import type { CaseDocument, Message } from './stored-rows.ts';

/** The id of an attachment among the papers of its case: its message and its place in it, from 1. */
export const attachmentItem = (message: string, index: number): string => `${message}-${index + 1}`;

/** The children whom a paper is limited to. Empty for one that is not limited. */
export const childrenOfItem = ({ childLimits = [] }: Pick<Case, 'childLimits'>, item: string): string[] =>
  childLimits.find((limit) => limit.item === item)?.children ?? [];

/** The ids of all papers of a case that can be limited. */
export const papersOf = (file: {
  documents: readonly Pick<CaseDocument, 'id'>[];
  messages: readonly Pick<Message, 'id' | 'attachments'>[];
}): string[] => [
  ...file.documents.map(({ id }) => id),
  ...file.messages.flatMap(({ id, attachments }) => [
    id,
    ...attachments.map((_, index) => attachmentItem(id, index)),
  ]),
];

/** The state after a paper was limited, or its limit lifted. */
export function withChildLimit(state: Case, { item, children }: ChildLimit): Case {
  const { childLimits = [], ...rest } = state;
  const others = childLimits.filter((limit) => limit.item !== item);
  const limits = children.length === 0 ? others : [...others, { item, children: [...children] }];
  return limits.length === 0 ? rest : { ...rest, childLimits: limits };
}

/** Children as they are kept in a case: each once, always in the same order. */
export const childIds = (children: readonly string[]): string[] => [...new Set(children)].sort();

/** The ids of the children that a case is about. */
export const childrenOf = (state: Case): string[] => partiesAs(state, 'child').map(({ id }) => id);

/** A child named for a party or a paper who is no child of the case. */
export function noSuchChild(state: Case, children: readonly string[] = []): FieldRefusal | undefined {
  const known = childrenOf(state);
  return children.every((id) => known.includes(id))
    ? undefined
    : { field: 'children', code: 'not-an-option', params: { options: known } };
}
