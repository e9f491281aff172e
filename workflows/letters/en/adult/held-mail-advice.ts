import type { LetterText } from '../../letter-template.ts';

/**
 * At once, to the sender of a held email in which words suggest danger, if the address is theirs. It has no case and no
 * reference yet, and says nothing of what they wrote: someone else may read it.
 */
export const heldMailAdvice: LetterText = {
  title: 'Advice when someone may be in danger, before there is a case',
  subject: 'Your message to us',
  body: `Hello

**Are you in danger now, or is someone else? Call 999.** It is free. You can also ask an adult you trust to call.

Children can talk to Childline at any time, day or night. Call **0800 1111** or go to [childline.org.uk](https://www.childline.org.uk). It is free, and it does not show on a phone bill.

If you are worried about a child, you can call the NSPCC on **0808 800 5000**.
{{#dutyPhone}}

You can also call our duty team at any time: **{{dutyPhone}}**
{{/dutyPhone}}

A person here will read your message as soon as they can. If someone may be in danger, we must tell people who can keep them safe.

## How to contact us

- phone: {{councilPhone}}
- email: [{{councilEmail}}](mailto:{{councilEmail}})

Yours sincerely

{{councilName}}`,
};
