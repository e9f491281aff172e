import { describe, expect, test } from 'vitest';
import { pages } from '../../../functions/pages/app.ts';
import { reportFile } from '../../../functions/operations/make-reports/report-files.ts';
import { reportingYear } from '../../../functions/report/period.ts';
import { openPlay, type Play } from '../../play.ts';
import { browse } from './browse.ts';

const at = '2026-06-01T09:00:00Z';
const keep = { do: 'keep' };
const makeAgain = { do: 'make' };
const press = {};

async function asWriter(play: Play, user = 'report-writer') {
  const writer = browse(play);
  await writer.signIn(user);
  return writer;
}

/** The report of this year, made from its page. */
async function made(play: Play) {
  const writer = await asWriter(play);
  const shown = await writer.send(await writer.get('/reports'), { period: '2026-27' }, press);
  return { writer, shown };
}

function year(name: string) {
  const found = reportingYear(name);
  if (!found.ok) throw new Error(`no year ${name}`);
  return found.year;
}

test('a report is made on its page, which links all its files', async () => {
  const play = await openPlay(at);
  const writer = await asWriter(play);
  const empty = await writer.get('/reports');
  expect(empty.text).toContain('No reports');
  const refused = await writer.send(empty, { period: '2026-27' }, press);
  expect(refused.status).toBe(422);
  expect(refused.text).toContain('There are no cases of 2026/27');

  const reference = await play.complaintAt('stage-1');
  const shown = await writer.send(await writer.get('/reports'), { period: '2026-27' }, press);
  expect(shown.at).toBe('/reports/2026-27?made=now');
  expect(shown.text).toContain('Ready to publish Made 1 June 2026, 10:00, from 1 case.');
  const links = shown.page
    .querySelectorAll('main a')
    .map((link) => link.getAttribute('href') ?? '')
    .filter((href) => /\/(internal|public)\/(?!report\.pdf)/.test(href));
  expect(links).toContain('/reports/2026-27/public/report.html');
  expect(links).toContain('/reports/2026-27/internal/rows.csv');
  expect(links.length).toBeGreaterThan(40);
  for (const link of links) expect([link, (await writer.get(link)).status]).toEqual([link, 200]);

  const internal = await writer.get('/reports/2026-27/internal/report.html');
  expect(internal.headers.get('content-security-policy')).toMatch(
    /^default-src 'none'; style-src 'unsafe-inline'/,
  );
  // From a figure to its definition, to its cases, to a case.
  const figure = internal.page.querySelector('a.figure[href="#def-complaints"]');
  expect(figure?.textContent).toBe('1');
  const definition = internal.page.querySelector('#def-complaints');
  expect(definition?.textContent).toContain('Complaints');
  expect(internal.html).toContain('cases.html#figure-complaints');
  const cases = await writer.get('/reports/2026-27/internal/cases.html');
  const link = cases.page.querySelector('#figure-complaints a')?.getAttribute('href') ?? '';
  expect(link).toBe(`/cases/${reference}`);
  // A report writer sees figures and no cases; who may opens it.
  expect((await writer.get(link)).status).toBe(404);
  const officer = await asWriter(play, 'complaints-officer');
  expect((await officer.get(link)).status).toBe(200);
  expect((await writer.get('/reports')).text).toContain('2026/27 1 June 2026, 10:00 Ready to publish');
});

describe('a system that prints reports', () => {
  const pdf = new TextEncoder().encode('%PDF-1.7 of this report');
  const printed = reportFile(year('2026/27'), 'internal', 'report.pdf');
  const published = reportFile(year('2026/27'), 'public', 'report.pdf');

  /** A report that was just made, and its pages as AWS has them: there nothing prints while someone waits. */
  async function onAws() {
    const play = await openPlay(at);
    await play.complaint();
    const { writer } = await made(play);
    const app = pages(play.deps, { signIn: '/local/sign-in', report: () => {}, printPdf: 'when made' });
    const get = async (path: string) =>
      app.request(`http://127.0.0.1${path}`, { headers: { cookie: writer.cookie() } });
    return { play, writer, get };
  }

  test('says that a PDF is being made until both editions have one', async () => {
    const { play, get } = await onAws();
    const page = async () => (await get('/reports/2026-27')).text();
    expect(await page()).toContain('The PDF is being made');
    expect(await page()).not.toContain('/report.pdf');
    expect((await get('/reports/2026-27/internal/report.pdf')).status).toBe(404);
    await play.deps.files.put(printed, pdf, 'application/pdf');
    expect(await page()).toContain('href="/reports/2026-27/internal/report.pdf"');
    expect(await page()).toContain('The PDF is being made');
    await play.deps.files.put(published, pdf, 'application/pdf');
    expect(await page()).toContain('href="/reports/2026-27/public/report.pdf"');
    expect(await page()).not.toContain('The PDF is being made');
  });

  test('serves a stored PDF unchanged to pages and the API', async () => {
    const { play, writer, get } = await onAws();
    await play.deps.files.put(printed, pdf, 'application/pdf');
    const api = await play.get('/reports/2026-27/internal/report.pdf', 'report-writer');
    const path = '/reports/2026-27/internal/report.pdf';
    // Where there is a browser, too: it is asked for what is not kept alone.
    for (const answer of [await get(path), await writer.get(path), api])
      expect(answer.headers.get('content-type')).toBe('application/pdf');
    const answer = await get(path);
    expect(answer.headers.get('content-disposition')).toBe('inline; filename="2026-27-internal-report.pdf"');
    expect([await answer.text(), (await writer.get(path)).html, api.text]).toEqual(
      Array.from({ length: 3 }, () => '%PDF-1.7 of this report'),
    );
    const list = await play.get('/reports', 'report-writer');
    expect(list.text).toContain('/api/v1/reports/2026-27/internal/report.pdf');
  });

  test('removes the old PDF when a report is made again', async () => {
    const { play, writer, get } = await onAws();
    for (const file of [printed, published]) await play.deps.files.put(file, pdf, 'application/pdf');
    await writer.send(await writer.get('/reports/2026-27'), {}, press);
    expect(await play.deps.files.get(printed)).toBeUndefined();
    expect(await play.deps.files.get(published)).toBeUndefined();
    expect(await (await get('/reports/2026-27')).text()).toContain('The PDF is being made');
  });
});

test('commentary is versioned and appears in the next report', async () => {
  const play = await openPlay(at);
  await play.complaint();
  const { writer } = await made(play);
  const words = '/reports/2026-27/words';
  const refused = await writer.send(
    await writer.get(words),
    {
      Introduction: 'As in SC-2026-00001-4',
      Learning: 'In {no-such-figure} cases.',
      Outcomes: 'Kept as typed',
    },
    keep,
  );
  expect(refused.status).toBe(422);
  const summary = refused.page.querySelector('.govuk-error-summary');
  expect(summary?.textContent).toContain('SC-2026-00001-4 is the reference of a case');
  expect(summary?.textContent).toContain('No figure is called no-such-figure');
  expect(refused.page.querySelector('#outcomes')?.textContent).toBe('Kept as typed');

  const kept = await writer.send(
    await writer.get(words),
    { Recommendations: '1. Answer all {complaints} complaints.' },
    keep,
  );
  expect(kept.text).toContain('Commentary saved. It will appear in the report when you update it');
  expect((await writer.get('/reports/2026-27/public/report.html')).text).not.toContain('Answer all');
  const again = await writer.send(await writer.get(words), { Introduction: 'Good <b>day</b>.' }, makeAgain);
  expect(again.text).toContain('Commentary saved and report updated');
  for (const edition of ['internal', 'public']) {
    const { text, html } = await writer.get(`/reports/2026-27/${edition}/report.html`);
    expect(text).toContain('Good <b>day</b>.');
    expect(html).not.toContain('<b>day</b>');
    expect(text).toMatch(edition === 'internal' ? /Answer all 1 complaints/ : /Answer all \[c\] complaints/);
  }
  const first = await writer.get(`${words}/1`);
  expect(first.text).toContain('Answer all {complaints} complaints.');
  expect(first.text).not.toContain('Good');
  expect((await writer.get(`${words}/3`)).status).toBe(404);
  expect((await writer.get('/reports/2027-28/words')).text).toContain('Commentary for the report on 2027/28');
  // Next year's report shows this year's recommendations with the progress on them.
  expect((await writer.get('/reports/2027-28/words')).text).toContain('Recommendations of last year');
});

test('the second to save is told that someone was faster, and loses nothing', async () => {
  const play = await openPlay(at);
  await play.complaint();
  const [one, two] = [await asWriter(play), await asWriter(play, 'complaints-officer')];
  const words = '/reports/2026-27/words';
  const [hers, his] = [await one.get(words), await two.get(words)];
  await one.send(hers, { Introduction: 'Hers' }, keep);
  const stale = await two.send(his, { Introduction: 'His' }, keep);
  expect(stale.status).toBe(409);
  expect(stale.page.querySelector('#introduction')?.textContent).toBe('His');
  expect((await one.get(`${words}/1`)).text).toContain('Hers');
  expect((await two.send(stale, {}, keep)).status).toBe(200);
  expect((await one.get(`${words}/2`)).text).toContain('His');
});

test('a figure published before with another value blocks the public edition until explained', async () => {
  const play = await openPlay('2026-03-02T09:00:00Z');
  await play.complaint();
  await play.to('2026-06-01');
  await play.complaint();
  const writer = await asWriter(play);
  const make = async (period: string) => writer.send(await writer.get('/reports'), { period }, press);
  expect((await make('2025-26')).text).toContain('Ready to publish');
  // Someone published another number of complaints for the year before.
  const file = reportFile(year('2025/26'), 'public', 'report.json');
  const published = { year: '2025/26', figures: [{ id: 'complaints', value: 12 }] };
  await play.deps.files.put(file, new TextEncoder().encode(JSON.stringify(published)), 'application/json');
  // And this one had come out before, on paper too.
  const printed = reportFile(year('2026/27'), 'public', 'report.pdf');
  await play.deps.files.put(printed, new TextEncoder().encode('%PDF-1.7'), 'application/pdf');

  const held = await make('2026-27');
  expect(await play.deps.files.list('reports/2026-27/public/')).toEqual([]);
  expect(held.text).toContain('Held back');
  expect(held.text).toContain(
    'Complaints of 2025/26 was published as 12; from the rows of that year it is 1.',
  );
  expect((await writer.get('/reports/2026-27/public/report.html')).status).toBe(404);
  expect((await writer.get('/reports')).text).toContain('Held back 1 contradiction');

  const explained = await writer.send(
    await writer.get('/reports/2026-27/words'),
    { 'why published:2025/26:complaints': 'Eleven were counted twice then.' },
    makeAgain,
  );
  expect(explained.text).toContain('Ready to publish');
  const saysWhy = async (edition: string) =>
    (await writer.get(`/reports/2026-27/${edition}/report.html`)).text.replaceAll(/\s+/g, ' ');
  expect(await saysWhy('internal')).toContain(
    'Explained: Complaints of 2025/26 was published as 12; from the rows of that year it is 1. Eleven were counted twice then.',
  );
  // 1 is too small to be published, here as in the tables.
  expect(await saysWhy('public')).toContain(
    'Explained: Two figures contradict each other; one of them is not published. Eleven were counted twice then.',
  );
  expect(await saysWhy('public')).not.toContain('from the rows of that year');
});

test('a quarter has only an internal edition', async () => {
  const play = await openPlay(at);
  await play.complaint();
  const writer = await asWriter(play);
  const page = await writer.send(await writer.get('/reports'), { period: '2026-27-Q1' }, press);
  expect(page.text).toContain('Only years have a public edition');
  expect(page.text).not.toMatch(/Held back|Ready to publish/);
  expect((await writer.get('/reports')).text).toContain('Internal only');
  expect(await play.deps.files.list('reports/2026-27-Q1/public/')).toEqual([]);
});

test('no list of a report reveals a case to a person complained about in it', async () => {
  const play = await openPlay(at);
  const [about, other] = [await play.complaint(), await play.complaint()];
  await play.post(`/cases/${about}/details`, { complainedAbout: ['report-writer'] });
  await made(play);
  for (const [user, known] of [
    ['report-writer', [other]],
    ['report-writer-2', [about, other]],
  ] as const) {
    const lists = [
      await play.get('/reporting-rows', user),
      await play.get('/reporting-rows?format=csv', user),
      ...(await Promise.all(
        ['rows.ndjson', 'rows.csv', 'cases.html'].map(async (file) =>
          play.get(`/reports/2026-27/internal/${file}`, user),
        ),
      )),
    ];
    for (const { status, text } of lists) {
      expect(status).toBe(200);
      expect([about, other].filter((reference) => text.includes(reference))).toEqual(known);
    }
    expect(lists.at(-1)?.text).toContain(`Feedback received (${known.length})`);
    const figures = await play.get('/reports/2026-27/internal/report.json', user);
    expect(figures.body).toMatchObject({ rows: { counted: known.length } });
    const page = await play.get('/reports/2026-27/internal/report.html', user);
    expect(page.text).toContain(
      known.length === 1 ? 'Made from 1 anonymous row,' : 'Made from 2 anonymous rows,',
    );
    const again = await play.post('/reports', { year: '2026/27' }, { user });
    expect(again.body).toMatchObject({ counted: known.length });
    const reader = browse(play);
    await reader.signIn(user);
    expect((await reader.get('/reports/2026-27')).text).toContain(known.length === 1 ? '1 case' : '2 cases');
    const table = await play.get('/reports/2026-27/internal/tables/kinds.csv', user);
    expect(table.text).toMatch(known.length === 1 ? /^Total[^\n]*,1\b/m : /^Total[^\n]*,2\b/m);
  }
});

test.each(['team-manager', 'investigating-officer', 'administrator', 'director', 'senior-manager'])(
  'to a %s there are no reports',
  async (user) => {
    const play = await openPlay(at);
    await play.complaint();
    await made(play);
    const visitor = browse(play);
    const tasks = await visitor.signIn(user);
    expect(tasks.page.querySelector('nav')?.textContent).not.toContain('Reports');
    const missing = (await visitor.get('/not-there')).text;
    for (const path of [
      '',
      '/2026-27',
      '/2026-27/words',
      '/2026-27/internal/report.html',
      '/2026-27/public/tables/kinds.csv',
    ])
      expect(await visitor.get(`/reports${path}`)).toMatchObject({ status: 404, text: missing });
  },
);

test('paths in a report address no other files', async () => {
  const play = await openPlay(at);
  await play.complaint();
  const { writer } = await made(play);
  for (const path of [
    '2026-27/notes/000001.json',
    '2026-27/internal/..%2f..%2fmail',
    '2026-28/internal/report.html',
    '2026-27/internal/report.txt',
  ])
    expect([path, (await writer.get(`/reports/${path}`)).status]).toEqual([path, 404]);
  expect((await browse(play).get('/reports/2026-27')).at).toContain('/local?return=%2Freports%2F2026-27');
});
