import type { Case, Run } from './case.ts';
import type { Money } from './facts.ts';

/** The run that follows up an action or a payment, once a letter has promised it. */
export function runAbout({ runs }: Pick<Case, 'runs'>, id: string): Run | undefined {
  return runs.find(({ beside, matter }) => beside && matter?.id === id);
}

/** The money that a run alongside the case follows up. */
export function moneyOf({ facts, runs }: Pick<Case, 'facts' | 'runs'>, number: number): Money | undefined {
  const about = runs.find(({ run }) => run === number)?.matter?.id;
  return (facts.money ?? []).find(({ id }) => id === about);
}

/** Money that an answer proposes and no one has approved or refused. */
export function moneyWaiting({ facts }: Pick<Case, 'facts'>): Money[] {
  return (facts.money ?? []).filter(({ approved, refused }) => !approved && !refused);
}
