import { Hono } from 'hono';
import { CivilDate, longDate, londonDate } from '../../domain/time/civil-date.ts';
import { may } from '../../domain/people/may.ts';
import {
  idOfLetterToPost,
  listLettersToPost,
  markPosted,
  mostLettersAtOnce,
  printLetters,
  windowLines,
  type LetterToPost,
} from '../../operations/letters-to-post.ts';
import { refusalInWords } from '../../words/refusal-in-words.ts';
import type { Words } from '../../words/words.ts';
import { leaveBanner } from '../kit/banner.ts';
import {
  fullPage,
  noPage,
  orFirstPage,
  page,
  wordsOf,
  type PageContext,
  type PageEnv,
  type PageKit,
} from '../kit/page-kit.ts';
import { dateAnswer, field, typedDate } from '../kit/posted-form.ts';
import { moment } from '../kit/render.ts';
import { letterTitle } from './letter-title.ts';

/** "Letters to post": the letters on paper that wait, to print in one go and to mark as posted. */
export function lettersToPostPage(kit: PageKit): Hono<PageEnv> {
  const { deps } = kit;
  const app = new Hono<PageEnv>();
  const allowed = (c: PageContext) => may(c.get('user'), { do: 'see held mail' }, undefined, deps.council);

  app.get('/letters-to-post', async (c) => (allowed(c) ? show(c) : noPage(kit, c)));

  app.post('/letters-to-post', async (c) => {
    if (!allowed(c)) return noPage(kit, c);
    const { form } = c.var;
    const words = wordsOf(c);
    const letters = [...new Set(form.fields['letter'] ?? [])];
    const by = c.get('user');
    if (letters.length === 0) return show(c, [{ text: words.post.selectOne, href: '#letters' }]);
    if (letters.length > mostLettersAtOnce)
      return show(c, [{ text: words.post.tooMany({ most: mostLettersAtOnce }), href: '#letters' }]);
    if (field(form, 'do') === 'posted') {
      const on = dateAnswer('on', form.fields);
      if (on !== undefined && !CivilDate.safeParse(on).success)
        return show(c, [
          { text: refusalInWords({ code: 'not-a-date', params: {} }, words), href: '#on-day' },
        ]);
      return posted(c, letters, on);
    }
    const { html, results } = await printLetters(deps, { letters, by, title: words.post.title });
    if (!results.some(({ ok }) => ok))
      return show(c, [{ text: words.post.nothingToPrint, href: '#letters' }]);
    return c.html(html, 200, {
      'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; sandbox allow-modals",
    });
  });

  async function posted(c: PageContext, letters: readonly string[], on: CivilDate | undefined) {
    const results = await markPosted(deps, { letters, on, by: c.get('user') });
    const words = wordsOf(c);
    const failed = results.flatMap((one) => (one.ok ? [] : [refusalInWords(one.refusal, words)]));
    if (failed.length > 0)
      return show(
        c,
        [...new Set(failed)].map((text) => ({ text, href: '#letters' })),
      );
    await leaveBanner(kit, c, words.post.done({ count: results.length }));
    return c.redirect('/letters-to-post', 303);
  }

  async function show(c: PageContext, errors: { text: string; href: string }[] = []) {
    const words = wordsOf(c);
    const cursor = c.req.query('cursor');
    const { items, next, unreadable } = await orFirstPage({ cursor }, (from) =>
      fullPage({ limit: mostLettersAtOnce, ...from }, (at) => listLettersToPost(deps, c.get('user'), {}, at)),
    );
    const ticked = errors.length === 0 ? undefined : new Set(c.var.form.fields['letter'] ?? []);
    return page(
      kit,
      c,
      'letters-to-post.njk',
      {
        title: words.post.title,
        unreadable: unreadable?.length,
        errors,
        rows: items.map((found) => rowOf(found, words, londonDate(deps.clock.now()), ticked)),
        on: { name: 'on', ...typedDate('on', c.var.form?.fields ?? {}) },
        next:
          next === undefined
            ? undefined
            : `/letters-to-post?${new URLSearchParams({ cursor: next }).toString()}`,
      },
      errors.length === 0 ? 200 : 422,
    );
  }

  return app;
}

function rowOf(found: LetterToPost, words: Words, today: CivilDate, ticked: ReadonlySet<string> | undefined) {
  const { file, row, task, person, address, enclosures } = found;
  const text = words.post;
  const id = idOfLetterToPost(found);
  const base = `/cases/${file.state.reference}`;
  const name = person?.name ?? person?.organisation;
  const { format } = person ?? {};
  const title = letterTitle(file, row, words);
  return {
    id,
    title,
    href: `${base}/letters/${id}`,
    reference: file.state.reference,
    lines: windowLines(found),
    problem: address.problem && text.problems[address.problem],
    contact: `${base}/tasks/${encodeURIComponent(task.key)}`,
    select: text.select({ letter: title, name: name ?? text.noName }),
    ticked: address.problem === undefined && (ticked === undefined || ticked.has(id)),
    enclose:
      enclosures.length === 0
        ? undefined
        : text.enclose({ titles: enclosures.map((one) => one.title).join(', ') }),
    format: format === undefined ? undefined : text.format({ format: words.parties.formats[format] }),
    printed: row.printedAt === undefined ? undefined : text.printed({ at: moment(row.printedAt) }),
    due: longDate(task.due),
    late: task.due < today ? text.overdue : undefined,
  };
}
