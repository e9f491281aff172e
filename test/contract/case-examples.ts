import { expect } from 'vitest';
import { record } from '../../functions/domain/case/replay.ts';
import type { Case } from '../../functions/domain/case/case.ts';
import type { NewEvent } from '../../functions/domain/case/events.ts';
import type {
  CaseDocument,
  HeldMail,
  LetterRow,
  Message,
  OutboxEntry,
} from '../../functions/domain/case/stored-rows.ts';
import type { CaseChange, CaseStore } from '../../functions/ports.ts';

export const at = '2026-11-23T10:00:00.000Z';

/** The first fact of a case. */
export const received = (receivedAt = at): NewEvent => ({
  type: 'received',
  at: receivedAt,
  by: 'system',
  reference: 'SC-2026-00001-4',
  kind: 'complaint',
  channel: 'email',
  receivedAt,
  receivedOn: receivedAt.slice(0, 10),
  message: 'M1',
});

export const startedAs = (run: number): NewEvent => ({
  type: 'procedure-started',
  at,
  by: 'system',
  procedure: 'intake',
  version: '1',
  run,
});
export const started = startedAs(1);

export const opened = (task: string, due: string, assignee?: string): NewEvent => ({
  type: 'task-opened',
  at,
  by: 'system',
  task,
  step: task.replace(/#.*/, ''),
  run: 1,
  turn: 1,
  performer: 'complaints-officer',
  ...(assignee === undefined ? {} : { assignee }),
  clockFrom: '2026-11-23',
  due,
});

export const decided = (task: string, decision: number, ends: boolean): NewEvent => ({
  type: 'decided',
  at,
  by: 'user:officer',
  task,
  decision,
  outcome: ends ? 'accept' : 'note',
  answers: {},
  ends,
});

export const extended = (task: string, due: string, until: string): NewEvent => ({
  type: 'extended',
  at,
  by: 'user:officer',
  task,
  due,
  until,
  reason: 'The records are at another council.',
});

/** A change of a case from the state before it and the new facts, with whatever else goes with it. */
export function changeOf(
  caseId: string,
  before: Case | undefined,
  news: readonly NewEvent[],
  more: Partial<CaseChange> = {},
): CaseChange {
  return { caseId, expectedVersion: before?.version ?? 0, ...record(caseId, before, news), ...more };
}

export const message = (id: string, text: string): Message => ({
  id,
  channel: 'email',
  receivedAt: at,
  from: { name: 'Ann Doe', email: 'ann@home.example' },
  subject: 'A complaint',
  text,
  automatic: false,
  attachments: [],
});

export const letter = (key: string): LetterRow => ({
  key,
  template: 'acknowledgement',
  to: 'complainant',
  task: 'acknowledge#1',
  mailId: `<${key}@council.example>`,
  preparedAt: at,
  attempts: 0,
  status: 'prepared',
});

export const document = (id: string): CaseDocument => ({
  id,
  title: 'Report of the investigation',
  mimeType: 'application/pdf',
  size: 4_000,
  file: `documents/c1/${id}.pdf`,
  addedAt: at,
  addedBy: 'user:investigating-officer',
});

export const promise = (caseId: string, id: string, since: string): OutboxEntry => ({
  id,
  caseId,
  since,
  kind: 'start',
  stateMachine: 'intake',
  execution: `${caseId}-1`,
  input: { caseId, run: 1 },
});

export const held = (id: string, receivedAt = at): HeldMail => ({
  id,
  receivedAt,
  reason: 'spam',
  detail: 'The spam filter took it for spam.',
  raw: `mail/${id}`,
  subject: 'Win a prize',
  status: 'held',
});

/** Writes a change that must be taken; the state after it. */
export async function writtenTo(store: CaseStore, change: CaseChange): Promise<Case> {
  expect(await store.change(change)).toEqual({ ok: true });
  return change.after;
}
