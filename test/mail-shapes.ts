/** Mails that are too much in one way or another: each would fill a row of the store, a page, or a function's time. */
const headers = (fields: string): string => `From: Kim Young <kim@example.net>\r\n${fields}\r\n`;
const words = 'Nobody answers me.';
const two = 'é';
const quotation = 'On Mon, 2 Mar 2026 at 10:00, Complaints <complaints@council.example> wrote:\r\n\r\n';
const utf8 = 'Content-Type: text/plain; charset=utf-8\r\n';
const mixed = 'Content-Type: multipart/mixed; boundary=b\r\n';
const parts = (count: number, part: (n: number) => string): string =>
  `${Array.from({ length: count }, (_, n) => `--b\r\n${part(n)}\r\n`).join('')}--b--\r\n`;
const picture = (n: number, name = `picture ${n}.png`): string =>
  `Content-Type: image/png; name="${name}"\r\n\r\na`;
const text = `--b\r\nContent-Type: text/plain\r\n\r\n${words}\r\n`;
const replyOf = (above: string, below: string): string =>
  headers(utf8) + above + `\r\n\r\n${quotation}` + below;

export const shapes: Record<string, () => string> = {
  'long scripts above and below a quotation': () => replyOf(two.repeat(80_000), `> ${two.repeat(80_000)}`),
  'emoji above and below': () => replyOf('😡'.repeat(60_000), `> ${'😡'.repeat(60_000)}`),
  'quotation marks above and below': () => replyOf('"\\'.repeat(80_000), `> ${'"\\'.repeat(80_000)}`),
  'line ends above and below': () => replyOf(`a${'\r\n'.repeat(200_000)}b`, '> q\r\n'.repeat(80_000)),
  'three-byte letters in HTML': () =>
    `${headers('Content-Type: text/html; charset=utf-8\r\n')}<p>${'ঌ'.repeat(200_000)}</p>`,
  'a long forward': () =>
    `${headers(`Subject: Fwd: a\r\n${utf8}`)}FYI\r\n\r\n---------- Forwarded message ---------\r\nFrom: ${two.repeat(20_000)} <sam@example.net>\r\nDate: Fri, 27 Nov 2026\r\nSubject: b\r\n\r\n${two.repeat(150_000)}`,

  'a subject of 350 kB': () => headers(`Subject: ${'word '.repeat(70_000)}\r\n`) + words,
  'a subject of encoded words': () =>
    headers(`Subject:${' =?utf-8?B?8J+YoS5wZGYg?=\r\n'.repeat(12_000)}`) + words,
  'a name of a megabyte': () =>
    `From: "${'Kim '.repeat(250_000)}" <kim@example.net>\r\nSubject: a\r\n\r\n${words}`,
  'an address of a megabyte': () =>
    `From: Kim <${'k'.repeat(1_000_000)}@example.net>\r\nSubject: a\r\n\r\n${words}`,
  '30,000 recipients': () =>
    headers(`To: ${'Someone Else <someone@example.org>,\r\n '.repeat(30_000)}\r\n`) + words,
  '20 kB of references': () =>
    headers(`References: ${'<0123456789abcdef0123456789@example.net>\r\n '.repeat(500)}\r\n`) + words,
  'a message id of a megabyte': () =>
    headers(`Message-ID: <${'m'.repeat(1_000_000)}@example.net>\r\n`) + words,
  'a header of a megabyte': () => headers('X-Filter: value of it\r\n'.repeat(50_000)) + words,

  '2,500 attachments of a byte': () => headers(mixed) + text + parts(2500, picture),
  '2,500 attachments with long names': () =>
    headers(mixed) + text + parts(2500, (n) => picture(n, `${two.repeat(200)}${n}.png`)),
  '2,500 mails attached': () =>
    headers(mixed) +
    text +
    parts(2500, () => `Content-Type: message/rfc822\r\n\r\nFrom: a@example.net\r\n\r\n${words}`),
  '2,500 texts': () =>
    headers(mixed) + text + parts(2500, (n) => `Content-Type: text/plain\r\n\r\nText ${n}`),
  '200 files within the text': () =>
    `${headers(utf8)}${words}\r\n${'begin 644 a.txt\r\n#86)C\r\nend\r\n'.repeat(200)}`,
  'parts in parts in parts': () =>
    headers('Content-Type: multipart/mixed; boundary=b0\r\n') +
    Array.from(
      { length: 500 },
      (_, n) => `--b${n}\r\nContent-Type: multipart/mixed; boundary=b${n + 1}\r\n\r\n`,
    ).join('') +
    words,

  '900,000 empty lines': () => `${headers(utf8)}${words}${'\r\n'.repeat(900_000)}`,
  '900,000 lone carriage returns': () => `${headers(utf8)}${words}${'\r'.repeat(900_000)}`,
  '300,000 lines of "On "': () => `${headers(utf8)}${words}\r\n${'On and on\r\n'.repeat(300_000)}`,
  '300,000 lines of "From: a"': () =>
    `${headers('Subject: Fwd: a\r\n')}${words}\r\n${'From: a\r\n'.repeat(300_000)}`,
  '300,000 lines of dashes': () => headers(mixed) + text + '--\r\n'.repeat(300_000),
  'a line of two million spaces': () => `${headers(utf8)}${words}${' '.repeat(2_000_000)}x`,
};
