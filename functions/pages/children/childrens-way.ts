import { files, personOf, reached } from '../public/give-feedback.ts';
import type { Answers, Journey, Question } from '../public/journey.ts';

const help: Question = {
  id: 'help',
  short: 'I want someone to help me',
  text: [
    'This person is called an advocate. They are on your side.',
    'They listen to you and help you say what you want to say. It is free. They do not work for your social worker.',
  ],
  title: 'Do you want someone to help you?',
  fields: [
    {
      name: 'advocate',
      kind: 'radios',
      label: 'Someone to help me',
      needed: 'Choose yes or no. You can change it later',
      options: [
        { value: 'yes', text: 'Yes, I want someone to help me' },
        { value: 'no', text: 'No, not now' },
      ],
    },
  ],
};

const reach: Question = {
  id: 'talk',
  short: 'How we talk to you',
  fields: [
    {
      name: 'reach',
      kind: 'radios',
      label: 'How can we talk to you safely?',
      hint: 'Choose a way that only you can see or hear',
      needed: 'Choose how we can talk to you',
      options: [
        { value: 'phone', text: 'Call or text me' },
        { value: 'email', text: 'Email me' },
        { value: 'somebody', text: 'Talk to somebody I trust', hint: 'Like a teacher, a carer or a friend' },
        {
          value: 'none',
          text: 'Do not talk to me',
          hint: 'We will read it. But we can not tell you what we do',
        },
      ],
    },
  ],
};

const somebody: Question = {
  id: 'somebody',
  asked: ({ reach: way }) => way === 'somebody',
  short: 'Somebody I trust',
  fields: [
    {
      name: 'somebody',
      kind: 'paragraphs',
      label: 'Who is it, and how do we find them?',
      hint: 'Their name, and where they work or their phone number',
      most: 1_000,
      needed: 'Tell us who it is',
    },
  ],
};

const safeTime: Question = {
  id: 'when',
  asked: ({ reach: way }) => way !== 'none',
  short: 'When it is safe',
  fields: [
    {
      name: 'safeTime',
      kind: 'text',
      label: 'When is it safe to talk?',
      hint: 'For example: after school, not on weekends, never when my uncle is there. You can leave this empty.',
      most: 500,
    },
  ],
};

const simply = (question: Question | undefined, label: string): Question[] =>
  question === undefined
    ? []
    : [{ ...question, fields: question.fields.map((field) => ({ ...field, label, hint: '' })) }];

function safely(answers: Answers): string {
  const ways: Record<string, string> = {
    phone: 'Call or text.',
    email: 'By email only.',
    somebody: `Through somebody they trust: ${answers['somebody'] ?? ''}`,
    none: 'They do not want to be reached.',
  };
  const way = ways[answers['reach'] ?? ''] ?? '';
  return answers['safeTime'] ? `${way}\nWhen it is safe: ${answers['safeTime']}` : way;
}

/** For children and young people: the advocate first, few questions, short words. */
export const childrensWay: Journey = {
  at: '/children',
  from: '/children',
  forChildren: true,
  questions: () => [
    help,
    {
      id: 'what-happened',
      short: 'What happened',
      fields: [
        {
          name: 'text',
          kind: 'paragraphs',
          label: 'What happened?',
          hint: 'Write it how you like. You will not be in trouble.',
          needed: 'Write something, even if it is short',
        },
      ],
    },
    {
      id: 'what-should-happen',
      short: 'What should happen',
      fields: [
        {
          name: 'wishedOutcome',
          kind: 'paragraphs',
          label: 'What do you want to happen?',
          hint: 'You can leave this empty.',
          most: 5_000,
        },
      ],
    },
    {
      ...files,
      title: 'Do you want to show us something?',
      text: ['Like a photo or a message. You do not have to.'],
    },
    {
      id: 'name',
      short: 'Name',
      fields: [
        {
          name: 'name',
          kind: 'text',
          label: 'What should we call you?',
          hint: 'Your name or a nickname. You can leave this empty.',
          autocomplete: 'off',
        },
      ],
    },
    reach,
    ...simply(reached['phone'], 'What is your phone number?'),
    ...simply(reached['email'], 'What is your email?'),
    somebody,
    safeTime,
  ],
  sent: (answers) => ({
    kind: 'complaint',
    person: personOf(answers),
    text: answers['text'] ?? '',
    facts: {
      relation: 'child',
      actsFor: 'self',
      madeByChild: true,
      advocacyOffered: true,
      advocacyWanted: answers['advocate'] === 'yes',
      reachSafely: safely(answers),
      ...(answers['wishedOutcome'] ? { wishedOutcome: answers['wishedOutcome'] } : {}),
    },
  }),
  words: {
    check: 'Is this right?',
    send: 'Send it',
    sendText:
      'Only people who need to know will read it. If you or someone else is in danger, we have to tell people who can keep you safe.',
    received: 'We have got it. Thank you for telling us.',
    next: (answers) => [
      'Somebody reads it soon, and takes it seriously.',
      ...(answers['advocate'] === 'yes' ? ['We will find someone to help you. They are on your side.'] : []),
      answers['reach'] === 'none'
        ? 'You said we should not talk to you. You can always call us and say this number.'
        : 'Then we talk to you in the way you chose.',
      ...(answers['advocate'] === 'yes' ? [] : ['You can ask for someone to help you at any time.']),
    ],
  },
};
