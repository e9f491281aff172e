import { expect, test } from 'vitest';
import { letterId } from '../../functions/dependencies.ts';
import { browse } from '../web/pages/browse.ts';
import { childrensWay, complainant, openPlay, stage2Way, type Play } from '../play.ts';

const dana = 'dana.price@home.example';
const limit = (play: Play, reference: string, item: string, children: string[]) =>
  play.post(`/cases/${reference}/child-limits`, { item, children, reason: 'It is about one of them.' });
const idOf = (text: string): string => /"party":"(P\d+)"/.exec(text)?.[1] ?? '';

/** A complaint at stage 2 about Ali, by Sam, and Ben, by Dana, with a school report of each. */
async function twoBrothers() {
  const play = await openPlay('2026-06-01T09:00:00Z');
  const reference = await play.complaintAt('stage-2', {}, [...childrensWay, ...stage2Way]);
  const add = async (body: object) => {
    const answer = await play.post(`/cases/${reference}/parties`, body);
    expect(answer.status).toBe(201);
    await play.settle();
    return idOf(answer.text);
  };
  const ali = await add({ name: 'Ali Carter', roles: ['child'] });
  const ben = await add({ name: 'Ben Price', roles: ['child'] });
  const mother = await add({ name: 'Dana Price', email: dana, roles: ['complainant'], children: [ben] });
  const tells = { what: 'summary', value: 'No one called about Ali.', reason: 'She said so.' };
  await play.post(`/cases/${reference}/corrections`, tells);
  await play.request('PATCH', `/api/v1/cases/${reference}/parties/P1`, {
    body: { children: [ali], reason: 'Her son is Ali.' },
  });
  const ofAli = await play.document(reference, 'Report on Ali');
  const ofBen = await play.document(reference, 'Report on Ben');
  expect((await limit(play, reference, ofAli, [ali])).status).toBe(200);
  expect((await limit(play, reference, ofBen, [ben])).status).toBe(200);
  await play.settle();
  return { play, reference, ali, ben, mother, ofAli, ofBen };
}

test('of papers limited to two brothers each mother gets and reads those about her son, the investigator what he looks into', async () => {
  const { play, reference, ali, ben, ofAli, ofBen, mother } = await twoBrothers();
  const written = await play.post(`/cases/${reference}/letters`, {
    to: 'complainant',
    subject: 'the reports of the schools',
    text: 'Here are the reports.',
    documents: [ofAli, ofBen],
  });
  expect(written.status).toBe(200);
  await play.settle();
  const file = await play.file(reference);
  const rows = file.letters.filter(({ template }) => template === 'officer-letter');
  const stored = async (to: string) => {
    const row = rows.find((one) => one.to === to);
    return new TextDecoder().decode(await play.deps.files.get(row?.file ?? ''));
  };
  const names = (raw: string) => [...raw.matchAll(/filename="?(Report on \w+)/g)].map(([, name]) => name);
  expect(names(await stored('complainant'))).toEqual(['Report on Ali']);
  expect(names(await stored(`party:${mother}`))).toEqual(['Report on Ben']);
  const sent = await play.letters();
  for (const address of [complainant, dana])
    expect(sent.findLast(({ to }) => to === address)?.text).toContain(
      'We have not sent you one or more of the papers that go with this letter, because they are about someone else.',
    );

  // Each reads the letter behind her own link.
  const linkOf = (address: string) =>
    /\/follow\/[0-9a-z]{52}\b/.exec(sent.findLast(({ to }) => to === address)?.text ?? '')?.[0] ?? '';
  const id = letterId(reference, rows.find(({ to }) => to === 'complainant')?.key ?? '');
  for (const [address, theirs, others] of [
    [complainant, ofAli, ofBen],
    [dana, ofBen, ofAli],
  ] as const) {
    const parent = browse(play);
    await parent.get(linkOf(address));
    const shown = await parent.get(`/follow/letters/${id}`);
    expect(shown.text).toContain(theirs === ofAli ? 'Report on Ali' : 'Report on Ben');
    expect(shown.text).not.toContain(theirs === ofAli ? 'Report on Ben' : 'Report on Ali');
    expect((await parent.get(`/follow/letters/${id}/${theirs}`)).status).toBe(200);
    expect((await parent.get(`/follow/letters/${id}/${others}`)).status).toBe(404);
  }

  // The complaint that the investigating officer looks into names Ali only.
  const investigator = 'investigating-officer';
  await play.sign(reference, investigator);
  const seen = await play.get(`/cases/${reference}`, investigator);
  expect(seen.text).toContain('Report on Ali');
  expect(seen.text).not.toMatch(/Report on Ben|Ben Price|childLimits/);
  expect((await play.get(`/cases/${reference}/documents/${ofBen}`, investigator)).status).toBe(404);
  const letter = await play.get(`/cases/${reference}/letters/${id}`, investigator);
  expect(letter.text).toContain('Here are the reports.');
  expect(letter.text).not.toContain('Report on Ben');
  const appendices = await play.get(`/cases/${reference}/appendices`, investigator);
  expect(appendices.text).not.toContain('Report on Ben');

  // The officer sees everything, with whom it is about, and can list what goes out for one of the mothers.
  const view = await play.view(reference);
  expect(view.childLimits).toEqual([
    { item: ofAli, children: [ali] },
    { item: ofBen, children: [ben] },
  ]);
  const forDana = await play.get(`/cases/${reference}/appendices?party=${mother}`);
  expect(forDana.text).toContain('Report on Ben');
  expect(forDana.text).not.toContain('Report on Ali');
  const officer = browse(play);
  await officer.signIn('complaints-officer');
  const page = (await officer.get(`/cases/${reference}`)).text;
  expect(page).toContain('Only about Ben Price');
  expect(page).toContain('Not shown to Sam Carter');
  expect(page).toContain('May see papers about Ben Price');
});

test('a message and one attachment are limited, a wrong limit is refused, and a lifted one is open again', async () => {
  const { play, reference, ben } = await twoBrothers();
  await play.mail({
    subject: `Re: ${reference}`,
    text: 'Two letters of the schools.',
    attachments: [
      { filename: 'ali.txt', content: 'Ali.' },
      { filename: 'ben.txt', content: 'Ben.' },
    ],
  });
  const investigator = 'investigating-officer';
  await play.sign(reference, investigator);
  const seen = async () => (await play.get(`/cases/${reference}`, investigator)).text;
  const sent = (await play.view(reference)).messages.at(-1)?.id ?? '';
  expect((await limit(play, reference, `${sent}-2`, [ben])).status).toBe(200);
  expect(await seen()).toContain('ali.txt');
  expect(await seen()).not.toContain('ben.txt');
  expect((await limit(play, reference, sent, [ben])).status).toBe(200);
  expect(await seen()).not.toMatch(/Two letters|ali\.txt/);
  expect((await limit(play, reference, sent, [])).status).toBe(200);
  expect((await limit(play, reference, `${sent}-2`, [])).status).toBe(200);
  expect(await seen()).toContain('ben.txt');
  for (const [item, children, field] of [
    ['D99', [ben], 'item'],
    [`${sent}-3`, [ben], 'item'],
    ['D1', ['P1'], 'children'],
  ] as const) {
    const refused = await limit(play, reference, item, [...children]);
    expect([refused.status, refused.text]).toEqual([422, expect.stringContaining(`"field":"${field}"`)]);
  }
  // The page asks which children, with what is recorded now, and saves it.
  const officer = browse(play);
  await officer.signIn('complaints-officer');
  const form = `/cases/${reference}/steer/child-limit/D2`;
  expect((await officer.get(form)).text).toContain('Children it is about');
  const { version } = (await play.file(reference)).state;
  expect(await limit(play, reference, 'D2', [ben])).toMatchObject({ status: 200 });
  expect((await play.file(reference)).state.version).toBe(version);
});
