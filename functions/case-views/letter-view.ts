import * as z from 'zod/mini';
import { LetterRow } from '../domain/case/stored-rows.ts';
import { leftOn, letterStates, progressOfLetter } from '../domain/correspondence/letter-state.ts';
import { otherWays, wayFields } from '../domain/correspondence/other-ways.ts';
import { CivilDate } from '../domain/time/civil-date.ts';
import type { CaseFile } from '../ports.ts';

/** A letter of a case: how far it has come, and how else its reader can be reached if it did not. */
export const LetterView = z.object({
  ...LetterRow.shape,
  id: z.optional(z.string()),
  title: z.string(),
  progress: z.optional(z.enum(letterStates)),
  /** The day on which it left, by email or by post. */
  leftOn: z.optional(CivilDate),
  otherWays: z.optional(z.array(z.object(wayFields))),
});

export function letterProgress(
  file: CaseFile,
  row: LetterRow,
): Pick<z.infer<typeof LetterView>, 'progress' | 'leftOn' | 'otherWays'> {
  const left = leftOn(file.state, row.key);
  const ways = otherWays(file, row);
  return {
    progress: progressOfLetter(row),
    ...(left === undefined ? {} : { leftOn: left }),
    ...(ways.length === 0 ? {} : { otherWays: ways }),
  };
}
