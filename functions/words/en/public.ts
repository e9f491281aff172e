import { ombudsman } from '../../../workflows/ombudsman.ts';
import type { ComplainantLetter } from '../../../workflows/letters/letter-names.ts';
import type { AddressProblem } from '../../domain/text/postal-address.ts';
import { aboutYou } from './about-you.ts';
import { giveFeedback } from './give-feedback.ts';

/** How long a reader has to wait, or has left. */
interface Minutes {
  minutes: number;
}
interface Phone {
  phone: string;
}

const fileKinds = 'Photos, videos, recordings, PDF, Word or text files.';

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
  danger: {
    warning: 'Warning',
    button: 'Someone is in danger, or I am not safe',
    title: 'If someone is in danger now',
    call: 'Call 999 now. Do not wait for an answer from us.',
    callLink: 'Call 999',
    helpline: 'A child can talk to Childline for free at any time:',
    adults: 'If you are worried about a child, call the NSPCC:',
    duty: ({ phone }: { phone: string }) => `You can also call our safeguarding team at any time: ${phone}`,
    notSent:
      'You have not sent us anything yet. If you can, go on and tell us what is happening. Someone will look at it at once.',
    goOn: 'Go on and tell us',
  },
  journey: {
    continue: 'Continue',
    change: 'Change',
    noFiles: 'None',
    keepAddress: 'This is right. Keep it',
    otherWay: 'Choose another way for us to contact you',
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
    chooseFileHint: ({ most }: { most: number }) =>
      `${fileKinds} Each can be up to 25 MB. You can add ${most} files, one at a time.`,
    chooseSmallFileHint: ({ most }: { most: number }) =>
      `${fileKinds} Each can be up to 3.5 MB. You can add ${most} files, one at a time.`,
    uploadAgain: 'Your file did not arrive. Choose it again.',
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
    /** An address that letters may not reach. They can keep it. */
    address: {
      'no address': 'Enter your address',
      'not an address': 'We cannot post a letter to this. Enter an address, or choose another way',
      'email address': 'This is an email address. Enter a postal address, or choose another way',
      'no postcode': 'This address has no postcode, so a letter may not reach you',
      'no town': 'This address has no town, so a letter may not reach you',
    } satisfies Record<AddressProblem, string>,
    tooLong: ({ most, typed }: { most: string; typed: string }) =>
      `Use ${most} characters or fewer. You have used ${typed}.`,
    tooLongText: ({ most, typed }: { most: string; typed: string }) =>
      `Use ${most} characters or fewer. You have used ${typed}. You can add the rest as a file.`,
    fileWaits: 'This file is still being checked',
    fileWaitsText: 'Each file is checked for viruses before anyone can open it. Try again in a minute.',
    fileHasMalware: 'This file cannot be opened',
    fileHasMalwareText:
      'It may contain a virus. If you need it, ask the person who sent it for another copy.',
    tooOften: 'You have done this too many times',
    tooOftenText: ({ minutes, phone }: Minutes & Phone) =>
      `We limit this so that the service works for everyone. Wait ${minutes} minutes and try again. Or phone us on ${phone}.`,
    tooOftenKept: ({ hasFile }: { hasFile: boolean }) =>
      hasFile
        ? 'We have kept what you wrote. You will need to choose your file again.'
        : 'We have kept what you wrote.',
    backToForm: 'Go back to what you wrote',
  },

  giveFeedback,

  aboutYou,

  follow: {
    start: {
      title: 'Follow my complaint',
      lead: 'Each of our letters has a private link. Open it to see what we are doing, read our letters, tell us more, or ask us to stop.',
      notAsColleague: 'You opened this link while signed in as a colleague',
      notAsColleagueText:
        'You can see what the complainant sees, but you cannot answer for them. If they told you what they want, record it on the case.',
      broken: 'This link does not work',
      brokenText:
        'It may be too old, or part of it may be missing. We may have sent you a newer one. Try the link in our latest letter, or ask for a new one.',
      visitEnded:
        'You were away for a long time, so we closed your case on this device. Nothing was sent. We will keep what you wrote for an hour. Open the link in our letter again, or type its code, and you can go on from there. If you chose a file, choose it again.',
      visitEndedAskAgain:
        'You were away for a long time, so we closed your case on this device. Nothing was sent. Open the link in our letter again, or type its code, and then ask again.',
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
      wantHelper: 'I want someone to help me',
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
      earlier: 'Show all that you told us, and all our letters',
      askedForNextStage: 'You asked for the next stage',
      files: ({ number }: { number: number }) => `With ${number} ${number === 1 ? 'file' : 'files'}`,
      leave: 'Close my case on this device',
    },
    letter: {
      enclosures: 'With this letter',
      back: 'Back',
      /** Every letter by its id, as the complainant finds it in the list. */
      titles: {
        receipt: 'We have your message',
        acknowledgement: 'We have got your complaint',
        'dates-changed': 'Your dates have changed',
        extension: 'We need more time',
        delay: 'Our answer is taking longer',
        'running-late': 'We are late',
        'still-late': 'We are still late',
        'may-go-on': 'You can go on without our answer',
        'wait-agreed': 'You have agreed to wait',
        'resolved-informally': 'What we agreed with you',
        'straight-to-stage-2': 'Your complaint will go straight to stage 2',
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
        'complaint-goes-on': 'We are sorry for your loss',
        'cases-put-together': 'We have put two cases together',
        'stage-2-started': 'We have got your request for stage 2',
        'stage-2-people': 'Who will look into your complaint',
        'statement-of-complaint': 'Please check your statement of complaint',
        'statement-reminder': 'Please tell us if your statement of complaint is right',
        'statement-not-agreed': 'The investigation of your complaint will go on',
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
        'standing-refused-at-triage': 'Why we cannot take this as a complaint from you',
        'consent-request': 'We need to hear from the child or young person',
        'service-request-passed-on': 'We have passed on your request',
        'compliment-thanks': 'Thank you for your kind words',
        'comment-answer': 'Our answer to you',
        'comment-noted': 'Thank you for your comment',
        'safeguarding-advice': 'If you are in danger',
        'held-mail-advice': 'If you are in danger',
        'advocate-found': 'We have found someone to help you',
        'officer-letter': 'A letter from us',
        'sent-to-route': 'We will deal with part of it another way',
        'handling-plan': 'How we will look into your complaint',
        'longer-period': 'We agreed on more time',
        'resolved-by-word': 'What we agreed',
        'joint-consent': 'May we share your complaint?',
        'joint-handling': 'Who looks into your complaint',
        'joint-answer': 'Our answer together with another service',
        'joint-ended': 'We answer our part of your complaint',
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
        hint: 'You can change your mind at any time.',
        required: 'Enter the day you will wait until',
      },
    },
    receipts: {
      helper: {
        title: 'We will find someone to help you',
        text: 'This person is called an advocate. They are on your side, and it is free. We will write to you and tell you who it is.',
      },
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
      fileHint: `${fileKinds} It can be up to 3.5 MB.`,
      largerFile: 'Add a file of more than 3.5 MB first',
      largerFileTitle: 'Choose a file',
      largerFileHint: `${fileKinds} It can be up to 25 MB. You can write to us on the next page.`,
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
