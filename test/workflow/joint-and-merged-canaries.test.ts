import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { exportRows } from '../../functions/operations/export-rows.ts';
import { complainant, openPlay, routed, type Play } from '../play.ts';
import { browse } from '../web/pages/browse.ts';
import { foundOnDisk } from './found-on-disk.ts';

// Where the texts of a plan for a complaint, of another body's part of its answer and of a merged case come to, and that
// nothing of them is left after an erasure.

const trust = 'Riverside NHS Trust';

/** Words that occur nowhere else, by where they are typed. */
const joint = {
  plan: 'Higgledy visits first',
  talkedWith: 'Aunt Piggledy by phone',
  contact: 'Noor Nincompoop',
  reachedBy: 'noor@nincompoop.example',
  agreedHow: 'Nodded at the lamppost',
  theirPart: 'The lollapalooza ward was full',
  document: 'Kerfuffle letter of the ward',
  otherPoint: 'The flummoxed carers',
  whyNot: 'Their wibble lawyer said no',
} as const;
const merged = {
  text: 'Whippersnapper never rang me',
  attachment: 'Doohickey diary',
  child: 'Callooh Pumpernickel',
  needs: 'A hullabaloo of quiet',
  safeContact: 'Never on lumpkin days',
  advocate: 'Bamboozle Fiddlestick',
  advocateEmail: 'bamboozle@fiddlestick.example',
  organisation: 'Gallivant Voices',
  document: 'Malarkey report',
  limitReason: 'Only the tiddlywink brother',
  draft: 'We shall skedaddle on Tuesday',
  reachSafely: 'Text the bodacious number',
  reason: 'Same rigmarole by form',
} as const;
const all = { ...joint, ...merged };

const wordsIn = (text: string): string[] =>
  Object.entries(all).flatMap(([name, word]) => (text.includes(word) ? [name] : []));

/** An adult social care complaint answered with a trust, which took in another case, all with words of their own. */
async function planted(play: Play): Promise<{ stays: string; goes: string }> {
  const stays = await play.complaint();
  const points = [{ text: joint.otherPoint }, { text: 'The ward lost the notes.' }];
  await play.along(stays, [
    ['triage', 'route', { ...routed, procedure: 'adult-social-care', points }],
    ['acknowledge', 'acknowledge', { investigator: 'team-manager' }],
    [
      'discuss-plan',
      'agreed',
      { agreedOn: '2026-06-01', talkedWith: joint.talkedWith, plan: joint.plan, answerBy: '2026-11-13' },
    ],
    [
      'response',
      'joint-we-lead',
      {
        otherBody: trust,
        contactName: joint.contact,
        contactReachedBy: joint.reachedBy,
        agreedToShareOn: '2026-06-01',
        agreedToShareHow: joint.agreedHow,
        theirPoints: ['P2'],
        contributeBy: '2026-08-31',
      },
    ],
  ]);
  const document = await play.document(stays, joint.document);
  await play.along(stays, [
    ['joint-contribution', 'received', { receivedOn: '2026-06-01', theirPart: joint.theirPart, document }],
    ['response', 'not-joint', { otherBody: trust, reason: joint.whyNot }],
  ]);

  const mail = await play.mail({
    text: merged.text,
    attachments: [{ filename: 'diary.txt', content: merged.attachment }],
  });
  const goes = 'reference' in mail ? mail.reference : '';
  const add = async (body: object) =>
    expect((await play.post(`/cases/${goes}/parties`, body)).status).toBe(201);
  await add({
    name: merged.child,
    roles: ['child'],
    needs: merged.needs,
    safeContact: merged.safeContact,
  });
  const { advocate: name, advocateEmail: email, organisation } = merged;
  await add({ name, email, organisation, roles: ['advocate'], authority: { kind: 'consent' } });
  const report = await play.document(goes, merged.document);
  const limit = { item: report, children: ['P2'], reason: merged.limitReason };
  expect((await play.post(`/cases/${goes}/child-limits`, limit)).status).toBe(200);
  const details = { reachSafely: merged.reachSafely, complainedAbout: ['team-manager-2'] };
  expect((await play.post(`/cases/${goes}/details`, details)).status).toBe(200);
  const draft = { to: 'complainant', subject: 'your visit', text: merged.draft };
  expect((await play.post(`/cases/${goes}/letter-drafts`, draft)).status).toBe(201);
  await play.settle();
  const merge = { into: stays, reason: merged.reason };
  expect((await play.post(`/cases/${goes}/merge`, merge)).status).toBe(200);
  await play.settle();
  return { stays, goes };
}

/** What a reader finds of a case: the words on their pages and in their answers, and by which words they find it. */
async function foundBy(play: Play, reference: string, user: string) {
  const visitor = browse(play);
  await visitor.signIn(user);
  const pages = [`/cases/${reference}`, `/cases?q=${reference}`, '/tasks', '/'];
  const answers = [
    `/cases/${reference}`,
    `/cases/${reference}/parties`,
    `/cases/${reference}/events`,
    '/cases',
  ];
  const read = await Promise.all([
    ...pages.map(async (url) => (await visitor.get(url)).text),
    ...answers.map(async (url) => (await play.get(url, user)).text),
  ]);
  const bySearch: string[] = [];
  for (const [name, word] of Object.entries(all))
    if ((await visitor.get(`/cases?q=${encodeURIComponent(word)}`)).text.includes(reference))
      bySearch.push(name);
  return { read: wordsIn(read.join('\n')), bySearch };
}

test('a joint answer, a plan and a merged case come to those who work on it, and nothing is left after erasure', async () => {
  const logged: string[] = [];
  for (const stream of ['log', 'info', 'warn', 'error'] as const)
    vi.spyOn(console, stream).mockImplementation((...said: unknown[]) => {
      logged.push(JSON.stringify(said));
    });
  onTestFinished(() => {
    vi.restoreAllMocks();
  });
  const dataDir = mkdtempSync(path.join(tmpdir(), 'redress-joint-'));
  onTestFinished(() => rmSync(dataDir, { recursive: true, force: true }));
  const play = await openPlay('2026-06-01T09:00:00Z', { dataDir });
  const { stays, goes } = await planted(play);

  // They are there to be found: on the disk, and by the officer.
  const onDisk = await foundOnDisk(dataDir, Object.values(all));
  expect(Object.values(all).filter((word) => !onDisk.some((found) => found.endsWith(word)))).toEqual([]);
  const officer = await foundBy(play, stays, 'complaints-officer');
  // The content of a file is in the file, and why a paper is limited in the case that was merged.
  expect(officer.read).toEqual(
    Object.keys(all).filter((name) => name !== 'attachment' && name !== 'limitReason'),
  );
  expect(officer.bySearch).toEqual(['contact', 'child', 'advocate']);
  // Someone complained about in the merged case sees nothing of the other one, nor does anyone without a part in it.
  for (const user of ['team-manager-2', 'report-writer', 'administrator', 'panel-chair'])
    expect([user, await foundBy(play, stays, user)]).toEqual([user, { read: [], bySearch: [] }]);

  const { engine } = play.system;
  const executions = engine
    .listExecutions()
    .flatMap(({ name }) => [engine.describeExecution(name), engine.getExecutionHistory(name)]);
  const rows: unknown[] = [];
  for await (const row of exportRows(play.deps)) if (row.ok) rows.push(row.row);
  // How to reach someone is in no event, from which it could not be taken again; nor is what they asked of us.
  const events = [...(await play.events(stays)), ...(await play.events(goes))].map((event) =>
    JSON.stringify(event),
  );
  expect(wordsIn(events.join('\n'))).toEqual([
    'plan',
    'talkedWith',
    'agreedHow',
    'theirPart',
    'otherPoint',
    'whyNot',
    'limitReason',
    'reachSafely',
    'reason',
  ]);
  for (const [place, content] of Object.entries({ executions, rows, logged, faults: play.faults }))
    expect([place, wordsIn(JSON.stringify(content))]).toEqual([place, []]);
  // The trust reads its part, and the complainant their points and what was agreed with them.
  const lettersTo = async (address: string) =>
    (await play.letters())
      .filter(({ to }) => to === address)
      .map(({ subject, text, html }) => subject + text + html)
      .join('\n');
  expect(wordsIn(await lettersTo(joint.reachedBy))).toEqual(['contact']);
  expect(wordsIn(await lettersTo(complainant))).toEqual(['plan', 'otherPoint', 'whyNot']);
  expect(wordsIn(await lettersTo(merged.advocateEmail))).toEqual([]);
  expect(wordsIn((await browse(play).get(await play.privateLink())).text)).toEqual(['text']);

  await play.along(stays, [['response', 'withdraw', { reason: 'They said so on the phone.' }]]);
  expect((await play.view(stays)).letterDrafts).toHaveLength(1);
  play.system.clock.moveTo(new Date('2032-09-01T12:00:00Z'));
  await play.settle();
  for (const reference of [stays, goes]) {
    const checked = { checked: true, understood: true };
    expect((await play.decide(reference, 'retention-review', 'erase', checked)).status).toBe(200);
    // A letter that no one finished does not keep the case: its task ends first.
    await play.to('2032-09-01', '14:00');
    expect((await play.get(`/erasures/${reference}`)).body).toMatchObject({ status: 'erased' });
  }
  expect(await foundOnDisk(dataDir, Object.values(all))).toEqual([]);
  expect(engine.listExecutions().filter(({ status }) => status !== 'SUCCEEDED')).toEqual([]);
  expect(play.faults).toEqual([]);
});
