import type { Case } from './case.ts';
import type { Answers } from './events.ts';
import { Facts } from './facts.ts';
import type { Field } from '../../workflows/procedures/procedure.ts';

/** How the members of a list are numbered within a case, by the type of the field that asks for them. */
const numbering = new Map<Field['type'], string>([
  ['points', 'P'],
  ['actions', 'A'],
  ['recommendations', 'R'],
]);

/**
 * The facts that answers record. Points, actions and recommendations get their numbers. They take the place of what was
 * recorded before, but for actions under way, which stay. A summary without points is the first point.
 */
export function recordedFacts(
  form: Readonly<Record<string, Field>>,
  answers: Answers,
  { facts: known, runs }: Pick<Case, 'facts' | 'runs'>,
): Facts {
  const recorded: Record<string, unknown> = {};
  for (const [name, { fact, type }] of Object.entries(form)) {
    const answer = answers[name];
    if (fact === undefined || answer === undefined) continue;
    const letter = numbering.get(type);
    if (letter === undefined || !Array.isArray(answer)) {
      recorded[fact] = answer;
      continue;
    }
    const kept =
      type === 'actions'
        ? (known.actions ?? []).filter(({ id }) => runs.some(({ matter }) => matter?.id === id))
        : [];
    const added = answer.map((item, index) => ({
      ...(typeof item === 'object' && !Array.isArray(item) ? item : {}),
      id: `${letter}${kept.length + index + 1}`,
    }));
    recorded[fact] = [...kept, ...added];
  }
  const facts = Facts.parse(recorded);
  if (facts.summary !== undefined && facts.points === undefined && (known.points ?? []).length === 0)
    return { ...facts, points: [{ id: 'P1', text: facts.summary }] };
  return facts;
}
