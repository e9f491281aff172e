import { Hono, type Context } from 'hono';
import type { Case } from '../domain/case/case.ts';
import { londonDate, type CivilDate } from '../domain/time/civil-date.ts';
import { reviewIsDue, type ComplainantEvent } from '../domain/people/complainant.ts';
import { findReferences } from '../domain/case/reference.ts';
import type { Dependencies } from '../dependencies.ts';
import {
  decideMatch,
  flagComplainant,
  resolvedComplainant,
  reviewFlag,
  type Asked,
  type ComplainantResult,
  type ResolvedComplainant,
} from '../operations/resolve-complainant/resolve-complainant.ts';
import { FlagRequest, FlagReviewRequest, MatchRequest, type ComplainantView } from './complainant-schemas.ts';
import { problem } from './problem.ts';
import { invalid, readBody, type Env } from './requests.ts';

/** The routes below `/cases/{reference}/complainant`: who the complainant of a case is across cases. */
export function complainantRoutes(deps: Dependencies): Hono<Env> {
  const routes = new Hono<Env>();

  routes.get('/', (c) => shown(c));

  routes.post('/matches', async (c) => {
    const body = await readBody(c, MatchRequest);
    if (!body.ok) return body.refusal;
    const { reference, ...ruling } = body.value;
    return answered(c, await decideMatch(deps, asked(c), { ...ruling, other: caseNamed(reference) }));
  });

  routes.post('/flag', async (c) => {
    const body = await readBody(c, FlagRequest);
    return body.ok ? answered(c, await flagComplainant(deps, asked(c), body.value)) : body.refusal;
  });

  routes.post('/flag/review', async (c) => {
    const body = await readBody(c, FlagReviewRequest);
    return body.ok ? answered(c, await reviewFlag(deps, asked(c), body.value)) : body.refusal;
  });

  /** The complainant as things stand now. */
  async function shown(c: Context<Env>): Promise<Response> {
    const { user, caseId } = asked(c);
    const resolved = await resolvedComplainant(deps, { user, caseId });
    if (!resolved) return problem(c, 404, 'There is no such case.');
    return c.json(complainantView(caseId, resolved, londonDate(deps.clock.now())));
  }

  async function answered(c: Context<Env>, result: ComplainantResult): Promise<Response> {
    if (result.ok) return shown(c);
    switch (result.code) {
      case 'not found':
        return problem(c, 404, result.reason);
      case 'not allowed':
        return problem(c, 403, result.reason);
      case 'conflict':
        return problem(c, 409, result.reason);
      case 'invalid':
        return invalid(c, result.field, result.reason);
    }
  }

  return routes;
}

function asked(c: Context<Env>): Asked {
  return { user: c.get('user'), caseId: caseNamed(c.req.param('reference') ?? '') };
}

/** The id of the case with this reference, which is the same; empty: that is no reference. */
function caseNamed(reference: string): string {
  return findReferences(reference)[0] ?? '';
}

function complainantView(
  reference: string,
  { person, complainant, cases, proposals, history, flagExplained }: ResolvedComplainant,
  today: CivilDate,
): ComplainantView {
  const flag = complainant?.flag;
  return {
    reference,
    person,
    cases: cases.map(otherCase),
    proposals: proposals.map(({ state, strength, reasons }) => ({ ...otherCase(state), strength, reasons })),
    ...(flag
      ? {
          flag: {
            ...(flagExplained ? { reason: flag.reason } : {}),
            decisionMaker: flag.decisionMaker,
            flaggedBy: flag.by,
            flaggedAt: flag.at,
            reviewOn: flag.reviewOn,
            toReview: reviewIsDue(complainant, today),
          },
        }
      : {}),
    history: history.flatMap((event) => {
      const told = inHistory(event);
      return told ? [{ at: event.at, by: event.by, what: event.type, ...told }] : [];
    }),
  };
}

function otherCase({ reference, kind, status, receivedOn }: Case) {
  return { reference, kind, status, receivedOn };
}

/** What the history tells of an event; undefined: how complainants are filed says nothing to people. */
function inHistory(
  event: ComplainantEvent,
): Omit<ComplainantView['history'][number], 'at' | 'by' | 'what'> | undefined {
  switch (event.type) {
    case 'matched':
    case 'kept apart':
    case 'split off':
      return { reference: event.member.caseId, reason: event.reason };
    case 'flagged': {
      const { caseId, reason, decisionMaker, reviewOn } = event.flag;
      return { reference: caseId, reason, decisionMaker, reviewOn };
    }
    case 'flag kept':
      return { reason: event.reason, decisionMaker: event.decisionMaker, reviewOn: event.reviewOn };
    case 'flag ended':
      return { reason: event.reason };
    case 'review alert':
      return event.status === 'sending' ? undefined : { to: event.to, reviewOn: event.reviewOn };
    case 'erased':
    case 'taken in':
    case 'joined':
      return undefined;
  }
}
