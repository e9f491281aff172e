import type { LetterTemplate } from './letter-template.ts';

/** A letter did not reach its reader, or nobody can tell (RULES section 6: contact another way). */
export const alertLetterProblem: LetterTemplate = {
  id: 'alert-letter-problem',
  title: 'Alert: a letter needs you',
  audience: 'staff',
  subject: '{{reference}}: a letter needs you',
  body: `{{#assigneeName}}
Hello {{assigneeName}}
{{/assigneeName}}

A letter of this case has not gone out by email, has come back or is not wanted, or we cannot tell whether it has gone. Please look at it, and, if it was for the complainant, reach the complainant another way: by post or by phone.

- Case: {{reference}}

[Open the case]({{link}})`,
};
