// oxlint-disable no-new -- a construct joins its scope when it is made.
import { Duration, RemovalPolicy, Stack, Validations } from 'aws-cdk-lib';
import { AccessLogFormat } from 'aws-cdk-lib/aws-apigateway';
import { Certificate } from 'aws-cdk-lib/aws-certificatemanager';
import {
  ApiMapping,
  CfnStage,
  DomainName,
  HttpApi,
  HttpMethod,
  type HttpRoute,
  HttpStage,
  LogGroupLogDestination,
} from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpUserPoolAuthorizer } from 'aws-cdk-lib/aws-apigatewayv2-authorizers';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import {
  ClientAttributes,
  OAuthScope,
  UserPoolClient,
  UserPoolClientIdentityProvider,
  type UserPoolIdentityProviderSaml,
  UserPoolResourceServer,
  type IUserPool,
  type UserPool,
  type UserPoolDomain,
  type IUserPoolClient,
} from 'aws-cdk-lib/aws-cognito';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { Function as Lambda } from 'aws-cdk-lib/aws-lambda';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { specOf, type FunctionSpec, type Manifest } from '../../functions/manifest.ts';
import { scopePrefix } from '../../functions/runtime/signed-in-user.ts';
import { Role } from '../../workflows/procedures/roles.ts';
import { edgeOf, type Config } from '../config.ts';
import { Edge } from './edge.ts';
import type { RedressFunction } from './redress-function.ts';

export interface RedressApiProps {
  manifest: Manifest;
  api: RedressFunction;
  pages: RedressFunction;
  publicPages: RedressFunction;
  people: UserPool;
  signIn: UserPoolDomain;
  councilSignIn: UserPoolIdentityProviderSaml | undefined;
  config: Config;
  key: IKey;
}

/**
 * One address for the API and the pages. The API requires a token of the council's sign-in; only its description and
 * the health check are open to everyone. The pages identify users by their session.
 */
export class RedressApi extends Construct {
  readonly api: HttpApi;
  /** The target for the DNS record of the council's own host, if there is a certificate for it. */
  readonly hostTarget: string | undefined;
  readonly #host: string | undefined;
  readonly #routes: HttpRoute[] = [];
  readonly clients: { name: string; client: IUserPoolClient }[];

  constructor(
    scope: Construct,
    id: string,
    { manifest, api, pages, publicPages, people, signIn, councilSignIn, config, key }: RedressApiProps,
  ) {
    super(scope, id);
    this.clients = [
      this.#peopleClient(people, councilSignIn, config.council.pages),
      ...this.#serviceClients(people, config.services),
    ];
    const certificate = typeof config.host === 'object' ? config.host.certificate : undefined;
    this.api = new HttpApi(this, 'Api', {
      apiName: config.system,
      createDefaultStage: false,
      // Disabled with a certificate, so there is only one address.
      disableExecuteApiEndpoint: certificate !== undefined,
    });
    const authorizer = new HttpUserPoolAuthorizer('SignedIn', people, {
      userPoolClients: this.clients.map(({ client }) => client),
    });
    this.#addRoutes(specOf(manifest, 'api'), new HttpLambdaIntegration('Handler', api.live), authorizer);
    this.#addRoutes(specOf(manifest, 'pages'), new HttpLambdaIntegration('Pages', pages.live), authorizer);
    this.#addRoutes(
      specOf(manifest, 'public-pages'),
      // One permission for all its routes: a stack has room for 500 resources.
      new HttpLambdaIntegration('PublicPages', publicPages.live, { scopePermissionToRoute: false }),
      authorizer,
    );
    this.#tellSignIn(pages.lambda, people, signIn, config.council.pages);
    const stage = new HttpStage(this, 'Stage', {
      httpApi: this.api,
      stageName: '$default',
      autoDeploy: true,
      // Of a route that has none of its own.
      throttle: { rateLimit: 50, burstLimit: 100 },
      accessLogSettings: {
        destination: new LogGroupLogDestination(
          new LogGroup(this, 'AccessLog', {
            logGroupName: `/aws/vendedlogs/http-api/${config.system}`,
            retention: RetentionDays.ONE_YEAR,
            encryptionKey: key,
            removalPolicy: RemovalPolicy.DESTROY,
          }),
        ),
        // Without the caller's address or name (architecture.md rule 7).
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
    // The CDK has no settings of routes.
    for (const child of [stage.node.defaultChild])
      if (child instanceof CfnStage) child.routeSettings = throttles(manifest);
    stage.node.addDependency(...this.#routes);
    if (certificate === undefined) return;
    this.#host = new URL(config.council.pages).hostname;
    const domainName = new DomainName(this, 'Host', {
      domainName: this.#host,
      certificate: Certificate.fromCertificateArn(this, 'Certificate', certificate),
    });
    new ApiMapping(this, 'AtHost', { api: this.api, domainName, stage });
    const edge = edgeOf(config.edge);
    if (edge === undefined) {
      this.hostTarget = domainName.regionalDomainName;
      return;
    }
    const { system } = config;
    const made = new Edge(this, 'Edge', {
      system,
      host: this.#host,
      origin: domainName.regionalDomainName,
      ...edge,
      key,
    });
    for (const { lambda } of [api, pages, publicPages]) lambda.addEnvironment('EDGE_SECRET', made.secret);
    this.hostTarget = made.target;
  }

  /** The routes of a function. Where a token is needed, API Gateway itself checks it. */
  #addRoutes(
    { trigger }: FunctionSpec,
    integration: HttpLambdaIntegration,
    authorizer: HttpUserPoolAuthorizer,
  ): void {
    if (trigger.by !== 'http') return;
    for (const { method, path, access } of trigger.routes) {
      const added = this.api.addRoutes({
        path,
        methods: [HttpMethod[method]],
        integration,
        ...(access === 'token' ? { authorizer } : {}),
      });
      this.#routes.push(...added);
      if (access === 'token') continue;
      for (const route of added)
        Validations.of(route).acknowledge({ id: 'AwsSolutions-APIG4', reason: access.openBecause });
    }
  }

  /** Gives the pages the addresses for signing in and out. */
  #tellSignIn(pages: Lambda, people: UserPool, signIn: UserPoolDomain, pagesAt: string): void {
    const [clientId = ''] = this.clients.map(({ client }) => client.userPoolClientId);
    // The issuer as it is in the tokens of a pool (Cognito Developer Guide, "Verifying JSON web tokens").
    const { region } = Stack.of(this);
    pages.addEnvironment('ISSUER', `https://cognito-idp.${region}.amazonaws.com/${people.userPoolId}`);
    pages.addEnvironment('CLIENT_ID', clientId);
    // Cognito's sign-out endpoint (Cognito Developer Guide, "The managed login sign-out endpoint").
    const back = encodeURIComponent(new URL('/signed-out', pagesAt).href);
    pages.addEnvironment(
      'SIGN_OUT_URL',
      `${signIn.baseUrl()}/logout?client_id=${clientId}&logout_uri=${back}`,
    );
  }

  /** For people, who sign in with the code flow and PKCE. The pages have no client secret. */
  #peopleClient(people: IUserPool, councilSignIn: UserPoolIdentityProviderSaml | undefined, pages: string) {
    const attributes = new ClientAttributes()
      .withStandardAttributes({ email: true })
      .withCustomAttributes('groups');
    const client = new UserPoolClient(this, 'People', {
      ...oauthAlone,
      userPool: people,
      generateSecret: false,
      idTokenValidity: Duration.hours(1),
      oAuth: {
        flows: { authorizationCodeGrant: true },
        // No scope lets a token change the address, because the address identifies the user.
        scopes: [OAuthScope.OPENID, OAuthScope.EMAIL],
        callbackUrls: [new URL('/sign-in/callback', pages).href],
        logoutUrls: [new URL('/signed-out', pages).href],
      },
      supportedIdentityProviders: [
        councilSignIn
          ? UserPoolClientIdentityProvider.custom(councilSignIn.providerName)
          : UserPoolClientIdentityProvider.COGNITO,
      ],
      // The groups of the council's own sign-in, if it sends them. Cognito passes them on only if both are named.
      readAttributes: attributes.withStandardAttributes({ emailVerified: true }),
      writeAttributes: attributes,
      preventUserExistenceErrors: true,
      enableTokenRevocation: true,
    });
    return { name: 'People', client };
  }

  /** For other systems. Each may request the scopes of its roles. Only Cognito has their secrets. */
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
        ...oauthAlone,
      });
      return { name, client };
    });
  }

  /** The address of the API. Its paths begin with /api/v1. */
  get url(): string {
    if (this.#host !== undefined) return `https://${this.#host}`;
    return `https://${this.api.apiId}.execute-api.${Stack.of(this).region}.${Stack.of(this).urlSuffix}`;
  }
}

/**
 * No flow but those of OAuth: none by user name and password, SRP or triggers of its own, which Cognito allows when it is told
 * nothing. CDK names the flow of refresh tokens with any setting, and Cognito refuses a client without a flow; no one gets such a
 * token for longer than an hour, and nothing here uses one.
 */
const oauthAlone = {
  authFlows: { user: false, userPassword: false, userSrp: false, adminUserPassword: false, custom: false },
  refreshTokenValidity: Duration.hours(1),
  accessTokenValidity: Duration.hours(1),
} as const;

/** What API Gateway lets through at each route, so that a flood of the public pages is one of them alone. */
function throttles(manifest: Manifest): Record<string, object> {
  return Object.fromEntries(
    manifest.flatMap(({ trigger }) =>
      trigger.by === 'http'
        ? trigger.routes.map(({ method, path }) => [
            `${method} ${path}`,
            { ThrottlingRateLimit: trigger.throttle.perSecond, ThrottlingBurstLimit: trigger.throttle.burst },
          ])
        : [],
    ),
  );
}
