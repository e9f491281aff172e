import { textOf } from '../case/answer-text.ts';
import type { Case } from '../case/case.ts';
import type { Answers } from '../case/events.ts';
import { roleHolders } from '../case/role-holders.ts';
import { type Council, userById } from '../council/council.ts';
import { mayBeNamed } from '../people/independence.ts';
import { doubtAbout } from '../text/postal-address.ts';
import type { FieldRefusal, RefusalOf } from '../text/refusal.ts';
import { addCalendarDays } from '../time/civil-date.ts';
import type { WorkingDays } from '../time/working-days.ts';
import type { Warning } from '../../../workflows/procedures/form-field.ts';
import type { Outcome } from '../../../workflows/procedures/procedure.ts';

/**
 * The warnings of a form that apply and that no one has confirmed, each at the field that confirms it. A warning does
 * not forbid the decision: it is asked again with yes in that field.
 */
export function unconfirmedWarnings(
  form: Outcome['form'],
  answers: Answers,
  state: Case,
  context: { council: Council; calendar: WorkingDays },
): FieldRefusal[] {
  return Object.entries(form).flatMap(([field, { confirms }]): FieldRefusal[] =>
    confirms === undefined || answers[field] === true
      ? []
      : warnings(confirms, answers, state, context).map((warning) => ({ ...warning, field })),
  );
}

function warnings(
  warning: Warning,
  answers: Answers,
  state: Case,
  { council, calendar }: { council: Council; calendar: WorkingDays },
): RefusalOf<'day-off' | 'before-day-set' | 'declarations-missing' | 'address-not-postable'>[] {
  if ('unsigned' in warning) {
    const names = roleHolders(state)
      .filter(({ role, id }) => warning.unsigned.includes(role) && !mayBeNamed(id, state))
      .map(({ id }) => userById(council, id)?.name ?? id);
    return names.length === 0 ? [] : [{ code: 'declarations-missing', params: { names } }];
  }
  if ('address' in warning) {
    const problem = doubtAbout(textOf(answers[warning.address]));
    return problem === undefined ? [] : [{ code: 'address-not-postable', params: { problem } }];
  }
  if ('before' in warning) {
    const day = textOf(answers[warning.day]);
    const set = state.facts[warning.before];
    return day !== '' && typeof set === 'string' && day < set
      ? [{ code: 'before-day-set', params: { set } }]
      : [];
  }
  const day = textOf(answers[warning.dayOff]);
  if (day === '' || calendar.isWorkingDay(day)) return [];
  const [off] = calendar.skipped(addCalendarDays(day, -1), day);
  return [{ code: 'day-off', params: { day, why: off?.why ?? '' } }];
}
