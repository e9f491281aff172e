import { readFileSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import validate from 'asl-validator';
import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { makeStillClock } from '../../infra/local/virtual-clock.ts';
import { makeWorkflowEngine } from '../../infra/local/workflow-engine.ts';
import { compile, machineFunctions } from '../../workflows/compile.ts';
import { procedureSet, sharedProcedures } from '../../workflows/procedures/index.ts';
import { procedures } from '../shropshire.ts';
import { acknowledged, brokenPromises, openPlay, routed } from '../play.ts';

const Machine = z.object({
  StartAt: z.string(),
  States: z.record(z.string(), z.looseObject({ Type: z.string(), Retry: z.unknown().optional() })),
});

/** As small a procedure as a council could add: one answer, at most 6 months, then the end. */
const adultSocialCare = {
  id: 'adult-social-care',
  version: '2009',
  stateMachine: 'adult-social-care',
  title: 'Adult social care complaint',
  law: 'SI 2009/309',
  feedback: ['complaint'],
  received: { from: '2009-04-01' },
  first: 'acknowledge',
  steps: {
    acknowledge: {
      title: 'Acknowledgement',
      kind: 'task',
      performer: 'complaints-officer',
      assignedBy: 'handler',
      limit: { days: 3, unit: 'working days', from: 'receipt', citation: 'SI 2009/309 regulation 13(3)' },
      milestones: [
        { id: 'breach', title: 'Overdue', when: 'late', letter: 'alert-overdue', to: ['assignee'] },
      ],
      outcomes: {
        acknowledge: {
          title: 'Send the acknowledgement',
          form: {
            investigator: {
              label: 'Who answers',
              type: 'user',
              role: 'team-manager',
              required: true,
              fact: 'investigator',
            },
          },
          letters: ['acknowledgement'],
          next: 'answer',
        },
      },
    },
    answer: {
      title: 'Answer',
      kind: 'task',
      performer: 'team-manager',
      assignedBy: 'investigator',
      limit: { days: 6, unit: 'months', from: 'receipt', citation: 'SI 2009/309 regulation 14(3)' },
      milestones: [
        {
          id: 'a-week-left',
          title: 'A week is left',
          when: { workingDays: -5, time: '08:00' },
          letter: 'alert-reminder',
          to: ['assignee'],
        },
        {
          id: 'breach',
          title: 'Overdue',
          when: 'late',
          letter: 'alert-overdue',
          to: ['assignee', 'complaints-officer'],
        },
      ],
      outcomes: {
        answer: {
          title: 'The answer was sent',
          form: {
            sentOn: { label: 'Sent on', type: 'date', required: true },
            findings: { label: 'Findings', type: 'findings', required: true, fact: 'findings' },
          },
          answers: { stage: 'stage 1', as: 'response' },
          letters: [],
          next: 'closed',
          closedAs: 'answered',
        },
      },
    },
  },
};

const set = procedureSet([...procedures.all.filter(({ id }) => id !== adultSocialCare.id), adultSocialCare]);

describe.each(set.all.map((procedure) => [procedure.stateMachine, procedure] as const))(
  '%s as a state machine',
  (name, procedure) => {
    test('compiles to the same definition each time', () => {
      expect(JSON.stringify(compile(procedure))).toBe(JSON.stringify(compile(structuredClone(procedure))));
    });

    test('is accepted by Step Functions', () => {
      const arn = JSON.stringify(compile(procedure)).replaceAll(
        /\$\{(\w+)\}/g,
        'arn:aws:lambda:eu-west-2:000000000000:function:$1',
      );
      expect(validate(JSON.parse(arn))).toMatchObject({ isValid: true });
    });

    test('runs unchanged on the local engine', () => {
      const definitions = {
        [name]: JSON.parse(JSON.stringify(compile(procedure)).replaceAll(/\$\{(\w+)\}/g, '$1')),
      };
      const engine = makeWorkflowEngine({
        database: new DatabaseSync(':memory:'),
        clock: makeStillClock(new Date('2026-06-01T09:00:00Z')),
        definitions,
        invoke: async () => ({}),
      });
      expect(() =>
        engine.startExecution({
          stateMachine: name,
          name: 'one',
          input: { caseId: 'SC-2026-00001-4', run: 1, turn: 1, startAt: 'first' },
        }),
      ).not.toThrow();
    });

    test('can start at each step and waits for a person there', () => {
      const { States } = Machine.parse(compile(procedure));
      for (const step of Object.keys(procedure.steps)) {
        expect(Object.keys(States)).toEqual(
          expect.arrayContaining([`${step}: plan`, `${step}: outcome`, `${step}: await`]),
        );
        expect(JSON.stringify(States['begin'])).toContain(`$states.input.startAt = '${step}'`);
        expect(States[`${step}: await`]).toMatchObject({
          TimeoutSeconds: '{% $timeoutSeconds %}',
          Catch: [{ ErrorEquals: ['States.ALL'], Next: `${step}: plan` }],
        });
      }
    });

    test('contains only case ids, steps and our functions, and retries every call', () => {
      const { States } = Machine.parse(compile(procedure));
      const tasks = Object.values(States).filter(({ Type }) => Type === 'Task');
      const called = new Set(
        tasks.map((state) => z.object({ FunctionName: z.string() }).parse(state['Arguments']).FunctionName),
      );
      expect([...called].filter((one) => !machineFunctions.some((known) => one === `\${${known}}`))).toEqual(
        [],
      );
      expect(tasks.every(({ Retry }) => Array.isArray(Retry) && Retry.length > 0)).toBe(true);
    });
  },
);

test.each(sharedProcedures.map(({ stateMachine }) => stateMachine))(
  'workflows/%s.asl.json is what compile makes',
  (name) => {
    const procedure = sharedProcedures.find(({ stateMachine }) => stateMachine === name);
    const committed = readFileSync(new URL(`../../workflows/${name}.asl.json`, import.meta.url), 'utf8');
    expect(procedure && `${JSON.stringify(compile(procedure), null, 2)}\n`).toBe(committed);
  },
);

test('a council adds a procedure as data, and a complaint follows it to the end', async () => {
  const play = await openPlay('2026-06-01T09:00:00Z', { procedures: set });
  const reference = await play.complaint();
  expect(
    (await play.decide(reference, 'triage', 'route', { ...routed, procedure: 'adult-social-care' })).status,
  ).toBe(200);
  expect((await play.decide(reference, 'acknowledge', 'acknowledge', acknowledged)).status).toBe(200);
  const step = await play.step(reference, 'answer', 'team-manager');
  expect([step.due, step.outcomes.map(({ id }) => id)]).toEqual(['2026-12-01', ['answer']]);
  await play.to('2026-12-02', '00:00');
  const findings = [{ point: 'P1', finding: 'not upheld', reasons: 'We looked.' }];
  expect(
    (await play.decide(reference, 'answer', 'answer', { sentOn: '2026-12-02', findings }, 'team-manager'))
      .status,
  ).toBe(200);
  expect((await play.story(reference)).filter((line) => /^(decide|breach|a-week|closed)/.test(line))).toEqual(
    [
      'decide triage#1 route',
      'decide acknowledge#1 acknowledge',
      'a-week-left answer#1',
      'breach answer#1',
      'decide answer#1 answer',
      'closed as answered',
    ],
  );
  expect(await play.view(reference)).toMatchObject({
    status: 'closed',
    outcome: 'not upheld',
    procedure: { id: 'adult-social-care', version: '2009' },
  });
  expect(await brokenPromises(play, reference)).toEqual([]);
});
