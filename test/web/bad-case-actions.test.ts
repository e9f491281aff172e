import { describe, expect, test } from 'vitest';
import { answers, openPlay } from '../play.ts';
import { refused } from './refused.ts';

describe('refuses impossible actions on a case by field and changes nothing', () => {
  test.each<[string, string, object, number, string, RegExp]>([
    [
      'a split of an unknown point',
      'split',
      { points: ['P9'], procedure: 'corporate', reason: 'x' },
      422,
      'points',
      /P1, P2/,
    ],
    [
      'a split that leaves nothing',
      'split',
      { points: ['P1', 'P2'], procedure: 'corporate', reason: 'x' },
      422,
      'points',
      /at least one point/,
    ],
    [
      'a split to no procedure',
      'split',
      { points: ['P1'], procedure: 'magic', reason: 'x' },
      422,
      'procedure',
      /childrens-statutory, corporate/,
    ],
    ['reopening an open case', 'reopening', { step: 'stage-1', reason: 'x' }, 409, '', /is already open/],
    ['a link to itself', 'links', { to: 'SC-2026-00001-4', why: 'x' }, 422, 'to', /another case/],
    [
      'a link to a case that is not there',
      'links',
      { to: 'SC-2026-00009-0', why: 'x' },
      422,
      'to',
      /no such case/,
    ],
    [
      'an enquiry from before the complaint',
      'enquiries',
      { receivedOn: '2026-05-01' },
      422,
      'receivedOn',
      /1 June 2026/,
    ],
    [
      'an enquiry from the future',
      'enquiries',
      { receivedOn: '2026-07-01' },
      422,
      'receivedOn',
      /1 June 2026 or an earlier/,
    ],
    [
      'an enquiry due before it came',
      'enquiries',
      { receivedOn: '2026-06-01', dueOn: '2026-05-31' },
      422,
      'dueOn',
      /Enter 1 June 2026 or a later day\. The enquiry was received on that day/,
    ],
    [
      'an enquiry due in a year that was mistyped',
      'enquiries',
      { receivedOn: '2026-06-01', dueOn: '9999-01-01' },
      422,
      'dueOn',
      /Enter 1 June 2031 or an earlier day/,
    ],
    [
      'a category that the council does not have',
      'details',
      { category: 'Weather' },
      422,
      'category',
      /Choose one of: Service standards/,
    ],
    [
      'a standing that was accepted before the complaint',
      'details',
      { standingAcceptedOn: '2026-05-01' },
      422,
      'standingAcceptedOn',
      /Enter 1 June 2026 or a later day\. The complaint was received on that day/,
    ],
    [
      'a child who is not born yet',
      'details',
      { childBornOn: '2027-01-01' },
      422,
      'childBornOn',
      /1 June 2026 or an earlier day/,
    ],
    [
      'a step given to someone of another role',
      'tasks/acknowledge/assignee',
      { assignee: 'director', reason: 'x' },
      422,
      'assignee',
      /complaints officer/,
    ],
  ])('%s', async (_, path, body, status, field, words) => {
    const play = await openPlay('2026-06-01T09:00:00Z');
    const reference = await play.complaint();
    await play.along(reference, [
      ['triage', 'route', { ...answers.triage.route, points: [{ text: 'No calls' }, { text: 'No visits' }] }],
    ]);
    const result = await refused(play, reference, () => play.post(`/cases/${reference}/${path}`, body));
    expect([result.status, result.fields[0] ?? '']).toEqual([status, field]);
    expect(result.said).toMatch(words);
  });

  test('refuses to reopen a closed case at a step its procedure does not have', async () => {
    const play = await openPlay('2026-06-01T09:00:00Z');
    const reference = await play.complaintAt('acknowledge');
    await play.along(reference, [['acknowledge', 'withdraw', { reason: 'Settled.' }]]);
    const result = await refused(play, reference, () =>
      play.post(`/cases/${reference}/reopening`, { step: 'stage-9', reason: 'x' }),
    );
    expect([result.status, result.fields]).toEqual([422, ['step']]);
    expect(result.said).toContain('stage-1');
  });

  test.each([
    ['nothing', new Uint8Array(), /empty/],
    [
      'a program',
      new Uint8Array([0x7f, 0x45, 0x4c, 0x46, 2, 1, 1, 0, 0, 0, 0, 0]),
      /a program, a shortcut or a web page/,
    ],
    ['of no kind that we can check', new Uint8Array([0, 1, 2, 3, 4, 5, 6, 7]), /pdf, docx/],
    ['too much', new Uint8Array(3_600_000).fill(65), /3\.5 MB/],
  ])('refuses a document that is %s', async (_, content, words) => {
    const play = await openPlay('2026-06-01T09:00:00Z');
    const reference = await play.complaint();
    const answer = await play.system.app.request(`/api/v1/cases/${reference}/documents?title=Report`, {
      method: 'POST',
      headers: { authorization: 'Bearer local:complaints-officer' },
      body: content,
    });
    expect([answer.status, (await play.file(reference)).documents]).toEqual([422, []]);
    expect(await answer.text()).toMatch(words);
  });
});

test.each([
  ['before the calendar', '2000-12-31T09:00:00Z', 'Enter 1 January 2001 or a later day'],
  ['yet to come', '2026-06-01T09:00:01Z', 'It cannot be in the future'],
])('refuses feedback received on a day %s and makes no case', async (_, receivedAt, said) => {
  const play = await openPlay('2026-06-01T09:00:00Z');
  const answer = await play.post('/feedback', { channel: 'phone', text: 'Nobody called.', receivedAt });
  expect([answer.status, answer.text]).toEqual([422, expect.stringContaining(said)]);
  expect((await play.deps.store.cases({ limit: 1 })).items).toEqual([]);
});

test('accepts any day of receipt within the calendar', async () => {
  const play = await openPlay('2026-06-01T09:00:00Z');
  const reference = await play.complaint({ receivedAt: '2001-01-01T09:00:00Z' });
  expect((await play.step(reference, 'triage')).status).toBe('open');
  expect(play.faults).toEqual([]);
});
