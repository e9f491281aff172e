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
import { possibleSteerings, steerings, type Steered, type Steering } from './case-actions.ts';

type Problems = readonly { field: string; message: string }[];

/** What a complaints officer can do to a case outside its steps, as links; nothing for others. */
export function steeringLinks(kit: PageKit, user: User, file: CaseFile): { text: string; href: string }[] {
  return may(user, { do: 'steer case' }, file.state, kit.deps.council)
    ? possibleSteerings({ deps: kit.deps, file, by: user })
    : [];
}

/** Each action on a page of its own: the form, then what was entered to be confirmed, then it is done. */
export function steerPages(kit: PageKit): Hono<PageEnv> {
  const { deps } = kit;
  const app = new Hono<PageEnv>();

  async function place(
    c: PageContext,
  ): Promise<{ at: Steered; steering: Steering; form: Record<string, Field>; here: string } | undefined> {
    const file = await readableCase(kit, c);
    const by = c.get('user');
    if (!file || !may(by, { do: 'steer case' }, file.state, deps.council)) return undefined;
    const action = c.req.param('action') ?? '';
    const steering = Object.hasOwn(steerings, action) ? steerings[action] : undefined;
    const rest = c.req.param('rest') ?? '';
    const at = { deps, file, by, rest };
    const form = steering?.form(at);
    const here = `/cases/${file.state.reference}/steer/${action}${rest === '' ? '' : `/${encodeURIComponent(rest)}`}`;
    return steering && form && { at, steering, form, here };
  }

  function show(
    c: PageContext,
    { at, steering, form, here }: NonNullable<Awaited<ReturnType<typeof place>>>,
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
        title: steering.title,
        reference: at.file.state.reference,
        lead: steering.lead,
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
    const { at, steering, form } = found;
    return show(c, found, typedAnswers(form, formContext(deps, at.file), steering.known?.(at) ?? {}));
  });

  app.post('/cases/:reference/steer/:action/:rest?', async (c) => {
    const found = await place(c);
    if (!found) return noPage(kit, c);
    const { at, steering, form, here } = found;
    const { _csrf: _, do: __, ...typed } = c.var.form.fields;
    const press = field(c.var.form, 'do');
    if (press === 'change') return show(c, found, typed);
    const context = formContext(deps, at.file);
    const checked = checkForm(form, formAnswers(form, context, typed), context);
    if (!checked.ok) return show(c, found, typed, checked.errors, 422);
    if (press !== 'confirm') {
      return page(kit, c, 'steer-confirm.njk', {
        title: steering.title,
        reference: at.file.state.reference,
        lead: steering.lead,
        rows: inWords(form, checked.answers, found.at, kit),
        typed: Object.entries(typed).flatMap(([name, values]) => values.map((value) => ({ name, value }))),
        action: here,
        button: steering.button,
        back: { href: here, text: 'Back' },
      });
    }
    const result = await steering.perform(at, checked.answers);
    if (result.ok) return c.redirect(result.to ?? `/cases/${at.file.state.reference}`, 303);
    if (result.code === 'not found') return noPage(kit, c);
    const errors = result.errors ?? [{ field: '', message: result.reason }];
    return show(c, found, typed, errors, result.code === 'invalid' ? 422 : 409);
  });

  return app;
}

/** Answers as they are read back to who gave them. */
function inWords(form: Record<string, Field>, answers: Answers, { file }: Steered, { deps }: PageKit) {
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
