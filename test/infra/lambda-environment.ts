import { once } from 'node:events';
import { createServer } from 'node:http';
import * as z from 'zod';

/** The environment that the stack gives a Lambda function, for a function loaded without a stack. */
export const lambdaEnvironment = {
  AWS_REGION: 'eu-west-2',
  TABLE_NAME: 'cases',
  BUCKET_NAME: 'files',
  CONFIGURATION_SET: 'letters',
  STATE_MACHINES: 'arn:aws:states:eu-west-2:000000000000:stateMachine:redress-test-',
  POWERTOOLS_SERVICE_NAME: 'redress-test',
  DEFINITIONS: '{}',
  ISSUER: 'https://sign-in.example/pool',
  CLIENT_ID: 'client',
  SIGN_OUT_URL: 'https://sign-in.example/logout',
};

/** The same with a table that has nothing in it and answers at once. */
export async function withEmptyTable(): Promise<{ env: Record<string, string>; close: () => void }> {
  const table = createServer((_, response) =>
    response.writeHead(200, { 'content-type': 'application/x-amz-json-1.0' }).end('{}'),
  ).listen(0, '127.0.0.1');
  await once(table, 'listening');
  const { port } = z.object({ port: z.number() }).parse(table.address());
  return {
    env: {
      ...lambdaEnvironment,
      AWS_ACCESS_KEY_ID: 'test',
      AWS_SECRET_ACCESS_KEY: 'test',
      AWS_ENDPOINT_URL_DYNAMODB: `http://127.0.0.1:${port}`,
    },
    close: () => void table.close(),
  };
}
