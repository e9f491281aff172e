import { FeedbackKind } from '../../../workflows/procedures/procedure.ts';
import { caseDetails } from '../../../workflows/procedures/case-details.ts';
import { Facts } from '../../domain/case/facts.ts';
import type { Answers, Field, Journey, Question } from './journey.ts';

const kind: Field = {
  name: 'kind',
  kind: 'radios',
  label: 'What do you want to do?',
  needed: 'Choose what you want to do',
  options: [
    { value: 'complaint', text: 'Complain', hint: 'Something went wrong, and you want us to put it right' },
    { value: 'compliment', text: 'Say thank you', hint: 'We pass it on to the people it is for' },
    { value: 'comment', text: 'Make a comment', hint: 'Something we should know, or could do better' },
    { value: 'enquiry', text: 'Ask a question' },
  ],
};

const relations = (caseDetails['relation']?.options ?? []).map(({ value }) => value);
const relationWords: Record<string, { text: string; hint?: string }> = {
  child: { text: 'A child or young person' },
  parent: { text: 'A parent' },
  'parental-responsibility': { text: 'Somebody else who has parental responsibility' },
  'foster-carer': { text: 'A foster carer' },
  'care-leaver': { text: 'A care leaver' },
  'special-guardian': { text: 'A special guardian' },
  adopter: { text: 'Somebody who has adopted, or wants to adopt' },
  'sufficient-interest': {
    text: 'Somebody else',
    hint: 'For example a grandparent, another relative, a friend or a neighbour',
  },
};

const forItself = new Set(['child', 'care-leaver']);
const isComplaint = (answers: Answers) => answers['kind'] === 'complaint';
const speaksForChild = (answers: Answers) =>
  isComplaint(answers) && !forItself.has(answers['relation'] ?? '') && answers['relation'] !== '';

/** How one can be reached, as all ways ask for it; the answer to `reach` says which of them. */
export const reached: Record<string, Question> = {
  email: {
    id: 'email',
    asked: ({ reach: way }) => way === 'email',
    short: 'Email address',
    fields: [
      {
        name: 'email',
        kind: 'email',
        label: 'What is your email address?',
        hint: 'Our letters come to it',
        autocomplete: 'email',
        needed: 'Enter your email address',
      },
    ],
  },
  phone: {
    id: 'phone',
    asked: ({ reach: way }) => way === 'phone',
    short: 'Phone number',
    fields: [
      {
        name: 'phone',
        kind: 'tel',
        label: 'What is your phone number?',
        autocomplete: 'tel',
        needed: 'Enter your phone number',
      },
    ],
  },
  post: {
    id: 'address',
    asked: ({ reach: way }) => way === 'post',
    short: 'Address',
    fields: [
      {
        name: 'address',
        kind: 'paragraphs',
        label: 'What is your address?',
        hint: 'With the postcode',
        autocomplete: 'street-address',
        most: 500,
        needed: 'Enter your address',
      },
    ],
  },
};

export const files: Question = {
  id: 'files',
  short: 'Files',
  title: 'Is there anything you want to show us?',
  text: ['For example a letter, an email or a photo. You do not have to add anything.'],
  fields: [],
  files: true,
};

const about = (serviceAreas: readonly string[], answers: Answers): Question => ({
  id: 'about',
  short: 'About',
  title: answers['kind'] === 'compliment' ? 'Who do you want to thank?' : 'What is it about?',
  fields: [
    {
      name: 'serviceArea',
      kind: 'radios',
      label: 'Which service?',
      needed: 'Choose a service, or that you are not sure',
      options: [
        ...serviceAreas.map((area) => ({ value: area, text: area })),
        { value: 'not sure', text: 'Something else, or I am not sure' },
      ],
    },
    {
      name: 'aboutWhom',
      kind: 'text',
      label: 'Who or which team, if you know',
      ...(isComplaint(answers) ? { hint: 'People you complain about do not see what you send us here' } : {}),
    },
  ],
});

const whatHappened: Record<string, Pick<Field, 'label' | 'hint' | 'needed'>> = {
  complaint: {
    label: 'What happened?',
    hint: 'Tell us what went wrong, when, and who was there. Use your own words.',
    needed: 'Tell us what happened',
  },
  compliment: {
    label: 'What do you want to thank them for?',
    needed: 'Tell us what you want to thank them for',
  },
  comment: { label: 'What do you want to tell us?', needed: 'Write your comment' },
  enquiry: { label: 'What do you want to ask?', needed: 'Write your question' },
};

const relation: Question = {
  id: 'you',
  short: 'You are',
  asked: isComplaint,
  fields: [
    {
      name: 'relation',
      kind: 'radios',
      label: 'Who are you?',
      hint: 'It decides which rules your complaint comes under, and which rights you have',
      needed: 'Choose who you are',
      options: relations.map((value) => ({ value, text: value, ...relationWords[value] })),
    },
  ],
};

const actsFor: Question = {
  id: 'for-whom',
  short: 'In whose name',
  asked: speaksForChild,
  fields: [
    {
      name: 'actsFor',
      kind: 'radios',
      label: 'Do you complain for yourself or for a child?',
      needed: 'Choose whether you complain for yourself or for a child',
      options: [
        {
          value: 'self',
          text: 'For myself',
          hint: 'It is about how I was treated, also as a parent or carer',
        },
        { value: 'child', text: 'For a child', hint: 'I say what the child would say' },
      ],
    },
  ],
};

const consent: Question = {
  id: 'child-agrees',
  short: 'Does the child agree',
  asked: (answers) => speaksForChild(answers) && answers['actsFor'] === 'child',
  fields: [
    {
      name: 'consentSaid',
      kind: 'radios',
      label: 'Does the child know, and agree that you complain for them?',
      hint: 'We ask because a child who is able to decide has a say in it. We can still look at your complaint if you choose no.',
      needed: 'Choose whether the child agrees',
      options: [
        { value: 'yes', text: 'Yes, the child knows and agrees' },
        { value: 'too young', text: 'The child is too young, or not able to understand it' },
        { value: 'not asked', text: 'I have not asked the child' },
        { value: 'no', text: 'No, the child does not agree' },
      ],
    },
  ],
};

const reach: Question = {
  id: 'reach',
  short: 'How we reach you',
  fields: [
    {
      name: 'reach',
      kind: 'radios',
      label: 'How can we reach you?',
      needed: 'Choose how we can reach you',
      options: [
        {
          value: 'email',
          text: 'By email',
          hint: 'The quickest. Each letter has a link with which you follow your case.',
        },
        { value: 'phone', text: 'By phone' },
        { value: 'post', text: 'By post' },
        {
          value: 'none',
          text: 'I do not want to be reached',
          hint: 'We look at it all the same, but cannot ask you anything or send you an answer',
        },
      ],
    },
  ],
};

/** Complaint, compliment, comment or question of anybody, one question a page. */
export const giveFeedback: Journey = {
  at: '/give-feedback',
  from: '/',
  questions: (answers, { serviceAreas }) => [
    { id: 'kind', short: 'You want to', fields: [kind] },
    about(serviceAreas, answers),
    relation,
    actsFor,
    consent,
    {
      id: 'what-happened',
      short: isComplaint(answers) ? 'What happened' : 'What you say',
      fields: [
        { name: 'text', kind: 'paragraphs', label: 'What happened?', ...whatHappened[answers['kind'] ?? ''] },
      ],
    },
    {
      id: 'what-should-happen',
      short: 'What should happen',
      asked: isComplaint,
      fields: [
        {
          name: 'wishedOutcome',
          kind: 'paragraphs',
          label: 'What would you like to happen?',
          hint: 'For example an apology, an answer, or that something is done. You can leave this empty.',
          most: 5_000,
        },
      ],
    },
    files,
    {
      id: 'name',
      short: 'Name',
      fields: [
        {
          name: 'name',
          kind: 'text',
          label: 'What is your name?',
          hint: 'You can leave this empty',
          autocomplete: 'name',
        },
      ],
    },
    reach,
    ...Object.values(reached),
  ],
  sent(answers) {
    const { serviceArea, aboutWhom, wishedOutcome, relation: who, actsFor: whose, consentSaid } = answers;
    const said = consent.fields[0]?.options?.find(({ value }) => value === consentSaid)?.text;
    return {
      kind: FeedbackKind.parse(answers['kind']),
      person: personOf(answers),
      text: answers['text'] ?? '',
      facts: Facts.parse({
        ...(serviceArea === 'not sure' ? {} : { serviceArea }),
        ...(aboutWhom ? { aboutWhom } : {}),
        ...(wishedOutcome ? { wishedOutcome } : {}),
        ...(who ? { relation: who } : {}),
        ...(who === 'child' ? { madeByChild: true } : {}),
        ...(whose ? { actsFor: whose } : forItself.has(who ?? '') ? { actsFor: 'self' } : {}),
        ...(said ? { consentSaid: said } : {}),
      }),
    };
  },
  words: {
    check: 'Check your answers before you send them',
    send: 'Send',
    sendText: 'What you say is kept confidential. We use it to deal with what you tell us, and nothing else.',
    received: 'We have received it',
    next: (answers) => [
      isComplaint(answers)
        ? complaintGoesOn(answers)
        : answers['kind'] === 'compliment'
          ? 'We pass it on to the people you thank, and to their manager.'
          : 'We read it and pass it on to the team it is for.',
      ...(answers['reach'] === 'none'
        ? [
            'You do not want to be reached, so we send you nothing. Keep the reference: with it you can phone us and ask.',
          ]
        : answers['reach'] === 'email'
          ? [
              'Each of our letters has a private link. With it you see how far it is, and can add to it or stop it.',
            ]
          : []),
      ...(forItself.has(answers['relation'] ?? '')
        ? [
            'You have the right to an advocate: somebody on your side who helps you say what you want to say. It is free.',
          ]
        : []),
    ],
  },
};

function complaintGoesOn({ reach: way }: Answers): string {
  if (way === 'none') return 'A complaints officer reads it, and we look into it.';
  const told = 'what we understood, who looks into it, and by when you have an answer';
  return `A complaints officer reads it. Then we ${way === 'phone' ? 'phone you and tell you' : 'write to you'}: ${told}.`;
}

/** Who sent it, as far as they said; only the way of reaching them that they chose in the end. */
export function personOf(answers: Answers) {
  const { name, reach: way = '' } = answers;
  const field = reached[way]?.fields[0]?.name ?? '';
  const contact = answers[field] ?? '';
  return { ...(name ? { name } : {}), ...(contact === '' ? {} : { [field]: contact }) };
}
