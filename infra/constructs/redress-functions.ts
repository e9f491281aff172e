import { ArnFormat, Duration, Stack } from 'aws-cdk-lib';
import type { Key } from 'aws-cdk-lib/aws-kms';
import { Architecture } from 'aws-cdk-lib/aws-lambda';
import type { ConfigurationSet } from 'aws-cdk-lib/aws-ses';
import { Construct } from 'constructs';
import type { FunctionName, Manifest, Right } from '../../functions/manifest.ts';
import type { TableRights } from '../../functions/table-rights.ts';
import { definitionOf } from '../../workflows/compile.ts';
import type { Config } from '../config.ts';
import { filesArn, filesArnExport, type DataStack } from '../stacks/data.ts';
import type { DeadLetterQueue } from './dead-letter-queue.ts';
import { gradualDeployment } from './gradual-deployment.ts';
import { scannedFiles } from './malware-scan.ts';
import { machineName } from './procedure-machine.ts';
import type { Bundler } from './bundle.ts';
import { by, RedressFunction, serviceOf } from './redress-function.ts';

export interface RedressFunctionsProps {
  manifest: Manifest;
  bundler: Bundler;
  config: Config;
  data: DataStack;
  /** Encrypts logs, queues and executions. */
  key: Key;
  letters: ConfigurationSet;
  /** The dead-letter queues of functions that are called asynchronously. */
  deadLetterQueues: ReadonlyMap<FunctionName, DeadLetterQueue>;
}

const architectures = { arm64: Architecture.ARM_64, x86_64: Architecture.X86_64 };

/** `receive-mail` as the name of a construct: `ReceiveMail`. */
const constructName = (name: FunctionName) =>
  name.replaceAll(/(?:^|-)(\w)/g, (_, letter: string) => letter.toUpperCase());

/** The Lambdas of the manifest, each with the rights listed there. */
export class RedressFunctions extends Construct {
  readonly #functions: ReadonlyMap<FunctionName, RedressFunction>;
  readonly #props: RedressFunctionsProps;
  readonly #stack: Stack;
  readonly #filesArn: string;

  constructor(scope: Construct, id: string, props: RedressFunctionsProps) {
    super(scope, id);
    this.#props = props;
    this.#stack = Stack.of(this);
    this.#filesArn = filesArn(props.config);
    const { manifest, bundler, config, data, key, letters, deadLetterQueues } = props;
    const environment = {
      TABLE_NAME: data.table.tableName,
      BUCKET_NAME: data.files.bucketName,
      CONFIGURATION_SET: letters.configurationSetName,
      ...(config.malwareScan === 'none' ? {} : { MALWARE_SCAN: config.malwareScan }),
      // An ARN built from a name: the machines refer to the functions, so the functions cannot refer to the machines.
      STATE_MACHINES: this.#machineArn(''),
      DEFINITIONS: JSON.stringify(
        Object.fromEntries(
          config.procedures.all.map((procedure) => [procedure.stateMachine, definitionOf(procedure)]),
        ),
      ),
    };
    const gradually = gradualDeployment(this, config);
    this.#functions = new Map(
      manifest.map((spec) => {
        const made = new RedressFunction(this, constructName(spec.name), {
          system: config.system,
          name: spec.name,
          description: spec.does,
          council: config,
          bundler,
          environment,
          timeout: Duration.seconds(spec.timeoutSeconds),
          architecture: architectures[spec.architecture],
          memorySize: spec.memoryMB,
          reservedConcurrentExecutions: config.concurrency === 'shared' ? undefined : spec.atOnce,
          key,
          deadLetterQueue: deadLetterQueues.get(spec.name),
          gradually,
        });
        for (const right of spec.may) this.#allow(made, right);
        return [spec.name, made];
      }),
    );
  }

  /** The function with this name. Throws if the manifest does not have it. */
  of(name: FunctionName): RedressFunction {
    const built = this.#functions.get(name);
    if (!built) throw new Error(`The manifest has no function ${name}`);
    return built;
  }

  #allow(to: RedressFunction, right: Right): void {
    switch (right.do) {
      case 'use the table':
        return this.#allowTable(to, right.rows);
      case 'read lists':
        return this.#allowLists(to, right.indexes);
      case 'use files':
        return this.#allowFiles(to, right);
      case 'erase files':
        return this.#allowErasing(to, right.below);
      case 'lock files':
        return this.#allowLocking(to, right.below);
      case 'send letters':
        return this.#allowLetters(to, right.copies);
      case 'keep reports':
        return this.#allowReports(to);
      case 'start executions':
        return this.#allowMachines(to, ['states:StartExecution']);
      case 'complete tasks':
        return this.#allowMachines(to, ['states:SendTaskSuccess']);
      case 'ask for waiting tasks':
        return this.#allowMachines(to, ['states:SendTaskHeartbeat']);
      case 'describe machines':
        return this.#allowMachines(to, ['states:DescribeStateMachine']);
      case 'describe executions':
        return this.#allowDescribingExecutions(to);
    }
  }

  #machineArn(stateMachine: string): string {
    return this.#stack.formatArn({
      service: 'states',
      resource: 'stateMachine',
      resourceName: machineName(this.#props.config.system, stateMachine),
      arnFormat: ArnFormat.COLON_RESOURCE_NAME,
    });
  }

  /** Lets a function query these indexes. */
  #allowLists(to: RedressFunction, indexes: readonly string[]): void {
    const { table } = this.#props.data;
    to.allow(
      ['dynamodb:Query'],
      indexes.map((index) => `${table.tableArn}/index/${index}`),
    );
  }

  /** Lets a function do these things with rows whose partition keys are listed: a statement for each list. */
  #allowTable(to: RedressFunction, rows: TableRights): void {
    const { table, key } = this.#props.data;
    const lists = Map.groupBy(Object.entries(rows), ([, partitions]) => partitions.toSorted().join());
    for (const actions of lists.values())
      to.allow(
        actions.map(([action]) => `dynamodb:${action}`),
        [table.tableArn],
        {
          'ForAllValues:StringLike': {
            'dynamodb:LeadingKeys': (actions[0]?.[1] ?? []).map((begin) =>
              begin.endsWith('#') ? `${begin}*` : begin,
            ),
          },
        },
      );
    // The uses of a table's key that DynamoDB makes on behalf of its caller (DynamoDB Developer Guide, "Encryption at
    // rest").
    const uses = [
      'kms:Decrypt',
      'kms:DescribeKey',
      'kms:Encrypt',
      'kms:ReEncryptFrom',
      'kms:ReEncryptTo',
      'kms:GenerateDataKey',
    ];
    to.allow(uses, [key.keyArn], by(serviceOf(this, 'dynamodb')));
  }

  /** Files below these prefixes. Without ListBucket, S3 would answer "access denied" for a missing file. */
  #allowFiles(
    to: RedressFunction,
    { read = [], write = [] }: { read?: readonly string[]; write?: readonly string[] },
  ): void {
    const below = (prefixes: readonly string[]) => prefixes.map((prefix) => `${this.#filesArn}/${prefix}*`);
    if (read.length > 0) {
      to.allow(['s3:ListBucket'], [this.#filesArn]);
      to.allow(['s3:GetObject'], below(read));
      // What the scan found is a tag of the file.
      const scanned = read.filter((prefix) => scannedFiles.some((folder) => folder === prefix));
      if (this.#props.config.malwareScan === 'guardduty' && scanned.length > 0)
        to.allow(['s3:GetObjectTagging'], below(scanned));
    }
    if (write.length > 0) to.allow(['s3:PutObject'], below(write));
    to.allow(
      ['kms:Decrypt', ...(write.length > 0 ? ['kms:GenerateDataKey'] : [])],
      [this.#props.data.key.keyArn],
      by(serviceOf(this, 's3')),
    );
    to.acceptWildcards(
      [...new Set([...read, ...write])].map(
        (prefix) => `${filesArnExport(this.#props.config.system)}/${prefix}*`,
      ),
      'File names depend on the case, so the right covers the whole folder.',
    );
  }

  /** Lets a function store reports, and erase those that may no longer be public. */
  #allowReports(to: RedressFunction): void {
    this.#allowFiles(to, { read: ['reports/'], write: ['reports/'] });
    to.allow(['s3:ListBucketVersions'], [this.#filesArn]);
    to.allow(['s3:DeleteObject', 's3:DeleteObjectVersion'], [`${this.#filesArn}/reports/*`]);
  }

  /** Lets a function erase files with all their versions, but not read them. */
  #allowErasing(to: RedressFunction, prefixes: readonly string[]): void {
    to.allow(['s3:ListBucketVersions'], [this.#filesArn]);
    to.allow(
      ['s3:DeleteObject', 's3:DeleteObjectVersion'],
      prefixes.map((prefix) => `${this.#filesArn}/${prefix}*`),
    );
    to.acceptWildcards(
      prefixes.map((prefix) => `${filesArnExport(this.#props.config.system)}/${prefix}*`),
      'File names depend on the case, so the right covers the whole folder.',
    );
  }

  /** Lets a function store files under Object Lock, and read and list them. */
  #allowLocking(to: RedressFunction, prefix: string): void {
    this.#allowFiles(to, { read: [prefix], write: [prefix] });
    to.allow(['s3:ListBucketVersions'], [this.#filesArn]);
    to.allow(['s3:PutObjectRetention'], [`${this.#filesArn}/${prefix}*`]);
  }

  /**
   * Lets a function send letters with their enclosures from the council's address, and store a copy of each below
   * `copies`.
   */
  #allowLetters(to: RedressFunction, copies: 'letters/' | 'digests/'): void {
    const { data, letters, config } = this.#props;
    const set = this.#stack.formatArn({
      service: 'ses',
      resource: 'configuration-set',
      resourceName: letters.configurationSetName,
    });
    to.allow(['ses:SendRawEmail'], [data.sender.emailIdentityArn, set], {
      StringEquals: { 'ses:FromAddress': config.council.sender.address },
    });
    const enclosed = copies === 'letters/' ? ['documents/', copies] : [];
    this.#allowFiles(to, { read: enclosed, write: [copies] });
  }

  /** Rights on every state machine of this system, also on those of versions that were withdrawn since. */
  #allowMachines(to: RedressFunction, actions: string[]): void {
    to.allow(actions, [this.#machineArn('*')]);
    to.acceptWildcards([this.#named('stateMachine', '*')], ours);
    // Step Functions encrypts its input on behalf of its caller.
    to.allow(['kms:Decrypt', 'kms:GenerateDataKey'], [this.#props.key.keyArn], by(serviceOf(this, 'states')));
  }

  /** Lets a function ask whether executions are still running. */
  #allowDescribingExecutions(to: RedressFunction): void {
    to.allow(
      ['states:DescribeExecution'],
      [
        this.#stack.formatArn({
          service: 'states',
          resource: 'execution',
          resourceName: `${machineName(this.#props.config.system, '*')}:*`,
          arnFormat: ArnFormat.COLON_RESOURCE_NAME,
        }),
      ],
    );
    to.acceptWildcards([this.#named('execution', '*:*')], ours);
  }

  /** The form in which cdk-nag writes an ARN whose account is not known yet. */
  #named(resource: 'stateMachine' | 'execution', name: string): string {
    const { system, account = '<AWS::AccountId>' } = this.#props.config;
    return `arn:<AWS::Partition>:states:${this.#stack.region}:${account}:${resource}:${machineName(system, name)}`;
  }
}

const ours =
  'Every state machine whose name begins with that of the environment is of this system. Those of withdrawn versions are kept for their cases, and a policy that lists each would grow with every version.';
