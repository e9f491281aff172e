import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { procedures } from '../../shropshire.ts';
import type { StageClock, Step } from '../../../workflows/procedures/procedure.ts';
import { retentionSchedule } from '../../../workflows/procedures/retention.ts';
import { milestones } from '../../../workflows/procedures/milestones.ts';

// The tables of law.md must agree with the procedures: a change of one needs a change of the other.

const law = readFileSync(new URL('../../../workflows/docs/law.md', import.meta.url), 'utf8');

/** The text of a section, as far as the next heading: "2a", "3". */
function section(name: string): string {
  const [, text] = new RegExp(`^#+ ${name}\\. .*\\n([^]*?)(?=^#|$(?![^]))`, 'm').exec(law) ?? [];
  if (text === undefined) throw new Error(`law.md has no section ${name}`);
  return text;
}

/** The cell of the first table of a section, by the beginning of its row and the head of its column. */
function cell(of: string, row: string, column: string): string {
  const [head = [], , ...rows] = section(of)
    .split('\n')
    .filter((line) => line.startsWith('|'))
    .map((line) =>
      line
        .split('|')
        .slice(1, -1)
        .map((text) => text.trim()),
    );
  const place = head.findIndex((name) => name.startsWith(column));
  const found = rows.find(([name]) => name === row)?.[place];
  if (found === undefined) throw new Error(`section ${of} has no "${row}" with "${column}"`);
  return found;
}

/** The first match in a text, as a number. */
function number(text: string, pattern: RegExp): number {
  const found = pattern.exec(text)?.[1];
  if (found === undefined) throw new Error(`"${text}" has no ${String(pattern)}`);
  return Number(found);
}

function step(procedure: string, version: string, id: string): Step {
  const found = procedures.version(procedure, version)?.steps[id];
  if (!found) throw new Error(`${procedure} ${version} has no step ${id}`);
  return found;
}

function clock(procedure: string, version: string, id: string): StageClock {
  const found = procedures.version(procedure, version)?.clocks?.[id];
  if (!found) throw new Error(`${procedure} ${version} has no clock ${id}`);
  return found;
}

const stage = (id: string) => clock('childrens-statutory', '2006', id);
const statutory = (id: string) => step('childrens-statutory', '2006', id);
const days = /(\d+) (?:WD|calendar days)/;
const inAll = /at most (\d+) WD in all/;

/** A limit as the tables write it. */
const limit = ({ limit: timed }: Pick<Step | StageClock, 'limit'>) => ({
  count: timed?.days,
  unit: timed?.unit,
  toBeChecked: timed?.toBeChecked ?? false,
});
const written = (text: string, marked = text) => ({
  count: number(text, days),
  unit: text.includes('calendar days') ? 'calendar days' : 'working days',
  toBeChecked: marked.includes('?'),
});

describe("children's statutory procedure", () => {
  test.each([
    ['Acknowledgement', 'acknowledgement', ['acknowledge']],
    ['Stage 1', 'stage-1', ['stage-1', 'stage-1-check', 'stage-1-sign-off']],
    [
      'Stage 2, clock A (alarms)',
      'stage-2',
      ['stage-2', 'stage-2-independent-report', 'stage-2-adjudication', 'stage-2-adjudication-sign-off'],
    ],
    ['Stage 3, panel', 'stage-3-panel', ['stage-3-panel-meeting']],
    ['Stage 3, report', 'stage-3-report', ['stage-3-panel-report']],
    ['Stage 3, response', 'stage-3-response', ['stage-3-response']],
  ])('stage clock: %s', (row, id, steps) => {
    expect(limit(stage(id))).toEqual(written(cell('2a', row, 'Limit')));
    for (const name of steps) expect(statutory(name)).toMatchObject({ clock: id });
    for (const name of steps) expect(statutory(name).limit).toBeUndefined();
  });

  test('extensions and their consequences', () => {
    const stage1 = number(cell('2a', 'Stage 1', 'Extension'), inAll);
    const stage2 = number(cell('2a', 'Stage 2, clock A (alarms)', 'Extension'), inAll);
    expect(stage('stage-1').extension).toMatchObject({ upTo: stage1 });
    expect(stage('stage-1').milestones.map(({ when }) => when)).toContainEqual({
      afterWorkingDays: stage1,
    });
    expect(stage('stage-2').extension).toMatchObject({ upTo: stage2 });
    const second = stage('stage-2-from-statement');
    expect(cell('2a', 'Stage 2, clock B (reported)', 'Limit')).toBe(`${second.limit.days} / ${stage2} WD`);
    expect(second).toMatchObject({ reportedWith: 'stage-2', extension: { upTo: stage2 } });
    expect(statutory('stage-2-statement').outcomes['agreed']?.starts).toEqual([
      { clock: 'stage-2-from-statement', on: 'agreedOn' },
    ]);
  });

  test.each([
    ['Window to ask for stage 2', 'stage-2-window'],
    ['Commission IO and IP', 'stage-2-commission'],
    ['Statement of complaint', 'stage-2-statement'],
    ['Window to ask for stage 3', 'stage-3-window'],
    ['Acknowledge stage 3', 'stage-3-acknowledgement'],
    ['Panel papers', 'stage-3-papers'],
  ])('step: %s', (row, id) => {
    const target = cell('2b', row, 'Target');
    const text = target.split(';', 1).join('').split('(', 1).join('');
    expect(limit(statutory(id))).toEqual(written(text, target + cell('2b', row, 'Source')));
  });

  test('triage, and the target of the first window', () => {
    expect(limit(step('intake', '1', 'triage'))).toEqual(written(cell('2b', 'Triage', 'Target')));
    expect(statutory('stage-2-window').target).toMatchObject({
      days: number(cell('2b', 'Window to ask for stage 2', 'Target'), /(\d+) calendar days/),
      unit: 'calendar days',
    });
    expect(statutory('stage-3-papers').limit?.before).toBe(true);
  });
});

test("the Ombudsman's enquiry", () => {
  expect(limit(clock('lgsco', '1', 'enquiry'))).toEqual(written(cell('2a', 'LGSCO enquiry', 'Limit')));
});

describe('corporate procedure', () => {
  const versions = [
    { version: '2019', column: 'until' },
    { version: '2026', column: 'from' },
  ];
  const rows = [
    { row: 'Acknowledge', id: 'acknowledge' },
    { row: 'Stage 1', id: 'stage-1' },
    { row: 'Window to ask for stage 2', id: 'stage-2-window' },
    { row: 'Acknowledge stage 2', id: 'stage-2-acknowledge' },
    { row: 'Stage 2 review, by someone else', id: 'stage-2' },
  ];
  const cases = versions.flatMap((column) => rows.map((row) => ({ ...column, ...row })));
  test.each(cases)('$row, version $version', ({ version, column, row, id }) => {
    const text = cell('3', row, column);
    const found = step('corporate', version, id);
    const timed = found.clock === undefined ? found : clock('corporate', version, found.clock);
    const hard = /\d+ WD limit/.exec(text)?.[0] ?? text;
    expect(limit(timed)).toEqual(written(hard));
    const target = /(\d+) WD target/.exec(text)?.[1];
    expect(found.target?.days).toBe(target === undefined ? undefined : Number(target));
    const more = /\+(\d+) WD/.exec(text)?.[1];
    const { extension } = found.clock === undefined ? found : clock('corporate', version, found.clock);
    expect(extension?.upTo).toBe(more === undefined ? undefined : Number(timed.limit?.days) + Number(more));
  });

  test('the day on which corporate versions change', () => {
    const day = (date = '') =>
      new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', year: 'numeric' }).format(
        new Date(date),
      );
    const until = procedures.version('corporate', '2019')?.received.until;
    const from = procedures.version('corporate', '2026')?.received.from;
    expect(cell('3', 'Then', `until ${day(until)}`)).toBe('LGSCO');
    expect(cell('3', 'Then', `from ${day(from)}`)).toBe('LGSCO');
  });
});

test('adult social care', () => {
  const text = section('3');
  const { limit: acknowledge } = clock('adult-social-care', '2009', 'acknowledgement');
  const { limit: response } = clock('adult-social-care', '2009', 'response');
  expect(acknowledge).toMatchObject({
    days: number(text, /acknowledge within (\d+) WD/),
    unit: 'working days',
  });
  expect(response).toMatchObject({ days: number(text, /response within (\d+) months/), unit: 'months' });
});

test('milestones of every step', () => {
  const text = section('5');
  const when = (id: string) => milestones.find((milestone) => milestone.id === id)?.when;
  expect(when('reminder')).toMatchObject({ workingDays: -number(text, /reminder \((\d+) WD before due/) });
  expect(when('escalation-1')).toMatchObject({
    workingDays: number(text, /head of service, (\d+) WD late/),
  });
  expect(when('escalation-2')).toMatchObject({ workingDays: number(text, /director, (\d+) WD late/) });
});

test('retention', () => {
  const text = section('9').replaceAll(/\s+/g, ' ');
  const rule = (id: string) => retentionSchedule.find((one) => one.id === id);
  expect(rule('complaint')?.yearsAfterClosing).toBe(number(text, /complaint (\d+) years after closing \?/));
  expect(rule('looked-after-child')?.untilAge).toBe(number(text, /child's (\d+)th birthday \?/));
  expect(rule('compliment')?.yearsAfterClosing).toBe(number(text, /compliment (\d+) years \?/));
  expect(retentionSchedule.every(({ toBeChecked }) => toBeChecked)).toBe(true);
});
