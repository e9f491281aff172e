import { record } from '../../domain/case/replay.ts';
import type { Task } from '../../domain/case/case.ts';
import { decide } from '../../domain/decisions/decide.ts';
import { outcomeOf } from '../../domain/decisions/checks.ts';
import type { FieldRefusal, Refused } from '../../domain/text/refusal.ts';
import type { Actor, Answers, NewEvent } from '../../domain/case/events.ts';
import { answeredBy, recordedFacts } from '../../domain/decisions/facts-from-answers.ts';
import { checkForm, type FormContext } from '../../domain/decisions/forms.ts';
import { letterValues, type Occasion } from '../../domain/correspondence/letter-values.ts';
import { renderLetter, type RenderedLetter } from '../../domain/correspondence/render-letter.ts';
import type { WorkingDays } from '../../domain/time/working-days.ts';
import { vocabulary, type LetterTemplate } from '../../../workflows/letters/letter-template.ts';
import type { Outcome, Procedure, Step } from '../../../workflows/procedures/procedure.ts';
import type { Dependencies } from '../../dependencies.ts';
import type { CaseFile } from '../../ports.ts';
import { procedureOfRun } from '../runs/procedure-of-run.ts';
import { letterTemplate, reader } from '../send-letter/letter-reader.ts';

interface World {
  deps: Pick<Dependencies, 'council' | 'procedures' | 'clock'>;
  calendar: WorkingDays;
}

/** A letter to the complainant as it would be sent, or refused with the names of missing values. */
interface Written {
  template: LetterTemplate;
  values: ReturnType<typeof letterValues>;
  rendered: ReturnType<typeof renderLetter>;
}

/** The letters that a decision sends, and the letter that it drafts for a later step to send, as they would be. */
export function lettersOf(
  world: World,
  file: CaseFile,
  at: { task: Task; step: Step; outcome: string },
  news: readonly NewEvent[],
): Written[] {
  const { events, after } = record(file.state.id, file.state, news);
  const task = after.tasks.find(({ key }) => key === at.task.key) ?? at.task;
  const outcome = at.step.outcomes[at.outcome];
  return outcome === undefined
    ? []
    : written(world, { ...file, state: after, events: [...file.events, ...events] }, task, outcome);
}

function written(world: World, file: CaseFile, task: Task, outcome: Outcome): Written[] {
  const { state, events } = file;
  const procedure = procedureOfRun(world.deps.procedures, file, task.run);
  const drafted =
    outcome.drafts === undefined
      ? []
      : [{ id: outcome.drafts, sentBy: outcomeThatSends(procedure, outcome.drafts) }];
  return [...outcome.letters.map((id) => ({ id, sentBy: undefined })), ...drafted].map(({ id, sentBy }) => {
    const occasion: Occasion = {
      state,
      events,
      procedure,
      task,
      decision: task.decisions.at(-1)?.n,
      sentBy,
    };
    const { deps, calendar } = world;
    const to = reader(deps, file, { to: 'complainant', key: '' });
    const values = letterValues(occasion, to, {
      council: deps.council,
      calendar,
      now: deps.clock.now(),
    });
    const template = letterTemplate(id, deps.council, to.language);
    return { template, values, rendered: renderLetter(template, values) };
  });
}

/**
 * The missing values of a letter, as errors of a form: a decision whose letters cannot be written is refused (law.md
 * section 6).
 */
export function missingFrom({ template, rendered }: Written): FieldRefusal[] {
  if (rendered.ok) return [];
  return rendered.missing.map((name) => ({
    field: name,
    code: 'letter-lacks',
    params: { letter: template.title, value: nameInWords(name) },
  }));
}

/** A preview of a letter. `missing` names the values that are still missing; their places are marked in it. */
export interface Preview {
  title: string;
  letter: RenderedLetter | undefined;
  missing: string[];
}

function previewOf({ template, values, rendered }: Written): Preview {
  if (rendered.ok) return { title: template.title, letter: rendered.letter, missing: [] };
  const names = rendered.missing;
  const marked = Object.fromEntries(names.map((name) => [name, `[${nameInWords(name)}: missing]`]));
  const again = renderLetter(template, { ...values, ...marked });
  return {
    title: template.title,
    letter: again.ok ? again.letter : undefined,
    missing: names.map(nameInWords),
  };
}

/**
 * The letters that an outcome would send or draft if it were decided now with these answers, or why it could not be
 * decided. Invalid answers are left out. Decides and writes nothing.
 */
export function previewLetters(
  world: World,
  file: CaseFile,
  at: { task: Task; step: Step; procedure: Procedure; outcome: string },
  { answers, by, context }: { answers: Answers; by: Actor; context: FormContext },
): { previews: Preview[]; refusal: Refused | undefined } {
  const { state } = file;
  const now = world.deps.clock.now();
  const decided = decide(
    { ...at, state },
    { outcome: at.outcome, answers, by, now },
    context,
    world.calendar,
  );
  if (decided.ok)
    return { previews: lettersOf(world, file, at, decided.events).map(previewOf), refusal: undefined };
  const outcome = outcomeOf(at.step, at.outcome);
  const form = outcome?.form ?? {};
  const held = Object.fromEntries(
    Object.entries(answers).filter(([name, answer]) => {
      const field = form[name];
      return field !== undefined && checkForm({ [name]: field }, { [name]: answer }, context).ok;
    }),
  );
  const facts = recordedFacts(form, held, state);
  const previewEvents: NewEvent[] = [
    {
      at: now,
      by,
      type: 'decided',
      task: at.task.key,
      decision: at.task.decisions.length + 1,
      outcome: at.outcome,
      answers: held,
      ends: false,
    },
    { at: now, by, type: 'facts-recorded', facts, ...(outcome ? answeredBy(outcome, at.task) : {}) },
  ];
  return { previews: lettersOf(world, file, at, previewEvents).map(previewOf), refusal: decided };
}

/**
 * The answer written in the step that `writtenIn` names, as the complainant will get it, for the person who checks or
 * sends it.
 */
export function draftedLetters(world: World, file: CaseFile, task: Task, step: Step): Preview[] {
  const author = file.state.tasks.findLast(
    (earlier) => earlier.run === task.run && earlier.step === step.writtenIn && earlier.status === 'decided',
  );
  const procedure = procedureOfRun(world.deps.procedures, file, task.run);
  const outcome = author && procedure.steps[author.step]?.outcomes[author.decisions.at(-1)?.outcome ?? ''];
  return author && outcome ? written(world, file, author, outcome).map(previewOf) : [];
}

/** The outcome of a later step that sends a letter drafted now. */
function outcomeThatSends(procedure: Procedure, letter: string): Outcome | undefined {
  return Object.values(procedure.steps)
    .flatMap(({ outcomes }) => Object.values(outcomes))
    .find(({ letters }) => letters.includes(letter));
}

function nameInWords(placeholder: string): string {
  return Object.entries(vocabulary).find(([name]) => name === placeholder)?.[1] ?? placeholder;
}
