import { parse, type HTMLElement } from 'node-html-parser';
import { expect, test } from 'vitest';
import { clean } from '../../functions/domain/clean-text.ts';
import { pages } from '../../functions/pages/pages.ts';
import { adminLists } from '../../functions/pages/admin-parts.ts';
import { childrensWay as childrensJourney } from '../../functions/pages/public/childrens-way.ts';
import { giveFeedback } from '../../functions/pages/public/give-feedback.ts';
import type { Journey } from '../../functions/pages/public/journey.ts';
import { steerings } from '../../functions/pages/steerings.ts';
import { procedures, procedureSet } from '../../workflows/procedures/index.ts';
import type { Field } from '../../workflows/procedures/procedure.ts';
import {
  childrensWay,
  complainant,
  openPlay,
  routed,
  stage2Way,
  stage3Way,
  type Play,
  type Turn,
} from '../play.ts';
import { everyForm, forms } from './every-form.ts';
import { browse, type Shown } from './pages/browse.ts';

// Every form that the system has is found through its own data and pages, and every field of it is filled with what
// breaks systems. Then everything that anybody can look at is looked at.

/** One of everything: formula, script, SQL, templates of several kinds, what turns text round or hides in it, NUL. */
const hostile = (token: string) =>
  `="${token}"<script>zqx()</script><img src=x onerror=zqx()>' OR 1=1;-- zq{{7*7}}zq{%if 1%}\${7*7}\u202Efdp\u200B\u2066\0\x07👩‍👧\u{F0000}\uD83D`;
const long = `<b>${'ä <i>'.repeat(20_000)}`;

/** The same for fields that take less, and no braces. */
const short = (token: string) => `="${token}"<script>zqx()</script>`;

type Visitor = ReturnType<typeof browse>;

interface Found {
  /** Answered wrongly, in words. */
  wrong: string[];
  /** Texts that were taken, as they must stand somewhere. */
  taken: Map<string, string>;
  /** The routes whose forms were sent. */
  routes: Set<string>;
}

/** What is wrong with an answer as such: a fault of ours, or something that is more than text. */
function answerFaults({
  at,
  status,
  html,
  headers,
}: Pick<Shown, 'at' | 'status' | 'html' | 'headers'>): string[] {
  const where = `${at} (${status})`;
  const faults = status >= 500 ? [`${where} is a fault`] : [];
  // eslint-disable-next-line no-control-regex
  if (/[\0-\x08\x0B\x0C\x0E-\x1F\u200B\u202E\u2066\u{F0000}]/u.test(html))
    faults.push(`${where} has characters that nobody sees`);
  if (html.includes('zq49zq')) faults.push(`${where} has worked out a template`);
  if (!/html/.test(headers.get('content-type') ?? '')) return faults;
  const page = parse(html);
  const all = page.querySelectorAll('*');
  if (all.some(({ tagName }) => tagName === 'SCRIPT' || tagName === 'IMG' || tagName === 'IFRAME'))
    faults.push(`${where} has an element that was typed`);
  if (
    all.some(({ attributes }) =>
      Object.entries(attributes).some(([name, value]) => /^on/i.test(name) || /^\s*javascript:/i.test(value)),
    )
  )
    faults.push(`${where} has something that would run`);
  return faults;
}

/** A cell of CSV that a spreadsheet would work out. */
const formulas = (csv: string) => csv.match(/(?:^|,|\n)"?[=+@\t\r](?=[^\n])/g) ?? [];

/** What can be typed into: everything but what is chosen, what is hidden and what is a file. */
const isTyped = (input: HTMLElement) =>
  input.tagName === 'TEXTAREA' ||
  (input.tagName === 'INPUT' &&
    !['hidden', 'radio', 'checkbox', 'file', 'submit'].includes(input.getAttribute('type') ?? 'text'));

/** Something that is right in a field in which nothing else would be. */
function rightFor(name: string): string {
  const fitting: [RegExp, string][] = [
    [/\.day$/, '1'],
    [/\.month$/, '7'],
    [/\.year$/, '2026'],
    [/email/i, 'zed@home.example'],
    [/phone/i, '01632 960 001'],
    [/colour/, '#003d5c'],
    [/website/, 'https://www.council.example/complaints'],
    [/^id$/, 'zed.zed'],
    [/^partnerOf$/, ''],
    [/^to$/, 'SC-2026-00001-4'],
  ];
  return fitting.find(([pattern]) => pattern.test(name))?.[1] ?? 'Plain words';
}

interface Sending {
  /** What is typed into a field, of which `now` is what stands in it. */
  values: (name: string, now: string, typed: boolean) => string;
  press?: Record<string, string>;
  picks?: Record<string, string>;
  /** Also what is not typed: hidden fields, and choices that were not offered. */
  forge?: boolean;
}

/** The fields of a form filled in; of what is chosen the first that is offered, or what `picks` says. */
function filled(form: HTMLElement, { values, picks = {}, forge = false, press = {} }: Sending): FormData {
  const data = new FormData();
  const chosen = new Set<string>();
  for (const input of form.querySelectorAll('input, textarea, select')) {
    const name = input.getAttribute('name') ?? '';
    const type = input.getAttribute('type') ?? 'text';
    if (name === '') continue;
    if (type === 'file') {
      const said = values(name, '', true);
      // Each its own: the same paper handed in twice is one.
      data.append(name, new File([`A letter. ${said.slice(0, 150)}`], `${said.slice(0, 150)}.txt`));
    } else if (name === 'website' && form.querySelector('.trap')) {
      data.append(name, '');
    } else if (isTyped(input) || (forge && name !== '_csrf' && type !== 'submit')) {
      data.append(
        name,
        values(
          name,
          input.tagName === 'TEXTAREA' ? input.textContent : (input.getAttribute('value') ?? ''),
          isTyped(input),
        ),
      );
    } else if (input.tagName === 'SELECT') {
      const offered = input.querySelectorAll('option').map((option) => option.getAttribute('value') ?? '');
      data.append(name, picks[name] ?? offered.find((value) => value !== '') ?? '');
    } else if (type === 'radio') {
      if (chosen.has(name)) continue;
      chosen.add(name);
      const inputs = form.querySelectorAll(`input[name="${name}"]`);
      data.append(
        name,
        picks[name] ??
          (inputs.find((one) => one.hasAttribute('checked')) ?? input).getAttribute('value') ??
          '',
      );
    } else if (type === 'checkbox') {
      if (chosen.has(name) && !input.hasAttribute('checked')) continue;
      chosen.add(name);
      data.append(name, picks[name] ?? input.getAttribute('value') ?? '');
    } else data.append(name, input.getAttribute('value') ?? '');
  }
  for (const [name, value] of Object.entries(press)) data.set(name, value);
  return data;
}

const formOn = (shown: Shown, action?: string): HTMLElement | undefined =>
  shown.page
    .querySelectorAll('main form[method=post]')
    .find((form) => action === undefined || new RegExp(action).test(form.getAttribute('action') ?? shown.at));

function post(visitor: Visitor, shown: Shown, form: HTMLElement, data: FormData) {
  return visitor.request(form.getAttribute('action') ?? shown.at, {
    method: 'POST',
    headers: { origin: 'http://127.0.0.1' },
    body: data,
  });
}

/** The fields that a refusal is about; says what is wrong when it names none in words that are there. */
function refusedFields({ page, at, text }: Shown, found: Found): string[] {
  const said = page.querySelectorAll('.govuk-error-summary__list li');
  if (said.length === 0) found.wrong.push(`${at} is refused without a word: ${text.slice(0, 100)}`);
  return said.flatMap((line) => {
    if (line.textContent.trim().split(/\s+/).length < 2)
      found.wrong.push(`${at} is refused with "${line.textContent}"`);
    const id = line.querySelector('a')?.getAttribute('href')?.slice(1);
    if (id === undefined) return [];
    const target = page.querySelector(`[id="${id}"]`);
    if (!target) {
      found.wrong.push(
        `${at}: the sentence "${line.textContent.slice(0, 60)}" leads to #${id}, which is not there`,
      );
      return [];
    }
    const name = target.getAttribute('name');
    if (name !== undefined) return [name];
    return target
      .querySelectorAll('input, textarea, select')
      .map((input) => input.getAttribute('name') ?? '');
  });
}

/** Forms with nothing to type into, and one that is the same as `POST /follow/add`. */
const nothingNew = new Set([
  'POST /follow/late',
  'POST /sign-out',
  'POST /give-feedback/code',
  'POST /give-feedback/clear',
  'POST /children/code',
  'POST /children/clear',
  'POST /follow/leave',
  'POST /cases/:reference/private-link',
  'POST /cases/:reference/letters/:letter/print',
  'POST /mail/:id/release',
  'POST /about-you',
]);

let sent = 0;

interface Attack {
  /** The form, when there are several on the page: what its address ends with. */
  action?: string;
  press?: Record<string, string>;
  picks?: Record<string, string>;
  /** Only once: what is sent twice would be refused for that. */
  once?: boolean;
  /** What is sent is replaced later, as a draft is by its decision. */
  replaced?: boolean;
}

/** Fills in a form until it is taken, in each field what breaks systems first; answers the page that came of it. */
async function attack(
  visitor: Visitor,
  shown: Shown,
  found: Found,
  route: string,
  { action, press = {}, picks = {}, once = false, replaced = false }: Attack = {},
): Promise<Shown> {
  const form = formOn(shown, action);
  if (!form)
    throw new Error(`no form ${action ?? ''} on ${shown.at} (${shown.status}): ${shown.text.slice(0, 200)}`);
  found.routes.add(route);
  const look = (answer: Shown) =>
    void found.wrong.push(...answerFaults(answer).map((fault) => `${route}: ${fault}`));
  if (!once) {
    // What was never offered and what is far too long is looked at, not decided.
    const harmless = press['do'] === 'decide' ? { ...press, do: 'preview' } : press;
    const values = (_: string, __: string, typed: boolean) => (typed ? long : hostile('forged'));
    look(await post(visitor, shown, form, filled(form, { values, forge: true, press: harmless })));
  }
  sent += 1;
  const tokenOf = (name: string) => `q${sent}-${name}`;
  const refused = new Map<string, number>();
  const values = (name: string, now: string) => {
    const times = refused.get(name) ?? 0;
    const bad = times === 0 ? hostile(tokenOf(name)) : times === 1 ? short(tokenOf(name)) : undefined;
    if (bad === undefined) return now === '' ? rightFor(name) : now;
    return now.includes('\n') ? `${now}\n${bad}` : bad;
  };
  for (let round = 0; round < 8; round += 1) {
    let answer = await post(visitor, shown, form, filled(form, { values, press, picks }));
    look(answer);
    const confirm = answer.page.querySelector('button[value=confirm]') ? formOn(answer) : undefined;
    if (confirm) {
      answer = await post(visitor, answer, confirm, filled(confirm, { values, press: { do: 'confirm' } }));
      look(answer);
    }
    if (answer.status !== 422) {
      if (answer.status !== 200)
        found.wrong.push(`${route}: ${answer.at} answers ${answer.status}: ${answer.text.slice(0, 150)}`);
      for (const input of form.querySelectorAll('input, textarea').filter(isTyped)) {
        const name = input.getAttribute('name') ?? '';
        const times = refused.get(name) ?? 0;
        if (times < 2 && name !== 'website' && !replaced)
          found.taken.set(
            clean((times === 0 ? hostile : short)(tokenOf(name)).toWellFormed()).trim(),
            `${route}, ${name}`,
          );
      }
      return answer;
    }
    const names = refusedFields(answer, found).filter((name) => (refused.get(name) ?? 0) < 2);
    // What no other words put right, as somebody who may not be appointed, was refused in a sentence.
    if (names.length === 0) return answer;
    for (const name of names) refused.set(name, (refused.get(name) ?? 0) + 1);
  }
  found.wrong.push(`${route}: ${shown.at} is never taken`);
  return shown;
}

/** The secret of the link in the newest letter to the complainant. */
async function secretIn(play: Play): Promise<string> {
  const letter = (await play.letters()).findLast(({ to }) => to === complainant);
  return /\/follow\/([0-9a-z]{52})\b/.exec(letter?.text ?? '')?.[1] ?? '';
}

/** A journey question by question to the case; answers the questions that were asked. */
async function walk(
  visitor: Visitor,
  journey: Journey,
  found: Found,
  picks: Record<string, string>,
): Promise<string[]> {
  const asked: string[] = [];
  let shown = await visitor.get(`${journey.at}/check`);
  for (;;) {
    const id = shown.at.replace(`${journey.at}/`, '');
    if (id === 'check') break;
    if (asked.includes(id)) throw new Error(`${shown.at} comes again: ${shown.text.slice(0, 300)}`);
    asked.push(id);
    await attack(visitor, shown, found, `POST ${journey.at}/:question`, { picks, press: { do: 'continue' } });
    // What was too long may have been taken where a page takes so much: the questions are asked in their order.
    shown = await visitor.get(`${journey.at}/check`);
    if (!shown.at.endsWith('/check') && asked.includes(shown.at.replace(`${journey.at}/`, '')))
      throw new Error(`${shown.at} is refused: ${shown.text}`);
  }
  const done = await attack(visitor, shown, found, `POST ${journey.at}/send`, {
    action: 'send$',
    once: true,
  });
  expect(done.at).toBe(`${journey.at}/sent`);
  return asked;
}

/** Every page that links lead to, as this user, and every search on them with what breaks systems. */
async function crawl(
  play: Play,
  user: string,
  found: Found,
  seen: Map<string, string>,
  known: Set<string>,
): Promise<void> {
  const visitor = browse(play);
  await visitor.signIn(user);
  const ahead = ['/tasks', '/'];
  const queries = new Map<string, number>();
  const follow = (href: string) => {
    const path = href.replace(/#.*/s, '');
    if (
      !path.startsWith('/') ||
      path.startsWith('/local') ||
      path.endsWith('.pdf') ||
      path.startsWith('/api/') ||
      /\/form-\d+$/.test(path) ||
      known.has(path)
    )
      return;
    // Lists are looked at in a few of their many states.
    const [page = ''] = path.split('?');
    const times = (queries.get(page) ?? 0) + 1;
    queries.set(page, times);
    if (times > 4) return;
    known.add(path);
    ahead.push(path);
  };
  for (let at = ahead.pop(); at !== undefined; at = ahead.pop()) {
    const shown = await visitor.get(at);
    found.wrong.push(...answerFaults(shown).map((fault) => `${user}: ${fault}`));
    const type = shown.headers.get('content-type') ?? '';
    if (/csv/.test(type) && formulas(shown.html).length > 0)
      found.wrong.push(`${at} has a formula: ${formulas(shown.html).join()}`);
    if (!/html/.test(type)) {
      seen.set(`${user} ${at}`, shown.html);
      continue;
    }
    const values = shown.page.querySelectorAll('input').map((input) => input.getAttribute('value') ?? '');
    seen.set(`${user} ${at}`, [shown.page.textContent, ...values].join('\n'));
    const here = new URL(shown.at, 'http://us');
    for (const link of shown.page.querySelectorAll('a[href]')) {
      const href = link.getAttribute('href') ?? '';
      if (!/^[a-z]+:/i.test(href)) {
        const to = new URL(href, here);
        follow(`${to.pathname}${to.search}`);
      }
    }
    for (const form of shown.page
      .querySelectorAll('main form')
      .filter((one) => one.getAttribute('method') !== 'post'))
      for (const value of [hostile('search'), long.slice(0, 3_000)]) {
        const query = new URLSearchParams();
        for (const input of form.querySelectorAll('input, select'))
          query.set(input.getAttribute('name') ?? '', value);
        if (!known.has(`search ${form.getAttribute('action') ?? at}${value.length}`)) {
          known.add(`search ${form.getAttribute('action') ?? at}${value.length}`);
          found.wrong.push(
            ...answerFaults(
              await visitor.get(`${form.getAttribute('action') ?? here.pathname}?${query.toString()}`),
            ),
          );
          // Each by itself, too: what one makes wrong hides the others.
          for (const [name] of query)
            found.wrong.push(
              ...answerFaults(
                await visitor.get(
                  `${form.getAttribute('action') ?? here.pathname}?${new URLSearchParams({ [name]: value }).toString()}`,
                ),
              ),
            );
        }
      }
  }
}

/** Answers of a way with every free text in them hostile, by the types of their fields; JSON takes more than a form. */
function hostileTurn([step, outcome, given = {}, user]: Turn, found: Found): Turn {
  const place = procedures.all.find(({ steps }) => steps[step]?.outcomes[outcome])?.steps[step];
  const form: Record<string, Field> = place?.outcomes[outcome]?.form ?? {};
  sent += 1;
  let n = 0;
  const bad = () => {
    const text = hostile(`j${sent}-${(n += 1)}`);
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

test(
  'whatever is typed comes out as text everywhere, or is refused in words that lead to its field',
  { timeout: 420_000 },
  async () => {
    const found: Found = { wrong: [], taken: new Map(), routes: new Set() };
    const play = await openPlay('2026-06-01T09:00:00Z', {
      procedures: procedureSet([...procedures.all, everyForm]),
    });

    // The public's journeys: each question that they have, in every way of being reached.
    const picks = { kind: 'complaint', relation: 'parent', actsFor: 'child', consentSaid: 'yes' };
    for (const journey of [giveFeedback, childrensJourney]) {
      const questions = journey.questions({ kind: 'complaint' }, play.deps.council);
      const ways = questions.flatMap(
        ({ fields }) => fields.find(({ name }) => name === 'reach')?.options ?? [],
      );
      const asked = new Set<string>();
      for (const { value } of ways)
        for (const id of await walk(browse(play), journey, found, { ...picks, reach: value })) asked.add(id);
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
    const secret = await secretIn(play);

    // Following it by the private link.
    const reader = browse(play);
    const start = await reader.get('/follow');
    await attack(reader, start, found, 'POST /follow', { action: '/follow$' });
    await attack(reader, start, found, 'POST /follow/new-link', { action: 'new-link$' });
    await reader.get(`/follow/${secret}`);
    await attack(reader, await reader.get('/follow/add'), found, 'POST /follow/add');
    await play.toInstant('2026-06-01T12:00:00Z');
    const window = await play.complaintAt('stage-2-window');
    await reader.get(`/follow/${await secretIn(play)}`);
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

    // Everything that steers a case.
    const [closed, other] = [await play.complaint(), await play.complaint()];
    await play.along(closed, [
      ['triage', 'route', routed],
      ['acknowledge', 'withdraw', { reason: 'Settled.' }],
    ]);
    const places: Record<string, string> = {
      reassign: `${all}/steer/reassign/${encodeURIComponent('all#1')}`,
      split: `${all}/steer/split`,
      reopen: `${closed}/steer/reopen`,
      match: `${all}/steer/match/${other}`,
    };
    for (const action of Object.keys(steerings)) {
      const shown = await officer.get(`/cases/${places[action] ?? `${second}/steer/${action}`}`);
      await attack(officer, shown, found, 'POST /cases/:reference/steer/:action/:rest?', {
        picks: { ...elsewhere, decision: action === 'match' ? 'confirm' : 'keep' },
      });
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

    // Somebody declines to sign.
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
      ...adminLists.map(({ id }): [string, string] => [`/admin/lists/${id}`, '/admin/lists/:list']),
    ];
    for (const [path, route] of parts)
      await attack(admin, await admin.get(path), found, `POST ${route === '' ? path : route}`, {
        press: { do: path.includes('letters') ? 'decide' : 'save' },
        picks: { roles: 'quality-checker' },
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
    await play.mail({
      subject: short('held'),
      name: short('held-name'),
      text: hostile('held-text'),
      headers: { 'Auto-Submitted': 'auto-replied' },
    });
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

    // All that anybody can look at.
    const seen = new Map<string, string>();
    // What one may look at is the same page for the next.
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
      if (/[\0\u202E]/.test(text + subject))
        found.wrong.push(`the letter ${subject} has characters that nobody sees`);
    }

    // What was taken stands somewhere, as it was typed.
    const stored: string[] = [JSON.stringify(play.deps.council), ...seen.values()];
    const { items } = await play.deps.store.cases({ limit: 100 });
    for (const { reference } of items)
      stored.push((await play.get(`/cases/${reference}`)).text, JSON.stringify(await play.file(reference)));
    stored.push((await play.get(`/cases/${all}/complainant`)).text);
    const everything = stored.join('\n');
    const kept = (text: string) =>
      everything.includes(text) || everything.includes(JSON.stringify(text).slice(1, -1));
    const notKept = new Set(['POST /follow', 'POST /follow/new-link']);
    const lost = [...found.taken]
      .filter(([text, where]) => !notKept.has(where.split(',')[0] ?? '') && !kept(text))
      .map(([text, where]) => `${where}: ${text}`);

    // Forms that nothing is typed into; and addresses that nobody would write.
    const posts = new Set(
      pages(play.deps, { signIn: '/sign-in', report: () => {} })
        .routes.filter(({ method }) => method === 'POST')
        .map(({ method, path }) => `${method} ${path}`),
    );
    expect([...posts].filter((route) => !found.routes.has(route) && !nothingNew.has(route))).toEqual([]);
    expect(play.faults.map(String)).toEqual([]);
    expect(lost).toEqual([]);
    expect(found.wrong).toEqual([]);
  },
);
