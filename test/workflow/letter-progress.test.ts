import { describe, expect, test } from 'vitest';
import { letterId } from '../../functions/dependencies.ts';
import { newPrivateLink } from '../../functions/operations/follow-case/private-link.ts';
import { receiveDeliveryEvent } from '../../functions/operations/receive-delivery-event/receive-delivery-event.ts';
import { complainant, openPlay, type Play } from '../play.ts';
import { browse } from '../web/pages/browse.ts';

// Monday 1 June 2026 at 10:00 in London.
const at = '2026-06-01T09:00:00Z';

/** Word of the mail service about a letter, as it comes out of the queue. */
const word = (letter: string, eventType: 'Delivery' | 'Bounce') =>
  JSON.stringify({
    Message: JSON.stringify({
      eventType,
      delivery: { timestamp: at, recipients: [complainant] },
      bounce: { bounceType: 'Permanent', bounceSubType: 'General', bouncedRecipients: [] },
      mail: { messageId: `0100-${letter}`, tags: { letter: [letter] } },
    }),
  });

async function letterOf(play: Play, reference: string, template: string, to = 'complainant') {
  const found = (await play.view(reference)).letters.findLast(
    (one) => one.template === template && one.to === to,
  );
  if (!found) throw new Error(`no ${template}`);
  return { ...found, id: letterId(reference, found.key) };
}

async function onPage(play: Play, reference: string): Promise<string> {
  const officer = browse(play);
  await officer.signIn('complaints-officer');
  const { page } = await officer.get(`/cases/${reference}`);
  return page.querySelector('section[aria-labelledby=letters]')?.textContent.replaceAll(/\s+/g, ' ') ?? '';
}

describe('a letter by email', () => {
  test('is sent, delivered and read, each recorded once', async () => {
    const play = await openPlay(at);
    const reference = await play.complaintAt('stage-1');
    const { id, key, progress, leftOn } = await letterOf(play, reference, 'acknowledgement');
    expect([progress, leftOn]).toEqual(['sent', '2026-06-01']);
    await play.to('2026-06-01', '14:00');
    const told = () => receiveDeliveryEvent(play.deps, word(id, 'Delivery'));
    expect((await Promise.all([told(), told()])).sort()).toEqual(['delivered', 'nothing']);
    expect(await letterOf(play, reference, 'acknowledgement')).toMatchObject({
      progress: 'delivered',
      deliveredAt: play.now(),
    });

    await play.to('2026-06-02', '09:00');
    const { code } = await newPrivateLink(play.deps, (await play.file(reference)).state);
    const sam = browse(play);
    await sam.get(`/follow/${code}`);
    for (const _ of [1, 2]) await sam.get(`/follow/letters/${id}`);
    await play.to('2026-06-03', '09:00');
    await sam.get(`/follow/letters/${id}`);
    expect(await letterOf(play, reference, 'acknowledgement')).toMatchObject({
      progress: 'delivered',
      readAt: '2026-06-02T08:00:00.000Z',
    });
    const { events } = await play.view(reference);
    const about = events.filter((event) => 'letter' in event && event.letter === key).map(({ type }) => type);
    expect(about).toEqual(['letter-prepared', 'letter-settled', 'letter-delivered', 'letter-read']);
    expect(await onPage(play, reference)).toContain(
      'Delivered 1 June 2026, 14:00. Read in the private link 2 June 2026, 09:00',
    );
    expect(play.faults).toEqual([]);
  });

  test('that came back first is not delivered by a late report, and nothing is kept of alerts and digests', async () => {
    const play = await openPlay(at);
    const reference = await play.complaintAt('stage-1');
    const { id } = await letterOf(play, reference, 'acknowledgement');
    await receiveDeliveryEvent(play.deps, word(id, 'Bounce'));
    await play.settle();
    const alert = (await play.file(reference)).letters.find(({ to }) => to.startsWith('user:'));
    const before = await play.events(reference);
    for (const one of [id, letterId(reference, alert?.key ?? ''), 'digest-2026-06-01-0123456789abcdef0123'])
      expect(await receiveDeliveryEvent(play.deps, word(one, 'Delivery'))).toBe('nothing');
    expect(await play.events(reference)).toEqual(before);
    expect((await letterOf(play, reference, 'acknowledgement')).progress).toBe('bounced');
  });
});

test('a bounce offers the other ways to reach its reader, whoever of the case it is', async () => {
  const play = await openPlay(at);
  const reference = await play.complaintAt('stage-1');
  const amal = { name: 'Amal Advocate', email: 'amal@advocates.example', phone: '01743 000001' };
  const added = await play.post(`/cases/${reference}/parties`, {
    ...amal,
    address: '1 Old Street, Ludlow, sy81aa',
    roles: ['advocate'],
    copies: 'nothing',
  });
  expect([added.status, added.text]).toEqual([201, expect.any(String)]);
  const moved = { address: '2 New Road, Ludlow, SY8 1AB', reason: 'They have moved.' };
  await play.request('PATCH', `/api/v1/cases/${reference}/parties/P2`, { body: moved });
  await play.settle();
  const words = { to: 'P2', subject: 'the visit', text: 'The visit stands.' };
  expect((await play.post(`/cases/${reference}/letters`, words)).status).toBe(200);
  await play.settle();
  const { id } = await letterOf(play, reference, 'officer-letter', 'party:P2');
  expect(await receiveDeliveryEvent(play.deps, word(id, 'Bounce'))).toBe('returned');
  await play.settle();
  const contact = await play.step(reference, 'contact');
  expect(contact).toMatchObject({ status: 'open', due: '2026-06-02' });
  expect(await letterOf(play, reference, 'officer-letter', 'party:P2')).toMatchObject({
    progress: 'bounced',
    otherWays: [
      { way: 'phone', value: '01743 000001' },
      { way: 'address', value: '2 New Road, Ludlow, SY8 1AB' },
      { way: 'address', value: '1 Old Street, Ludlow, sy81aa', earlier: true },
    ],
  });
  const officer = browse(play);
  await officer.signIn('complaints-officer');
  const task = await officer.get(`/cases/${reference}/tasks/${encodeURIComponent(contact.task)}`);
  for (const shown of [
    'Amal Advocate',
    '01743 000001',
    '2 New Road',
    '1 Old Street, Ludlow, sy81aa (earlier)',
  ])
    expect(task.text).toContain(shown);

  const again = await play.post(`/cases/${reference}/letters/${id}/again`, { onPaper: true });
  await play.settle();
  expect([again.status, again.text]).toEqual([200, expect.any(String)]);
  const sentAgain = (await play.view(reference)).letters.find((one) => one.key.startsWith('again/'));
  expect(sentAgain).toMatchObject({ to: 'party:P2', progress: 'to be posted' });
  expect((await play.file(reference)).state.tasks.find(({ step }) => step === 'contact')?.status).toBe(
    'decided',
  );
  expect((await play.step(reference, 'post-letter')).status).toBe('open');
});
