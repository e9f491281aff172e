import { Hono } from 'hono';
import { may } from '../../domain/people/may.ts';
import type { User } from '../../domain/council/council.ts';
import { personWrittenTo } from '../../domain/people/written-to.ts';
import { mostLettersAtOnce } from '../../operations/letters-to-post.ts';
import {
  allToSendAgain,
  idOfUnsent,
  listUnsentLetters,
  sendUnsentAgain,
  type UnsentLetter,
} from '../../operations/unsent-letters.ts';
import { personName } from '../../words/person-name.ts';
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
import { field } from '../kit/posted-form.ts';
import { moment } from '../kit/render.ts';
import { letterTitle } from './letter-title.ts';

/** "Letters that did not go": over all cases, to send again one by one or all at once. */
export function unsentLettersPage(kit: PageKit): Hono<PageEnv> {
  const { deps } = kit;
  const app = new Hono<PageEnv>();

  app.get('/unsent-letters', async (c) => (sees(kit, c.get('user')) ? show(c) : noPage(kit, c)));

  app.post('/unsent-letters', async (c) => {
    const by = c.get('user');
    if (!sees(kit, by)) return noPage(kit, c);
    const { form } = c.var;
    const text = wordsOf(c).unsent;
    const isAll = field(form, 'do') === 'all';
    const letters = isAll ? await allToSendAgain(deps, by) : [...new Set(form.fields['letter'] ?? [])];
    if (letters.length === 0) return show(c, [isAll ? text.noneToSend : text.selectOne]);
    if (letters.length > mostLettersAtOnce) return show(c, [text.tooMany({ most: mostLettersAtOnce })]);
    const results = await sendUnsentAgain(deps, { letters, by });
    const reasons = results.flatMap((one) => (one.ok ? [] : [refusalInWords(one.refusal, wordsOf(c))]));
    if (reasons.length > 0)
      return show(
        c,
        [...Map.groupBy(reasons, (why) => why)].map(([why, { length }]) =>
          text.notSent({ count: length, why }),
        ),
      );
    await leaveBanner(kit, c, text.done({ count: results.length }));
    return c.redirect('/unsent-letters', 303);
  });

  async function show(c: PageContext, errors: readonly string[] = []) {
    const words = wordsOf(c);
    const cursor = c.req.query('cursor');
    const { items, next, unreadable } = await orFirstPage({ cursor }, (from) =>
      fullPage({ limit: mostLettersAtOnce, ...from }, (at) => listUnsentLetters(deps, c.get('user'), at)),
    );
    const ticked = new Set(c.var.form?.fields['letter'] ?? []);
    return page(
      kit,
      c,
      'unsent-letters.njk',
      {
        title: words.unsent.title,
        unreadable: unreadable?.length,
        errors: errors.map((text) => ({ text, href: '#letters' })),
        rows: items.map((found) => ({ ...rowOf(found, words), ticked: ticked.has(idOfUnsent(found)) })),
        most: mostLettersAtOnce,
        canSend: items.some(({ mayGoAgain }) => mayGoAgain),
        next:
          next === undefined
            ? undefined
            : `/unsent-letters?${new URLSearchParams({ cursor: next }).toString()}`,
      },
      errors.length === 0 ? 200 : 422,
    );
  }

  return app;
}

const sees = ({ deps }: PageKit, user: User): boolean =>
  may(user, { do: 'oversee' }, undefined, deps.council);

function rowOf(found: UnsentLetter, words: Words) {
  const { state, letter, mayGoAgain } = found;
  const text = words.unsent;
  const title = letterTitle(found, letter, words);
  return {
    id: idOfUnsent(found),
    title,
    reference: state.reference,
    name: personName(personWrittenTo(found, letter.to), words),
    why: text.reasons[letter.unsent.why],
    since: text.since({ at: moment(letter.unsent.since) }),
    select: mayGoAgain ? text.select({ letter: title, reference: state.reference }) : undefined,
  };
}

/** So many are counted above the list of tasks. */
const mostCounted = 25;

/** Above the list of tasks: how many letters did not go on cases that a user may see. Undefined if there is none. */
export async function unsentOnTop(kit: PageKit, user: User, { unsent }: Words) {
  if (!sees(kit, user)) return undefined;
  const { items, next } = await listUnsentLetters(kit.deps, user, { limit: mostCounted });
  const [oldest] = items;
  return (
    oldest && {
      text: unsent.waiting({ count: items.length, more: next !== undefined }),
      oldest: unsent.oldest({ at: moment(oldest.letter.unsent.since) }),
    }
  );
}
