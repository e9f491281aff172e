import * as z from 'zod/mini';
import { makeDependencies } from '../runtime/environment.ts';
import { httpLambda } from '../runtime/http-lambda.ts';
import { report } from '../runtime/observe.ts';
import { identityProvider } from '../pages/kit/identity-provider.ts';
import type { PageContext } from '../pages/kit/page-kit.ts';
import { pages } from '../pages/app.ts';

/** The settings of the user pool from the stack. The pool federates to the council's own sign-in. */
const Environment = z.object({ ISSUER: z.url(), CLIENT_ID: z.string(), SIGN_OUT_URL: z.url() });

const deps = makeDependencies();
const { ISSUER, CLIENT_ID, SIGN_OUT_URL } = Environment.parse(process.env);

const signIn = identityProvider({
  issuer: ISSUER,
  clientId: CLIENT_ID,
  signOutAt: SIGN_OUT_URL,
  pages: deps.council.pages,
});

// Written in full because the bundler replaces exactly this expression.
const logo = process.env.COUNCIL_LOGO;

/** The IP address of a caller, as API Gateway reports it (payload format 2.0). */
const Caller = z.object({
  event: z.object({ requestContext: z.object({ http: z.object({ sourceIp: z.string() }) }) }),
});

const addressOf = (c: PageContext) => Caller.safeParse(c.env).data?.event.requestContext.http.sourceIp;

export const handler = httpLambda(pages(deps, { signIn, report, addressOf, printPdf: 'when made', logo }));
