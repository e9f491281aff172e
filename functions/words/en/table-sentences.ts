const wordFor = (count: number | null, one: string, several: string) => (count === 1 ? one : several);

const days = (count: number) =>
  `${count.toLocaleString('en-GB')} ${wordFor(count, 'working day', 'working days')}`;

/** "a, b and c". */
const list = (items: readonly string[]): string =>
  items.length < 2 ? (items[0] ?? '') : `${items.slice(0, -1).join(', ')} and ${items.at(-1)}`;

/** As `list`, but of more than four items the first three, and how many more there are. */
const shortList = (items: readonly string[]): string =>
  list(items.length > 4 ? [...items.slice(0, 3), `${items.length - 3} more`] : items);

/** A number and the labels that have it. */
interface Rank {
  count: number;
  labels: readonly string[];
}

/** The singular and plural of what a table counts. */
type Noun = readonly [one: string, several: string];

/** "May (8)", "May and June (8 each)". */
const withCount = ({ count, labels }: Rank, names = shortList(labels)) =>
  `${names} (${count}${labels.length > 1 ? ' each' : ''})`;

const monthsNamed = ({ labels }: Rank) => (labels.length > 4 ? `${labels.length} months` : list(labels));

const ofWhole = (count: number, whole: number | null) =>
  whole === null ? `${count}` : `${count} of ${whole}`;

/** The sentence above each table of a report, which says what the table shows. */
export const tableSentences = {
  nouns: {
    feedback: ['case of feedback', 'cases of feedback'],
    complaints: ['complaint', 'complaints'],
    compliments: ['compliment', 'compliments'],
    comments: ['comment', 'comments'],
    investigations: ['complaint investigation', 'complaint investigations'],
    closed: ['closed investigation', 'closed investigations'],
    'reached-lgsco': ['complaint taken up by the Ombudsman', 'complaints taken up by the Ombudsman'],
    'learning points': ['learning point', 'learning points'],
    actions: ['action', 'actions'],
  } satisfies Record<string, Noun>,
  nothing: ({ noun: [, several] }: { noun: Noun }) => `There were no ${several}.`,
  onlyZeros:
    'Only the zeros in this table are published: the other numbers are too small, or would reveal one that is.',
  nothingPublished:
    'The numbers in this table are not published: they are too small, or would reveal one that is.',

  averagesHidden:
    'The averages are not published: they are taken over too few cases, or would reveal a number that is too small.',
  none: 'There were none.',
  daysNotRecorded: 'The number of working days is not recorded.',
  sameAverage: ({ count, someHidden }: { count: number; someHidden: boolean }) =>
    `On average${someHidden ? ', of those that are published,' : ''} ${days(count)} for each.`,
  /** `label` is undefined for cases in which the label is not recorded. */
  averages: ({ averages }: { averages: readonly { label: string | undefined; count: number }[] }) =>
    `On average ${list(
      averages.map(({ label, count }) =>
        label === undefined ? `${days(count)} where it is not recorded` : `${days(count)} for ${label}`,
      ),
    )}.`,
  averageRange: ({ fastest, slowest, someHidden }: { fastest: Rank; slowest: Rank; someHidden: boolean }) =>
    `On average${someHidden ? ', of those that are published,' : ''} from ${days(fastest.count)} (${shortList(fastest.labels)}) to ${slowest.count} (${shortList(slowest.labels)}).`,

  everyMonth: ({ count }: { count: number }) => `Every month had ${count}.`,
  monthsAbove: ({ months, average }: { months: readonly Rank[]; average: number }) =>
    `${list(months.map((month) => withCount(month)))} ${wordFor(months.length, 'was', 'were')} above the monthly average of ${average}`,
  mostInMonths: ({ most }: { most: Rank }) => `${withCount(most, monthsNamed(most))} had the most`,
  publishedMonths: ({ greatest }: { greatest: string }) => `Of the months that are published, ${greatest}.`,
  months: ({ greatest, least }: { greatest: string; least: Rank }) =>
    `${greatest}; ${
      least.count === 0
        ? `${monthsNamed(least)} had none`
        : `${withCount(least, monthsNamed(least))} had the least`
    }.`,

  onlyQuarter: ({ count, quarter }: { count: number; quarter: string }) =>
    count === 1 ? `The only one came in ${quarter}.` : `All ${count} came in ${quarter}.`,
  everyQuarter: ({ count }: { count: number }) => `Every quarter had ${count}.`,
  quarters: ({ most, next, someHidden }: { most: Rank; next: Rank | undefined; someHidden: boolean }) =>
    `${someHidden ? 'Of the quarters that are published, ' : ''}${withCount(most)} had the most feedback${
      next === undefined ? '' : `, followed by ${withCount(next)}`
    }.`,

  quoted: ({ label }: { label: string }) => `“${label}”`,
  groups: ({ largest, others }: { largest: string; others: readonly { noun: Noun; first: Rank }[] }) =>
    `${largest}${others
      .map(
        ({ noun: [, several], first }) =>
          `; of ${several} the largest ${wordFor(first.labels.length, 'is', 'are')} ${withCount(first)}`,
      )
      .join('')}.`,
  someUnrecorded: ({
    count,
    whole,
    noun: [, several],
  }: {
    count: number;
    whole: number | null;
    noun: Noun;
  }) => `For ${ofWhole(count, whole)} ${several} this is not recorded`,
  allUnrecorded: ({ count, noun: [one, several] }: { count: number; noun: Noun }) =>
    count === 1
      ? `For the only ${one} this is not recorded`
      : `For all ${count} ${several} this is not recorded`,
  oneGroup: ({
    count,
    label,
    noun: [one, several],
    namesNoun,
  }: {
    count: number;
    label: string;
    noun: Noun;
    namesNoun: boolean;
  }) =>
    count === 1
      ? `The only ${namesNoun ? one : 'one'} is ${label}`
      : `${count === 2 ? 'Both' : `All ${count}`}${namesNoun ? ` ${several}` : ''} are ${label}`,
  /** `unrecorded` is given where more cases lack a label than have the most frequent one. */
  largestGroup: ({
    first,
    whole,
    share,
    isLargest,
    unrecorded,
    next,
    noun: [one, several],
  }: {
    first: Rank;
    whole: number | null;
    share: number | null;
    isLargest: boolean;
    unrecorded: number | undefined;
    next: readonly Rank[];
    noun: Noun;
  }) => {
    const before =
      unrecorded === undefined
        ? 'The'
        : whole !== null && 2 * unrecorded > whole
          ? `For most ${several} (${unrecorded} of ${whole}) this is not recorded; the`
          : `For ${ofWhole(unrecorded, whole)} ${several} this is not recorded; the`;
    const { count, labels } = first;
    const group = `largest ${isLargest ? '' : 'published '}${unrecorded === undefined ? '' : 'recorded '}${wordFor(labels.length, 'group is', 'groups are')}`;
    const number =
      unrecorded === undefined
        ? `${ofWhole(count, whole)} ${wordFor(whole ?? count, one, several)}`
        : `${count}`;
    const followed = next.length > 0 ? `, followed by ${list(next.map((rank) => withCount(rank)))}` : '';
    return `${before} ${group} ${shortList(labels)} with ${number}${labels.length > 1 ? ' each' : ''}${share === null ? '' : ` (${share}%)`}${followed}`;
  },
};
