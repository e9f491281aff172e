/** How each method of the port uses the council's files, and the folders they are in. */
export type UseOfFiles = Partial<Record<'get' | 'put' | 'list' | 'erase', string[]>>;

/** Every module of the functions that touches files, itself or by `sendNotice`, which keeps a copy in a folder of theirs. Whoever adds a call adds its folder here, and to what its function may do. */
export const usesOfFiles: Record<string, UseOfFiles> = {
  'api/case-routes.ts': { get: ['documents', 'letters'] },
  // The files that the rows of a case name, including its mail with attachments, and its two folders.
  'operations/erase-case.ts': {
    list: ['documents', 'letters'],
    erase: ['attachments', 'documents', 'letters', 'mail'],
  },
  'operations/follow-case/print-letter.ts': { get: ['letters'] },
  // A second case gets copies.
  'operations/handle-message.ts': { get: ['attachments'], put: ['attachments'] },
  'operations/make-reports/keep-notes.ts': { get: ['reports'], put: ['reports'], list: ['reports'] },
  'operations/make-reports/make-reports.ts': {
    get: ['reports'],
    put: ['reports'],
    list: ['reports'],
    erase: ['reports'],
  },
  'operations/make-reports/report-files.ts': { get: ['reports'], list: ['reports'] },
  // Documents, and what came with a mail.
  'pages/staff/case-page.ts': { get: ['attachments', 'documents'] },
  'pages/public/follow-pages.ts': { get: ['documents'] },
  'pages/public/add-message.ts': { put: ['documents'] },
  'pages/reports/reports-page.ts': { get: ['reports'] },
  'operations/print-report/print-report.ts': { get: ['reports'], put: ['reports'], erase: ['reports'] },
  'operations/read-case.ts': { get: ['letters'] },
  'operations/receive-feedback.ts': { put: ['documents'] },
  'operations/receive-mail/receive-mail.ts': { get: ['mail'], put: ['attachments'] },
  'operations/review-retention/erase-stray-uploads.ts': { list: ['documents'], erase: ['documents'] },
  'operations/review-retention/retain-mail.ts': {
    get: ['mail'],
    list: ['attachments', 'mail'],
    erase: ['attachments', 'mail'],
  },
  'operations/send-digests.ts': { put: ['digests'] },
  'operations/alert-of-unused-wording.ts': { put: ['digests'] },
  // Enclosures are documents; the copy of a letter whose sender died is looked for.
  'operations/send-letter/deliver-letters.ts': { get: ['documents', 'letters'], put: ['letters'] },
  'operations/send-letter/stored-html.ts': { get: ['letters'] },
  'operations/case-actions/add-document.ts': { put: ['documents'] },
  'api/held-mail-routes.ts': { get: ['mail'] },
  'pages/staff/mail-source-page.ts': { get: ['mail'] },
  'operations/receive-mail/alert-held-mail.ts': { put: ['letters'] },
};
