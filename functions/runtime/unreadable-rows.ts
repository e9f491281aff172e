import type { CaseStore, Page } from '../ports.ts';

/** A store whose lists also tell of each row that they leave out because it cannot be read, by its key. */
export function tellingUnreadable(store: CaseStore, tell: (row: string) => void): CaseStore {
  const told =
    <Query, Item>(list: (query: Query) => Promise<Page<Item>>) =>
    async (query: Query): Promise<Page<Item>> => {
      const page = await list(query);
      page.unreadable?.forEach(tell);
      return page;
    };
  return {
    ...store,
    cases: told((query) => store.cases(query)),
    states: told((caseIds) => store.states(caseIds)),
    openTasks: told((query) => store.openTasks(query)),
    outbox: told((query) => store.outbox(query)),
    unsentLetters: told((query) => store.unsentLetters(query)),
    heldMail: told((query) => store.heldMail(query)),
    flagsToReview: told((query) => store.flagsToReview(query)),
    casesToReview: told((query) => store.casesToReview(query)),
    erasures: told((query) => store.erasures(query)),
    councilChanges: told((query) => store.councilChanges(query)),
  };
}
