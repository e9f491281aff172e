import * as z from 'zod/mini';
import { Role } from '../../workflows/procedures/roles.ts';
import { presentUsers, type Council, type User } from '../domain/council/council.ts';

/** The prefix of a role in the scopes of a client: `redress/complaints-officer`. */
export const scopePrefix = 'redress/';

/**
 * A list in any of the forms in which it comes: an array, or a string by API Gateway and Cognito, `[one two]` or `[one,
 * two]`.
 */
const Names = z.union([
  z.array(z.string()),
  z.pipe(
    z.string(),
    z.transform((text) => text.split(/[[\],\s]+/).filter((name) => name !== '')),
  ),
]);

/** The claims of a verified token. API Gateway turns all of them into strings; in the token itself some are not. */
const Claims = z.object({
  sub: z.string(),
  client_id: z.optional(z.string()),
  scope: z.optional(z.string()),
  email: z.optional(z.string()),
  email_verified: z.optional(z.union([z.boolean(), z.string()])),
  // Only Cognito sets it. It means that the address came from the council's own sign-in.
  identities: z.optional(z.unknown()),
  groups: z.optional(Names),
  'cognito:groups': z.optional(Names),
  'custom:groups': z.optional(Names),
});
type Claims = z.infer<typeof Claims>;

/**
 * The user of a verified token. For a person: the user in the council file with the token's email address, which
 * Cognito has verified or the council's own sign-in has provided. For a service: its roles are its scopes. Undefined
 * for an unknown person, or for someone without a role (decision 0016).
 */
export function signedInUser(claims: unknown, council: Council): User | undefined {
  const read = Claims.safeParse(claims);
  if (!read.success) return undefined;
  const { sub, client_id: client, scope = '', email, email_verified: verified, identities } = read.data;
  if (email !== undefined) {
    if (String(verified) !== 'true' && identities === undefined) return undefined;
    const user = presentUsers(council).find((one) => one.email.toLowerCase() === email.toLowerCase());
    return user && inGroups(user, read.data, council);
  }
  // Only a client that signs in for itself has a token with the client as its subject.
  if (client === undefined || client !== sub) return undefined;
  const roles = scope.split(' ').flatMap((one) => {
    const role = Role.safeParse(one.startsWith(scopePrefix) ? one.slice(scopePrefix.length) : undefined);
    return role.success ? [role.data] : [];
  });
  if (roles.length === 0) return undefined;
  return { id: `service-${client.toLowerCase()}`, name: 'Service', email: council.sender.address, roles };
}

/** The user with only those roles that one of their groups gives, if the council says which groups give which roles. */
function inGroups(user: User, claims: Claims, { groups }: Council): User | undefined {
  if (groups === undefined) return user;
  const given = [claims.groups, claims['cognito:groups'], claims['custom:groups']]
    .flatMap((names) => names ?? [])
    .flatMap((name) => (Object.hasOwn(groups, name) ? (groups[name] ?? []) : []));
  const roles = user.roles.filter((role) => given.includes(role));
  return roles.length === 0 ? undefined : { ...user, roles };
}
