import { audiences, type LetterName } from '../letters/letter-names.ts';
import type { Milestone, Outcome, Recipient } from './procedure.ts';

type Audience = (typeof audiences)[LetterName];

const isKnown = (letter: string): letter is LetterName => Object.hasOwn(audiences, letter);

/** A letter that was written for someone else would tell the complainant internal things, or staff what they do not need. */
function wrongReader(letter: string, reader: Audience): string[] {
  const written = isKnown(letter) ? audiences[letter] : reader;
  return written === reader
    ? []
    : [`the letter "${letter}" is written for ${wording[written]}, not for ${wording[reader]}`];
}

const wording: Record<Audience, string> = {
  complainant: 'complainants',
  staff: 'staff',
  'other body': 'another body',
};

const readerOf = (to: Recipient): Audience =>
  to === 'complainant' ? 'complainant' : to === 'other-body' ? 'other body' : 'staff';

/** The letters of an outcome go to the complainant, and its alerts to those whom they name. */
export const readerProblems = ({ letters, drafts, alerts = [] }: Outcome): string[] => [
  ...[...letters, ...(drafts === undefined ? [] : [drafts])].flatMap((letter) =>
    wrongReader(letter, 'complainant'),
  ),
  ...alerts.flatMap(({ letter, to }) => to.flatMap((one) => wrongReader(letter, readerOf(one)))),
];

/** A letter of a milestone has readers for whom it was written. */
export const milestoneReaderProblems = (milestones: readonly Milestone[]): string[] =>
  milestones.flatMap(({ id, letter, to }) =>
    [
      ...(letter === undefined ? [] : to.flatMap((one) => wrongReader(letter, readerOf(one)))),
      ...(letter !== undefined && to.length === 0 ? [`no one gets its letter "${letter}"`] : []),
      ...(letter === undefined && to.length > 0 ? ['it has readers and no letter'] : []),
    ].map((problem) => `milestone "${id}": ${problem}`),
  );
