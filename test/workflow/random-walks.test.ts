import { mkdtemp, rm } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { openTasks, replay, type Case, type Task } from '../../functions/domain/case.ts';
import { addCalendarDays } from '../../functions/domain/civil-date.ts';
import { planStep } from '../../functions/plan-step/plan-step.ts';
import { caseDetails } from '../../workflows/procedures/case-details.ts';
import { procedures } from '../../workflows/procedures/index.ts';
import type { Outcome, Step } from '../../workflows/procedures/procedure.ts';
import { brokenPromises, openPlay, type Answer, type Play } from '../play.ts';
import { answersFor, oneOf, picker, type Pick } from './walk/answers-for.ts';
import { dueOnPaper } from './walk/due-on-paper.ts';
import { immortal, isDeath, mortal, type Fate } from './walk/mortal.ts';

const folder = existsSync('/dev/shm') ? '/dev/shm' : tmpdir();
const hour = 60 * 60 * 1000;

// ---- what can happen; `n` decides everything that is left open

const n = fc.nat(0xffffffff);
const move = fc.oneof(
  { weight: 24, arbitrary: fc.record({ do: fc.constant('decide' as const), n }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('wait' as const), minutes: fc.nat(60 * 24 * 3) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('wait' as const), minutes: fc.nat(60 * 24 * 40) }) },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('crash' as const),
      n,
      calls: fc.integer({ min: 1, max: 30 }),
      side: fc.constantFrom('before' as const, 'after' as const),
    }),
  },
  ...(['repeat', 'plan again', 'restart', 'reassign', 'details', 'enquiry', 'split', 'reopen', 'nonsense'] as const).map(
    (what) => ({ weight: 1, arbitrary: fc.record({ do: fc.constant(what), n }) }),
  ),
);
type Move = typeof move extends fc.Arbitrary<infer M> ? M : never;

const start = fc.record({
  at: fc.date({ min: new Date('2025-01-01'), max: new Date('2027-06-30'), noInvalidDate: true }),
  daysAgo: fc.nat(12),
  kind: fc.constantFrom('complaint', 'complaint', 'complaint', 'compliment', 'comment', 'service request'),
});

/** How many of each thing happened, over all walks. */
type Tally = Map<string, number>;
const count = (tally: Tally, what: string) => tally.set(what, (tally.get(what) ?? 0) + 1);

/** A walk as it goes: the system, which a crash or a restart opens anew on its folder, and the cases in it. */
class Walk {
  readonly dataDir: string;
  readonly tally: Tally;
  play: Play;
  references: string[] = [];
  private fate: Fate = immortal();
  private readonly sent = new Map<string, number>();
  private repeat: (() => Promise<Answer>) | undefined;

  private constructor(dataDir: string, tally: Tally, play: Play, fate: Fate) {
    this.dataDir = dataDir;
    this.tally = tally;
    this.play = play;
    this.fate = fate;
  }
}
