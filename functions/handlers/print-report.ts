import around from '@middy/core';
import * as z from 'zod/mini';
import { makeDependencies } from '../runtime/environment.ts';
import { observed } from '../runtime/observe.ts';
import { lambdaChromium } from '../operations/print-report/lambda-chromium.ts';
import { printReport } from '../operations/print-report/print-report.ts';

const { files, council } = makeDependencies();

/** What EventBridge tells of a file that S3 has taken (S3 User Guide, "EventBridge event message structure"). */
const ObjectCreated = z.object({
  detail: z.object({
    object: z.object({
      key: z.string().check(z.regex(/^reports\/[^/]+\/(internal|public)\/report\.html$/)),
    }),
  }),
});

// Not by `lambda`: of the council only its address is needed, which the deployed file alone says. So it reads no table.
export const handler = around(async (event: unknown) => {
  const { key } = ObjectCreated.parse(event).detail.object;
  await printReport({ files, council, chromium: lambdaChromium }, key);
}).use(observed);
