import { execFileSync } from 'node:child_process';
import * as z from 'zod';
import { forwardedMail } from '../../functions/operations/receive-mail/forwarded-mail.ts';
import { mailFingerprint } from '../../functions/operations/receive-mail/mail-fingerprint.ts';
import { quotedReplyCut } from '../../functions/operations/receive-mail/quoted-reply.ts';
import { readMail } from '../../functions/operations/parse-mail/read-mail.ts';

// npm run bench:mail [shape…]: reads mails of many shapes, each at n and at 2n bytes, in processes of their own. A ratio
// of about two is linear time. The megabytes are the most that a process took, of 512 in the function.
const megabyte = 1_000_000;
/** SES accepts mail of up to 40 MB. */
const [n, twice] = [19.5 * megabyte, 39 * megabyte];
const limit = { ratio: 3, megabytes: 512 };

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
  uuencode: (bytes) => filled(plain, `begin 644 a.txt\r\n#86)C\r\nend\r\n`, bytes),
};

const Run = z.strictObject({ seconds: z.number(), megabytes: z.number() });

async function one(shape: string, bytes: number): Promise<void> {
  const raw = Buffer.from(shapes[shape]?.(bytes) ?? '', 'latin1');
  const start = performance.now();
  mailFingerprint(raw);
  const read = await readMail(raw);
  if (read.ok) {
    quotedReplyCut(read.mail.text);
    forwardedMail(read.mail.subject, read.mail.text);
  }
  const seconds = (performance.now() - start) / 1000;
  console.log(JSON.stringify({ seconds, megabytes: process.resourceUsage().maxRSS / 1000 }));
}

function measured(shape: string, bytes: number): z.infer<typeof Run> {
  const out = execFileSync(
    process.execPath,
    // A Lambda of 512 MB gives Node about this much.
    ['--max-old-space-size=400', import.meta.filename, '--one', shape, String(bytes)],
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
      `${shape}: ${small.seconds.toFixed(2)} s, ${large.seconds.toFixed(2)} s, ratio ${ratio.toFixed(1)}, ${large.megabytes.toFixed(0)} MB${isOver ? ' OVER THE LIMIT' : ''}`,
    );
  }
}
