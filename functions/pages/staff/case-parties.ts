import { partyViews, type PartyView } from '../../case-views/parties-view.ts';
import { type Authority, type DetailName, namedDetails } from '../../domain/case/party.ts';
import { mayHaveCopies } from '../../domain/correspondence/copies.ts';
import { longDate } from '../../domain/time/civil-date.ts';
import type { CaseFile } from '../../ports.ts';
import type { Words } from '../../words/words.ts';
import { nameOf, type PageKit } from '../kit/page-kit.ts';
import { moment } from '../kit/render.ts';
import { personName } from '../../words/person-name.ts';

/** The people of a case as its page lists them. `file` must contain only what the reader may see. */
export function partiesOnPage(kit: PageKit, file: CaseFile, words: Words) {
  const { parties: text } = words;
  const titleOf = (document: string) => file.documents.find(({ id }) => id === document)?.title ?? document;
  return partyViews(file).map((party) => ({
    id: party.id,
    roles: party.roles.map((role) => text.roles[role]).join(', '),
    name: personName(party, words),
    lines: [
      ...(party.name === undefined ? [] : known(party.organisation)),
      ...known(party.email),
      ...known(party.phone),
      ...known(party.address),
      ...named(party, words, titleOf),
      ...(party.id === file.state.person || party.copies === 'nothing' ? [] : [text.copies[party.copies]]),
      ...(party.children === undefined
        ? []
        : [text.papersOf({ names: party.children.map((id) => nameIn(file, id, words)) })]),
    ],
    note: noteOn(party, file, words),
    ended: party.ended && text.ended({ why: text.endings[party.ended.why], on: longDate(party.ended.on) }),
    history: (party.earlier ?? []).toReversed().map(({ field, value, by, at, reason }) =>
      text.earlier({
        detail: text.details[field],
        value: value === undefined ? text.notKnownBefore : valueInWords(field, value, words, titleOf),
        by: nameOf(kit, by, words),
        at: moment(at),
        reason,
      }),
    ),
  }));
}

function nameIn({ persons }: CaseFile, id: string, { parties: text }: Words): string {
  return persons.find((person) => person.id === id)?.name ?? text.nameNotGiven;
}

function noteOn(
  { id, ended, roles, authority }: PartyView,
  { state }: CaseFile,
  { parties: text }: Words,
): string | undefined {
  if (state.parties === undefined) return undefined;
  if (id !== state.person)
    return ended === undefined && !mayHaveCopies(roles, { authority }) ? text.noAuthority : undefined;
  return ended === undefined ? text.writtenTo : text.stopped;
}

const known = (value: string | undefined): string[] => (value === undefined ? [] : [value]);

/** The details that need their name to be understood, with it. */
function named(party: PartyView, words: Words, titleOf: (document: string) => string): string[] {
  return namedDetails.flatMap((name) => {
    const value = party[name];
    return value === undefined
      ? []
      : [`${words.parties.details[name]}: ${valueInWords(name, value, words, titleOf)}`];
  });
}

function valueInWords(
  name: DetailName,
  value: string | Authority,
  { parties: text }: Words,
  titleOf: (document: string) => string,
): string {
  if (typeof value !== 'string')
    return text.authority({
      kind: text.authorities[value.kind],
      on: value.on === undefined ? undefined : longDate(value.on),
      document: value.document === undefined ? undefined : titleOf(value.document),
    });
  const words: Readonly<Record<string, string>> =
    name === 'format' ? text.formats : name === 'preferredWay' ? text.ways : {};
  return name === 'bornOn' ? longDate(value) : (words[value] ?? value);
}
