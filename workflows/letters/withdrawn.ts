import type { LetterTemplate } from './letter-template.ts';
import {
  advocacy,
  comeBack,
  contact,
  ombudsmanNow,
  opening,
  signedByOfficer,
  whyTheyStopped,
} from './shared-wording.ts';

/** Confirms a withdrawal: reason if one was given, how to come back, LGSCO (RULES sections 2 and 6). */
export const withdrawn: LetterTemplate = {
  id: 'withdrawn',
  title: 'Complaint withdrawn',
  audience: 'complainant',
  subject: 'You have withdrawn your complaint {{reference}}',
  body: `${opening}

You told us that you do not want to go on with your complaint. We have stopped, and closed it.

${whyTheyStopped}

It was right to tell us what you were worried about. We may still look at it ourselves, so that we can learn from it.

${comeBack}

${advocacy}

${ombudsmanNow}

${contact}

${signedByOfficer}`,
};
