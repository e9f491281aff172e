import type { Partition } from '../functions/adapters/table.ts';
import { functionManifest, type Right } from '../functions/manifest.ts';
import { wordsIn } from '../functions/words/words.ts';
import {
  equalityCountsKept,
  heldMailSchedule,
  retentionSchedule,
} from '../workflows/procedures/retention.ts';
import { Role } from '../workflows/procedures/roles.ts';
import { keptInBucket } from './kept.ts';

// The template of a data protection impact assessment (UK GDPR art. 35), made from the lists by which the system runs, so that it
// stays true. What only a council can say is left to it.

interface Data {
  whose: string;
  what: string;
  why: string;
}

const complainants = 'people who complain or give feedback, children, those who act for them';

/** What each partition of the table holds. A new partition needs its line here. */
const data: Readonly<Record<Partition, Data>> = {
  'CASE#': {
    whose: `${complainants}, others whom they name, staff complained about, staff and independent people who work on the case`,
    what: 'names, addresses, dates of birth, what they wrote and said, findings, letters, papers; often of children, health, family and danger (special categories)',
    why: 'to look into complaints, answer them, put things right and learn from them',
  },
  'COMPLAINANT#': {
    whose: 'people who complain',
    what: 'which cases are of one person, as a person confirmed; a flag with its reason',
    why: 'to see the whole of what someone tells us, and to review decisions about persistence',
  },
  'HELD#': {
    whose: 'senders of mail',
    what: 'sender, subject and why it became no case; the mail itself is a file',
    why: 'to miss no complaint in what looks like spam',
  },
  'READ#': { whose: 'staff', what: 'who read what and when', why: 'to find prying, and to deter it' },
  'WORDS#': {
    whose: complainants,
    what: 'keyed hashes of words of notes',
    why: 'to find a case by what was noted',
  },
  'LINK#': {
    whose: 'people who complain',
    what: 'hashes of their private links',
    why: 'to let them follow their complaint without a password',
  },
  'ALIAS#': { whose: 'no one', what: 'further names of cases', why: 'to file an answer with its case' },
  'ONCE#': { whose: 'no one', what: 'keys of what was done', why: 'to do nothing twice' },
  'SHORT#': {
    whose: `staff, and whoever fills in a form`,
    what: 'sessions, half-typed forms, counts of requests by hashed address',
    why: 'to keep people signed in, lose no text and stop floods',
  },
  'ERASED#': { whose: 'no one', what: 'proofs of erasures', why: 'to show that a case was erased' },
  EQUALITY: {
    whose: 'no one',
    what: 'how often each answer was given in a quarter, without case or person',
    why: 'Equality Act 2010, section 149',
  },
  COUNCIL: {
    whose: 'staff',
    what: 'names, email addresses, roles, teams; who changed what',
    why: 'to give each the right access',
  },
  CALENDAR: { whose: 'no one', what: 'bank holidays', why: 'to count working days' },
  'COUNTER#': { whose: 'no one', what: 'the next case number', why: 'to number cases' },
  PEPPER: { whose: 'no one', what: 'keys of hashes', why: 'to keep hashes from being guessed' },
};

const sees: Readonly<Record<Role, string>> = {
  'complaints-officer': 'every case except those about themselves',
  'team-manager': 'cases of their team or with a step of theirs',
  'quality-checker': 'cases with a step of theirs',
  'adjudicating-officer': 'cases with a step of theirs',
  director: 'cases with a step of theirs, and what was escalated; figures of all',
  'senior-manager': 'cases with a step of theirs, and what was escalated; figures of all',
  'investigating-officer': 'the papers of their part, once they signed that they are independent',
  'independent-person': 'the papers of their part, once they signed that they are independent',
  'panel-chair': 'the papers of their part, once they signed that they are independent',
  'panel-member': 'the papers of their part, once they signed that they are independent',
  'report-writer': 'figures, and rows without a person; no case',
  administrator: 'the council’s own data; no case',
};

/** A risk to people, what is done about it, and what shows that it is done: files from the root of the repository. */
const risks: readonly { risk: string; measure: string; shown: readonly string[] }[] = [
  {
    risk: 'Someone reads a case who may not, such as the person complained about',
    measure: 'One rule decides for pages, API, lists and mail; what may not be seen does not exist',
    shown: [
      'functions/domain/people/may.ts',
      'test/web/every-route.test.ts',
      'test/web/conflict-of-interest.test.ts',
    ],
  },
  {
    risk: 'Someone looks at cases without need',
    measure: 'Every read is recorded before it is answered, and the record is sealed by day',
    shown: [
      'functions/operations/record-read.ts',
      'test/web/reads.test.ts',
      'test/workflow/sealed-reads.test.ts',
    ],
  },
  {
    risk: 'A paper about one child reaches the family of another',
    measure: 'Papers are limited to children; others see neither paper nor name',
    shown: [
      'functions/domain/people/child-wall.ts',
      'test/workflow/papers-of-children.test.ts',
      'test/web/party-canaries.test.ts',
    ],
  },
  {
    risk: 'A letter goes to the wrong person or an old address',
    measure: 'Letters go to the person of the case as recorded now; what comes back is a task',
    shown: ['functions/domain/people/recipients.ts', 'test/workflow/returned-letters.test.ts'],
  },
  {
    risk: 'Someone writes in another’s name',
    measure: 'Each message says how well its sender is proven; requests count only from proven senders',
    shown: ['functions/domain/people/sender.ts', 'test/workflow/senders.test.ts'],
  },
  {
    risk: 'A private link falls into other hands',
    measure: 'Only its hash is stored, it ends, it can be revoked, and guesses are limited',
    shown: ['functions/operations/follow-case/private-link.ts', 'test/web/pages/follow.test.ts'],
  },
  {
    risk: 'Danger is overlooked',
    measure: 'Marks of danger alert the duty contact at any hour until someone has looked',
    shown: ['workflows/procedures/safeguarding.ts', 'test/workflow/safeguarding.test.ts'],
  },
  {
    risk: 'Two people are taken for one',
    measure: 'The system proposes by shared details, an officer decides, and can separate them again',
    shown: ['functions/domain/people/same-person.ts', 'test/unit/people/same-person.test.ts'],
  },
  {
    risk: 'An answer to a request for access gives away someone else',
    measure: 'Each item is marked with others who are in it, and goes out only when an officer included it',
    shown: ['functions/operations/access-request/items-in-case.ts', 'test/workflow/access-request.test.ts'],
  },
  {
    risk: 'Published figures show who someone is',
    measure: 'Small numbers are suppressed, with those from which they could be worked out',
    shown: [
      'functions/report/suppress.ts',
      'test/reports/suppress.test.ts',
      'test/reports/public-edition.test.ts',
    ],
  },
  {
    risk: 'Personal data gets into logs, metrics or inputs of executions',
    measure: 'Typed log entries with ids only; executions get ids only',
    shown: ['functions/runtime/observe.ts', 'test/unit/runtime/observe.test.ts'],
  },
  {
    risk: 'Data is kept too long',
    measure: 'Each case is reviewed by a person at the end of its time, and erased everywhere with a proof',
    shown: ['test/workflow/erasure.test.ts', 'test/infra/kept.test.ts'],
  },
  {
    risk: 'Data is lost or changed',
    measure: 'History of the table, versions of files, backups; what is stored is checked against its events',
    shown: [
      'test/workflow/after-restore.test.ts',
      'test/infra/backups.test.ts',
      'functions/operations/check-data.ts',
    ],
  },
  {
    risk: 'A file or text from outside attacks who opens it',
    measure: 'Files are judged by content and scanned; texts are shown as text',
    shown: ['functions/operations/check-file/check-file.ts', 'test/web/hostile-input.test.ts'],
  },
  {
    risk: 'A program does more than it should',
    measure:
      'A role for each function with exactly the rights it was seen to use; a key of your own encrypts everything',
    shown: ['functions/manifest.ts', 'test/infra/aws-calls.test.ts'],
  },
  {
    risk: 'A machine decides about people',
    measure:
      'No decision is made without a person. Words that suggest danger raise an alert, which a person judges',
    shown: ['functions/domain/text/danger-words.ts', 'functions/domain/decisions/decide.ts'],
  },
];

const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, head.map(() => '---'), ...rows].map((row) => `| ${row.join(' | ')} |`).join('\n');

const linkTo = (file: string): string => `[${file.split('/').at(-1)}](../../${file})`;

function uses(rights: readonly Right[]): string {
  const partitions = new Set(
    rights.flatMap((right) => (right.do === 'use the table' ? Object.values(right.rows).flat() : [])),
  );
  const folders = new Set(
    rights.flatMap((right) =>
      right.do === 'use files'
        ? [...(right.read ?? []), ...(right.write ?? [])]
        : right.do === 'erase files'
          ? right.below
          : right.do === 'send letters'
            ? [right.copies]
            : right.do === 'lock files'
              ? [right.below]
              : right.do === 'keep reports'
                ? ['reports/']
                : [],
    ),
  );
  const personal = [...partitions].filter(
    (one): one is Partition => Object.hasOwn(data, one) && data[one].whose !== 'no one',
  );
  const all = [...personal, ...folders].map((one) => `\`${one}\``);
  return all.length === 0 ? 'none' : all.join(', ');
}

/** The assessment as Markdown, for functions/docs. */
export function dpia(): string {
  const { roles } = wordsIn(undefined).terms;
  return `# Data protection impact assessment: a template

For your council to complete (UK GDPR article 35). Made by \`npm run privacy-docs\` from the lists by which the system runs, and a test
compares them: copy this page to add your own answers. **Council** marks what only you can say. It describes what the system does, and
is no legal advice.

## Why one is needed

Complaints about children's social care hold special categories of data about children and families, at a scale that needs an
assessment (article 35(3)(b)), and people who complain depend on the council.

## What data, whose, and why

${table(
  ['Rows of the table', 'Whose', 'What', 'Why'],
  Object.entries(data).map(([name, { whose, what, why }]) => [`\`${name}\``, whose, what, why]),
)}

${table(
  ['Folder of the bucket', 'What', 'Holds'],
  Object.entries(keptInBucket).map(([name, { what, holds }]) => [`\`${name}\``, what, holds]),
)}

It comes from the people themselves, from those who act for them, from staff who record it, and from bodies that write to the council.

## Lawful basis

**Council** confirms each:

- Complaints about children's social care: a task that the law gives (article 6(1)(e) or (c); Children Act 1989, section 26 and
  SI 2006/1738). Special categories: article 9(2)(g) with the Data Protection Act 2018, Schedule 1, paragraph 6.
- Complaints about adult social care (SI 2009/309) and other services: article 6(1)(e).
- Equality questions: answers are counted without case or person and are then no personal data; Schedule 1, paragraph 8.
- The record of who read what: article 6(1)(e) and 32.
- Consent is asked of a child for whom someone acts. It is the law's condition of the complaint, not the basis of processing.

## Who sees it

${table(
  ['Role', 'Sees'],
  Role.options.map((role) => [roles[role], sees[role]]),
)}

People complained about see nothing of the case, whatever their role. People who complain see, by a private link, progress, their letters
and what they may decide. See [who may do what](architecture.md#who-may-do-what).

The processor is Amazon Web Services, in the region of the [environment](../../infra/environments/README.md). **Council** records its contract
(article 28), the region, whether backups are copied to another, and any transfer abroad. Nothing is sent to anyone else but letters,
and copies to other routes and bodies that an officer sends.

## Which programs use it

Each has a role of its own with these rights and no others ([\`manifest.ts\`](../manifest.ts)). Rows that are about no one are left out.

${table(
  ['Function', 'What it does', 'Rows and folders with personal data'],
  functionManifest.map(({ name, does, may }) => [`\`${name}\``, does, uses(may)]),
)}

## How long

${table(
  ['What', 'Source', 'Confirmed by the council'],
  [...retentionSchedule, ...heldMailSchedule].map(({ title, citation, toBeChecked }) => [
    title,
    citation,
    toBeChecked === true ? '**to be checked**' : 'yes',
  ]),
)}

Equality counts: ${equalityCountsKept.years} years (${equalityCountsKept.citation}). A person reviews each case before it is erased; a legal hold stops
it. Logs, queues, traces, backups, accounts and mail: [how long everything is kept](operating.md#how-long-everything-is-kept).

## Rights of people

- **To be told** (articles 13 and 14): **Council** links its privacy notice.
- **Access** (15): a subject access request is gathered, decided item by item and exported ([using the pages](using-the-pages.md)).
- **Correction** (16): facts, people and days are corrected with a reason; what was recorded before stays visible.
- **Erasure** (17): at the end of retention. There is no earlier erasure of a single case: **Council** decides how requests are answered.
- **Restriction and objection** (18, 21): a legal hold keeps a case; **Council** decides the rest.
- **Automated decisions** (22): none.

## Risks and measures

**Council** adds likelihood, severity and who accepts what is left.

${table(
  ['Risk', 'Measure', 'Shown by', 'What is left (council)'],
  risks.map(({ risk, measure, shown }) => [risk, measure, shown.map(linkTo).join(', '), '']),
)}

Alarms, and what to do at each: [when something is wrong](operating.md#when-something-is-wrong). What was never seen on real AWS:
[this list](operating.md#what-is-not-verified-on-real-aws).

## Consulted, and signed

**Council**: data protection officer and advice, people consulted (children and care leavers, staff), date, approval, next review.
`;
}
