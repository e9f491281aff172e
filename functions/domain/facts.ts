import * as z from 'zod/mini';

/** One issue within a complaint, routed and decided on its own. `id` is unique within its case: P1, P2, ... */
export const Point = z.object({ id: z.string(), text: z.string() });
export type Point = z.infer<typeof Point>;

export const findingValues = ['upheld', 'partially upheld', 'not upheld', 'no finding'] as const;

/** The finding on one point, with the reasons the complainant is given. */
export const Finding = z.object({ point: z.string(), finding: z.enum(findingValues), reasons: z.string() });
export type Finding = z.infer<typeof Finding>;

const text = z.string();

/** What people recorded about a case by answering forms; the names are those procedures use (`FactName`). */
export const Facts = z.partial(
  z.strictObject({
    kind: text,
    procedure: text,
    procedureReason: text,
    summary: text,
    handler: text,
    investigator: text,
    serviceArea: text,
    team: text,
    category: text,
    subCategory: text,
    themes: z.array(text),
    relation: text,
    lookedAfter: z.boolean(),
    madeByChild: z.boolean(),
    complainedAbout: z.array(text),
    advocacyOffered: z.boolean(),
    advocacyWanted: z.boolean(),
    points: z.array(Point),
    findings: z.array(Finding),
    remedies: z.array(text),
    learning: z.array(text),
  }),
);
export type Facts = z.infer<typeof Facts>;

/**
 * The outcome of a case from the findings on its points (RULES section 2): all upheld = upheld, all not upheld =
 * not upheld, else partially upheld. Points with no finding are left out; with none left there is no outcome.
 */
export function caseOutcome(
  findings: readonly Finding[],
): Exclude<Finding['finding'], 'no finding'> | 'no finding' {
  const found = new Set(findings.map(({ finding }) => finding).filter((finding) => finding !== 'no finding'));
  if (found.size === 0) return 'no finding';
  if (found.size > 1 || found.has('partially upheld')) return 'partially upheld';
  return found.has('upheld') ? 'upheld' : 'not upheld';
}
