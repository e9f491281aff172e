import { oneLine } from '../text/clean-text.ts';
import {
  describeTemplateProblem,
  parseTemplateText,
  type LetterTemplate,
  type TemplatePart,
} from '../../../workflows/letters/letter-template.ts';
import {
  blocksOfTemplate,
  fillIn,
  mark,
  UnreadableTemplate,
  valueOf,
  type Filling,
  type Value,
} from './fill-template.ts';
import { blocksAsHtml, letterAsHtml } from './letter-as-html.ts';
import { letterAsText } from './letter-as-text.ts';

/** A rendered letter: a one-line subject, and the body both as plain text and as a complete HTML document. */
export interface Letter {
  subject: string;
  text: string;
  html: string;
}

/** A letter that can also be previewed on a page. */
export interface RenderedLetter extends Letter {
  /**
   * The body alone, without the styles that mail programs need: a page has its own styles, and its policy allows no
   * others.
   */
  part: string;
}

/** Why a letter cannot be sent yet, and the names of the values to blame. */
interface LetterUnfilled {
  ok: false;
  problem: 'value-missing' | 'not-a-web-address';
  missing: string[];
}

/**
 * Makes a letter from a template and untrusted values. Values are printed as plain text and never read as Markdown,
 * HTML or placeholders. A letter with missing or blank values is refused, naming all of them.
 */
export function renderLetter(
  template: LetterTemplate,
  values: Record<string, string | readonly string[] | undefined>,
): { ok: true; letter: RenderedLetter } | LetterUnfilled {
  const missing = new Set<string>();
  const present = new Map<string, Value>();
  for (const [name, raw] of Object.entries(values)) {
    const value = valueOf(raw);
    if (value) present.set(name, value);
  }
  // A section that is shown needs every value in it: no letter goes out with half a sentence.
  const flatten = (parts: readonly TemplatePart[]): string =>
    parts
      .map((part) => {
        if ('literal' in part) return part.literal;
        if ('section' in part)
          return present.has(part.section) === (part.shownWhen === 'present') ? flatten(part.parts) : '';
        if (!present.has(part.placeholder)) missing.add(part.placeholder);
        return mark(part.placeholder);
      })
      .join('');
  const read = (source: string): string => {
    const parsed = parseTemplateText(source);
    if (!parsed.ok)
      throw new UnreadableTemplate(`letter ${template.id}: ${describeTemplateProblem(parsed.problem)}`);
    return flatten(parsed.parts);
  };
  const subjectSource = read(template.subject);
  const bodySource = read(template.body);
  for (const name of template.requires ?? []) if (!present.has(name)) missing.add(name);
  if (missing.size > 0) return { ok: false, problem: 'value-missing', missing: [...missing] };

  const filling: Filling = { present, badLinks: new Set() };
  const blocks = blocksOfTemplate(bodySource, filling);
  if (filling.badLinks.size > 0)
    return { ok: false, problem: 'not-a-web-address', missing: [...filling.badLinks] };
  const subject = oneLine(fillIn(subjectSource, filling));
  return {
    ok: true,
    letter: {
      subject,
      text: `${letterAsText(blocks)}\n`,
      html: letterAsHtml(subject, present.get('councilName')?.line, blocks),
      // Quotes in the text of a letter are escaped, so only our own style attributes match.
      part: blocksAsHtml(blocks).replaceAll(/ style="[^"]*"/g, ''),
    },
  };
}
