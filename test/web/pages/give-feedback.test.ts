import { expect, test } from 'vitest';
import * as z from 'zod';
import { complainant, openPlay, type Play } from '../../play.ts';
import { browse, type Shown } from './browse.ts';

const at = '2026-06-01T09:00:00Z';
const go = { do: 'continue' };
type Visitor = ReturnType<typeof browse>;

const parent = {
  kind: { kind: 'complaint' },
  about: { serviceArea: "Children's Social Care", aboutWhom: 'Jo from the Assessment Team' },
  you: { relation: 'parent' },
  'for-whom': { actsFor: 'child' },
  'child-agrees': { consentSaid: 'not asked' },
  'what-happened': { text: 'Nobody called back.\nFor three weeks.' },
  'what-should-happen': { wishedOutcome: 'An apology' },
  files: {},
  name: { name: 'Sam Carter' },
  reach: { reach: 'email' },
  email: { email: complainant },
};

/** Answers one question after another, until the answers are to be checked. */
async function answer(
  visitor: Visitor,
  shown: Shown,
  answers: Record<string, Record<string, string>>,
): Promise<Shown> {
  for (let page = shown; ;) {
    const id = page.at.split('/').at(-1) ?? '';
    if (id === 'check') return page;
    const given = answers[id];
    if (!given) throw new Error(`asked for ${page.at}: ${page.text}`);
    page = await visitor.send(page, given, go);
    if (page.status !== 200) return page;
  }
}

const cases = async (play: Play) => (await play.deps.store.cases({ limit: 10 })).items;

test('a complaint with a file becomes one case, with its details filled in at triage', async () => {
  const play = await openPlay(at);
  const visitor = browse(play);
  const first = await visitor.get('/give-feedback');
  const filesPage = await answer(visitor, first, { ...parent, files: { 'no such': '' } }).then(() =>
    visitor.get('/give-feedback/files?change'),
  );
  const added = await visitor.send(
    filesPage,
    { file: new File(['%PDF-1.7\n1 0 obj\n'], 'letter <b>.pdf') },
    {},
  );
  expect(added.text).toContain('letter <b>.pdf 1 KB');
  const check = await visitor.send(added, {}, go);
  expect(check.at).toBe('/give-feedback/check');
  expect(check.text).toContain('Nobody called back.');
  expect(await cases(play)).toEqual([]);

  const changed = await visitor.get('/give-feedback/name?change');
  expect(changed.page.querySelector('#name')?.getAttribute('value')).toBe('Sam Carter');
  const again = await visitor.send(changed, { name: 'Sam M Carter' }, go);
  expect(again.at).toBe('/give-feedback/check');
  const sent = await Promise.all([visitor.send(again, {}, {}), visitor.send(again, {}, {})]);
  await play.settle();

  const [made, ...more] = await cases(play);
  expect(more).toEqual([]);
  const reference = z.string().parse(made?.reference);
  for (const page of sent)
    expect([page.at, page.text.includes(reference)]).toEqual(['/give-feedback/sent', true]);
  const file = await play.file(reference);
  expect(file.state).toMatchObject({ kind: 'complaint', channel: 'web form' });
  expect(file.persons).toEqual([{ id: 'P1', name: 'Sam M Carter', email: complainant }]);
  expect(file.messages[0]?.text).toBe('Nobody called back.\nFor three weeks.');
  expect(file.documents).toMatchObject([{ title: 'letter <b>.pdf', addedBy: 'complainant' }]);
  const stored = await play.deps.files.get(file.documents[0]?.file ?? '');
  expect(new TextDecoder().decode(stored)).toBe('%PDF-1.7\n1 0 obj\n');
  expect(file.state.facts).toEqual({
    serviceArea: "Children's Social Care",
    aboutWhom: 'Jo from the Assessment Team',
    relation: 'parent',
    actsFor: 'child',
    consentSaid: 'I have not asked the child',
    wishedOutcome: 'An apology',
  });
  const officer = browse(play);
  await officer.signIn('complaints-officer');
  await officer.send(await officer.get(`/cases/${reference}/private-link`), {}, {});
  expect((await visitor.get(await play.privateLink())).text).toContain('For three weeks. With 1 file');
  const triage = await officer.get(`/cases/${reference}/tasks/triage`);
  expect(triage.page.querySelector('[name=wishedOutcome]')?.textContent).toBe('An apology');
  expect((await officer.get(`/cases/${reference}`)).text).toContain('I have not asked the child');
  expect((await visitor.get('/give-feedback/kind')).page.querySelector('input[checked]')).toBeNull();
});

test('each kind asks its own questions, and feedback without contact is accepted', async () => {
  const play = await openPlay(at);
  const answers = { ...parent, reach: { reach: 'none' }, name: { name: '' } };
  for (const kind of ['compliment', 'comment', 'enquiry']) {
    const visitor = browse(play);
    const { about, files, name, reach } = answers;
    const asked = { kind: { kind }, about, 'what-happened': { text: `A ${kind}.` }, files, name, reach };
    const check = await answer(visitor, await visitor.get('/give-feedback'), asked);
    expect((await visitor.get('/give-feedback/about?change')).text).not.toContain(
      'We may need to tell staff',
    );
    expect((await visitor.send(check, {}, {})).text).toContain('You asked us not to contact you');
  }
  const visitor = browse(play);
  const careLeaver = { ...answers, you: { relation: 'care-leaver' }, help: { advocate: 'no' } };
  const check = await answer(visitor, await visitor.get('/give-feedback'), careLeaver);
  expect(check.text).not.toContain('Your complaint is');
  expect((await visitor.send(check, {}, {})).text).toContain('right to an advocate');
  const kinds = (await cases(play)).map(({ kind, person, facts }) => [kind, person, facts.actsFor]);
  expect(new Set(kinds)).toEqual(
    new Set([
      ['comment', undefined, undefined],
      ['complaint', undefined, 'self'],
      ['compliment', undefined, undefined],
      ['enquiry', undefined, undefined],
    ]),
  );
});

test('a care leaver who wants someone to help them is asked once, and an officer has to find an advocate', async () => {
  const play = await openPlay(at);
  const visitor = browse(play);
  const careLeaver = { ...parent, you: { relation: 'care-leaver' } };
  const asked = await answer(visitor, await visitor.get('/give-feedback'), { ...careLeaver, help: {} });
  expect([asked.at, asked.status]).toEqual(['/give-feedback/help', 422]);
  expect(asked.text).toContain('Choose yes or no. You can change it later');
  const check = await answer(visitor, asked, { ...careLeaver, help: { advocate: 'yes' } });
  expect((await visitor.send(check, {}, {})).text).toContain('We will find someone to help you.');
  await play.settle();
  const [made] = await cases(play);
  expect(made?.facts).toMatchObject({ advocacyOffered: true, advocacyWanted: true });
  const reference = z.string().parse(made?.reference);
  // Three working days, the council's own target.
  expect(await play.step(reference, 'find-advocate')).toMatchObject({ status: 'open', due: '2026-06-04' });
  const officer = browse(play);
  await officer.signIn('complaints-officer');
  await officer.send(await officer.get(`/cases/${reference}/private-link`), {}, {});
  expect((await visitor.get(await play.privateLink())).text).not.toContain('I want someone to help me');
});

test('errors name the problem, keep what was typed, and let no question be skipped', async () => {
  const play = await openPlay(at);
  const visitor = browse(play);
  expect((await visitor.get('/give-feedback/check')).at).toBe('/give-feedback/kind');
  expect((await visitor.get('/give-feedback/email')).at).toBe('/give-feedback/kind');
  const empty = await visitor.send(await visitor.get('/give-feedback'), {}, go);
  expect([empty.status, empty.page.querySelector('title')?.text.startsWith('Error:')]).toEqual([422, true]);
  expect((await visitor.send(empty, { kind: 'other' }, go)).status).toBe(422);
  const long = { ...parent, 'what-happened': { text: 'a'.repeat(100_000) } };
  const tooLong = await answer(visitor, empty, long);
  expect(tooLong.text).toContain('Use 20,000 characters or fewer. You have used 100,000.');
  expect(tooLong.page.querySelector('textarea')?.textContent.trim()).toBe('a'.repeat(100_000));
  const email = await answer(visitor, tooLong, { ...parent, email: { email: 'sam@' } });
  expect([email.at, email.status]).toEqual(['/give-feedback/email', 422]);
  expect(email.page.querySelector('#email')?.getAttribute('value')).toBe('sam@');
});

test('the type of a file is detected from its content', async () => {
  const play = await openPlay(at);
  const visitor = browse(play);
  const { files: _none, ...before } = parent;
  await answer(visitor, await visitor.get('/give-feedback'), before).catch(() => undefined);
  const page = await visitor.get('/give-feedback/files');
  const upload = (file: File) => visitor.send(page, { file }, {});
  const said = async (file: File) => (await upload(file)).page.querySelector('#file-error')?.text.trim();
  expect(await said(new File([new Uint8Array([77, 90, 0, 1, 2])], 'photo.jpg'))).toContain(
    'We could not add photo.jpg. The file is a program, a shortcut or a web page',
  );
  const goOn = (file: File) => visitor.send(page, { file }, { do: 'continue' });
  expect((await goOn(new File([new Uint8Array(3_600_000).fill(65)], 'a.txt'))).text).toContain(
    'It can be 3.5 MB at most',
  );
  const large = await goOn(new File([new Uint8Array(4_500_000)], 'a.txt'));
  const back = large.page.querySelector('main a')?.getAttribute('href') ?? '';
  expect([large.status, back]).toEqual([413, '/give-feedback/files']);
  expect((await visitor.get(back)).at).toBe(back);
  expect((await visitor.get('/give-feedback/what-happened')).text).toContain('Nobody called back.');
  for (const n of [1, 2, 3, 4, 5]) await upload(new File([`page ${n}`], `page-${n}.txt`));
  expect((await upload(new File(['page 6'], 'page-6.txt'))).text).toContain('You can add up to 5 files');
  const full = await visitor.get('/give-feedback/files');
  const id = full.page.querySelector('button[name=remove]')?.getAttribute('value') ?? '';
  expect((await visitor.send(full, {}, { remove: id })).text).not.toContain('page-1.txt');
});

test('hostile input in every field is shown as text on every page', async () => {
  const play = await openPlay(at);
  const visitor = browse(play);
  const hostile = `<script>alert(1)</script>'; DROP TABLE items; -- {{7*7}} \${7*7} =cmd|'/C calc'!A0 \u202Eevil\u200B \u0000 👩‍👧 "><img src=x>`;
  const seen = `<script>alert(1)</script>'; DROP TABLE items; -- {{7*7}} \${7*7} =cmd|'/C calc'!A0 evil 👩‍👧 "><img src=x>`;
  const answers = {
    ...parent,
    about: { serviceArea: 'not sure', aboutWhom: hostile },
    'what-happened': { text: hostile },
    'what-should-happen': { wishedOutcome: hostile },
    name: { name: hostile },
    reach: { reach: 'post' },
    address: { address: hostile },
  };
  const asked = await answer(visitor, await visitor.get('/give-feedback'), answers);
  const tick = asked.page.querySelector('input[name=keepAddress]')?.getAttribute('value') ?? '';
  const check = await visitor.send(asked, { keepAddress: tick }, go);
  expect(check.text.split(seen).length).toBe(6);
  await visitor.send(check, {}, {});
  await play.settle();
  const [made] = await cases(play);
  const officer = browse(play);
  await officer.signIn('complaints-officer');
  const reference = made?.reference ?? '';
  await play.decide(reference, 'triage', 'route', {
    procedure: 'childrens-statutory',
    procedureReason: 'A child.',
    summary: 'Calls.',
    handler: 'complaints-officer',
    team: 'Assessment Team',
    relation: 'parent',
  });
  await play.decide(reference, 'acknowledge', 'acknowledge', { investigator: 'team-manager' });
  const printed = (await play.file(reference)).letters.find(({ to }) => to === 'complainant')?.file ?? '';
  const letter = new TextDecoder().decode(await play.deps.files.get(printed));
  for (const html of [check.html, (await officer.get(`/cases/${reference}`)).html, letter]) {
    expect(html).not.toContain('<script>alert');
    expect(html).not.toContain('<img src=x>');
    expect(['\u202E', '\0'].filter((hidden) => html.includes(hidden))).toEqual([]);
    expect(html).toContain('&lt;script&gt;');
  }
});

test('when the visit has ended, the last answer is shown again and the journey continues from there', async () => {
  const play = await openPlay(at);
  const visitor = browse(play);
  const { 'what-happened': _none, ...before } = parent;
  await answer(visitor, await visitor.get('/give-feedback'), before).catch(() => undefined);
  const page = await visitor.get('/give-feedback/what-happened');
  await play.to('2026-06-01', '12:00');
  const kept = await visitor.send(page, { text: 'A long story.' }, go);
  expect([kept.status, kept.page.querySelector('textarea')?.textContent.trim()]).toEqual([
    422,
    'A long story.',
  ]);
  expect(kept.text).toContain('You were away for a long time');
  const on = await visitor.send(kept, {}, go);
  expect(on.at).toBe('/give-feedback/kind');
  const check = await answer(visitor, on, parent);
  expect((await visitor.send(check, {}, {})).at).toBe('/give-feedback/sent');
});

test('forged forms, programs and too many forms are refused, and what was written is kept', async () => {
  const play = await openPlay(at);
  const visitor = browse(play, '192.0.2.7');
  const check = await answer(visitor, await visitor.get('/give-feedback'), parent);
  expect((await visitor.send(check, {}, { _csrf: 'forged' })).status).toBe(403);
  const trapped = await visitor.send(check, { website: 'https://spam.example' }, {});
  expect([trapped.status, (await cases(play)).length]).toEqual([422, 0]);
  for (let n = 0; n < 6; n += 1) {
    const again = await answer(visitor, await visitor.get('/give-feedback'), parent);
    expect((await visitor.send(again, {}, {})).at).toBe('/give-feedback/sent');
  }
  const seventh = await answer(visitor, await visitor.get('/give-feedback'), parent);
  const refused = await visitor.send(seventh, {}, {});
  expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '1800']);
  expect(refused.text).toContain('We have kept what you wrote.');
  await play.to('2026-06-01', '10:30');
  expect((await visitor.get('/give-feedback/check')).at).toBe('/give-feedback/check');
  expect(JSON.stringify(await play.deps.store.cases({ limit: 50 }))).not.toContain('192.0.2.7');
});

test('answers can be deleted before sending', async () => {
  const play = await openPlay(at);
  const visitor = browse(play);
  const check = await answer(visitor, await visitor.get('/give-feedback'), parent);
  const token = check.page.querySelector('[name=_csrf]')?.getAttribute('value') ?? '';
  const deleted = await visitor.request('/give-feedback/clear', {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({ _csrf: token }).toString(),
  });
  expect(deleted.text).toContain('nothing was sent');
  expect((await visitor.get('/give-feedback/check')).at).toBe('/give-feedback/kind');
});

test('a child is first asked about an advocate and how to be reached safely', async () => {
  const play = await openPlay(at);
  const visitor = browse(play);
  const start = await visitor.get('/children');
  const leave = (page: Shown) => page.page.querySelector('.leave a');
  expect(start.page.querySelector('main button')?.text.trim()).toBe('I want someone to help me');
  const first = await visitor.send(start, {}, { advocate: 'yes' });
  const way = {
    'what-happened': { text: 'They moved me.' },
    'what-should-happen': { wishedOutcome: '' },
    files: {},
    name: { name: 'Ash' },
    talk: { reach: 'somebody' },
    somebody: { somebody: 'Ms Green at school' },
    when: { safeTime: 'At lunch' },
  };
  const check = await answer(visitor, first, way);
  const sent = await visitor.send(check, {}, {});
  for (const page of [start, first, check, sent]) {
    expect(leave(page)?.getAttribute('rel')).toBe('noreferrer');
    expect(leave(page)?.getAttribute('href')).toMatch(/^https:/);
  }
  const [made] = await cases(play);
  expect(made).toMatchObject({
    kind: 'complaint',
    facts: {
      relation: 'child',
      actsFor: 'self',
      madeByChild: true,
      advocacyOffered: true,
      advocacyWanted: true,
      reachSafely: 'Through someone they trust: Ms Green at school\nWhen it is safe: At lunch',
    },
  });
});

test('the start page links every journey; signed-in staff go to their tasks', async () => {
  const play = await openPlay(at);
  const visitor = browse(play);
  const links = (await visitor.get('/')).page
    .querySelectorAll('main a')
    .map((link) => link.getAttribute('href'));
  expect(links).toEqual(expect.arrayContaining(['/give-feedback', '/children', '/follow', '/local/sign-in']));
  await visitor.signIn('complaints-officer');
  expect((await visitor.get('/')).at).toBe('/tasks');
});

test('without an address a private code is shown for some minutes and opens the case', async () => {
  const play = await openPlay(at);
  const visitor = browse(play);
  const { email: _, ...nameless } = parent;
  const check = await answer(visitor, await visitor.get('/give-feedback'), {
    ...nameless,
    reach: { reach: 'none' },
  });
  const sent = await visitor.send(check, {}, {});
  const [made] = await cases(play);
  const shown = await visitor.send(sent, {}, {});
  const code = shown.page.querySelector('.private-code')?.textContent ?? '';
  expect(code).toMatch(/^(?:[0-9a-z]{4}-){12}[0-9a-z]{4}$/);
  expect(shown.text).toContain('Anyone who has the code can read all of this');
  await play.settle();
  const reader = browse(play);
  const followed = await reader.send(await reader.get('/follow'), { code }, {});
  expect(followed.text).toContain(made?.reference);
  // People who do not want to be contacted are not told that we will write to them.
  for (const { text } of [sent, followed]) expect(text).not.toMatch(/we (?:will |then )*write to you/i);
  expect(followed.text).toContain('Stop this');
  // The next person at the same device gets no code, and neither do people who get letters.
  await play.toInstant('2026-06-01T09:20:00Z');
  const later = await visitor.send(sent, {}, {});
  expect([later.at, later.page.querySelector('main form')]).toEqual(['/give-feedback/sent', null]);
  const other = browse(play);
  const written = await other.send(await answer(other, await other.get('/give-feedback'), parent), {}, {});
  expect([written.at, written.page.querySelector('main form')]).toEqual(['/give-feedback/sent', null]);
});
