import { DuckDBInstance } from '@duckdb/node-api';
import { cohortIds, wholeOf, type CohortId } from '../../functions/report/cohorts.ts';
import type { DimensionId } from '../../functions/report/dimensions.ts';
import type { Period } from '../../functions/report/period.ts';

const fault = `outcome in ('upheld', 'partially upheld')`;
const inPeriod = (day: string) => `coalesce(${day} between $from and $until, false)`;
const closed = `coalesce(stage1.responded, closed)`;

/** Each cohort in SQL, written apart from the report's own definitions: two ways to one figure. */
const conditions: Record<CohortId, string> = {
  feedback: inPeriod('received'),
  compliments: `kind = 'compliment'`,
  comments: `kind = 'comment'`,
  complaints: `kind = 'complaint'`,
  investigations: 'investigated',
  'resolved-informally': `outcome = 'resolved informally'`,
  'ended-after-death': `outcome = 'ended after death'`,
  'looked-after': 'lookedAfter',
  'made-by-child': 'madeByChild',
  'advocacy-offered': 'advocacyOffered',
  'advocacy-provided': 'advocacyProvided',
  'child-offered-advocate': 'advocacyOffered',
  escalated: 'escalations > 0',
  closed: `investigated and ${inPeriod(closed)}`,
  'with-finding': `(${fault} or outcome = 'not upheld')`,
  'fault-found': fault,
  upheld: `outcome = 'upheld'`,
  'learning-recorded': '(len(learning) > 0 or len(actions) > 0)',
  'stage-1': 'stage1.responded is not null and withdrawn is null',
  'stage-1-in-extended': 'stage1.inTimeExtended',
  'stage-1-in-original': 'stage1.inTimeOriginal',
  'stage-2': inPeriod('stage2.responded'),
  'stage-2-in-extended': 'stage2.inTimeExtended',
  'stage-2-in-original': 'stage2.inTimeOriginal',
  'stage-2-with-statement': 'stage2.statementAgreed is not null',
  'stage-3': inPeriod('stage3.responded'),
  'stage-3-in-extended': 'stage3.inTimeExtended',
  'stage-3-in-original': 'stage3.inTimeOriginal',
  'beyond-stage-1': `(${inPeriod('stage2.opened')} or ${inPeriod('stage3.opened')} or ${inPeriod('lgsco.received')})`,
  'reached-stage-2': inPeriod('stage2.opened'),
  'reached-stage-3': inPeriod('stage3.opened'),
  'reached-lgsco': inPeriod('lgsco.received'),
};

const or = (text: string) => `coalesce(${text}, '')`;
const pair = (one: string, other: string) => `${or(one)} || chr(31) || ${or(other)}`;

const keys: Record<DimensionId, string> = {
  kind: 'kind',
  serviceArea: or('serviceArea'),
  team: or('team'),
  teamInArea: pair('serviceArea', 'team'),
  month: `strftime(received::date, '%m')`,
  quarter: `'Q' || ((month(received::date) + 8) % 12 // 3 + 1)`,
  channel: 'channel',
  procedure: or('procedure'),
  category: or('category'),
  subCategory: or('subCategory'),
  subCategoryInCategory: pair('category', 'subCategory'),
  theme: 'unnest(themes)',
  relation: or('relation'),
  outcome: `coalesce(outcome, 'no recorded outcome')`,
  learning: 'unnest(learning)',
  action: `unnest(list_transform(actions, lambda action: action.type))`,
  lgscoDecision: `coalesce(lgsco.decision, 'awaiting decision')`,
};

const days: Partial<Record<CohortId, string>> = {
  'stage-1': 'stage1.workingDays',
  'stage-2': 'stage2.workingDays',
  'stage-2-with-statement': 'stage2.workingDaysFromStatement',
  'stage-3': 'stage3.workingDays',
};

const stage = `STRUCT(opened DATE, due DATE, extendedDue DATE, responded DATE, workingDays INT, inTimeOriginal BOOL, inTimeExtended BOOL`;
/** The columns that the figures need: no type is guessed and no other column is read. */
const columns = `{reference: 'VARCHAR', kind: 'VARCHAR', channel: 'VARCHAR', received: 'DATE', closed: 'DATE', serviceArea: 'VARCHAR',
  team: 'VARCHAR', category: 'VARCHAR', subCategory: 'VARCHAR', themes: 'VARCHAR[]', procedure: 'VARCHAR', lookedAfter: 'BOOL',
  madeByChild: 'BOOL', complainantKey: 'VARCHAR', relation: 'VARCHAR', investigated: 'BOOL', outcome: 'VARCHAR', learning: 'VARCHAR[]',
  actions: 'STRUCT(type VARCHAR)[]', lgsco: 'STRUCT(received DATE, decision VARCHAR)', withdrawn: 'VARCHAR', advocacyOffered: 'BOOL',
  advocacyProvided: 'BOOL', escalations: 'INT', stage1: '${stage})', stage3: '${stage})',
  stage2: '${stage}, statementAgreed DATE, workingDaysFromStatement INT)'}`;

function membership(id: CohortId): string {
  const whole = wholeOf(id);
  return whole === undefined ? conditions[id] : `${membership(whole)} and ${conditions[id]}`;
}

/** Every count by name, as DuckDB finds it: cohorts, their keys, sums of days, repeat complaints. */
export async function duckdbFigures(
  path: string,
  period: Period,
  asked: readonly (readonly [cohort: CohortId, by: DimensionId])[],
): Promise<Map<string, number>> {
  const connection = await (await DuckDBInstance.create(':memory:')).connect();
  const quoted = (text: string) => `'${text.replaceAll("'", "''")}'`;
  const sql = (text: string) =>
    text
      .replaceAll('$from', `DATE ${quoted(period.from)}`)
      .replaceAll('$until', `DATE ${quoted(period.until)}`);
  await connection.run(
    `create temp table rows as select * from read_json(${quoted(path)}, format = 'newline_delimited', columns = ${columns})`,
  );
  const found = new Map<string, number>();
  const query = async (text: string) => (await connection.runAndReadAll(sql(text))).getRows();
  const duplicates = await query(`select reference from rows group by reference having count(*) > 1 limit 1`);
  if (duplicates.length > 0) throw new Error('the rows for the comparison hold a reference twice');
  for (const id of cohortIds) {
    const sum = days[id] ?? '0';
    const [row = []] = await query(
      `select count(*), coalesce(sum(${sum}), 0), coalesce(median(${sum}), 0) from rows where ${membership(id)}`,
    );
    found.set(id, Number(row[0]));
    if (days[id] !== undefined) {
      found.set(`${id}: sum of days`, Number(row[1]));
      found.set(`${id}: median of days`, Number(row[2]));
    }
  }
  for (const [id, by] of asked) {
    const cells = await query(
      `select key, count(*) from (select ${keys[by]} as key from rows where ${membership(id)}) group by key`,
    );
    for (const [key, count] of cells) found.set(`${id}|${by}|${String(key)}`, Number(count));
  }
  const [repeated = []] = await query(
    `select coalesce(sum(n), 0) from (select count(*) as n from rows where ${membership('complaints')} and complainantKey is not null group by complainantKey having count(*) > 1)`,
  );
  found.set('repeat complaints', Number(repeated[0]));
  return found;
}
