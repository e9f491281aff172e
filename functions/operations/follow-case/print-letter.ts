import type { User } from '../../domain/council/council.ts';
import { may } from '../../domain/people/may.ts';
import { letterId, type Dependencies } from '../../dependencies.ts';
import { withAddress } from './address-on-paper.ts';
import { followPage, newPrivateLink } from './private-link.ts';

/**
 * A letter to print and post, with its address and a private link made for this print: the copy that is kept has neither. Undefined: there is
 * no such letter for this user. Printing it again makes another link.
 */
export async function printLetter(
  deps: Dependencies,
  command: { caseId: string; letter: string; by: User },
): Promise<string | undefined> {
  const file = await deps.store.file(command.caseId);
  if (!file || !may(command.by, { do: 'act on case' }, file.state, deps.council)) return undefined;
  const row = file.letters.find(({ key }) => letterId(file.state.id, key) === command.letter);
  if (row?.to !== 'complainant' || !row.file?.endsWith('.html')) return undefined;
  const content = await deps.files.get(row.file);
  if (!content) return undefined;
  const shown = followPage(deps);
  const { code } = await newPrivateLink(deps, file.state);
  const letter = new TextDecoder()
    .decode(content)
    .replaceAll(`"${shown}"`, `"${shown}/${code}"`)
    .replaceAll(`>${shown}<`, `>${shown}/${code}<`);
  return withAddress(
    letter,
    file.persons.find(({ id }) => id === file.state.person),
  );
}
