import type { LocalSystem } from '../../infra/local/local-system.ts';
import { londonInstant } from '../../functions/domain/time/civil-date.ts';
import * as z from 'zod';

const user = { authorization: 'Bearer local:complaints-officer' };

/** A complaint at stage 1 that so many mails from ten senders name within one day, and on which no one acts meanwhile. */
export async function floodedCase(system: LocalSystem, mails: number) {
  const { app, time, clock, deps } = system;
  const settle = async (to = clock.now()) => {
    const moved = await time.advanceTo(to);
    if (!moved.ok) throw new Error(moved.reason);
  };
  const call = async (url: string, body?: unknown, headers: Record<string, string> = {}) => {
    const response = await app.request(`http://127.0.0.1${url}`, {
      method: body === undefined ? 'GET' : 'POST',
      headers: { ...user, ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${url}: ${response.status} ${text.slice(0, 300)}`);
    return { text, etag: response.headers.get('etag') ?? '' };
  };
  const recorded = await call('/api/v1/feedback', {
    channel: 'email',
    text: 'Nobody has called me back for three weeks.',
    person: { name: 'Sam Carter', email: 'sender0@home.example' },
  });
  const { reference } = z.object({ reference: z.string() }).parse(JSON.parse(recorded.text));
  await settle();
  const decide = async (step: string, outcome: string, answers: object) => {
    const { etag } = await call(`/api/v1/cases/${reference}/tasks/${step}`);
    await call(
      `/api/v1/cases/${reference}/tasks/${step}/decision`,
      { outcome, answers },
      { 'if-match': etag },
    );
    await settle();
  };
  await decide('triage', 'route', {
    procedure: 'childrens-statutory',
    procedureReason: 'It is about social care for a child.',
    summary: 'No calls for three weeks.',
    handler: 'complaints-officer',
    team: 'Assessment Team',
    relation: 'parent',
  });
  const start = performance.now();
  for (let n = 1; n <= mails; n++) {
    const raw = [
      `From: Sender ${n % 10} <sender${n % 10}@home.example>`,
      'To: customerfeedback@council.example',
      `Subject: Re: ${reference}`,
      `Message-ID: <${n}@home.example>`,
      '',
      `I write again, for the ${n}th time. ${'Nobody has called. '.repeat(20)}`,
    ].join('\r\n');
    await system.mailIn({
      raw: new TextEncoder().encode(raw),
      envelopeFrom: `sender${n % 10}@home.example`,
      recipients: ['customerfeedback@council.example'],
    });
    if (n % 20 === 0) await settle();
  }
  await settle();
  const millisecondsPerMail = (performance.now() - start) / Math.max(1, mails);
  return {
    reference,
    millisecondsPerMail,
    open: () => call(`/api/v1/cases/${reference}`),
    version: async () => (await deps.store.state(reference))?.version ?? 0,
    decide: () => decide('acknowledge', 'acknowledge', { investigator: 'team-manager' }),
    /** Lets the time of stage 1 run out; the moment at which it was said to be late. */
    async breach() {
      for (let day = 1; day <= 24; day++)
        await settle(new Date(londonInstant(`2026-06-${String(day).padStart(2, '0')}`, '09:00')));
      const { events = [] } = (await deps.store.file(reference)) ?? {};
      return events.find(
        (event) => event.type === 'milestone' && event.task.startsWith('stage-1') && event.means === 'breach',
      )?.at;
    },
  };
}
