import type { LetterText } from '../../letter-template.ts';
import { contactDetails, signedByOfficer, copyGreeting } from '../adult/shared-wording.ts';
import { jointComplaint } from './joint-wording.ts';

/** Reminds the other body of a joint complaint that we wait for it (SI 2009/309). */
export const jointChase: LetterText = {
  title: 'Reminder of a joint complaint',
  subject: 'Joint complaint {{reference}}: we have not heard from you',
  requires: ['otherBody'],
  body: `${copyGreeting}

We have not heard from you about a complaint that is about both of us.

${jointComplaint}

{{#theyLead}}
You are leading on it and will send one answer for both of us. {{#answerPromisedFor}}The person who complained should have it by {{answerPromisedFor}}. {{/answerPromisedFor}}{{#answerWasDueOn}}The person who complained should have had it by {{answerWasDueOn}}. {{/answerWasDueOn}}**Please tell us when you will send it.**
{{/theyLead}}
{{^theyLead}}
We are leading on it and will send one answer for both of us. {{#contributeBy}}We asked for your part by {{contributeBy}}. {{/contributeBy}}{{#contributionWasDueOn}}We asked for your part by {{contributionWasDueOn}}. {{/contributionWasDueOn}}**Please send it, or tell us when you will.**
{{/theyLead}}

We both have a duty to work together on this complaint.

If you should not have got this letter, please tell us, and delete it or send it back.

${contactDetails}

${signedByOfficer}`,
};
