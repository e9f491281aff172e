import { randomUUID } from 'node:crypto';
import { mkdir, open, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import PostalMime from 'postal-mime';
import { LetterId } from '../../domain/correspondence/letter-mail.ts';
import { isEmailAddress } from '../../domain/text/email-address.ts';
import type { Mailer } from '../../ports.ts';
import type { LetterSettling } from '../../domain/case/event-codes.ts';

/** A letter in the outbox; `sentAt` is the Date of the letter, ISO 8601. */
export interface OutboxLetter {
  letterId: string;
  to: string;
  subject: string;
  sentAt: string;
  text: string;
  html: string;
}

/** Where the header of a mail ends. */
function headerEnd(raw: Uint8Array): number {
  const at = Buffer.from(raw.buffer, raw.byteOffset, raw.byteLength).indexOf('\r\n\r\n');
  return at === -1 ? raw.length : at + 4;
}

const isMissing = (error: unknown) => error instanceof Error && 'code' in error && error.code === 'ENOENT';

/**
 * Sends by writing `<dataDir>/outbox/<letterId>.eml`: the raw letter after two lines with its position in the order of
 * sending and its recipient. A letter is complete or absent, even after a crash (of the machine too, if `durable`).
 * Sending it again changes nothing.
 */
export function outboxMailer(
  dataDir: string,
  { durable = true } = {},
): Mailer & { listOutbox(): Promise<OutboxLetter[]> } {
  const outbox = join(dataDir, 'outbox');
  const fileOf = (letterId: string) => join(outbox, `${LetterId.parse(letterId)}.eml`);

  async function stored(letterId: string) {
    try {
      const email = await PostalMime.parse(await readFile(fileOf(letterId)));
      const header = (key: string) => email.headers.find((one) => one.key === key)?.value ?? '';
      return { email, place: Number(header('x-outbox-place')), to: header('x-outbox-to') };
    } catch (error) {
      if (isMissing(error)) return undefined;
      throw error;
    }
  }

  // A letter is never changed, and to list them all would read each of them again and again.
  const read = new Map<string, NonNullable<Awaited<ReturnType<typeof stored>>>>();

  async function all() {
    const names = await readdir(outbox).catch((error: unknown) => {
      if (isMissing(error)) return [];
      throw error;
    });
    const ids = names.filter((name) => name.endsWith('.eml')).map((name) => name.slice(0, -'.eml'.length));
    const letters = [];
    for (const letterId of ids) {
      const letter = read.get(letterId) ?? (await stored(letterId));
      if (!letter) continue;
      read.set(letterId, letter);
      letters.push({ letterId, ...letter });
    }
    return letters.sort((a, b) => a.place - b.place);
  }

  async function write(letterId: string, content: Uint8Array): Promise<void> {
    const temporary = join(outbox, `${randomUUID()}.part`);
    await writeFile(temporary, content, { flag: 'wx', flush: durable });
    await rename(temporary, fileOf(letterId));
    if (!durable) return;
    // The file's name is a change of its folder.
    await using folder = await open(outbox, 'r');
    await folder.sync();
  }

  let lastPlace: number | undefined;
  let queue: Promise<unknown> = Promise.resolve();

  return {
    send({ letterId, raw, to }) {
      const sending = queue.then(async () => {
        const earlier = await stored(letterId);
        if (earlier) return { outcome: 'sent', messageId: earlier.email.messageId ?? '' } as const;
        if (!isEmailAddress(to))
          return {
            outcome: 'refused',
            reason: 'not-one-email-address' satisfies LetterSettling,
          } as const;
        await mkdir(outbox, { recursive: true });
        if (lastPlace === undefined) {
          lastPlace = (await all()).at(-1)?.place ?? 0;
          for (const name of await readdir(outbox)) if (name.endsWith('.part')) await rm(join(outbox, name));
        }
        lastPlace += 1;
        await write(
          letterId,
          Buffer.concat([Buffer.from(`X-Outbox-Place: ${lastPlace}\r\nX-Outbox-To: ${to}\r\n`), raw]),
        );
        const { messageId } = await PostalMime.parse(raw.subarray(0, headerEnd(raw)));
        return { outcome: 'sent', messageId: messageId ?? '' } as const;
      });
      // One after the other, so that each position is used once. A fault stops one letter, not those behind it.
      queue = sending.catch(() => undefined);
      return sending;
    },
    wasSent: async (letterId) => ((await stored(letterId)) ? 'yes' : 'no'),
    async forget(letterId) {
      read.delete(letterId);
      await rm(fileOf(letterId), { force: true });
    },
    async listOutbox() {
      return (await all()).map(({ letterId, to, email }) => ({
        letterId,
        to,
        subject: email.subject ?? '',
        sentAt: email.date ?? '',
        text: email.text?.trimEnd() ?? '',
        html: email.html?.trimEnd() ?? '',
      }));
    },
  };
}
