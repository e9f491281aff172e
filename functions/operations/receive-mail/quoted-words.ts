// What mail programs write above a mail that someone answers or passes on, in the languages of people who write to English
// councils: English, Welsh, Polish, Romanian, German, French, Spanish, Portuguese, Italian, Dutch, Ukrainian, Russian and
// Turkish.

const labels = {
  from: /^(?:from|von|o|oddi wrth|gan|de|exp[ée]diteur|od|nadawca|de la|expeditor(?:ul)?|da|mittente|van|від(?: кого)?|от(?: кого)?|kimden|gönderen)$/iu,
  date: /^(?:date|sent|datum|gesendet|dyddiad|anfonwyd|envoyé|am|data|wysłan[oae]|trimis|fecha|enviado(?: el| em)?|enviada em|inviato|verzonden|дата|надіслано|отправлено|tarih|gönderildi)$/iu,
  subject:
    /^(?:subject|betreff|pwnc|testun|objet|sujet|temat|subiect(?:ul)?|asunto|assunto|oggetto|onderwerp|тема|konu)$/iu,
  other:
    /^(?:to|an|at|i|à|cc|kopie|bcc|reply-to|antwort an|ateb i|importance|priority|organi[sz]ation|attachments?|anlagen|do|dw|adresat|kopia|odpowiedź do|către|destinatar(?:ul)?|para|copia|cópia|a|aan|pour|copie(?: à)?|кому|копія|копия|kime|bilgi)$/iu,
};
export type Label = keyof typeof labels;
const labelNames: readonly Label[] = ['from', 'date', 'subject', 'other'];

/** The field of a mail's header that a line of text repeats, such as `Von: Sam <sam@example.net>`. */
export function labelOf(line: string): { label: Label; value: string } | undefined {
  const [, word = '', value = ''] =
    /^\s*\*{0,2}([\p{L}][\p{L} -]{0,20}?)\s*:\*{0,2}\s*(.*)$/u.exec(line.slice(0, 2000)) ?? [];
  const label = labelNames.find((name) => labels[name].test(word.trim()));
  return label && { label, value: value.replace(/^\*+\s*/, '').trim() };
}

const anyOf = (words: readonly string[]): string => `(?:${words.join('|')})`;

// Between dashes: Gmail, Yahoo, Thunderbird, Proton and Notes.
const forwarded = anyOf([
  'Forwarded (?:message|by [^-\\n]{1,80})',
  'Weitergeleitete Nachricht',
  "Neges (?:wedi['’]i hanfon ymlaen|a anfonwyd ymlaen|wedi['’]i blaenyrru)",
  'Message (?:transf[ée]r[ée]|transmis)',
  'Przekazana wiadomość',
  'Treść przekazanej wiadomości',
  'Mesaj redirecționat',
  'Mensaje reenviado',
  'Mensagem (?:re)?encaminhada',
  'Messaggio inoltrato',
  'Doorgestuurd bericht',
  '(?:Перенаправлене|Переслане) повідомлення',
  '(?:Пересылаемое|Перенаправленное) сообщение',
  'İletilmiş Mesaj|İletilen İleti',
]);
const original = anyOf([
  'Original[- ](?:Message|nachricht|Appointment)',
  'Urspr[üu]ngliche Nachricht',
  'Neges wreiddiol',
  'Oryginalna wiadomość|Wiadomość oryginalna',
  'Mesaj original',
  'Mensaje original',
  'Mensagem original',
  'Messaggio originale',
  "Message d['’]origine|Message original",
  'Oorspronkelijk bericht',
  'Оригінальне повідомлення|Исходное сообщение',
]);
// Apple.
const begins = anyOf([
  'Begin forwarded message',
  'Anfang der weitergeleiteten (?:Nachricht|E-Mail)',
  "Dechrau(?:['’]r)? neges (?:wedi['’]i hanfon ymlaen|a anfonwyd ymlaen)",
  'D[ée]but du message (?:r[ée]exp[ée]di[ée]|transf[ée]r[ée])',
  'Początek przekazywanej wiadomości',
  'Începe mesajul redirecționat',
  'Inicio del mensaje reenviado',
  'Início da mensagem (?:re)?encaminhada',
  'Inizio messaggio inoltrato',
  'Begin doorgestuurd bericht',
  'Початок листа, що пересилається',
  'Начало переадресованного сообщения',
]);
const forwardMark = new RegExp(
  `^[>\\s*]*(?:-{3,}\\s*${forwarded}\\s*-{3,}|${begins})\\s*:?\\s*\\*?\\s*$`,
  'iu',
);
const originalMark = new RegExp(`^[>\\s*]*-{3,}\\s*${original}\\s*-{3,}\\s*:?\\s*\\*?\\s*$`, 'iu');

/** Whether a line stands above a mail that is passed on. */
export const isForwardMark = (line: string): boolean => forwardMark.test(line.slice(0, 300));

/** Whether a line stands above a mail that is passed on or answered: only the subject says which. */
export const isOriginalMark = (line: string): boolean => originalMark.test(line.slice(0, 300));

// Yahoo writes the header of a forward on the line of its mark.
const onOneLine = new RegExp(`^(\\s*-{3,}\\s*${forwarded}\\s*-{3,})\\s*([^\\s-].*)$`, 'iu');
const fieldWithin =
  /(?<=[\s>)\w.\p{L}])(?=(?:From|To|Cc|Sent|Subject|Od|Do|Dw|Wysłano|Data|Temat|Von|An|Gesendet|Betreff|De|À|Envoyé|Objet|De la|Către|Trimis|Subiect|Para|Enviado|Asunto|Assunto|Da|A|Inviato|Oggetto)\s?:)/u;

/** The lines of a forward whose mark and header stand on one. */
export function unfoldedForward(line: string): string[] {
  const [, markOnly = '', rest = ''] = onOneLine.exec(line.slice(0, 2000)) ?? [];
  return markOnly === '' ? [line] : [markOnly, ...rest.split(fieldWithin)];
}

const forwardPrefix =
  /^\s*(?:\[[^\]\n]{1,40}\]\s*)?(?:fwd?|fw|wg|weitergeleitet|ym(?:l|laen)?|anfon ymlaen|tr|pd|rv|enc|i|doorst|redir\.?|ilt|пересл)\s*:/iu;

/** Whether a subject says that the mail is passed on. */
export const isForwardSubject = (subject: string): boolean => forwardPrefix.test(subject);

/** How the line begins that says who wrote what is quoted, and the verb in it. English has its own rule. */
const attributions: readonly (readonly [start: RegExp, says: RegExp])[] = [
  [/^On /, /^On .{6,300}\bwrote:\s*$/s],
  [/^Am /, /\bschrieb\b/],
  [/^Ar /, /\bysgrifennodd\b/],
  [/^(?:W dniu|Dnia|(?:pon|wt|śr|czw|pt|sob|niedz|nd)\.?,) /i, /\b(?:pisze|napisała?(?:\(a\))?)/],
  [/^(?:În|Pe) /, /\ba scris\b/],
  [/^Le /, /\ba écrit\b/],
  [/^El /, /\bescribió/],
  [/^(?:Em|No dia) /, /\bescreveu\b/],
  [/^Il (?:giorno )?/, /\bha scritto\b/],
  [/^Op /, /\bschreef\b/],
  [/^(?:пн|вт|ср|чт|пт|сб|нд|вс)\.?,? /iu, /(?:пише|написав|написала|пишет|написал)/],
];
const attributionLines = 4;

/**
 * Whether a line begins the sentence that says who wrote what is quoted below: "On 3 March 2026, Sam <sam@example.net>
 * wrote:", which programs break across lines. In other languages it has a date and an address or stands above a quotation,
 * because people begin sentences with these words as well.
 */
export function isAttribution(lines: readonly string[], index: number): boolean {
  const line = (lines[index] ?? '').trimStart();
  const found = attributions.find(([start]) => start.test(line));
  if (!found) return false;
  const [[, says], isEnglish] = [found, found === attributions[0]];
  for (let more = 0; more < attributionLines; more++) {
    const head = [line, ...lines.slice(index + 1, index + 1 + more)].join(' ').slice(0, 600);
    if (
      isEnglish
        ? says.test(head)
        : isAttributionOf(says, head, lines.slice(index + more + 1, index + more + 3))
    )
      return true;
  }
  return false;
}

const isAttributionOf = (says: RegExp, head: string, below: readonly string[]): boolean =>
  /:\s*$/.test(head) &&
  /\d/.test(head) &&
  says.test(head) &&
  (/\S@\S/.test(head) || below.some((line) => /^\s?>/.test(line)));
