import { mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join, posix } from 'node:path';
import nunjucks from 'nunjucks';

const pages = join(import.meta.dirname, '../../functions/pages');
const folders = [
  join(pages, 'templates'),
  join(import.meta.dirname, '../../node_modules/govuk-frontend/dist'),
];

/** Templates are named as `from "name"` and the like, never worked out: so those that are needed can be found. */
const reference = /\{%-?\s*(?:from|import|extends|include)\s+(["'])(.+?)\1/g;

const sourceOf = (name: string): string => {
  for (const folder of folders) {
    try {
      return readFileSync(join(folder, name), 'utf8');
    } catch {
      // The next folder may have it.
    }
  }
  throw new Error(`There is no template ${name}`);
};

/** Our own templates and all that they are made of, by name. */
function templates(): Map<string, string> {
  const found = new Map<string, string>();
  const wanted = readdirSync(join(pages, 'templates'), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.njk'))
    .sort();
  for (let name = wanted.shift(); name !== undefined; name = wanted.shift()) {
    if (found.has(name)) continue;
    const source = sourceOf(name);
    found.set(name, source);
    for (const [, , other = ''] of source.matchAll(reference))
      wanted.push(other.startsWith('.') ? posix.join(posix.dirname(name), other) : other);
  }
  return found;
}

/** What compiled templates call most. As properties of `runtime` their names would stand in the bundle thousands of times. */
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

const withShortCalls = (template: string): string =>
  template
    .replaceAll(new RegExp(`\\bruntime\\.(${shortCalls.join('|')})\\(`, 'g'), '$1(')
    // Escaping is on and stays on (functions/pages/kit/render.ts).
    .replaceAll('env.opts.autoescape', 'true');

/**
 * Writes what takes the place of functions/pages/resources.ts in a bundle: the style sheet as text, the templates as the
 * functions that nunjucks makes of them, so that a Lambda compiles nothing and reads no disk.
 */
export function writePageResources(file: string): void {
  const compiled = [...templates()].map(([name, source]) =>
    nunjucks.precompileString(source, {
      name,
      // A list of one; its types say that it is the one.
      wrapper: (given) =>
        [given]
          .flat()
          .map(({ template }) => `${JSON.stringify(name)}: (function () { ${withShortCalls(template)} })(),`)
          .join(''),
    }),
  );
  const module = `import nunjucks from 'nunjucks';
const { ${shortCalls.join(', ')} } = nunjucks.runtime;
const templates = {
${compiled.join('\n')}
};
const Precompiled = nunjucks.Loader.extend({
  getSource: (name) => Object.hasOwn(templates, name) ? { src: { type: 'code', obj: templates[name] }, path: name } : null,
  // nunjucks-slim has no path.resolve; names are those of files below two folders.
  resolve: (from, to) => {
    const parts = from.split('/').slice(0, -1);
    for (const part of to.split('/')) if (part === '..') parts.pop(); else if (part !== '.') parts.push(part);
    return parts.join('/');
  },
});
export const resources = {
  loader: () => new Precompiled(),
  css: () => ${JSON.stringify(readFileSync(join(pages, 'assets/pages.css'), 'utf8'))},
};
`;
  mkdirSync(dirname(file), { recursive: true });
  // Others may be bundling: nobody reads half a file.
  writeFileSync(`${file}.${process.pid}`, module);
  renameSync(`${file}.${process.pid}`, file);
}
