import { describe, expect, test } from 'vitest';
import { letters } from '../../../workflows/letters/index.ts';
import { checkProcedure, InvalidProcedure } from '../../../workflows/procedures/check-procedure.ts';
import { procedureSet } from '../../../workflows/procedures/index.ts';
import { procedures } from '../../shropshire.ts';

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

const dayField = { label: 'Day', type: 'date', required: true };
const reasonField = { label: 'Reason', type: 'paragraphs', required: true };
const breach = {
  id: 'breach',
  title: 'Overdue',
  means: 'breach',
  when: 'late',
  starts: 'tell-of-delay',
  to: [],
};
const pastLimit = { everyWorkingDays: 10, time: '08:00' };
const stillLate = {
  id: 'still-late',
  title: 'Still late',
  when: { pastLimit },
  letter: 'a-letter',
  to: ['complainant', 'director'],
};
const ending = { ends: [{ clock: 'stage-1' }] };
const { limit: _limit, ...untimed } = step;
const ofClock = { ...untimed, clock: 'stage-1' };

/** The good procedure with its step in the clock of a stage, which is changed; the answer ends it. */
const withClock = (change: object, ends: object = ending) => ({
  ...good,
  clocks: {
    'stage-1': {
      stage: 'stage 1',
      title: 'Stage 1',
      from: 'receipt',
      limit: { days: 5, unit: 'working days', citation: 'A rule' },
      milestones: [breach, stillLate],
      ...change,
    },
  },
  steps: { answer: { ...ofClock, outcomes: { answer: { ...answer, ...ends } } } },
});
const check = (candidate: unknown) => checkProcedure(candidate, new Set(['a-letter']));

const found = { label: 'Findings', type: 'findings', required: true, fact: 'findings' };
const answers = { stage: 'stage 1', as: 'response' };

test('accepts a consistent procedure', () => {
  expect(check(good)).toEqual(good);
  expect(check(withClock({}))).toEqual(withClock({}));
});

describe('refuses an inconsistent procedure by name', () => {
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
      'how to reach an advocate who is not named',
      withOutcome({ form: { reached: { ...dayField, type: 'text', means: 'advocateContact' } } }),
      '"advocateContact" needs a required field that records the fact "advocateAppointed"',
    ],
    [
      'an advocate found whom no one can reach',
      {
        ...withOutcome({
          form: { who: { label: 'Advocate', type: 'text', required: true, fact: 'advocateAppointed' } },
        }),
        alongside: true,
      },
      'an advocate is found with a required field "advocateContact" of type "text"',
    ],
    [
      'a referral without its day',
      withOutcome({
        form: {
          whom: { label: 'To', type: 'text', required: true, means: 'referredTo' },
          time: { label: 'At', type: 'time', required: true, means: 'referredAt' },
        },
      }),
      'a referral needs a required field "referredOn" of type "date"',
    ],
    [
      'a letter that is none',
      withOutcome({ letters: ['no-letter'] }),
      'outcome "answer": there is no letter "no-letter"',
    ],
    [
      'an answer that someone else sends under their own name',
      {
        ...good,
        steps: {
          answer: {
            ...step,
            outcomes: { hand: { ...answer, drafts: 'a-letter', next: 'send', closedAs: undefined } },
          },
          send: { ...step, writtenIn: 'answer', outcomes: { send: { ...answer, letters: ['a-letter'] } } },
        },
      },
      'outcome "send": the letter "a-letter" gives an answer that is written in another step, so its author signs it',
    ],
    [
      'findings that say nothing of their stage',
      withOutcome({ form: { found } }),
      'outcome "answer": records findings without saying which stage they answer (answers)',
    ],
    [
      'an answer to a stage that finds nothing',
      withOutcome({ answers }),
      'outcome "answer": answers stage 1: its form needs one required field of type "findings"',
    ],
    [
      'an answer to a stage that may find nothing',
      withOutcome({ answers, form: { found: { ...found, required: false } } }),
      'answers stage 1: its form needs one required field of type "findings"',
    ],
    [
      'an answer to another stage than the clock is of',
      withClock({ stage: 'stage 2' }, { ends: [{ clock: 'stage-1' }], answers, form: { found } }),
      'answers stage 1, but the clock of the step is of stage 2',
    ],
    [
      'an answer to no stage',
      withOutcome({ answers: { ...answers, stage: 'LGSCO' }, form: { found } }),
      'answers.stage: ',
    ],
    [
      'an answer of no one',
      withOutcome({ answers: { ...answers, as: 'wizard' }, form: { found } }),
      'answers.as: ',
    ],
    [
      'findings that are kept nowhere',
      withOutcome({ answers, form: { found: { ...found, fact: undefined } } }),
      'field "found": findings are recorded as "findings"',
    ],
    [
      'findings that are no findings',
      withOutcome({ form: { found: { ...found, type: 'text' } } }),
      'field "found": the fact "findings" is not of type "text"',
    ],
    [
      'findings that follow what no one found',
      withOutcome({ answers, form: { found: { ...found, follows: 'panel' } } }),
      'field "found": follows: no outcome records what the panel found at this stage',
    ],
    [
      'a text that follows findings',
      withOutcome({ form: { said: { label: 'Said', type: 'text', follows: 'panel' } } }),
      'field "said": follows: only findings follow others',
    ],
    [
      'a signature of an author who is none',
      withOutcome({ letters: ['a-letter'], signedBy: 'author' }),
      'signedBy: no author, as the step in writtenIn does not draft its letters',
    ],
    ['a signature of no one known', withOutcome({ signedBy: 'mayor' }), 'signedBy: '],
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
      'outcome "answer": neither the step nor its clock has an extension',
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
      'a warning confirmed by a field that is always asked',
      withOutcome({
        form: {
          day: dayField,
          yes: { label: 'Yes', type: 'yes-no', required: true, confirms: { dayOff: 'day' } },
        },
      }),
      'field "yes": confirms: a warning is confirmed by a yes-no field that is asked only when it applies',
    ],
    [
      'a warning about a day that is not asked for',
      withOutcome({ form: { yes: { label: 'Yes', type: 'yes-no', confirms: { dayOff: 'dya' } } } }),
      'field "yes": confirms: "dya" is no date of the form',
    ],
    [
      'a warning about a day that no form records',
      withOutcome({
        form: {
          day: dayField,
          yes: { label: 'Yes', type: 'yes-no', confirms: { day: 'day', before: 'meetingOn' } },
        },
      }),
      'field "yes": confirms: no form records a day as "meetingOn"',
    ],
    [
      'a warning about someone who signs nothing',
      withOutcome({ form: { yes: { label: 'Yes', type: 'yes-no', confirms: { unsigned: ['reviewer'] } } } }),
      'field "yes": confirms: the part "reviewer" signs no declaration',
    ],
    [
      'a reminder that the step does not have',
      withOutcome({ onlyAfterReminder: 'nudge' }),
      'onlyAfterReminder: the step has no outcome "nudge"',
    ],
    [
      'a reminder that sets no day and sends no letter',
      withStep({
        outcomes: {
          answer: { ...answer, onlyAfterReminder: 'nudge' },
          nudge: { title: 'Nudge', form: {}, letters: [], next: 'again' },
        },
      }),
      'onlyAfterReminder: "nudge" sends no letter; step "answer", outcome "answer": onlyAfterReminder: "nudge" needs one required date',
    ],
    [
      'an outcome after a milestone that is not there',
      withOutcome({ onlyAfter: 'doomsday' }),
      'onlyAfter: neither the step nor a clock has a milestone "doomsday"',
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
      'neither a limit nor a clock',
      withStep({ limit: undefined }),
      'step "answer": needs a limit of its own or the clock of a stage',
    ],
    [
      'a clock that is not there',
      withStep({ clock: 'lost' }),
      'step "answer": clock: there is no clock "lost"',
    ],
    ['a clock that nothing starts', withClock({ from: undefined }), 'neither a day nor an outcome starts it'],
    ['a clock that nothing ends', withClock({}, {}), 'clock "stage-1": no outcome ends it'],
    [
      'a clock after one that is not there',
      withClock({ from: { endOf: 'before' } }),
      'it begins with the end of "before", which is no clock',
    ],
    ['a clock after itself', withClock({ from: { endOf: 'stage-1' } }), 'it begins with its own end'],
    [
      'a clock reported with one that is not there',
      withClock({ reportedWith: 'other', milestones: [] }),
      'it is reported with "other", which is no clock',
    ],
    ['a clock without a breach', withClock({ milestones: [] }), 'no milestone means its breach'],
    [
      'a breach that comes later',
      withClock({ milestones: [{ ...breach, when: { workingDays: 1, time: '08:00' } }] }),
      'milestone "breach": a breach is "late"',
    ],
    [
      'a breach that means none',
      withClock({ milestones: [breach, { ...breach, id: 'too-late', means: 'reminder' }] }),
      'milestone "too-late": what comes when the limit has passed means a breach',
    ],
    [
      'two milestones of one name',
      withClock({ milestones: [breach, { ...breach, when: 'late' }] }),
      'two milestones are called "breach"',
    ],
    [
      'a milestone at 25:99',
      withClock({ milestones: [breach, { ...breach, id: 'x', when: { workingDays: 1, time: '25:99' } }] }),
      'clocks.stage-1.milestones.1.when',
    ],
    [
      'an extension of a clock that is none',
      withClock({ extension: { upTo: 5, citation: 'x' } }),
      'clock "stage-1": the extension to 5 is no longer than the limit of 5',
    ],
    [
      'the end of a clock that is not there',
      withOutcome({ ends: [{ clock: 'lost' }] }),
      'outcome "answer": there is no clock "lost"',
    ],
    [
      'the end of a clock on a day that no one gives',
      withClock({}, { ends: [{ clock: 'stage-1', on: 'sentOn' }] }),
      'the day of the clock is given in "sentOn", which is no date of the form',
    ],
    [
      'a pause without its review day',
      withOutcome({ effect: 'pause', form: { reason: reasonField } }),
      'the effect "pause" needs a required field "reviewOn" of type "date"',
    ],
    [
      'an extension under another name',
      withOutcome({ effect: 'extend', form: { newDay: dayField, reason: reasonField } }),
      'the effect "extend" needs a required field "until" of type "date"',
    ],
    [
      'a condition on a field that is not there',
      withOutcome({ form: { x: { ...dayField, neededWhen: { field: 'ground', is: 'late' } } } }),
      'field "x": neededWhen: the form has no field "ground"',
    ],
    [
      'a late day whose reason is not asked for',
      withOutcome({ form: { x: { ...dayField, lateNeeds: 'why' } } }),
      'field "x": lateNeeds: the form has no field "why"',
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
      'a time from the start of a clock that is not there',
      withStep({ limit: { ...limit, from: 'clock' } }),
      'it counts from the start of its clock, and has none',
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
    ['a stage that is none', withClock({ stage: 'stage 4' }), 'clocks.stage-1.stage: '],
  ])('%s', (_, candidate, reason) => {
    const refused = () => check(candidate);
    expect(refused).toThrow(InvalidProcedure);
    expect(refused).toThrow(reason);
  });

  test('a step extends the clock of its stage, and closing appears on every way or none', () => {
    const extending = {
      title: 'Extend',
      form: { until: dayField, reason: reasonField },
      effect: 'extend',
      letters: ['a-letter'],
      next: 'again',
    };
    const extension = { upTo: 10, citation: 'A rule' };
    const checkBoth = (clock: object, closedAs: object) =>
      checkProcedure(
        {
          ...withClock(clock),
          steps: {
            answer: {
              ...ofClock,
              outcomes: { answer: { ...answer, ...ending, ...closedAs, next: 'check' } },
            },
            check: { ...ofClock, outcomes: { extend: extending, end: { ...answer, closedAs: undefined } } },
          },
        },
        new Set(['a-letter']),
      );
    expect(() => checkBoth({ extension }, {})).not.toThrow();
    expect(() => checkBoth({}, {})).toThrow(
      'step "check", outcome "extend": neither the step nor its clock has an extension',
    );
    expect(() => checkBoth({ extension }, { closedAs: undefined })).toThrow(
      'step "check", outcome "end": closes the case without saying as what (closedAs)',
    );
  });

  test('reports every problem at once', () => {
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

  test('refuses a day outside all versions and an unknown procedure', () => {
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

test('every deployed procedure has its law, its letters and a source for each limit', () => {
  const set = procedureSet([...procedures.all]);
  expect(set.all.map(({ id }) => id)).toEqual(expect.arrayContaining(['intake', 'childrens-statutory']));
  for (const procedure of set.all) {
    expect(procedure.law.length).toBeGreaterThan(10);
    for (const { limit: ofOne } of [
      ...Object.values(procedure.steps),
      ...Object.values(procedure.clocks ?? {}),
    ])
      expect(ofOne?.citation.length ?? 11).toBeGreaterThan(10);
  }
  // What goes to the complainant is written for them, what goes to staff for staff.
  for (const { steps, clocks = {} } of set.all) {
    const timed = [
      ...Object.values(steps),
      ...Object.values(clocks).map((clock) => ({ ...clock, outcomes: {} })),
    ];
    for (const { outcomes, milestones } of timed) {
      for (const outcome of Object.values(outcomes)) {
        for (const id of outcome.letters) expect([id, letters[id]?.audience]).toEqual([id, 'complainant']);
        for (const { letter, to } of outcome.alerts ?? []) {
          const reader = to.includes('other-body') ? 'other body' : 'staff';
          expect([letter, letters[letter]?.audience]).toEqual([letter, reader]);
        }
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
