import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { CaseView } from '../../functions/case-views/schemas.ts';
import { letterId } from '../../functions/dependencies.ts';
import { declarations } from '../../workflows/procedures/disclosure.ts';
import { browse } from './pages/browse.ts';
import { childrensWay, complainant, found, openPlay, stage2Way, type Play } from '../play.ts';

const at = '2026-06-01T09:00:00Z';
const phone = '01743 000000';

/** A case whose panel is appointed and has its papers; D1 and D2 are the reports, D3 is of no one but the council. */
async function atThePanel() {
  const play = await openPlay(at);
  const reference = await play.complaintAtStage3('stage-3-panel-meeting', {
    person: { name: 'Sam Carter', email: complainant, phone },
  });
  return { play, reference };
}

/** A case at the investigation of stage 2, no one having signed. */
async function atStage2() {
  const play = await openPlay(at);
  const reference = await play.complaint({ person: { name: 'Sam Carter', email: complainant, phone } });
  await play.along(reference, [...childrensWay, ...stage2Way.slice(0, 3)]);
  await play.document(reference, 'Evidence');
  return { play, reference };
}

const declare = (play: Play, reference: string, user: string, body: object) =>
  play.post(`/cases/${reference}/declaration`, body, { user });

const seen = async (play: Play, reference: string, user: string) =>
  CaseView.parse((await play.get(`/cases/${reference}`, user)).body);

describe('an appointed person who has not signed', () => {
  test('sees only the reference and names', async () => {
    const { play, reference } = await atStage2();
    const user = 'investigating-officer';
    for (const url of ['', '/tasks/stage-2', '/documents/D1', '/appendices'])
      expect([url, (await play.get(`/cases/${reference}${url}`, user)).status]).toEqual([url, 404]);
    for (const list of ['/cases', '/tasks', '/tasks?assignee=me'])
      expect([list, (await play.get(list, user)).text.includes(reference)]).toEqual([list, false]);
    const { status, body, text } = await play.get(`/cases/${reference}/declaration`, user);
    expect([status, body]).toEqual([
      200,
      {
        reference,
        part: 'investigating officer',
        said: 'nothing yet',
        ...declarations['investigating officer'],
        people: [
          { part: 'complainant', name: 'Sam Carter' },
          { part: 'team complained about', name: 'Assessment Team' },
          { part: 'complaints officer', name: 'Priya Shah' },
          { part: 'investigator', name: 'Megan Price' },
          { part: 'independent person', name: 'Grace Obi' },
          { part: 'adjudicating officer', name: 'Helen Marsh' },
        ],
      },
    ]);
    expect(text).not.toContain(complainant);
  });

  test('cannot decide until they have signed', async () => {
    const { play, reference } = await atStage2();
    const user = 'investigating-officer';
    const report = () =>
      play.post(
        `/cases/${reference}/tasks/stage-2/decision`,
        { outcome: 'submit-report', answers: { investigationReport: 'D1', findings: found } },
        { user, headers: { 'if-match': '*' } },
      );
    const refused = await report();
    expect([refused.status, refused.text]).toEqual([
      403,
      expect.stringContaining(
        'Sign the declaration of independence first (SI 2006/1738, regulations 2 and 17)',
      ),
    ]);
    expect((await declare(play, reference, user, { decision: 'sign' })).status).toBe(200);
    expect((await declare(play, reference, user, { decision: 'sign' })).status).toBe(200);
    const signed = (await play.events(reference)).filter(({ type }) => type === 'independence-declared');
    expect(signed).toMatchObject([
      {
        by: `user:${user}`,
        at: play.now(),
        part: 'investigating officer',
        words: declarations['investigating officer'].words,
      },
    ]);
    expect((await report()).status).toBe(200);
  });

  test.each(['complaints-officer', 'team-manager', 'investigating-officer-2', 'panel-chair'])(
    '%s is asked for no declaration',
    async (user) => {
      const { play, reference } = await atStage2();
      expect((await play.get(`/cases/${reference}/declaration`, user)).status).toBe(404);
      expect((await declare(play, reference, user, { decision: 'sign' })).status).toBe(404);
    },
  );
});

test('a person who declines loses the step, and an officer is alerted without the reason', async () => {
  const { play, reference } = await atStage2();
  const user = 'investigating-officer';
  expect((await declare(play, reference, user, { decision: 'decline' })).status).toBe(422);
  const declined = await declare(play, reference, user, { decision: 'decline', reason: 'My neighbour.' });
  expect(declined.status).toBe(200);
  const { state } = await play.file(reference);
  expect(state.tasks.at(-1)).toMatchObject({ step: 'stage-2', status: 'open' });
  expect(state.tasks.at(-1)?.assignee).toBeUndefined();
  // The officer has had an alert within the hour: this one comes with the next.
  await play.toInstant(new Date(Date.parse(play.now()) + 2 * 60 * 60 * 1000).toISOString());
  const told = (await play.letters()).filter(({ subject, text }) =>
    `${subject} ${text}`.includes('appointment was declined'),
  );
  expect(told.map(({ to, text }) => [to, text.includes('neighbour')])).toEqual([
    ['complaints-officer@council.example', false],
  ]);
  expect((await play.get(`/cases/${reference}/declaration`, user)).status).toBe(404);

  const appoint = (command: object) =>
    play.post(`/cases/${reference}/appointments`, { part: 'investigating officer', reason: 'x', ...command });
  expect((await appoint({ user: 'panel-chair' })).status).toBe(422);
  expect((await appoint({ user })).status).toBe(422);
  expect((await appoint({ user: 'investigating-officer-2' })).status).toBe(200);
  const after = (await play.file(reference)).state;
  expect([after.facts.investigatingOfficer, after.tasks.at(-1)?.assignee]).toEqual([
    'investigating-officer-2',
    'investigating-officer-2',
  ]);
  await play.sign(reference, 'investigating-officer-2');
  expect((await play.get(`/cases/${reference}`, 'investigating-officer-2')).status).toBe(200);
  expect((await play.get(`/cases/${reference}`, user)).status).toBe(404);
});

test('a replaced panel member must be independent of the others, and signs again when reappointed', async () => {
  const { play, reference } = await atThePanel();
  const appoint = (instead: string, user: string, by = 'complaints-officer') =>
    play.post(
      `/cases/${reference}/appointments`,
      { part: 'panel member', instead, user, reason: 'Ill.' },
      { user: by },
    );
  await declare(play, reference, 'panel-member', { decision: 'decline', reason: 'I know her.' });
  expect((await appoint('panel-member', 'panel-member-2')).text).toContain(
    'is already a panel member in this case',
  );
  expect((await appoint('nobody', 'panel-member-2')).status).toBe(422);
  expect((await appoint('panel-member', 'panel-member', 'team-manager')).status).toBe(403);
  const again = await play.post(`/cases/${reference}/details`, { complainedAbout: ['panel-member-2'] });
  expect(again.status).toBe(200);
  expect((await appoint('panel-member-2', 'panel-member-2')).status).toBe(422);
});

test('a panel reads further documents sent to it, and no others', async () => {
  const { play, reference } = await atThePanel();
  await declare(play, reference, 'panel-chair', { decision: 'sign' });
  await play.document(reference, 'Letter of the grandmother');
  const panelReads = async () =>
    (await seen(play, reference, 'panel-chair')).documents.map(({ title }) => title);
  expect(await panelReads()).toEqual(['Investigation', 'Independent Person']);
  const more = { sentOn: '2026-06-01', papers: 'What the grandmother wrote, to all three.' };
  const send = (panelPapers: string[]) =>
    play.decide(reference, 'stage-3-panel-meeting', 'send-more-papers', { ...more, panelPapers });
  expect((await send(['D9'])).text).toContain('Choose one of: D1, D2, D3, D4');
  expect((await send(['D4'])).status).toBe(200);
  expect(await panelReads()).toEqual(['Investigation', 'Independent Person', 'Letter of the grandmother']);
  expect((await play.get(`/cases/${reference}/documents/D4`, 'panel-chair')).status).toBe(200);
  expect((await play.get(`/cases/${reference}/documents/D3`, 'panel-chair')).status).toBe(404);
  expect((await play.step(reference, 'stage-3-panel-meeting')).status).toBe('open');
});

const PanelSees = {
  contact: false,
  messages: 1,
  letters: ['panel-invitation', 'stage-1-response', 'stage-2-adjudication', 'statement-of-complaint'],
  documents: ['D1', 'D2'],
};
const InvestigatorsSee = {
  contact: true,
  messages: 1,
  letters: [
    'acknowledgement',
    'panel-invitation',
    'stage-1-response',
    'stage-2-adjudication',
    'stage-2-people',
    'stage-2-started',
    'stage-3-acknowledgement',
    'statement-of-complaint',
  ],
  documents: ['D1', 'D2', 'D3'],
};

test.each([
  ['panel-chair', PanelSees],
  ['panel-member', PanelSees],
  ['panel-member-2', PanelSees],
  ['investigating-officer', InvestigatorsSee],
  ['independent-person', InvestigatorsSee],
])('%s sees only the disclosure of their part on every page and route', async (user, sees) => {
  const { play, reference } = await atThePanel();
  await play.post(`/cases/${reference}/details`, {
    complainedAbout: ['team-manager-2'],
    lookedAfter: true,
    category: 'Policy',
  });
  await play.post(`/cases/${reference}/enquiries`, { receivedOn: '2026-06-01' });
  await play.settle();
  await play.sign(reference, user);
  const view = await seen(play, reference, user);
  const text = JSON.stringify(view);
  expect({
    contact: text.includes(complainant) || text.includes(phone),
    messages: view.messages.length,
    letters: view.letters.flatMap(({ to, template }) => (to === 'complainant' ? [template] : [])).toSorted(),
    documents: view.documents.map(({ id }) => id),
  }).toEqual(sees);
  expect(view.letters.filter(({ to }) => to !== 'complainant' && to !== `user:${user}`)).toEqual([]);
  expect(view.steps.filter(({ procedure }) => procedure === 'lgsco')).toEqual([]);
  for (const fact of ['complainedAbout', 'lookedAfter', 'category', 'learning'])
    expect(Object.keys(view.facts)).not.toContain(fact);
  expect(view.events.filter(({ type }) => type === 'facts-recorded')).toEqual([]);
  expect([view.links, view.retention, view.legalHold]).toEqual([[], undefined, undefined]);

  const file = await play.file(reference);
  for (const { id } of file.documents) {
    const answer = await play.get(`/cases/${reference}/documents/${id}`, user);
    expect([id, answer.status]).toEqual([id, sees.documents.includes(id) ? 200 : 404]);
  }
  for (const { key, to, template } of file.letters) {
    const answer = await play.get(`/cases/${reference}/letters/${letterId(reference, key)}`, user);
    const may = to === `user:${user}` || (to === 'complainant' && sees.letters.includes(template));
    expect([key, answer.status]).toEqual([key, may ? 200 : 404]);
  }
  const index = await play.get(`/cases/${reference}/appendices`, user);
  expect(index.text.includes('Legal advice')).toBe(sees.documents.includes('D3'));
  await play.post(`/cases/${reference}/safeguarding`, { reason: 'The child writes that he is hit.' });
  const followed = { kind: 'note', text: 'Ask the school.', followUpOn: '2026-06-05' };
  expect((await play.post(`/cases/${reference}/notes`, followed)).status).toBe(201);
  await play.settle();
  const steps = z.object({ items: z.array(z.object({ task: z.string() })) });
  const listed = steps.parse((await play.get('/tasks', user)).body).items.map(({ task }) => task);
  expect(listed.filter((task) => task.startsWith('lgsco'))).toEqual([]);
  const visitor = browse(play);
  await visitor.signIn(user);
  const listedOnPage = (await visitor.get('/tasks?show=all')).page
    .querySelectorAll('tbody a[href*="/tasks/"]')
    .map((link) => decodeURIComponent(/[^/]*$/.exec(link.getAttribute('href') ?? '')?.[0] ?? ''));
  expect(listedOnPage.toSorted()).toEqual(listed.toSorted());
  expect(listed).not.toEqual(expect.arrayContaining([expect.stringMatching(/^(?:look-now|follow-up)/)]));

  const own = await play.document(reference, 'What I found', user);
  expect((await play.get(`/cases/${reference}/documents/${own}`, user)).status).toBe(200);
  expect((await play.post(`/cases/${reference}/links`, { to: reference, why: 'x' }, { user })).status).toBe(
    403,
  );
});
