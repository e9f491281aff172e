import type { Field } from './form-field.ts';

// The findings on the points of a complaint, as each of those who find on them is asked for them.

const field = { type: 'findings', required: true, fact: 'findings' } as const;

/** The council's, where no one has found on the points for it. */
export const findings: Field = { ...field, label: 'Finding on each point, with reasons' };

/** Those of the Investigating Officer, with what the report recommends. */
export const investigationFields: Record<string, Field> = {
  findings: { ...field, label: 'Your finding on each point, with reasons' },
  recommendations: {
    label: 'Your recommendations, one by one',
    hint: 'Leave empty if you make none',
    type: 'recommendations',
    fact: 'recommendations',
  },
};

/** The adjudicating officer's: they agree with the Investigating Officer or say why not. */
export const adjudication: Field = {
  ...field,
  label: 'Decision on each point, with reasons',
  hint: 'If you do not agree with the Investigating Officer about a point, say why not',
  follows: 'investigation',
};

/** Those of the panel, with what its report recommends. */
export const panelFields: Record<string, Field> = {
  findings: {
    ...field,
    label: "The panel's finding on each point, with reasons",
    hint: 'Select "No finding" for a point that the panel did not decide',
  },
  recommendations: {
    label: 'Recommendations, one by one',
    hint: 'The council answers each one. Leave empty if the panel makes none.',
    type: 'recommendations',
    fact: 'recommendations',
  },
};

/** The council's after the panel: it agrees with the panel or says why not. */
export const afterPanel: Field = {
  ...field,
  label: "The council's finding on each point after the panel, with reasons",
  hint: 'If you do not agree with the panel about a point, say why not',
  follows: 'panel',
};
