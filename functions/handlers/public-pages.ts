import { makeDependencies } from '../runtime/environment.ts';
import { httpLambda } from '../runtime/http-lambda.ts';
import { report } from '../runtime/observe.ts';
import { callerOf } from '../pages/kit/caller.ts';
import { pageApp } from '../pages/page-app.ts';
import { publicPages } from '../pages/public-pages.ts';

const deps = makeDependencies();

// Written in full because the bundler replaces exactly this expression.
const logo = process.env.COUNCIL_LOGO;

export const handler = httpLambda(
  pageApp(deps, { signIn: '/sign-in', report, addressOf: callerOf, logo }, [publicPages]),
);
