import * as z from 'zod/mini';
import { attachmentItem, childrenOf, childrenOfItem, papersOf } from '../domain/case/child-limits.ts';
import { limitToChildren as limit } from '../operations/case-actions/limit-to-children.ts';
import type { CaseFile } from '../ports.ts';
import type { Words } from '../words/words.ts';
import { caseAction, changedCase, labelled, paragraphs, longText, versionOf } from './action.ts';

/** The children of a case as the options of a question. */
export const childOptions = ({ state, persons }: CaseFile, words: Words) =>
  childrenOf(state).map((value) => ({
    value,
    label: persons.find(({ id }) => id === value)?.name ?? words.parties.nameNotGiven,
  }));

/** The documents, messages and attachments of a case by their names. */
function itemNames(
  { documents, messages }: Pick<CaseFile, 'documents' | 'messages'>,
  words: Words,
): Map<string, string> {
  const text = words.actions.limitToChildren;
  return new Map([
    ...documents.map(({ id, title }) => [id, title] as const),
    ...messages.flatMap(({ id, subject, channel, attachments }) => [
      [id, text.message({ subject: subject === '' ? words.terms.channels[channel] : subject })] as const,
      ...attachments.map(({ name }, index) => [attachmentItem(id, index), name] as const),
    ]),
  ]);
}

/** Limits a document, a message or an attachment to the children it is about. */
export const limitToChildren = caseAction({
  id: 'limitToChildren',
  path: '/child-limits',
  may: { do: 'act on case' },
  input: z.strictObject({
    item: z.string(),
    children: z.array(z.string()),
    reason: z.optional(longText),
  }),
  examples: {
    'a document about one of two brothers': { item: 'D3', children: ['P2'], reason: 'His school report.' },
    'an attachment of a message': { item: 'M2-1', children: ['P3'] },
    'for everyone again': { item: 'D3', children: [], reason: 'It names both.' },
  },
  answer: changedCase,
  available: ({ file }) => childrenOf(file.state).length > 1 && papersOf(file).length > 0,
  pages: [
    {
      at: 'child-limit',
      words: 'limitToChildren',
      available: ({ file, about }) => papersOf(file).includes(about),
      form: ({ file }, words) =>
        labelled(words.actions.limitToChildren.fields, {
          children: { type: 'choices', options: childOptions(file, words), required: false },
          reason: { ...paragraphs, required: false },
        }),
      known: ({ file: { state }, about }) => ({ children: childrenOfItem(state, about) }),
      complete: ({ about }, { children }) => ({
        item: about,
        children: children ?? [],
      }),
      // Its links are beside the documents and messages themselves.
      links: () => [],
    },
  ],
  perform: async (deps, { caseId, by, input }) => versionOf(await limit(deps, { caseId, by, ...input })),
  done: (words, { file }, { item, children }) =>
    words.actions.limitToChildren.done({
      name: itemNames(file, words).get(item) ?? item,
      limited: children.length > 0,
    }),
});
