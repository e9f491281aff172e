import { isDeepStrictEqual } from 'node:util';
import * as z from 'zod';
import { CaseView } from '../../../functions/case-views/schemas.ts';
import type { Event } from '../../../functions/domain/case/events.ts';
import { replay } from '../../../functions/domain/case/replay.ts';
import { londonDate } from '../../../functions/domain/time/civil-date.ts';
import { readCouncil } from '../../../functions/domain/council/council.ts';
import council from '../../../infra/councils/shropshire/council.json' with { type: 'json' };
import { openLocalSystem } from '../../../infra/local/open-local-system.ts';
import type { LocalSystem } from '../../../infra/local/local-system.ts';
import { makeVirtualClock } from '../../../infra/local/virtual-clock.ts';

// One statutory complaint from its mail to its end, for crash.test.ts, also as a process of its own. It first checks
// what has been done already, like people who come back to a computer that had stopped, and continues from there.

const received = new Date('2026-06-01T08:00:00Z');
const minutes = 60_000;
/** Longer than the repair waits: what was left half done is whole again by then. */
const aWhile = 80 * minutes;

const raw = Buffer.from(
  [
    'From: Sam Carter <sam.carter@home.example>',
    `To: ${council.intakeAddress}`,
    "Subject: My daughter's social worker",
    'Message-ID: <first@home.example>',
    'Date: Mon, 1 Jun 2026 08:59:00 +0100',
    'MIME-Version: 1.0',
    'Content-Type: multipart/mixed; boundary=part',
    '',
    '--part',
    'Content-Type: text/plain; charset=utf-8',
    '',
    'Nobody has called me back for three weeks. I want to complain.',
    '--part',
    'Content-Type: text/plain; name=diary.txt',
    'Content-Disposition: attachment; filename=diary.txt',
    '',
    '4 May: called. 11 May: called again.',
    '--part--',
    '',
  ].join('\r\n'),
);

interface Turn {
  by: string;
  step: string;
  outcome: string;
  answers: Record<string, unknown>;
}

/** Something that was recorded wrongly and is put right. */
interface Correction {
  what: string;
  value: unknown;
  reason: string;
}

/** The actions of people, in order; each not before its time. */
const turns: ((Turn | { correction: Correction }) & { at: string })[] = [
  {
    at: '2026-06-01T09:00:00Z',
    by: 'complaints-officer',
    step: 'triage',
    outcome: 'route',
    answers: {
      procedure: 'corporate',
      procedureReason: 'It is about calls that no one returned.',
      summary: 'Three weeks without a call.',
      handler: 'complaints-officer',
      team: 'Assessment Team',
    },
  },
  {
    at: '2026-06-01T11:00:00Z',
    by: 'complaints-officer',
    step: 'acknowledge',
    outcome: 'acknowledge',
    answers: { investigator: 'team-manager' },
  },
  {
    at: '2026-06-02T09:00:00Z',
    correction: {
      what: 'procedure',
      value: 'childrens-statutory',
      reason: 'It is about social care for a child, and a parent complains.',
    },
  },
  // Due on 15 June: a day late.
  {
    at: '2026-06-16T09:00:00Z',
    by: 'complaints-officer',
    step: 'stage-1',
    outcome: 'extend',
    answers: { until: '2026-06-24', reason: 'A colleague must be asked who is on leave until Monday.' },
  },
  {
    at: '2026-06-22T09:00:00Z',
    by: 'team-manager',
    step: 'stage-1',
    outcome: 'respond',
    answers: {
      findings: [
        { point: 'P1', finding: 'upheld', reasons: 'Nobody called back, and somebody should have.' },
      ],
      response: 'We are sorry. You will be called each Friday.',
      remedies: ['A call each Friday'],
      learning: [{ text: 'Calls are passed on when somebody is away' }],
    },
  },
  {
    at: '2026-06-22T10:00:00Z',
    by: 'quality-checker',
    step: 'stage-1-check',
    outcome: 'accept',
    answers: {},
  },
  {
    at: '2026-06-22T14:00:00Z',
    by: 'complaints-officer',
    step: 'stage-1-sign-off',
    outcome: 'send',
    answers: {},
  },
];
/** The window to ask for stage 2 closes on 20 July. */
const afterTheEnd = new Date('2026-07-21T09:00:00Z');

function open(dataDir: string, faults: string[]): LocalSystem {
  return openLocalSystem({
    dataDir,
    startAt: received,
    council: readCouncil(council),
    // With a real time that does not move, the virtual time stays as it is stored in the database, and moves only on
    // command.
    makeClock: (options) => makeVirtualClock({ ...options, realNow: () => 0 }),
    report: ({ name, message }) => faults.push(`${name}: ${message}`),
  });
}

const Cases = z.object({ items: z.array(z.object({ reference: z.string() })) });

async function look(system: LocalSystem): Promise<CaseView | undefined> {
  const get = async (path: string): Promise<unknown> =>
    (await system.app.request(path, { headers: as('complaints-officer') })).json();
  const [first] = Cases.parse(await get('/api/v1/cases')).items;
  return first && CaseView.parse(await get(`/api/v1/cases/${first.reference}`));
}

const as = (user: string) => ({ authorization: `Bearer local:${user}` });

/** The process sleeps until the next timer of the case, and so on: without the hundred repairs of each day between. */
async function sleepUntil({ engine, clock, time }: LocalSystem, instant: Date): Promise<void> {
  if (clock.now() >= instant) return;
  for (let next = engine.nextTimer(); next && next <= instant; next = engine.nextTimer()) {
    clock.moveTo(next);
    await time.settle();
  }
  clock.moveTo(instant);
  await time.settle();
}

async function wait({ clock, time }: LocalSystem): Promise<void> {
  await time.advanceTo(new Date(clock.now().getTime() + aWhile));
}

const outboxLeft = async ({ deps }: Pick<LocalSystem, 'deps'>) =>
  (await deps.store.outbox({ before: '2100-01-01T00:00:00Z', limit: 10 })).items;

async function decide(system: LocalSystem, turn: Turn): Promise<void> {
  for (let looked = 0; looked < 5; looked += 1) {
    const view = await look(system);
    const steps = view?.steps.filter(({ step }) => step === turn.step) ?? [];
    const done = steps.flatMap(({ decisions }) => decisions).find(({ outcome }) => outcome === turn.outcome);
    if (done) {
      if (system.clock.now().getTime() - Date.parse(done.at) < aWhile) await wait(system);
      return;
    }
    if (!view || steps.length === 0) {
      await wait(system);
      continue;
    }
    const path = `/api/v1/cases/${view.reference}/tasks/${turn.step}`;
    const task = await system.app.request(path, { headers: as(turn.by) });
    const answer = await system.app.request(`${path}/decision`, {
      method: 'POST',
      headers: {
        ...as(turn.by),
        'content-type': 'application/json',
        'if-match': task.headers.get('etag') ?? '',
      },
      body: JSON.stringify({ outcome: turn.outcome, answers: turn.answers }),
    });
    if (!answer.ok) throw new Error(`${turn.step} ${turn.outcome}: ${answer.status} ${await answer.text()}`);
  }
  throw new Error(`${turn.step} did not open`);
}

/** Corrects the case unless that is done. Whoever sees it just done leaves the repair its time, as after a decision. */
async function correct(system: LocalSystem, { what, value, reason }: Correction): Promise<void> {
  const view = await look(system);
  const done = view?.corrections.find((one) => one.what === what);
  if (done) {
    if (system.clock.now().getTime() - Date.parse(done.at) < aWhile) await wait(system);
    return;
  }
  const answer = await system.app.request(`/api/v1/cases/${view?.reference}/corrections`, {
    method: 'POST',
    headers: { ...as('complaints-officer'), 'content-type': 'application/json' },
    body: JSON.stringify({ what, value, reason }),
  });
  if (!answer.ok) throw new Error(`correction: ${answer.status} ${await answer.text()}`);
}

/** The part of the case in which it is corrected, counted as `parts` are. */
export const partOfCorrection = turns.findIndex((turn) => 'correction' in turn) + 2;

/** How many parts the case has in which it can be played: its mail, each turn, and the end. */
export const parts = turns.length + 2;

/**
 * Plays the case in a folder from where it is to the end of a part. The result is the same wherever it was interrupted.
 */
export async function playCase(dataDir: string, last = parts) {
  const faults: string[] = [];
  const system = open(dataDir, faults);
  await system.time.settle();
  // A sender that was not told 250 sends again; one that was told so the moment before cannot be told from it here.
  if (system.clock.now() <= received)
    await system.mailIn({
      raw,
      envelopeFrom: 'sam.carter@home.example',
      recipients: [council.intakeAddress],
    });
  // What the death left undone is repaired within the hour, also at night, when nobody comes back for long.
  if ((await outboxLeft(system)).length > 0) await wait(system);
  for (const turn of turns.slice(0, last - 1)) {
    await sleepUntil(system, new Date(turn.at));
    await ('correction' in turn ? correct(system, turn.correction) : decide(system, turn));
  }
  if (last === parts) await sleepUntil(system, afterTheEnd);
  const outcome = { faults, ...(await outcomeOf(system)) };
  await system.close();
  return outcome;
}

const letterOf = (event: Event) => ('letter' in event ? (event.letter ?? '') : '');
const byLetter = (one: Event, other: Event) => (letterOf(one) < letterOf(other) ? -1 : 1);

/** All that the case has become, but for its number and the time of day of what was done later for the interruption. */
async function outcomeOf({ deps, engine, mailer }: LocalSystem) {
  const cases = (await deps.store.cases({ limit: 10 })).items;
  const [state] = cases;
  const file = state && (await deps.store.file(state.id));
  if (!file) throw new Error('there is no case');
  const { reference } = file.state;
  // The secret of a private link is new each time.
  const neutral = (text: string) =>
    text.replaceAll(reference, 'REFERENCE').replaceAll(/\/follow\/\w+/g, '/follow/SECRET');
  const sent = await mailer.listOutbox();
  // A digest is of a person and a day: what is sent about the case is the rest.
  const { digests = [], outbox = [] } = Object.groupBy(sent, ({ letterId }) =>
    letterId.startsWith('digest-') ? 'digests' : 'outbox',
  );
  const runOfEvent = (event: (typeof file.events)[number]): number => {
    if ('run' in event && event.run !== undefined) return event.run;
    const task = 'letter' in event ? event.letter?.split('/')[0] : 'task' in event ? event.task : undefined;
    return file.state.tasks.find(({ key }) => key === task)?.run ?? 0;
  };
  const { settled = [], rest = [] } = Object.groupBy(file.events, ({ type }) =>
    type === 'letter-settled' ? 'settled' : 'rest',
  );
  const kept = await Promise.all(file.letters.map((letter) => deps.files.get(letter.file ?? '-')));
  return {
    cases: cases.length,
    status: file.state.status,
    closedAs: file.state.closedAs,
    outcome: file.state.outcome,
    replayed: isDeepStrictEqual(replay(file.state.id, file.events), file.state),
    // Each run has its order. Of two that go on beside each other a death can change which comes first, and what of a run
    // comes before a letter of its case has gone; the day on which it went stays.
    events: [
      ...rest.toSorted((one, other) => runOfEvent(one) - runOfEvent(other)),
      ...settled.sort(byLetter),
    ].map(({ at, ...event }) => {
      // A letter whose sender died says so: 'sent by an earlier try'.
      const said = {
        ...event,
        seq: undefined,
        ...(event.type === 'letter-settled' ? { detail: undefined } : {}),
      };
      return neutral(JSON.stringify({ ...said, on: londonDate(at) }));
    }),
    numbered: file.events.every(({ seq }, index) => seq === index + 1),
    tasks: file.state.tasks.map(({ key, status, due, milestones }) => ({ key, status, due, milestones })),
    messages: file.messages.map(({ id, text, attachments }) => ({
      id,
      text,
      attachments: attachments.length,
    })),
    letters: file.letters.map(({ key, to, status, attempts }, index) => ({
      key,
      to,
      status,
      attempts,
      kept: kept[index] !== undefined,
    })),
    outbox: outbox.map(({ to, subject, text }) => ({ to, subject: neutral(subject), text: neutral(text) })),
    digests: digests.map(({ to, subject, text }) => neutral(`${to}\n${subject}\n${text}`)).sort(),
    letterIds: new Set(sent.map(({ letterId }) => letterId)).size,
    outboxLeft: (await outboxLeft({ deps })).length,
    executions: engine
      .listExecutions()
      .map(({ name, status }) => `${neutral(name)} ${status}`)
      .sort(),
  };
}

if (import.meta.main) {
  const [dataDir, last] = z.tuple([z.string(), z.coerce.number()]).parse(process.argv.slice(2));
  await playCase(dataDir, last);
}
