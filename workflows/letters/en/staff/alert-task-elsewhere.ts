import type { LetterText } from '../../letter-template.ts';

/** To the person who had a task before the team of the case was corrected. */
export const alertTaskElsewhere: LetterText = {
  title: 'Alert: a task is no longer yours',
  subject: '{{reference}}: {{stepTitle}} is no longer yours',
  body: `{{#assigneeName}}
Hello {{assigneeName}}
{{/assigneeName}}

The team of case {{reference}} was recorded wrongly and has been corrected. You no longer have this task:

- Case: {{reference}}
- Task: {{stepTitle}}

You do not need to do anything. If you think that this is wrong, tell the complaints team.`,
};
