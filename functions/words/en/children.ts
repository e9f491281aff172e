/** The pages for children and young people: short words, short sentences. */
export const children = {
  start: {
    title: 'Tell us if something is wrong',
    lead: 'You can tell us if you are sad, angry or not treated well. You will not be in trouble.',
    wantHelp: 'I want someone to help me',
    advocate: 'This person is called an advocate. They are on your side. It is free.',
    tellMyself: 'I want to tell you myself',
    danger: 'Are you in danger now? Call',
    childline: 'You can talk to Childline at any time, for free:',
    callUs: ({ phone }: { phone: string }) => `You can also call us: ${phone}.`,
  },
  danger: {
    button: 'I am not safe',
    title: 'If you are not safe now',
    call: 'Call 999. It is free.',
    callLink: 'Call 999 now',
    helpline: 'You can talk to Childline at any time. It is free, and it does not show on a phone bill:',
    adults: '',
    duty: ({ phone }: { phone: string }) =>
      `You can also call our team that keeps children safe, day or night: ${phone}`,
    notSent:
      'We do not know yet that you are not safe. If you can, go on and tell us. Someone will look at it at once.',
    goOn: 'Go on and tell us',
  },
  help: {
    summary: 'I want someone to help me',
    title: 'Do you want someone to help you?',
    text: [
      'This person is called an advocate. They are on your side.',
      'They listen to you and help you say what you want to say. It is free. They do not work for your social worker.',
    ],
    label: 'Someone to help me',
    required: 'Choose yes or no. You can change it later',
    options: { yes: 'Yes, I want someone to help me', no: 'No, not now' },
  },
  whatHappened: {
    summary: 'What happened',
    label: 'What happened?',
    hint: 'Write it how you like. You will not be in trouble.',
    required: 'Write something, even if it is short',
  },
  wishedOutcome: {
    summary: 'What should happen',
    label: 'What do you want to happen?',
    hint: 'You can leave this empty.',
  },
  files: {
    summary: 'Files',
    title: 'Do you want to show us something?',
    text: 'Like a photo or a message. You do not have to.',
  },
  name: {
    summary: 'Name',
    label: 'What should we call you?',
    hint: 'Your name or a nickname. You can leave this empty.',
  },
  reach: {
    summary: 'How we talk to you',
    label: 'How can we talk to you safely?',
    hint: 'Choose a way that only you can see or hear',
    required: 'Choose how we can talk to you',
    options: {
      phone: { text: 'Call or text me', hint: undefined },
      email: { text: 'Email me', hint: undefined },
      somebody: { text: 'Talk to someone I trust', hint: 'Like a teacher, a carer or a friend' },
      none: { text: 'Do not talk to me', hint: 'We will read it. But we cannot tell you what we do' },
    },
  },
  phone: { label: 'What is your phone number?' },
  email: { label: 'What is your email?' },
  trustedPerson: {
    summary: 'Someone I trust',
    label: 'Who is it, and how do we find them?',
    hint: 'Their name, and where they work or their phone number',
    required: 'Tell us who it is',
  },
  safeTime: {
    summary: 'When it is safe',
    label: 'When is it safe to talk?',
    hint: 'For example: after school, not on weekends, never when my uncle is there. You can leave this empty.',
  },
  check: 'Is this right?',
  send: 'Send it',
  privacy:
    'Only people who need to know will read it. If you or anyone else is in danger, we must tell people who can help.',
  received: 'We have got it. Thank you for telling us.',
  next: {
    read: 'Someone will read it soon. We take it seriously.',
    advocate: 'We will find someone to help you. They are on your side.',
    talk: 'We will talk to you in the way you chose.',
    noContact: 'You said we should not talk to you. You can always call us and say this number.',
    advocateLater: 'You can ask for someone to help you at any time.',
  },
  code: {
    heading: 'See what we do',
    offer: 'You can get a secret code. Use it to see what we do, and to tell us more.',
    title: 'Your secret code',
    keep: 'Write it down, or take a photo. We cannot show it again later.',
    use: 'You can see what we do, read our letters and tell us more. Keep the code where only you can find it. Anyone who has the code can read what you told us.',
  },
  /** Recorded on the case for officers: how and when the child can be reached safely. */
  forOfficers: {
    phone: 'Call or text.',
    email: 'By email only.',
    somebody: ({ who }: { who: string }) => `Through someone they trust: ${who}`,
    none: 'Do not contact them.',
    safeTime: ({ when }: { when: string }) => `When it is safe: ${when}`,
  },
};
