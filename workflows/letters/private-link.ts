import type { LetterTemplate } from './letter-template.ts';
import { advocacy, contact, ombudsmanMeanwhile, opening, signedByOfficer } from './shared-wording.ts';

/** Brings the private link again, to who has lost it. */
export const privateLink: LetterTemplate = {
  id: 'private-link',
  title: 'Private link',
  audience: 'complainant',
  subject: 'Your private link for {{reference}}',
  requires: ['link'],
  body: `${opening}

Here is a new link with which you can follow what you told us. If you did not ask for it, you do not need to do anything.

${advocacy}

${ombudsmanMeanwhile}

${contact}

${signedByOfficer}`,
};
