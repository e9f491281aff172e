import { expect, test } from 'vitest';
import { openPlay } from '../../play.ts';
import { browse } from './browse.ts';

const at = '2026-06-01T09:00:00Z';

test('an officer signs in, finds a task, fills in its form and decides it', async () => {
  const play = await openPlay(at);
  const reference = await play.complaint();
  const officer = browse(play);
  const tasks = await officer.signIn('complaints-officer');
  expect(tasks.at).toBe('/tasks');
  expect(tasks.page.querySelector('h1')?.textContent).toBe('My tasks');
  expect(tasks.text).toContain('Due next working day');
  const link = tasks.page.querySelector('tbody th a')?.getAttribute('href') ?? '';
  const task = await officer.get(link);
  expect(task.text).toContain('Nobody has called me back for three weeks.');
  const decided = await officer.send(task, {
    procedure: 'childrens-statutory',
    procedureReason: 'It is about social care for a child.',
    summary: 'Nobody has called back.',
    team: 'Assessment Team',
    'points.0.text': 'The calls',
  });
  await play.settle();
  expect(decided.status).toBe(200);
  expect(decided.at).toBe(`/cases/${reference}`);
  expect((await play.story(reference)).filter((line) => line.startsWith('decide'))).toEqual([
    'decide triage#1 route',
  ]);
  const shown = await officer.get(`/cases/${reference}`);
  expect(shown.text).toContain('Acknowledgement');
  expect(shown.text).toContain('The calls');
  expect(shown.text).toContain('Sam Carter');
});

test('a refused form names each error at its field and in the summary, and keeps what was typed', async () => {
  const play = await openPlay(at);
  const reference = await play.complaint();
  const officer = browse(play);
  await officer.signIn('complaints-officer');
  const task = await officer.get(`/cases/${reference}/tasks/triage`);
  const refused = await officer.send(task, {
    summary: 'Typed before',
    'points.0.procedureReason': 'only why',
  });
  expect(refused.status).toBe(422);
  expect(refused.page.querySelector('title')?.textContent).toMatch(/^Error: /);
  const targets = refused.page
    .querySelectorAll('.govuk-error-summary a')
    .map((link) => link.getAttribute('href') ?? '');
  expect(targets).toContain('#procedure');
  expect(targets.every((id) => refused.page.querySelector(id) !== null)).toBe(true);
  expect(refused.page.querySelector('#summary')?.textContent).toBe('Typed before');
});

test('"add another" gives one more row and decides nothing', async () => {
  const play = await openPlay(at);
  const reference = await play.complaint();
  const officer = browse(play);
  await officer.signIn('complaints-officer');
  const task = await officer.get(`/cases/${reference}/tasks/triage`);
  const more = await officer.send(task, { 'points.0.text': 'One' }, { add: 'points' });
  expect(more.status).toBe(200);
  expect(more.page.querySelector('#points-0-text')?.textContent).toBe('One');
  expect(more.page.querySelector('#points-1-text')).not.toBeNull();
  expect((await play.story(reference)).some((line) => line.startsWith('decide'))).toBe(false);
});

test('a user with an old page sees the changes of others, keeps what was typed, and can send it again', async () => {
  const play = await openPlay(at);
  const reference = await play.complaintAt('stage-1');
  const manager = browse(play);
  await manager.signIn('team-manager');
  const old = await manager.get(`/cases/${reference}/tasks/stage-1/report-delay`);
  const extended = await play.decide(reference, 'stage-1', 'extend', {
    until: '2026-06-20',
    reason: 'A witness is away.',
  });
  expect(extended.status).toBe(200);
  const fill = { 'expected.day': '19', 'expected.month': '6', 'expected.year': '2026', reason: 'The calls' };
  const stale = await manager.send(old, fill);
  expect(stale.status).toBe(409);
  expect(stale.page.querySelector('#changed')?.textContent).toContain('Priya Shah');
  expect(stale.page.querySelector('#reason')?.textContent).toBe('The calls');
  expect((await manager.send(stale, {})).at).toBe(`/cases/${reference}`);
});

test('the same form sent twice is one decision', async () => {
  const play = await openPlay(at);
  const reference = await play.complaint();
  const officer = browse(play);
  await officer.signIn('complaints-officer');
  const task = await officer.get(`/cases/${reference}/tasks/triage/close-without-procedure`);
  const answers = await Promise.all([1, 2].map(() => officer.send(task, { reason: 'An advert' })));
  expect(answers.map(({ status, at: path }) => `${status} ${path}`)).toEqual([
    `200 /cases/${reference}`,
    `200 /cases/${reference}`,
  ]);
  expect((await play.story(reference)).filter((line) => line.startsWith('decide'))).toHaveLength(1);
});

test('a file that is too large returns to the form with what was typed', async () => {
  const play = await openPlay(at);
  const reference = await play.complaintAtStage3('stage-3-panel-report');
  await play.sign(reference, 'panel-chair');
  const file = new File([new Uint8Array(4_500_000)], 'film.pdf');
  const chair = browse(play);
  await chair.signIn('panel-chair');
  const report = await chair.get(`/cases/${reference}/tasks/stage-3-panel-report/submit-report`);
  const typed = { 'panelReport.file': file, 'recommendations.0.text': 'Call <b>each</b> Friday' };
  const officer = browse(play);
  await officer.signIn('complaints-officer');
  const document = await officer.get(`/cases/${reference}/add-document`);
  for (const [visitor, form, fill, field, kept] of [
    [chair, report, typed, '[name="recommendations.0.text"]', 'Call <b>each</b> Friday'],
    [officer, document, { title: 'Film', file }, '#title', 'Film'],
  ] as const) {
    const refused = await visitor.send(form, fill);
    expect([refused.status, refused.text.includes('Your answers are kept.')]).toEqual([413, true]);
    const link = refused.page.querySelector('main a')?.getAttribute('href') ?? '';
    const typedIn = (await visitor.get(link)).page.querySelector(field);
    expect(typedIn?.getAttribute('value') ?? typedIn?.textContent.trim()).toBe(kept);
  }
});

test('a report is uploaded in the form that submits it', async () => {
  const play = await openPlay(at);
  const reference = await play.complaintAt('stage-2-window');
  await play.along(reference, [
    ['stage-2-window', 'request-stage-2', { unresolved: 'The calls.' }],
    [
      'stage-2-commission',
      'commission',
      {
        investigatingOfficer: 'investigating-officer',
        independentPerson: 'independent-person',
        adjudicatingOfficer: 'adjudicating-officer',
        independenceConfirmed: true,
      },
    ],
    [
      'stage-2-statement',
      'agreed',
      { agreedOn: '2026-06-01', statement: 'The calls.', unsignedConfirmed: true },
    ],
  ]);
  await play.sign(reference, 'investigating-officer');
  const investigator = browse(play);
  const tasks = await investigator.signIn('investigating-officer', '/tasks');
  const task = await investigator.get(tasks.page.querySelector('tbody th a')?.getAttribute('href') ?? '');
  const refused = await investigator.send(task, {
    'investigationReport.file': new File([new Uint8Array([0, 1, 2])], 'report.exe'),
  });
  expect(refused.status).toBe(422);
  const done = await investigator.send(task, {
    'investigationReport.file': new File(['What we found.'], 'report.txt'),
    'findings.0.finding': 'upheld',
    'findings.0.reasons': 'The calls were not returned.',
  });
  expect(done.status).toBe(200);
  expect((await play.file(reference)).state.facts.investigationReport).toBe('D1');
});

test.each([
  ['<script>alert(1)</script>'],
  ['{{ 7 * 7 }} {% raw %} ${7*7}'],
  ["'; DROP TABLE items; --"],
  ['=HYPERLINK("http://x")'],
  ['\u202Ereversed \u200Bzero width 🏡', 'reversed zero width 🏡'],
])('%s is shown as text', async (hostile, seen = hostile) => {
  const play = await openPlay(at);
  const reference = await play.complaint({ text: hostile, person: { name: hostile } });
  await play.decide(reference, 'triage', 'close-without-procedure', { reason: hostile });
  const officer = browse(play);
  await officer.signIn('complaints-officer');
  const shown = await officer.get(`/cases/${reference}`);
  expect(shown.page.querySelectorAll('script')).toEqual([]);
  expect(shown.page.querySelectorAll('.written').map((element) => element.textContent)).toContain(seen);
});

test.each([
  ['show=all', true],
  ['due=overdue', false],
  ['show=all&q=sc-2026-1', true],
  ['show=all&q=SC-1999', false],
  ['show=all&team=Assessment+Team', false],
  ['step=triage', true],
  ['show=nonsense&due=nonsense', true],
])('the list of tasks with %s shows its one task: %s', async (query, there) => {
  const play = await openPlay(at);
  const reference = await play.complaint();
  const officer = browse(play);
  await officer.signIn('complaints-officer');
  expect((await officer.get(`/tasks?${query}`)).text.includes(reference)).toBe(there);
});
