import { describe, expect, test } from 'vitest';
import { readReleased } from '../../../infra/read-released.ts';
import { compile, definitionOf } from '../../../workflows/compile.ts';
import { procedureSet } from '../../../workflows/procedures/index.ts';
import { procedures } from '../../shropshire.ts';
import type { Field } from '../../../workflows/procedures/form-field.ts';
import { release, releaseProblems } from '../../../workflows/released.ts';

test('no released machine has changed, and every released step and version has a successor', () => {
  const released = readReleased(new URL('../../../workflows/released/', import.meta.url));
  expect(releaseProblems(released, procedures.all)).toEqual([]);
});

const lgsco = procedures.all.find(({ id }) => id === 'lgsco');
if (!lgsco) throw new Error('no procedure of the Ombudsman');
const { 'lgsco-decision': decision, 'lgsco-money': money, ...others } = lgsco.steps;
if (!decision || !money) throw new Error('no step of the decision');

/** The procedures with another one of the Ombudsman, checked; undefined leaves it out. */
const changed = (one: unknown) =>
  procedureSet(
    procedures.all.flatMap((known) => (known === lgsco ? (one === undefined ? [] : [one]) : [known])),
  ).all;
const released = [release(lgsco, '2026-11-29')];
const problems = (one: unknown) => releaseProblems(released, changed(one));

const withoutMoney = (form: Readonly<Record<string, Field>>) =>
  Object.fromEntries(Object.entries(form).filter(([, { type }]) => type !== 'money'));

/** Without its last steps: what led there closes. */
const shorter = {
  ...lgsco,
  steps: Object.fromEntries(
    Object.entries(others).map(([id, step]) => [
      id,
      {
        ...step,
        outcomes: Object.fromEntries(
          Object.entries(step.outcomes).map(([name, outcome]) => [
            name,
            outcome.next === 'lgsco-decision' || outcome.next === 'lgsco-money'
              ? { ...outcome, form: withoutMoney(outcome.form), next: 'closed', closedAs: 'answered' }
              : outcome,
          ]),
        ),
      },
    ]),
  ),
};

describe('a released procedure', () => {
  test('may change its wording but not its machine', () => {
    expect(problems(lgsco)).toEqual([]);
    const reworded = {
      ...lgsco,
      title: 'Enquiry',
      steps: { ...lgsco.steps, 'lgsco-decision': { ...decision, title: 'Decision' } },
    };
    expect(problems(reworded)).toEqual([]);
    const noted = { title: 'Note it', form: {}, letters: [], next: 'again' };
    const more = { ...decision, outcomes: { ...decision.outcomes, 'note-it': noted } };
    expect(problems({ ...lgsco, steps: { ...lgsco.steps, 'lgsco-decision': more } })).toEqual([
      expect.stringMatching(
        /^lgsco 1 was released, and its machine has changed: make a new version, or hand/,
      ),
    ]);
  });

  test('is recorded again only if its machine has changed', () => {
    const [before] = released;
    expect(release(lgsco, '2026-12-01', before)).toEqual(before);
    expect(before).toMatchObject({ procedure: 'lgsco', version: '1', stateMachine: 'lgsco' });
    expect(before?.definitions).toEqual([{ definition: definitionOf(lgsco), releasedOn: '2026-11-29' }]);
    expect(before?.steps).toEqual(['lgsco-enquiry', 'lgsco-decision', 'lgsco-money']);
  });

  test('keeps its machine', () => {
    expect(problems({ ...lgsco, stateMachine: 'enquiry' })).toEqual([
      'lgsco 1 was released as the machine lgsco, which its cases still run on',
      expect.stringContaining('its machine has changed'),
    ]);
  });

  test('names the successor of a removed step', () => {
    const next = release(lgscoOf(shorter), '2026-12-01', released[0]);
    expect(next.definitions.map(({ releasedOn }) => releasedOn)).toEqual(['2026-11-29', '2026-12-01']);
    expect(releaseProblems([next], changed(shorter))).toEqual([
      'lgsco 1 was released with the step "lgsco-decision": name it in formerSteps',
      'lgsco 1 was released with the step "lgsco-money": name it in formerSteps',
    ]);
    const named = {
      ...shorter,
      formerSteps: { 'lgsco-decision': { title: 'Decision' }, 'lgsco-money': { title: 'Money' } },
    };
    expect(releaseProblems([next], changed(named))).toEqual([]);
  });

  test('names the successor of a removed version', () => {
    expect(problems(undefined)).toEqual([expect.stringMatching(/^lgsco 1 was released and is gone/)]);
    const newer = { ...lgsco, version: '2', stateMachine: 'lgsco-2' };
    expect(problems(newer)).toEqual([expect.stringMatching(/^lgsco 1 was released and is gone/)]);
    expect(problems({ ...newer, formerVersions: ['1'] })).toEqual([]);
  });
});

const lgscoOf = (one: unknown) => {
  const found = changed(one).find(({ id }) => id === 'lgsco');
  if (!found) throw new Error('no procedure of the Ombudsman');
  return found;
};

describe('the hash of a machine', () => {
  test('is part of the machine and ignores the order of names', () => {
    expect(compile(lgsco)).toMatchObject({
      States: { begin: { Assign: { definition: definitionOf(lgsco) } } },
    });
    expect(definitionOf(lgsco)).toMatch(/^[0-9a-f]{16}$/);
    expect(definitionOf({ ...lgsco, law: 'Another sentence' })).toBe(definitionOf(lgsco));
  });

  test('differs for another state machine and another successor', () => {
    expect(definitionOf({ ...lgsco, stateMachine: 'lgsco-2' })).not.toBe(definitionOf(lgsco));
    expect(definitionOf(lgscoOf(shorter))).not.toBe(definitionOf(lgsco));
  });
});

test.each([
  [{ formerSteps: { 'lgsco-enquiry': { title: 'E' } } }, 'there still is a step "lgsco-enquiry"'],
  [
    { formerSteps: { old: { title: 'Old', continueAt: 'nowhere' } } },
    'continues at "nowhere", which is no step',
  ],
  [{ formerVersions: ['1'] }, '"1" is this version itself'],
  [{ steps: { ...lgsco.steps, 'choose-step': decision } }, 'every procedure has a step of this name'],
])('refuses a procedure that would strand its cases: %j', (wrong, problem) => {
  expect(() => changed({ ...lgsco, ...wrong })).toThrow(problem);
});
