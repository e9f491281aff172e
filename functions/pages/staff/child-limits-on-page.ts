import { childrenOf, childrenOfItem } from '../../domain/case/child-limits.ts';
import { partiesOf } from '../../domain/case/parties.ts';
import { wallForParty } from '../../domain/people/child-wall.ts';
import type { CaseFile } from '../../ports.ts';
import type { Words } from '../../words/words.ts';
import { personNamed } from '../../words/person-name.ts';

/** A paper that is limited to children: whom it is about, who does not see it, and where that is changed. */
interface LimitOnPage {
  lines: string[];
  href: string | undefined;
}

/** The limits of the papers on the page of a case, as a function of the id of a paper. */
export function limitsOnPage(file: CaseFile, mayAct: boolean, words: Words) {
  const { state, persons } = file;
  const text = words.actions.limitToChildren;
  const named = (id: string) => personNamed(persons, id, words);
  const readers = partiesOf(state).filter(
    ({ id, roles, copies, ended }) =>
      ended === undefined && (id === state.person || roles.includes('complainant') || copies !== 'nothing'),
  );
  return (item: string): LimitOnPage => {
    const children = childrenOfItem(state, item);
    const without = readers.filter(({ id }) => !wallForParty(state, id)(children));
    return {
      lines:
        children.length === 0
          ? []
          : [
              text.limited({ names: children.map(named) }),
              ...(without.length === 0 ? [] : [text.notFor({ names: without.map(({ id }) => named(id)) })]),
            ],
      href:
        mayAct && childrenOf(state).length > 1
          ? `/cases/${state.reference}/steer/child-limit/${encodeURIComponent(item)}`
          : undefined,
    };
  };
}
