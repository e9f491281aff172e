import type { LetterTemplate } from './letter-template.ts';

/** A letter did not reach the complainant, or nobody can tell (RULES section 6: contact another way). */
export const alertLetterProblem: LetterTemplate = {
  id: 'alert-letter-problem',
  title: 'Alert: a letter needs you',
  audience: 'staff',
  subject: '{{reference}}: a letter needs you',
  body: `{{#assigneeName}}
Hello {{assigneeName}}
{{/assigneeName}}

A letter to the complainant has not gone out by email, or we cannot tell whether it has. Please look at it, and reach the complainant another way: by post or by phone.

- Case: {{reference}}

[Open the case]({{link}})`,
};
