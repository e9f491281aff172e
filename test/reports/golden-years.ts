import { bundledBankHolidays } from '../../functions/domain/time/bank-holidays.ts';
import { addCalendarDays, addMonths, type CivilDate } from '../../functions/domain/time/civil-date.ts';
import { formatReference } from '../../functions/domain/case/reference.ts';
import type { ReportingRow, Stage } from '../../functions/domain/records/reporting-row.ts';
import { makeWorkingDays } from '../../functions/domain/time/working-days.ts';

/** The counts of a year that its rows must come to. Pairs are [corporate, statutory]. */
interface Spec {
  year: number;
  /** Feedback received, April to March. */
  months: readonly number[];
  compliments: number;
  comments: number;
  complaints: number;
  investigations: Pair;
  /** Investigations received in the year before and closed in this one; received in this one and still open. */
  carriedIn: Pair;
  stillOpen: Pair;
  withdrawn: Pair;
  outcomes: {
    upheld: number;
    'partially upheld': number;
    'not upheld': number;
    'no recorded outcome': number;
  };
  meanDays: Pair;
  stage2: Pair;
  lgsco: number;
  lookedAfter: number;
  madeByChild: number;
  /** How many complaints each repeat complainant made. */
  repeats: readonly number[];
  learningRecorded: number;
  learning: readonly (readonly [type: string, points: number])[];
  actions: readonly (readonly [type: string, actions: number])[];
}
type Pair = readonly [corporate: number, statutory: number];

/**
 * 2021/22 as the annual report prints it (law.md section 10), and of the two years before what its comparison
 * needs. What it leaves open (teams, channels, the months one by one) is chosen so that its sentences hold:
 * April and October above the average, November least, quarters 1 and 4 the greatest; service standards
 * first, nothing on policy.
 */
export const specs = {
  '2021/22': {
    year: 2021,
    months: [25, 16, 16, 16, 15, 16, 24, 8, 14, 16, 16, 16],
    compliments: 39,
    comments: 10,
    complaints: 149,
    investigations: [98, 46],
    carriedIn: [7, 4],
    stillOpen: [8, 4],
    withdrawn: [6, 3],
    outcomes: { upheld: 20, 'partially upheld': 53, 'not upheld': 54, 'no recorded outcome': 7 },
    meanDays: [29, 25],
    stage2: [2, 5],
    lgsco: 1,
    lookedAfter: 23,
    madeByChild: 2,
    repeats: [2, 2, 2, 2, 2, 2, 3, 3, 4, 4],
    learningRecorded: 34,
    learning: [
      ['Communication or information', 18],
      ['Delivery or non-delivery of service', 14],
      ['Conduct of staff', 7],
    ],
    actions: [
      ['Apology', 12],
      ['Training or guidance for employees', 7],
      ['Change of a procedure', 7],
    ],
  },
  '2020/21': {
    year: 2020,
    months: [14, 15, 16, 17, 16, 18, 19, 17, 16, 20, 21, 23],
    compliments: 46,
    comments: 10,
    complaints: 156,
    investigations: [104, 48],
    carriedIn: [7, 3],
    stillOpen: [7, 4],
    withdrawn: [5, 3],
    outcomes: { upheld: 15, 'partially upheld': 62, 'not upheld': 60, 'no recorded outcome': 6 },
    meanDays: [34, 31],
    stage2: [2, 4],
    lgsco: 1,
    lookedAfter: 20,
    madeByChild: 3,
    repeats: [2, 2, 2, 2, 3, 3],
    learningRecorded: 40,
    learning: [['Communication or information', 40]],
    actions: [['Apology', 20]],
  },
  '2019/20': {
    year: 2019,
    months: [14, 13, 12, 12, 11, 13, 14, 12, 10, 14, 14, 16],
    compliments: 25,
    comments: 8,
    complaints: 122,
    investigations: [80, 39],
    carriedIn: [5, 3],
    stillOpen: [6, 3],
    withdrawn: [4, 2],
    outcomes: { upheld: 19, 'partially upheld': 43, 'not upheld': 45, 'no recorded outcome': 5 },
    meanDays: [28, 22],
    stage2: [1, 2],
    lgsco: 1,
    lookedAfter: 18,
    madeByChild: 2,
    repeats: [2, 2, 2, 3],
    learningRecorded: 30,
    learning: [['Delivery or non-delivery of service', 30]],
    actions: [['Apology', 12]],
  },
} satisfies Record<string, Spec>;

const workingDays = makeWorkingDays(bundledBankHolidays);

const teams = [
  { serviceArea: 'Education and Early Help', team: 'SEND Support Services', weight: 44 },
  { serviceArea: 'Children’s Social Care', team: 'Looked After Children Team', weight: 30 },
  { serviceArea: 'Children’s Social Care', team: 'Disabled Children’s Team', weight: 30 },
  { serviceArea: 'Children’s Social Care', team: 'Case Management Team North', weight: 18 },
  { serviceArea: 'Children’s Social Care', team: 'Case Management Team South', weight: 17 },
  { serviceArea: 'Children’s Social Care', team: 'Assessment Team', weight: 10 },
  { serviceArea: 'Education and Early Help', team: 'Education Welfare', weight: 9 },
  { serviceArea: 'Children’s Social Care', team: 'Court Team', weight: 8 },
  { serviceArea: 'Children’s Social Care', team: 'Leaving Care Team', weight: 6 },
  { serviceArea: 'Education and Early Help', team: 'School Admissions', weight: 4 },
] as const;
const themes = [
  { theme: 'Education, Health and Care plans', weight: 24 },
  { theme: 'Child Protection Plans', weight: 19 },
  { theme: 'Contact arrangements', weight: 26 },
  { theme: 'Disabled children’s social work', weight: 15 },
  { theme: 'Change of social worker', weight: 6 },
  { theme: 'School transport', weight: 7 },
  { theme: 'Placements', weight: 6 },
  { theme: 'Court reports', weight: 3 },
  { theme: null, weight: 20 },
] as const;
const subCategories = [
  { category: 'Service standards', subCategory: 'Lack of or poor communication', weight: 46 },
  { category: 'Service standards', subCategory: 'Failure to provide a service or take action', weight: 41 },
  { category: 'Service standards', subCategory: 'Quality of service', weight: 27 },
  { category: 'Service standards', subCategory: 'Inappropriate or incorrect action', weight: 22 },
  { category: 'Conduct of staff', subCategory: 'Attitude', weight: 9 },
  { category: 'Assessment', subCategory: 'Content of an assessment', weight: 3 },
] as const;
const channels = [
  { channel: 'email', weight: 50 },
  { channel: 'web form', weight: 24 },
  { channel: 'phone', weight: 16 },
  { channel: 'in person', weight: 6 },
  { channel: 'letter', weight: 4 },
] as const;
const relations = [
  { relation: 'Parent', weight: 70 },
  { relation: 'Grandparent or other relative', weight: 14 },
  { relation: 'Foster carer', weight: 9 },
  { relation: 'Special guardian', weight: 7 },
] as const;

/** Chance that is the same every time (a linear congruential generator). */
function dice(seed: number) {
  let state = seed;
  const roll = (sides: number): number => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * sides);
  };
  return {
    roll,
    pick<T extends { weight: number }>(from: readonly T[]): T {
      let left = roll(from.reduce((sum, { weight }) => sum + weight, 0));
      const found = from.find(({ weight }) => (left -= weight) < 0) ?? from[0];
      if (!found) throw new Error('nothing to pick from');
      return found;
    },
    shuffle<T>(list: readonly T[]): T[] {
      return list
        .map((item) => ({ item, at: roll(2 ** 30) }))
        .sort((a, b) => a.at - b.at)
        .map(({ item }) => item);
    },
  };
}

/** An investigation that was answered, on its way to a row. */
interface Answered {
  row: ReportingRow;
  days: number;
  fewest: number;
  most: number;
}

/** The rows of a golden year as they are on its 31 March, including those carried over from the year before. */
export function goldenYear(spec: Spec): ReportingRow[] {
  const { year } = spec;
  const [first, last] = [`${year}-04-01`, `${year + 1}-03-31`];
  const chance = dice(year);
  let number = 0;
  const blank = (kind: ReportingRow['kind'], received: CivilDate): ReportingRow => {
    number += 1;
    const { weight: _, ...about } = chance.pick(teams);
    return {
      reference: formatReference({
        prefix: 'SC',
        year: Number(received.slice(0, 4)),
        number: year * 1000 + number,
      }),
      kind,
      channel: chance.pick(channels).channel,
      received,
      closed: null,
      ...about,
      category: null,
      subCategory: null,
      themes: [],
      procedure: kind,
      procedureVersion: '1',
      lookedAfter: null,
      madeByChild: null,
      complainantKey: (year * 100_000 + number).toString(16).padStart(12, '0'),
      relation: null,
      investigated: false,
      stageReached: null,
      stage1: null,
      stage2: null,
      stage3: null,
      outcome: null,
      findings: { upheld: 0, partiallyUpheld: 0, notUpheld: 0 },
      learning: [],
      actions: [],
      lgsco: null,
      withdrawn: null,
      advocacyOffered: null,
      advocacyProvided: null,
      delays: 0,
      escalations: 0,
    };
  };
  const closeBy = (row: ReportingRow, day: CivilDate) => {
    row.closed = day <= last ? day : null;
  };

  // The days of receipt, and what came in on each.
  const days = spec.months.flatMap((received, month) => {
    const start = addMonths(first, month);
    return Array.from({ length: received }, (_, i) =>
      addCalendarDays(start, Math.floor((i * 28) / received)),
    );
  });
  const kinds = chance.shuffle([
    ...repeat<ReportingRow['kind']>('compliment', spec.compliments),
    ...repeat<ReportingRow['kind']>('comment', spec.comments),
    ...repeat<ReportingRow['kind']>('complaint', spec.complaints),
  ]);
  const received = days.map((day, i) => blank(kinds[i] ?? 'complaint', day));
  for (const row of received.filter(({ kind }) => kind !== 'complaint'))
    closeBy(row, workingDays.add(row.received, 1 + chance.roll(5)));

  const complaints = received.filter(({ kind }) => kind === 'complaint');
  const [corporate, statutory] = spec.investigations;
  const notInvestigated = spec.complaints - corporate - statutory;
  // Those that never were investigated are of the first half year, the last to come in are still open.
  const before = chance.shuffle(complaints.slice(0, spec.complaints / 2)).slice(0, notInvestigated);
  for (const [i, row] of before.entries()) {
    if (i % 2 === 0) row.withdrawn = 'before investigation';
    row.outcome = i % 2 === 0 ? 'withdrawn' : 'no recorded outcome';
    closeBy(row, workingDays.add(row.received, 2));
  }
  const investigated = complaints.filter((row) => !before.includes(row));
  const openCount = spec.stillOpen[0] + spec.stillOpen[1];
  const open = investigated.slice(-openCount);
  const done = investigated.slice(0, -openCount);
  const carriedIn = Array.from({ length: spec.carriedIn[0] + spec.carriedIn[1] }, (_, i) =>
    blank('complaint', addCalendarDays(first, -12 - 2 * i)),
  );
  route(chance.shuffle(open), spec.stillOpen);
  route(chance.shuffle(done), [corporate - spec.stillOpen[0], statutory - spec.stillOpen[1]]);
  route(chance.shuffle(carriedIn), spec.carriedIn);

  for (const [procedure, means, withdrawn] of [
    ['corporate', spec.meanDays[0], spec.withdrawn[0]],
    ['childrens-statutory', spec.meanDays[1], spec.withdrawn[1]],
  ] as const) {
    const mine = chance.shuffle(done.filter((row) => row.procedure === procedure));
    for (const row of mine.slice(0, withdrawn)) {
      row.withdrawn = 'during investigation';
      row.outcome = 'withdrawn';
      row.stage1 = stage1Of(row, null);
      const day = workingDays.add(row.received, 2 + chance.roll(4));
      row.closed = day <= last ? day : last;
    }
    const answered = [
      ...mine.slice(withdrawn),
      ...carriedIn.filter((row) => row.procedure === procedure),
    ].map((row): Answered => {
      const most = workingDays.count(row.received, last);
      const fewest = Math.max(2, row.received < first ? workingDays.count(row.received, first) : 2);
      return { row, days: clamp(fewest, 4 + chance.roll(2 * means - 8), most), fewest, most };
    });
    meetMean(answered, means);
    for (const { row, days: taken } of answered) respond(row, taken, chance.roll(10));
  }
  for (const row of open) row.stage1 = stage1Of(row, null);

  const answered = chance.shuffle([...done, ...carriedIn].filter((row) => row.withdrawn === null));
  const outcomes = Object.entries(spec.outcomes).flatMap(([outcome, n]) => repeat(outcome, n));
  for (const [i, row] of answered.entries()) {
    row.outcome =
      outcomes[i] === 'upheld' || outcomes[i] === 'partially upheld' || outcomes[i] === 'not upheld'
        ? outcomes[i]
        : 'no recorded outcome';
    row.findings = {
      upheld: row.outcome === 'upheld' ? 2 : row.outcome === 'partially upheld' ? 1 : 0,
      partiallyUpheld: row.outcome === 'partially upheld' ? 1 : 0,
      notUpheld: row.outcome === 'not upheld' ? 2 : row.outcome === 'partially upheld' ? 1 : 0,
    };
    closeBy(row, workingDays.add(row.stage1?.responded ?? row.received, 20));
  }

  learn(answered, spec);
  goOn(answered, spec, last);
  describe([...complaints, ...carriedIn], complaints, spec, chance);
  return [...carriedIn, ...received].sort((a, b) =>
    a.received < b.received ? -1 : a.received > b.received ? 1 : 0,
  );
}

const repeat = <T>(value: T, times: number): T[] => Array.from({ length: times }, () => value);
const clamp = (least: number, value: number, most: number) => Math.min(Math.max(least, value), most);

function route(rows: readonly ReportingRow[], [corporate]: Pair): void {
  for (const [i, row] of rows.entries()) {
    row.procedure = i < corporate ? 'corporate' : 'childrens-statutory';
    row.procedureVersion = i < corporate ? '2019' : '2006';
    row.investigated = true;
    row.stageReached = 'stage 1';
  }
}

/** Moves the days within their bounds, a day at a time round the cases, until their mean is exact. */
function meetMean(answered: Answered[], mean: number): void {
  let missing = mean * answered.length - answered.reduce((sum, { days }) => sum + days, 0);
  for (let round = 0; missing !== 0 && round < 400; round += 1) {
    for (const one of answered) {
      const step = Math.sign(missing);
      if (step === 0 || one.days + step > one.most || one.days + step < one.fewest) continue;
      one.days += step;
      missing -= step;
    }
  }
  if (missing !== 0) throw new Error(`the mean of ${mean} days cannot be met`);
}

/**
 * Stage 1 under the limits of its procedure: 30 working days, or 10 and once up to 20 (law.md sections 2 and
 * 3).
 */
function stage1Of(row: ReportingRow, days: number | null): Stage {
  const isStatutory = row.procedure === 'childrens-statutory';
  const due = workingDays.add(row.received, isStatutory ? 10 : 30);
  const extendedDue = isStatutory && (days ?? 0) > 10 ? workingDays.add(row.received, 20) : null;
  const responded = days === null ? null : workingDays.add(row.received, days);
  return answeredBy({ opened: row.received, due, extendedDue, responded, workingDays: days });
}

function answeredBy(stage: Omit<Stage, 'inTimeOriginal' | 'inTimeExtended'>): Stage {
  const { responded, due, extendedDue } = stage;
  return {
    ...stage,
    inTimeOriginal: responded === null ? null : responded <= due,
    inTimeExtended: responded === null ? null : responded <= (extendedDue ?? due),
  };
}

function respond(row: ReportingRow, days: number, roll: number): void {
  row.stage1 = stage1Of(row, days);
  row.delays = (row.stage1.extendedDue === null ? 0 : 1) + (row.stage1.inTimeExtended === false ? 1 : 0);
  row.escalations = row.stage1.inTimeExtended === false && roll < 4 ? 1 : 0;
}

function learn(answered: readonly ReportingRow[], spec: Spec): void {
  const learned = answered
    .filter(({ outcome }) => outcome === 'upheld' || outcome === 'partially upheld')
    .slice(0, spec.learningRecorded);
  const points = spec.learning.flatMap(([type, times]) => repeat(type, times));
  for (const [i, type] of points.entries()) learned[i % learned.length]?.learning.push(type);
  const actions = spec.actions.flatMap(([type, times]) => repeat(type, times));
  for (const [i, type] of actions.entries()) {
    const row = learned[(i * 3) % learned.length];
    const due = workingDays.add(row?.stage1?.responded ?? '2021-04-01', 20);
    row?.actions.push({ type, due, done: i % 5 === 0 ? null : workingDays.add(due, -(i % 7)) });
  }
}

/** Stage 2 within the 20 working days in which it can be asked for, and one complaint straight to the Ombudsman. */
function goOn(answered: readonly ReportingRow[], spec: Spec, last: CivilDate): void {
  const early = answered.filter(
    (row) => row.outcome !== 'upheld' && row.stage1?.responded && row.stage1.responded < addMonths(last, -6),
  );
  const of = (procedure: string) => early.filter((row) => row.procedure === procedure);
  const [reviews, investigations] = spec.stage2;
  const going = [...of('corporate').slice(0, reviews), ...of('childrens-statutory').slice(0, investigations)];
  for (const [i, row] of going.entries()) {
    const isStatutory = row.procedure === 'childrens-statutory';
    const opened = workingDays.add(row.stage1?.responded ?? row.received, 5 + i);
    const taken = isStatutory ? 40 + 6 * i : 24 + 4 * i;
    const responded = workingDays.add(opened, taken);
    const statementAgreed = isStatutory ? workingDays.add(opened, 6 + i) : null;
    row.stage2 = {
      ...answeredBy({
        opened,
        due: workingDays.add(opened, isStatutory ? 25 : 30),
        extendedDue: isStatutory ? workingDays.add(opened, 65) : null,
        responded,
        workingDays: taken,
      }),
      statementAgreed,
      workingDaysFromStatement:
        statementAgreed === null ? null : workingDays.count(statementAgreed, responded),
    };
    row.stageReached = 'stage 2';
    row.delays += isStatutory ? 1 : 0;
    row.closed = workingDays.add(responded, 20) <= last ? workingDays.add(responded, 20) : null;
  }
  for (const row of of('corporate').slice(reviews, reviews + spec.lgsco)) {
    const day = workingDays.add(row.stage1?.responded ?? row.received, 30);
    row.lgsco = { received: day, decision: 'Closed after initial enquiries' };
    row.stageReached = 'LGSCO';
  }
}

/**
 * The subjects of complaints and the people who made them. Only `counted`, those received in the year, get the counted
 * flags.
 */
function describe(
  all: readonly ReportingRow[],
  counted: readonly ReportingRow[],
  spec: Spec,
  chance: ReturnType<typeof dice>,
): void {
  for (const row of all) {
    const { weight: _, ...problem } = chance.pick(subCategories);
    Object.assign(row, problem);
    const { theme } = chance.pick(themes);
    if (theme !== null) row.themes = [theme];
    row.relation = chance.pick(relations).relation;
    row.lookedAfter = false;
    row.madeByChild = false;
    row.advocacyOffered = false;
    row.advocacyProvided = false;
  }
  const shuffled = chance.shuffle(counted);
  for (const row of shuffled.slice(0, spec.lookedAfter)) row.lookedAfter = true;
  for (const row of shuffled.slice(0, spec.madeByChild)) {
    Object.assign(row, { madeByChild: true, relation: 'The child', advocacyOffered: true });
  }
  for (const row of shuffled.slice(0, 1)) row.advocacyProvided = true;
  let next = spec.madeByChild;
  for (const times of spec.repeats) {
    const person = shuffled[next]?.complainantKey ?? null;
    for (const row of shuffled.slice(next, next + times)) row.complainantKey = person;
    next += times;
  }
}
