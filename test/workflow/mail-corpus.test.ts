import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readMail } from '../../functions/operations/parse-mail/read-mail.ts';
import { mostCasesOfSender } from '../../functions/operations/receive-mail/mails-of-sender.ts';
import { intakeAddress, openPlay } from '../play.ts';

// The mails that the repository has, and those of the folders in MAIL_CORPUS (separated by colons): each file is a mail.
// Packages of mail libraries have them in their tests, such as CPython's Lib/test/test_email/data. Nothing is fetched.
const own = ['../fixtures/mail/', '../fixtures/mail-text/', '../unit/mail/'].map(
  (folder) => new URL(folder, import.meta.url).pathname,
);
const folders = [...own, ...(process.env['MAIL_CORPUS'] ?? '').split(':').filter((folder) => folder !== '')];

const mails = folders.flatMap((folder) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.(?:eml|txt|msg|mail)$/.test(name))
    .map((name) => join(folder, name))
    .filter((path) => statSync(path).isFile()),
);

test('each mail is received once, answered in its thread, and no letter of ours begins a case', async () => {
  let play = await openPlay('2026-11-30T09:00:00Z');
  const arrive = (raw: Uint8Array) => play.system.mailIn({ raw, recipients: [intakeAddress] });
  const faults: string[] = [];
  const became = new Map<string, number>();
  for (const [index, path] of mails.entries()) {
    // Many are from one sender, who begins no more cases in a day.
    if (index % mostCasesOfSender === 0) play = await openPlay('2026-11-30T09:00:00Z');
    const raw = readFileSync(path);
    const first = await arrive(raw);
    became.set(first.became, (became.get(first.became) ?? 0) + 1);
    const again = await arrive(raw);
    const caseOf = (result: typeof first) => ('reference' in result ? result.reference : undefined);
    if (!again.known || caseOf(again) !== caseOf(first)) faults.push(`${path}: received twice`);
    const read = await readMail(raw);
    if (!read.ok) {
      // Noise is a case as well, for a person to look at.
      if (first.became !== 'case') faults.push(`${path}: ${read.reason}`);
      continue;
    }
    const { messageId } = read.mail;
    if (first.became !== 'case' || first.known || messageId === undefined) continue;
    const reply = await arrive(
      Buffer.from(
        `From: Someone <someone@example.net>\r\nSubject: Re: it\r\nIn-Reply-To: ${messageId}\r\n\r\n${path}`,
      ),
    );
    if (caseOf(reply) !== caseOf(first))
      faults.push(`${path}: its answer is on ${caseOf(reply) ?? 'no case'}`);
  }
  await play.settle();
  for (const { letterId } of await play.letters()) {
    const raw = await play.deps.files.get(`letters/${letterId.slice(0, -21)}/${letterId}.eml`);
    if (!raw) continue;
    const result = await arrive(raw);
    if (result.became === 'case') faults.push(`${letterId}: a letter of ours became ${result.reference}`);
  }
  console.info(`${mails.length} mails: ${[...became].map(([what, count]) => `${count} ${what}`).join(', ')}`);
  expect(faults).toEqual([]);
}, 300_000);
