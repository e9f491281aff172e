import * as z from 'zod/mini';
import { makeDependencies } from '../runtime/environment.ts';
import { httpLambda } from '../runtime/http-lambda.ts';
import { report } from '../runtime/observe.ts';
import { identityProvider } from '../pages/kit/identity-provider.ts';
import type { PageContext } from '../pages/kit/page-kit.ts';
import { pages } from '../pages/app.ts';

/** What the stack tells of the user pool, which federates to the council's own sign-in. */
const Environment = z.object({ ISSUER: z.url(), CLIENT_ID: z.string(), SIGN_OUT_URL: z.url() });

const deps = makeDependencies();
const { ISSUER, CLIENT_ID, SIGN_OUT_URL } = Environment.parse(process.env);

const signIn = identityProvider({
  issuer: ISSUER,
  clientId: CLIENT_ID,
  signOutAt: SIGN_OUT_URL,
  pages: deps.council.pages,
});

/** What API Gateway says of who asks (payload format 2.0). */
const Asked = z.object({
  event: z.object({ requestContext: z.object({ http: z.object({ sourceIp: z.string() }) }) }),
});

const addressOf = (c: PageContext) => Asked.safeParse(c.env).data?.event.requestContext.http.sourceIp;

export const handler = httpLambda(pages(deps, { signIn, report, addressOf, printPdf: 'when made' }));
