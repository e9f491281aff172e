import type { LetterText } from '../../letter-template.ts';
import { follow } from './shared-wording.ts';

/**
 * Within a minute, to anyone who sends the form or a first email (law.md section 6). It says nothing of what they wrote
 * and repeats no name: the address may be someone else's.
 */
export const receipt: LetterText = {
  title: 'Receipt',
  subject: 'We have your message: {{reference}}',
  body: `Our reference: {{reference}}
{{#letterDate}}
Date: {{letterDate}}
{{/letterDate}}

Hello

We have your message. Thank you for telling us.

**If someone is in danger now, do not wait for us: call 999.** A child can call Childline at any time on **0800 1111**. It is free.
{{#dutyPhone}}

You can also call our safeguarding team at any time: **{{dutyPhone}}**
{{/dutyPhone}}

## What happens next

A person will read your message and decide how we deal with it.

{{#writeBy}}
**We will write to you by {{writeBy}}** and tell you who will look into it and when you will have an answer.
{{/writeBy}}
{{^writeBy}}
Then we will write to you.
{{/writeBy}}

If you want to tell us more, reply to this email. Please keep the reference in the subject.

${follow}

## Someone to speak up for you

Are you a child or young person, or were you in care? You have the right to an advocate. An advocate is on your side and helps you say what you want to say. They do not work for the people you are complaining about. It is free.

{{howToGetAdvocate}}

## How to contact us

- phone: {{councilPhone}}
- email: [{{councilEmail}}](mailto:{{councilEmail}})

If you did not write to us, someone used your email address. Please tell us.

Yours sincerely

{{councilName}}`,
};
