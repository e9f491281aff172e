/**
 * How long a private link opens its case, counted from the letter it stands in. Each letter to the complainant brings a
 * new one, so that a case that goes on for longer is always within reach.
 */
export const privateLinkLasts = {
  days: 365,
  citation: "the council's own rule: as long as the Ombudsman can usually be asked, 12 months",
  toBeChecked: true,
} as const;
