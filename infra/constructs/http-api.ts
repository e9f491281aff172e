// oxlint-disable no-new -- a construct takes its place by being made.
import { RemovalPolicy, Stack, Validations } from 'aws-cdk-lib';
import { AccessLogFormat } from 'aws-cdk-lib/aws-apigateway';
import { HttpApi, HttpMethod, HttpStage, LogGroupLogDestination } from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpUserPoolAuthorizer } from 'aws-cdk-lib/aws-apigatewayv2-authorizers';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import {
  OAuthScope,
  UserPoolClient,
  UserPoolClientIdentityProvider,
  type UserPoolIdentityProviderSaml,
  UserPoolResourceServer,
  type IUserPool,
  type IUserPoolClient,
} from 'aws-cdk-lib/aws-cognito';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { scopePrefix } from '../../functions/api/signed-in-user.ts';
import { Role } from '../../workflows/procedures/roles.ts';
import type { Config } from '../config.ts';

export interface RedressApiProps {
  handler: IFunction;
  people: IUserPool;
  councilSignIn: UserPoolIdentityProviderSaml | undefined;
  services: Config['services'];
  pages: string;
  key: IKey;
}

/** The API behind the council's sign-in. Only its description and the sign of life are there for everybody. */
export class RedressApi extends Construct {
  readonly api: HttpApi;
  readonly clients: { name: string; client: IUserPoolClient }[];

  constructor(
    scope: Construct,
    id: string,
    { handler, people, councilSignIn, services, pages, key }: RedressApiProps,
  ) {
    super(scope, id);
    this.clients = [
      this.#peopleClient(people, councilSignIn, pages),
      ...this.#serviceClients(people, services),
    ];
    this.api = new HttpApi(this, 'Api', { apiName: 'redress', createDefaultStage: false });
    const integration = new HttpLambdaIntegration('Handler', handler);
    const authorizer = new HttpUserPoolAuthorizer('SignedIn', people, {
      userPoolClients: this.clients.map(({ client }) => client),
    });
    this.api.addRoutes({ path: '/api/v1/{proxy+}', methods: [HttpMethod.ANY], integration, authorizer });
    const open = ['/healthz', '/api/v1/openapi.json'].flatMap((path) =>
      this.api.addRoutes({ path, methods: [HttpMethod.GET], integration }),
    );
    for (const route of open) {
      Validations.of(route).acknowledge({
        id: 'AwsSolutions-APIG4',
        reason: 'Says that the system answers, or what the API is like, and nothing of any case.',
      });
    }
    new HttpStage(this, 'Stage', {
      httpApi: this.api,
      stageName: '$default',
      autoDeploy: true,
      throttle: { rateLimit: 50, burstLimit: 100 },
      accessLogSettings: {
        destination: new LogGroupLogDestination(
          new LogGroup(this, 'AccessLog', {
            logGroupName: '/aws/vendedlogs/http-api/redress',
            retention: RetentionDays.ONE_YEAR,
            encryptionKey: key,
            removalPolicy: RemovalPolicy.DESTROY,
          }),
        ),
        // Neither the address nor the name of who asked (DESIGN rule 7).
        format: AccessLogFormat.custom(
          JSON.stringify({
            requestId: '$context.requestId',
            requestTime: '$context.requestTime',
            routeKey: '$context.routeKey',
            status: '$context.status',
            latency: '$context.responseLatency',
            error: '$context.error.messageString',
            authorizerError: '$context.authorizer.error',
          }),
        ),
      },
    });
  }

  /** For people, who sign in by the code flow with PKCE; the pages keep no secret. */
  #peopleClient(people: IUserPool, councilSignIn: UserPoolIdentityProviderSaml | undefined, pages: string) {
    const client = new UserPoolClient(this, 'People', {
      userPool: people,
      generateSecret: false,
      oAuth: {
        flows: { authorizationCodeGrant: true },
        // No scope by which a token could change the address that says who somebody is.
        scopes: [OAuthScope.OPENID, OAuthScope.EMAIL],
        callbackUrls: [new URL('/sign-in/callback', pages).href],
        logoutUrls: [new URL('/', pages).href],
      },
      supportedIdentityProviders: [
        councilSignIn
          ? UserPoolClientIdentityProvider.custom(councilSignIn.providerName)
          : UserPoolClientIdentityProvider.COGNITO,
      ],
      preventUserExistenceErrors: true,
      enableTokenRevocation: true,
    });
    return { name: 'People', client };
  }

  /** For other systems: each may ask for the scopes of its roles. Their secrets stand in Cognito alone. */
  #serviceClients(people: IUserPool, services: Config['services']) {
    if (services.length === 0) return [];
    const scopes = Role.options.map((role) => ({ scopeName: role, scopeDescription: `Act as ${role}` }));
    const server = new UserPoolResourceServer(this, 'Scopes', {
      userPool: people,
      identifier: scopePrefix.replace('/', ''),
      scopes,
    });
    return services.map(({ name, roles }) => {
      const client = new UserPoolClient(this, `Service-${name}`, {
        userPool: people,
        userPoolClientName: name,
        generateSecret: true,
        oAuth: {
          flows: { clientCredentials: true },
          scopes: roles.map((scopeName) =>
            OAuthScope.resourceServer(server, { scopeName, scopeDescription: `Act as ${scopeName}` }),
          ),
        },
        authFlows: {},
      });
      return { name, client };
    });
  }

  /** Where the API is; its paths begin with /api/v1. */
  get url(): string {
    return `https://${this.api.apiId}.execute-api.${Stack.of(this).region}.${Stack.of(this).urlSuffix}`;
  }
}
