import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join, posix } from 'node:path';
import nunjucks from 'nunjucks';
import { usedStyles } from './used-styles.ts';

const pages = join(import.meta.dirname, '../../functions/pages');
const folders = [
  join(pages, 'templates'),
  join(import.meta.dirname, '../../node_modules/govuk-frontend/dist'),
];

/** Templates are always named literally, as in `from "name"`, so the needed ones can be found. */
const reference = /\{%-?\s*(?:from|import|extends|include)\s+(["'])(.+?)\1/g;

const sourceOf = (name: string): string => {
  const file = folders.map((folder) => join(folder, name)).find((path) => existsSync(path));
  if (file === undefined) throw new Error(`There is no template ${name}`);
  return readFileSync(file, 'utf8');
};

/** Our own templates and everything they use, by name. */
function templates(): Map<string, string> {
  const sources = new Map<string, string>();
  const wanted = readdirSync(join(pages, 'templates'), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.njk'))
    .sort();
  for (let name = wanted.shift(); name !== undefined; name = wanted.shift()) {
    if (sources.has(name)) continue;
    const source = sourceOf(name);
    sources.set(name, source);
    for (const [, , other = ''] of source.matchAll(reference))
      wanted.push(other.startsWith('.') ? posix.join(posix.dirname(name), other) : other);
  }
  return sources;
}

/** The code of the pages and their words, which names classes, too. */
const code = (): string[] =>
  [pages, join(pages, '../words'), join(pages, '../report')].flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.ts'))
      .map((name) => readFileSync(join(folder, name), 'utf8')),
  );

/**
 * The calls that compiled templates make most. As properties of `runtime`, their names would be in the bundle thousands
 * of times.
 */
const shortCalls = [
  'memberLookup',
  'contextOrFrameLookup',
  'suppressValue',
  'callWrap',
  'fromIterator',
  'handleError',
  'makeMacro',
  'inOperator',
] as const;

/**
 * The statements that nunjucks writes out at every loop, import, path, call and variable, as functions that `shortened`
 * calls.
 */
const sharedStatements = `
function loopAt(frame, at, length) {
  frame.set('loop.index', at + 1);
  frame.set('loop.index0', at);
  frame.set('loop.revindex', length - at);
  frame.set('loop.revindex0', length - at - 1);
  frame.set('loop.first', at === 0);
  frame.set('loop.last', at === length - 1);
  frame.set('loop.length', length);
}
function importedFrom(exported, name) {
  if (!Object.hasOwn(exported, name)) throw new Error("cannot import '" + name + "'");
  return exported[name];
}
function memberOf(context, frame, name, ...path) {
  return path.reduce((found, member) => memberLookup(found, member), contextOrFrameLookup(context, frame, name));
}
function callPath(context, frame, path, given) {
  return callWrap(memberOf(context, frame, ...path), path.join('.'), context, given);
}
function wordOf(context, frame, ...path) {
  return memberOf(context, frame, 'words', ...path);
}
function fail(error) {
  if (error) throw error;
}
function shown(value) {
  return suppressValue(value, true);
}
function callOf(context, frame, name, given) {
  return callWrap(contextOrFrameLookup(context, frame, name), name, context, given);
}
function setVariable(context, frame, name, value) {
  frame.set(name, value, true);
  if (!frame.topLevel) return;
  context.setVariable(name, value);
  if (!name.startsWith('_')) context.addExport(name, value);
}`;

/** A shorter form of a compiled template that renders the same. */
const shortened = (template: string): string =>
  withPaths(template.replaceAll(new RegExp(`\\bruntime\\.(${shortCalls.join('|')})\\(`, 'g'), '$1('))
    // Escaping is always on (functions/pages/kit/render.ts).
    .replaceAll('env.opts.autoescape', 'true')
    // Errors name the template. Line and column are known where templates are read from disk.
    .replaceAll(/^var (?:lineno|colno) = \d+;\n/gm, '')
    .replaceAll(/\(lineno = \d+, colno = \d+, /g, '(')
    .replaceAll('handleError(e, lineno, colno)', 'handleError(e)')
    .replaceAll(
      /frame\.set\("loop\.index", (t_\d+) \+ 1\);\n(?:frame\.set\("loop\.\w+", .+\);\n){5}frame\.set\("loop\.length", (t_\d+)\);/g,
      'loopAt(frame, $1, $2);',
    )
    .replaceAll(
      /if\(Object\.prototype\.hasOwnProperty\.call\((t_\d+), "(\w+)"\)\) \{\nvar (t_\d+) = \1\.\2;\n\} else \{\ncb\(new Error\("cannot import '\2'"\)\); return;\n\}/g,
      'var $3 = importedFrom($1, "$2");',
    )
    .replaceAll(
      /frame\.set\("(\w+)", (t_\d+), true\);\nif\(frame\.topLevel\) \{\ncontext\.setVariable\("\1", \2\);\n\}\n(?:if\(frame\.topLevel\) \{\ncontext\.addExport\("\1", \2\);\n\}\n)?/g,
      'setVariable(context, frame, "$1", $2);\n',
    )
    .replaceAll(
      /callWrap\(contextOrFrameLookup\(context, frame, ("\w+")\), \1, context, /g,
      'callOf(context, frame, $1, ',
    )
    .replaceAll(
      /callWrap\(memberOf\(context, frame, ((?:"\w+"|\d+)(?:, (?:"\w+"|\d+))*)\), "(?:[^"\\]|\\.)*", context, /g,
      'callPath(context, frame, [$1], ',
    )
    .replaceAll('memberOf(context, frame, "words", ', 'wordOf(context, frame, ')
    .replaceAll(/^output \+= suppressValue\((.+), true\);$/gm, 'output += shown($1);')
    .replaceAll(/^if\((t_\d+)\) \{ cb\(\1\); return; \}$/gm, 'fail($1);');

/** The lookup of a member of a variable, or of the result of another lookup. */
const lookup =
  /memberLookup\(\((?:contextOrFrameLookup|memberOf)\(context, frame, ([^()]+)\)\),("\w+"|\d+)\)/g;

/** `words.staff.title` as one call with the names of the path, instead of nested calls for each member. */
function withPaths(template: string): string {
  const shorter = template.replaceAll(lookup, 'memberOf(context, frame, $1, $2)');
  return shorter === template ? template : withPaths(shorter);
}

/**
 * Writes the module that replaces functions/pages/resources.ts in a bundle: the style sheet as text, and the templates
 * as the functions that nunjucks makes from them. So a Lambda compiles nothing and reads no disk. `shows`: whether the
 * function has a page that is made from a template.
 */
export function writePageResources(file: string, shows: (template: string) => boolean): void {
  const sources = templates();
  const compiled = [...sources]
    .filter(([name]) => shows(name))
    .map(([name, source]) =>
      nunjucks.precompileString(source, {
        name,
        // A list with exactly one element; the types do not say so.
        wrapper: (given) =>
          [given]
            .flat()
            .map(({ template }) => `${JSON.stringify(name)}: (function () { ${shortened(template)} })(),`)
            .join(''),
      }),
    );
  const module = `import nunjucks from 'nunjucks';
const { ${shortCalls.join(', ')} } = nunjucks.runtime;${sharedStatements}
const templates = {
${compiled.join('\n')}
};
const Precompiled = nunjucks.Loader.extend({
  getSource: (name) => Object.hasOwn(templates, name) ? { src: { type: 'code', obj: templates[name] }, path: name } : null,
  // nunjucks-slim has no path.resolve. Names are paths of files below two folders.
  resolve: (from, to) => {
    const parts = from.split('/').slice(0, -1);
    for (const part of to.split('/')) if (part === '..') parts.pop(); else if (part !== '.') parts.push(part);
    return parts.join('/');
  },
});
export const resources = {
  loader: () => new Precompiled(),
  css: () => ${JSON.stringify(usedStyles(readFileSync(join(pages, 'assets/pages.css'), 'utf8'), [...sources.values(), ...code()]))},
};
`;
  mkdirSync(dirname(file), { recursive: true });
  // Another process may be bundling at the same time. Renaming makes sure that no one reads half a file.
  writeFileSync(`${file}.${process.pid}`, module);
  renameSync(`${file}.${process.pid}`, file);
}
