import { Hono } from 'hono';
import { changeCouncil, councilTag, type CouncilResult } from '../../operations/change-council.ts';
import type { Council } from '../../domain/council/council.ts';
import { councilProblemInWords } from '../../domain/council/council-problem.ts';
import { wordingProblems, type Wording } from '../../domain/council/letter-wording.ts';
import { renderLetter } from '../../domain/correspondence/render-letter.ts';
import { exampleValues } from '../../../workflows/letters/en/example-values.ts';
import { defaultLanguage, letterIn, letters } from '../../../workflows/letters/index.ts';
import {
  parseTemplateText,
  placeholdersOf,
  vocabulary,
  type LetterTemplate,
} from '../../../workflows/letters/letter-template.ts';
import { letterOnPage } from '../kit/letter-preview.ts';
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
import type { Words } from '../../words/words.ts';

const partOf = (id: string) => (council: Council) => council.letters?.[id] ?? null;

/** The wording of each letter: the standard one, or the council's own. */
export function adminLetters(kit: PageKit): Hono<PageEnv> {
  const { deps } = kit;
  const app = new Hono<PageEnv>();
  app.get('/admin/letters', (c) => {
    const listed = (audience: LetterTemplate['audience']) =>
      Object.values(letters)
        .filter((letter) => letter.audience === audience)
        .map(({ id, title }) => ({
          id,
          title,
          own: deps.council.letters?.[id] !== undefined,
          rejected: Object.hasOwn(deps.councils.rejectedWording, id),
        }))
        .sort((a, b) => a.title.localeCompare(b.title));
    const { administration } = wordsOf(c);
    return page(kit, c, 'admin-letters.njk', {
      title: administration.letters.title,
      back: { href: '/admin', text: administration.title },
      saved: c.req.query('saved') !== undefined,
      groups: [
        { title: administration.letters.toComplainants, letters: listed('complainant') },
        { title: administration.letters.toStaff, letters: listed('staff') },
        { title: administration.letters.toOtherBody, letters: listed('other body') },
      ],
    });
  });

  app.get('/admin/letters/:id', (c) => {
    const letter = letterNamed(c);
    if (!letter) return noPage(kit, c);
    const unused = deps.councils.rejectedWording[letter.id];
    return unused
      ? show(c, letter, unused, { rejected: true })
      : show(c, letter, deps.council.letters?.[letter.id] ?? letter);
  });
  app.post('/admin/letters/:id', async (c) => {
    const letter = letterNamed(c);
    if (!letter) return noPage(kit, c);
    const { form } = c.var;
    const typed = { subject: field(form, 'subject').trim(), body: field(form, 'body').trim() };
    const command = field(form, 'do');
    if (command === 'preview') return show(c, letter, typed, { previewed: true });
    const standard = command === 'standard' || isStandard(letter, typed);
    const result = await changeCouncil(deps, {
      by: c.get('user'),
      part: partOf(letter.id),
      seen: field(form, 'seen'),
      settles: (id) => id === letter.id,
      edit: (council) => {
        const { [letter.id]: _, ...others } = council.letters ?? {};
        return { ...council, letters: standard ? others : { ...others, [letter.id]: typed } };
      },
    });
    if (result.ok) return c.redirect('/admin/letters?saved', 303);
    return show(c, letter, typed, { refused: result });
  });

  const letterNamed = (c: PageContext): LetterTemplate | undefined =>
    letterIn(defaultLanguage, c.req.param('id') ?? '');

  function show(
    c: PageContext,
    letter: LetterTemplate,
    typed: Wording,
    {
      previewed = false,
      rejected = false,
      refused,
    }: { previewed?: boolean; rejected?: boolean; refused?: Exclude<CouncilResult, { ok: true }> } = {},
  ) {
    if (refused?.reason === 'not yours') return noPage(kit, c);
    const words = wordsOf(c);
    const { administration } = words;
    const wrong =
      previewed || rejected || refused?.reason === 'invalid' ? wordingProblems(letter, typed) : [];
    // Problems of the council that the wording itself does not have, such as a text that is too long.
    const others =
      refused?.reason === 'invalid' && wrong.length === 0
        ? refused.problems.map((problem) => ({ ...problem, field: 'body' as const }))
        : [];
    const errors = [...wrong, ...others].map((problem) => ({
      field: problem.field,
      text: councilProblemInWords(administration.problems, problem),
    }));
    const errorAt = (at: 'subject' | 'body') => {
      const text = errors
        .filter((error) => error.field === at)
        .map((error) => error.text)
        .join('. ');
      return text === '' ? undefined : { text };
    };
    const own = deps.council.letters?.[letter.id];
    return page(
      kit,
      c,
      'admin-letter.njk',
      {
        title: letter.title,
        back: { href: '/admin/letters', text: administration.letters.title },
        letter,
        own: own !== undefined || Object.hasOwn(deps.councils.rejectedWording, letter.id),
        rejected,
        seen: councilTag(partOf(letter.id)(deps.council)),
        typed,
        subjectError: errorAt('subject'),
        bodyError: errorAt('body'),
        errors: errors.map(({ field: at, text }) => ({ href: `#${at}`, text })),
        preview: errors.length === 0 ? preview(letter, typed) : undefined,
        placeholders: placeholders(letter, administration),
        changed:
          refused?.reason === 'changed'
            ? {
                text: administration.letters.changedText({
                  by: nameOf(kit, refused.latest?.by, words),
                  at: refused.latest && moment(refused.latest.at),
                }),
                now: own ?? letter,
              }
            : undefined,
      },
      refused?.reason === 'changed' ? 409 : errors.length > 0 && !rejected ? 422 : 200,
    );
  }

  /** The letter with example values, as its reader will see it. */
  function preview(letter: LetterTemplate, typed: Wording) {
    const { name, phone, intakeAddress, advocacy } = deps.council;
    const rendered = renderLetter(
      { ...letter, ...typed },
      {
        ...exampleValues,
        councilName: name,
        councilPhone: phone,
        councilEmail: intakeAddress,
        advocacyOffer: advocacy,
      },
    );
    return rendered.ok ? letterOnPage(rendered.letter) : undefined;
  }
  return app;
}

const isStandard = (letter: LetterTemplate, { subject, body }: Wording) =>
  subject === letter.subject.trim() && body === letter.body.trim();

/** The values that a letter can use; a value that appears only within sections may be absent. */
function placeholders({ subject, body }: LetterTemplate, { letters: words }: Words['administration']) {
  const meanings = new Map(Object.entries(vocabulary));
  const parsed = [subject, body].map(parseTemplateText);
  const names = parsed.flatMap((text) => (text.ok ? [placeholdersOf(text.parts)] : []));
  const always = new Set(names.flatMap(({ required }) => required));
  const all = new Set(names.flatMap(({ required, optional }) => [...required, ...optional]));
  return [...all].map((name) => ({
    name,
    what: meanings.get(name) ?? '',
    available: always.has(name) ? words.always : words.sometimes,
  }));
}
