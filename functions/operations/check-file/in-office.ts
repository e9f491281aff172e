import type { FileProblem } from '../../domain/case/file-problem.ts';
import type { ZipEntry } from './zip-entries.ts';

/** The most of one part of a document that is read, in bytes. */
const mostOfPart = 5_000_000;

/**
 * Parts of an Office document that run: VBA, macros of Excel 4, controls, and things put into it that another program opens
 * (ECMA-376 part 1; MS-OVBA; MS-XLSB).
 */
const runs = /(?:^|\/)(?:vbaProject[^/]*\.bin|macrosheets\/|activeX\/|oleObject[^/]*\.bin)/i;

/** Documents that fetch another one with its macros when they are opened. */
const fetches = /attachedTemplate[^>]*TargetMode\s*=\s*["']External/i;

/** What makes an Office document (OOXML) one that is not accepted. */
export function problemOfOoxml(entries: readonly ZipEntry[]): FileProblem | undefined {
  if (entries.some(({ name }) => runs.test(name))) return 'file-has-macros';
  const types = textOf(entries, /^\[Content_Types\]\.xml$/i);
  if (types === undefined) return 'file-damaged';
  if (/macroEnabled|vbaProject/i.test(types)) return 'file-has-macros';
  return fetches.test(textOf(entries, /^word\/_rels\/settings\.xml\.rels$/i) ?? '')
    ? 'file-has-macros'
    : undefined;
}

/** What makes a document of LibreOffice one that is not accepted (OpenDocument 1.3 part 2). */
export function problemOfOpenDocument(entries: readonly ZipEntry[]): FileProblem | undefined {
  const manifest = textOf(entries, /^META-INF\/manifest\.xml$/);
  if (manifest === undefined) return 'file-damaged';
  if (/encryption-data/.test(manifest)) return 'file-is-locked';
  return entries.some(({ name }) => /^(?:Basic|Scripts)\/./.test(name)) ? 'file-has-macros' : undefined;
}

/** In a compound file (MS-CFB), names of streams are UTF-16. */
const named = (name: string): Buffer => Buffer.from(name, 'utf16le');
const encryptedPackage = named('EncryptedPackage');
const macros = [named('_VBA_PROJECT'), named('Macros'), named('ObjectPool')];
const wordDocument = named('WordDocument');

/**
 * What makes a compound file, the form of Office documents before 2007, one that is not accepted. Of these only Word's are:
 * Excel 4 macros in the cells of a workbook cannot be told from others without reading all of it.
 */
export function problemOfCompoundFile(content: Uint8Array): FileProblem | undefined {
  const bytes = Buffer.from(content.buffer, content.byteOffset, content.byteLength);
  if (bytes.includes(encryptedPackage)) return 'file-is-locked';
  if (!bytes.includes(wordDocument)) return 'file-type-not-accepted';
  if (macros.some((name) => bytes.includes(name))) return 'file-has-macros';
  // The file information block begins a sector: its identifier, and at byte 10 whether the text is encrypted (MS-DOC 2.5.2).
  for (let at = 512; at + 12 <= bytes.length; at += 512)
    if (bytes.readUInt16LE(at) === 0xa5ec)
      return (bytes.readUInt16LE(at + 10) & 0x0100) === 0 ? undefined : 'file-is-locked';
  return 'file-damaged';
}

function textOf(entries: readonly ZipEntry[], name: RegExp): string | undefined {
  return entries
    .find((entry) => name.test(entry.name))
    ?.read(mostOfPart)
    ?.toString('utf8');
}
