import { Hono } from 'hono';
import { londonDate } from '../../domain/time/civil-date.ts';
import { equalityQuestions } from '../../domain/records/equality.ts';
import { quarterOf } from '../../report/period.ts';
import { page, wordsOf, type PageContext, type PageEnv, type PageKit } from '../kit/page-kit.ts';
import { field } from '../kit/posted-form.ts';
import { refuseIfTooOften } from './rate-limits.ts';

/**
 * Equality monitoring: everyone is asked, no one has to answer. This page knows nothing about any case, and stores only
 * how often each answer was given in a quarter.
 */
export function aboutYouPage(kit: PageKit): Hono<PageEnv> {
  const { deps } = kit;
  const app = new Hono<PageEnv>();
  const showForm = (c: PageContext, error?: string) => {
    const words = wordsOf(c).public.aboutYou;
    return page(
      kit,
      c,
      'about-you.njk',
      {
        title: words.title,
        questions: equalityQuestions.map(({ id, answers }) => ({
          id,
          ...words.questions[id],
          answers: answers.map((answer) => ({
            value: answer,
            text: words.answers[answer],
            checked: field(c.var.form, id) === answer,
          })),
        })),
        errors: error === undefined ? [] : [{ text: error, href: `#${equalityQuestions[0].id}` }],
      },
      error === undefined ? 200 : 422,
    );
  };

  app.get('/about-you', async (c) => {
    await kit.visit(c);
    return showForm(c);
  });

  app.post('/about-you', async (c) => {
    const quarter = quarterOf(londonDate(deps.clock.now())).from;
    // Only answers that were offered are counted; anything else that was sent is ignored.
    const given = equalityQuestions.flatMap(({ id, characteristic, answers }) => {
      const answer = answers.find((one) => one === field(c.var.form, id));
      return answer === undefined ? [] : [{ quarter, characteristic, answer }];
    });
    if (given.length === 0) return showForm(c, wordsOf(c).public.aboutYou.answerOne);
    const limited = await refuseIfTooOften(kit, c, 'about you');
    if (limited) return limited;
    await deps.store.countAnswers(given);
    return c.redirect('/about-you/thank-you', 303);
  });

  app.get('/about-you/thank-you', (c) =>
    page(kit, c, 'message.njk', {
      title: wordsOf(c).public.aboutYou.thankYou,
      text: wordsOf(c).public.aboutYou.thankYouText,
    }),
  );
  return app;
}
