import { describe, expect, test } from 'vitest';
import { compile, definitionOf } from '../../../workflows/compile.ts';
import { leadsTo, ownTime, procedureOf, task } from './small-procedure.ts';

/** A procedure made anew: a hash is worked out once for each. */
const small = (more: Parameters<typeof procedureOf>[2] = {}) =>
  procedureOf(
    { write: task(undefined, { on: leadsTo('send'), stay: leadsTo('again') }, ownTime), send: sending },
    undefined,
    more,
  );
const sending = task(undefined, { send: leadsTo('closed', { letters: ['a-letter'] }) }, ownTime);

describe('the hash of a machine', () => {
  test('is sixteen digits, and part of the machine', () => {
    expect(definitionOf(small())).toMatch(/^[0-9a-f]{16}$/);
    const procedure = small();
    expect(definitionOf(procedure)).toBe(definitionOf(procedure));
    expect(compile(procedure)).toMatchObject({
      States: { begin: { Assign: { definition: definitionOf(procedure) } } },
    });
  });

  const { write, send } = small().steps;
  test.each<[string, Parameters<typeof procedureOf>[2]]>([
    ['its title', { title: 'Other' }],
    ['its law', { law: 'Another law' }],
    ['its version', { version: '2' }],
    [
      'the title of a step',
      { steps: { ...(write && { write: { ...write, title: 'Other' } }), ...(send && { send }) } },
    ],
    [
      'the letters of a step that has some',
      {
        steps: {
          ...(write && { write }),
          send: task(undefined, { send: leadsTo('closed', { letters: ['other'] }) }, ownTime),
        },
      },
    ],
  ])('does not change with %s', (_, more) => {
    expect(definitionOf(small(more))).toBe(definitionOf(small()));
  });

  test.each<[string, Parameters<typeof procedureOf>[2]]>([
    ['the name of its machine', { stateMachine: 'other' }],
    ['its first step', { first: 'send' }],
    [
      'where an outcome leads',
      {
        steps: {
          ...(send && { send }),
          write: task(undefined, { on: leadsTo('closed'), stay: leadsTo('again') }, ownTime),
        },
      },
    ],
    [
      'the order of outcomes',
      {
        steps: {
          ...(send && { send }),
          write: task(undefined, { stay: leadsTo('again'), on: leadsTo('send') }, ownTime),
        },
      },
    ],
    [
      'a letter where there was none',
      {
        steps: {
          ...(send && { send }),
          write: task(
            undefined,
            { on: leadsTo('send', { letters: ['a-letter'] }), stay: leadsTo('again') },
            ownTime,
          ),
        },
      },
    ],
  ])('changes with %s', (_, more) => {
    expect(definitionOf(small(more))).not.toBe(definitionOf(small()));
  });
});
