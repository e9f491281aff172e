/** The pages on which people who do not sign in send feedback. */
export const giveFeedback = {
  kind: {
    summary: 'You want to',
    label: 'What do you want to do?',
    required: 'Choose what you want to do',
    options: {
      complaint: { text: 'Complain', hint: 'Something went wrong, and you want us to put it right' },
      compliment: { text: 'Say thank you', hint: 'We will pass it on to the people you thank' },
      comment: { text: 'Make a comment', hint: 'Something we should know, or could do better' },
      enquiry: { text: 'Ask a question', hint: undefined },
    },
  },
  about: {
    summary: 'About',
    title: 'What is it about?',
    titleOfCompliment: 'Who do you want to thank?',
    service: 'Which service?',
    serviceRequired: 'Choose a service, or choose that you are not sure',
    notSure: 'Something else, or I am not sure',
    person: 'Which person or team, if you know?',
    personHint:
      'We may need to tell staff what you said so that they can answer. If that worries you, tell us.',
  },
  relation: {
    summary: 'You are',
    label: 'Who are you?',
    hint: 'Your answer tells us which rules we must follow, and what your rights are',
    required: 'Choose who you are',
    options: {
      child: { text: 'A child or young person', hint: undefined },
      parent: { text: 'A parent', hint: undefined },
      'parental-responsibility': {
        text: 'Someone else with parental responsibility',
        hint: 'The law gives you the rights and duties of a parent',
      },
      'foster-carer': { text: 'A foster carer', hint: undefined },
      'care-leaver': { text: 'A care leaver', hint: 'You used to be in care' },
      'special-guardian': { text: 'A special guardian', hint: undefined },
      adopter: { text: 'Someone who has adopted, or wants to adopt', hint: undefined },
      'sufficient-interest': {
        text: 'Someone else',
        hint: 'For example a grandparent, an uncle, a friend or a neighbour',
      },
    },
  },
  actsFor: {
    summary: 'Your complaint is',
    label: 'Are you complaining for yourself or for a child?',
    required: 'Choose whether you are complaining for yourself or for a child',
    options: {
      self: { text: 'For myself', hint: 'It is about how you were treated, even as a parent or carer' },
      child: { text: 'For a child', hint: 'You are saying what the child would say' },
    },
  },
  consent: {
    summary: 'Does the child agree',
    label: 'Does the child know that you are complaining for them, and agree?',
    hint: 'We ask because a child who can decide should have a say. We can look at your complaint even if you choose no.',
    required: 'Choose whether the child agrees',
    options: {
      yes: 'Yes, the child knows and agrees',
      'too young': 'The child is too young, or cannot understand it',
      'not asked': 'I have not asked the child',
      no: 'No, the child does not agree',
    },
  },
  help: {
    summary: 'I want someone to help me',
    title: 'Do you want someone to help you?',
    text: [
      'This person is called an advocate. They are on your side.',
      'They listen to you and help you say what you want to say. It is free. They do not work for the people you are complaining about.',
    ],
    label: 'Someone to help me',
    required: 'Choose yes or no. You can change it later',
    options: { yes: 'Yes, I want someone to help me', no: 'No, not now' },
  },
  whatHappened: {
    summaryOfComplaint: 'What happened',
    summary: 'What you say',
    complaint: {
      label: 'What happened?',
      hint: 'Tell us what went wrong, when, and who was there. Use your own words.',
      required: 'Tell us what happened',
    },
    compliment: {
      label: 'What do you want to thank them for?',
      hint: undefined,
      required: 'Tell us what you want to thank them for',
    },
    comment: { label: 'What do you want to tell us?', hint: undefined, required: 'Write your comment' },
    enquiry: { label: 'What do you want to ask?', hint: undefined, required: 'Write your question' },
  },
  wishedOutcome: {
    summary: 'What should happen',
    label: 'What would you like to happen?',
    hint: 'For example, you may want us to say sorry, answer a question or change something. You can leave this empty.',
  },
  files: {
    summary: 'Files',
    title: 'Is there anything you want to show us?',
    text: 'For example a letter, an email or a photo. You do not have to add anything.',
  },
  name: {
    summary: 'Name',
    label: 'What is your name?',
    hint: 'You can leave this empty',
  },
  reach: {
    summary: 'How to contact you',
    label: 'How can we contact you?',
    required: 'Choose how we can contact you',
    options: {
      email: {
        text: 'By email',
        hint: 'This is the quickest way. Each letter has a link that shows you what we are doing.',
      },
      phone: { text: 'By phone', hint: undefined },
      post: { text: 'By post', hint: undefined },
      none: {
        text: 'Do not contact me',
        hint: 'We will still look at it, but we cannot ask you anything or send you an answer',
      },
    },
  },
  email: {
    summary: 'Email address',
    label: 'What is your email address?',
    hint: 'We will send our letters to it',
    required: 'Enter your email address',
  },
  phone: {
    summary: 'Phone number',
    label: 'What is your phone number?',
    required: 'Enter your phone number',
  },
  address: {
    summary: 'Address',
    label: 'What is your address?',
    hint: 'Include the postcode',
    required: 'Enter your address',
  },
  check: 'Check your answers before you send them',
  send: 'Send',
  privacyOfComplaint:
    'We share what you say only with people who need it to deal with your complaint. If someone may be in danger, we must tell people who can keep them safe.',
  privacy:
    'We share what you say only with people who need it to deal with it. If someone may be in danger, we must tell people who can keep them safe.',
  received: 'We have got it',
  next: {
    complaint: {
      none: 'A complaints officer will read it, and we will look into it.',
      phone:
        'A complaints officer will read it. We will phone you to tell you how we understand it, who will look into it, and when you will have our answer.',
      written:
        'A complaints officer will read it. We will write to you to tell you how we understand it, who will look into it, and when you will have our answer.',
    },
    compliment: 'We will pass it on to the people you thank, and to their manager.',
    other: 'We will read it, and pass it on to the right team.',
    noContact:
      'You asked us not to contact you, so we will not send you anything. Keep your reference. You can phone us and ask about it.',
    email:
      'Each of our letters will have a private link. Use it to see what we are doing, to tell us more, or to ask us to stop.',
    advocate:
      'You have the right to an advocate. This is someone on your side who helps you say what you want to say. It is free. You can ask for one at any time.',
    findAdvocate:
      'We will find someone to help you. They are called an advocate. We will tell you who it is.',
  },
  code: {
    heading: 'Follow it with a private code',
    offer:
      'You will not get letters from us, so we can give you a code now. Use it to see what we are doing, to tell us more, or to ask us to stop.',
    title: 'Your private code',
    keep: 'Write it down or print this page. We do not keep the code, so we cannot show it again later.',
    use: 'Use it to see what we are doing, to read our letters, to tell us more, or to ask us to stop. Keep it safe. Anyone who has the code can read all of this.',
  },
  aboutYou: {
    link: 'Answer a few questions about you',
    text: 'if you want. They help us see whether we treat everyone fairly. We do not keep them with what you sent.',
  },
};
