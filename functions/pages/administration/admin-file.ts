import { Hono } from 'hono';
import {
  changeCouncil,
  councilTag,
  tryCouncil,
  type CouncilResult,
} from '../../operations/change-council.ts';
import { cleanJson } from '../../domain/text/clean-text.ts';
import type { Council, CouncilProblem } from '../../domain/council/council.ts';
import type { Difference } from '../../domain/council/council-change.ts';
import { differenceInWords } from './council-words.ts';
import { nameOf, noPage, page, type PageContext, type PageEnv, type PageKit } from '../kit/page-kit.ts';
import { field } from '../kit/posted-form.ts';

const whole = (council: Council) => council;
const chooseFile = 'Choose the file that is to be put in';

/** The council as one file: taken out, and put in when nothing speaks against it. */
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
    if (!file) return show(c, { problems: [{ field: 'file', message: chooseFile }] });
    const read = readJson(await file.text());
    if (!read.ok) return show(c, { problems: [{ field: 'file', message: read.reason }] });
    const tried = await tryCouncil(deps, read.value);
    if (field(form, 'do') !== 'replace')
      return show(c, tried.ok ? { would: tried.differences } : { problems: tried.problems });
    const result = await changeCouncil(deps, {
      by: c.get('user'),
      part: whole,
      seen: field(form, 'seen'),
      edit: () => read.value,
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
      would,
      changed,
    }: {
      problems?: readonly CouncilProblem[];
      would?: readonly Difference[];
      changed?: Extract<CouncilResult, { reason: 'changed' }>;
    },
  ) {
    return page(
      kit,
      c,
      'admin-file.njk',
      {
        title: 'The council as a file',
        back: { href: '/admin', text: 'Administration' },
        seen: councilTag(whole(deps.council)),
        errors: problems.map(({ field: at, message }) => ({
          href: '#file',
          text: message === chooseFile ? message : `${at}: ${message}`,
        })),
        wrong: problems.some(({ message }) => message === chooseFile)
          ? chooseFile
          : 'This file cannot be put in: see above',
        would: would?.map(differenceInWords),
        changed: changed && { by: nameOf(kit, changed.latest?.by), at: changed.latest?.at },
      },
      changed ? 409 : problems.length > 0 ? 422 : 200,
    );
  }
  return app;
}

function readJson(text: string): { ok: true; value: unknown } | { ok: false; reason: string } {
  try {
    return { ok: true, value: cleanJson(text) };
  } catch {
    return { ok: false, reason: 'is no JSON: choose a file that was downloaded here' };
  }
}
