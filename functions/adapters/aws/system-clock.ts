import type { Clock } from '../../ports.ts';

/** The clock of the machine. */
export const systemClock: Clock = { now: () => new Date().toISOString() };
