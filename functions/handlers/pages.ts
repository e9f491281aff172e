import * as z from 'zod/mini';
import { makeDependencies } from '../runtime/environment.ts';
import { httpLambda } from '../runtime/http-lambda.ts';
import { report } from '../runtime/observe.ts';
import { identityProvider } from '../pages/kit/identity-provider.ts';
import { callerOf } from '../pages/kit/caller.ts';
import { pageApp } from '../pages/page-app.ts';
import { staffPages } from '../pages/staff-pages.ts';

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

export const handler = httpLambda(
  pageApp(deps, { signIn, report, addressOf: callerOf, printPdf: 'when made', logo }, [staffPages]),
);
