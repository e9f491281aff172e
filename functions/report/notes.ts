import markdownIt from 'markdown-it';
import { findReferences } from '../domain/case/reference.ts';
import { figures } from './figures.ts';

/** The parts of a report written by people, each under its own `## ` heading of one Markdown file. */
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
  /** Markdown: why a contradiction is printed anyway, by its id. */
  explanations: ReadonlyMap<string, string>;
}

export const noNotes: Notes = { sections: new Map(), explanations: new Map() };

export const isHeading = (text: string): text is NoteHeading =>
  noteHeadings.some((heading) => heading === text);

/** The parameters that the sentence about each problem of notes needs, by the code of the problem. */
interface NoteProblemParams {
  'names-case': { reference: string };
  'names-no-figure': { text: string };
  'unknown-figure': { figure: string; figures: string };
  'text-before-heading': object;
  'unknown-heading': { heading: string; headings: string };
  'repeated-heading': { heading: string };
  'unnamed-explanation': object;
  'repeated-explanation': { id: string };
  'empty-explanation': { id: string };
}
type NoteProblemCode = keyof NoteProblemParams;

/** The reason why notes cannot be printed. The sentence is made where it is shown. */
export type NoteProblem<Code extends NoteProblemCode = NoteProblemCode> = {
  [One in Code]: { code: One; params: NoteProblemParams[One] };
}[Code];

export type NoteProblemSentences = {
  [Code in NoteProblemCode]: (params: NoteProblemParams[Code]) => string;
};

/** The problem as a sentence. */
export const noteProblemInWords = <Code extends NoteProblemCode>(
  sentences: { [One in Code]: (params: NoteProblemParams[One]) => string },
  { code, params }: NoteProblem<Code>,
): string => sentences[code](params);

/**
 * Reads notes, or finds why they cannot be printed: an unknown heading, text without a heading, a repeated part or
 * explanation, the reference of a case, or an unknown figure.
 */
export function readNotes(
  markdown: string,
): { ok: true; notes: Notes } | { ok: false; problem: NoteProblem } {
  const refuse = (problem: NoteProblem) => ({ ok: false as const, problem });
  const [before = '', ...parts] = markdown.split(/^## /m);
  if (before.replace(/^# .*$/m, '').trim() !== '') return refuse({ code: 'text-before-heading', params: {} });
  const sections = new Map<NoteHeading, string>();
  for (const part of parts) {
    const [first = '', ...lines] = part.split('\n');
    const heading = first.trim().replace("'", '’');
    if (!isHeading(heading))
      return refuse({ code: 'unknown-heading', params: { heading, headings: noteHeadings.join(', ') } });
    if (sections.has(heading)) return refuse({ code: 'repeated-heading', params: { heading } });
    sections.set(heading, lines.join('\n').trim());
  }
  const unprintable = reasonNotPrinted(markdown);
  if (unprintable !== undefined) return refuse(unprintable);
  const explanations = new Map<string, string>();
  const [stray = '', ...found] = (sections.get('Explanations') ?? '').split(/^- (?=\S+:(?:\s|$))/m);
  if (stray.trim() !== '') return refuse({ code: 'unnamed-explanation', params: {} });
  for (const explanation of found) {
    const [, id = '', text = ''] = /^(\S+):(?:\s+(.*))?$/s.exec(explanation.trim()) ?? [];
    if (explanations.has(id)) return refuse({ code: 'repeated-explanation', params: { id } });
    if (text === '') return refuse({ code: 'empty-explanation', params: { id } });
    // Lines after the first may be indented, as in an item of a Markdown list.
    explanations.set(id, text.replaceAll(/^ {1,2}/gm, ''));
  }
  return { ok: true, notes: { sections, explanations } };
}

const ids = new Set<string>(figures.map(({ id }) => id));

/** The reason why a text cannot be printed. Undefined if it can. It must name no case, and only figures that exist. */
export function reasonNotPrinted(text: string): NoteProblem | undefined {
  const [reference] = findReferences(text);
  if (reference !== undefined) return { code: 'names-case', params: { reference } };
  // Any other text in braces was meant as a figure, and would be printed unchanged.
  for (const [braces, figure = ''] of text.matchAll(/\{([^{}]*)\}|[{}]/g)) {
    if (figure === '') return { code: 'names-no-figure', params: { text: braces } };
    if (!ids.has(figure)) return { code: 'unknown-figure', params: { figure, figures: [...ids].join(', ') } };
  }
  return undefined;
}

/** Replaces each `{figure-id}` by its figure: prose takes its numbers from the report, so it cannot contradict it. */
const fill = (text: string, figure: (id: string) => string): string =>
  text.replaceAll(/\{([a-z0-9-]+)\}/g, (written, id: string) => (ids.has(id) ? figure(id) : written));

/** A note as text with its figures, for places without HTML. `figure` returns the HTML of a figure by its id. */
export const fillNote = (text: string, figure: (id: string) => string): string =>
  fill(text, (id) => figure(id).replaceAll(/<[^>]*>/g, ''));

// Notes are Markdown: HTML in them is printed as text.
const markdownParser = markdownIt({ html: false, typographer: false });

/**
 * The HTML of a note, with its headings below those of the report. `figure` returns the HTML of a figure by its id.
 * Within a tag (the description of a picture) and within a link, only the figure's text is used.
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
