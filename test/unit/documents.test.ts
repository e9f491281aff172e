import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';

// Links and paths in documents and comments must exist: after moving a file, this test names the places that mention
// it.

const root = path.join(import.meta.dirname, '../..');
const read = (file: string) => readFileSync(path.join(root, file), 'utf8');
const exists = (file: string) => existsSync(path.join(root, file));
/** Files that git keeps or would keep: nothing installed or built. */
const files = (...patterns: string[]) =>
  execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', '--', ...patterns], {
    cwd: root,
    encoding: 'utf8',
  })
    .split('\n')
    .filter((file) => file !== '' && exists(file))
    .sort();

const documents = files('*.md');
const sources = files('*.ts');

/** Without blocks of code, which lead nowhere. */
const prose = (file: string) => read(file).replaceAll(/^```.*?^```/gms, '');

/** The anchors of a document as GitHub makes them of its headings. */
function anchors(file: string): string[] {
  return [...prose(file).matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
      .replaceAll(' ', '-'),
  );
}

/** The problem with a relative link. Undefined if it leads to a file, and to the heading it names. */
function dead(from: string, link: string): string | undefined {
  const [target = '', anchor] = link.split('#');
  const file = target === '' ? from : path.join(path.dirname(from), target);
  if (!exists(file)) return `${link}: no such file`;
  if (anchor !== undefined && !anchors(file).includes(anchor)) return `${link}: no such heading`;
  return undefined;
}

test.each(documents)('%s has no dead link', (file) => {
  const links = [...prose(file).matchAll(/\]\(([^)\s]+)\)/g)]
    .map(([, link = '']) => link)
    .filter((link) => !/^[a-z]+:/.test(link));
  const paths = [...prose(file).matchAll(/`((?:functions|workflows|infra|test)\/[\w./-]*)`/g)];
  expect({
    links: links.map((link) => dead(file, link)).filter((problem) => problem !== undefined),
    paths: paths.map(([, named = '']) => named).filter((named) => !exists(named)),
  }).toEqual({ links: [], paths: [] });
});

/** The comments of a source, each in one line: neighbouring lines are one comment. */
function comments(file: string): string[] {
  const found: string[] = [];
  let before = false;
  for (const line of read(file).split('\n')) {
    const whole = /^\s*(?:\/\/|\/?\*+\/?)\s?(.*)$/.exec(line)?.[1];
    const text = whole ?? /(?:^|\s)\/\/ (.*)$/.exec(line)?.[1];
    if (text === undefined) before = false;
    else if (before && whole !== undefined) found.push(`${found.pop() ?? ''} ${text}`);
    else found.push(text);
    before = text !== undefined;
  }
  return found;
}

const numbered = (file: string, pattern: RegExp) =>
  new Set([...prose(file).matchAll(pattern)].map(([, number]) => number));

/** The short forms in which comments cite documents, and what there is to cite. */
const citations: { pattern: RegExp; known: ReadonlySet<string | undefined> }[] = [
  {
    pattern: /\blaw\.md,? sections? (\d+[a-z]?(?:(?:, | and | to )\d+[a-z]?)*)/g,
    known: numbered('workflows/docs/law.md', /^#+ (\d+[a-z]?)\. /gm),
  },
  {
    pattern: /\barchitecture\.md,? rules? (\d+(?:(?:, | and | to )\d+)*)/g,
    known: numbered(
      'functions/docs/architecture.md',
      /^(\d+)\. (?=[^]*^## Data)(?<=^## Rules of the house[^]*)/gm,
    ),
  },
  {
    pattern: /\barchitecture\.md,? "([^"]+)"/g,
    known: numbered('functions/docs/architecture.md', /^#+ (.+)$/gm),
  },
  {
    pattern: /\bdecisions? (\d{4}(?:(?:, | and )\d{4})*)/g,
    known: new Set(files('functions/docs/decisions/*.md').map((file) => path.basename(file).slice(0, 4))),
  },
  {
    pattern: /(?<![\w./-])([\w-]+\.md)\b/g,
    known: new Set(documents.map((file) => path.basename(file))),
  },
];

/** `law.md section 2a`, `law.md sections 2 and 6`, `decision 0004`: those that are not there. */
const missing = (comment: string) =>
  citations.flatMap(({ pattern, known }) =>
    [...comment.matchAll(pattern)].flatMap(([citation, named = '']) =>
      named
        .split(/, | and | to /)
        .filter((one) => !known.has(one))
        .map(() => citation),
    ),
  );

describe('comments cite existing files and sections', () => {
  const cited = sources.flatMap((file) => comments(file).map((comment) => ({ file, comment })));

  test('files and folders', () => {
    // "test/test" are the credentials that emulators take.
    const lost = cited.flatMap(({ file, comment }) =>
      [...comment.matchAll(/(?<![\w./-])(?:functions|workflows|infra|test)\/(?!test\b)[\w./-]*\w/g)]
        .map(([named]) => named)
        .filter((named) => !exists(named))
        .map((named) => `${file}: ${named}`),
    );
    expect(lost).toEqual([]);
  });

  test('documents, their sections and rules', () => {
    expect(cited.flatMap(({ file, comment }) => missing(comment).map((one) => `${file}: ${one}`))).toEqual(
      [],
    );
    expect(cited.filter(({ comment }) => /\blaw\.md,? section/.test(comment)).length).toBeGreaterThan(50);
  });

  test('cite no document from outside the repository', () => {
    const outside = /\b(?:RULES|DESIGN|STYLE)\b/;
    expect(cited.filter(({ comment }) => outside.test(comment))).toEqual([]);
    const made = [...sources, ...files('workflows/*.json')];
    expect(made.filter((file) => /\((?:RULES|DESIGN|STYLE)\b/.test(read(file)))).toEqual([]);
  });
});

describe('decision records', () => {
  const folder = 'functions/docs/decisions';
  const records = files(`${folder}/*.md`).filter((file) => !file.endsWith('/README.md'));
  const title = (file: string) => /^# (.+)\n/.exec(read(file))?.[1];

  test('are one series numbered without gaps', () => {
    const names = records.map((file) => path.basename(file));
    expect(names.filter((name) => !/^\d{4}-[a-z0-9-]+\.md$/.test(name))).toEqual([]);
    expect(names.map((name) => Number(name.slice(0, 4)))).toEqual(records.map((_, place) => place + 1));
    const elsewhere = documents.filter((file) => /^\d+-/.test(path.basename(file)));
    expect(elsewhere).toEqual(records);
  });

  test.each(records)('%s has a title with its number, and the three headings', (file) => {
    expect(title(file)).toMatch(new RegExp(`^${path.basename(file).slice(0, 4)}\\. \\S`));
    const headings = [...prose(file).matchAll(/^## (.+)$/gm)].map(([, heading]) => heading);
    expect(headings).toEqual(['Context', 'Decision', 'Consequences']);
  });

  test('are listed in the index by title', () => {
    const lines = [...read(`${folder}/README.md`).matchAll(/^- (.+)$/gm)].map(([, line]) => line);
    expect(lines).toEqual(
      records.map((file) => {
        const [number, ...words] = (title(file) ?? '').split('. ');
        return `[${number}](${path.basename(file)}) ${words.join('. ')}`;
      }),
    );
  });
});

describe('the glossary', () => {
  const entries = [...read('functions/docs/glossary.md').matchAll(/^- \*\*(.+?)\*\*: (.+)$/gm)].map(
    ([, term = '', text = '']) => ({ term, text }),
  );

  test('is alphabetical and lists each term once', () => {
    const terms = entries.map(({ term }) => term.toLowerCase());
    expect(terms.length).toBeGreaterThan(50);
    expect(terms).toEqual([...new Set(terms)].sort((a, b) => a.localeCompare(b, 'en')));
  });

  test('names the file of each term', () => {
    expect(entries.filter(({ text }) => !/\]\([^)]+\)/.test(text))).toEqual([]);
  });
});
