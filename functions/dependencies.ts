import { createHash } from 'node:crypto';
import { bundledBankHolidays } from './domain/bank-holidays.ts';
import type { Council } from './domain/council.ts';
import { makeWorkingDays, type WorkingDays } from './domain/working-days.ts';
import type { CaseStore, Clock, Files, Mailer, Workflows } from './ports.ts';
import type { Procedures } from '../workflows/procedures/index.ts';

/** All that an operation may use, made once per Lambda or process and given as one plain argument. */
export interface Dependencies {
  store: CaseStore;
  mailer: Mailer;
  workflows: Workflows;
  files: Files;
  clock: Clock;
  council: Council;
  procedures: Procedures;
}

const tables = new Map<string, WorkingDays>();

/** The working days of today's calendar: what the feed has brought, or what the program came with. */
export async function currentCalendar({ store }: Pick<Dependencies, 'store'>): Promise<WorkingDays> {
  const holidays = (await store.bankHolidays()) ?? bundledBankHolidays;
  const key = holidays.map(({ date }) => date).join();
  const table = tables.get(key) ?? makeWorkingDays(holidays);
  if (!tables.has(key)) {
    tables.clear();
    tables.set(key, table);
  }
  return table;
}

/** Names a letter in mail, in SES tags and as a file: the same letter of the same case always has the same name. */
export function letterId(caseId: string, key: string): string {
  return `${caseId}-${createHash('sha256').update(key).digest('hex').slice(0, 20)}`;
}

/** The Message-ID of a letter, by which an answer to it finds its case. */
export function letterMailId(council: Council, id: string): string {
  return `<${id}@${council.sender.address.split('@')[1] ?? 'localhost'}>`;
}
