import { readFileSync } from 'node:fs';
import { checkCouncil, type Council } from '../functions/domain/council/council.ts';
import { sayProblem } from '../functions/domain/council/council-problem.ts';
import { wordsIn } from '../functions/words/words.ts';

/**
 * Checks a council with `checkCouncil` and words each problem as an English sentence, for the command line and at
 * start-up.
 */
export function checkCouncilInEnglish(
  candidate: unknown,
): { ok: true; value: Council } | { ok: false; problems: { field: string; message: string }[] } {
  const checked = checkCouncil(candidate);
  if (checked.ok) return { ok: true, value: checked.council };
  const { problems } = wordsIn('en').administration;
  return {
    ok: false,
    problems: checked.problems.map((problem) => ({
      field: problem.field,
      message: sayProblem(problems, problem),
    })),
  };
}

/** Thrown for a council file that cannot be used. The message has every problem by field, in English. */
class UnusableCouncilFile extends Error {
  override name = 'UnusableCouncilFile' as const;
}

/** Reads a council from a file. Throws `UnusableCouncilFile`, `SyntaxError`, and the errors of reading a file. */
export function readCouncilFile(file: string | URL): Council {
  const checked = checkCouncilInEnglish(JSON.parse(readFileSync(file, 'utf8')));
  if (!checked.ok)
    throw new UnusableCouncilFile(
      checked.problems.map(({ field, message }) => `${field}: ${message}`).join('; '),
    );
  return checked.value;
}
