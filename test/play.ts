import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import MailComposer from 'nodemailer/lib/mail-composer';
import PostalMime from 'postal-mime';
import { onTestFinished } from 'vitest';
import * as z from 'zod';
import { CaseView, TaskView } from '../functions/api/schemas.ts';
import { currentCalendar } from '../functions/dependencies.ts';
import { replay } from '../functions/domain/case.ts';
import { londonDate, londonInstant } from '../functions/domain/civil-date.ts';
import type { Event } from '../functions/domain/events.ts';
import type { CaseFile } from '../functions/ports.ts';
import { openLocalSystem, type LocalOptions } from '../infra/local/local-system.ts';
import { makeStillClock } from '../infra/local/virtual-clock.ts';

/** What an API call answered. */
export interface Answer {
  status: number;
  headers: Headers;
  text: string;
  body: unknown;
}

/** A mail as a person would write it; the ids are made up when absent. */
export interface MailToUs {
  from?: string;
  name?: string;
  to?: string;
  subject?: string;
  text?: string;
  html?: string;
  messageId?: string;
  inReplyTo?: string;
  references?: string[];
  headers?: Record<string, string>;
  attachments?: { filename: string; content: string; contentType?: string }[];
}

/** The raw letter as it left, header by header. */
export interface SentLetter {
  letterId: string;
  to: string;
  subject: string;
  text: string;
  html: string;
  header: (name: string) => string | undefined;
}

export const intakeAddress = 'customerfeedback@council.example';
export const complainant = 'sam.carter@home.example';

/** Answers that route a complaint at triage. */
export const routed = {
  procedure: 'childrens-statutory',
  procedureReason: 'It is about social care for a child, and a parent complains.',
  summary: 'Nobody has called back for three weeks.',
  handler: 'complaints-officer',
  team: 'Assessment Team',
  relation: 'parent',
};
export const acknowledged = { investigator: 'team-manager' };
export const responded = {
  findings: [{ point: 'P1', finding: 'upheld', reasons: 'The calls were not returned.' }],
  response: 'We looked at the call log and we are sorry.',
  remedies: ['An apology from the team'],
  learning: ['Calls are returned on the next working day'],
};

// In memory where there is such a folder: these tests do not pull the plug, and each day has hundreds of safe writes.
const folder = existsSync('/dev/shm') ? '/dev/shm' : tmpdir();

/** The whole local system at a still moment (`at`, an instant), driven by its doors: API, mail, clock. */
export async function openPlay(at: string, options: Partial<LocalOptions> = {}) {
  const dataDir = options.dataDir ?? (await mkdtemp(path.join(folder, 'redress-play-')));
  const faults: Error[] = [];
  const system = openLocalSystem({
    makeClock: () => makeStillClock(new Date(at)),
    report: (fault) => void faults.push(fault),
    ...options,
    dataDir,
  });
  const { deps, time } = system;
  let mails = 0;

  async function request(
    method: string,
    url: string,
    { user = 'complaints-officer', headers = {}, body }: Call = {},
  ): Promise<Answer> {
    const response = await system.app.request(`http://127.0.0.1${url}`, {
      method,
      headers: {
        ...(user === '' ? {} : { authorization: `Bearer local:${user}` }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    const json = /json/.test(response.headers.get('content-type') ?? '');
    return {
      status: response.status,
      headers: response.headers,
      text,
      body: json ? JSON.parse(text) : undefined,
    };
  }

  const get = (url: string, user?: string) =>
    request('GET', `/api/v1${url}`, user === undefined ? {} : { user });
  const post = (url: string, body: unknown, call: Call = {}) =>
    request('POST', `/api/v1${url}`, { ...call, body });

  /** Everything that is due now is done. */
  const settle = () => advance(system.clock.now());

  async function advance(to: Date): Promise<void> {
    const moved = await time.advanceTo(to);
    if (!moved.ok) throw new Error(moved.reason);
  }

  const self = {
    system,
    deps,
    faults,
    get,
    post,
    request,
    settle,
    now: () => deps.clock.now(),
    today: () => londonDate(deps.clock.now()),

    /** To a day and a time of day in London; everything due on the way is done. */
    to: (date: string, timeOfDay = '09:00') => advance(new Date(londonInstant(date, timeOfDay))),
    toInstant: (instant: string) => advance(new Date(instant)),
    async workingDays(n: number): Promise<void> {
      const day = (await currentCalendar(deps)).add(self.today(), n);
      await self.to(day, '12:00');
    },

    /** Sends a mail in and does what it brings about. */
    async mail(mail: MailToUs = {}) {
      const result = await system.mailIn({
        raw: await rawMail(self.now(), (mails += 1), mail),
        envelopeFrom: mail.from ?? complainant,
        recipients: [mail.to ?? intakeAddress],
      });
      await settle();
      return result;
    },

    /** Records a complaint that came by phone; answers its reference. */
    async complaint(feedback: Record<string, unknown> = {}): Promise<string> {
      const answer = await post('/feedback', {
        channel: 'phone',
        text: 'Nobody has called me back for three weeks.',
        person: { name: 'Sam Carter', email: complainant },
        ...feedback,
      });
      await settle();
      return z.object({ reference: z.string() }).parse(answer.body).reference;
    },

    async step(reference: string, step: string, user?: string): Promise<TaskView> {
      return TaskView.parse((await get(`/cases/${reference}/tasks/${step}`, user)).body);
    },

    /** Opens a step and decides it as seen; nothing else runs. */
    async choose(reference: string, step: string, outcome: string, answers: object = {}, user?: string) {
      const seen = await get(`/cases/${reference}/tasks/${step}`, user);
      return post(
        `/cases/${reference}/tasks/${step}/decision`,
        { outcome, answers },
        {
          ...(user === undefined ? {} : { user }),
          headers: { 'if-match': seen.headers.get('etag') ?? '"none"' },
        },
      );
    },

    /** Opens a step, decides it as seen, and does what that brings about. */
    async decide(reference: string, step: string, outcome: string, answers: object = {}, user?: string) {
      const answer = await self.choose(reference, step, outcome, answers, user);
      await settle();
      return answer;
    },

    /** A complaint that has come as far as `stage` on the day it was received. */
    async complaintAt(stage: 'triage' | 'acknowledge' | 'stage-1' | 'stage-2-window', feedback = {}) {
      const reference = await self.complaint(feedback);
      const ways = [
        ['triage', 'route', routed],
        ['acknowledge', 'acknowledge', acknowledged],
        ['stage-1', 'respond', responded],
      ] as const;
      for (const [step, outcome, answers] of ways) {
        if (step === stage) break;
        const decided = await self.decide(reference, step, outcome, answers);
        if (decided.status !== 200) throw new Error(`${step}: ${decided.text}`);
      }
      return reference;
    },

    async view(reference: string): Promise<CaseView> {
      return CaseView.parse((await get(`/cases/${reference}`)).body);
    },

    async file(reference: string): Promise<CaseFile> {
      const file = await deps.store.file(reference);
      if (!file) throw new Error(`no case ${reference}`);
      return file;
    },

    async events(reference: string): Promise<Event[]> {
      return (await self.file(reference)).events;
    },

    /** The events as short words, in order. */
    async story(reference: string): Promise<string[]> {
      return (await self.events(reference)).map(inShort);
    },

    /** Every letter of a case in the outbox, in the order of sending. */
    async letters(): Promise<SentLetter[]> {
      const sent = (await system.mailer.listOutbox()).filter((letter) => !isDigest(letter));
      return Promise.all(
        sent.map(async ({ letterId, to, subject, text, html }) => {
          const raw = await deps.files.get(`letters/${letterId.slice(0, -21)}/${letterId}.eml`);
          const { headers } = await PostalMime.parse(raw ?? new Uint8Array());
          return {
            letterId,
            to,
            subject,
            text,
            html,
            header: (name: string) => headers.find(({ key }) => key === name.toLowerCase())?.value,
          };
        }),
      );
    },

    /** Every daily digest in the outbox, in the order of sending. */
    digests: async () => (await system.mailer.listOutbox()).filter(isDigest),

    /** Letters to an address, by their subjects. */
    async subjectsTo(address: string): Promise<string[]> {
      return (await self.letters()).filter(({ to }) => to === address).map(({ subject }) => subject);
    },

    /** Template and status of the letters of a case to one addressee. */
    async lettersOf(reference: string, to: string): Promise<string[]> {
      const { letters } = (await self.file(reference)).state;
      return letters.filter((letter) => letter.to === to).map(({ template }) => template);
    },

    async close(): Promise<void> {
      await system.close();
      if (options.dataDir === undefined) await rm(dataDir, { recursive: true, force: true });
    },
  };
  let closed: Promise<void> | undefined;
  const close = () => (closed ??= self.close());
  const play = { ...self, close };
  onTestFinished(close);
  return play;
}
export type Play = Awaited<ReturnType<typeof openPlay>>;

/** A digest is of a person and a day, not of a case. */
const isDigest = ({ letterId }: { letterId: string }) => letterId.startsWith('digest-');

interface Call {
  user?: string;
  headers?: Record<string, string>;
  body?: unknown;
}

async function rawMail(now: string, n: number, mail: MailToUs): Promise<Uint8Array> {
  return new MailComposer({
    from: { name: mail.name ?? 'Sam Carter', address: mail.from ?? complainant },
    to: mail.to ?? intakeAddress,
    subject: mail.subject ?? "My daughter's social worker",
    messageId: mail.messageId ?? `<mail-${n}@home.example>`,
    date: new Date(now),
    ...(mail.inReplyTo === undefined ? {} : { inReplyTo: mail.inReplyTo }),
    ...(mail.references === undefined ? {} : { references: mail.references }),
    ...(mail.text === undefined && mail.html !== undefined
      ? {}
      : { text: mail.text ?? 'Nobody has called me back for three weeks. I want to complain.' }),
    ...(mail.html === undefined ? {} : { html: mail.html }),
    ...(mail.headers === undefined ? {} : { headers: mail.headers }),
    attachments: mail.attachments ?? [],
  })
    .compile()
    .build();
}

/** An event in a few words: what a reader of the story of a case needs. */
function inShort(event: Event): string {
  switch (event.type) {
    case 'procedure-started':
      return `start ${event.procedure}`;
    case 'task-opened':
      return `open ${event.task} due ${event.due}`;
    case 'milestone':
      return `${event.milestone} ${event.task}`;
    case 'decided':
      return `decide ${event.task} ${event.outcome}`;
    case 'extended':
      return `extended ${event.task} to ${event.until}`;
    case 'deadline-moved':
      return `moved ${event.task} to ${event.until}`;
    case 'letter-prepared':
      return `letter ${event.template} to ${event.to}`;
    case 'letter-settled':
      return `${event.status} ${event.letter.split('/').at(-2)}`;
    case 'closed':
      return `closed as ${event.as}`;
    default:
      return event.type;
  }
}

/** What holds for every case at any time: no gap in the events, META is their replay, no letter twice, one end at most. */
export async function brokenPromises(play: Play, reference: string): Promise<string[]> {
  const { state, events } = await play.file(reference);
  const replayed = replay(reference, events);
  const ids = (await play.system.mailer.listOutbox()).map(({ letterId }) => letterId);
  const keys = state.letters.map(({ key }) => key);
  return [
    ...(events.every(({ seq }, index) => seq === index + 1) ? [] : ['events have gaps']),
    ...(state.version === events.length ? [] : [`version ${state.version}, ${events.length} events`]),
    ...(JSON.stringify(sorted(replayed)) === JSON.stringify(sorted(state)) ? [] : ['META is not the replay']),
    ...(new Set(ids).size === ids.length ? [] : ['a letter is in the outbox twice']),
    ...(new Set(keys).size === keys.length ? [] : ['a letter was prepared twice']),
    ...(events.filter(({ type }) => type === 'closed').length <= 1 ? [] : ['closed more than once']),
    ...play.faults.map(({ name, message }) => `fault ${name}: ${message}`),
  ];
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, inner]) => [key, sorted(inner)]),
  );
}
