import { describe, expect, test } from 'vitest';
import { checkFile, nameWithExtension } from '../../../functions/operations/check-file/check-file.ts';
import {
  bytes,
  compoundFile,
  docx,
  heic,
  jpeg,
  odt,
  packedObjects,
  pdf,
  png,
  program,
  xlsx,
  zip,
} from '../../small-files.ts';

const script = '<< /S /JavaScript /JS (app.alert\\(1\\)) >>';

/** A mail that someone forwards as a file, with one file in it. */
const mailWith = (name: string, content: Uint8Array): Buffer =>
  bytes(
    'From: kim@example.net\r\nTo: sam@example.net\r\nSubject: See this\r\nMIME-Version: 1.0\r\n',
    'Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\nSee this.\r\n',
    `--b\r\nContent-Type: ${name.endsWith('.eml') ? 'message/rfc822' : 'application/octet-stream'}\r\n`,
    `Content-Disposition: attachment; filename="${name}"\r\n`,
    name.endsWith('.eml')
      ? '\r\n'
      : `Content-Transfer-Encoding: base64\r\n\r\n${Buffer.from(content).toString('base64')}`,
    name.endsWith('.eml') ? content : '',
    '\r\n--b--\r\n',
  );

/** A file in so many mails, each in the next. */
const inMails = (mails: number, content: Uint8Array): Buffer =>
  Array.from({ length: mails - 1 }).reduce<Buffer>(
    (inner, _, index) =>
      mailWith(
        'Fwd.eml',
        bytes(String(inner).replaceAll('boundary=b', `boundary=c${index}`).replaceAll('--b', `--c${index}`)),
      ),
    mailWith('photo.jpg', content),
  );

describe('a file is what its content says', () => {
  test.each<[string, Uint8Array, string, string]>([
    ['a letter', pdf('<< /Type /Catalog /OpenAction [3 0 R /Fit] >>'), 'letter.pdf', 'pdf'],
    ['a PDF that mentions JavaScript in its text', pdf('<< >>', '(about JavaScript)'), 'cv.pdf', 'pdf'],
    ['a PDF with packed objects', pdf(packedObjects('<< /Type /Page >>')), 'letter.pdf', 'pdf'],
    ['a Word document', docx(), 'diary.docx', 'docx'],
    [
      'a Word document with a workbook in it',
      docx({ 'word/embeddings/sheet.xlsx': 'PK' }),
      'report.docx',
      'docx',
    ],
    ['a workbook', xlsx(), 'costs.xlsx', 'xlsx'],
    ['an OpenDocument text', odt(), 'diary.odt', 'odt'],
    ['a document of an older Word', compoundFile(['WordDocument', '1Table']), 'old.doc', 'doc'],
    ['a photo of an iPhone', heic(), 'IMG_0001.HEIC', 'heic'],
    ['a JPEG under the name of a PNG', jpeg(), 'photo.png', 'jpg'],
    ['a PNG', png, 'bruise.png', 'png'],
    ['a PDF without an ending', pdf('<< >>'), 'letter', 'pdf'],
    ['text in any alphabet', bytes('Ffôn: 01743. 電話もなかった。'), 'notes.txt', 'txt'],
    ['text in the single bytes of Windows', bytes('Ffôn: ', [0xa3], '40, ', [0x80], '5'), 'notes.txt', 'txt'],
    ['text in UTF-16', Buffer.from('\uFEFFFfôn', 'utf16le'), 'notes.txt', 'txt'],
    ['text with a comparison in it', bytes('a < b, and c > d'), 'sums.txt', 'txt'],
    ['a table of commas', bytes('day,calls\n1,4\n'), 'calls.csv', 'txt'],
    ['an email', bytes('From: a@b.example\r\nTo: c@d.example\r\nSubject: x\r\n\r\n<html>'), 'old.eml', 'eml'],
    ['an email with a photo', mailWith('bruise.jpg', jpeg()), 'Fwd.eml', 'eml'],
    ['an email with a signature', mailWith('smime.p7s', bytes([0x30, 0x82, 1, 0])), 'Fwd.eml', 'eml'],
    ['an email in an email', mailWith('Fwd.eml', mailWith('one.pdf', pdf('<< >>'))), 'Fwd.eml', 'eml'],
    ['an email in four others', inMails(5, jpeg()), 'Fwd.eml', 'eml'],
    [
      'an archive of photos',
      zip({ 'one.jpg': jpeg(), 'two.heic': heic(), '__MACOSX/._one.jpg': 'x' }),
      'photos.zip',
      'zip',
    ],
  ])('%s', async (_, content, name, extension) => {
    expect(await checkFile(content, name)).toMatchObject({ ok: true, extension });
  });
});

describe('a file that runs, is locked or cannot be checked is not accepted', () => {
  const mail = 'Dear Sir';
  test.each<[string, Uint8Array, string, string]>([
    ['text under the name of a program', bytes(mail), 'photo.hta', 'file-is-program'],
    ['text under the name of a script, in capitals', bytes(mail), 'photo.jpg.JS ', 'file-is-program'],
    ['a photo under the name of a program', jpeg(), 'photo.jpg.exe', 'file-is-program'],
    ['a program under the name of a photo', program, 'photo.jpg', 'file-is-program'],
    ['a web page', bytes('  <!DOCTYPE html><p>Hello'), 'page.txt', 'file-is-program'],
    ['a page that runs as a program', bytes('<hta:application id=x>'), 'photo.txt', 'file-is-program'],
    ['a drawing with a script', bytes('<svg xmlns="x"><script/></svg>'), 'drawing.png', 'file-is-program'],
    ['a web page in UTF-16', Buffer.from('\uFEFF<html>', 'utf16le'), 'page.txt', 'file-is-program'],
    ['a script', bytes('#!/bin/sh\nrm -rf ~\n'), 'notes.txt', 'file-is-program'],
    ['a script of Windows', bytes('@echo off\r\nformat c:'), 'notes.txt', 'file-is-program'],
    ['a link to the internet', bytes('[InternetShortcut]\r\nURL=http://x'), 'notes.txt', 'file-is-program'],
    [
      'a shortcut',
      bytes([0x4c, 0, 0, 0, 1, 0x14, 2, 0, 0, 0, 0, 0, 0xc0, 0, 0, 0, 0, 0, 0, 0x46], Buffer.alloc(60)),
      'notes.txt',
      'file-is-program',
    ],
    ['a Word document with VBA', docx({ 'word/vbaProject.bin': 'x' }), 'letter.docx', 'file-has-macros'],
    [
      'a Word document that says it has macros',
      zip({
        '[Content_Types].xml':
          '<Types><Override PartName="/word/document.xml" ContentType="application/vnd.ms-word.document.macroEnabled.main+xml"/></Types>',
        'word/document.xml': '',
      }),
      'letter.docx',
      'file-has-macros',
    ],
    ['a Word document with the name of one with macros', docx(), 'letter.docm', 'file-has-macros'],
    [
      'a Word document with a program in it',
      docx({ 'word/embeddings/oleObject1.bin': 'x' }),
      'letter.docx',
      'file-has-macros',
    ],
    [
      'a Word document that fetches a template',
      docx({
        'word/_rels/settings.xml.rels':
          '<Relationship Type="x/attachedTemplate" Target="http://x/y.dotm" TargetMode="External"/>',
      }),
      'letter.docx',
      'file-has-macros',
    ],
    [
      'a workbook with macros of Excel 4',
      xlsx({ 'xl/macrosheets/sheet1.xml': 'x' }),
      'costs.xlsx',
      'file-has-macros',
    ],
    ['an OpenDocument with Basic', odt({ 'Basic/script-lc.xml': 'x' }), 'diary.odt', 'file-has-macros'],
    [
      'an old Word document with VBA',
      compoundFile(['WordDocument', 'Macros', '_VBA_PROJECT']),
      'old.doc',
      'file-has-macros',
    ],
    ['RTF with an object', bytes('{\\rtf1{\\object\\objdata 0105}}'), 'letter.rtf', 'file-has-macros'],
    [
      'a locked Office document',
      compoundFile(['EncryptionInfo', 'EncryptedPackage']),
      'letter.docx',
      'file-is-locked',
    ],
    ['a locked old Word document', compoundFile(['WordDocument'], 0x0100), 'old.doc', 'file-is-locked'],
    [
      'a locked OpenDocument',
      odt({ 'META-INF/manifest.xml': '<manifest:encryption-data/>' }),
      'diary.odt',
      'file-is-locked',
    ],
    ['a locked archive', zip({ 'one.jpg': jpeg() }, { locked: true }), 'photos.zip', 'file-is-locked'],
    ['an email with a program', mailWith('photo.jpg', program), 'Fwd.eml', 'file-is-program'],
    [
      'an email with a file named as a script',
      mailWith('photo.js', bytes(mail)),
      'Fwd.eml',
      'file-is-program',
    ],
    [
      'an email in an email with macros',
      mailWith('Fwd.eml', mailWith('report.docx', docx({ 'word/vbaProject.bin': 'x' }))),
      'Fwd.eml',
      'file-has-macros',
    ],
    [
      'an email with a locked archive',
      mailWith('photos.zip', zip({ 'one.jpg': jpeg() }, { locked: true })),
      'Fwd.eml',
      'file-is-locked',
    ],
    [
      'an archive with an email with a program',
      zip({ 'Fwd.eml': mailWith('photo.jpg', program) }),
      'mails.zip',
      'file-is-program',
    ],
    ['an email in five others', inMails(6, jpeg()), 'Fwd.eml', 'file-damaged'],
    ['a locked PDF', pdf('<< >>', '<< /Encrypt 5 0 R >>'), 'letter.pdf', 'file-is-locked'],
    ['a PDF with a script', pdf(script), 'letter.pdf', 'file-runs-actions'],
    ['a PDF with a script in numbers', pdf('<< /S /J#61vaScr#69pt >>'), 'letter.pdf', 'file-runs-actions'],
    [
      'a PDF with a script among packed objects',
      pdf(packedObjects(script)),
      'letter.pdf',
      'file-runs-actions',
    ],
    ['a PDF with a script far behind', pdf(Buffer.alloc(999_990), script), 'letter.pdf', 'file-runs-actions'],
    ['a PDF that starts a program', pdf('<< /S /Launch /F (cmd.exe) >>'), 'letter.pdf', 'file-runs-actions'],
    [
      'an archive with a program in it',
      zip({ 'one.jpg': jpeg(), 'two.jpg': program }),
      'photos.zip',
      'file-is-program',
    ],
    ['an archive with a script in it', zip({ 'run.js': 'alert(1)' }), 'photos.zip', 'file-is-program'],
    [
      'an archive in an archive',
      zip({ 'more.zip': zip({ 'one.jpg': jpeg() }) }),
      'photos.zip',
      'file-type-not-accepted',
    ],
    [
      'an archive that was cut off',
      zip({ 'one.jpg': jpeg(2_000) }).subarray(0, -30),
      'photos.zip',
      'file-damaged',
    ],
    [
      'an archive that unpacks to fill the memory',
      zip({ 'one.txt': Buffer.alloc(60_000_001, 32) }),
      'a.zip',
      'file-damaged',
    ],
    [
      'a PDF whose objects fill the memory',
      pdf(packedObjects(' '.repeat(30_000_001))),
      'a.pdf',
      'file-damaged',
    ],
    ['a PDF with streams without end', pdf('stream '.repeat(100_001)), 'a.pdf', 'file-damaged'],
    ['text without end', Buffer.alloc(20_000_001, 'a'), 'notes.txt', 'file-type-not-accepted'],
    ['an old workbook', compoundFile(['Workbook']), 'costs.xls', 'file-type-not-accepted'],
    ['text with a zero byte', bytes('Dear Sir', [0], 'or Madam'), 'notes.txt', 'file-type-not-accepted'],
    ['bytes that are nothing known', bytes([1, 2, 3, 4, 5, 6, 7, 8]), 'notes.txt', 'file-type-not-accepted'],
    [
      'nothing that its name makes a photo',
      bytes([1, 2, 3, 4, 5, 6, 7, 8]),
      'photo.jpg',
      'file-type-not-accepted',
    ],
  ])('%s', async (_, content, name, problem) => {
    expect(await checkFile(content, name)).toEqual({ ok: false, problem });
  });
});

test.each([
  ['photo.png', 'jpg', 'photo.jpg'],
  ['photo.jpeg', 'jpg', 'photo.jpeg'],
  ['Letter.PDF', 'pdf', 'Letter.PDF'],
  ['Letter', 'pdf', 'Letter.pdf'],
  ['report.v2.final', 'docx', 'report.v2.docx'],
  ['Letter of 3.12.2026', 'pdf', 'Letter of 3.12.2026.pdf'],
  ['.htaccess', 'txt', '.htaccess.txt'],
])('%s that is a %s is called %s', (name, extension, called) => {
  expect(nameWithExtension(name, extension)).toBe(called);
});
