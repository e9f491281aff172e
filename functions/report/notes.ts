import markdownIt from 'markdown-it';
import { findReferences } from '../domain/reference.ts';
import { figures } from './figures.ts';

/** The parts of a report that people write, each under its own `## ` heading of one Markdown file. */
export const noteHeadings = [
  'Introduction',
  'The process',
  'Feedback in the year',
  'Complaints',
  'Who complained',
  'Time taken',
  'Outcomes',
  'Beyond stage 1',
  'Years compared',
  'Example compliments',
  'Example complaints',
  'Learning',
  'Progress',
  'Recommendations',
  'Ombudsman’s figures',
  'Explanations',
] as const;
export type NoteHeading = (typeof noteHeadings)[number];

export interface Notes {
  /** Markdown, by heading. */
  sections: ReadonlyMap<NoteHeading, string>;
  /** Why a contradiction stands in print all the same, by the id of the contradiction. */
  explanations: ReadonlyMap<string, string>;
}

export const noNotes: Notes = { sections: new Map(), explanations: new Map() };

export const isHeading = (text: string): text is NoteHeading =>
  noteHeadings.some((heading) => heading === text);

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
  const reason = whyNotPrinted(markdown);
  if (reason !== undefined) return { ok: false, reason };
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

/** Why a text of people cannot be printed; undefined when it can: it may name no case, and only figures that there are. */
export function whyNotPrinted(text: string): string | undefined {
  const [reference] = findReferences(text);
  if (reference !== undefined) return `${reference} is the reference of a case: a report names no case.`;
  const unknown = [...text.matchAll(placeholder)].find(
    ([, id]) => !figures.some((figure) => figure.id === id),
  );
  return unknown && `No figure is called ${unknown[1]}.`;
}

/** `{figure-id}` in notes: prose takes its figures from the report, and so cannot contradict it. */
const placeholder = /\{([a-z][a-z0-9-]*)\}/g;

// HTML in notes stays text: whoever writes them writes Markdown.
const markdownParser = markdownIt({ html: false, typographer: false });

/** The HTML of a note, its own headings below those of the report; `figure` writes the figure of an id. */
export function renderNote(markdown: string, figure: (id: string) => string): string {
  return markdownParser
    .render(markdown)
    .replaceAll(/<(\/?)h[12]>/g, '<$1h3>')
    .replaceAll(placeholder, (_, id: string) => figure(id));
}
