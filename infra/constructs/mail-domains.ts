// oxlint-disable no-new -- a construct joins its scope when it is made.
import { CfnOutput, RemovalPolicy, type Stack } from 'aws-cdk-lib';
import { EmailIdentity, Identity, type IEmailIdentity } from 'aws-cdk-lib/aws-ses';
import { domainOf, type Config } from '../config.ts';

/** The domain that letters name as their envelope sender, so that SPF and DMARC speak for the council's domain. */
const mailFromOf = (domain: string) => `bounce.${domain}`;

/**
 * The domains of the two addresses, which SES must have verified to send from one and to receive at the other, with the DNS records
 * that they need as outputs. A domain belongs to the account: one stack makes it, and is not the last to use it. Answers the
 * sender's.
 */
export function mailDomains(stack: Stack, { council, mailIdentities, region }: Config): IEmailIdentity {
  const sending = domainOf(council.sender.address);
  const receiving = domainOf(council.intakeAddress);
  if (mailIdentities === 'existing') return EmailIdentity.fromEmailIdentityName(stack, 'Sender', sending);

  const records = new Map<string, string>();
  const identity = (id: string, domain: string, mailFromDomain?: string) => {
    const made = new EmailIdentity(stack, id, {
      identity: Identity.domain(domain),
      // If its records are missing, letters go with Amazon's envelope sender, as without it.
      ...(mailFromDomain === undefined ? {} : { mailFromDomain }),
    });
    made.applyRemovalPolicy(RemovalPolicy.RETAIN);
    made.dkimRecords.forEach(({ name, value }, index) =>
      records.set(`Dkim${id}${index + 1}`, `${name} CNAME ${value}`),
    );
    return made;
  };
  const mailFrom = mailFromOf(sending);
  const sender = identity('Sender', sending, mailFrom);
  if (receiving !== sending) identity('Intake', receiving);
  records.set('MailFromMx', `${mailFrom} MX 10 feedback-smtp.${region}.amazonses.com`);
  records.set('MailFromSpf', `${mailFrom} TXT "v=spf1 include:amazonses.com -all"`);
  records.set('Dmarc', `_dmarc.${sending} TXT "v=DMARC1; p=quarantine"`);
  for (const [name, value] of records) new CfnOutput(stack, `Dns${name}`, { value, description: inDns });
  return sender;
}

const inDns =
  'A record for your DNS. Without those of Dkim no letter can be sent and no mail received; the others keep letters out of junk.';
