import { sendFile } from '../kit/download.ts';
import { Hono } from 'hono';
import { may } from '../../domain/people/may.ts';
import { seesAll } from '../../domain/people/may-see.ts';
import { mailHeaders, mailSource } from '../../operations/receive-mail/mail-source.ts';
import { readHeldMail } from '../../operations/receive-mail/held-mail.ts';
import {
  noPage,
  page,
  readableCase,
  wordsOf,
  type PageContext,
  type PageEnv,
  type PageKit,
} from '../kit/page-kit.ts';

/** The largest email that is downloaded in one piece, in bytes. A Lambda may answer no more. */

interface Shown {
  /** The key of the raw mail. */
  raw: string;
  title: string;
  here: string;
  back: { href: string; text: string };
  attachments: readonly { name: string; size: number }[];
  /** Not for a mail in which the scan found a virus. */
  download: boolean;
}

/** An email as it came, for anyone who may see the message or the held mail: its headers, its source, its attachments. */
export function mailSourcePage(kit: PageKit): Hono<PageEnv> {
  const { deps } = kit;
  const app = new Hono<PageEnv>();

  /** The message of a case. Independent people get the text of messages, not what its headers say of other people. */
  async function ofCase(c: PageContext): Promise<Shown | undefined> {
    const named = c.req.param('message');
    const file = await readableCase(kit, c, {
      recent: ({ messages }) => messages.some(({ id }) => id === named),
    });
    const message = file?.messages.find(({ id }) => id === named);
    if (!file || message?.raw === undefined || !seesAll(c.get('user'), file.state)) return undefined;
    const { reference } = file.state;
    const words = wordsOf(c);
    return {
      raw: message.raw,
      title: message.subject === '' ? words.staff.mail.noSubject : message.subject,
      here: `/cases/${reference}/source/${encodeURIComponent(message.id)}`,
      back: { href: `/cases/${reference}#messages`, text: words.staff.caseLink({ reference }) },
      attachments: message.attachments,
      download: message.attachments.every(({ problem }) => problem !== 'file-has-malware'),
    };
  }

  async function held(c: PageContext): Promise<Shown | undefined> {
    const user = c.get('user');
    if (!may(user, { do: 'see held mail' }, undefined, deps.council)) return undefined;
    const mail = await readHeldMail(deps, c.req.param('id') ?? '', user);
    if (!mail) return undefined;
    const text = wordsOf(c).staff.mail;
    const title = mail.subject === undefined || mail.subject === '' ? text.noSubject : mail.subject;
    return {
      raw: mail.raw,
      title,
      here: `/mail/${mail.id}/source`,
      back: { href: `/mail/${mail.id}`, text: title },
      attachments: [],
      download: mail.reason !== 'virus',
    };
  }

  async function show(c: PageContext, shown: Shown | undefined) {
    const raw = shown && (await deps.files.get(shown.raw));
    if (!shown || !raw) return noPage(kit, c);
    const { staff } = wordsOf(c);
    const text = staff.mail.source;
    const source = mailSource(raw, Number(c.req.query('part') ?? '1'));
    const { part, parts, bytes } = source;
    const at = (number: number) => `${shown.here}?part=${number}`;
    return page(kit, c, 'mail-source.njk', {
      title: text.title,
      subject: shown.title,
      size: staff.fileSize({ bytes }),
      headers: part === 1 ? mailHeaders(raw) : undefined,
      source: source.text,
      part: parts > 1 ? text.part({ part, parts }) : undefined,
      before: part > 1 ? at(part - 1) : undefined,
      next: part < parts ? at(part + 1) : undefined,
      attachments: shown.attachments.map(({ name, size }) => ({
        name,
        size: staff.fileSize({ bytes: size }),
      })),
      download: shown.download ? `${shown.here}/file` : undefined,
      back: shown.back,
    });
  }

  const download = (c: PageContext, shown: Shown | undefined) =>
    sendFile(
      kit,
      c,
      shown?.download === true
        ? { file: shown.raw, mimeType: 'message/rfc822', name: 'email.eml' }
        : undefined,
    );

  app.get('/cases/:reference/source/:message', async (c) => show(c, await ofCase(c)));
  app.get('/cases/:reference/source/:message/file', async (c) => download(c, await ofCase(c)));
  app.get('/mail/:id/source', async (c) => show(c, await held(c)));
  app.get('/mail/:id/source/file', async (c) => download(c, await held(c)));
  return app;
}
