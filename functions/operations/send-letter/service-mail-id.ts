import { mailNameOf } from '../../dependencies.ts';

/** SES gives a mail a Message-ID of its own, `<id@region.amazonses.com>`. It returns the part before the @. */
export function serviceMailId(messageId: string): string {
  return `ses:${mailNameOf(messageId)}`;
}
