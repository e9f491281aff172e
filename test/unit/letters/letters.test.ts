import { describe, expect, it } from 'vitest';
import { renderLetter } from '../../../functions/domain/letters.ts';
import { letters } from '../../../workflows/letters/index.ts';
import type { LetterValues } from '../../../workflows/letters/letter-template.ts';

const council = {
  reference: 'SC-2026-00412-7',
  councilName: 'Ashford Vale Council',
  councilPhone: '01632 960123',
  councilEmail: 'complaints@council.example',
  officerName: 'Olu Officer',
} satisfies LetterValues;
const complainant = { ...council, complainantName: 'Ann Ashworth' } satisfies LetterValues;
const handler = { handlerName: 'Maya Manager', handlerRole: 'team manager' } satisfies LetterValues;
const nextStage = {
  nextStageName: 'Stage 2 investigation',
  requestBy: 'Monday 2 November 2026',
  howToAsk: 'Call us or write to us.',
} satisfies LetterValues;
const step = {
  reference: 'SC-2026-00412-7',
  stepTitle: 'Stage 1 response',
  dueDate: 'Monday 21 September 2026',
  link: 'https://complaints.council.example/cases/1',
} satisfies LetterValues;

/** What each letter cannot go without (RULES section 6), and sentences that say it. */
const cases: { id: string; values: LetterValues; says: (string | RegExp)[] }[] = [
  {
    id: 'acknowledgement',
    values: {
      ...complainant,
      ...handler,
      receivedOn: 'Monday 7 September 2026',
      summary: 'Nobody came to the last two visits.',
      procedureName: "children's social care complaints procedure",
      procedureReason: 'You are the parent of a child we support.',
      dueDate: 'Monday 21 September 2026',
    },
    says: [
      'Dear Ann Ashworth',
      'Nobody came to the last two visits.',
      "We use this procedure: children's social care complaints procedure.",
      'You are the parent of a child we support.',
      'Maya Manager, team manager, will look into your complaint.',
      'You will have an answer by Monday 21 September 2026.',
      'call 999',
    ],
  },
  {
    id: 'extension',
    values: {
      ...complainant,
      ...handler,
      oldDueDate: 'Monday 21 September 2026',
      newDueDate: 'Monday 5 October 2026',
      reason: 'A worker is away.',
    },
    says: [
      'an answer by Monday 21 September 2026.',
      'A worker is away.',
      'You will now have an answer by Monday 5 October 2026.',
    ],
  },
  {
    id: 'delay',
    values: {
      ...complainant,
      ...handler,
      dueDate: 'Monday 5 October 2026',
      expectedDate: 'Friday 9 October 2026',
      reason: 'A worker is away.',
    },
    says: [
      'an answer from us by Monday 5 October 2026',
      'We are sorry.',
      'A worker is away.',
      'our answer by Friday 9 October 2026',
    ],
  },
  {
    id: 'stage-1-response',
    values: {
      ...complainant,
      ...handler,
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
      'Yours sincerely\n\nMaya Manager\nteam manager\nAshford Vale Council',
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
      'until Monday 2 November 2026',
      'closed your complaint',
      'If you still want to go on',
      'If there is a good reason',
    ],
  },
  {
    id: 'withdrawn',
    values: complainant,
    says: ['You did not have to give us a reason.', 'You can come back to us at any time.'],
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
    values: { ...complainant, ...handler, newDueDate: 'Monday 30 November 2026' },
    says: ['You will have an answer by Monday 30 November 2026.', 'Maya Manager, team manager'],
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
  { id: 'alert-task-opened', values: step, says: ['You have a step to do.'] },
  { id: 'alert-reminder', values: step, says: ['due soon', 'report the delay'] },
  { id: 'alert-due-tomorrow', values: step, says: ['The next working day is the last day'] },
  { id: 'alert-overdue', values: step, says: ['This step is overdue. It stays open until it is done.'] },
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
    id: 'alert-letter-problem',
    values: { reference: step.reference, link: step.link },
    says: ['reach the complainant another way: by post or by phone'],
  },
  {
    id: 'alert-pause-review',
    values: { reference: step.reference, stepTitle: step.stepTitle, link: step.link },
    says: ['A complaint is on hold', 'start the work again, or set a new date'],
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
      'No other step is waiting.',
      'Open your list: https://',
    ],
  },
];

function render(id: string, values: LetterValues) {
  const template = letters[id];
  if (!template) throw new Error(`no letter ${id}`);
  return renderLetter(template, values);
}

function textOf(id: string, values: LetterValues): string {
  const rendered = render(id, values);
  if (!rendered.ok) throw new Error(rendered.reason);
  return `${rendered.letter.subject}\n\n${rendered.letter.text}`;
}

it('there is a case below for every letter', () => {
  expect(cases.map(({ id }) => id)).toEqual(Object.keys(letters));
});

describe.each(cases)('$id', ({ id, values, says }) => {
  it('says what it must', () => {
    const text = textOf(id, values);
    expect(says.filter((sentence) => !text.includes(String(sentence)))).toEqual([]);
    expect(text).not.toMatch(/\{\{|\}\}|undefined|\n{3}/);
  });

  it('cannot go without any of it', () => {
    const needed = Object.keys(values).filter(
      (name) => name !== 'complainantName' && name !== 'overdueSteps',
    );
    const given = needed.filter((name) =>
      Object.entries(values).some(([key, value]) => key === name && value !== undefined),
    );
    const tolerated = given.filter((name) => render(id, { ...values, [name]: ' ' }).ok);
    expect(tolerated).toEqual([]);
  });

  it('gives no days or dates of its own: they come with the case', () => {
    const template = letters[id];
    const numbers = `${template?.subject} ${template?.body}`.match(/\d[\d ]*\d|\d/g) ?? [];
    expect(numbers.filter((number) => !['0300 061 0614', '999'].includes(number))).toEqual([]);
  });
});

const toComplainants = cases.filter(({ id }) => letters[id]?.audience === 'complainant');
const toStaff = cases.filter(({ id }) => letters[id]?.audience === 'staff');

describe.each(toComplainants)('$id, to a complainant', ({ id, values }) => {
  it('names the Ombudsman and the council, and how to reach both', () => {
    const text = textOf(id, values);
    expect(text).toContain('Local Government and Social Care Ombudsman');
    expect(text).toContain('- website: www.lgo.org.uk\n- phone: 0300 061 0614');
    expect(text).toContain('- phone: 01632 960123\n- email: complaints@council.example');
    expect(text).toContain('Our reference: SC-2026-00412-7');
  });

  it('offers an advocate to a child or care leaver, and only then', () => {
    const advocate = 'Call Ashford Advocates on 0800 000 000.';
    expect(textOf(id, { ...values, advocacyOffer: advocate })).toMatch(
      /You have the right to an advocate\.[^]*Call Ashford Advocates/,
    );
    expect(textOf(id, values)).not.toMatch(/advocate/i);
  });

  it('greets a person who gave no name', () => {
    expect(textOf(id, { ...values, complainantName: undefined })).toContain('\n\nHello\n\n');
  });

  it('says nothing of the complaint in its subject line, which others may see', () => {
    const subject = letters[id]?.subject ?? '';
    expect(
      [...subject.matchAll(/\{\{(\w+)\}\}/g)]
        .map((match) => match[1])
        .filter((name) => name !== 'reference' && name !== 'requestBy'),
    ).toEqual([]);
  });
});

describe.each(toStaff)('$id, to staff by ordinary mail', ({ id }) => {
  it('knows nothing of the case but reference, step, dates and link', () => {
    const template = letters[id];
    const names = [...`${template?.subject} ${template?.body}`.matchAll(/\{\{[#^]?(\w+)\}\}/g)].map(
      (match) => match[1] ?? '',
    );
    const allowed = [
      'reference',
      'stepTitle',
      'dueDate',
      'expectedDate',
      'reviewDate',
      'workingDaysLate',
      'assigneeName',
      'link',
      'digestDate',
      'overdueSteps',
      'dueSteps',
      'repeatedDelays',
    ];
    expect(names.filter((name) => !allowed.includes(name))).toEqual([]);
  });
});

describe('the right to go on', () => {
  it.each(['extension', 'delay'])(
    'without an answer stands in the %s letter when there is a next stage',
    (id) => {
      const values = toComplainants.find((one) => one.id === id)?.values ?? {};
      expect(textOf(id, { ...values, nextStageName: 'Stage 2 investigation', howToAsk: 'Call us.' })).toMatch(
        /go on to the next stage (now, )?without it: Stage 2 investigation\.\s+Call us\./,
      );
      expect(textOf(id, values)).not.toContain('next stage');
    },
  );

  it('a response that puts something right says what, and what will be done differently', () => {
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
