import { createHash, randomBytes } from 'node:crypto';
import type { Log } from './runtime/log-messages.ts';
import type { SecurityLog } from './runtime/security-log.ts';
import type { CouncilKeeper } from './runtime/council-keeper.ts';
import { bundledBankHolidays } from './domain/time/bank-holidays.ts';
import type { Council } from './domain/council/council.ts';
import { makeWorkingDays, type WorkingDays } from './domain/time/working-days.ts';
import type {
  CaseStore,
  Clock,
  FileLinks,
  Files,
  FileScanner,
  Mailer,
  ShortLived,
  Workflows,
} from './ports.ts';
import type { Procedures } from '../workflows/procedures/index.ts';
import type { Procedure } from '../workflows/procedures/procedure.ts';

/** Everything that an operation may use, made once per Lambda or process and passed as one argument. */
export interface Dependencies {
  store: CaseStore;
  shortLived: ShortLived;
  mailer: Mailer;
  workflows: Workflows;
  files: Files;
  links: FileLinks;
  scanner: FileScanner;
  clock: Clock;
  /** The council as it was when this invocation or request began. */
  readonly council: Council;
  councils: CouncilKeeper;
  /** With the targets of the council as it was when this invocation or request began. */
  readonly procedures: Procedures;
  /** The hash of the compiled machine of a procedure in this deployment (workflows/compile.ts). */
  definitionOf: (procedure: Pick<Procedure, 'stateMachine'>) => string | undefined;
  /** For faults after which an operation continues. Any other fault is thrown. */
  log: Log;
  /** Who came in, who was refused, whose roles changed. */
  securityLog: SecurityLog;
}

/** The same dependencies with another store. */
export const withStore = (deps: Dependencies, store: CaseStore): Dependencies => ({
  ...deps,
  store,
  get council() {
    return deps.council;
  },
  get procedures() {
    return deps.procedures;
  },
});

// Made again only if the calendar has changed, because every operation asks for it.
let latest: { holidays: string; table: WorkingDays } | undefined;
let bundled: WorkingDays | undefined;

/** The working days of today's calendar: from the feed, or from the calendar that the program includes. */
export async function currentCalendar({ store }: Pick<Dependencies, 'store'>): Promise<WorkingDays> {
  const known = await store.bankHolidays();
  if (known === undefined) return (bundled ??= makeWorkingDays(bundledBankHolidays));
  const holidays = JSON.stringify(known);
  if (latest?.holidays !== holidays) latest = { holidays, table: makeWorkingDays(known) };
  return latest.table;
}

/**
 * The id of a letter in mail, in SES tags and as a file name. The same letter of the same case always has the same id.
 */
export function letterId(caseId: string, key: string): string {
  return `${caseId}-${createHash('sha256').update(key).digest('hex').slice(0, 20)}`;
}

/**
 * A new name for a letter in its mail. Anyone can work out the id of a letter from the reference of its case; no one who
 * has not seen the mail knows this name, so a forged report that a letter came back cannot use it.
 */
export const newMailName = (caseId: string): string => `${caseId}-${randomBytes(10).toString('hex')}`;

/** The name that a letter has in its mail, from its Message-ID. */
export const mailNameOf = (mailId: string): string => mailId.replace(/^<|@.*$/g, '');

/** The Message-ID of a letter, by which a reply finds its case. */
export function letterMailId(council: Council, id: string): string {
  return `<${id}@${council.sender.address.split('@')[1] ?? 'localhost'}>`;
}
