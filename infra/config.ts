import { checkCouncil, usersWithRole, type Council } from '../functions/domain/council/council.ts';
import { functionManifest } from '../functions/manifest.ts';
import { InvalidConfiguration, readEnvironment, type Environment } from './environment-file.ts';
import { readCouncilFolder, type CouncilFolder } from './read-council-folder.ts';

/** An environment with its council. `warnings`: what makes it weaker than it could be, as sentences. */
export type Config = Omit<Environment, 'council'> & CouncilFolder & { warnings: readonly string[] };

/**
 * Reads the configuration of a deployment: a file of infra/environments and the folder of the council that it names. Throws
 * `InvalidConfiguration`.
 */
export function readConfig(name: unknown): Config {
  const environment = readEnvironment(name);
  const folder = folderOf(environment);
  const council = withAddresses(environment, folder.council);
  const { refused, warnings } = weaknesses(environment, council);
  const problems = [...contradictions(environment, council), ...refused];
  if (problems.length > 0)
    throw new InvalidConfiguration(problems.map((problem) => `${environment.file}: ${problem}`).join('\n'));
  return { ...environment, ...folder, council, warnings };
}

function folderOf({ council, file }: Environment): CouncilFolder {
  try {
    return readCouncilFolder(council);
  } catch (error) {
    const problem = error instanceof Error ? error.message : 'cannot be read';
    throw new InvalidConfiguration(`${file}: council: ${council}: ${problem}`);
  }
}

/** The council with the addresses of this environment, which are those of its folder where the file names none. */
function withAddresses(environment: Environment, council: Council): Council {
  const { pages, intakeAddress, senderAddress } = environment;
  const checked = checkCouncil({
    ...council,
    pages: pages ?? council.pages,
    intakeAddress: intakeAddress ?? council.intakeAddress,
    sender: { ...council.sender, address: senderAddress ?? council.sender.address },
  });
  if (checked.ok) return checked.council;
  throw new InvalidConfiguration(
    checked.problems.map(({ field, code }) => `${environment.file}: ${field}: ${code}`).join('\n'),
  );
}

function contradictions(
  { host, region, copies, concurrency, edge }: Environment,
  { pages }: Council,
): string[] {
  const { protocol, port } = new URL(pages);
  return [
    ...(typeof host === 'object' && (protocol !== 'https:' || port !== '')
      ? [`host: a certificate is for pages at https://host, and pages says ${pages}`]
      : []),
    ...(typeof copies === 'object' && copies.region === region
      ? [`copies.region: ${region} is the region of table and files themselves: name another one`]
      : []),
    ...(edgeOf(edge) !== undefined && typeof host !== 'object'
      ? ['edge: CloudFront is for pages at a host of their own, so write host as { "certificate": "…" } too']
      : []),
    ...(concurrency !== 'shared' && concurrency < concurrencyNeeded
      ? [
          `concurrency: the functions need ${concurrencyNeeded} at once, of which AWS keeps ${keptByAws} for others, and the account may run ${concurrency}. Ask AWS for more (Service Quotas, AWS Lambda, "Concurrent executions"; a new account has 10), or write "shared" until then: a flood of one part can slow the others`,
        ]
      : []),
  ];
}

/** AWS lets no account give these away: they are for functions without a part of their own. */
const keptByAws = 100;
export const concurrencyNeeded = functionManifest.reduce((sum, { atOnce }) => sum + atOnce, keptByAws);

/** Names that no one can own (RFC 2606 and RFC 6761), and this machine. */
const madeUp = (host: string) =>
  /(?:^|\.)(?:example(?:\.(?:com|net|org))?|test|invalid|localhost)$|^127\./.test(host);

export const domainOf = (address: string): string => address.slice(address.indexOf('@') + 1);

/** What production may not be, and what it may be when its file says so. A test environment may be all of it. */
function weaknesses(
  { kind, account, signIn, alarms, host, incomingMail, copies, malwareScan }: Environment,
  council: Council,
): { refused: string[]; warnings: string[] } {
  if (kind === 'test') return { refused: [], warnings: [] };
  const pages = new URL(council.pages);
  const when = (problem: boolean, text: string) => (problem ? [text] : []);
  return {
    refused: [
      ...when(
        account === undefined,
        'account: production names its account, so that it cannot be deployed to another',
      ),
      ...when(
        alarms === 'no-one-is-told',
        'alarms: in production someone is told: write { "email": ["operators@…"] }',
      ),
      ...when(
        pages.protocol !== 'https:' || madeUp(pages.hostname),
        `pages: production needs an address of the council's own at https://, not ${council.pages}`,
      ),
      ...when(
        madeUp(domainOf(council.intakeAddress)),
        `intakeAddress: ${council.intakeAddress} is made up, and no mail arrives there`,
      ),
      ...when(
        madeUp(domainOf(council.sender.address)),
        `senderAddress: ${council.sender.address} is made up, and no letter can be sent from it`,
      ),
      ...when(
        usersWithRole(council, 'administrator').length === 0,
        'council: no user is an administrator, and no one could change settings',
      ),
    ],
    warnings: [
      ...when(
        signIn === 'accounts-in-this-system',
        'signIn: people have passwords in this system. Someone who leaves the council can sign in until an administrator removes them.',
      ),
      ...when(
        host === 'address-of-api-gateway',
        "host: the pages have an address of Amazon, which complainants cannot know to be the council's.",
      ),
      ...when(
        incomingMail === 'none',
        'incomingMail: no complaint comes in by email, and no reply to a letter.',
      ),
      ...when(
        copies === 'none',
        'copies: table and files are kept, with their history, in one region. If it is lost, so are they.',
      ),
      ...when(
        malwareScan === 'none',
        'malwareScan: files that people send are checked for what runs in them, and not scanned for malware.',
      ),
    ],
  };
}

/** CloudFront before the pages, if the environment has it already. */
export const edgeOf = (edge: Environment['edge']): { certificate: string; firewall: string } | undefined =>
  edge !== 'none' && 'certificate' in edge ? edge : undefined;

/** The stacks of an environment besides its data, without the name of the system; `copies` and `firewall` are in other regions. */
export const stackParts = ({
  incomingMail,
  copies,
  edge,
}: Pick<Config, 'incomingMail' | 'copies' | 'edge'>): string[] => [
  ...(edge === 'none' ? [] : ['firewall']),
  'complaints',
  ...(incomingMail === 'none' ? [] : ['mail-intake']),
  ...(copies === 'none' ? [] : ['copies', 'backups']),
];

/** The receipt rule and its rule set. They are known here so that no other rule may write to the bucket. */
export function receiptRule({ system, incomingMail }: Pick<Config, 'system' | 'incomingMail'>): {
  ruleSet: string;
  rule: string;
} {
  return {
    ruleSet: typeof incomingMail === 'object' ? incomingMail.ruleSet : `${system}-mail`,
    rule: system,
  };
}
