import { describe, expect, it } from 'vitest';
import { complainant, expectWhole, openOffice, response, story } from '../office.ts';

describe('milestones', () => {
  it('come at 08:00 London, the breach at the first moment after the day, escalations 2 and 10 working days late', async () => {
    const office = openOffice('2026-11-23T10:00:00Z');
    const reference = await office.atStage1();
    await office.until('2027-01-04T12:00:00Z');
    const at = Object.fromEntries(
      (await office.caseOf(reference)).events.flatMap((event) =>
        event.type === 'milestone' && event.task === 'stage-1#1' ? [[event.milestone, event.at]] : [],
      ),
    );
    expect(at).toEqual({
      opened: '2026-11-23T10:00:00.000Z',
      reminder: '2026-12-02T08:00:00.000Z',
      'due-tomorrow': '2026-12-04T08:00:00.000Z',
      breach: '2026-12-08T00:00:00.000Z',
      'escalation-1': '2026-12-09T08:00:00.000Z',
      'escalation-2': '2026-12-21T08:00:00.000Z',
      'stage-2-without-response': '2026-12-22T00:00:00.000Z',
    });
    const subjects = (to: string) =>
      office.letters(to).then((letters) => letters.map(({ subject }) => subject));
    expect(await subjects('senior-manager@')).toEqual([
      `Escalation: ${reference}, Stage 1, local resolution, working days late: 2`,
    ]);
    expect(await subjects('director@')).toEqual([
      `Escalation: ${reference}, Stage 1, local resolution, working days late: 10`,
    ]);
    await expectWhole(office, reference);
  });

  it.each([
    // received, due date of stage 1, first moment too late: both changes of summer time lie between
    ['2026-10-20T09:00:00Z', '2026-11-03', '2026-11-04T00:00:00.000Z'],
    ['2026-03-20T09:00:00Z', '2026-04-07', '2026-04-07T23:00:00.000Z'],
    // 00:30 in British Summer Time is still yesterday in UTC: it belongs to the British day
    ['2026-06-30T23:30:00Z', '2026-07-15', '2026-07-15T23:00:00.000Z'],
    // received on a Saturday, over Christmas
    ['2021-12-25T12:00:00Z', '2022-01-12', '2022-01-13T00:00:00.000Z'],
  ])('received %s: due %s, overdue from %s', async (received, due, late) => {
    const office = openOffice(received);
    const reference = await office.atStage1();
    expect((await office.taskOf(reference, 'stage-1')).due).toBe(due);
    await office.until(new Date(Date.parse(late) - 1000).toISOString());
    expect((await office.taskOf(reference, 'stage-1')).breachedAt).toBeUndefined();
    await office.until(late);
    expect((await office.taskOf(reference, 'stage-1')).breachedAt).toBe(late);
  });

  it('come again for the new date after an extension, and the first breach stays', async () => {
    const office = openOffice('2026-11-23T10:00:00Z');
    const reference = await office.atStage1();
    await office.until('2026-12-03T10:00:00Z');
    await office.decide(
      reference,
      'stage-1',
      'extend',
      { until: '2026-12-18', reason: 'Records' },
      'team-manager',
    );
    await office.until('2026-12-19T00:00:00Z');
    const milestones = (await office.caseOf(reference)).events.flatMap((event) =>
      event.type === 'milestone' && event.task === 'stage-1#1' ? [`${event.milestone} ${event.due}`] : [],
    );
    expect(milestones).toEqual([
      'opened 2026-11-23',
      'reminder 2026-12-07',
      'reminder 2026-12-18',
      'due-tomorrow 2026-12-18',
      'breach 2026-12-18',
    ]);
  });

  it('a complaint received long ago breaches at once, without reminders that are pointless by now', async () => {
    const office = openOffice('2026-11-23T10:00:00Z');
    const { body } = await office.post('/api/v1/feedback', {
      channel: 'letter',
      text: 'Found in a drawer',
      receivedAt: '2026-09-01T09:00:00Z',
      person: { name: 'A B' },
    });
    expect(body).toMatchObject({ reference: expect.any(String) });
    await office.until('2026-11-23T10:00:01Z');
    const [open] = (await office.system.deps.store.cases({ limit: 1 })).items;
    expect(story((await office.caseOf(open?.reference ?? '')).events)).toEqual([
      'received',
      'procedure intake',
      'triage#1 opened, due 2026-09-02',
      'triage#1 breach',
      'triage#1 escalation-1',
      'triage#1 escalation-2',
    ]);
  });
});

describe('delay, pause, withdrawal', () => {
  it('an investigator who says early that they will be late alerts the officer, who tells the complainant', async () => {
    const office = openOffice('2026-11-23T10:00:00Z');
    const reference = await office.atStage1();
    await office.decide(
      reference,
      'stage-1',
      'report-delay',
      { expected: '2026-12-10', reason: 'Illness in the team' },
      'team-manager',
    );
    const alerts = (await office.letters('complaints-officer@')).filter(({ subject }) =>
      subject.startsWith('Delay reported'),
    );
    expect(alerts).toHaveLength(1);
    expect(alerts[0]?.text).not.toContain('Illness');
    expect((await office.taskOf(reference, 'stage-1')).expected).toBe('2026-12-10');
    await office.decide(reference, 'stage-1', 'tell-delay', {
      expected: '2026-12-10',
      reason: 'We need to speak to one more person.',
    });
    const [, delay] = await office.letters(complainant);
    expect(delay?.text).toContain('We need to speak to one more person.');
    expect(delay?.text).toContain('10 December 2026');
  });

  it('a pause stops the clock: days used count, nothing falls due, and the date can be worked out again', async () => {
    const office = openOffice('2026-11-23T10:00:00Z');
    const reference = await office.atStage1();
    await office.until('2026-11-27T10:00:00Z'); // 4 working days used, 6 left
    await office.decide(reference, 'stage-1', 'freeze', {
      reason: 'Criminal proceedings',
      reviewOn: '2027-01-11',
    });
    expect(await office.decide(reference, 'stage-1', 'respond', response(), 'team-manager')).toMatchObject({
      status: 409,
    });
    await office.until('2027-01-20T10:00:00Z');
    expect(await office.taskOf(reference, 'stage-1')).toMatchObject({ paused: true, overdue: false });
    await office.decide(reference, 'stage-1', 'resume', { reason: 'The trial is over' });
    const task = await office.taskOf(reference, 'stage-1');
    expect(task).toMatchObject({ due: '2027-01-28', originalDue: '2026-12-07', paused: false });
    expect(task.deadline.explanation).toContain('Paused from 27 November 2026 to 20 January 2027');
    expect(story((await office.caseOf(reference)).events)).toContain('stage-1#1 pause-review');
    await office.until('2027-01-29T00:00:00Z');
    expect((await office.taskOf(reference, 'stage-1')).breachedAt).toBe('2027-01-29T00:00:00.000Z');
    await expectWhole(office, reference);
  });

  it('a withdrawal ends the case with a letter', async () => {
    const office = openOffice('2026-11-23T10:00:00Z');
    const reference = await office.atStage1();
    await office.decide(reference, 'stage-1', 'withdraw', { reason: 'By phone' });
    expect(await office.caseOf(reference)).toMatchObject({ status: 'closed', closedAs: 'withdrawn' });
    expect((await office.letters(complainant)).map(({ subject }) => subject)).toHaveLength(2);
  });
});
