import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readCouncilFolder } from '../../infra/read-council-folder.ts';
import { acknowledged, complainant, openPlay, responded, routed, type Play } from '../play.ts';
import { browse } from '../web/pages/browse.ts';

// A council that is nothing but its folder: infra/councils/severnvale. The dates were worked out by hand; Good Friday is
// 3 April 2026, Easter Monday 6 April.

const folder = readCouncilFolder(join(import.meta.dirname, '../../infra/councils/severnvale'));

const open = (at: string) => openPlay(at, { folder });

const clockOf = async (play: Play, reference: string, id: string) =>
  (await play.view(reference)).clocks.find(({ clock }) => clock === id);

/** A complaint that was routed to a procedure on the day it came. */
async function routedTo(procedure: string, at: string) {
  const play = await open(at);
  const reference = await play.complaint();
  await play.along(reference, [
    ['triage', 'route', { ...routed, procedure, relation: 'parent' }],
    ['acknowledge', 'acknowledge', acknowledged],
  ]);
  return { play, reference };
}

test('its stage 1 of three days is the law of its cases, and breaches after them', async () => {
  const { play, reference } = await routedTo('corporate', '2026-03-25T10:00:00Z');
  expect(await clockOf(play, reference, 'stage-1')).toMatchObject({
    from: '2026-03-25',
    due: '2026-03-30',
    cap: '2026-04-08',
  });
  await play.to('2026-03-30', '23:00');
  expect((await play.view(reference)).overdue).toBe(false);
  await play.to('2026-03-31', '08:00');
  expect((await play.view(reference)).overdue).toBe(true);
  const tooLong = await play.decide(reference, 'stage-1', 'extend', { until: '2026-04-09', reason: 'Away.' });
  expect([tooLong.status, tooLong.text]).toEqual([422, expect.stringContaining('8 April 2026')]);
  expect(reference).toMatch(/^SV-2026-/);
});

test('a procedure of its own is followed to the end: clocks, extension, letters, row', async () => {
  const { play, reference } = await routedTo('travel-pass', '2026-06-01T10:00:00Z');
  expect(await clockOf(play, reference, 'answer')).toMatchObject({ due: '2026-06-15' });
  await play.decide(reference, 'answer', 'extend', {
    until: '2026-06-22',
    reason: 'The bus company is asked.',
  });
  await play.to('2026-06-18', '10:00');
  const { findings, response } = responded;
  await play.along(reference, [['answer', 'send', { findings, response }, 'team-manager']]);
  expect(await play.view(reference)).toMatchObject({ status: 'closed', outcome: 'upheld' });
  const letters = (await play.letters()).filter(({ to }) => to === complainant);
  expect(letters.map(({ subject }) => subject)).toEqual([
    expect.stringContaining('what happens next'),
    expect.stringContaining('more time'),
    expect.stringContaining('Our final answer'),
  ]);
  expect(letters[0]?.text).toContain('complaints about travel passes');
  expect(
    letters.every(({ text }) => text.includes('Severnvale Council') && !text.includes('Shropshire')),
  ).toBe(true);
});

test('its wording of a letter is sent', async () => {
  const play = await open('2026-06-01T10:00:00Z');
  const reference = await play.complaint({ kind: 'compliment', text: 'Priya was so patient with us.' });
  await play.along(reference, [
    [
      'triage',
      'route',
      {
        procedure: 'compliment',
        kind: 'compliment',
        procedureReason: 'Praise.',
        summary: 'Praise.',
        handler: 'complaints-officer',
      },
    ],
    ['thank', 'pass-on', { team: 'Assessment Team' }],
  ]);
  expect((await play.subjectsTo(complainant))[0]).toContain('Thank you from all of us at Severnvale');
});

describe('a target', () => {
  test('shortens the time of a step, not the legal clock, and passing it is no breach', async () => {
    const { play, reference } = await routedTo('childrens-statutory', '2026-06-01T10:00:00Z');
    expect(await clockOf(play, reference, 'stage-1')).toMatchObject({ originalDue: '2026-06-15' });
    expect(await play.step(reference, 'stage-1')).toMatchObject({ due: '2026-06-10' });
    await play.to('2026-06-15', '12:00');
    expect((await play.view(reference)).overdue).toBe(false);
    expect(
      (await play.events(reference)).filter(
        (event) => event.type === 'milestone' && event.means === 'breach',
      ),
    ).toEqual([]);
    await play.to('2026-06-16', '08:00');
    expect((await play.view(reference)).overdue).toBe(true);
  });

  test('set on its page wins over the folder for tasks that open from then on, and the page says so', async () => {
    const play = await open('2026-06-01T10:00:00Z');
    const before = await play.complaintAt('stage-1');
    const admin = browse(play);
    await admin.signIn('administrator', '/');
    const shown = await admin.get('/admin/procedures');
    expect(shown.text).toContain('what you set here wins over the folder');
    expect(shown.text).toContain('7 working days, your target: Severnvale children’s charter');
    const form = await admin.get('/admin/targets/childrens-statutory/stage-1');
    const refused = await admin.send(form, { days: '11', reason: 'Slow' });
    expect(refused.text).toContain('Use 10 working days or fewer');
    const saved = await admin.send(form, { days: '4', reason: 'New charter' });
    expect(saved.at).toBe('/admin/procedures?saved');
    expect((await admin.get('/admin/folder')).text).toContain('New charter');
    const after = await play.complaintAt('stage-1');
    expect((await play.step(before, 'stage-1')).due).toBe('2026-06-10');
    expect((await play.step(after, 'stage-1')).due).toBe('2026-06-05');
    await admin.send(await admin.get('/admin/targets/childrens-statutory/stage-1'), { days: '', reason: '' });
    expect((await play.step(await play.complaintAt('stage-1'), 'stage-1')).due).toBe('2026-06-15');
  });
});

test('its logo and colour are on every page', async () => {
  const play = await open('2026-06-01T10:00:00Z');
  const { page } = await browse(play).get('/');
  const logo = await browse(play).get(page.querySelector('.council-header img')?.getAttribute('src') ?? '');
  expect([logo.status, logo.headers.get('content-type')]).toEqual([200, 'image/svg+xml']);
  const styles = await browse(play).get(
    page.querySelector('link[rel=stylesheet]')?.getAttribute('href') ?? '',
  );
  expect(styles.html).toContain('--council-colour:#4a2a6a');
});
