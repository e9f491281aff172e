import type { Correction } from '../../domain/case/correction.ts';
import type { Point } from '../../domain/case/facts.ts';
import { longDate } from '../../domain/time/civil-date.ts';
import type { Procedures } from '../../../workflows/procedures/index.ts';
import type { Words } from '../../words/words.ts';

/** What was recorded before a correction, if anything was, and what is right, as people read it. */
export function correctionWords(
  correction: Correction,
  procedures: Pick<Procedures, 'version'>,
  { terms }: Words,
): { from: string | undefined; to: string } {
  switch (correction.what) {
    case 'receivedOn':
      return { from: longDate(correction.from.on), to: longDate(correction.to.on) };
    case 'channel':
      return { from: terms.channels[correction.from], to: terms.channels[correction.to] };
    case 'kind':
      return { from: terms.kinds[correction.from], to: terms.kinds[correction.to] };
    case 'points':
      return { from: pointsInWords(correction.from), to: pointsInWords(correction.to) };
    case 'procedure': {
      const titleOf = ({ id, version }: { id: string; version: string }) =>
        procedures.version(id, version)?.title ?? id;
      return { from: titleOf(correction.from), to: titleOf(correction.to) };
    }
    default:
      return { from: correction.from, to: correction.to };
  }
}

const pointsInWords = (points: readonly Point[]): string =>
  points.map(({ id, text }) => `${id}: ${text}`).join('; ');
