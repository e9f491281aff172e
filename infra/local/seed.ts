import { taskTag, decideStep } from '../../functions/decide-step/decide-step.ts';
import { currentCalendar } from '../../functions/dependencies.ts';
import { londonDate, londonInstant } from '../../functions/domain/civil-date.ts';
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

/** Puts the examples in at the first start, each once, as cases of several ages and stages. */
export async function seedExamples(system: LocalSystem): Promise<void> {
  const { deps, time, clock } = system;
  const calendar = await currentCalendar(deps);
  const today = londonDate(deps.clock.now());
  for (const [index, { channel, received, name, text, team, stage }] of examples.entries()) {
    const at = londonInstant(calendar.add(today, -received), '09:30');
    const now = deps.clock.now();
    const feedback = await receiveFeedback(deps, {
      kind: 'complaint',
      receivedAt: at < now ? at : now,
      by: 'user:complaints-officer',
      person: { name, email: `${name.toLowerCase().replaceAll(/[^a-z]+/g, '.')}@home.example` },
      message: { channel, from: { name }, subject: '', text, attachments: [] },
      once: [`example:${index + 1}`],
    });
    if (feedback.known) continue;
    await time.advanceTo(clock.now());
    if (stage === 'arrived') continue;
    await decide(system, feedback.caseId, 'triage', 'route', {
      procedure: deps.procedures.forComplaints(today)[0]?.id ?? '',
      procedureReason: 'It is about social care for a child, and a parent may complain in their own right.',
      summary: text,
      handler: 'complaints-officer',
      team,
      relation: 'parent',
    });
    if (stage === 'acknowledged')
      await decide(system, feedback.caseId, 'acknowledge', 'acknowledge', { investigator: 'team-manager' });
  }
}

async function decide(
  system: LocalSystem,
  caseId: string,
  step: string,
  outcome: string,
  answers: Record<string, string>,
): Promise<void> {
  const state = await system.deps.store.state(caseId);
  const task = state?.tasks.findLast((candidate) => candidate.step === step);
  const by = userById(system.deps.council, 'complaints-officer');
  if (!state || !task || !by) return;
  await decideStep(system.deps, { caseId, step, outcome, answers, by, seen: taskTag(state, task) });
  await system.time.advanceTo(system.clock.now());
}
