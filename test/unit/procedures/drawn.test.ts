import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { compile } from '../../../workflows/compile.ts';
import { mermaid } from '../../../workflows/mermaid.ts';
import { withTables } from '../../../workflows/procedure-table.ts';
import { procedureSet, sharedProcedures } from '../../../workflows/procedures/index.ts';

const procedures = procedureSet(sharedProcedures);

const file = (name: string) => readFileSync(new URL(`../../../workflows/${name}`, import.meta.url), 'utf8');

test.each(procedures.all)('the state machine $stateMachine is up to date with its procedure', (procedure) => {
  expect(compile(procedure)).toEqual(JSON.parse(file(`${procedure.stateMachine}.asl.json`)));
});

test('the tables of the README match the procedures', () => {
  const readme = file('README.md');
  expect(withTables(readme, procedures.all)).toBe(readme);
});

test('a procedure is drawn with the limits of its steps and the letters of its outcomes', () => {
  const lgsco = procedures.all.find(({ id }) => id === 'lgsco');
  expect(lgsco && mermaid(lgsco)).toBe(`---
title: Ombudsman's enquiry, version 1
---
%% Local Government Act 1974, part III
stateDiagram-v2
    direction TB
    state "Answer the Ombudsman's enquiry<br/>complaints officer, 28 calendar days from its day, at most 84 in all" as lgsco_enquiry
    state "Decision of the Ombudsman<br/>complaints officer, 6 months from the decision before" as lgsco_decision
    state "Ombudsman's remedy, approval of money<br/>senior manager, 2 working days from the step before" as lgsco_money
    [*] --> lgsco_enquiry
    lgsco_enquiry --> lgsco_decision : Record that the answer and appendices were sent
    lgsco_enquiry --> lgsco_enquiry : Record a later date agreed with the Ombudsman
    lgsco_money --> [*] : Approve the money and have it paid
    lgsco_money --> lgsco_decision : Refuse the money and return the decision to be recorded again
    lgsco_money --> [*] : No money to approve
    note right of lgsco_enquiry
        At almost every step
        Record that the Ombudsman found it premature
        Record the Ombudsman's decision
    end note`);
});

test('an arrow of an outcome names its letter, or leads to the end', () => {
  const adult = procedures.all.find(({ id }) => id === 'adult-social-care');
  const lines = (adult ? mermaid(adult) : '').split('\n').map((line) => line.trim());
  expect(lines).toContain('acknowledge --> response : Send the acknowledgement (letter acknowledgement)');
  expect(lines).toContain('acknowledge --> [*] : Decline the complaint (letter declined)');
  expect(lines).toContain('response --> response_check : Submit the response for checking');
  expect(lines).toContain('learning --> [*] : Record learning and actions');
});
