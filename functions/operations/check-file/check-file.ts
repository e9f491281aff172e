import type { FileProblem } from '../../domain/case/file-problem.ts';
import { problemOfCompoundFile, problemOfOoxml, problemOfOpenDocument } from './in-office.ts';
import { problemOfPdf } from './in-pdf.ts';
import { zipEntries } from './zip-entries.ts';

// What a file is, from its content alone. Its name can only count against it: no name makes anything acceptable.

/** What a file is: the type it is served with and the ending that its name gets. */
interface FileKind {
  mimeType: string;
  extension: string;
}

const word = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';
const excel = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
const powerPoint = 'application/vnd.openxmlformats-officedocument.presentationml.presentation';
const ooxml: ReadonlySet<string> = new Set([word, excel, powerPoint]);

/** The kinds of file that may be opened, by their type: what complainants and professionals send as evidence. */
const accepted: Readonly<Record<string, string>> = {
  'application/pdf': 'pdf',
  [word]: 'docx',
  [excel]: 'xlsx',
  [powerPoint]: 'pptx',
  'application/msword': 'doc',
  'application/vnd.oasis.opendocument.text': 'odt',
  'application/vnd.oasis.opendocument.spreadsheet': 'ods',
  'application/vnd.oasis.opendocument.presentation': 'odp',
  'application/rtf': 'rtf',
  'text/plain': 'txt',
  'message/rfc822': 'eml',
  'application/zip': 'zip',
  'image/png': 'png',
  'image/jpeg': 'jpg',
  'image/gif': 'gif',
  'image/webp': 'webp',
  'image/heic': 'heic',
  'image/heif': 'heic',
  'image/avif': 'avif',
  'image/tiff': 'tif',
  'image/bmp': 'bmp',
  'audio/mpeg': 'mp3',
  'audio/mp4': 'm4a',
  'audio/x-m4a': 'm4a',
  'audio/wav': 'wav',
  'audio/ogg': 'ogg',
  'audio/aac': 'aac',
  'audio/amr': 'amr',
  'video/mp4': 'mp4',
  'video/quicktime': 'mov',
  'video/webm': 'webm',
  'video/3gpp': '3gp',
};

/** Kinds that a file is recognised as under another name. */
const otherNames: Readonly<Record<string, string>> = {
  'image/heic-sequence': 'image/heic',
  'image/heif-sequence': 'image/heif',
  'audio/ogg; codecs=opus': 'audio/ogg',
  'text/calendar': 'text/plain',
  'text/vcard': 'text/plain',
  'text/vtt': 'text/plain',
  'video/x-m4v': 'video/mp4',
  'application/x-cfb': 'application/msword',
};

/** The endings that people can send, without those that only differ in age or maker. */
export const acceptedExtensions: readonly string[] = [
  'pdf',
  'docx',
  'xlsx',
  'pptx',
  'odt',
  'txt',
  'png',
  'jpg',
  'heic',
  'mp3',
  'm4a',
  'mp4',
  'mov',
];

/** Programs, and files that start one, as they are recognised. */
const programs: ReadonlySet<string> = new Set([
  'application/x-msdownload',
  'application/x-elf',
  'application/x-mach-binary',
  'application/x-ms-shortcut',
  'application/x.ms.shortcut',
  'application/x.apple.alias',
  'application/java-archive',
  'application/java-vm',
  'application/vnd.android.package-archive',
  'application/wasm',
  'application/x-shockwave-flash',
  'application/vnd.ms-htmlhelp',
  'application/x-ms-regedit',
  'application/x-google-chrome-extension',
  'application/x-xpinstall',
  'application/x-deb',
  'application/x-rpm',
  'application/xml',
  'image/svg+xml',
]);

/** Office documents with macros. */
const withMacros = /macroenabled/i;

/** Endings with which Windows, macOS or a browser runs a file (Microsoft: blocked attachments in Outlook). */
const runByName =
  /\.(?:ade|adp|app|appref-ms|asp|aspx|bas|bat|chm|cmd|cpl|dll|docm|dotm|exe|gadget|hlp|hta|html?|inf|ins|isp|iso|img|jar|jnlp|jse?|lnk|mht|mhtml|msc|msi|msp|mst|one|php|pif|potm|ppam|pptm|ps1|psc1|py|pyw|rb|reg|scf|scr|sct|search-ms|settingcontent-ms|sh|shtml|svg|svgz|url|vbe?|vbs|vhdx?|website|ws[cfh]?|xhtml|xht|xlam|xll|xlsm|xltm|xml|xsl|xslt)$/i;

/** Text that a browser or the shell of a system would run. */
const isMarkup =
  /<(?:!doctype|html|head|body|script|svg|iframe|object|embed|hta:application|\?xml|meta|link)[\s>/]/i;
const isScript =
  /^\s*(?:#!|@echo\b|\[InternetShortcut\]|\[Desktop Entry\]|Windows Registry Editor|REGEDIT4|WScript\.|Set \w+ = CreateObject\()/i;

/** The beginning of an email in a file: two of its usual fields among the first lines. */
const fieldOfMail = /^(?:from|to|date|subject|received|message-id|mime-version|return-path|delivered-to):/gim;

export type FileCheck = ({ ok: true } & FileKind) | { ok: false; problem: FileProblem };

const refused = (problem: FileProblem): FileCheck => ({ ok: false, problem });

/**
 * What a file is, or why it may not be opened. Looks at all of its content and, for what is packed in it, at that too. `name`:
 * as its sender called it.
 */
export const checkFile = (content: Uint8Array, name: string): Promise<FileCheck> =>
  checkWithin(content, name, 0);

/** The same for a file in so many mails. */
async function checkWithin(content: Uint8Array, name: string, mails: number): Promise<FileCheck> {
  const mimeType = await typeOf(content);
  if (mimeType === undefined) return refused('file-type-not-accepted');
  if (programs.has(mimeType)) return refused('file-is-program');
  if (withMacros.test(mimeType)) return refused('file-has-macros');
  const problem = problemOfName(name) ?? (await problemWithin(content, mimeType, mails));
  return problem === undefined ? kindOf(mimeType) : refused(problem);
}

/** The same for a file of which only the beginning was read. Undefined: that does not tell, because something could be packed in it. */
export async function checkBeginning(start: Uint8Array, name: string): Promise<FileCheck | undefined> {
  const mimeType = await typeOf(start);
  const { ok } = mimeType === undefined ? { ok: false } : kindOf(mimeType);
  if (mimeType === undefined || !ok || !/^(?:image|audio|video)\//.test(mimeType)) return undefined;
  const problem = problemOfName(name);
  return problem === undefined ? kindOf(mimeType) : refused(problem);
}

function kindOf(mimeType: string): FileCheck {
  const extension = Object.hasOwn(accepted, mimeType) ? accepted[mimeType] : undefined;
  return extension === undefined ? refused('file-type-not-accepted') : { ok: true, mimeType, extension };
}

function problemOfName(name: string): FileProblem | undefined {
  if (!runByName.test(name.trim())) return undefined;
  return /\.(?:do[ct]m|xl(?:am|sm|tm)|p(?:otm|pam|ptm))$/i.test(name.trim())
    ? 'file-has-macros'
    : 'file-is-program';
}

/** The name of a file with the ending that belongs to what it is, and no other: `photo.png` that is a JPEG becomes `photo.jpg`. */
export function nameWithExtension(name: string, extension: string): string {
  const [bare = name, ending] = /^(.+)\.([a-z][a-z0-9]{0,4})$/i.exec(name)?.slice(1) ?? [name];
  const isSame = ending?.toLowerCase() === extension || (extension === 'jpg' && /^jpeg$/i.test(ending ?? ''));
  return isSame ? name : `${bare}.${extension}`;
}

function problemWithin(
  content: Uint8Array,
  mimeType: string,
  mails: number,
): FileProblem | undefined | Promise<FileProblem | undefined> {
  switch (mimeType) {
    case 'application/pdf':
      return problemOfPdf(content);
    case 'application/msword':
      return problemOfCompoundFile(content);
    case 'application/zip':
      return problemOfArchive(content, mails);
    case 'message/rfc822':
      return problemOfMail(content, mails + 1);
    case 'application/rtf':
      return /\\obj(?:data|ect|emb|link|ocx)/i.test(bytesOf(content).toString('latin1'))
        ? 'file-has-macros'
        : undefined;
    default: {
      const isOoxml = ooxml.has(mimeType);
      if (!isOoxml && !mimeType.startsWith('application/vnd.oasis.')) return undefined;
      const entries = zipEntries(content);
      if (!entries) return 'file-damaged';
      if (entries.some(({ isEncrypted }) => isEncrypted)) return 'file-is-locked';
      return isOoxml ? problemOfOoxml(entries) : problemOfOpenDocument(entries);
    }
  }
}

/** What an archive may hold, unpacked in bytes: a phone packs its photos, no one a disk. */
const mostPacked = { files: 500, one: 60_000_000, all: 200_000_000 };
/** The longest text, in bytes: a bank statement of ten years has a tenth of it. */
const longestText = 20_000_000;
/** What macOS adds to an archive. */
const isOfSystem = /^__MACOSX\/|(?:^|\/)\.DS_Store$/;

/** An archive is accepted if each file in it is, and none of them is an archive. */
async function problemOfArchive(content: Uint8Array, mails: number): Promise<FileProblem | undefined> {
  const entries = zipEntries(content);
  if (!entries || entries.length > mostPacked.files) return 'file-damaged';
  if (entries.some(({ isEncrypted }) => isEncrypted)) return 'file-is-locked';
  let left = mostPacked.all;
  for (const entry of entries) {
    if (entry.name.endsWith('/') || isOfSystem.test(entry.name)) continue;
    const packed = entry.read(Math.min(left, mostPacked.one));
    if (packed === undefined) return 'file-damaged';
    left -= packed.length;
    if ((await typeOf(packed)) === 'application/zip') return 'file-type-not-accepted';
    const checked = await checkWithin(packed, entry.name, mails);
    if (!checked.ok) return checked.problem;
  }
  return undefined;
}

/** How deep mails are looked into. People forward what was forwarded to them, not ten times as a file in a file. */
const mostMails = 5;

/**
 * A mail is accepted if none of its files runs, is locked or cannot be looked into, and those of mails in it. A signature or a file of
 * a kind that is not known makes no mail one that cannot be read.
 */
async function problemOfMail(content: Uint8Array, mails: number): Promise<FileProblem | undefined> {
  if (mails > mostMails) return 'file-damaged';
  const { readMail } = await import('../parse-mail/read-mail.ts');
  const read = await readMail(content);
  if (!read.ok) return 'file-damaged';
  // More files than are read of a mail.
  if (read.mail.moreAttachments > 0) return 'file-damaged';
  for (const { content: file, filename } of read.mail.attachments) {
    const checked = await checkWithin(file, filename, mails);
    if (!checked.ok && checked.problem !== 'file-type-not-accepted') return checked.problem;
  }
  return undefined;
}

const bytesOf = (content: Uint8Array) => Buffer.from(content.buffer, content.byteOffset, content.byteLength);

/** The type of a file from its content. Undefined if it is nothing that is known. */
async function typeOf(content: Uint8Array): Promise<string | undefined> {
  // Loaded with the first file.
  const { fileTypeFromBuffer } = await import('file-type');
  const detected = await fileTypeFromBuffer(content);
  const text = detected === undefined || detected.mime.startsWith('text/') ? textIn(content) : undefined;
  if (text !== undefined) return typeOfText(text);
  return detected && (otherNames[detected.mime] ?? detected.mime);
}

/** The text of a file in UTF-8, in UTF-16 with its mark, or in the single bytes of Windows. Undefined if it is none. */
function textIn(content: Uint8Array): string | undefined {
  if (content.length > longestText) return undefined;
  const marked =
    content[0] === 0xff && content[1] === 0xfe
      ? 'utf-16le'
      : content[0] === 0xfe && content[1] === 0xff
        ? 'utf-16be'
        : undefined;
  for (const encoding of marked === undefined ? ['utf-8', 'windows-1252'] : [marked])
    try {
      const text = new TextDecoder(encoding, { fatal: true }).decode(content);
      // oxlint-disable-next-line no-control-regex -- these tell bytes from text
      return /[\0-\x08\x0e-\x1a\x1c-\x1f]/.test(text) ? undefined : text;
    } catch {
      // Not in this encoding.
    }
  return undefined;
}

function typeOfText(text: string): string {
  const beginning = text.slice(0, 4_000);
  const isMail = new Set(beginning.match(fieldOfMail)?.map((field) => field.toLowerCase())).size >= 3;
  if (isMail) return 'message/rfc822';
  if (isScript.test(beginning)) return 'application/x-msdownload';
  return isMarkup.test(text) ? 'image/svg+xml' : 'text/plain';
}
