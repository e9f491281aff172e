import type { LetterText } from '../../letter-template.ts';
import { greeting } from './staff-wording.ts';

/** A new version of Redress asks more of a letter than the council's own wording of it has. */
export const alertWording: LetterText = {
  title: 'Alert: your wording of a letter is not used',
  subject: 'Your wording of some letters is no longer used',
  body: `${greeting}

Redress was updated. It does not accept your own wording of these letters any more:

{{lettersNotReworded}}

They go out with the wording of the council's folder, or with the standard one, until you correct yours.

[See what to correct]({{link}})`,
};
