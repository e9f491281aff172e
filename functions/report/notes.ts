import markdownIt from 'markdown-it';
import { findReferences } from '../domain/reference.ts';

/** The parts of a report that people write, each under its own `## ` heading of one Markdown file. */
const noteHeadings = [
  'Introduction',
  'The process',
  'Feedback in the year',
  'Example compliments',
  'Example complaints',
  'Learning',
  'Progress',
  'Recommendations',
  'Ombudsman’s figures',
  'Explanations',
] as const;
type NoteHeading = (typeof noteHeadings)[number];

export interface Notes {
  /** Markdown, by heading. */
  sections: ReadonlyMap<NoteHeading, string>;
  /** Why a contradiction stands in print all the same, by the id of the contradiction. */
  explanations: ReadonlyMap<string, string>;
}

export const noNotes: Notes = { sections: new Map(), explanations: new Map() };

const isHeading = (text: string): text is NoteHeading => noteHeadings.some((heading) => heading === text);

/** Reads notes, or says what cannot be printed: an unknown heading, text before any, a reference that leads to a case. */
export function readNotes(markdown: string): { ok: true; notes: Notes } | { ok: false; reason: string } {
  const [before = '', ...parts] = markdown.split(/^## /m);
  if (before.replace(/^# .*$/m, '').trim() !== '')
    return { ok: false, reason: 'There is text before the first heading that begins with "## ".' };
  const sections = new Map<NoteHeading, string>();
  for (const part of parts) {
    const [first = '', ...lines] = part.split('\n');
    const heading = first.trim().replace("'", '’');
    if (!isHeading(heading))
      return {
        ok: false,
        reason: `No part of the report is called "${heading}"; there are: ${noteHeadings.join(', ')}.`,
      };
    sections.set(heading, lines.join('\n').trim());
  }
  const [reference] = findReferences(markdown);
  if (reference !== undefined)
    return { ok: false, reason: `${reference} is the reference of a case: a report names no case.` };
  const explanations = [...(sections.get('Explanations') ?? '').matchAll(/^- ([^\s]+): (.+)$/gm)];
  return {
    ok: true,
    notes: {
      sections,
      explanations: new Map(
        explanations.flatMap(([, id, text]) => (id && text ? [[id, text] as const] : [])),
      ),
    },
  };
}

/** `{figure-id}` in notes: prose takes its figures from the report, and so cannot contradict it. */
const placeholder = /\{([a-z][a-z0-9-]*)\}/g;

/** The ids that notes take figures by. */
export function figuresIn({ sections }: Notes): string[] {
  return [...sections.values()].flatMap((text) => [...text.matchAll(placeholder)].map(([, id = '']) => id));
}

// HTML in notes stays text: whoever writes them writes Markdown.
const markdownParser = markdownIt({ html: false, typographer: false });

/** The HTML of a note, its own headings below those of the report; `figure` writes the figure of an id. */
export function renderNote(markdown: string, figure: (id: string) => string): string {
  return markdownParser
    .render(markdown)
    .replaceAll(/<(\/?)h[12]>/g, '<$1h3>')
    .replaceAll(placeholder, (_, id: string) => figure(id));
}
