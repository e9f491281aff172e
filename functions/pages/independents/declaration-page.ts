import { Hono } from 'hono';
import { caseSeenBy } from '../../domain/people/may-see.ts';
import { openTasks, type Case } from '../../domain/case/case.ts';
import { longDate } from '../../domain/time/civil-date.ts';
import { independenceOf } from '../../domain/people/independence.ts';
import { may } from '../../domain/people/may.ts';
import { findReferences } from '../../domain/case/reference.ts';
import {
  declarationFor,
  declareIndependence,
  type Declaration,
} from '../../operations/declare-independence.ts';
import { meetingWords } from '../kit/meeting-words.ts';
import {
  isIndependent,
  noPage,
  page,
  wordsOf,
  type PageContext,
  type PageEnv,
  type PageKit,
} from '../kit/page-kit.ts';
import { itemsOf } from '../../operations/list-pages.ts';
import { field } from '../kit/posted-form.ts';

/** The pages of independent people: the cases they are appointed to, and the declaration they sign before each. */
export function declarationPages(kit: PageKit): Hono<PageEnv> {
  const { deps } = kit;
  const app = new Hono<PageEnv>();
  const requestOf = (c: PageContext) => ({
    caseId: findReferences(c.req.param('reference') ?? '')[0] ?? '',
    by: c.get('user'),
  });

  app.get('/appointments', async (c) => {
    const user = c.get('user');
    if (!isIndependent(user)) return noPage(kit, c);
    const { independents: words } = wordsOf(c);
    const appointedTo: Case[] = [];
    for await (const state of itemsOf((some) => deps.store.cases({ status: 'open', ...some })))
      if (may(user, { do: 'declare independence' }, state, deps.council)) appointedTo.push(state);
    return page(kit, c, 'appointments.njk', {
      title: words.appointments.title,
      declined: c.req.query('declined') !== undefined,
      rows: appointedTo.map((state) => {
        const independence = independenceOf(user, state);
        const signed = independence?.said === 'signed';
        const seen = caseSeenBy(user, state);
        const mine = openTasks(seen).find(({ assignee }) => assignee === user.id);
        return {
          reference: state.reference,
          part: independence && words.parts[independence.part],
          href: `/cases/${state.reference}`,
          signed,
          due: mine && words.appointments.due({ date: longDate(mine.due) }),
          meeting: signed ? meetingWords(seen) : undefined,
        };
      }),
    });
  });

  function show(
    c: PageContext,
    declaration: Declaration,
    typed: { decision: string; reason: string },
    errors: { text: string; href: string }[] = [],
  ) {
    const { independents: words } = wordsOf(c);
    return page(
      kit,
      c,
      'declaration.njk',
      {
        title: words.declaration.title,
        declaration,
        part: words.parts[declaration.part],
        people: declaration.people.map(({ part, name }) => ({ name, part: words.people[part] })),
        typed,
        errors,
        back: { href: '/appointments', text: words.appointments.title },
      },
      errors.length > 0 ? 422 : 200,
    );
  }

  app.get('/cases/:reference/declaration', async (c) => {
    const declaration = await declarationFor(deps, requestOf(c));
    return declaration ? show(c, declaration, { decision: '', reason: '' }) : noPage(kit, c);
  });

  app.post('/cases/:reference/declaration', async (c) => {
    const declaration = await declarationFor(deps, requestOf(c));
    if (!declaration) return noPage(kit, c);
    const typed = { decision: field(c.var.form, 'decision'), reason: field(c.var.form, 'reason').trim() };
    const { decision, reason } = typed;
    const { declaration: words } = wordsOf(c).independents;
    if (decision !== 'sign' && decision !== 'decline')
      return show(c, declaration, typed, [{ text: words.choose, href: '#decision' }]);
    if (decision === 'decline' && (reason === '' || reason.length > 10_000))
      return show(c, declaration, typed, [
        {
          text: reason === '' ? words.reasonMissing : words.reasonTooLong,
          href: '#reason',
        },
      ]);
    const result = await declareIndependence(deps, {
      ...requestOf(c),
      decision: decision === 'sign' ? { do: 'sign' } : { do: 'decline', reason },
    });
    if (!result.ok) return noPage(kit, c);
    if (decision === 'sign') return c.redirect(`/cases/${declaration.reference}`, 303);
    return c.redirect('/appointments?declined', 303);
  });

  return app;
}
