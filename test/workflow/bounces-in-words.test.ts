import { expect, test } from 'vitest';
import { intakeAddress, openPlay, type Play, type SentLetter } from '../play.ts';

// Mail servers that know no report say in words that a letter of ours did not arrive. Only the name that a letter has in its
// mail, which no one can guess, proves which one it was.

let senders = 0;

/** A case that someone new began by email, with the receipt that went to them. */
async function receiptTo(play: Play): Promise<{ reference: string; letter: SentLetter; to: string }> {
  const to = `kim.${(senders += 1)}@example.net`;
  const result = await play.mail({ from: to, name: 'Kim Young' });
  const letter = (await play.lettersTo(to)).at(-1);
  if (!letter || !('reference' in result)) throw new Error('no receipt');
  return { reference: result.reference, letter, to };
}

const headersOf = ({ header }: SentLetter, names = ['Message-ID', 'X-Redress-Letter']): string =>
  ['From', 'To', 'Subject', ...names]
    .map((name) => `${name}: ${header(name.toLowerCase()) ?? ''}`)
    .join('\r\n');

interface Returned {
  from: string;
  subject: string;
  text: string;
  envelopeFrom?: string;
}

async function comesIn(play: Play, { from, subject, text, envelopeFrom = '' }: Returned) {
  const fields = [
    `From: ${from}`,
    `To: ${intakeAddress}`,
    `Subject: ${subject}`,
    `Message-ID: <${(senders += 1)}@mx.example.net>`,
    'MIME-Version: 1.0',
    'Content-Type: text/plain; charset=utf-8',
  ];
  const raw = Buffer.from(`${fields.join('\r\n')}\r\n\r\n${text}`);
  const result = await play.system.mailIn({ raw, envelopeFrom, recipients: [intakeAddress] });
  await play.settle();
  return result;
}

const stateOf = async (play: Play, reference: string) => {
  const { letters, tasks, messages } = (await play.file(reference)).state;
  return {
    receipt: letters.find(({ template }) => template === 'receipt')?.status,
    contact: tasks.some(({ step }) => step === 'contact'),
    messages: messages.length,
  };
};

const copy = '\r\n\r\n------ This is a copy of the message ------\r\n\r\n';

test('a bounce in words that returns our letter marks it, and opens the task to contact them another way', async () => {
  const play = await openPlay('2026-11-30T09:00:00Z');
  const ways: readonly [string, Omit<Returned, 'text'>, string][] = [
    [
      'Exim',
      { from: 'Mail Delivery System <Mailer-Daemon@mail.example.net>', subject: 'Mail delivery failed' },
      'A message that you sent could not be delivered. This is a permanent error.',
    ],
    [
      'qmail',
      { from: 'MAILER-DAEMON@mx.example.net', subject: 'failure notice' },
      'Sorry, no mailbox here by that name. (#5.1.1)',
    ],
    [
      'a postmaster',
      {
        from: 'postmaster@example.net',
        subject: 'Undeliverable: We have your message',
        envelopeFrom: 'postmaster@example.net',
      },
      'The recipient was not found: user unknown.',
    ],
    [
      'a server without a name of a server, in German',
      { from: 'Mail <noreply@mx.example.net>', subject: 'Unzustellbar: We have your message' },
      'Ihre Nachricht konnte nicht zugestellt werden. 550 5.1.1',
    ],
    [
      'in Polish',
      { from: 'mailer-daemon@mx.example.net', subject: 'Nie dostarczono' },
      'Wiadomość nie została doręczona. Nie znaleziono adresu.',
    ],
  ];
  for (const [what, mail, words] of ways) {
    const { reference, letter } = await receiptTo(play);
    const result = await comesIn(play, { ...mail, text: `${words}${copy}${headersOf(letter)}\r\n\r\nHello` });
    expect([what, result.became, await stateOf(play, reference)]).toEqual([
      what,
      'message',
      { receipt: 'returned', contact: true, messages: 2 },
    ]);
  }
  // Only one of the two ids is returned.
  for (const only of ['Message-ID', 'X-Redress-Letter']) {
    const { reference, letter } = await receiptTo(play);
    const text = `could not be delivered${copy}${headersOf(letter, [only])}`;
    await comesIn(play, { from: 'mailer-daemon@mx.example.net', subject: 'Returned mail', text });
    expect([only, (await stateOf(play, reference)).receipt]).toEqual([only, 'returned']);
  }
});

test('what proves nothing marks nothing: it joins its case, or is held for a person, and begins no case', async () => {
  const play = await openPlay('2026-11-30T09:00:00Z');
  const daemon = { from: 'MAILER-DAEMON@mx.example.net', subject: 'Returned mail' };
  const failed = 'Your message could not be delivered. 550 5.1.1 user unknown';
  const cases: readonly [string, (letter: SentLetter, reference: string) => Returned, string][] = [
    [
      'a server that is still trying',
      (letter) => ({
        ...daemon,
        text: `Delivery is delayed. We will keep trying.${copy}${headersOf(letter)}`,
      }),
      'message',
    ],
    [
      'a warning that says both',
      (letter) => ({
        ...daemon,
        text: `This is a warning message only. It could not be delivered for 4 hours and will be retried.${copy}${headersOf(letter)}`,
      }),
      'message',
    ],
    [
      'a forged name of the letter',
      (_, reference) => ({
        ...daemon,
        text: `${failed}${copy}X-Redress-Letter: ${reference}-0123456789abcdef0123`,
      }),
      'message',
    ],
    [
      'only the reference in its subject',
      (_, reference) => ({ ...daemon, subject: `Undeliverable: ${reference}`, text: failed }),
      'message',
    ],
    [
      'someone who is away and quotes our letter',
      (letter, reference) => ({
        from: 'kim@example.net',
        subject: `Automatic reply: ${reference}`,
        text: `I am away until Monday.\r\n\r\n> ${headersOf(letter).replaceAll('\r\n', '\r\n> ')}`,
      }),
      'message',
    ],
  ];
  for (const [what, mail, becomes] of cases) {
    const { reference, letter } = await receiptTo(play);
    const result = await comesIn(play, mail(letter, reference));
    expect([what, result.became, (await stateOf(play, reference)).receipt]).toEqual([what, becomes, 'sent']);
  }
  const before = (await play.deps.store.cases({ limit: 50 })).items.length;
  for (const mail of [
    {
      from: 'postmaster@example.net',
      subject: 'Your mail',
      text: failed,
      envelopeFrom: 'postmaster@example.net',
    },
    { ...daemon, text: failed },
    { from: 'Mail <bounce@mx.example.net>', subject: 'Delivery failure', text: failed },
  ])
    expect([mail.from, (await comesIn(play, mail)).became]).toEqual([mail.from, 'held']);
  expect((await play.deps.store.cases({ limit: 50 })).items.length).toBe(before);
  // A person who writes as postmaster, or through a program without a sender, is a person.
  for (const mail of [
    {
      from: 'postmaster@farm.example',
      subject: 'No visit',
      text: 'No one came.',
      envelopeFrom: 'postmaster@farm.example',
    },
    {
      from: 'form@home.example',
      subject: 'New message',
      text: 'My letter to you was not delivered by the post.',
    },
  ])
    expect([mail.from, (await comesIn(play, mail)).became]).toEqual([mail.from, 'case']);
});
