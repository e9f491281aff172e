import { longDate } from '../../domain/time/civil-date.ts';
import type { CaseFile } from '../../ports.ts';
import type { Words } from '../../words/words.ts';
import { routeLetters } from '../../../workflows/letters/letter-names.ts';
import { otherRoutes } from '../../../workflows/procedures/other-routes.ts';
import { nameOf, type PageKit } from '../kit/page-kit.ts';
import { letterStatus } from './case-parts.ts';

/** What was sent to other routes, as the page of the case lists it. */
export function routesOnPage(kit: PageKit, { state, letters }: CaseFile, words: Words) {
  const text = words.staff.case;
  const copies = new Map(
    state.letters.flatMap(({ key, template, sending }) =>
      template === routeLetters.copy ? [[sending, letters.find((row) => row.key === key)] as const] : [],
    ),
  );
  return (state.routes ?? []).map(
    ({ sending, route, points, message, to, on, by, goesOn, routeReference, dueOn, reason }) => {
      const copy = copies.get(sending);
      return {
        title: text.routeTo({ route: words.terms.routes[route], to }),
        reason,
        lines: [
          message === undefined ? text.routePoints({ points }) : text.routeOfMessage,
          goesOn ? text.routeGoesOn : text.routeEnded,
          text.routeSent({ on: longDate(on), by: nameOf(kit, by, words) }),
          ...(routeReference === undefined ? [] : [text.routeReference({ reference: routeReference })]),
          ...(dueOn === undefined
            ? []
            : [text.routeDue({ on: longDate(dueOn), source: otherRoutes[route].limit?.citation })]),
          ...(copy === undefined ? [] : [text.routeCopy({ status: letterStatus(copy, words) })]),
        ],
      };
    },
  );
}
