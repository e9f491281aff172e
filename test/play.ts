import { mkdtemp, rm } from 'node:fs/promises';
import path from 'node:path';
import MailComposer from 'nodemailer/lib/mail-composer';
import PostalMime, { type Email } from 'postal-mime';
import { onTestFinished } from 'vitest';
import * as z from 'zod';
import { CaseView, DeclarationView, TaskView } from '../functions/case-views/schemas.ts';
import { replay } from '../functions/domain/case/replay.ts';
import { londonDate, londonInstant } from '../functions/domain/time/civil-date.ts';
import type { Event } from '../functions/domain/case/events.ts';
import type { CaseFile } from '../functions/ports.ts';
import { openLocalSystem } from '../infra/local/open-local-system.ts';
import type { LocalOptions, LocalSystem } from '../infra/local/local-system.ts';
import { makeStillClock } from '../infra/local/virtual-clock.ts';
import { recordedCalls } from './calls-of-functions.ts';
import { leftInOutbox } from './unsent-letters.ts';
import { prefixStore, scratch } from './prefixes.ts';

/** The answer of an API call. */
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
  attachments?: { filename: string; content: string | Buffer; contentType?: string }[];
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

/** Answers to the forms of common steps, by step and outcome. */
export const answers = {
  triage: {
    route: {
      procedure: 'childrens-statutory',
      procedureReason: 'It is about social care for a child, and a parent complains.',
      summary: 'Nobody has called back for three weeks.',
      handler: 'complaints-officer',
      team: 'Assessment Team',
      relation: 'parent',
    },
  },
  acknowledge: { acknowledge: { investigator: 'team-manager' } },
  'stage-1': {
    respond: {
      findings: [{ point: 'P1', finding: 'upheld', reasons: 'The calls were not returned.' }],
      response: 'We looked at the call log and we are sorry.',
      remedies: ['An apology from the team'],
      learning: [
        { text: 'Calls are returned on the next working day', type: 'Communication or information' },
      ],
    },
  },
  'stage-1-check': { accept: {} },
  'stage-1-sign-off': { send: {} },
  'stage-2-window': { 'request-stage-2': { unresolved: 'The calls.' } },
} as const;
export const routed = answers.triage.route;
export const acknowledged = answers.acknowledge.acknowledge;
export const responded = answers['stage-1'].respond;

/** A step, how it is decided, the answers that go with it, and who decides: the complaints officer when absent. */
export type Turn = readonly [step: string, outcome: string, answers?: object, user?: string];

const yes = true;

/** What everyone finds on the one point of the complaint. */
export const found = responded.findings;

/** On from the request for stage 2 to the adjudication; the reports are documents D1 and D2 of the case. */
export const stage2Way: readonly Turn[] = [
  [
    'stage-2-commission',
    'commission',
    {
      investigatingOfficer: 'investigating-officer',
      independentPerson: 'independent-person',
      adjudicatingOfficer: 'adjudicating-officer',
      independenceConfirmed: yes,
    },
  ],
  ['stage-2-statement', 'send-statement', { statement: 'Nobody called back for three weeks.' }],
  [
    'stage-2-statement',
    'agreed',
    // The people of stage 2 sign when they first do something, which is later.
    { agreedOn: '2026-06-01', statement: 'Nobody called back for three weeks.', unsignedConfirmed: yes },
  ],
  ['stage-2', 'submit-report', { investigationReport: 'D1', findings: found }, 'investigating-officer'],
  ['stage-2-independent-report', 'submit-report', { independentReport: 'D2' }, 'independent-person'],
  ['stage-2-adjudication', 'respond', responded, 'adjudicating-officer'],
  ['stage-2-adjudication-check', 'accept', {}, 'quality-checker'],
  ['stage-2-adjudication-sign-off', 'send'],
];

/** On from the request for stage 3 to the council's response; the panel's report is document D3 of the case. */
export const stage3Way: readonly Turn[] = [
  ['stage-3-window', 'request-stage-3', { unresolved: 'The calls.' }],
  ['stage-3-acknowledgement', 'acknowledge'],
  [
    'stage-3-panel',
    'appoint',
    {
      panelChair: 'panel-chair',
      panelMembers: ['panel-member', 'panel-member-2'],
      independenceConfirmed: yes,
      meetingOn: '2026-06-22',
      meetingTime: '14:30',
      meetingPlace: 'Shirehall, room 2',
    },
  ],
  ['stage-3-papers', 'send-papers', { sentOn: '2026-06-01', papers: 'Both reports, to all three.' }],
  [
    'stage-3-panel-meeting',
    'held',
    {
      heldOn: '2026-06-01',
      present: 'All three, Sam Carter, an advocate.',
      // All of it takes place on one day, before the day that was set, and only the chair signs.
      beforeDayConfirmed: yes,
      unsignedConfirmed: yes,
    },
  ],
  [
    'stage-3-panel-report',
    'submit-report',
    {
      panelReport: 'D3',
      findings: found,
      recommendations: [{ text: 'Call each Friday' }, { text: 'Say sorry' }],
    },
    'panel-chair',
  ],
  [
    'stage-3-response',
    'respond',
    {
      recommendationAnswers: [
        { recommendation: 'R1', accepted: 'accepted', answer: 'From next Friday.' },
        { recommendation: 'R2', accepted: 'accepted', answer: 'We are sorry.' },
      ],
      findings: found,
      actions: [
        {
          text: 'A rota for calls',
          type: 'Training or guidance for employees',
          owner: 'team-manager',
          dueOn: '2026-07-31',
        },
      ],
      independentPersonConsulted: yes,
    },
    'director',
  ],
  ['stage-3-response-check', 'accept', {}, 'quality-checker'],
  ['stage-3-response-sign-off', 'send'],
];

/** On from a response that was handed in to the letter. */
export const checkedAndSent: readonly Turn[] = [
  ['stage-1-check', 'accept', {}, 'quality-checker'],
  ['stage-1-sign-off', 'send'],
];

/** The way of a complaint about social care for a child, on which most tests meet it; others extend it or bring their own. */
export const childrensWay: readonly Turn[] = [
  ['triage', 'route', routed],
  ['acknowledge', 'acknowledge', acknowledged],
  ['stage-1', 'respond', responded, 'team-manager'],
  ...checkedAndSent,
  ['stage-2-window', 'request-stage-2', answers['stage-2-window']['request-stage-2']],
];

/** What is done with a case, as JSON tells it from other acts, and how. */
interface Act {
  act: unknown;
  carryOut: (reference: string) => Promise<unknown>;
}

/**
 * The whole local system at a still moment (`at`, an instant), driven by its doors: API, mail, clock. Without options it is
 * opened when it is first used: a complaint that has come some way can be there already then (prefixes.ts).
 */
export async function openPlay(at: string, options: Partial<LocalOptions> = {}) {
  const dataDir = options.dataDir ?? (await mkdtemp(path.join(scratch, 'redress-play-')));
  const faults: Error[] = [];
  const prefixes = prefixStore();
  let system: LocalSystem | undefined;
  const recorder = recordedCalls();
  const opened = (): LocalSystem =>
    (system ??= openLocalSystem({
      makeClock: () => makeStillClock(new Date(at)),
      report: (fault) => void faults.push(fault),
      // What is left when the machine stops is shown in the tests of the crash.
      durable: false,
      ...options,
      ...(recorder && {
        as: recorder.as,
        adapters: (local) => {
          const onAws = { ...local, ...recorder.adapters(local) };
          return { ...onAws, ...options.adapters?.(onAws) };
        },
      }),
      dataDir,
    }));
  const canBegin = recorder === undefined && Object.keys(options).length === 0;
  if (!canBegin) opened();
  let mails = 0;

  // A letter that has left is never changed.
  const headersOf = new Map<string, Email['headers']>();
  async function readHeaders(letterId: string): Promise<Email['headers']> {
    const raw = await opened().deps.files.get(`letters/${letterId.slice(0, -21)}/${letterId}.eml`);
    return (await PostalMime.parse(raw ?? new Uint8Array())).headers;
  }

  async function request(
    method: string,
    url: string,
    { user = 'complaints-officer', headers = {}, body }: Call = {},
  ): Promise<Answer> {
    const response = await opened().app.request(`http://127.0.0.1${url}`, {
      method,
      headers: {
        ...(user === '' ? {} : { authorization: `Bearer local:${user}` }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    const json = /[/+]json/.test(response.headers.get('content-type') ?? '');
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
  const settle = () => advance(opened().clock.now());

  async function advance(to: Date): Promise<void> {
    const moved = await opened().time.advanceTo(to);
    if (!moved.ok) throw new Error(moved.reason);
    // Whatever was done, nothing of it may wait for the repair, unless something is broken on purpose.
    const isWhole = options.adapters === undefined && faults.length === 0;
    const left = isWhole ? await leftInOutbox({ deps: opened().deps, now: self.now }) : [];
    if (left.length > 0) throw new Error(left.join());
  }

  /** Takes one turn, and does what it brings about; an error if it is refused. */
  async function take(reference: string, [step, outcome, given, user]: Turn): Promise<void> {
    const decided = await self.decide(reference, step, outcome, given, user);
    if (decided.status !== 200) throw new Error(`${step}: ${decided.text}`);
  }
  const turnOf = (turn: Turn): Act => ({ act: turn, carryOut: (reference) => take(reference, turn) });
  const documentOf = (title: string): Act => ({
    act: { document: title },
    carryOut: (reference) => self.document(reference, title),
  });

  async function recordComplaint(feedback: object): Promise<string> {
    const answer = await post('/feedback', feedback);
    await settle();
    return z.object({ reference: z.string() }).parse(answer.body).reference;
  }

  /** A complaint with which all this was done: the first thing in this system, it begins where another test has been. */
  async function complaintAfter(feedback: Record<string, unknown>, acts: readonly Act[]): Promise<string> {
    const isFirst = canBegin && system === undefined;
    const received = {
      channel: 'phone',
      text: 'Nobody has called me back for three weeks.',
      person: { name: 'Sam Carter', email: complainant },
      ...feedback,
    };
    const all = [received, ...acts.map(({ act }) => act)];
    const begun = isFirst ? prefixes.begin(at, all, dataDir) : undefined;
    opened();
    const reference = begun?.reference ?? (await recordComplaint(received));
    for (const { carryOut } of acts.slice((begun?.done ?? 1) - 1)) await carryOut(reference);
    if (isFirst && faults.length === 0) prefixes.keep(at, all, dataDir, reference);
    return reference;
  }

  let closed: Promise<void> | undefined;
  async function end(): Promise<void> {
    await system?.close();
    if (options.dataDir === undefined) await rm(dataDir, { recursive: true, force: true });
  }

  const self = {
    get system() {
      return opened();
    },
    get deps() {
      return opened().deps;
    },
    dataDir,
    faults,
    get,
    post,
    request,
    settle,
    now: () => opened().deps.clock.now(),
    today: () => londonDate(opened().deps.clock.now()),

    /** To a day and a time of day in London; everything due on the way is done. */
    to: (date: string, timeOfDay = '09:00') => advance(new Date(londonInstant(date, timeOfDay))),
    toInstant: (instant: string) => advance(new Date(instant)),

    /** Sends a mail in and does what it brings about. */
    async mail(mail: MailToUs = {}) {
      const result = await opened().mailIn({
        raw: await rawMail(self.now(), (mails += 1), mail),
        envelopeFrom: mail.from ?? complainant,
        recipients: [mail.to ?? intakeAddress],
      });
      await settle();
      return result;
    },

    /** Records a complaint that came by phone; answers its reference. */
    complaint: (feedback: Record<string, unknown> = {}): Promise<string> => complaintAfter(feedback, []),

    /** Adds a document to a case; answers its id. */
    async document(reference: string, title: string, user = 'complaints-officer'): Promise<string> {
      const answer = await opened().app.request(
        `/api/v1/cases/${reference}/documents?title=${encodeURIComponent(title)}`,
        {
          method: 'POST',
          headers: { authorization: `Bearer local:${user}` },
          body: `${title}: what we found.`,
        },
      );
      return z.object({ id: z.string() }).parse(await answer.json()).id;
    },

    /** Signs the declaration of independence if this user is asked for one. */
    async sign(reference: string, user: string | undefined): Promise<void> {
      const declaration = await get(`/cases/${reference}/declaration`, user);
      if (declaration.status === 200 && DeclarationView.parse(declaration.body).said === 'nothing yet')
        await post(
          `/cases/${reference}/declaration`,
          { decision: 'sign' },
          user === undefined ? {} : { user },
        );
    },

    /** Opens a step and decides it as seen, after signing where that is asked for; nothing else runs. */
    async choose(reference: string, step: string, outcome: string, given: object = {}, user?: string) {
      await self.sign(reference, user);
      const seen = await get(`/cases/${reference}/tasks/${step}`, user);
      return post(
        `/cases/${reference}/tasks/${step}/decision`,
        { outcome, answers: given },
        {
          ...(user === undefined ? {} : { user }),
          headers: { 'if-match': seen.headers.get('etag') ?? '"none"' },
        },
      );
    },

    /** Opens a step, decides it as seen, and does what that brings about. */
    async decide(reference: string, step: string, outcome: string, given: object = {}, user?: string) {
      const answer = await self.choose(reference, step, outcome, given, user);
      await settle();
      return answer;
    },

    /** Takes one turn after another, and does what each brings about; stops with an error at the first that is refused. */
    async along(reference: string, way: readonly Turn[]): Promise<void> {
      for (const turn of way) await take(reference, turn);
    },

    /** A complaint that has come as far as `stage`, a step on or just after the way, on the day it was received. */
    async complaintAt(stage: string, feedback = {}, way: readonly Turn[] = childrensWay): Promise<string> {
      const turns = way.findIndex(([step]) => step === stage);
      const reference = await complaintAfter(
        feedback,
        (turns === -1 ? way : way.slice(0, turns)).map(turnOf),
      );
      // A task alongside the case, such as that to post a letter, can open before or after its own.
      const now = (await self.file(reference)).state.tasks.findLast(
        ({ step }) => step !== 'post-letter' && step !== 'contact',
      )?.step;
      if (now !== stage) throw new Error(`the way leads to ${now}, not to ${stage}`);
      return reference;
    },

    /** A complaint that has come to a step of stage 3: D1 and D2 are the reports of stage 2, D3 is of no one but the council. */
    async complaintAtStage3(step: string, feedback = {}): Promise<string> {
      const turns = stage3Way.findIndex(([one]) => one === step);
      return complaintAfter(feedback, [
        ...[...childrensWay, ...stage2Way.slice(0, 3)].map(turnOf),
        ...['Investigation', 'Independent Person', 'Legal advice'].map(documentOf),
        ...[...stage2Way.slice(3), ...stage3Way.slice(0, turns)].map(turnOf),
      ]);
    },

    async step(reference: string, step: string, user?: string): Promise<TaskView> {
      return TaskView.parse((await get(`/cases/${reference}/tasks/${step}`, user)).body);
    },

    async view(reference: string): Promise<CaseView> {
      return CaseView.parse((await get(`/cases/${reference}`)).body);
    },

    async file(reference: string): Promise<CaseFile> {
      const file = await opened().deps.store.file(reference);
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
      const sent = (await opened().mailer.listOutbox()).filter((letter) => !isDigest(letter));
      return Promise.all(
        sent.map(async ({ letterId, to, subject, text, html }) => {
          const headers = headersOf.get(letterId) ?? (await readHeaders(letterId));
          headersOf.set(letterId, headers);
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

    /** The private link of the newest letter to the complainant, as a path. */
    async privateLink(): Promise<string> {
      const letter = (await self.letters()).findLast(({ to }) => to === complainant);
      const link = linkIn(letter?.text);
      if (link === '') throw new Error('The newest letter to the complainant has no private link');
      return link;
    },

    /** Every daily digest in the outbox, in the order of sending. */
    digests: async () => (await opened().mailer.listOutbox()).filter(isDigest),

    async lettersTo(address: string): Promise<SentLetter[]> {
      return (await self.letters()).filter(({ to }) => to === address);
    },

    /** Letters to an address, by their subjects. */
    async subjectsTo(address: string): Promise<string[]> {
      return (await self.lettersTo(address)).map(({ subject }) => subject);
    },

    /** Records someone as a party, and lets everything happen that follows from it. */
    async addParty(reference: string, body: object): Promise<Answer> {
      const answer = await self.post(`/cases/${reference}/parties`, body);
      await self.settle();
      return answer;
    },

    /** Template and status of the letters of a case to one addressee. */
    async lettersOf(reference: string, to: string): Promise<string[]> {
      const { letters } = (await self.file(reference)).state;
      return letters.filter((letter) => letter.to === to).map(({ template }) => template);
    },

    close: (): Promise<void> => (closed ??= end()),
  };
  onTestFinished(self.close);
  return self;
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

/** Rules for every case at any time: no gap in the events, META is their replay, no letter twice, at most one end. */
export async function brokenPromises(play: Play, reference: string): Promise<string[]> {
  const { state, events, letters } = await play.file(reference);
  const replayed = replay(reference, events);
  const prepared = [state.letters, letters].map((list) => list.map(({ key }) => key));
  const ids = (await play.system.mailer.listOutbox()).map(({ letterId }) => letterId);
  const times = (what: Event['type']) => events.filter(({ type }) => type === what).length;
  return [
    ...(events.every(({ seq }, index) => seq === index + 1) ? [] : ['events have gaps']),
    ...(state.version === events.length ? [] : [`version ${state.version}, ${events.length} events`]),
    ...(JSON.stringify(sorted(replayed)) === JSON.stringify(sorted(state)) ? [] : ['META is not the replay']),
    ...(areDistinct(ids) ? [] : ['a letter is in the outbox twice']),
    ...(prepared.every(areDistinct) ? [] : ['a letter was prepared twice']),
    ...(times('closed') <= 1 + times('reopened') ? [] : ['closed more often than it was open']),
    ...play.faults.map(({ name, message }) => `fault ${name}: ${message}`),
  ];
}

const areDistinct = (keys: readonly string[]) => new Set(keys).size === keys.length;

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, inner]) => [key, sorted(inner)]),
  );
}

/** The private link in a letter, as a path; '' if it has none. */
export const linkIn = (text: string | undefined): string =>
  /\/follow\/[0-9a-z]{52}\b/.exec(text ?? '')?.[0] ?? '';
