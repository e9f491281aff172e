/**
 * How long a private link opens its case, counted from the letter that contains it. Each letter to the complainant
 * brings a new link, so a longer case stays within reach.
 */
export const privateLinkLifetime = {
  days: 365,
  citation: "the council's own rule: as long as the Ombudsman can usually be asked, 12 months",
  toBeChecked: true,
} as const;
