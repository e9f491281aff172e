import { Hono } from 'hono';
import { changeCouncil, councilTag, type CouncilResult } from '../../operations/change-council.ts';
import type { Council } from '../../domain/council/council.ts';
import { wordingProblems, type Wording } from '../../domain/council/letter-wording.ts';
import { renderLetter } from '../../domain/correspondence/render-letter.ts';
import { exampleValues } from '../../../workflows/letters/example-values.ts';
import { letters } from '../../../workflows/letters/index.ts';
import {
  parseTemplateText,
  placeholdersOf,
  vocabulary,
  type LetterTemplate,
} from '../../../workflows/letters/letter-template.ts';
import { sentence } from './council-words.ts';
import { letterOnPage } from '../kit/letter-preview.ts';
import { nameOf, noPage, page, type PageContext, type PageEnv, type PageKit } from '../kit/page-kit.ts';
import { field } from '../kit/posted-form.ts';

const partOf = (id: string) => (council: Council) => council.letters?.[id] ?? null;

/** The wording of each letter: the standard one, or the council's own in its place. */
export function adminLetters(kit: PageKit): Hono<PageEnv> {
  const { deps } = kit;
  const app = new Hono<PageEnv>();
  app.get('/admin/letters', (c) => {
    const listed = (audience: LetterTemplate['audience']) =>
      Object.values(letters)
        .filter((letter) => letter.audience === audience)
        .map(({ id, title }) => ({ id, title, own: deps.council.letters?.[id] !== undefined }))
        .sort((a, b) => a.title.localeCompare(b.title));
    return page(kit, c, 'admin-letters.njk', {
      title: 'Wording of letters',
      back: { href: '/admin', text: 'Administration' },
      saved: c.req.query('saved') !== undefined,
      groups: [
        { title: 'To complainants', letters: listed('complainant') },
        { title: 'To staff', letters: listed('staff') },
      ],
    });
  });

  app.get('/admin/letters/:id', (c) => {
    const letter = letterNamed(c);
    return letter ? show(c, letter, deps.council.letters?.[letter.id] ?? letter) : noPage(kit, c);
  });
  app.post('/admin/letters/:id', async (c) => {
    const letter = letterNamed(c);
    if (!letter) return noPage(kit, c);
    const { form } = c.var;
    const typed = { subject: field(form, 'subject').trim(), body: field(form, 'body').trim() };
    const command = field(form, 'do');
    if (command === 'preview') return show(c, letter, typed, { looked: true });
    const standard = command === 'standard' || isStandard(letter, typed);
    const result = await changeCouncil(deps, {
      by: c.get('user'),
      part: partOf(letter.id),
      seen: field(form, 'seen'),
      edit: (council) => {
        const { [letter.id]: _, ...others } = council.letters ?? {};
        return { ...council, letters: standard ? others : { ...others, [letter.id]: typed } };
      },
    });
    if (result.ok) return c.redirect('/admin/letters?saved', 303);
    return show(c, letter, typed, { refused: result });
  });

  const letterNamed = (c: PageContext): LetterTemplate | undefined => {
    const id = c.req.param('id') ?? '';
    return Object.hasOwn(letters, id) ? letters[id] : undefined;
  };

  function show(
    c: PageContext,
    letter: LetterTemplate,
    typed: Wording,
    { looked = false, refused }: { looked?: boolean; refused?: Exclude<CouncilResult, { ok: true }> } = {},
  ) {
    if (refused?.reason === 'not yours') return noPage(kit, c);
    const found =
      looked || refused?.reason === 'invalid'
        ? wordingProblems(letter, typed).map(({ field: at, message }) => ({
            field: at,
            ...sentence(message),
          }))
        : [];
    // What speaks against it beside its words, such as its length.
    const other =
      refused?.reason === 'invalid' && found.length === 0
        ? refused.problems.map(({ message }) => ({ field: 'body' as const, ...sentence(message) }))
        : [];
    const errors = [...found, ...other];
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
        back: { href: '/admin/letters', text: 'Wording of letters' },
        letter,
        own: own !== undefined,
        seen: councilTag(partOf(letter.id)(deps.council)),
        typed,
        subjectError: errorAt('subject'),
        bodyError: errorAt('body'),
        errors: errors.map(({ field: at, text }) => ({ href: `#${at}`, text })),
        preview: errors.length === 0 ? preview(letter, typed) : undefined,
        placeholders: placeholders(letter),
        changed:
          refused?.reason === 'changed'
            ? { by: nameOf(kit, refused.latest?.by), at: refused.latest?.at, now: own ?? letter }
            : undefined,
      },
      refused?.reason === 'changed' ? 409 : errors.length > 0 ? 422 : 200,
    );
  }

  /** The letter with example values, as whoever gets it will see it. */
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

/** What may be put in, in words; those of a section may be absent. */
function placeholders({ subject, body }: LetterTemplate) {
  const words = new Map(Object.entries(vocabulary));
  const parsed = [subject, body].map(parseTemplateText);
  const names = parsed.flatMap((text) => (text.ok ? [placeholdersOf(text.parts)] : []));
  const always = new Set(names.flatMap(({ required }) => required));
  const all = new Set(names.flatMap(({ required, optional }) => [...required, ...optional]));
  return [...all].map((name) => ({ name, what: words.get(name) ?? '', always: always.has(name) }));
}
