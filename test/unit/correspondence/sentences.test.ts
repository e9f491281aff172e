import { describe, expect, test } from 'vitest';
import { renderLetter } from '../../../functions/domain/correspondence/render-letter.ts';
import { exampleValues } from '../../../workflows/letters/en/example-values.ts';
import { letters, sentencesIn } from '../../../workflows/letters/index.ts';
import { council } from '../a-case.ts';

// Sentences with gaps: what a person reads when each gap is filled.

const en = sentencesIn('en');

test.each<[string, string, string]>([
  ['a stage', en.foundAtStage({ stage: 'stage 1', found: 'agreed' }), 'At stage 1 we agreed.'],
  ['an investigation', en.foundBy.investigation({ found: 'agreed' }), 'The Investigating Officer agreed:'],
  ['a panel', en.foundBy.panel({ found: 'did not agree' }), 'The review panel did not agree:'],
  ['a decision', en.decision({ finding: 'We agree with This' }), 'Our decision now: we agree with This'],
  [
    'a point dealt with apart',
    en.pointElsewhere({ reference: undefined }),
    'We will deal with this point separately.',
  ],
  [
    'a point of another case',
    en.pointElsewhere({ reference: 'SC-1' }),
    'We will deal with this point separately. Its reference is SC-1.',
  ],
  ['an action', en.action({ text: 'Call', owner: 'Bo', dueOn: '1 May' }), 'Call (Bo, by 1 May)'],
  [
    'an action that is late',
    en.actionLate({ text: 'Call', owner: 'Bo', dueOn: '1 May' }),
    'Call (Bo, by 1 May: that day has passed, and we are sorry)',
  ],
  [
    'a day after arrival',
    en.afterArrival({ days: 20, unit: 'working days', of: 'our answer' }),
    '20 working days after our answer reaches you',
  ],
  ['the next stage', en.mayAskFor({ stage: 'stage 2' }), 'You can ask for stage 2.'],
  ['the chair', en.panelChair({ name: 'Bo' }), 'Bo (chair)'],
  ['a handler with a team', en.handlerRole({ role: 'team manager', team: 'North' }), 'team manager, North'],
  ['a handler without one', en.handlerRole({ role: 'director', team: undefined }), 'director'],
])('%s', (_, sentence, expected) => {
  expect(sentence).toBe(expected);
});

describe('what someone wrote as a sentence stands within another', () => {
  test.each([
    ['the director', 'This apology is from the director.'],
    ['The head of service. ', 'This apology is from the head of service.'],
    ['A. Smith', 'This apology is from A. Smith.'],
    ['Theo Smith', 'This apology is from Theo Smith.'],
  ])('an apology by %j', (name, expected) => {
    expect(en.apologyBy({ name })).toBe(expected);
  });
  test.each([
    ['The missed visits', 'the missed visits'],
    ['A missed visit', 'a missed visit'],
    ['An error', 'an error'],
    ['Not calling The Limes', 'not calling The Limes'],
    ['Anna and her bus fare', 'Anna and her bus fare'],
    ['travel. Your time', 'travel. Your time'],
    ['A. Smith and her bus fare', 'A. Smith and her bus fare'],
  ])('money for %j', (what, within) => {
    expect(en.money({ amount: '£150', payBy: '1 May', what })).toBe(
      `We will pay you £150 by 1 May. This is for ${within}.`,
    );
  });
});

describe('how to ask for the next stage', () => {
  const ask = (onPaper: boolean) =>
    en.howToAsk({ email: 'a@b.example', phone: '0345', reference: 'SC-1', onPaper });
  test.each([
    [true, 'write to us, email a@b.example or phone 0345.'],
    [false, 'reply to it by email, write to a@b.example or phone 0345.'],
  ])('on paper: %s', (onPaper, way) => {
    expect(ask(onPaper)).toBe(
      `You can use the private link in this letter, ${way} Please give the reference SC-1.`,
    );
  });
});

describe('the stages', () => {
  const { first, later, within, longest, time } = en.stages;
  test.each<[string, string, string]>([
    [
      'the first with its day',
      first({ title: 'Stage 1', promise: 'You should have it', by: '1 May' }),
      'Stage 1. You should have it by 1 May.',
    ],
    [
      'the first without a day',
      first({ title: 'Stage 1', promise: 'You should have it', by: '' }),
      'Stage 1.',
    ],
    [
      'the next',
      later({ stage: 'a review', promises: ['One.', 'Two.'], again: false }),
      'If you are not happy with our answer, you can ask for a review. One. Two.',
    ],
    [
      'the one after it',
      later({ stage: 'a panel', promises: [], again: true }),
      'If you are still not happy after that, you can ask for a panel.',
    ],
    [
      'counted from asking',
      within({ promise: 'It should meet', time: '1 month', after: 'asking' }),
      'It should meet within 1 month of the day you ask.',
    ],
    [
      'counted from before',
      within({ promise: 'It should meet', time: '1 month', after: 'that' }),
      'It should meet within 1 month after that.',
    ],
    [
      'at most',
      longest({ time: '65 working days' }),
      'If we need longer, it can take up to 65 working days.',
    ],
    ['one day', time({ days: 1, unit: 'working days' }), '1 working day'],
    ['two days', time({ days: 2, unit: 'working days' }), '2 working days'],
    ['one month', time({ days: 1, unit: 'months' }), '1 month'],
  ])('%s', (_, sentence, expected) => {
    expect(sentence).toBe(expected);
  });
});

describe('the digest', () => {
  const { task, heldMail, overdue, messages, due, repeatedDelays } = en.digest;
  const one = { reference: 'SC-1', title: 'Triage', when: 'due today' };
  test.each<[string, string, string]>([
    ['a task', task({ ...one, team: undefined }), 'SC-1: Triage, due today'],
    ['a task of a team', task({ ...one, team: 'North' }), 'SC-1: Triage, North, due today'],
    ['one held mail', heldMail({ number: 1, when: 'due today' }), 'Held mail: 1 email to check, due today'],
    [
      'two held mails',
      heldMail({ number: 2, when: 'due today' }),
      'Held mail: 2 emails to check, the first due today',
    ],
    ['one day late', overdue({ due: '1 May', workingDaysLate: 1 }), 'was due 1 May, 1 working day late'],
    ['two days late', overdue({ due: '1 May', workingDaysLate: 2 }), 'was due 1 May, 2 working days late'],
    ['a day', due({ due: '1 May' }), 'due 1 May'],
    ['delays of a team', repeatedDelays({ team: 'North', overdue: 3 }), 'North: 3 tasks overdue'],
  ])('%s', (_, sentence, expected) => {
    expect(sentence).toBe(expected);
  });
  test.each<[string, Parameters<typeof messages>[0], string[]]>([
    ['none', [], []],
    ['one', [{ reference: 'SC-1', count: 1 }], ['SC-1: 1 message waits']],
    ['two of one case', [{ reference: 'SC-1', count: 2 }], ['SC-1: 2 messages wait']],
    [
      'of two cases, after their sum',
      [
        { reference: 'SC-1', count: 2 },
        { reference: 'SC-2', count: 1 },
      ],
      ['3 messages wait on 2 complaints', 'SC-1: 2 messages wait', 'SC-2: 1 message waits'],
    ],
  ])('messages: %s', (_, cases, lines) => {
    expect(messages(cases)).toEqual(lines);
  });
});

describe('an example of every letter', () => {
  const values = {
    ...exampleValues,
    councilName: council.name,
    councilPhone: council.phone,
    councilEmail: council.intakeAddress,
    advocacyOffer: council.advocacy,
  };
  test.each(Object.entries(letters))('%s lacks nothing that the letter needs', (_, letter) => {
    const rendered = renderLetter(letter, values);
    expect(rendered.ok || rendered).toBe(true);
  });
});
