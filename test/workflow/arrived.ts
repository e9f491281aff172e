import type { Play } from '../play.ts';

/**
 * The readers of a kind of letter and what became of it once the hour in which alerts are bundled is over: of one that
 * was bundled, what became of the letter that took it up.
 */
export async function arrived(play: Play, reference: string, template: string): Promise<string[][]> {
  await play.toInstant(new Date(Date.parse(play.now()) + 2 * 60 * 60 * 1000).toISOString());
  const { state, events } = await play.file(reference);
  const statusOf = (key: string): string => {
    const settled = events.findLast((event) => event.type === 'letter-settled' && event.letter === key);
    if (settled?.type !== 'letter-settled') return 'prepared';
    return settled.bundle === undefined ? settled.status : statusOf(settled.bundle);
  };
  return state.letters.filter((one) => one.template === template).map(({ key, to }) => [to, statusOf(key)]);
}
