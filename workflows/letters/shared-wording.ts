/** Wording that several letters share, so that a phone number or a right is put right in one place. */

/** Reference, date and greeting. A person who gave no name still gets an answer. */
export const opening = `Our reference: {{reference}}
{{#letterDate}}
Date: {{letterDate}}
{{/letterDate}}

{{#complainantName}}
Dear {{complainantName}}
{{/complainantName}}
{{^complainantName}}
Hello
{{/complainantName}}`;

/** A child or care leaver must be offered an advocate (Children Act 1989, section 26A); a parent need not be. */
export const advocacy = `{{#advocacyOffer}}
## Someone to speak up for you

You have the right to an advocate. An advocate is on your side. They listen to you, explain what is going on and help you say what you want to say. They do not work for the people you complained about.

It is free. You can ask for an advocate at any time, also if you said no before.

{{advocacyOffer}}
{{/advocacyOffer}}`;

/** The private link; a copy that is kept shows the page in its place (functions/docs/008-private-links.md). */
const follow = `{{#link}}
## See how it is going

This private link shows where it is, what happens next and our letters. You can also add something, stop it, or ask for the next stage when you have a right to:
[{{link}}]({{link}})

The link is only for you. Please do not pass it on.
{{/link}}`;

const ombudsmanContact = `- website: [www.lgo.org.uk](https://www.lgo.org.uk)
- phone: 0300 061 0614`;

/** While our procedure goes on: nobody can be kept from the Ombudsman, who will usually wait for us (RULES section 2). */
export const ombudsmanMeanwhile = `## The Ombudsman

If you are not happy with how we are dealing with your complaint, you can go to the Local Government and Social Care Ombudsman. The Ombudsman is free and independent of the council. They usually ask people to let us finish first, but you can ask them for advice at any time.

${ombudsmanContact}`;

/** When our part has ended. */
export const ombudsmanNow = `## Your right to go to the Ombudsman

If you are not happy with how we dealt with your complaint, you have the right to ask the Local Government and Social Care Ombudsman to look at your complaint. The Ombudsman is free and independent of the council. There is a time limit, so it is best not to wait.

${ombudsmanContact}`;

/** To somebody whose complaint we did not see as one: there is no procedure yet that could come first. */
export const ombudsmanAdvice = `## The Ombudsman

If you do not agree with how we have dealt with this, you can ask the Local Government and Social Care Ombudsman for advice. The Ombudsman is free and independent of the council.

${ombudsmanContact}`;

/** What is not handled as a complaint can become one by a word; the right to an advocate begins before a complaint is made. */
export const stillAComplaint = `## You can still complain

If you think that this should be dealt with as a complaint, or if you are not happy with what we did, please tell us. You can complain at any time. It will not change the help you get from us.

{{#advocacyOffer}}
You have the right to an advocate. An advocate is on your side and helps you say what you want to say. It is free.

{{advocacyOffer}}
{{/advocacyOffer}}`;

/** SI 2006/1738 regulation 19(5) and (6). */
export const panelCompany = `You can come to the meeting, but you do not have to. You can also write down what you want the panel to know.

You can bring an advocate, and one other person of your choice, such as a friend or a relative. That person may speak for you, or your advocate may, if you want.`;

/** In a section, because an answer that upholds nothing may promise nothing. */
export const whatWeWillDo = `{{#actions}}
## What we will do, and by when

{{actions}}

If we have not done one of these things in time, please tell us.
{{/actions}}`;

export const contact = `${follow}

## How to contact us

- phone: {{councilPhone}}
- email: [{{councilEmail}}](mailto:{{councilEmail}})

Please give the reference {{reference}}. Tell us if you need this letter in another language, in large print or read out to you, or if there is a better way for us to reach you.`;

export const signedByOfficer = `Yours sincerely

{{officerName}}
Complaints team
{{councilName}}`;

export const signedByHandler = `Yours sincerely

{{handlerName}}
{{handlerRole}}
{{councilName}}`;

/** To who took something back: the reason that was written down, if there is one. */
export const whyTheyStopped = `{{#reason}}
This is the reason we wrote down:

> {{reason}}
{{/reason}}
{{^reason}}
You did not have to give us a reason.
{{/reason}}`;

/** To who took something back: they can come back, and nobody may have pressed them. */
export const comeBack = `## If this is wrong, or you change your mind

Please tell us. You can come back to us at any time. If you stopped because someone put pressure on you, or because you were afraid of what would happen, please tell us that too. We will help you.`;
