import { expect, test } from 'vitest';
import { linkLetter } from '../../functions/operations/follow-case/link-letter.ts';
import { deliverLetters } from '../../functions/operations/send-letter/deliver-letters.ts';
import { writeCase } from '../../functions/operations/write-case.ts';
import { browse } from '../web/pages/browse.ts';
import { complainant, openPlay, type Play, linkIn } from '../play.ts';

const newAddress = 'sam@new-home.example';

async function moves(play: Play, reference: string) {
  const body = { email: newAddress, reason: 'She has a new provider.' };
  const answer = await play.request('PATCH', `/api/v1/cases/${reference}/parties/P1`, { body });
  expect(answer.status).toBe(200);
}
const opens = async (play: Play, text: string | undefined, reference: string) =>
  (await browse(play).get(linkIn(text))).text.includes(reference);

/** A case with a letter to the complainant that has not left yet. */
async function withLetter(play: Play): Promise<string> {
  const reference = await play.complaintAt('stage-1');
  await writeCase(play.deps, reference, (file) => ({ events: linkLetter(play.deps, file) }));
  return reference;
}

test('the address changes after the case was read and before the letter is claimed: it goes to the new address', async () => {
  const play = await openPlay('2026-06-01T09:00:00Z');
  const reference = await withLetter(play);
  const before = (await play.lettersTo(complainant)).length;
  const { store } = play.deps;
  let changed = false;
  const deps = {
    ...play.deps,
    store: {
      ...store,
      async claimLetter(...claim: Parameters<typeof store.claimLetter>) {
        if (!changed) {
          changed = true;
          await moves(play, reference);
        }
        return store.claimLetter(...claim);
      },
    },
  };
  await deliverLetters(deps, reference);
  await play.settle();
  expect((await play.lettersTo(complainant)).length).toBe(before);
  const [letter] = await play.lettersTo(newAddress);
  expect(await opens(play, letter?.text, reference)).toBe(true);
});

test('the address changes while the letter is with the mail service: its link is dead, and a new one follows', async () => {
  const play = await openPlay('2026-06-01T09:00:00Z');
  const reference = await withLetter(play);
  const { mailer } = play.deps;
  let changed = false;
  const deps = {
    ...play.deps,
    mailer: {
      ...mailer,
      async send(letter: Parameters<typeof mailer.send>[0]) {
        const result = await mailer.send(letter);
        if (!changed) {
          changed = true;
          await moves(play, reference);
        }
        return result;
      },
    },
  };
  await deliverLetters(deps, reference);
  await play.settle();
  const old = (await play.lettersTo(complainant)).at(-1);
  expect(await opens(play, old?.text, reference)).toBe(false);
  const fresh = (await play.lettersTo(newAddress)).at(-1);
  expect(fresh?.subject).toBe(`Your private link for ${reference}`);
  expect(await opens(play, fresh?.text, reference)).toBe(true);
});
