import type { LetterText } from '../../letter-template.ts';
import { advocacy, contact, ombudsmanMeanwhile, opening, signedByOfficer } from './shared-wording.ts';

/** The complaint as it was written down, for the complainant to agree or correct (SI 2006/1738 regulation 16). */
export const statementOfComplaint: LetterText = {
  title: 'Statement of complaint',
  subject: 'Please check your statement of complaint {{reference}}',
  body: `${opening}

We have written down what you are complaining about. This is called the statement of complaint. The investigation will look at what it says, so we want to get it right.

## Your statement of complaint

> {{statement}}

## Is this right?

Please read it and tell us:

- if it is right
- if we got something wrong
- if something is missing
- what you want to happen, if it does not say so

You can write to us, or call us and talk it through. Use your own words. Please tell us as soon as you can, or tell us if you need more time. If something is wrong, we will change it and send it to you again.

The people who are looking into your complaint will read the statement. So will the staff who have to answer it.

${advocacy}

${ombudsmanMeanwhile}

${contact}

${signedByOfficer}`,
};
