import type { LetterTemplate } from './letter-template.ts';

/** To the team a comment or an enquiry is for. Who wrote it and what it says stay on the page. */
export const commentPassedOn: LetterTemplate = {
  id: 'comment-passed-on',
  title: 'Comment for a team',
  audience: 'staff',
  subject: '{{reference}}: somebody has written about {{teamName}}',
  body: `{{#assigneeName}}
Hello {{assigneeName}}
{{/assigneeName}}

Somebody has told us something about {{teamName}}. We have thanked them; you do not need to write to them.

Please read it, and see whether there is something to learn from it.

- Case: {{reference}}

What was said is on the page of the case.

[Open the case]({{link}})`,
};
