/**
 * Modules that several functions use as a whole: whoever is seen at one of these calls can come to each of the others.
 * Their rare paths are taken by tests for one of their callers, not for all.
 */
export const sharedModules: Record<string, { when: string; calls: string[] }[]> = {
  // Before its work, a function reads whether the council has changed.
  'runtime/observe.ts': [{ when: 'dynamodb:Query CASE#', calls: ['dynamodb:GetItem COUNCIL'] }],
  'runtime/watched-mailer.ts': [
    {
      when: 'ses:SendRawEmail',
      calls: ['GetItem', 'PutItem', 'DeleteItem'].map((verb) => `dynamodb:${verb} SHORT#`),
    },
  ],
  'operations/send-letter/deliver-letters.ts': [
    {
      when: 's3:PutObject letters/',
      calls: [
        'dynamodb:GetItem CALENDAR',
        'dynamodb:BatchGetItem CASE#',
        'dynamodb:UpdateItem CASE#',
        'dynamodb:PutItem ALIAS#',
        'dynamodb:PutItem LINK#',
        's3:GetObject documents/',
        's3:GetObject letters/',
        's3:ListBucket',
        's3:PutObject letters/',
        'ses:SendRawEmail',
      ],
    },
  ],
  // Erasing ends letters that are still being written, and a new calendar wakes machines.
  'operations/dispatch.ts': [
    'states:StartExecution stateMachine',
    'dynamodb:Query index names-by-case',
    'dynamodb:PutItem CALENDAR',
  ].map((when) => ({
    when,
    calls: [
      'dynamodb:GetItem CASE#',
      'dynamodb:DeleteItem CASE#',
      'states:StartExecution stateMachine',
      'states:SendTaskSuccess stateMachine',
    ],
  })),
  // Erasures that were begun are carried out by both.
  'operations/erase-case.ts': ['retention-by-day', 'names-by-case'].map((list) => ({
    when: `dynamodb:Query index ${list}`,
    calls: [
      'dynamodb:Query index names-by-case',
      ...['COMPLAINANT#', 'ERASED#', 'PEPPER'].map((rows) => `dynamodb:GetItem ${rows}`),
      'dynamodb:BatchGetItem CASE#',
      ...['CASE#', 'COMPLAINANT#', 'READ#', 'WORDS#'].map((rows) => `dynamodb:Query ${rows}`),
      ...['COMPLAINANT#', 'ERASED#'].map((rows) => `dynamodb:PutItem ${rows}`),
      ...['ALIAS#', 'CASE#', 'COMPLAINANT#', 'HELD#', 'LINK#', 'ONCE#', 'READ#', 'WORDS#'].map(
        (rows) => `dynamodb:DeleteItem ${rows}`,
      ),
      's3:ListBucketVersions',
      ...['attachments/', 'documents/', 'letters/', 'mail/', 'previews/', 'wanted-previews/'].flatMap(
        (folder) => [`s3:DeleteObject ${folder}`, `s3:DeleteObjectVersion ${folder}`],
      ),
    ],
  })),
  // Only a case stored before its state had the findings is read whole for a report.
  'operations/export-rows.ts': [
    { when: 'dynamodb:Query index erasures-by-status', calls: ['dynamodb:Query CASE#'] },
  ],
  // The rows that a list names are read.
  'adapters/lists.ts': [
    { when: 'dynamodb:Query index erasures-by-status', calls: ['dynamodb:BatchGetItem ERASED#'] },
    { when: 'dynamodb:Query index held-mail-by-status', calls: ['dynamodb:BatchGetItem HELD#'] },
    { when: 'dynamodb:Query index flags-by-review', calls: ['dynamodb:BatchGetItem COMPLAINANT#'] },
  ],
  // A mail that is held again, and a complaint that is recorded twice, are found.
  'operations/receive-mail/receive-mail.ts': [
    { when: 'dynamodb:PutItem HELD#', calls: ['dynamodb:GetItem HELD#'] },
  ],
  'actions/record-feedback.ts': [
    { when: 'dynamodb:PutItem WORDS#', calls: ['dynamodb:GetItem ALIAS#', 'dynamodb:GetItem ONCE#'] },
  ],
  // A claim is given back if its notice could not go.
  'operations/send-notice.ts': [
    {
      when: 's3:PutObject digests/',
      calls: [
        'dynamodb:PutItem ONCE#',
        'dynamodb:DeleteItem ONCE#',
        's3:PutObject digests/',
        'ses:SendRawEmail',
      ],
    },
  ],
  // A message becomes a case with copies of its attachments, by page and by API.
  'operations/handle-message.ts': [
    {
      when: 'dynamodb:PutItem WORDS#',
      calls: ['s3:GetObject attachments/', 's3:PutObject attachments/'],
    },
  ],
};
/** The calls of a function, with those of the modules at which it was seen. */
export function withSharedModules(own: readonly string[]): string[] {
  const shared = Object.values(sharedModules)
    .flat()
    .filter(({ when }) => own.includes(when));
  return [...new Set([...own, ...shared.flatMap(({ calls }) => calls)])];
}
