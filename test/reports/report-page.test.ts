import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import axe from 'axe-core';
import { chromium, type Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as z from 'zod';
import { makeMonitor, renderEscalations, renderMonitor } from '../../functions/report/monitor.ts';
import { describeProcess } from '../../functions/report/describe-process.ts';
import { compareYears } from '../../functions/report/compare-years.ts';
import { equalityTables } from '../../functions/report/equality.ts';
import { makeReport, type Edition } from '../../functions/report/make-report.ts';
import { noNotes } from '../../functions/report/notes.ts';
import { quarterOf } from '../../functions/report/period.ts';
import { renderCases, renderReport, type Publication } from '../../functions/report/render-report.ts';
import { counter, emptyTally } from '../../functions/report/tally.ts';
import { chromiumPath, printPdfs } from '../../infra/print-pdf.ts';
import { procedures } from '../../workflows/procedures/index.ts';
import { goldenYear, specs } from './golden-years.ts';

const hasChromium = existsSync(chromiumPath());
if (!hasChromium)
  console.error(`NOT RUN: the report in a browser, there is no Chromium at ${chromiumPath()}`);

const folder = mkdtempSync(join(tmpdir(), 'pages-'));
const Violations = z.array(z.object({ id: z.string(), nodes: z.array(z.object({ html: z.string() })) }));
const rows = goldenYear(specs['2021/22']);
const year = { name: '2021/22', from: '2021-04-01', until: '2022-03-31' };

function publication(edition: Edition): Publication {
  const tally = emptyTally();
  const count = counter(tally, year);
  for (const row of rows) count(row);
  const before = { name: '2020/21', from: '2020-04-01', until: '2021-03-31' };
  const earlier = emptyTally();
  const countEarlier = counter(earlier, before);
  for (const row of goldenYear(specs['2020/21'])) countEarlier(row);
  const report = makeReport(tally, year, edition);
  return {
    council: 'Example Council',
    report,
    comparisons: compareYears([makeReport(earlier, before, edition), report]),
    equality: equalityTables(
      Array.from({ length: 20 }, (_, i) => ({
        received: '2021-05-01',
        characteristic: 'Ethnic group',
        answer: i < 3 ? 'Asian' : 'White',
      })),
      year,
      edition,
    ),
    process: describeProcess(procedures.all, year, () => true),
    contact: { phone: '01234 567890', email: 'feedback@council.example', website: 'https://council.example' },
    notes: noNotes,
    contradictions: [{ id: 'x', sentence: 'One thing and another.' }],
    rows: { read: rows.length, counted: rows.length, problems: 0 },
  };
}

const monitor = makeMonitor(rows, quarterOf('2022-03-31'), '2022-03-31');
const pages = {
  'the internal edition': renderReport(publication('internal')),
  'the public edition': renderReport(publication('public')),
  'the cases': renderCases(publication('internal')),
  'the quarterly view': renderMonitor(monitor, 'Example Council'),
  'the escalation report': renderEscalations(monitor, 'Example Council'),
};

test('which limits are still to be checked is for the council, and not for the public', () => {
  expect(pages['the internal edition']).toContain('(to be checked)');
  expect(pages['the public edition']).not.toContain('to be checked');
  expect(pages['the public edition']).toContain('Getting the Best from Complaints (2006), from the request');
});

test.each(Object.entries(pages))('%s has no arrows and shapes, which the font on AWS lacks', (_, content) => {
  expect(content).not.toMatch(/[\u2190-\u2bff]/);
});

describe.skipIf(!hasChromium)('in a browser', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await chromium.launch({
      executablePath: chromiumPath(),
      args: ['--no-sandbox', '--disable-background-networking'],
    });
  });
  afterAll(async () => {
    await browser.close();
    rmSync(folder, { recursive: true });
  });

  test.each(Object.entries(pages))(
    '%s: axe finds nothing, nothing is wider than a telephone',
    async (name, content) => {
      const path = join(folder, `${name.replaceAll(' ', '-')}.html`);
      writeFileSync(path, content);
      const page = await browser.newPage({ viewport: { width: 1100, height: 900 } });
      await page.goto(pathToFileURL(path).href);
      await page.evaluate(axe.source);
      const violations = Violations.parse(
        await page.evaluate('axe.run().then(({ violations }) => violations)'),
      );
      expect(violations).toEqual([]);
      await page.setViewportSize({ width: 360, height: 700 });
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(360);
      await page.close();
    },
  );

  test('the PDF is tagged and has an outline', async () => {
    const [html, pdf] = [join(folder, 'print.html'), join(folder, 'print.pdf')];
    writeFileSync(html, pages['the public edition']);
    expect(await printPdfs([{ html, pdf }])).toEqual({ ok: true });
    const content = readFileSync(pdf, 'latin1');
    expect(statSync(pdf).size).toBeGreaterThan(50_000);
    expect(content).toContain('/StructTreeRoot');
    expect(content).toContain('/Outlines');
    expect(content).toMatch(/\/Marked true/);
  });
});
