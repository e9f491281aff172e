import * as z from 'zod/mini';

/** What lies in a queue is not JSON. Its text is not quoted, as JSON.parse would: it can hold addresses. */
class NotJson extends Error {
  override name = 'NotJson' as const;
}

function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new NotJson('a message of the queue is not JSON');
  }
}

const SnsEnvelope = z.object({ Message: z.string() });

/** The text that a topic put into a queue (Amazon SNS Developer Guide, "Message formats"). Throws when it is none. */
export function topicText(body: string): string {
  return SnsEnvelope.parse(json(body)).Message;
}

/** What a service said in JSON. Throws `$ZodError` or `NotJson`, and the dead-letter queue keeps it. */
export function readWord<Word extends z.ZodMiniType>(word: Word, text: string): z.output<Word> {
  return word.parse(json(text));
}
