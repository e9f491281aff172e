import type { LetterText } from '../../letter-template.ts';
import { contact, ombudsmanAdvice, opening, signedByOfficer, rightToComplain } from './shared-wording.ts';

/**
 * The Ombudsman can find fault if we route a complaint wrongly, so the letter says how to make it a complaint (law.md
 * section 4).
 */
export const serviceRequestPassedOn: LetterText = {
  title: 'Request for a service passed on',
  subject: 'We have passed on your request {{reference}}',
  body: `${opening}

Thank you for contacting us on {{receivedOn}}.

We think that you are asking for a service, and not making a complaint. So we have passed your request on to the people who can deal with it: {{whereTo}}.

{{#reason}}
## Why

{{reason}}
{{/reason}}

## What happens next

We have asked them to contact you. If you do not hear from them, please tell us. We will find out why.

If a child or anyone else is in danger now, do not wait: call 999.

${rightToComplain}

${ombudsmanAdvice}

${contact}

${signedByOfficer}`,
};
