import { Hono } from 'hono';
import { londonDate } from '../../domain/time/civil-date.ts';
import { equalityQuestions } from '../../domain/records/equality.ts';
import { quarterOf } from '../../report/period.ts';
import { page, type PageContext, type PageEnv, type PageKit } from '../kit/page-kit.ts';
import { field } from '../kit/posted-form.ts';
import { tooOften } from './limits.ts';

/**
 * Equality monitoring: asked of everybody, answered by whoever wants to, and apart from every case. Nothing of a case
 * comes to this page, and what it keeps is how often an answer was given in a quarter.
 */
export function aboutYouPage(kit: PageKit): Hono<PageEnv> {
  const { deps } = kit;
  const app = new Hono<PageEnv>();
  const form = (c: PageContext, error?: string) =>
    page(
      kit,
      c,
      'about-you.njk',
      {
        title: 'Questions about you',
        questions: equalityQuestions.map(({ id, question, hint, answers }) => ({
          id,
          question,
          hint,
          answers: answers.map((answer) => ({
            value: answer,
            text: answer,
            checked: field(c.var.form, id) === answer,
          })),
        })),
        errors: error === undefined ? [] : [{ text: error, href: `#${equalityQuestions[0]?.id ?? ''}` }],
      },
      error === undefined ? 200 : 422,
    );

  app.get('/about-you', async (c) => {
    await kit.visit(c);
    return form(c);
  });

  app.post('/about-you', async (c) => {
    const quarter = quarterOf(londonDate(deps.clock.now())).from;
    // An answer that was not offered is no answer: only what stands in the list is counted.
    const given = equalityQuestions.flatMap(({ id, characteristic, answers }) => {
      const answer = answers.find((one) => one === field(c.var.form, id));
      return answer === undefined ? [] : [{ quarter, characteristic, answer }];
    });
    if (given.length === 0)
      return form(c, 'Answer at least one question, or leave this page: you do not have to');
    const limited = await tooOften(kit, c, 'about you');
    if (limited) return limited;
    await deps.store.countAnswers(given);
    return c.redirect('/about-you/thank-you', 303);
  });

  app.get('/about-you/thank-you', (c) =>
    page(kit, c, 'message.njk', {
      title: 'Thank you',
      text: 'Your answers have been counted. They are not kept with your name or with anything you wrote to us.',
    }),
  );
  return app;
}
