import type { LetterText } from '../../letter-template.ts';

import { signedByOfficer } from './shared-wording.ts';

/** At once, to the sender of what was marked. It says nothing of what they wrote: someone else may read it. */
export const safeguardingAdvice: LetterText = {
  title: 'Advice when someone may be in danger',
  subject: 'Your message to us: {{reference}}',
  body: `Our reference: {{reference}}

Hello
{{#toChild}}

**Are you in danger now? Call 999.** It is free. You can also ask an adult you trust to call.

You can talk to Childline at any time, day or night. Call **0800 1111** or go to [childline.org.uk](https://www.childline.org.uk). It is free, and it does not show on a phone bill.

You have done nothing wrong. A person here will read what you told us as soon as they can. We will tell people whose job it is to keep children safe.
{{/toChild}}
{{^toChild}}

**If someone is in danger now, call 999.**

If you are worried about a child, you can call the NSPCC on **0808 800 5000**. A child can call Childline at any time on **0800 1111**. It is free.

A person here will look at your message as soon as they can. If someone may be in danger, we must tell people who can keep them safe.
{{/toChild}}
{{#dutyPhone}}

You can also call our duty team at any time: **{{dutyPhone}}**
{{/dutyPhone}}

Please do not wait for an email from us. We will still deal with your complaint.

## How to contact us

- phone: {{councilPhone}}
- email: [{{councilEmail}}](mailto:{{councilEmail}})

${signedByOfficer}`,
};
