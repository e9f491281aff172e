import type { Case, Task } from '../case/case.ts';
import type { Answers, Event } from '../case/events.ts';
import { Facts, notForThisCouncil, type OfOmbudsman, pointNumber, type Point } from '../case/facts.ts';
import type { Field } from '../../../workflows/procedures/form-field.ts';
import type { Outcome } from '../../../workflows/procedures/procedure.ts';
import { noLongerOffered, promisedActions, proposedMoney } from './remedies.ts';

/** The letter that numbers the members of a list within a case, by the type of the field that asks for them. */
const numbering = new Map<Field['type'], string>([
  ['points', 'P'],
  ['recommendations', 'R'],
]);

/**
 * The facts that answers record. Points, actions and recommendations get their numbers. They replace what was recorded
 * before, except actions and money that were promised, and points that went elsewhere. A summary without points becomes
 * the first point.
 */
export function recordedFacts(
  form: Readonly<Record<string, Field>>,
  answers: Answers,
  state: Pick<Case, 'facts' | 'runs' | 'lastPoint'>,
  of?: OfOmbudsman,
): Facts {
  const { facts: known } = state;
  const recorded: Record<string, unknown> = {};
  for (const [name, { fact, type }] of Object.entries(form)) {
    const answer = fact === undefined ? undefined : (answers[name] ?? noLongerOffered(fact, known));
    if (fact === undefined || answer === undefined) continue;
    if (type === 'money' || type === 'actions') {
      recorded[fact] =
        type === 'money' ? proposedMoney(answer, state, of) : promisedActions(answer, state, of);
      continue;
    }
    const letter = numbering.get(type);
    if (letter === undefined || !Array.isArray(answer)) {
      recorded[fact] = answer;
      continue;
    }
    recorded[fact] = answer.map((item, index) => ({
      ...(typeof item === 'object' && !Array.isArray(item) ? item : {}),
      id: `${letter}${index + 1}`,
    }));
  }
  const facts = Facts.parse(recorded);
  if (facts.points !== undefined) return { ...facts, points: renumbered(facts.points, state) };
  if (facts.summary !== undefined && (known.points ?? []).length === 0)
    return { ...facts, points: [{ id: 'P1', text: facts.summary }] };
  return facts;
}

/** What the findings of an outcome answer, as it is recorded with them. Empty for an outcome that finds nothing. */
export function answeredBy(
  { answers, drafts, letters }: Outcome,
  { key }: Pick<Task, 'key'>,
): Pick<Extract<Event, { type: 'facts-recorded' }>, 'answers'> {
  if (answers === undefined) return {};
  const letter = drafts ?? letters[0];
  return { answers: { ...answers, task: key, ...(letter === undefined ? {} : { letter }) } };
}

/**
 * Points as they were answered, plus those that went elsewhere, because nothing else leads from this case to them. A
 * point with the same text keeps its number, and no number is used for two points: findings and splits refer to
 * numbers.
 */
function renumbered(answered: readonly Point[], { facts, lastPoint = 0 }: Pick<Case, 'facts' | 'lastPoint'>) {
  const left = [...(facts.points ?? [])];
  let last = Math.max(lastPoint, 0, ...left.map(pointNumber));
  const named = answered.map((point): Point => {
    const isSame = ({ text, case: other, procedure }: Point) =>
      text === point.text && (other === undefined || procedure === point.procedure);
    // One that ended here can have been added again with the same text.
    const here = left.findIndex((one) => one.route === undefined && isSame(one));
    const index = here === -1 ? left.findIndex(isSame) : here;
    const [known] = index === -1 ? [] : left.splice(index, 1);
    if (known?.case !== undefined || known?.route !== undefined) return known;
    return { ...point, id: known?.id ?? `P${(last += 1)}` };
  });
  const elsewhere = left.filter(
    ({ case: other, route, procedure }) =>
      other !== undefined || route !== undefined || procedure === notForThisCouncil,
  );
  return [...named, ...elsewhere].toSorted((a, b) => pointNumber(a) - pointNumber(b));
}
