import around from '@middy/core';
import * as z from 'zod/mini';
import { makeDependencies } from '../runtime/environment.ts';
import { observed } from '../runtime/observe.ts';
import { lambdaChromium } from '../operations/print-report/lambda-chromium.ts';
import { printReport } from '../operations/print-report/print-report.ts';

const { files, council } = makeDependencies();

/** The EventBridge event about a file stored in S3 (S3 User Guide, "EventBridge event message structure"). */
const ObjectCreated = z.object({
  detail: z.object({
    object: z.object({
      key: z.string().check(z.regex(/^reports\/[^/]+\/(internal|public)\/report\.html$/)),
    }),
  }),
});

// Not wrapped in `lambda`: it needs only the address of the council, which is in the deployed file. So it reads no
// table.
export const handler = around(async (event: unknown) => {
  const { key } = ObjectCreated.parse(event).detail.object;
  await printReport({ files, council, chromium: lambdaChromium }, key);
}).use(observed);
