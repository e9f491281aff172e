import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { mostCasesOfSender } from '../../functions/operations/receive-mail/mails-of-sender.ts';
import { intakeAddress, openPlay } from '../play.ts';

const folder = new URL('../fixtures/mail-text/', import.meta.url);
const words =
  'I am 13. My foster carer locks me out at night and nobody at the council answers me. Please help.';
const form = 'Name: Kim\nComplaint: No visit since 1 May';
const accents = 'I’m 13 – my carer’s name is Zoë.';
const quoted = {
  name: 'Sam Parent',
  email: 'sam@example.net',
  on: '2026-11-27',
  text: 'My son was hit by a member of staff.',
};
const forward = { text: expect.stringContaining(quoted.text), forwarded: quoted };
const file = (name: string, size: number) => expect.objectContaining({ name, size });

/** What a person sees of each mail, as its message on the case that it makes. */
const outcomes: Record<string, object> = {
  '06-no-from': { from: {}, subject: 'My social worker never comes', text: words },
  '06a-from-name-only': { from: { name: 'Kim Young' }, text: words },
  '06b-from-empty': { from: {}, subject: 'My complaint', text: words },
  '06c-from-group': { from: { name: 'undisclosed-senders:;' }, text: words },
  '06d-from-two-ats': { from: { name: 'Kim Young <kim@@example.net>' }, text: words },
  '06e-from-number': { from: { name: '"07700 900123"' }, text: words },
  '06f-header-ends-with-a-space': { from: { email: 'kim@example.net' }, text: words },
  '06g-header-does-not-end': { from: { email: 'kim@example.net' }, subject: 'My complaint', text: words },
  '09-gmail-forward': { ...forward, text: expect.stringMatching(/^FYI\n/) },
  '09a-outlook-forward': forward,
  '09b-apple-forward': forward,
  '09c-german-forward': forward,
  '09d-welsh-forward': forward,
  '09e-nested-forward': forward,
  '09f-html-outlook-forward': forward,
  '09g-forward-as-attachment': { text: 'Please see attached.', forwarded: quoted },
  '12-html-table-form': { text: form },
  '12a-nested-table-form': { text: form },
  '12b-three-columns': { text: 'Day | Person | What happened\n1 May | Kim | No visit' },
  '12c-questions': {
    text: 'Are you under 18? Yes\n\nComplaint:\nNo visit since 1 May.\n\nNo call either.',
  },
  '12d-cells-without-table': { text: 'Name Kim\n\nComplaint No visit since 1 May' },
  '12e-layout-table': { text: 'Dear council,\n\nKim has had no visit since 1 May.' },
  '12f-broken-table': { text: form },
  '14-unclosed-title': { text: `Complaint\n\n${words}` },
  '14a-unclosed-style': { text: expect.stringContaining(words) },
  '14b-unclosed-comment': { text: `Sent from my phone\n\n${words}` },
  '14c-unclosed-textarea': { text: words },
  '14d-everything-hidden': { text: words },
  '14e-unclosed-script': { text: expect.stringContaining(words) },
  '14f-no-tags-at-all': { text: `${words} 1 < 2` },
  '20a-says-ascii-is-utf8': { text: accents },
  '20b-says-latin1-is-utf8': { text: accents },
  '20c-says-utf8-is-windows-1252': { text: accents },
  '20d-unknown-charset-is-utf8': { text: accents },
  '20e-utf7': { text: accents },
  '20f-says-base64-is-text': { text: `${accents} Nobody answers me, please help.` },
  '20g-says-7bit-is-base64': { text: `${accents} ${words}` },
  '20h-says-8bit-is-quoted-printable': { text: accents },
  '21-uuencode': {
    text: 'Please see my diary.\n\n[diary.txt]\n\nKim',
    attachments: [file('diary.txt', 170)],
  },
  '22-rtf-body': { text: 'I am 13.\nMy carer’s name is Zoë.' },
  '23a-html-says-more': {
    text: expect.stringContaining('I want to complain about my social worker.\n\nShe shouted at my brother'),
  },
  '23b-each-says-something': {
    text: expect.stringMatching(/my worker shouted[\s\S]*Please telephone grandmother/),
  },
  '23c-plain-only-refers': { text: expect.stringContaining(words) },
  '24a-winmail-rtf': {
    text: 'I am 13.\nNobody answers me.',
    attachments: [expect.objectContaining({ name: 'winmail.dat' }), file('long diary.txt', 16)],
  },
  '24b-winmail-text': { text: 'I am 13.\nNobody answers me.' },
  '24c-winmail-damaged': { text: 'I am 13.\nNobody answers me.' },
};

describe('a mail as people send it is a case that shows its words', () => {
  test('and for each fixture there is an outcome', () => {
    const names = readdirSync(folder).flatMap((name) => /^(.*)\.eml$/.exec(name)?.[1] ?? []);
    expect(names.toSorted()).toEqual(Object.keys(outcomes).toSorted());
  });

  test('and each fixture has its outcome', async () => {
    let play = await openPlay('2026-11-30T09:00:00Z');
    const seen: [string, unknown][] = [];
    for (const [index, name] of Object.keys(outcomes).entries()) {
      // Most are from one sender, who begins no more cases in a day.
      if (index % mostCasesOfSender === 0) play = await openPlay('2026-11-30T09:00:00Z');
      const raw = readFileSync(new URL(`${name}.eml`, folder));
      const result = await play.system.mailIn({ raw, recipients: [intakeAddress] });
      const view = 'reference' in result ? await play.view(result.reference) : undefined;
      expect([name, view?.kind, view?.messages.length]).toEqual([name, 'complaint', 1]);
      expect([name, view?.messages[0]?.quoted]).toEqual([name, undefined]);
      seen.push([name, view?.messages[0]]);
    }
    expect(Object.fromEntries(seen)).toMatchObject(outcomes);
  });
});
