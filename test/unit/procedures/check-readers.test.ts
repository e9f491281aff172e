import { expect, test } from 'vitest';
import { milestoneReaderProblems, readerProblems } from '../../../workflows/procedures/check-readers.ts';
import type { Milestone, Outcome, Recipient } from '../../../workflows/procedures/procedure.ts';
import { leadsTo, milestoneAt } from './small-procedure.ts';

// One letter for each kind of reader.
const toComplainant = 'delay';
const toStaff = 'alert-overdue';
const toBody = 'joint-request';
const wrong = (letter: string, written: string, reader: string) =>
  `the letter "${letter}" is written for ${written}, not for ${reader}`;

const staff: Recipient[] = [
  'assignee',
  'author',
  'head-of-service',
  'team',
  'praised',
  'duty-contact',
  'every-complaints-officer',
  'director',
];

test.each<[string, Partial<Outcome>, string[]]>([
  ['its own', { letters: [toComplainant] }, []],
  ['an alert of staff', { letters: [toComplainant, toStaff] }, [wrong(toStaff, 'staff', 'complainants')]],
  ['a letter to another body', { letters: [toBody] }, [wrong(toBody, 'another body', 'complainants')]],
  ['a draft of its own', { drafts: toComplainant }, []],
  ['a draft of an alert', { drafts: toStaff }, [wrong(toStaff, 'staff', 'complainants')]],
  ['a letter of a council that is not in our list', { letters: ['our-own-letter'] }, []],
  ['a name that every object has', { letters: ['toString'] }, []],
])('the complainant gets %s by a decision', (_, more, problems) => {
  expect(readerProblems(leadsTo('closed', more))).toEqual(problems);
});

test.each<[string, string, Recipient[], string[]]>([
  ['an alert goes to staff', toStaff, staff, []],
  ['an alert goes to the complainant', toStaff, ['complainant'], [wrong(toStaff, 'staff', 'complainants')]],
  [
    'an alert goes to another body',
    toStaff,
    ['director', 'other-body'],
    [wrong(toStaff, 'staff', 'another body')],
  ],
  ['a letter goes to the complainant', toComplainant, ['complainant'], []],
  ['a letter goes to staff', toComplainant, ['director'], [wrong(toComplainant, 'complainants', 'staff')]],
  ['a request goes to another body', toBody, ['other-body'], []],
  [
    'a request goes to the complainant',
    toBody,
    ['complainant'],
    [wrong(toBody, 'another body', 'complainants')],
  ],
  ['a letter of a council goes to anyone', 'our-own-letter', ['complainant', 'director'], []],
])('%s', (_, letter, to, problems) => {
  expect(readerProblems(leadsTo('closed', { alerts: [{ letter, to }] }))).toEqual(problems);
  expect(milestoneReaderProblems([milestoneAt('late', { letter, to })])).toEqual(
    problems.map((problem) => `milestone "m": ${problem}`),
  );
});

test.each<[string, Partial<Milestone>, string[]]>([
  ['no letter and no reader', {}, []],
  ['a letter and no reader', { letter: toStaff }, [`milestone "m": no one gets its letter "${toStaff}"`]],
  ['a reader and no letter', { to: ['director'] }, ['milestone "m": it has readers and no letter']],
])('a milestone with %s', (_, more, problems) => {
  expect(milestoneReaderProblems([milestoneAt('late', more)])).toEqual(problems);
});
