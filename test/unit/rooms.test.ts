import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { expect, test } from 'vitest';

// Which part of the system may know which other: a newcomer who reads one room needs only the rooms before it. That each
// file of functions/handlers is deployed is held by test/infra/manifest.test.ts.

const root = join(import.meta.dirname, '../..');

/** The rooms of the domain, each of which may use those before it. */
const rooms = [
  'text',
  'time',
  'council',
  'case',
  'clocks',
  'people',
  'records',
  'decisions',
  'correspondence',
  'steps',
  'views',
];

const files = execFileSync('git', ['ls-files', '*.ts'], { cwd: root, encoding: 'utf8' })
  .split('\n')
  .filter((file) => file !== '' && existsSync(join(root, file)));

/** The imports of a file, types included: files of the repository by their path from its root, packages by name. */
function importsOf(file: string): string[] {
  const source = readFileSync(join(root, file), 'utf8');
  const named = [
    ...source.matchAll(/^(?:import|export)\b[^'"`;]*?\bfrom\s+['"]([^'"]+)['"]/gm),
    ...source.matchAll(/^import\s+['"]([^'"]+)['"]/gm),
    ...source.matchAll(/\bimport\(\s*['"]([^'"]+)['"]\s*\)/g),
  ];
  return named.map(([, from = '']) => (from.startsWith('.') ? normalize(join(dirname(file), from)) : from));
}

const imports = new Map(files.map((file) => [file, importsOf(file)]));

/** Every import by a file below a folder, as "file imports what". */
const importsBelow = (folder: string): { file: string; imported: string }[] =>
  [...imports]
    .filter(([file]) => file.startsWith(folder))
    .flatMap(([file, all]) => all.map((imported) => ({ file, imported })));

const sentences = (found: { file: string; imported: string }[]): string[] =>
  found.map(({ file, imported }) => `${file} imports ${imported}`);

test('the test finds imports', () => {
  expect(imports.get('functions/handlers/api.ts')).toEqual(
    expect.arrayContaining(['zod/mini', 'functions/api/app.ts', 'functions/runtime/environment.ts']),
  );
  expect(files.length).toBeGreaterThan(300);
});

test('no files import each other in a circle, types included', () => {
  const done = new Set<string>();
  const circles: string[] = [];
  const visit = (file: string, way: readonly string[]) => {
    const before = way.indexOf(file);
    if (before !== -1) circles.push([...way.slice(before), file].join(' -> '));
    if (before !== -1 || done.has(file)) return;
    for (const imported of imports.get(file) ?? []) visit(imported, [...way, file]);
    done.add(file);
  };
  for (const file of files) visit(file, []);
  expect(circles).toEqual([]);
});

test('pages and the API do not import each other', () => {
  expect(
    sentences([
      ...importsBelow('functions/pages/').filter(({ imported }) => imported.startsWith('functions/api/')),
      ...importsBelow('functions/api/').filter(({ imported }) => imported.startsWith('functions/pages/')),
    ]),
  ).toEqual([]);
});

test('a room of the domain imports only itself and the rooms before it', () => {
  const roomOf = (file: string): number =>
    rooms.indexOf(/^functions\/domain\/([^/]+)\//.exec(file)?.[1] ?? '');
  const within = importsBelow('functions/domain/');
  expect([...new Set(within.map(({ file }) => file))].filter((file) => roomOf(file) === -1)).toEqual([]);
  expect(
    sentences(
      within.filter(
        ({ file, imported }) =>
          imported.startsWith('functions/domain/') && !(roomOf(imported) <= roomOf(file)),
      ),
    ),
  ).toEqual([]);
});

// markdown-it, which letters are written in, reads nothing and writes nothing: text in, text out.
const packagesOfDomain = ['zod/mini', 'markdown-it'];

test('the domain imports only the procedures and pure packages from outside', () => {
  expect(
    sentences(
      importsBelow('functions/domain/').filter(
        ({ imported }) =>
          !imported.startsWith('functions/domain/') &&
          !imported.startsWith('workflows/') &&
          !packagesOfDomain.includes(imported),
      ),
    ),
  ).toEqual([]);
});

test('functions do not import infra', () => {
  expect(
    sentences(importsBelow('functions/').filter(({ imported }) => imported.startsWith('infra/'))),
  ).toEqual([]);
});
