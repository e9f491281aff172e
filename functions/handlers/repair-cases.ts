import { MetricUnit } from '@aws-lambda-powertools/metrics';
import * as z from 'zod/mini';
import { makeDependencies } from '../runtime/environment.ts';
import { about, lambda, metrics } from '../runtime/observe.ts';
import { alertOfHeldMail } from '../operations/receive-mail/alert-held-mail.ts';
import { rebuildCase } from '../operations/runs/rebuild-case.ts';
import { repairCases } from '../operations/repair-cases.ts';
import { handOverAfterDeployment, handOverOutdated } from '../operations/runs/hand-over-outdated.ts';
import { functionManifest, timeOfDay } from '../manifest.ts';
import { mailDown } from '../operations/mail-down.ts';
import { sendDigestsLeft } from '../operations/send-digests.ts';
import { everyCase, sweepCases } from '../operations/sweep-cases/sweep-cases.ts';

const deps = makeDependencies();

/** Tasks that are due could not be started: the log has each case, and the failed run raises an alarm. */
class TasksNotStarted extends Error {
  override name = 'TasksNotStarted' as const;
}

/**
 * The scheduler sends an empty object for a repair, or asks for the hourly look at cases under way; an operator names one
 * case, has all of them looked at, or outdated executions hand over at once.
 */
const Command = z.union([
  z.strictObject({ rebuild: z.string() }),
  z.strictObject({ restart: z.enum(['stopped', 'all']) }),
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
    const result = await sweepCases(deps, command.restart === 'all' ? everyCase : undefined);
    metrics.addMetric('CasesStoodStill', MetricUnit.Count, result.restarted + result.failed);
    metrics.addMetric('ExecutionsRestarted', MetricUnit.Count, result.restarted);
    metrics.addMetric('ExecutionsNotRestarted', MetricUnit.Count, result.failed);
    if (result.tasksFailed > 0) throw new TasksNotStarted(`in ${result.tasksFailed} cases`);
    return result;
  }
  const result = await repairCases(deps);
  // The deployed names of these metrics are older than the outbox: the alarm and dashboards use them.
  metrics.addMetric('PromisesKept', MetricUnit.Count, result.dispatched);
  metrics.addMetric('PromisesLeft', MetricUnit.Count, result.failed);
  // After letters were tried: those may have gone again.
  metrics.addMetric('MailDown', MetricUnit.Count, (await mailDown(deps)) === undefined ? 0 : 1);
  await alertOfHeldMail(deps);
  await sendDigestsLeft(deps, timeOfDay(functionManifest, 'send-digests'));
  const { handedOver } = await handOverAfterDeployment(deps);
  metrics.addMetric('RunsHandedOver', MetricUnit.Count, handedOver);
  return { ...result, handedOver };
});
