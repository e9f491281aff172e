import { expect, test } from 'vitest';
import { appendices } from '../../../functions/domain/correspondence/appendices.ts';
import type { CaseDocument, LetterRow, Message } from '../../../functions/domain/case/stored-rows.ts';
import { appendicesView } from '../../../functions/case-views/appendices-view.ts';
import { wordsIn } from '../../../functions/words/words.ts';

const message = (id: string, receivedAt: string, more: Partial<Message> = {}): Message => ({
  id,
  channel: 'email',
  receivedAt,
  from: {},
  subject: `Message ${id}`,
  text: 'x',
  automatic: false,
  attachments: [],
  ...more,
});
const letter = (key: string, preparedAt: string, more: Partial<LetterRow> = {}) => ({
  key,
  template: 'acknowledgement',
  title: `Letter ${key}`,
  to: 'complainant' as const,
  mailId: key,
  preparedAt,
  attempts: 1,
  status: 'sent' as const,
  file: `letters/${key}`,
  ...more,
});
const paper = (id: string, addedAt: string): CaseDocument => ({
  id,
  title: `Document ${id}`,
  mimeType: 'application/pdf',
  size: 1,
  file: `documents/${id}.pdf`,
  addedAt,
  addedBy: 'user:complaints-officer',
});

test('lists every document of the case by day, numbered from 1', () => {
  const index = appendices({
    state: {},
    messages: [message('M1', '2026-06-01T09:00:00.000Z'), message('M2', '2026-06-20T09:00:00.000Z')],
    letters: [letter('L1', '2026-06-02T09:00:00.000Z'), letter('L2', '2026-06-30T09:00:00.000Z')],
    documents: [paper('D1', '2026-06-10T09:00:00.000Z')],
  });
  expect(index).toEqual([
    { number: 1, title: 'Message M1', on: '2026-06-01', kind: 'from the complainant', id: 'M1' },
    { number: 2, title: 'Letter L1', on: '2026-06-02', kind: 'letter', id: 'L1' },
    { number: 3, title: 'Document D1', on: '2026-06-10', kind: 'document', id: 'D1' },
    { number: 4, title: 'Message M2', on: '2026-06-20', kind: 'from the complainant', id: 'M2' },
    { number: 5, title: 'Letter L2', on: '2026-06-30', kind: 'letter', id: 'L2' },
  ]);
});

test('leaves out automatic replies, alerts to staff and unsent letters', () => {
  const index = appendices({
    state: {},
    messages: [message('M1', '2026-06-01T09:00:00.000Z', { automatic: true })],
    letters: [
      letter('alert', '2026-06-02T09:00:00.000Z', { to: 'user:director' }),
      letter('unsent', '2026-06-02T09:00:00.000Z', { file: undefined }),
    ],
    documents: [],
  });
  expect(index).toEqual([]);
});

test('names a message without a subject by its channel and its London day', () => {
  const [called] = appendicesView(
    {
      state: {},
      messages: [message('M1', '2026-06-01T23:30:00.000Z', { subject: '', channel: 'phone' })],
      letters: [],
      documents: [],
    },
    wordsIn(undefined),
  );
  expect([called?.title, called?.on]).toEqual(['Message from the complainant, by phone', '2026-06-02']);
});

test('orders one day as messages, letters, documents', () => {
  const at = '2026-06-01T09:00:00.000Z';
  const index = appendices({
    state: {},
    messages: [message('M1', at)],
    letters: [letter('L1', '2026-06-01T08:00:00.000Z')],
    documents: [paper('D1', '2026-06-01T07:00:00.000Z')],
  });
  expect(index.map(({ number, id }) => [number, id])).toEqual([
    [1, 'M1'],
    [2, 'L1'],
    [3, 'D1'],
  ]);
});
