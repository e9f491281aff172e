import { escapeHtml } from '../domain/text/escape-html.ts';

/** Text that is already HTML. `html` escapes everything else. */
export interface Markup {
  markup: string;
}
type Value = Markup | string | number | readonly Value[] | undefined;

const isMarkup = (value: Value): value is Markup => typeof value === 'object' && 'markup' in value;

function write(value: Value): string {
  if (value === undefined) return '';
  if (typeof value === 'string') return escapeHtml(value);
  if (typeof value === 'number') return String(value);
  return isMarkup(value) ? value.markup : value.map(write).join('');
}

/** A template that escapes its values, joins lists and leaves out `undefined`. */
export function html(strings: TemplateStringsArray, ...values: Value[]): Markup {
  return { markup: strings.reduce((text, string, i) => text + write(values[i - 1]) + string) };
}

/** Uses text as HTML without escaping it: only for the output of a renderer that escapes. */
export const rawHtml = (markup: string): Markup => ({ markup });
