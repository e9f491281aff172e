import { Hono } from 'hono';
import type { diskFiles } from '../../functions/adapters/local/disk-files.ts';
import { type diskLinks, linksAt } from '../../functions/adapters/local/disk-links.ts';
import { attachmentAs } from '../../functions/domain/text/attachment-header.ts';

/** Takes and gives files by signed links, as S3 does on AWS. Whoever has a link needs no session. */
export function fileLinks(files: ReturnType<typeof diskFiles>, links: ReturnType<typeof diskLinks>): Hono {
  const app = new Hono();

  app.post(linksAt.upload, async (c) => {
    const fields: Record<string, string> = {};
    let file: File | undefined;
    for (const [name, value] of await c.req.raw.formData())
      if (typeof value !== 'string') file = value;
      else fields[name] = value;
    const upload = links.uploadOf(fields);
    if (!upload) return c.text('AccessDenied', 403);
    if (!file) return c.text('InvalidArgument', 400);
    if (file.size > upload.mostBytes) return c.text('EntityTooLarge', 400);
    await files.putNamed(upload.key, new Uint8Array(await file.arrayBuffer()), file.name);
    return c.redirect(upload.backTo, 303);
  });

  app.get(linksAt.download, async (c) => {
    const link = links.downloadOf(c.req.query());
    if (!link) return c.text('AccessDenied', 403);
    const content = await files.get(link.key);
    if (!content) return c.text('NoSuchKey', 404);
    return c.body(new Uint8Array(content).buffer, 200, {
      'content-type': link.mimeType,
      'content-disposition': attachmentAs(link.name),
      'content-security-policy': "default-src 'none'; sandbox",
    });
  });

  return app;
}
