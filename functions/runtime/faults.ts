import type { FaultFields } from './log-messages.ts';

/** An error as a log may show it: its name and where it came from, never its text. */
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

/**
 * Waits for `work`; when it fails, has the fault logged and goes on: answers undefined. Only for work that something
 * else makes up for later. Any other fault must be thrown.
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
