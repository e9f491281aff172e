import { backupDays } from '../functions/domain/records/erasure.ts';
import { daysKept } from '../functions/operations/seal-reads.ts';
import { heldMailSchedule } from '../workflows/procedures/retention.ts';

// How long everything is kept that the retention of cases does not govern (workflows/procedures/retention.ts). The stacks take
// their periods from here, operating.md its table, and kept.test.ts compares both with the templates.

const heldDays = Math.max(...heldMailSchedule.map(({ daysAfterReceipt }) => daysAfterReceipt));

/** Days, as the stacks set them. */
export const days = {
  logs: 365,
  messagesInQueues: 14,
  accessLogOfFiles: 365,
  replacedFiles: 30,
  uploadsNotTaken: 2,
  interruptedUploads: 7,
  previews: 90,
  copiesOfDigests: 90,
  copiesOfAlertsAboutHeldMail: heldDays,
  digestsOfReads: daysKept,
  tableHistory: backupDays,
  nightlyBackups: backupDays,
} as const;

/** Something that AWS keeps outside the rows and files of cases. */
interface Kept {
  what: string;
  holds: string;
  kept: string;
  /** Where the period is set. */
  by: 'our templates' | 'review-retention' | 'AWS' | 'the council';
}

const inDays = (count: number): string => `${count} days`;

const keptOutsideCases: readonly Kept[] = [
  {
    what: 'Logs: of functions (the security log is in those of pages and API), state machines and API',
    holds: 'ids of cases, steps and staff; never a name, an address or a text',
    kept: inDays(days.logs),
    by: 'our templates',
  },
  {
    what: 'Messages in queues, and in dead-letter queues (SQS)',
    holds:
      'names of files, and of mail its sender and subject as SES gives them; ids of executions; what a job was called with',
    kept: inDays(days.messagesInQueues),
    by: 'our templates',
  },
  {
    what: 'History of the table (point-in-time recovery)',
    holds: 'everything in the table, as it was',
    kept: inDays(days.tableHistory),
    by: 'our templates',
  },
  {
    what: 'Nightly backups of table and files, and their copies in another region (with `copies`)',
    holds: 'everything in table and bucket, as it was',
    kept: inDays(days.nightlyBackups),
    by: 'our templates',
  },
  {
    what: 'Earlier versions of files in the bucket, and deleted ones',
    holds: 'files. An erasure removes all versions at once',
    kept: inDays(days.replacedFiles),
    by: 'our templates',
  },
  {
    what: 'Access log of the bucket',
    holds: 'names of files, network addresses of those who got them',
    kept: inDays(days.accessLogOfFiles),
    by: 'our templates',
  },
  {
    what: 'Short-lived rows of the table: sessions, half-typed forms, counts of requests',
    holds: 'ids of staff, what someone is typing, hashed addresses',
    kept: 'to the moment written in each, at most a day or so longer (time to live of DynamoDB)',
    by: 'AWS',
  },
  {
    what: 'Inputs and history of executions (Step Functions)',
    holds: 'ids of cases, steps and users',
    kept: '90 days after an execution ends; 30 if you ask AWS Support',
    by: 'AWS',
  },
  {
    what: 'Traces (X-Ray)',
    holds: 'times and names of functions, and of the operations of AWS that they call; ids of executions',
    kept: '30 days',
    by: 'AWS',
  },
  {
    what: 'Metrics (CloudWatch)',
    holds: 'counts',
    kept: '15 months',
    by: 'AWS',
  },
  {
    what: 'Mail in SES',
    holds: 'what is sent and received passes through. SES keeps no copy; what we receive is below `mail/`',
    kept: 'no time',
    by: 'AWS',
  },
  {
    what: 'Suppression list of SES, for the whole account',
    holds: 'addresses that bounced or complained, also of people who complained to you',
    kept: 'until someone removes an address (`aws sesv2 delete-suppressed-destination`): look at it each year',
    by: 'the council',
  },
  {
    what: 'Accounts of staff (Cognito), with their sign-ins',
    holds: 'email address, groups; addresses and devices of sign-ins',
    kept: 'until you delete the account (`admin-delete-user`) when someone leaves; how long sign-ins are kept is up to AWS',
    by: 'the council',
  },
  {
    what: 'Findings of GuardDuty (with `malwareScan`)',
    holds: 'names of files',
    kept: '90 days',
    by: 'AWS',
  },
  {
    what: 'Calls of the account (CloudTrail)',
    holds: 'who called what',
    kept: '90 days, and as long as the trail of your account says',
    by: 'the council',
  },
  {
    what: 'Alarms and digests that were sent',
    holds: 'references and steps, in the mailboxes of staff',
    kept: 'as long as your mail system keeps mail',
    by: 'the council',
  },
];

/** The folders of the bucket, and how long a file stays in each. */
export const keptInBucket: Readonly<Record<string, Kept>> = {
  'mail/': {
    what: 'mail as it came',
    holds: 'whatever people write',
    kept: `with its case; without one ${heldMailSchedule.map(({ daysAfterReceipt, status }) => `${daysAfterReceipt} days (${status})`).join(', ')}`,
    by: 'review-retention',
  },
  'attachments/': {
    what: 'attachments of mail',
    holds: 'whatever people send',
    kept: 'with its case or mail',
    by: 'review-retention',
  },
  'documents/': { what: 'papers of cases', holds: 'all', kept: 'with its case', by: 'review-retention' },
  'letters/': { what: 'letters as they went', holds: 'all', kept: 'with its case', by: 'review-retention' },
  'letters/held-mail/': {
    what: 'copies of alerts about held mail',
    holds: 'that mail came',
    kept: inDays(days.copiesOfAlertsAboutHeldMail),
    by: 'our templates',
  },
  'digests/': {
    what: 'copies of daily digests to staff',
    holds: 'references, steps, days',
    kept: inDays(days.copiesOfDigests),
    by: 'our templates',
  },
  'uploads/': {
    what: 'files that were uploaded and not taken into a case, and archives of what people get who asked for their data',
    holds: 'whatever people choose; all that was cleared',
    kept: inDays(days.uploadsNotTaken),
    by: 'our templates',
  },
  'previews/': {
    what: 'pictures of papers, to look at them safely',
    holds: 'all',
    kept: `with its case, at most ${inDays(days.previews)}`,
    by: 'our templates',
  },
  'wanted-previews/': {
    what: 'that someone wants to see a paper',
    holds: 'its name',
    kept: inDays(days.previews),
    by: 'our templates',
  },
  'reports/': { what: 'reports', holds: 'figures', kept: 'until you delete them', by: 'the council' },
  'erasures/': {
    what: 'proofs of erasures',
    holds: 'references, days, counts; no person',
    kept: 'for good',
    by: 'the council',
  },
  'read-digests/': {
    what: 'seals over the record of who read what',
    holds: 'keyed hashes',
    kept: `${inDays(days.digestsOfReads)}, under Object Lock`,
    by: 'our templates',
  },
};

/** The tables of operating.md. */
function keptAsMarkdown(): string {
  const row = (kept: Kept) => `| ${kept.holds} | ${kept.kept} | ${kept.by} |`;
  return `| What | What it holds | Kept | Set by |
|---|---|---|---|
${keptOutsideCases.map((kept) => `| ${kept.what} ${row(kept)}`).join('\n')}

| Folder of the bucket | What it holds | Kept | Set by |
|---|---|---|---|
${Object.entries(keptInBucket)
  .map(([folder, kept]) => `| \`${folder}\`: ${kept.what} ${row(kept)}`)
  .join('\n')}`;
}

/** The text of operating.md with the tables of now in the section that has them. */
export function withKeptTables(text: string): string {
  const [, before = '', said = '', after = ''] =
    /^([^]*\n## How long everything is kept\n\n)([^|]*?)\n*(?:\|[^]*?)?(\n## [^]*)$/.exec(text) ?? [];
  return `${before}${said.trim()}\n\n${keptAsMarkdown()}\n${after}`;
}
