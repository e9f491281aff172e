import { expect, test } from 'vitest';
import { fitsPause } from '../../functions/domain/decisions/checks.ts';
import { isPaused, openTasks } from '../../functions/domain/case/case.ts';
import { reportingRow } from '../../functions/domain/records/make-reporting-row.ts';
import { bundledBankHolidays } from '../../functions/domain/time/bank-holidays.ts';
import { addCalendarDays } from '../../functions/domain/time/civil-date.ts';
import { makeWorkingDays } from '../../functions/domain/time/working-days.ts';
import type { Outcome } from '../../workflows/procedures/procedure.ts';
import { procedureSet, type Procedures } from '../../workflows/procedures/index.ts';
import { procedures } from '../shropshire.ts';
import { answersFor, whoDecides } from '../answers-for.ts';
import { openPlay, type Play } from '../play.ts';
import { renamedWalks } from '../sample.ts';
import { oneOf, picker, type Pick } from './walk/answers-for.ts';
import { renamed, renaming, type Renaming } from './walk/renamed.ts';

const calendar = makeWorkingDays(bundledBankHolidays);
const turns = 24;
const unchanged: Renaming = { of: (name) => name, undone: (text) => text };

/** The same case in two systems: one follows the procedures as they are, the other under other names. */
interface Twin {
  play: Play;
  known: Procedures;
  names: Renaming;
}

/** All that anyone can learn of a case, under the old names; secrets and ids that are hashed from names may differ. */
async function everythingOf({ play, known, names }: Twin, reference: string) {
  const { state, events } = await play.file(reference);
  const shown = {
    view: (await play.get(`/cases/${reference}`)).body,
    events,
    row: reportingRow(state, null, known, calendar, play.today()),
    letters: (await play.letters()).map(({ to, subject, text }) => ({
      to,
      subject,
      text,
      key: `${to} ${text}`,
    })),
  };
  const text = names
    .undone(JSON.stringify(shown))
    .replaceAll(/[0-9a-z]{40,}|(?<=-)[0-9a-f]{20}\b|(?<="definition":")[0-9a-f]+/g, '…');
  return sorted(JSON.parse(text));
}

/** What happens at one moment in several runs comes in any order, and so do the letters that are kept by name. */
function placeOf(item: unknown): string | undefined {
  if (typeof item !== 'object' || item === null) return undefined;
  if ('key' in item && typeof item.key === 'string') return item.key;
  if (!('at' in item) || !('type' in item)) return undefined;
  const { seq: _, ...event }: { seq?: unknown; at: unknown } = item;
  return `${String(event.at)} ${JSON.stringify(event)}`;
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) {
    const list = value.map(sorted);
    return list.every((item) => placeOf(item) !== undefined)
      ? list.toSorted((a, b) => ((placeOf(a) ?? '') < (placeOf(b) ?? '') ? -1 : 1))
      : list;
  }
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => key !== 'seq')
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, inner]: [string, unknown]) => [key, sorted(inner)]),
  );
}

/** Decides some open step in both, with the same answers; returns what was done. */
async function decideInBoth(
  twins: readonly Twin[],
  reference: string,
  pick: Pick,
  mayEnd: boolean,
): Promise<string> {
  const [{ play }] = [twins[0] ?? fail()];
  const { state, documents } = await play.file(reference);
  const waiting = openTasks(state);
  if (waiting.length === 0) return 'nothing is open';
  const task = oneOf(pick, waiting);
  const step = procedures.version(task.procedure, task.procedureVersion)?.steps[task.step] ?? fail();
  const paused = isPaused(state, task);
  const ends = ({ next, effect }: Outcome) => next === 'closed' || effect === 'withdraw';
  // Mostly on to another step, and not to the end before half of the way, or no case would come far.
  const all = Object.entries(step.outcomes).filter(
    ([, outcome]) => outcome.by?.length !== 0 && fitsPause(outcome, paused),
  );
  const likely = all.filter(
    ([, outcome]) => (mayEnd || !ends(outcome)) && (outcome.effect !== 'pause' || pick(3) === 0),
  );
  const possible = likely.length > 0 ? likely : all;
  const before = new Set(state.tasks.map((one) => one.step));
  const onward = possible.filter(
    ([, outcome]) => !before.has(outcome.next) && outcome.next !== 'again' && !ends(outcome),
  );
  const staying = possible.filter(([, outcome]) => outcome.next === 'again');
  const [name, outcome] = oneOf(
    pick,
    [onward, onward, onward, staying].filter((some) => some.length > 0)[pick(4)] ?? possible,
  );
  const kind = state.facts.kind ?? state.kind;
  const fitting = play.deps.procedures
    .forFeedback(state.receivedOn)
    .filter(({ feedback }) => feedback?.some((one) => one === kind));
  const context = { state, task, council: play.deps.council, today: play.today() };
  const answers = answersFor(outcome, pick(2) === 0 ? 'the least' : 'everything', {
    ...context,
    commands: { kind, procedure: fitting.length > 0 ? oneOf(pick, fitting).id : undefined },
    document: oneOf(pick, documents).id,
  });
  const user = whoDecides(step, outcome, context);
  const said = await Promise.all(
    twins.map(async (twin) => {
      const given = Object.fromEntries(
        // One payment and one action: runs that begin at one moment could be numbered either way.
        Object.entries(answers).map(([field, value]) => [
          twin.names.of(field),
          Array.isArray(value) && severalRuns.has(outcome.form[field]?.type ?? '')
            ? value.slice(0, 1)
            : value,
        ]),
      );
      const [at = '', turn = ''] = task.key.split('#');
      const key = encodeURIComponent(`${twin.names.of(at)}#${turn}`);
      const decided = await twin.play.decide(reference, key, twin.names.of(name), given, user);
      return { status: decided.status, text: decided.status === 200 ? '' : twin.names.undone(decided.text) };
    }),
  );
  expect({ name, said: said[1] }).toEqual({ name, said: said[0] });
  return `${task.key} ${name} ${said[0]?.status}`;
}

const severalRuns = new Set(['actions', 'money']);

function fail(): never {
  throw new Error('there is no such thing');
}

test.each(Array.from({ length: renamedWalks }, (_, seed) => seed + 1))(
  'every name that a procedure gives can be another: the case, its letters and its row stay the same (walk %i)',
  async (seed) => {
    const pick = picker(seed * 7919);
    const names = renaming(procedures.all, pick);
    const others = procedureSet(procedures.all.map((procedure) => renamed(procedure, names)));
    const twins: Twin[] = [
      { play: await openPlay('2026-06-01T09:00:00Z'), known: procedures, names: unchanged },
      { play: await openPlay('2026-06-01T09:00:00Z', { procedures: others }), known: others, names },
    ];
    const done: string[] = [];
    let reference: string | undefined;
    for (let turn = 0; turn < turns; turn += 1) {
      const open = reference === undefined ? undefined : (await twins[0]?.play.file(reference))?.state.status;
      if (open !== 'open')
        for (const { play } of twins) {
          reference = await play.complaint();
          for (const title of ['Report', 'Second report', "Panel's report"])
            await play.document(reference, title);
        }
      const current = reference ?? fail();
      done.push(await decideInBoth(twins, current, pick, turn >= turns / 2));
      const day = addCalendarDays(twins[0]?.play.today() ?? '', pick(2) === 0 ? 0 : pick(12));
      for (const { play } of twins) await play.to(day, '17:00');
      if (turn % 4 !== 3) continue;
      const [one, other] = await Promise.all(twins.map((twin) => everythingOf(twin, current)));
      expect({ done, of: other }).toEqual({ done, of: one });
    }

    expect(done.filter((what) => what.endsWith('200')).length).toBeGreaterThan(8);
  },
  600_000,
);

test('an advocate who is found and a referral that is recorded are read under any names', async () => {
  const names = renaming(procedures.all, picker(7919));
  const others = procedureSet(procedures.all.map((procedure) => renamed(procedure, names)));
  const twins: Twin[] = [
    { play: await openPlay('2026-06-01T09:00:00Z'), known: procedures, names: unchanged },
    { play: await openPlay('2026-06-01T09:00:00Z', { procedures: others }), known: others, names },
  ];
  const answered = [
    {
      step: 'find-advocate',
      outcome: 'found',
      answers: {
        advocateAppointed: 'Amal Advocate',
        advocacyProvider: 'Voices',
        contact: '0800 300 7000',
      },
    },
    {
      step: 'look-now',
      outcome: 'referred',
      answers: {
        referredTo: 'The duty social worker',
        referredOn: '2026-06-01',
        referredAt: '09:15',
        referralReference: 'MASH 12',
      },
    },
  ];
  const shown = [];
  for (const twin of twins) {
    const { play } = twin;
    const reference = await play.complaint();
    expect((await play.post(`/cases/${reference}/details`, { advocacyWanted: true })).status).toBe(200);
    const marked = await play.post(`/cases/${reference}/safeguarding`, { reason: 'She says he hits her.' });
    expect(marked.status).toBeLessThan(300);
    await play.settle();
    for (const { step, outcome, answers } of answered) {
      const given = Object.entries(answers).map(([field, value]) => [twin.names.of(field), value]);
      const { of } = twin.names;
      const decided = await play.decide(reference, of(step), of(outcome), Object.fromEntries(given));
      expect([step, decided.status, decided.text]).toEqual([step, 200, expect.anything()]);
    }
    await play.settle();
    const view = await play.view(reference);
    expect(view.parties.find(({ roles }) => roles.includes('advocate'))).toMatchObject({
      name: 'Amal Advocate',
      phone: '0800 300 7000',
    });
    expect(view.safeguarding).toMatchObject([
      { status: 'referred', referral: { to: 'The duty social worker', at: '09:15', reference: 'MASH 12' } },
    ]);
    shown.push(await everythingOf(twin, reference));
  }
  expect(shown[1]).toEqual(shown[0]);
}, 60_000);
