import { addCalendarDays, addMonths, type CivilDate } from '../../../functions/domain/time/civil-date.ts';
import type { Council } from '../../../functions/domain/council/council.ts';
import { ownPoints, type Facts } from '../../../functions/domain/case/facts.ts';
import type { Field } from '../../../workflows/procedures/form-field.ts';
import type { Outcome, Procedure } from '../../../workflows/procedures/procedure.ts';

/** Draws a whole number from 0 up to, not with, `of`. */
export type Pick = (of: number) => number;

/** The same draws for the same seed: a step of a linear congruential generator each (Numerical Recipes, 7.1). */
export function picker(seed: number): Pick {
  let state = seed >>> 0;
  return (of) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * of);
  };
}

/** One of a list; throws for an empty one. */
export function oneOf<T>(pick: Pick, list: readonly T[]): T {
  const found = list[pick(list.length)];
  if (found === undefined) throw new Error('there is nothing to choose from');
  return found;
}

/** The values that a form can be answered from. */
export interface Sources {
  council: Council;
  /** Those that feedback of this day of receipt can be routed to. */
  procedures: readonly Procedure[];
  facts: Facts;
  documents: readonly { id: string }[];
  receivedOn: CivilDate;
  today: CivilDate;
  /** When the step is due. */
  due: CivilDate;
}

/**
 * Answers to a form that fit it: what is required, and by chance what is not. That they fit does not say that they are
 * let through: an extension can go beyond its cap, someone can be named who is not independent.
 */
export function answersFor(
  form: Outcome['form'],
  effect: Outcome['effect'],
  pick: Pick,
  from: Sources,
): Record<string, unknown> {
  const answers: Record<string, unknown> = {};
  for (const [name, field] of Object.entries(form)) {
    const needed = field.neededWhen !== undefined && answers[field.neededWhen.field] === field.neededWhen.is;
    const asked = field.required === true || field.confirms !== undefined || usual.has(name);
    if (!needed && !asked && pick(4) > 0) continue;
    const answer = dateOf(name, effect, pick, from) ?? answerTo(field, pick, from);
    if (answer !== undefined) answers[name] = answer;
  }
  return answers;
}

/** Not required by the form, and yet answered as a rule, or the law would hold up most walks at the next step. */
const usual = new Set(['advocacyOffered', 'team']);

function dateOf(name: string, effect: Outcome['effect'], pick: Pick, { today, due }: Sources) {
  if (effect === 'extend' && name === 'until')
    return addCalendarDays(due > today ? due : today, 1 + pick(16));
  if (effect === 'pause' && name === 'reviewOn') return addCalendarDays(today, 1 + pick(30));
  if (effect === 'report delay' && name === 'expected') return addCalendarDays(today, pick(20));
  return undefined;
}

function answerTo(field: Field, pick: Pick, from: Sources): unknown {
  const { council, facts, today, receivedOn } = from;
  const someone = (role?: Field['role']) =>
    oneOf(
      pick,
      council.users.filter(({ roles }) => role === undefined || roles.includes(role)),
    ).id;
  switch (field.type) {
    case 'text':
    case 'paragraphs':
      return 'So it was.';
    case 'list':
      return ['An apology'];
    case 'date': {
      if (field.moreThan) return addCalendarDays(addMonths(receivedOn, -field.moreThan.days), -1 - pick(9));
      if (field.not?.includes('past')) return addCalendarDays(today, pick(40));
      const back = addCalendarDays(today, -pick(6));
      return back < receivedOn ? receivedOn : back;
    }
    case 'time':
      return '10:30';
    case 'yes-no':
      return field.mustBeYes === true || pick(4) > 0;
    case 'choice':
      return optionsOf(field, pick, from);
    case 'choices':
      return [optionsOf(field, pick, from)];
    case 'user':
      return someone(field.role);
    case 'users':
      if (field.appoints === 'panel member') return ['panel-member', 'panel-member-2'];
      // One complaints officer stays, or no one could go on.
      return [
        oneOf(
          pick,
          council.users.filter(({ id }) => id !== 'complaints-officer'),
        ).id,
      ];
    case 'points':
      return [{ text: 'Nobody called.' }, { text: 'Nobody wrote.' }, { text: 'The bin was late.' }].slice(
        pick(3),
      );
    case 'findings':
      return ownPoints(facts).map(({ id }) => ({
        point: id,
        finding: oneOf(pick, ['upheld', 'partially upheld', 'not upheld', 'no finding'] as const),
        reasons: 'The log says so.',
        // What the others found is not asked for here: a reason for departing from it is let through in any case.
        ...(field.follows === undefined ? {} : { whyNot: 'The log was not whole.' }),
      }));
    case 'learning':
      return [{ text: 'Call back on the next day.', type: council.learningTypes[0] }];
    case 'actions':
      return [{ text: 'A rota for calls.', owner: someone(), dueOn: addCalendarDays(today, 5 + pick(30)) }];
    case 'money':
      return [{ amount: `${1 + pick(900)}.50`, for: 'the time it took' }];
    case 'recommendations':
      return [{ text: 'Call each Friday.', point: ownPoints(facts)[0]?.id }, { text: 'Say sorry.' }].slice(
        pick(2),
      );
    case 'recommendation answers':
      return (facts.recommendations ?? []).map(({ id }) => ({
        recommendation: id,
        accepted: oneOf(pick, ['accepted', 'partly accepted', 'not accepted'] as const),
        answer: 'From Friday on.',
      }));
    case 'document':
      return oneOf(pick, from.documents).id;
    case 'documents':
      return from.documents.slice(pick(3)).map(({ id }) => id);
  }
}

function optionsOf(field: Field, pick: Pick, { council, procedures, facts }: Sources): string | undefined {
  if (field.options) return oneOf(pick, field.options).value;
  switch (field.optionsFrom) {
    // The long ways come up as often as all of the others together.
    case 'procedures':
      return oneOf(pick, [
        ...procedures.map(({ id }) => id),
        ...Array.from({ length: 4 }, () => 'childrens-statutory'),
        ...Array.from({ length: 3 }, () => 'corporate'),
      ]);
    case 'teams':
      return oneOf(pick, council.teams).name;
    case 'service areas':
      return oneOf(pick, council.serviceAreas);
    case 'categories':
      return oneOf(pick, council.categories).name;
    case 'sub-categories':
      return oneOf(
        pick,
        council.categories.flatMap(({ subCategories }) => subCategories),
      );
    case 'themes':
      return oneOf(pick, council.themes);
    case 'feedback kinds':
      return facts.kind;
    case 'points':
      return oneOf(pick, ownPoints(facts)).id;
    case undefined:
      return undefined;
  }
}
