import type { CivilDate } from '../domain/time/civil-date.ts';
import type { Council } from '../domain/council/council.ts';
import type { Procedure } from '../../workflows/procedures/procedure.ts';
import { compareYears } from './compare-years.ts';
import { describeProcess } from './describe-process.ts';
import { equalityTables, type EqualityAnswer } from './equality.ts';
import { makeReport, type Edition } from './make-report.ts';
import type { Notes } from './notes.ts';
import type { Period } from './period.ts';
import { publish } from './publish.ts';
import { differsFromPublished, type PublishedReport } from './published-report.ts';
import { claimsOf, contradictionsIn, inconsistentTables, type Contradiction } from './reconcile.ts';
import type { Publication } from './render-report.ts';
import type { ReportWords } from '../words/report-words.ts';
import { cellsOf, type Tally } from './tally.ts';

/** The council's contact details, as its reports print them. */
export const contactOf = ({ phone, intakeAddress, website }: Council): Publication['contact'] => ({
  phone,
  email: intakeAddress,
  website,
});

/** The counts of a period. */
export interface Counted {
  period: Period;
  tally: Tally;
}

/** Everything that the editions of one report are made from. `earlier`: periods to compare with, earliest first. */
export interface Editions extends Counted {
  council: string;
  contact: Publication['contact'];
  earlier: readonly Counted[];
  rows: Publication['rows'];
  procedures: readonly Procedure[];
  notes: Notes;
  equality: readonly EqualityAnswer[];
  published: readonly PublishedReport[];
  /** The language of the sentences of the report. */
  words: ReportWords;
  /** The day on which it is made, if its period has not ended. */
  soFar?: CivilDate | undefined;
}

/**
 * The files of the internal edition by name, and those of the public edition: undefined while figures contradict each
 * other and no note explains it. The same counts always give the same bytes. `caseUrl`: the address of a case, if it
 * still exists.
 */
export function makeEditions(
  given: Editions,
  caseUrl: (reference: string) => string | undefined,
): {
  internal: Map<string, string>;
  public: Map<string, string> | undefined;
  unresolved: Contradiction[];
} {
  const internal = edition(given, 'internal');
  const contradictions = contradictionsOf(given, internal);
  const unresolved = contradictions.filter(({ id }) => !given.notes.explanations.has(id));
  return {
    internal: publish({ ...internal, contradictions }, caseUrl),
    public: unresolved.length === 0 ? publish(publicEdition(given, contradictions)) : undefined,
    unresolved,
  };
}

function contradictionsOf({ published }: Editions, { report, comparisons }: Publication): Contradiction[] {
  return [
    ...contradictionsIn(claimsOf(report, comparisons)),
    ...inconsistentTables(report),
    ...published.flatMap((earlier) => differsFromPublished(earlier, comparisons)),
  ];
}

/** The public edition. Its contradictions give numbers only if it prints both of them. */
function publicEdition(given: Editions, contradictions: readonly Contradiction[]): Publication {
  const made = edition(given, 'public');
  const publicContradictions = new Map(contradictionsOf(given, made).map((found) => [found.id, found]));
  return {
    ...made,
    contradictions: contradictions.map(
      ({ id }) => publicContradictions.get(id) ?? { id, code: 'untold', params: {} },
    ),
  };
}

function edition(given: Editions, name: Edition): Publication {
  const { council, contact, period, tally, earlier, notes, rows, procedures, equality, words, soFar } = given;
  const followed = cellsOf(tally, 'investigations').by.get('procedure');
  return {
    council,
    report: makeReport(tally, period, name),
    comparisons: compareYears(
      [...earlier, { period, tally }].map((each) => makeReport(each.tally, each.period, name)),
    ),
    equality: equalityTables(equality, period, name),
    process: describeProcess(procedures, period, (id) => followed?.has(id) ?? true, words),
    contact,
    notes,
    contradictions: [],
    rows,
    words,
    soFar,
  };
}
