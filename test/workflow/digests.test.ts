import { describe, expect, test } from 'vitest';
import { londonDate } from '../../functions/domain/time/civil-date.ts';
import type { Mailer } from '../../functions/ports.ts';
import { sendDigests, sendDigestsLeft } from '../../functions/operations/send-digests.ts';
import { brokenPromises, openPlay, type Play } from '../play.ts';

type Mail = Parameters<Mailer['send']>[0];

const manager = 'team-manager@council.example';

/** The instants at which a person got a digest, in UTC. */
async function sentTo(play: Play, address: string): Promise<string[]> {
  return (await play.digests()).filter(({ to }) => to === address).map(({ sentAt }) => sentAt.slice(0, 16));
}

describe('sends digests at 08:00 in London on working days', () => {
  // Stage 1 is overdue for weeks, so its manager has something every morning.
  test.each<[string, string, string, string, string[]]>([
    [
      'Easter, on which summer time begins',
      '2027-03-01T09:00:00Z',
      '2027-03-24',
      '2027-04-01',
      // 26 and 29 March 2027 are Good Friday and Easter Monday; the clocks go forward on the 28th.
      ['2027-03-24T08:00', '2027-03-25T08:00', '2027-03-30T07:00', '2027-03-31T07:00'],
    ],
    [
      'the week in which summer time ends',
      '2026-10-01T09:00:00Z',
      '2026-10-22',
      '2026-10-28',
      ['2026-10-22T07:00', '2026-10-23T07:00', '2026-10-26T08:00', '2026-10-27T08:00'],
    ],
    [
      'Christmas, of which Boxing Day is kept on the Monday',
      '2026-12-01T09:00:00Z',
      '2026-12-23',
      '2026-12-31',
      ['2026-12-23T08:00', '2026-12-24T08:00', '2026-12-29T08:00', '2026-12-30T08:00'],
    ],
    [
      'a bank holiday Monday',
      '2026-08-03T09:00:00Z',
      '2026-08-28',
      '2026-09-02',
      ['2026-08-28T07:00', '2026-09-01T07:00'],
    ],
  ])('%s', async (_, received, from, until, expected) => {
    const play = await openPlay(received);
    const reference = await play.complaintAt('stage-1');
    await play.to(until, '07:59');
    const mornings = (await sentTo(play, manager)).filter((sent) => sent.slice(0, 10) >= from);
    expect(mornings).toEqual(expected);
    expect(await brokenPromises(play, reference)).toEqual([]);
  });

  test('lists due steps without personal data, and keeps the mail as sent', async () => {
    const play = await openPlay('2026-06-01T09:00:00Z');
    const reference = await play.complaintAt('stage-1');
    await play.to('2026-06-18', '09:00');
    const digests = (await play.digests()).filter(({ to }) => to === manager);
    expect(digests.map(({ subject }) => subject)).toEqual(
      [
        'Wednesday 10',
        'Thursday 11',
        'Friday 12',
        'Monday 15',
        'Tuesday 16',
        'Wednesday 17',
        'Thursday 18',
      ].map((day) => `Your complaints on ${day} June 2026`),
    );
    const [first, last] = [digests[0], digests.at(-1)];
    expect(first?.text).toContain(
      `- ${reference}: Stage 1, local resolution, Assessment Team, due Monday 15 June 2026`,
    );
    expect(last?.text).toContain(
      `- ${reference}: Stage 1, local resolution, Assessment Team, was due Monday 15 June 2026, 3 working days late`,
    );
    for (const { text, html } of digests) expect(text + html).not.toMatch(/Sam|Carter|called/i);
    const kept = await play.deps.files.get(`digests/${first?.letterId}.eml`);
    expect(new TextDecoder().decode(kept)).toContain('Auto-Submitted: auto-generated');
  });

  test('counts the messages that wait, by the references of their cases', async () => {
    const play = await openPlay('2026-06-01T09:00:00Z');
    const reference = await play.complaintAt('stage-1');
    const other = await play.complaint();
    for (const text of ['When?', 'Are you there?'])
      await play.mail({ subject: `Re: ${reference}`, text: `${text} Sam Carter` });
    await play.mail({ subject: `Re: ${other}`, text: 'And mine?' });
    await play.to('2026-06-02', '08:00');
    const own = (await play.digests()).filter(({ to }) => to === 'complaints-officer@council.example');
    const [digest] = own;
    expect(own).toHaveLength(1);
    expect(digest?.text).toMatch(/MESSAGES TO DEAL WITH|Messages to deal with/);
    expect(digest?.text).toContain('- 3 messages wait on 2 complaints');
    expect(digest?.text).toContain(`- ${reference}: 2 messages wait`);
    expect(digest?.text).toContain(`- ${other}: 1 message waits`);
    expect(digest?.text).not.toContain('Sam Carter');
  });

  test('sends no empty digest', async () => {
    const play = await openPlay('2026-06-01T09:00:00Z');
    await play.complaintAt('stage-2-window');
    await play.to('2026-07-01');
    expect(await play.digests()).toEqual([]);
  });

  test('sends only the digest of today after several mornings without power', async () => {
    const play = await openPlay('2026-06-01T09:00:00Z');
    await play.complaintAt('stage-1');
    play.system.clock.moveTo(new Date('2026-06-17T13:00:00Z'));
    await play.settle();
    expect(await sentTo(play, manager)).toEqual(['2026-06-17T13:00']);
    await play.to('2026-06-18', '08:00');
    expect((await sentTo(play, manager)).slice(1)).toEqual(['2026-06-18T07:00']);
  });
});

describe('sends one digest to each person a day', () => {
  /** At 08:00 with a step due today, before the schedule has run; `send` replaces the mail service. */
  async function openMorning(send?: (mail: Mail, to: Mailer) => ReturnType<Mailer['send']>, knows = true) {
    let asked = 0;
    const play = await openPlay('2026-06-01T09:00:00Z', {
      adapters: ({ mailer, store }) => ({
        mailer: {
          send: (mail) =>
            send && mail.letterId.startsWith('digest-') ? send(mail, mailer) : mailer.send(mail),
          wasSent: (id) => (knows ? mailer.wasSent(id) : Promise.resolve('unknown')),
        },
        store: {
          ...store,
          openTasks: (query) => {
            asked += 1;
            return store.openTasks(query);
          },
          cases: (query) => {
            asked += 1;
            return store.cases(query);
          },
        },
      }),
    });
    const reference = await play.complaintAt('stage-1');
    play.system.clock.moveTo(new Date('2026-06-15T07:00:00Z'));
    // Other schedules have read lists on the way here.
    asked = 0;
    return { play, reference, run: () => sendDigests(play.deps, '08:00'), asked: () => asked };
  }
  const today = { sent: 0, before: 0, refused: 0, unconfirmed: 0, busy: 0 };
  const officer = 'complaints-officer@council.example';

  test('run twice', async () => {
    const { play, run } = await openMorning();
    expect(await run()).toEqual({ ...today, sent: 2 });
    expect(await run()).toEqual({ ...today, before: 2 });
    expect((await play.digests()).map(({ to }) => to).sort()).toEqual([officer, manager]);
  });

  test.each([true, false])(
    'run by several at once, by a mail service that can be asked: %s',
    async (knows) => {
      const { play, run } = await openMorning(undefined, knows);
      await Promise.all([run(), run(), run()]);
      expect((await play.digests()).map(({ to }) => to).sort()).toEqual([officer, manager]);
    },
  );

  test('sends again after a crash between claim and mail only if the service knows it was not sent', async () => {
    for (const [knows, sent] of [
      [true, [officer, manager]],
      [false, []],
    ] as const) {
      const dies = () => Promise.reject(new Error('the process dies here'));
      let alive = false;
      const { play, run } = await openMorning((mail, mailer) => (alive ? mailer.send(mail) : dies()), knows);
      await expect(run()).rejects.toThrow(expect.objectContaining({ name: 'DigestsLeft' }));
      alive = true;
      expect(await run()).toEqual({ ...today, [knows ? 'sent' : 'before']: 2 });
      expect((await play.digests()).map(({ to }) => to).sort()).toEqual(sent);
    }
  });

  test('sends the others while the mail service is busy, and the rest next time', async () => {
    let busy = true;
    const { play, run } = await openMorning((mail, mailer) =>
      busy && mail.to === officer
        ? Promise.resolve({ outcome: 'busy', reason: `Throttling: ${mail.to}` })
        : mailer.send(mail),
    );
    expect(await run()).toEqual({ ...today, sent: 1, busy: 1 });
    expect((await play.digests()).map(({ to }) => to)).toEqual([manager]);
    busy = false;
    expect(await sendDigestsLeft(play.deps, '08:00')).toEqual({ ...today, sent: 1, before: 1 });
    expect((await play.digests()).map(({ to }) => to)).toEqual([manager, officer]);
    expect(await sendDigestsLeft(play.deps, '08:00')).toBeUndefined();
  });

  test.each([
    ['refused', { ...today, sent: 1, refused: 1 }],
    ['unknown', { ...today, sent: 1, unconfirmed: 1 }],
  ] as const)('does not repeat a mail that is %s, and sends all others', async (outcome, counts) => {
    const { run } = await openMorning(
      (mail, mailer) =>
        mail.to === officer ? Promise.resolve({ outcome, reason: 'so it is' }) : mailer.send(mail),
      false,
    );
    expect(await run()).toEqual(counts);
    expect(await run()).toEqual({ ...today, before: 2 });
  });

  test('fails without naming anyone if one cannot be made, and sends the others', async () => {
    const { play, run } = await openMorning((mail, mailer) =>
      mail.to === officer ? Promise.reject(new Error(`no mail for ${mail.to}`)) : mailer.send(mail),
    );
    await expect(run()).rejects.toThrow(
      expect.objectContaining({ name: 'DigestsLeft', message: '1 left: Error' }),
    );
    expect((await play.digests()).map(({ to }) => to)).toEqual([manager]);
  });

  test('retries all day until the mail service takes them, and the next day sends those of that day', async () => {
    const { play } = await openMorning((mail, mailer) =>
      play.now() < '2026-06-15T14:40'
        ? Promise.resolve({ outcome: 'busy', reason: 'so it is' })
        : mailer.send(mail),
    );
    await play.to('2026-06-16', '09:00');
    const [late, next, ...more] = await sentTo(play, manager);
    expect(late?.slice(0, 13)).toBe('2026-06-15T15');
    expect([next, more]).toEqual(['2026-06-16T07:00', []]);
    expect(play.faults).toEqual([]);
  });

  test.each([
    ['a minute before 08:00', 0, '2026-06-15T06:59:00Z'],
    ['on a Sunday', 0, '2026-06-14T09:00:00Z'],
    ['on a bank holiday', 0, '2026-05-25T09:00:00Z'],
    ['on a working day', 1, '2026-06-15T07:00:00Z'],
  ])('called %s reads %i lists', async (_, lists, now) => {
    const { play, run, asked } = await openMorning();
    const deps = { ...play.deps, clock: { now: () => new Date(now).toISOString() } };
    await (lists === 0 ? sendDigests(deps, '08:00') : run());
    expect(asked()).toBe(lists);
  });
});

test('reads only steps due in the next days, page by page, among hundreds of open ones', async () => {
  const play = await openPlay('2026-06-01T09:00:00Z');
  const asked: { dueBefore: string | undefined; read: number }[] = [];
  const store = {
    ...play.deps.store,
    openTasks: async (query: Parameters<typeof play.deps.store.openTasks>[0]) => {
      const page = await play.deps.store.openTasks({ ...query, limit: Math.min(query.limit, 2) });
      asked.push({ dueBefore: query.dueBefore, read: page.items.length });
      return page;
    },
  };
  for (let n = 0; n < 5; n += 1) await play.complaint();
  await play.to('2026-06-08', '07:59');
  for (let n = 0; n < 12; n += 1) await play.complaintAt('stage-1');
  play.system.clock.moveTo(new Date('2026-06-08T07:00:00Z'));
  await sendDigests({ ...play.deps, store }, '08:00');
  // Five triages are overdue; the twelve of stage 1 are due on 22 June and are not read.
  expect(asked.every(({ dueBefore }) => dueBefore === '2026-06-12')).toBe(true);
  expect(asked.map(({ read }) => read)).toEqual([2, 2, 1]);
  const [digest] = (await play.digests()).filter(
    ({ sentAt }) => londonDate(`${sentAt.slice(0, 19)}.000Z`) === '2026-06-08',
  );
  expect(digest?.text.match(/Triage/g)).toHaveLength(5);
});
