import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as z from 'zod';
import { functionManifest, specOf } from '../../functions/manifest.ts';
import { receiveMail } from '../../functions/operations/receive-mail/receive-mail.ts';
import { openLocalSystem } from '../../infra/local/open-local-system.ts';

// npm run bench:mail [-- shape…]: receives mails of many shapes, each at n and at 2n bytes, in processes of their own, as the
// function does: from the file to the case with its attachments. The seconds are of the processor, so a ratio of about two is
// linear time. The megabytes are the most that a process took, of those that the manifest gives the function.
const megabyte = 1_000_000;
/** SES accepts mail of up to 40 MB. */
const [n, twice] = [19.5 * megabyte, 39 * megabyte];
const { memoryMB } = specOf(functionManifest, 'receive-mail');
/** The local system takes more before the first mail than the function does, so this leaves room for what AWS adds. */
const limit = { ratio: 3, megabytes: memoryMB * 0.6 };

const head = 'From: Jo <jo@mail.example>\r\nSubject: Fwd: a\r\n';
const filled = (start: string, unit: string, bytes: number): string =>
  start + unit.repeat(Math.max(0, Math.floor((bytes - start.length) / unit.length)));
const plain = `${head}\r\n`;
const html = `${head}Content-Type: text/html\r\n\r\n`;
const mixed = `${head}Content-Type: multipart/mixed; boundary=b\r\n\r\n`;
const line64 = `${'QUJD'.repeat(19)}\r\n`;

const shapes: Record<string, (bytes: number) => string> = {
  'empty lines': (bytes) => filled(plain, '\r\n', bytes),
  'plain text': (bytes) => filled(plain, 'Nobody has visited since 12 January.\r\n', bytes),
  'one line': (bytes) => filled(plain, 'word ', bytes),
  'lines quoted': (bytes) => filled(`${plain}Hello\r\n`, '> quoted\r\n', bytes),
  'lines "On "': (bytes) => filled(plain, 'On and on\r\n', bytes),
  'lines "From: a"': (bytes) => filled(plain, 'From: a\r\n', bytes),
  'lines of forwards': (bytes) => filled(plain, '---------- Forwarded message ---------\r\n', bytes),
  'lines of dashes': (bytes) => filled(mixed, '--\r\n', bytes),
  'html paragraphs': (bytes) => filled(html, '<p>Nobody has <b>visited</b>.</p>\r\n', bytes),
  'html rows': (bytes) => filled(`${html}<table>`, '<tr><td>Name</td><td>Kim</td></tr>\r\n', bytes),
  'html elements open': (bytes) => filled(html, '<div>', bytes),
  'html comments open': (bytes) => filled(html, '<!--', bytes),
  'html picture within': (bytes) =>
    `${filled(`${html}<p>Words</p><img src="data:image/png;base64,`, 'QUJD', bytes)}"><p>More</p>`,
  'quoted-printable': (bytes) =>
    filled(`${head}Content-Transfer-Encoding: quoted-printable\r\n\r\n`, 'a=C3=A9 b=\r\n', bytes),
  'base64 text': (bytes) => filled(`${head}Content-Transfer-Encoding: base64\r\n\r\n`, line64, bytes),
  'one attachment': (bytes) =>
    `${filled(`${mixed}--b\r\n\r\nHello\r\n--b\r\nContent-Type: image/jpeg\r\nContent-Transfer-Encoding: base64\r\n\r\n`, line64, bytes)}--b--`,
  'attachments of a byte': (bytes) => filled(mixed, '--b\r\nContent-Type: image/png\r\n\r\na\r\n', bytes),
  'text parts': (bytes) => filled(mixed, '--b\r\n\r\na\r\n', bytes),
  'header fields': (bytes) => `${filled(head, 'X-Long: value of it\r\n', bytes)}\r\nHello`,
  'one header field': (bytes) => `${filled(`${head}To: `, '<a@b.example>,', bytes)}\r\n\r\nHello`,
  'a folded header field': (bytes) => `${filled(`${head}References:`, ' <a@b.example>\r\n', bytes)}\r\nHello`,
  'a field of encoded words': (bytes) => `${filled(`${head}To:`, ' =?x-a?Q?=C5=BC?=\r\n', bytes)}\r\nHello`,
  'fields of encoded words': (bytes) =>
    `${filled(head, 'To: =?x-a?B?xbw=?= <a@b.example>\r\n', bytes)}\r\nHello`,
  'a signature of small pieces': (bytes) =>
    `${head}Content-Type: application/pkcs7-mime\r\nContent-Transfer-Encoding: 8bit\r\n\r\n${filled('0\x80\x06\x09*\x86H\x86\xf7\x0d\x01\x07\x02\xa0\x800\x80\x02\x01\x011\x000\x80\x06\x09*\x86H\x86\xf7\x0d\x01\x07\x01\xa0\x80$\x80', '\x04\x01A', bytes)}`,
  'mails in mails': (bytes) =>
    filled(
      `${mixed}${'--b\r\nContent-Type: message/rfc822\r\n\r\nSubject: a\r\n\r\n'.repeat(50)}`,
      'word\r\n',
      bytes,
    ),
  'ten thousand parts': (bytes) =>
    filled(
      mixed,
      `--b\r\nContent-Type: image/png\r\n\r\n${'a'.repeat(Math.ceil(bytes / 10_000))}\r\n`,
      bytes,
    ),
  'a mail attached': (bytes) =>
    `${filled(`${mixed}--b\r\n\r\nFYI\r\n--b\r\nContent-Type: message/rfc822\r\n\r\n${plain}`, 'Nobody has visited.\r\n', bytes)}--b--`,
  'an attachment padded in each line': (bytes) =>
    `${filled(`${mixed}--b\r\nContent-Type: image/jpeg\r\nContent-Transfer-Encoding: base64\r\n\r\n`, 'QQ==\r\n', bytes)}--b--`,
  'base64 text padded in each line': (bytes) =>
    filled(`${head}Content-Type: text/html\r\nContent-Transfer-Encoding: base64\r\n\r\n`, 'QQ==\r\n', bytes),
  'a text in UTF-7': (bytes) =>
    filled(`${head}Content-Type: text/plain; charset=utf-7\r\n\r\n`, '+AOk-\r\n', bytes),
  'a text in UTF-16': (bytes) =>
    filled(`${head}Content-Type: text/plain; charset=utf-16le\r\n\r\n`, 'a\0 \0', bytes),
  'base64 html': (bytes) =>
    filled(`${head}Content-Type: text/html\r\nContent-Transfer-Encoding: base64\r\n\r\n`, line64, bytes),
  'text in a winmail.dat': (bytes) => winmail(bytes, 0x1e),
  'html in a winmail.dat': (bytes) => winmail(bytes, 0x1013),
  'text in the body of a winmail.dat': (bytes) => winmail(bytes, undefined),
  'a rich text': (bytes) =>
    filled(`${head}Content-Type: application/rtf\r\n\r\n{\\rtf1 `, "\\'e9 word ", bytes),
  'a calendar': (bytes) => filled(`${head}Content-Type: text/calendar\r\n\r\n`, 'COMMENT:a\r\n', bytes),
  uuencode: (bytes) => filled(plain, `begin 644 a.txt\r\n#86)C\r\nend\r\n`, bytes),
};

/** A winmail.dat of many different words: as the text or HTML of its properties, or as its body (MS-OXTNEF). */
function winmail(bytes: number, property: 0x1e | 0x1013 | undefined): string {
  const words = Array.from({ length: 100_000 }, (_, place) => `word${place.toString(36)} `).join('');
  const text = filled('', words, bytes).padEnd(bytes);
  const number = (value: number): string => {
    const four = Buffer.alloc(4);
    four.writeUInt32LE(value);
    return four.toString('latin1');
  };
  const type = property === 0x1013 ? '\x02\x01\x13\x10' : '\x1e\0\0\x10';
  const value =
    property === undefined ? text : `${number(1)}${type}${number(1)}${number(text.length)}${text}`;
  const attribute = `\x01${number(property === undefined ? 0x2800c : 0x69003)}${number(value.length)}${value}\0\0`;
  return `${head}Content-Type: application/ms-tnef; name=winmail.dat\r\nContent-Transfer-Encoding: 8bit\r\n\r\n${number(0x223e9f78)}\0\0${attribute}`;
}

const Run = z.strictObject({ seconds: z.number(), megabytes: z.number() });

async function one(shape: string, bytes: number): Promise<void> {
  const dataDir = mkdtempSync(join(tmpdir(), 'bench-mail-'));
  try {
    const { deps } = openLocalSystem({ dataDir, durable: false });
    const key = 'mail/one';
    await deps.files.put(key, Buffer.from(shapes[shape]?.(bytes) ?? '', 'latin1'), 'message/rfc822');
    globalThis.gc?.();
    const before = process.cpuUsage();
    const received = await receiveMail(deps, {
      raw: key,
      receivedAt: deps.clock.now(),
      messageId: 'one',
      recipients: [deps.council.intakeAddress],
      envelopeFrom: 'jo@mail.example',
      verdicts: { spam: 'PASS', virus: 'PASS' },
    });
    const { user, system } = process.cpuUsage(before);
    const { reference } = z.object({ reference: z.string() }).parse(received);
    const { kind } = (await deps.store.state(reference)) ?? {};
    if (kind !== 'complaint') throw new Error(`the mail could not be read: ${kind}`);
    const kept = (await deps.files.get(key))?.length ?? 0;
    if (kept < bytes * 0.99) throw new Error(`${kept} bytes of the mail are kept`);
    console.log(
      JSON.stringify({ seconds: (user + system) / 1e6, megabytes: process.resourceUsage().maxRSS / 1000 }),
    );
  } finally {
    rmSync(dataDir, { recursive: true });
  }
}

function measured(shape: string, bytes: number): z.infer<typeof Run> {
  const out = execFileSync(
    process.execPath,
    // A Lambda gives Node about this much of its memory.
    [
      '--expose-gc',
      `--max-old-space-size=${Math.floor(memoryMB * 0.8)}`,
      import.meta.filename,
      '--one',
      shape,
      String(bytes),
    ],
  );
  return Run.parse(JSON.parse(String(out)));
}

const [, , first, ...rest] = process.argv;
if (first === '--one') await one(rest[0] ?? '', Number(rest[1]));
else {
  const wanted = first === undefined ? Object.keys(shapes) : [first, ...rest];
  for (const shape of wanted) {
    const [small, large] = [measured(shape, n), measured(shape, twice)];
    const ratio = large.seconds / small.seconds;
    const isOver = (ratio > limit.ratio && large.seconds > 1) || large.megabytes > limit.megabytes;
    if (isOver) process.exitCode = 1;
    console.log(
      `${shape}: ${small.seconds.toFixed(2)} s, ${large.seconds.toFixed(2)} s, ratio ${ratio.toFixed(1)}, ${large.megabytes.toFixed(0)} MB of ${memoryMB}${isOver ? ' OVER THE LIMIT' : ''}`,
    );
  }
}
