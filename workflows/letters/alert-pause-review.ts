import type { LetterTemplate } from './letter-template.ts';

/** The review date of a complaint on hold has come (RULES section 2, Freeze). */
export const alertPauseReview: LetterTemplate = {
  id: 'alert-pause-review',
  title: 'Alert: review of a complaint on hold',
  audience: 'staff',
  subject: '{{reference}}: look again at a complaint on hold',
  body: `{{#assigneeName}}
Hello {{assigneeName}}
{{/assigneeName}}

A complaint is on hold, and the date to look at it again has come. Please decide whether its reason still holds: start the work again, or keep the pause with a new date on which it is looked at.

- Case: {{reference}}
- Step: {{stepTitle}}
{{#reviewDate}}
- To be looked at by: {{reviewDate}}
{{/reviewDate}}

[Open the case]({{link}})`,
};
