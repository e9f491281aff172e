import type { Case } from '../domain/case/case.ts';
import type { Message } from '../domain/case/stored-rows.ts';
import type { User } from '../domain/council/council.ts';
import { may } from '../domain/people/may.ts';
import type { Dependencies } from '../dependencies.ts';
import type { CaseFile } from '../ports.ts';

/** An open case that may be the same complaint as another one, and the strongest sign of it. */
export interface LikelyDuplicate {
  state: Case;
  because: 'same email' | 'same text' | 'same sender';
}

/** The most cases that are compared. Someone who writes every day has more, and the newest come first. */
const mostCompared = 20;
/** A shorter text, such as "Please call me", says nothing about being the same complaint. */
const shortestText = 30;

const strength: readonly LikelyDuplicate['because'][] = ['same email', 'same text', 'same sender'];

/**
 * Open cases that may be the same complaint as this one, most likely first, without those that the user may not change:
 * of the same sender, or with the same email or text of someone of the same name. A gateway adds a footer, and a second
 * address changes everything but the name and the text.
 */
export async function likelyDuplicates(
  deps: Dependencies,
  user: User,
  { state, persons, messages }: Pick<CaseFile, 'state' | 'persons' | 'messages'>,
): Promise<LikelyDuplicate[]> {
  const person = persons.find(({ id }) => id === state.person);
  const [first] = messages;
  if (!person || !first) return [];
  const { id: _, ...known } = person;
  const like = new Set((await deps.store.personsLike(known)).map(({ caseId }) => caseId));
  const named =
    known.name === undefined ? [] : (await deps.store.personsNamed(known.name)).map(({ caseId }) => caseId);
  const others = [...new Set([...like, ...named])].filter((id) => id !== state.id).slice(0, mostCompared);
  const compared = await Promise.all(
    others.map(async (id): Promise<LikelyDuplicate[]> => {
      const other = await deps.store.file(id);
      if (other?.state.status !== 'open' || !may(user, { do: 'act on case' }, other.state, deps.council))
        return [];
      const because = other.messages.some((message) => isSameEmail(message, first))
        ? 'same email'
        : other.messages.some((message) => isSameText(message, first))
          ? 'same text'
          : like.has(id)
            ? 'same sender'
            : undefined;
      return because === undefined ? [] : [{ state: other.state, because }];
    }),
  );
  return compared
    .flat()
    .toSorted((one, other) => strength.indexOf(one.because) - strength.indexOf(other.because));
}

const isSameEmail = ({ mailId }: Message, other: Message): boolean =>
  mailId !== undefined && mailId === other.mailId;

const plain = ({ text }: Message): string => text.replace(/\s+/g, ' ').trim().toLowerCase();

/** Whether one of two texts contains the other. */
function isSameText(one: Message, other: Message): boolean {
  const [short = '', long = ''] = [plain(one), plain(other)].sort((a, b) => a.length - b.length);
  return short.length >= shortestText && long.includes(short);
}
