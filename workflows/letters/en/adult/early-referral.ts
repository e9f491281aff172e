import type { LetterText } from '../../letter-template.ts';
import { advocacy, contact, ombudsmanNow, opening, signedByOfficer } from './shared-wording.ts';

/**
 * Complainant and council agree to go without a panel; the complainant keeps the right to one
 * (law.md section 2).
 */
export const earlyReferral: LetterText = {
  title: 'Complaint goes to the Ombudsman early',
  subject: 'Your complaint {{reference}} is going to the Ombudsman',
  body: `${opening}

You and we have agreed that your complaint will go to the Local Government and Social Care Ombudsman now, without a review panel.{{#decisionOn}} We sent you our decision on {{decisionOn}}.{{/decisionOn}}

## Why we agreed on this

{{reason}}

## What happens next

- We will send the Ombudsman your complaint, both reports of the investigation and our decision.
- The Ombudsman will decide whether to look into your complaint, and will tell you.
- The Ombudsman may want a review panel to look at it first. If so, we will set one up for you.
- We will do what we promised you in our decision, whatever the Ombudsman decides.

You do not need to do anything. If you want to talk to the Ombudsman yourself, this letter tells you how to contact them.

## If you change your mind

You did not have to agree, and you can still change your mind. If you would rather have a review panel, please tell us as soon as you can.

${advocacy}

${ombudsmanNow}

${contact}

${signedByOfficer}`,
};
