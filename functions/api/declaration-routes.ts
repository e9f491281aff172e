import { Hono, type Context } from 'hono';
import { findReferences } from '../domain/case/reference.ts';
import type { Dependencies } from '../dependencies.ts';
import { declarationFor, declareIndependence } from '../operations/declare-independence.ts';
import { problem } from './problem.ts';
import { readBody, type Env } from './requests.ts';
import { DeclarationRequest } from '../case-views/schemas.ts';
import { answer } from './case-action-routes.ts';

/** What independent people say of themselves before they see a case; hung below /api/v1. */
export function declarationRoutes(deps: Dependencies): Hono<Env> {
  const routes = new Hono<Env>();
  const at = (c: Context<Env>) => ({
    caseId: findReferences(c.req.param('reference') ?? '')[0] ?? '',
    by: c.get('user'),
  });

  routes.get('/cases/:reference/declaration', async (c) => {
    const declaration = await declarationFor(deps, at(c));
    return declaration ? c.json(declaration) : problem(c, 404, 'There is no such case.');
  });

  routes.post('/cases/:reference/declaration', async (c) => {
    const body = await readBody(c, DeclarationRequest);
    if (!body.ok) return body.refusal;
    const { decision: what } = body.value;
    const decision =
      body.value.decision === 'sign'
        ? ({ do: 'sign' } as const)
        : ({ do: 'decline', reason: body.value.reason } as const);
    const result = await declareIndependence(deps, { ...at(c), decision });
    return result.ok ? c.json({ reference: result.state.reference, decision: what }) : answer(c, result);
  });

  return routes;
}
