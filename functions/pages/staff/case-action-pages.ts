import { Hono } from 'hono';
import type { ActionPage, ActionPlace, CaseAction } from '../../actions/action.ts';
import { caseActions } from '../../actions/case-actions.ts';
import type { Refusal } from '../../domain/text/refusal.ts';
import { textOf } from '../../domain/case/answer-text.ts';
import { doubtAbout } from '../../domain/text/postal-address.ts';
import { checkForm, fieldOptions } from '../../domain/decisions/forms.ts';
import type { Answers } from '../../domain/case/events.ts';
import { longDate } from '../../domain/time/civil-date.ts';
import { may } from '../../domain/people/may.ts';
import type { User } from '../../domain/council/council.ts';
import { formContext } from '../../operations/decide-step/decide-step.ts';
import { recordOpened } from '../../operations/list-messages.ts';
import type { CaseFile } from '../../ports.ts';
import type { Words } from '../../words/words.ts';
import type { Field } from '../../../workflows/procedures/form-field.ts';
import { formAnswers, typedAnswers } from '../kit/form-answers.ts';
import { errorList, errorsOnPage } from '../kit/form-errors.ts';
import type { Typed } from '../kit/form-groups.ts';
import { formFields } from '../kit/form-page.ts';
import {
  noPage,
  page,
  readableCase,
  wordsOf,
  type PageContext,
  type PageEnv,
  type PageKit,
} from '../kit/page-kit.ts';
import { field, hiddenFields } from '../kit/posted-form.ts';
import { messageOnPage } from './case-messages.ts';
import { performAction } from './perform-action.ts';

type Problems = readonly Refusal[];

/** An action on a case, and its requested page. */
interface ActionOnPage {
  action: CaseAction;
  shown: ActionPage;
  place: ActionPlace;
  form: Record<string, Field>;
  here: string;
}

const pagesByAddress = new Map(
  caseActions.flatMap((action) => action.pages.map((shown) => [shown.at, { action, shown }] as const)),
);

/** The addresses of all pages of actions, without the part that names what an action is about. */
export const actionAddresses: readonly string[] = [...pagesByAddress.keys()];

const isOpenTo = (action: CaseAction, shown: ActionPage, place: ActionPlace): boolean =>
  may(place.by, action.may, place.file.state, place.deps.council) &&
  (action.available?.(place) ?? true) &&
  (shown.available?.(place) ?? true);

/** The actions that a complaints officer can take on a case outside its steps, as links. Empty for other users. */
export function caseActionLinks(
  { deps }: PageKit,
  user: User,
  file: CaseFile,
  words: Words,
): { text: string; href: string }[] {
  if (!may(user, { do: 'act on case' }, file.state, deps.council)) return [];
  const base = `/cases/${file.state.reference}`;
  const place = { deps, file, by: user, about: '' };
  const links = [...pagesByAddress.values()].flatMap(({ action, shown }) => {
    if (shown.links)
      return shown
        .links(place, words)
        .map(({ about, text }) => ({ text, href: addressOf(file, shown, about) }));
    return isOpenTo(action, shown, place)
      ? [{ text: words.actions[shown.words].title, href: addressOf(file, shown, '') }]
      : [];
  });
  return [
    ...links,
    { text: words.actions.links.otherCases, href: `${base}/complainant` },
    { text: words.actions.links.privateLink, href: `${base}/private-link` },
  ];
}

/** The address of the page of an action on a case; `about`: one thing of the case, or ''. */
export const addressOf = ({ state }: CaseFile, { at }: ActionPage, about: string): string =>
  `/cases/${state.reference}/steer/${at}${about === '' ? '' : `/${encodeURIComponent(about)}`}`;

/**
 * Whether what was read of a case is all that a page of an action shows: the message that it is about, and how many more its
 * sender wrote.
 */
function servesPage({ state, messages }: CaseFile, about: string): boolean {
  const [message] = /^M\d+/.exec(about) ?? [];
  return (
    message === undefined ||
    (messages.some(({ id }) => id === message) && (state.furtherMessages ?? []).length === 0)
  );
}

/** Each action on a page of its own: the form, then the answers to check, then the result. */
export function caseActionPages(kit: PageKit): Hono<PageEnv> {
  const { deps } = kit;
  const app = new Hono<PageEnv>();

  async function find(c: PageContext): Promise<ActionOnPage | undefined> {
    const about = c.req.param('about') ?? '';
    const file = await readableCase(kit, c, { recent: (recent) => servesPage(recent, about) });
    const actionPage = pagesByAddress.get(c.req.param('action') ?? '');
    if (!file || !actionPage) return undefined;
    const { action, shown } = actionPage;
    const place = { deps, file, by: c.get('user'), about };
    if (!isOpenTo(action, shown, place)) return undefined;
    const form = shown.form(place, wordsOf(c));
    return { action, shown, place, form, here: addressOf(file, shown, place.about) };
  }

  function show(
    c: PageContext,
    { shown, place, form, here }: ActionOnPage,
    typed: Typed,
    errors: Problems = [],
    status: 200 | 409 | 422 = 200,
  ) {
    const words = wordsOf(c);
    const { reference } = place.file.state;
    const context = formContext(deps, place.file);
    const onPage = errorsOnPage(form, context, typed, errors, words);
    const fields = formFields(form, context, typed, onPage, words);
    return page(
      kit,
      c,
      'case-action.njk',
      {
        title: words.actions[shown.words].title,
        reference,
        lead: words.actions[shown.words].lead,
        message: messageOnPage(kit, place.file, place.about, place.by, words),
        mark: may(place.by, { do: 'mark safeguarding' }, place.file.state, deps.council),
        fields,
        errors: errorList(form, onPage, fields, words),
        action: here,
        back: { href: `/cases/${reference}`, text: words.actions.form.backToCase({ reference }) },
      },
      status,
    );
  }

  app.get('/cases/:reference/steer/:action/:about?', async (c) => {
    const found = await find(c);
    if (!found) return noPage(kit, c);
    const { shown, place, form } = found;
    await recordOpened(deps, place.file, place.by, place.about);
    return show(c, found, typedAnswers(form, formContext(deps, place.file), shown.known?.(place) ?? {}));
  });

  app.post('/cases/:reference/steer/:action/:about?', async (c) => {
    const found = await find(c);
    if (!found) return noPage(kit, c);
    const { action, shown, place, form, here } = found;
    const { actions: words } = wordsOf(c);
    const { _csrf: _, do: __, ...typed } = c.var.form.fields;
    const press = field(c.var.form, 'do');
    if (press === 'change') return show(c, found, typed);
    const context = formContext(deps, place.file);
    const checked = checkForm(form, formAnswers(form, context, typed), context);
    if (!checked.ok) return show(c, found, typed, checked.errors, 422);
    const given = { ...checked.answers, ...shown.complete?.(place, checked.answers) };
    const input = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
    const prepared = action.prepare(input);
    if (!prepared.ok) return show(c, found, typed, prepared.errors, 422);
    const { title, lead, button } = words[shown.words];
    const { reference } = place.file.state;
    if (press !== 'confirm') {
      return page(kit, c, 'case-action-check.njk', {
        title,
        caption: words.form.checkCaption({ reference, title }),
        lead,
        rows: answersInWords(found, checked.answers, wordsOf(c)),
        typed: hiddenFields(typed),
        action: here,
        button,
        back: { href: here, text: words.form.back },
      });
    }
    const outcome = await performAction(kit, c, action, { file: place.file, input, about: place.about });
    if (outcome.ok) return c.redirect(outcome.to, 303);
    if (outcome.kind === 'not found') return noPage(kit, c);
    const errors = outcome.errors ?? [outcome.refusal];
    return show(c, found, typed, errors, outcome.kind === 'invalid' ? 422 : 409);
  });

  return app;
}

/** Answers as the person who gave them reads them back. */
function answersInWords({ form, shown, place }: ActionOnPage, answers: Answers, { terms, post }: Words) {
  const { deps, file } = place;
  const known = shown.known?.(place) ?? {};
  const context = formContext(deps, file);
  return Object.entries(form).flatMap(([name, described]) => {
    const answer = answers[name];
    if (answer === undefined) return [];
    const options = fieldOptions(described, context);
    const texts = [answer].flat().map((one) => {
      if (one === true || one === false) return one ? terms.yes : terms.no;
      const text = typeof one === 'string' ? one : JSON.stringify(one);
      return described.type === 'date'
        ? longDate(text)
        : (options.find(({ value }) => value === text)?.label ?? text);
    });
    const problem =
      described.means === 'partyAddress' && answer !== known[name] ? doubtAbout(textOf(answer)) : undefined;
    return [
      {
        label: described.label,
        text: texts.join('\n'),
        // Pressing the button keeps it.
        warning: problem && post.problems[problem],
      },
    ];
  });
}
