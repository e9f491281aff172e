import type { FaultFields } from './log-messages.ts';

/** The parts of an error that may be logged: its name and where it came from, never its text. */
export function faultFields(fault: unknown): FaultFields {
  if (!(fault instanceof Error)) return { error: 'not an error', at: '' };
  const places = (fault.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
  return {
    error: fault.name,
    at: places
      .slice(0, 5)
      .map((line) => line.trim())
      .join('; '),
  };
}

/** Errors that pass by themselves: others write to the same rows, or the table is asked for too much at once. */
const passing: ReadonlySet<string> = new Set([
  'CaseBusy',
  'StoreBusy',
  'ThrottlingException',
  'ProvisionedThroughputExceededException',
  'RequestLimitExceeded',
]);

/** Whether the same call may succeed a moment later. Nothing of it was written. */
export const isPassing = (fault: unknown): fault is Error =>
  fault instanceof Error && passing.has(fault.name);

/**
 * Waits for `work`. If it fails, logs the fault and returns undefined. Only for work that something else will catch up
 * on; any other fault must be thrown.
 */
export async function reportAndGoOn<Result>(
  work: Promise<Result>,
  report: (fault: FaultFields) => void,
): Promise<Result | undefined> {
  try {
    return await work;
  } catch (fault) {
    report(faultFields(fault));
    return undefined;
  }
}
