import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';

// The code speaks of "someone", "no one" and "anyone", as a native speaker would in comments, names and sentences.

const root = path.join(import.meta.dirname, '../..');
const foreign = /\b(?:somebody|nobody)\b/iu;

/** Files that must keep such a word, each with the reason. */
const exceptions: Readonly<Record<string, string>> = {
  'functions/pages/children/childrens-journey.ts': 'the stored name of an answer: visits under way have it',
  'functions/words/en/children.ts': 'words by the stored name of an answer',
  'infra/local/example-cases.ts': 'made-up complainants, who write as they speak',
  'infra/local/recent-example-cases.ts': 'made-up complainants, who write as they speak',
  'infra/local/words.ts': 'a made-up complainant, who writes as people speak',
};

const sources = execFileSync(
  'git',
  ['ls-files', '--cached', '--others', '--exclude-standard', '--', 'functions', 'workflows', 'infra'],
  { cwd: root, encoding: 'utf8' },
)
  .split('\n')
  .filter((file) => /\.(?:ts|njk|md|scss)$/.test(file));

test('no source uses "somebody" or "nobody", except those listed with a reason', () => {
  const found = sources.filter((file) => foreign.test(readFileSync(path.join(root, file), 'utf8')));
  expect(found.toSorted()).toEqual(Object.keys(exceptions).toSorted());
});

/** What a template says by itself: its text, and what is read out or shown of attributes, without code and comments. */
function ownWords(template: string): string[] {
  const code = /\{\{[\s\S]*?\}\}|\{%[\s\S]*?%\}/g;
  const written = template.replace(/\{#[\s\S]*?#\}/g, '').replace(/<(script|style)\b[\s\S]*?<\/\1>/g, '');
  const literals = (written.match(code) ?? [])
    .flatMap((part) => part.match(/'[^']*'|"[^"]*"/g) ?? [])
    .filter((text) => /^.[A-Z][a-z]+/.test(text));
  const plain = written.replace(code, '');
  const read = [...plain.matchAll(/\b(?:aria-label|title|alt|placeholder)="([^"]*)"/g)].map(
    ([, text = '']) => text,
  );
  return [...literals, ...read, ...plain.split(/<[^>]*>/)]
    .map((text) => text.trim())
    .filter((text) => /\p{L}{2}/u.test(text));
}

test('no template has words of its own: the catalogue has them all', () => {
  const found = sources
    .filter((file) => file.endsWith('.njk'))
    .flatMap((file) =>
      ownWords(readFileSync(path.join(root, file), 'utf8')).map((text) => `${file}: ${text}`),
    );
  expect(found).toEqual([]);
});

test.each([
  ['<p>Your case</p>', ['Your case']],
  ['<p class="govuk-body">{{ words.title }}</p>', []],
  ['<button aria-label="Close">{{ x }}</button>', ['Close']],
  ['<button aria-label="{{ words.close }}">{# Close #}</button>', []],
  ["{{ 'Not given' if not name else name }}", ["'Not given'"]],
  ["{% if kind == 'complaint' %}<b>{{ words.kind }}</b>{% endif %}", []],
])('of the template %s these words are its own: %j', (template, words) => {
  expect(ownWords(template)).toEqual(words);
});
