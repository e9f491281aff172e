import { Hono } from 'hono';
import { checkForm, fieldOptions } from '../../domain/decisions/forms.ts';
import type { Answers } from '../../domain/case/events.ts';
import { longDate } from '../../domain/time/civil-date.ts';
import { may } from '../../domain/people/may.ts';
import type { User } from '../../domain/council/council.ts';
import { formContext } from '../../operations/decide-step/decide-step.ts';
import type { CaseFile } from '../../ports.ts';
import type { Field } from '../../../workflows/procedures/procedure.ts';
import {
  errorList,
  errorsOnPage,
  formAnswers,
  formFields,
  typedAnswers,
  type Typed,
} from '../kit/form-page.ts';
import { noPage, page, readableCase, type PageContext, type PageEnv, type PageKit } from '../kit/page-kit.ts';
import { field } from '../kit/posted-form.ts';
import { possibleCaseActions, caseActions, type CaseActionResult, type CaseAction } from './case-actions.ts';

type Problems = readonly { field: string; message: string }[];

/** What a complaints officer can do to a case outside its steps, as links; nothing for others. */
export function caseActionLinks(kit: PageKit, user: User, file: CaseFile): { text: string; href: string }[] {
  return may(user, { do: 'act on case' }, file.state, kit.deps.council)
    ? possibleCaseActions({ deps: kit.deps, file, by: user })
    : [];
}

/** Each action on a page of its own: the form, then what was entered to be confirmed, then it is done. */
export function caseActionPages(kit: PageKit): Hono<PageEnv> {
  const { deps } = kit;
  const app = new Hono<PageEnv>();

  async function place(
    c: PageContext,
  ): Promise<
    { at: CaseActionResult; caseAction: CaseAction; form: Record<string, Field>; here: string } | undefined
  > {
    const file = await readableCase(kit, c);
    const by = c.get('user');
    if (!file || !may(by, { do: 'act on case' }, file.state, deps.council)) return undefined;
    const action = c.req.param('action') ?? '';
    const caseAction = Object.hasOwn(caseActions, action) ? caseActions[action] : undefined;
    const rest = c.req.param('rest') ?? '';
    const at = { deps, file, by, rest };
    const form = caseAction?.form(at);
    const here = `/cases/${file.state.reference}/steer/${action}${rest === '' ? '' : `/${encodeURIComponent(rest)}`}`;
    return caseAction && form && { at, caseAction, form, here };
  }

  function show(
    c: PageContext,
    { at, caseAction, form, here }: NonNullable<Awaited<ReturnType<typeof place>>>,
    typed: Typed,
    errors: Problems = [],
    status: 200 | 409 | 422 = 200,
  ) {
    const context = formContext(deps, at.file);
    const onPage = errorsOnPage(form, context, typed, errors);
    const fields = formFields(form, context, typed, onPage);
    return page(
      kit,
      c,
      'steer.njk',
      {
        title: caseAction.title,
        reference: at.file.state.reference,
        lead: caseAction.lead,
        fields,
        errors: errorList(form, onPage, fields),
        action: here,
        button: 'Continue',
        back: { href: `/cases/${at.file.state.reference}`, text: `Case ${at.file.state.reference}` },
      },
      status,
    );
  }

  app.get('/cases/:reference/steer/:action/:rest?', async (c) => {
    const found = await place(c);
    if (!found) return noPage(kit, c);
    const { at, caseAction, form } = found;
    return show(c, found, typedAnswers(form, formContext(deps, at.file), caseAction.known?.(at) ?? {}));
  });

  app.post('/cases/:reference/steer/:action/:rest?', async (c) => {
    const found = await place(c);
    if (!found) return noPage(kit, c);
    const { at, caseAction, form, here } = found;
    const { _csrf: _, do: __, ...typed } = c.var.form.fields;
    const press = field(c.var.form, 'do');
    if (press === 'change') return show(c, found, typed);
    const context = formContext(deps, at.file);
    const checked = checkForm(form, formAnswers(form, context, typed), context);
    if (!checked.ok) return show(c, found, typed, checked.errors, 422);
    if (press !== 'confirm') {
      return page(kit, c, 'steer-confirm.njk', {
        title: caseAction.title,
        reference: at.file.state.reference,
        lead: caseAction.lead,
        rows: inWords(form, checked.answers, found.at, kit),
        typed: Object.entries(typed).flatMap(([name, values]) => values.map((value) => ({ name, value }))),
        action: here,
        button: caseAction.button,
        back: { href: here, text: 'Back' },
      });
    }
    const result = await caseAction.perform(at, checked.answers);
    if (result.ok) return c.redirect(result.to ?? `/cases/${at.file.state.reference}`, 303);
    if (result.code === 'not found') return noPage(kit, c);
    const errors = result.errors ?? [{ field: '', message: result.reason }];
    return show(c, found, typed, errors, result.code === 'invalid' ? 422 : 409);
  });

  return app;
}

/** Answers as they are read back to who gave them. */
function inWords(
  form: Record<string, Field>,
  answers: Answers,
  { file }: CaseActionResult,
  { deps }: PageKit,
) {
  const context = formContext(deps, file);
  return Object.entries(form).flatMap(([name, described]) => {
    const answer = answers[name];
    if (answer === undefined) return [];
    const options = fieldOptions(described, context);
    const words = [answer].flat().map((one) => {
      if (one === true || one === false) return one ? 'Yes' : 'No';
      const text = typeof one === 'string' ? one : JSON.stringify(one);
      return described.type === 'date'
        ? longDate(text)
        : (options.find(({ value }) => value === text)?.label ?? text);
    });
    return [{ label: described.label, text: words.join('\n') }];
  });
}
