import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import * as z from 'zod/mini';
import { Erasure } from '../../functions/domain/records/erasure.ts';
import { contradictionsOf, ReportingRow } from '../../functions/domain/records/reporting-row.ts';
import { reviewRetention } from '../../functions/operations/review-retention/review-retention.ts';
import {
  brokenPromises,
  childrensWay,
  complainant,
  openPlay,
  responded,
  stage2Way,
  type Play,
} from '../play.ts';
import { foundOnDisk } from './found-on-disk.ts';

const received = '2026-06-01T09:00:00Z';

/** Words that occur nowhere else: finding one means finding a part of the case. */
const words = {
  spokeWith: 'Grandmother Ottoline',
  note: 'She rang from Quarrybank.',
  agreed: 'Ring back on the landline.',
  name: 'Zwetschga Quillfeather',
  address: 'zwetschga@quillfeather.example',
  domain: 'quillfeather.example',
  complaint: 'Periwinkleton never rang back',
  attachment: 'Xylographic diary of May',
  summary: 'Nasturtian silence',
  reasons: 'Gobbledegookish log',
  title: 'Hobbledehoyish report',
  advocate: 'Flibberty Gibbetson',
  earlier: 'Absquatulated-17',
  organisation: 'Brobdingnag Chambers',
  phone: '07700 900438',
  postal: 'Lickspittle Cottage',
  language: 'Gibberlish',
  needs: 'A cattywampus loop',
  safeContact: 'Bumbershoot evenings',
  bornOn: '1931-02-13',
  discarded: 'Widdershins we wander',
  sentDraft: 'Snollygoster in the hall',
  routeReason: 'Collywobbling claim',
  routeTo: 'Skedaddle desk',
  routeReference: 'Taradiddle-42',
  routeAnswer: 'Brouhaha was sent out',
  corrected: 'Snollygoster calls',
  correctedReason: 'Widdershins reading',
  correctedPoint: 'Lollygagging on the phone',
  teamReason: 'Fuddyduddy desk',
  child: 'Piffle Quillfeather',
  limitReason: 'Claptrap about the child',
  ownLetter: 'Canoodling of the tenth',
  ownSubject: 'your gardyloo question',
} as const;

/** Time goes by in one step: the jobs of the years between run once, as after a long stop. */
async function later(play: Play, instant: string) {
  play.system.clock.moveTo(new Date(instant));
  await play.settle();
}

function folder(): string {
  const made = mkdtempSync(path.join(tmpdir(), 'redress-erasure-'));
  onTestFinished(() => rmSync(made, { recursive: true, force: true }));
  return made;
}

/** A complaint by mail with an attachment that was answered and closed, with letters and a document. */
async function closedComplaint(play: Play): Promise<string> {
  const result = await play.mail({
    from: words.address,
    name: words.name,
    messageId: `<first@${words.domain}>`,
    text: words.complaint,
    attachments: [{ filename: 'diary.txt', content: words.attachment }],
  });
  const reference = 'reference' in result ? result.reference : '';
  // An advocate who gets copies, and a detail of theirs that was changed since.
  await play.post(`/cases/${reference}/parties`, {
    name: words.advocate,
    organisation: words.organisation,
    phone: words.phone,
    address: words.postal,
    language: words.language,
    needs: words.needs,
    safeContact: words.safeContact,
    bornOn: words.bornOn,
    email: `advocate@${words.domain}`,
    careNumber: words.earlier,
    roles: ['advocate'],
    authority: { kind: 'consent' },
    copies: 'all letters',
  });
  await play.request('PATCH', `/api/v1/cases/${reference}/parties/P2`, {
    body: { careNumber: 'none', reason: 'A slip.' },
  });
  const child = await play.post(`/cases/${reference}/parties`, { name: words.child, roles: ['child'] });
  expect(child.status).toBe(201);
  const [[, , triage] = [], acknowledge = ['', '']] = childrensWay;
  await play.along(reference, [['triage', 'route', { ...triage, summary: words.summary }], acknowledge]);
  const correct = async (what: string, value: unknown, reason: string = words.correctedReason) =>
    expect((await play.post(`/cases/${reference}/corrections`, { what, value, reason })).status).toBe(200);
  await correct('summary', words.corrected);
  await correct('points', [{ id: 'P1', text: words.correctedPoint }]);
  await correct('team', 'Looked After Children Team', words.teamReason);
  await correct('team', 'Assessment Team', words.teamReason);
  await play.post(`/cases/${reference}/tasks/stage-1/assignee`, {
    assignee: 'team-manager',
    reason: words.teamReason,
  });
  await play.settle();
  await play.along(reference, [
    [
      'stage-1',
      'respond',
      { ...responded, findings: [{ point: 'P1', finding: 'upheld', reasons: words.reasons }] },
      'team-manager',
    ],
    ['stage-1-check', 'accept', {}, 'quality-checker'],
    ['stage-1-sign-off', 'send'],
  ]);
  // A letter was drafted and discarded, and another one drafted and sent.
  for (const [text, how] of [
    [words.discarded, 'discard'],
    [words.sentDraft, 'send'],
  ]) {
    const { body } = await play.post(`/cases/${reference}/letter-drafts`, {
      to: 'complainant',
      subject: text,
      text,
    });
    await play.settle();
    const at = `/cases/${reference}/letter-drafts/${z.object({ draft: z.string() }).parse(body).draft}`;
    await play.post(`${at}/handling`, { version: 1, how });
    await play.settle();
  }
  // A copy of the text went to another route as well.
  await play.post(`/cases/${reference}/routes`, {
    route: 'subject-access-request',
    reason: words.routeReason,
    to: words.routeTo,
    routeReference: words.routeReference,
    copy: true,
    goesOn: true,
  });
  await play.settle();
  await play.along(reference, [['follow-route', 'dealt-with', { did: words.routeAnswer }]]);
  await play.post(`/cases/${reference}/notes`, {
    kind: 'phone call',
    spokeWith: words.spokeWith,
    text: words.note,
    agreed: words.agreed,
  });
  const document = await play.document(reference, words.title);
  const limit = { item: document, children: ['P3'], reason: words.limitReason };
  expect((await play.post(`/cases/${reference}/child-limits`, limit)).status).toBe(200);
  const own = { to: 'complainant', subject: words.ownSubject, text: words.ownLetter };
  expect((await play.post(`/cases/${reference}/letters`, own)).status).toBe(200);
  await play.settle();
  await play.mail({
    from: words.address,
    name: words.name,
    subject: `Re: [${reference}]`,
    text: words.complaint,
  });
  await play.post(`/cases/${reference}/messages/M2/dealt-with`, { done: 'They only wanted to say so.' });
  // Someone has looked at the files.
  for (const file of (await filesOf(play, reference)).filter((one) => !/^(?:mail|letters)\//.test(one)))
    await play.deps.files.put(`previews/${file}/1.jpg`, Buffer.from(words.attachment), 'image/jpeg');
  await play.to('2026-07-20');
  expect((await play.file(reference)).state.status).toBe('closed');
  return reference;
}

const foundIn = (dataDir: string) => foundOnDisk(dataDir, Object.values(words));

const checked = { checked: true, understood: true };

describe('a case past its retention', () => {
  test('is reviewed once, erased, and leaves only a proof without personal data', async () => {
    const dataDir = folder();
    const play = await openPlay(received, { dataDir });
    const reference = await closedComplaint(play);
    const other = await play.complaint();
    const before = await foundIn(dataDir);
    // What was discarded is gone already; the disk may still hold it where nothing else has been written since.
    const missing = Object.values(words).filter((word) => !before.some((found) => found.endsWith(word)));
    expect(missing.filter((word) => word !== words.discarded)).toEqual([]);
    // The window to ask for stage 2 closed with 29 June 2026.
    const day = '2032-06-30';
    expect((await play.view(reference)).retention).toMatchObject({ reviewOn: day, toBeChecked: true });

    await later(play, '2032-06-29T12:00:00Z');
    await later(play, `${day}T05:00:00Z`);
    expect(await reviewRetention(play.deps)).toMatchObject({ begun: 1, resumed: 0 });
    expect(await reviewRetention(play.deps)).toMatchObject({ begun: 0, resumed: 0 });
    await play.settle();
    expect((await play.step(reference, 'retention-review')).outcomes.map(({ id }) => id)).toEqual([
      'keep',
      'hold',
      'erase',
    ]);
    expect(await brokenPromises(play, reference)).toEqual([]);

    const unsure = await play.choose(reference, 'retention-review', 'erase', {
      checked: true,
      understood: false,
    });
    expect(unsure.status).toBe(422);
    expect((await play.choose(reference, 'retention-review', 'erase', checked)).status).toBe(200);
    const remains = await play.deps.store.remains(reference);
    const files = await filesOf(play, reference);
    await play.settle();

    expect(await foundIn(dataDir)).toEqual([]);
    expect((await play.deps.store.remains(reference)).keys).toEqual([]);
    expect(await filesOf(play, reference)).toEqual([]);
    const outbox = await play.system.mailer.listOutbox();
    expect(outbox.filter(({ letterId }) => letterId.startsWith(reference))).toEqual([]);
    for (const url of [`/cases/${reference}`, `/cases/${reference}/tasks/retention-review`])
      expect((await play.get(url)).status).toBe(404);
    expect(
      (await play.post(`/cases/${reference}/legal-hold`, { on: true, reason: 'Too late.' })).status,
    ).toBe(404);

    const proof = Erasure.parse((await play.get(`/erasures/${reference}`)).body);
    const rows = remains.keys.filter((key) => !/ (TOKEN|PENDING)#/.test(key));
    const named = [...rows, ...files].sort();
    expect(proof).toMatchObject({
      status: 'erased',
      by: 'user:complaints-officer',
      rule: { id: 'complaint' },
      keptUntil: day,
      digest: createHash('sha256').update(named.join('\n')).digest('hex'),
      erased: {
        'case row': 1,
        'person row': 3,
        'message row': 2,
        'mail file': 2,
        'attachment file': 1,
        'document file': 1,
      },
      sharedFiles: 0,
      reporting: {
        reference,
        kind: 'complaint',
        team: 'Assessment Team',
        outcome: 'upheld',
        findings: { upheld: 1 },
      },
    });
    expect(contradictionsOf(ReportingRow.parse(proof.reporting))).toEqual([]);
    expect(Object.values(proof.erased).reduce((sum, count) => sum + count, 0)).toBe(named.length);
    expect(proof.backupsGoneOn > (proof.erasedAt ?? '')).toBe(true);
    expect(await play.deps.store.erasures({ limit: 10 })).toEqual({ items: [proof] });
    expect((await play.get('/erasures', 'team-manager')).status).toBe(403);
    expect((await play.get(`/erasures/${reference}`, 'team-manager')).status).toBe(403);
    expect((await play.get(`/erasures/${other}`)).status).toBe(404);

    // The machine has come to its end, what is another's is untouched, and an answer to an old letter is a new complaint.
    expect(play.system.engine.listExecutions({ status: 'FAILED' })).toEqual([]);
    expect((await play.file(other)).persons).toMatchObject([{ email: complainant }]);
    const answer = await play.mail({ subject: `Re: [${reference}]`, inReplyTo: `<first@${words.domain}>` });
    expect(answer).toMatchObject({ became: 'case', known: false });
    expect(play.faults).toEqual([]);
  });

  test('can be kept until another day, and is reviewed again on it', async () => {
    const play = await openPlay(received);
    const reference = await closedComplaint(play);
    await later(play, '2032-09-01T06:30:00Z');
    const keep = (until: string) =>
      play.decide(reference, 'retention-review', 'keep', { until, reason: 'An adult asked for it.' });
    expect((await keep('2032-09-01')).body).toMatchObject({
      errors: [
        { field: 'answers.until', message: expect.stringContaining('a day after today, 1 September 2032') },
      ],
    });
    expect((await keep('2034-01-31')).status).toBe(200);
    await later(play, '2034-01-30T12:00:00Z');
    expect((await play.file(reference)).state.runs.filter(({ status }) => status === 'running')).toEqual([]);
    await later(play, '2034-01-31T12:00:00Z');
    expect((await play.step(reference, 'retention-review')).task).toBe('retention-review#2');
    expect(await brokenPromises(play, reference)).toEqual([]);
  });

  test('is not erased once the age of the child is corrected', async () => {
    const play = await openPlay(received);
    const reference = await closedComplaint(play);
    await play.post(`/cases/${reference}/details`, { lookedAfter: true });
    expect((await play.view(reference)).retention?.missing).toMatch(/date of birth is missing/);
    await later(play, '2032-09-01T06:30:00Z');
    await play.post(`/cases/${reference}/details`, { childBornOn: '2015-03-04' });
    const refused = await play.decide(reference, 'retention-review', 'erase', checked);
    expect([refused.status, refused.text]).toEqual([422, expect.stringContaining('kept until 4 March 2090')]);
    expect((await play.view(reference)).retention).toMatchObject({ reviewOn: '2090-03-04' });
    expect((await play.view(reference)).retention?.missing).toBeUndefined();
  });
});

describe('a legal hold', () => {
  test('prevents a review, ends an open one, and stops erasure', async () => {
    const play = await openPlay(received);
    const reference = await closedComplaint(play);
    const hold = (on: boolean, user = 'complaints-officer') =>
      play.post(
        `/cases/${reference}/legal-hold`,
        { on, reason: 'The court asked for the papers.' },
        { user },
      );
    expect((await hold(true, 'team-manager')).status).toBe(403);
    expect((await hold(false)).status).toBe(409);
    expect((await hold(true)).status).toBe(200);
    expect((await hold(true)).status).toBe(409);
    expect((await play.view(reference)).legalHold).toMatchObject({ by: 'user:complaints-officer' });
    await later(play, '2032-09-01T12:00:00Z');
    expect((await play.file(reference)).state.tasks.some(({ step }) => step === 'retention-review')).toBe(
      false,
    );

    await hold(false);
    await later(play, '2032-09-02T12:00:00Z');
    expect((await play.step(reference, 'retention-review')).status).toBe('open');
    await hold(true);
    await play.settle();
    const { state } = await play.file(reference);
    expect(state.tasks.at(-1)).toMatchObject({
      status: 'decided',
      decisions: [{ outcome: 'call-off', by: 'system' }],
    });
    expect(state.runs.at(-1)?.status).toBe('ended');
    expect((await play.decide(reference, 'retention-review', 'erase', checked)).status).toBe(409);

    await hold(false);
    await later(play, '2032-09-03T12:00:00Z');
    expect((await play.decide(reference, 'retention-review', 'hold', { reason: 'An inquiry.' })).status).toBe(
      200,
    );
    expect((await play.view(reference)).legalHold).toBeDefined();
    await later(play, '2040-09-03T12:00:00Z');
    expect((await play.file(reference)).state.runs.filter(({ status }) => status === 'running')).toEqual([]);
    expect(await brokenPromises(play, reference)).toEqual([]);
  });

  test.each(['hold', 'reopening'])(
    'a %s after the decision and before the erasure saves the case',
    async (what) => {
      const play = await openPlay(received);
      const reference = await closedComplaint(play);
      await later(play, '2032-09-01T12:00:00Z');
      await play.choose(reference, 'retention-review', 'erase', checked);
      const saved =
        what === 'hold'
          ? await play.post(`/cases/${reference}/legal-hold`, { on: true, reason: 'Wait.' })
          : await play.post(`/cases/${reference}/reopening`, { step: 'stage-1', reason: 'New facts.' });
      expect(saved.status).toBe(200);
      await play.settle();
      expect((await play.view(reference)).complainant?.name).toBe(words.name);
      expect((await play.get(`/erasures/${reference}`)).status).toBe(404);
      const { state } = await play.file(reference);
      expect(state.runs.find(({ procedure }) => procedure === 'retention-review')?.status).toBe('ended');
      expect(play.faults).toEqual([]);
    },
  );

  test('reopening a case ends its retention review', async () => {
    const play = await openPlay(received);
    const reference = await closedComplaint(play);
    await later(play, '2032-09-01T12:00:00Z');
    await play.post(`/cases/${reference}/reopening`, { step: 'stage-1', reason: 'New facts.' });
    await play.settle();
    const { state } = await play.file(reference);
    expect(state.tasks.filter(({ status }) => status === 'open').map(({ step }) => step)).toEqual([
      'stage-1',
    ]);
    expect(await play.story(reference)).toContain('decide retention-review#1 call-off');
    expect(play.faults).toEqual([]);
  });
});

test('the mail of a split complaint is kept and erased with the case that keeps it', async () => {
  const dataDir = folder();
  const play = await openPlay(received, { dataDir });
  const mail = await play.mail({
    from: words.address,
    name: words.name,
    text: words.complaint,
    attachments: [{ filename: 'diary.txt', content: words.attachment }],
  });
  const reference = 'reference' in mail ? mail.reference : '';
  const [[, , triage] = []] = childrensWay;
  const points = [
    { text: 'The calls.' },
    { text: 'The bins.', procedure: 'corporate', procedureReason: 'Bins are not social care.' },
  ];
  await play.along(reference, [
    ['triage', 'route', { ...triage, points }],
    ['acknowledge', 'withdraw', { reason: 'They said so on the phone.' }],
  ]);
  const { state } = await play.file(reference);
  const split = state.facts.points?.flatMap((point) => point.case ?? [])[0] ?? '';
  expect(state.status).toBe('closed');
  const [raw] = (await play.file(split)).messages.map((message) => message.raw ?? '');
  const [attachment] = (await play.file(split)).messages.flatMap(({ attachments }) => attachments);
  const preview = `previews/${attachment?.file}/1.jpg`;
  const asked = `wanted-previews/${attachment?.file}`;
  for (const key of [preview, asked]) await play.deps.files.put(key, Buffer.from(words.attachment), '');

  await later(play, '2032-09-01T12:00:00Z');
  await play.decide(reference, 'retention-review', 'erase', checked);
  expect((await play.get(`/erasures/${reference}`)).body).toMatchObject({
    sharedFiles: 2,
    splitWith: [split],
  });
  for (const key of [raw ?? '', preview, asked]) expect(await play.deps.files.get(key)).toBeDefined();

  const [open] = (await play.file(split)).state.tasks.filter(({ status }) => status === 'open');
  await play.along(split, [[open?.step ?? '', 'withdraw', { reason: 'They said so on the phone.' }]]);
  await later(play, '2038-10-01T12:00:00Z');
  await play.decide(split, 'retention-review', 'erase', checked);
  expect((await play.get(`/erasures/${split}`)).body).toMatchObject({ status: 'erased', sharedFiles: 0 });
  expect(await foundIn(dataDir)).toEqual([]);
  expect(play.faults).toEqual([]);
});

test('the mail is kept even when the points were recorded again after the split', async () => {
  const play = await openPlay(received);
  const mail = await play.mail({ from: words.address, name: words.name, text: words.complaint });
  const reference = 'reference' in mail ? mail.reference : '';
  const [[, , triage] = [], ...onward] = childrensWay;
  const points = [
    { text: 'The calls.' },
    { text: 'The bins.', procedure: 'corporate', procedureReason: 'Bins are not social care.' },
  ];
  await play.along(reference, [
    ['triage', 'route', { ...triage, points }],
    ...onward,
    ...stage2Way.slice(0, 2),
  ]);
  const [split] = (await play.file(reference)).state.links.map(({ to }) => to);
  await play.along(reference, [
    [
      'stage-2-statement',
      'agreed',
      {
        agreedOn: '2026-06-01',
        statement: 'Only the calls.',
        unsignedConfirmed: true,
        points: [{ text: 'The calls, and no letter.' }],
      },
    ],
    ['stage-2', 'withdraw', { reason: 'They said so on the phone.' }],
  ]);
  await play.post(`/cases/${split}/legal-hold`, { on: true, reason: 'The court asked for the papers.' });
  await later(play, '2032-09-01T12:00:00Z');
  await play.decide(reference, 'retention-review', 'erase', checked);
  expect((await play.get(`/erasures/${reference}`)).body).toMatchObject({
    status: 'erased',
    sharedFiles: 1,
    splitWith: [split],
  });
  const [raw] = (await play.file(split ?? '')).messages.map((message) => message.raw ?? '');
  expect(await play.deps.files.get(raw ?? '')).toBeDefined();
  expect(play.faults).toEqual([]);
});

async function filesOf({ deps }: Play, reference: string): Promise<string[]> {
  const { messages, letters, documents } = await deps.store.remains(reference);
  const named = [
    ...messages.flatMap(({ raw = '', attachments }) => [raw, ...attachments.map(({ file }) => file)]),
    ...letters.flatMap(({ file }) => file ?? []),
    ...documents.map(({ file }) => file),
    ...(await deps.files.list(`letters/${reference}/`)),
    ...(await deps.files.list(`documents/${reference}/`)),
  ];
  return [...new Set(named)];
}
