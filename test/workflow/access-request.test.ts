import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { browse } from '../web/pages/browse.ts';
import { zipEntries } from '../../functions/operations/check-file/zip-entries.ts';
import { openPlay, type Play } from '../play.ts';

const at = '2026-06-01T09:00:00Z';
const colleague = 'complaints-officer-2';
const Items = z.object({
  dueOn: z.string(),
  uncleared: z.number(),
  cases: z.array(z.object({ reference: z.string(), why: z.string() })),
  sameName: z.array(z.string()),
  items: z.array(
    z.object({
      id: z.string(),
      reference: z.optional(z.string()),
      kind: z.string(),
      title: z.string(),
      text: z.string(),
      others: z.array(z.object({ name: z.string(), staff: z.boolean() })),
      cleared: z.optional(z.object({ include: z.boolean(), reason: z.optional(z.string()), at: z.string() })),
    }),
  ),
});

const read = async (play: Play, reference: string, user?: string) =>
  Items.parse((await play.get(`/cases/${reference}/access-requests/A1`, user)).body);

const personOf = async (play: Play, reference: string) => (await play.file(reference)).state.person;

async function opened(play: Play, feedback: Record<string, unknown> = {}): Promise<string> {
  const reference = await play.complaintAt('stage-1', feedback);
  const { status } = await play.post(`/cases/${reference}/access-requests`, {
    person: await personOf(play, reference),
    receivedOn: '2026-06-01',
  });
  expect(status).toBe(201);
  await play.settle();
  return reference;
}

const clearAll = async (play: Play, reference: string, include = true, user = 'complaints-officer') => {
  const { items } = await read(play, reference, user);
  const decided = items.map(({ id }) => ({ item: id, include, ...(include ? {} : { reason: 'x' }) }));
  return play.post(`/cases/${reference}/access-requests/A1/clearances`, { items: decided }, { user });
};

describe('a subject access request', () => {
  test('is a task of the officer until its last day', async () => {
    const play = await openPlay(at);
    const reference = await opened(play);
    expect(await play.step(reference, 'follow-up')).toMatchObject({
      assignee: 'complaints-officer',
      due: '2026-07-01',
    });
  });

  test.each(['0001-01-01', '0099-12-31', '1999-06-01', '2025-05-31', '2026-06-02', '9999-12-31'])(
    'was not received on %s',
    async (receivedOn) => {
      const play = await openPlay(at);
      const reference = await play.complaintAt('stage-1');
      const person = await personOf(play, reference);
      const refused = await play.post(`/cases/${reference}/access-requests`, { person, receivedOn });
      expect([refused.status, refused.body]).toMatchObject([422, { errors: [{ field: 'receivedOn' }] }]);
    },
  );

  test('gathers what every case of the person holds, and marks whose data besides is in it', async () => {
    const play = await openPlay(at);
    const other = await play.complaintAt('stage-1', { text: 'The bus did not come.' });
    await play.view(other);
    await play.to('2026-06-02');
    const reference = await opened(play);
    await play.addParty(reference, { name: 'Robin Carter-Hughes', roles: ['third party'] });
    await play.post(`/cases/${reference}/notes`, {
      kind: 'phone call',
      spokeWith: 'Sam Carter',
      text: 'Robin was there too.',
    });
    const { items, cases, uncleared } = await read(play, reference);
    expect(cases).toEqual([
      { reference, why: 'asked' },
      { reference: other, why: 'likely' },
    ]);
    expect(uncleared).toBe(items.length);
    expect(items.find(({ text }) => text.includes('The bus did not come.'))?.reference).toBe(other);
    expect(new Set(items.map(({ kind }) => kind))).toEqual(
      new Set(['details', 'message', 'letter', 'note', 'decision', 'facts', 'views']),
    );
    expect(items.find(({ text }) => text.includes('Robin was there'))?.others).toEqual([
      { name: 'Priya Shah', staff: true },
      { name: 'Robin Carter-Hughes', staff: false },
    ]);
    expect((await play.get(`/cases/${other}/access-requests`)).body).toEqual({ items: [] });
    // What was gathered from another case was read there.
    expect(
      (await play.deps.store.reads(other)).map(({ at: when, kind }) => [when.slice(0, 10), kind]),
    ).toEqual([
      ['2026-06-01', 'case'],
      ['2026-06-02', 'case'],
    ]);
  });

  test('gives nothing out before each item is decided, and then only what was included', async () => {
    const play = await openPlay(at);
    const reference = await opened(play, { text: 'The lift is broken.' });
    const path = `/cases/${reference}/access-requests/A1`;
    expect((await play.get(`${path}/export`)).status).toBe(409);
    expect((await play.post(`${path}/answer`, {})).body).toMatchObject({ code: 'access-items-uncleared' });
    const { items } = await read(play, reference);
    const message = items.find(({ text }) => text.includes('The lift is broken.'));
    const unexplained = [{ item: message?.id, include: false }];
    expect((await play.post(`${path}/clearances`, { items: unexplained })).status).toBe(422);
    expect((await clearAll(play, reference)).status).toBe(200);
    const out = await play.get(`${path}/export`);
    expect([out.status, JSON.stringify(out.body)]).toEqual([
      200,
      expect.stringContaining('The lift is broken.'),
    ]);
    const seen = (await read(play, reference)).items.find(({ id }) => id === message?.id)?.cleared?.at;
    const leftOut = { item: message?.id, include: false, reason: 'Names a neighbour.' };
    // Who has not seen that it was decided does not decide it again.
    expect((await play.post(`${path}/clearances`, { items: [leftOut] })).body).toMatchObject({
      code: 'access-item-decided',
    });
    const twice = [leftOut, { ...leftOut, include: true }];
    expect((await play.post(`${path}/clearances`, { items: twice })).status).toBe(422);
    expect((await play.post(`${path}/clearances`, { items: [{ ...leftOut, seen }] })).status).toBe(200);
    const less = JSON.stringify((await play.get(`${path}/export`)).body);
    expect([less.includes('The lift is broken.'), less.includes('Names a neighbour.')]).toEqual([
      false,
      false,
    ]);
    const early = await play.post(`${path}/answer`, { on: '2026-05-31' });
    expect([early.status, early.body]).toMatchObject([422, { errors: [{ field: 'on' }] }]);
    expect((await play.post(`${path}/answer`, {})).status).toBe(200);
    await play.settle();
    expect((await play.step(reference, 'follow-up')).status).toBe('decided');
    const given = (await play.events(reference)).find(({ type }) => type === 'access-given');
    expect(given).toMatchObject({ included: items.length - 1, leftOut: 1 });
    expect(JSON.stringify(given)).not.toContain('lift');
    expect((await clearAll(play, reference)).status).toBe(409);
  });

  test('asks again about an item that changed after it was decided', async () => {
    const play = await openPlay(at);
    const reference = await opened(play);
    await clearAll(play, reference);
    expect((await read(play, reference)).uncleared).toBe(0);
    const person = await personOf(play, reference);
    await play.request('PATCH', `/api/v1/cases/${reference}/parties/${person}`, {
      body: { phone: '01743 000111', reason: 'New.' },
    });
    const { uncleared, items } = await read(play, reference);
    expect(uncleared).toBeGreaterThan(0);
    expect(items.find(({ kind }) => kind === 'details')?.text).toContain('01743 000111');
    expect((await play.get(`/cases/${reference}/access-requests/A1/export`)).status).toBe(409);
  });

  test('shows an officer nothing of a case about themselves, nor that there is one', async () => {
    const play = await openPlay(at);
    const secret = await play.complaintAt('stage-1', { text: 'A secret of another case.' });
    const reference = await opened(play);
    expect((await read(play, reference)).cases).toHaveLength(2);
    await clearAll(play, reference, false);
    // Nor does the history of the case of the request name it to others.
    await play.post(`/cases/${secret}/details`, { complainedAbout: ['team-manager', 'complaints-officer'] });
    for (const user of ['team-manager', 'complaints-officer']) {
      const seen = await play.get(`/cases/${reference}`, user);
      expect([seen.status, seen.text.includes('access-items-cleared'), seen.text.includes(secret)]).toEqual([
        200,
        true,
        false,
      ]);
    }
    const answer = await play.get(`/cases/${reference}/access-requests/A1`);
    expect(JSON.stringify(answer.body)).not.toContain(secret);
    expect(JSON.stringify(answer.body)).not.toContain('A secret');
  });

  test.each([
    ['known when it is opened', 'before'],
    ['known only when it is answered', 'after'],
  ])('leaves a case about its officer, %s, to a colleague with a request of its own', async (_, when) => {
    const play = await openPlay(at);
    const secret = await play.complaintAt('stage-1', { text: 'A secret of another case.' });
    const hide = () =>
      play.post(
        `/cases/${secret}/details`,
        { complainedAbout: ['team-manager', 'complaints-officer'] },
        { user: colleague },
      );
    if (when === 'before') await hide();
    const reference = await opened(play, { text: 'The lift is broken.' });
    const path = `/cases/${reference}/access-requests`;
    if (when === 'after') await hide();
    await clearAll(play, reference);
    expect((await play.post(`${path}/A1/answer`, {})).status).toBe(200);
    await play.settle();
    // The officer has answered, and nothing says that there is more.
    expect((await play.step(reference, 'follow-up')).status).toBe('decided');
    const seen = [`/cases/${reference}`, path, `${path}/A1`, `${path}/A1/export`, '/cases', '/tasks'];
    for (const one of seen) expect((await play.get(one)).text).not.toContain(secret);
    expect((await play.get(`/cases/${secret}/access-requests`)).status).toBe(404);
    // For a colleague the case has a request that is not answered, for what it holds and nothing else.
    expect((await play.get(`/cases/${secret}/access-requests`, colleague)).body).toMatchObject({
      items: [{ request: 'A1', ownCase: true, receivedOn: '2026-06-01', dueOn: '2026-07-01' }],
    });
    expect(await play.step(secret, 'follow-up', colleague)).toMatchObject({
      status: 'open',
      assignee: colleague,
      due: '2026-07-01',
    });
    expect((await read(play, reference, colleague)).cases).toEqual([{ reference, why: 'asked' }]);
    // Someone who asks on that case too is not refused for it.
    const directly = { person: await personOf(play, secret), receivedOn: '2026-06-01' };
    expect((await play.post(`/cases/${secret}/access-requests`, directly, { user: colleague })).status).toBe(
      201,
    );
    const { cases, items, sameName } = await read(play, secret, colleague);
    expect([cases, sameName]).toEqual([[{ reference: secret, why: 'asked' }], []]);
    expect(JSON.stringify(items)).toContain('A secret of another case.');
    expect(JSON.stringify(items)).not.toContain('The lift is broken.');
    const answer = `/cases/${secret}/access-requests/A1/answer`;
    expect((await play.post(answer, {}, { user: colleague })).body).toMatchObject({
      code: 'access-items-uncleared',
    });
    await clearAll(play, secret, true, colleague);
    expect((await play.post(answer, {}, { user: colleague })).status).toBe(200);
    await play.settle();
    const { tasks } = (await play.file(secret)).state;
    const followUps = tasks.filter(({ step }) => step === 'follow-up');
    expect(followUps.map(({ status }) => status)).toEqual(['decided', 'open']);
  });

  test('is extended once, by two months, and only within the first', async () => {
    const play = await openPlay(at);
    const reference = await opened(play);
    await clearAll(play, reference);
    const extend = () =>
      play.post(`/cases/${reference}/access-requests/A1/extension`, { reason: 'Nine cases.' });
    expect((await extend()).status).toBe(200);
    expect((await read(play, reference)).dueOn).toBe('2026-09-01');
    await play.settle();
    expect((await play.step(reference, 'follow-up')).due).toBe('2026-09-01');
    // What is done about the request is nothing more to decide.
    expect((await read(play, reference)).uncleared).toBe(0);
    expect((await extend()).body).toMatchObject({ code: 'access-extended-already' });
    const late = await openPlay(at);
    const other = await opened(late);
    await late.to('2026-07-02', '10:00');
    expect(
      (await late.post(`/cases/${other}/access-requests/A1/extension`, { reason: 'x' })).body,
    ).toMatchObject({ code: 'access-extension-too-late' });
  });

  test('is decided on its page, and downloaded to read', async () => {
    const play = await openPlay(at);
    const reference = await opened(play, { text: 'The lift is broken.' });
    const visitor = browse(play);
    await visitor.signIn('complaints-officer');
    const here = `/cases/${reference}/access-requests/A1`;
    const page = await visitor.get(here);
    expect(page.text).toContain('Answer by 1 July 2026');
    expect((await visitor.get(`/cases/${reference}`)).html).toContain(here);
    const refused = await visitor.send(page, { 'decision-0': 'leave-out' }, {});
    expect([refused.status, refused.text]).toEqual([422, expect.stringContaining('Enter a reason')]);
    const all = Object.fromEntries(Array.from({ length: 25 }, (_, n) => [`decision-${n}`, 'include']));
    while ((await visitor.get(here)).html.includes('name="item-0"'))
      expect((await visitor.send(await visitor.get(here), all, {})).status).toBe(200);
    expect((await visitor.get(here)).text).toContain('Download to read and print');
    const text = await visitor.get(`${here}/export/html`);
    expect(text.html).toContain('The lift is broken.');
    expect(text.html).toContain('Your details');
    expect(text.html).toContain('Your rights');
  });

  test('comes with its files as one archive, once all of them may be opened', async () => {
    let verdict: 'safe' | 'waiting' = 'waiting';
    const play = await openPlay(at, {
      adapters: () => ({ scanner: { scans: 'later', verdict: async () => verdict } }),
    });
    await play.mail({
      attachments: [
        { filename: 'letter.txt', content: 'Dear Sir or Madam' },
        { filename: 'neighbour.txt', content: 'About someone else' },
      ],
    });
    const [reference = ''] = (await play.deps.store.cases({ limit: 1 })).items.map(({ id }) => id);
    const request = { person: await personOf(play, reference), receivedOn: '2026-06-01' };
    await play.post(`/cases/${reference}/access-requests`, request);
    await play.settle();
    const visitor = browse(play);
    await visitor.signIn('complaints-officer');
    const here = `/cases/${reference}/access-requests/A1`;
    const zip = `${here}/export/zip`;
    expect((await visitor.get(zip)).status).toBe(404);
    const { items } = await read(play, reference);
    await play.post(`/cases/${reference}/access-requests/A1/clearances`, {
      items: items.map(({ id, title }) =>
        title === 'neighbour.txt' ? { item: id, include: false, reason: 'x' } : { item: id, include: true },
      ),
    });
    const early = await visitor.get(zip);
    expect([early.status, early.text]).toEqual([409, expect.stringContaining('001 letter.txt')]);
    expect(await play.deps.files.list('uploads/')).toEqual([]);
    verdict = 'safe';
    const link = (await visitor.get(here)).page
      .querySelectorAll('a')
      .find(({ textContent }) => textContent.includes('ZIP'));
    const sent = await visitor.get(link?.getAttribute('href') ?? '');
    expect([sent.status, sent.headers.get('content-disposition')]).toEqual([
      200,
      `attachment; filename*=UTF-8''${reference}-A1.zip`,
    ]);
    const [key = ''] = await play.deps.files.list('uploads/');
    const entries = zipEntries((await play.deps.files.get(key)) ?? new Uint8Array()) ?? [];
    const texts = new Map(entries.map((entry) => [entry.name, entry.read(1_000_000)?.toString()]));
    expect([...texts.keys()]).toEqual(['index.html', 'index.json', '001 letter.txt']);
    expect(texts.get('001 letter.txt')).toBe('Dear Sir or Madam');
    expect(texts.get('index.html')).toContain('001 letter.txt');
    expect([...texts.values()].join('\n')).not.toContain('neighbour');
    expect((await play.deps.store.reads(reference)).map(({ kind, what }) => [kind, what])).toContainEqual([
      'attachment',
      'M1/1',
    ]);
  });

  test('shows two officers at once the decision that the other made', async () => {
    const play = await openPlay(at);
    const reference = await opened(play);
    const here = `/cases/${reference}/access-requests/A1`;
    const officers = [browse(play), browse(play)] as const;
    const pages = [];
    for (const [n, user] of ['complaints-officer', 'complaints-officer-2'].entries()) {
      await officers[n]?.signIn(user);
      pages.push(await officers[n]?.get(here));
    }
    const [first, second] = pages;
    if (!first || !second) throw new Error('both officers have opened the page');
    const leftOut = { 'decision-0': 'leave-out', 'reason-0': 'Names a neighbour.' };
    expect((await officers[1].send(second, leftOut, {})).status).toBe(200);
    const refused = await officers[0].send(first, { 'decision-0': 'include' }, {});
    expect(refused.text).toContain('A colleague has decided on one of these items');
    const { items } = await read(play, reference);
    expect(items.flatMap(({ cleared }) => (cleared ? [cleared.include] : []))).toEqual([false]);
  });
});
