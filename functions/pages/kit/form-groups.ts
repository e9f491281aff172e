import { presentUsers } from '../../domain/council/council.ts';
import { notForThisCouncil } from '../../domain/case/facts.ts';
import type { FormContext } from '../../domain/decisions/forms.ts';
import type { Field } from '../../../workflows/procedures/form-field.ts';
import { wordsIn, type Words } from '../../words/words.ts';

/** The values in the fields of a form, by field name: as posted, saved as a draft, or already recorded on the case. */
export type Typed = Readonly<Record<string, readonly string[]>>;

/** A `Field` of a row of a group, of one of the types that a row may have. */
export interface Part extends Pick<Field, 'label' | 'options'> {
  name: string;
  type: Extract<Field['type'], 'text' | 'paragraphs' | 'choice' | 'date'>;
  /** The error if it is missing. */
  wanted?: string;
}

/** A group of rows. `rows`: there is one row for each of these, and `key` names it in the answers. */
export interface Group {
  row: string;
  add?: string;
  key?: string;
  rows?: readonly { id: string; text: string }[];
  parts: Part[];
}

/** The groups for the types of field with several answers. Their rules are in functions/domain/decisions/forms.ts. */
export function groupOf(
  { type, follows }: Pick<Field, 'type' | 'follows'>,
  context: FormContext,
  { forms, terms }: Words = wordsIn(undefined),
): Group | undefined {
  const { council, procedures, points, recommendations } = context;
  const owner: Part = {
    name: 'owner',
    label: forms.owner,
    wanted: forms.ownerNeeded,
    type: 'choice',
    options: presentUsers(council).map(({ id, name }) => ({ value: id, label: name })),
  };
  const textOf = ({ text, textNeeded }: { text: string; textNeeded: string }): Part => ({
    name: 'text',
    label: text,
    wanted: textNeeded,
    type: 'paragraphs',
  });
  const typeOf = (types: readonly string[]): Part => ({
    name: 'type',
    label: forms.type,
    wanted: forms.typeNeeded,
    type: 'choice',
    options: types.map((name) => ({ value: name, label: name })),
  });
  const optionsOf = (labels: Readonly<Record<string, string>>) =>
    Object.entries(labels).map(([value, label]) => ({ value, label }));
  switch (type) {
    case 'list':
      return { row: forms.list.row, add: forms.list.add, parts: [textOf(forms.list)] };
    case 'points':
      return {
        row: forms.points.row,
        add: forms.points.add,
        parts: [
          textOf(forms.points),
          {
            name: 'procedure',
            label: forms.points.procedure,
            wanted: forms.points.procedureNeeded,
            type: 'choice',
            options: [
              ...procedures.map(({ id, title }) => ({ value: id, label: title })),
              { value: notForThisCouncil, label: forms.points.notForThisCouncil },
            ],
          },
          {
            name: 'procedureReason',
            label: forms.points.reason,
            wanted: forms.points.reasonNeeded,
            type: 'paragraphs',
          },
        ],
      };
    case 'learning':
      return {
        row: forms.learning.row,
        add: forms.learning.add,
        parts: [textOf(forms.learning), typeOf(council.learningTypes), owner],
      };
    case 'actions':
      return {
        row: forms.actions.row,
        add: forms.actions.add,
        parts: [
          textOf(forms.actions),
          typeOf(council.actionTypes),
          owner,
          { name: 'dueOn', label: forms.actions.dueOn, wanted: forms.actions.dueOnNeeded, type: 'date' },
        ],
      };
    case 'money':
      return {
        row: forms.money.row,
        add: forms.money.add,
        parts: [
          { name: 'amount', label: forms.money.amount, wanted: forms.money.amountNeeded, type: 'text' },
          { name: 'for', label: forms.money.for, wanted: forms.money.forNeeded, type: 'paragraphs' },
        ],
      };
    case 'recommendations':
      return {
        row: forms.recommendations.row,
        add: forms.recommendations.add,
        parts: [
          textOf(forms.recommendations),
          ...(points.length > 1
            ? [
                {
                  name: 'point',
                  label: forms.recommendations.point,
                  type: 'choice' as const,
                  options: points.map(({ id, text }) => ({ value: id, label: text })),
                },
              ]
            : []),
        ],
      };
    case 'recommendation answers':
      return {
        row: forms.recommendations.row,
        key: 'recommendation',
        rows: recommendations,
        parts: [
          {
            name: 'accepted',
            label: forms.recommendations.accepted,
            wanted: forms.recommendations.acceptedNeeded,
            type: 'choice',
            options: optionsOf(terms.recommendationAnswers),
          },
          {
            name: 'answer',
            label: forms.recommendations.answer,
            wanted: forms.recommendations.answerNeeded,
            type: 'paragraphs',
          },
        ],
      };
    case 'findings':
      return {
        row: forms.findings.row,
        key: 'point',
        rows: points,
        parts: [
          {
            name: 'finding',
            label: forms.findings.finding,
            wanted: forms.findings.findingNeeded,
            type: 'choice',
            options: optionsOf(terms.findings),
          },
          {
            name: 'reasons',
            label: forms.findings.reasons,
            wanted: forms.findings.reasonsNeeded,
            type: 'paragraphs',
          },
          ...(follows === undefined
            ? []
            : [
                {
                  name: 'whyNot',
                  label: forms.findings.whyNot[follows],
                  type: 'paragraphs' as const,
                },
              ]),
        ],
      };
    default:
      return undefined;
  }
}

/** The id of the control of a field, in the page. */
export const idOf = (path: string) => path.replaceAll('.', '-');

/** The number of rows that a group shows: the known ones, or those posted, or one to start with. */
export function rowCount(name: string, group: Group, typed: Typed): number {
  return group.rows?.length ?? Math.min(50, Math.max(1, Number(typed[`${name}.rows`]?.[0] ?? 1) || 1));
}
