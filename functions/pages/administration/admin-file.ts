import { Hono } from 'hono';
import {
  changeCouncil,
  councilTag,
  tryCouncil,
  type CouncilResult,
} from '../../operations/change-council.ts';
import { cleanJson } from '../../domain/text/clean-text.ts';
import type { Council } from '../../domain/council/council.ts';
import { councilProblemInWords, type CouncilProblem } from '../../domain/council/council-problem.ts';
import type { Difference } from '../../domain/council/council-change.ts';
import { differenceInWords } from './difference-in-words.ts';
import {
  nameOf,
  noPage,
  page,
  wordsOf,
  type PageContext,
  type PageEnv,
  type PageKit,
} from '../kit/page-kit.ts';
import { field } from '../kit/posted-form.ts';
import { moment } from '../kit/render.ts';

const wholeCouncil = (council: Council) => council;

/** Exports the council as one file, and imports one that has no mistakes. */
export function adminFile(kit: PageKit): Hono<PageEnv> {
  const { deps } = kit;
  const app = new Hono<PageEnv>();
  app.get('/admin/file', (c) => show(c, {}));
  app.get('/admin/file/council.json', (c) => {
    c.header('content-disposition', 'attachment; filename="council.json"');
    return c.json(deps.council);
  });
  app.post('/admin/file', async (c) => {
    const { form } = c.var;
    const file = form.files['file'];
    if (!file) return show(c, { unreadable: wordsOf(c).administration.file.choose });
    const read = readJson(await file.text());
    if (!read.ok) return show(c, { unreadable: wordsOf(c).administration.file.notJson });
    const tried = await tryCouncil(deps, read.value);
    if (field(form, 'do') !== 'replace')
      return show(c, tried.ok ? { would: tried.differences } : { problems: tried.problems });
    const result = await changeCouncil(deps, {
      by: c.get('user'),
      part: wholeCouncil,
      seen: field(form, 'seen'),
      edit: () => read.value,
      settles: () => true,
    });
    if (result.ok) return c.redirect('/admin?saved', 303);
    if (result.reason === 'not yours') return noPage(kit, c);
    if (result.reason === 'invalid') return show(c, { problems: result.problems });
    return show(c, { changed: result, would: tried.ok ? tried.differences : [] });
  });

  function show(
    c: PageContext,
    {
      problems = [],
      unreadable,
      would,
      changed,
    }: {
      problems?: readonly CouncilProblem[];
      /** Why there is nothing to check: no file, or one that is not JSON. */
      unreadable?: string;
      would?: readonly Difference[];
      changed?: Extract<CouncilResult, { reason: 'changed' }>;
    },
  ) {
    const words = wordsOf(c);
    const { administration } = words;
    const errors =
      unreadable === undefined
        ? problems.map((problem) =>
            administration.file.problem({
              place: problem.field,
              problem: councilProblemInWords(administration.problems, problem),
            }),
          )
        : [unreadable];
    return page(
      kit,
      c,
      'admin-file.njk',
      {
        title: administration.file.title,
        back: { href: '/admin', text: administration.title },
        seen: councilTag(wholeCouncil(deps.council)),
        errors: errors.map((text) => ({ href: '#file', text })),
        fileError: unreadable ?? administration.file.cannotImport,
        would: would?.map((difference) =>
          differenceInWords(difference, words, (id) => nameOf(kit, id, words)),
        ),
        changed:
          changed &&
          administration.file.changedText({
            by: nameOf(kit, changed.latest?.by, words),
            at: changed.latest && moment(changed.latest.at),
          }),
      },
      changed ? 409 : errors.length > 0 ? 422 : 200,
    );
  }
  return app;
}

/** What someone gave us as JSON; what is none is theirs to mend, and the page says so. */
function readJson(text: string): { ok: true; value: unknown } | { ok: false } {
  try {
    return { ok: true, value: cleanJson(text) };
  } catch {
    return { ok: false };
  }
}
