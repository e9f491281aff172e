import { closeSync, fstatSync, mkdirSync, openSync, readFileSync } from 'node:fs';
import * as z from 'zod';
import english from 'zod/v4/locales/en.js';
import { rowProblemInWords, type FieldProblem } from '../../functions/report/parse-row.ts';
import type { RowProblem } from '../../functions/report/read-rows.ts';
import { reportWordsIn } from '../../functions/words/report-words.ts';
import { refuseUsage } from './usage.ts';
import { words } from './words.ts';

/** A file or folder given to a command: the option that names it, if there is one, and what it should be. */
export interface Named {
  option?: string;
  path: string;
  wanted: string;
}

const { localeError } = english();

/** The check that `readJson` applies to a file. */
type Check<T> = (
  candidate: unknown,
) => { ok: true; value: T } | { ok: false; problems: { field: string; message: string }[] };

/** A problem on the screen, in the form that every command uses. */
export const problemLine = (file: string, problem: RowProblem): string => {
  const { line, field, reference } = problem;
  return words.files.rowProblem({ file, line, field, problem: rowProblem(problem), reference });
};

/** What is wrong with the field of a row, in the language of commands. */
export const rowProblem = (problem: FieldProblem): string =>
  rowProblemInWords(reportWordsIn('en').rowProblems, problem);

/** The files given to one command. Any mistake ends the command with exit code 2. */
export function namedFiles(usage: string) {
  const refuse = ({ option, path, wanted }: Named, problem: string): never =>
    refuseUsage(
      words.files.refused({ named: option === undefined ? path : `${option} ${path}`, problem, wanted }),
      usage,
    );

  function attempt<T>(named: Named, act: () => T): T {
    try {
      return act();
    } catch (error) {
      return refuse(named, whyNot(error));
    }
  }

  /** The path of a file that can be read. */
  function file(named: Named): string {
    const stats = attempt(named, () => {
      const opened = openSync(named.path, 'r');
      try {
        return fstatSync(opened);
      } finally {
        closeSync(opened);
      }
    });
    if (stats.isDirectory()) refuse(named, words.files.isFolder);
    // Rows are read in parts and more than once, which is impossible with a pipe.
    if (!stats.isFile()) refuse(named, words.files.notOnDisk);
    return named.path;
  }

  /** The text of a file, without the byte order mark with which some editors begin it. */
  function readText(named: Named): string {
    const bytes = attempt(named, () => readFileSync(file(named)));
    return attempt(named, () => new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  }

  function parse<T>(named: Named, text: string, check: Check<T>): T {
    const checked = check(attempt(named, (): unknown => JSON.parse(text)));
    if (checked.ok) return checked.value;
    const problems = checked.problems.map(({ field, message }) =>
      field === '' ? message : `${field}: ${message}`,
    );
    const first = problems.slice(0, 3).join('; ');
    const more = problems.length - 3;
    return refuse(named, more > 0 ? words.files.more({ problems: first, more }) : first);
  }

  return {
    file,
    readText,
    readJson: <T>(named: Named, check: Check<T>): T => parse(named, readText(named), check),
    /** JSON on each line that is not blank. */
    readLines: <T>(named: Named, check: Check<T>): T[] =>
      readText(named)
        .split('\n')
        .flatMap((line, i) =>
          line.trim() === ''
            ? []
            : [parse({ ...named, path: words.files.atLine({ path: named.path, line: i + 1 }) }, line, check)],
        ),
    /** The path of a folder. The folder is made if it does not exist. */
    folder(named: Named): string {
      attempt(named, () => mkdirSync(named.path, { recursive: true }));
      return named.path;
    },
  };
}

/** A schema as a `Check`. */
export const fitting =
  <S extends z.core.$ZodType>(schema: S): Check<z.output<S>> =>
  (candidate) => {
    const { success, data, error } = z.core.safeParse(schema, candidate, { error: localeError });
    return success
      ? { ok: true, value: data }
      : {
          ok: false,
          problems: error.issues.map(({ path, message }) => ({ field: path.map(String).join('.'), message })),
        };
  };

const faults: Record<string, string> = words.files.faults;

function whyNot(error: unknown): string {
  if (error instanceof SyntaxError) return words.files.notJson;
  if (!(error instanceof Error)) return String(error);
  return (
    ('code' in error && typeof error.code === 'string' ? faults[error.code] : undefined) ?? error.message
  );
}
