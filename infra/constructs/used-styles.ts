/** The classes of GOV.UK that a selector needs. One in `:not()` is none of them. */
const classesIn = (selector: string): string[] =>
  [...selector.replaceAll(/:not\([^()]*\)/g, '').matchAll(/\.(govuk-(?:[\w-]|\\.)+)/g)].map(([, name = '']) =>
    name.replaceAll('\\', ''),
  );

/** The selectors of a rule; a comma in brackets parts none. */
const selectorsIn = (rule: string): string[] => rule.split(/,(?![^(]*\))/);

/**
 * A compressed style sheet without rules for classes of GOV.UK that no source names. A source can put the last part of a
 * name together itself, after `--` or `__`.
 */
export function usedStyles(css: string, sources: readonly string[]): string {
  const text = sources.join('\n');
  const known = new Map<string, boolean>();
  const isUsed = (name: string): boolean => {
    const found = known.get(name);
    if (found !== undefined) return found;
    const [, stem = name] = /^(.+(?:--|__))/.exec(name) ?? [];
    const used = text.includes(name) || new RegExp(`${stem}(?![\\w-])`).test(stem === name ? '' : text);
    known.set(name, used);
    return used;
  };
  let kept = '';
  for (let at = 0; at < css.length;) {
    const open = css.indexOf('{', at);
    if (open === -1) return kept + css.slice(at);
    const head = css.slice(at, open);
    const end = closing(css, open);
    const body = css.slice(open + 1, end);
    if (/^@(?:media|supports)/.test(head)) {
      const inner = usedStyles(body, sources);
      kept += inner === '' ? '' : `${head}{${inner}}`;
    } else if (head.startsWith('@')) kept += css.slice(at, end + 1);
    else {
      const selectors = selectorsIn(head).filter((selector) => classesIn(selector).every(isUsed));
      kept += selectors.length === 0 ? '' : `${selectors.join(',')}{${body}}`;
    }
    at = end + 1;
  }
  return kept;
}

/** The place of the brace that closes the one at `open`. */
function closing(css: string, open: number): number {
  let depth = 0;
  for (let at = open; at < css.length; at += 1) {
    if (css[at] === '{') depth += 1;
    if (css[at] === '}') depth -= 1;
    if (depth === 0) return at;
  }
  return css.length;
}
