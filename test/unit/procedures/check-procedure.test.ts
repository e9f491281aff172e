import { describe, expect, test } from 'vitest';
import { checkProcedure, InvalidProcedure } from '../../../workflows/procedures/check-procedure.ts';
import type { Field } from '../../../workflows/procedures/form-field.ts';
import type { Outcome, Procedure, StageClock, Step } from '../../../workflows/procedures/procedure.ts';
import { clockOf, fieldOf, leadsTo, milestoneAt, ownTime, procedureOf, task } from './small-procedure.ts';

const known = new Set(['a-letter', 'an-answer']);

/** Every problem that a procedure is refused with; none if it is accepted. */
function problemsOf(candidate: unknown): string[] {
  try {
    checkProcedure(candidate, known);
    return [];
  } catch (error) {
    if (!(error instanceof InvalidProcedure)) throw error;
    return error.message.replace(/^small: /, '').split('; ');
  }
}

const answer = leadsTo('closed', { closedAs: 'answered' });
const step = (more: Partial<Step> = {}, outcomes: Record<string, Outcome> = {}) =>
  task(undefined, { answer, ...outcomes }, { ...ownTime, ...more });
const withStep = (more: Partial<Step>, outcomes: Record<string, Outcome> = {}) =>
  procedureOf({ one: step(more, outcomes) });
const withOutcome = (more: Partial<Outcome>) => withStep({}, { other: { ...answer, ...more } });

const day = fieldOf('date', { required: true });
const text = fieldOf('paragraphs', { required: true });

// A clock of a stage whose limit is heard when it passes, and an answer that ends it.
const heard = [
  milestoneAt('late', { id: 'breach', means: 'breach', starts: 'tell-of-delay' }),
  milestoneAt(
    { pastLimit: { everyWorkingDays: 10, time: '08:00' } },
    { id: 'still-late', letter: 'a-letter', to: ['complainant', 'director'] },
  ),
];
const heardClock = (more: Partial<StageClock> = {}) =>
  clockOf('stage 1', { from: 'receipt', milestones: heard, ...more });
const ending = { ...answer, ends: [{ clock: 'main' }] };
const withClock = (
  clock: Partial<StageClock>,
  more: Partial<Step> = {},
  outcomes: Record<string, Outcome> = {},
  others: Record<string, StageClock> = {},
) =>
  procedureOf(
    { one: task('main', { answer: ending, ...outcomes }, more) },
    { main: heardClock(clock), ...others },
  );

test.each<[string, unknown, string]>([
  ['a text', 'procedure', 'procedure without id: procedure: '],
  ['nothing', null, 'procedure without id: procedure: '],
  ['an object without an id', {}, 'procedure without id: id: '],
  ['a procedure of no steps', { ...withStep({}), steps: 1 }, 'small: steps: '],
])('what is no procedure is refused by its name: %s', (_, candidate, message) => {
  expect(() => checkProcedure(candidate, known)).toThrow(message);
});

test.each<[string, Procedure]>([
  ['with times of its own', withStep({})],
  ['with a clock', withClock({})],
])('accepts a procedure %s', (_, procedure) => {
  expect(checkProcedure(procedure, known)).toEqual(procedure);
});

describe('a step has a time', () => {
  const window: Partial<Step> = { kind: 'window', lapse: 'lapse', asksFor: 'more' };
  const lapse = { ...answer, by: [] };
  const unended = 'step "one": the extension belongs to its clock, as the step has no limit of its own';
  test.each<[string, unknown, string[]]>([
    ['a window with a time', withStep(window, { lapse }), []],
    [
      'a window in the time of a clock',
      withClock({}, window, { lapse: { ...ending, by: [] } }),
      ['step "one": a window needs a limit of its own'],
    ],
    ['an extension of its own time', withStep({ extension: { upTo: 6, citation: 'A rule' } }), []],
    [
      'an extension of the time of its clock',
      withClock({}, { extension: { upTo: 20, citation: 'A rule' } }),
      [unended],
    ],
    [
      'an extension to the same time',
      withStep({ extension: { upTo: 5, citation: 'A rule' } }),
      ['step "one": the extension to 5 is no longer than the limit of 5'],
    ],
    [
      'an extension without a longest time that the complainant agrees to',
      withStep({ extension: { agreed: true, citation: 'A rule' } }),
      [],
    ],
    [
      'an extension without a longest time',
      withStep({ extension: { citation: 'A rule' } }),
      ['step "one": an extension without a longest time is one that the complainant agreed to'],
    ],
    ['a time from the start of its clock', withClock({}, { limit: { ...ownTime.limit, from: 'clock' } }), []],
    [
      'a time from the start of a clock that it has not',
      withStep({ limit: { ...ownTime.limit, from: 'clock' } }),
      ['step "one": it counts from the start of its clock, and has none'],
    ],
  ])('%s', (_, candidate, problems) => {
    expect(problemsOf(candidate)).toEqual(problems);
  });
});

describe('a target is no longer than its limit', () => {
  const citation = 'A rule';
  const longer = (days: number, limit: number) => [
    `step "one": target: ${days} is longer than the limit of ${limit}`,
  ];
  test.each<[string, unknown, string[]]>([
    ['shorter', withStep({ target: { days: 4, citation } }), []],
    ['as long', withStep({ target: { days: 5, citation } }), []],
    ['longer', withStep({ target: { days: 6, citation } }), longer(6, 5)],
    [
      'longer in the same unit',
      withStep({ target: { days: 6, unit: 'working days', citation } }),
      longer(6, 5),
    ],
    [
      'in another unit, which may be shorter',
      withStep({ target: { days: 6, unit: 'calendar days', citation } }),
      [],
    ],
    ['as long as the clock', withClock({}, { target: { days: 10, citation } }), []],
    ['longer than the clock', withClock({}, { target: { days: 11, citation } }), longer(11, 10)],
  ])('%s', (_, candidate, problems) => {
    expect(problemsOf(candidate)).toEqual(problems);
  });
});

describe('what a time counts from is known', () => {
  const from = (start: NonNullable<Step['limit']>['from'], outcomes: Record<string, Outcome> = {}) =>
    procedureOf({
      one: step({}, { on: leadsTo('two'), ...outcomes }),
      two: step({ limit: { ...ownTime.limit, from: start } }),
    });
  const dated = { dated: { ...answer, form: { sentOn: day } } };
  const inWords = { dated: { ...answer, form: { sentOn: text } } };
  const reached = { workingDaysByPost: 2, citation: 'A rule' };
  test.each<[string, unknown, string[]]>([
    ['the receipt', from('receipt'), []],
    ['the day a letter reached its reader', from({ reached }), []],
    ['a recorded day', from({ fact: 'meetingOn', or: 'opened' }), []],
    ['an earlier step', from({ step: 'one' }), []],
    ['no step', from({ step: 'lost' }), ['step "two": the clock starts from the unknown step "lost"']],
    ['the start of an earlier step', from({ sameStartAs: 'one' }), []],
    [
      'the start of no step',
      from({ sameStartAs: 'lost' }),
      ['step "two": the clock starts from the unknown step "lost"'],
    ],
    ['a day answered in an earlier step', from({ step: 'one', answer: 'sentOn' }, dated), []],
    [
      'an answer of that step in words',
      from({ step: 'one', answer: 'sentOn' }, inWords),
      ['step "two": the clock starts from the answer "sentOn", which no form of "one" asks for as a date'],
    ],
    ['a day in the decision before', from({ dayInDecision: 'sentOn' }, dated), []],
    [
      'a day in words in the decision before',
      from({ dayInDecision: 'sentOn' }, inWords),
      ['step "two": the clock starts from "sentOn", which no form asks for as a date'],
    ],
  ])('%s', (_, candidate, problems) => {
    expect(problemsOf(candidate)).toEqual(problems);
  });
});

describe('a case is closed as something', () => {
  const silent = leadsTo('closed');
  const unsaid = 'step "two", outcome "answer": closes the case without saying as what (closedAs)';
  const ways = (first: Record<string, Outcome>) =>
    procedureOf({ one: step({}, first), two: task(undefined, { answer: silent }, ownTime) });
  test.each<[string, unknown, string[]]>([
    ['said on the way', ways({ on: leadsTo('two', { closedAs: 'answered' }) }), []],
    ['not said on the way', ways({ on: leadsTo('two') }), [unsaid]],
    [
      'said on one of two ways',
      ways({ on: leadsTo('two', { closedAs: 'answered' }), other: leadsTo('two') }),
      [unsaid],
    ],
    [
      'not said at the first step, to which no way leads',
      procedureOf({ one: task(undefined, { answer: silent }, ownTime) }),
      ['step "one", outcome "answer": closes the case without saying as what (closedAs)'],
    ],
  ])('%s', (_, candidate, problems) => {
    expect(problemsOf(candidate)).toEqual(problems);
  });
});

describe('an outcome after a milestone waits for one that comes', () => {
  const after = { other: { ...answer, onlyAfter: 'm' } };
  const none = ['step "one", outcome "other": onlyAfter: neither the step nor a clock has a milestone "m"'];
  const m = milestoneAt({ afterWorkingDays: 3 });
  test.each<[string, unknown, string[]]>([
    ['of the step', withStep({ milestones: [milestoneAt('late', { id: 'x' }), m] }, after), []],
    [
      'of a clock',
      withClock({ milestones: [...heard, m] }, {}, { other: { ...ending, onlyAfter: 'm' } }),
      [],
    ],
    ['of neither', withStep({ milestones: [milestoneAt('late', { id: 'x' })] }, after), none],
  ])('%s', (_, candidate, problems) => {
    expect(problemsOf(candidate)).toEqual(problems);
  });
});

describe('more time is granted where there is an extension', () => {
  const form = { until: day, reason: text };
  const extend = leadsTo('again', { effect: 'extend', letters: ['a-letter'], form });
  const agreed = { agreed: true, citation: 'A rule' } as const;
  const upTo = { upTo: 20, citation: 'A rule' };
  const unagreed = 'step "one", outcome "extend": an extension by agreement needs a required date "agreedOn"';
  const withAgreedOn = (agreedOn: Field) => ({ extend: { ...extend, form: { ...form, agreedOn } } });
  test.each<[string, unknown, string[]]>([
    ['of the step', withStep({ extension: upTo }, { extend }), []],
    ['of its clock', withClock({ extension: upTo }, {}, { extend }), []],
    [
      'of neither',
      withClock({}, {}, { extend }),
      ['step "one", outcome "extend": neither the step nor its clock has an extension'],
    ],
    ['by agreement, on a day', withClock({ extension: agreed }, {}, withAgreedOn(day)), []],
    [
      'by agreement, on a day of another name',
      withClock(
        { extension: agreed },
        {},
        { extend: { ...extend, form: { ...form, said: { ...day, means: 'agreedOn' } } } },
      ),
      [],
    ],
    [
      'by agreement of the clock, without a day',
      withClock({ extension: agreed }, {}, { extend }),
      [unagreed],
    ],
    ['by agreement of the step, without a day', withStep({ extension: agreed }, { extend }), [unagreed]],
    [
      'by agreement, on a day that may be left out',
      withClock({ extension: agreed }, {}, withAgreedOn(fieldOf('date'))),
      [unagreed],
    ],
    ['by agreement, in words', withClock({ extension: agreed }, {}, withAgreedOn(text)), [unagreed]],
    [
      'by agreement, with another outcome that extends nothing',
      withClock({ extension: agreed }, {}, { stay: leadsTo('again') }),
      [],
    ],
    [
      'of a clock, no longer than its limit',
      withClock({ extension: { upTo: 10, citation: 'A rule' } }),
      ['clock "main": the extension to 10 is no longer than the limit of 10'],
    ],
  ])('%s', (_, candidate, problems) => {
    expect(problemsOf(candidate)).toEqual(problems);
  });
});

describe('a letter with an answer is signed by its author', () => {
  const draft = leadsTo('send', { drafts: 'an-answer' });
  const problems = (send: Partial<Outcome>, more: Partial<Step> = { writtenIn: 'write' }) =>
    problemsOf(
      procedureOf({
        write: step({}, { draft }),
        send: step(more, {
          send: { ...answer, letters: ['an-answer'], signedBy: 'author', ...send },
        }),
      }),
    );
  const unsigned =
    'step "send", outcome "send": the letter "an-answer" gives an answer that is written in another step, so its author signs it';
  const noAuthor =
    'step "send", outcome "send": signedBy: no author, as the step in writtenIn does not draft its letters';
  test.each<[string, Partial<Outcome>, string[]]>([
    ['the author', {}, []],
    ['whoever decides', { signedBy: 'decider' }, [unsigned]],
    ['a letter that is no answer beside it', { letters: ['an-answer', 'a-letter'] }, [noAuthor]],
    [
      'the author of no letter',
      { letters: ['a-letter'] },
      ['step "write", outcome "draft": drafts: no outcome sends the letter "an-answer"', noAuthor],
    ],
    [
      'whoever decides what is no answer',
      { letters: ['a-letter'], signedBy: 'decider' },
      ['step "write", outcome "draft": drafts: no outcome sends the letter "an-answer"'],
    ],
  ])('%s', (_, send, found) => {
    expect(problems(send)).toEqual(found);
  });

  test('and an answer is written in some step', () => {
    expect(problems({}, {})).toEqual([noAuthor]);
    expect(problems({}, { writtenIn: 'lost' })).toEqual([
      'step "send": writtenIn: there is no step "lost"',
      noAuthor,
    ]);
    expect(problems({}, { notByAuthor: true })).toEqual([
      'step "send": notByAuthor needs writtenIn, the step of the author',
      noAuthor,
    ]);
  });
});

describe('what runs alongside is about a clock, and due on a date of the form', () => {
  const alongside = { procedure: 'other', about: 'main' };
  const problems = (more: Partial<Outcome>) =>
    problemsOf(withClock({}, {}, { other: { ...ending, ...more } }));
  const where = 'step "one", outcome "other": alongside:';
  test.each<[string, Partial<Outcome>, string[]]>([
    ['a clock', { alongside }, []],
    ['no clock', { alongside: { ...alongside, about: 'lost' } }, [`${where} there is no clock "lost"`]],
    ['a date', { alongside: { ...alongside, dueOn: 'by' }, form: { by: day } }, []],
    [
      'a text',
      { alongside: { ...alongside, dueOn: 'by' }, form: { by: text } },
      [`${where} dueOn: "by" is no date of the form`],
    ],
    [
      'no field',
      { alongside: { ...alongside, dueOn: 'by' } },
      [`${where} dueOn: "by" is no date of the form`],
    ],
  ])('%s', (_, more, found) => {
    expect(problems(more)).toEqual(found);
  });
});

describe('some complaint follows the procedure', () => {
  test.each<[string, Partial<Procedure>, string[]]>([
    ['received on any day', { received: {} }, []],
    ['from a day', { received: { from: '2026-04-01' } }, []],
    ['until a day', { received: { until: '2026-03-31' } }, []],
    ['on one day', { received: { from: '2026-04-01', until: '2026-04-01' } }, []],
    [
      'on no day',
      { received: { from: '2026-04-02', until: '2026-04-01' } },
      ['received: until 2026-04-01 is before from 2026-04-02'],
    ],
    ['of a kind', { feedback: ['complaint'] }, []],
    ['of no kind', { feedback: [] }, ['feedback: it is for no kind of feedback']],
  ])('%s', (_, more, problems) => {
    expect(problemsOf({ ...withStep({}), ...more })).toEqual(problems);
  });
});

describe('a case at a step that was removed knows where it goes on', () => {
  test.each<[string, Partial<Procedure>, string[]]>([
    ['at another step', { formerSteps: { old: { title: 'Old', continueAt: 'one' } } }, []],
    ['where an officer says', { formerSteps: { old: { title: 'Old' } } }, []],
    [
      'at no step',
      { formerSteps: { old: { title: 'Old', continueAt: 'lost' } } },
      ['formerSteps: "old" continues at "lost", which is no step'],
    ],
    [
      'at a name that every object has',
      { formerSteps: { old: { title: 'Old', continueAt: 'constructor' } } },
      ['formerSteps: "old" continues at "constructor", which is no step'],
    ],
    [
      'it is there still',
      { formerSteps: { one: { title: 'One' } } },
      ['formerSteps: there still is a step "one"'],
    ],
    ['an earlier version', { formerVersions: ['0'] }, []],
    ['this version', { formerVersions: ['0', '1'] }, ['formerVersions: "1" is this version itself']],
  ])('%s', (_, more, problems) => {
    expect(problemsOf({ ...withStep({}), ...more })).toEqual(problems);
  });

  test('the step that every procedure has for this is its own', () => {
    const taken = procedureOf({ one: step({}, { on: leadsTo('choose-step') }), 'choose-step': step() });
    expect(problemsOf(taken)).toEqual(['step "choose-step": every procedure has a step of this name']);
  });
});

describe('a clock starts, ends, and is heard', () => {
  const beside = (more: Partial<StageClock> = {}) => ({
    beside: clockOf('stage 1', { from: 'receipt', reportedWith: 'main', ...more }),
  });
  const endsBoth = { answer: { ...answer, ends: [{ clock: 'main' }, { clock: 'beside' }] } };
  test.each<[string, unknown, string[]]>([
    ['reported with another', withClock({}, {}, endsBoth, beside()), []],
    [
      'reported with another, and alarmed',
      withClock({}, {}, endsBoth, beside({ milestones: [milestoneAt('late')] })),
      ['clock "beside": it is reported with another clock and raises no alarm, so it has no milestones'],
    ],
    [
      'reported with none',
      withClock({}, {}, endsBoth, { beside: heardClock({ reportedWith: 'lost', milestones: [] }) }),
      ['clock "beside": it is reported with "lost", which is no clock'],
    ],
    [
      'started by nothing',
      withClock({}, {}, endsBoth, { beside: heardClock({ from: undefined }) }),
      ['clock "beside": neither a day nor an outcome starts it'],
    ],
    [
      'ended by nothing',
      withClock({}, {}, {}, { beside: heardClock() }),
      ['clock "beside": no outcome ends it'],
    ],
    [
      'ended by nothing, and only watched until the procedure is chosen',
      withClock({}, {}, { choose: leadsTo('chosen procedure') }, { beside: heardClock() }),
      [],
    ],
    [
      'after itself',
      withClock({}, {}, endsBoth, { beside: heardClock({ from: { endOf: 'beside' } }) }),
      ['clock "beside": it begins with its own end'],
    ],
    [
      'after no clock',
      withClock({}, {}, endsBoth, { beside: heardClock({ from: { endOf: 'lost' } }) }),
      ['clock "beside": it begins with the end of "lost", which is no clock'],
    ],
    [
      'with a milestone at its opening',
      withClock({ milestones: [...heard, milestoneAt('opened')] }),
      ['clock "main": milestone "m": a clock is not opened, only a step is'],
    ],
    [
      'without a breach',
      withClock({
        milestones: heard.map((one) =>
          one.id === 'breach' ? { ...one, means: 'right', when: { workingDays: 1, time: '08:00' } } : one,
        ),
      }),
      [
        'clock "main": no milestone means its breach',
        'clock "main": milestone "breach": no outcome of step "one" gives the right that it begins (onlyAfter)',
      ],
    ],
  ])('%s', (_, candidate, problems) => {
    expect(problemsOf(candidate)).toEqual(problems);
  });
});

describe('milestones have names, letters and times of their own', () => {
  const m = milestoneAt({ afterWorkingDays: 3 });
  const problems = (...milestones: Step['milestones']) => problemsOf(withStep({ milestones }));
  test.each<[string, Step['milestones'], string[]]>([
    ['two by different names', [m, { ...m, id: 'n' }], []],
    ['two by one name', [m, m], ['step "one": two milestones are called "m"']],
    ['a letter', [{ ...m, letter: 'a-letter', to: ['director'] }], []],
    [
      'no such letter',
      [{ ...m, letter: 'lost', to: ['director'] }],
      ['step "one": there is no letter "lost"'],
    ],
    ['a breach when the limit has passed', [milestoneAt('late', { means: 'breach' })], []],
    ['a breach after so many hours', [milestoneAt({ hours: 4 }, { means: 'breach' })], []],
    [
      'a breach at another time',
      [{ ...m, means: 'breach' }],
      ['step "one": milestone "m": a breach is "late", the first moment after the last day in time'],
    ],
    [
      'a breach at the opening',
      [milestoneAt('opened', { means: 'breach' })],
      ['step "one": milestone "m": a breach is "late", the first moment after the last day in time'],
    ],
    ['what passes the limit and means nothing else', [milestoneAt('late')], []],
    [
      'what passes the limit and means something else',
      [milestoneAt('late', { means: 'escalation' })],
      ['step "one": milestone "m": what comes when the limit has passed means a breach'],
    ],
  ])('%s', (_, milestones, found) => {
    expect(problems(...milestones)).toEqual(found);
  });

  test('a step in the time of its clock knows only its opening', () => {
    expect(problemsOf(withClock({}, { milestones: [milestoneAt('opened')] }))).toEqual([]);
    expect(problemsOf(withClock({}, { milestones: [m] }))).toEqual([
      'step "one": milestone "m": the step has no time of its own',
    ]);
  });
});

describe('a form has what its effect reads', () => {
  type Needs = [NonNullable<Outcome['effect']>, Record<string, Field['type']>];
  const needs: Needs[] = [
    ['report delay', { expected: 'date', reason: 'paragraphs' }],
    ['keep', { until: 'date', reason: 'paragraphs' }],
    ['legal hold', { reason: 'paragraphs' }],
    ['resolve informally', { resolvedOn: 'date', agreed: 'paragraphs', content: 'paragraphs' }],
    ['message dealt with', { done: 'paragraphs' }],
    ['withdraw money', { reason: 'paragraphs' }],
    ['name successor', { partyName: 'text', reason: 'paragraphs' }],
    ['end after death', { reason: 'paragraphs' }],
    ['record young person', { whoSpeaks: 'choice', partyCopies: 'choice', reason: 'paragraphs' }],
  ];
  const options = { options: [{ value: 'a', label: 'A' }] };
  const formOf = (fields: Record<string, Field['type']>, more: Partial<Field> = { required: true }) =>
    Object.fromEntries(
      Object.entries(fields).map(([name, type]) => [
        name,
        fieldOf(type, { ...(type === 'choice' ? options : {}), ...more }),
      ]),
    );
  const lacks = (effect: string, name: string, type: string) =>
    `step "one", outcome "other": the effect "${effect}" needs a required field "${name}" of type "${type}"`;
  const withEffect = (effect: Outcome['effect'], form: Outcome['form']) =>
    problemsOf(withStep({}, { other: leadsTo('again', { effect, letters: ['a-letter'], form }) }));

  test.each(needs)('"%s"', (effect, fields) => {
    const missing = Object.entries(fields).map(([name, type]) => lacks(effect, name, type));
    expect(withEffect(effect, formOf(fields))).toEqual([]);
    expect(withEffect(effect, {})).toEqual(missing);
    expect(withEffect(effect, formOf(fields, {}))).toEqual(missing);
  });

  test.each<Needs>([
    ['letter posted', { postedOn: 'date' }],
    ['letter reached', { reachedOn: 'date' }],
  ])('"%s" means today without an answer', (effect, fields) => {
    const [name = ''] = Object.keys(fields);
    const how = { how: text };
    expect(withEffect(effect, { ...formOf(fields, {}), ...how })).toEqual([]);
    expect(withEffect(effect, { ...how })).toEqual([
      `step "one", outcome "other": the effect "${effect}" needs a field "${name}" of type "date"`,
    ]);
    expect(withEffect(effect, { ...how, [name]: text })).toHaveLength(1);
  });

  test('a field means one thing, and no two the same', () => {
    const why = fieldOf('text', { means: 'reason' });
    expect(problemsOf(withOutcome({ form: { reason: text, other: fieldOf('text') } }))).toEqual([]);
    expect(problemsOf(withOutcome({ form: { reason: text, why } }))).toEqual([
      'step "one", outcome "other": two fields of the form mean "reason"',
    ]);
    const statement = fieldOf('text', { fact: 'statement' });
    expect(problemsOf(withOutcome({ form: { statement, again: statement } }))).toEqual([
      'step "one", outcome "other": two fields of the form mean "statement"',
    ]);
  });
});

describe('every problem says where it is', () => {
  const where = 'step "one", outcome "other":';
  test.each<[string, unknown, string[]]>([
    [
      'a step of no one',
      withStep({ assignedBy: 'summary' }),
      ['step "one": assignedBy: the fact "summary" is no person'],
    ],
    [
      'no outcome that leads on',
      procedureOf({ one: task(undefined, { stay: leadsTo('again') }, ownTime) }),
      ['step "one": no outcome leads on'],
    ],
    [
      'an outcome of no one',
      withOutcome({ by: [] }),
      ['step "one": outcome "other": no one can decide it, and it is not decided by itself'],
    ],
    [
      'a promise of no step',
      withOutcome({ promises: 'lost' }),
      [`${where} promises: there is no step "lost"`],
    ],
    [
      'money of no one',
      withOutcome({ reserved: true, by: [], effect: 'call off' }),
      [`${where} it is reserved for no one`],
    ],
    [
      'an end without its clock',
      withOutcome({ ends: [{ clock: 'lost' }] }),
      [`${where} there is no clock "lost"`],
    ],
    [
      'a start without its clock',
      withOutcome({ starts: [{ clock: 'lost' }] }),
      [`${where} there is no clock "lost"`],
    ],
    [
      'letters and alerts that there are not',
      withOutcome({ letters: ['a-letter', 'lost'], alerts: [{ letter: 'no-alert', to: [] }] }),
      [`${where} there is no letter "lost"`, `${where} there is no letter "no-alert"`],
    ],
  ])('%s', (_, candidate, problems) => {
    expect(problemsOf(candidate)).toEqual(problems);
  });
});
