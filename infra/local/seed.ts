import { taskTag, decideStep } from '../../functions/decide-step/decide-step.ts';
import { bundledBankHolidays } from '../../functions/domain/bank-holidays.ts';
import { makeWorkingDays } from '../../functions/domain/working-days.ts';
import { currentCalendar } from '../../functions/dependencies.ts';
import { Instant, londonDate, londonInstant } from '../../functions/domain/civil-date.ts';
import { userById } from '../../functions/domain/council.ts';
import { receiveFeedback } from '../../functions/receive-feedback/receive-feedback.ts';
import type { LocalSystem } from './local-system.ts';

interface Example {
  channel: 'email' | 'phone' | 'web form' | 'letter';
  /** Working days before now. */
  received: number;
  name: string;
  text: string;
  team: string;
  /** How far it has come. */
  stage: 'arrived' | 'routed' | 'acknowledged';
}

/** The example complaints of the annual report 2021/22, section 6, shortened; the names are made up. */
const examples: Example[] = [
  {
    channel: 'email',
    received: 13,
    name: 'Alex Morgan',
    text: 'Whenever I email the social worker I do not receive any response. There is a lack of communication. My daughter wants to see me, but the social worker does not seem interested in this fact. I feel like I am not being listened to.',
    team: 'Assessment Team',
    stage: 'acknowledged',
  },
  {
    channel: 'phone',
    received: 8,
    name: 'Jo and Pat Reeves',
    text: 'We are at the point of crisis and family breakdown due to no support being provided at home for our daughter. We need immediate help with her ongoing care.',
    team: "Disabled Children's Team",
    stage: 'acknowledged',
  },
  {
    channel: 'letter',
    received: 3,
    name: 'Chris Lane',
    text: 'I have waited weeks for another social worker to be allocated to my son. I have had numerous conversations saying that someone will be in touch. I feel that I am being pushed out of his life.',
    team: 'Looked After Children Team',
    stage: 'routed',
  },
  {
    channel: 'email',
    received: 1,
    name: 'Robin Hale',
    text: 'The social worker was uncaring and unsympathetic. She never said why she was turning up and never explained. The whole situation was made much worse by her behaviour.',
    team: 'Case Management Team',
    stage: 'arrived',
  },
  {
    channel: 'web form',
    received: 0,
    name: 'Sam Carter',
    text: 'He is not only missing out on his education but the social side, which is affecting him, as he has gone backwards.',
    team: 'SEND Support Services',
    stage: 'arrived',
  },
];

const firstDay = -Math.max(...examples.map(({ received }) => received)) - 1;

/** When the clock of a first start must begin, so that the examples have a true history by `target`. */
export function seedStart(target: Date): Date {
  const calendar = makeWorkingDays(bundledBankHolidays);
  return new Date(
    londonInstant(calendar.add(londonDate(Instant.parse(target.toISOString())), firstDay), '09:00'),
  );
}

/**
 * Plays the examples up to `target`, at a first start: each comes in on its day, and people do their steps on theirs.
 * A store with cases of its own is left alone; a start that was broken off is taken up again.
 */
export async function seedExamples(system: LocalSystem, target: Date): Promise<void> {
  const { deps, time, clock } = system;
  const begun = await deps.store.find({ once: exampleKey(0) });
  if (begun === undefined && (await deps.store.cases({ limit: 1 })).items.length > 0) return;
  const calendar = await currentCalendar(deps);
  const end = Instant.parse(target.toISOString());
  const today = londonDate(end);
  const acts = examples.flatMap((example, index) => {
    const day = calendar.add(today, -example.received);
    const acknowledged = calendar.add(day, 1);
    return [
      { at: londonInstant(day, '09:30'), act: () => receive(system, example, index) },
      ...(example.stage === 'arrived'
        ? []
        : [{ at: londonInstant(day, '15:00'), act: () => route(system, example, index) }]),
      ...(example.stage === 'acknowledged'
        ? [{ at: londonInstant(acknowledged, '10:15'), act: () => acknowledge(system, index) }]
        : []),
    ];
  });
  for (const { at, act } of acts.sort((a, b) => (a.at < b.at ? -1 : 1))) {
    const when = new Date(at < end ? at : end);
    if (when > clock.now()) await time.advanceTo(when);
    await act();
    await time.advanceTo(clock.now());
  }
  if (target > clock.now()) await time.advanceTo(target);
}

const exampleKey = (index: number) => `example:${index + 1}`;

async function receive(
  { deps }: LocalSystem,
  { channel, name, text }: Example,
  index: number,
): Promise<void> {
  await receiveFeedback(deps, {
    kind: 'complaint',
    receivedAt: deps.clock.now(),
    by: 'user:complaints-officer',
    person: { name, email: `${name.toLowerCase().replaceAll(/[^a-z]+/g, '.')}@home.example` },
    message: { channel, from: { name }, subject: '', text, attachments: [] },
    once: [exampleKey(index)],
  });
}

async function route(system: LocalSystem, { text, team }: Example, index: number): Promise<void> {
  await decide(system, index, 'triage', 'route', {
    procedure: 'childrens-statutory',
    procedureReason: 'Your complaint is about social care for a child.',
    summary: text,
    handler: 'complaints-officer',
    team,
    relation: 'parent',
  });
}

async function acknowledge(system: LocalSystem, index: number): Promise<void> {
  await decide(system, index, 'acknowledge', 'acknowledge', { investigator: 'team-manager' });
}

/** Decides a step unless somebody has. */
async function decide(
  system: LocalSystem,
  index: number,
  step: string,
  outcome: string,
  answers: Record<string, string>,
): Promise<void> {
  const { deps } = system;
  const caseId = await deps.store.find({ once: exampleKey(index) });
  const state = caseId === undefined ? undefined : await deps.store.state(caseId);
  const task = state?.tasks.findLast((candidate) => candidate.step === step);
  const by = userById(deps.council, 'complaints-officer');
  if (!state || task?.status !== 'open' || !by) return;
  await decideStep(deps, { caseId: state.id, step, outcome, answers, by, seen: taskTag(state, task) });
}
