import type { ParsedMail } from '../parse-mail/parsed-mail.ts';

// What mail servers say that know no report (RFC 3464): their words, and a copy of what they return.

/** How the subject of a returned mail begins. */
const subject =
  /^(?:undeliver(?:able|ed)|undelivered mail|mail delivery (?:failed|failure|problem)|delivery (?:failure|failed|notification|status notification|has failed)|failure notice|returned mail|non[- ]?delivery|delivery report|message (?:not delivered|undeliverable)|could not deliver|unzustellbar|zustellung (?:fehlgeschlagen|gescheitert)|échec de (?:la )?remise|non remis|niedostarczon|nie dostarczono|no se puede entregar|não entregue|impossibile recapitare|onbestelbaar|e-?bost heb ei ddosbarthu)/iu;

/** That a mail has not arrived and will not: in words, or as RFC 5321 and RFC 3463 number it. */
const failure =
  /(?:could ?n[o']t be delivered|can(?:no|')?t be delivered|was ?n[o']t delivered|has not been delivered|not (?:be )?able to deliver|unable to deliver|undeliverable|delivery (?:has )?failed|failed permanently|permanent (?:error|failure)|no such (?:user|mailbox|address)|user (?:unknown|does ?n[o']t exist|not found)|unknown user|address(?:es)? (?:rejected|not found|does not exist)|recipient (?:rejected|unknown|not found)|no mailbox here|mailbox (?:is )?(?:full|unavailable|not found|disabled)|account (?:is )?(?:disabled|closed|does not exist)|nicht zugestellt werden|unzustellbar|n['’]a pas pu être remis|nie (?:została|mogła być|udało się) doręcz|nie znaleziono adresu|no se ha podido entregar|não pôde ser entregue|non è stato possibile recapitare|kon niet worden bezorgd|methwyd (?:â|ag) ddosbarthu|(?:^|[\s(#<])5\.\d{1,3}\.\d{1,3}\b|(?:^|\s)55\d[ -])/imu;

/** That a server is still trying, or that the mail arrived: then nothing has failed yet. */
const notYet =
  /(?:delayed|still trying|(?:will|we['’]ll) (?:keep|continue) (?:on )?(?:re)?try|will be (?:re)?tried|retry(?:ing)? for|not yet been delivered|warning message only|no(?:t| need to| action)[^.\n]{0,40}(?:resend|send it again|required)|verzögert|was successfully delivered|has been (?:delivered|read))/iu;

const mostRead = 60_000;

/** A line of a header that a server copied, quoted or not. */
const copied = (name: string) =>
  new RegExp(`^[>\\t ]*${name}:[ \\t]*(.*(?:\\r?\\n[>\\t ]*[ \\t]+<.*)*)`, 'gim');
const letterLine = copied('x-redress-letter');
const idLine = copied('(?:original-)?message-id');
const chainLine = copied('references');

/** What a mail returns of another, in its attachments or below its own words. */
function returnedIn({ attachments, text }: ParsedMail): string[] {
  const decoder = new TextDecoder('latin1');
  return [
    ...attachments
      .filter(({ mimeType }) => /^(?:message\/|text\/rfc822-headers$)/.test(mimeType))
      .map(({ content }) => decoder.decode(content.subarray(0, mostRead))),
    text.slice(0, mostRead),
  ];
}

/** The words of the server itself: those above the copy of what it returns, which may speak of anything. */
function ownWords({ text }: ParsedMail): string {
  const read = text.slice(0, mostRead);
  const copy = read.search(/^[>\t ]*(?:x-redress-letter|(?:original-)?message-id|received|return-path):/im);
  return copy === -1 ? read : read.slice(0, copy);
}

/** Whether a mail says in words that another one did not arrive. Whoever sent it may still be a person. */
export const saysNotDelivered = (mail: ParsedMail): boolean =>
  failure.test(ownWords(mail)) && !notYet.test(`${mail.subject}\n${ownWords(mail)}`);

/** Whether the subject is one of a returned mail. */
export const isBounceSubject = (mail: ParsedMail): boolean => subject.test(mail.subject.trim());

/**
 * The possible ids of the letter that a mail server says in words did not arrive, the most reliable first. Empty if it does not
 * say so, or says it in a report too, which is read instead (delivery-report.ts).
 */
export function failedInWords(mail: ParsedMail): string[] {
  const hasReport = mail.attachments.some(({ mimeType }) =>
    /^message\/(?:global-)?delivery-status$/.test(mimeType),
  );
  if (hasReport || !saysNotDelivered(mail)) return [];
  const texts = returnedIn(mail);
  const found = (line: RegExp) =>
    texts.flatMap((text) => [...text.matchAll(line)].map(([, value = '']) => value.trim()));
  return [
    ...new Set([
      ...found(letterLine),
      ...found(idLine),
      // Our id is the last in the chain (functions/operations/send-letter/compose-mail.ts).
      ...found(chainLine).flatMap((chain) => chain.match(/<[^<>]+>$/) ?? []),
    ]),
  ].slice(0, 20);
}
