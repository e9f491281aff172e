import * as z from 'zod/mini';
import { CivilDate } from '../time/civil-date.ts';

/** What a person is in a case. One person can be several, such as a child who complains. */
export const partyRoles = [
  'complainant',
  'child',
  'representative',
  'advocate',
  'solicitor',
  'MP or councillor',
  'third party',
  'other body',
] as const;
export const PartyRole = z.enum(partyRoles);
export type PartyRole = z.infer<typeof PartyRole>;

/** What a party gets copies of. The complainant who is written to gets the letters themselves. */
export const partyCopies = ['all letters', 'decisions', 'nothing'] as const;
export const PartyCopies = z.enum(partyCopies);
export type PartyCopies = z.infer<typeof PartyCopies>;

/** In what form people need what we send them. */
export const partyFormats = [
  'email',
  'paper',
  'large print',
  'easy read',
  'audio',
  'braille',
  'call',
] as const;
export const PartyFormat = z.enum(partyFormats);
export type PartyFormat = z.infer<typeof PartyFormat>;

/** How people would like us to contact them. */
export const preferredWays = ['email', 'letter', 'phone', 'text message', 'in person'] as const;
export const PreferredWay = z.enum(preferredWays);

/** On what ground someone speaks for another person. */
export const authorityKinds = [
  'consent',
  'parental responsibility',
  'power of attorney',
  'court order',
  'authority letter',
  'none recorded',
] as const;

/** The ground on which someone speaks for another person, since when, and the document of the case that shows it. */
export const Authority = z.strictObject({
  kind: z.enum(authorityKinds),
  on: z.optional(CivilDate),
  document: z.optional(z.string()),
});
export type Authority = z.infer<typeof Authority>;

/** Why a party is no longer one. */
export const endings = ['no longer acts', 'died', 'recorded by mistake'] as const;
export const Ending = z.enum(endings);
export type Ending = z.infer<typeof Ending>;

/**
 * A party as the state of its case has it, without personal data. `user`: they are also a user of the council, who then
 * has a conflict of interest.
 */
export const Party = z.object({
  id: z.string(),
  roles: z.array(PartyRole),
  copies: PartyCopies,
  since: CivilDate,
  user: z.optional(z.string()),
  /** The children (party ids) whose papers they may see. Absent if none were recorded for them. */
  children: z.optional(z.array(z.string())),
  ended: z.optional(z.object({ on: CivilDate, why: Ending })),
  /** How often private links that went to them as a further complainant were revoked. */
  linkEpoch: z.optional(z.number()),
});
export type Party = z.infer<typeof Party>;

/** The details of a person that need their name to be understood, unlike a name or an address. */
export const namedDetails = [
  'language',
  'format',
  'needs',
  'safeContact',
  'preferredWay',
  'bornOn',
  'careNumber',
  'authority',
] as const;

/** The details of a person that can be recorded and changed. */
export const detailNames = ['name', 'organisation', 'email', 'phone', 'address', ...namedDetails] as const;
export const DetailName = z.enum(detailNames);
export type DetailName = z.infer<typeof DetailName>;
