import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import MailComposer from 'nodemailer/lib/mail-composer';
import { expect, onTestFinished } from 'vitest';
import * as z from 'zod';
import { CaseView, TaskView } from '../functions/api/schemas.ts';
import { replay } from '../functions/domain/case.ts';
import { Instant, londonDate } from '../functions/domain/civil-date.ts';
import type { Event } from '../functions/domain/events.ts';
import { currentCalendar } from '../functions/dependencies.ts';
import { openLocalSystem, type LocalOptions, type LocalSystem } from '../infra/local/local-system.ts';
import { makeStillClock } from '../infra/local/virtual-clock.ts';

/** An answer of the API: its status, headers and parsed JSON. */
interface Answer {
  status: number;
  headers: Headers;
  body: unknown;
}

/** A council's office on a clock that stands still until it is moved: people write in, users answer, time passes. */
export interface Office {
  system: LocalSystem;
  get(path: string, user?: string): Promise<Answer>;
  post(path: string, body: unknown, user?: string, headers?: Record<string, string>): Promise<Answer>;
  /** Sends a mail in; answers the reference of the case it made or came to. */
  mail(mail?: {
    from?: string;
    subject?: string;
    text?: string;
    headers?: Record<string, string>;
    messageId?: string;
    inReplyTo?: string;
  }): Promise<string>;
  /** Reads the step, decides it with the ETag that was read, and lets the machine go on. */
  decide(
    reference: string,
    step: string,
    outcome: string,
    answers?: Record<string, unknown>,
    user?: string,
  ): Promise<Answer>;
  /** A case up to stage 1, with the manager. */
  atStage1(points?: string[]): Promise<string>;
  workingDays(n: number): Promise<void>;
  until(instant: string): Promise<void>;
  now(): string;
  caseOf(reference: string, user?: string): Promise<CaseView>;
  taskOf(reference: string, step: string, user?: string): Promise<TaskView>;
  letters(
    to?: string,
  ): Promise<{ letterId: string; to: string; subject: string; text: string; html: string }[]>;
}

export const complainant = 'sam.carter@home.example';

const routing = {
  procedure: 'childrens-statutory',
  procedureReason: 'It is about social care for a child.',
  summary: 'Nobody has called back for three weeks.',
  handler: 'complaints-officer',
  team: 'Assessment Team',
};

/** Opens an office at an instant; it is closed and its folder removed with the test. */
export function openOffice(startAt: string, options: Partial<LocalOptions> = {}): Office {
  const dataDir = mkdtempSync(path.join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'redress-office-'));
  const system = openLocalSystem({
    dataDir,
    makeClock: () => makeStillClock(new Date(startAt)),
    report: () => undefined,
    ...options,
  });
  onTestFinished(async () => {
    await system.close();
    rmSync(dataDir, { recursive: true });
  });
  const { app, clock, time, deps } = system;
  const settle = () => time.advanceTo(clock.now());

  async function request(target: string, init: RequestInit): Promise<Answer> {
    const answer = await app.request(target, init);
    const text = await answer.text();
    const json = answer.headers.get('content-type')?.includes('json');
    return { status: answer.status, headers: answer.headers, body: json ? JSON.parse(text) : text };
  }

  const office: Office = {
    system,
    get: (target, user = 'complaints-officer') =>
      request(target, { headers: { authorization: `Bearer local:${user}` } }),
    post: (target, body, user = 'complaints-officer', headers = {}) =>
      request(target, {
        method: 'POST',
        headers: { authorization: `Bearer local:${user}`, 'content-type': 'application/json', ...headers },
        body: JSON.stringify(body),
      }),
    async mail({
      from = `Sam Carter <${complainant}>`,
      subject = 'My complaint',
      text = 'Nobody called.',
      headers = {},
      messageId,
      inReplyTo,
    } = {}) {
      const raw = await new MailComposer({
        from,
        to: deps.council.intakeAddress,
        subject,
        text,
        headers,
        date: clock.now(),
        ...(messageId === undefined ? {} : { messageId }),
        ...(inReplyTo === undefined ? {} : { inReplyTo }),
      })
        .compile()
        .build();
      const result = await system.mailIn({ raw, recipients: [deps.council.intakeAddress] });
      await settle();
      return 'reference' in result ? result.reference : result.id;
    },
    async decide(reference, step, outcome, answers = {}, user = 'complaints-officer') {
      const target = `/api/v1/cases/${reference}/tasks/${step}`;
      const read = await office.get(target, user);
      if (read.status !== 200) return read;
      const answer = await office.post(`${target}/decision`, { outcome, answers }, user, {
        'if-match': read.headers.get('etag') ?? '',
      });
      await settle();
      return answer;
    },
    async atStage1(points = []) {
      const reference = await office.mail();
      const routed = await office.decide(reference, 'triage', 'route', {
        ...routing,
        ...(points.length > 0 ? { points: points.map((text) => ({ text })) } : {}),
      });
      expect(routed).toMatchObject({ status: 200 });
      expect(
        await office.decide(reference, 'acknowledge', 'acknowledge', { investigator: 'team-manager' }),
      ).toMatchObject({ status: 200 });
      return reference;
    },
    async workingDays(n) {
      const calendar = await currentCalendar(deps);
      const now = clock.now();
      const today = londonDate(Instant.parse(now.toISOString()));
      const days = (Date.parse(calendar.add(today, n)) - Date.parse(today)) / 86_400_000;
      await time.advanceTo(new Date(now.getTime() + days * 86_400_000));
    },
    async until(instant) {
      expect(await time.advanceTo(new Date(instant))).toMatchObject({ ok: true });
    },
    now: () => clock.now().toISOString(),
    async caseOf(reference, user) {
      const { status, body } = await office.get(`/api/v1/cases/${reference}`, user);
      expect(status).toBe(200);
      return z.custom<CaseView>((value) => CaseView.safeParse(value).success).parse(body);
    },
    async taskOf(reference, step, user) {
      const { status, body } = await office.get(`/api/v1/cases/${reference}/tasks/${step}`, user);
      expect(status).toBe(200);
      return z.custom<TaskView>((value) => TaskView.safeParse(value).success).parse(body);
    },
    async letters(to) {
      return (await system.mailer.listOutbox()).filter(
        (letter) => !letter.letterId.startsWith('digest-') && (to === undefined || letter.to.includes(to)),
      );
    },
  };
  return office;
}

/** An answer to every point of a case, as a manager gives it. */
export function response(
  findings: readonly ('upheld' | 'partially upheld' | 'not upheld')[] = ['not upheld'],
) {
  return {
    findings: findings.map((finding, index) => ({
      point: `P${index + 1}`,
      finding,
      reasons: 'We looked at the records.',
    })),
    response: 'We spoke to the team.\n\nThis is what we found.',
  };
}

/** The events of a case in short: type, and what tells it from others of its type. */
export function story(events: readonly Event[]): string[] {
  return events.flatMap((event) => {
    switch (event.type) {
      case 'decided':
        return [`${event.task} ${event.outcome}`];
      case 'task-opened':
        return [`${event.task} opened, due ${event.due}`];
      case 'milestone':
        return event.milestone === 'opened' ? [] : [`${event.task} ${event.milestone}`];
      case 'procedure-started':
        return [`procedure ${event.procedure}`];
      case 'closed':
        return [`closed: ${event.as}${event.outcome === undefined ? '' : `, ${event.outcome}`}`];
      case 'letter-prepared':
        return event.to === 'complainant' ? [`letter ${event.template}`] : [];
      case 'letter-settled':
      case 'facts-recorded':
        return [];
      default:
        return [event.type];
    }
  });
}

/** What must hold of any case at any time: its stored state is what its events say, without gaps, and no letter went twice. */
export async function expectWhole(office: Office, reference: string): Promise<void> {
  const file = await office.system.deps.store.file(reference);
  expect(file).toBeDefined();
  if (!file) return;
  expect(file.events.map(({ seq }) => seq)).toEqual(file.events.map((_, index) => index + 1));
  expect(replay(reference, file.events)).toEqual(file.state);
  const ids = (await office.letters()).map(({ letterId }) => letterId);
  expect(new Set(ids).size).toBe(ids.length);
  const keys = file.letters.map(({ key }) => key);
  expect(new Set(keys).size).toBe(keys.length);
}
