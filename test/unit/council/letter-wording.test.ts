import { expect, test } from 'vitest';
import { wordingProblems } from '../../../functions/domain/council/letter-wording.ts';
import type { LetterTemplate } from '../../../workflows/letters/letter-template.ts';

// A council may write a letter in its own words: it must keep every value and link of the standard one, and may use no
// value that could be missing when the letter is sent.

const standard: LetterTemplate = {
  id: 'example',
  title: 'Example',
  audience: 'complainant',
  subject: 'Your complaint {{reference}}',
  body: [
    'We answer by {{dueDate}}.',
    '{{#advocacyOffer}}You can have an advocate: {{advocacyOffer}}{{/advocacyOffer}}',
    '{{#requestBy}}Ask for {{nextStageName}} by {{requestBy}}.{{/requestBy}}',
    '{{^answerWasDueOn}}It will come in time: {{newDueDate}}.{{/answerWasDueOn}}',
    '[Ombudsman](https://www.lgo.org.uk) [Again](https://www.lgo.org.uk) [Local]({{link}})',
  ].join('\n\n'),
};

const problems = (subject: string, body: string) =>
  wordingProblems(standard, { subject, body }).map(({ field, code, params }) => [field, code, params]);
const withBody = (was: string, is: string) => problems(standard.subject, standard.body.replace(was, is));

test('accepts the standard wording, in another order and with other words', () => {
  expect(problems(standard.subject, standard.body)).toEqual([]);
  expect(
    problems('{{reference}}: news', `Hello.\n\n${standard.body.split('\n\n').toReversed().join('\n\n')}`),
  ).toEqual([]);
});

test.each<[string, string, string, unknown[]]>([
  ['a value that is left out', '{{dueDate}}', 'soon', ['body', 'letter-value-missing', { name: 'dueDate' }]],
  [
    'a value of a section that is left out',
    'You can have an advocate: {{advocacyOffer}}',
    'Ask.',
    ['body', 'letter-value-conditional', { name: 'advocacyOffer' }],
  ],
  [
    'a value that is only told sometimes and was always told',
    'We answer by {{dueDate}}.',
    '{{#requestBy}}We answer by {{dueDate}}.{{/requestBy}}',
    ['body', 'letter-value-missing', { name: 'dueDate' }],
  ],
  [
    'a value that is only told if another is absent',
    'We answer by {{dueDate}}.',
    '{{^requestBy}}We answer by {{dueDate}}.{{/requestBy}}',
    ['body', 'letter-value-missing', { name: 'dueDate' }],
  ],
  [
    'a value that is not always known',
    'We answer by {{dueDate}}.',
    'We answer by {{dueDate}} or {{nextStageName}}.',
    ['body', 'letter-value-uncertain', { name: 'nextStageName' }],
  ],
  [
    'a value known only if another is absent, told if that is present',
    '[Ombudsman]',
    '{{#answerWasDueOn}}{{newDueDate}}{{/answerWasDueOn}}[Ombudsman]',
    ['body', 'letter-value-uncertain', { name: 'newDueDate' }],
  ],
  [
    'a value that this letter never has',
    'We answer',
    '{{meetingPlace}} We answer',
    ['body', 'letter-value-uncertain', { name: 'meetingPlace' }],
  ],
  [
    'a name that is no value',
    'We answer',
    '{{nonsense}} We answer',
    ['body', 'letter-unknown-value', { name: 'nonsense' }],
  ],
  [
    'a section that is never closed',
    'We answer',
    '{{#reference}}We answer',
    ['body', 'letter-not-closed', { name: 'reference' }],
  ],
])('reports %s, and nothing else', (_, was, is, problem) => {
  expect(withBody(was, is)).toEqual([problem]);
});

test('requires each web address, and names each missing one once', () => {
  expect(withBody('[Again](https://www.lgo.org.uk) ', '')).toEqual([]);
  expect(
    problems(standard.subject, standard.body.replaceAll('https://www.lgo.org.uk', 'https://example.org')),
  ).toEqual([['body', 'letter-link-missing', { link: 'https://www.lgo.org.uk' }]]);
});

test('accepts an optional value in a section of its own', () => {
  expect(withBody('We answer', '{{#meetingPlace}}At {{meetingPlace}}.{{/meetingPlace}} We answer')).toEqual(
    [],
  );
});

test('a value may move from the subject to the body', () => {
  expect(problems('Your complaint', `${standard.body}\n\n{{reference}}`)).toEqual([]);
  expect(problems('Your complaint', standard.body)).toEqual([
    ['body', 'letter-value-missing', { name: 'reference' }],
  ]);
});

test.each([
  ['more than one line', 'One\nTwo {{reference}}', 'letter-subject-lines'],
  ['nothing', ' ', 'letter-empty'],
  ['a control character', 'Your\u0007 {{reference}}', 'letter-control-character'],
])('refuses a subject of %s before anything else', (_, subject, code) => {
  expect(problems(subject, 'nothing of it')).toEqual([['subject', code, {}]]);
});

test('checks subject and body', () => {
  expect(problems('{{meetingPlace}} {{reference}}', standard.body)).toEqual([
    ['subject', 'letter-value-uncertain', { name: 'meetingPlace' }],
  ]);
});
