import { defaultLanguage, letterIn, type LetterLanguage } from '../../../workflows/letters/index.ts';
import type { LetterTemplate } from '../../../workflows/letters/letter-template.ts';
import type { Addressee } from '../../domain/case/events.ts';
import { contactOf, isContact } from '../../domain/people/contacts.ts';
import { presentUser, userById, userIdOf, type Council } from '../../domain/council/council.ts';
import type { LetterReader } from '../../domain/correspondence/letter-values.ts';
import {
  furtherComplainantWrittenTo,
  leavesCouncil,
  partyWrittenTo,
  personWrittenTo,
} from '../../domain/people/written-to.ts';
import { hasConflict } from '../../domain/case/conflicts.ts';
import { lettersStopped } from '../../domain/case/parties.ts';
import type { PartyFormat } from '../../domain/case/party.ts';
import { isCopy } from '../../domain/correspondence/copies.ts';
import type { LetterRow, Person } from '../../domain/case/stored-rows.ts';
import type { Dependencies } from '../../dependencies.ts';
import type { CaseFile } from '../../ports.ts';

/** Thrown if a letter cannot be written. This is a fault, because a decision with such a letter is refused. */
export class LetterIncomplete extends Error {
  override name = 'LetterIncomplete' as const;
}

/**
 * A template by its id in the language of its reader, in the council's own wording if it has one. Every letter that a
 * procedure names exists, because procedures are checked when they are loaded.
 */
export function letterTemplate(
  id: string,
  council?: Pick<Council, 'letters'>,
  language: LetterLanguage = defaultLanguage,
): LetterTemplate {
  const template = letterIn(language, id);
  if (!template) throw new LetterIncomplete(`there is no letter "${id}"`);
  // The council writes its own wording in the default language.
  return { ...template, ...(language === defaultLanguage ? council?.letters?.[id] : {}) };
}

/** The reader of a letter. Cases do not record a language yet, so every reader gets the default one. */
export function reader(
  { council }: Pick<Dependencies, 'council'>,
  file: Pick<CaseFile, 'persons' | 'state'>,
  { to, key, template }: Pick<LetterRow, 'to' | 'key'> & Partial<Pick<LetterRow, 'template'>>,
): LetterReader {
  const language = defaultLanguage;
  if (leavesCouncil(to)) {
    // A copy says what the letter itself says, and a letter to another body names the complainant to it.
    const toBody = template !== undefined && letterTemplate(template).audience === 'other body';
    const isOfOther =
      (isCopy({ key }) || toBody) && furtherComplainantWrittenTo(file.state, to) === undefined;
    const addressee = isOfOther ? file.state.person : (partyWrittenTo(to) ?? file.state.person);
    const person = file.persons.find(({ id }) => id === addressee);
    const copied = isOfOther ? personWrittenTo(file, to) : undefined;
    return {
      language,
      complainantName: person?.name ?? (partyWrittenTo(to) === undefined ? undefined : person?.organisation),
      // Also for anyone who asked for paper, whatever address we know.
      byPost: (addressIn(file, person) ?? person)?.email === undefined,
      ...(copied ? { copyReaderName: copied.name ?? copied.organisation } : {}),
    };
  }
  if (isContact(to)) return { language, staffName: contactOf(council, to)?.name ?? '' };
  const user = userById(council, userIdOf(to));
  return { language, staffName: user?.name ?? '', user };
}

/** Where a letter goes now; without an email address on paper. Undefined: to no one. */
export function addressOf(
  { council }: Dependencies,
  file: CaseFile,
  to: Addressee,
): { name: string | undefined; email: string | undefined } | undefined {
  if (isContact(to)) return contactOf(council, to);
  if (!leavesCouncil(to)) {
    const id = userIdOf(to);
    // An alert may have waited: its reader can have left or have a conflict of interest by now (law.md section 2c).
    const user = hasConflict(file.state, id, council) ? undefined : presentUser(council, id);
    return user && { name: user.name, email: user.email };
  }
  const stopped = to === 'complainant' && lettersStopped(file.state);
  return stopped ? undefined : addressIn(file, personWrittenTo(file, to));
}

/** Where a letter to a person outside the council goes: without an email address, on paper. */
function addressIn(
  { state }: Pick<CaseFile, 'state'>,
  person: Person | undefined,
): { name: string | undefined; email: string | undefined } | undefined {
  const { email, name, organisation, address, phone } = person ?? {};
  // Anyone who can be reached another way still gets the letter: an officer is asked to bring it to them.
  if (
    [email, name, organisation, address, phone, state.facts.reachSafely].every((known) => known === undefined)
  )
    return undefined;
  // Who needs paper gets paper, even if we know an email address.
  const onPaper = address !== undefined && person?.format !== undefined && paperFormats.has(person.format);
  return { name: name ?? organisation, email: onPaper ? undefined : email };
}

/** Formats that cannot be sent by email. */
const paperFormats: ReadonlySet<PartyFormat> = new Set(['paper', 'large print', 'audio', 'braille']);
