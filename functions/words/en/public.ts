import { ombudsman } from '../../../workflows/ombudsman.ts';
import type { ComplainantLetter } from '../../../workflows/letters/letter-names.ts';
import type { EqualityAnswer, EqualityQuestionId } from '../../domain/records/equality.ts';

/** How long a reader has to wait, or has left. */
interface Minutes {
  minutes: number;
}
interface Phone {
  phone: string;
}

const fileKinds = 'Photos (PNG or JPEG), PDF, Word, ODT or text files. Each can be up to 3.5 MB.';

/** The pages for people who do not sign in, other than the children's own: reading age 9 to 11. */
export const publicPages = {
  start: {
    title: 'Tell us what you think',
    lead: ({ council }: { council: string }) =>
      `Complain, say thank you, or ask ${council} about children’s social care. It will not change the help you get from us.`,
    giveFeedback: 'Give feedback',
    phoneOrWrite: ({ phone }: Phone) => `You can also phone us on ${phone}, or email`,
    danger: 'If a child or anyone else is in danger now, call 999.',
    children: 'For children and young people',
    childrenText: 'A few easy questions, and someone to help you if you want.',
    follow: 'Follow my complaint',
    followText: 'See what we are doing, read our letters, tell us more, or ask us to stop.',
    staffSignIn: 'Staff sign in',
  },

  /** The words that all journeys share, question after question, up to the page after sending. */
  journey: {
    continue: 'Continue',
    change: 'Change',
    noFiles: 'None',
    leftEmpty: 'Left empty',
    deleteAll: 'Delete my answers and send nothing',
    deleted: 'Your answers are deleted',
    deletedText: 'We have deleted what you wrote, and nothing was sent.',
    startAgain: 'Start again',
    trapLabel: 'Leave this empty',
    sendAgain: 'This was not sent. Send it again.',
    fileLost: 'We lost one of your files. Remove it, and add it again.',
    visitEnded:
      'You were away for a long time, so we deleted your earlier answers. We have kept what you wrote here. You can go on from here.',
    addFile: 'Add this file',
    addedFiles: 'Files you have added',
    removeFile: 'Remove',
    chooseFile: 'Choose a file',
    chooseFileHint: ({ most }: { most: number }) => `${fileKinds} You can add ${most} files, one at a time.`,
    mostFilesAdded: ({ most }: { most: number }) =>
      `You have added ${most} files. To add another, remove one first.`,
    chooseFileFirst: 'Choose a file first',
    tooManyFiles: ({ most }: { most: number }) => `You can add up to ${most} files`,
    unnamedFile: 'File',
    reference: 'Your reference is',
    whatNext: 'What happens next',
    showCode: 'Show me my code',
    codeMinutes: ({ minutes }: Minutes) => `You can get it in the next ${minutes} minutes, but not later.`,
    question: ({ phone }: Phone) => `If you have a question, phone ${phone} and tell us your reference.`,
    backToStart: 'Back to the start',
    backToNext: 'Back to what happens next',
    useCode: {
      before: 'To use it, go to',
      after: 'and type the code. Hyphens and capital letters do not matter.',
    },
    codeUntil: ({ until }: { until: string }) => `It works until ${until}. Your reference is`,
    codeLost: ({ phone }: Phone) => `If you lose the code, phone ${phone}.`,
  },

  /** The errors of an answer. */
  errors: {
    choose: 'Choose one of the answers',
    fileRefused: ({ file, reason }: { file: string; reason: string }) =>
      `We could not add ${file}. ${reason}`,
    email: 'Enter an email address, such as name@example.com',
    phone: 'Enter a phone number, such as 01632 960 001',
    date: 'Enter a real date, such as 27 3 2026',
    tooLong: ({ most, typed }: { most: string; typed: string }) =>
      `Use ${most} characters or fewer. You have used ${typed}.`,
    tooLongText: ({ most, typed }: { most: string; typed: string }) =>
      `Use ${most} characters or fewer. You have used ${typed}. You can add the rest as a file.`,
    tooOften: 'You have done this too many times',
    tooOftenText: ({ minutes, phone }: Minutes & Phone) =>
      `We limit this so that the service works for everyone. We have kept what you wrote. Wait ${minutes} minutes, go back and try again. Or phone us on ${phone}.`,
  },

  giveFeedback: {
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
        'You have the right to an advocate. This is someone on your side who helps you say what you want to say. It is free.',
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
  },

  aboutYou: {
    title: 'Questions about you',
    lead: 'These questions help us see whether we treat everyone fairly. You do not have to answer any of them. Your complaint does not depend on it.',
    privacy:
      'We do not keep your answers with your name, your complaint or what you wrote to us. We only count how many people gave each answer. Our yearly report shows the totals, but no small numbers.',
    send: 'Send answers',
    answerOne: 'Answer at least one question. If you do not want to, you can leave this page',
    thankYou: 'Thank you',
    thankYouText:
      'We have counted your answers. We do not keep them with your name or with anything you wrote to us.',
    /** The harmonised questions of the Office for National Statistics, in its words so that figures can be compared. */
    questions: {
      age: { question: 'How old are you?' },
      sex: { question: 'What is your sex?' },
      'gender-identity': {
        question: 'Is the gender you identify with the same as your sex registered at birth?',
      },
      'ethnic-group': { question: 'What is your ethnic group?' },
      disability: {
        question:
          'Do you have a physical or mental health condition or illness that has lasted, or will last, 12 months or more?',
      },
      religion: { question: 'What is your religion?' },
      'sexual-orientation': {
        question: 'Which best describes your sexual orientation?',
        hint: 'For people aged 16 or over.',
      },
    } satisfies Record<EqualityQuestionId, { question: string; hint?: string }>,
    answers: {
      'Under 16': 'Under 16',
      '16 to 24': '16 to 24',
      '25 to 44': '25 to 44',
      '45 to 64': '45 to 64',
      '65 or over': '65 or over',
      Female: 'Female',
      Male: 'Male',
      Yes: 'Yes',
      No: 'No',
      'Asian or Asian British': 'Asian or Asian British',
      'Black, Black British, Caribbean or African': 'Black, Black British, Caribbean or African',
      'Mixed or multiple ethnic groups': 'Mixed or multiple ethnic groups',
      White: 'White',
      'Other ethnic group': 'Other ethnic group',
      'No religion': 'No religion',
      Buddhist: 'Buddhist',
      Christian: 'Christian',
      Hindu: 'Hindu',
      Jewish: 'Jewish',
      Muslim: 'Muslim',
      Sikh: 'Sikh',
      'Another religion or belief': 'Another religion or belief',
      'Straight or heterosexual': 'Straight or heterosexual',
      'Gay or lesbian': 'Gay or lesbian',
      Bisexual: 'Bisexual',
      Other: 'Other',
      'Prefer not to say': 'Prefer not to say',
    } satisfies Record<EqualityAnswer, string>,
  },

  follow: {
    start: {
      title: 'Follow my complaint',
      lead: 'Each of our letters has a private link. Open it to see what we are doing, read our letters, tell us more, or ask us to stop.',
      broken: 'This link does not work',
      brokenText:
        'It may be too old, or part of it may be missing. We may have sent you a newer one. Try the link in our latest letter, or ask for a new one.',
      visitEnded:
        'You were away for a long time, so we closed your case on this device. Nothing was sent. We will keep what you wrote for an hour. Open the link in our letter again, or type its code, and you can go on from there. If you chose a file, choose it again.',
      haveCode: 'I have a printed letter or a code',
      code: 'Your code',
      codeHint: 'In a letter, you will find it after “follow/”. Hyphens and capital letters do not matter.',
      codeRequired: 'Enter the code from your letter',
      codeWrong: 'This code does not work. Check that you typed it correctly. It may also be too old',
      open: 'Open my case',
      lostLink: 'I have lost my link',
      lostLinkText: 'We will send a new one to the email address that we have for you.',
      reference: 'Your reference',
      referenceHint: 'You will find it at the top of each letter',
      referenceRequired: 'Enter your reference',
      sendLink: 'Send me a new link',
      orPhone: ({ phone }: Phone) => `Or phone us on ${phone}.`,
      linkSent: 'Check your email',
      linkSentText: ({ phone }: Phone) =>
        `If we have a case with this reference and an email address, we will send a new link to that address. If nothing comes, phone us on ${phone}.`,
      backToStart: 'Back to the start',
    },
    page: {
      yourComplaint: 'Your complaint',
      yourFeedback: 'Your feedback',
      receivedOn: ({ on }: { on: string }) => `Received on ${on}.`,
      status: 'What is happening',
      actions: 'What you can do',
      addMessage: 'Add a message or a file',
      askLate: 'Ask late for the next stage',
      lapsed: ({ stage, until }: { stage: string; until: string }) =>
        `You could ask for ${stage}. The last day to ask was ${until}. You can still ask. If you had a good reason, we can say yes.`,
      ombudsman:
        'You can also go to the Local Government and Social Care Ombudsman. The Ombudsman is free and independent of the council. You should normally contact them within 12 months of finding out about the problem:',
      ombudsmanWebsite: { href: ombudsman.url, text: ombudsman.website },
      ombudsmanPhone: `or ${ombudsman.phone}.`,
      letters: 'Our letters to you',
      noLetters: 'We have not written to you yet.',
      messages: 'What you told us',
      askedForNextStage: 'You asked for the next stage',
      files: ({ number }: { number: number }) => `With ${number} ${number === 1 ? 'file' : 'files'}`,
      leave: 'Close my case on this device',
    },
    letter: {
      enclosures: 'With this letter',
      back: 'Back',
      /** Every letter by its id, as the complainant finds it in the list. */
      titles: {
        acknowledgement: 'We have got your complaint',
        extension: 'We need more time',
        delay: 'Our answer is taking longer',
        'running-late': 'We are late',
        'still-late': 'We are still late',
        'may-go-on': 'You can go on without our answer',
        'wait-agreed': 'You have agreed to wait',
        'resolved-informally': 'What we agreed with you',
        'straight-to-stage-2': 'Your complaint goes straight to stage 2',
        'stage-1-response': 'Our answer to your complaint',
        'window-closing': 'You can still ask for the next stage',
        'window-closed': 'We have closed your complaint',
        withdrawn: 'We have stopped, as you asked',
        'taken-back': 'We have stopped, as you asked',
        frozen: 'We have paused your complaint',
        resumed: 'We have started work on your complaint again',
        declined: 'Why we cannot look into your complaint',
        'closed-without-consent': 'Why we cannot go on with your complaint',
        'private-link': 'Your private link',
        'stage-2-started': 'We have got your request for stage 2',
        'stage-2-people': 'Who will look into your complaint',
        'statement-of-complaint': 'Please check your statement of complaint',
        'statement-reminder': 'Please tell us if your statement of complaint is right',
        'statement-not-agreed': 'The investigation of your complaint goes on',
        'stage-2-adjudication': 'Our decision on your complaint',
        'stage-3-acknowledgement': 'We have got your request for a review panel',
        'panel-invitation': 'You are invited to the review panel',
        'panel-people': 'Who is on the review panel',
        'person-replaced': 'A change to who takes part in your complaint',
        'panel-report-sent': 'The report of the review panel',
        'stage-3-response': 'Our answer to the report of the review panel',
        'early-referral': 'Your complaint is going to the Ombudsman',
        'final-response': 'Our final answer to your complaint',
        'review-started': 'We have got your request for a review',
        'management-review': 'We will still look into what you told us',
        'payment-delayed': 'Your payment will be late',
        'payment-withdrawn': 'We will not pay the money that we told you about',
        reopened: 'We have opened your complaint again',
        'standing-refused': 'Why we cannot take this as a complaint from you',
        'consent-request': 'We need to hear from the child or young person',
        'service-request-passed-on': 'We have passed on your request',
        'compliment-thanks': 'Thank you for your kind words',
        'comment-answer': 'Our answer to you',
        'comment-noted': 'Thank you for your comment',
      } satisfies Record<ComplainantLetter, string>,
    },
    backToCase: 'Back to your case',
    changed: 'Something has changed',
    changedText: 'We did nothing with what you sent. Go back to your case to see what is happening now.',
    choice: {
      cancel: 'Go back and change nothing',
      warning: 'Warning',
      stop: {
        title: 'Stop this',
        text: 'We will stop looking into it. If we can write to you, we will send you a letter about this. It does not change the help you get from us. You can come back to us if you change your mind.',
        button: 'Yes, stop it',
        warning: 'We will stop as soon as you press the button.',
      },
      wait: {
        title: 'Wait longer for our answer',
        text: 'Our answer is late, and we are sorry. You do not have to wait. If you are happy to wait, tell us until when.',
        button: 'I will wait',
      },
      nextStage: {
        title: 'Ask for the next stage',
        text: ({ stage, until }: { stage: string; until: string | undefined }) =>
          `You are asking for ${stage}. ${
            until === undefined ? 'You can still ask now.' : `The last day to ask is ${until}.`
          }`,
        textWithoutAnswer: 'You are asking for the next stage because we did not answer in time.',
        button: 'Ask for the next stage',
      },
    },
    fields: {
      unresolved: {
        label: 'What is still not right?',
        hint: 'You do not have to give a reason. If you want to, tell us which parts of our answer you do not agree with, and what you want to happen.',
      },
      reason: {
        label: 'Why do you want to stop?',
        hint: 'You do not have to say.',
      },
      until: {
        label: 'Until which day will you wait?',
        hint: 'You can still ask for the next stage before that day.',
        required: 'Enter the day you will wait until',
      },
    },
    receipts: {
      message: {
        title: 'We have got what you sent',
        text: 'We have told the people who deal with it. You can see it on the page of your case.',
      },
      stopped: {
        title: 'We have stopped',
        text: 'You asked us to stop. If we can write to you, we will send you a letter about this.',
      },
      asked: {
        title: 'You have asked for the next stage',
        text: 'We have saved your request with today’s date. We will write to you about what happens now.',
      },
      waiting: {
        title: 'You have agreed to wait',
        text: 'We have saved the day you chose. We still have to answer you. You can change your mind at any time.',
      },
      late: {
        title: 'We have got your request',
        text: 'The last day to ask has passed. A complaints officer will decide whether we can still do it. We will write to you.',
      },
    },
    add: {
      title: 'Add a message or a file',
      label: 'What do you want to tell us?',
      required: 'Write what you want to tell us',
      file: 'Add a file (if you want)',
      fileHint: fileKinds,
      send: 'Send',
    },
    late: {
      title: 'Ask late for the next stage',
      text: ({ stage, until }: { stage: string; until: string }) =>
        `You are asking for ${stage}. The last day to ask was ${until}. A complaints officer will decide whether we can still do it. We will write to you.`,
      label: 'Why could you not ask in time, and what is still not right?',
      required: 'Tell us why you could not ask in time, and what is still not right',
    },
    /** Recorded on the case with what the complainant did, for officers to read. */
    forOfficers: {
      addedByLink: 'Added through the private link',
      askedLate: ({ stage, until }: { stage: string; until: string }) =>
        `Asks late for ${stage}; the last day was ${until}`,
      stoppedByLink: ({ reason }: { reason: string }) =>
        `Through the private link. ${reason === '' ? 'They gave no reason.' : reason}`,
    },
  },
};
