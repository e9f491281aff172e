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
  'infra/local/local-pages.ts': 'a made-up complainant, who writes as people speak',
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
