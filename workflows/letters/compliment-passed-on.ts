import type { LetterTemplate } from './letter-template.ts';

/** To the manager of the team. Who gave it and what it says stay on the page. */
export const complimentPassedOn: LetterTemplate = {
  id: 'compliment-passed-on',
  title: 'Compliment for a team',
  audience: 'staff',
  subject: '{{reference}}: a compliment for {{teamName}}',
  body: `{{#assigneeName}}
Hello {{assigneeName}}
{{/assigneeName}}

Somebody has praised {{teamName}}. Please share it with the people it is for, and thank them from us too.

- Case: {{reference}}

What was said is on the page of the case.

[Open the case]({{link}})`,
};
