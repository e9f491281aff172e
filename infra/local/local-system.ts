import type { makeVirtualClock, Timekeeper, VirtualClock } from './virtual-clock.ts';
import type { makeWorkflowEngine } from './workflow-engine.ts';
import type { ClamAv } from '../../functions/adapters/local/clam-scanner.ts';
import type { outboxMailer } from '../../functions/adapters/local/outbox-mailer.ts';
import type { makeApp } from '../../functions/api/app.ts';
import type { Dependencies } from '../../functions/dependencies.ts';
import type { Council } from '../../functions/domain/council/council.ts';
import type { Log } from '../../functions/runtime/log-messages.ts';
import type { SecurityLog } from '../../functions/runtime/security-log.ts';
import type { FunctionName, Manifest } from '../../functions/manifest.ts';
import type { MailResult } from '../../functions/operations/receive-mail/receive-mail.ts';
import type { ProviderSettings } from '../../functions/pages/kit/identity-provider.ts';
import type { CouncilFolder } from '../read-council-folder.ts';
import type { Procedures } from '../../workflows/procedures/index.ts';

type Adapters = Omit<Dependencies, 'council' | 'councils' | 'log' | 'securityLog'>;

export interface LocalOptions {
  /** Everything is stored below this folder. */
  dataDir: string;
  /**
   * False: the most recent changes may be lost if the machine (not the process) stops. For work that can be repeated.
   */
  durable?: boolean;
  /** The virtual time at the very first start; real time when absent. */
  startAt?: Date | undefined;
  /** The folder of the council; that of the example when absent. `council` and `procedures` replace parts of it. */
  folder?: CouncilFolder;
  council?: Council;
  /** The port of the pages, so that links in letters lead there. */
  port?: number;
  procedures?: Procedures;
  /** A manifest with other schedules, for tests. */
  manifest?: Manifest;
  /** The program that scans files for malware. Absent: they are not scanned. */
  clam?: ClamAv | undefined;
  /** For tests: another clock. */
  makeClock?: typeof makeVirtualClock;
  /** For tests: called around the work of each function that is deployed on AWS. */
  as?: <Result>(name: FunctionName, work: () => Result) => Result;
  /** For tests: replacements for the local adapters, such as a mail service that is down. */
  adapters?: (local: Adapters) => Partial<Adapters>;
  report?: (fault: Error) => void;
  /** The log for messages about faults. If absent, stderr. */
  log?: Log;
  /** Where entries of the security log go; nowhere if it is absent. */
  securityLog?: SecurityLog;
  /** A real provider to sign in at, instead of choosing a user on /local. */
  provider?: ProviderSettings;
}

/** The whole system in one process, without AWS: the same operations on local adapters. */
export interface LocalSystem {
  deps: Dependencies;
  app: ReturnType<typeof makeApp>;
  clock: VirtualClock;
  time: Timekeeper;
  engine: ReturnType<typeof makeWorkflowEngine>;
  mailer: ReturnType<typeof outboxMailer>;
  /** Stores a raw mail, then receives it. Resolves when it is stored. */
  mailIn(mail: {
    raw: Uint8Array;
    envelopeFrom?: string | undefined;
    recipients: readonly string[];
  }): Promise<MailResult>;
  close(): Promise<void>;
}
