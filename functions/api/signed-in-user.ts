import * as z from 'zod/mini';
import { Role } from '../../workflows/procedures/roles.ts';
import { presentUsers, type Council, type User } from '../domain/council.ts';

/** Before the name of a role in the scopes of a client: `redress/complaints-officer`. */
export const scopePrefix = 'redress/';

/** The claims of a token that API Gateway has verified; all of them come as strings. */
const Claims = z.object({
  sub: z.string(),
  client_id: z.optional(z.string()),
  scope: z.optional(z.string()),
  email: z.optional(z.string()),
  email_verified: z.optional(z.string()),
  identities: z.optional(z.string()),
});

/**
 * Who a verified token stands for. A person: the user of the council file with the token's email address, which
 * Cognito has verified or the council's own sign-in has given; the file alone says which roles they have. A service: its
 * roles are its scopes. Undefined: nobody we know.
 */
export function signedInUser(claims: unknown, council: Council): User | undefined {
  const read = Claims.safeParse(claims);
  if (!read.success) return undefined;
  const { sub, client_id: client, scope = '', email, email_verified: verified, identities } = read.data;
  if (email !== undefined) {
    if (verified !== 'true' && identities === undefined) return undefined;
    return presentUsers(council).find((user) => user.email.toLowerCase() === email.toLowerCase());
  }
  // Only the token of a client that signs in for itself has the client as its subject.
  if (client === undefined || client !== sub) return undefined;
  const roles = scope.split(' ').flatMap((one) => {
    const role = Role.safeParse(one.startsWith(scopePrefix) ? one.slice(scopePrefix.length) : undefined);
    return role.success ? [role.data] : [];
  });
  if (roles.length === 0) return undefined;
  return { id: `service-${client.toLowerCase()}`, name: 'Service', email: council.sender.address, roles };
}
