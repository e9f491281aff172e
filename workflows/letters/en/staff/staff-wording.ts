/** Wording that letters to staff and to independent people share. */

/** Greets them by name, if it is known. */
export const greeting = `{{#assigneeName}}
Hello {{assigneeName}}
{{/assigneeName}}`;

export const openTheCase = '[Open the case]({{link}})';

/** Which task is late, since when and by how much. */
export const lateTask = `- Case: {{reference}}
- Task: {{stepTitle}}
- Was due: {{dueDate}}
{{#workingDaysLate}}
- Working days late: {{workingDaysLate}}
{{/workingDaysLate}}`;

/** When and where someone has to be for a case. */
export const meetingOfCase = `- Case: {{reference}}
- Date: {{meetingOn}}
{{#meetingTime}}
- Time: {{meetingTime}}
{{/meetingTime}}
- Place: {{meetingPlace}}`;
