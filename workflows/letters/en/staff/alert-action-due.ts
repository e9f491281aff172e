import type { LetterText } from '../../letter-template.ts';
import { greeting, openTheCase } from './staff-wording.ts';

/** The action itself may be personal, so it stays on the page. */
export const alertActionDue: LetterText = {
  title: 'Alert: promise due',
  subject:
    '{{reference}}: {{stepTitle}}, {{#dueDatePassed}}was due{{/dueDatePassed}}{{^dueDatePassed}}due{{/dueDatePassed}} {{dueDate}}',
  body: `${greeting}

{{#dueDatePassed}}
We are late with something that we promised.
{{/dueDatePassed}}
{{^dueDatePassed}}
Something that we promised is due soon.
{{/dueDatePassed}}

- Case: {{reference}}
- Task: {{stepTitle}}
{{#dueDatePassed}}
- Was due: {{dueDate}}
{{/dueDatePassed}}
{{^dueDatePassed}}
- Due: {{dueDate}}
{{/dueDatePassed}}

Open the case to see what we promised. When it is done, record it with the evidence.

${openTheCase}`,
};
