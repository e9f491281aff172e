import { ErasuresQuery, page } from '../case-views/schemas.ts';
import { Erasure } from '../domain/records/erasure.ts';
import { filled } from './lists.ts';
import { problem } from './problem.ts';
import { route, routeWithQuery, type Route } from './route.ts';

const who = {
  may: { do: 'see erasures' },
  otherwise: 'see erasures',
} as const;

/** The proofs of erasure. */
export const erasureRoutes: Route[] = [
  routeWithQuery({
    method: 'get',
    path: '/erasures',
    summary: 'List erased cases, latest first: the proof of each, and what reports count',
    who,
    query: ErasuresQuery,
    answers: { 200: { description: 'Proofs', schema: page(Erasure) } },
    async serve({ c, deps, query }) {
      const { status } = query;
      return c.json(
        await filled(
          query,
          (at) => deps.store.erasures({ ...(status ? { status } : {}), ...at }),
          (erasure) => erasure,
        ),
      );
    },
  }),
  route({
    method: 'get',
    path: '/erasures/:reference',
    summary: 'Get the proof that a case was erased',
    who,
    answers: { 200: { description: 'The proof', schema: Erasure } },
    problems: [404],
    async serve({ c, deps, caseId }) {
      const erasure = await deps.store.erasure(caseId);
      return erasure ? c.json(erasure) : problem(c, 404, 'not-erased');
    },
  }),
];
