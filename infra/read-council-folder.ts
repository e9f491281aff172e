import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { checkCouncil, type Council } from '../functions/domain/council/council.ts';
import { councilProblemInWords, type CouncilProblem } from '../functions/domain/council/council-problem.ts';
import { targetProblems } from '../functions/domain/council/targets.ts';
import { wordsIn } from '../functions/words/words.ts';
import { checkOwnProcedure, proceduresOf } from '../workflows/procedures/council-procedures.ts';
import type { Procedures } from '../workflows/procedures/index.ts';

/** A problem of a council's folder: the file and, where there is one, the field. */
interface FolderProblem {
  field: string;
  message: string;
}

/**
 * A council as its folder says (infra/councils/README.md): `council` with the wording of its letters, `own`, the
 * procedures it wrote, and `procedures`, those together with the shared ones. `logo`: a picture as a data URL.
 */
export interface CouncilFolder {
  council: Council;
  own: readonly unknown[];
  procedures: Procedures;
  logo?: string;
}

/** Thrown for a council's folder that cannot be used. The message has every problem by file and field, in English. */
class UnusableCouncilFolder extends Error {
  override name = 'UnusableCouncilFolder' as const;
}

/** Reads a council from its folder and checks all of it. Throws `UnusableCouncilFolder`, naming every problem. */
export function readCouncilFolder(folder: string): CouncilFolder {
  const problems: FolderProblem[] = [];
  if (!existsSync(folder) || !statSync(folder).isDirectory())
    throw new UnusableCouncilFolder('a council is a folder with a council.json (infra/councils/README.md)');
  for (const name of readdirSync(folder))
    if (!known.has(name)) problems.push({ field: name, message: 'Is no part of a council folder' });
  const council = councilIn(folder, problems);
  const own = proceduresIn(folder, problems);
  const procedures = setOf(own, problems);
  if (council && procedures)
    problems.push(...targetProblems(council, procedures).map((problem) => said(problem, 'council.json: ')));
  const logo = logoIn(folder, problems);
  if (problems.length > 0 || !council || !procedures)
    throw new UnusableCouncilFolder(problems.map(({ field, message }) => `${field}: ${message}`).join('; '));
  return {
    council,
    own: own.map(({ written }) => written),
    procedures,
    ...(logo === undefined ? {} : { logo }),
  };
}

const known = new Set([
  'council.json',
  'procedures',
  'letters',
  'paragraphs',
  'logo.svg',
  'logo.png',
  'released',
  'README.md',
]);

const messageOf = (error: unknown) => (error instanceof Error ? error.message : String(error));

/** The files of a part of the folder in the order of their names; none if it has no such part. */
function filesIn(folder: string, part: string, ending: string, problems: FolderProblem[]): string[] {
  const path = join(folder, part);
  if (!existsSync(path)) return [];
  const files = readdirSync(path).sort();
  for (const file of files)
    if (!file.endsWith(ending))
      problems.push({ field: `${part}/${file}`, message: `Only files that end in ${ending} belong here` });
  return files.filter((file) => file.endsWith(ending));
}

/** Reads a file as JSON. Undefined: it is missing or no JSON, which is then a problem. */
function jsonIn(folder: string, file: string, problems: FolderProblem[]): unknown {
  try {
    return JSON.parse(readFileSync(join(folder, file), 'utf8'));
  } catch (error) {
    problems.push({ field: file, message: messageOf(error) });
    return undefined;
  }
}

function councilIn(folder: string, problems: FolderProblem[]): Council | undefined {
  const written = jsonIn(folder, 'council.json', problems);
  if (written === undefined) return undefined;
  const letters = wordingIn(folder, problems);
  const paragraphs = paragraphsIn(folder, problems);
  const before = asRecord(written);
  const candidate =
    typeof written === 'object' && written !== null
      ? {
          ...written,
          ...(Object.keys(letters).length === 0
            ? {}
            : { letters: { ...('letters' in before ? asRecord(before.letters) : {}), ...letters } }),
          ...(paragraphs.length === 0
            ? {}
            : { paragraphs: [...('paragraphs' in before ? asList(before.paragraphs) : []), ...paragraphs] }),
        }
      : written;
  const inJson = 'paragraphs' in before ? asList(before.paragraphs).length : 0;
  const checked = checkCouncil(candidate);
  if (checked.ok) return checked.council;
  problems.push(
    ...checked.problems.map((problem) => {
      const [, place = '-1'] = /^paragraphs\.(\d+)/.exec(problem.field) ?? [];
      const inFiles = paragraphs[Number(place) - inJson];
      if (inFiles) return { ...said(problem), field: `paragraphs/${inFiles.id}.txt` };
      const [, letter = ''] = /^letters\.([^.]+)/.exec(problem.field) ?? [];
      return Object.hasOwn(letters, letter)
        ? { ...said(problem), field: `letters/${letter}.txt` }
        : said(problem, 'council.json: ');
    }),
  );
  return undefined;
}

/** A problem of the council in English, its field after the file. */
const said = (problem: CouncilProblem, file = ''): FolderProblem => ({
  field: `${file}${problem.field}`,
  message: councilProblemInWords(wordsIn('en').administration.problems, problem),
});

const asRecord = (value: unknown): object => (typeof value === 'object' && value !== null ? value : {});

const asList = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

/** The council's standard paragraphs: the first line of a file is what people choose it by, after "Title:". */
function paragraphsIn(
  folder: string,
  problems: FolderProblem[],
): { id: string; title: string; text: string }[] {
  return filesIn(folder, 'paragraphs', '.txt', problems).flatMap((file) => {
    const written = readFileSync(join(folder, 'paragraphs', file), 'utf8').replaceAll('\r\n', '\n');
    const [, title, text] = /^Title: *(.+)\n\s*\n([^]*)$/.exec(written) ?? [];
    if (title !== undefined && text !== undefined)
      return [{ id: file.slice(0, -'.txt'.length), title: title.trim(), text: text.trim() }];
    problems.push({
      field: `paragraphs/${file}`,
      message: 'Begin with a line "Title: …" and an empty line. The text of the paragraph follows',
    });
    return [];
  });
}

/** The council's own wording of letters by their id: the first line of a file is the subject, after "Subject:". */
function wordingIn(
  folder: string,
  problems: FolderProblem[],
): Record<string, { subject: string; body: string }> {
  return Object.fromEntries(
    filesIn(folder, 'letters', '.txt', problems).flatMap((file) => {
      const text = readFileSync(join(folder, 'letters', file), 'utf8').replaceAll('\r\n', '\n');
      const [, subject, body] = /^Subject: *(.+)\n\s*\n([^]*)$/.exec(text) ?? [];
      if (subject !== undefined && body !== undefined)
        return [[file.slice(0, -'.txt'.length), { subject: subject.trim(), body: body.trim() }] as const];
      problems.push({
        field: `letters/${file}`,
        message: 'Begin with a line "Subject: …" and an empty line. The text of the letter follows',
      });
      return [];
    }),
  );
}

interface OwnProcedure {
  file: string;
  written: unknown;
}

function proceduresIn(folder: string, problems: FolderProblem[]): OwnProcedure[] {
  return filesIn(folder, 'procedures', '.json', problems).flatMap((name) => {
    const file = `procedures/${name}`;
    const written = jsonIn(folder, file, problems);
    return written === undefined ? [] : [{ file, written }];
  });
}

/** All procedures together. Each one that is faulty by itself is named with its file. */
function setOf(own: readonly OwnProcedure[], problems: FolderProblem[]): Procedures | undefined {
  const faulty = own.flatMap(({ file, written }) => {
    try {
      checkOwnProcedure(written);
      return [];
    } catch (error) {
      return [{ field: file, message: messageOf(error) }];
    }
  });
  problems.push(...faulty);
  if (faulty.length > 0) return undefined;
  try {
    return proceduresOf(own.map(({ written }) => written));
  } catch (error) {
    problems.push({ field: 'procedures', message: messageOf(error) });
    return undefined;
  }
}

const logoTypes = { 'logo.svg': 'image/svg+xml', 'logo.png': 'image/png' } as const;
const largestLogo = 30_000;

/** The logo as a data URL. A drawing with anything active in it is refused, although browsers would not run it here. */
function logoIn(folder: string, problems: FolderProblem[]): string | undefined {
  const [first, ...more] = Object.entries(logoTypes).filter(([file]) => existsSync(join(folder, file)));
  if (!first) return undefined;
  const [file, type] = first;
  if (more.length > 0) problems.push({ field: file, message: 'There are two logos: keep one' });
  const bytes = readFileSync(join(folder, file));
  const svg = type === 'image/svg+xml' ? bytes.toString('utf8') : undefined;
  if (bytes.length > largestLogo) problems.push({ field: file, message: 'Is larger than 30 KB' });
  if (svg !== undefined && !/<svg[\s>]/.test(svg))
    problems.push({ field: file, message: 'Is no SVG drawing' });
  if (svg !== undefined && /<script|<foreignObject|\son\w+\s*=|(?:href|src)\s*=\s*["']\s*(?!#)/i.test(svg))
    problems.push({ field: file, message: 'Has scripts or links in it: save it as a plain drawing' });
  if (svg === undefined && !bytes.subarray(0, 8).equals(pngStart))
    problems.push({ field: file, message: 'Is no PNG picture' });
  return `data:${type};base64,${bytes.toString('base64')}`;
}

const pngStart = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
