import type { CaseAction } from '../actions/action.ts';
import { caseActions } from '../actions/case-actions.ts';
import { wordsIn } from '../words/words.ts';
import { refused } from './problem.ts';
import { readBody, refusedInput } from './requests.ts';
import type { ApiRequest, Route } from './route.ts';

const { actions: words } = wordsIn(undefined);

/** The route of each action on a case. Permission is checked on the case itself, in the transaction that changes it. */
export const caseActionRoutes: Route[] = caseActions.map((action) => ({
  method: action.method ?? 'post',
  path: `/cases/:reference${action.path}`,
  summary: words[action.id].title,
  description: words[action.id].lead,
  ...(action.upload
    ? { upload: true as const, query: action.upload.query }
    : { body: action.body ?? action.input }),
  answers: {
    [action.answer.status]: { description: action.answer.description, schema: action.answer.schema },
  },
  ...(action.examples === undefined ? {} : { examples: { body: action.examples } }),
  problems: action.upload ? [403, 404, 413, 422] : [403, 404, 409],
  serve: (request) => serve(action, request),
}));

async function serve(action: CaseAction, request: ApiRequest): Promise<Response> {
  const { c, deps, user, caseId } = request;
  const input = await readInput(action, request);
  if (!input.ok) return input.refusal;
  const prepared = action.prepare(input.value);
  if (!prepared.ok) return refusedInput(c, prepared.errors);
  const outcome = await prepared.perform(deps, { caseId, by: user });
  return outcome.ok ? c.json(outcome.answer, action.answer.status) : refused(c, outcome);
}

/**
 * The input of an action: the parts that its path names, and the body of the request; or its query and the bytes of a
 * file.
 */
async function readInput(
  { path, input, body, upload }: CaseAction,
  { c, param }: ApiRequest,
): Promise<{ ok: true; value: unknown } | { ok: false; refusal: Response }> {
  if (upload) {
    const named = Object.keys(upload.query.shape).map((name) => [name, c.req.query(name)]);
    const content = new Uint8Array(await c.req.arrayBuffer());
    return { ok: true, value: { ...Object.fromEntries(named), [upload.as]: content } };
  }
  const read = await readBody(c, body ?? input);
  if (!read.ok) return read;
  const inPath = [...path.matchAll(/:(\w+)/g)].map(([, name = '']) => [name, param(name)]);
  return {
    ok: true,
    value: inPath.length === 0 ? read.value : Object.assign(Object.fromEntries(inPath), read.value),
  };
}
