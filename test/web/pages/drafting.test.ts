import { expect, test } from 'vitest';
import { openPlay, type Play } from '../../play.ts';
import { browse, type Shown } from './browse.ts';

const at = '2026-06-01T09:00:00Z';
const draft = { do: 'draft' };

async function visitorOf(play: Play, user: string) {
  const visitor = browse(play);
  await visitor.signIn(user);
  return visitor;
}

const response = (shown: Shown) => shown.page.querySelector('#response')?.textContent;
const drafts = async (play: Play, reference: string) => (await play.file(reference)).drafts;

test('a saved draft is shown with its author when the task is opened again, and decides nothing', async () => {
  const play = await openPlay(at);
  const reference = await play.complaintAt('stage-1');
  const manager = await visitorOf(play, 'team-manager');
  const path = `/cases/${reference}/tasks/stage-1/respond`;
  const saved = await manager.send(
    await manager.get(path),
    { response: 'So far:\n<b>bold</b> \u202Eand\u0000', 'findings.0.finding': 'upheld', remedies: 'x' },
    draft,
  );
  expect(saved.status).toBe(200);
  expect(saved.page.querySelector('#draft')?.textContent).toContain('Megan Price on 1 June 2026, 10:00');
  const officer = await visitorOf(play, 'complaints-officer');
  const again = await officer.get(path);
  expect(response(again)).toBe('So far:\n<b>bold</b> and');
  expect(again.page.querySelector('#findings-0-finding[checked]')?.getAttribute('value')).toBe('upheld');
  expect((await play.step(reference, 'stage-1')).decisions).toEqual([]);
  expect((await officer.get(`/cases/${reference}/tasks/stage-1/report-delay`)).text).toContain(
    '(draft saved)',
  );
  // It is of those alone who may decide the step.
  expect((await (await visitorOf(play, 'team-manager-2')).get(path)).status).toBe(404);
});

test('a user who saves over a newer draft sees both versions and the differences, and loses neither', async () => {
  const play = await openPlay(at);
  const reference = await play.complaintAt('stage-1');
  const path = `/cases/${reference}/tasks/stage-1/respond`;
  const [manager, officer] = [
    await visitorOf(play, 'team-manager'),
    await visitorOf(play, 'complaints-officer'),
  ];
  const mine = await manager.get(path);
  await officer.send(
    await officer.get(path),
    { response: 'Theirs', 'money.0.amount': '150.00', 'money.0.for': 'The missed visits' },
    draft,
  );
  for (const press of [draft, { do: 'decide' }]) {
    const refused = await manager.send(mine, { response: 'Mine <i>too</i>' }, press);
    expect(refused.status).toBe(409);
    expect(response(refused)).toBe('Mine <i>too</i>');
    const rows = refused.page
      .querySelectorAll('#conflict tbody tr')
      .map((row) => row.childNodes.map(({ textContent }) => textContent));
    expect(rows).toEqual([
      ['The response', 'Mine <i>too</i>', 'Theirs'],
      ['Money we will pay', 'No answer', 'Payment\n150.00\nThe missed visits'],
    ]);
    expect(refused.page.querySelector('#conflict')?.textContent).toContain('Priya Shah saved another draft');
  }
  expect((await drafts(play, reference))[0]?.typed['response']).toEqual(['Theirs']);
  const both = await manager.send(
    await manager.send(mine, { response: 'Mine' }, draft),
    { response: 'Both', 'money.0.amount': '150.00', 'money.0.for': 'The missed visits' },
    draft,
  );
  expect(both.status).toBe(200);
  const changed = both.page.querySelectorAll('#draft li').map((item) => item.textContent);
  expect(changed.toSorted()).toEqual([
    'Money we will pay: Priya Shah, 1 June 2026, 10:00',
    'The response: Megan Price, 1 June 2026, 10:00',
  ]);
});

test('a draft is refused, and shown with the new version, if others changed or decided the step', async () => {
  const play = await openPlay(at);
  const reference = await play.complaintAt('stage-1');
  const path = `/cases/${reference}/tasks/stage-1/respond`;
  const manager = await visitorOf(play, 'team-manager');
  const old = await manager.get(path);
  await play.decide(reference, 'stage-1', 'extend', { until: '2026-06-20', reason: 'A witness is away.' });
  const stale = await manager.send(old, { response: 'Mine' }, draft);
  expect(stale.status).toBe(409);
  expect(stale.page.querySelector('#changed')?.textContent).toContain('extended to 20 June 2026');
  expect(response(stale)).toBe('Mine');
  expect((await manager.send(stale, {}, draft)).status).toBe(200);
  await play.decide(reference, 'stage-1', 'withdraw', { reason: 'They rang: <em>never mind</em>' });
  expect(await drafts(play, reference)).toEqual([]);
  for (const press of [draft, { do: 'decide' }]) {
    const over = await manager.send(stale, { response: 'Mine <script>alert(1)</script>' }, press);
    expect(over.status).toBe(409);
    expect(over.text).toContain('Record a withdrawal. Priya Shah');
    expect(over.page.querySelectorAll('.written').map((element) => element.textContent)).toEqual(
      expect.arrayContaining(['They rang: <em>never mind</em>', 'Mine <script>alert(1)</script>']),
    );
    expect(over.page.querySelector('script')).toBeNull();
  }
});

test('two people who save at once make one draft, and the other is told', async () => {
  const play = await openPlay(at);
  const reference = await play.complaintAt('stage-1');
  const path = `/cases/${reference}/tasks/stage-1/respond`;
  const visitors = [await visitorOf(play, 'team-manager'), await visitorOf(play, 'complaints-officer')];
  const forms = await Promise.all(visitors.map((visitor) => visitor.get(path)));
  const answers = await Promise.all(
    visitors.map(async (visitor, n) => {
      const form = forms[n];
      return form && visitor.send(form, { response: `Version ${n}` }, draft);
    }),
  );
  expect(answers.map((answer) => String(answer?.status)).toSorted()).toEqual(['200', '409']);
});

test('a decision deletes its own draft and keeps other drafts of the step', async () => {
  const play = await openPlay(at);
  const reference = await play.complaintAt('stage-1');
  const manager = await visitorOf(play, 'team-manager');
  const base = `/cases/${reference}/tasks/stage-1`;
  await manager.send(await manager.get(`${base}/respond`), { response: 'So far' }, draft);
  const delay = { 'expected.day': '19', 'expected.month': '6', 'expected.year': '2026', reason: 'Calls' };
  const kept = await manager.send(await manager.get(`${base}/report-delay`), delay, draft);
  expect((await drafts(play, reference)).map(({ outcome }) => outcome)).toEqual(['report-delay', 'respond']);
  await manager.send(kept, {});
  expect((await drafts(play, reference)).map(({ outcome }) => outcome)).toEqual(['respond']);
});

test('a text too long to save is refused but stays on the page', async () => {
  const play = await openPlay(at);
  const reference = await play.complaintAt('stage-1');
  const manager = await visitorOf(play, 'team-manager');
  const long = 'é😀'.repeat(60_000);
  const form = await manager.get(`/cases/${reference}/tasks/stage-1/respond`);
  const refused = await manager.send(form, { response: long }, draft);
  expect(refused.status).toBe(422);
  expect(response(refused)).toBe(long);
  expect((await manager.send(form, { response: long.slice(0, 100_000) }, draft)).status).toBe(200);
  expect(play.faults).toEqual([]);
});

test('the letter can be previewed, with its missing values, and nothing is decided', async () => {
  const play = await openPlay(at);
  const reference = await play.complaintAt('stage-1');
  const manager = await visitorOf(play, 'team-manager');
  const form = await manager.get(`/cases/${reference}/tasks/stage-1/respond`);
  const empty = await manager.send(form, {}, { do: 'preview' });
  expect(empty.status).toBe(200);
  expect(empty.page.querySelector('.previews')?.textContent).toContain('Fill in “The response”');
  expect(empty.page.querySelector('#missing')).not.toBeNull();
  const typed = {
    'findings.0.finding': 'upheld',
    'findings.0.reasons': 'Nobody called <img src=x onerror=alert(1)>',
    response: 'We are sorry.\n\n{{ 7*7 }} **not bold**',
  };
  const shown = await manager.send(form, typed, { do: 'preview' });
  const letter = shown.page.querySelector('.letter');
  expect(letter?.textContent).toContain('Nobody called <img src=x onerror=alert(1)>');
  expect(letter?.textContent).toContain('{{ 7*7 }} **not bold**');
  expect(letter?.textContent).toContain('Sam Carter');
  expect(letter?.querySelector('img, [style]')).toBeNull();
  expect(shown.page.querySelector('.previews .govuk-inset-text')).toBeNull();
  expect(response(shown)).toBe(typed.response);
  expect((await play.step(reference, 'stage-1')).status).toBe('open');
  const decided = await manager.send(shown, {});
  await play.settle();
  expect(decided.at).toBe(`/cases/${reference}`);

  // The person who checks it and the person who signs it off see the same letter.
  const texts = [];
  for (const [user, step] of [
    ['quality-checker', 'stage-1-check'],
    ['complaints-officer', 'stage-1-sign-off'],
  ] as const) {
    const visitor = await visitorOf(play, user);
    const task = await visitor.get(`/cases/${reference}/tasks/${step}`);
    texts.push(task.page.querySelector('.letter')?.textContent);
    expect(task.page.querySelector('.letter')?.textContent).toContain('We are sorry.');
    await visitor.send(task, {});
    await play.settle();
  }
  const sent = (await play.letters()).find(({ subject }) => /response|answer/i.test(subject));
  expect(texts[0]).toBe(texts[1]);
  expect(sent?.text.replace(/\s+/g, ' ')).toContain('We are sorry.');
  expect(texts[1]?.replace(/\s+/g, ' ')).toContain(sent?.subject);
});

test('the author of a returned response sees why and continues from the submitted text', async () => {
  const play = await openPlay(at);
  const reference = await play.complaintAt('stage-1-check');
  await play.decide(
    reference,
    'stage-1-check',
    'return',
    { comments: 'Say <u>when</u>.' },
    'quality-checker',
  );
  const manager = await visitorOf(play, 'team-manager');
  const task = await manager.get(`/cases/${reference}/tasks/stage-1`);
  expect(task.page.querySelector('#led .written')?.textContent).toBe('Say <u>when</u>.');
  expect(response(task)).toBe('We looked at the call log and we are sorry.');
});

test('a form sent after the session ended is restored to the same user for an hour', async () => {
  const play = await openPlay(at);
  const reference = await play.complaintAt('stage-1');
  const path = `/cases/${reference}/tasks/stage-1/respond`;
  const manager = browse(play);
  await manager.signIn('team-manager');
  const form = await manager.get(path);
  await play.to('2026-06-03', '09:00');
  const typed = { response: `Long ${'é😀<b>'.repeat(15_000)}`, 'findings.0.finding': 'upheld' };
  const signIn = await manager.send(form, typed, draft);
  expect(signIn.at).toMatch(/^\/local\?return=%2Fkept%2F/);
  const wanted = new URL(signIn.at, 'http://x').searchParams.get('return') ?? '';
  expect((await (await visitorOf(play, 'complaints-officer')).get(wanted)).status).toBe(404);
  const back = await manager.signIn('team-manager', wanted);
  expect(back.at).toMatch(/tasks\/stage-1%231\/respond\?kept=/);
  expect(back.page.querySelector('#came-back')).not.toBeNull();
  expect(response(back)).toBe(typed.response);
  expect(back.page.querySelector('#findings-0-finding[checked]')?.getAttribute('value')).toBe('upheld');
  expect((await manager.send(back, {}, draft)).page.querySelector('#draft')?.textContent).toContain('Megan');
  await play.to('2026-06-03', '10:01');
  await manager.signIn('team-manager');
  expect((await manager.get(wanted)).status).toBe(404);
});

test('a change of the step meanwhile is shown with the restored form', async () => {
  const play = await openPlay(at);
  const reference = await play.complaintAt('stage-1');
  const manager = browse(play);
  await manager.signIn('team-manager');
  const form = await manager.get(`/cases/${reference}/tasks/stage-1/respond`);
  await play.to('2026-06-03', '09:00');
  await play.decide(reference, 'stage-1', 'extend', { until: '2026-06-20', reason: 'A witness is away.' });
  const signIn = await manager.send(form, { response: 'Mine' }, draft);
  const wanted = new URL(signIn.at, 'http://x').searchParams.get('return') ?? '';
  const back = await manager.signIn('team-manager', wanted);
  expect((await manager.send(back, {}, draft)).status).toBe(409);
});

test('other forms are shown to be sent again; one without its session token is not kept', async () => {
  const play = await openPlay(at);
  const reference = await play.complaint();
  const officer = browse(play);
  await officer.signIn('complaints-officer');
  const list = await officer.get('/tasks');
  await play.to('2026-06-01', '13:00');
  const fill = {
    task: list.page.querySelector('input[name=task]')?.getAttribute('value') ?? '',
    assignee: 'complaints-officer-2',
    reason: '<b>Away</b>',
  };
  const forged = await officer.send(list, { ...fill, _csrf: 'x' }, {});
  expect(forged.at).toMatch(/return=%2Ftasks(?:#.*)?$/);
  const signIn = await officer.send(list, fill, {});
  const wanted = new URL(signIn.at, 'http://x').searchParams.get('return') ?? '';
  const kept = await officer.signIn('complaints-officer', wanted);
  expect(kept.text).toContain('<b>Away</b>');
  expect((await officer.send(kept, {}, {})).text).toContain('1 task assigned to Tom Ellis');
  expect((await play.step(reference, 'triage')).assignee).toBe('complaints-officer-2');
});

test('a form from before a new sign-in is restored to the same user and refused to another', async () => {
  const play = await openPlay(at);
  const reference = await play.complaintAt('stage-1');
  const browser = browse(play);
  await browser.signIn('team-manager');
  const form = await browser.get(`/cases/${reference}/tasks/stage-1/respond`);
  await browser.signIn('team-manager');
  const back = await browser.send(form, { response: 'Mine' }, draft);
  expect(back.page.querySelector('#came-back')).not.toBeNull();
  expect(response(back)).toBe('Mine');
  expect(await drafts(play, reference)).toEqual([]);
  await browser.signIn('complaints-officer');
  expect((await browser.send(form, { response: 'Mine' }, draft)).status).toBe(403);
});
