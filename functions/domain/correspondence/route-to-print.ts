import type { Case } from '../case/case.ts';
import { longDateWithWeekday, type CivilDate } from '../time/civil-date.ts';
import type { Sentences } from '../../../workflows/letters/en/sentences.ts';
import type { LetterValues } from '../../../workflows/letters/letter-template.ts';

/** What was sent to another route, as letters say it. Empty for a letter that does not tell of one. */
export function routeToPrint(
  { routes = [], facts }: Pick<Case, 'routes' | 'facts'>,
  sending: string | undefined,
  today: CivilDate,
  sentences: Pick<Sentences, 'routes' | 'routesExplained'>,
): LetterValues {
  const sent = sending === undefined ? undefined : routes.find((one) => one.sending === sending);
  if (!sent) return {};
  const { route, points, message, reason, to, routeReference = '', dueOn } = sent;
  const texts = (facts.points ?? []).filter(({ id }) => points.includes(id)).map(({ text }) => text);
  // A message can name anyone, so its copy has the officer's words.
  const said = message === undefined ? (facts.summary ?? '') : reason;
  const day = dueOn === undefined ? '' : longDateWithWeekday(dueOn);
  const isPast = dueOn !== undefined && dueOn < today;
  return {
    routeName: sentences.routes[route],
    routeExplained: sentences.routesExplained[route],
    routeTo: to,
    routeReference,
    routePoints: texts.length > 0 ? texts : [said],
    routeDueDate: isPast ? '' : day,
    routeWasDueOn: isPast ? day : '',
  };
}
