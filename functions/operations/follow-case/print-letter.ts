import type { User } from '../../domain/council/council.ts';
import { lettersStopped } from '../../domain/case/parties.ts';
import { isOnPaper } from '../../domain/correspondence/letter-state.ts';
import { may } from '../../domain/people/may.ts';
import { letterId, type Dependencies } from '../../dependencies.ts';
import {
  furtherComplainantWrittenTo,
  leavesCouncil,
  personWrittenTo,
} from '../../domain/people/written-to.ts';
import { withAddress } from './address-on-paper.ts';
import { followPage, newPrivateLink } from './private-link.ts';

/**
 * A letter in HTML to print and post, with the postal address and a private link made for this print. The stored copy
 * has neither. Undefined if this user cannot see such a letter. Each print makes another link.
 */
export async function printLetter(
  deps: Dependencies,
  command: { caseId: string; letter: string; by: User },
): Promise<string | undefined> {
  const file = await deps.store.file(command.caseId);
  if (!file || !may(command.by, { do: 'act on case' }, file.state, deps.council)) return undefined;
  const row = file.letters.find(({ key }) => letterId(file.state.id, key) === command.letter);
  if (!row?.file || !leavesCouncil(row.to) || !isOnPaper(row)) return undefined;
  // Nothing more is posted to a complainant who has died.
  if (row.to === 'complainant' && lettersStopped(file.state)) return undefined;
  const content = await deps.files.get(row.file);
  if (!content) return undefined;
  const person = personWrittenTo(file, row.to);
  const stored = new TextDecoder().decode(content);
  const further = furtherComplainantWrittenTo(file.state, row.to);
  if (row.to !== 'complainant' && further === undefined) return withAddress(stored, person);
  const address = followPage(deps);
  const { code } = await newPrivateLink(deps, file.state, further, command.by.id);
  const letter = stored
    .replaceAll(`"${address}"`, `"${address}/${code}"`)
    .replaceAll(`>${address}<`, `>${address}/${code}<`);
  return withAddress(letter, person);
}
