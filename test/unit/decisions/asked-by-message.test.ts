import { describe, expect, test } from 'vitest';
import type { Case } from '../../../functions/domain/case/case.ts';
import {
  answersFromMessage,
  outcomeAsked,
  requestsPossible,
  stepAskedLate,
  suggestedBy,
} from '../../../functions/domain/decisions/asked-by-message.ts';
import {
  complainantMay,
  lapsedRight,
  optionsOfComplainant,
} from '../../../functions/domain/decisions/complainant-choices.ts';
import { procedures } from '../../shropshire.ts';
import type { Performer } from '../../../workflows/procedures/roles.ts';
import { aCase, decided, opened, started, type What } from '../a-case.ts';

// A complaint received on Monday 1 June 2026.

const statutory = procedures.version('childrens-statutory', '2006');
if (!statutory) throw new Error('no procedure');
const procedure = statutory;
const paused: What = { type: 'frozen', reason: 'Court', reviewOn: '2026-06-10' };
const mayGoOn: What = {
  type: 'milestone',
  task: 'stage-1#1',
  milestone: 'stage-2-without-response',
  title: '',
  due: '2026-06-15',
  clock: 'stage-1',
};
const stage1 = (...more: What[]) => aCase(started(), opened('stage-1', 'team-manager'), ...more);
const window = (...more: What[]) =>
  aCase(started(), opened('stage-2-window', 'complainant', { due: '2026-06-29' }), ...more);
const lapse = decided('stage-2-window', 'lapse', 'system');
const closed: What = { type: 'closed', as: 'right lapsed', run: 1 };

describe('a complainant can choose', () => {
  const choices = (state: Case) => optionsOfComplainant(state, procedure).map(({ id }) => id);
  test.each<[string, Case, string[], string[]]>([
    [
      'to stop at any time, not to go on before the answer is late',
      stage1(),
      ['withdraw'],
      ['go-to-stage-2', 'respond'],
    ],
    ['to go on once it is', stage1(mayGoOn), ['withdraw', 'go-to-stage-2'], ['respond']],
    [
      'only to stop while the case is paused',
      stage1(mayGoOn, paused),
      ['withdraw'],
      ['go-to-stage-2', 'agree-to-wait'],
    ],
    ['what the window after an answer is for', window(), ['request-stage-2'], ['lapse']],
    ['nothing once that is decided', window(lapse), [], ['withdraw', 'request-stage-2']],
  ])('%s', (_, state, may, mayNot) => {
    const now = choices(state);
    for (const id of may) expect(now).toContain(id);
    for (const id of mayNot) expect(now).not.toContain(id);
  });

  test('nothing of a procedure that the case does not follow, or of none', () => {
    const corporate = procedures.version('corporate', '2026');
    expect(optionsOfComplainant(stage1(), corporate)).toEqual([]);
    expect(optionsOfComplainant(stage1(), undefined)).toEqual([]);
  });

  test('nothing of what runs alongside their case', () => {
    const step = procedure.steps['stage-2-window'];
    const outcome = step?.outcomes['request-stage-2'];
    if (!step || !outcome) throw new Error('no window');
    const alongside = aCase(
      started({ beside: true, matter: { id: 'A1', from: '2026-06-01' } }),
      opened('stage-2-window', 'complainant'),
    );
    const [own, other] = [window().tasks[0], alongside.tasks[0]];
    if (!own || !other) throw new Error('no task');
    expect(complainantMay(window(), { task: own, step, outcome })).toBe(true);
    expect(complainantMay(alongside, { task: other, step, outcome })).toBe(false);
    const { by: _, ...unlisted } = outcome;
    const may = (performer: Performer, by?: Performer[]) =>
      complainantMay(window(), {
        task: own,
        step: { ...step, performer },
        outcome: { ...unlisted, ...(by === undefined ? {} : { by }) },
      });
    expect(may('complainant')).toBe(true);
    expect(may('director')).toBe(false);
    expect(may('director', ['director', 'complainant'])).toBe(true);
    expect(may('complainant', ['director'])).toBe(false);
  });
});

describe('a right that has lapsed', () => {
  const right = { asksFor: procedure.steps['stage-2-window']?.asksFor, until: '2026-06-29' };
  test.each<[string, Case, object | undefined]>([
    ['is known with its last day', window(lapse), right],
    ['is none while the window is open', window(), undefined],
    [
      'is none when the complainant used it',
      window(decided('stage-2-window', 'request-stage-2', 'complainant')),
      undefined,
    ],
    ['is none without a window', stage1(), undefined],
  ])('%s', (_, state, expected) => {
    expect(right.asksFor).toBeDefined();
    expect(lapsedRight(state, procedure)).toEqual(expected);
  });

  test('leads on from where it lapsed when the request comes late, on a closed case', () => {
    expect(stepAskedLate(window(lapse, closed), procedure)).toBe('stage-2-commission');
    expect(stepAskedLate(window(lapse), procedure)).toBeUndefined();
    expect(stepAskedLate(window(closed), procedure)).toBeUndefined();
    expect(stepAskedLate(window(lapse, closed), undefined)).toBeUndefined();
  });
});

describe('a message can ask', () => {
  test.each<[string, Case, string[]]>([
    ['to stop or to wait, while there is no answer', stage1(), ['withdrawal', 'agreed to wait']],
    [
      'to stop, to wait or to go on, once the answer is late',
      stage1(mayGoOn),
      ['next stage requested', 'withdrawal', 'agreed to wait'],
    ],
    ['late for the next stage', window(lapse, closed), ['next stage requested']],
    [
      'nothing of a case that is closed without a lapsed right',
      stage1(decided('stage-1', 'withdraw', 'complainant'), closed),
      [],
    ],
  ])('%s', (_, state, expected) => {
    expect(requestsPossible(state, procedure)).toEqual(expected);
  });

  test('for the outcome that the complainant could choose', () => {
    expect(outcomeAsked('next stage requested', window(), procedure)?.id).toBe('request-stage-2');
    expect(outcomeAsked('withdrawal', stage1(), procedure)?.id).toBe('withdraw');
    expect(outcomeAsked('agreed to wait', stage1(mayGoOn), procedure)?.id).toBe('agree-to-wait');
    expect(outcomeAsked('next stage requested', stage1(), procedure)).toBeUndefined();
  });

  const all = ['next stage requested', 'withdrawal', 'agreed to wait'] as const;
  test.each([
    ['I want stage 2 please', 'next stage requested'],
    ['Please escalate', 'next stage requested'],
    ["I'm still not satisfied", 'next stage requested'],
    ['I would like to withdraw.', 'withdrawal'],
    ['Please drop my complaint', 'withdrawal'],
    ['I don’t want to carry on', 'withdrawal'],
    ['I am happy to wait', 'agreed to wait'],
    ['I’ll wait until Friday', 'agreed to wait'],
    ['Thank you', undefined],
    ['Offstage 2', undefined],
  ])('as its words suggest: %s', (text, expected) => {
    expect(suggestedBy({ text, subject: '' }, all)).toBe(expected);
    expect(suggestedBy({ text: '', subject: text }, all)).toBe(expected);
  });

  test('only what is possible, and only the beginning of a long message is read', () => {
    expect(suggestedBy({ text: 'I want stage 2', subject: '' }, ['withdrawal'])).toBeUndefined();
    const at = (length: number) =>
      suggestedBy({ text: `${'x '.repeat(length / 2)}withdraw`, subject: '' }, all);
    expect(at(19_992)).toBe('withdrawal');
    expect(at(20_000)).toBeUndefined();
    const inSubject = (length: number) =>
      suggestedBy({ text: '', subject: `${'x '.repeat(length / 2)}withdraw` }, all);
    expect(inSubject(992)).toBe('withdrawal');
    expect(inSubject(1_000)).toBeUndefined();
  });
});

describe('the answers that a message gives', () => {
  const answers = (
    state: Case,
    request: Parameters<typeof outcomeAsked>[0],
    text: string,
    more: object = {},
  ) => {
    const option = outcomeAsked(request, state, procedure);
    if (!option) throw new Error('not possible');
    // Half past midnight on 11 June in London.
    return answersFromMessage(
      option,
      { text, receivedAt: '2026-06-10T23:30:00.000Z' },
      { note: '', ...more },
    );
  };

  test('a request for the next stage counts from the day it came, in its own words', () => {
    expect(answers(window(), 'next stage requested', '  I am not happy. ')).toEqual({
      askedOn: '2026-06-11',
      unresolved: 'I am not happy.',
    });
    expect(answers(window(), 'next stage requested', ' ', { on: '2026-06-09' })).toEqual({
      askedOn: '2026-06-09',
    });
    const long = answers(window(), 'next stage requested', 'x'.repeat(5_001));
    expect(long['unresolved']).toHaveLength(5_000);
  });

  test('an agreement to wait has its day, and the day until which they wait', () => {
    const until = { until: '2026-07-01' };
    const given = answers(stage1(mayGoOn), 'agreed to wait', 'I can wait.', until);
    expect(given).toMatchObject({ agreedOn: '2026-06-11' });
    expect(Object.values(given)).toContain('2026-07-01');
    const open = answers(stage1(mayGoOn), 'agreed to wait', 'I can wait.');
    expect(Object.values(open)).not.toContain('2026-07-01');
  });

  test('a withdrawal has the reason of the officer, or what they wrote', () => {
    expect(answers(stage1(), 'withdrawal', 'Stop.', { note: 'By phone.' })).toEqual({ reason: 'By phone.' });
    expect(answers(stage1(), 'withdrawal', 'Stop.')).toEqual({ reason: 'Stop.' });
  });
});
