import { expect, test } from 'vitest';
import { reviewRetention } from '../../../functions/operations/review-retention/review-retention.ts';
import { openPlay } from '../../play.ts';
import { browse } from './browse.ts';

const at = '2026-06-01T09:00:00Z';

test('counts answers apart from cases, and reports them without small numbers', async () => {
  const play = await openPlay(at);
  const reference = await play.complaint();
  const before = await play.file(reference);
  for (let n = 0; n < 6; n += 1) {
    const visitor = browse(play);
    const form = await visitor.get('/about-you');
    const thanked = await visitor.send(form, { 'ethnic-group': n < 2 ? 'Other ethnic group' : 'White' }, {});
    expect(thanked.at).toBe('/about-you/thank-you');
  }
  expect(await play.deps.store.answerCounts()).toEqual([
    { quarter: '2026-04-01', characteristic: 'Ethnic group', answer: 'Other ethnic group', number: 2 },
    { quarter: '2026-04-01', characteristic: 'Ethnic group', answer: 'White', number: 4 },
  ]);
  expect(await play.file(reference)).toEqual(before);

  const writer = 'report-writer';
  await play.post('/reports', { year: '2026/27' }, { user: writer });
  const tableOf = async (edition: string) => {
    const { text } = await play.get(`/reports/2026-27/${edition}/report.html`, writer);
    return text
      .slice(text.indexOf('id="people-heading"'))
      .replaceAll(/<[^>]*>/g, ' ')
      .replaceAll(/\s+/g, ' ');
  };
  expect(await tableOf('internal')).toContain('White 4 Other ethnic group 2 Total 6');
  expect(await tableOf('public')).toContain('Other ethnic group [c] White [c] Total 6');
});

test('counts only offered answers and refuses an empty form', async () => {
  const play = await openPlay(at);
  const visitor = browse(play);
  const form = await visitor.get('/about-you');
  expect(form.text).toContain('You do not have to answer any of them');
  const refused = await visitor.send(form, { 'ethnic-group': 'Sam Carter, 4 High Street' }, {});
  expect(refused.status).toBe(422);
  expect(await play.deps.store.answerCounts()).toEqual([]);
});

test('erases counts after their retention', async () => {
  const play = await openPlay(at);
  const visitor = browse(play);
  await visitor.send(await visitor.get('/about-you'), { disability: 'Yes' }, {});
  const reviewAt = async (day: string) => {
    play.system.clock.moveTo(new Date(`${day}T09:00:00Z`));
    await reviewRetention(play.deps);
    return (await play.deps.store.answerCounts()).length;
  };
  // The quarter ended on 30 June 2026.
  expect(await reviewAt('2032-06-30')).toBe(1);
  expect(await reviewAt('2032-07-01')).toBe(0);
});

test('limits how often one visit can answer', async () => {
  const play = await openPlay(at);
  const visitor = browse(play);
  const form = await visitor.get('/about-you');
  const statuses: number[] = [];
  for (let n = 0; n < 7; n += 1)
    statuses.push((await visitor.send(form, { 'ethnic-group': 'White' }, {})).status);
  expect(statuses).toEqual([200, 200, 200, 200, 200, 200, 429]);
  expect((await play.deps.store.answerCounts()).map(({ number }) => number)).toEqual([6]);
});
