import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { exportRows } from '../../functions/operations/export-rows.ts';
import { openPlay, type Play } from '../play.ts';
import { browse } from './pages/browse.ts';

// Values that occur nowhere else: finding one means that a detail of a party has come to a place.
const representative = {
  name: 'Quendolin Frabjous',
  organisation: 'Borogove Chambers',
  email: 'quendolin@frabjous.example',
  phone: '07700 900431',
  address: 'Tumtum Tree Cottage\nWabe Lane',
  language: 'Jabberish',
  needs: 'A vorpal hearing loop.',
  safeContact: 'Only on brillig evenings.',
  bornOn: '1979-02-13',
  careNumber: 'MIMSY-88',
};
const child = { name: 'Callay Frabjous', bornOn: '2013-11-29', careNumber: 'MOME-77' };
const earlier = 'before@frabjous.example';
const authorityDocument = 'Manxome power of attorney';

/** How a reader would see each detail: dates as they are stored and as people read them, and the first line of an address. */
const shown: Record<string, RegExp> = {
  name: /Quendolin/,
  organisation: /Borogove/,
  email: /quendolin@/,
  phone: /900431/,
  address: /Tumtum/,
  language: /Jabberish/,
  needs: /vorpal/,
  safeContact: /brillig/,
  bornOn: /1979-02-13|13 February 1979/,
  careNumber: /MIMSY-88/,
  authority: /power of attorney|2026-05-17|17 May 2026/i,
  earlier: /before@/,
  childName: /Callay/,
  childBornOn: /2013-11-29|29 November 2013/,
  childCareNumber: /MOME-77/,
};
const detailsIn = (text: string): string[] =>
  Object.entries(shown).flatMap(([detail, pattern]) => (pattern.test(text) ? [detail] : []));

const logged: string[] = [];
beforeEach(() => {
  logged.length = 0;
  for (const stream of ['log', 'info', 'warn', 'error'] as const)
    vi.spyOn(console, stream).mockImplementation((...said: unknown[]) => {
      logged.push(JSON.stringify(said));
    });
});
afterEach(() => {
  vi.restoreAllMocks();
});

/** A case before its panel whose people have every detail that can be recorded. */
async function planted(): Promise<{ play: Play; reference: string }> {
  const play = await openPlay('2026-06-01T09:00:00Z');
  const reference = await play.complaintAtStage3('stage-3-panel-meeting');
  const document = await play.document(reference, authorityDocument);
  const added = await play.post(`/cases/${reference}/parties`, {
    ...representative,
    email: earlier,
    roles: ['representative'],
    authority: { kind: 'power of attorney', on: '2026-05-17', document },
    copies: 'all letters',
  });
  expect(added.status).toBe(201);
  const changed = await play.request('PATCH', `/api/v1/cases/${reference}/parties/P2`, {
    body: { email: representative.email, reason: 'A new provider.' },
  });
  expect(changed.status).toBe(200);
  expect((await play.post(`/cases/${reference}/parties`, { ...child, roles: ['child'] })).status).toBe(201);
  for (const user of ['panel-chair', 'investigating-officer', 'independent-person'])
    await play.sign(reference, user);
  await play.settle();
  return { play, reference };
}

/** What a reader can read of the case: its page, the page of its open step, and the API. */
async function readBy(play: Play, reference: string, user: string): Promise<string> {
  const visitor = browse(play);
  await visitor.signIn(user);
  const pages = await Promise.all(
    [
      `/cases/${reference}`,
      `/cases/${reference}/steps/stage-3-panel-meeting`,
      `/cases?q=${encodeURIComponent(reference)}`,
      '/tasks',
      '/',
    ].map(async (url) => (await visitor.get(url)).text),
  );
  const answers = await Promise.all(
    ['', '/tasks/stage-3-panel-meeting', '/appendices', '/events', '/parties'].map(
      async (url) => (await play.get(`/cases/${reference}${url}`, user)).text,
    ),
  );
  const lists = await Promise.all(['/cases', '/tasks'].map(async (url) => (await play.get(url, user)).text));
  return [...pages, ...answers, ...lists].join('\n');
}

const contact = ['organisation', 'email', 'phone', 'address', 'language', 'needs', 'safeContact'];

test('each reader of a case sees the details of its people that their part may see', async () => {
  const { play, reference } = await planted();
  const seen = async (user: string) => detailsIn(await readBy(play, reference, user));
  // The officer sees all of it: the canaries are there to be found.
  expect(await seen('complaints-officer')).toEqual(Object.keys(shown));
  expect(await seen('panel-chair')).toEqual(['name', 'childName']);
  const investigation = await seen('investigating-officer');
  expect(investigation).toEqual(expect.arrayContaining(['name', ...contact, 'childName']));
  // The title of the document is among all documents of the case, which the investigation may see.
  expect(
    investigation.filter((detail) => !['name', ...contact, 'childName', 'authority'].includes(detail)),
  ).toEqual([]);
  expect(await readBy(play, reference, 'investigating-officer')).not.toMatch(/2026-05-17|17 May 2026/);
  expect(await seen('report-writer')).toEqual([]);
});

test('no event, state, machine, log or export has a detail of a party', async () => {
  const { play, reference } = await planted();
  const { state, events } = await play.file(reference);
  const { engine } = play.system;
  const executions = engine
    .listExecutions()
    .flatMap(({ name }) => [engine.describeExecution(name), engine.getExecutionHistory(name)]);
  const rows: unknown[] = [];
  for await (const row of exportRows(play.deps)) if (row.ok) rows.push(row.row);
  expect(rows).toHaveLength(1);
  for (const [place, content] of Object.entries({
    state,
    events,
    executions,
    rows,
    logged,
    faults: play.faults,
  }))
    expect([place, detailsIn(JSON.stringify(content))]).toEqual([place, []]);
});

test('who may not see a detail does not find the case by it', async () => {
  const { play, reference } = await planted();
  for (const user of ['panel-chair', 'report-writer']) {
    const visitor = browse(play);
    await visitor.signIn(user);
    for (const value of [
      representative.email,
      representative.phone,
      'Tumtum Tree Cottage',
      representative.careNumber,
      child.careNumber,
      child.bornOn,
      earlier,
    ]) {
      const found = (await visitor.get(`/cases?q=${encodeURIComponent(value)}`)).text;
      expect([user, value, found.includes(reference)]).toEqual([user, value, false]);
    }
  }
});

test('letters to others have no contact details of a party', async () => {
  const { play, reference } = await planted();
  const others = (await play.letters()).filter(({ to }) => to !== representative.email && to !== earlier);
  expect(others.length).toBeGreaterThan(0);
  const text = others.map((letter) => letter.text + letter.html).join('\n');
  expect([reference, detailsIn(text)]).toEqual([reference, []]);
});
