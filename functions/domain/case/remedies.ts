import type { Case, Run } from './case.ts';
import type { Money } from './facts.ts';

/** The run that follows up an action or a payment, once a letter has promised it. */
export function runAbout({ runs }: Pick<Case, 'runs'>, id: string): Run | undefined {
  return runs.find(({ beside, matter }) => beside && matter?.id === id);
}

/** Money that an answer proposes and no one has approved or refused. */
export function moneyWaiting({ facts }: Pick<Case, 'facts'>): Money[] {
  return (facts.money ?? []).filter(({ approved, refused }) => !approved && !refused);
}
