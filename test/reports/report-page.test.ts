import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import axe from 'axe-core';
import { chromium, type Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as z from 'zod';
import { bundledBankHolidays } from '../../functions/domain/time/bank-holidays.ts';
import { addMonths } from '../../functions/domain/time/civil-date.ts';
import { makeWorkingDays } from '../../functions/domain/time/working-days.ts';
import { makeMonitor, renderEscalations, renderMonitor } from '../../functions/report/monitor.ts';
import { describeProcess } from '../../functions/report/describe-process.ts';
import { compareYears } from '../../functions/report/compare-years.ts';
import { equalityTables } from '../../functions/report/equality.ts';
import { makeReport, type Edition, type Report } from '../../functions/report/make-report.ts';
import { noNotes } from '../../functions/report/notes.ts';
import type { ReportingRow } from '../../functions/domain/records/reporting-row.ts';
import { quarterOf, type Period } from '../../functions/report/period.ts';
import { renderCases, renderReport, type Publication } from '../../functions/report/render-report.ts';
import { counter, emptyTally } from '../../functions/report/tally.ts';
import { wordReport } from '../../functions/report/word-report.ts';
import { chromiumPath, printPdfs } from '../../infra/print-pdf.ts';
import { reportWordsIn } from '../../functions/words/report-words.ts';
import { wordsIn } from '../../functions/words/words.ts';
import { procedures } from '../shropshire.ts';
import { takesAll } from '../sample.ts';
import { goldenYear, specs } from './golden-years.ts';

const hasChromium = existsSync(chromiumPath());
if (!hasChromium)
  console.error(`NOT RUN: the report in a browser, there is no Chromium at ${chromiumPath()}`);

const folder = mkdtempSync(join(tmpdir(), 'pages-'));
const Violations = z.array(z.object({ id: z.string(), nodes: z.array(z.object({ html: z.string() })) }));
const Fit = z.object({ wide: z.number(), cut: z.array(z.string()) });
/** How wide a page is, and what of its tiles is wider than its place. */
const fit = `({
  wide: document.documentElement.scrollWidth,
  cut: [...document.querySelectorAll('.key :is(dt, dd)')]
    .filter((part) => part.scrollWidth > part.clientWidth)
    .map((part) => part.textContent.trim()),
})`;
const rows = goldenYear(specs['2021/22']);
const year = { name: '2021/22', from: '2021-04-01', until: '2022-03-31' };

const before = { name: '2020/21', from: '2020-04-01', until: '2021-03-31' };

function reportOf(counted: readonly ReportingRow[], period: Period, edition: Edition): Report {
  const tally = emptyTally();
  const count = counter(tally, period);
  for (const row of counted) count(row);
  return makeReport(tally, period, edition);
}

function publication(edition: Edition): Publication {
  const report = reportOf(rows, year, edition);
  return {
    council: 'Example Council',
    report,
    comparisons: compareYears([reportOf(goldenYear(specs['2020/21']), before, edition), report]),
    equality: equalityTables(
      Array.from({ length: 20 }, (_, i) => ({
        received: '2021-05-01',
        characteristic: 'Ethnic group',
        answer: i < 3 ? 'Asian' : 'White',
      })),
      year,
      edition,
    ),
    process: describeProcess(procedures.all, year, () => true, reportWordsIn('en')),
    words: reportWordsIn('en'),
    contact: { phone: '01234 567890', email: 'feedback@council.example', website: 'https://council.example' },
    notes: noNotes,
    contradictions: [{ id: 'x', code: 'untold', params: {} }],
    rows: { read: rows.length, counted: rows.length, problems: 0 },
  };
}

const words = wordsIn('en');
const calendar = makeWorkingDays(bundledBankHolidays);
const monitor = makeMonitor(rows, quarterOf('2022-03-31'), '2022-03-31', { calendar });
const pages = {
  'the internal edition': renderReport(publication('internal')),
  'the public edition': renderReport(publication('public')),
  'the cases': renderCases(publication('internal')),
  'the quarterly view': renderMonitor(monitor, 'Example Council', words),
  'the escalation report': renderEscalations(monitor, 'Example Council', words),
};

test('a stage due on a Friday is overdue at the weekend, and its lateness is counted in working days', () => {
  const open = rows.find(({ stage1, closed }) => stage1?.responded === null && closed === null);
  if (!open?.stage1) throw new Error('no open stage 1');
  const due = { ...open, stage1: { ...open.stage1, due: '2022-05-06', extendedDue: null } };
  const late = (asOf: string, isPaused = false) =>
    makeMonitor([due], quarterOf(asOf), asOf, {
      calendar,
      pausesOf: () => (isPaused ? [{ from: asOf }] : []),
    }).overdue.map((stage) => stage.late);
  expect([late('2022-05-06'), late('2022-05-08'), late('2022-05-10')]).toEqual([[], [0], [2]]);
  expect(late('2022-05-10', true)).toEqual([]);
});

test('limits to be checked appear only in the internal edition', () => {
  expect(pages['the internal edition']).toContain('(to be checked)');
  expect(pages['the public edition']).not.toContain('to be checked');
  expect(pages['the public edition']).toContain('Getting the Best from Complaints (2006), from the request');
});

test.each(Object.entries(pages))('%s has no arrows and shapes, which the font on AWS lacks', (_, content) => {
  expect(content).not.toMatch(/[\u2190-\u2bff]/);
});

describe('what a report says', () => {
  /** So many cases of May; a complaint is one that was upheld after seven working days, unless it is told otherwise. */
  const cases = (number: number, but: Partial<ReportingRow> = {}): ReportingRow[] =>
    Array.from({ length: number }, (_, i) => ({
      ...blank,
      complainantKey: (i + 1).toString(16).padStart(12, '0'),
      ...but,
    }));
  const stage1 = {
    opened: '2021-05-03',
    due: '2021-06-15',
    extendedDue: null,
    responded: '2021-05-12',
    workingDays: 7,
    inTimeOriginal: true,
    inTimeExtended: true,
  };
  const blank: ReportingRow = {
    reference: 'SC-2021-00001-1',
    kind: 'complaint',
    channel: 'email',
    received: '2021-05-03',
    closed: '2021-05-12',
    serviceArea: 'Area',
    team: 'Team',
    category: 'Service standards',
    subCategory: 'Attitude',
    themes: [],
    procedure: 'corporate',
    procedureVersion: '1',
    lookedAfter: false,
    madeByChild: false,
    complainantKey: null,
    relation: 'Parent',
    investigated: true,
    stageReached: 'stage 1',
    stage1,
    stage2: null,
    stage3: null,
    outcome: 'upheld',
    findings: { upheld: 1, partiallyUpheld: 0, notUpheld: 0 },
    learning: [],
    actions: [],
    lgsco: null,
    withdrawn: null,
    advocacyOffered: null,
    advocacyProvided: null,
    delays: 0,
    escalations: 0,
  };
  const compliment = {
    kind: 'compliment',
    procedure: 'compliment',
    investigated: false,
    stage1: null,
    outcome: null,
  } as const;
  const open = { stage1: { ...stage1, responded: null, workingDays: null }, outcome: null, closed: null };
  const inMonths = (numbers: readonly number[]) =>
    numbers.flatMap((number, month) =>
      cases(number, { ...compliment, received: addMonths('2021-04-10', month) }),
    );
  const learned = ([18, 14, 7, 3] as const).flatMap((number, i) =>
    cases(number, { learning: [['Advice', 'Delivery', 'Conduct', 'Records'][i] ?? ''] }),
  );

  /** The text of a report outside of its tables and pictures. */
  function textOf(counted: readonly ReportingRow[], edition: Edition, period: Period = year): string {
    const report = reportOf(counted, period, edition);
    const content = renderReport({
      ...publication(edition),
      report,
      comparisons: [],
      equality: [],
      rows: { read: counted.length, counted: counted.length, problems: 0 },
    });
    return textIn(content);
  }
  const textIn = (content: string) =>
    content
      .replaceAll(/<(head|table|svg)\b.*?<\/\1>/gs, ' ')
      .replaceAll(/<[^>]+>/g, '')
      .replaceAll(/\s+/g, ' ');

  test.each<[string, ReportingRow[], Edition, string[]]>([
    [
      'of one complaint that is open',
      cases(1, open),
      'internal',
      [
        'We recorded 1 case of feedback: 0 compliments, 0 comments or other enquiries and 1 complaint.',
        'The only complaint received was investigated. 1 investigation (100%) followed',
        'No stage 1 response was sent in the year.',
        'No investigation was closed in the year.',
        'There were no closed investigations.',
        'May (1) was above the monthly average of 0.1; 11 months had none.',
        'Average days to close no cases',
        'Made from 1 anonymous row, one for each case.',
        '1 row was read; 1 is of this year',
      ],
    ],
    [
      'of one complaint that was answered',
      cases(1),
      'internal',
      [
        'The one response at stage 1 took 7 working days.',
        '1 investigation was closed in the year.',
        'No learning or action was recorded for the 1 case closed as upheld or partially upheld.',
      ],
    ],
    [
      'of two complaints, one of them not investigated',
      [...cases(1), ...cases(1, { ...open, stage1: null, investigated: false })],
      'internal',
      [
        'Of the 2 complaints received, 1 was investigated; the other was withdrawn, resolved informally or closed before.',
      ],
    ],
    [
      'of three complaints, outside',
      cases(3),
      'public',
      [
        'Only the zeros in this table are published: the other numbers are too small, or would reveal one that is.',
        'The numbers in this table are not published: they are too small, or would reveal one that is.',
        'any others were withdrawn, resolved informally or closed before.',
        'Made from [c] anonymous rows',
        '[c] rows were read; [c] are of this year',
      ],
    ],
    [
      'of compliments alone',
      inMonths([2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2]),
      'internal',
      ['All 24 compliments are “Area”.', 'Every month had 2.', 'Every quarter had 6.', 'No complaints were'],
    ],
    [
      'of months, inside',
      inMonths([20, 20, 20, 20, 20, 6, 20, 3, 20, 20, 20, 0]),
      'internal',
      ['were above the monthly average of 15.8; March had none.', 'Q1 (60) had the most feedback'],
    ],
    [
      'of months of which some are hidden',
      inMonths([20, 9, 3, 9, 9, 9, 9, 9, 9, 9, 9, 9]),
      'public',
      ['Of the months that are published, April (20) was above the monthly average of 9.4.'],
    ],
    [
      'of learning, inside',
      learned,
      'internal',
      ['“Advice” with 18 of 42 learning points (43%), followed by “Delivery” (14) and “Conduct” (7).'],
    ],
    [
      'of learning of which some is hidden',
      learned,
      'public',
      ['The largest published group is “Advice” with 18 learning points, followed by “Delivery” (14).'],
    ],
    [
      'where most is not recorded',
      [...cases(30, { team: null }), ...cases(6, { team: 'A' }), ...cases(5, { team: 'B' })],
      'public',
      [
        'For most complaints (30 of 41) this is not recorded; the largest recorded group is “A” with 6, followed by “B” (5).',
      ],
    ],
    [
      'where nothing is recorded',
      cases(6, { team: null }),
      'public',
      ['For all 6 complaints this is not recorded.'],
    ],
    [
      'of groups of one size',
      [...cases(20), ...cases(20, { outcome: 'not upheld' }), ...cases(6, { outcome: 'partially upheld' })],
      'public',
      [
        'The largest groups are “Upheld” and “Not upheld” with 20 of 46 closed investigations each (43%), followed by “Partially upheld” (6).',
      ],
    ],
    [
      'of stage 2 of which one mean is hidden',
      rows,
      'public',
      [
        'after 53 working days on average from the request and [c] from the agreed statement of complaint; 71%',
      ],
    ],
    [
      'of stage 2 over the cases that each mean has',
      rows,
      'internal',
      [
        'after 53 working days on average from the request (over 7 cases) and 54 from the agreed statement of complaint (over the 5 that have one); 71% (5 of 7) within the time as extended.',
      ],
    ],
  ])('%s', (_, counted, edition, sentences) => {
    const text = textOf(counted, edition);
    for (const sentence of sentences) expect(text).toContain(sentence);
    expect(text).not.toMatch(/\b1 (complaints|compliments|cases|investigations|rows|working days)\b/);
    expect(text).not.toMatch(/– (working days|of|were|under)|0 of 0|NaN|undefined/);
  });

  test('a quarter has its months, no quarters, and nothing of the year', () => {
    const received = inMonths([9, 0, 0, 0, 0, 0, 6, 8, 12]);
    const quarter = quarterOf('2021-10-01');
    const text = textOf(received, 'public', quarter);
    expect(text).toContain('December (12) was above the monthly average of 8.7; October (6) had the least.');
    expect(text).toContain('No answers to equality questions were recorded for this quarter.');
    expect(text).not.toMatch(/April \(|Q\d \(|Feedback by quarter|in the year\b|this year/);
    const { tables } = wordReport(reportOf(received, quarter, 'public'), reportWordsIn('en'));
    const months = tables.find(({ id }) => id === 'months')?.rows.map(({ label }) => label);
    expect(months).toEqual(['October', 'November', 'December']);
  });

  test('a change is described by the printed numbers', () => {
    const last = [19, 181].flatMap((number, i) =>
      cases(number, {
        received: '2020-05-04',
        stage1: { ...stage1, responded: '2020-05-13' },
        outcome: i === 0 ? 'upheld' : 'not upheld',
      }),
    );
    const now = [...cases(26), ...cases(224, { outcome: 'not upheld' })];
    const reports = [reportOf(last, before, 'public'), reportOf(now, year, 'public')];
    const content = renderReport({ ...publication('public'), comparisons: compareYears(reports) });
    expect(textIn(content)).toContain(
      'Upheld, of all closed: 2020/21: 10%, 2021/22: 10%; similar to the year before.',
    );
  });
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
      await page.setViewportSize({ width: 320, height: 700 });
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(320);
      await page.close();
    },
  );

  // Readers have other fonts than the machine that runs this: the one that is there is made wider.
  test.each(takesAll('AXE_FULL') ? [100, 125, 150] : [100, 150])(
    'in a font %d per cent as wide, the page keeps to the screen, and no word or figure of its tiles is cut',
    async (percent) => {
      const path = join(folder, 'tiles.html');
      writeFileSync(path, pages['the internal edition']);
      const page = await browser.newPage();
      await page.goto(pathToFileURL(path).href);
      const face = (weight: number, ...names: string[]) =>
        `@font-face { font-family:Arial; font-weight:${weight}; size-adjust:${percent}%;
          src:${names.map((name) => `local("${name}")`).join(', ')} }`;
      await page.addStyleTag({
        content: `${face(400, 'Arial', 'Liberation Sans', 'DejaVu Sans')}
          ${face(700, 'Arial Bold', 'Liberation Sans Bold', 'DejaVu Sans Bold')}
          .key * { overflow-wrap:normal }`,
      });
      const faces = await page.evaluate(
        'document.fonts.ready.then((faces) => [...faces].map(({ status }) => status))',
      );
      expect(faces).toEqual(['loaded', 'loaded']);
      await page.evaluate(
        "for (const figure of document.querySelectorAll('.key a')) figure.innerText = '12,345\\n100%\\nno cases'",
      );
      const wrong: string[] = [];
      for (const width of [320, 360, 390, 480, 701, 768, 844, 1100]) {
        await page.setViewportSize({ width, height: 700 });
        const { wide, cut } = Fit.parse(await page.evaluate(fit));
        if (wide > width) wrong.push(`at ${width} the page is ${wide} wide`);
        wrong.push(...cut.map((text) => `at ${width} there is no room for "${text}"`));
      }
      expect(wrong).toEqual([]);
      await page.close();
    },
  );

  test.each([360, 760, 1100])('the labels of charts can be read on a page of %d pixels', async (width) => {
    const path = join(folder, 'charts.html');
    writeFileSync(path, pages['the public edition']);
    const page = await browser.newPage({ viewport: { width, height: 700 } });
    await page.goto(pathToFileURL(path).href);
    const smallest = await page.evaluate(
      `Math.min(...[...document.querySelectorAll('svg text')].filter((text) => text.checkVisibility()).map((text) =>
        parseFloat(getComputedStyle(text).fontSize) * text.getScreenCTM().a))`,
    );
    expect(smallest).toBeGreaterThanOrEqual(11);
    await page.close();
  });

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
