// oxlint-disable no-new -- a construct joins its scope when it is made.
import { CfnOutput, Duration, Fn, RemovalPolicy, Stack, Validations, type StackProps } from 'aws-cdk-lib';
import {
  FeaturePlan,
  Mfa,
  ProviderAttribute,
  StandardThreatProtectionMode,
  StringAttribute,
  UserPool,
  type UserPoolDomain,
  UserPoolIdentityProviderSaml,
  UserPoolIdentityProviderSamlMetadata,
} from 'aws-cdk-lib/aws-cognito';
import { AttributeType, Billing, ProjectionType, TableEncryptionV2, TableV2 } from 'aws-cdk-lib/aws-dynamodb';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import { BlockPublicAccess, Bucket, BucketEncryption, CfnBucket, ObjectOwnership } from 'aws-cdk-lib/aws-s3';
import type { IEmailIdentity } from 'aws-cdk-lib/aws-ses';
import type { Construct } from 'constructs';
import { expiryAttribute } from '../../functions/adapters/aws/dynamodb-short-lived.ts';
import { usersWithRole } from '../../functions/domain/council/council.ts';
import { tableIndexes } from '../../functions/adapters/table.ts';
import { receiptRule, type Config } from '../config.ts';
import { MalwareScan } from '../constructs/malware-scan.ts';
import { mailDomains } from '../constructs/mail-domains.ts';
import { days } from '../kept.ts';

/** Copies that belong to no case, so that no erasure finds them. */
const copies: readonly (readonly [prefix: string, days: number])[] = [
  ['digests/', days.copiesOfDigests],
  ['letters/held-mail/', days.copiesOfAlertsAboutHeldMail],
  // After its lock has ended.
  ['read-digests/', days.digestsOfReads],
];

/** The prefix under which SES stores mail in the bucket. */
export const mailPrefix = 'mail/';

/**
 * The bucket's ARN as other stacks of the environment import it, under a name of our own, so that every permission on its files
 * can be checked.
 */
export const filesArn = ({ system }: Pick<Config, 'system'>): string =>
  Fn.importValue(filesArnExport(system));
export const filesArnExport = (system: string): string => `${system}-files-arn`;

/**
 * Everything that must survive every release and every mistake: cases, files, their encryption keys, the users who can
 * sign in.
 */
export class DataStack extends Stack {
  readonly key: Key;
  readonly table: TableV2;
  readonly files: Bucket;
  readonly people: UserPool;
  readonly signIn: UserPoolDomain;
  /** The council's own sign-in, if one is configured. Then no one has a password here. */
  readonly councilSignIn: UserPoolIdentityProviderSaml | undefined;
  readonly sender: IEmailIdentity;

  constructor(scope: Construct, id: string, config: Config, props: StackProps) {
    const { name, system, signIn } = config;
    super(scope, id, { ...props, terminationProtection: true });
    this.key = new Key(this, 'Key', {
      description: `Redress (${name}): cases and files`,
      alias: `${system}-data`,
      enableKeyRotation: true,
      removalPolicy: RemovalPolicy.RETAIN,
    });
    this.table = this.#table();
    this.files = this.#files(config);
    if (config.malwareScan === 'guardduty')
      new MalwareScan(this, 'MalwareScan', { bucket: this.files, key: this.key });
    this.people = this.#people(system);
    this.signIn = this.people.addDomain('SignIn', {
      cognitoDomain: { domainPrefix: `${system}-${this.account}` },
    });
    this.councilSignIn =
      typeof signIn === 'string'
        ? undefined
        : new UserPoolIdentityProviderSaml(this, 'CouncilSignIn', {
            userPool: this.people,
            name: 'council',
            metadata: UserPoolIdentityProviderSamlMetadata.url(signIn.samlMetadata),
            attributeMapping: {
              email: ProviderAttribute.other(
                'http://schemas.xmlsoap.org/ws/2005/05/identity/claims/emailaddress',
              ),
              custom: {
                'custom:groups': ProviderAttribute.other(
                  'http://schemas.microsoft.com/ws/2008/06/identity/claims/groups',
                ),
              },
            },
          });
    this.sender = mailDomains(this, config);

    new CfnOutput(this, 'TableName', { value: this.table.tableName });
    new CfnOutput(this, 'BucketName', { value: this.files.bucketName });
    new CfnOutput(this, 'FilesArn', { value: this.files.bucketArn, exportName: filesArnExport(system) });
    new CfnOutput(this, 'UserPoolId', { value: this.people.userPoolId });
    new CfnOutput(this, 'TokenUrl', {
      value: `${this.signIn.baseUrl()}/oauth2/token`,
      description: 'The address where other systems get their bearer tokens (client credentials)',
    });
    this.#signInOutputs(config);
  }

  /** What the council's own sign-in must know about this one, and how the first administrator gets in. */
  #signInOutputs({ council, signIn }: Config): void {
    // Cognito Developer Guide, "Configuring your third-party SAML identity provider".
    if (typeof signIn === 'object') {
      new CfnOutput(this, 'SamlEntityId', {
        value: `urn:amazon:cognito:sp:${this.people.userPoolId}`,
        description: "The identifier of this system in the council's own sign-in",
      });
      new CfnOutput(this, 'SamlAcsUrl', {
        value: `${this.signIn.baseUrl()}/saml2/idpresponse`,
        description: "The reply address (assertion consumer service) for the council's own sign-in",
      });
    }
    const [administrator] = usersWithRole(council, 'administrator');
    if (administrator === undefined) return;
    const { email } = administrator;
    new CfnOutput(this, 'FirstAdministrator', {
      value:
        typeof signIn === 'object'
          ? email
          : `aws cognito-idp admin-create-user --region ${this.region} --user-pool-id ${this.people.userPoolId} --username ${email} --user-attributes Name=email,Value=${email} Name=email_verified,Value=true`,
      description:
        typeof signIn === 'object'
          ? "Signs in with the council's own sign-in, and gives the others their roles at /admin"
          : 'Run this once: it sends a first password. The administrator gives the others their roles at /admin; each needs an account like it.',
    });
  }

  #table(): TableV2 {
    const string = (name: string) => ({ name, type: AttributeType.STRING });
    return new TableV2(this, 'Cases', {
      partitionKey: string('pk'),
      sortKey: string('sk'),
      globalSecondaryIndexes: tableIndexes.map(({ name, partitionKey, sortKey }) => ({
        indexName: name,
        partitionKey: string(partitionKey),
        sortKey: string(sortKey),
        projectionType: ProjectionType.KEYS_ONLY,
      })),
      timeToLiveAttribute: expiryAttribute,
      billing: Billing.onDemand(),
      encryption: TableEncryptionV2.customerManagedKey(this.key),
      pointInTimeRecoverySpecification: {
        pointInTimeRecoveryEnabled: true,
        recoveryPeriodInDays: days.tableHistory,
      },
      deletionProtection: true,
      removalPolicy: RemovalPolicy.RETAIN,
    });
  }

  #files(config: Config): Bucket {
    const { ruleSet, rule } = receiptRule(config);
    const kept = {
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
      enforceSSL: true,
      minimumTLSVersion: 1.2,
      removalPolicy: RemovalPolicy.RETAIN,
    };
    const accessLog = new Bucket(this, 'AccessLog', {
      ...kept,
      // S3 cannot write its access log with a customer's key.
      encryption: BucketEncryption.S3_MANAGED,
      lifecycleRules: [
        {
          id: 'a-year',
          expiration: Duration.days(days.accessLogOfFiles),
          abortIncompleteMultipartUploadAfter: Duration.days(days.interruptedUploads),
        },
      ],
    });
    Validations.of(accessLog).acknowledge({
      id: 'AwsSolutions-S1',
      reason: 'This is the bucket of the access log itself: logging its own writes would never end.',
    });
    Validations.of(accessLog).acknowledge(
      {
        id: 'NIST.800.53.R5-S3DefaultEncryptionKMS',
        reason:
          'S3 cannot write its access log into a bucket with a customer\'s key (S3 User Guide, "Enabling server access logging").',
      },
      {
        id: 'NIST.800.53.R5-S3BucketVersioningEnabled',
        reason: 'S3 writes each file of the log once, and no one may change one. They end after a year.',
      },
      {
        id: 'NIST.800.53.R5-S3BucketReplicationEnabled',
        reason: 'Who asked for files is not needed elsewhere.',
      },
    );
    const files = new Bucket(this, 'Files', {
      ...kept,
      encryption: BucketEncryption.KMS,
      encryptionKey: this.key,
      bucketKeyEnabled: true,
      versioned: true,
      // For the digests of what was read alone, which are stored with a date. There is no default: everything else can be erased.
      objectLockEnabled: true,
      lifecycleRules: [
        {
          // An erased file is gone for good a month later: the end of retention means erasure, including old versions.
          id: 'erased-files',
          noncurrentVersionExpiration: Duration.days(days.replacedFiles),
          expiredObjectDeleteMarker: true,
          abortIncompleteMultipartUploadAfter: Duration.days(days.interruptedUploads),
        },
        {
          // What was uploaded and not taken into a case is erased each day by review-retention; this is for days it does not run.
          id: 'uploads-not-taken',
          prefix: 'uploads/',
          expiration: Duration.days(days.uploadsNotTaken),
          noncurrentVersionExpiration: Duration.days(1),
        },
        ...copies.map(([prefix, count]) => ({
          id: prefix.replaceAll('/', ' ').trim().replaceAll(' ', '-'),
          prefix,
          expiration: Duration.days(count),
          noncurrentVersionExpiration: Duration.days(1),
        })),
        // Drawn again for whoever looks again.
        ...['previews/', 'wanted-previews/'].map((prefix) => ({
          id: `${prefix.replace('/', '')}-of-before`,
          prefix,
          expiration: Duration.days(days.previews),
          noncurrentVersionExpiration: Duration.days(1),
        })),
      ],
    });
    // Written by hand, as for bucket owners without access lists: S3's log delivery gets its permission from the policy
    // of the log's bucket.
    const [bucket] = [files.node.defaultChild].filter((child) => child instanceof CfnBucket);
    if (bucket) {
      bucket.loggingConfiguration = { destinationBucketName: accessLog.bucketName, logFilePrefix: 'files/' };
      // Also by hand: for `eventBridgeEnabled` the CDK would deploy a function of its own with an AWS-managed role.
      bucket.notificationConfiguration = { eventBridgeConfiguration: { eventBridgeEnabled: true } };
    }
    accessLog.addToResourcePolicy(
      new PolicyStatement({
        principals: [new ServicePrincipal('logging.s3.amazonaws.com')],
        actions: ['s3:PutObject'],
        resources: [accessLog.arnForObjects('files/*')],
        conditions: {
          StringEquals: { 'aws:SourceAccount': this.account },
          ArnLike: { 'aws:SourceArn': files.bucketArn },
        },
      }),
    );
    Validations.of(files).acknowledge({
      id: 'NIST.800.53.R5-S3BucketReplicationEnabled',
      reason:
        'Files are kept with their versions in one region. The loss of a whole region is not provided for: operating.md says so.',
    });
    const fromOurRule = {
      StringEquals: { 'aws:SourceAccount': this.account },
      ArnLike: {
        'aws:SourceArn': this.formatArn({
          service: 'ses',
          resource: 'receipt-rule-set',
          resourceName: `${ruleSet}:receipt-rule/${rule}`,
        }),
      },
    };
    const ses = new ServicePrincipal('ses.amazonaws.com');
    files.addToResourcePolicy(
      new PolicyStatement({
        principals: [ses],
        actions: ['s3:PutObject'],
        resources: [files.arnForObjects(`${mailPrefix}*`)],
        conditions: fromOurRule,
      }),
    );
    this.key.addToResourcePolicy(
      new PolicyStatement({
        principals: [ses],
        actions: ['kms:Decrypt', 'kms:GenerateDataKey'],
        resources: ['*'],
        conditions: fromOurRule,
      }),
    );
    return files;
  }

  #people(userPoolName: string): UserPool {
    const people = new UserPool(this, 'People', {
      userPoolName,
      selfSignUpEnabled: false,
      signInAliases: { email: true },
      signInCaseSensitive: false,
      autoVerify: { email: true },
      // From the council's own sign-in, if it sends them (decision 0016).
      customAttributes: { groups: new StringAttribute({ mutable: true }) },
      // A user who changes their address keeps the old one until the new one is verified, because the address
      // identifies the user.
      keepOriginal: { email: true },
      mfa: Mfa.REQUIRED,
      mfaSecondFactor: { otp: true, sms: false },
      // Long, and of any composition (ASVS 6.2.1 and 6.2.5).
      passwordPolicy: {
        minLength: 15,
        requireDigits: false,
        requireLowercase: false,
        requireUppercase: false,
        requireSymbols: false,
      },
      featurePlan: FeaturePlan.PLUS,
      standardThreatProtectionMode: StandardThreatProtectionMode.FULL_FUNCTION,
      deletionProtection: true,
      removalPolicy: RemovalPolicy.RETAIN,
    });
    Validations.of(people).acknowledge({
      id: 'AwsSolutions-COG1',
      reason:
        'Rules of composition make passwords worse (NIST SP 800-63B-4, 3.1.1.2): length counts, with a second factor.',
    });
    return people;
  }
}
