import * as z from 'zod/mini';

// Atoms with dots between them, an @, then at least two domain labels. The last label begins with a letter.
export const emailPattern =
  /^[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*@(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z][A-Za-z0-9-]{0,61}[A-Za-z0-9]$/;

/**
 * An email address that a letter can be sent to: one mailbox in ASCII, as SES requires, at a domain with a dot in it,
 * at most 254 characters. No list, no display name, no line break (RFC 5321, sections 4.1.2 and 4.5.3.1). `jo@gmail` is
 * not one. Any other text is an `invalid_format` of `email`.
 */
export const EmailAddress = z.email({ pattern: emailPattern }).check(z.maxLength(254));

/** Whether a letter can be sent to this address. */
export const isEmailAddress = (text: string): boolean => EmailAddress.safeParse(text).success;
