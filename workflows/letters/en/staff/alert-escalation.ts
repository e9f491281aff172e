import type { LetterText } from '../../letter-template.ts';
import { greeting, openTheCase, lateTask } from './staff-wording.ts';

/** To the head of service, then the director (law.md section 5). */
export const alertEscalation: LetterText = {
  title: 'Alert: escalation',
  subject:
    'Escalation: {{reference}}, {{stepTitle}}{{#workingDaysLate}}, working days late: {{workingDaysLate}}{{/workingDaysLate}}',
  body: `${greeting}

This task is overdue and needs your attention. Find out what is holding it up, and make sure that someone finishes it.

${lateTask}

${openTheCase}`,
};
