import { describe, expect, test } from 'vitest';
import { lacksFindings, withRestoredFindings } from '../../../functions/domain/case/restore-findings.ts';
import { decided, facts, opened, recorded, started, type What } from '../a-case.ts';

// A case of before findings belonged to stages: each answer replaced what the stage before had found.

const found = (reasons: string) => [{ point: 'P1', finding: 'upheld' as const, reasons }];
const at = (hour: number) => `2026-06-10T${String(hour).padStart(2, '0')}:00:00.000Z`;
const answer = (
  step: 'stage-1' | 'stage-2-adjudication',
  hour: number,
  news: What[] = [facts({ findings: found(step) })],
): What[] => [
  opened(step, 'team-manager'),
  decided(step, 'respond', 'user:team-manager', { at: at(hour) }),
  ...news.map((event) => ({ at: at(hour), ...event })),
];
const start = [started(), facts({ points: [{ id: 'P1', text: 'No calls' }] })];
const restored = (...happened: What[]) => {
  const { after, events } = recorded(...start, ...happened);
  const state = withRestoredFindings(after, events);
  return {
    lacks: lacksFindings(after),
    same: state === after,
    found: (state.stageFindings ?? []).map(
      ({ stage, findings }) => `${stage} ${findings.map(({ text, reasons }) => `${text}/${reasons}`).join()}`,
    ),
  };
};
const none = { lacks: false, same: true, found: [] };
const second = answer('stage-2-adjudication', 12);

describe('the findings of an earlier stage', () => {
  test.each<[string, What[], ReturnType<typeof restored>]>([
    ['are not missing before an answer', [], none],
    ['are not missing after one answer', answer('stage-1', 10), none],
    [
      'are found in the events after another one',
      [...answer('stage-1', 10), ...second],
      {
        lacks: true,
        same: false,
        found: ['stage 1 No calls/stage-1', 'stage 2 No calls/stage-2-adjudication'],
      },
    ],
    [
      'are found behind another event of the decision',
      [
        ...answer('stage-1', 10, [
          { type: 'document-added', document: 'D1' },
          facts({ findings: found('behind') }),
        ]),
        ...second,
      ],
      {
        lacks: true,
        same: false,
        found: ['stage 1 No calls/behind', 'stage 2 No calls/stage-2-adjudication'],
      },
    ],
    [
      'are not those of two events later',
      [
        ...answer('stage-1', 10, [
          { type: 'document-added', document: 'D1' },
          { type: 'document-added', document: 'D2' },
          facts({ findings: found('far') }),
        ]),
        ...second,
      ],
      { lacks: true, same: true, found: [] },
    ],
    [
      'are not those of another moment',
      [...answer('stage-1', 10, [{ ...facts({ findings: found('later') }), at: at(11) }]), ...second],
      { lacks: true, same: true, found: [] },
    ],
    [
      'are none when the answer found nothing',
      [...answer('stage-1', 10, [facts({ summary: 'x' })]), ...second],
      { lacks: true, same: true, found: [] },
    ],
    [
      'have the words of the points of then',
      [...answer('stage-1', 10), facts({ points: [{ id: 'P1', text: 'Other words' }] }), ...second],
      {
        lacks: true,
        same: false,
        found: ['stage 1 No calls/stage-1', 'stage 2 Other words/stage-2-adjudication'],
      },
    ],
    [
      'are not restored on points that went elsewhere',
      [
        ...answer('stage-1', 10),
        ...second,
        { type: 'split', points: ['P1'], to: 'SC-2', procedure: 'corporate' },
      ],
      { lacks: true, same: false, found: ['stage 1 ', 'stage 2 '] },
    ],
  ])('%s', (_, happened, expected) => {
    expect(restored(...happened)).toEqual(expected);
  });

  test('are not missing once they belong to their stage', () => {
    const own: What = {
      type: 'facts-recorded',
      facts: { findings: found('own') },
      answers: { stage: 'stage 1', as: 'response', task: 'stage-1#1', letter: 'x' },
    };
    expect(restored(...answer('stage-1', 10, [own])).lacks).toBe(false);
    const panel: What = {
      ...own,
      answers: { stage: 'stage 1', as: 'investigation', task: 'x', letter: 'x' },
    };
    expect(restored(...answer('stage-1', 10, [panel])).lacks).toBe(true);
  });
});
