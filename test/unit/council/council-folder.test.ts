import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import * as z from 'zod';
import { readCouncilFolder } from '../../../infra/read-council-folder.ts';

const councils = join(import.meta.dirname, '../../../infra/councils');
const Json = z.record(z.string(), z.unknown());

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'redress-council-'));
  cpSync(join(councils, 'severnvale'), folder, { recursive: true });
});
afterEach(() => rmSync(folder, { recursive: true }));

const write = (file: string, content: unknown) =>
  writeFileSync(join(folder, file), typeof content === 'string' ? content : JSON.stringify(content));
const read = (file: string) => Json.parse(JSON.parse(readFileSync(join(folder, file), 'utf8')));
const change = (file: string, changed: object) => write(file, { ...read(file), ...changed });
const target = {
  procedure: 'childrens-statutory',
  step: 'stage-1',
  days: 7,
  unit: 'working days',
  reason: 'x',
};

/** The problems of the folder, one on each line. */
function problems(): string[] {
  try {
    readCouncilFolder(folder);
    return [];
  } catch (error) {
    return error instanceof Error ? error.message.split('; ') : [String(error)];
  }
}

test.each(['shropshire', 'severnvale'])('the folder of %s can be used', (name) => {
  expect(readCouncilFolder(join(councils, name)).council.name.toLowerCase()).toContain(name);
});

test('a council brings its own procedures, wording and logo beside what all councils share', () => {
  const { council, procedures, logo } = readCouncilFolder(folder);
  expect(procedures.on('corporate', '2026-03-31')).toMatchObject({
    ok: true,
    procedure: { version: 'severnvale-2024', clocks: { 'stage-1': { limit: { days: 3 } } } },
  });
  expect(procedures.on('corporate', '2026-04-01')).toMatchObject({
    ok: true,
    procedure: { version: '2026' },
  });
  expect(procedures.forFeedback('2026-06-01').map(({ id }) => id)).toContain('travel-pass');
  expect(council.letters?.['compliment-thanks']?.subject).toContain('Severnvale');
  expect(logo).toMatch(/^data:image\/svg\+xml;base64,/);
});

describe('a folder that cannot be used names every problem by file and field', () => {
  const cases: [string, () => void, string][] = [
    ['no council.json', () => rmSync(join(folder, 'council.json')), 'council.json: ENOENT'],
    ['a council.json that is no JSON', () => write('council.json', '{'), 'council.json: '],
    [
      'a wrong field of the council',
      () => change('council.json', { referencePrefix: 'sv' }),
      'council.json: referencePrefix: Use two to four capital letters',
    ],
    [
      'a file that is no part of it',
      () => write('notes.txt', 'x'),
      'notes.txt: Is no part of a council folder',
    ],
    ['a procedure that is no JSON', () => write('procedures/x.json', '{'), 'procedures/x.json: '],
    [
      'a procedure with a field too many',
      () => change('procedures/corporate-2024.json', { stage4: {} }),
      'procedures/corporate-2024.json: procedure: Unrecognized key: "stage4"',
    ],
    [
      'a limit of no days',
      () =>
        change('procedures/corporate-2024.json', {
          stage1: { from: 'receipt', limit: { days: 0, unit: 'working days', citation: 'x' } },
        }),
      'procedures/corporate-2024.json: stage1.limit.days: ',
    ],
    [
      'a step that leads nowhere',
      () => change('procedures/travel-pass-2025.json', { first: 'nowhere' }),
      'procedures/travel-pass-2025.json: travel-pass: first: there is no step "nowhere"',
    ],
    [
      'a procedure in place of the statutory one',
      () => change('procedures/travel-pass-2025.json', { id: 'childrens-statutory' }),
      'childrens-statutory 2006 and childrens-statutory 2025 claim the same days of receipt',
    ],
    [
      'a procedure in place of the Ombudsman’s code',
      () => change('procedures/corporate-2024.json', { received: { until: '2026-06-30' } }),
      'claim the same days of receipt',
    ],
    [
      'a letter without a subject',
      () => write('letters/compliment-thanks.txt', 'Hello'),
      'letters/compliment-thanks.txt: Begin with a line "Subject: …" and an empty line',
    ],
    [
      'a letter that there is not',
      () => write('letters/farewell.txt', 'Subject: Bye\n\nBye'),
      'letters/farewell.txt: There is no such letter',
    ],
    [
      'a letter that leaves out what it must say',
      () => write('letters/compliment-thanks.txt', 'Subject: Thanks {{reference}}\n\nThanks'),
      'letters/compliment-thanks.txt: {{teamName}}',
    ],
    [
      'a logo with a script in it',
      () => write('logo.svg', '<svg xmlns="http://www.w3.org/2000/svg"><script>1</script></svg>'),
      'logo.svg: Has scripts or links in it',
    ],
    ['a logo that is none', () => write('logo.png', 'x'), 'There are two logos: keep one'],
    [
      'a target longer than the law allows',
      () => change('council.json', { targets: [{ ...target, days: 11 }] }),
      'council.json: targets.0.days: Use 10 working days or fewer',
    ],
    [
      'a target in other days than the limit',
      () => change('council.json', { targets: [{ ...target, unit: 'calendar days' }] }),
      'council.json: targets.0.days: Use 10 working days or fewer',
    ],
    [
      'a target of a window, which is a right of the complainant',
      () => change('council.json', { targets: [{ ...target, step: 'stage-2-window' }] }),
      'council.json: targets.0.step: stage-2-window is not a task',
    ],
    [
      'a target of a step that there is not',
      () => change('council.json', { targets: [{ ...target, step: 'stage-9' }] }),
      'council.json: targets.0.step: childrens-statutory has no step stage-9',
    ],
    [
      'a target of a procedure that there is not',
      () => change('council.json', { targets: [{ ...target, procedure: 'parking' }] }),
      'council.json: targets.0.procedure: There is no procedure parking',
    ],
    [
      'two targets of one step',
      () => change('council.json', { targets: [target, target] }),
      'council.json: targets.1.step: stage-1 has a target already',
    ],
  ];
  test.each(cases)('%s', (_, spoil, problem) => {
    spoil();
    expect(problems().join('\n')).toContain(problem);
  });

  test('several at once', () => {
    change('council.json', { phone: '' });
    write('procedures/x.json', '{');
    expect(problems().map((line) => line.split(':')[0])).toEqual(['council.json', 'procedures/x.json']);
  });

  test('a file in place of the folder', () => {
    expect(() => readCouncilFolder(join(folder, 'council.json'))).toThrow('a council is a folder');
  });
});
