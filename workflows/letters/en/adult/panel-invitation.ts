import type { LetterText } from '../../letter-template.ts';
import {
  advocacy,
  contact,
  ombudsmanMeanwhile,
  opening,
  panelCompany,
  signedByOfficer,
} from './shared-wording.ts';

/** Date, place and panel, who may come and speak (SI 2006/1738 regulation 19), documents before the meeting. */
export const panelInvitation: LetterText = {
  title: 'Invitation to the review panel',
  subject: 'Your complaint {{reference}}: invitation to the review panel',
  body: `${opening}

{{^meetingWasOn}}
A review panel will meet about your complaint. We would like you to come.
{{/meetingWasOn}}
{{#meetingWasOn}}
We have changed when or where the review panel will meet about your complaint. We had planned it for {{meetingWasOn}}. Please use the date, time and place in this letter. We would like you to come.
{{/meetingWasOn}}

## When and where

- date: {{meetingOn}}
{{#meetingTime}}
- time: {{meetingTime}}
{{/meetingTime}}
- place: {{meetingPlace}}

{{#lateReason}}
{{#answerWasDueOn}}
{{shouldHave}} by {{answerWasDueOn}}. We are late, and we are sorry. This is why:
{{/answerWasDueOn}}
{{#answerPromisedFor}}
{{weSaid}} by {{answerPromisedFor}}. We are sorry that it cannot. This is why:
{{/answerPromisedFor}}

> {{lateReason}}
{{/lateReason}}

If you cannot come then, or cannot get there, please tell us as soon as you can. We will see what we can do.

{{#panelNames}}
## Who is on the panel

{{panelNames}}

They are independent of the council. If you know one of them, or worry that one of them may not be fair, please tell us before the meeting.
{{/panelNames}}

{{#namesToFollow}}
## Who is on the panel

{{namesToFollow}}
{{/namesToFollow}}

## Who can come

${panelCompany}

Someone from the council will be there. The people who looked into your complaint at stage 2 may be there too. If it would be hard for you to be in the same room as someone, please tell us. We will see what we can do.

## Before the meeting

We will send you the papers before the meeting, so that you have time to read them. The panel gets the same papers. If you want the panel to read something from you, please send it to us.

## At the meeting

The panel will listen to you and to the council, and may ask questions. You can ask for a break at any time. The panel does not investigate your complaint again, and it does not hear new complaints. After the meeting it will write a report, and you will get a copy.

${advocacy}

${ombudsmanMeanwhile}

${contact}

${signedByOfficer}`,
};
