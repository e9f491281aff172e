/** More than this in one payment is a slip of the pen: £999,999.99. */
const mostPence = 99_999_999;

/**
 * An amount of money as people write it, "150", "£1,200.50", in pence; undefined for anything else, such as a part of a
 * penny, a negative amount or nothing at all. Whole pence throughout: no amount passes through a fraction.
 */
export function penceOf(amount: string): number | undefined {
  const written = /^£? ?(?<pounds>\d{1,3}(?:,\d{3})+|\d{1,9})(?:\.(?<pence>\d{2}))?$/.exec(
    amount.trim(),
  )?.groups;
  if (!written) return undefined;
  const pence = Number(written['pounds']?.replaceAll(',', '')) * 100 + Number(written['pence'] ?? 0);
  return pence > 0 && pence <= mostPence ? pence : undefined;
}

/** An amount as letters and pages give it: "£150", "£1,200.50". */
export function poundsToPrint(pence: number): string {
  const pounds = String(Math.floor(pence / 100)).replaceAll(/\B(?=(?:\d{3})+$)/g, ',');
  const rest = pence % 100;
  return rest === 0 ? `£${pounds}` : `£${pounds}.${String(rest).padStart(2, '0')}`;
}
