import { expect, test } from 'vitest';
import { openPlay } from '../../play.ts';
import { browse } from './browse.ts';

const at = '2026-06-01T09:00:00Z';

test('the search in the header opens a case that it finds alone, and lists several', async () => {
  const play = await openPlay(at);
  const sam = await play.complaint({ person: { name: 'Sam Carter' } });
  const kim = await play.complaint({ person: { name: 'Kim Carter' } });
  const officer = browse(play);
  await officer.signIn('complaints-officer');
  const box = (await officer.get('/tasks')).page.querySelector('header form[action="/find"]');
  expect(box?.querySelector('label')?.textContent).toBe('Find a case by reference, name or words of a note');
  expect(box?.querySelector('input')?.getAttribute('name')).toBe('q');
  for (const q of [sam, sam.toLowerCase(), 'sam', ' Sam Carter '])
    expect([q, (await officer.get(`/find?q=${encodeURIComponent(q)}`)).at]).toEqual([q, `/cases/${sam}`]);
  const both = await officer.get('/find?q=carter');
  expect([both.at, both.text.includes(sam), both.text.includes(kim)]).toEqual([
    '/cases?q=carter',
    true,
    true,
  ]);
  expect((await officer.get('/find?q=nobody')).text).toContain('No cases match these filters.');
  expect((await officer.get('/find')).at).toBe('/cases?q=');
});

test('the search tells nothing of a case that its user may not know of', async () => {
  const play = await openPlay(at);
  const hidden = await play.complaint({ person: { name: 'Sam Carter' } });
  const other = await play.complaint({ person: { name: 'Sam Carter' } });
  await play.post(`/cases/${hidden}/details`, { complainedAbout: ['complaints-officer-2'] });
  const accused = browse(play);
  await accused.signIn('complaints-officer-2');
  expect((await accused.get('/find?q=carter')).at).toBe(`/cases/${other}`);
  const unknown = await accused.get('/find?q=SC-2026-99999-0');
  const known = await accused.get(`/find?q=${hidden}`);
  expect(known.page.querySelector('main')?.textContent.replaceAll(hidden, '')).toBe(
    unknown.page.querySelector('main')?.textContent.replaceAll('SC-2026-99999-0', ''),
  );
});

test('who has no list of cases has no search', async () => {
  const play = await openPlay(at);
  const administrator = browse(play);
  await administrator.signIn('administrator');
  const shown = await administrator.get('/admin');
  expect([shown.status, shown.page.querySelector('header form[action="/find"]')]).toEqual([200, null]);
});
