import { describe, expect, it } from 'vitest';
import { renderLetter } from '../../../functions/domain/correspondence/render-letter.ts';
import { letters } from '../../../workflows/letters/index.ts';
import type { LetterValues } from '../../../workflows/letters/letter-template.ts';
import { awaited, cases } from './letter-cases.ts';

function render(id: string, values: LetterValues) {
  const template = letters[id];
  if (!template) throw new Error(`no letter ${id}`);
  return renderLetter(template, values);
}

function textOf(id: string, values: LetterValues): string {
  const rendered = render(id, values);
  if (!rendered.ok) throw new Error(`${rendered.problem}: ${rendered.missing.join(', ')}`);
  return `${rendered.letter.subject}\n\n${rendered.letter.text}`;
}

/** The numbers of 999, Childline and the NSPCC. */
const emergency = ['999', '0800 1111', '0808 800 5000'];

it('tests every letter', () => {
  expect(cases.map(({ id }) => id)).toEqual(Object.keys(letters));
});

describe.each(cases)('$id', ({ id, values, says }) => {
  it('includes everything required', () => {
    const text = textOf(id, values);
    expect(says.filter((sentence) => !text.includes(sentence))).toEqual([]);
    expect(text).not.toMatch(/\{\{|\}\}|undefined|\n{3}/);
  });

  it('is refused when a required value is missing', () => {
    const needed = Object.keys(values).filter(
      (name) => !['complainantName', 'overdueSteps', 'aboutComplaint', 'workingDaysLate'].includes(name),
    );
    const given = needed.filter((name) =>
      Object.entries(values).some(([key, value]) => key === name && value !== undefined),
    );
    const tolerated = given.filter((name) => render(id, { ...values, [name]: ' ' }).ok);
    expect(tolerated).toEqual([]);
  });

  it('contains no days or dates of its own', () => {
    const words = `${letters[id]?.subject} ${letters[id]?.body}`
      .replaceAll(/\bstage [123]\b/gi, '')
      // The Ombudsman's own limit is the same in every case (Local Government Act 1974, section 26B).
      .replaceAll('You should normally contact them within 12 months of finding out about the problem.', '');
    const numbers = words.match(/\d[\d ]*\d|\d/g) ?? [];
    expect(numbers.filter((number) => !['0300 061 0614', ...emergency].includes(number))).toEqual([]);
    expect(words).not.toMatch(
      /\b(one|two|three|four|five|six|seven|eight|nine|ten|fifteen|twenty|thirty)( working| calendar)? (day|week|month|year)/i,
    );
  });
});

const toComplainants = cases.filter(({ id }) => letters[id]?.audience === 'complainant');
const toStaff = cases.filter(({ id }) => letters[id]?.audience === 'staff');

// Only a complaint has an Ombudsman to name, and a compliment is not a complaint (law.md section 4). Advice to someone in
// danger speaks of nothing else.
const ofDanger = ['safeguarding-advice', 'held-mail-advice'];
const ofNoComplaint = ['receipt', 'compliment-thanks', 'comment-answer', 'comment-noted', ...ofDanger];
const toThosePraising = ['compliment-thanks', ...ofDanger];
// They name the advocate, or tell everyone of the right, because no one knows yet who wrote.
const ofAdvocates = ['advocate-found', 'receipt'];
// A panel hears advocates, also those that the council does not provide (SI 2006/1738 regulation 19).
const ofPanels = ['stage-3-acknowledgement', 'panel-invitation'];

const except = (ids: string[]) => toComplainants.filter(({ id }) => !ids.includes(id));
const advocate = 'Call Ashford Advocates on 0800 000 000.';

it.each(except(ofNoComplaint))('$id names the Ombudsman with contact details', ({ id, values }) => {
  const text = textOf(id, values);
  expect(text).toContain('Local Government and Social Care Ombudsman');
  expect(text).toContain('- website: www.lgo.org.uk\n- phone: 0300 061 0614');
});

it.each(ofNoComplaint)('%s does not mention the Ombudsman', (id) => {
  expect(letters[id]?.body).not.toContain('Ombudsman');
});

it.each(except([...toThosePraising, ...ofAdvocates]))(
  '$id offers an advocate to a child or care leaver',
  ({ id, values }) => {
    expect(textOf(id, { ...values, advocacyOffer: advocate, advocacyRight: 'yes' })).toMatch(
      /You have the right to an advocate\.[^]*Call Ashford Advocates/,
    );
    // A parent who is offered one has no right to it.
    const offered = textOf(id, { ...values, advocacyOffer: advocate });
    expect(offered).toMatch(/You can have an advocate\.[^]*Call Ashford Advocates/);
    expect(offered).not.toMatch(/right to an advocate/i);
    expect(textOf(id, values)).not.toMatch(/right to an advocate/i);
  },
);

it.each(except([...ofPanels, ...ofAdvocates]))(
  '$id does not mention an advocate to others',
  ({ id, values }) => {
    expect(textOf(id, values)).not.toMatch(/advocate/i);
  },
);

describe.each(toComplainants)('$id, to a complainant', ({ id, values }) => {
  it('names the council with contact details', () => {
    const text = textOf(id, values);
    expect(text).toContain('- phone: 01632 960123\n- email: complaints@council.example');
    // Held mail has no case yet.
    expect(text.includes('Our reference: SC-2026-00412-7')).toBe(id !== 'held-mail-advice');
  });

  it('greets a person whose name is unknown', () => {
    expect(textOf(id, { ...values, complainantName: undefined })).toContain('\n\nHello\n\n');
  });

  it('keeps the complaint out of its subject line', () => {
    const subject = letters[id]?.subject ?? '';
    expect(
      [...subject.matchAll(/\{\{(\w+)\}\}/g)]
        .map((match) => match[1])
        .filter((name) => name !== 'reference' && name !== 'requestBy'),
    ).toEqual([]);
  });
});

const copied = [
  'routeName',
  'routePoints',
  'routeReference',
  'routeDueDate',
  'routeWasDueOn',
  'receivedOn',
  'officerName',
  'councilEmail',
  'councilPhone',
];

describe.each(toStaff)('$id, to staff by ordinary mail', ({ id }) => {
  it('contains nothing of the case but reference, step, dates and link', () => {
    const template = letters[id];
    const names = [...`${template?.subject} ${template?.body}`.matchAll(/\{\{[#^]?(\w+)\}\}/g)].map(
      (match) => match[1] ?? '',
    );
    const allowed = [
      'reference',
      'stepTitle',
      'dueDate',
      'dueDatePassed',
      'oldDueDate',
      'newDueDate',
      'expectedDate',
      'reviewDate',
      'workingDaysLate',
      'canReportDelay',
      'assigneeName',
      'teamName',
      'link',
      'digestDate',
      'heldMails',
      // Titles of letters.
      'lettersNotReworded',
      'overdueSteps',
      'dueSteps',
      'waitingMessages',
      // The subjects of other letters to staff, which know no more.
      'alerts',
      'repeatedDelays',
      // People who are asked to come need to know when and where.
      'meetingOn',
      'meetingTime',
      'meetingPlace',
    ];
    // A copy for another route is the text itself, and goes only where an officer asks for it.
    const ofCopies = id === 'copy-to-route' ? copied : [];
    expect(names.filter((name) => ![...allowed, ...ofCopies].includes(name))).toEqual([]);
  });
});

describe('the right to go on', () => {
  it.each(['extension', 'delay'])(
    'without an answer stands in the %s letter when there is a next stage',
    (id) => {
      const values = toComplainants.find((one) => one.id === id)?.values ?? {};
      expect(
        textOf(id, {
          ...awaited,
          ...values,
          nextStageName: 'Stage 2 investigation',
          howToAsk: 'Call us.',
        }),
      ).toMatch(/go on to the next stage (now, )?without it: Stage 2 investigation\.\s+Call us\./);
      expect(textOf(id, values)).not.toContain('next stage');
    },
  );

  it('a response with remedies says how things are put right and what will change', () => {
    const values = toComplainants.find(({ id }) => id === 'stage-1-response')?.values ?? {};
    const text = textOf('stage-1-response', {
      ...values,
      remedies: ['An apology'],
      learning: ['We call before we cancel'],
    });
    expect(text).toContain(
      'What we will do to put things right\n\n- An apology\n\nWhat we will do differently\n\n- We call before we cancel',
    );
    expect(textOf('stage-1-response', values)).not.toMatch(/put things right|do differently/);
  });
});

describe('a letter about a compliment or a comment', () => {
  it.each(['private-link', 'reopened', 'taken-back'])('%s does not mention the Ombudsman', (id) => {
    const values = toComplainants.find((one) => one.id === id)?.values ?? {};
    const text = textOf(id, { ...values, receivedOn: 'Monday 7 September 2026', aboutComplaint: undefined });
    expect(text).not.toMatch(/Ombudsman|your complaint|next stage/i);
  });
});

describe('optional parts of letters', () => {
  const valuesOf = (id: string): LetterValues => cases.find((one) => one.id === id)?.values ?? {};

  it.each<[string, LetterValues, string]>([
    [
      'handling-plan',
      { agreedOn: 'Monday 7 September 2026', handlingPlan: 'Maya Manager visits you first.' },
      'Thank you for talking to us on Monday 7 September 2026.',
    ],
    ['handling-plan', { handlingPlan: 'Maya Manager visits you first.' }, 'Maya Manager visits you first.'],
    ['joint-handling', { theyLead: 'yes' }, 'Riverside NHS Trust will write to you with the answer.'],
    [
      'joint-handling',
      { ourPoints: ['The carers came late.'], answerPromisedFor: 'Monday 7 December 2026' },
      'We will look into this:\n\n- The carers came late.\n\nWhat happens next\n\nYou should have the answer by Monday 7 December 2026.',
    ],
    ['joint-request', { contributeBy: 'Friday 9 October 2026' }, 'by Friday 9 October 2026.'],
    [
      'joint-chase',
      { theyLead: 'yes', answerPromisedFor: 'Monday 7 December 2026' },
      'The person who complained should have it by Monday 7 December 2026. Please tell us when you will send it.',
    ],
    [
      'final-response',
      { otherBody: 'Riverside NHS Trust' },
      'We and Riverside NHS Trust looked into it together.',
    ],
    [
      'stage-2-adjudication',
      { actions: ['An apology, by Ada Adjudicator, by Monday 1 February 2027'] },
      'What we will do, and by when\n\n- An apology, by Ada Adjudicator, by Monday 1 February 2027\n\nIf we have not done one of these things in time, please tell us.',
    ],
    [
      'stage-3-response',
      { actions: ['An apology', 'Fares are paid'] },
      'What we will do, and by when\n\n- An apology\n- Fares are paid',
    ],
    [
      'stage-3-response',
      { response: 'I met you.\n\nI am sorry.' },
      'What we want to say to you\n\nI met you.\n\nI am sorry.',
    ],
    [
      'sent-to-route',
      { routeDueDate: 'Wednesday 7 October 2026' },
      'They should answer you by Wednesday 7 October 2026.',
    ],
    [
      'final-response',
      { remedies: ['An apology'], learning: ['We call before we cancel'] },
      'What we will do to put things right\n\n- An apology\n\nWhat we will do differently\n\n- We call before we cancel',
    ],
    ['final-response', { actions: ['An apology'] }, 'What we will do, and by when\n\n- An apology'],
    [
      'panel-invitation',
      { panelNames: ['Cho Chair, chair', 'Pat Panel', 'Mo Member'] },
      'Who is on the panel\n\n- Cho Chair, chair\n- Pat Panel\n- Mo Member\n\nThey are independent of the council.',
    ],
    [
      'stage-3-acknowledgement',
      { decisionOn: 'Monday 4 January 2027' },
      'The panel will look at our decision of Monday 4 January 2027.',
    ],
    [
      'early-referral',
      { decisionOn: 'Monday 4 January 2027' },
      'without a review panel. We sent you our decision on Monday 4 January 2027.',
    ],
    [
      'resumed',
      { answerPromisedFor: 'Monday 30 November 2026' },
      'We will write to you with our answer by Monday 30 November 2026.',
    ],
    [
      'resumed',
      { requestBy: 'Monday 30 November 2026', nextStageName: 'stage 3', howToAsk: 'Call us.' },
      'The last day to ask for it is now Monday 30 November 2026.',
    ],
    [
      'delay',
      { answerWasDueOn: 'Monday 5 October 2026' },
      'We should have answered you by Monday 5 October 2026.',
    ],
    [
      'delay',
      { answerPromisedFor: 'Monday 5 October 2026' },
      'We said we would answer you by Monday 5 October 2026. It will take longer.',
    ],
    [
      'acknowledgement',
      { stages: ['Stage 1, an answer.', 'Then you can ask the Ombudsman.'] },
      'These are its stages:\n\n- Stage 1, an answer.\n- Then you can ask the Ombudsman.',
    ],
    [
      'acknowledgement',
      { consentAwaited: 'yes' },
      'You are speaking for a child or young person, and we have asked if they agree.',
    ],
    [
      'dates-changed',
      { receivedOnBefore: 'Monday 11 May 2026', receivedOn: 'Wednesday 6 May 2026' },
      'We told you that you contacted us on Monday 11 May 2026. The right day is Wednesday 6 May 2026.',
    ],
    [
      'dates-changed',
      { dueDateBefore: 'Tuesday 26 May 2026', answerWasDueOn: 'Monday 11 May 2026' },
      'We told you to expect our answer by Tuesday 26 May 2026. That date was wrong.\n\nOur answer was due by Monday 11 May 2026. That day has passed, so we are late.',
    ],
    [
      'panel-invitation',
      { meetingWasOn: 'Monday 30 November 2026' },
      'We have changed when or where the review panel will meet about your complaint. We had planned it for Monday 30 November 2026.',
    ],
    [
      'still-late',
      { lastToldDate: 'Monday 5 October 2026' },
      'We expect to send you our answer by Monday 5 October 2026. We will keep writing',
    ],
    [
      'still-late',
      { waitUntil: 'Monday 5 October 2026' },
      'that we are late. You told us that you would wait until Monday 5 October 2026. You can change your mind at any time. We will keep',
    ],
    [
      'may-go-on',
      { waitUntil: 'Monday 5 October 2026' },
      'You told us that you would wait for our answer until Monday 5 October 2026.',
    ],
    [
      'acknowledgement',
      { advocacyOffer: 'Call us.', advocateWanted: 'yes' },
      'You told us that you want an advocate. If you have not heard from one yet, please tell us.',
    ],
    [
      'acknowledgement',
      { advocacyForChild: 'yes' },
      'The child or young person you are speaking for has the right to an advocate.',
    ],
    [
      'acknowledgement',
      { offersToDiscuss: 'yes' },
      'We would like to talk to you about how we will look into your complaint, and how long it will take.',
    ],
    [
      'stage-1-response',
      { thisWasDueOn: 'Monday 5 October 2026' },
      'We should have answered you by Monday 5 October 2026. We are late, and we are sorry.',
    ],
    [
      'declined',
      { groundInWords: 'It is too late.', howToComeBack: 'Tell us why you could not come sooner.' },
      'It is too late.',
    ],
    [
      'frozen',
      { requestBy: 'Monday 5 October 2026' },
      'You will not lose any of the days that you have left to ask for the next stage.',
    ],
    [
      'still-late',
      { nextStageName: 'stage 2', howToAsk: 'Call us.' },
      'You can go on to the next stage now, without our answer: stage 2. Call us.',
    ],
    ['management-review', { reason: 'It may happen to others.' }, 'Why\n\nIt may happen to others.'],
    ['service-request-passed-on', { reason: 'You ask for a ramp.' }, 'Why\n\nYou ask for a ramp.'],
    [
      'compliment-thanks',
      { praise: 'You listened.\n\nThanks!' },
      'This is how we wrote it down:\n\n    You listened.\n\n    Thanks!',
    ],
    [
      'comment-noted',
      { teamName: 'the Leaving Care Team' },
      'We have kept a record of it and passed it on to the people it is about (the Leaving Care Team).',
    ],
  ])('%s: %o', (id, more, says) => {
    expect(textOf(id, { ...awaited, ...valuesOf(id), ...more })).toContain(says);
    expect(textOf(id, { ...awaited, ...valuesOf(id) })).not.toContain(says.split('\n')[0]);
  });
});
