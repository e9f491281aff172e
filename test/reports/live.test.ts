import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, onTestFinished, test } from 'vitest';
import * as z from 'zod';
import { eraseCase } from '../../functions/operations/erase-case.ts';
import {
  makeDueReports,
  makeReports,
  periodsEndedBefore,
} from '../../functions/operations/make-reports/make-reports.ts';
import { reportingYear } from '../../functions/report/period.ts';
import { parseRow } from '../../functions/report/parse-row.ts';
import { openPlay, routed, type Play } from '../play.ts';

const at = '2026-06-01T09:00:00Z';
const writer = 'report-writer';

const Data = z.object({
  edition: z.string(),
  figures: z.array(z.object({ id: z.string(), value: z.number().nullable() })),
});

async function rowsOf(play: Play, query = '') {
  const answer = await play.get(`/reporting-rows${query}`, writer);
  expect(answer.status).toBe(200);
  const lines = answer.text.split('\n').filter((line) => line !== '');
  return lines.map((line) => {
    const parsed = parseRow(JSON.parse(line));
    if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
    return parsed.row;
  });
}

/** A complaint that was answered, whose time to be kept is over. */
async function overdueCase(play: Play): Promise<string> {
  const reference = await play.complaintAt('stage-2-window');
  await play.to('2026-07-20');
  play.system.clock.moveTo(new Date('2040-09-01T09:00:00Z'));
  return reference;
}

test('every case has a row of its year, the same in CSV and NDJSON', async () => {
  const play = await openPlay(at);
  const first = await play.complaintAt('stage-1');
  const second = await play.complaint({ person: { name: 'Robin Reed', email: 'robin@reed.example' } });
  const rows = await rowsOf(play, '?year=2026/27');
  expect(rows.map(({ reference }) => reference).sort()).toEqual([first, second].sort());
  expect(await rowsOf(play)).toEqual(rows);
  expect(await rowsOf(play, '?year=2025/26')).toEqual([]);

  const csv = await play.get('/reporting-rows?year=2026/27&format=csv', writer);
  const [head = '', ...lines] = csv.text.replace('\uFEFF', '').trimEnd().split('\r\n');
  const place = head.split(',').indexOf('reference');
  expect(lines.map((line) => line.split(',')[place])).toEqual(rows.map(({ reference }) => reference));
  expect(lines.map((line) => line.split(',').length)).toEqual(lines.map(() => head.split(',').length));
  expect(csv.text).not.toMatch(/Carter|Reed|example/);
  expect((await play.get('/reporting-rows?year=2026', writer)).status).toBe(422);
});

test('matched people share a key, and others do not', async () => {
  const play = await openPlay(at);
  const [one, two] = [await play.complaint(), await play.complaint()];
  const other = await play.complaint({ person: { name: 'Robin Reed', email: 'robin@reed.example' } });
  const keys = async () =>
    new Map((await rowsOf(play)).map(({ reference, complainantKey }) => [reference, complainantKey]));
  expect(new Set((await keys()).values()).size).toBe(3);
  const matched = await play.post(`/cases/${one}/complainant/matches`, {
    reference: two,
    decision: 'confirm',
  });
  expect(matched.status).toBeLessThan(300);
  const after = await keys();
  expect(after.get(one)).toBe(after.get(two));
  expect(after.get(other)).not.toBe(after.get(one));
  // As it was a moment ago, and in every process.
  expect(await keys()).toEqual(after);
});

test('an erased case is counted but not linked', async () => {
  const play = await openPlay(at);
  const gone = await overdueCase(play);
  const before = await rowsOf(play);
  await eraseCase(play.deps, { caseId: gone, run: 99 });
  expect((await play.get(`/cases/${gone}`)).status).toBe(404);
  expect(await rowsOf(play)).toEqual(before);

  const [year] = [reportingYear('2026/27')].filter(({ ok }) => ok);
  if (!year?.ok) throw new Error('no year');
  expect(await makeReports(play.deps, year.year)).toMatchObject({
    ok: true,
    report: { counted: 1, leftOut: [], contradictions: [] },
  });
  const cases = await play.get('/reports/2026-27/internal/cases.html', writer);
  expect(cases.text).toContain(gone);
  expect(cases.text).not.toContain(`cases/${gone}`);
});

test('a report on demand has both editions, is reproducible, and links to cases', async () => {
  const play = await openPlay(at);
  await play.complaintAt('stage-1');
  await play.complaintAt('stage-2-window');
  const make = () => play.post('/reports', { year: '2026/27' }, { user: writer });
  const made = await make();
  expect(made.body).toEqual({ period: '2026/27', counted: 2, leftOut: [], contradictions: [] });
  const files = async () =>
    Promise.all(
      (await play.deps.files.list('reports/')).map(async (key) => [key, await play.deps.files.get(key)]),
    );
  const first = await files();
  await make();
  expect(await files()).toEqual(first);

  const list = z
    .object({
      items: z.array(z.object({ period: z.string(), edition: z.string(), files: z.array(z.string()) })),
    })
    .parse((await play.get('/reports', writer)).body);
  expect(list.items.map(({ edition }) => edition).sort()).toEqual(['internal', 'public']);
  for (const file of list.items.flatMap((item) => item.files))
    expect((await play.request('GET', file, { user: writer })).status).toBe(200);

  const data = Data.parse((await play.get('/reports/2026-27/internal/report.json', writer)).body);
  expect(data.figures).toContainEqual(expect.objectContaining({ id: 'complaints', value: 2 }));
  const { text } = await play.get('/reports/2026-27/internal/cases.html', writer);
  const linked = [...text.matchAll(/href="[^"]*\/cases\/([^"]+)"/g)].map(([, reference]) => reference);
  expect(linked).not.toEqual([]);
  for (const reference of new Set(linked)) expect((await play.get(`/cases/${reference}`)).status).toBe(200);
  const publicCases = await play.get('/reports/2026-27/public/cases.html', writer);
  expect(publicCases.status).toBe(404);
});

test.each(['team-manager', 'investigating-officer', 'administrator', 'director'])(
  'reports and rows are not for a %s',
  async (user) => {
    const play = await openPlay(at);
    const asked = ['/reporting-rows', '/reports', '/reports/2026-27/public/report.html'];
    for (const url of asked) expect((await play.get(url, user)).status).toBe(403);
    expect((await play.post('/reports', { year: '2026/27' }, { user })).status).toBe(403);
  },
);

test.each([
  ['2026-04-01', ['Q4 of 2025/26', '2025/26']],
  ['2026-07-01', ['Q1 of 2026/27']],
  ['2026-10-01', ['Q2 of 2026/27']],
  ['2027-01-01', ['Q3 of 2026/27']],
  ['2027-02-14', ['Q3 of 2026/27']],
])('on %s the reports of %j are due', (today, names) => {
  expect(periodsEndedBefore(today).map(({ name }) => name)).toEqual(names);
});

test('the schedule makes the report of an ended quarter once, at six', async () => {
  const play = await openPlay(at);
  await play.complaintAt('stage-1');
  const there = async () =>
    (await play.deps.files.get('reports/2026-27-Q1/internal/report.json')) !== undefined;
  await play.to('2026-07-01', '05:59');
  expect(await there()).toBe(false);
  await play.to('2026-07-01', '06:00');
  expect(await there()).toBe(true);
  expect(await makeDueReports(play.deps)).toEqual([]);
  expect(play.faults).toEqual([]);
});

test('a quarter without a case is counted once', async () => {
  const play = await openPlay(at);
  let pages = 0;
  const { store } = play.deps;
  const counting = {
    ...play.deps,
    store: {
      ...store,
      cases: (query: Parameters<typeof store.cases>[0]) => ((pages += 1), store.cases(query)),
    },
  };
  expect(await makeDueReports(counting)).toEqual([]);
  const [first] = [pages];
  expect(first).toBeGreaterThan(0);
  expect(await makeDueReports(counting)).toEqual([]);
  expect(pages).toBe(first);
  // It is no report, and one of the next quarter is made.
  expect((await play.get('/reports', writer)).body).toMatchObject({ items: [] });
  await play.complaintAt('stage-1');
  await play.to('2026-07-01', '07:00');
  expect(await play.deps.files.get('reports/2026-27-Q1/internal/report.json')).toBeDefined();
});

test('a report made during its period is made again afterwards', async () => {
  const play = await openPlay(at);
  await play.complaintAt('stage-1');
  const page = async () => (await play.get('/reports/2026-27-Q1/internal/report.html', writer)).text;
  await play.post('/reports', { quarter: 'Q1 of 2026/27' }, { user: writer });
  expect(await page()).toContain('ends on 30 June 2026');
  await play.complaintAt('stage-1');
  await play.to('2026-07-01', '07:00');
  expect(await page()).not.toContain('This quarter ends on');
  const data = Data.parse((await play.get('/reports/2026-27-Q1/internal/report.json', writer)).body);
  expect(data.figures).toContainEqual(expect.objectContaining({ id: 'complaints', value: 2 }));
  expect(await makeDueReports(play.deps)).toEqual([]);
});

test.each([{ year: '2020/21' }, { quarter: 'Q3 of 2019/20' }])(
  'nothing is made of %j, in which there were no cases',
  async (period) => {
    const play = await openPlay(at);
    await play.complaint();
    expect((await play.post('/reports', period, { user: writer })).status).toBe(409);
    expect(await play.deps.files.list('reports/')).toEqual([]);
  },
);

test.each([{ year: '2026/28' }, { quarter: 'Q5 of 2026/27' }, { quarter: 'spring' }])(
  '%j is no period',
  async (period) => {
    const play = await openPlay(at);
    expect((await play.post('/reports', period, { user: writer })).status).toBe(422);
  },
);

test('npm run report makes it from the local store too', async () => {
  const play = await openPlay(at);
  const reference = await play.complaintAt('stage-1');
  const out = mkdtempSync(join(tmpdir(), 'live-report-'));
  onTestFinished(() => rmSync(out, { recursive: true }));
  const command = ['infra/commands/report.ts', '--data', play.dataDir, '--year', '2026/27', '--out', out];
  const root = new URL('../../', import.meta.url);
  await promisify(execFile)(process.execPath, [...command, '--no-pdf'], { cwd: root });
  expect(readFileSync(join(out, 'cases.html'), 'utf8')).toContain(`/cases/${reference}"`);
  expect(existsSync(join(out, 'public/report.html'))).toBe(true);
});

const corporate = {
  ...routed,
  procedure: 'corporate',
  procedureReason: 'It is about a school.',
};

test.each([
  ['corporate', corporate, { procedure: 'corporate', investigated: true, stageReached: 'stage 1' }],
  [
    'adult social care',
    { ...corporate, procedure: 'adult-social-care' },
    { procedure: 'adult-social-care', investigated: true },
  ],
])('a %s complaint counts without a contradiction in the report', async (_what, triage, row) => {
  const play = await openPlay(at);
  const reference = await play.complaint();
  await play.along(reference, [
    ['triage', 'route', triage],
    ['acknowledge', 'acknowledge', { investigator: 'team-manager' }],
  ]);
  expect(await rowsOf(play)).toEqual([expect.objectContaining(row)]);
  const made = await play.post('/reports', { year: '2026/27' }, { user: writer });
  expect(made.body).toMatchObject({ leftOut: [], contradictions: [] });
});

test('complaints withdrawn during investigation and those with the Ombudsman count as such', async () => {
  const play = await openPlay(at);
  const withdrawn = await play.complaintAt('stage-1');
  const asked = await play.complaintAt('stage-1');
  const left = await play.decide(withdrawn, 'stage-1', 'withdraw', { reason: 'Settled.' });
  const enquired = await play.post(`/cases/${asked}/enquiries`, { receivedOn: '2026-06-01' });
  await play.settle();
  expect([left.status, enquired.status]).toEqual([200, 200]);
  const rows = await rowsOf(play);
  expect(rows.find(({ reference }) => reference === withdrawn)).toMatchObject({
    withdrawn: 'during investigation',
    outcome: 'withdrawn',
    investigated: true,
  });
  expect(rows.find(({ reference }) => reference === asked)).toMatchObject({
    stageReached: 'LGSCO',
    lgsco: { received: '2026-06-01', decision: null },
  });
  const made = await play.post('/reports', { quarter: 'Q1 of 2026/27' }, { user: writer });
  expect(made.body).toMatchObject({ counted: 2, leftOut: [], contradictions: [] });
  const { text } = await play.get('/reports/2026-27-Q1/internal/report.html', writer);
  expect(text).toContain('Customer feedback quarterly report, Q1 of 2026/27');
  expect(text).not.toMatch(/in the year|of this year/);
});
