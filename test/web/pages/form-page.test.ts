import * as fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { compile } from 'sass';
import { expect, test } from 'vitest';
import { checkForm, type FormContext } from '../../../functions/domain/decisions/forms.ts';
import { readCouncil } from '../../../functions/domain/council/council.ts';
import { formAnswers, typedAnswers } from '../../../functions/pages/kit/form-answers.ts';
import { errorsOnPage } from '../../../functions/pages/kit/form-errors.ts';
import { formFields } from '../../../functions/pages/kit/form-page.ts';
import { wordsIn } from '../../../functions/words/words.ts';
import { procedures } from '../../shropshire.ts';
import type { Field } from '../../../workflows/procedures/form-field.ts';

const council = readCouncil(
  JSON.parse(
    readFileSync(new URL('../../../infra/councils/shropshire/council.json', import.meta.url), 'utf8'),
  ),
);
const context: FormContext = {
  council,
  procedures: procedures.forFeedback('2026-06-01'),
  points: [
    { id: 'P1', text: 'The calls' },
    { id: 'P2', text: 'The visits' },
  ],
  recommendations: [{ id: 'R1', text: 'Call each Friday' }],
  documents: [{ id: 'D1', title: 'Report' }],
};

const words = fc
  .string({ minLength: 1, maxLength: 40, unit: 'grapheme' })
  .filter((text) => text.trim() === text);
const user = fc.constantFrom(...council.users.map(({ id }) => id));
const day = fc
  .date({ min: new Date('2020-01-01'), max: new Date('2030-12-31'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));
const list = <T>(item: fc.Arbitrary<T>) => fc.array(item, { minLength: 1, maxLength: 4 });
const finding = fc.constantFrom('upheld', 'not upheld');

/** Right answers to a field of each type. */
const answerTo: Record<Field['type'], fc.Arbitrary<unknown>> = {
  text: words,
  paragraphs: words,
  date: day,
  time: fc.constantFrom('00:00', '09:30', '23:59'),
  'yes-no': fc.boolean(),
  choice: fc.constant('a'),
  choices: fc.constant(['a', 'b']),
  list: list(words),
  user,
  users: fc.uniqueArray(user, { minLength: 1, maxLength: 3 }),
  points: list(fc.record({ text: words })),
  findings: fc.tuple(finding, words, finding, words).map(([one, why, two, because]) => [
    { point: 'P1', finding: one, reasons: why },
    { point: 'P2', finding: two, reasons: because },
  ]),
  learning: list(fc.record({ text: words, owner: user }, { requiredKeys: ['text'] })),
  actions: list(fc.record({ text: words, owner: user, dueOn: day })),
  money: list(fc.record({ amount: fc.integer({ min: 1, max: 99_999 }).map(String), for: words })),
  recommendations: list(fc.record({ text: words })),
  'recommendation answers': words.map((answer) => [{ recommendation: 'R1', accepted: 'accepted', answer }]),
  document: fc.constant('D1'),
  documents: fc.constant(['D1']),
};
const fieldOf = (type: Field['type']): Field => ({
  label: 'It',
  type,
  required: true,
  ...(type === 'choice' || type === 'choices'
    ? { options: ['a', 'b'].map((value) => ({ value, label: value.toUpperCase() })) }
    : {}),
});

test.each(Object.entries(answerTo).map(([type, answers]) => ({ type, answers })))(
  'a field of type $type: what is shown of an answer, posted again, is the answer, and is let through',
  ({ type, answers }) => {
    const known = Object.entries(answerTo).find(([name]) => name === type);
    const [field] = fieldTypes.filter((name) => name === known?.[0]).map(fieldOf);
    if (!field) throw new Error(`no type ${type}`);
    const form = { it: field };
    fc.assert(
      fc.property(answers, (answer) => {
        const given = JSON.parse(JSON.stringify({ it: answer }));
        const posted = formAnswers(form, context, typedAnswers(form, context, given));
        expect(posted).toEqual(given);
        expect(checkForm(form, posted, context)).toMatchObject({ ok: true });
      }),
      { numRuns: 50 },
    );
  },
);
const fieldTypes: Field['type'][] = [
  'text',
  'paragraphs',
  'date',
  'time',
  'yes-no',
  'choice',
  'choices',
  'list',
  'user',
  'users',
  'points',
  'findings',
  'learning',
  'actions',
  'money',
  'recommendations',
  'recommendation answers',
  'document',
  'documents',
];

test('every form can be shown, and answers nothing when left empty', () => {
  for (const { steps } of procedures.all)
    for (const { outcomes } of Object.values(steps))
      for (const { form } of Object.values(outcomes)) {
        const fields = formFields(form, context, {}, [], wordsIn(undefined));
        expect(fields.map(({ name }) => name)).toEqual(Object.keys(form));
        const ids = fields.flatMap(({ id, rows = [] }) => [
          id,
          ...rows.flatMap((row) => row.fields.map((part) => part.id)),
        ]);
        expect(new Set(ids).size).toBe(ids.length);
        expect(formAnswers(form, context, {})).toEqual({});
      }
});

test.each([
  ['31', '2', '2026', '2026-02-31'],
  ['1', '6', '2026', '2026-06-01'],
  ['', '6', '', '0000-06-00'],
  ['x', 'y', 'z', '000z-0y-0x'],
])(
  'the day %s, month %s, year %s is answered as %s, and is a date or refused',
  (dayOf, month, year, answer) => {
    const form = { it: fieldOf('date') };
    const given = formAnswers(form, context, { 'it.day': [dayOf], 'it.month': [month], 'it.year': [year] });
    expect(given).toEqual({ it: answer });
    expect(checkForm(form, given, context).ok).toBe(answer === '2026-06-01');
  },
);

test('an error is shown at its row even below empty rows', () => {
  const form = { it: fieldOf('actions') };
  const typed = { 'it.rows': ['3'], 'it.2.text': ['A rota'] };
  const checked = checkForm(form, formAnswers(form, context, typed), context);
  const errors = errorsOnPage(form, context, typed, checked.ok ? [] : checked.errors, wordsIn(undefined));
  expect(errors.map(({ field }) => field)).toEqual(['it.2.owner', 'it.2.dueOn']);
});

test('the committed style sheet is up to date (npm run styles)', () => {
  const root = new URL('../../../', import.meta.url);
  const { css } = compile(new URL('functions/pages/styles/pages.scss', root).pathname, {
    style: 'compressed',
    loadPaths: [new URL('node_modules', root).pathname],
  });
  expect(readFileSync(new URL('functions/pages/assets/pages.css', root), 'utf8').trim()).toBe(css.trim());
});
