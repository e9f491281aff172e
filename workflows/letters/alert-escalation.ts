import type { LetterTemplate } from './letter-template.ts';

/** To the head of service, then the director (RULES section 5). */
export const alertEscalation: LetterTemplate = {
  id: 'alert-escalation',
  title: 'Alert: escalation',
  audience: 'staff',
  subject: 'Escalation: {{reference}}, {{stepTitle}}, working days late: {{workingDaysLate}}',
  body: `{{#assigneeName}}
Hello {{assigneeName}}
{{/assigneeName}}

This step is overdue, and needs you to step in.

- Case: {{reference}}
- Step: {{stepTitle}}
- Was due: {{dueDate}}
- Working days late: {{workingDaysLate}}

[Open the case]({{link}})`,
};
