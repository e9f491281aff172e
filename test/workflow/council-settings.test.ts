import { join } from 'node:path';
import { expect, test } from 'vitest';
import { councilInForce } from '../../functions/domain/council/council-in-force.ts';
import { atLeastAsFolder, retentionProblems } from '../../functions/domain/council/retention-periods.ts';
import type { Council } from '../../functions/domain/council/council.ts';
import { readCouncilFolder } from '../../infra/read-council-folder.ts';
import { councilDifferencesInWords } from '../../infra/council-differences-in-words.ts';
import { complainant, openPlay, type Play } from '../play.ts';
import { browse } from '../web/pages/browse.ts';

// Settings that pages store over the council's folder: how long cases are kept, who is told of danger, and the wording of
// letters that a later version of Redress no longer accepts.

async function administrator(play: Play) {
  const kate = browse(play);
  await kate.signIn('administrator', '/');
  return kate;
}

/** Time goes by in one step: the jobs of the years between run once, as after a long stop. */
async function later(play: Play, instant: string) {
  play.system.clock.moveTo(new Date(instant));
  await play.settle();
}

async function closedCompliment(play: Play): Promise<string> {
  const reference = await play.complaint({ kind: 'compliment', text: 'You were so patient with us.' });
  await play.along(reference, [
    [
      'triage',
      'route',
      {
        procedure: 'compliment',
        kind: 'compliment',
        procedureReason: 'Praise.',
        summary: 'Praise.',
        handler: 'complaints-officer',
      },
    ],
    ['thank', 'pass-on', { team: 'Assessment Team' }],
  ]);
  return reference;
}

const reviews = async (play: Play, reference: string) =>
  (await play.view(reference)).runs.filter(({ procedure }) => procedure === 'retention-review').length;

test('a case is reviewed and erased when the period of the pages is over, and the proof names its reason', async () => {
  const play = await openPlay('2026-06-01T09:00:00Z');
  const reference = await closedCompliment(play);
  expect((await play.view(reference)).retention).toMatchObject({
    reviewOn: '2028-06-01',
    rule: 'Compliment: 2 years after closing',
  });
  const kate = await administrator(play);
  const form = await kate.get('/admin/retention/compliment');
  expect(form.text).toContain('The shortest period is 2 years.');
  const said = async (years: string, reason = 'Records policy 7.2') =>
    (await kate.send(form, { years, reason })).text;
  expect(await said('1')).toContain('Use 2 years or more');
  expect(await said('five')).toContain('Enter a whole number of years');
  expect(await said('999')).toContain('Use 150 years or fewer');
  expect(await said('5', '')).toContain('Enter why you keep these cases longer');
  const saved = await kate.send(form, { years: '5', reason: 'Records policy 7.2' });
  expect(saved.at).toBe('/admin/retention?saved');
  expect(saved.text).toContain('Compliment: 5 years after closing');
  expect((await kate.get('/admin/folder')).text).toContain('Records policy 7.2');
  expect((await play.view(reference)).retention).toMatchObject({
    reviewOn: '2031-06-01',
    rule: 'Compliment: 5 years after closing',
    citation: 'Records policy 7.2',
  });

  await later(play, '2028-06-02T09:00:00Z');
  expect(await reviews(play, reference)).toBe(0);
  await later(play, '2031-06-02T09:00:00Z');
  expect(await reviews(play, reference)).toBe(1);
  // Lengthened while its review is under way: it cannot be erased before its new time.
  await kate.signIn('administrator', '/');
  const again = await kate.get('/admin/retention/compliment');
  await kate.send(again, { years: '6', reason: 'Records policy 7.3' });
  const erase = () =>
    play.decide(reference, 'retention-review', 'erase', { checked: true, understood: true });
  expect(await erase()).toMatchObject({ status: 422, text: expect.stringContaining('1 June 2032') });
  await kate.send(await kate.get('/admin/retention/compliment'), { years: '', reason: '' });
  expect((await play.view(reference)).retention).toMatchObject({ reviewOn: '2028-06-01' });
  await kate.send(await kate.get('/admin/retention/compliment'), { years: '4', reason: 'Records policy 8' });
  await erase();
  await play.settle();
  expect(await play.deps.store.erasure(reference)).toMatchObject({
    status: 'erased',
    keptUntil: '2030-06-01',
    rule: { id: 'compliment', title: 'Compliment: 4 years after closing', citation: 'Records policy 8' },
  });
});

test('a folder can ask for a longer period than the pages stored, and the pages cannot go below it', async () => {
  const folder = readCouncilFolder(join(import.meta.dirname, '../../infra/councils/severnvale'));
  const period = (years: number, reason: string) => ({ rule: 'complaint', years, reason });
  const deployed = { ...folder.council, retention: [period(8, 'Folder')] };
  const inForce = (retention: Council['retention']) =>
    councilInForce({ ...folder.council, retention }, deployed).council.retention;
  expect(inForce(undefined)).toEqual([period(8, 'Folder')]);
  expect(inForce([period(7, 'Pages')])).toEqual([period(8, 'Folder')]);
  expect(inForce([period(10, 'Pages')])).toEqual([period(10, 'Pages')]);

  const play = await openPlay('2026-06-01T09:00:00Z', { folder: { ...folder, council: deployed } });
  const kate = await administrator(play);
  const form = await kate.get('/admin/retention/complaint');
  expect(form.text).toContain('The shortest period is 8 years.');
  expect((await kate.send(form, { years: '7', reason: 'Shorter' })).text).toContain('Use 8 years or more');
  await kate.send(form, { years: '', reason: '' });
  expect(play.deps.council.retention).toEqual([period(8, 'Folder')]);

  // A rule that counts from the birth of a child can ask for a later birthday, another rule for none.
  const ofChild = await kate.get('/admin/retention/looked-after-child');
  const reason = 'Records policy 9';
  for (const untilAge of ['74', 'old'])
    expect((await kate.send(ofChild, { untilAge, reason })).text).toContain('Use 75 years or more');
  const saved = await kate.send(ofChild, { untilAge: '82', reason });
  expect(saved.text).toContain(
    "Complaint about a looked-after child: 6 years after closing, and at least to the child's 82nd birthday",
  );
  const own = { rule: 'looked-after-child', years: 6, untilAge: 82, reason };
  expect(play.deps.council.retention).toEqual([period(8, 'Folder'), own]);
  const problems = retentionProblems({ retention: [{ ...period(9, 'Pages'), untilAge: 80 }] });
  expect(problems).toMatchObject([{ field: 'retention.0.untilAge', code: 'no-age-here' }]);
  expect(atLeastAsFolder({ retention: [{ ...own, untilAge: 80 }] }, { retention: [own] })).toEqual({
    retention: [own],
  });
});

test('the duty contact and the addresses of routes are set on a page, with a reason', async () => {
  const play = await openPlay('2026-06-01T09:00:00Z');
  const kate = await administrator(play);
  const form = await kate.get('/admin/safeguarding');
  const duty = { name: 'Night duty team', email: 'night@council.example', phone: '0345 000 111' };
  const lado = 'lado-desk@council.example';
  const refused = await kate.send(form, { ...duty, lado: 'no address', reason: '' });
  expect(refused.status).toBe(422);
  expect(refused.text).toContain('Enter an email address in the correct format');
  expect((await kate.send(form, { ...duty, lado, reason: '' })).text).toContain(
    'Enter why you are changing this',
  );
  const saved = await kate.send(form, { ...duty, lado, reason: 'The team has moved' });
  expect(saved.at).toBe('/admin/safeguarding?saved');
  const { text: history } = await kate.get('/admin/history');
  expect(history).toContain('Reason: The team has moved');
  expect(history).toContain('Allegation against a member of staff (LADO)');
  expect((await kate.get('/admin/folder')).text).toContain('Night duty team');

  const reference = await play.complaint();
  await play.post(`/cases/${reference}/safeguarding`, { reason: 'The child says she threatened him.' });
  await play.settle();
  expect(await play.subjectsTo(duty.email)).not.toEqual([]);
});

test('stored wording that this version does not accept is kept, said, told of and not used', async () => {
  const play = await openPlay('2026-06-01T07:00:00Z');
  const { deps } = play;
  const wording = { subject: 'Thank you', body: 'We passed it on.' };
  // An earlier version of Redress had accepted it.
  const council = { ...deps.council, letters: { 'compliment-thanks': wording } };
  await deps.store.changeCouncil(
    { version: 1, at: deps.clock.now(), by: 'user:administrator', council },
    {
      differences: [],
    },
  );
  const kate = await administrator(play);
  expect((await kate.get('/admin')).text).toContain('1 letter does not use your own wording');
  const folder = await kate.get('/admin/folder');
  expect(folder.text).toContain('Wording that is not used');
  expect(folder.text).toContain('must stay');
  expect((await kate.get('/admin/letters')).text).toContain('Your wording is not used');

  await closedCompliment(play);
  const sent = (await play.letters()).filter(({ to }) => to === complainant);
  expect(sent.map(({ subject }) => subject)).not.toContain('Thank you');
  expect(sent.some(({ text }) => text.includes('We passed it on.'))).toBe(false);

  // Another setting can still be changed, and the wording is not lost by it.
  await kate.send(await kate.get('/admin/council'), { phone: '01743 000 000' });
  expect(deps.council.phone).toBe('01743 000 000');
  const letter = await kate.get('/admin/letters/compliment-thanks');
  expect([letter.status, letter.page.querySelector('#body')?.textContent]).toEqual([200, wording.body]);
  expect(letter.text).toContain('this letter goes out without it');

  await later(play, '2026-06-02T07:30:00Z');
  const alerts = (await play.letters()).filter(({ subject }) => subject.includes('wording of some letters'));
  expect(alerts.map(({ to }) => to)).toEqual([
    'administrator@council.example',
    'administrator-2@council.example',
  ]);
  expect(alerts[0]?.text).toContain('compliment');

  await kate.signIn('administrator', '/');
  await kate.send(await kate.get('/admin/letters/compliment-thanks'), {}, { do: 'standard' });
  expect(deps.councils.rejectedWording).toEqual({});
  expect((await kate.get('/admin/history')).text).toContain('We passed it on.');
  expect((await kate.get('/admin/folder')).text).not.toContain('Wording that is not used');
});

test('a deployment can print what the pages changed, and which wording is not used', () => {
  const { council } = readCouncilFolder(join(import.meta.dirname, '../../infra/councils/severnvale'));
  const inForce = councilInForce(
    {
      ...council,
      phone: '01234 000 000',
      letters: { ...council.letters, receipt: { subject: 'Hello', body: 'Hello' } },
    },
    council,
  );
  const lines = councilDifferencesInWords(council, inForce);
  expect(lines[0]).toBe('The pages differ from the folder in 2 settings. The pages win:');
  expect(lines[1]).toBe('- Phone number\n    Folder: 01234 567 890\n    Pages:  01234 000 000');
  expect(lines.at(-1)).toMatch(
    /^! The stored wording of “.+” is not used\. Correct it at \/admin\/folder:\n/,
  );
  expect(inForce.council.letters?.['receipt']).toBeUndefined();
});
