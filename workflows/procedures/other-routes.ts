/** By when a route answers, counted from the day of receipt, and where the law says so. */
type RouteLimit = { citation: string; toBeChecked: true } & (
  | {
      /** Until the same day of the month; if that is no working day, the next one (ICO, right of access). */
      months: number;
    }
  | { workingDays: number }
);

interface OtherRoute {
  /**
   * Whether we write to the complainant by ourselves that a point ends here. Not where telling could put someone at risk:
   * there a person decides how (functions/docs/decisions/0039-send-points-to-other-routes.md).
   */
  tells: boolean;
  limit?: RouteLimit;
}

/** The ways besides the complaint on which something is dealt with (law.md section 2). Cases store these ids. */
export const routeIds = [
  'safeguarding-referral',
  'lado',
  'subject-access-request',
  'freedom-of-information',
  'whistleblowing',
  'insurance-claim',
  'tribunal',
  'member-enquiry',
] as const;
export type RouteId = (typeof routeIds)[number];

export const otherRoutes: Readonly<Record<RouteId, OtherRoute>> = {
  'safeguarding-referral': { tells: false },
  lado: { tells: false },
  'subject-access-request': {
    tells: true,
    limit: {
      months: 1,
      citation: 'UK GDPR, article 12(3): within one month of receipt of the request',
      toBeChecked: true,
    },
  },
  'freedom-of-information': {
    tells: true,
    limit: {
      workingDays: 20,
      citation: 'Freedom of Information Act 2000, section 10(1): the twentieth working day after receipt',
      toBeChecked: true,
    },
  },
  whistleblowing: { tells: false },
  'insurance-claim': { tells: true },
  tribunal: { tells: true },
  'member-enquiry': { tells: true },
};
