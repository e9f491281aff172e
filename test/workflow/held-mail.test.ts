import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { receiveMail, releaseHeldMail } from '../../functions/operations/receive-mail/receive-mail.ts';
import { reviewRetention } from '../../functions/operations/review-retention/review-retention.ts';
import { heldMailSchedule } from '../../workflows/procedures/retention.ts';
import { complainant, intakeAddress, openPlay, type Play } from '../play.ts';

// Mail that never became a case is personal data, too: it has its time, and goes with a proof
// (law.md section 9).

const raw = (words: string, date = 'Mon, 01 Jun 2026 09:00:00 +0000') =>
  new TextEncoder().encode(
    `From: ${complainant}\r\nTo: ${intakeAddress}\r\nSubject: Complaint\r\nDate: ${date}\r\nMessage-ID: <1@home.example>\r\n\r\n${words}\r\n`,
  );

/** A mail that the mail service calls spam, under a name. */
async function spam(play: Play, name: string, words = 'Nobody calls.') {
  const key = `mail/${name}.eml`;
  await play.deps.files.put(key, raw(words), 'message/rfc822');
  const became = await receiveMail(play.deps, {
    raw: key,
    receivedAt: play.now(),
    messageId: name,
    recipients: [intakeAddress],
    envelopeFrom: complainant,
    verdicts: { spam: 'FAIL', virus: 'PASS' },
  });
  return { key, id: 'id' in became ? became.id : '' };
}

/** The morning run of a day; the days before it are not gone through one by one. */
async function morning(play: Play, day: string) {
  play.system.clock.moveTo(new Date(`${day}T08:00:00Z`));
  return reviewRetention(play.deps);
}

const heldNow = async (play: Play) => (await play.deps.store.heldMail({ limit: 100 })).items;

test('the retention schedule gives its days, marked to be checked', () => {
  expect(
    heldMailSchedule.map(({ status, daysAfterReceipt, toBeChecked }) => [
      status,
      daysAfterReceipt,
      toBeChecked,
    ]),
  ).toEqual([
    ['held', 180, true],
    ['recorded', 90, true],
  ]);
});

/** An officer opens it. */
const read = (play: Play, id: string) => play.get(`/held-mail/${id}`);

describe('a held mail that no one released', () => {
  test('is never erased unread: it stays held and overdue, and a recorded one is held again', async () => {
    const play = await openPlay('2026-06-01T09:00:00Z');
    const { key, id } = await spam(play, 'a');
    const recorded = await spam(play, 'b', 'Nobody writes.');
    await play.deps.store.settleHeldMail(recorded.id, 'held', 'recorded');
    await morning(play, '2027-12-24');
    expect(new Set((await heldNow(play)).map((mail) => `${mail.id} ${mail.status}`))).toEqual(
      new Set([`${id} held`, `${recorded.id} held`]),
    );
    expect(await play.deps.files.get(key)).toBeDefined();
    await read(play, id);
    expect(await reviewRetention(play.deps)).toMatchObject({ mailErased: 1 });
    expect((await heldNow(play)).map((mail) => mail.id)).toEqual([recorded.id]);
  });

  test('is erased, once someone has read it, on the morning after its last day, leaving only a proof', async () => {
    const play = await openPlay('2026-06-01T09:00:00Z');
    const { key, id } = await spam(play, 'a');
    await read(play, id);
    // 180 days after 1 June is 28 November.
    await morning(play, '2026-11-28');
    expect((await heldNow(play)).map((mail) => mail.id)).toEqual([id]);
    expect(await play.deps.files.get(key)).toBeDefined();
    await morning(play, '2026-11-29');
    expect(await heldNow(play)).toEqual([]);
    expect(await play.deps.files.get(key)).toBeUndefined();
    expect((await play.get('/erasures')).body).toMatchObject({
      items: [
        {
          reference: id,
          status: 'erased',
          by: 'system',
          rule: { id: 'held-mail' },
          keptUntil: '2026-11-28',
          erased: { 'held mail row': 1, 'mail file': 1 },
          reporting: null,
        },
      ],
    });
    const database = await readFile(path.join(play.dataDir, 'redress.sqlite'));
    expect(database.includes(complainant)).toBe(false);
    expect((await play.post(`/held-mail/${id}/release`, undefined)).status).toBe(404);
    // It is no row of a report.
    expect((await play.get('/reporting-rows?year=2026/27')).text).not.toContain(id);
  });

  test('is not erased if an officer made it a case, before or during a crashed run', async () => {
    const play = await openPlay('2026-06-01T09:00:00Z');
    const [first, second] = [await spam(play, 'a'), await spam(play, 'b', 'Nobody writes.')];
    expect(await releaseHeldMail(play.deps, first.id)).toMatchObject({ became: 'case' });
    // The case exists, and the process that released it crashed before saying so.
    await releaseHeldMail(play.deps, second.id);
    await play.deps.store.settleHeldMail(second.id, 'released', 'held');
    await morning(play, '2026-12-24');
    expect((await heldNow(play)).map(({ status }) => status)).toEqual(['released', 'released']);
    for (const { key } of [first, second]) expect(await play.deps.files.get(key)).toBeDefined();
    expect((await play.deps.store.erasures({ limit: 10 })).items).toEqual([]);
  });

  test('is erased once even if a run dies between its file and its row', async () => {
    let dies = true;
    const play = await openPlay('2026-06-01T09:00:00Z', {
      adapters: ({ store }) => ({
        store: {
          ...store,
          eraseHeldMail: async (...command) => {
            if (dies) throw new Error('killed');
            return store.eraseHeldMail(...command);
          },
        },
      }),
    });
    const { key, id } = await spam(play, 'a');
    await read(play, id);
    await expect(morning(play, '2026-12-24')).rejects.toThrow('killed');
    expect(await play.deps.files.get(key)).toBeUndefined();
    expect(await heldNow(play)).toHaveLength(1);
    dies = false;
    expect(await reviewRetention(play.deps)).toMatchObject({ mailErased: 1 });
    expect(await reviewRetention(play.deps)).toMatchObject({ mailErased: 0 });
    expect(await heldNow(play)).toEqual([]);
  });
});

describe('stored mail without a row', () => {
  test('is held for a person on the second Sunday, dated by its own date, if receiving it failed', async () => {
    const play = await openPlay('2026-06-03T09:00:00Z');
    await play.deps.files.put('mail/lost.eml', raw('Nobody calls.'), 'message/rfc822');
    await morning(play, '2026-06-07');
    expect(await heldNow(play)).toEqual([]);
    await morning(play, '2026-06-14');
    const [mail] = await heldNow(play);
    expect(mail).toMatchObject({
      reason: 'left behind',
      status: 'held',
      from: complainant,
      receivedAt: '2026-06-01T09:00:00.000Z',
    });
    const released = await play.post(`/held-mail/${mail?.id}/release`, undefined);
    expect(released.status).toBe(201);
    const reference = released.headers.get('location')?.split('/').at(-1) ?? '';
    expect((await play.view(reference)).receivedOn).toBe('2026-06-01');
    await morning(play, '2026-06-28');
    expect(await heldNow(play)).toHaveLength(1);
  });

  test('is erased if it is the second copy of a mail, and the first is kept', async () => {
    const play = await openPlay('2026-06-03T09:00:00Z');
    await play.mail({ messageId: '<twice@home.example>' });
    await play.mail({ messageId: '<twice@home.example>' });
    const stored = await play.deps.files.list('mail/');
    expect(stored).toHaveLength(2);
    await morning(play, '2026-06-07');
    await morning(play, '2026-06-14');
    const [{ items }] = [await play.deps.store.cases({ limit: 10 })];
    expect(items).toHaveLength(1);
    const named = (await play.file(items[0]?.id ?? '')).messages.map((message) => message.raw);
    expect(await play.deps.files.list('mail/')).toEqual(named);
    expect(await heldNow(play)).toEqual([]);
  });

  test('is left alone if it was received before files were claimed', async () => {
    const play = await openPlay('2026-06-03T09:00:00Z');
    await play.mail();
    const { key } = await spam(play, 'a');
    const [inCase] = (await play.deps.files.list('mail/')).filter((file) => file !== key);
    for (const file of [inCase, key]) await play.deps.store.releaseOnce(`file:${file}`);
    await morning(play, '2026-06-07');
    await morning(play, '2026-06-14');
    expect(new Set(await play.deps.files.list('mail/'))).toEqual(new Set([inCase, key]));
    expect(await play.deps.store.isClaimed(`file:${inCase}`)).toBe(true);
  });
});
