import type { LetterCase } from './letter-case.ts';
import type { LetterValues } from '../../../workflows/letters/letter-template.ts';
import { toBodies, toComplainantsOfAdults } from './letter-cases-of-adults.ts';
import { besideSteps } from './letter-cases-beside-steps.ts';
import { toStaff } from './letter-cases-to-staff.ts';

const council = {
  reference: 'SC-2026-00412-7',
  councilName: 'Ashford Vale Council',
  councilPhone: '01632 960123',
  councilEmail: 'complaints@council.example',
  officerName: 'Olu Officer',
} satisfies LetterValues;
const complainant = {
  ...council,
  complainantName: 'Ann Ashworth',
} satisfies LetterValues;
/** The clauses about an answer that is waited for. */
export const awaited = {
  awaited: 'our answer',
  shouldHave: 'We should have answered you',
  weSaid: 'We said we would answer you',
  weWill: 'We will write to you with our answer',
  weExpect: 'We expect to send you our answer',
} satisfies LetterValues;
const handler = { handlerName: 'Maya Manager', handlerRole: 'team manager' } satisfies LetterValues;
const signer = {
  signerName: 'Maya Manager',
  signerRole: 'team manager, Assessment Team',
} satisfies LetterValues;
const nextStage = {
  nextStageName: 'Stage 2 investigation',
  requestBy: 'Monday 2 November 2026',
  howToAsk: 'Call us or write to us.',
} satisfies LetterValues;
const stage3 = {
  nextStageName: 'stage 3, a review panel',
  requestBy: 'Monday 1 February 2027',
  howToAsk: 'Call us or write to us.',
} satisfies LetterValues;
const dueDate = 'Monday 7 December 2026';
const receivedOn = 'Monday 7 September 2026';
const toComplainants: LetterCase[] = [
  {
    id: 'receipt',
    values: {
      reference: council.reference,
      councilName: council.councilName,
      councilPhone: council.councilPhone,
      councilEmail: council.councilEmail,
      howToGetAdvocate: 'Tell us that you want an advocate.',
    },
    says: [
      'We have your message.',
      'call 999',
      'Then we will write to you.',
      'You have the right to an advocate.',
    ],
  },
  {
    id: 'acknowledgement',
    values: {
      ...complainant,
      ...handler,
      receivedOn: 'Monday 7 September 2026',
      summary: 'No one came to the last two visits.',
      procedureName: 'complaints about social care for children',
      procedureReason: 'You are the parent of a child we support.',
      dueDate: 'Monday 21 September 2026',
    },
    says: [
      'Dear Ann Ashworth',
      'No one came to the last two visits.',
      'We will use our procedure for complaints about social care for children.',
      'You are the parent of a child we support.',
      'Maya Manager, team manager, will look into your complaint.',
      'We will write to you with our answer by Monday 21 September 2026.',
      'call 999',
    ],
  },
  {
    id: 'dates-changed',
    values: { ...complainant, aboutComplaint: 'yes', correctionReason: 'Your letter lay in our post room.' },
    says: ['We got something wrong, and we are sorry.', 'Your letter lay in our post room.'],
  },
  {
    id: 'extension',
    values: {
      ...complainant,
      ...handler,
      weSaid: awaited.weSaid,
      weWill: awaited.weWill,
      oldDueDate: 'Monday 21 September 2026',
      newDueDate: 'Monday 5 October 2026',
      reason: 'A worker is away.',
    },
    says: [
      'We said we would answer you by Monday 21 September 2026.',
      'A worker is away.',
      'We will write to you with our answer by Monday 5 October 2026.',
    ],
  },
  {
    id: 'delay',
    values: {
      ...complainant,
      ...handler,
      weExpect: awaited.weExpect,
      expectedDate: 'Friday 9 October 2026',
      reason: 'A worker is away.',
    },
    says: [
      'taking longer than we planned',
      'We are sorry.',
      'A worker is away.',
      'our answer by Friday 9 October 2026',
    ],
  },
  {
    id: 'running-late',
    values: { ...complainant, shouldHave: awaited.shouldHave, dueDate: 'Friday 9 October 2026' },
    says: ['by Friday 9 October 2026. We are late.', 'We do not have a new date yet.'],
  },
  {
    id: 'still-late',
    values: { ...complainant },
    says: ['we have used all of it', 'You do not have to wait for us before you ask the Ombudsman.'],
  },
  {
    id: 'may-go-on',
    values: { ...complainant, nextStageName: nextStage.nextStageName, howToAsk: nextStage.howToAsk },
    says: ['You can go on to the next stage now, without our answer', 'You do not have to give us a reason.'],
  },
  {
    id: 'wait-agreed',
    values: { ...complainant, awaited: awaited.awaited, waitUntil: 'Friday 9 October 2026' },
    says: ['wait for our answer until Friday 9 October 2026', 'You can change your mind at any time.'],
  },
  {
    id: 'resolved-informally',
    values: {
      ...complainant,
      receivedOn: 'Monday 7 September 2026',
      agreedOn: 'Thursday 10 September 2026',
      agreement: 'A call every Friday.',
    },
    says: [
      'You complained to us on Monday 7 September 2026.',
      'On Thursday 10 September 2026 you told us that you are happy with what we agreed.',
      'A call every Friday.',
      'We will open your complaint again and give you a full answer in writing.',
      'You do not have to give us a reason.',
    ],
  },
  {
    id: 'straight-to-stage-2',
    values: { ...complainant, agreedOn: 'Thursday 10 September 2026', dueDate },
    says: [
      'On Thursday 10 September 2026 you and we agreed that your complaint will go straight to stage 2.',
      'We will send you our decision by Monday 7 December 2026.',
    ],
  },
  {
    id: 'stage-1-response',
    values: {
      ...complainant,
      ...signer,
      ...nextStage,
      officerName: undefined,
      receivedOn: 'Monday 7 September 2026',
      findings: ['Missed visits: upheld. They did not take place.', 'No reason given: not upheld.'],
      response: 'I am sorry.\n\nYou should have been told.',
    },
    says: [
      '- Missed visits: upheld. They did not take place.\n- No reason given: not upheld.',
      'I am sorry.\n\nYou should have been told.',
      'You have the right to go on to the next stage: Stage 2 investigation.',
      'The last day to ask for it is Monday 2 November 2026.',
      'Call us or write to us.',
      'Yours sincerely\n\nMaya Manager\nteam manager, Assessment Team\nAshford Vale Council',
    ],
  },
  {
    id: 'window-closing',
    values: { ...complainant, ...nextStage },
    says: [
      'Stage 2 investigation',
      'The last day to ask for it is Monday 2 November 2026.',
      'Call us or write to us.',
    ],
  },
  {
    id: 'window-closed',
    values: { ...complainant, ...nextStage },
    says: [
      'The last day to ask for the next stage was Monday 2 November 2026.',
      'If you did ask, tell us and we will put it right.',
      'closed your complaint',
      'If you still want to go on',
      'If there is a good reason',
    ],
  },
  {
    id: 'withdrawn',
    values: complainant,
    says: ['You do not have to give us a reason.', 'You can come back to us at any time.'],
  },
  {
    id: 'taken-back',
    values: { ...complainant, receivedOn, aboutComplaint: 'yes' },
    says: [
      'what you sent us on Monday 7 September 2026',
      'You do not have to give us a reason.',
      'You can come back to us at any time.',
      'Ombudsman',
    ],
  },
  {
    id: 'frozen',
    values: { ...complainant, reason: 'A court is deciding about it.', reviewDate: 'Monday 2 November 2026' },
    says: [
      'A court is deciding about it.',
      'We will look at this again by Monday 2 November 2026.',
      'please tell us',
    ],
  },
  {
    id: 'resumed',
    values: { ...complainant, ...handler },
    says: ['We have started work on it again.', 'Maya Manager, team manager'],
  },
  {
    id: 'declined',
    values: {
      ...complainant,
      officerName: 'Olu Officer',
      receivedOn: 'Monday 7 September 2026',
      reason: 'A court has decided it.',
    },
    says: ['A court has decided it.', 'We will look at our decision again.'],
  },
  {
    id: 'closed-without-consent',
    values: { ...complainant, receivedOn, reason: 'She does not want us to go on.' },
    says: [
      'The person you are speaking for does not agree to it.',
      'She does not want us to go on.',
      'If they change their mind, they can tell us in any way they like',
    ],
  },
  {
    id: 'private-link',
    values: {
      ...complainant,
      aboutComplaint: 'yes',
      link: 'https://complaints.council.example/follow',
    },
    says: ['Dear Ann Ashworth', 'Here is a new link', 'https://complaints.council.example/follow'],
  },
  {
    id: 'complaint-goes-on',
    values: {
      ...complainant,
      aboutComplaint: 'yes',
      link: 'https://complaints.council.example/follow',
    },
    says: [
      'Dear Ann Ashworth',
      'We are very sorry that the person who wrote to us has died.',
      'From now on we will write to you.',
    ],
  },
  {
    id: 'cases-put-together',
    values: { ...complainant, aboutComplaint: 'yes', mergedReference: 'SC-2026-00398-1' },
    says: [
      'Dear Ann Ashworth',
      'We have put them together, so that you get one answer.',
      'We have closed SC-2026-00398-1.',
      'You do not have to send it again.',
      'Our time to answer counts from the day the first of them reached us.',
    ],
  },
  {
    id: 'stage-2-started',
    values: { ...complainant, adjudicatorName: 'Ada Adjudicator', dueDate },
    says: [
      'The Independent Investigating Officer will look into your complaint from the beginning.',
      'They have no part in managing the service you are complaining about.',
      'The Independent Person does not work for the council and is not a councillor.',
      'We will write to you with their names.',
      'the statement of complaint. We will agree it with you',
      'Ada Adjudicator will read them and decide on each point',
      'We will send you our decision, with both reports, by Monday 7 December 2026.',
    ],
  },
  {
    id: 'stage-2-people',
    values: {
      ...complainant,
      investigatingOfficerName: 'Ian Inquirer',
      independentPersonName: 'Pia Person',
    },
    says: [
      'Ian Inquirer is the Independent Investigating Officer.',
      'Pia Person is the Independent Person. They do not work for the council and are not a councillor.',
      'Both people have confirmed that they are independent.',
    ],
  },
  {
    id: 'statement-of-complaint',
    values: { ...complainant, statement: 'No one came.\n\nNo one said why.' },
    says: [
      'Your statement of complaint\n\n    No one came.\n\n    No one said why.',
      'if it is right\n',
      'if something is missing',
      'we will change it',
    ],
  },
  {
    id: 'statement-reminder',
    values: { ...complainant, statement: 'No one came.', replyBy: 'Friday 16 October 2026' },
    says: [
      'Please tell us by Friday 16 October 2026 if it is right',
      'The investigation will go on with the complaint as we wrote it down.',
    ],
  },
  {
    id: 'statement-not-agreed',
    values: {
      ...complainant,
      statement: 'No one came.',
      reason: 'You do not want to talk about it.',
      dueDate,
    },
    says: [
      'You do not want to talk about it.',
      'Your complaint does not stop.',
      'by Monday 7 December 2026.',
    ],
  },
  {
    id: 'stage-2-adjudication',
    values: {
      ...complainant,
      ...stage3,
      officerName: undefined,
      signerName: 'Ada Adjudicator',
      signerRole: 'adjudicating officer',
      findings: ['Missed visits: upheld. They did not take place.', 'No reason given: not upheld.'],
      response: 'I am sorry.\n\nYou should have been told.',
    },
    says: [
      'Both reports are with this letter.',
      '- Missed visits: upheld. They did not take place.\n- No reason given: not upheld.',
      'I am sorry.\n\nYou should have been told.',
      'You have the right to go on to the next stage: stage 3, a review panel.',
      'The last day to ask for it is Monday 1 February 2027.',
      'Call us or write to us.',
      'If you have a good reason for asking later, we can still say yes.',
      'Yours sincerely\n\nAda Adjudicator\nadjudicating officer\nAshford Vale Council',
    ],
  },
  {
    id: 'stage-3-acknowledgement',
    values: { ...complainant, dueDate },
    says: [
      'There are three people on the panel. One of them is the chair. They are independent of the council.',
      'The panel does not investigate your complaint again, and it does not hear new complaints.',
      'The panel will meet by Monday 7 December 2026.',
      'You can bring an advocate, and one other person of your choice',
      'that person or your advocate can speak for you',
    ],
  },
  {
    id: 'panel-invitation',
    values: { ...complainant, meetingOn: 'Monday 7 December 2026', meetingPlace: 'Ashford Library, at noon' },
    says: [
      '- date: Monday 7 December 2026\n- place: Ashford Library, at noon',
      'You can bring an advocate, and one other person of your choice',
      'that person or your advocate can speak for you',
      'you do not have to',
      'We will send you the papers before the meeting',
      'does not investigate your complaint again, and it does not hear new complaints',
    ],
  },
  {
    id: 'panel-people',
    values: { ...complainant, panelNames: ['Cho Chair (chair)', 'Pat Panel', 'Mo Member'] },
    says: ['- Cho Chair (chair)\n- Pat Panel\n- Mo Member', 'please tell us before the meeting'],
  },
  {
    id: 'person-replaced',
    values: { ...complainant, partName: 'the Independent Person' },
    says: [
      'The person we had asked to be the Independent Person cannot do it.',
      'Someone else will do this.',
      'We will write to you with the name.',
    ],
  },
  {
    id: 'panel-report-sent',
    values: { ...complainant, dueDate },
    says: [
      'The report is with this letter.',
      'We will write to you with our answer to the report by Monday 7 December 2026.',
      'If we do not agree, we will say why.',
    ],
  },
  {
    id: 'stage-3-response',
    values: {
      ...complainant,
      ...signer,
      officerName: undefined,
      recommendations: [
        'Visits: tell families before. We agree.',
        'Pay for the fares. We do not: they were paid.',
      ],
    },
    says: [
      '- Visits: tell families before. We agree.\n- Pay for the fares. We do not: they were paid.',
      'the last stage of our complaints procedure',
      'you have the right to ask the Local Government and Social Care Ombudsman',
      'Yours sincerely\n\nMaya Manager\nteam manager, Assessment Team\nAshford Vale Council',
    ],
  },
  {
    id: 'early-referral',
    values: { ...complainant, reason: 'Your complaint was upheld on every point.' },
    says: [
      'You and we have agreed that',
      'without a review panel',
      'Your complaint was upheld on every point.',
      'We will send the Ombudsman your complaint, both reports of the investigation and our decision.',
      'The Ombudsman may want a review panel to look at it first. If so, we will set one up',
      'you can still change your mind',
    ],
  },
  {
    id: 'final-response',
    values: {
      ...complainant,
      ...signer,
      officerName: undefined,
      receivedOn,
      findings: ['Missed visits: upheld.'],
      response: 'I am sorry.\n\nYou should have been told.',
    },
    says: [
      'You complained to us on Monday 7 September 2026.',
      'This is our final answer.',
      '- Missed visits: upheld.',
      'I am sorry.\n\nYou should have been told.',
      'There is no further stage',
      'you have the right to ask the Local Government and Social Care Ombudsman',
      'Yours sincerely\n\nMaya Manager\nteam manager, Assessment Team\nAshford Vale Council',
    ],
  },
  {
    id: 'review-started',
    values: { ...complainant, ...handler, dueDate },
    says: [
      'Maya Manager, team manager, will review your complaint. They are not the person who answered you the first time.',
      'We will write to you with our answer by Monday 7 December 2026.',
    ],
  },
  {
    id: 'management-review',
    values: complainant,
    says: [
      'You told us that you do not want to go on with your complaint.',
      "This is the council's own decision",
      'You do not need to do anything.',
      'You can come back to us at any time.',
    ],
  },
  {
    id: 'payment-delayed',
    values: {
      ...complainant,
      payment: '£150',
      oldDueDate: 'Monday 5 October 2026',
      newDueDate: 'Monday 19 October 2026',
      reason: 'The bank sent it back.',
    },
    says: [
      'We told you that we would pay you £150 by Monday 5 October 2026.',
      'The bank sent it back.',
      'We will pay you by Monday 19 October 2026.',
    ],
  },
  {
    id: 'payment-withdrawn',
    values: { ...complainant, payment: '£150', reason: 'You told us that you do not want the money.' },
    says: [
      'We told you that we would pay you £150.',
      'We will not pay this money.',
      'You told us that you do not want the money.',
      'If you think this is wrong\n\nPlease tell us. We will look at our decision again.',
      'you have the right to ask the Local Government and Social Care Ombudsman',
    ],
  },
  {
    id: 'reopened',
    values: {
      ...complainant,
      aboutComplaint: 'yes',
      reason: 'You sent us a letter that we had lost.',
      stepTitle: 'Stage 1',
      dueDate,
    },
    says: [
      'You sent us a letter that we had lost.',
      'Stage 1\n\nThe last day for this is Monday 7 December 2026.',
    ],
  },
  {
    id: 'standing-refused',
    values: { ...complainant, receivedOn, reason: 'You have not met the child.' },
    says: [
      'sufficient interest',
      'You have not met the child.',
      'We will look at our decision again.',
      'The child can always complain, and so can a parent.',
      'you have the right to ask the Local Government and Social Care Ombudsman',
      'call 999',
    ],
  },
  {
    id: 'standing-refused-at-triage',
    values: { ...complainant, receivedOn, reason: 'You have not met your neighbour.' },
    says: [
      'You have not met your neighbour.',
      'We will look at our decision again.',
      'The person it happened to can always complain.',
      'you have the right to ask the Local Government and Social Care Ombudsman',
      'call 999',
    ],
  },
  {
    id: 'consent-request',
    values: complainant,
    says: [
      'We need to know that they agree to you making it for them.',
      'They can tell us in any way they like',
      'No child is too young to be asked only because of their age.',
      'Your complaint stays open.',
      "We do not need anyone's agreement for a complaint of your own.",
    ],
  },
  {
    id: 'service-request-passed-on',
    values: { ...complainant, receivedOn, whereTo: "Disabled Children's Team" },
    says: [
      'you are asking for a service, and not making a complaint',
      "the people who can deal with it: Disabled Children's Team.",
      'You can complain at any time.',
    ],
  },
  {
    id: 'compliment-thanks',
    values: { ...complainant, teamName: 'the Leaving Care Team' },
    says: [
      'Thank you for telling us what went well.',
      'passed it on to the people it is about (the Leaving Care Team) and to their manager',
    ],
  },
  {
    id: 'comment-answer',
    values: { ...complainant, receivedOn, answer: 'We are open.\n\nCome at any time.' },
    says: ['Our answer\n\nWe are open.\n\nCome at any time.', 'You can complain at any time.'],
  },
  {
    id: 'comment-noted',
    values: { ...complainant, receivedOn },
    says: [
      'We have kept a record of it. We look at all the comments we get',
      'If you wanted an answer, please tell us',
      'You can complain at any time.',
    ],
  },
];

export const cases: LetterCase[] = [
  ...toComplainants,
  ...besideSteps,
  ...toComplainantsOfAdults,
  ...toBodies,
  ...toStaff,
];
