import * as z from 'zod/mini';
import { makeDependencies } from '../runtime/environment.ts';
import { httpLambda } from '../runtime/http-lambda.ts';
import { report } from '../runtime/observe.ts';
import { makeApp } from '../api/app.ts';
import { signedInUser } from '../runtime/signed-in-user.ts';

const deps = makeDependencies();

/** The claims that the JWT authorizer of the HTTP API adds to the event (payload format 2.0). */
const Authorized = z.object({
  event: z.object({
    requestContext: z.object({
      authorizer: z.object({ jwt: z.object({ claims: z.record(z.string(), z.unknown()) }) }),
    }),
  }),
});

const app = makeApp(
  deps,
  async (c) => {
    const authorized = Authorized.safeParse(c.env);
    return authorized.success
      ? signedInUser(authorized.data.event.requestContext.authorizer.jwt.claims, deps.council)
      : undefined;
  },
  report,
);

export const handler = httpLambda(app);
