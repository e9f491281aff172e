const reason = { label: 'Reason' };

/** The questions about a person of a case. */
const childrenField = {
  label: 'Children whose papers they may see',
  hint: 'For papers that are limited to the children they are about',
};

const personFields = {
  name: { label: 'Name' },
  organisation: { label: 'Organisation' },
  email: { label: 'Email address' },
  phone: { label: 'Phone number' },
  address: { label: 'Postal address' },
  language: { label: 'Language', hint: 'If not English' },
  format: { label: 'Format they need' },
  needs: { label: 'What they need to take part', hint: 'Such as an interpreter or wheelchair access' },
  safeContact: { label: 'How to contact them safely' },
  preferredWay: { label: 'How they would like us to contact them' },
  bornOn: { label: 'Date of birth' },
  careNumber: { label: 'Number in the social care system' },
  authorityKind: { label: 'Authority to speak for someone' },
  authorityOn: { label: 'Date of the authority' },
  authorityDocument: { label: 'Document that shows the authority' },
};

const correctionReason = {
  label: 'Reason',
  hint: 'If we write to the complainant about it, they will see this',
};

/**
 * The actions of complaints officers on a case, on pages and in the description of the API. Each has its `title`; its
 * `lead`, which says what will follow; its `button`; the labels of its `fields`; and `done`, the banner with the
 * result.
 */
export const actions = {
  form: {
    continue: 'Continue',
    details: 'Details',
    check: 'Check your answers',
    checkCaption: ({ reference, title }: { reference: string; title: string }) => `${reference}: ${title}`,
    change: 'Change your answers',
    /** Read out before a warning. */
    warning: 'Warning',
    back: 'Back',
    backToCase: ({ reference }: { reference: string }) => `Case ${reference}`,
  },
  links: {
    otherCases: 'Other cases of this complainant',
    privateLink: 'Private link and letters to print',
  },
  markSafeguarding: {
    title: 'Someone may be in danger',
    lead: 'If someone is in danger now, call 999 first. We will alert the duty contact at once, and keep alerting people until someone has looked. The complaint goes on.',
    button: 'Alert the duty contact',
    fields: { reason: { label: 'Why you think someone may be in danger' } },
    done: 'Duty contact alerted',
  },
  assignStep: {
    title: 'Reassign a step',
    lead: 'We will email the person who gets the step.',
    button: 'Reassign the step',
    link: ({ step }: { step: string }) => `Reassign “${step}”`,
    fields: { assignee: { label: 'Assign to' }, reason },
    done: ({ step, name }: { step: string; name: string }) => `“${step}” reassigned to ${name}`,
  },
  recordDetails: {
    title: 'Record or correct details',
    lead: 'Leave a field empty to keep what is recorded. Staff who are complained about lose their steps and can no longer see this case.',
    button: 'Record the details',
    done: 'Details recorded',
  },
  addParty: {
    title: 'Add a person',
    lead: 'For anyone who takes part: a child, an advocate, a representative, someone who complains too.',
    button: 'Add the person',
    fields: {
      roles: { label: 'What they are in this case' },
      ...personFields,
      copies: { label: 'What they get copies of' },
      children: childrenField,
    },
    done: ({ name }: { name: string }) => `${name} added`,
  },
  changeParty: {
    title: 'Change a person’s details',
    lead: 'If you change the complainant’s email or postal address, their private links stop working and we will send them a new one. Letters that have not been sent go to the new address.',
    button: 'Change the details',
    link: ({ name }: { name: string }) => `Change the details of ${name}`,
    fields: { ...personFields, reason },
    done: ({ name }: { name: string }) => `Details of ${name} changed`,
  },
  changePartyRoles: {
    title: 'Change a person’s part in the case',
    lead: 'Use this when someone takes on another role, no longer acts for someone, or has died. Letters to a complainant who has died stop at once.',
    button: 'Change their part',
    link: ({ name }: { name: string }) => `Change the part of ${name}`,
    fields: {
      roles: { label: 'What they are in this case' },
      copies: { label: 'What they get copies of' },
      children: childrenField,
      ended: { label: 'If they no longer take part, why' },
      reason,
    },
  },
  correctCase: {
    title: 'Correct a fact of receipt',
    lead: 'Deadlines are worked out again from what is right. If the complainant was given a date that is now wrong, we will write to them with the new one and your reason.',
    fields: {
      receivedOn: {
        value: { label: 'Day we received it' },
        confirmed: {
          label: 'Is this day right although it is more than a year ago?',
          hint: 'Answer this only if it is',
        },
        reason: correctionReason,
      },
      procedure: { value: { label: 'Right procedure' }, reason: correctionReason },
      kind: { value: { label: 'Right kind of feedback' }, reason: correctionReason },
      channel: { value: { label: 'How it came' }, reason },
      summary: { value: { label: 'What we understood' }, reason },
      team: { value: { label: 'Right team' }, reason },
      serviceArea: { value: { label: 'Right service area' }, reason },
      category: { value: { label: 'Right category' }, reason },
    },
    points: {
      point: ({ id }: { id: string }) => ({
        label: `Point ${id}`,
        hint: 'Empty the field to remove the point',
      }),
      added: { label: 'Another point', hint: 'Leave empty if there is none' },
      reason,
    },
    done: ({ what }: { what: string }) => `Corrected: ${what}`,
  },
  correctDay: {
    title: 'Correct the day of receipt',
    lead: 'Deadlines that count from it are worked out again. If the complainant was given a date that is now wrong, we will write to them with the right one.',
    button: 'Correct the day',
  },
  correctProcedure: {
    title: 'Correct the procedure',
    lead: 'The open step of the wrong procedure ends. The right one starts at the stage the case has reached, with deadlines from the day of receipt. We will write to the complainant if they have had a letter from us.',
    button: 'Correct the procedure',
  },
  correctKind: {
    title: 'Correct the kind of feedback',
    lead: 'If the procedure does not deal with the right kind, the case moves to one that does. A complaint goes back to triage, and its deadlines count from the day of receipt.',
    button: 'Correct the kind',
  },
  correctChannel: {
    title: 'Correct how it came',
    lead: 'Reports count the right channel from now on.',
    button: 'Correct the channel',
  },
  correctSummary: {
    title: 'Correct what we understood',
    lead: 'Letters and pages use the new words from now on.',
    button: 'Correct what we understood',
  },
  correctPoints: {
    title: 'Correct the points',
    lead: 'A point keeps its number, and a removed number is not used again. Findings on a removed point stay in the history.',
    button: 'Correct the points',
  },
  correctTeam: {
    title: 'Correct the team',
    lead: 'Open tasks and emails of the team go to the right one from now on.',
    button: 'Correct the team',
  },
  correctServiceArea: {
    title: 'Correct the service area',
    lead: 'Reports count the right service area from now on.',
    button: 'Correct the service area',
  },
  correctCategory: {
    title: 'Correct the category',
    lead: 'Reports count the right category from now on.',
    button: 'Correct the category',
  },
  nameComplainant: {
    title: 'Say who is complaining',
    lead: 'For an email that a colleague or another organisation passed on. We will send the complainant a receipt if we have their email address.',
    button: 'Record the complainant',
    fields: {
      name: { label: 'Name of the person who is complaining' },
      email: { label: 'Email address' },
      phone: { label: 'Phone number' },
      address: { label: 'Postal address' },
    },
    done: 'Complainant recorded',
  },
  putSenderRight: {
    title: 'Put right who complained',
    lead: 'For an email that someone else passed on. The person you name becomes the complainant. Private links that went to the sender stop working, and we will send the complainant a new one.',
    button: 'Make them the complainant',
    fields: {
      name: { label: 'Name of the person who complained' },
      email: { label: 'Email address' },
      phone: { label: 'Phone number' },
      address: { label: 'Postal address' },
      sender: { label: 'What the sender is in this case' },
      receivedOn: {
        label: 'Day on which they wrote',
        hint: 'Deadlines count from this day, and not from the day it was passed on. Leave empty if it is the same.',
      },
      reason,
    },
    done: ({ name }: { name: string }) => `${name} is now the complainant`,
  },
  sendAgain: {
    title: 'Send a letter again',
    lead: 'For a letter that did not reach its reader. It goes to the address we have now, and the task to contact them another way ends.',
    button: 'Send the letter again',
    fields: {
      onPaper: {
        label: 'Send it on paper',
        hint: 'Choose yes to print and post it, even if we have an email address',
      },
    },
    link: ({ letter }: { letter: string }) => `Send “${letter}” again`,
    done: ({ letter }: { letter: string }) => `“${letter}” sent again`,
  },
  recordNote: {
    title: 'Add a note',
    lead: 'People of the council who work on this case can read it. The complainant and independent people cannot.',
    button: 'Add the note',
    fields: {
      text: { label: 'Note' },
      mentions: {
        label: 'Colleagues to tell about it',
        hint: 'They get an alert by email. It does not contain the text',
      },
      followUpOn: {
        label: 'Day to follow it up',
        hint: 'You will get a task. Leave empty if there is nothing to do',
      },
    },
    done: ({ kind }: { kind: string }) => `${kind} recorded`,
  },
  writeLetter: {
    title: 'Write a letter',
    lead: 'For what no step of the complaint sends, such as the answer to a question. We add the greeting, how to contact us and your name. It goes by email, or you get a task to post it. Anyone who gets copies of all letters gets a copy. To write to someone else, add them to the case first.',
    button: 'Send the letter',
    fields: {
      to: { label: 'Who it is for' },
      subject: {
        label: 'What it is about',
        hint: 'The first line of the letter. It is not in the subject of the email',
      },
      text: { label: 'Text', hint: 'Without greeting and signature' },
      documents: { label: 'Documents to send with it' },
    },
    done: 'Letter sent, or waiting to be posted',
  },
  previewLetter: {
    title: 'Preview a letter',
    lead: 'The letter as it would go now, with greeting and signature, and the address that it would go to. Nothing is sent.',
  },
  beginLetterDraft: {
    title: 'Save the draft of a letter',
    lead: 'It stays on the case, where everyone who may read the case sees it, and is your task until you send or discard it. Anything can still be missing.',
  },
  saveLetterDraft: {
    title: 'Save the draft of a letter again',
    lead: 'Give the version that you have read, and the whole letter.',
    done: 'Draft saved',
  },
  handleLetterDraft: {
    title: 'Send, discard or check a letter',
    lead: 'Its author and complaints officers can send it, discard it, ask a colleague to check it (ask, with colleague) and take it back. The colleague approves it, which sends it, or sends it back with a remark.',
    done: {
      send: 'Letter sent, or waiting to be posted',
      discard: 'Draft discarded',
      ask: 'Your colleague has the letter as a task',
      'take back': 'You have the letter back',
      approve: 'Letter approved. It is sent, or waits to be posted',
      'send back': 'Letter sent back to its author',
    },
  },
  recordContact: {
    title: 'Record a call, a meeting or a visit',
    lead: 'The investigating officer and the independent person of stage 2 can read it. If the complainant asked for something, record what they said as a message as well: then someone has to deal with it.',
    button: 'Record this',
    fields: {
      kind: { label: 'What it was' },
      on: { label: 'Day it took place', hint: 'Leave empty if it was today' },
      spokeWith: { label: 'Who you spoke with' },
      text: { label: 'What was said' },
      agreed: { label: 'What was agreed' },
    },
  },
  handleMessage: {
    title: 'Deal with a message',
    lead: 'Until a message has been dealt with, the complainant’s time to ask for the next stage does not run out.',
    button: 'Record this',
    suggests: ({ how }: { how: string }) => `The words suggest: ${how}. You decide.`,
    notProven:
      'We could not verify the sender. Check with the complainant before you count this as a request.',
    fields: {
      how: { label: 'What you did with it' },
      note: {
        label: 'Note',
        hint: 'What you answered, or why no answer was needed. A reason for a withdrawal goes to the complainant. For another route, what the message asks for',
      },
      on: {
        label: 'Date of the request',
        hint: 'For a request. Leave empty to use the day the message came',
      },
      until: { label: 'Agreed to wait until' },
      to: { label: 'Reference of the other case' },
      route: { label: 'Route' },
      routeTo: { label: 'Person or team that deals with it there' },
      copy: {
        label: 'Email them your note?',
        hint: 'For another route. Names and contact details should not be in the note',
      },
      further: { label: 'Do the same with the further messages from this sender' },
    },
    furtherOfSender: ({ count }: { count: number }) =>
      count === 1
        ? 'One further message waits. Only if you answer, note or file this one'
        : `${count} further messages wait. Only if you answer, note or file this one`,
    done: ({ how }: { how: string }) => `Message dealt with: ${how}`,
  },
  automaticMessage: {
    title: 'Mark as an automatic reply',
    lead: 'Use this for an out-of-office note or another reply that no person wrote. No one has to deal with it then. You can undo this.',
    button: 'This is an automatic reply',
    done: 'Message marked as an automatic reply. No one has to deal with it',
  },
  takeUpMessage: {
    title: 'Deal with this message after all',
    lead: 'Use this if a person wrote it. It becomes a task, with its deadline counted from the day it came.',
    button: 'This needs an answer',
    done: 'Message added to the messages to deal with',
  },
  messageDealtWith: {
    title: 'Record that a message was dealt with',
    lead: 'While a message has not been dealt with, the complainant’s time to ask for the next stage does not run out.',
    done: 'Message dealt with',
  },
  recordMessage: {
    title: 'Record what someone said or wrote',
    lead: 'For a call, a visit or a letter. You will get a task to deal with it.',
    button: 'Record this',
    someoneElse: 'Someone else',
    fields: {
      from: {
        label: 'Who said or wrote it',
        hint: 'If you leave it empty, the complainant. They read on their page only what they said themselves',
      },
      name: { label: 'Their name, and who they are', hint: 'For example: Mrs Bell, class teacher' },
      channel: { label: 'How it came' },
      text: { label: 'What they said or wrote' },
      receivedOn: {
        label: 'Date it came',
        hint: 'The day of the call, or the day the letter arrived. Leave empty for today',
      },
    },
    done: 'Message recorded',
  },
  letterPosted: {
    title: 'Record that a letter was posted',
    lead: 'The complainant’s time to ask for the next stage counts from the day the letter reaches them.',
    button: 'Record the posting',
    link: ({ letter }: { letter: string }) => `Record the posting of “${letter}”`,
    fields: { on: { label: 'Date it was posted', hint: 'Leave empty for today' } },
    done: ({ letter }: { letter: string }) => `“${letter}” posted`,
  },
  letterReached: {
    title: 'Record that the complainant was told another way',
    lead: 'Use this when a letter did not reach them. Their time to ask for the next stage counts from the day you told them.',
    button: 'Record how they were told',
    link: ({ letter }: { letter: string }) => `Record that they were told what “${letter}” says`,
    fields: {
      on: { label: 'Date they were told what the letter says', hint: 'Leave empty for today' },
      how: { label: 'How you reached them' },
    },
    done: ({ letter }: { letter: string }) => `Told another way: “${letter}”`,
  },
  letterReturned: {
    title: 'Record that a letter came back',
    lead: 'You will get a task to contact the complainant another way. Until then the letter has not reached them.',
    button: 'Record that it came back',
    link: ({ letter }: { letter: string }) => `Record that “${letter}” came back`,
    fields: { detail: { label: 'What is written on it' } },
    done: ({ letter }: { letter: string }) => `“${letter}” came back`,
  },
  linkCases: {
    title: 'Link with another case',
    lead: 'Each of the two cases will show the other.',
    button: 'Link the cases',
    fields: {
      to: { label: 'Reference of the other case' },
      why: { label: 'How the cases are connected' },
    },
    done: ({ reference }: { reference: string }) => `Case linked with ${reference}`,
  },
  limitToChildren: {
    title: 'Say which children it is about',
    lead: 'Only people who may know of each of these children will see it: independent people if the complaint they look into names them, complainants and people who get copies if they speak for them. You and your colleagues see it as before.',
    button: 'Save',
    link: 'Say which children it is about',
    message: ({ subject }: { subject: string }) => `Message: ${subject}`,
    fields: {
      children: { label: 'Children it is about', hint: 'Select none if everyone on the case may see it' },
      reason: { label: 'Reason' },
    },
    limited: ({ names }: { names: string[] }) => `Only about ${names.join(' and ')}`,
    notFor: ({ names }: { names: string[] }) => `Not shown to ${names.join(', ')}`,
    done: ({ name, limited }: { name: string; limited: boolean }) =>
      limited ? `${name} limited to the children it is about` : `${name} is for everyone on the case again`,
  },
  mergeCases: {
    title: 'Merge into another case',
    lead: 'Use this if both cases are the same complaint. The other case goes on. It keeps both texts, the people of both and the earlier day of receipt, and its deadlines are worked out again. This case closes and is not counted. We will write to the complainant with the reference that goes on.',
    button: 'Merge the cases',
    fields: {
      into: { label: 'Reference of the case that goes on' },
      reason: { label: 'How you know that it is the same complaint' },
    },
    done: ({ from, into }: { from: string; into: string }) => `Case ${from} merged into ${into}`,
  },
  splitCase: {
    title: 'Split points off to a new case',
    lead: 'The points become a case of their own under another procedure, with the same complainant and the same day of receipt.',
    button: 'Split the points off',
    fields: {
      points: { label: 'Points to split off', hint: 'At least one must stay in this case' },
      procedure: { label: 'Procedure for the new case' },
      reason,
    },
    done: ({ from }: { from: string }) => `New case made from points of ${from}`,
  },
  sendToRoute: {
    title: 'Send to another route',
    lead: 'Use this for a subject access request, a freedom of information request and whatever else is not answered as a complaint. If points end here, we will write to the complainant, except about safeguarding, LADO and whistleblowing: there you decide how and whether to tell them. If someone may be in danger now, mark the case for safeguarding first.',
    button: 'Send to this route',
    fields: {
      route: { label: 'Route' },
      points: { label: 'Points it is about', hint: 'Leave empty if it is about all of them' },
      goesOn: {
        label: 'Does the complaint go on for these points too?',
        hint: 'If not, they end here without a finding',
      },
      reason,
      to: {
        label: 'Person or team that deals with it there',
        hint: 'If points end here, the complainant reads this in our letter',
      },
      on: { label: 'Day you sent it there', hint: 'Leave empty if it is today' },
      routeReference: { label: 'Their reference' },
      copy: { label: 'Email them a copy of the text?' },
    },
    done: ({ route }: { route: string }) => `Sent to another route: ${route}`,
  },
  reopenCase: {
    title: 'Reopen this case',
    lead: 'The case continues at the step you select, with new deadlines. We will tell the complainant, and say why.',
    button: 'Reopen the case',
    fields: {
      step: { label: 'Step to continue at' },
      reason: { label: 'Reason', hint: 'The complainant will read this' },
    },
    done: ({ step }: { step: string }) => `Case reopened at “${step}”`,
  },
  beginEnquiry: {
    title: 'Begin an Ombudsman enquiry',
    lead: 'The enquiry runs alongside everything else on the case, whether the case is open or closed.',
    button: 'Begin the enquiry',
    fields: {
      receivedOn: { label: 'Date the Ombudsman’s letter arrived' },
      dueOn: { label: 'Date the Ombudsman wants an answer by', hint: 'If the letter gives one' },
      reference: { label: 'The Ombudsman’s reference' },
    },
    done: 'Ombudsman enquiry begun',
  },
  legalHold: {
    title: 'Set or lift a legal hold',
    lead: 'While a hold is in place, nothing in the case is reviewed for erasure or erased.',
  },
  setLegalHold: {
    title: 'Set a legal hold',
    lead: 'While the hold is in place, nothing in this case is reviewed for erasure or erased.',
    button: 'Set the legal hold',
    fields: { reason },
    done: 'Legal hold set',
  },
  liftLegalHold: {
    title: 'Lift the legal hold',
    lead: 'If the time for keeping this case is over, it comes up for review the next day.',
    button: 'Lift the legal hold',
    fields: { reason },
    done: 'Legal hold lifted',
  },
  openAccessRequest: {
    title: 'Open a subject access request',
    lead: 'For anyone in this case who asks what information we hold about them. We will find it in every case of theirs and put a task to answer on your list. You decide what goes out.',
    button: 'Open the request',
    fields: {
      person: { label: 'Who asks' },
      receivedOn: {
        label: 'Day from which the time counts',
        hint: 'The day we received the request or, if you had to ask who they are, the day they showed it',
      },
    },
    done: ({ name }: { name: string }) => `Subject access request of ${name} opened`,
  },
  extendAccessRequest: {
    title: 'Extend the time to answer',
    lead: 'By two months, once, if the request is complex or they have made several. Tell the person within the first month that you need longer, and why.',
    button: 'Extend the time',
    fields: { reason: { label: 'Reason', hint: 'The person may ask for it' } },
    done: 'Time to answer extended by two months',
  },
  clearAccessItems: {
    title: 'Decide what goes out',
    lead: 'Each item is included or left out. What is left out needs a reason.',
    done: ({ count }: { count: number }) => (count === 1 ? 'One item decided' : `${count} items decided`),
  },
  giveAccess: {
    title: 'Record that the request was answered',
    lead: 'Download the export first and give it to the person in a safe way. The history will say when it was answered and how many items went out, not what they say.',
    button: 'Record the answer',
    fields: { on: { label: 'Day they were given it', hint: 'Leave this empty if it is today' } },
    done: 'Subject access request answered',
  },
  appointAnother: {
    title: 'Appoint someone else',
    lead: 'We will email the new person and write to the complainant. An independent person must sign that they are independent before they see anything of the case, and before the complainant is told their name. The person who leaves can no longer see the case.',
    button: 'Appoint this person',
    fields: {
      instead: { label: 'Person who is leaving' },
      user: { label: 'Person who takes over' },
      reason,
    },
    done: ({ name, part }: { name: string; part: string }) => `${name} appointed as ${part}`,
  },
  decideMatch: {
    title: 'Decide whether two cases come from the same person',
    lead: 'Cases of one person are counted together, and each shows the others.',
    button: 'Record the decision',
    decision: ({ reference }: { reference: string }) => `The complainant of ${reference} is`,
    decisions: {
      confirm: 'The same person',
      reject: 'Someone else',
      'split off': 'Someone else, matched by mistake',
    },
    fields: { reason: { label: 'How you know' } },
    done: {
      confirm: ({ reference }: { reference: string }) => `${reference} added to the cases of this person`,
      reject: ({ reference }: { reference: string }) =>
        `${reference} kept apart from the cases of this person`,
      'split off': ({ reference }: { reference: string }) =>
        `${reference} removed from the cases of this person`,
    },
  },
  flagComplainant: {
    title: 'Flag as unreasonably persistent',
    lead: 'A flag takes away no right to complain, and changes nothing by itself. It tells the people who handle these cases what was decided. It is reviewed on the date you give.',
    button: 'Flag the complainant',
    fields: {
      reason: { label: 'Reason', hint: 'What the person did, and what you tried before' },
      decisionMaker: { label: 'Who decided this' },
      reviewOn: { label: 'Review date' },
    },
    done: ({ date }: { date: string }) => `Complainant flagged until the review on ${date}`,
  },
  reviewFlag: {
    title: 'Review the flag',
    lead: 'You can review a flag at any time.',
    button: 'Record the review',
    decisions: { keep: 'Keep the flag until the next review', end: 'End the flag' },
    fields: {
      decision: { label: 'Decision' },
      reason,
      reviewOn: { label: 'Date of the next review' },
    },
    kept: ({ date }: { date: string }) => `Flag kept until the review on ${date}`,
    ended: 'Flag ended',
  },
  addDocument: {
    title: 'Add a document',
    lead: 'The document appears on the case and can be enclosed with letters.',
    done: ({ title }: { title: string }) => `Document “${title}” added`,
  },
  renewPrivateLink: {
    title: 'Send a new private link',
    lead: 'Links sent before stop working.',
    done: {
      sent: ({ name }: { name: string }) => `Private link sent to ${name}`,
      toPrint: 'Letter with a new private link ready to print',
    },
  },
};
