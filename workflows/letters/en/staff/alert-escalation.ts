import type { LetterText } from '../../letter-template.ts';

/** To the head of service, then the director (law.md section 5). */
export const alertEscalation: LetterText = {
  title: 'Alert: escalation',
  subject:
    'Escalation: {{reference}}, {{stepTitle}}{{#workingDaysLate}}, working days late: {{workingDaysLate}}{{/workingDaysLate}}',
  body: `{{#assigneeName}}
Hello {{assigneeName}}
{{/assigneeName}}

This task is overdue and needs your attention. Find out what is holding it up, and make sure that someone finishes it.

- Case: {{reference}}
- Task: {{stepTitle}}
- Was due: {{dueDate}}
{{#workingDaysLate}}
- Working days late: {{workingDaysLate}}
{{/workingDaysLate}}

[Open the case]({{link}})`,
};
