import { clockBeginsInWords, clockStartInWords } from './clock-start-in-words.ts';
import type { Outcome, Procedure, Step } from './procedures/procedure.ts';

/** Draws a procedure as a Mermaid state diagram, to read next to the law it follows. */
export function mermaid(procedure: Procedure): string {
  const { steps, first } = procedure;
  const standing = standingOutcomes(steps);
  const name = (id: string) => id.replaceAll('-', '_');
  const label = (text: string) => text.replaceAll('"', "'").replaceAll(':', ',').replaceAll(';', ',');
  const arrows = Object.entries(steps).flatMap(([id, step]) =>
    Object.entries(step.outcomes)
      .filter(([outcome]) => !standing.has(outcome))
      .map(
        ([, outcome]) =>
          `    ${name(id)} --> ${target(outcome, id)} : ${label(outcome.title + remark(outcome))}`,
      ),
  );
  function target({ next }: Outcome, id: string): string {
    if (next === 'again') return name(id);
    if (next === 'closed') return '[*]';
    return next === 'chosen procedure' ? 'chosen_procedure' : name(next);
  }
  return [
    '---',
    `title: ${label(`${procedure.title}, version ${procedure.version}`)}`,
    '---',
    `%% ${procedure.law}`,
    'stateDiagram-v2',
    '    direction TB',
    ...Object.entries(steps).map(
      ([id, step]) =>
        `    state "${label(step.title)}<br/>${label(describe(step, procedure))}" as ${name(id)}`,
    ),
    ...(arrows.some((arrow) => arrow.includes('chosen_procedure'))
      ? ['    state "The procedure chosen at triage" as chosen_procedure']
      : []),
    `    [*] --> ${name(first)}`,
    ...arrows,
    ...(standing.size > 0
      ? [
          `    note right of ${name(first)}`,
          '        At almost every step',
          ...[...standing.values()].map((outcome) => `        ${label(outcome.title)}`),
          '    end note',
        ]
      : []),
  ].join('\n');
}

/**
 * Outcomes that most steps of the procedure offer under the same name. The diagram lists them once instead of drawing
 * arrows.
 */
function standingOutcomes(steps: Procedure['steps']): Map<string, Outcome> {
  const all = Object.values(steps);
  const offered = all.flatMap(({ outcomes }) => Object.entries(outcomes));
  const most = (name: string) => 2 * offered.filter(([other]) => other === name).length > all.length;
  return new Map(all.length > 1 ? offered.filter(([name]) => most(name)) : []);
}

function describe(step: Step, procedure: Procedure): string {
  const id = step.clock ?? '';
  const clock = procedure.clocks?.[id];
  const limit = step.limit ?? clock?.limit;
  if (!limit) return step.performer.replaceAll('-', ' ');
  const { days, unit } = limit;
  const length = `${days} ${days === 1 ? unit.replace(/s$/, '') : unit}`;
  const extension = step.limit ? step.extension : clock?.extension;
  const from = step.limit
    ? `${step.limit.before ? 'before' : 'from'} ${clockStartInWords(step.limit.from)}`
    : clock && `from ${clockBeginsInWords(id, clock, procedure)}`;
  const most =
    extension === undefined
      ? ''
      : extension.upTo === undefined
        ? ', longer as agreed'
        : `, at most ${extension.upTo} in all`;
  return `${step.performer.replaceAll('-', ' ')}, ${length} ${from}${most}`;
}

function remark(outcome: Outcome): string {
  const letters = outcome.letters.length > 0 ? ` (letter ${outcome.letters.join(', ')})` : '';
  const after = outcome.onlyAfter ?? outcome.onlyAfterReminder;
  return `${letters}${after === undefined ? '' : `, only after ${after}`}`;
}
