import type { LetterValues } from '../../../workflows/letters/letter-template.ts';

const dueDate = 'Monday 7 December 2026';
const step = {
  reference: 'SC-2026-00412-7',
  stepTitle: 'Stage 1 response',
  dueDate: 'Monday 21 September 2026',
  link: 'https://complaints.council.example/cases/1',
} satisfies LetterValues;

/** The letters to staff. */
export const toStaff: { id: string; values: LetterValues; says: string[] }[] = [
  { id: 'alert-task-opened', values: step, says: ['You have a new task.'] },
  { id: 'alert-reminder', values: step, says: ['due soon', 'make sure that someone else takes the task'] },
  {
    id: 'alert-due-tomorrow',
    values: step,
    says: ['The next working day is the last day', 'make sure that someone else takes the task'],
  },
  {
    id: 'alert-overdue',
    values: step,
    says: [
      'This task is overdue. It stays open until it is done.',
      'Finish it, or make sure that someone else takes it.',
    ],
  },
  {
    id: 'alert-may-go-on',
    values: { reference: step.reference, stepTitle: step.stepTitle, link: step.link },
    says: ['they now have the right to go on to the next stage', 'We have written to tell them'],
  },
  {
    id: 'alert-past-limit',
    values: { ...step, workingDaysLate: '40' },
    says: ['passed the last day that the law or the Ombudsman allows', '- Working days late: 40'],
  },
  {
    id: 'alert-agreed-day',
    values: step,
    says: ['agreed to wait for our answer until a day that has now passed'],
  },
  { id: 'alert-escalation', values: { ...step, workingDaysLate: '2' }, says: ['- Working days late: 2'] },
  {
    id: 'alert-delay-reported',
    values: { ...step, expectedDate: 'Friday 9 October 2026' },
    says: ['- Expected: Friday 9 October 2026'],
  },
  {
    id: 'alert-new-message',
    values: { reference: step.reference, link: step.link },
    says: ['There is a new message'],
  },
  {
    id: 'alert-many-messages',
    values: { reference: step.reference, link: step.link },
    says: ['All of them are kept with the case.', 'One task covers all the messages that are still waiting.'],
  },
  {
    id: 'alert-mention',
    values: { reference: step.reference, link: step.link },
    says: ['A colleague mentions you in a note on case'],
  },
  {
    id: 'alert-task-elsewhere',
    values: { reference: step.reference, stepTitle: step.stepTitle },
    says: ['You no longer have this task', 'You do not need to do anything.'],
  },
  {
    id: 'alert-letter-problem',
    values: { reference: step.reference, link: step.link },
    says: ['If the letter was for the complainant, post it or phone them.'],
  },
  {
    id: 'alert-complainant-died',
    values: { reference: step.reference, link: step.link },
    says: [
      'No more letters will go to them',
      'record their name and why they can speak for the person who died',
    ],
  },
  {
    id: 'alert-child-adult',
    values: { reference: step.reference, link: step.link },
    says: ['has become an adult', 'Record their answers on the task.'],
  },
  {
    id: 'alert-pause-review',
    values: { reference: step.reference, stepTitle: step.stepTitle, link: step.link },
    says: ['This complaint is paused', 'resume work, or keep the pause with a new review date'],
  },
  { id: 'alert-quality-returned', values: step, says: ['returned to you with comments'] },
  {
    id: 'alert-appointment',
    values: { reference: step.reference, link: step.link },
    says: ['You have been appointed', 'If you know anyone in the case'],
  },
  {
    id: 'alert-appointment-declined',
    values: { reference: step.reference, link: step.link },
    says: ['Appoint someone else.'],
  },
  {
    id: 'alert-panel-meeting',
    values: {
      reference: step.reference,
      meetingOn: 'Monday 7 December 2026',
      meetingPlace: 'Ashford Library',
      link: step.link,
    },
    says: ['- Date: Monday 7 December 2026\n- Place: Ashford Library'],
  },
  {
    id: 'independent-person-invitation',
    values: {
      reference: step.reference,
      meetingOn: 'Monday 7 December 2026',
      meetingPlace: 'Ashford Library',
      link: step.link,
    },
    says: [
      'You are invited to make submissions to it',
      '- Date: Monday 7 December 2026\n- Place: Ashford Library',
    ],
  },
  {
    id: 'independent-person-report',
    values: { reference: step.reference, link: step.link },
    says: ['As the Independent Person of this complaint you get a copy'],
  },
  {
    id: 'alert-lgsco',
    values: { reference: step.reference, dueDate, link: step.link },
    says: ['The Local Government and Social Care Ombudsman has asked us', '- Due: Monday 7 December 2026'],
  },
  {
    id: 'alert-lgsco-decision',
    values: { reference: step.reference, link: step.link },
    says: ['Ombudsman has made a decision on a case'],
  },
  {
    id: 'alert-deadline-moved',
    values: {
      reference: step.reference,
      stepTitle: step.stepTitle,
      oldDueDate: 'Monday 21 September 2026',
      newDueDate: 'Tuesday 22 September 2026',
      link: step.link,
    },
    says: ['- Was due: Monday 21 September 2026\n- Now due: Tuesday 22 September 2026'],
  },
  {
    id: 'alert-action-due',
    values: { reference: step.reference, stepTitle: step.stepTitle, dueDate, link: step.link },
    says: ['Something that we promised is due soon.', '- Due: Monday 7 December 2026'],
  },
  {
    id: 'alert-money-refused',
    values: { reference: step.reference, stepTitle: step.stepTitle, dueDate, link: step.link },
    says: ['The money in your draft was refused.', 'to read the reason and change the draft'],
  },
  {
    id: 'alert-flag-review',
    values: { reference: step.reference, reviewDate: 'Monday 7 December 2026', link: step.link },
    says: [
      'end the flag, or keep it until a new date',
      '- Review by: Monday 7 December 2026',
      'Anyone can complain, flagged or not.',
    ],
  },
  {
    id: 'alert-safeguarding',
    values: { reference: step.reference, link: step.link },
    says: ['Someone may be in danger.', `Open case ${step.reference} now`],
  },
  {
    id: 'alert-safeguarding-late',
    values: { reference: step.reference, link: step.link },
    says: ['no one has recorded a referral or a decision yet'],
  },
  {
    id: 'alert-safeguarding-undelivered',
    values: { reference: step.reference, link: step.link },
    says: ['the person on duty may not know'],
  },
  {
    id: 'alert-held-mail',
    values: { heldMails: '2', dueDate: 'Tuesday 2 June 2026', link: step.link },
    says: [
      'It was due Tuesday 2 June 2026.',
      'Emails waiting from that day: 2',
      'Any of them may be a complaint.',
    ],
  },
  {
    id: 'alert-held-danger',
    values: { link: step.link },
    says: ['An email that did not become a case says so. Read it now.'],
  },
  {
    id: 'alert-wording',
    values: { lettersNotReworded: ['Acknowledgement'], link: step.link },
    says: ['It does not accept your own wording of these letters any more:', '- Acknowledgement'],
  },
  {
    id: 'alerts-together',
    values: {
      reference: step.reference,
      alerts: [
        'SC-2026-00412-7: new message',
        'SC-2026-00412-7: Stage 1 response, due Monday 21 September 2026',
      ],
      link: step.link,
    },
    says: ['Several things have happened', '- SC-2026-00412-7: new message', 'one email an hour'],
  },
  {
    id: 'copy-to-route',
    values: {
      reference: step.reference,
      routeName: 'a subject access request',
      routePoints: ['I want to see my file.'],
      receivedOn: 'Monday 7 September 2026',
      officerName: 'Olu Officer',
      councilEmail: 'complaints@council.example',
      councilPhone: '01632 960123',
    },
    says: [
      'It is for you to deal with as a subject access request',
      'I want to see my file.',
      'Names and contact details are not in this email.',
    ],
  },
  {
    id: 'comment-passed-on',
    values: { reference: step.reference, teamName: 'the Leaving Care Team', link: step.link },
    says: ['Someone has written to us about the Leaving Care Team.', 'We have thanked them'],
  },
  {
    id: 'compliment-passed-on',
    values: { reference: step.reference, teamName: 'the Leaving Care Team', link: step.link },
    says: ['Someone has praised the Leaving Care Team.', 'share it with the people it is for'],
  },
  {
    id: 'digest',
    values: {
      digestDate: 'Tuesday 8 September 2026',
      link: step.link,
      overdueSteps: ['SC-2026-00412-7: Stage 1 response, due yesterday'],
    },
    says: [
      '- SC-2026-00412-7: Stage 1 response, due yesterday',
      'Nothing else is due soon.',
      'Open your tasks: https://',
    ],
  },
];
