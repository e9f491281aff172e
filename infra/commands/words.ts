import type { Break } from '../../functions/operations/check-reads.ts';
import type { RebuildResult } from '../../functions/operations/runs/rebuild-case.ts';

const indented = (text: string) => text.replaceAll('\n', '\n            ');

/** The texts that the commands print, by command. Usage lines and names of options are part of each command. */
export const words = {
  called: {
    missing: ({ option }: { option: string }) => `${option} is missing`,
    /** `option` names the value, if an option did. */
    wrong: ({ option, value, problem }: { option?: string; value: string; problem: string }) =>
      `${option === undefined ? '' : `${option} `}${value}: ${problem}`,
    notADay: 'is not a date. Give a day such as 2021-04-03',
  },
  councilDifferences: {
    none: 'No one has changed the settings on the pages: they are as the folder says.',
    summary: ({ count }: { count: number }) =>
      count === 0
        ? 'The settings are as the folder says.'
        : `The pages differ from the folder in ${count} ${count === 1 ? 'setting' : 'settings'}. The pages win:`,
    difference: ({ place, was, is }: { place: string; was: string; is: string }) =>
      `- ${place}\n    Folder: ${indented(was)}\n    Pages:  ${indented(is)}`,
    unused: ({ letter, problems }: { letter: string; problems: readonly string[] }) =>
      `! The stored wording of “${letter}” is not used. Correct it at /admin/folder:\n${problems.map((one) => `    ${one}`).join('\n')}`,
  },
  deploy: {
    notRead: ({ table, problem }: { table: string; problem: string }) =>
      `What the pages stored in ${table} could not be read (${problem}). Run npm run council-differences with --table ${table} as someone who may read it.`,
  },
  doctor: {
    is: { ok: 'ok', missing: 'MISSING', weak: 'weak', 'not seen': 'NOT SEEN' },
    configuration: ({ file, council }: { file: string; council: string }) =>
      `${file} and the folder of ${council} can be used.`,
    noCredentials: 'You are not signed in to AWS: run aws sso login, or give --profile or AWS_PROFILE.',
    notSeen: ({ subject, problem, absent }: { subject: string; problem: string; absent: boolean }) =>
      absent
        ? `Not looked at: ${subject}. Install the AWS CLI.`
        : `Not looked at: ${subject} (${problem}). You may lack the right to read it.`,
    account: ({ account, region }: { account: string; region: string }) =>
      `Signed in to account ${account}, region ${region}.`,
    otherAccount: ({ account, wanted }: { account: string; wanted: string }) =>
      `Signed in to account ${account}, but the file names ${wanted}. Use the credentials of that account.`,
    stack: ({ name }: { name: string }) => `The stack ${name} is deployed.`,
    stackIs: ({ name, status }: { name: string; status: string }) =>
      `The stack ${name} is ${status}. Read its events in CloudFormation, and deploy again.`,
    noStack: ({ name, environment }: { name: string; environment: string }) =>
      `The stack ${name} is not deployed: npm run deploy -- --environment ${environment}`,
    table: ({ name }: { name: string }) => `The table ${name} is active.`,
    tableIs: ({ name, status }: { name: string; status: string }) => `The table ${name} is ${status}.`,
    noTable: 'There is no table of cases. Deploy the data stack.',
    indexes: 'All indexes of the table are active.',
    noIndexes: ({ names }: { names: string }) =>
      `These indexes are missing or not built yet: ${names}. Lists are incomplete until they are: wait, or deploy.`,
    backups: 'The table can be restored to any second of the last 35 days.',
    noBackups:
      'Point-in-time recovery of the table is off. Deploy the data stack, or switch it on in DynamoDB.',
    protectedTable: 'The table cannot be deleted by mistake.',
    unprotectedTable: 'Deletion protection of the table is off. Switch it on in DynamoDB.',
    encryptedTable: 'The table is encrypted with a key of your own.',
    unencryptedTable: 'The table is not encrypted with a key of your own.',
    expiry: 'Rows that expire, such as sessions, are removed.',
    noExpiry: 'Rows that expire, such as sessions, are not removed: time to live of the table is off.',
    bucket: ({ name }: { name: string }) => `The bucket ${name} keeps versions.`,
    noBucket: 'There is no bucket of files. Deploy the data stack.',
    unversioned: ({ name }: { name: string }) =>
      `The bucket ${name} keeps no versions: a file that is overwritten is lost. Switch versioning on.`,
    bucketShut: 'The bucket is closed to the public.',
    bucketOpen: 'The bucket can be opened to the public. Block all public access.',
    encryptedFiles: 'Files are encrypted with a key of your own.',
    unencryptedFiles: 'Files are not encrypted with a key of your own.',
    fileEvents: 'The bucket tells of new files, so that reports are printed.',
    noFileEvents:
      'The bucket tells of no new files, and no report is printed. Switch its EventBridge notifications on.',
    sendingOn: 'SES may send mail.',
    sendingOff: ({ region }: { region: string }) =>
      `SES may send no mail: sending is paused in ${region}. Read "Account dashboard" in the SES console.`,
    outOfSandbox: ({ most, sent }: { most: number; sent: number }) =>
      `SES is out of its sandbox${most < 0 ? '' : `: ${most} mails a day, ${sent} in the last 24 hours`}.`,
    inSandbox:
      'SES is in its sandbox and sends to verified addresses alone. Ask for production access in the SES console, "Account dashboard".',
    nearQuota: ({ most, sent }: { most: number; sent: number }) =>
      `${sent} of ${most} mails a day were sent in the last 24 hours. Ask AWS for a higher quota.`,
    lettersSet: 'SES reports what becomes of letters.',
    noLettersSet: ({ name }: { name: string }) =>
      `SES does not report what becomes of letters: the configuration set ${name} is missing or has no destination. Deploy.`,
    verified: ({ domain }: { domain: string }) => `${domain} is verified.`,
    unverified: ({ domain }: { domain: string }) =>
      `${domain} is not verified: put the records of the outputs DnsDkim… into its DNS, and wait up to three days.`,
    signed: ({ domain }: { domain: string }) => `Mail from ${domain} is signed (DKIM).`,
    unsigned: ({ domain }: { domain: string }) =>
      `Mail from ${domain} is not signed (DKIM): put the records of the outputs DnsDkim… into its DNS.`,
    mailFrom: ({ domain }: { domain: string }) => `Letters have the envelope sender ${domain} (SPF).`,
    noMailFrom: ({ domain }: { domain: string }) =>
      `Letters from ${domain} have an envelope sender of Amazon: put the records of the outputs DnsMailFrom… into its DNS.`,
    noIncomingMail: 'No mail comes in: incomingMail is "none".',
    ruleSet: ({ ruleSet }: { ruleSet: string }) => `The receipt rule set ${ruleSet} is active.`,
    otherRuleSet: ({ ruleSet, active }: { ruleSet: string; active: string | undefined }) =>
      active === undefined
        ? `No receipt rule set is active, so no mail comes in. Run the command in the output Activate, or activate ${ruleSet}.`
        : `The receipt rule set ${active} is active, not ${ruleSet}. Others may use it: name it as incomingMail and deploy.`,
    rule: ({ rule }: { rule: string }) => `Its rule ${rule} takes the mail of both addresses.`,
    noRule: ({ rule, addresses }: { rule: string; addresses: string }) =>
      `No rule ${rule} in the active rule set takes mail to ${addresses}. Deploy the mail-intake stack.`,
    exchanger: ({ domain }: { domain: string }) => `Mail to ${domain} goes to SES.`,
    noExchanger: ({ domain, record }: { domain: string; record: string }) =>
      `${domain} has no MX record, so no mail arrives. When everything else is there: ${domain} MX ${record}`,
    otherExchanger: ({ domain, hosts }: { domain: string; hosts: string }) =>
      `Mail to ${domain} goes to ${hosts}. If that is the council's own mail, leave it, and give this system a subdomain.`,
    machines: ({ count }: { count: number }) => `All ${count} state machines are there.`,
    noMachines: ({ names }: { names: string }) => `These state machines are missing: ${names}. Deploy.`,
    outdated: ({ names }: { names: string }) =>
      `These state machines are not those of this source: ${names}. Deploy, or look with the source that was deployed.`,
    answers: ({ url }: { url: string }) => `${url} answers.`,
    noAnswer: ({ url, status }: { url: string; status: number | undefined }) =>
      `${url} ${status === undefined ? 'does not answer' : `answers ${status}`}. Check the address in pages, its DNS record and its certificate.`,
    told: ({ count }: { count: number }) =>
      `Alarms go to ${count} ${count === 1 ? 'subscriber' : 'subscribers'}.`,
    noAlarms: 'There are no alarms. Deploy the complaints stack.',
    noOneTold:
      'No one is told of alarms. Name them in alarms and deploy; each confirms by a link in an email.',
    unconfirmed: ({ address }: { address: string }) =>
      `${address} has not confirmed that alarms may be sent there: the link is in an email from AWS.`,
    raised: ({ name }: { name: string }) => `The alarm ${name} is raised. Its description says what to do.`,
    noSignIn: 'There is no sign-in. Deploy the data stack.',
    noAdministrator: 'No user of the council is an administrator.',
    saml: "The council's own sign-in is connected.",
    noSaml: "The council's own sign-in is not connected. Deploy the data stack.",
    administrator: ({ email }: { email: string }) => `The first administrator, ${email}, has signed in.`,
    noAccount: ({ email }: { email: string }) =>
      `The first administrator, ${email}, has no account. Run the command in the output FirstAdministrator.`,
    notYetSignedIn: ({ email }: { email: string }) =>
      `The first administrator, ${email}, has not signed in yet.`,
    summary: ({ missing, unseen }: { missing: number; unseen: number }) =>
      missing + unseen === 0 ? 'Nothing is missing.' : `${missing} missing, ${unseen} not seen.`,
  },
  files: {
    rows: 'a file of reporting rows, one as JSON on each line',
    notes: 'the commentary as Markdown',
    equality: 'answers, one as JSON on each line',
    published: 'the report.json of a report that was published',
    claims: 'the figures that a report prints, as test/reports/annual-report-2021-22.claims.json does',
    folder: 'a folder',
    refused: ({ named, problem, wanted }: { named: string; problem: string; wanted: string }) =>
      `${named}: ${problem}. Give ${wanted}.`,
    atLine: ({ path, line }: { path: string; line: number }) => `${path} line ${line}`,
    more: ({ problems, more }: { problems: string; more: number }) => `${problems}; ${more} more`,
    isFolder: 'is a folder',
    notOnDisk: 'is not a file on a disk',
    notJson: 'is not JSON',
    faults: {
      ENOENT: 'there is no such file',
      ENOTDIR: 'is inside a file',
      EEXIST: 'is a file',
      EACCES: 'you may not open it',
      ERR_ENCODING_INVALID_ENCODED_DATA: 'is not UTF-8',
    },
    rowProblem: ({
      file,
      line,
      field,
      problem,
      reference,
    }: {
      file: string;
      line: number;
      field: string;
      problem: string;
      reference: string | undefined;
    }) => `${file} line ${line}: ${field} ${problem}${reference === undefined ? '' : ` (${reference})`}`,
  },
  deadlines: {
    title: ({ procedure, received }: { procedure: string; received: string }) =>
      `${procedure}, received ${received}, each step done on its last day:\n`,
    step: ({
      step,
      limit,
      from,
      weekday,
      due,
      citation,
    }: {
      step: string;
      limit: string;
      from: string;
      weekday: string;
      due: string;
      citation: string;
    }) => `${step.padEnd(24)} ${limit.padEnd(16)} from ${from}  due ${weekday} (${due})  ${citation}`,
  },
  checkData: {
    noData: ({ file }: { file: string }) => `There is no ${file}.`,
    unreadable: ({ reference, row }: { reference: string; row: string }) =>
      `${reference}: the row ${row} cannot be read, or events after it are missing. Bring it back from a backup.`,
    unreadableState: ({ reference, row }: { reference: string; row: string }) =>
      `${reference}: its state (${row}) cannot be read.`,
    otherState: ({ reference, fields }: { reference: string; fields: string }) =>
      `${reference}: its state differs from its events in ${fields}.`,
    more: ({ count }: { count: number }) => ` and ${count} more`,
    mended: 'The state that follows from the events is stored now.',
    summary: ({ cases, wrong, mended }: { cases: number; wrong: number; mended: number }) =>
      `${cases} cases, ${wrong} with differences, ${mended} mended.`,
  },
  checkReads: {
    summary: ({ days, entries }: { days: number; entries: number }) =>
      `${days} days with ${entries} reads: everything is as it was recorded.`,
    broken: ({
      day,
      entry,
      reference,
      found,
    }: {
      day: string;
      entry?: number;
      reference?: string;
      found: string;
    }) =>
      `The first break is on ${day}${entry === undefined ? '' : `, entry ${entry}`}${reference === undefined ? '' : `, ${reference}`}: ${found}.`,
    found: {
      'digest unreadable': 'its digest cannot be read',
      'digest not after the one before': 'its digest does not follow from the one before',
      'digest missing': 'it has reads and no digest, although a later day has one',
      'entry removed': 'the entry is not there any more',
      'entry changed': 'the entry is not what was recorded',
      'entry added': 'an entry was added after the day was closed',
      'case gone': 'its case is not there, and has no proof of erasure',
      'read of case removed': 'who read the case is not there any more, or was changed',
      'read of case added or changed': 'someone is said to have read the case, and was not recorded',
    } satisfies Record<Break['found'], string>,
  },
  afterRestore: {
    both: 'Give --table and --bucket, or neither for the data at DATA_DIR',
    passed: ({ year, number }: { year: string; number: number }) =>
      `The next reference of ${year} comes after ${number}.`,
    erased: ({ count }: { count: number }) => `Cases and mail erased again: ${count}.`,
    unreadable: ({ count }: { count: number }) =>
      `Copies of proofs that cannot be read: ${count}. The lines above name them: erase by hand what they are of.`,
    held: ({ count }: { count: number }) =>
      `Mail that came since and is held for a person, under “Incoming mail”: ${count}.`,
    lookAtAll:
      'Now have every case looked at: {"restart": "all"} to repair-cases (functions/docs/operating.md).',
  },
  rebuild: {
    nameOne: 'Name one case, or --all',
    all: ({ restarted, failed }: { restarted: number; failed: number }) =>
      `Executions that stood still and continue: ${restarted}. Not restarted: ${failed}${failed === 0 ? '.' : '; the lines above say why.'}`,
    refused: {
      'no such case': ({ reference }) => `There is no case ${reference}.`,
      'nothing runs': ({ reference }) => `Nothing is running for ${reference}. It needs no rebuild.`,
      'nothing to follow': ({ reference }) =>
        `${reference} follows a version that was withdrawn. Name it in formerVersions of the version in its place.`,
    } satisfies Record<Refused, (params: { reference: string }) => string>,
    restarted: ({ reference, step, name }: { reference: string; step: string; name: string }) =>
      `${reference} continues at ${step} (execution ${name}).`,
  },
  handOver: {
    told: ({ handedOver, failed }: { handedOver: number; failed: number }) =>
      `Executions that hand over to the current definition: ${handedOver}. Not reached: ${failed}. They do so when the system runs.`,
  },
  reconcile: {
    nameOne: 'Name one file',
    summary: ({
      report,
      figures,
      contradictions,
    }: {
      report: string;
      figures: number;
      contradictions: number;
    }) => `${report}: ${figures} figures, ${contradictions} contradictions.`,
    contradiction: ({ id, sentence }: { id: string; sentence: string }) => `${id}: ${sentence}`,
  },
  rollback: {
    noCli: ({ problem }: { problem: string }) => `The AWS CLI could not be run (${problem}).`,
    refused: {
      'nothing to move':
        'No function is on a version of the last deployment: there is nothing to roll back, or it was done already.',
      'first release': 'There is no version before the last deployment.',
      'other machines':
        'The last deployment changed state machines as well, and the functions before it do not fit them. Deploy the release before from its source: git checkout, npm ci, npm run deploy.',
    },
    moved: ({ name, from, to, dry }: { name: string; from: string; to: string; dry: boolean }) =>
      `${name}: version ${from} ${dry ? 'would go' : 'went'} back to ${to}`,
    after: ({ moves, dry }: { moves: number; dry: boolean }) =>
      dry
        ? `Nothing was changed. ${moves} functions would go back.`
        : `${moves} functions are back. The next deployment of another version moves them forward again.`,
  },
  rowsCsv: { nameOne: 'Name one file of rows' },
  report: {
    rowsOrData: 'Name either --rows or --data',
    noStore: 'there is no local store',
    notEarlier: ({ file, of, year }: { file: string; of: string | undefined; year: string }) =>
      `--previous ${file}: its rows are of ${of ?? 'no year'}, which is not before ${year}`,
    sameYear: ({ one, other, year }: { one: string; other: string; year: string }) =>
      `--previous ${one} and ${other} are both of ${year}: name each year once`,
    moreProblems: ({ count }: { count: number }) => `... and ${count} more, in problems.csv`,
    rows: ({ read, counted, left }: { read: number; counted: number; left: number }) =>
      `${read} rows read, ${counted} counted, ${left} left out.`,
    noCases: ({ year, path }: { year: string; path: string }) =>
      `There are no cases of ${year} in ${path}. No report was written.`,
    contradiction: ({ id, sentence }: { id: string; sentence: string }) => `Contradiction ${id}: ${sentence}`,
    notPublished: ({ contradictions }: { contradictions: number }) =>
      `Not published: resolve ${contradictions === 1 ? 'it' : 'them'}, or explain in the notes under "## Explanations" as "- id: why".`,
    written: ({ internal, public: edition }: { internal: string; public: string | undefined }) =>
      `${internal} is the internal edition${edition === undefined ? '' : `, ${edition} the public one`}.`,
  },
  workflow: {
    nameOne: 'Name a procedure',
    oneAtATime: ({ more }: { more: string }) => `One procedure at a time: ${more} is too much`,
    unknown: ({ id, version, known }: { id: string; version: string | undefined; known: string }) =>
      `There is no procedure ${id}${version === undefined ? '' : ` of version ${version}`}. Procedures: ${known}`,
    version: ({ id, version }: { id: string; version: string }) => `${id} (version ${version})`,
    format: 'give asl or mermaid',
    changed: ({ machines }: { machines: string[] }) =>
      `Released, and changed since: ${machines.join(', ')}. Make a new version, or add --hand-over to hand running cases over`,
  },
};

type Refused = Extract<RebuildResult, { ok: false }>['reason'];
