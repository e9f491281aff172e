import type { LetterValues } from '../../../workflows/letters/letter-template.ts';
import type { LetterCase } from './letter-case.ts';

const complainant = {
  reference: 'SC-2026-00412-7',
  councilName: 'Ashford Vale Council',
  councilPhone: '01632 960123',
  councilEmail: 'complaints@council.example',
  officerName: 'Olu Officer',
  complainantName: 'Ann Ashworth',
} satisfies LetterValues;
const dueDate = 'Monday 7 December 2026';
const receivedOn = 'Monday 7 September 2026';
const otherBody = 'Riverside NHS Trust';

/** Letters to another body that answers a complaint with us. */
export const toBodies: LetterCase[] = [
  {
    id: 'joint-request',
    values: {
      ...complainant,
      receivedOn,
      otherBody,
      summary: 'The carers came late and the ward lost the notes.',
      theirPoints: ['The ward lost the notes.'],
    },
    says: [
      'a complaint that Riverside NHS Trust has a part in',
      '- Who complains: Ann Ashworth',
      'The ward lost the notes.',
    ],
  },
  {
    id: 'joint-contribution',
    values: {
      ...complainant,
      receivedOn,
      otherBody,
      contribution: 'The carers came late on four days.',
    },
    says: ['The carers came late on four days.', 'You are leading on this complaint'],
  },
  {
    id: 'joint-chase',
    values: { ...complainant, receivedOn, otherBody },
    says: [
      'We are leading on it and will send one answer for both of us.',
      'Please send it, or tell us when you will.',
    ],
  },
];

/** Letters about adult social care. */
export const toComplainantsOfAdults: LetterCase[] = [
  {
    id: 'handling-plan',
    values: {
      ...complainant,
      plannedFor: dueDate,
    },
    says: [
      'We have decided it ourselves.',
      'We will write to you with our answer by Monday 7 December 2026.',
    ],
  },
  {
    id: 'longer-period',
    values: {
      ...complainant,
      agreedOn: receivedOn,
      oldDueDate: 'Friday 13 November 2026',
      newDueDate: dueDate,
      reason: 'The nurse is away.',
    },
    says: [
      'On Monday 7 September 2026 you and we agreed that we can take longer',
      'We said we would answer you by Friday 13 November 2026.',
      'We will write to you with our answer by Monday 7 December 2026.',
    ],
  },
  {
    id: 'resolved-by-word',
    values: { ...complainant, receivedOn, agreedOn: receivedOn, agreement: 'The carer comes at 8.' },
    says: ['The carer comes at 8.', 'You have not lost any rights.'],
  },
  {
    id: 'joint-consent',
    values: { ...complainant, otherBody },
    says: ['Part of your complaint is about Riverside NHS Trust', 'Please tell us yes or no.'],
  },
  {
    id: 'joint-handling',
    values: {
      ...complainant,
      otherBody,
      theirPoints: ['The ward lost the notes.'],
    },
    says: [
      'We will write to you with the answer.',
      'Riverside NHS Trust will look into this:\n\n- The ward lost the notes.',
    ],
  },
  {
    id: 'joint-answer',
    values: {
      ...complainant,
      otherBody,
      answeredOn: receivedOn,
      findings: ['The carers came late.\n\nWe agree with this (upheld).'],
    },
    says: [
      'Riverside NHS Trust sent you the answer to your complaint on Monday 7 September 2026.',
      'It is our answer too.',
      'Your right to go to the Ombudsman',
    ],
  },
  {
    id: 'joint-ended',
    values: { ...complainant, otherBody, reason: 'You told us that you do not agree.' },
    says: ['You told us that you do not agree.', 'We will go on with our part of your complaint'],
  },
];
