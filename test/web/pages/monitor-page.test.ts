import { expect, test } from 'vitest';
import { openPlay } from '../../play.ts';
import { browse } from './browse.ts';

const at = '2026-06-01T09:00:00Z';
const views = ['week', 'quarter', 'escalations'];

test('overdue cases are listed as of a day, and link to the case for people it concerns', async () => {
  const play = await openPlay(at);
  const reference = await play.complaintAt('stage-1');
  await play.to('2026-07-20');
  const manager = browse(play);
  await manager.signIn('report-writer');
  const hub = await manager.get('/reports/monitor');
  const links = hub.page.querySelectorAll('main h2 a').map((link) => link.getAttribute('href'));
  expect(new Set(links)).toEqual(new Set(views.map((view) => `/reports/monitor/${view}`)));
  for (const view of views) {
    const shown = await manager.get(`/reports/monitor/${view}`);
    expect(shown.text).toContain(reference);
    expect(shown.html).not.toContain(`/cases/${reference}`);
    expect(shown.headers.get('content-security-policy')).toContain("default-src 'none'");
  }
  expect((await manager.get('/reports/monitor/escalations')).text).toContain('1 complaint is overdue');
  expect((await manager.get('/reports/monitor/escalations?asOf=2026-06-02')).text).toContain(
    '0 complaints are overdue',
  );
  const officer = browse(play);
  await officer.signIn('senior-manager');
  const shown = await officer.get('/reports/monitor/escalations');
  expect(shown.page.querySelector(`a[href="/cases/${reference}"]`)?.textContent).toBe(reference);
});

test('a paused case is not overdue on the days of its pause', async () => {
  const play = await openPlay(at);
  const reference = await play.complaintAt('stage-1');
  await play.to('2026-07-20');
  await play.decide(reference, 'stage-1', 'freeze', { reason: 'A court.', reviewOn: '2026-08-10' });
  await play.to('2026-07-22');
  const manager = browse(play);
  await manager.signIn('report-writer');
  const on = async (day: string) =>
    (await manager.get(`/reports/monitor/escalations?asOf=${day}`)).text.match(
      /\d complaints? (is|are) overdue/,
    )?.[0];
  expect([await on('2026-07-17'), await on('2026-07-21')]).toEqual([
    '1 complaint is overdue',
    '0 complaints are overdue',
  ]);
});

test('a person complained about is neither shown the case nor has it counted', async () => {
  const play = await openPlay(at);
  const reference = await play.complaintAt('stage-1');
  await play.to('2026-07-20');
  await play.post(`/cases/${reference}/details`, { complainedAbout: ['senior-manager'] });
  const [manager, other] = [browse(play), browse(play)];
  await manager.signIn('senior-manager');
  await other.signIn('director');
  for (const view of views) {
    expect((await other.get(`/reports/monitor/${view}`)).text).toContain(reference);
    expect((await manager.get(`/reports/monitor/${view}`)).text).not.toContain(reference);
  }
  expect((await manager.get('/reports/monitor/escalations')).text).toContain('0 complaints are overdue');
  expect((await manager.get('/reports/monitor/week')).text).toContain('No complaints.');
});

test.each(['team-manager', 'administrator', 'investigating-officer'])(
  'a %s has no monitoring',
  async (user) => {
    const play = await openPlay(at);
    const visitor = browse(play);
    await visitor.signIn(user);
    for (const path of ['', '/week', '/escalations'])
      expect((await visitor.get(`/reports/monitor${path}`)).status).toBe(404);
  },
);

test('open safeguarding marks are listed for people who may read the case, until someone has decided', async () => {
  const play = await openPlay(at);
  const reference = await play.complaint();
  await play.post(`/cases/${reference}/safeguarding`, { reason: 'The child says that he hits her.' });
  await play.post(`/cases/${reference}/details`, { complainedAbout: ['complaints-officer-2'] });
  await play.settle();
  const hub = async (user: string) => {
    const visitor = browse(play);
    await visitor.signIn(user);
    return (await visitor.get('/reports/monitor')).text;
  };
  expect(await hub('complaints-officer')).toContain(reference);
  // Neither someone who may not read cases, nor someone whom the complaint is about.
  for (const user of ['report-writer', 'complaints-officer-2'])
    expect(await hub(user)).not.toContain(reference);
  await play.decide(reference, 'look-now', 'not-safeguarding', { reason: 'A misunderstanding.' });
  expect(await hub('complaints-officer')).not.toContain(reference);
});
