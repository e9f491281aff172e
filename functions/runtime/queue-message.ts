import * as z from 'zod/mini';

/**
 * Thrown if a message in a queue is not JSON. It does not quote the text, as JSON.parse would: the text can contain
 * addresses.
 */
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

/**
 * The text that a topic put into a queue (Amazon SNS Developer Guide, "Message formats"). Throws if the message is of
 * another form.
 */
export function topicText(body: string): string {
  return SnsEnvelope.parse(json(body)).Message;
}

/** Reads a service's JSON message. Throws `$ZodError` or `NotJson`, and then the dead-letter queue keeps it. */
export function readWord<Word extends z.ZodMiniType>(word: Word, text: string): z.output<Word> {
  return word.parse(json(text));
}
