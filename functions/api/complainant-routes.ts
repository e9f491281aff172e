import { ComplainantView } from '../case-views/complainant-schemas.ts';
import { complainantView } from '../case-views/complainant-view.ts';
import { londonDate } from '../domain/time/civil-date.ts';
import { resolvedComplainant } from '../operations/resolve-complainant/resolve-complainant.ts';
import { wordsIn } from '../words/words.ts';
import { noCase, route, type Route } from './route.ts';

/** The complainant of a case across cases. */
export const complainantRoutes: Route[] = [
  route({
    method: 'get',
    path: '/cases/:reference/complainant',
    summary: 'Get the complainant across cases: their other cases, cases that may be theirs, their flag',
    answers: { 200: { description: 'The complainant', schema: ComplainantView } },
    problems: [404],
    async serve({ c, deps, user, caseId }) {
      const resolved = await resolvedComplainant(deps, { user, caseId });
      if (!resolved) return noCase(c);
      return c.json(complainantView(caseId, resolved, londonDate(deps.clock.now()), wordsIn(undefined)));
    },
  }),
];
