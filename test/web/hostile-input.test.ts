import { expect, test } from 'vitest';
import * as z from 'zod';
import { clean } from '../../functions/domain/text/clean-text.ts';
import { pages } from '../../functions/pages/app.ts';
import { adminLists } from '../../functions/pages/administration/admin-parts.ts';
import { childrensJourney } from '../../functions/pages/children/childrens-journey.ts';
import { giveFeedback } from '../../functions/pages/public/give-feedback.ts';
import type { Journey } from '../../functions/pages/public/journey.ts';
import { actionAddresses } from '../../functions/pages/staff/case-action-pages.ts';
import { wordsIn } from '../../functions/words/words.ts';
import { procedureSet } from '../../workflows/procedures/index.ts';
import { procedures } from '../shropshire.ts';
import type { Field } from '../../workflows/procedures/form-field.ts';
import { childrensWay, complainant, openPlay, routed, stage2Way, stage3Way, type Turn } from '../play.ts';
import { everyForm, forms, personForms } from './every-form.ts';
import { attack, filled, formOn, post, type Visitor } from './hostile/attack.ts';
import { crawl } from './hostile/crawl.ts';
import { answerFaults, formulas, hostile, short, type Found } from './hostile/texts.ts';
import { browse } from './pages/browse.ts';

// Every form that the system has is found through its own data and pages, and every field of it is filled with what
// breaks systems. Then everything that anyone can look at is looked at.

/** Forms with nothing to type into but a day, and one that is the same as `POST /follow/add`. */
const nothingNew = new Set([
  'POST /follow/late',
  'POST /follow/helper',
  'POST /sign-out',
  'POST /give-feedback/code',
  'POST /give-feedback/clear',
  'POST /children/code',
  'POST /children/clear',
  'POST /follow/leave',
  'POST /cases/:reference/private-link',
  'POST /cases/:reference/letters/:letter/print',
  'POST /mail/:id/record',
  'POST /letters-to-post',
  'POST /unsent-letters',
  'POST /admin/sessions',
  'POST /about-you',
]);

/** A journey question by question to the case; answers the questions that were asked. */
async function walk(
  visitor: Visitor,
  journey: Journey,
  found: Found,
  picks: Record<string, string>,
): Promise<string[]> {
  const asked: string[] = [];
  let shown = await visitor.get(`${journey.path}/check`);
  for (;;) {
    const id = shown.at.replace(`${journey.path}/`, '');
    if (id === 'check') break;
    if (asked.includes(id)) throw new Error(`${shown.at} comes again: ${shown.text.slice(0, 300)}`);
    asked.push(id);
    await attack(visitor, shown, found, `POST ${journey.path}/:question`, {
      picks,
      press: { do: 'continue' },
    });
    // A long text may have been accepted if a page allows one, and then the next question is asked.
    shown = await visitor.get(`${journey.path}/check`);
    if (!shown.at.endsWith('/check') && asked.includes(shown.at.replace(`${journey.path}/`, '')))
      throw new Error(`${shown.at} is refused: ${shown.text}`);
  }
  const done = await attack(visitor, shown, found, `POST ${journey.path}/send`, {
    action: 'send$',
    once: true,
  });
  expect(done.at).toBe(`${journey.path}/sent`);
  return asked;
}

let turns = 0;

/** Answers of a way with every free text in them hostile, by the types of their fields; JSON takes more than a form. */
function hostileTurn([step, outcome, given = {}, user]: Turn, found: Found): Turn {
  const place = procedures.all.find(({ steps }) => steps[step]?.outcomes[outcome])?.steps[step];
  const form: Record<string, Field> = place?.outcomes[outcome]?.form ?? {};
  turns += 1;
  let n = 0;
  const bad = () => {
    const text = hostile(`j${turns}-${(n += 1)}`);
    found.taken.set(clean(text).trim(), `${step} ${outcome}`);
    return text;
  };
  const free = new Set(['text', 'reasons', 'answer', 'procedureReason']);
  const inside = (value: unknown): unknown =>
    Array.isArray(value)
      ? value.map((one) => (typeof one === 'string' ? bad() : inside(one)))
      : Object.fromEntries(
          Object.entries(Object(value)).map(([name, one]) => [name, free.has(name) ? bad() : one]),
        );
  const lists = new Set<Field['type']>([
    'list',
    'points',
    'findings',
    'learning',
    'actions',
    'recommendations',
    'recommendation answers',
  ]);
  const answers = Object.entries(given).map(([name, value]): [string, unknown] => {
    const type = form[name]?.type;
    if (type === 'text' || type === 'paragraphs') return [name, bad()];
    return [name, type !== undefined && lists.has(type) ? inside(value) : value];
  });
  return user === undefined
    ? [step, outcome, Object.fromEntries(answers)]
    : [step, outcome, Object.fromEntries(answers), user];
}

test('hostile input is shown as text everywhere, or refused at its field', { timeout: 420_000 }, async () => {
  const found: Found = { wrong: [], taken: new Map(), routes: new Set() };
  // A Friday: the child of this case is 18 the next day, and on Monday there is a task for it.
  const play = await openPlay('2026-05-29T09:00:00Z', {
    procedures: procedureSet([...procedures.all, everyForm]),
  });
  const grown = await play.complaintAt('acknowledge');
  const child = { name: 'Ali Carter', bornOn: '2008-05-30', roles: ['child'] };
  expect((await play.post(`/cases/${grown}/parties`, child)).status).toBe(201);
  await play.toInstant('2026-06-01T09:00:00Z');

  // The public's journeys: each question that they have, in every way of being reached, and as a child.
  const picks = { kind: 'complaint', relation: 'parent', actsFor: 'child', consentSaid: 'yes' };
  for (const journey of [giveFeedback, childrensJourney]) {
    const questions = journey.questions({ kind: 'complaint' }, play.deps.council, wordsIn(undefined));
    const ways = questions.flatMap(
      ({ fields }) => fields.find(({ name }) => name === 'reach')?.options ?? [],
    );
    const asked = new Set<string>();
    const [first] = ways;
    const walks = [
      ...ways.map(({ value }) => ({ ...picks, reach: value })),
      // A child is asked about a helper, and no one is asked whom they act for.
      { ...picks, relation: 'child', reach: first?.value ?? '' },
    ];
    for (const picked of walks)
      for (const id of await walk(browse(play), journey, found, picked)) asked.add(id);
    expect([...asked].sort(), 'questions that no walk comes to').toEqual(
      questions.map(({ id }) => id).sort(),
    );
  }

  // The long way of a complaint, every answer on it hostile, in JSON.
  const raw = hostile('json');
  found.taken.set(clean(raw), 'the complaint in JSON');
  const main = await play.complaint({
    text: raw,
    person: { name: raw, email: complainant, phone: '01632 960 001' },
  });
  for (const title of ['One', 'Two', 'Three']) await play.document(main, title);
  const whole = [...childrensWay, ...stage2Way, ...stage3Way].map((turn) => hostileTurn(turn, found));
  await play.along(main, whole);
  const second = await play.complaintAt('stage-2', {}, [...childrensWay, ...stage2Way]);
  const secret = (await play.privateLink()).replace('/follow/', '');

  // Following it by the private link.
  const reader = browse(play);
  const start = await reader.get('/follow');
  await attack(reader, start, found, 'POST /follow', { action: '/follow$' });
  await attack(reader, start, found, 'POST /follow/new-link', { action: 'new-link$' });
  await reader.get(`/follow/${secret}`);
  await attack(reader, await reader.get('/follow/add'), found, 'POST /follow/add');
  await play.toInstant('2026-06-01T12:00:00Z');
  const window = await play.complaintAt('stage-2-window');
  await reader.get(await play.privateLink());
  await attack(reader, await reader.get('/follow/do/request-stage-2'), found, 'POST /follow/do/:outcome', {
    once: true,
  });
  expect((await play.file(window)).state.tasks.at(-1)?.step).toBe('stage-2-window');

  // Recording, and every form of every step.
  const officer = browse(play);
  await officer.signIn('complaints-officer', hostile('return'));
  const elsewhere = { complainedAbout: 'report-writer' };
  await attack(officer, await officer.get('/record'), found, 'POST /record', { picks: elsewhere });
  const all = await play.complaint();
  await play.along(all, [
    ['triage', 'route', { ...routed, procedure: 'every-form', points: [{ text: 'One' }, { text: 'Two' }] }],
  ]);
  const step = `/cases/${all}/tasks/${encodeURIComponent('all#1')}`;
  const desk = 'POST /cases/:reference/tasks/:task/:outcome';
  for (const n of forms.keys()) {
    const shown = await officer.get(`${step}/form-${n}`);
    await attack(officer, shown, found, desk, {
      press: { do: 'draft' },
      picks: elsewhere,
      once: true,
      replaced: true,
    });
    await attack(officer, await officer.get(`${step}/form-${n}`), found, desk, {
      press: { do: 'decide' },
      picks: elsewhere,
    });
  }

  // The forms that change a person of the case, on the tasks that they are of.
  const mourned = await play.complaintAt('stage-1');
  const died = { body: { ended: 'died', reason: 'Her daughter called us.' } };
  expect((await play.request('PATCH', `/api/v1/cases/${mourned}/parties/P1`, died)).status).toBe(200);
  await play.settle();
  const personTasks: Record<string, string> = {
    'who-continues/continues': `/cases/${mourned}/tasks/who-continues%231/continues`,
    'ask-young-person/answered': `/cases/${grown}/tasks/ask-young-person%231/answered`,
  };
  for (const form of personForms) {
    const shown = await officer.get(personTasks[form] ?? form);
    const kept = { addressConfirmed: 'yes', actorAddressConfirmed: 'yes' };
    await attack(officer, shown, found, desk, { press: { do: 'decide', ...kept } });
    const [ofStep, outcome] = form.split('/');
    const { state } = await play.file(form.startsWith('who') ? mourned : grown);
    const task = state.tasks.find((one) => one.step === ofStep);
    expect([task?.status, task?.decisions.at(-1)?.outcome]).toEqual(['decided', outcome]);
  }

  // Every action on a case.
  const [closed, other, twin] = [await play.complaint(), await play.complaint(), await play.complaint()];
  await play.along(closed, [
    ['triage', 'route', routed],
    ['acknowledge', 'withdraw', { reason: 'Settled.' }],
  ]);
  const onPaper = { person: { name: 'Sam Carter', address: '1 High Street\nShrewsbury' } };
  const paper = await play.complaintAt('stage-2-window', onPaper);
  const lettersOf = async (reference: string) =>
    (await play.view(reference)).letters.filter(({ to }) => to === 'complainant').map(({ id }) => id);
  const [posted, reached] = await lettersOf(paper);
  const [returned] = await lettersOf(window);
  const call = { channel: 'phone', text: 'I am away.' };
  expect((await play.post(`/cases/${second}/messages`, call)).status).toBe(200);
  await play.settle();
  const [message, away] = (await play.file(second)).state.openMessages ?? [];
  const passedOn: Record<string, string> = {};
  for (const at of [
    'complainant-quoted',
    'complainant-sender',
    'complainant-not-known',
    'complainant-named',
  ]) {
    const text =
      '---------- Forwarded message ---------\nFrom: Sam <sam@example.net>\nSubject: x\n\nNo call.';
    const result = await play.mail({ from: 'reception@council.example', subject: `Fwd: ${at}`, text });
    if ('reference' in result) passedOn[at] = `${result.reference}/steer/${at}`;
  }
  // A request for access whose items are all decided, so that it can be answered.
  const asked = await play.complaint({ person: { name: 'Jo Bloggs', email: 'jo.bloggs@home.example' } });
  const requests = `/cases/${asked}/access-requests`;
  await play.post(requests, { person: 'P1', receivedOn: play.today() });
  await play.settle();
  const Items = z.object({ items: z.array(z.object({ id: z.string() })) });
  const about = Items.parse((await play.get(`${requests}/A1`)).body);
  const clearances = about.items.map(({ id }) => ({ item: id, include: true }));
  await play.post(`${requests}/A1/clearances`, { items: clearances });
  const places: Record<string, string> = {
    ...passedOn,
    'extend-access': `${asked}/steer/extend-access/A1`,
    'give-access': `${asked}/steer/give-access/A1`,
    'letter-posted': `${paper}/steer/letter-posted/${posted}`,
    'letter-reached': `${paper}/steer/letter-reached/${reached}`,
    'letter-returned': `${window}/steer/letter-returned/${returned}`,
    'letter-again': `${window}/steer/letter-again/${returned}`,
    'message-dealt-with': `${second}/steer/message-dealt-with/${message?.message}`,
    'message-automatic': `${second}/steer/message-automatic/${away?.message}`,
    'message-taken-up': `${second}/steer/message-taken-up/${away?.message}`,
    'child-limit': `${second}/steer/child-limit/M1`,
    'change-party': `${second}/steer/change-party/P1`,
    'party-roles': `${second}/steer/party-roles/P1`,
    reassign: `${all}/steer/reassign/${encodeURIComponent('all#1')}`,
    split: `${all}/steer/split`,
    merge: `${twin}/steer/merge`,
    reopen: `${closed}/steer/reopen`,
    match: `${all}/steer/match/${other}`,
  };
  // Of one child nothing is limited.
  for (const name of ['Ali Carter', 'Ben Carter'])
    expect((await play.post(`/cases/${second}/parties`, { name, roles: ['child'] })).status).toBe(201);
  for (const action of actionAddresses) {
    const shown = await officer.get(`/cases/${places[action] ?? `${second}/steer/${action}`}`);
    const at = action === 'letter' ? 'letter' : ':action';
    await attack(officer, shown, found, `POST /cases/:reference/steer/${at}/:about?`, {
      picks: {
        ...elsewhere,
        decision: action === 'match' ? 'confirm' : 'keep',
        // Otherwise the case would be without a complainant.
        ...(action === 'message-dealt-with' ? { to: '', routeTo: '' } : {}),
        ...(action === 'party-roles' ? { roles: 'complainant', copies: 'decisions', ended: '' } : {}),
      },
    });
  }
  expect((await play.file(twin)).state.mergedInto).toBe('SC-2026-00001-4');
  const acted = await play.view(second);
  expect(acted.notes.map(({ kind }) => kind)).toEqual(['phone call', 'note']);
  expect(acted.letters.map(({ template }) => template)).toContain('officer-letter');
  // What is held about a person, decided with hostile reasons.
  await play.post(`/cases/${main}/access-requests`, { person: 'P1', receivedOn: play.today() });
  const held = await officer.get(`/cases/${main}/access-requests/A1`);
  await attack(officer, held, found, 'POST /cases/:reference/access-requests/:request', {
    picks: Object.fromEntries(Array.from({ length: 25 }, (_, n) => [`decision-${n}`, 'leave-out'])),
  });
  // A letter that is kept as a draft, and written on.
  const begun = await officer.get(`/cases/${second}/steer/letter`);
  await attack(officer, begun, found, 'POST /cases/:reference/steer/letter/:about?', {
    press: { do: 'draft' },
    once: true,
    replaced: true,
  });
  const draft = await officer.get(`/cases/${second}/letter-drafts/LD1`);
  await attack(officer, draft, found, 'POST /cases/:reference/letter-drafts/:draft', {
    press: { do: 'draft' },
  });
  expect((await play.file(second)).letterDrafts.map(({ id, version }) => [id, version])).toEqual([
    ['LD1', 2],
  ]);
  // A message, once for each way to deal with it; the withdrawal, which ends the complaint, last.
  const talked = await play.complaintAt('stage-1');
  const toDealWith = async () => {
    const said = { channel: 'phone', text: 'Please call me back.' };
    expect((await play.post(`/cases/${talked}/messages`, said)).status).toBe(200);
    await play.settle();
    const [open] = (await play.file(talked)).state.openMessages ?? [];
    return officer.get(`/cases/${talked}/steer/message-dealt-with/${open?.message}`);
  };
  let waiting = await toDealWith();
  const ways = waiting.page
    .querySelectorAll('select[name=how] option')
    .flatMap((way) => way.getAttribute('value') || []);
  expect(ways.length).toBeGreaterThan(6);
  for (const how of [...ways.filter((way) => way !== 'withdrawal'), 'withdrawal']) {
    // A reference counts only for a message that is moved, and who deals with it there for one that is passed to another
    // route, of which not each has an address for a copy.
    const handling = {
      how,
      copy: 'no',
      ...(how === 'moved' ? {} : { to: '' }),
      ...(how === 'other route' ? {} : { routeTo: '' }),
    };
    await attack(officer, waiting, found, 'POST /cases/:reference/steer/:action/:about?', {
      picks: handling,
    });
    const left = (await play.file(talked)).state.openMessages ?? [];
    expect({ how, left }).toEqual({ how, left: [] });
    if (how !== 'withdrawal') waiting = await toDealWith();
  }
  await attack(
    officer,
    await officer.get(`/cases/${all}/add-document`),
    found,
    'POST /cases/:reference/add-document',
  );
  await attack(officer, await officer.get('/tasks?show=all'), found, 'POST /tasks/assign', {
    picks: { assignee: 'complaints-officer-2' },
  });

  // Someone declines to sign.
  const person = browse(play);
  await person.signIn('independent-person');
  await attack(
    person,
    await person.get(`/cases/${second}/declaration`),
    found,
    'POST /cases/:reference/declaration',
    { picks: { decision: 'decline' } },
  );

  // Everything that an administrator changes, and the council as a file.
  const admin = browse(play);
  await admin.signIn('administrator');
  const parts: [string, string][] = [
    ['/admin/council', ''],
    ['/admin/people/new', ''],
    ['/admin/people/director', '/admin/people/:id'],
    ['/admin/teams/new', ''],
    [`/admin/teams/${encodeURIComponent('Assessment Team')}`, '/admin/teams/:name'],
    ['/admin/letters/acknowledgement', '/admin/letters/:id'],
    ['/admin/targets/childrens-statutory/stage-1', '/admin/targets/:procedure/:step'],
    ['/admin/safeguarding', ''],
    ['/admin/paragraphs/new', ''],
    [`/admin/paragraphs/${play.deps.council.paragraphs?.[0]?.id}`, '/admin/paragraphs/:id'],
    ['/admin/retention/complaint', '/admin/retention/:rule'],
    ...adminLists.map(({ id }): [string, string] => [`/admin/lists/${id}`, '/admin/lists/:list']),
  ];
  for (const [path, route] of parts)
    await attack(admin, await admin.get(path), found, `POST ${route === '' ? path : route}`, {
      press: { do: path.includes('letters') ? 'decide' : 'save' },
      // Nothing is removed.
      picks: { roles: 'quality-checker', removed: '' },
    });
  const file = JSON.stringify(play.deps.council, (_, value: unknown) =>
    value === play.deps.council.phone ? hostile('file') : value,
  );
  for (const press of ['look', 'replace']) {
    const shown = await admin.get('/admin/file');
    const form = formOn(shown);
    if (!form) throw new Error('no form for the file');
    const data = filled(form, { values: hostile, press: { do: press } });
    data.set('file', new File([file], 'council.json'));
    found.wrong.push(...answerFaults(await post(admin, shown, form, data)));
    found.routes.add('POST /admin/file');
  }

  // Email, read and held.
  const mail = await play.mail({
    name: hostile('mail-name'),
    subject: hostile('mail-subject').replaceAll('\0', ''),
    text: hostile('mail-text'),
    attachments: [{ filename: `${short('mail-file')}.txt`, content: 'A letter.' }],
  });
  // One stays as it is, and is looked at later; the other is added to a case.
  for (const token of ['held', 'filed'])
    await play.mail({
      subject: short(token),
      name: short(`${token}-name`),
      text: hostile(`${token}-text`),
      headers: { 'Auto-Submitted': 'auto-replied' },
    });
  const link = (await officer.get('/mail')).page.querySelector('tbody th a')?.getAttribute('href');
  const filed = await attack(officer, await officer.get(link ?? ''), found, 'POST /mail/:id/release', {
    field: 'case',
  });
  expect(filed.at).toBe('/cases/SC-2026-00001-4');
  expect(mail).toBeDefined();

  // Reports, their words, and what is exported.
  const writer = browse(play);
  await writer.signIn('report-writer');
  await attack(writer, await writer.get('/reports'), found, 'POST /reports', {
    picks: { period: '2026-27' },
  });
  await attack(writer, await writer.get('/reports/2026-27/words'), found, 'POST /reports/:period/words', {
    press: { do: 'make' },
  });

  // All that anyone can look at.
  const seen = new Map<string, string>();
  // Everyone who may look at it sees the same page.
  const known = new Set<string>();
  for (const user of ['complaints-officer', 'administrator', 'report-writer', 'senior-manager'])
    await crawl(play, user, found, seen, known);
  for (const path of ['/reporting-rows?format=csv', '/reporting-rows?format=ndjson', '/cases', '/tasks']) {
    const answer = await play.get(path);
    seen.set(path, answer.text);
    if (path.endsWith('csv') && formulas(answer.text).length > 0) found.wrong.push(`${path} has a formula`);
  }
  for (const { subject, text, html } of [...(await play.letters()), ...(await play.digests())]) {
    found.wrong.push(
      ...answerFaults({
        at: `the letter ${subject}`,
        status: 200,
        html,
        headers: new Headers({ 'content-type': 'text/html' }),
      }),
    );
    if (/[\0\u202E]/.test(text + subject)) found.wrong.push(`the letter ${subject} has invisible characters`);
  }

  // Accepted texts are stored somewhere, as they were typed.
  const stored: string[] = [JSON.stringify(play.deps.council), ...seen.values()];
  const { items } = await play.deps.store.cases({ limit: 100 });
  for (const { reference } of items)
    stored.push((await play.get(`/cases/${reference}`)).text, JSON.stringify(await play.file(reference)));
  for (const reference of [all, second])
    stored.push((await play.get(`/cases/${reference}/complainant`)).text);
  const everything = stored.join('\n');
  const kept = (text: string) =>
    everything.includes(text) || everything.includes(JSON.stringify(text).slice(1, -1));
  const notKept = new Set(['POST /follow', 'POST /follow/new-link']);
  const lost = [...found.taken]
    .filter(([text, where]) => !notKept.has(where.split(',')[0] ?? '') && !kept(text))
    .map(([text, where]) => `${where}: ${text}`);

  // Forms that nothing is typed into; and addresses that no one would write.
  const posts = new Set(
    pages(play.deps, { signIn: '/sign-in', report: () => {} })
      .routes.filter(({ method }) => method === 'POST')
      .map(({ method, path }) => `${method} ${path}`),
  );
  expect([...posts].filter((route) => !found.routes.has(route) && !nothingNew.has(route))).toEqual([]);
  expect(play.faults.map(String)).toEqual([]);
  expect(lost).toEqual([]);
  expect(found.wrong).toEqual([]);
});
