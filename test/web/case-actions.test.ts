import { expect, test } from 'vitest';
import { caseActions } from '../../functions/actions/case-actions.ts';
import { wordsIn } from '../../functions/words/words.ts';
import { complainant, openPlay } from '../play.ts';

test('actions have unique names, routes and pages', () => {
  for (const names of [
    caseActions.map(({ id }) => id),
    caseActions.map(({ path }) => path),
    caseActions.flatMap(({ pages }) => pages.map(({ at }) => at)),
  ])
    expect(new Set(names).size).toBe(names.length);
});

test('the API description names an action as its page does', async () => {
  const play = await openPlay('2026-06-01T09:00:00Z');
  const { text } = await play.request('GET', '/api/v1/openapi.json', { user: '' });
  const { actions: words } = wordsIn('en');
  for (const { id } of caseActions) {
    expect(text).toContain(JSON.stringify(words[id].title));
    expect(text).toContain(JSON.stringify(words[id].lead));
  }
});

test('the API sends a new private link as the page does', async () => {
  const play = await openPlay('2026-06-01T09:00:00Z');
  const reference = await play.complaintAt('stage-1');
  const { version } = (await play.file(reference)).state;
  const renew = (body: unknown, user?: string) =>
    play.post(`/cases/${reference}/private-link`, body, user === undefined ? {} : { user });
  expect((await renew({}, 'team-manager')).status).toBe(403);
  expect((await renew({ to: 'someone@elsewhere.example' })).status).toBe(422);
  expect((await play.file(reference)).state.version).toBe(version);
  const renewed = await renew({});
  await play.settle();
  const { state } = await play.file(reference);
  expect([renewed.status, renewed.body]).toEqual([200, { reference, version: expect.any(Number) }]);
  expect(state.version).toBeGreaterThan(version);
  expect((await play.subjectsTo(complainant)).at(-1)).toBe(`Your private link for ${reference}`);
});
