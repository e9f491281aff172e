import markdownIt from 'markdown-it';
import { findReferences } from '../domain/case/reference.ts';
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
  /** Markdown: why a contradiction stands in print all the same, by the id of the contradiction. */
  explanations: ReadonlyMap<string, string>;
}

export const noNotes: Notes = { sections: new Map(), explanations: new Map() };

export const isHeading = (text: string): text is NoteHeading =>
  noteHeadings.some((heading) => heading === text);

/**
 * Reads notes, or says what cannot be printed: an unknown heading, text that belongs to none, a part or an explanation that
 * is there twice, a reference that leads to a case, a figure that there is not.
 */
export function readNotes(markdown: string): { ok: true; notes: Notes } | { ok: false; reason: string } {
  const refuse = (reason: string) => ({ ok: false as const, reason });
  const [before = '', ...parts] = markdown.split(/^## /m);
  if (before.replace(/^# .*$/m, '').trim() !== '')
    return refuse('There is text before the first heading that begins with "## ".');
  const sections = new Map<NoteHeading, string>();
  for (const part of parts) {
    const [first = '', ...lines] = part.split('\n');
    const heading = first.trim().replace("'", '’');
    if (!isHeading(heading))
      return refuse(`No part of the report is called "${heading}"; there are: ${noteHeadings.join(', ')}.`);
    if (sections.has(heading)) return refuse(`"## ${heading}" is there twice: make one part of both.`);
    sections.set(heading, lines.join('\n').trim());
  }
  const reason = whyNotPrinted(markdown);
  if (reason !== undefined) return refuse(reason);
  const explanations = new Map<string, string>();
  const [stray = '', ...found] = (sections.get('Explanations') ?? '').split(/^- (?=\S+:(?:\s|$))/m);
  if (stray.trim() !== '') return refuse('Begin each explanation under "## Explanations" with "- id: ".');
  for (const explanation of found) {
    const [, id = '', text = ''] = /^(\S+):(?:\s+(.*))?$/s.exec(explanation.trim()) ?? [];
    if (explanations.has(id)) return refuse(`${id} is explained twice: make one explanation of both.`);
    if (text === '') return refuse(`The explanation of ${id} is empty.`);
    // Its later lines are indented, as those of an item of a list are.
    explanations.set(id, text.replaceAll(/^ {1,2}/gm, ''));
  }
  return { ok: true, notes: { sections, explanations } };
}

const ids = new Set(figures.map(({ id }) => id));

/** Why a text of people cannot be printed; undefined when it can: it may name no case, and only figures that there are. */
export function whyNotPrinted(text: string): string | undefined {
  const [reference] = findReferences(text);
  if (reference !== undefined) return `${reference} is the reference of a case: a report names no case.`;
  // Whatever else stands in braces was meant for a figure, and would be printed as it is.
  for (const [braces, id = ''] of text.matchAll(/\{([^{}]*)\}|[{}]/g)) {
    if (id === '') return `"${braces}" names no figure: one is written as {compliments}, for example.`;
    if (!ids.has(id)) return `No figure is called ${id}; there are: ${[...ids].join(', ')}.`;
  }
  return undefined;
}

/** Puts figures in the place of `{figure-id}`: prose takes them from the report, and so cannot contradict it. */
const fill = (text: string, figure: (id: string) => string): string =>
  text.replaceAll(/\{([a-z0-9-]+)\}/g, (written, id: string) => (ids.has(id) ? figure(id) : written));

/** A note with its figures as text, for where no HTML can stand; `figure` writes the figure of an id in HTML. */
export const fillNote = (text: string, figure: (id: string) => string): string =>
  fill(text, (id) => figure(id).replaceAll(/<[^>]*>/g, ''));

// HTML in notes stays text: whoever writes them writes Markdown.
const markdownParser = markdownIt({ html: false, typographer: false });

/**
 * The HTML of a note, its own headings below those of the report; `figure` writes the figure of an id. Within a tag (what
 * is said of a picture) and within a link only its text can stand.
 */
export function renderNote(markdown: string, figure: (id: string) => string): string {
  let inLink = false;
  return markdownParser
    .render(markdown)
    .replaceAll(/<(\/?)h[12]>/g, '<$1h3>')
    .replaceAll(/<[^>]*>|[^<]+/g, (part) => {
      if (/^<\/?a\b/.test(part)) inLink = part.startsWith('<a');
      return inLink || part.startsWith('<') ? fillNote(part, figure) : fill(part, figure);
    });
}
