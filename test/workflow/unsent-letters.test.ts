import { describe, expect, test } from 'vitest';
import type { Mailer } from '../../functions/ports.ts';
import { acknowledged, complainant, openPlay, routed, type Play } from '../play.ts';
import { browse } from '../web/pages/browse.ts';

// "Letters that did not go": one list over all cases, with "Send again" one by one and all.

type Sent = Awaited<ReturnType<Mailer['send']>>;

/** A play in which the mail service answers for letters to the complainant as `service.says`, and takes all others. */
async function openSaying(says: Sent['outcome'] | 'fails') {
  const service = { says };
  const play = await openPlay('2026-06-01T09:00:00Z', {
    log: () => undefined,
    adapters: ({ mailer, files }) => ({
      mailer: {
        async send(mail): Promise<Sent> {
          const { says: outcome } = service;
          if (mail.to !== complainant || outcome === 'sent' || outcome === 'fails') return mailer.send(mail);
          return { outcome, reason: 'so it is' };
        },
        wasSent: async () => 'unknown',
      },
      files: {
        ...files,
        put: (key, content, type) =>
          service.says === 'fails' && key.endsWith('.eml')
            ? Promise.reject(new Error('no place for files'))
            : files.put(key, content, type),
      },
    }),
  });
  return { play, service };
}

interface Listed {
  id: string;
  reference: string;
  title: string;
  to: string;
  name: string;
  since: string;
  why: string;
  mayGoAgain: boolean;
}
async function unsent(play: Play, user?: string): Promise<Listed[]> {
  return Object((await play.get('/letters/unsent', user)).body).items;
}
async function again(play: Play, body: object, user?: string): Promise<unknown[]> {
  const answer = await play.post('/letters/unsent/again', body, user === undefined ? {} : { user });
  await play.settle();
  return Object(answer.body).results;
}

/** A case whose acknowledgement meets the mail service as it is. */
async function acknowledge(play: Play, person: object = {}): Promise<string> {
  const reference = await play.complaint({ person: { name: 'Sam Carter', email: complainant, ...person } });
  await play.along(reference, [
    ['triage', 'route', routed],
    ['acknowledge', 'acknowledge', acknowledged],
  ]);
  return reference;
}

describe('a letter', () => {
  test.each([
    ['busy', 'no mail service'],
    ['fails', 'fault'],
    ['refused', 'refused'],
    ['unknown', 'unconfirmed'],
  ] as const)(
    'to which the mail service is %s is listed, and goes once when it is sent again',
    async (says, why) => {
      const { play, service } = await openSaying(says);
      const reference = await acknowledge(play);
      const since = play.now();
      const listed = {
        reference,
        title: 'Acknowledgement',
        to: 'complainant',
        name: 'Sam Carter',
        since,
        why,
      };
      // One that may have gone waits for word of the mail service first.
      expect(await unsent(play)).toMatchObject(says === 'unknown' ? [] : [{ ...listed, mayGoAgain: true }]);
      if (says === 'unknown') await play.to('2026-06-01', '12:00');
      const [letter] = await unsent(play);
      expect(letter).toMatchObject({ reference, why, mayGoAgain: true });
      service.says = 'sent';
      const letters = [letter?.id ?? ''];
      expect(await again(play, { letters })).toEqual([{ letter: letters[0], ok: true }]);
      expect(await unsent(play)).toEqual([]);
      expect(await play.subjectsTo(complainant)).toHaveLength(1);
      await play.to('2026-06-02', '12:00');
      expect(await play.subjectsTo(complainant)).toHaveLength(1);
      expect((await again(play, { letters }))[0]).toMatchObject({
        ok: false,
        code: 'letter-settled-already',
      });
    },
  );

  test('that waits for mail leaves the list by itself when mail is back, and says since when it waited', async () => {
    const { play, service } = await openSaying('busy');
    await acknowledge(play);
    const since = play.now();
    await play.to('2026-06-05', '12:00');
    expect(await unsent(play)).toMatchObject([{ since, why: 'no mail service' }]);
    const tried = await again(play, { all: true });
    expect(tried).toMatchObject([{ ok: false, code: 'letter-still-waits' }]);
    service.says = 'sent';
    await play.to('2026-06-05', '15:00');
    expect(await unsent(play)).toEqual([]);
  });

  test('that came back is listed until its reader is reached, and does not go with all others', async () => {
    const { play, service } = await openSaying('sent');
    const reference = await acknowledge(play);
    const row = (await play.view(reference)).letters.find(({ template }) => template === 'acknowledgement');
    const letter = encodeURIComponent(row?.key ?? '');
    const detail = 'The mailbox does not exist.';
    await play.post(`/cases/${reference}/letters/${letter}/returned`, { detail });
    service.says = 'refused';
    const other = await acknowledge(play, { name: 'Jo Reeves' });
    expect((await unsent(play)).map((one) => [one.reference, one.why])).toEqual([
      [reference, 'returned'],
      [other, 'refused'],
    ]);
    service.says = 'sent';
    expect(await again(play, { all: true })).toHaveLength(1);
    expect((await unsent(play)).map((one) => one.reference)).toEqual([reference]);
    await play.post(`/cases/${reference}/letters/${letter}/reached`, { how: 'By phone.' });
    expect(await unsent(play)).toEqual([]);
  });

  test('is listed only for those who may see its case, and sent again only by those who may change it', async () => {
    const { play } = await openSaying('refused');
    await acknowledge(play);
    const [letter] = await unsent(play);
    const letters = [letter?.id ?? '', 'SC-2026-00009-5-0123456789abcdef0123'];
    expect(await unsent(play, 'team-manager')).toMatchObject([{ id: letters[0], mayGoAgain: false }]);
    expect(await unsent(play, 'investigating-officer')).toEqual([]);
    expect(await again(play, { letters }, 'team-manager')).toEqual([
      { letter: letters[0], ok: false, code: 'officers-only' },
      { letter: letters[1], ok: false, code: 'no-such-case' },
    ]);
    expect(await again(play, { all: true }, 'team-manager')).toEqual([]);
  });
});

test('an officer finds the page from the list of tasks, sends selected letters, and then all', async () => {
  const { play, service } = await openSaying('refused');
  const references = [await acknowledge(play), await acknowledge(play), await acknowledge(play)];
  const officer = browse(play);
  await officer.signIn('complaints-officer');
  const tasks = await officer.get('/tasks');
  expect(tasks.text).toContain('3 letters did not go');
  expect(tasks.page.querySelector('main a[href="/unsent-letters"]')).not.toBeNull();
  const list = await officer.get('/unsent-letters');
  for (const reference of references) expect(list.text).toContain(reference);
  expect(list.text).toContain('The email service refused it.');
  expect(list.text).toContain('Sam Carter');
  const none = await officer.send(list, {}, { do: 'selected' });
  expect([none.status, none.text]).toEqual([
    422,
    expect.stringContaining('Select the letters to send again'),
  ]);

  service.says = 'busy';
  const [first] = await unsent(play);
  const one = await officer.send(list, { letter: [first?.id ?? ''] }, { do: 'selected' });
  expect(one.text).toContain('One letter sent again');
  await play.settle();
  expect(one.page.querySelectorAll('tbody tr')).toHaveLength(3);
  const waits = await officer.send(one, {}, { do: 'all' });
  expect(waits.text).toContain('One letter was not sent. This letter cannot go yet.');

  service.says = 'sent';
  const all = await officer.send(await officer.get('/unsent-letters'), {}, { do: 'all' });
  await play.settle();
  expect(all.text).toContain('3 letters sent again');
  expect((await officer.get('/unsent-letters')).text).toContain('No letters that did not go.');
  expect((await officer.get('/tasks')).text).not.toContain('did not go.');
  expect(await play.subjectsTo(complainant)).toHaveLength(3);
});
