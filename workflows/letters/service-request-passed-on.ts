import type { LetterTemplate } from './letter-template.ts';
import { contact, ombudsmanAdvice, opening, signedByOfficer, stillAComplaint } from './shared-wording.ts';

/** Wrong routing is a fault the Ombudsman takes up, so the way back to a complaint stays open (RULES section 4). */
export const serviceRequestPassedOn: LetterTemplate = {
  id: 'service-request-passed-on',
  title: 'Request for a service passed on',
  audience: 'complainant',
  subject: 'We have passed on your request {{reference}}',
  body: `${opening}

Thank you for getting in touch with us on {{receivedOn}}.

We read what you told us as a request for a service, and not as a complaint. So we have passed it on to people who can deal with it: {{whereTo}}.

{{#reason}}
## Why

{{reason}}
{{/reason}}

## What happens next

We have asked them to get in touch with you. If you do not hear from them, please tell us. We will find out why.

If a child or anyone else is in danger now, do not wait: call 999.

${stillAComplaint}

${ombudsmanAdvice}

${contact}

${signedByOfficer}`,
};
