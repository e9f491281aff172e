import { describe, expect, test } from 'vitest';
import type { Answers } from '../../../functions/domain/case/events.ts';
import type { Facts } from '../../../functions/domain/case/facts.ts';
import { gateProblems } from '../../../functions/domain/decisions/gates.ts';
import {
  askedByOmbudsman,
  judgedMoney,
  promisedActions,
  proposedMoney,
} from '../../../functions/domain/decisions/remedies.ts';
import { signatureProblems, writtenAnswer } from '../../../functions/domain/decisions/author-of-answer.ts';
import { answersRead, underFieldName } from '../../../functions/domain/decisions/answers-by-meaning.ts';
import { unconfirmedWarnings } from '../../../functions/domain/decisions/warnings.ts';
import { procedures } from '../../shropshire.ts';
import type { Outcome } from '../../../workflows/procedures/procedure.ts';
import { aCase, calendar, council, decided, facts, opened, started, user, type What } from '../a-case.ts';

const outcome = (more: Partial<Outcome>): Outcome => ({
  title: 'x',
  form: {},
  letters: [],
  next: 'again',
  ...more,
});
const run = (nth: number, id: string) =>
  started({ procedure: 'action', version: '1', run: nth, beside: true, matter: { id, from: '2026-06-01' } });
const asked = {
  apologyAsked: true,
  apologyText: 'Say sorry',
  apologyOwner: 'director',
  apologyDueOn: '2026-07-01',
};
const apology = (id: string) => ({
  id,
  text: 'Say sorry',
  owner: 'director',
  dueOn: '2026-07-01',
  of: 'LGSCO' as const,
  apology: true as const,
});
const action = (id: string, more: object = {}) => ({
  id,
  text: 'Train',
  owner: 'director',
  dueOn: '2026-07-01',
  ...more,
});
const money = (id: string, more: object = {}) => ({
  id,
  pence: 10_000,
  for: 'the delay',
  of: 'LGSCO' as const,
  ...more,
});

describe('a decision of the Ombudsman', () => {
  const remedies = (meant: Answers, recorded: Facts, ...happened: What[]) =>
    askedByOmbudsman(meant, recorded, aCase(started(), ...happened), 'LGSCO');
  test.each<[string, Answers, Facts, What[], object]>([
    ['makes its apology an action', asked, {}, [], { actions: [apology('A1')] }],
    [
      'numbers it after those of the case',
      asked,
      {},
      [facts({ actions: [action('A3')] })],
      { actions: [action('A3'), apology('A4')] },
    ],
    [
      'numbers it after those of the decision itself',
      asked,
      { actions: [action('A1'), action('A2')] },
      [facts({ actions: [action('A7')] })],
      { actions: [action('A1'), action('A2'), apology('A3')] },
    ],
    ['leaves one that is under way', asked, {}, [facts({ actions: [apology('A1')] }), run(2, 'A1')], {}],
    [
      'adds one beside another action under way',
      asked,
      {},
      [facts({ actions: [action('A1')] }), run(2, 'A1')],
      { actions: [action('A1'), apology('A2')] },
    ],
    [
      'adds one to what was only recorded',
      asked,
      {},
      [facts({ actions: [apology('A1')] })],
      { actions: [apology('A1'), apology('A2')] },
    ],
    ['asks for none', { ...asked, apologyAsked: false }, {}, [], {}],
    [
      'gives its money a day',
      { moneyDueOn: '2026-07-15' },
      { money: [money('M1')] },
      [],
      { money: [money('M1', { dueOn: '2026-07-15' })] },
    ],
    [
      'leaves money with a day',
      { moneyDueOn: '2026-07-15' },
      { money: [money('M1', { dueOn: '2026-07-01' })] },
      [],
      { money: [money('M1', { dueOn: '2026-07-01' })] },
    ],
    [
      'leaves money of an answer',
      { moneyDueOn: '2026-07-15' },
      { money: [money('M1', { of: undefined })] },
      [],
      { money: [money('M1', { of: undefined })] },
    ],
    [
      'leaves money that is being paid',
      { moneyDueOn: '2026-07-15' },
      { money: [money('M1')] },
      [run(2, 'M1')],
      { money: [money('M1')] },
    ],
    ['gives no day', {}, { money: [money('M1')] }, [], {}],
    ['gives a day but no money', { moneyDueOn: '2026-07-15' }, {}, [], {}],
  ])('%s', (_, meant, recorded, happened, expected) => {
    expect(remedies(meant, recorded, ...happened)).toEqual(expected);
  });
  test('is none of an answer of ours', () => {
    expect(askedByOmbudsman(asked, { money: [money('M1')] }, aCase(started()), undefined)).toEqual({});
  });

  test('keeps remedies of answers, and marks its own', () => {
    const state = aCase(
      started(),
      facts({ actions: [action('A1')], money: [money('M1', { of: undefined })] }),
    );
    const added = { text: 'Call', owner: 'director', dueOn: '2026-07-01' };
    expect(promisedActions([added], state, 'LGSCO')).toEqual([
      action('A1'),
      { ...added, id: 'A2', of: 'LGSCO' },
    ]);
    expect(promisedActions([added], state)).toEqual([{ ...added, id: 'A1' }]);
    expect(proposedMoney([{ amount: '5', for: 'fares' }], state, 'LGSCO')).toEqual([
      money('M1', { of: undefined }),
      { id: 'M2', pence: 500, for: 'fares', of: 'LGSCO' },
    ]);
    expect(proposedMoney([{ amount: '5', for: 'fares' }], state)).toEqual([
      { id: 'M2', pence: 500, for: 'fares' },
    ]);
    expect(proposedMoney([{ amount: 'much', for: 'fares' }], aCase())).toEqual([]);
  });

  test('money of ours is judged apart from its own', () => {
    const state = aCase(started(), facts({ money: [money('M1'), { id: 'M2', pence: 500, for: 'fares' }] }));
    const judge = (effect: Outcome['effect'], of?: 'LGSCO') =>
      judgedMoney(outcome(effect === undefined ? {} : { effect }), { reason: 'Too much' }, state, {
        by: 'user:director',
        today: '2026-06-10',
        run: 1,
        of,
      }).money?.map(({ approved, refused }) => (approved ? 'approved' : refused ? 'refused' : 'waits'));
    expect(judge('approve money', 'LGSCO')).toEqual(['approved', 'waits']);
    expect(judge('approve and pay', 'LGSCO')).toEqual(['approved', 'waits']);
    expect(judge('refuse money')).toEqual(['waits', 'refused']);
    expect(judge(undefined)).toBeUndefined();
  });
});

describe('a requirement that is not met is named', () => {
  const problems = (
    gate: NonNullable<Outcome['gates']>[number],
    of: Facts,
    answers: Answers = {},
    form: Outcome['form'] = {},
    ...happened: What[]
  ) =>
    gateProblems(outcome({ gates: [gate], form }), answers, aCase(started(), facts(of), ...happened), {
      today: '2026-06-10',
    });
  const forChild = { actsFor: 'child', relation: 'parent' } as const;
  test.each<[string, ReturnType<typeof problems>, object[]]>([
    [
      'advocacy',
      problems('advocacy offered', { relation: 'child' }),
      [{ field: 'advocacyOffered', code: 'advocate-not-offered', params: {} }],
    ],
    [
      'consent to represent',
      problems('consent to represent', forChild),
      [{ field: 'consent', code: 'no-consent-to-represent', params: {} }],
    ],
    [
      'consent to disclose',
      problems('consent to disclose', { ...forChild, consent: 'refused' }, { disclosesAboutChild: true }),
      [{ field: 'disclosesAboutChild', code: 'no-consent-to-disclose', params: {} }],
    ],
    [
      'whether it discloses, with its label',
      problems(
        'consent to disclose',
        { consent: 'refused' },
        {},
        {
          other: { label: 'Other', type: 'text' },
          disclosesAboutChild: { label: 'Does it disclose?', type: 'yes-no' },
        },
      ),
      [
        {
          field: 'disclosesAboutChild',
          code: 'answer-needed',
          params: { label: 'Does it disclose?', question: 'yes or no' },
        },
      ],
    ],
    [
      'whether it discloses, without a field',
      problems('consent to disclose', { consent: 'refused' }),
      [{ field: 'disclosesAboutChild', code: 'answer-needed', params: { question: 'yes or no' } }],
    ],
    [
      'that consent was refused',
      problems('consent refused', forChild),
      [{ field: 'consent', code: 'consent-not-refused', params: {} }],
    ],
    [
      'a point upheld',
      problems('a point upheld', {}),
      [{ field: 'pointsUpheld', code: 'no-point-upheld', params: {} }],
    ],
    [
      'money that waits',
      problems('money approved', { money: [{ id: 'M1', pence: 500, for: 'fares' }] }),
      [{ field: 'money', code: 'money-not-approved', params: { id: 'M1', pence: 500 } }],
    ],
    [
      'nothing of money that was approved',
      problems('money approved', {
        money: [{ id: 'M1', pence: 500, for: 'fares', approved: { by: 'director', on: '2026-06-01' } }],
      }),
      [],
    ],
  ])('%s', (_, found, expected) => {
    expect(found).toEqual(expected);
  });
  test('what may not be erased, at the outcome', () => {
    const hold: What = { type: 'legal-hold', on: true, reason: 'Court' };
    expect(problems('may be erased', {}, {}, {}, { type: 'closed', as: 'x', run: 1 }, hold)).toMatchObject([
      { field: 'outcome' },
    ]);
  });
  test('one point upheld of several is enough', () => {
    const found = {
      points: [
        { id: 'P1', text: 'x' },
        { id: 'P2', text: 'y' },
      ],
      findings: [
        { point: 'P1', finding: 'upheld' as const, reasons: 'x' },
        { point: 'P2', finding: 'not upheld' as const, reasons: 'x' },
      ],
    };
    const answered: What = {
      type: 'facts-recorded',
      facts: found,
      answers: { stage: 'stage 1', as: 'response', task: 'stage-1#1' },
    };
    expect(problems('a point upheld', {}, {}, {}, answered)).toEqual([]);
  });
});

describe('the author of an answer', () => {
  const procedure = procedures.version('childrens-statutory', '2006');
  if (!procedure) throw new Error('no procedure');
  const written = (more: object = {}) => decided('stage-1', 'respond', 'user:team-manager', more);
  const state = (...more: What[]) =>
    aCase(
      started(),
      opened('stage-1', 'team-manager'),
      written(),
      opened('stage-1-check', 'quality-checker', { turn: 2 }),
      ...more,
    );
  const signs = (signedBy: Outcome['signedBy'], by: 'user:director' | 'system', ...more: What[]) => {
    const at = state(...more);
    const task = at.tasks.find(({ step }) => step === 'stage-1-check');
    if (!task) throw new Error('no task');
    return signatureProblems(outcome(signedBy === undefined ? {} : { signedBy }), {
      state: at,
      procedure,
      task,
      by,
      council,
    });
  };
  const about = (id: string) => facts({ complainedAbout: [id] });
  const refused = [{ field: 'outcome', code: 'signer-complained-about', params: {} }];
  test.each<[string, Outcome['signedBy'], What[], object[]]>([
    ['who is complained about does not sign', 'author', [about('team-manager')], refused],
    ['who is not does', 'author', [about('director')], []],
    ['does not matter when the decider signs', 'decider', [about('team-manager')], []],
    ['is not the decider, who is complained about', 'decider', [about('director')], refused],
    ['does not matter when no one signs', undefined, [about('team-manager'), about('director')], []],
  ])('%s', (_, signedBy, more, expected) => {
    expect(signs(signedBy, 'user:director', ...more)).toEqual(expected);
  });
  test('is the one who wrote it last, in the decision that gave it in', () => {
    const extended = written({ ends: false, outcome: 'extend' });
    const at = aCase(
      started(),
      opened('stage-1', 'team-manager'),
      extended,
      opened('stage-1-check', 'quality-checker', { turn: 2 }),
    );
    const [own, check] = at.tasks;
    if (!own || !check) throw new Error('no task');
    expect(writtenAnswer(at, procedure, check)).toMatchObject({
      task: { key: 'stage-1#1' },
      decision: undefined,
    });
    expect(writtenAnswer(at, procedure, own)?.task).toBe(own);
    const done = state();
    const checking = done.tasks[1];
    expect(checking && writtenAnswer(done, procedure, checking)?.decision?.by).toBe('user:team-manager');
    expect(checking && writtenAnswer(done, procedure, { ...checking, run: 2 })).toBeUndefined();
  });
});

describe('answers are read', () => {
  const procedure = procedures.version('adult-social-care', '2009');
  test('by the meaning of their fields and the facts they record', () => {
    const answers = { otherBody: 'A trust', contactName: 'Pat' };
    const read = (task: string, name = 'joint-we-lead', of = procedure) =>
      answersRead({ task, outcome: name, answers }, of);
    expect(read('response#1')).toEqual({ ...answers, jointWith: 'A trust', bodyContact: 'Pat' });
    expect(read('response#1', 'gone')).toEqual(answers);
    expect(read('gone#1')).toEqual(answers);
    expect(answersRead({ task: 'response#1', outcome: 'joint-we-lead', answers }, undefined)).toEqual(
      answers,
    );
  });
  test('and refused under the name of their field', () => {
    const form: Outcome['form'] = {
      body: { label: 'x', type: 'text', fact: 'jointWith' },
      jointWith2: { label: 'x', type: 'text' },
    };
    const refusal = (path: string) => ({ field: path, code: 'same-value' as const, params: {} });
    expect(underFieldName(form, refusal('jointWith')).field).toBe('body');
    expect(underFieldName(form, refusal('jointWith2')).field).toBe('jointWith2');
    expect(underFieldName(form, refusal('gone')).field).toBe('gone');
  });
});

test('a report is recorded although its author has not signed only when that is confirmed', () => {
  const form: Outcome['form'] = {
    sure: { label: 'x', type: 'yes-no', confirms: { unsigned: ['investigating officer'] } },
  };
  const state = (...more: What[]) =>
    aCase(
      started(),
      facts({ investigatingOfficer: 'investigating-officer', independentPerson: 'independent-person' }),
      ...more,
    );
  const warned = (answers: Answers, ...more: What[]) =>
    unconfirmedWarnings(form, answers, state(...more), { council, calendar });
  const signed = (id: string): What => ({
    type: 'independence-declared',
    part: 'investigating officer',
    words: 'x',
    by: `user:${id}`,
  });
  expect(warned({})).toEqual([
    { field: 'sure', code: 'declarations-missing', params: { names: [user('investigating-officer').name] } },
  ]);
  expect(warned({ sure: true })).toEqual([]);
  expect(warned({}, signed('investigating-officer'))).toEqual([]);
  expect(warned({}, signed('independent-person'))).toHaveLength(1);
});
