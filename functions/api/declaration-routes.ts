import { DeclarationRequest, DeclarationResponse, DeclarationView } from '../case-views/schemas.ts';
import { declarationFor, declareIndependence } from '../operations/declare-independence.ts';
import { noCase, route, routeWithBody, type Route } from './route.ts';
import { refused } from './problem.ts';

/** The declarations that independent people make before they see a case. */
export const declarationRoutes: Route[] = [
  route({
    method: 'get',
    path: '/cases/:reference/declaration',
    summary:
      'Get the declaration of independence that you are asked to sign, and the people you must not know',
    answers: { 200: { description: 'The declaration', schema: DeclarationView } },
    problems: [404],
    async serve({ c, deps, user, caseId }) {
      const declaration = await declarationFor(deps, { caseId, by: user });
      return declaration ? c.json(declaration) : noCase(c);
    },
  }),
  routeWithBody({
    method: 'post',
    path: '/cases/:reference/declaration',
    summary: 'Sign the declaration, after which you see the case; or decline, and say why',
    body: DeclarationRequest,
    examples: {
      body: {
        'I am independent': { decision: 'sign' },
        'I cannot do it': { decision: 'decline', reason: 'I used to work with the team.' },
      },
    },
    answers: { 200: { description: 'Signed or declined', schema: DeclarationResponse } },
    problems: [404],
    async serve({ c, deps, user, caseId, body }) {
      const decision =
        body.decision === 'sign'
          ? ({ do: 'sign' } as const)
          : ({ do: 'decline', reason: body.reason } as const);
      const result = await declareIndependence(deps, { caseId, by: user, decision });
      return result.ok
        ? c.json({ reference: result.state.reference, decision: body.decision })
        : refused(c, result);
    },
  }),
];
