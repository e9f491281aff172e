import { formatReference, parseReference } from '../case/reference.ts';

const split = (address: string): { local: string; domain: string } => {
  const at = address.lastIndexOf('@');
  return { local: address.slice(0, Math.max(at, 0)), domain: address.slice(at + 1) };
};

/**
 * Whether two addresses are the same mailbox. Capitals do not matter: RFC 5321 2.4 allows the local part to depend on
 * them, but no mail system in use does.
 */
export function sameMailbox(one: string, other: string): boolean {
  return one.trim().toLowerCase() === other.trim().toLowerCase();
}

/** `complaints+sc-2026-00412-1@council.example`: the address that brings a reply back to its case (RFC 5233 subaddress). */
export function plusAddress(intakeAddress: string, reference: string): string {
  const { local, domain } = split(intakeAddress);
  return `${local}+${reference.toLowerCase()}@${domain}`;
}

/** The part after the plus if the address is a plus-address of the intake address, otherwise undefined. */
export function plusTag(intakeAddress: string, address: string): string | undefined {
  const intake = split(intakeAddress);
  const { local, domain } = split(address.trim());
  const start = `${intake.local}+`;
  const ours = sameMailbox(domain, intake.domain) && sameMailbox(local.slice(0, start.length), start);
  return ours ? local.slice(start.length) : undefined;
}

/** The reference of the case that a plus-address names. Undefined for any other address or a wrong check digit. */
export function referenceInAddress(intakeAddress: string, address: string): string | undefined {
  const parts = parseReference(plusTag(intakeAddress, address) ?? '');
  return parts && formatReference(parts);
}
