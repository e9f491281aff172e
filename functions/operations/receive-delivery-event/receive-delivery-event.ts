import type { Dependencies } from '../../dependencies.ts';
import { readDeliveryEvent } from './delivery-event.ts';
import { recordDelivered } from './record-delivered.ts';
import { returnLetter, type LetterNews } from './return-letter.ts';

/**
 * Thrown for an event about a letter that no case knows, such as a digest. A person must look into the dead-letter
 * queue.
 */
class UnknownLetter extends Error {
  override name = 'UnknownLetter' as const;
}

/**
 * Records an event of the mail service from the body of a queue message; 'nothing' if it changes nothing. Throws
 * `UnknownLetter`.
 */
export async function receiveDeliveryEvent(
  deps: Dependencies,
  body: string,
): Promise<Exclude<LetterNews, 'no such letter'> | 'nothing'> {
  const report = readDeliveryEvent(body);
  if (!report) return 'nothing';
  if (report.became === 'delivered') return recordDelivered(deps, report);
  const result = await returnLetter(deps, report);
  if (result === 'no such letter') throw new UnknownLetter(report.became);
  return result;
}
