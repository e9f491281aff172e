import { letterId } from '../../dependencies.ts';
import { findingsViews, type FindingsView } from '../../case-views/findings-view.ts';
import { londonDate, longDate } from '../../domain/time/civil-date.ts';
import type { Task } from '../../domain/case/case.ts';
import type { CaseFile } from '../../ports.ts';
import type { FactName } from '../../../workflows/procedures/meanings.ts';
import type { Procedure, Step } from '../../../workflows/procedures/procedure.ts';
import { canBeDrawn } from '../../operations/preview-file/previews.ts';
import { letterTemplate } from '../../operations/send-letter/letter-reader.ts';
import type { Words } from '../../words/words.ts';

interface Decision {
  file: CaseFile;
  task: Pick<Task, 'step'>;
  procedure: Procedure;
  step: Step;
}

const reports = ['investigationReport', 'independentReport', 'panelReport'] as const satisfies FactName[];

/**
 * The papers of a decision about findings, for the page on which it is taken, checked or sent: the statement, the reports,
 * the letters that answered earlier, and what was found. `file` has only what the reader may see. Undefined where there
 * are none.
 */
export function papersOf({ file, task, step, procedure }: Decision, { terms, staff, forms }: Words) {
  const decides = procedure.steps[step.writtenIn ?? task.step] ?? step;
  if (!Object.values(decides.outcomes).some(({ answers }) => answers !== undefined)) return undefined;
  const { state } = file;
  const base = `/cases/${state.reference}`;
  const answering = new Set(
    Object.values(procedure.steps).flatMap(({ outcomes }) =>
      Object.values(outcomes).flatMap(({ drafts }) => drafts ?? []),
    ),
  );
  const links = [
    ...reports
      .flatMap((fact) => file.documents.find(({ id }) => id === state.facts[fact]) ?? [])
      .map(({ id, title, mimeType }) => ({
        text: title,
        href: `${base}/documents/${id}`,
        view: canBeDrawn(mimeType) ? `${base}/documents/${id}/view` : undefined,
        download: true,
      })),
    ...file.letters
      .filter(
        ({ to, template, file: copy }) =>
          to === 'complainant' && answering.has(template) && copy !== undefined,
      )
      .map(({ template, preparedAt, key }) => ({
        text: staff.task.paperLetter({
          title: letterTemplate(template).title,
          day: longDate(londonDate(preparedAt)),
        }),
        href: `${base}/letters/${letterId(state.id, key)}`,
        view: undefined,
        download: false,
      })),
  ];
  const found = findingsViews(state)
    .filter(({ as, answeredOn }) => as !== 'response' || answeredOn !== undefined)
    .map((view) => ({
      title: forms.findings.before({ stage: staff.case.stages[view.stage], by: terms.finders[view.as] }),
      rows: rowsOf(view),
      recommendations: view.recommendations,
    }));
  const { statement } = state.facts;
  return statement === undefined && links.length === 0 && found.length === 0
    ? undefined
    : { statement, links, found };

  function rowsOf({ findings }: FindingsView) {
    return findings.map(({ text, finding, reasons, whyNot }) => ({
      label: text,
      text: [terms.findings[finding], reasons, ...(whyNot === undefined ? [] : [whyNot])].join('\n\n'),
    }));
  }
}
