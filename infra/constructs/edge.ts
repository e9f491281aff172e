import { Validations } from 'aws-cdk-lib';
import { Certificate } from 'aws-cdk-lib/aws-certificatemanager';
import {
  AllowedMethods,
  CachePolicy,
  Distribution,
  HttpVersion,
  OriginProtocolPolicy,
  OriginRequestPolicy,
  OriginSslPolicy,
  PriceClass,
  SecurityPolicyProtocol,
  ViewerProtocolPolicy,
} from 'aws-cdk-lib/aws-cloudfront';
import { HttpOrigin } from 'aws-cdk-lib/aws-cloudfront-origins';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { Construct } from 'constructs';
import { edgeHeader } from '../../functions/runtime/edge.ts';

/**
 * CloudFront with a firewall before the pages and the API. Functions answer only what comes through it: it sends a secret along,
 * and with it the address of the caller, which API Gateway no longer sees.
 */
export class Edge extends Construct {
  /** The target for the DNS record of the council's host. */
  readonly target: string;
  /** For the environment of the functions: CloudFormation reads it when it deploys, so it stands in no template. */
  readonly secret: string;

  constructor(
    scope: Construct,
    id: string,
    {
      system,
      host,
      origin,
      certificate,
      firewall,
      key,
    }: { system: string; host: string; origin: string; certificate: string; firewall: string; key: IKey },
  ) {
    super(scope, id);
    const secret = new Secret(this, 'Secret', {
      description: `${system}: what CloudFront shows the functions`,
      encryptionKey: key,
      generateSecretString: { passwordLength: 48, excludePunctuation: true },
    });
    Validations.of(secret).acknowledge({
      id: 'AwsSolutions-SMG4',
      reason: 'Functions and CloudFront must change it together, which only a deployment does.',
    });
    Validations.of(secret).acknowledge({
      id: 'NIST.800.53.R5-SecretsManagerRotationEnabled',
      reason: 'Functions and CloudFront must change it together, which only a deployment does.',
    });
    this.secret = secret.secretValue.unsafeUnwrap();
    const behavior = {
      origin: new HttpOrigin(origin, {
        protocolPolicy: OriginProtocolPolicy.HTTPS_ONLY,
        originSslProtocols: [OriginSslPolicy.TLS_V1_2],
        customHeaders: { [edgeHeader]: this.secret },
      }),
      viewerProtocolPolicy: ViewerProtocolPolicy.REDIRECT_TO_HTTPS,
      // The host too, which the certificate of API Gateway is for, and the address of the caller.
      originRequestPolicy: OriginRequestPolicy.ALL_VIEWER_AND_CLOUDFRONT_2022,
    };
    const distribution = new Distribution(this, 'Distribution', {
      comment: `${system}: pages and API`,
      domainNames: [host],
      certificate: Certificate.fromCertificateArn(this, 'Certificate', certificate),
      webAclId: firewall,
      minimumProtocolVersion: SecurityPolicyProtocol.TLS_V1_2_2021,
      httpVersion: HttpVersion.HTTP2_AND_3,
      priceClass: PriceClass.PRICE_CLASS_100,
      defaultBehavior: {
        ...behavior,
        allowedMethods: AllowedMethods.ALLOW_ALL,
        cachePolicy: CachePolicy.CACHING_DISABLED,
      },
      additionalBehaviors: { '/assets/*': { ...behavior, cachePolicy: CachePolicy.CACHING_OPTIMIZED } },
    });
    for (const [rule, reason] of Object.entries(accepted))
      Validations.of(distribution).acknowledge({ id: rule, reason });
    this.target = distribution.distributionDomainName;
  }
}

const accepted = {
  'AwsSolutions-CFR1': 'People complain from abroad too.',
  'AwsSolutions-CFR3':
    'A log of CloudFront holds the addresses of complainants and what they asked for. API Gateway logs each request without them.',
};
