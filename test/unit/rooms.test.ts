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

/**
 * The imports of a file: files of the repository by their path from its root, packages by name. Types are included, unless
 * only what is loaded when it runs is asked for.
 */
function importsOf(file: string, which: 'all' | 'when it runs' = 'all'): string[] {
  const whole = readFileSync(join(root, file), 'utf8');
  const source =
    which === 'all' ? whole : whole.replaceAll(/^import type\b[^'"`;]*?\bfrom\s+['"][^'"]+['"]/gm, '');
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

/** The folders and files of `functions/`, each of which may use those before it. `pages` and `api` are apart. */
const layers = [
  'domain',
  'ports.ts',
  'dependencies.ts',
  'adapters',
  'runtime',
  'words',
  'report',
  'operations',
  'case-views',
  'actions',
  'api',
  'pages',
  'table-rights.ts',
  'manifest.ts',
  'handlers',
];

/** Types that name what a later layer keeps or says. They are gone when the code runs. */
const typesOfLaterLayers: readonly (readonly [file: string, imported: string])[] = [
  ['functions/dependencies.ts', 'functions/runtime/'],
  // The catalogue has a sentence for each of these, and misses none.
  ['functions/words/', 'functions/report/'],
  ['functions/words/', 'functions/api/problem-codes.ts'],
  ['functions/words/', 'functions/operations/declare-independence.ts'],
];

test('a folder of functions imports only those before it', () => {
  const layerOf = (file: string): number => layers.indexOf(/^functions\/([^/]+)/.exec(file)?.[1] ?? '');
  const within = importsBelow('functions/').filter(({ imported }) => imported.startsWith('functions/'));
  expect(within.filter(({ file }) => layerOf(file) === -1)).toEqual([]);
  const isAllowedType = ({ file, imported }: { file: string; imported: string }) =>
    typesOfLaterLayers.some(([from, to]) => file.startsWith(from) && imported.startsWith(to)) &&
    importsOf(file, 'when it runs').every((one) => one !== imported);
  expect(
    sentences(
      within.filter(
        ({ file, imported }) =>
          (layerOf(imported) > layerOf(file) ||
            (file.startsWith('functions/pages/') && imported.startsWith('functions/api/'))) &&
          !isAllowedType({ file, imported }),
      ),
    ),
  ).toEqual([]);
});

/** Which readers' pages may use which others: everyone the kit; the children's are a form of the public's. */
const pagesUsed: Readonly<Record<string, readonly string[]>> = {
  kit: [],
  public: ['kit'],
  children: ['kit', 'public'],
  independents: ['kit'],
  staff: ['kit'],
  administration: ['kit'],
  reports: ['kit'],
};

test("pages for one kind of reader do not import another's", () => {
  const folderOf = (file: string): string => /^functions\/pages\/([^/]+)\//.exec(file)?.[1] ?? '';
  const within = importsBelow('functions/pages/').filter(
    ({ file, imported }) => folderOf(file) !== '' && folderOf(imported) !== '',
  );
  expect(within.length).toBeGreaterThan(100);
  expect(
    sentences(
      within.filter(({ file, imported }) => {
        const [from, to] = [folderOf(file), folderOf(imported)];
        return from !== to && !(pagesUsed[from] ?? []).includes(to);
      }),
    ),
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
