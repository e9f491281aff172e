import { MetricUnit } from '@aws-lambda-powertools/metrics';
import * as z from 'zod/mini';
import { makeDependencies } from '../runtime/environment.ts';
import { about, lambda, metrics } from '../runtime/observe.ts';
import { findMissingAdvocates } from '../operations/find-missing-advocates.ts';
import { alertOfHeldMail } from '../operations/receive-mail/alert-held-mail.ts';
import { rebuildCase } from '../operations/runs/rebuild-case.ts';
import {
  handOverAfterDeployment,
  handOverOutdated,
  repairCases,
  restartStopped,
} from '../operations/repair-cases.ts';
import { tellOfBirthdays } from '../operations/tell-of-birthdays.ts';

const deps = makeDependencies();

/**
 * The scheduler sends an empty object for a repair, or asks to restart stopped executions; an operator names one case, or
 * has outdated executions hand over at once.
 */
const Command = z.union([
  z.strictObject({ rebuild: z.string() }),
  z.strictObject({ restart: z.literal('stopped') }),
  z.strictObject({ handOver: z.literal('outdated') }),
  z.strictObject({}),
]);

export const handler = lambda(deps, Command, async (command) => {
  if ('rebuild' in command) {
    about({ reference: command.rebuild });
    return rebuildCase(deps, command.rebuild);
  }
  if ('handOver' in command) return handOverOutdated(deps);
  if ('restart' in command) {
    // All of them look at the slice of the current hour.
    await tellOfBirthdays(deps);
    await findMissingAdvocates(deps);
    const result = await restartStopped(deps);
    metrics.addMetric('CasesStoodStill', MetricUnit.Count, result.restarted + result.failed);
    metrics.addMetric('ExecutionsRestarted', MetricUnit.Count, result.restarted);
    metrics.addMetric('ExecutionsNotRestarted', MetricUnit.Count, result.failed);
    return result;
  }
  const result = await repairCases(deps);
  // The deployed names of these metrics are older than the outbox: the alarm and dashboards use them.
  metrics.addMetric('PromisesKept', MetricUnit.Count, result.dispatched);
  metrics.addMetric('PromisesLeft', MetricUnit.Count, result.failed);
  await alertOfHeldMail(deps);
  const { handedOver } = await handOverAfterDeployment(deps);
  metrics.addMetric('RunsHandedOver', MetricUnit.Count, handedOver);
  return { ...result, handedOver };
});
