import type { LetterValues } from '../../../workflows/letters/letter-template.ts';
import type { LetterCase } from './letter-case.ts';

const council = {
  reference: 'SC-2026-00412-7',
  councilName: 'Ashford Vale Council',
  councilPhone: '01632 960123',
  councilEmail: 'complaints@council.example',
  officerName: 'Olu Officer',
} satisfies LetterValues;
const complainant = { ...council, complainantName: 'Ann Ashworth' } satisfies LetterValues;

/** Letters to complainants that no step of the complaint sends. */
export const besideSteps: LetterCase[] = [
  {
    id: 'safeguarding-advice',
    values: council,
    says: [
      'If someone is in danger now, call 999.',
      'call the NSPCC on 0808 800 5000',
      '0800 1111',
      'Please do not wait for an email from us.',
    ],
  },
  {
    id: 'held-mail-advice',
    values: {
      councilName: council.councilName,
      councilPhone: council.councilPhone,
      councilEmail: council.councilEmail,
    },
    says: ['Call 999.', 'Call 0800 1111', 'A person here will read your message as soon as they can.'],
  },
  {
    id: 'advocate-found',
    values: {
      ...complainant,
      advocateName: 'Amal Advocate',
      advocateContact: '0800 300 7000',
    },
    says: ['Amal Advocate will be your advocate.', 'You can reach Amal Advocate here: 0800 300 7000'],
  },
  {
    id: 'sent-to-route',
    values: {
      ...complainant,
      routePoints: ['I want to see my file.'],
      routeExplained: 'You asked for information that we hold about you or your child.',
      routeTo: 'Information team',
    },
    says: [
      'I want to see my file.',
      'Information team will deal with this part.',
      'We will still deal with the rest of your complaint.',
    ],
  },
  {
    id: 'officer-letter',
    values: {
      ...complainant,
      aboutComplaint: 'yes',
      subject: 'your question about the visit',
      letterText: 'The visit is on 9 June.\n\nMegan Price will come.',
    },
    says: ['The visit is on 9 June.', 'Megan Price will come.', 'How to contact us'],
  },
];
