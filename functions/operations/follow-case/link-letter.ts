import type { NewEvent } from '../../domain/case/events.ts';
import { taskOfLetter } from '../../domain/correspondence/letter-values.ts';
import { lettersFor } from '../../domain/correspondence/prepare-letters.ts';
import type { Dependencies } from '../../dependencies.ts';
import type { CaseFile } from '../../ports.ts';

/** A letter that only brings a private link. Its key contains the version of the case, so no letter is sent twice. */
export const linkLetter = (
  deps: Pick<Dependencies, 'council' | 'clock'>,
  { state }: Pick<CaseFile, 'state'>,
  template: 'private-link' | 'complaint-goes-on' = 'private-link',
): NewEvent[] =>
  lettersFor(
    template,
    ['complainant'],
    `private-link-${state.version}`,
    state,
    taskOfLetter(state, undefined),
    { council: deps.council, now: deps.clock.now() },
  );
