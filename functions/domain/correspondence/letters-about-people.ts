import { openTasks, type Case, type Task } from '../case/case.ts';
import type { NewEvent } from '../case/events.ts';
import { roleHolders } from '../case/role-holders.ts';
import type { Council } from '../council/council.ts';
import { mayBeNamed } from '../people/independence.ts';
import type { Instant } from '../time/civil-date.ts';
import { independentParts, namedTogether } from '../../../workflows/procedures/disclosure.ts';
import type { Appointment } from '../../../workflows/procedures/meanings.ts';
import type { Outcome } from '../../../workflows/procedures/procedure.ts';
import { taskOfLetter } from './letter-values.ts';
import { lettersFor } from './prepare-letters.ts';

type Context = { council: Council; now: Instant };

/**
 * The letters that name independent people to the complainant: one for those of each stage, once all of them have
 * signed. None when the same people were named before in the same run. `state` is the case after the signature or the
 * appointment.
 */
export function lettersNaming(state: Case, context: Context): NewEvent[] {
  if (state.status === 'closed') return [];
  return namedTogether.flatMap(({ parts, letter }) => {
    const holders = parts.map((part) => roleHolders(state).filter(({ role }) => role === part));
    const all = holders.flat().map(({ id }) => id);
    if (holders.some((of) => of.length === 0) || !all.every((id) => mayBeNamed(id, state))) return [];
    const occasion = `people/${state.procedure?.run ?? 0}/${all.join('+')}`;
    return lettersFor(letter, ['complainant'], occasion, state, taskNow(state), context).filter(
      (event) => event.type === 'letter-prepared' && !preparedBefore(state, event.letter),
    );
  });
}

const preparedBefore = (state: Case, letter: string): boolean =>
  state.letters.some(({ key }) => key === letter);

/**
 * The letters that tell the complainant of parts that changed hands between two states of a case, as a replacement
 * does. Whoever stepped back was told of then.
 */
export function lettersOnReplacement(before: Case, after: Case, context: Context): NewEvent[] {
  const held = roleHolders(before);
  const now = roleHolders(after);
  const among = (holders: typeof held, { role, id }: (typeof held)[number]) =>
    holders.some((other) => other.role === role && other.id === id);
  const come = now.filter((holder) => !among(held, holder));
  return held
    .filter((holder) => !among(now, holder) && !steppedBack(before, holder.id))
    .flatMap(({ role, id }, place) => {
      const others = come.filter((holder) => holder.role === role);
      const newcomer = others[place] ?? others[0];
      const named = newcomer !== undefined && mayBeNamed(newcomer.id, after) ? newcomer.id : undefined;
      return lettersOnLeaving(before, { part: role, id, newcomer: named }, context);
    });
}

const steppedBack = ({ declarations = [] }: Case, id: string): boolean =>
  declarations.some(({ user, signed }) => user === id && !signed);

/**
 * The letter that tells the complainant that someone has left their part. It names only people whom the complainant may
 * know. `state` is the case before they left.
 */
export function lettersOnLeaving(
  state: Case,
  { part, id, newcomer }: { part: Appointment; id: string; newcomer?: string | undefined },
  context: Context,
): NewEvent[] {
  if (state.status === 'closed') return [];
  const change = {
    part,
    ...(mayBeNamed(id, state) ? { leaver: id } : {}),
    ...(newcomer === undefined ? {} : { newcomer }),
  };
  const occasion = `people/${state.version}/${part.replaceAll(' ', '-')}/${id}`;
  return lettersFor('person-replaced', ['complainant'], occasion, state, taskNow(state), context).map(
    (event) => (event.type === 'letter-prepared' ? { ...event, change } : event),
  );
}

/** Whether an outcome appoints independent people, who may have signed already. */
export const appointsIndependent = ({ form }: Outcome): boolean =>
  Object.values(form).some(({ appoints }) => independentParts.some((part) => part === appoints));

/** Whether an outcome replaces someone with a part in the case. */
export const replacesSomeone = ({ form }: Outcome): boolean =>
  Object.values(form).some(({ replaces }) => replaces === true);

/** The open step of the complaint itself, whose procedure the letter speaks for. */
export function taskNow(state: Case): Task {
  const own = ({ run }: Task) => run === state.procedure?.run;
  return openTasks(state).findLast(own) ?? state.tasks.findLast(own) ?? taskOfLetter(state, undefined);
}
