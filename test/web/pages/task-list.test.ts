import { expect, test } from 'vitest';
import { openPlay, type Play } from '../../play.ts';
import { browse } from './browse.ts';

const at = '2026-06-01T09:00:00Z';

async function officerOf(play: Play, user = 'complaints-officer') {
  const officer = browse(play);
  await officer.signIn(user);
  return officer;
}

test.each([
  ['carter', ['Sam Carter', 'Sam Carteret']],
  ['SAM CART', ['Sam Carter', 'Sam Carteret']],
  ['zoe', ['Zoë O’Hara']],
  ['o’hara zo', ['Zoë O’Hara']],
  ['arter', []],
  ['%', []],
])('a search of tasks for %j finds %j', async (q, names) => {
  const play = await openPlay(at);
  for (const name of ['Sam Carter', 'Sam Carteret', 'Zoë O’Hara']) await play.complaint({ person: { name } });
  const officer = await officerOf(play);
  const shown = await officer.get(`/tasks?q=${encodeURIComponent(q)}`);
  const found = shown.page
    .querySelectorAll('tbody td[data-name="From, about"]')
    .map(({ textContent }) => textContent.trim());
  expect(found.toSorted()).toEqual(names);
  expect(shown.page.querySelector('#q')?.getAttribute('value')).toBe(q);
});

test.each([
  'SC-2026-00001-4',
  'sc 2026 00001 4',
  '2026-00001-4',
  '2026-00001',
  '2026-1',
  '1',
  'SC2026000014',
  'sc-1-4',
  '1-4',
  'Carter',
])('a closed case is found among the cases by %j, and hidden from people complained about', async (q) => {
  const play = await openPlay(at);
  const reference = await play.complaint();
  await play.post(`/cases/${reference}/details`, { complainedAbout: ['complaints-officer-2'] });
  await play.decide(reference, 'triage', 'close-without-procedure', { reason: 'An advert' });
  const officer = await officerOf(play);
  const query = `q=${encodeURIComponent(q)}`;
  expect((await officer.get(`/cases?${query}&status=closed`)).text).toContain(reference);
  expect((await officer.get(`/cases?${query}&status=open`)).text).toContain('No cases match these filters.');
  expect((await officer.get(`/tasks?${query}`)).text).not.toContain(reference);
  const accused = await officerOf(play, 'complaints-officer-2');
  for (const path of [`/cases?${query}`, '/cases', `/tasks?show=all&${query}`])
    expect((await accused.get(path)).text).not.toContain(reference);
});

test('the list counts my late tasks and those due today, without paused ones', async () => {
  const play = await openPlay(at);
  const late = await play.complaint();
  await play.to('2026-06-02', '10:00');
  const dueToday = await play.complaint();
  const paused = await play.complaintAt('stage-1');
  await play.decide(paused, 'stage-1', 'freeze', { reason: 'A court', reviewOn: '2026-07-31' });
  // Three working days after receipt it was to be acknowledged; the target for its triage is no deadline.
  await play.to('2026-06-05', '10:00');
  const officer = await officerOf(play);
  const tasks = await officer.get('/tasks');
  expect(tasks.page.querySelector('.counts')?.textContent.replace(/\s+/g, ' ').trim()).toBe(
    '1 overdue 1 due today',
  );
  const overdue = await officer.get('/tasks?due=overdue');
  expect(overdue.text).toContain(late);
  expect(overdue.text).toContain('Overdue by 1 working day 4 Jun 2026');
  expect(overdue.text).not.toContain(dueToday);
  const today = await officer.get('/tasks?due=today');
  expect(today.text).toContain('Due today 5 Jun 2026');
  expect([today.text.includes(dueToday), today.text.includes(late)]).toEqual([true, false]);
  await play.to('2026-06-30', '10:00');
  await officer.signIn('complaints-officer');
  expect((await officer.get('/tasks?show=all&due=overdue')).text).not.toContain(paused);
  expect((await officer.get('/tasks?show=all')).text).toContain('Paused');
});

test('a step whose own target has passed is not overdue, and is not counted', async () => {
  const play = await openPlay(at);
  const reference = await play.complaint();
  await play.to('2026-06-03', '10:00');
  const officer = await officerOf(play);
  const tasks = await officer.get('/tasks');
  expect(tasks.page.querySelector('.counts')?.textContent.replace(/\s+/g, ' ').trim()).toBe(
    '0 overdue 0 due today',
  );
  expect(tasks.text).toContain('Target passed 2 Jun 2026');
  for (const due of ['overdue', 'today'])
    expect((await officer.get(`/tasks?due=${due}`)).text).not.toContain(reference);
});

test('counts above the list link to filters of it', async () => {
  const play = await openPlay(at);
  const reference = await play.complaintAt('stage-1');
  await play.complaint();
  await play.to('2026-06-15', '10:00');
  const officer = await officerOf(play);
  const counted = async (path: string) => {
    const shown = await officer.get(path);
    return [
      shown.page.querySelector('h1')?.textContent,
      shown.page.querySelector('.counts')?.textContent.replace(/\s+/g, ' ').trim(),
      ...shown.page.querySelectorAll('.counts a').map((link) => link.getAttribute('href')),
    ];
  };
  expect(await counted('/tasks')).toEqual([
    'My tasks',
    '1 overdue 0 due today',
    '/tasks?due=overdue',
    '/tasks?due=today',
  ]);
  expect(await counted('/tasks?show=all')).toEqual([
    'All tasks',
    '1 overdue 1 due today',
    '/tasks?show=all&due=overdue',
    '/tasks?show=all&due=today',
  ]);
  expect((await officer.get('/tasks?show=all&due=today')).text).toContain(reference);
  expect((await counted('/tasks?show=all&step=stage-1'))[1]).toBe('0 overdue 1 due today');
  expect((await counted(`/tasks?show=all&q=${reference}`))[1]).toBe('0 overdue 1 due today');
});

test.each(['/tasks?', '/tasks?show=all&', '/cases?', '/mail?'])(
  'a cursor that is none shows the first page of %s',
  async (path) => {
    const play = await openPlay(at);
    const reference = await play.complaint();
    const officer = await officerOf(play);
    await play.mail({ from: play.deps.council.intakeAddress, subject: reference });
    const shown = await officer.get(`${path}cursor=garbage`);
    expect([shown.status, shown.text]).toEqual([200, expect.stringContaining(reference)]);
  },
);

test('tasks can be reassigned only to people who can have one of them', async () => {
  const play = await openPlay(at);
  await play.complaintAt('stage-1');
  await play.complaintAt('acknowledge');
  const officer = await officerOf(play);
  const offered = async (path: string) =>
    (await officer.get(path)).page
      .querySelectorAll('#assignee option')
      .map((option) => option.getAttribute('value'))
      .filter((id) => id !== '');
  const officers = ['complaints-officer', 'complaints-officer-2'];
  expect(new Set(await offered('/tasks?show=all&step=acknowledge'))).toEqual(new Set(officers));
  const both = await offered('/tasks?show=all');
  expect(both).toEqual(expect.arrayContaining([...officers, 'team-manager']));
  expect(both.filter((id) => /administrator|writer|independent|panel/.test(id ?? ''))).toEqual([]);
});

test('selected tasks are reassigned to one person, with a reason for each that cannot be', async () => {
  const play = await openPlay(at);
  const [one, two, three] = [await play.complaint(), await play.complaint(), await play.complaint()];
  const officer = await officerOf(play);
  const list = await officer.get('/tasks');
  const ticks = list.page.querySelectorAll('input[name=task]').map((box) => box.getAttribute('value') ?? '');
  expect(ticks).toHaveLength(3);
  await play.decide(two, 'triage', 'close-without-procedure', { reason: 'An advert' });
  await play.post(`/cases/${three}/details`, { complainedAbout: ['complaints-officer-2'] });
  const fill = { task: ticks, assignee: 'complaints-officer-2', reason: 'Priya is away' };
  const done = await officer.send(list, fill, {});
  expect(done.page.querySelector('h1')?.textContent).toBe('1 of 3 tasks assigned to Tom Ellis');
  expect(done.text).toContain(`Triage, ${two} This step is no longer open.`);
  expect(done.text).toMatch(new RegExp(`Triage, ${three} .*complained about`));
  await play.settle();
  expect((await play.step(one, 'triage')).assignee).toBe('complaints-officer-2');
  expect((await play.file(one)).events.findLast(({ type }) => type === 'assigned')).toMatchObject({
    reason: 'Priya is away',
  });
  // The page is of who did it, and of no one else.
  expect((await (await officerOf(play, 'senior-manager')).get(done.at)).status).toBe(404);
  const again = await officer.send(list, fill, {});
  expect(again.text).toContain('This task changed after you opened the list.');
});

test('a row says on one line whose complaint it is, what it is about and how many messages wait', async () => {
  const play = await openPlay(at);
  const reference = await play.complaintAt('stage-1', { person: { name: 'Sam Carter' } });
  await play.post(`/cases/${reference}/corrections`, {
    what: 'category',
    value: 'Service standards',
    reason: 'Chosen by mistake.',
  });
  const about = async (path = '/tasks?show=all&step=stage-1', user = 'complaints-officer') =>
    (await (await officerOf(play, user)).get(path)).page.querySelector('td[data-name="From, about"]')
      ?.textContent;
  expect(await about()).toBe('Sam Carter: Service standards');
  const long = await play.complaintAt('stage-1', { person: { name: 'Zoë 😀'.repeat(30) } });
  expect(await about(`/tasks?show=all&q=${long}`)).toMatch(/^(Zoë 😀)+(Zoë)? …$/u);
  for (const text of ['One more thing.', 'And another.'])
    await play.post(`/cases/${reference}/messages`, { channel: 'phone', text });
  await play.settle();
  expect(await about()).toBe('2 messages, Sam Carter: Service standards');
});

test('all tasks of a page are selected at once, and none again', async () => {
  const play = await openPlay(at);
  await play.complaint();
  await play.complaintAt('stage-1');
  const officer = await officerOf(play);
  const ticked = (list: Awaited<ReturnType<typeof officer.get>>) =>
    list.page.querySelectorAll('input[name=task]').map((box) => box.hasAttribute('checked'));
  const list = await officer.get('/tasks?show=all&due=');
  expect(ticked(list)).toEqual([false, false]);
  const link = (shown: typeof list) => shown.page.querySelector('thead a')?.getAttribute('href') ?? '';
  const all = await officer.get(link(list));
  expect(ticked(all)).toEqual([true, true]);
  expect(all.page.querySelector('h1')?.textContent).toBe('All tasks');
  expect(ticked(await officer.get(link(all)))).toEqual([false, false]);
});

test('selected tasks are assigned to oneself with one button', async () => {
  const play = await openPlay(at);
  const [one, two] = [await play.complaint(), await play.complaint()];
  const officer = await officerOf(play, 'complaints-officer-2');
  const list = await officer.get('/tasks?select=all');
  const task = list.page.querySelectorAll('input[name=task]').map((box) => box.getAttribute('value') ?? '');
  const done = await officer.send(list, { task, to: 'me' }, {});
  expect(done.page.querySelector('h1')?.textContent).toBe('2 tasks assigned to Tom Ellis');
  for (const reference of [one, two]) {
    expect((await play.step(reference, 'triage')).assignee).toBe('complaints-officer-2');
    expect((await play.file(reference)).events.findLast(({ type }) => type === 'assigned')).toMatchObject({
      reason: 'Took over the task',
    });
  }
  // Who cannot have any of them is not offered it.
  const senior = await (await officerOf(play, 'senior-manager')).get('/tasks?show=all');
  expect(senior.text).not.toContain('Assign to me');
});

test('an incomplete reassignment shows errors and keeps what was entered', async () => {
  const play = await openPlay(at);
  await play.complaint();
  const officer = await officerOf(play);
  const list = await officer.get('/tasks?due=&show=mine&step=triage');
  const refused = await officer.send(list, { reason: '<b>Away</b>' }, {});
  expect(refused.status).toBe(422);
  expect(refused.page.querySelectorAll('.govuk-error-summary a').map((link) => link.textContent)).toEqual([
    'Select at least one task',
    'Select who to assign the tasks to',
  ]);
  expect(refused.page.querySelector('#reason')?.getAttribute('value')).toBe('<b>Away</b>');
  expect(refused.page.querySelector('#step option[selected]')?.getAttribute('value')).toBe('triage');
});

test('only someone who may change a case can reassign its tasks', async () => {
  const play = await openPlay(at);
  const reference = await play.complaintAt('stage-1');
  const manager = await officerOf(play, 'team-manager');
  const list = await manager.get('/tasks');
  expect(list.text).toContain(reference);
  expect(list.page.querySelector('input[name=task]')).toBeNull();
  const forged = { task: `${reference} stage-1#1.0`, assignee: 'team-manager-2', reason: 'x' };
  const tried = await manager.send(list, forged, {});
  expect(tried.text).toContain('0 of 1 task assigned');
  expect((await play.step(reference, 'stage-1')).assignee).toBe('team-manager');
});

test('after a decision the page links my next task by due date', async () => {
  const play = await openPlay(at);
  const first = await play.complaint();
  await play.to('2026-06-02', '10:00');
  const second = await play.complaint();
  const officer = await officerOf(play);
  const task = await officer.get(`/cases/${first}/tasks/triage/close-without-procedure`);
  const done = await officer.send(task, { reason: 'An advert' });
  const banner = done.page.querySelector('.govuk-notification-banner');
  expect(banner?.textContent).toContain(`${first} closed: nothing to handle`);
  expect(banner?.querySelector('a')?.getAttribute('href')).toBe(`/cases/${second}/tasks/triage%231`);
  expect((await officer.get('/tasks')).page.querySelector('.govuk-notification-banner')).toBeNull();
  const last = await officer.get(`/cases/${second}/tasks/triage/close-without-procedure`);
  expect((await officer.send(last, { reason: 'An advert' })).text).toContain('You have no other task');
});
