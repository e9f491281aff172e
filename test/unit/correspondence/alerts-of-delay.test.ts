import { expect, test } from 'vitest';
import { renderLetter } from '../../../functions/domain/correspondence/render-letter.ts';
import { letters } from '../../../workflows/letters/index.ts';
import { opened, started, user } from '../a-case.ts';
import { values } from './a-letter.ts';

/** The alerts of a step to someone who has it. */
function alertsOf(step: string, assignee: string): string[] {
  const reader = user(assignee);
  const [performer] = reader.roles;
  if (performer === undefined) throw new Error(`${assignee} has no role`);
  const shown = values({
    happened: [started(), opened(step, performer, { assignee })],
    to: { language: 'en', staffName: reader.name, user: reader },
  });
  return ['alert-reminder', 'alert-due-tomorrow', 'alert-overdue'].map((id) => {
    const template = letters[id];
    const rendered = template && renderLetter(template, shown);
    return rendered?.ok ? rendered.letter.text : '';
  });
}

test.each([
  ['the manager who answers', 'stage-1', 'team-manager', true],
  ['the officer who can write to the complainant', 'stage-2-commission', 'complaints-officer', true],
  ['the officer who acknowledges, where no delay can be told', 'acknowledge', 'complaints-officer', false],
  ['a checker, who reports no delay', 'stage-1-check', 'quality-checker', false],
  ['the manager at the learning after the answer', 'learning', 'team-manager', false],
])('an alert offers to report a delay only to those who can: %s', (_, step, assignee, can) => {
  const [reminder, dueTomorrow, overdue] = alertsOf(step, assignee);
  expect([reminder, dueTomorrow].map((text) => text?.includes('report the delay now'))).toEqual([can, can]);
  expect(overdue?.includes('or report a delay')).toBe(can);
  expect(overdue?.includes('make sure that someone else takes it')).toBe(!can);
});
