import type { LetterTemplate } from './letter-template.ts';

/** The comments may say something personal, so they stay on the page. */
export const alertQualityReturned: LetterTemplate = {
  id: 'alert-quality-returned',
  title: 'Alert: draft came back',
  audience: 'staff',
  subject: '{{reference}}: your draft came back, {{stepTitle}}, due {{dueDate}}',
  body: `{{#assigneeName}}
Hello {{assigneeName}}
{{/assigneeName}}

Your draft was checked and has come back to you with comments.

- Case: {{reference}}
- Step: {{stepTitle}}
- Due: {{dueDate}}

The comments are on the page of the case. The due date has not changed.

[Open the case]({{link}})`,
};
