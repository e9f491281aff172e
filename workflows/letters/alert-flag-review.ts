import type { LetterTemplate } from './letter-template.ts';

/** The review date of a complainant who was flagged as unreasonably persistent (RULES section 8). Names nobody. */
export const alertFlagReview: LetterTemplate = {
  id: 'alert-flag-review',
  title: 'Alert: review of a flagged complainant',
  audience: 'staff',
  subject: '{{reference}}: look again at the flag of a complainant',
  body: `{{#assigneeName}}
Hello {{assigneeName}}
{{/assigneeName}}

A complainant was flagged as unreasonably persistent, and the date to look at that again has come. Please decide whether the reason still holds: end the flag, or keep it until a new date.

- Case: {{reference}}
- To be looked at by: {{reviewDate}}

Flagged or not, everybody can complain, and every complaint is looked at for what it says.

[Open the case]({{link}})

If you cannot open the case, please ask a complaints officer.`,
};
