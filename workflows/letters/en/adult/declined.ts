import type { LetterText } from '../../letter-template.ts';
import { advocacy, contact, ombudsmanNow, opening, signedByOfficer } from './shared-wording.ts';

/** Reason, how to come back, LGSCO (law.md section 6). */
export const declined: LetterText = {
  title: 'Complaint declined',
  subject: 'Your complaint {{reference}}: why we cannot look into it',
  body: `${opening}

Thank you for telling us about this. We read your complaint of {{receivedOn}} carefully. We are sorry, but we cannot look into it as a complaint.

## Why

{{#groundInWords}}
{{groundInWords}}
{{/groundInWords}}

{{reason}}

## If you think we got this wrong

{{#howToComeBack}}
{{howToComeBack}}
{{/howToComeBack}}
{{^howToComeBack}}
Please tell us, and tell us anything that we may not know. We will look at our decision again.
{{/howToComeBack}}

If a child or anyone else is in danger, call 999. If you are worried that someone is not safe, call us on {{councilPhone}}. You do not need to make a complaint for that.

${advocacy}

${ombudsmanNow}

${contact}

${signedByOfficer}`,
};
