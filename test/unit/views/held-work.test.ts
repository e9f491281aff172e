import { describe, expect, test } from 'vitest';
import type { HeldMail } from '../../../functions/domain/case/stored-rows.ts';
import { asHeldWork, heldMailDue } from '../../../functions/domain/views/held-work.ts';
import { procedures } from '../../shropshire.ts';
import { calendar } from '../a-case.ts';

// Held mail as work. A mail may be a complaint, whose first step has to be done on the next working day.

const mail = (id: string, receivedAt: string, more: Partial<HeldMail> = {}): HeldMail => ({
  id,
  receivedAt,
  reason: 'spam',
  detail: 'spam',
  raw: 'x',
  status: 'held',
  ...more,
});
const context = (today: string) => ({ procedures, calendar, today });

describe('a held mail is due', () => {
  const first = procedures.on('intake', '2026-06-01');
  const limit = first.ok ? first.procedure.steps[first.procedure.first]?.limit : undefined;
  test.each([
    ['counted from the day in London on which it arrived', '2026-06-09T23:00:00.000Z', '2026-06-10'],
    ['counted from the day before, a moment earlier', '2026-06-09T22:59:59.999Z', '2026-06-09'],
    ['counted from a Saturday', '2026-06-13T10:00:00.000Z', '2026-06-13'],
  ])('%s', (_, receivedAt, from) => {
    expect(limit).toMatchObject({ unit: 'working days' });
    expect(heldMailDue({ receivedAt }, context(from))).toBe(calendar.add(from, limit?.days ?? 0));
  });
  test('on the day it arrived where no procedure or no limit applies', () => {
    const without = (on: typeof procedures.on) =>
      heldMailDue(
        { receivedAt: '2026-06-10T09:00:00.000Z' },
        { ...context('2026-06-10'), procedures: { on } },
      );
    expect(without(() => ({ ok: false, reason: 'none' }))).toBe('2026-06-10');
  });
});

describe('held mails as work', () => {
  const due = heldMailDue({ receivedAt: '2026-06-10T09:00:00.000Z' }, context('2026-06-10'));
  test.each([
    ['in time on the last day', due, {}, false],
    ['late the day after', calendar.add(due, 1), {}, true],
    ['late at once when words suggest danger', '2026-06-10', { words: ['hurt'] }, true],
    ['in time when no words do', '2026-06-10', {}, false],
  ])('are %s', (_, today, more, isLate) => {
    const [work] = asHeldWork([mail('a', '2026-06-10T09:00:00.000Z', more)], context(today));
    expect([work?.due, work?.isLate, work?.urgent]).toEqual([due, isLate, 'words' in more]);
  });
  test('begin with what is urgent, then with what came first', () => {
    const mails = [
      mail('late', '2026-06-10T11:00:00.000Z'),
      mail('first', '2026-06-10T09:00:00.000Z'),
      mail('as late', '2026-06-10T11:00:00.000Z'),
      mail('urgent', '2026-06-10T12:00:00.000Z', { words: ['hurt'] }),
      mail('urgent before', '2026-06-10T10:00:00.000Z', { words: [] }),
    ];
    expect(asHeldWork(mails, context('2026-06-10')).map(({ mail: { id } }) => id)).toEqual([
      'urgent before',
      'urgent',
      'first',
      'late',
      'as late',
    ]);
    expect(asHeldWork([], context('2026-06-10'))).toEqual([]);
  });
});
