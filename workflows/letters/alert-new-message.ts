import type { LetterTemplate } from './letter-template.ts';

/** What the message says stays on the page. */
export const alertNewMessage: LetterTemplate = {
  id: 'alert-new-message',
  title: 'Alert: new message',
  audience: 'staff',
  subject: '{{reference}}: new message',
  body: `{{#assigneeName}}
Hello {{assigneeName}}
{{/assigneeName}}

There is a new message on the case {{reference}}.

[Open the case]({{link}})`,
};
