import type { LetterTemplate } from './letter-template.ts';

/** To the complaints officer. The reason may say something personal, so it stays on the page. */
export const alertDelayReported: LetterTemplate = {
  id: 'alert-delay-reported',
  title: 'Alert: delay reported',
  audience: 'staff',
  subject: 'Delay reported: {{reference}}, {{stepTitle}}, expected {{expectedDate}}',
  body: `{{#assigneeName}}
Hello {{assigneeName}}
{{/assigneeName}}

A delay has been reported.

- Case: {{reference}}
- Step: {{stepTitle}}
- Due: {{dueDate}}
- Expected: {{expectedDate}}

The reason is on the page of the case. You can extend the time there, and write to the complainant.

[Open the case]({{link}})`,
};
