import { meaningOfField } from '../../../workflows/procedures/field-meaning.ts';
import type { Field } from '../../../workflows/procedures/form-field.ts';
import type { Procedure } from '../../../workflows/procedures/procedure.ts';
import type { Pick } from './answers-for.ts';

/** Names in place of those that a procedure gives its steps, outcomes, clocks, milestones and fields. */
export interface Renaming {
  /** The new name; what is no such name stays as it is. */
  of: (name: string) => string;
  /** A text in which the new names are the old ones again. */
  undone: (text: string) => string;
}

/** The properties in which a procedure refers to a name that it gave. */
const referring = new Set([
  'about',
  'address',
  'answer',
  'clock',
  'day',
  'dayInDecision',
  'dayOff',
  'dueOn',
  'endOf',
  'field',
  'first',
  'lapse',
  'lateNeeds',
  'next',
  'on',
  'onlyAfter',
  'onlyAfterReminder',
  'outcome',
  'promises',
  'reportedWith',
  'sameStartAs',
  'step',
  'writtenIn',
]);

/**
 * Random names for everything that procedures name freely. They sort as the old ones do: letters of one moment go in the
 * order of their keys, and what follows from them is numbered in that order.
 */
export function renaming(procedures: readonly Procedure[], pick: Pick): Renaming {
  const news = new Map<string, string>();
  const olds = new Map<string, string>();
  for (const name of [...new Set(procedures.flatMap(freeNames))].toSorted()) {
    const given = `zq${String(news.size).padStart(3, '0')}${pick(0xffffff).toString(36).padStart(5, 'x')}`;
    news.set(name, given);
    olds.set(given, name);
  }
  return {
    of: (name) => news.get(name) ?? name,
    undone: (text) => text.replaceAll(/zq\d{3}[0-9a-z]{5}/g, (given) => olds.get(given) ?? given),
  };
}

function freeNames({ clocks = {}, steps }: Procedure): string[] {
  const ids = (milestones: readonly { id: string }[]) => milestones.map(({ id }) => id);
  return [
    ...Object.entries(clocks).flatMap(([id, clock]) => [id, ...ids(clock.milestones)]),
    ...Object.entries(steps).flatMap(([id, step]) => [
      id,
      ...ids(step.milestones),
      ...Object.entries(step.outcomes).flatMap(([name, { form }]) => [name, ...Object.keys(form)]),
    ]),
  ];
}

/** A procedure under other names. What code read in the name of a field, the field says now by `means`. */
export function renamed(procedure: Procedure, { of }: Renaming): unknown {
  const steps = Object.entries(procedure.steps).map(([id, step]) => [
    of(id),
    {
      ...inside(step),
      milestones: step.milestones.map(milestone),
      outcomes: Object.fromEntries(
        Object.entries(step.outcomes).map(([name, outcome]) => [
          of(name),
          { ...inside(outcome), form: Object.fromEntries(Object.entries(outcome.form).map(field)) },
        ]),
      ),
    },
  ]);
  const clocks = Object.entries(procedure.clocks ?? {}).map(([id, clock]) => [
    of(id),
    { ...inside(clock), milestones: clock.milestones.map(milestone) },
  ]);
  return {
    ...procedure,
    first: of(procedure.first),
    steps: Object.fromEntries(steps),
    ...(procedure.clocks === undefined ? {} : { clocks: Object.fromEntries(clocks) }),
  };

  function milestone<M extends { id: string }>(one: M): M {
    return { ...one, id: of(one.id) };
  }
  function field([name, one]: [string, Field]): [string, unknown] {
    const means = meaningOfField(name, one);
    return [of(name), { ...inside(one), ...(means === undefined ? {} : { means }) }];
  }
  function inside(object: object): object {
    return Object.fromEntries(
      Object.entries(object).map(([property, value]: [string, unknown]) => [
        property,
        renamedIn(property, value),
      ]),
    );
  }
  function renamedIn(property: string, value: unknown): unknown {
    if (typeof value === 'string') return referring.has(property) ? of(value) : value;
    if (Array.isArray(value)) return value.map((item) => renamedIn(property, item));
    return typeof value === 'object' && value !== null ? inside(value) : value;
  }
}
