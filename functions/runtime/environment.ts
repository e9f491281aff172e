import { MetricUnit } from '@aws-lambda-powertools/metrics';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { S3Client } from '@aws-sdk/client-s3';
import { SFNClient } from '@aws-sdk/client-sfn';
import * as z from 'zod/mini';
import { acceptedProceduresOf } from '../../workflows/procedures/council-procedures.ts';
import { dynamoDbCaseStore } from '../adapters/aws/dynamodb-case-store.ts';
import { dynamoDbShortLived } from '../adapters/aws/dynamodb-short-lived.ts';
import { s3Files } from '../adapters/aws/s3-files.ts';
import { s3Links } from '../adapters/aws/s3-links.ts';
import { guardDutyScanner } from '../adapters/aws/guardduty-scanner.ts';
import { noScanner } from '../adapters/no-scanner.ts';
import { makeSesClient, sesMailer } from '../adapters/aws/ses-mailer.ts';
import { stepFunctionsWorkflows } from '../adapters/aws/step-functions-workflows.ts';
import { systemClock } from '../adapters/aws/system-clock.ts';
import { watchedMailer } from './watched-mailer.ts';
import { log, metrics, securityLog } from './observe.ts';
import { traced } from './trace-calls.ts';
import { tellingUnreadable } from './unreadable-rows.ts';
import { councilKeeper } from './council-keeper.ts';
import type { Dependencies } from '../dependencies.ts';
import { Council } from '../domain/council/council.ts';

/** JSON text whose value fits the schema. A misfit is named by its path. */
const jsonOf = <Schema extends z.ZodMiniType>(schema: Schema) =>
  z.pipe(
    z.string(),
    z.transform((text): z.output<Schema> => schema.parse(JSON.parse(text))),
  );
const name = z.string().check(z.minLength(1));

/**
 * The environment variables that the stack sets. `STATE_MACHINES`: what the ARN of every state machine begins with;
 * `DEFINITIONS`: the hash of each by the name that a procedure gives its state machine; `COUNCIL` and
 * `COUNCIL_PROCEDURES`: what the council's folder says, inserted by the bundler.
 */
const Environment = z.object({
  TABLE_NAME: name,
  BUCKET_NAME: name,
  CONFIGURATION_SET: name,
  MALWARE_SCAN: z._default(z.enum(['guardduty', 'none']), 'none'),
  STATE_MACHINES: name,
  DEFINITIONS: jsonOf(z.record(z.string(), z.string())),
  COUNCIL: jsonOf(Council),
  COUNCIL_PROCEDURES: jsonOf(z.array(z.json())),
});

/**
 * Makes the dependencies of a Lambda once, when it starts. Throws `ZodError`, naming the variable, if the stack left
 * one out.
 */
export function makeDependencies(): Dependencies {
  // Written in full because the bundler replaces exactly these expressions: a council's folder is longer than a
  // Lambda's environment may be.
  const folder = {
    COUNCIL: process.env.COUNCIL,
    COUNCIL_PROCEDURES: process.env.COUNCIL_PROCEDURES,
  };
  const environment = Environment.parse({ ...process.env, ...folder });
  const dynamoDb = traced(new DynamoDBClient());
  const store = tellingUnreadable(dynamoDbCaseStore(dynamoDb, environment.TABLE_NAME), (row) => {
    log('row-unreadable', { row });
    metrics.addMetric('RowsUnreadable', MetricUnit.Count, 1);
  });
  const councils = councilKeeper(store, {
    council: environment.COUNCIL,
    procedures: acceptedProceduresOf(environment.COUNCIL_PROCEDURES),
  });
  const shortLived = dynamoDbShortLived(dynamoDb, environment.TABLE_NAME);
  const s3 = traced(new S3Client());
  const mailer = sesMailer(traced(makeSesClient()), { configurationSet: environment.CONFIGURATION_SET });
  return {
    store,
    shortLived,
    files: s3Files(s3, environment.BUCKET_NAME),
    scanner:
      environment.MALWARE_SCAN === 'guardduty' ? guardDutyScanner(s3, environment.BUCKET_NAME) : noScanner,
    links: s3Links(s3, environment.BUCKET_NAME, systemClock),
    mailer: watchedMailer(mailer, { shortLived, clock: systemClock, log }),
    workflows: stepFunctionsWorkflows(traced(new SFNClient()), environment.STATE_MACHINES),
    clock: systemClock,
    councils,
    get council() {
      return councils.council;
    },
    get procedures() {
      return councils.procedures;
    },
    definitionOf: ({ stateMachine }) => environment.DEFINITIONS[stateMachine],
    log,
    securityLog,
  };
}
