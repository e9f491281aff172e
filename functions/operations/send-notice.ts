import { defaultLanguage } from '../../workflows/letters/index.ts';
import type { LetterName } from '../../workflows/letters/letter-names.ts';
import type { LetterValues } from '../../workflows/letters/letter-template.ts';
import { letterMailId, type Dependencies } from '../dependencies.ts';
import { renderLetter } from '../domain/correspondence/render-letter.ts';
import { composeMail } from './send-letter/compose-mail.ts';
import { letterTemplate } from './send-letter/letter-reader.ts';

/** The result for one notice. `before`: an earlier call has sent it, or may have. `busy`: to be tried again. */
export type NoticeSent = 'sent' | 'before' | 'refused' | 'unconfirmed' | 'busy';

/** A mail of ours that belongs to no case: a digest, or an alert about mail that became no case. */
interface Notice {
  /** A `LetterId`, the same for the same notice. */
  id: string;
  template: LetterName;
  values: LetterValues;
  to: { name?: string; email: string };
  /** The folder for the copy of what was sent. */
  copies: 'digests/' | 'letters/held-mail/';
}

/** A notice cannot be written: a fault in the template. */
class NoticeIncomplete extends Error {
  override name = 'NoticeIncomplete' as const;
}

/**
 * Sends a notice once, however often it is called. A second caller sends it only if the first is known not to have sent
 * it: none is better than two.
 */
export async function sendNotice(deps: Dependencies, notice: Notice): Promise<NoticeSent> {
  const { id, to, copies } = notice;
  const claimed = await deps.store.claimOnce(id);
  if (!claimed && (await deps.mailer.wasSent(id)) !== 'no') return 'before';
  let raw: Uint8Array;
  try {
    raw = await compose(deps, notice);
    await deps.files.put(`${copies}${id}.eml`, raw, 'message/rfc822');
  } catch (error) {
    await deps.store.releaseOnce(id);
    throw error;
  }
  const { outcome } = await deps.mailer.send({
    letterId: id,
    raw,
    from: deps.council.sender.address,
    to: to.email,
  });
  if (outcome === 'busy') await deps.store.releaseOnce(id);
  return outcome === 'unknown' ? 'unconfirmed' : outcome;
}

async function compose(deps: Dependencies, { id, template, values, to }: Notice): Promise<Uint8Array> {
  const rendered = renderLetter(letterTemplate(template, deps.council, defaultLanguage), values);
  if (!rendered.ok) throw new NoticeIncomplete(rendered.missing.join(', '));
  return composeMail({
    letterId: id,
    letter: rendered.letter,
    from: deps.council.sender,
    to: { ...(to.name === undefined ? {} : { name: to.name }), address: to.email },
    replyTo: deps.council.sender.address,
    messageId: letterMailId(deps.council, id),
    date: deps.clock.now(),
    autoSubmitted: 'auto-generated',
  });
}
