import { declareIndependence } from '../../functions/operations/declare-independence.ts';
import { taskTag, decideStep } from '../../functions/operations/decide-step/decide-step.ts';
import { bundledBankHolidays } from '../../functions/domain/time/bank-holidays.ts';
import { makeWorkingDays } from '../../functions/domain/time/working-days.ts';
import { currentCalendar, type Dependencies } from '../../functions/dependencies.ts';
import {
  Instant,
  londonDate,
  londonInstant,
  type CivilDate,
} from '../../functions/domain/time/civil-date.ts';
import { userById, type User } from '../../functions/domain/council/council.ts';
import type { CaseFile } from '../../functions/ports.ts';
import { receiveFeedback } from '../../functions/operations/receive-feedback.ts';
import { addDocument } from '../../functions/operations/case-actions/add-document.ts';
import { beginEnquiry } from '../../functions/operations/case-actions/begin-enquiry.ts';
import type { Act, Example } from './example-acts.ts';
import { examples } from './example-cases.ts';
import type { LocalSystem } from './local-system.ts';

const firstDay = -Math.max(...examples.map(({ received }) => received)) - 1;

/** The time at which the clock of a first start must begin, so that the examples have a real history by `target`. */
export function seedStart(target: Date): Date {
  const calendar = makeWorkingDays(bundledBankHolidays);
  return new Date(
    londonInstant(calendar.add(londonDate(Instant.parse(target.toISOString())), firstDay), '09:00'),
  );
}

/** Marks that all examples were played. After that, the cases are left to their users. */
const played = 'examples-played';
const forGood = Instant.parse('9999-12-31T00:00:00Z');

const exampleKey = (index: number) => `example:${index + 1}`;

/** Thrown if an example was not accepted as it is written: the first start would not show what it is meant to show. */
class ExampleRefused extends Error {
  override name = 'ExampleRefused' as const;
}

/**
 * Plays the examples up to `target` at a first start: each case is received on its day, and people do their steps on
 * theirs. A store with cases of its own is left unchanged. An interrupted start continues.
 */
export async function seedExamples(
  system: LocalSystem,
  target: Date,
  begins: () => void = () => undefined,
): Promise<void> {
  const { deps, time, clock } = system;
  if ((await deps.shortLived.get(played, deps.clock.now())) !== undefined) return;
  const begun = await deps.store.find({ once: exampleKey(0) });
  if (begun === undefined && (await deps.store.cases({ limit: 1 })).items.length > 0) return;
  begins();
  const calendar = await currentCalendar(deps);
  const end = Instant.parse(target.toISOString());
  const today = londonDate(end);
  const moments = examples.flatMap((example, index) => {
    const first = calendar.add(today, -example.received);
    const day = (n: number): CivilDate => calendar.add(first, n);
    return [
      { at: londonInstant(first, '09:30'), act: () => receive(system, example, index) },
      ...example.acts.map((act, nth) => ({
        // One after the other, because an act can build on an earlier one of the same day.
        at: londonInstant(day(act.on), `1${Math.min(Math.floor(nth / 6), 6)}:${(nth % 6) * 10 || '00'}`),
        act: () => perform(system, act, index, day),
      })),
    ];
  });
  for (const { at, act } of moments.toSorted((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0))) {
    const when = new Date(at < end ? at : end);
    if (when > clock.now()) await time.advanceTo(when);
    await act();
    await time.settle();
  }
  if (target > clock.now()) await time.advanceTo(target);
  await deps.shortLived.put(played, true, forGood);
}

async function receive(
  { deps }: LocalSystem,
  { kind, channel, name, text }: Example,
  index: number,
): Promise<void> {
  await receiveFeedback(deps, {
    kind,
    receivedAt: deps.clock.now(),
    by: 'user:complaints-officer',
    person: { name, email: `${name.toLowerCase().replaceAll(/[^a-z]+/g, '.')}@home.example` },
    message: { channel, from: { name }, subject: '', text, attachments: [] },
    once: [exampleKey(index)],
  });
}

async function perform(
  { deps }: LocalSystem,
  act: Act,
  index: number,
  day: (n: number) => CivilDate,
): Promise<void> {
  const caseId = await deps.store.find({ once: exampleKey(index) });
  const file = caseId === undefined ? undefined : await deps.store.file(caseId);
  const by = userById(deps.council, act.by);
  if (!file || !by) throw new ExampleRefused(`${act.do}: there is no such case or user`);
  const result = await carryOut(deps, act, { file, by, day });
  if (!result.ok) throw new ExampleRefused(`example ${index + 1}: ${JSON.stringify([act, result])}`);
}

const done = { ok: true } as const;

/** Carries out an act, unless it was done before the start was interrupted. */
async function carryOut(
  deps: Dependencies,
  act: Act,
  { file, by, day }: { file: CaseFile; by: User; day: (n: number) => CivilDate },
): Promise<{ ok: boolean }> {
  const { state } = file;
  const caseId = state.id;
  switch (act.do) {
    case 'declare':
      return declareIndependence(deps, { caseId, by, decision: { do: 'sign' } });
    case 'paper':
      return addDocument(deps, { caseId, by, title: act.title, content: new TextEncoder().encode(act.text) });
    case 'enquiry': {
      if (state.facts.ombudsmanReference !== undefined) return done;
      const receivedOn = londonDate(deps.clock.now());
      return beginEnquiry(deps, { caseId, by, receivedOn, reference: act.reference });
    }
    case 'decide': {
      const { step, outcome } = act;
      const task = state.tasks.findLast((candidate) => candidate.step === step);
      if (task?.decisions.some((decision) => decision.outcome === outcome)) return done;
      const answers = typeof act.answers === 'function' ? act.answers(day) : act.answers;
      return decideStep(deps, {
        caseId,
        step,
        outcome,
        answers,
        by,
        seen: task === undefined ? '' : taskTag(state, task),
      });
    }
  }
}
