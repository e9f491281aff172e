import { expect, test } from 'vitest';
import * as z from 'zod';
import { MessageItem } from '../../functions/case-views/message-view.ts';
import { runOf } from '../../functions/domain/case/case.ts';
import type { NewEvent } from '../../functions/domain/case/events.ts';
import { onPage } from '../../functions/domain/case/on-page.ts';
import { waitingCount } from '../../functions/domain/case/open-messages.ts';
import type { Message } from '../../functions/domain/case/stored-rows.ts';
import { mergeCases } from '../../functions/operations/case-actions/merge-cases.ts';
import { decideStep } from '../../functions/operations/decide-step/decide-step.ts';
import { followedCase, linkHash } from '../../functions/operations/follow-case/private-link.ts';
import { readCase } from '../../functions/operations/read-case.ts';
import { receiveMessage } from '../../functions/operations/receive-message.ts';
import type { CaseStore } from '../../functions/ports.ts';
import { planStep } from '../../functions/operations/runs/plan-step.ts';
import { changeOf } from '../contract/case-examples.ts';
import { countingStore } from '../counting-store.ts';
import { brokenPromises, childrensWay, openPlay, stage2Way, type Play } from '../play.ts';
import { browse } from '../web/pages/browse.ts';

// A case cannot be talked to death (decision 0044). The first 10 messages of a sender in a day have a task and an alert
// each; those beyond share one. 1 June 2026 is a Monday.

const Messages = z.object({ items: z.array(MessageItem) });
const inbox = async (play: Play, query = '') =>
  Messages.parse((await play.get(`/messages?handled=false&limit=100${query}`)).body).items;

/** Messages of one sender, as they come out of the mail; nothing of them is carried out yet. */
async function write(play: Play, reference: string, count: number, more: Partial<Message> = {}) {
  for (let n = 0; n < count; n++)
    await receiveMessage(play.deps, reference, {
      content: {
        channel: 'email',
        receivedAt: play.now(),
        from: { email: 'writer@elsewhere.example' },
        subject: `Re: ${reference}`,
        text: 'I write again.',
        attachments: [],
        ...more,
      },
      automatic: false,
      arrival: {
        way: 'email',
        from: more.from?.email ?? 'writer@elsewhere.example',
        verdicts: { spam: 'PASS', virus: 'PASS' },
      },
      once: [],
    });
}

/** Further messages that no one is told of, many in one change: one event and one row each, as they come in. */
async function writeMore(play: Play, reference: string, count: number) {
  for (let left = count; left > 0; left -= 40) {
    const { state, messages } = await play.file(reference);
    const fresh = Array.from({ length: Math.min(left, 40) }, (_, n) => `M${messages.length + n + 1}`);
    const [like] = messages.slice(-1);
    if (!like) throw new Error('no message');
    const news = fresh.map((message): NewEvent => ({
      at: play.now(),
      by: 'complainant',
      type: 'message-received',
      message,
      channel: 'email',
      senderKnown: false,
      automatic: false,
      toDealWith: true,
      further: 'follows',
    }));
    const change = changeOf(reference, state, news, { messages: fresh.map((id) => ({ ...like, id })) });
    expect(await play.deps.store.change(change)).toEqual({ ok: true });
  }
}

const size = async (play: Play, reference: string) =>
  JSON.stringify((await play.file(reference)).state).length;

test('a flood of messages neither grows the case nor holds its deadlines back, and a person is told once', async () => {
  const play = await openPlay('2026-06-01T09:00:00Z');
  const reference = await play.complaintAt('stage-1');
  await write(play, reference, 20);
  await play.settle();
  const [sizeBefore, { events: before }] = [await size(play, reference), await play.file(reference)];
  await write(play, reference, 100);
  await play.settle();
  const { state, events, messages } = await play.file(reference);
  // Each is kept and waits: one event and one row, and in the state a number.
  expect(messages).toHaveLength(121);
  expect(waitingCount(state)).toBe(120);
  expect(events.slice(before.length).map(({ type }) => type)).toEqual(
    Array.from({ length: 100 }, () => 'message-received'),
  );
  expect((await size(play, reference)) - sizeBefore).toBeLessThan(1_000);
  // The eleventh says so, and its task is about the rest.
  const told = events.filter((event) => event.type === 'letter-prepared');
  const to = (name: string) =>
    told.filter(({ template }) => template === name).map(({ letter }) => letter.split('/', 1)[0]);
  expect(new Set(to('alert-many-messages'))).toEqual(new Set(['message-M12']));
  expect(new Set(to('alert-new-message')).size).toBe(10);
  const waiting = await inbox(play);
  expect(waiting).toHaveLength(11);
  expect(waiting.find(({ message }) => message === 'M12')?.further).toBe(109);
  // They are read page by page, in the order in which they came; the complaint is on each.
  expect(messages.map(({ id }) => id)).toEqual(Array.from({ length: 121 }, (_, n) => `M${n + 1}`));
  const officer = browse(play);
  await officer.signIn('complaints-officer');
  const shown = async (query: string) => {
    const { page } = await officer.get(`/cases/${reference}${query}`);
    const section = page.querySelector('section[aria-labelledby="messages"]');
    return [
      section?.querySelectorAll('.govuk-inset-text > h3').length,
      section?.querySelectorAll('a[href^="?messages="]').map((link) => link.textContent),
    ];
  };
  expect(await shown('')).toEqual([51, ['Earlier messages']]);
  expect(await shown('?messages=2')).toEqual([51, ['Earlier messages', 'Later messages']]);
  expect(await shown('?messages=3')).toEqual([21, ['Later messages']]);
  expect(await shown('?messages=none')).toEqual([51, ['Earlier messages']]);
  // Another sender is heard as before.
  await write(play, reference, 1, { from: { email: 'other@elsewhere.example' } });
  await play.settle();
  expect((await inbox(play)).map(({ message }) => message)).toContain('M122');
  // A step is decided with as many events as ever, and stage 1 is late on its day: 10 working days from 1 June.
  await play.to('2026-06-16', '09:00');
  const late = (await play.events(reference)).find(
    (event) => event.type === 'milestone' && event.task === 'stage-1#1' && event.means === 'breach',
  );
  expect(late).toMatchObject({ due: '2026-06-15' });
  expect(await brokenPromises(play, reference)).toEqual([]);
});

test('the further messages of a sender are dealt with together, or get a task one after the other', async () => {
  const play = await openPlay('2026-06-01T09:00:00Z');
  const reference = await play.complaintAt('stage-1');
  await write(play, reference, 14);
  await write(play, reference, 14, { from: { email: 'other@elsewhere.example' } });
  await play.settle();
  // M12 leads M13 to M15 of its sender and M26 to M29 of the other.
  expect((await inbox(play)).find(({ message }) => message === 'M12')?.further).toBe(7);
  const handle = async (message: string, body: object) => {
    const answer = await play.post(`/messages/${reference}-${message}/handling`, body);
    expect([message, answer.status, answer.text]).toEqual([message, 200, expect.any(String)]);
    await play.settle();
  };
  await play.to('2026-06-02', '09:00');
  await handle('M12', { how: 'noted', note: 'All say the same.', further: true });
  expect(waitingCount((await play.file(reference)).state)).toBe(24);
  // The next one has a task, whose target counts from the day on which it came.
  const next = (await inbox(play)).find(({ message }) => message === 'M26');
  expect(next).toMatchObject({ further: 3, due: '2026-06-03' });
  await handle('M26', { how: 'noted', note: 'Read.' });
  expect((await inbox(play)).find(({ message }) => message === 'M27')).toMatchObject({ further: 2 });
  const handled = z
    .object({ items: z.array(MessageItem) })
    .parse((await play.get(`/messages?handled=true&case=${reference}&limit=100`)).body).items;
  expect(handled.map(({ message }) => message).sort()).toEqual(['M12', 'M13', 'M14', 'M15', 'M26']);
  expect(handled.find(({ message }) => message === 'M14')?.handled).toMatchObject({
    how: 'noted',
    note: 'All say the same.',
  });
  expect(await brokenPromises(play, reference)).toEqual([]);
});

test('words of danger in one of many messages still ask a person to look, at most once an hour', async () => {
  const play = await openPlay('2026-06-01T09:00:00Z');
  const reference = await play.complaintAt('stage-1');
  await write(play, reference, 12);
  await write(play, reference, 3, { text: 'I want to kill myself.' });
  await play.settle();
  const looks = async () => {
    const { state, events } = await play.file(reference);
    return [
      events.filter(({ type }) => type === 'safeguarding-marked').length,
      state.tasks.filter(({ step, status }) => step === 'look-now' && status === 'open').length,
      events.filter((event) => event.type === 'letter-prepared' && event.template === 'alert-safeguarding')
        .length,
    ];
  };
  const [marks, open, alerts = 0] = await looks();
  expect([marks, open]).toEqual([3, 1]);
  expect(alerts).toBeGreaterThan(0);
  await write(play, reference, 2, { text: 'I want to kill myself.' });
  expect(await looks()).toEqual([5, 1, alerts]);
  await play.to('2026-06-01', '12:30');
  const later = (await looks())[2] ?? 0;
  await write(play, reference, 2, { text: 'I want to kill myself.' });
  expect((await looks())[2]).toBeGreaterThan(later);
});

test('to open, decide and plan a case, no more is read than a page beyond what a few messages take', async () => {
  const play = await openPlay('2026-06-01T09:00:00Z');
  const reference = await play.complaintAt('stage-1');
  const counting = countingStore(play.deps.store);
  const deps = { ...play.deps, store: counting.store };
  const manager = play.deps.council.users.find(({ id }) => id === 'team-manager');
  if (!manager) throw new Error('no team manager');
  /** How many rows of the case each reads. */
  const items = async () => {
    counting.taken();
    const { state } = (await readCase(deps, manager, reference, { recent: () => true })) ?? {};
    const opening = counting.taken().items;
    const task = state?.tasks.find(({ key }) => key === 'stage-1#1');
    if (!state || !task) throw new Error('not at stage 1');
    const { run, step, turn, decisions } = task;
    const answers = { expected: '2026-06-20', reason: 'A witness is away.' };
    const command = { caseId: reference, step, outcome: 'report-delay', answers, by: manager, seen: '*' };
    expect(await decideStep(deps, command)).toMatchObject({ ok: true });
    const deciding = counting.taken().items;
    const later = { ...deps, clock: { now: () => '2026-06-16T08:00:00.000Z' } };
    const { definition } = runOf(state, run);
    const input = { caseId: reference, run, step, turn, handled: decisions.length + 1, definition };
    expect(await planStep(later, input)).toMatchObject({ task: task.key });
    return { opening, deciding, planning: counting.taken().items };
  };
  await write(play, reference, 12);
  await play.settle();
  const few = await items();
  await writeMore(play, reference, 400);
  const many = await items();
  await writeMore(play, reference, 200);
  const evenMore = await items();
  const page = onPage.messages + onPage.events;
  expect(many.opening - few.opening).toBeLessThan(page);
  expect(many.deciding - few.deciding).toBeLessThan(page);
  expect(evenMore.opening).toBe(many.opening);
  // The decision before and its plan have added some events.
  expect(evenMore.deciding - many.deciding).toBeLessThan(10);
  expect(evenMore.planning - many.planning).toBeLessThan(30);
});

test('a private link and the view of independent people read no more than a page either, and lead to the rest', async () => {
  const play = await openPlay('2026-06-01T09:00:00Z');
  const reference = await play.complaintAt('stage-2', {}, [...childrensWay, ...stage2Way]);
  await play.sign(reference, 'investigating-officer');
  const link = await play.privateLink();
  const secret = linkHash(link.split('/').at(-1) ?? '');
  const counting = countingStore(play.deps.store);
  const deps = { ...play.deps, store: counting.store };
  const officer = play.deps.council.users.find(({ id }) => id === 'investigating-officer');
  if (!officer) throw new Error('no investigating officer');
  const items = async () => {
    counting.taken();
    expect((await followedCase(deps, secret))?.state.reference).toBe(reference);
    const following = counting.taken().items;
    const seen = await readCase(deps, officer, reference, { recent: () => true });
    expect(seen?.messages.map(({ id }) => id)).toContain('M1');
    return { following, investigating: counting.taken().items };
  };
  await play.mail({ subject: reference, text: 'The visit was on 4 May.' });
  await play.post(`/messages/${reference}-M2/handling`, { how: 'noted', note: 'Read.' });
  await play.mail({ subject: reference, text: 'Please ring me.' });
  await write(play, reference, 12);
  await play.settle();
  const few = await items();
  await writeMore(play, reference, 400);
  const many = await items();
  await writeMore(play, reference, 200);
  expect(await items()).toEqual(many);
  const page = onPage.messages + onPage.events;
  expect(many.following - few.following).toBeLessThan(page);
  expect(many.investigating - few.investigating).toBeLessThan(page);

  // What they wrote last, and what no one has dealt with, is on their page; the rest is one click away.
  await play.mail({ subject: reference, text: 'And on 5 May too.' });
  const visitor = browse(play);
  const shown = await visitor.get(link);
  const texts = ['And on 5 May too.', 'Please ring me.', 'The visit was on 4 May.'];
  expect(texts.map((text) => shown.text.includes(text))).toEqual([true, true, false]);
  expect(shown.page.querySelector('a[href="/follow?earlier"]')?.textContent).toBe(
    'Show all that you told us, and all our letters',
  );
  const all = await visitor.get('/follow?earlier');
  expect(texts.map((text) => all.text.includes(text))).toEqual([true, true, true]);
  for (const letter of shown.page.querySelectorAll('a[href^="/follow/letters/"]'))
    expect((await visitor.get(letter.getAttribute('href') ?? '')).status).toBe(200);
  const io = browse(play);
  await io.signIn('investigating-officer');
  const theirs = await io.get(`/cases/${reference}`);
  expect(theirs.text).not.toContain('The visit was on 4 May.');
  expect((await io.get(`/cases/${reference}?messages=2`)).text).toContain('The visit was on 4 May.');
  // How many messages there are of what they do not see is not said.
  expect((await play.get(`/cases/${reference}`, 'investigating-officer')).body).toMatchObject({
    leftOut: {},
  });
});

test('a case with more messages than one change holds is merged in parts, and a repeat finishes what was interrupted', async () => {
  const play = await openPlay('2026-06-01T09:00:00Z');
  const into = await play.complaintAt('stage-1');
  const from = await play.complaint();
  // Each sender has no more than can have tasks of their own: 40 of them and one that leads.
  for (const sender of ['one', 'two', 'three', 'four', 'five'])
    await write(play, from, 9, { from: { email: `${sender}@elsewhere.example` } });
  await play.settle();
  await writeMore(play, from, 20);
  const by = play.deps.council.users.find(({ id }) => id === 'complaints-officer');
  if (!by) throw new Error('no officer');
  const merge = { caseId: from, into, reason: 'The same complaint.', by };
  let changes = 0;
  const stopping: CaseStore = {
    ...play.deps.store,
    change: async (change) => {
      changes += 1;
      if (changes === 3) throw new Error('the process stopped');
      return play.deps.store.change(change);
    },
  };
  await expect(mergeCases({ ...play.deps, store: stopping }, merge)).rejects.toThrow('the process stopped');
  const interrupted = await play.file(into);
  expect(interrupted.state.mergedFrom).toBeUndefined();
  expect(interrupted.messages.length).toBeGreaterThan(1);
  expect((await play.post(`/cases/${from}/merge`, { into, reason: merge.reason })).status).toBe(200);
  await play.settle();
  const { state, events, messages } = await play.file(into);
  // Each message once, in the order in which they came there.
  const taken = events.flatMap((event) => (event.type === 'message-received' ? [event.takenFrom?.id] : []));
  expect(taken).toEqual(Array.from({ length: 66 }, (_, n) => `M${n + 1}`));
  expect(messages).toHaveLength(67);
  expect(state.mergedFrom).toEqual([from]);
  // Those that no one had dealt with wait here: not more of them than usual have a task each.
  expect(waitingCount(state)).toBe(65);
  expect(state.openMessages?.length).toBe(41);
  expect((await play.file(from)).state).toMatchObject({ status: 'closed', mergedInto: into });
  expect(await brokenPromises(play, into)).toEqual([]);
  expect(play.faults).toEqual([]);
});
