import { describe, expect, test } from 'vitest';
import { letters } from '../../../workflows/letters/index.ts';
import { checkProcedure, InvalidProcedure } from '../../../workflows/procedures/check-procedure.ts';
import { procedures, procedureSet } from '../../../workflows/procedures/index.ts';

const limit = { days: 5, unit: 'working days', from: 'receipt', citation: 'A rule' };
const answer = { title: 'Answer', form: {}, letters: [], next: 'closed', closedAs: 'answered' };
const step = {
  title: 'Answer',
  kind: 'task',
  performer: 'director',
  limit,
  milestones: [],
  outcomes: { answer },
};
const good = {
  id: 'simple',
  version: '1',
  stateMachine: 'simple',
  title: 'Simple',
  law: 'A law',
  received: {},
  first: 'answer',
  steps: { answer: step },
};

/** The good procedure with its step changed. */
const withStep = (change: object) => ({ ...good, steps: { answer: { ...step, ...change } } });
const withOutcome = (change: object) => withStep({ outcomes: { answer: { ...answer, ...change } } });
const check = (candidate: unknown) => checkProcedure(candidate, new Set(['a-letter']));

test('a procedure that can be followed passes as it is', () => {
  expect(check(good)).toEqual(good);
});

describe('a procedure that cannot be followed is refused, by name', () => {
  test.each<[string, unknown, string]>([
    ['no procedure at all', 'text', 'procedure without id: procedure: '],
    ['no first step', { ...good, first: 'begin' }, 'first: there is no step "begin"'],
    ['a step without a performer', withStep({ performer: undefined }), 'steps.answer.performer: '],
    ['a performer nobody is', withStep({ performer: 'wizard' }), 'steps.answer.performer: '],
    [
      'a step that nothing leads to',
      { ...good, steps: { answer: step, lost: step } },
      'step "lost" is never reached from "answer"',
    ],
    [
      'a step named as an ending',
      { ...good, first: 'closed', steps: { closed: step } },
      'step "closed": the name is taken by an ending',
    ],
    [
      'an outcome that leads nowhere',
      withOutcome({ next: 'heaven' }),
      'step "answer", outcome "answer": there is no next step "heaven"',
    ],
    ['no way on', withOutcome({ next: 'again' }), 'step "answer": no outcome leads on'],
    [
      'a closing that does not say as what',
      withOutcome({ closedAs: undefined }),
      'closes the case without saying as what (closedAs)',
    ],
    [
      'a letter that is none',
      withOutcome({ letters: ['no-letter'] }),
      'outcome "answer": there is no letter "no-letter"',
    ],
    [
      'an alert that is none',
      withOutcome({ alerts: [{ letter: 'no-alert', to: [] }] }),
      'there is no letter "no-alert"',
    ],
    [
      'a milestone with a letter that is none',
      withStep({ milestones: [{ id: 'm', title: 'M', when: 'late', letter: 'none', to: [] }] }),
      'step "answer": there is no letter "none"',
    ],
    ['a window without a lapse', withStep({ kind: 'window', asksFor: 'more' }), 'a window needs a lapse'],
    [
      'a window that does not say for what',
      withStep({ kind: 'window', lapse: 'answer' }),
      'a window needs asksFor',
    ],
    ['a lapse into nothing', withStep({ lapse: 'vanish' }), 'lapse: there is no outcome "vanish"'],
    [
      'an extension that is none',
      withStep({ extension: { upTo: 5, times: 1, citation: 'x' } }),
      'the extension to 5 is no longer than the limit of 5',
    ],
    [
      'extending without an extension',
      withOutcome({ effect: 'extend' }),
      'outcome "answer": the step has no extension',
    ],
    [
      'a clock from an unknown step',
      withStep({ limit: { ...limit, from: { step: 'before' } } }),
      'the clock starts from the unknown step "before"',
    ],
    [
      'a clock from a date nobody gives',
      withStep({ limit: { ...limit, from: { step: 'answer', answer: 'sentOn' } } }),
      'the answer "sentOn", which no form of "answer" asks for as a date',
    ],
    [
      'an outcome after a milestone that is not there',
      withOutcome({ onlyAfter: 'doomsday' }),
      'onlyAfter: the step has no milestone "doomsday"',
    ],
    ['no days', withStep({ limit: { ...limit, days: 0 } }), 'steps.answer.limit.days: '],
    ['half days', withStep({ limit: { ...limit, days: 1.5 } }), 'steps.answer.limit.days: '],
    [
      'a limit without its source',
      withStep({ limit: { ...limit, citation: '' } }),
      'steps.answer.limit.citation: ',
    ],
    [
      'a fact nobody knows',
      withOutcome({ form: { x: { label: 'X', type: 'text', fact: 'colour' } } }),
      'steps.answer.outcomes.answer.form.x.fact: ',
    ],
    [
      'a field of no type',
      withOutcome({ form: { x: { label: 'X', type: 'colour' } } }),
      'steps.answer.outcomes.answer.form.x.type: ',
    ],
    ['a misspelt word', withStep({ milestone: [] }), 'steps.answer: '],
    [
      'the time of a step that is not there',
      withStep({ sameDeadlineAs: 'before' }),
      'step "answer": sameDeadlineAs: "before" is no step with a time of its own',
    ],
    [
      'the time of a step that shares that of another',
      withStep({ sameDeadlineAs: 'answer' }),
      'step "answer": sameDeadlineAs: "answer" is no step with a time of its own',
    ],
    [
      'what was written in no step',
      withStep({ writtenIn: 'draft' }),
      'step "answer": writtenIn: there is no step "draft"',
    ],
    [
      'not by an author whom nobody knows',
      withStep({ notByAuthor: true }),
      'step "answer": notByAuthor needs writtenIn, the step of the author',
    ],
    [
      'passed over into nothing',
      withStep({ passOver: { outcome: 'skip', when: 'learning is recorded or not called for' } }),
      'step "answer": passOver: there is no outcome "skip"',
    ],
    [
      'passed over for a reason nobody knows',
      withStep({ passOver: { outcome: 'answer', when: 'it rains' } }),
      'steps.answer.passOver.when: ',
    ],
    [
      'passed over by a name that every object has',
      withStep({ passOver: { outcome: 'constructor', when: 'learning is recorded or not called for' } }),
      'passOver: there is no outcome "constructor"',
    ],
    [
      'a clock with the start of an unknown step',
      withStep({ limit: { ...limit, from: { sameStartAs: 'before' } } }),
      'the clock starts from the unknown step "before"',
    ],
    [
      'a second clock from an unknown step',
      withStep({ alsoFrom: { step: 'before' } }),
      'the clock starts from the unknown step "before"',
    ],
    [
      'a second clock from a date nobody gives',
      withStep({ alsoFrom: { step: 'answer', answer: 'agreedOn' } }),
      'the answer "agreedOn", which no form of "answer" asks for as a date',
    ],
    [
      'a clock from a fact nobody knows',
      withStep({ limit: { ...limit, from: { fact: 'fullMoon', or: 'receipt' } } }),
      'steps.answer.limit.from: ',
    ],
    [
      'a promise of a step that is not there',
      withOutcome({ promises: 'paradise' }),
      'outcome "answer": promises: there is no step "paradise"',
    ],
    [
      'a draft that no outcome sends',
      withOutcome({ drafts: 'a-letter' }),
      'outcome "answer": drafts: no outcome sends the letter "a-letter"',
    ],
    [
      'a draft of a letter that is none',
      withOutcome({ drafts: 'no-letter' }),
      'outcome "answer": there is no letter "no-letter"',
    ],
    [
      'a name that every object has as the next step',
      withOutcome({ next: 'constructor' }),
      'there is no next step "constructor"',
    ],
    ['a gate that is none', withOutcome({ gates: ['toll'] }), 'steps.answer.outcomes.answer.gates.0: '],
    ['a limit counted back and forth', withStep({ limit: { ...limit, before: false } }), 'limit.before: '],
    ['a stage that is none', withStep({ stage: 'stage 4' }), 'steps.answer.stage: '],
  ])('%s', (_, candidate, reason) => {
    const refused = () => check(candidate);
    expect(refused).toThrow(InvalidProcedure);
    expect(refused).toThrow(reason);
  });

  test('an extension in the time of the step that has it is one, and closing is said on every way or not at all', () => {
    const extending = { title: 'Extend', form: {}, effect: 'extend', letters: [], next: 'again' };
    const extension = { upTo: 10, times: 1, citation: 'A rule' };
    const checkBoth = (draft: object, checkStep: object, closedAs: object) =>
      checkProcedure(
        {
          ...good,
          steps: {
            answer: { ...step, ...draft, outcomes: { answer: { ...answer, ...closedAs, next: 'check' } } },
            check: {
              ...step,
              ...checkStep,
              outcomes: { extend: extending, end: { ...answer, closedAs: undefined } },
            },
          },
        },
        new Set(),
      );
    expect(() => checkBoth({ extension }, { sameDeadlineAs: 'answer' }, {})).not.toThrow();
    expect(() => checkBoth({ extension }, {}, {})).toThrow(
      'step "check", outcome "extend": the step has no extension',
    );
    expect(() => checkBoth({}, { sameDeadlineAs: 'answer' }, {})).toThrow('the step has no extension');
    expect(() => checkBoth({ extension }, { sameDeadlineAs: 'answer' }, { closedAs: undefined })).toThrow(
      'step "check", outcome "end": closes the case without saying as what (closedAs)',
    );
  });

  test('every problem at once, not the first alone', () => {
    const refused = () =>
      check(
        withStep({ lapse: 'vanish', outcomes: { answer: { ...answer, next: 'heaven', letters: ['none'] } } }),
      );
    expect(refused).toThrow('vanish');
    expect(refused).toThrow('heaven');
    expect(refused).toThrow('none');
  });
});

describe('versions', () => {
  const until = {
    ...good,
    version: '2019',
    stateMachine: 'simple-2019',
    received: { until: '2026-03-31' },
    feedback: ['complaint'],
  };
  const from = {
    ...good,
    version: '2026',
    stateMachine: 'simple-2026',
    received: { from: '2026-04-01' },
    feedback: ['complaint'],
  };

  test.each([
    ['2019-06-01', '2019'],
    ['2026-03-31', '2019'],
    ['2026-04-01', '2026'],
    ['2040-01-01', '2026'],
  ])('what was received on %s follows version %s', (day, version) => {
    const set = procedureSet([until, from]);
    expect(set.on('simple', day)).toMatchObject({ ok: true, procedure: { version } });
    expect(set.forFeedback(day).map(({ id }) => id)).toEqual(['simple']);
  });

  test('a day that no version claims, and a procedure that is not there', () => {
    const set = procedureSet([{ ...from, received: { from: '2026-04-01', until: '2026-12-31' } }]);
    expect(set.on('simple', '2026-03-31')).toEqual({
      ok: false,
      reason: 'No version of "simple" applies to what was received on 2026-03-31.',
    });
    expect(set.on('magic', '2026-05-01')).toMatchObject({
      ok: false,
      reason: expect.stringContaining('Procedures: simple'),
    });
    expect(set.forFeedback('2027-01-01')).toEqual([]);
    expect([set.version('simple', '2026')?.version, set.version('simple', '2019')]).toEqual([
      '2026',
      undefined,
    ]);
  });

  test.each([
    [
      'one day twice',
      [until, { ...from, received: { from: '2026-03-31' } }],
      'claim the same days of receipt',
    ],
    [
      'one version for ever and another',
      [{ ...until, received: {} }, from],
      'claim the same days of receipt',
    ],
    [
      'one state machine for two',
      [until, { ...from, stateMachine: 'simple-2019' }],
      'name one state machine, simple-2019',
    ],
  ])('%s is refused', (_, candidates, reason) => {
    expect(() => procedureSet(candidates)).toThrow(reason);
  });
});

test('every procedure of the deployment has its law, its letters, and a source for each limit', () => {
  const set = procedureSet([...procedures.all]);
  expect(set.all.map(({ id }) => id)).toEqual(expect.arrayContaining(['intake', 'childrens-statutory']));
  for (const procedure of set.all) {
    expect(procedure.law.length).toBeGreaterThan(10);
    for (const {
      limit: { citation },
    } of Object.values(procedure.steps))
      expect(citation.length).toBeGreaterThan(10);
  }
  // Letters to the complainant are written for complainants, letters to staff for staff.
  for (const { steps } of set.all) {
    for (const { outcomes, milestones } of Object.values(steps)) {
      for (const outcome of Object.values(outcomes)) {
        for (const id of outcome.letters) expect([id, letters[id]?.audience]).toEqual([id, 'complainant']);
        for (const { letter } of outcome.alerts ?? [])
          expect([letter, letters[letter]?.audience]).toEqual([letter, 'staff']);
      }
      for (const { letter, to } of milestones) {
        const audience = to.includes('complainant') ? 'complainant' : 'staff';
        expect([letter, letter === undefined ? audience : letters[letter]?.audience]).toEqual([
          letter,
          audience,
        ]);
      }
    }
  }
});
