import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { letterId } from '../../functions/dependencies.ts';
import { checkedAndSent, childrensWay, openPlay, stage2Way, type Play } from '../play.ts';
import { browse } from './pages/browse.ts';

const Description = z.object({ paths: z.record(z.string(), z.record(z.string(), z.unknown())) });
const absent = 'SC-2026-00009-0';

/** Every operation of the API that is about a case, as the OpenAPI document has them. */
async function operations(play: Play): Promise<[method: string, path: string][]> {
  const { paths } = Description.parse((await play.request('GET', '/api/v1/openapi.json', { user: '' })).body);
  return Object.entries(paths).flatMap(([path, methods]) =>
    path.includes('{reference}')
      ? Object.keys(methods).map((method): [string, string] => [method, path])
      : [],
  );
}

function call(play: Play, user: string, method: string, path: string, reference: string) {
  const url = `/api/v1${path}`
    .replace('{reference}', reference)
    .replace('{step}', 'stage-1')
    .replace('{letter}', 'none')
    .replace('{document}', 'D1');
  if (method === 'get') return play.request('GET', url, { user });
  return play.request('POST', url, {
    user,
    headers: { 'if-match': '*' },
    body: { outcome: 'withdraw', answers: { reason: 'x' } },
  });
}

describe.each([
  ['in stage 1', 'stage-1'],
  ['when it is checked', 'stage-1-check'],
  ['in stage 2', 'stage-2'],
] as const)('a person complained about, %s,', (_, stage) => {
  test(
    'is answered as if the case did not exist, and gets no list entry, alert or digest of it',
    { timeout: 120_000 },
    async () => {
      const play = await openPlay('2026-06-01T09:00:00Z');
      const reference = await play.complaintAt(stage, {}, [...childrensWay, ...stage2Way]);
      await play.document(reference, 'Report');
      const { users } = play.deps.council;
      const others = users.map(({ id }) => id).filter((id) => id !== 'complaints-officer');
      const told = await play.post(`/cases/${reference}/details`, { complainedAbout: others });
      expect(told.status).toBe(200);
      const open = (await play.file(reference)).state.tasks.filter(({ status }) => status === 'open');
      expect(open.filter(({ assignee }) => assignee !== undefined && others.includes(assignee))).toEqual([]);

      const all = await operations(play);
      expect(all.length).toBeGreaterThan(12);
      for (const user of others) {
        for (const [method, path] of all) {
          const [hidden, missing] = [
            await call(play, user, method, path, reference),
            await call(play, user, method, path, absent),
          ];
          expect([user, method, path, hidden.status, hidden.text]).toEqual([
            user,
            method,
            path,
            missing.status,
            missing.text.replaceAll(absent, reference),
          ]);
        }
        for (const list of ['/cases', '/tasks', '/tasks?overdue=true'])
          expect([user, (await play.get(list, user)).text.includes(reference)]).toEqual([user, false]);
      }

      const sentBefore = (await play.file(reference)).state.letters.length;
      const mailBefore = (await play.system.mailer.listOutbox()).length;
      await play.to('2026-09-01');
      const to = (await play.file(reference)).state.letters.slice(sentBefore).map((letter) => letter.to);
      expect(to.filter((addressee) => others.some((id) => addressee === `user:${id}`))).toEqual([]);
      const mail = (await play.system.mailer.listOutbox()).slice(mailBefore);
      const addresses = new Set(users.filter(({ id }) => others.includes(id)).map(({ email }) => email));
      expect(mail.filter((letter) => addresses.has(letter.to) && letter.text.includes(reference))).toEqual(
        [],
      );
      // People who are not complained about continue as before.
      expect((await play.get(`/cases/${reference}`)).status).toBe(200);
    },
  );
});

test('the handling officer loses the case once a complaint about them is recorded', async () => {
  const play = await openPlay('2026-06-01T09:00:00Z');
  const reference = await play.complaintAt('stage-1');
  await play.along(reference, [...childrensWay.slice(2, 3), ...checkedAndSent.slice(0, 1)]);
  const details = { complainedAbout: ['complaints-officer'] };
  const recorded = await play.post(`/cases/${reference}/details`, details, { user: 'complaints-officer-2' });
  expect(recorded.status).toBe(200);
  expect((await play.get(`/cases/${reference}`)).status).toBe(404);
  const task = (await play.file(reference)).state.tasks.at(-1);
  expect([task?.step, task?.assignee]).toEqual(['stage-1-sign-off', undefined]);
  const given = await play.post(
    `/cases/${reference}/tasks/stage-1-sign-off/assignee`,
    { assignee: 'complaints-officer', reason: 'Back' },
    { user: 'complaints-officer-2' },
  );
  expect([given.status, given.text]).toEqual([422, expect.stringContaining('is complained about')]);
});

describe('a case reveals nothing to its user of another case about them', () => {
  const megan = 'team-manager';
  const why = 'Same family, about the manager.';
  const [triage, ...way] = childrensWay;
  const points = [
    { text: 'Nobody called back' },
    { text: 'The manager was rude', procedure: 'corporate', procedureReason: 'About her conduct.' },
  ];

  test.each<
    [name: string, others: (play: Play) => Promise<{ reference: string; other: string; of: RegExp }>]
  >([
    [
      'linked',
      async (play) => {
        const other = await play.complaint({ person: { name: 'Alex Ray' } });
        const reference = await play.complaintAt('stage-1');
        expect((await play.post(`/cases/${reference}/links`, { to: other, why })).status).toBe(200);
        return { reference, other, of: /Same family/ };
      },
    ],
    [
      'split off from it before its letters went',
      async (play) => {
        const reference = await play.complaintAt('stage-1', {}, [
          ['triage', 'route', { ...triage?.[2], points }],
          ...way,
        ]);
        const other = (await play.view(reference)).links[0]?.to ?? '';
        return { reference, other, of: /rude|her conduct/ };
      },
    ],
    [
      'that it was split off from',
      async (play) => {
        const other = await play.complaintAt('acknowledge', {}, [
          [
            'triage',
            'route',
            { ...triage?.[2], procedure: 'corporate', points: [{ text: 'A' }, { text: 'B' }] },
          ],
          ...way,
        ]);
        const split = { points: ['P2'], procedure: 'childrens-statutory', reason: 'It is about a child.' };
        const made = await play.post(`/cases/${other}/split`, split);
        const { reference } = z.object({ reference: z.string() }).parse(made.body);
        await play.settle();
        await play.along(reference, way.slice(0, 1));
        return { reference, other, of: /This case is a part of/ };
      },
    ],
  ])('%s', async (_, others) => {
    const play = await openPlay('2026-06-01T09:00:00Z');
    const { reference, other, of } = await others(play);
    await play.post(`/cases/${other}/details`, { complainedAbout: [megan] });
    const { letters } = await play.file(reference);
    const texts = async (user: string) => {
      const visitor = browse(play);
      await visitor.signIn(user);
      const paths = [
        '',
        '/tasks/stage-1',
        ...letters.map(({ key }) => `/letters/${letterId(reference, key)}`),
      ].map((path) => `/cases/${reference}${path}`);
      const read = paths.flatMap((path) => [
        visitor.get(path).then(({ html }) => html),
        play.get(path, user).then(({ text }) => text),
      ]);
      return (await Promise.all(read)).join('\n');
    };
    for (const [user, told] of [
      ['complaints-officer', true],
      [megan, false],
    ] as const) {
      const all = await texts(user);
      expect([user, all.includes(reference), all.includes(other), of.test(all)]).toEqual([
        user,
        true,
        told,
        told,
      ]);
    }
  });
});

test('a conflict of interest goes with every account and address of a person, and waits for those who have none', async () => {
  const play = await openPlay('2026-06-01T09:00:00Z');
  const kate = browse(play);
  await kate.signIn('administrator');
  const save = async (person: string, fields: Record<string, string | string[]>) =>
    kate.send(await kate.get(`/admin/people/${person}`), fields, {});
  const email = play.deps.council.users.find(({ id }) => id === 'complaints-officer-2')?.email ?? '';
  const second = { id: 'jo.second', name: 'Jo (second account)', email: 'jo.second@council.example' };
  await save('new', {
    ...second,
    roles: ['complaints-officer'],
    otherAddresses: `${email}\njo@home.example`,
  });
  const seen = async (user: string, reference: string) =>
    (await play.get(`/cases/${reference}`, user)).status;

  const about = await play.complaint();
  expect(await seen('jo.second', about)).toBe(200);
  await play.post(`/cases/${about}/details`, { complainedAbout: ['complaints-officer-2'] });
  expect([await seen('complaints-officer-2', about), await seen('jo.second', about)]).toEqual([404, 404]);
  expect((await play.get('/cases', 'jo.second')).text).not.toContain(about);

  const own = await play.complaint({ person: { name: 'Jo Private', email: 'Jo@home.example' } });
  expect([await seen('complaints-officer', own), await seen('jo.second', own)]).toEqual([200, 404]);

  const agency = await play.complaint();
  await play.post(`/cases/${agency}/details`, { othersComplainedAbout: 'Pat Moor, pat@agency.example' });
  await save('new', {
    id: 'pat',
    name: 'Pat M.',
    email: 'pat@agency.example',
    roles: ['complaints-officer'],
  });
  expect([await seen('pat', agency), await seen('pat', own)]).toEqual([404, 200]);
  expect((await play.get('/tasks', 'pat')).text).not.toContain(agency);
});
