import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { Council, readCouncil } from '../../../functions/domain/council/council.ts';
import { letters } from '../../../workflows/letters/index.ts';
import { acknowledged, checkedAndSent, childrensWay, complainant, openPlay, type Play } from '../../play.ts';
import { browse, type Shown } from './browse.ts';

const at = '2026-06-01T09:00:00Z';
const standard = letters['acknowledgement'];
if (!standard) throw new Error('there is an acknowledgement');

async function signedIn(play: Play, user = 'administrator') {
  const visitor = browse(play);
  await visitor.signIn(user, '/');
  return visitor;
}

const errorsOf = ({ page }: Shown) =>
  page.querySelectorAll('.govuk-error-summary__list li').map((item) => item.textContent.trim());

const valueOf = ({ page }: Shown, name: string) =>
  page.querySelector(`[name="${name}"]`)?.getAttribute('value');

async function upload(play: Play, council: object, press = 'replace') {
  const kate = await signedIn(play);
  const file = new File([JSON.stringify(council)], 'council.json', { type: 'application/json' });
  return kate.send(await kate.get('/admin/file'), { file }, { do: press });
}

describe('administrators', () => {
  test.each([
    ['administrator', 200],
    ['complaints-officer', 404],
    ['director', 404],
    ['team-manager', 404],
    ['panel-member', 404],
    ['report-writer', 404],
  ])('%s gets %i', async (user, status) => {
    const play = await openPlay(at);
    const visitor = await signedIn(play, user);
    for (const path of [
      '/admin',
      '/admin/people',
      '/admin/file/council.json',
      '/admin/letters/acknowledgement',
    ])
      expect([path, (await visitor.get(path)).status]).toEqual([path, status]);
  });

  test('an administrator sees no case', async () => {
    const play = await openPlay(at);
    const reference = await play.complaint();
    const kate = await signedIn(play);
    expect((await kate.get(`/cases/${reference}`)).status).toBe(404);
    expect((await kate.get('/tasks?show=all')).text).not.toContain(reference);
  });
});

test('a changed phone number is in the next letter and on every page, and in the history with its author and time', async () => {
  const play = await openPlay(at);
  const reference = await play.complaintAt('acknowledge');
  const kate = await signedIn(play);
  const done = await kate.send(
    await kate.get('/admin/council'),
    { phone: '01632 960999', colour: '#5a1e4b' },
    {},
  );
  expect(done.at).toBe('/admin/council?saved');
  expect(done.text).toContain('Saved. The change has taken effect.');
  await play.decide(reference, 'acknowledge', 'acknowledge', acknowledged);
  const letter = (await play.letters()).findLast(({ to }) => to === 'sam.carter@home.example');
  expect(letter?.text).toContain('01632 960999');
  const officer = await signedIn(play, 'complaints-officer');
  const tasks = await officer.get('/tasks');
  expect(tasks.text).toContain('01632 960999');
  const sheet = await officer.get(
    tasks.page.querySelector('link[rel=stylesheet]')?.getAttribute('href') ?? '',
  );
  expect(sheet.html).toContain('--council-colour:#5a1e4b');
  const history = await kate.get('/admin/history');
  expect(history.text).toContain('1 June 2026, 10:00: Kate Wynn');
  expect(history.text).toContain('Phone number 0345 678 9000 01632 960999');
});

test('errors are named at their fields, nothing is written and what was typed is kept', async () => {
  const play = await openPlay(at);
  const kate = await signedIn(play);
  const shown = await kate.get('/admin/council');
  const refused = await kate.send(shown, { website: 'www', colour: '#ffdd00', name: '<b>Vale</b>' }, {});
  expect(refused.status).toBe(422);
  expect(refused.page.querySelector('title')?.textContent).toMatch(/^Error: /);
  expect(errorsOf(refused)).toEqual(['Enter a web address that begins with https:// or http://']);
  expect(refused.page.querySelector('#website-error')?.textContent).toContain('Enter a web address');
  expect(valueOf(refused, 'name')).toBe('<b>Vale</b>');
  const again = await kate.send(refused, { website: 'https://vale.example' }, {});
  expect(errorsOf(again)).toEqual(['White text is not readable on #ffdd00. Choose a darker colour']);
  expect((await kate.get('/admin/history')).text).toContain('No changes.');
});

test('a new user can sign in at once; a user who leaves cannot, but stays named in old cases', async () => {
  const play = await openPlay(at);
  const reference = await play.complaint();
  const kate = await signedIn(play);
  const added = await kate.send(
    await kate.get('/admin/people/new'),
    { id: 'jo.new', name: 'Jo New', email: 'jo@council.example', roles: ['complaints-officer'] },
    {},
  );
  expect(added.at).toBe('/admin/people?saved');
  const jo = await signedIn(play, 'jo.new');
  expect((await jo.get('/tasks')).text).toContain(reference);
  await play.decide(
    reference,
    'triage',
    'route',
    {
      procedure: 'childrens-statutory',
      procedureReason: 'About a child.',
      summary: 'No calls.',
      team: 'Assessment Team',
    },
    'jo.new',
  );
  const left = await kate.send(await kate.get('/admin/people/jo.new'), { retired: 'yes' }, {});
  expect(left.text).toContain('(has left)');
  expect((await jo.get('/tasks')).at).toContain('/local');
  expect((await play.get('/tasks', 'jo.new')).status).toBe(401);
  const officer = await signedIn(play, 'complaints-officer');
  expect((await officer.get(`/cases/${reference}`)).text).toContain('Jo New');
});

test('an assignee of an open step, a team with cases and the last administrator cannot be removed', async () => {
  const play = await openPlay(at);
  await play.complaintAt('stage-1');
  const kate = await signedIn(play);
  const manager = await kate.send(await kate.get('/admin/people/team-manager'), { retired: 'yes' }, {});
  expect(manager.status).toBe(422);
  expect(errorsOf(manager)).toEqual([
    'Megan Price still has a task or a role in 1 open case. A complaints officer must reassign this first',
  ]);
  const demoted = await kate.send(await kate.get('/admin/people/team-manager'), { roles: ['director'] }, {});
  expect(errorsOf(demoted)).toEqual([expect.stringContaining('because of a role you are removing')]);
  const team = await kate.send(await kate.get('/admin/teams/Assessment%20Team'), { retired: 'yes' }, {});
  expect(errorsOf(team)).toContainEqual(expect.stringContaining('still has 1 open case'));
  await kate.send(await kate.get('/admin/people/administrator-2'), { retired: 'yes' }, {});
  const last = await kate.send(await kate.get('/admin/people/administrator'), { retired: 'yes' }, {});
  expect(errorsOf(last)).toEqual([
    'Keep at least one administrator. Otherwise no one can change the settings',
  ]);
  const head = await kate.send(await kate.get('/admin/people/senior-manager'), { retired: 'yes' }, {});
  expect(errorsOf(head)).toContainEqual(expect.stringContaining('has left'));
});

test('people who have done their part, and a handler who was replaced, can be removed', async () => {
  const play = await openPlay(at);
  const reference = await play.complaintAt('stage-1-check');
  const kate = await signedIn(play);
  const retire = async (id: string) =>
    errorsOf(await kate.send(await kate.get(`/admin/people/${id}`), { retired: 'yes' }, {}));
  // The check can send the answer back to who wrote it.
  expect(await retire('team-manager')).toEqual([expect.stringContaining('a role in 1 open case')]);
  await play.along(reference, checkedAndSent);
  expect(await retire('team-manager')).toEqual([]);

  expect(await retire('complaints-officer')).toEqual([expect.stringContaining('a role in 1 open case')]);
  const details = (handler: string) => play.post(`/cases/${reference}/details`, { handler });
  expect((await details('director')).body).toMatchObject({ errors: [{ field: 'handler' }] });
  expect((await details('complaints-officer-2')).status).toBe(200);
  expect(await retire('complaints-officer')).toEqual([]);
});

test('a reopened case waits for current users, not for people who have left', async () => {
  const play = await openPlay(at);
  const reference = await play.complaint();
  const [triage] = childrensWay;
  await play.along(reference, [
    ['triage', 'route', { ...triage?.[2], handler: 'complaints-officer-2' }],
    ['acknowledge', 'acknowledge', { investigator: 'team-manager-2' }],
    ['stage-1', 'withdraw', { reason: 'It is settled.' }],
  ]);
  const kate = await signedIn(play);
  for (const id of ['complaints-officer-2', 'team-manager-2'])
    expect((await kate.send(await kate.get(`/admin/people/${id}`), { retired: 'yes' }, {})).status).toBe(200);
  const before = (await play.letters()).length;
  await play.post(`/cases/${reference}/reopening`, { step: 'stage-1', reason: 'It came up again.' });
  await play.settle();
  expect((await play.file(reference)).state.tasks.at(-1)).not.toHaveProperty('assignee');
  await play.to('2026-06-17');
  const told = new Set(
    [...(await play.letters()).slice(before), ...(await play.digests())].map(({ to }) => to),
  );
  for (const id of ['complaints-officer', 'team-manager']) expect(told).toContain(`${id}@council.example`);
  for (const id of ['complaints-officer-2', 'team-manager-2'])
    expect(told).not.toContain(`${id}@council.example`);
  // The complainant is not told to speak to who has left.
  const names = play.deps.council.users.flatMap(({ retired, name }) => (retired ? [name] : []));
  const written = (await play.letters()).slice(before).filter(({ to }) => to === complainant);
  expect(written.length).toBeGreaterThan(0);
  for (const { text } of written) for (const name of names) expect(text).not.toContain(name);
});

test('a change that someone else made meanwhile is shown with what was typed, and can be saved over', async () => {
  const play = await openPlay(at);
  const [kate, mark] = [await signedIn(play), await signedIn(play, 'administrator-2')];
  const stale = await kate.get('/admin/people/director');
  // Another part of the council is no conflict.
  await mark.send(await mark.get('/admin/lists/themes'), { list: 'Bullying' }, {});
  await mark.send(await mark.get('/admin/people/director'), { name: 'Cat Woods' }, {});
  const conflict = await kate.send(stale, { name: 'Catherine Wood-Smith' }, {});
  expect(conflict.status).toBe(409);
  expect(conflict.text).toContain('Mark Stone');
  expect(conflict.page.querySelectorAll('#changed td').map((cell) => cell.textContent)).toEqual([
    'Cat Woods',
    'Catherine Wood-Smith',
  ]);
  expect(valueOf(conflict, 'name')).toBe('Catherine Wood-Smith');
  expect((await kate.send(conflict, {}, {})).text).toContain('Catherine Wood-Smith');
  expect(play.deps.council.themes).toEqual(['Bullying']);
});

test('categories are entered as lines and offered by the next form', async () => {
  const play = await openPlay(at);
  const kate = await signedIn(play);
  const shown = await kate.get('/admin/lists/categories');
  const list = 'Staff\n- Rude\n- Late\n\nMoney';
  expect((await kate.send(shown, { list }, {})).at).toBe('/admin?saved');
  expect(play.deps.council.categories).toEqual([
    { name: 'Staff', subCategories: ['Rude', 'Late'] },
    { name: 'Money', subCategories: [] },
  ]);
  expect((await kate.get('/admin/lists/nothing')).status).toBe(404);
});

test('other organisations are entered with their addresses, and a mail from them is named', async () => {
  const play = await openPlay(at);
  const kate = await signedIn(play);
  const shown = await kate.get('/admin/lists/known-bodies');
  expect(shown.page.querySelector('#list')?.textContent).toContain('Wrekin View School: wrekinview.example');
  expect(shown.text).toContain('A change affects emails that come from now on.');
  expect(shown.text).not.toContain('select');
  for (const list of ['Clinic', 'Clinic: not an address', ': clinic.example'])
    expect([list, (await kate.send(shown, { list }, {})).status]).toEqual([list, 422]);
  const list = 'Clinic: 3rd floor: clinic.example, desk@hospital.example\nAcademy:academy.example';
  expect((await kate.send(shown, { list }, {})).at).toBe('/admin?saved');
  expect(play.deps.council.knownBodies).toEqual([
    { name: 'Clinic: 3rd floor', addresses: ['clinic.example', 'desk@hospital.example'] },
    { name: 'Academy', addresses: ['academy.example'] },
  ]);
  const reference = await play.complaint();
  await play.mail({ from: 'head@academy.example', subject: `Re: ${reference}`, text: 'She was in school.' });
  const officer = browse(play);
  await officer.signIn('complaints-officer');
  expect((await officer.get(`/cases/${reference}`)).text).toContain('Email from Academy');
  expect((await play.get('/messages')).body).toMatchObject({
    items: [{ sender: { kind: 'known body', body: 'Academy', proof: 'verified address' } }],
  });
});

test.each([
  ['a sub-category above all categories', '- Orphan\nStaff', /"- Orphan" begins with a hyphen/],
  ['a category twice', 'Staff\n- Rude\nMoney\nStaff', /The category "Staff" is listed twice/],
  ['a sub-category twice', 'Staff\n- Rude\n- Rude', /The sub-category "Rude" is listed twice under "Staff"/],
])('categories with %s are refused', async (_, list, said) => {
  const play = await openPlay(at);
  const kate = await signedIn(play);
  const refused = await kate.send(await kate.get('/admin/lists/categories'), { list }, {});
  expect([refused.status, errorsOf(refused)]).toEqual([422, [expect.stringMatching(said)]]);
  expect(refused.page.querySelector('#list')?.textContent).toBe(list);
});

test('administrators cannot remove their own role, on a page or by a file', async () => {
  const play = await openPlay(at);
  const kate = await signedIn(play);
  const users = play.deps.council.users.map((user) =>
    user.id === 'administrator' ? { ...user, roles: ['director'] } : user,
  );
  const refusals = [
    await kate.send(await kate.get('/admin/people/administrator'), { roles: ['director'] }, {}),
    await kate.send(await kate.get('/admin/people/administrator'), { retired: 'yes' }, {}),
    await upload(play, { ...play.deps.council, users }),
  ];
  for (const refused of refusals)
    expect([refused.status, refused.text]).toEqual([
      422,
      expect.stringContaining('Ask another administrator to remove your administrator role'),
    ]);
  const mark = await signedIn(play, 'administrator-2');
  const done = await mark.send(await mark.get('/admin/people/administrator'), { roles: ['director'] }, {});
  expect(done.at).toBe('/admin/people?saved');
});

test.each([
  [
    'no role',
    '/admin/people/new',
    { id: 'jo', name: 'Jo', email: 'jo@council.example' },
    'Select at least one role',
  ],
  ['no name', '/admin/council', { name: ' ' }, 'Enter the name of the council'],
  ['a long name', '/admin/council', { name: 'x'.repeat(201) }, 'Use 200 characters or fewer'],
  [
    'no address',
    '/admin/people/director',
    { email: 'jo' },
    'Enter an email address in the correct format, like name@example.com',
  ],
  ['no file', '/admin/file', {}, 'Select the file to import'],
])('%s is refused in plain words', async (_, path, fill, said) => {
  const play = await openPlay(at);
  const kate = await signedIn(play);
  const refused = await kate.send(await kate.get(path), fill, {});
  expect([refused.status, errorsOf(refused)]).toEqual([422, [said]]);
});

describe('the wording of a letter', () => {
  const own = `${standard.body}\n\nWith kind regards from {{councilName}}.`;

  test('is used by the next letter until the standard wording is restored', async () => {
    const play = await openPlay(at);
    const first = await play.complaintAt('acknowledge');
    const second = await play.complaintAt('acknowledge');
    const kate = await signedIn(play);
    const shown = await kate.get('/admin/letters/acknowledgement');
    const preview = await kate.send(shown, { body: own }, { do: 'preview' });
    expect(preview.page.querySelector('.letter')?.textContent).toContain('Dear Ann Ashworth');
    expect(preview.page.querySelector('.letter')?.textContent).toContain('With kind regards from');
    expect(play.deps.council.letters).toBeUndefined();
    await kate.send(preview, {}, { do: 'save' });
    await play.decide(first, 'acknowledge', 'acknowledge', acknowledged);
    const [letter] = (await play.letters()).filter(({ text }) => text.includes('With kind regards'));
    expect(letter?.to).toBe('sam.carter@home.example');
    await kate.send(await kate.get('/admin/letters/acknowledgement'), {}, { do: 'standard' });
    await play.decide(second, 'acknowledge', 'acknowledge', acknowledged);
    const still = (await play.letters()).filter(({ text }) => text.includes('With kind regards'));
    expect(still).toHaveLength(1);
  });

  test.each([
    ['an unknown value', `${standard.body} {{nonsense}}`, /There is no value called nonsense/],
    ['a value left out', standard.body.replace('{{receivedOn}}', 'lately'), /\{\{receivedOn\}\}.*must stay/],
    [
      'a value made to depend on another',
      standard.body.replace('{{receivedOn}}', '{{#points}}{{receivedOn}}{{/points}}'),
      /\{\{receivedOn\}\}.*must stay, outside any condition/,
    ],
    [
      'a value that this letter may not have',
      `${standard.body} {{meetingPlace}}`,
      /not always known. Put it between \{\{#meetingPlace\}\}/,
    ],
    [
      'the way to the Ombudsman left out',
      standard.body.replaceAll('https://www.lgo.org.uk', 'https://vale.example'),
      /link to https:\/\/www\.lgo\.org\.uk must stay/,
    ],
    ['a section that is never closed', `${standard.body} {{#points}}`, /never closed/],
    ['nothing', '', /Enter some text/],
  ])('is refused with %s', async (_, body, reason) => {
    const play = await openPlay(at);
    const kate = await signedIn(play);
    const refused = await kate.send(
      await kate.get('/admin/letters/acknowledgement'),
      { body },
      { do: 'save' },
    );
    expect(refused.status).toBe(422);
    expect(errorsOf(refused).join(' ')).toMatch(reason);
    expect(refused.page.querySelector('#body')?.textContent.trim()).toBe(body.trim());
    expect(play.deps.council.letters).toBeUndefined();
  });

  test('accepts each standard wording, and shows it with all its values', async () => {
    const play = await openPlay(at);
    const wordings = Object.fromEntries(
      Object.values(letters).map(({ id, subject, body }) => [id, { subject, body }]),
    );
    expect(readCouncil({ ...play.deps.council, letters: wordings }).letters).toEqual(wordings);
    const kate = await signedIn(play);
    for (const { id } of Object.values(letters)) {
      const shown = await kate.get(`/admin/letters/${id}`);
      expect([id, shown.page.querySelector('.letter') !== null]).toEqual([id, true]);
    }
  });
});

describe('the council as a file', () => {
  test('is exported and imported again, each change an event', async () => {
    const play = await openPlay(at);
    const kate = await signedIn(play);
    const out = Council.parse(JSON.parse((await kate.get('/admin/file/council.json')).html));
    const changed = {
      ...out,
      themes: ['One theme'],
      teams: out.teams.map((team) =>
        team.name === 'Leaving Care Team' ? { ...team, headOfService: 'senior-manager' } : team,
      ),
    };
    const checked = await upload(play, changed, 'check');
    expect(checked.text).toContain('What this file would change');
    expect(checked.text).toContain('Team: Leaving Care Team');
    expect(play.deps.council.themes).not.toEqual(['One theme']);
    expect((await upload(play, changed)).at).toBe('/admin?saved');
    expect(play.deps.council).toEqual(changed);
    expect((await kate.get('/admin/history')).text).toContain('One theme');
  });

  test('is refused with every problem named by its field', async () => {
    const play = await openPlay(at);
    const { council } = play.deps;
    const [first, ...users] = council.users;
    const wrong = await upload(play, {
      ...council,
      referencePrefix: 'XX',
      sender: { ...council.sender, address: 'other@council.example' },
      users: users.map((user) => ({ ...user })),
    });
    expect(wrong.status).toBe(422);
    expect(errorsOf(wrong)).toEqual([
      'referencePrefix: This is set when the system is deployed and cannot be changed here',
      'sender.address: This is set when the system is deployed and cannot be changed here',
      `users: ${first?.id} is missing. Cases use this ID, so mark the person as retired instead of removing them`,
    ]);
    const broken = await upload(play, { ...council, phone: '', users: [{ ...first, roles: ['king'] }] });
    expect(errorsOf(broken).map((text) => text.split(':')[0])).toEqual(['phone', 'users.0.roles.0']);
    const kate = await signedIn(play);
    const noJson = await kate.send(
      await kate.get('/admin/file'),
      { file: new File(['{'], 'council.json') },
      { do: 'replace' },
    );
    expect(errorsOf(noJson)).toEqual(['The file is not valid JSON. Select a file that was exported here']);
    expect((await kate.get('/admin/history')).text).toContain('No changes.');
  });

  test('does not overwrite changes by someone else', async () => {
    const play = await openPlay(at);
    const [kate, mark] = [await signedIn(play), await signedIn(play, 'administrator-2')];
    const stale = await kate.get('/admin/file');
    const file = new File([JSON.stringify(play.deps.council)], 'council.json');
    await mark.send(await mark.get('/admin/council'), { phone: '01632 960111' }, {});
    const conflict = await kate.send(stale, { file }, { do: 'replace' });
    expect(conflict.status).toBe(409);
    expect(conflict.text).toContain('Mark Stone');
    expect(conflict.text).toContain('Phone number 01632 960111 0345 678 9000');
    expect(play.deps.council.phone).toBe('01632 960111');
  });
});

test('a changed council survives a restart, except for values fixed at deployment', async () => {
  const dataDir = await mkdtemp(join(tmpdir(), 'redress-council-'));
  onTestFinished(() => rm(dataDir, { recursive: true, force: true }));
  const play = await openPlay(at, { dataDir });
  const kate = await signedIn(play);
  await kate.send(await kate.get('/admin/council'), { phone: '01632 960111' }, {});
  const deployed = { ...play.deps.councils.deployed.council, referencePrefix: 'VA', name: 'Vale Council' };
  await play.close();
  const later = await openPlay(at, { dataDir, council: deployed });
  expect(await later.complaint()).toMatch(/^VA-/);
  expect(later.deps.council.phone).toBe('01632 960111');
  expect(later.deps.council.name).toBe('Shropshire Council');
});
