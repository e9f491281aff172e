import { expect, test } from 'vitest';
import { openPlay, type Play } from '../../play.ts';
import { browse } from './browse.ts';

const at = '2026-06-03T09:00:00Z';

async function visitorOf(play: Play, user = 'complaints-officer') {
  const visitor = browse(play);
  await visitor.signIn(user);
  return visitor;
}

const told = {
  channel: 'phone',
  text: 'Nobody rang <script>alert(1)</script> me',
  name: 'Zoë <b>O’Hara</b>',
  phone: '07700 900123',
  relation: 'parent',
  team: 'Assessment Team',
};

test('a complaint by phone becomes a case of its day of receipt, with known details', async () => {
  const play = await openPlay(at);
  const officer = await visitorOf(play);
  const form = await officer.get('/record');
  expect(form.page.querySelector('#receivedOn-day')?.getAttribute('value')).toBe('3');
  const done = await officer.send(form, { ...told, 'receivedOn.day': '1' }, {});
  await play.settle();
  const [reference = ''] = /SC-2026-\d{5}-\d/.exec(done.at) ?? [];
  expect(done.at).toBe(`/cases/${reference}`);
  expect(done.text).toContain(`Feedback recorded as ${reference}`);
  const { state, persons, messages } = await play.file(reference);
  expect(state).toMatchObject({
    kind: 'complaint',
    channel: 'phone',
    receivedOn: '2026-06-01',
    facts: { relation: 'parent', team: 'Assessment Team' },
  });
  expect(persons).toEqual([{ id: 'P1', name: told.name, phone: told.phone }]);
  expect(messages[0]?.text).toBe(told.text);
  expect((await play.step(reference, 'triage')).due).toBe('2026-06-02');
  const triage = await officer.get(`/cases/${reference}/tasks/triage`);
  expect(triage.page.querySelector('#relation option[selected]')?.getAttribute('value')).toBe('parent');
  expect(triage.page.querySelector('script')).toBeNull();
  expect((await officer.get('/tasks?q=zoe')).text).toContain(reference);
});

test('the same record sent twice is one case', async () => {
  const play = await openPlay(at);
  const officer = await visitorOf(play);
  const form = await officer.get('/record');
  const answers = await Promise.all([1, 2].map(() => officer.send(form, told, {})));
  expect(new Set(answers.map((answer) => answer.at)).size).toBe(1);
  expect((await play.deps.store.cases({ limit: 10 })).items).toHaveLength(1);
});

test.each([
  ['channel', { channel: [] }],
  ['text', { text: ' ' }],
  ['receivedOn', { 'receivedOn.day': '4' }],
  ['receivedOn', { 'receivedOn.day': '31' }],
  ['receivedOn', { 'receivedOn.year': '2000' }],
  ['receivedOn', { 'receivedOn.year': '0' }],
  ['email', { email: 'no address' }],
  ['name', { name: 'x'.repeat(201) }],
  ['text', { text: 'x'.repeat(100_001) }],
])(
  'a wrong %s shows an error at its field, keeps what was typed and records nothing',
  async (wrong, fill) => {
    const play = await openPlay(at);
    const officer = await visitorOf(play);
    const refused = await officer.send(await officer.get('/record'), { ...told, ...fill }, {});
    expect(refused.status).toBe(422);
    const links = refused.page
      .querySelectorAll('.govuk-error-summary a')
      .map((link) => link.getAttribute('href') ?? '');
    expect(links).toEqual([wrong === 'receivedOn' ? '#receivedOn-day' : `#${wrong}`]);
    expect(refused.page.querySelector(links[0] ?? '')).not.toBeNull();
    expect(refused.page.querySelector('#phone')?.getAttribute('value')).toBe(told.phone);
    expect((await play.deps.store.cases({ limit: 10 })).items).toEqual([]);
  },
);

test('all errors are shown at once', async () => {
  const play = await openPlay(at);
  const officer = await visitorOf(play);
  const fill = { text: '', email: 'no address', name: 'x'.repeat(201), 'receivedOn.day': '4' };
  const refused = await officer.send(await officer.get('/record'), { ...told, ...fill }, {});
  expect(
    refused.page.querySelectorAll('.govuk-error-summary a').map(({ textContent }) => textContent.trim()),
  ).toEqual([
    'Fill in “What they said”',
    'Day the council received it: Enter 3 June 2026 or an earlier day',
    'Name: Use 200 characters or fewer',
    'Email address: Enter an email address in the format name@example.com',
  ]);
});

test('a day more than a year ago needs a tick that the year is right', async () => {
  const play = await openPlay(at);
  const officer = await visitorOf(play);
  const old = { ...told, 'receivedOn.year': '2024' };
  const asked = await officer.send(await officer.get('/record'), old, {});
  expect([asked.status, asked.text]).toEqual([
    422,
    expect.stringContaining('Check the year. The day you entered is more than a year ago.'),
  ]);
  expect(asked.page.querySelector('.govuk-error-summary a')?.getAttribute('href')).toBe('#longAgo');
  expect(asked.page.querySelector('#longAgo')).not.toBeNull();
  // The tick confirms this day only: another day is asked about again.
  const another = await officer.send(asked, { 'receivedOn.year': '2023', longAgo: '2024-06-03' }, {});
  expect([another.status, another.page.querySelector('#longAgo')?.hasAttribute('checked')]).toEqual([
    422,
    false,
  ]);
  const done = await officer.send(another, { longAgo: '2023-06-03' }, {});
  await play.settle();
  const [reference = ''] = /SC-\d{4}-\d{5}-\d/.exec(done.at) ?? [];
  expect((await play.file(reference)).state.receivedOn).toBe('2023-06-03');
  expect((await officer.get(`/cases/${reference}`)).text).toContain('Triage');
});

test('a user who cannot open a recorded case is told its reference; one who cannot record finds no page', async () => {
  const play = await openPlay(at);
  const manager = await visitorOf(play, 'team-manager');
  const done = await manager.send(await manager.get('/record'), told, {});
  expect(done.at).toBe('/record');
  expect(done.text).toMatch(/recorded as SC-2026-00001-\d/);
  const writer = await visitorOf(play, 'report-writer');
  expect((await writer.get('/record')).status).toBe(404);
  expect((await writer.get('/tasks')).text).not.toContain('Record feedback');
});

test('a record sent after the session ended is restored', async () => {
  const play = await openPlay(at);
  const officer = await visitorOf(play);
  const form = await officer.get('/record');
  await play.to('2026-06-03', '13:00');
  const signIn = await officer.send(form, told, {});
  const wanted = new URL(signIn.at, 'http://x').searchParams.get('return') ?? '';
  const back = await officer.signIn('complaints-officer', wanted);
  expect(back.page.querySelector('#text')?.textContent).toBe(told.text);
  expect((await officer.send(back, {}, {})).at).toMatch(/^\/cases\/SC-2026-/);
});

test('held mail can be read and made a case once', async () => {
  const play = await openPlay(at);
  await play.mail({
    from: play.deps.council.intakeAddress,
    subject: 'Help <i>me</i>',
    text: 'Nobody rings <script>alert(1)</script>.',
  });
  const officer = await visitorOf(play);
  const list = await officer.get('/mail');
  expect(list.text).toContain('The sender used one of our own addresses.');
  const link = list.page.querySelector('tbody th a');
  expect(link?.textContent).toBe('Help <i>me</i>');
  const mail = await officer.get(link?.getAttribute('href') ?? '');
  expect(mail.page.querySelector('.letter')?.textContent.trim()).toBe(
    'Nobody rings <script>alert(1)</script>.',
  );
  expect((await (await visitorOf(play, 'team-manager')).get(mail.at)).status).toBe(404);
  expect((await (await visitorOf(play, 'team-manager')).get('/mail')).status).toBe(404);
  const [reference = ''] = /SC-2026-\d{5}-\d/.exec((await officer.send(mail, {}, {})).at) ?? [];
  expect((await play.file(reference)).messages[0]?.subject).toBe('Help <i>me</i>');
  expect((await officer.send(mail, {}, {})).status).toBe(409);
  expect((await officer.get('/mail')).text).toContain('No mail with this status.');
  expect((await officer.get('/mail?status=released')).text).toContain('Help <i>me</i>');
});
