import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, onTestFinished, test, vi } from 'vitest';
import * as z from 'zod';
import { recordedFiles } from '../calls-of-functions.ts';
import { diskFiles } from '../../functions/adapters/local/disk-files.ts';
import type { Files } from '../../functions/ports.ts';
import { printReport } from '../../functions/operations/print-report/print-report.ts';
import { readConfig } from '../../infra/config.ts';
import { openPlay } from '../play.ts';

const here = process.platform === 'linux' && process.arch === 'x64';
const elsewhere = 'The Chromium that prints on AWS runs on Linux, x86_64: what it prints is not looked at.';
if (!here && process.env['CI']) throw new Error(elsewhere);
if (!here) console.warn(elsewhere);

const key = 'reports/2026-27/internal/report.html';
const pdf = key.replace('html', 'pdf');
const { council } = readConfig('test');

describe.skipIf(!here)('the Chromium that is deployed', () => {
  const folder = mkdtempSync(join(tmpdir(), 'redress-print-'));
  let print: (files: Files) => Promise<void>;

  beforeAll(async () => {
    // As in a Lambda, whose libraries and fonts it then brings along; the fonts' own file looks for them in /tmp alone.
    mkdirSync(join(folder, 'fonts.d'));
    writeFileSync(
      join(folder, 'fonts.d/fonts.conf'),
      `<fontconfig><dir>${folder}/fonts</dir><cachedir>${folder}/cache</cachedir></fontconfig>`,
    );
    vi.stubEnv('TMPDIR', folder);
    vi.stubEnv('AWS_EXECUTION_ENV', 'AWS_Lambda_nodejs24.x');
    vi.stubEnv('FONTCONFIG_PATH', join(folder, 'fonts.d'));
    const { lambdaChromium } = await import('../../functions/operations/print-report/lambda-chromium.ts');
    print = (files) =>
      printReport({ files: recordedFiles('print-report', files), council, chromium: lambdaChromium }, key);
  });
  afterAll(() => {
    vi.unstubAllEnvs();
    rmSync(folder, { recursive: true });
  });

  /** Files with this page among them; `afterPut` happens whenever a PDF was put there. */
  async function filesWith(html: string, afterPut?: (files: Files) => Promise<void>): Promise<Files> {
    const at = mkdtempSync(join(folder, 'files-'));
    const files = diskFiles(at, { durable: false });
    await files.put(key, new TextEncoder().encode(html), 'text/html');
    const put: Files['put'] = async (name, ...content) => {
      await files.put(name, ...content);
      if (name === pdf) await afterPut?.(files);
    };
    return { ...files, put };
  }
  const printed = async (files: Files) => Buffer.from((await files.get(pdf)) ?? []).toString('latin1');

  test('prints a report as a tagged PDF with outline, an available font and links to pages', async () => {
    const play = await openPlay('2026-06-01T09:00:00Z');
    await play.complaint();
    await play.post('/reports', { year: '2026/27' }, { user: 'report-writer' });
    const page = await play.deps.files.get(key);
    const files = await filesWith(new TextDecoder().decode(page));
    await print(files);
    const content = await printed(files);
    for (const part of ['/StructTreeRoot', '/Marked true', '/Lang (en-GB)', '/Outlines', 'OpenSans-Regular'])
      expect(content).toContain(part);
    expect(content).toContain(new URL('/reports/2026-27/internal/cases.html#figure-', council.pages).href);
  });

  test('loads nothing and runs nothing', async () => {
    const asked: (string | undefined)[] = [];
    const outside = createServer(({ url }, response) => {
      asked.push(url);
      response.end();
    }).listen(0, '127.0.0.1');
    await once(outside, 'listening');
    onTestFinished(() => void outside.close());
    const { port } = z.object({ port: z.number() }).parse(outside.address());
    const there = `http://127.0.0.1:${port}`;
    const files = await filesWith(`<title>Still</title><link rel="stylesheet" href="${there}/style">
      <img src="${there}/picture"><iframe src="${there}/frame"></iframe>
      <script>document.title = 'Ran'; fetch('${there}/script')</script>`);
    await print(files);
    expect(asked).toEqual([]);
    expect(await printed(files)).toContain('/Title (Still)');
  });

  test('prints the new page of a report that was made again meanwhile', async () => {
    const files = await filesWith('<title>First</title>', (all) =>
      all.put(key, new TextEncoder().encode('<title>Second</title>'), 'text/html'),
    );
    await print(files);
    expect(await printed(files)).toContain('/Title (Second)');
  });

  test('leaves no PDF of an edition withdrawn before or meanwhile', async () => {
    const files = await filesWith('<title>First</title>', (all) => all.erase(key));
    await print(files);
    expect(await files.list('reports/')).toEqual([]);
    await print(files);
    expect(await files.list('reports/')).toEqual([]);
  });
});
