import { clockStartInWords } from './clock-start-in-words.ts';
import type { Limit, Procedure, Step } from './procedures/procedure.ts';

const cell = (text: string) => text.replaceAll('|', '\\|');

function limitInWords({ days, unit, before, from }: Limit): string {
  return `${days} ${days === 1 ? unit.replace(/s$/, '') : unit} ${before ? 'before' : 'from'} ${clockStartInWords(from)}`;
}

function row([id, step]: [string, Step], { steps }: Procedure): string {
  const { limit, alsoFrom, extension, target, sameDeadlineAs } = step;
  const shared = sameDeadlineAs === undefined ? undefined : steps[sameDeadlineAs];
  const time = shared ? `the time of ${shared.title}` : limitInWords(limit);
  const extended = extension
    ? `at most ${extension.upTo} in all, ${extension.times === 1 ? 'once' : `${extension.times} times`} (${extension.citation})`
    : 'none';
  const cells = [
    `${step.title} (\`${id}\`)`,
    step.performer.replaceAll('-', ' '),
    [
      time,
      ...(alsoFrom === undefined ? [] : [`reported from ${clockStartInWords(alsoFrom)} too`]),
      ...(target
        ? [`target ${target.days}${target.unit === undefined ? '' : ` ${target.unit}`} (${target.citation})`]
        : []),
    ].join('; '),
    extended,
    limit.citation,
    limit.toBeChecked ? 'to be checked' : '',
  ];
  return `| ${cells.map(cell).join(' | ')} |`;
}

/** Every step of every procedure as Markdown tables: who, by when, on what authority. */
function procedureTables(procedures: readonly Procedure[]): string {
  return procedures
    .map((procedure) => {
      const { title, version, law, steps, received } = procedure;
      const days = [
        ...(received.from === undefined ? [] : [`from ${received.from}`]),
        ...(received.until === undefined ? [] : [`until ${received.until}`]),
      ];
      const applies = days.length > 0 ? ` Received ${days.join(' ')}.` : '';
      return [
        `### ${title}, version ${version}`,
        '',
        `\`${procedure.id}\`: ${law.replace(/\.$/, '')}.${applies}`,
        '',
        '| Step | Who | Limit and clock | Extension | Source | |',
        '|---|---|---|---|---|---|',
        ...Object.entries(steps).map((entry) => row(entry, procedure)),
      ].join('\n');
    })
    .join('\n\n');
}

const mark = '<!-- From here on written by `npm run workflow -- --write`. -->';

/** Returns the text of README.md with its tables brought up to date. */
export function withTables(readme: string, procedures: readonly Procedure[]): string {
  return `${readme.split(mark, 1).join('')}${mark}\n\n${procedureTables(procedures)}\n`;
}
