import * as z from 'zod';
import { ofType, referredTo, type Resource, type synthesise } from './assembly.ts';
import { Statement, type Request } from './iam.ts';

type Assembly = ReturnType<typeof synthesise>;

const account = '111122223333';
const pseudo: Record<string, string> = {
  'AWS::Partition': 'aws',
  'AWS::Region': 'eu-west-2',
  'AWS::AccountId': account,
};
const Outputs = z.object({
  Outputs: z.record(
    z.string(),
    z.object({ Value: z.unknown(), Export: z.object({ Name: z.unknown() }).optional() }),
  ),
});
const Intrinsic = z.union([
  z.strictObject({ Ref: z.string() }),
  z.strictObject({ 'Fn::GetAtt': z.tuple([z.string(), z.string()]) }),
  z.strictObject({ 'Fn::Join': z.tuple([z.string(), z.array(z.unknown())]) }),
  z.strictObject({ 'Fn::ImportValue': z.string() }),
]);

/** The values of templates as texts: a resource is `<stack>/<logical id>`, and its ARN `arn:<stack>/<logical id>`. */
function resolverOf(assembly: Assembly) {
  const exported = new Map(
    Object.values(Outputs.parse(JSON.parse(assembly.text('data'))).Outputs).flatMap(({ Value, Export }) =>
      Export === undefined ? [] : [[Export.Name, Value] as const],
    ),
  );
  return function resolved(stack: string, value: unknown): unknown {
    if (Array.isArray(value)) return value.map((each) => resolved(stack, each));
    if (typeof value !== 'object' || value === null) return value;
    const { data } = Intrinsic.safeParse(value);
    if (data === undefined)
      return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, resolved(stack, each)]));
    if ('Ref' in data) return pseudo[data.Ref] ?? `${stack}/${data.Ref}`;
    if ('Fn::GetAtt' in data) return `arn:${stack}/${data['Fn::GetAtt'][0]}`;
    if ('Fn::Join' in data) {
      const [separator, parts] = data['Fn::Join'];
      return parts.map((part) => String(resolved(stack, part))).join(separator);
    }
    const name = data['Fn::ImportValue'];
    if (!exported.has(name)) throw new Error(`no export ${name}`);
    return resolved('data', exported.get(name));
  };
}

const Function = z.object({
  FunctionName: z.string(),
  Environment: z.object({ Variables: z.record(z.string(), z.string()) }),
  DeadLetterConfig: z.object({ TargetArn: z.string() }).optional(),
  LoggingConfig: z.object({ LogGroup: z.string() }),
});

/** The functions of an assembly, each with what it is allowed, and the requests that its calls are to IAM. */
export function policiesIn(assembly: Assembly) {
  const resolve = resolverOf(assembly);
  const policies = [
    ...ofType(assembly.complaints, 'AWS::IAM::Policy'),
    ...ofType(assembly.complaints, 'AWS::IAM::ManagedPolicy'),
  ];
  const ofRole = (role: string) =>
    policies.filter(({ Properties: { Roles } }) =>
      z
        .array(z.unknown())
        .parse(Roles)
        .some((one) => referredTo(one) === role),
    );
  const [table, files, dataKey] = ['DynamoDB::GlobalTable', 'S3::Bucket', 'KMS::Key'].map((type) => {
    const [first] = ofType(assembly.data, `AWS::${type}`).filter(({ id }) => !id.startsWith('Access'));
    return `arn:data/${first?.id}`;
  });
  const workKey = `arn:complaints/${ofType(assembly.complaints, 'AWS::KMS::Key')[0]?.id}`;
  const via = (service: string) => ({ 'kms:ViaService': `${service}.eu-west-2.amazonaws.com` });
  const kms = (actions: string[], key: string | undefined, service: string): Request[] =>
    actions.map((action) => ({ action: `kms:${action}`, resource: key ?? '', context: via(service) }));
  const states = `arn:aws:states:eu-west-2:${account}`;

  /** The requests of one call (calls-seen.json), with those that the service makes in the name of its caller. */
  function requestsOf(call: string): Request[] {
    const [action = '', on = '', index = ''] = call.split(' ');
    const [service] = action.split(':');
    switch (service) {
      case 'dynamodb':
        return [
          on === 'index'
            ? { action, resource: `${table}/index/${index}` }
            : {
                action,
                resource: table ?? '',
                context: { 'dynamodb:LeadingKeys': [on.endsWith('#') ? `${on}1` : on] },
              },
          // DynamoDB Developer Guide, "Encryption at rest".
          ...kms(
            ['Decrypt', 'DescribeKey', 'Encrypt', 'ReEncryptFrom', 'ReEncryptTo', 'GenerateDataKey'],
            dataKey,
            'dynamodb',
          ),
        ];
      case 's3':
        return [
          { action, resource: on === '' ? (files ?? '') : `${files}/${on}a` },
          ...(action === 's3:GetObject' ? kms(['Decrypt'], dataKey, 's3') : []),
          ...(action === 's3:PutObject' ? kms(['Decrypt', 'GenerateDataKey'], dataKey, 's3') : []),
        ];
      case 'ses': {
        const context = { 'ses:FromAddress': 'complaints@council.example' };
        const [sender] = ofType(assembly.data, 'AWS::SES::EmailIdentity');
        const [set] = ofType(assembly.complaints, 'AWS::SES::ConfigurationSet');
        const ses = `arn:aws:ses:eu-west-2:${account}`;
        return [`${ses}:identity/data/${sender?.id}`, `${ses}:configuration-set/complaints/${set?.id}`].map(
          (resource) => ({ action, resource, context }),
        );
      }
      case 'states':
        return [
          {
            action,
            resource:
              on === 'execution'
                ? `${states}:execution:redress-test-a:b`
                : `${states}:stateMachine:redress-test-a`,
          },
          ...kms(['Decrypt', 'GenerateDataKey'], workKey, 'states'),
        ];
      default:
        throw new Error(`unknown call ${call}`);
    }
  }

  return ofType(assembly.complaints, 'AWS::Lambda::Function').map((made: Resource) => {
    const {
      FunctionName: name,
      DeadLetterConfig,
      LoggingConfig,
    } = Function.parse(resolve('complaints', made.Properties));
    const statements = ofRole(referredTo(made.Properties['Role']) ?? '').flatMap(
      ({ Properties }) =>
        z
          .object({ Statement: z.array(Statement) })
          .parse(
            z
              .looseObject({})
              .parse(resolve('complaints', z.looseObject({}).parse(Properties['PolicyDocument']))),
          ).Statement,
    );
    const aliases = ofType(assembly.complaints, 'AWS::Lambda::Alias').filter(
      ({ Properties }) => referredTo(Properties['FunctionName']) === made.id,
    );
    const queues = ofType(assembly.complaints, 'AWS::Lambda::EventSourceMapping')
      .filter(({ Properties }) =>
        aliases.some(({ id }) => JSON.stringify(Properties['FunctionName']).includes(`"${id}"`)),
      )
      .map(({ Properties }) => String(resolve('complaints', Properties['EventSourceArn'])));
    /** What Lambda does in the name of the function. */
    const byLambda: Request[] = [
      ...['CreateLogStream', 'PutLogEvents'].map((action) => ({
        action: `logs:${action}`,
        resource: `arn:${LoggingConfig.LogGroup}`,
      })),
      ...['PutTraceSegments', 'PutTelemetryRecords'].map((action) => ({
        action: `xray:${action}`,
        resource: '*',
      })),
      ...(DeadLetterConfig
        ? [
            { action: 'sqs:SendMessage', resource: DeadLetterConfig.TargetArn },
            ...kms(['Decrypt', 'GenerateDataKey'], workKey, 'sqs'),
          ]
        : []),
      ...queues.flatMap((resource) => [
        ...[
          'ReceiveMessage',
          'ChangeMessageVisibility',
          'GetQueueUrl',
          'DeleteMessage',
          'GetQueueAttributes',
        ].map((action) => ({ action: `sqs:${action}`, resource })),
        { action: 'kms:Decrypt', resource: workKey },
      ]),
    ];
    return { name: name.replace('redress-test-', ''), statements, byLambda, requestsOf };
  });
}
