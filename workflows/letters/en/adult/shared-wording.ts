import { ombudsman } from '../../../ombudsman.ts';
/** Wording that several letters share. A phone number or a right changes in one place. */

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

/** Greets someone who gets a copy, or the contact of another body. */
export const copyGreeting = `{{#copyReaderName}}
Dear {{copyReaderName}}
{{/copyReaderName}}
{{^copyReaderName}}
Hello
{{/copyReaderName}}`;

/** A promise of a day; when that day has passed already the letter says so instead (law.md section 2a). */
export const promised = (promise: string, late: string) => `{{^dueDatePassed}}
${promise}
{{/dueDatePassed}}
{{#dueDatePassed}}
${late} by {{dueDatePassed}}. We are late, and we are sorry. We will write to you again with a new date.
{{/dueDatePassed}}`;

/** When the decision of stage 2 comes, and that we write again if it takes longer. */
export const stage2Promise = promised(
  `**We will send you our decision, with both reports, by {{dueDate}}.**

If we need longer, we will write to you before then, tell you why and give you a new date.`,
  'We should have sent you our decision',
);

/** A letter that comes after its last day says so, and that we are sorry. */
export const lateApology = `{{#thisWasDueOn}}
{{shouldHave}} by {{thisWasDueOn}}. We are late, and we are sorry.
{{/thisWasDueOn}}`;

/**
 * A child or care leaver must be offered an advocate (Children Act 1989, section 26A). A parent need not be: an officer can
 * offer them one, but it is not their right. An adult who speaks for a child is told of the right of the child.
 */
export const advocacy = `{{#advocacyOffer}}
## Someone to speak up for you

{{#advocacyRight}}You have the right to an advocate.{{/advocacyRight}}{{^advocacyRight}}You can have an advocate.{{/advocacyRight}} An advocate is on your side. They listen to you, explain what is happening and help you say what you want to say. They do not work for the people you are complaining about.

{{#advocateWanted}}
It is free. You told us that you want an advocate. If you have not heard from one yet, please tell us.
{{/advocateWanted}}
{{^advocateWanted}}
It is free. You can ask for an advocate at any time, even if you said no before.

{{advocacyOffer}}
{{/advocateWanted}}
{{/advocacyOffer}}

{{#advocacyForChild}}
## Someone to speak up for the child or young person

The child or young person you are speaking for has the right to an advocate. An advocate is on their side. They listen to them, explain what is happening and help them say what they want to say. It is free. They can ask for an advocate at any time, and you can ask us for them.
{{/advocacyForChild}}`;

/** The private link. The copy that we keep shows the address of the page instead of the link (decision 0019). */
export const follow = `{{#link}}
## See what is happening

This private link shows what is happening, our letters, and what you can do next. You can also use it to tell us more:
[{{link}}]({{link}})

The link is only for you. Please do not share it.
{{/link}}`;

const ombudsmanContact = `- website: [${ombudsman.website}](${ombudsman.url})
- phone: ${ombudsman.phone}`;

/**
 * While our procedure is running: anyone may go to the Ombudsman, who will usually wait for us to finish (law.md
 * section 2).
 */
export const ombudsmanMeanwhile = `## The Ombudsman

If you are not happy with how we are dealing with your complaint, you can go to the Local Government and Social Care Ombudsman. The Ombudsman is free and independent of the council. They usually ask people to let us finish first, but you can ask them for advice at any time.

${ombudsmanContact}`;

/** Only a complaint has an Ombudsman to name; a compliment or a comment has none (law.md section 4). */
export const ombudsmanIfComplaint = (wording: string) => `{{#aboutComplaint}}
${wording}
{{/aboutComplaint}}`;

/** A complaint later than this needs a good reason (Local Government Act 1974, section 26B). */
const ombudsmanTimeLimit =
  'You should normally contact them within 12 months of finding out about the problem.';

/** When our part has ended. */
export const ombudsmanNow = `## Your right to go to the Ombudsman

If you are not happy with how we dealt with your complaint, you have the right to ask the Local Government and Social Care Ombudsman to look at it. The Ombudsman is free and independent of the council. ${ombudsmanTimeLimit}

${ombudsmanContact}`;

/** To someone whose message we did not treat as a complaint. They had no procedure of ours to finish first. */
export const ombudsmanAdvice = `## The Ombudsman

If you do not agree with how we have dealt with this, you can ask the Local Government and Social Care Ombudsman for advice. The Ombudsman is free and independent of the council.

${ombudsmanContact}`;

/** Anyone can ask us to treat a message as a complaint. The right to an advocate begins before a complaint is made. */
export const rightToComplain = `## You can still complain

If you want us to deal with this as a complaint, or if you are not happy with what we did, please tell us. You can complain at any time. It will not change the help you get from us.

{{#advocacyOffer}}
{{#advocacyRight}}You have the right to an advocate.{{/advocacyRight}}{{^advocacyRight}}You can have an advocate.{{/advocacyRight}} An advocate is on your side and helps you say what you want to say. It is free.

{{advocacyOffer}}
{{/advocacyOffer}}`;

/** SI 2006/1738 regulation 19(5) and (6). */
export const panelCompany = `You can come to the meeting, but you do not have to. You can also write down what you want the panel to know.

You can bring an advocate, and one other person of your choice, such as a friend or a relative. If you want, that person or your advocate can speak for you.`;

export const contactDetails = `## How to contact us

- phone: {{councilPhone}}
- email: [{{councilEmail}}](mailto:{{councilEmail}})

Please give the reference {{reference}}. Tell us if you need this letter in another language, in large print or read out to you, or if there is a better way for us to contact you.`;

export const contact = `${follow}

${contactDetails}`;

export const signedByOfficer = `Yours sincerely

{{officerName}}
{{#officerTeam}}
{{officerTeam}}
{{/officerTeam}}
{{councilName}}`;

/** An answer is signed by the person whose decision it is (law.md section 2), by their role at the time. */
export const signedByAuthor = `Yours sincerely

{{signerName}}
{{signerRole}}
{{councilName}}`;

/** To someone who withdrew: the reason, if one was recorded. */
export const reasonForStopping = `{{#reason}}
This is the reason we wrote down:

> {{reason}}
{{/reason}}
{{^reason}}
You do not have to give us a reason.
{{/reason}}`;

/** To someone who withdrew: they can come back, and should tell us if someone put pressure on them. */
export const comeBack = `## If this is not right, or you change your mind

Please tell us. You can come back to us at any time. If you stopped because someone put pressure on you, or because you were afraid of what might happen, please tell us that too. We will help you.`;
