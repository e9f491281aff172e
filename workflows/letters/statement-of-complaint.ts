import type { LetterTemplate } from './letter-template.ts';
import { advocacy, contact, ombudsmanMeanwhile, opening, signedByOfficer } from './shared-wording.ts';

/** The complaint as it was written down, for the complainant to agree or correct (SI 2006/1738 regulation 16). */
export const statementOfComplaint: LetterTemplate = {
  id: 'statement-of-complaint',
  title: 'Statement of complaint',
  audience: 'complainant',
  subject: 'Please check your statement of complaint {{reference}}',
  body: `${opening}

We have written down what you complain about. This is called the statement of complaint. The investigation will look at what stands in it, so we want to get it right.

## Your statement of complaint

> {{statement}}

## Is this right?

Please read it and tell us:

- if it is right as it is
- if we got something wrong
- if something is missing
- what you want to happen, if it does not say so

You can write to us, or call us and talk it through. It does not have to be in special words. Please tell us as soon as you can, or tell us if you need more time. If something is not right, we will change it and send it to you again.

The people who look into your complaint will read the statement. So will the staff who have to answer it.

${advocacy}

${ombudsmanMeanwhile}

${contact}

${signedByOfficer}`,
};
