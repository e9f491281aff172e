import { ArnFormat, Duration, Stack } from 'aws-cdk-lib';
import type { Key } from 'aws-cdk-lib/aws-kms';
import { Architecture } from 'aws-cdk-lib/aws-lambda';
import type { ConfigurationSet } from 'aws-cdk-lib/aws-ses';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import type { tableIndexes } from '../../functions/adapters/table.ts';
import { procedures } from '../../workflows/procedures/index.ts';
import type { Config } from '../config.ts';
import { filesArn, mailPrefix, type DataStack } from '../stacks/data.ts';
import type { Alarms } from './alarms.ts';
import { machineName } from './procedure-machine.ts';
import { RedressFunction, serviceOf } from './redress-function.ts';

/** Shorter than the two minutes after which a letter that is being sent counts as abandoned (functions/send-letter). */
export const sendingTimeout = Duration.seconds(100);
const answerTimeout = Duration.seconds(29);

export interface RedressFunctionsProps {
  config: Config;
  data: DataStack;
  /** Encrypts logs, queues and executions. */
  key: Key;
  alarms: Alarms;
  letters: ConfigurationSet;
  /** Where the functions that are called and not waited for fail into. */
  notRepaired: IQueue;
  notRefreshed: IQueue;
  notDigested: IQueue;
  notReviewed: IQueue;
  notReported: IQueue;
  notPrinted: IQueue;
}

/** The Lambdas, and what each of them may do. */
export class RedressFunctions extends Construct {
  readonly api: RedressFunction;
  readonly pages: RedressFunction;
  readonly receiveMail: RedressFunction;
  readonly receiveDeliveryEvent: RedressFunction;
  readonly planStep: RedressFunction;
  readonly awaitDecision: RedressFunction;
  readonly sendLetter: RedressFunction;
  readonly startProcedure: RedressFunction;
  readonly continueRun: RedressFunction;
  readonly closeCase: RedressFunction;
  readonly repairCases: RedressFunction;
  readonly refreshBankHolidays: RedressFunction;
  readonly sendDigests: RedressFunction;
  readonly reviewRetention: RedressFunction;
  readonly eraseCase: RedressFunction;
  readonly makeReports: RedressFunction;
  readonly printReport: RedressFunction;
  readonly #props: RedressFunctionsProps;
  readonly #stack: Stack;

  constructor(scope: Construct, id: string, props: RedressFunctionsProps) {
    super(scope, id);
    this.#props = props;
    this.#stack = Stack.of(this);
    const { config, data, key, alarms, letters, notRepaired, notRefreshed, notDigested, notReviewed } = props;
    // Put together from names: the machines name the functions, so the functions cannot name the machines by reference.
    const machines = Object.fromEntries(
      procedures.all.map((procedure) => [procedure.stateMachine, this.#machineArn(procedure.stateMachine)]),
    );
    const common = {
      council: config.council,
      key,
      alarms,
      environment: {
        TABLE_NAME: data.table.tableName,
        BUCKET_NAME: data.files.bucketName,
        CONFIGURATION_SET: letters.configurationSetName,
        STATE_MACHINES: this.#stack.toJsonString(machines),
      },
    };
    const soon = { ...common, timeout: answerTimeout };
    const sending = { ...common, timeout: sendingTimeout };
    this.api = new RedressFunction(this, 'Api', { ...soon, name: 'api', what: 'Answers the API' });
    this.pages = new RedressFunction(this, 'Pages', { ...soon, name: 'pages', what: 'Shows the pages' });
    this.receiveMail = new RedressFunction(this, 'ReceiveMail', {
      ...sending,
      name: 'receive-mail',
      what: 'Makes a case of a mail, or puts it on the case it answers',
    });
    this.receiveDeliveryEvent = new RedressFunction(this, 'ReceiveDeliveryEvent', {
      ...sending,
      name: 'receive-delivery-event',
      what: 'Takes in what became of a letter, and has its reader contacted another way',
    });
    this.planStep = new RedressFunction(this, 'PlanStep', {
      ...sending,
      name: 'plan-step',
      what: 'Opens a step and does what has fallen due',
    });
    this.awaitDecision = new RedressFunction(this, 'AwaitDecision', {
      ...soon,
      name: 'await-decision',
      what: 'Keeps the token of a waiting step',
    });
    this.sendLetter = new RedressFunction(this, 'SendLetter', {
      ...sending,
      name: 'send-letter',
      what: 'Sends the letters of a decision',
    });
    this.startProcedure = new RedressFunction(this, 'StartProcedure', {
      ...soon,
      name: 'start-procedure',
      what: 'Starts the procedure that was chosen',
    });
    this.continueRun = new RedressFunction(this, 'ContinueRun', {
      ...soon,
      name: 'continue-run',
      what: 'Hands a case over to a new execution before the old one is a year old',
    });
    this.closeCase = new RedressFunction(this, 'CloseCase', {
      ...soon,
      name: 'close-case',
      what: 'Closes a case',
    });
    this.repairCases = new RedressFunction(this, 'RepairCases', {
      ...sending,
      name: 'repair-cases',
      what: 'Keeps promises that were left',
      deadLetterQueue: notRepaired,
    });
    this.refreshBankHolidays = new RedressFunction(this, 'RefreshBankHolidays', {
      ...sending,
      name: 'refresh-bank-holidays',
      what: 'Takes new bank holidays from GOV.UK and moves the deadlines they fall into',
      deadLetterQueue: notRefreshed,
    });
    this.sendDigests = new RedressFunction(this, 'SendDigests', {
      ...sending,
      name: 'send-digests',
      what: 'Sends each person the digest of the day',
      deadLetterQueue: notDigested,
    });
    this.reviewRetention = new RedressFunction(this, 'ReviewRetention', {
      ...sending,
      name: 'review-retention',
      what: 'Begins the review of cases whose time is over',
      deadLetterQueue: notReviewed,
    });
    this.eraseCase = new RedressFunction(this, 'EraseCase', {
      ...sending,
      name: 'erase-case',
      what: 'Erases a case and leaves the proof',
    });

    this.makeReports = new RedressFunction(this, 'MakeReports', {
      ...common,
      timeout: Duration.minutes(10),
      name: 'make-reports',
      what: 'Makes the reports of the quarter and the year that have ended',
      deadLetterQueue: props.notReported,
    });
    this.printReport = new RedressFunction(this, 'PrintReport', {
      ...common,
      // The Chromium in npm is built for this processor; for arm64 its makers ask one to deploy files of theirs by hand.
      architecture: Architecture.X86_64,
      // What they advise.
      memorySize: 1600,
      timeout: Duration.seconds(90),
      name: 'print-report',
      what: 'Prints an edition of a report as PDF',
      deadLetterQueue: props.notPrinted,
    });

    const {
      api,
      pages,
      receiveMail,
      receiveDeliveryEvent,
      planStep,
      awaitDecision,
      sendLetter,
      startProcedure,
      continueRun,
      closeCase,
      repairCases,
    } = this;
    for (const each of [
      api,
      pages,
      receiveMail,
      receiveDeliveryEvent,
      planStep,
      awaitDecision,
      sendLetter,
      startProcedure,
      continueRun,
      closeCase,
      repairCases,
    ])
      this.#allowCases(each);
    // The pages are another way to the same operations.
    const answering = [api, pages];
    for (const each of answering) {
      this.#allowLists(each, [
        'tasks-by-due',
        'tasks-by-assignee',
        'cases-by-status',
        'held-mail-by-status',
        'persons-by-contact',
        'erasures-by-status',
      ]);
      this.#allowFiles(each, {
        // What came with a mail opens on the page of its case; the API tells of it, and does not hand it out.
        read: [mailPrefix, 'letters/', 'documents/', ...(each === pages ? ['attachments/'] : [])],
        write: ['attachments/', 'documents/'],
      });
    }
    // A draft is written only while its case stands as it was seen.
    this.#allowTable(pages, ['dynamodb:ConditionCheckItem']);
    this.#allowLists(repairCases, ['pending-by-time', 'tasks-by-due', 'cases-by-status']);
    for (const each of [...answering, receiveMail, receiveDeliveryEvent, planStep, sendLetter, repairCases])
      this.#allowLetters(each);
    for (const each of [
      ...answering,
      receiveMail,
      receiveDeliveryEvent,
      startProcedure,
      continueRun,
      repairCases,
    ])
      this.#allowStarting(each);
    for (const each of [...answering, awaitDecision, repairCases]) this.#allowTelling(each);
    this.#allowLookingAfter(repairCases);
    // It reads every case and the counts of equality answers, and changes none; the one row it may add is the key of its rows.
    this.#allowTable(this.makeReports, ['dynamodb:GetItem', 'dynamodb:Query', 'dynamodb:PutItem']);
    this.#allowLists(this.makeReports, ['cases-by-status', 'erasures-by-status']);
    for (const each of [...answering, this.makeReports, this.printReport]) this.#allowReports(each);

    this.#allowFiles(receiveMail, { read: [mailPrefix], write: ['attachments/'] });
    this.#allowCases(this.refreshBankHolidays);
    this.#allowLists(this.refreshBankHolidays, ['tasks-by-due']);
    this.#allowLetters(this.refreshBankHolidays);
    // The calendar, and the claims of the digests that go or are given back: no case is changed.
    this.#allowTable(this.sendDigests, ['dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:DeleteItem']);
    this.#allowLists(this.sendDigests, ['tasks-by-due', 'flags-by-review']);
    this.#allowLetters(this.sendDigests, 'digests/');
    for (const each of [this.reviewRetention, this.eraseCase]) {
      this.#allowCases(each);
      this.#allowErasing(each);
    }
    this.#allowLists(this.reviewRetention, [
      'retention-by-day',
      'erasures-by-status',
      'names-by-case',
      'held-mail-by-status',
    ]);
    // Mail of which nothing is known is read once more and held.
    this.#allowFiles(this.reviewRetention, { read: [mailPrefix] });
    this.#allowLists(this.eraseCase, ['names-by-case']);
    this.#allowStarting(this.reviewRetention);
  }

  #machineArn(stateMachine: string): string {
    return this.#stack.formatArn({
      service: 'states',
      resource: 'stateMachine',
      resourceName: machineName(stateMachine),
      arnFormat: ArnFormat.COLON_RESOURCE_NAME,
    });
  }

  /** Reads and changes single cases. */
  #allowCases(to: RedressFunction): void {
    this.#allowTable(to, [
      'dynamodb:GetItem',
      'dynamodb:Query',
      'dynamodb:PutItem',
      'dynamodb:UpdateItem',
      'dynamodb:DeleteItem',
    ]);
  }

  /** Reads the lists that stand in these indexes, and the rows they name. */
  #allowLists(to: RedressFunction, indexes: (typeof tableIndexes)[number]['name'][]): void {
    const { table } = this.#props.data;
    to.allow(['dynamodb:BatchGetItem'], [table.tableArn]);
    to.allow(
      ['dynamodb:Query'],
      indexes.map((index) => `${table.tableArn}/index/${index}`),
    );
  }

  #allowTable(to: RedressFunction, actions: string[]): void {
    const { table, key } = this.#props.data;
    to.allow(actions, [table.tableArn]);
    // The uses of a table's key that DynamoDB makes in the name of its caller (DynamoDB Developer Guide, "Encryption at rest").
    const uses = [
      'kms:Decrypt',
      'kms:DescribeKey',
      'kms:Encrypt',
      'kms:ReEncryptFrom',
      'kms:ReEncryptTo',
      'kms:GenerateDataKey',
    ];
    to.allow(uses, [key.keyArn], { 'kms:ViaService': serviceOf(this, 'dynamodb') });
  }

  /** Files below these prefixes. Without ListBucket a missing file would be "access denied". */
  #allowFiles(to: RedressFunction, { read = [], write = [] }: { read?: string[]; write?: string[] }): void {
    const below = (prefixes: string[]) => prefixes.map((prefix) => `${filesArn}/${prefix}*`);
    if (read.length > 0) {
      to.allow(['s3:ListBucket'], [filesArn]);
      to.allow(['s3:GetObject'], below(read));
    }
    if (write.length > 0) to.allow(['s3:PutObject'], below(write));
    to.allow(
      ['kms:Decrypt', ...(write.length > 0 ? ['kms:GenerateDataKey'] : [])],
      [this.#props.data.key.keyArn],
      { 'kms:ViaService': serviceOf(this, 's3') },
    );
    to.acceptWildcards(
      [...new Set([...read, ...write])].map((prefix) => `redress-files-arn/${prefix}*`),
      'The names of files come with their cases: what may be touched ends with the folder.',
    );
  }

  /** Keeps reports, and takes back what may no longer stand published. */
  #allowReports(to: RedressFunction): void {
    this.#allowFiles(to, { read: ['reports/'], write: ['reports/'] });
    to.allow(['s3:ListBucketVersions'], [filesArn]);
    to.allow(['s3:DeleteObject', 's3:DeleteObjectVersion'], [`${filesArn}/reports/*`]);
  }

  /** Removes files with all their versions; it can read none of them. */
  #allowErasing(to: RedressFunction): void {
    const prefixes = [mailPrefix, 'attachments/', 'letters/', 'documents/'];
    to.allow(['s3:ListBucketVersions'], [filesArn]);
    to.allow(
      ['s3:DeleteObject', 's3:DeleteObjectVersion'],
      prefixes.map((prefix) => `${filesArn}/${prefix}*`),
    );
    to.acceptWildcards(
      prefixes.map((prefix) => `redress-files-arn/${prefix}*`),
      'The names of files come with their cases: what may be erased ends with the folder.',
    );
  }

  /** Sends letters from the council's address with their enclosures, and keeps a copy of each below `copies`. */
  #allowLetters(to: RedressFunction, copies = 'letters/'): void {
    const { data, letters, config } = this.#props;
    const set = this.#stack.formatArn({
      service: 'ses',
      resource: 'configuration-set',
      resourceName: letters.configurationSetName,
    });
    to.allow(['ses:SendRawEmail'], [data.sender.emailIdentityArn, set], {
      'ses:FromAddress': config.council.sender.address,
    });
    const enclosed = copies === 'letters/' ? ['documents/', copies] : [];
    this.#allowFiles(to, { read: enclosed, write: [copies] });
  }

  #allowStarting(to: RedressFunction): void {
    to.allow(
      ['states:StartExecution'],
      procedures.all.map(({ stateMachine }) => this.#machineArn(stateMachine)),
    );
    this.#allowExecutionData(to);
  }

  #allowTelling(to: RedressFunction): void {
    to.allow(
      ['states:SendTaskSuccess'],
      procedures.all.map(({ stateMachine }) => this.#machineArn(stateMachine)),
    );
    this.#allowExecutionData(to);
  }

  /** Asks whether executions still run. */
  #allowLookingAfter(to: RedressFunction): void {
    const executions = procedures.all.map(({ stateMachine }) =>
      this.#stack.formatArn({
        service: 'states',
        resource: 'execution',
        resourceName: `${machineName(stateMachine)}:*`,
        arnFormat: ArnFormat.COLON_RESOURCE_NAME,
      }),
    );
    to.allow(['states:DescribeExecution'], executions);
    to.acceptWildcards(
      procedures.all.map(
        ({ stateMachine }) =>
          // As cdk-nag writes an ARN whose account is not known yet.
          `arn:<AWS::Partition>:states:${this.#stack.region}:<AWS::AccountId>:execution:${machineName(stateMachine)}:*`,
      ),
      'Executions carry the names of their cases.',
    );
  }

  /** Step Functions encrypts what it is told in the name of the teller. */
  #allowExecutionData(to: RedressFunction): void {
    to.allow(['kms:Decrypt', 'kms:GenerateDataKey'], [this.#props.key.keyArn], {
      'kms:ViaService': serviceOf(this, 'states'),
    });
  }
}
