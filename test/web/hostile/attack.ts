import type { HTMLElement } from 'node-html-parser';
import { clean } from '../../../functions/domain/text/clean-text.ts';
import type { browse, Shown } from '../pages/browse.ts';
import { everyForm } from '../../sample.ts';
import { answerFaults, hostile, long, short, type Found } from './texts.ts';

export type Visitor = ReturnType<typeof browse>;

/** Fields for typing: all except choices, hidden fields and files. */
const isTyped = (input: HTMLElement) =>
  input.tagName === 'TEXTAREA' ||
  (input.tagName === 'INPUT' &&
    !['hidden', 'radio', 'checkbox', 'file', 'submit'].includes(input.getAttribute('type') ?? 'text'));

/** Something that is right in a field in which nothing else would be. */
function rightFor(name: string): string {
  const fitting: [RegExp, string][] = [
    [/\.day$/, '1'],
    // The day on which a letter was posted or reached is over.
    [/^on\.month$/, '6'],
    [/\.month$/, '7'],
    [/\.year$/, '2026'],
    [/^days$/, '1'],
    [/email/i, 'zed@home.example'],
    [/phone/i, '01632 960 001'],
    [/colour/, '#003d5c'],
    [/website/, 'https://www.council.example/complaints'],
    [/^id$/, 'zed.zed'],
    [/^partnerOf$/, ''],
    [/^(to|case|into)$/, 'SC-2026-00001-4'],
  ];
  return fitting.find(([pattern]) => pattern.test(name))?.[1] ?? 'Plain words';
}

interface Sending {
  /** The text to type into a field. `now` is its current text. */
  values: (name: string, now: string, typed: boolean) => string;
  press?: Record<string, string>;
  picks?: Record<string, string>;
  /** Also what is not typed: hidden fields, and choices that were not offered. */
  forge?: boolean;
}

/** The fields of a form filled in as `picks` says; otherwise of what is chosen the first that is offered. */
export function filled(
  form: HTMLElement,
  { values, picks = {}, forge = false, press = {} }: Sending,
): FormData {
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
        (isTyped(input) ? picks[name] : undefined) ??
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

export const formOn = (shown: Shown, action?: string, field?: string): HTMLElement | undefined =>
  shown.page
    .querySelectorAll('main form[method=post]')
    .find(
      (form) =>
        (action === undefined || new RegExp(action).test(form.getAttribute('action') ?? shown.at)) &&
        (field === undefined || form.querySelector(`[name="${field}"]`)),
    );

export function post(visitor: Visitor, shown: Shown, form: HTMLElement, data: FormData) {
  // A form that uploads a file has buttons of ours beside its own.
  const pressed = data.get('do');
  const ours =
    typeof pressed === 'string' ? form.querySelector(`button[name=do][value="${pressed}"]`) : undefined;
  return visitor.request(ours?.getAttribute('formaction') ?? form.getAttribute('action') ?? shown.at, {
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
    // The sentence about a date leads to the first of its three fields, and is about all of them.
    const date = name?.replace(/\.(?:day|month|year)$/, '');
    if (date !== name) return [`${date}.day`, `${date}.month`, `${date}.year`];
    if (name !== undefined) return [name];
    return target
      .querySelectorAll('input, textarea, select')
      .map((input) => input.getAttribute('name') ?? '');
  });
}

let sent = 0;

interface Attack {
  /** The form, when there are several on the page: what its address ends with. */
  action?: string;
  /** The form with this field, when several on the page have one address. */
  field?: string;
  press?: Record<string, string>;
  picks?: Record<string, string>;
  /** Only once: what is sent twice would be refused for that. */
  once?: boolean;
  /** Sent texts may be replaced later, as a draft is by its decision. */
  replaced?: boolean;
}

/** Fills in a form until it is taken, in each field what breaks systems first; answers the page that came of it. */
export async function attack(
  visitor: Visitor,
  shown: Shown,
  found: Found,
  route: string,
  { action, field, press = {}, picks = {}, once = false, replaced = false }: Attack = {},
): Promise<Shown> {
  const form = formOn(shown, action, field);
  if (!form)
    throw new Error(
      `no form ${action ?? field ?? ''} on ${shown.at} (${shown.status}): ${shown.text.slice(0, 200)}`,
    );
  found.routes.add(route);
  const look = (answer: Shown) =>
    void found.wrong.push(...answerFaults(answer).map((fault) => `${route}: ${fault}`));
  sent += 1;
  if (!once && sent % everyForm === 0) {
    // Answers that were never offered or are far too long are only looked at, not decided.
    const harmless = press['do'] === 'decide' ? { ...press, do: 'preview' } : press;
    const values = (_: string, __: string, typed: boolean) => (typed ? long : hostile('forged'));
    look(await post(visitor, shown, form, filled(form, { values, forge: true, press: harmless })));
  }
  const tokenOf = (name: string) => `q${sent}-${name}`;
  const refused = new Map<string, number>();
  const values = (name: string, now: string) => {
    const times = refused.get(name) ?? 0;
    const bad = times === 0 ? hostile(tokenOf(name)) : times === 1 ? short(tokenOf(name)) : undefined;
    if (bad === undefined) return now === '' ? rightFor(name) : now;
    return now.includes('\n') ? `${now}\n${bad}` : bad;
  };
  for (let round = 0; round < 8; round += 1) {
    const data = filled(form, { values, press, picks });
    let answer = await post(visitor, shown, form, data);
    look(answer);
    // What only looks wrong can be kept.
    const keep = answer.page.querySelector('input[name=keepAddress]')?.getAttribute('value');
    if (answer.status === 422 && keep !== undefined) {
      data.set('keepAddress', keep);
      answer = await post(visitor, shown, form, data);
      look(answer);
    }
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
        if (times < 2 && name !== 'website' && !replaced && picks[name] === undefined)
          found.taken.set(
            clean((times === 0 ? hostile : short)(tokenOf(name)).toWellFormed()).trim(),
            `${route}, ${name}`,
          );
      }
      return answer;
    }
    const names = refusedFields(answer, found).filter((name) => (refused.get(name) ?? 0) < 2);
    // A refusal that no other text can avoid, such as a person who may not be appointed, must be a sentence.
    if (names.length === 0) return answer;
    for (const name of names) refused.set(name, (refused.get(name) ?? 0) + 1);
  }
  found.wrong.push(`${route}: ${shown.at} is never taken`);
  return shown;
}
