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
  rebuild: {
    nameOne: 'Name one case',
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
