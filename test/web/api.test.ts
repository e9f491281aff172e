import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { Problem } from '../../functions/api/problem.ts';
import { acknowledged, complainant, openPlay, routed, type Answer, type Play } from '../play.ts';

const at = '2026-06-01T09:00:00Z';
const feedback = {
  channel: 'phone',
  text: 'Nobody called.',
  person: { name: 'Sam Carter', email: complainant },
};

/** Status and the fields that a problem document names, in order; the document itself must be whole. */
function refusal(answer: Answer): [number, ...string[]] {
  expect(answer.headers.get('content-type')).toBe('application/problem+json; charset=utf-8');
  const { status, title, detail, errors = [] } = Problem.parse(answer.body);
  expect([status, title.length > 0, /[.!?]$/.test(detail)]).toEqual([answer.status, true, true]);
  return [status, ...errors.map(({ field }) => field)];
}

const List = z.object({ items: z.array(z.object({ reference: z.string() })), next: z.nullable(z.string()) });

/** All references of a list, page by page. */
async function pages(
  play: Play,
  url: string,
  user?: string,
): Promise<{ references: string[]; sizes: number[] }> {
  const references: string[] = [];
  const sizes: number[] = [];
  let cursor = '';
  do {
    const list = List.parse((await play.get(`${url}${cursor}`, user)).body);
    references.push(...list.items.map(({ reference }) => reference));
    sizes.push(list.items.length);
    cursor = list.next === null ? '' : `&cursor=${encodeURIComponent(list.next)}`;
  } while (cursor !== '');
  return { references, sizes };
}

describe('POST /feedback', () => {
  test('records feedback from any channel and returns the address of its case', async () => {
    const play = await openPlay(at);
    const answer = await play.post('/feedback', { ...feedback, receivedAt: '2026-05-29T16:00:00+01:00' });
    expect([answer.status, answer.body, answer.headers.get('location')]).toEqual([
      201,
      { reference: 'SC-2026-00001-4', case: '/api/v1/cases/SC-2026-00001-4' },
      '/api/v1/cases/SC-2026-00001-4',
    ]);
    expect(await play.view('SC-2026-00001-4')).toMatchObject({
      kind: 'complaint',
      channel: 'phone',
      receivedAt: '2026-05-29T15:00:00.000Z',
    });
  });

  test('makes one case of one Idempotency-Key with the same feedback, even at the same moment', async () => {
    const play = await openPlay(at);
    const call = { headers: { 'idempotency-key': 'k1' } };
    const answers = await Promise.all([
      play.post('/feedback', feedback, call),
      play.post('/feedback', feedback, call),
    ]);
    answers.push(await play.post('/feedback', feedback, call));
    expect(answers.map(({ status, body }) => [status, body])).toEqual(
      answers.map(() => [201, answers[0]?.body]),
    );
    expect(refusal(await play.post('/feedback', { ...feedback, text: 'Something else.' }, call))).toEqual([
      422,
      'Idempotency-Key',
    ]);
    // Keys are each user's own.
    const other = await play.post('/feedback', feedback, { ...call, user: 'complaints-officer-2' });
    expect([other.status, other.body]).not.toEqual([201, answers[0]?.body]);
    expect((await play.deps.store.cases({ limit: 10 })).items).toHaveLength(2);
  });

  test.each<[string, unknown, string[]]>([
    ['nothing', {}, ['channel', 'text']],
    ['a channel that is none', { ...feedback, channel: 'pigeon' }, ['channel']],
    ['blank text', { ...feedback, text: ' \n ' }, ['text']],
    ['an address that is none', { ...feedback, person: { email: 'sam' } }, ['person.email']],
    ['unknown fields', { ...feedback, colour: 'red', person: { age: 4 } }, ['colour', 'person.age']],
    ['a time to come', { ...feedback, receivedAt: '2026-06-01T09:00:01Z' }, ['receivedAt']],
    ['a time that is none', { ...feedback, receivedAt: 'yesterday' }, ['receivedAt']],
    ['text of the wrong kind', { ...feedback, text: 7 }, ['text']],
    ['a list', [], ['body']],
  ])('refuses %s, naming each field', async (_, body, fields) => {
    const play = await openPlay(at);
    const [status, ...named] = refusal(await play.post('/feedback', body));
    expect([status, named.sort()]).toEqual([422, fields.sort()]);
    expect((await play.deps.store.cases({ limit: 1 })).items).toEqual([]);
  });

  test('refuses bodies that are not JSON, are not declared as JSON, or are too large', async () => {
    const play = await openPlay(at);
    expect(refusal(await play.post('/feedback', '{'))).toEqual([400]);
    expect(
      refusal(
        await play.post('/feedback', 'text=x', {
          headers: { 'content-type': 'application/x-www-form-urlencoded' },
        }),
      ),
    ).toEqual([415]);
    expect(
      refusal(
        await play.post(
          '/feedback',
          { ...feedback, text: 'x'.repeat(2_000_001) },
          { headers: { 'content-length': '2000100' } },
        ),
      ),
    ).toEqual([413]);
  });
});

test.each([
  ['POST', '/feedback'],
  ['GET', '/cases'],
  ['GET', '/cases/SC-2026-00001-4'],
  ['GET', '/cases/SC-2026-00001-4/letters/x'],
  ['GET', '/tasks'],
  ['GET', '/cases/SC-2026-00001-4/tasks/triage'],
  ['POST', '/cases/SC-2026-00001-4/tasks/triage/decision'],
  ['GET', '/cases/SC-2026-00001-4/complainant'],
  ['POST', '/cases/SC-2026-00001-4/complainant/matches'],
  ['POST', '/cases/SC-2026-00001-4/complainant/flag'],
  ['POST', '/cases/SC-2026-00001-4/complainant/flag/review'],
  ['GET', '/held-mail'],
  ['POST', '/held-mail/x/release'],
  ['GET', '/no-such-thing'],
])('%s %s needs a user: 401', async (method, url) => {
  const play = await openPlay(at);
  await play.complaint();
  for (const headers of [
    {},
    { authorization: 'Bearer local:nobody' },
    { authorization: 'Basic eDp5' },
    { authorization: 'Bearer complaints-officer' },
  ]) {
    const answer = await play.request(method, `/api/v1${url}`, {
      user: '',
      headers,
      ...(method === 'POST' ? { body: {} } : {}),
    });
    expect([refusal(answer), answer.headers.get('www-authenticate')]).toEqual([[401], 'Bearer']);
  }
});

test('pages open to everyone, and pages that do not exist', async () => {
  const play = await openPlay(at);
  expect((await play.request('GET', '/healthz', { user: '' })).body).toEqual({ status: 'ok' });
  expect((await play.request('GET', '/api/v1/openapi.json', { user: '' })).status).toBe(200);
  expect(refusal(await play.get('/no-such-thing'))).toEqual([404]);
  expect((await play.request('GET', '/no-such-thing')).status).toBe(404);
  expect(refusal(await play.request('DELETE', '/api/v1/cases'))).toEqual([404]);
  const answer = await play.get('/cases');
  expect([answer.headers.get('cache-control'), answer.headers.get('x-content-type-options')]).toEqual([
    'no-store',
    'nosniff',
  ]);
});

describe('one case', () => {
  test('is shown with its steps, explained deadlines, events, letters and messages', async () => {
    const play = await openPlay(at);
    const reference = await play.complaintAt('stage-1');
    const answer = await play.get(`/cases/${reference}`);
    const view = await play.view(reference);
    expect(answer.headers.get('etag')).toBe(`"${view.version}"`);
    expect(view.steps.map(({ task, status, assignee }) => [task, status, assignee])).toEqual([
      ['triage#1', 'decided', undefined],
      ['acknowledge#1', 'decided', 'complaints-officer'],
      ['stage-1#1', 'open', 'team-manager'],
    ]);
    expect(view.deadlines.at(-1)).toMatchObject({
      step: 'stage-1',
      from: '2026-06-01',
      due: '2026-06-15',
      limit: { days: 10, unit: 'working days' },
      explanation: expect.stringContaining(
        '10 working days from 1 June 2026 (day 0) is 15 June 2026. Rule: SI 2006/1738',
      ),
    });
    expect(view.letters.map(({ title, status }) => [title, status])).toContainEqual([
      'Acknowledgement',
      'sent',
    ]);
    // As people type a reference.
    expect((await play.get(`/cases/${reference.toLowerCase()}`)).status).toBe(200);
    expect(refusal(await play.get('/cases/SC-2026-00001-5'))).toEqual([404]);
    expect(refusal(await play.get('/cases/..%2f..%2fetc'))).toEqual([404]);
  });

  test('serves a letter by its id or its key', async () => {
    const play = await openPlay(at);
    const reference = await play.complaintAt('stage-1');
    const row = (await play.view(reference)).letters.find(({ template }) => template === 'acknowledgement');
    const sent = (await play.letters()).find(({ to }) => to === complainant);
    const [byKey, byId] = [
      await play.get(`/cases/${reference}/letters/${encodeURIComponent(row?.key ?? '')}`),
      await play.get(`/cases/${reference}/letters/${sent?.letterId}`),
    ];
    expect([byKey.status, byKey.text === byId.text, byKey.headers.get('content-type')]).toEqual([
      200,
      true,
      'message/rfc822',
    ]);
    expect(refusal(await play.get(`/cases/${reference}/letters/none`))).toEqual([404]);
  });
});

describe('deciding a step', () => {
  test('returns the number of the decision, and 404 for an unknown step', async () => {
    const play = await openPlay(at);
    const reference = await play.complaint();
    const answer = await play.decide(reference, 'triage', 'route', routed);
    expect([answer.status, answer.body]).toEqual([
      200,
      { reference, task: 'triage#1', decision: 1, outcome: 'route' },
    ]);
    for (const step of ['stage-2', 'nonsense', 'constructor'])
      expect(refusal(await play.decide(reference, step, 'route', routed))).toEqual([404]);
  });

  test.each<[string, string, unknown, string[]]>([
    ['nothing answered', 'route', {}, ['answers.procedure', 'answers.procedureReason', 'answers.summary']],
    ['a procedure that is none', 'route', { ...routed, procedure: 'magic' }, ['answers.procedure']],
    ['a blank reason', 'decline', { ground: 'not ours', reason: '  ' }, ['answers.reason']],
    ['an unknown field', 'decline', { ground: 'not ours', reason: 'x', more: 1 }, ['answers.more']],
    ['a person who is no officer', 'route', { ...routed, handler: 'team-manager' }, ['answers.handler']],
    ['an empty list of points', 'route', { ...routed, points: [] }, ['answers.points']],
    ['a point without text', 'route', { ...routed, points: [{}] }, ['answers.points.0.text']],
    ['a yes that is no boolean', 'route', { ...routed, lookedAfter: 'yes' }, ['answers.lookedAfter']],
    ['an outcome that is none', 'burn', {}, ['outcome']],
    ['an outcome named as a property of every object', 'constructor', {}, ['outcome']],
    ['another of those', '__proto__', {}, ['outcome']],
  ])('with %s is refused by field', async (_, outcome, answers, fields) => {
    const play = await openPlay(at);
    const reference = await play.complaint();
    const { etag } = await play.step(reference, 'triage');
    const answer = await play.post(
      `/cases/${reference}/tasks/triage/decision`,
      { outcome, answers },
      { headers: { 'if-match': `"${etag}"` } },
    );
    expect(refusal(answer)).toEqual([422, ...fields]);
    expect([(await play.step(reference, 'triage')).status, play.faults]).toEqual(['open', []]);
  });

  test.each<[string, string, string[]]>([
    ['no JSON', '{"outcome"', []],
    ['no outcome', '{}', ['outcome']],
    ['an unknown field beside', '{"outcome":"route","now":true}', ['now']],
    ['answers that are no object', '{"outcome":"route","answers":[]}', ['answers']],
  ])('that is %s', async (name, body, fields) => {
    const play = await openPlay(at);
    const reference = await play.complaint();
    const { etag } = await play.step(reference, 'triage');
    const answer = await play.post(`/cases/${reference}/tasks/triage/decision`, body, {
      headers: { 'if-match': `"${etag}"` },
    });
    expect(refusal(answer)).toEqual([name === 'no JSON' ? 400 : 422, ...fields]);
  });

  test.each([
    [
      'a finding for each point, and only for those',
      [{ point: 'P9', finding: 'upheld', reasons: 'x' }],
      'answers.findings.0.point',
    ],
    ['no finding at all', [], 'answers.findings'],
    [
      'one point twice',
      [1, 2].map(() => ({ point: 'P1', finding: 'upheld', reasons: 'x' })),
      'answers.findings',
    ],
    [
      'a finding that is none',
      [{ point: 'P1', finding: 'maybe', reasons: 'x' }],
      'answers.findings.0.finding',
    ],
  ])('on stage 1: %s', async (_, findings, field) => {
    const play = await openPlay(at);
    const reference = await play.complaintAt('stage-1');
    expect(
      refusal(await play.decide(reference, 'stage-1', 'respond', { findings, response: 'Sorry.' })),
    ).toEqual([422, field]);
  });

  test('refuses to give a person complained about a part in the case', async () => {
    const play = await openPlay(at);
    const conflicted = await play.complaint();
    const own = {
      ...routed,
      handler: 'complaints-officer-2',
      complainedAbout: ['complaints-officer-2', 'team-manager'],
    };
    expect(refusal(await play.decide(conflicted, 'triage', 'route', own))).toEqual([422, 'answers.handler']);
    expect(
      (await play.decide(conflicted, 'triage', 'route', { ...own, handler: 'complaints-officer' })).status,
    ).toBe(200);
    expect(refusal(await play.decide(conflicted, 'acknowledge', 'acknowledge', acknowledged))).toEqual([
      422,
      'answers.investigator',
    ]);
    expect(
      (await play.decide(conflicted, 'acknowledge', 'acknowledge', { investigator: 'team-manager-2' }))
        .status,
    ).toBe(200);
  });
});

describe('lists', () => {
  test('returns 120 cases page by page, each once', async () => {
    const play = await openPlay(at);
    for (let n = 0; n < 120; n++) await play.post('/feedback', { ...feedback, text: `Complaint ${n}` });
    await play.settle();
    for (const [url, sizes] of [
      ['/cases?limit=50', [50, 50, 20]],
      ['/tasks?limit=60', [60, 60]],
      ['/cases?', [50, 50, 20]],
      ['/cases?limit=1000', [120]],
      ['/cases?limit=50&status=open', [50, 50, 20]],
    ] as const) {
      const read = await pages(play, url);
      expect([url, read.sizes.filter((size) => size > 0)]).toEqual([url, sizes]);
      expect(new Set(read.references).size).toBe(120);
    }
    // No one's page shows, or counts, what they may not see.
    expect(await pages(play, '/cases?limit=50', 'team-manager')).toEqual({ references: [], sizes: [0] });
  });

  test('filters by status, assignee and overdue', async () => {
    const play = await openPlay(at);
    const old = await play.complaintAt('stage-1', { receivedAt: '2026-05-01T09:00:00Z' });
    const fresh = await play.complaintAt('stage-1');
    const closed = await play.complaint();
    await play.decide(closed, 'triage', 'close-without-procedure', { reason: 'A test.' });
    const paused = await play.complaintAt('stage-1', { receivedAt: '2026-05-01T09:00:00Z' });
    await play.decide(paused, 'stage-1', 'freeze', { reason: 'Police.', reviewOn: '2026-07-01' });
    const of = async (url: string, user?: string) => (await pages(play, url, user)).references.sort();
    expect(await of('/cases?status=closed')).toEqual([closed]);
    expect(await of('/cases?status=open')).toEqual([old, fresh, paused].sort());
    expect(await of('/cases?overdue=true')).toEqual([old]);
    expect(await of('/cases?status=open&overdue=false')).toEqual([fresh, paused].sort());
    expect(await of('/cases?assignee=team-manager')).toEqual([old, fresh, paused].sort());
    expect(await of('/cases?assignee=me')).toEqual([]);
    expect(await of('/tasks?assignee=me', 'team-manager')).toEqual([old, fresh, paused].sort());
    expect(await of('/tasks?assignee=team-manager-2')).toEqual([]);
    expect(await of('/tasks?overdue=true')).toEqual([old]);
    expect(await of('/tasks?overdue=false')).toEqual([fresh, paused].sort());
    // Soonest due first. Someone looks at a paused step again on the day on which its pause is reviewed.
    expect((await pages(play, '/tasks?')).references).toEqual([old, fresh, paused]);
  });

  test('give cursors that say nothing, and refuse any other', async () => {
    const play = await openPlay(at);
    const references = [await play.complaint(), await play.complaint(), await play.complaint()];
    const next = async (url: string) => String(List.parse((await play.get(url)).body).next);
    const cursor = await next('/cases?limit=1');
    expect(references.filter((one) => Buffer.from(cursor, 'base64url').includes(one))).toEqual([]);
    // Of whichever row it is, it is as long.
    expect([
      ...new Set(
        [cursor, await next('/tasks?limit=1'), await next('/tasks?limit=2')].map((one) => one.length),
      ),
    ]).toHaveLength(1);
    // As the store itself writes them, before they are sealed.
    const { next: open = '' } = await play.deps.store.cases({ limit: 1 });
    const altered = `${cursor.slice(0, 40)}${cursor[40] === 'A' ? 'B' : 'A'}${cursor.slice(41)}`;
    const others = ['', 'nonsense', '%00', 'eyJhIjoxfQ', open, altered, cursor.slice(4), `${cursor}A`];
    for (const other of [...others, await next('/tasks?limit=1')])
      expect([other, ...refusal(await play.get(`/cases?cursor=${other}`))]).toEqual([other, 400, 'cursor']);
    expect(refusal(await play.get(`/tasks?cursor=${cursor}`))).toEqual([400, 'cursor']);
    expect(refusal(await play.get(`/cases?status=open&cursor=${cursor}`))).toEqual([400, 'cursor']);
    // A search has one page.
    expect(refusal(await play.get(`/cases?q=Carter&cursor=${cursor}`))).toEqual([400, 'cursor']);
  });

  test('fill a page whatever of the list its reader may not see', async () => {
    const play = await openPlay(at);
    const all = [
      await play.complaint(),
      await play.complaint(),
      await play.complaint(),
      await play.complaint(),
    ];
    const newest = await play.complaint();
    const [oldest = '', , third = ''] = all;
    for (const hidden of [all[1], all[3]])
      await play.post(`/cases/${hidden}/details`, { complainedAbout: ['complaints-officer-2'] });
    const found = await pages(play, '/cases?limit=2', 'complaints-officer-2');
    expect(found.references).toEqual([newest, third, oldest]);
    expect(found.sizes).toEqual([2, 1]);
  });

  test.each([
    ['/cases?colour=red', 'colour'],
    ['/tasks?status=open', 'status'],
    ['/cases?status=lost', 'status'],
    ['/cases?limit=-1', 'limit'],
    ['/cases?limit=0', 'limit'],
    ['/tasks?limit=00', 'limit'],
    ['/cases?limit=ten', 'limit'],
    ['/tasks?overdue=perhaps', 'overdue'],
    ['/held-mail?status=gone', 'status'],
  ])('refuses %s, naming %s', async (url, field) => {
    const play = await openPlay(at);
    await play.complaint();
    expect(refusal(await play.get(url))).toEqual([422, field]);
  });
});

test('stores and returns hostile input as text, without invisible characters', async () => {
  const play = await openPlay(at);
  const hostile = `<script>alert(1)</script>'"; DROP TABLE cases; -- \${7*7} {{7*7}} %00 ../../etc/passwd \u202E\u0000 é 漢 😀`;
  const seen = hostile.replace('\u202E\u0000', '');
  const reference = await play.complaint({
    text: hostile,
    subject: hostile,
    person: { name: hostile, phone: '{% $x %}' },
  });
  const answer = await play.get(`/cases/${reference}`);
  const view = await play.view(reference);
  expect([
    view.messages[0]?.text,
    view.messages[0]?.subject,
    view.complainant?.name,
    view.complainant?.phone,
  ]).toEqual([seen, seen, seen, '{% $x %}']);
  expect(answer.headers.get('content-type')).toMatch(/^application\/json/);
  const summary = `{% $states.input %} ${hostile}`;
  expect((await play.decide(reference, 'triage', 'route', { ...routed, summary })).status).toBe(200);
  expect((await play.view(reference)).facts.summary).toBe(`{% $states.input %} ${seen}`);
  expect((await play.step(reference, 'acknowledge')).status).toBe('open');
  const polluted = await play.post('/feedback', '{"channel":"phone","text":"x","__proto__":{"admin":true}}');
  expect([201, 422]).toContain(polluted.status);
  expect(Reflect.get({}, 'admin')).toBeUndefined();
});
