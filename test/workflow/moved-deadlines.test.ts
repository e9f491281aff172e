import { describe, expect, test } from 'vitest';
import { bundledBankHolidays, type BankHoliday } from '../../functions/domain/time/bank-holidays.ts';
import type { Mailer } from '../../functions/ports.ts';
import { moveDeadlines } from '../../functions/operations/refresh-bank-holidays/move-deadlines.ts';
import { refreshBankHolidays } from '../../functions/operations/refresh-bank-holidays/refresh-bank-holidays.ts';
import { brokenPromises, openPlay, type Play } from '../play.ts';

const funeral = '2022-09-19';
const of2022 = bundledBankHolidays.filter(({ date }) => date.startsWith('2022'));
const beforeTheFuneral = bundledBankHolidays.filter(({ date }) => date !== funeral);

/** The week before the Queen died, with the calendar as it was then. */
async function open2022(options: Parameters<typeof openPlay>[1] = {}): Promise<Play> {
  const play = await openPlay('2022-09-05T09:00:00Z', options);
  await play.deps.store.saveBankHolidays(beforeTheFuneral);
  return play;
}

/** GOV.UK's feed is read, as it is every week. */
function refresh({ deps }: Play, events: readonly BankHoliday[] = of2022) {
  return refreshBankHolidays({
    fetchFeed: async () => ({ 'england-and-wales': { division: 'england-and-wales', events } }),
    readKnown: async () => (await deps.store.bankHolidays()) ?? [],
    save: (holidays) => deps.store.saveBankHolidays(holidays),
    moveDeadlines: (change) => moveDeadlines(deps, change),
  });
}

async function movesOf(play: Play, reference: string) {
  return (await play.events(reference)).flatMap((event) =>
    event.type === 'deadline-moved'
      ? [[event.task, event.due, event.until, event.reason, ...(event.holidays ?? [])]]
      : [],
  );
}
const reason = 'bank-holidays-changed';
const holiday = {
  change: 'added',
  title: 'Bank Holiday for the State Funeral of Queen Elizabeth II',
  date: funeral,
};
const moved = [['stage-1#1', '2022-09-19', '2022-09-20', reason, holiday]];

describe('the bank holiday of 19 September 2022, proclaimed on the 10th', () => {
  test('moves a case received on the 5th by a day and says so once, however often it runs', async () => {
    const play = await open2022();
    const reference = await play.complaintAt('stage-1');
    expect((await play.step(reference, 'stage-1')).due).toBe('2022-09-19');
    await play.to('2022-09-10', '12:00');
    const letters = (await play.letters()).length;
    expect(await refresh(play)).toMatchObject({ changed: true, added: [{ date: funeral }] });

    const step = await play.step(reference, 'stage-1');
    expect([step.due, step.originalDue, step.deadline.due]).toEqual([
      '2022-09-20',
      '2022-09-19',
      '2022-09-20',
    ]);
    expect(step.deadline.explanation).toContain('19 September 2022');
    expect(await movesOf(play, reference)).toEqual(moved);
    const alerts = (await play.letters()).slice(letters);
    expect(alerts.map(({ to, subject }) => `${to}: ${subject}`).sort()).toEqual([
      `complaints-officer@council.example: ${reference}: Stage 1, local resolution is now due Tuesday 20 September 2022`,
      `team-manager@council.example: ${reference}: Stage 1, local resolution is now due Tuesday 20 September 2022`,
    ]);
    expect(alerts[0]?.text).toContain(
      '- Was due: Monday 19 September 2022\n- Now due: Tuesday 20 September 2022',
    );

    expect(await refresh(play)).toMatchObject({ changed: false });
    await moveDeadlines(play.deps, { before: beforeTheFuneral, after: bundledBankHolidays });
    expect(await movesOf(play, reference)).toEqual(moved);
    expect((await play.letters()).slice(letters)).toHaveLength(2);
    expect(await brokenPromises(play, reference)).toEqual([]);
  });

  test('wakes the state machine at the old time and follows the new date', async () => {
    const play = await open2022();
    const reference = await play.complaintAt('stage-1');
    await play.to('2022-09-10', '12:00');
    await refresh(play);
    await play.to('2022-09-21', '12:00');
    const milestones = (await play.events(reference)).flatMap((event) =>
      event.type === 'milestone' && event.task === 'stage-1#1' ? [`${event.milestone} ${event.at}`] : [],
    );
    expect(milestones.slice(1)).toEqual([
      'reminder 2022-09-14T07:00:00.000Z',
      'due-tomorrow 2022-09-16T07:00:00.000Z',
      'breach 2022-09-20T23:00:00.000Z',
    ]);
  });

  test('withdrawn again unseen, wakes the machine within a day, and the step is overdue in time', async () => {
    const play = await openPlay('2022-09-05T09:00:00Z');
    const reference = await play.complaintAt('stage-1');
    await play.to('2022-09-17', '12:00');
    await play.deps.store.saveBankHolidays(beforeTheFuneral);
    await play.to('2022-09-21', '12:00');
    const breach = (await play.events(reference)).find(
      (event) => event.type === 'milestone' && event.task === 'stage-1#1' && event.milestone === 'breach',
    );
    // Its machine waited for the end of the 20th.
    expect(breach?.at).toBe('2022-09-19T23:00:00.000Z');
    expect(await brokenPromises(play, reference)).toEqual([]);
  });

  test('moves a paused case, and moves nothing twice when it resumes', async () => {
    const play = await open2022();
    const reference = await play.complaintAt('stage-1');
    await play.to('2022-09-08', '10:00');
    await play.decide(reference, 'stage-1', 'freeze', { reason: 'Police.', reviewOn: '2022-10-03' });
    await play.to('2022-09-10', '12:00');
    await refresh(play);
    expect(await movesOf(play, reference)).toEqual(moved);
    await play.to('2022-09-12', '09:00');
    await play.decide(reference, 'stage-1', 'resume', { reason: 'No charge.' });
    // Three days were used by the 8th; seven are left after the 12th, the 19th not counted.
    expect((await play.step(reference, 'stage-1')).due).toBe('2022-09-22');
    expect((await movesOf(play, reference)).slice(1)).toEqual([
      ['stage-1#1', '2022-09-20', '2022-09-22', 'case-paused'],
    ]);
  });

  test('leaves a promised date, a date before the holiday and a closed case', async () => {
    const play = await open2022();
    const extended = await play.complaintAt('stage-1');
    await play.decide(extended, 'stage-1', 'extend', { until: '2022-09-23', reason: 'Leave.' });
    const early = await play.complaintAt('triage');
    const closed = await play.complaintAt('stage-1');
    await play.decide(closed, 'stage-1', 'withdraw', { reason: 'Settled.' });
    await play.to('2022-09-10', '12:00');
    await refresh(play);
    for (const reference of [extended, early, closed]) expect(await movesOf(play, reference)).toEqual([]);
    expect((await play.step(extended, 'stage-1')).due).toBe('2022-09-23');
  });

  test('moves a window of the complainant and alerts the officer', async () => {
    const play = await open2022();
    const reference = await play.complaintAt('stage-2-window');
    await play.to('2022-09-10', '12:00');
    const letters = (await play.letters()).length;
    await refresh(play);
    expect(await movesOf(play, reference)).toEqual([
      ['stage-2-window#1', '2022-10-03', '2022-10-04', reason, holiday],
    ]);
    expect((await play.letters()).slice(letters).map(({ to }) => to)).toEqual([
      'complaints-officer@council.example',
    ]);
  });

  test('finishes after a busy mail service and a run that died before saving, without repeating anything', async () => {
    let busy = false;
    const sometimesBusy = (mailer: Mailer): Mailer => ({
      wasSent: (id) => mailer.wasSent(id),
      send: (mail) => (busy ? Promise.resolve({ outcome: 'busy', reason: 'so it is' }) : mailer.send(mail)),
    });
    const play = await open2022({ adapters: ({ mailer }) => ({ mailer: sometimesBusy(mailer) }) });
    const references = [await play.complaintAt('stage-1'), await play.complaintAt('stage-1')];
    await play.to('2022-09-10', '12:00');
    const letters = (await play.letters()).length;
    busy = true;
    const dies = () => Promise.reject(new Error('the process dies here'));
    const dying = { ...play, deps: { ...play.deps, store: { ...play.deps.store, saveBankHolidays: dies } } };
    await expect(refresh(dying)).rejects.toThrow('the process dies here');
    // Both have moved, no one has been written to, and the calendar waits for the next run.
    for (const reference of references) expect(await movesOf(play, reference)).toEqual(moved);
    expect(await play.deps.store.bankHolidays()).toEqual(beforeTheFuneral);
    // No letter holds up the calendar.
    await refresh(play);
    expect(await play.deps.store.bankHolidays()).toEqual(bundledBankHolidays);
    expect(await play.letters()).toHaveLength(letters);
    busy = false;
    await play.to('2022-09-10', '14:00');
    for (const reference of references) {
      expect(await movesOf(play, reference)).toEqual(moved);
      expect(await brokenPromises(play, reference)).toEqual([]);
    }
    expect((await play.letters()).slice(letters)).toHaveLength(4);
  });
});

test('a withdrawn holiday moves dates earlier, and each move is announced', async () => {
  const play = await openPlay('2022-09-05T09:00:00Z');
  const reference = await play.complaintAt('stage-1');
  const [withIt, without] = [bundledBankHolidays, beforeTheFuneral];
  expect(await moveDeadlines(play.deps, { before: withIt, after: without })).toEqual({ moved: 1 });
  expect(await moveDeadlines(play.deps, { before: without, after: withIt })).toEqual({ moved: 1 });
  expect(await moveDeadlines(play.deps, { before: withIt, after: without })).toEqual({ moved: 1 });
  const back = { ...holiday, change: 'removed' };
  expect(await movesOf(play, reference)).toEqual([
    ['stage-1#1', '2022-09-20', '2022-09-19', reason, back],
    ...moved,
    ['stage-1#1', '2022-09-20', '2022-09-19', reason, back],
  ]);
  expect(
    (await play.lettersOf(reference, 'user:team-manager')).filter((id) => id === 'alert-deadline-moved'),
  ).toHaveLength(3);
  expect(await brokenPromises(play, reference)).toEqual([]);
});

test('reads open steps page by page, even while they move', async () => {
  const play = await open2022();
  const limits: number[] = [];
  const deps = {
    ...play.deps,
    store: {
      ...play.deps.store,
      openTasks: (query: Parameters<typeof play.deps.store.openTasks>[0]) => {
        limits.push(query.limit);
        return play.deps.store.openTasks({ ...query, limit: 3 });
      },
    },
  };
  const references = [];
  for (let n = 0; n < 10; n += 1) references.push(await play.complaintAt('stage-1'));
  expect(await moveDeadlines(deps, { before: beforeTheFuneral, after: bundledBankHolidays })).toEqual({
    moved: 10,
  });
  for (const reference of references) expect(await movesOf(play, reference)).toEqual(moved);
  expect(limits.length).toBeGreaterThan(3);
});
