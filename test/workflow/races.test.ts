import { describe, expect, it } from 'vitest';
import { repairCases } from '../../functions/repair-cases/repair-cases.ts';
import { planStep } from '../../functions/plan-step/plan-step.ts';
import type { Mailer } from '../../functions/ports.ts';
import { complainant, expectWhole, openOffice, response, story } from '../office.ts';

const decisionOn = (reference: string, step: string) => `/api/v1/cases/${reference}/tasks/${step}/decision`;

describe('two things at once', () => {
  it('a request in the last second of the window wins over the lapse, one in the next is too late', async () => {
    for (const [instant, status, end] of [
      ['2026-12-21T23:59:59Z', 200, 'stage-2-window#1 request-stage-2'],
      ['2026-12-22T00:00:00Z', 409, 'stage-2-window#1 lapse'],
    ] as const) {
      const office = openOffice('2026-11-23T10:00:00Z');
      const reference = await office.atStage1();
      await office.decide(reference, 'stage-1', 'respond', response(), 'team-manager');
      await office.until(instant);
      expect(
        await office.decide(reference, 'stage-2-window', 'request-stage-2', { unresolved: 'All of it' }),
      ).toMatchObject({ status });
      await office.until('2026-12-23T00:00:00Z');
      const told = story((await office.caseOf(reference)).events).filter(
        (line) => line.startsWith('stage-2-window#1 ') && !/opened|closing/.test(line),
      );
      expect(told).toEqual([end]);
      await expectWhole(office, reference);
    }
  });

  it('a decision in the same second as the time-out of the wait, before the machine looked, is taken once', async () => {
    const office = openOffice('2026-11-23T10:00:00Z');
    const reference = await office.atStage1();
    await office.until('2026-12-07T23:59:59Z');
    const { headers } = await office.get(`/api/v1/cases/${reference}/tasks/stage-1`, 'team-manager');
    office.system.clock.moveTo(new Date('2026-12-08T00:00:00Z')); // the time-out has come, nothing has run yet
    expect(
      await office.post(
        decisionOn(reference, 'stage-1'),
        { outcome: 'respond', answers: response() },
        'team-manager',
        { 'if-match': headers.get('etag') ?? '' },
      ),
    ).toMatchObject({ status: 200 });
    await office.until('2026-12-08T00:01:00Z');
    const told = story((await office.caseOf(reference)).events);
    expect(told.filter((line) => line === 'stage-1#1 respond')).toHaveLength(1);
    expect(told.filter((line) => line === 'letter stage-1-response')).toHaveLength(1);
    expect(told.at(-1)).toBe('stage-2-window#1 opened, due 2027-01-08');
    await expectWhole(office, reference);
  });

  it('two people decide at once: one decision, the other is told', async () => {
    const office = openOffice('2026-11-23T10:00:00Z');
    const reference = await office.atStage1();
    const { headers } = await office.get(`/api/v1/cases/${reference}/tasks/stage-1`);
    const etag = { 'if-match': headers.get('etag') ?? '' };
    const answers = await Promise.all(
      ['team-manager', 'complaints-officer'].map((user) =>
        office.post(
          decisionOn(reference, 'stage-1'),
          { outcome: 'respond', answers: response() },
          user,
          etag,
        ),
      ),
    );
    expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 409]);
    expect(
      await office.post(
        decisionOn(reference, 'stage-1'),
        { outcome: 'respond', answers: response() },
        'team-manager',
        etag,
      ),
    ).toMatchObject({ status: 409 });
  });

  it('needs the state that was decided on: 412 when it has changed, 428 when it is not given', async () => {
    const office = openOffice('2026-11-23T10:00:00Z');
    const reference = await office.atStage1();
    const { headers } = await office.get(`/api/v1/cases/${reference}/tasks/stage-1`);
    await office.decide(reference, 'stage-1', 'extend', { until: '2026-12-18', reason: 'Records' });
    expect(
      await office.post(
        decisionOn(reference, 'stage-1'),
        { outcome: 'respond', answers: response() },
        'team-manager',
        { 'if-match': headers.get('etag') ?? '' },
      ),
    ).toMatchObject({ status: 412 });
    expect(
      await office.post(
        decisionOn(reference, 'stage-1'),
        { outcome: 'respond', answers: response() },
        'team-manager',
      ),
    ).toMatchObject({ status: 428 });
  });

  it('takes an extension and a response that came before the machine looked, in their order', async () => {
    const office = openOffice('2026-11-23T10:00:00Z');
    const reference = await office.atStage1();
    for (const [outcome, answers] of [
      ['extend', { until: '2026-12-18', reason: 'Records' }],
      ['respond', response()],
    ] as const) {
      expect(
        await office.post(decisionOn(reference, 'stage-1'), { outcome, answers }, 'team-manager', {
          'if-match': '*',
        }),
      ).toMatchObject({ status: 200 });
    }
    await office.until('2026-11-23T10:01:00Z');
    expect(story((await office.caseOf(reference)).events).slice(-4)).toEqual(
      ['letter extension', 'letter stage-1-response', 'stage-2-window#1 opened, due 2026-12-21'].flatMap(
        (line, index) => (index === 0 ? ['stage-1#1 respond', line] : [line]),
      ),
    );
    await expectWhole(office, reference);
  });

  it('opens one task however often and however concurrently a step is planned', async () => {
    const office = openOffice('2026-11-23T10:00:00Z');
    const reference = await office.mail();
    const input = { caseId: reference, run: 1, step: 'triage', turn: 1, handled: 0 };
    const answers = await Promise.all([1, 2, 3, 4].map(() => planStep(office.system.deps, input)));
    expect(new Set(answers.map(({ task }) => task))).toEqual(new Set(['triage#1']));
    expect((await office.caseOf(reference)).steps).toHaveLength(1);
    await expectWhole(office, reference);
  });
});

describe('when the workflow service is away', () => {
  it('keeps a decision and tells it later', async () => {
    const office = openOffice('2026-11-23T10:00:00Z');
    const reference = await office.atStage1();
    const { deps } = office.system;
    const here = deps.workflows;
    deps.workflows = {
      ...here,
      succeed: async () => {
        throw new Error('away');
      },
    };
    expect(await office.decide(reference, 'stage-1', 'respond', response(), 'team-manager')).toMatchObject({
      status: 200,
    });
    expect((await office.caseOf(reference)).steps.at(-1)).toMatchObject({
      step: 'stage-1',
      status: 'decided',
    });
    deps.workflows = here;
    await office.until('2026-11-23T11:30:00Z'); // the repair runs every hour
    expect((await office.caseOf(reference)).steps.at(-1)).toMatchObject({ step: 'stage-2-window' });
    expect(await repairCases(deps, { alsoFresh: true })).toEqual({ kept: 0, failed: 0 });
    await expectWhole(office, reference);
  });

  it('keeps a mail and starts its case later', async () => {
    const office = openOffice('2026-11-23T10:00:00Z');
    const { deps } = office.system;
    const here = deps.workflows;
    deps.workflows = {
      ...here,
      start: async () => {
        throw new Error('away');
      },
    };
    const reference = await office.mail();
    expect((await office.caseOf(reference)).steps).toEqual([]);
    deps.workflows = here;
    await office.until('2026-11-23T11:30:00Z');
    expect((await office.caseOf(reference)).steps).toHaveLength(1);
  });
});

describe('when the mail service', () => {
  /** A mail service that answers as told, once for each answer, and after that as the outbox does. */
  function answering(
    real: Mailer,
    answers: Awaited<ReturnType<Mailer['send']>>[],
  ): Mailer & { tried: string[] } {
    const tried: string[] = [];
    return {
      tried,
      async send(mail) {
        tried.push(mail.letterId);
        return answers.shift() ?? real.send(mail);
      },
      wasSent: async () => 'unknown',
    };
  }

  it.each([
    [
      'times out, perhaps after it took the letter',
      { outcome: 'unknown', reason: 'timed out' },
      'unconfirmed',
      1,
    ],
    ['refuses the letter', { outcome: 'refused', reason: 'no such mailbox' }, 'refused', 1],
    ['is busy', { outcome: 'busy', reason: 'slow down' }, 'sent', 2],
  ] as const)('%s', async (_, answer, status, tries) => {
    const office = openOffice('2026-11-23T10:00:00Z');
    const { deps } = office.system;
    const reference = await office.mail();
    await office.decide(reference, 'triage', 'route', {
      procedure: 'childrens-statutory',
      procedureReason: 'Care',
      summary: 'No call',
      handler: 'complaints-officer',
    });
    const mailer = answering(deps.mailer, [answer]);
    deps.mailer = mailer;
    await office.decide(reference, 'acknowledge', 'acknowledge', { investigator: 'team-manager' });
    await office.until('2026-11-23T11:00:00Z');
    const view = await office.caseOf(reference);
    expect(view.letters.find(({ template }) => template === 'acknowledgement')).toMatchObject({ status });
    expect(mailer.tried.filter((id) => id === mailer.tried[0])).toHaveLength(tries);
    expect(view.steps.at(-1)).toMatchObject({ step: 'stage-1' });
    const alerts = (await office.letters('complaints-officer@')).filter(({ subject }) =>
      /letter/i.test(subject),
    );
    expect(alerts).toHaveLength(status === 'sent' ? 0 : 1);
    expect(await office.letters(complainant)).toHaveLength(status === 'sent' ? 1 : 0);
    await expectWhole(office, reference);
  });
});
