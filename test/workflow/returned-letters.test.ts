import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { letterId, type Dependencies } from '../../functions/dependencies.ts';
import { receiveDeliveryEvent } from '../../functions/operations/receive-delivery-event/receive-delivery-event.ts';
import { brokenPromises, complainant, openPlay, routed, type MailToUs, type Play } from '../play.ts';
import { arrived } from './arrived.ts';

/** Word of SES as it comes out of the queue. */
function word(letter: string, event: object = hardBounce): string {
  const mail = { messageId: `0100-${letter}`, destination: [complainant], tags: { letter: [letter] } };
  return JSON.stringify({ Message: JSON.stringify({ ...event, mail }) });
}
const hardBounce = {
  eventType: 'Bounce',
  bounce: {
    bounceType: 'Permanent',
    bounceSubType: 'General',
    bouncedRecipients: [{ emailAddress: complainant, action: 'failed', status: '5.1.1' }],
  },
};
const calledSpam = { eventType: 'Complaint', complaint: { complainedRecipients: [] } };

/** A case whose acknowledgement has gone; the id of that letter. */
async function acknowledged(options = {}): Promise<{ play: Play; reference: string; letter: string }> {
  const play = await openPlay('2026-06-01T09:00:00Z', options);
  const reference = await play.complaintAt('stage-1');
  return { play, reference, letter: await sentLetter(play, reference, 'acknowledgement') };
}

async function sentLetter(play: Play, reference: string, template: string, to?: string): Promise<string> {
  const { letters } = await play.file(reference);
  const row = letters.find((one) => one.template === template && (to === undefined || one.to === to));
  if (!row) throw new Error(`no ${template}`);
  return letterId(reference, row.key);
}

async function statusOf(play: Play, reference: string, template: string): Promise<string[]> {
  const { letters } = await play.view(reference);
  return letters.filter((one) => one.template === template).map(({ status }) => status);
}

describe('a returned letter to the complainant', () => {
  test('opens the task to contact them another way, alongside the current step', async () => {
    const { play, reference, letter } = await acknowledged();
    expect(await receiveDeliveryEvent(play.deps, word(letter))).toBe('returned');
    await play.settle();
    expect(await statusOf(play, reference, 'acknowledgement')).toEqual(['returned']);
    expect(await play.step(reference, 'contact')).toMatchObject({ due: '2026-06-02' });
    const { state, events } = await play.file(reference);
    const place = state.letters.findIndex(({ template }) => template === 'acknowledgement') + 1;
    expect(state.runs.at(-1)).toMatchObject({ matter: { id: `L${place}`, from: '2026-06-01' } });
    expect(events.findLast(({ type }) => type === 'letter-returned')).toMatchObject({
      by: 'system',
      detail: 'bounce',
      status: 'Permanent, General, 5.1.1',
    });

    const told = await play.decide(reference, 'contact', 'reached', { how: 'By phone, at ten.' });
    expect(told.status).toBe(200);
    expect((await play.file(reference)).state.runs.at(-1)).toMatchObject({ status: 'ended' });
    expect((await play.step(reference, 'stage-1')).status).toBe('open');
    expect(await brokenPromises(play, reference)).toEqual([]);
  });

  test('opens it even when the case is closed', async () => {
    const { play, reference } = await acknowledged();
    await play.decide(reference, 'stage-1', 'withdraw', { reason: 'Settled.' });
    const letter = await sentLetter(play, reference, 'withdrawn');
    await receiveDeliveryEvent(play.deps, word(letter));
    await play.settle();
    expect((await play.decide(reference, 'contact', 'not-reached', { tried: 'Phone, post.' })).status).toBe(
      200,
    );
    expect((await play.view(reference)).status).toBe('closed');
  });

  test('opens one task when reported twice at once', async () => {
    const { play, reference, letter } = await acknowledged();
    const told = () => receiveDeliveryEvent(play.deps, word(letter));
    expect((await Promise.all([told(), told(), told()])).sort()).toEqual(['known', 'known', 'returned']);
    expect(await told()).toBe('known');
    await play.settle();
    expect((await play.story(reference)).filter((one) => one.startsWith('open contact'))).toHaveLength(1);
  });

  test('is found by the id of the mail service when it has no tag', async () => {
    const { play, reference } = await acknowledged();
    const { letters } = await play.file(reference);
    const row = letters.find(({ template }) => template === 'acknowledgement');
    const messageId = row?.serviceId?.replace('ses:', '');
    const event = { ...hardBounce, mail: { messageId } };
    expect(await receiveDeliveryEvent(play.deps, JSON.stringify({ Message: JSON.stringify(event) }))).toBe(
      'returned',
    );
  });

  test('can be simulated locally by its id in the outbox', async () => {
    const { play, reference, letter } = await acknowledged();
    const post = (body: object) => play.request('POST', '/local/bounce', { body });
    expect((await post({ letterId: letter })).body).toEqual({ letterId: letter, became: 'returned' });
    expect((await post({ letterId: letter })).body).toEqual({ letterId: letter, became: 'known' });
    await play.settle();
    expect((await play.step(reference, 'contact')).status).toBe('open');
    expect((await post({ letterId: 'no-such-letter' })).status).toBe(404);
    expect((await post({})).status).toBe(422);
  });
});

describe('a report that cannot be recorded', () => {
  test.each([
    ['a digest', 'digest-2026-06-01-0123456789abcdef0123'],
    ['a letter of a case that is not there', 'SC-2026-00009-5-0123456789abcdef0123'],
    ['a letter that the case never sent', 'SC-2026-00001-4-0123456789abcdef0123'],
  ])('%s', async (_what, letter) => {
    const { play } = await acknowledged();
    await expect(receiveDeliveryEvent(play.deps, word(letter))).rejects.toThrow(
      expect.objectContaining({ name: 'UnknownLetter' }),
    );
  });

  test('is retried by the queue while the letter is being sent', async () => {
    const heard: unknown[] = [];
    const { play, reference } = await acknowledged({
      // The mail service speaks before it answers.
      adapters: (local: Dependencies): Partial<Dependencies> => ({
        mailer: {
          ...local.mailer,
          send: async (mail) => {
            if (mail.to === complainant)
              heard.push(await receiveDeliveryEvent(local, word(mail.letterId)).catch(({ name }) => name));
            return local.mailer.send(mail);
          },
        },
      }),
    });
    expect(heard).toEqual(['LetterNotSettled']);
    expect(await statusOf(play, reference, 'acknowledgement')).toEqual(['sent']);
  });
});

describe('a returned letter to staff', () => {
  /** A case of which no officer has charge: all of them are told. */
  async function alerted() {
    const play = await openPlay('2026-06-01T09:00:00Z');
    const { handler: _, ...unhandled } = routed;
    const reference = await play.complaint();
    await play.along(reference, [
      ['triage', 'route', unhandled],
      ['acknowledge', 'acknowledge', { investigator: 'team-manager' }],
    ]);
    return { play, reference };
  }

  test('alerts the complaints officers once and opens no task', async () => {
    const { play, reference } = await alerted();
    // Alerts of the way here have gone, and no one's hour is running.
    await play.to('2026-06-01', '14:00');
    const { letters } = await play.file(reference);
    const row = letters.find(({ to, status }) => to === 'user:team-manager' && status === 'sent');
    const letter = letterId(reference, row?.key ?? '');
    expect(await receiveDeliveryEvent(play.deps, word(letter))).toBe('returned');
    expect(await receiveDeliveryEvent(play.deps, word(letter))).toBe('known');
    await play.settle();
    const problems = await statusOf(play, reference, 'alert-letter-problem');
    expect(problems.length).toBeGreaterThan(0);
    expect(new Set(problems)).toEqual(new Set(['sent']));
    expect((await play.story(reference)).filter((one) => one.includes('contact'))).toEqual([]);

    // An alert about a letter that comes back itself is for the operators.
    const about = await sentLetter(play, reference, 'alert-letter-problem');
    await expect(receiveDeliveryEvent(play.deps, word(about))).rejects.toThrow(
      expect.objectContaining({ name: 'NoOneToTell' }),
    );
    expect(await brokenPromises(play, reference)).toEqual([]);
  });

  test('is for the operators if it took up an alert about a letter among others', async () => {
    const { play, reference } = await alerted();
    const row = (await play.file(reference)).letters.find(
      ({ to, status }) => to === 'user:team-manager' && status === 'sent',
    );
    // Within the hour of the officers: for each it waits with what else has happened.
    expect(await receiveDeliveryEvent(play.deps, word(letterId(reference, row?.key ?? '')))).toBe('returned');
    await play.settle();
    const mentioned = ['complaints-officer', 'complaints-officer-2'];
    await play.post(
      `/cases/${reference}/notes`,
      { kind: 'note', text: 'I am away on Friday.', mentions: mentioned },
      { user: 'team-manager' },
    );
    expect(new Set(await statusOf(play, reference, 'alert-letter-problem'))).toEqual(new Set(['prepared']));
    const came = await arrived(play, reference, 'alert-letter-problem');
    expect(came.map(([, status]) => status)).toEqual(came.map(() => 'sent'));
    expect(new Set(await statusOf(play, reference, 'alert-letter-problem'))).toEqual(new Set(['bundled']));
    const about = await sentLetter(play, reference, 'alerts-together');
    const before = await play.events(reference);
    await expect(receiveDeliveryEvent(play.deps, word(about))).rejects.toThrow(
      expect.objectContaining({ name: 'NoOneToTell' }),
    );
    expect(await play.events(reference)).toEqual(before);
    expect(await brokenPromises(play, reference)).toEqual([]);
  });

  test('a letter marked as spam has arrived, and alerts the officers once', async () => {
    const { play, reference, letter } = await acknowledged();
    // Alerts of the way here have gone, and no one's hour is running.
    await play.to('2026-06-01', '14:00');
    expect(await receiveDeliveryEvent(play.deps, word(letter, calledSpam))).toBe('unwanted');
    expect(await receiveDeliveryEvent(play.deps, word(letter, calledSpam))).toBe('known');
    await play.settle();
    expect(await statusOf(play, reference, 'acknowledgement')).toEqual(['sent']);
    expect(await statusOf(play, reference, 'alert-letter-problem')).toEqual(['sent']);
  });
});

describe('a bounce that arrives as mail', () => {
  const report = (status: string, returned: string): MailToUs => ({
    from: 'mailer-daemon@mx.home.example',
    name: 'Mail Delivery System',
    subject: 'Undelivered Mail Returned to Sender',
    headers: { 'Auto-Submitted': 'auto-replied' },
    text: 'The mail could not be delivered.',
    attachments: [
      { filename: 'report', content: status, contentType: 'message/delivery-status' },
      { filename: 'headers', content: returned, contentType: 'text/rfc822-headers' },
    ],
  });
  const failed = 'Reporting-MTA: dns; mx.home.example\n\nAction: failed\nStatus: 5.1.1\n';
  const delayed = failed.replace('failed', 'delayed');
  const isAcknowledgement = ({ template }: { template: string }) => template === 'acknowledgement';
  /** The name of a letter that its mail carried, which its reader's server sends back with the report. */
  const carriedBy = async (play: Play, letter: string) =>
    (await play.letters()).find(({ letterId: id }) => id === letter)?.header('x-redress-letter') ?? '';

  test.each<[string, (letter: string) => string]>([
    ['X-Redress-Letter', (letter) => `Subject: x\nX-Redress-Letter: ${letter}\n`],
    ['its Message-ID', (letter) => `Message-ID: <${letter}@council.example>\n`],
    ['the end of its References', (letter) => `References: <a@home.example>\n <${letter}@council.example>\n`],
  ])('identifies the letter by %s', async (_name, headers) => {
    const { play, reference, letter } = await acknowledged();
    const mail = {
      ...report(failed, headers(await carriedBy(play, letter))),
      messageId: '<dsn@mx.home.example>',
    };
    expect(await play.mail(mail)).toEqual({ became: 'message', reference, known: false });
    // A second report of the same letter, as some servers send them.
    await play.mail(mail);
    // SES tells of the same bounce, too.
    expect(await receiveDeliveryEvent(play.deps, word(letter))).toBe('known');
    expect((await play.story(reference)).filter((one) => one.startsWith('open contact'))).toHaveLength(1);
    expect(await statusOf(play, reference, 'acknowledgement')).toEqual(['returned']);
  });

  test('returns nothing while the server is still trying', async () => {
    const { play, reference, letter } = await acknowledged();
    await play.mail(report(delayed, `X-Redress-Letter: ${await carriedBy(play, letter)}\n`));
    expect(await statusOf(play, reference, 'acknowledgement')).toEqual(['sent']);
  });

  test.each<[string, (letter: string) => string]>([
    ['X-Redress-Letter', (letter) => `X-Redress-Letter: ${letter}\n`],
    ['Message-ID', (letter) => `Message-ID: <${letter}@council.example>\n`],
    ['References', (letter) => `References: <a@home.example> <${letter}@council.example>\n`],
  ])('returns nothing if it is forged with a guessed %s', async (_name, headers) => {
    const { play, reference, letter } = await acknowledged();
    const before = await play.view(reference);
    // Anyone can work out the id of the letter in the pages: the code is public, and so is the form of a reference.
    const guessed = `${reference}-${createHash('sha256')
      .update((await play.file(reference)).letters.find(isAcknowledgement)?.key ?? '')
      .digest('hex')
      .slice(0, 20)}`;
    expect(guessed).toBe(letter);
    await play.mail(report(failed, headers(guessed)));
    const after = await play.view(reference);
    expect(after.letters).toEqual(before.letters);
    expect(after.steps).toEqual(before.steps);
    const names = new Set((await play.letters()).map((sent) => sent.header('x-redress-letter')));
    expect(names.has(guessed)).toBe(false);
    expect(names.size).toBe((await play.letters()).length);
  });

  test('is held for a person if of a digest, and recorded if of a mail not ours', async () => {
    const { play } = await acknowledged();
    const digest = 'X-Redress-Letter: digest-2026-06-01-0123456789abcdef0123\n';
    expect((await play.mail(report(failed, digest))).became).toBe('held');
    expect((await play.mail(report(failed, 'Message-ID: <forged@elsewhere.example>\n'))).became).toBe(
      'recorded',
    );
  });
});
