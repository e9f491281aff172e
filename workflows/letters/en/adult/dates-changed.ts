import type { LetterText } from '../../letter-template.ts';
import {
  advocacy,
  contact,
  ombudsmanIfComplaint,
  ombudsmanMeanwhile,
  opening,
  signedByOfficer,
} from './shared-wording.ts';

/** The day of receipt or the procedure was wrong: what it was, what is right, why, and the dates that hold now. */
export const datesChanged: LetterText = {
  title: 'Your dates have changed',
  subject: 'Your case {{reference}}: your dates have changed',
  requires: ['correctionReason'],
  body: `${opening}

We got something wrong, and we are sorry. This letter puts it right. You have done nothing wrong, and you do not need to do anything.

## What was wrong

{{#receivedOnBefore}}
We told you that you contacted us on {{receivedOnBefore}}. The right day is {{receivedOn}}.
{{/receivedOnBefore}}

{{#procedureBefore}}
We were using our procedure for {{procedureBefore}}. The right one is our procedure for {{procedureName}}.
{{/procedureBefore}}

This is why:

> {{correctionReason}}

## What happens next

{{#dueDateBefore}}
We told you to expect our answer by {{dueDateBefore}}. That date was wrong.
{{/dueDateBefore}}

{{#answerPromisedFor}}
**We will write to you with our answer by {{answerPromisedFor}}.**

If we need longer, we will write to you before then, tell you why and give you a new date.
{{/answerPromisedFor}}

{{#answerWasDueOn}}
Our answer was due by {{answerWasDueOn}}. That day has passed, so we are late. We are sorry. We do not have a new date yet. We will write to you again when we have one.
{{/answerWasDueOn}}

{{#procedureBefore}}
{{#stages}}
These are the stages of our procedure:

{{stages}}
{{/stages}}
{{/procedureBefore}}

If you think that this is not right, please tell us. We will look at it again.

${advocacy}

${ombudsmanIfComplaint(ombudsmanMeanwhile)}

${contact}

${signedByOfficer}`,
};
