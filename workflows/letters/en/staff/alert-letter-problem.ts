import type { LetterText } from '../../letter-template.ts';

/** A letter did not reach its reader, or may not have (law.md section 6: contact another way). */
export const alertLetterProblem: LetterText = {
  title: 'Alert: a letter needs your attention',
  subject: '{{reference}}: a letter needs your attention',
  body: `{{#assigneeName}}
Hello {{assigneeName}}
{{/assigneeName}}

A letter on this case was not sent by email, came back or was marked as unwanted, or we do not know whether it was sent. Check what happened. If it was for the complainant, reach the complainant another way: by post or by phone.

- Case: {{reference}}

[Open the case]({{link}})`,
};
