import { createHash } from 'node:crypto';
import type { Log } from './runtime/log-messages.ts';
import type { CouncilKeeper } from './runtime/council-keeper.ts';
import { bundledBankHolidays } from './domain/time/bank-holidays.ts';
import type { Council } from './domain/council/council.ts';
import { makeWorkingDays, type WorkingDays } from './domain/time/working-days.ts';
import type { CaseStore, Clock, Files, Mailer, ShortLived, Workflows } from './ports.ts';
import type { Procedures } from '../workflows/procedures/index.ts';

/** All that an operation may use, made once per Lambda or process and given as one plain argument. */
export interface Dependencies {
  store: CaseStore;
  shortLived: ShortLived;
  mailer: Mailer;
  workflows: Workflows;
  files: Files;
  clock: Clock;
  /** The council as it stood when this invocation or request began. */
  readonly council: Council;
  councils: CouncilKeeper;
  procedures: Procedures;
  /** For faults after which an operation goes on; anything else is thrown. */
  log: Log;
}

// Made anew only when the calendar has changed: every operation asks for it.
let latest: { holidays: string; table: WorkingDays } | undefined;
let bundled: WorkingDays | undefined;

/** The working days of today's calendar: what the feed has brought, or what the program came with. */
export async function currentCalendar({ store }: Pick<Dependencies, 'store'>): Promise<WorkingDays> {
  const known = await store.bankHolidays();
  if (known === undefined) return (bundled ??= makeWorkingDays(bundledBankHolidays));
  const holidays = JSON.stringify(known);
  if (latest?.holidays !== holidays) latest = { holidays, table: makeWorkingDays(known) };
  return latest.table;
}

/** Names a letter in mail, in SES tags and as a file: the same letter of the same case always has the same name. */
export function letterId(caseId: string, key: string): string {
  return `${caseId}-${createHash('sha256').update(key).digest('hex').slice(0, 20)}`;
}

/** The Message-ID of a letter, by which an answer to it finds its case. */
export function letterMailId(council: Council, id: string): string {
  return `<${id}@${council.sender.address.split('@')[1] ?? 'localhost'}>`;
}
