import { describe, expect, test } from 'vitest';
import { mermaid } from '../../../workflows/mermaid.ts';
import type { Procedure, Step } from '../../../workflows/procedures/procedure.ts';
import { clockOf, leadsTo, ownTime, procedureOf, task } from './small-procedure.ts';

const drawn = (procedure: Procedure) => mermaid(procedure).split('\n');
const on = { on: leadsTo('closed', { title: 'Answer' }) };

test('draws a procedure of one step from beginning to end', () => {
  expect(mermaid(procedureOf({ 'the-step': task(undefined, on, ownTime) }))).toBe(`---
title: Small, version 1
---
%% A law
stateDiagram-v2
    direction TB
    state "Task<br/>complaints officer, 5 working days from the step before" as the_step
    [*] --> the_step
    the_step --> [*] : Answer`);
});

describe('an arrow goes where its outcome leads', () => {
  test.each([
    ['again', 'one --> one'],
    ['closed', 'one --> [*]'],
    ['next-step', 'one --> next_step'],
    ['chosen procedure', 'one --> chosen_procedure'],
  ])('%s', (next, arrow) => {
    const lines = drawn(
      procedureOf({ one: task(undefined, { go: leadsTo(next, { title: 'Go' }) }, ownTime) }),
    );
    expect(lines).toContain(`    ${arrow} : Go`);
    const chosen = '    state "The procedure chosen at triage" as chosen_procedure';
    expect(lines.includes(chosen)).toBe(next === 'chosen procedure');
  });

  test.each([
    ['its letters', { letters: ['a', 'b'] }, 'Go (letter a, b)'],
    ['a milestone to wait for', { onlyAfter: 'day-20' }, 'Go, only after day-20'],
    ['a reminder to wait for', { onlyAfterReminder: 'remind' }, 'Go, only after remind'],
    ['both', { letters: ['a'], onlyAfter: 'day-20' }, 'Go (letter a), only after day-20'],
    ['signs that mean something in a drawing', { title: 'Say "yes": go; stay' }, "Say 'yes', go, stay"],
  ])('and names %s', (_, more, text) => {
    const outcome = leadsTo('closed', { title: 'Go', ...more });
    expect(drawn(procedureOf({ one: task(undefined, { go: outcome }, ownTime) }))).toContain(
      `    one --> [*] : ${text}`,
    );
  });
});

describe('what most steps offer is listed once', () => {
  const stay = leadsTo('again', { title: 'Wait: now' });
  const steps = (...offering: string[]) =>
    procedureOf(
      Object.fromEntries(
        ['one', 'two', 'three', 'four'].map((id) => [
          id,
          task(
            undefined,
            { ...on, ...(offering.includes(id) ? { stay } : {}), [`only-${id}`]: leadsTo('again') },
            ownTime,
          ),
        ]),
      ),
    );

  test('of three of four steps', () => {
    const lines = drawn(steps('one', 'two', 'four'));
    expect(lines.slice(-5)).toEqual([
      '    note right of one',
      '        At almost every step',
      '        Answer',
      '        Wait, now',
      '    end note',
    ]);
    expect(lines.filter((line) => line.includes('Wait'))).toHaveLength(1);
  });

  test('but not of half of them', () => {
    const lines = drawn(steps('one', 'two'));
    expect(lines).toContain('    two --> two : Wait, now');
    expect(lines.filter((line) => line.includes('Wait'))).toHaveLength(2);
  });
});

describe('a step says who does it, by when, and how much longer it may take', () => {
  const clocks = {
    plain: clockOf('stage 1', { title: 'Stage', from: 'receipt' }),
    longer: clockOf('stage 1', { from: 'receipt', extension: { upTo: 20, citation: 'A rule' } }),
    agreed: clockOf('stage 1', { from: 'receipt', extension: { agreed: true, citation: 'A rule' } }),
  };
  const extension = { upTo: 9, citation: 'A rule' };
  test.each<[string, string | undefined, Partial<Step>, string]>([
    ['a time of its own', undefined, ownTime, 'complaints officer, 5 working days from the step before'],
    [
      'one day',
      undefined,
      { limit: { ...ownTime.limit, days: 1 } },
      'complaints officer, 1 working day from the step before',
    ],
    [
      'a time before a day',
      undefined,
      { limit: { ...ownTime.limit, from: { fact: 'meetingOn', or: 'opened' }, before: true } },
      'complaints officer, 5 working days before meeting on, or else the step before',
    ],
    [
      'an extension',
      undefined,
      { ...ownTime, extension },
      'complaints officer, 5 working days from the step before, at most 9 in all',
    ],
    ['the time of its clock', 'plain', {}, 'complaints officer, 10 working days from receipt'],
    [
      'a clock that can be extended',
      'longer',
      {},
      'complaints officer, 10 working days from receipt, at most 20 in all',
    ],
    [
      'a clock that is extended by agreement',
      'agreed',
      {},
      'complaints officer, 10 working days from receipt, longer as agreed',
    ],
    [
      'a time of its own in a clock that can be extended',
      'longer',
      ownTime,
      'complaints officer, 5 working days from the step before',
    ],
    ['no time', undefined, {}, 'complaints officer'],
  ])('%s', (_, of, more, text) => {
    const lines = drawn(procedureOf({ one: task(of, on, more) }, clocks));
    expect(lines).toContain(`    state "Task<br/>${text}" as one`);
  });
});
