import { clockBeginsInWords, clockStartInWords } from './clock-start-in-words.ts';
import type { Extension, Limit, Procedure, StageClock, Step } from './procedures/procedure.ts';

const cell = (text: string) => text.replaceAll('|', '\\|');

const inWords = (days: number, unit: string) => `${days} ${days === 1 ? unit.replace(/s$/, '') : unit}`;

function limitInWords({ days, unit, before, from }: Limit): string {
  return `${inWords(days, unit)} ${before ? 'before' : 'from'} ${clockStartInWords(from)}`;
}

const extensionInWords = ({ upTo, times, citation }: Extension): string => {
  if (upTo === undefined) return `as agreed with the complainant (${citation})`;
  const often = times === undefined ? 'as often as that allows' : times === 1 ? 'once' : `${times} times`;
  return `at most ${upTo} in all, ${often} (${citation})`;
};

function row([id, step]: [string, Step], { clocks = {} }: Procedure): string {
  const { limit, extension, target } = step;
  const clock = step.clock === undefined ? undefined : clocks[step.clock];
  const time = limit ? limitInWords(limit) : `the clock of ${clock?.title ?? id}`;
  const cells = [
    `${step.title} (\`${id}\`)`,
    step.performer.replaceAll('-', ' '),
    [
      time,
      ...(limit && clock ? [`within ${clock.title}`] : []),
      ...(target
        ? [`target ${target.days}${target.unit === undefined ? '' : ` ${target.unit}`} (${target.citation})`]
        : []),
    ].join('; '),
    extension ? extensionInWords(extension) : clock?.extension ? 'with its clock' : 'none',
    limit?.citation ?? '',
    limit?.toBeChecked ? 'to be checked' : '',
  ];
  return `| ${cells.map(cell).join(' | ')} |`;
}

function clockRow([id, clock]: [string, StageClock], procedure: Procedure): string {
  const { title, limit, extension, reportedWith } = clock;
  const beside = reportedWith === undefined ? '' : '; reported beside it, raises no alarm';
  const cells = [
    title,
    clock.stage,
    `${inWords(limit.days, limit.unit)} from ${clockBeginsInWords(id, clock, procedure)}${beside}`,
    extension ? extensionInWords(extension) : 'none',
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
        ...(procedure.clocks
          ? [
              '| Clock | Stage | Limit | Extension | Source | |',
              '|---|---|---|---|---|---|',
              ...Object.entries(procedure.clocks).map((entry) => clockRow(entry, procedure)),
              '',
            ]
          : []),
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
