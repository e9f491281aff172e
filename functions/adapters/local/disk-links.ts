import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod/mini';
import { Instant } from '../../domain/time/civil-date.ts';
import type { Clock, FileLinks } from '../../ports.ts';

/** Where the local server takes and gives files by links (infra/local/file-links.ts). */
export const linksAt = { upload: '/local/files/upload', download: '/local/files/download' };

const downloadMinutes = 5;

const Upload = z.object({
  key: z.string(),
  mostBytes: z.coerce.number(),
  until: Instant,
  backTo: z.string(),
});
const Download = z.object({ key: z.string(), mimeType: z.string(), name: z.string(), until: Instant });

type Fields = Readonly<Record<string, string>>;

interface DiskLinks extends FileLinks {
  /** What a form may do, by its fields. Undefined: they were not signed here, were changed, or are too old. */
  uploadOf(fields: Fields): z.infer<typeof Upload> | undefined;
  downloadOf(fields: Fields): z.infer<typeof Download> | undefined;
}

/** Links to files on disk, signed as those of S3 are. Their key is kept in a folder, so a restart breaks none. */
export function diskLinks(folder: string, clock: Clock): DiskLinks {
  const key = keyIn(folder);
  const signatureOf = (what: string, fields: Fields) =>
    createHmac('sha256', key)
      .update(
        JSON.stringify([what, ...Object.entries(fields).sort(([one], [other]) => (one < other ? -1 : 1))]),
      )
      .digest('base64url');
  const signed = (what: string, fields: Fields) => ({ ...fields, signature: signatureOf(what, fields) });
  function read<Link extends { until: Instant }>(what: string, schema: z.ZodMiniType<Link>, all: Fields) {
    const { signature = '', ...fields } = all;
    const [wanted, given] = [Buffer.from(signatureOf(what, fields)), Buffer.from(signature)];
    if (wanted.length !== given.length || !timingSafeEqual(wanted, given)) return undefined;
    const link = schema.safeParse(fields).data;
    return link && clock.now() < link.until ? link : undefined;
  }
  return {
    toUpload: async ({ key: of, mostBytes, until, backTo, alongside }) => {
      const { pathname, search } = new URL(backTo);
      const fields = {
        key: of,
        mostBytes: String(mostBytes),
        until,
        backTo: `${pathname}${search}`,
        alongside: alongside.join(' '),
      };
      return { action: linksAt.upload, fields: signed('upload', fields) };
    },
    toDownload: async ({ key: of, mimeType, name }) => {
      const until = new Date(Date.parse(clock.now()) + downloadMinutes * 60_000).toISOString();
      const fields = signed('download', { key: of, mimeType, name: name.toWellFormed(), until });
      return `${linksAt.download}?${new URLSearchParams(fields).toString()}`;
    },
    uploadOf({ alongside = '', ...all }) {
      const own = Object.entries(all).filter(([name]) => !alongside.split(' ').includes(name));
      return read('upload', Upload, { ...Object.fromEntries(own), alongside });
    },
    downloadOf: (fields) => read('download', Download, fields),
  };
}

function keyIn(folder: string): Buffer {
  const path = join(folder, 'links.key');
  mkdirSync(folder, { recursive: true });
  try {
    writeFileSync(path, randomBytes(32), { flag: 'wx', mode: 0o600 });
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  }
  return readFileSync(path);
}
