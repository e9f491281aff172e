import { caseView } from '../../functions/case-views/case-view.ts';
import { currentCalendar } from '../../functions/dependencies.ts';
import { runOf } from '../../functions/domain/case/case.ts';
import type { NewEvent } from '../../functions/domain/case/events.ts';
import { isBreach } from '../../functions/domain/case/replay.ts';
import { decideStep } from '../../functions/operations/decide-step/decide-step.ts';
import { readCase } from '../../functions/operations/read-case.ts';
import { receiveFeedback } from '../../functions/operations/receive-feedback.ts';
import { receiveMessage } from '../../functions/operations/receive-message.ts';
import { planStep } from '../../functions/operations/runs/plan-step.ts';
import { wordsIn } from '../../functions/words/words.ts';
import type { LocalSystem } from '../../infra/local/local-system.ts';
import { changeOf } from '../contract/case-examples.ts';
import { countingStore } from '../counting-store.ts';

/** So many mails come in one by one, and have tasks and alerts or follow those that have. The rest are stored together. */
const oneByOne = 60;
const together = 40;

/** A complaint at its acknowledgement to which ten senders have written so many mails in a day, and no one has acted. */
export async function floodedCase(system: LocalSystem, mails: number) {
  const { time, clock } = system;
  const counting = countingStore(system.deps.store);
  const deps = { ...system.deps, store: counting.store };
  const user = (id: string) => {
    const found = deps.council.users.find((one) => one.id === id);
    if (!found) throw new Error(`no user ${id}`);
    return found;
  };
  const officer = user('complaints-officer');
  const settle = async () => {
    const moved = await time.advanceTo(clock.now());
    if (!moved.ok) throw new Error(moved.reason);
  };
  const mail = (n: number) => ({
    channel: 'email' as const,
    receivedAt: deps.clock.now(),
    from: { email: `sender${n % 10}@home.example` },
    subject: `Re: my complaint (${n})`,
    text: `I write again, for the ${n}th time. ${'Nobody has called. '.repeat(20)}`,
    attachments: [],
  });
  const arrival = (n: number) => ({
    way: 'email' as const,
    from: `sender${n % 10}@home.example`,
    verdicts: { spam: 'PASS' as const, virus: 'PASS' as const },
  });
  const receive = (n: number) =>
    receiveMessage(deps, reference, { content: mail(n), automatic: false, arrival: arrival(n), once: [] });
  const decide = async (step: string, outcome: string, answers: object) => {
    const decided = await decideStep(deps, {
      caseId: reference,
      step,
      outcome,
      answers,
      by: officer,
      seen: '*',
    });
    if (!decided.ok) throw new Error(`${step}: ${JSON.stringify(decided)}`);
  };

  const { reference } = await receiveFeedback(deps, {
    kind: 'complaint',
    receivedAt: deps.clock.now(),
    by: 'complainant',
    person: { name: 'Sam Carter', email: 'sender0@home.example' },
    message: mail(0),
    arrival: arrival(0),
    once: [],
  });
  await settle();
  await decide('triage', 'route', {
    procedure: 'childrens-statutory',
    procedureReason: 'It is about social care for a child.',
    summary: 'No calls for three weeks.',
    handler: 'complaints-officer',
    team: 'Assessment Team',
    relation: 'parent',
  });
  await settle();
  for (let n = 1; n <= Math.min(mails, oneByOne); n += 1) await receive(n);
  await settle();
  for (let first = oneByOne + 1; first <= mails; first += together) {
    const state = await deps.store.state(reference);
    if (!state) throw new Error('no case');
    const numbers = Array.from({ length: Math.min(together, mails - first + 1) }, (_, n) => first + n);
    const news = numbers.map((n): NewEvent => ({
      at: deps.clock.now(),
      by: 'complainant',
      type: 'message-received',
      message: `M${n + 1}`,
      channel: 'email',
      senderKnown: false,
      automatic: false,
      toDealWith: true,
      further: 'follows',
    }));
    const messages = numbers.map((n) => ({ ...mail(n), id: `M${n + 1}`, automatic: false }));
    const written = await deps.store.change(changeOf(reference, state, news, { messages }));
    if (!written.ok) throw new Error(written.reason);
  }

  /** What work reads of the case, and its time on the processor in milliseconds. */
  const measured = async (work: () => Promise<unknown>) => {
    counting.taken();
    const before = process.cpuUsage();
    await work();
    const { user: own, system: kernel } = process.cpuUsage(before);
    return { ...counting.taken(), milliseconds: (own + kernel) / 1_000 };
  };
  const words = wordsIn(undefined);
  return {
    reference,
    opening: () =>
      measured(async () => {
        const file = await readCase(deps, officer, reference, { recent: () => true });
        if (!file) throw new Error('cannot be read');
        const view = { deps, calendar: await currentCalendar(deps), now: deps.clock.now() };
        return JSON.stringify(caseView(file, officer, view, words));
      }),
    receiving: () => measured(() => receive(mails + 1)),
    deciding: () => measured(() => decide('acknowledge', 'acknowledge', { investigator: 'team-manager' })),
    /** Stage 1, of 10 working days, is found to be late. */
    async breaching() {
      await settle();
      const state = await deps.store.state(reference);
      const task = state?.tasks.find(({ step }) => step === 'stage-1');
      if (!state || !task) throw new Error('not at stage 1');
      const { run, step, turn } = task;
      const { definition } = runOf(state, run);
      const later = { ...deps, clock: { now: () => '2026-06-16T08:00:00.000Z' } };
      const figures = await measured(() =>
        planStep(later, { caseId: reference, run, step, turn, handled: 0, definition }),
      );
      const { events = [] } = (await system.deps.store.recent(reference)) ?? {};
      if (!events.some((event) => event.type === 'milestone' && event.task === task.key && isBreach(event)))
        throw new Error('stage 1 is not late');
      return figures;
    },
  };
}
