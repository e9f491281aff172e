import { MetricUnit } from '@aws-lambda-powertools/metrics';
import * as z from 'zod/mini';
import { makeDependencies } from '../runtime/environment.ts';
import { lambda, metrics } from '../runtime/observe.ts';
import { moveDeadlines } from '../operations/refresh-bank-holidays/move-deadlines.ts';
import { refreshBankHolidays } from '../operations/refresh-bank-holidays/refresh-bank-holidays.ts';

const deps = makeDependencies();
const { store } = deps;

/** Thrown if GOV.UK does not answer with the feed. The calendar stays as it was, and the scheduler tries again. */
class BankHolidayFeedNotAnswered extends Error {
  override readonly name = 'BankHolidayFeedNotAnswered';
}

async function fetchFeed(): Promise<unknown> {
  const answer = await fetch('https://www.gov.uk/bank-holidays.json', {
    signal: AbortSignal.timeout(20_000),
  });
  if (!answer.ok) throw new BankHolidayFeedNotAnswered(`status ${answer.status}`);
  return answer.json();
}

export const handler = lambda(deps, z.object({}), async () => {
  const result = await refreshBankHolidays({
    fetchFeed,
    readKnown: async () => (await store.bankHolidays()) ?? [],
    save: (holidays) => store.saveBankHolidays(holidays),
    moveDeadlines: (change) => moveDeadlines(deps, change),
  });
  metrics.addMetric('BankHolidaysDisputed', MetricUnit.Count, result.disputed.length);
  return result;
});
