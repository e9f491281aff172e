import { crc32, deflateRawSync, deflateSync } from 'node:zlib';

// Small files of many kinds, made as the programs make them that people use.

export const bytes = (...parts: readonly (string | readonly number[] | Uint8Array)[]): Buffer =>
  Buffer.concat(parts.map((part) => (typeof part === 'string' ? Buffer.from(part) : Buffer.from(part))));

/** A ZIP archive of these files, compressed, with its directory at the end. `locked`: marked as encrypted. */
export function zip(files: Readonly<Record<string, string | Uint8Array>>, { locked = false } = {}): Buffer {
  const local: Buffer[] = [];
  const directory: Buffer[] = [];
  let at = 0;
  for (const [name, content] of Object.entries(files)) {
    const plain = Buffer.from(content);
    // The type of an OpenDocument is stored as it is (OpenDocument 1.3 part 2, 3.3).
    const method = name === 'mimetype' ? 0 : 8;
    const packed = method === 0 ? plain : deflateRawSync(plain);
    const about = Buffer.alloc(26);
    about.writeUInt16LE(20, 0);
    about.writeUInt16LE(locked ? 1 : 0, 2);
    about.writeUInt16LE(method, 4);
    about.writeUInt32LE(crc32(plain), 10);
    about.writeUInt32LE(packed.length, 14);
    about.writeUInt32LE(plain.length, 18);
    about.writeUInt16LE(Buffer.byteLength(name), 22);
    const file = bytes('PK\x03\x04', about, name, packed);
    const place = Buffer.alloc(14);
    place.writeUInt32LE(at, 10);
    directory.push(bytes('PK\x01\x02', [20, 0], about, place, name));
    local.push(file);
    at += file.length;
  }
  const listed = Buffer.concat(directory);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(local.length, 4);
  end.writeUInt16LE(local.length, 6);
  end.writeUInt32LE(listed.length, 8);
  end.writeUInt32LE(at, 12);
  return Buffer.concat([...local, listed, bytes('PK\x05\x06', end)]);
}

const wordType = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';
const partsOfWord = `<Types><Override PartName="/word/document.xml" ContentType="${wordType}.main+xml"/></Types>`;

/** A Word document with further parts. */
export const docx = (more: Readonly<Record<string, string>> = {}): Buffer =>
  zip({ '[Content_Types].xml': partsOfWord, 'word/document.xml': '<w:document/>', ...more });

export const xlsx = (more: Readonly<Record<string, string>> = {}): Buffer =>
  zip({
    '[Content_Types].xml': `<Types><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>`,
    'xl/workbook.xml': '<workbook/>',
    ...more,
  });

const openText = 'application/vnd.oasis.opendocument.text';

export const odt = (more: Readonly<Record<string, string>> = {}): Buffer =>
  zip({ mimetype: openText, 'META-INF/manifest.xml': '<manifest:manifest/>', ...more });

/** A PDF of these objects. */
export const pdf = (...objects: readonly (string | Uint8Array)[]): Buffer =>
  bytes(
    '%PDF-1.7\n',
    ...objects.flatMap((object, n) => [`${n + 1} 0 obj\n`, object, '\nendobj\n']),
    '%%EOF\n',
  );

/** An object of a PDF that holds others, compressed. */
export const packedObjects = (objects: string): Buffer =>
  bytes(
    '<< /Type /ObjStm /N 1 /First 4 /Filter /FlateDecode >>\nstream\r\n',
    deflateSync(objects),
    '\r\nendstream',
  );

/** A compound file (MS-CFB) with streams of these names, as far as it is looked at. `flags`: of the text of a Word document. */
export function compoundFile(streams: readonly string[], flags = 0): Buffer {
  const sector = Buffer.alloc(512);
  sector.writeUInt16LE(0xa5ec, 0);
  sector.writeUInt16LE(flags, 10);
  const entries = streams.map((name) =>
    bytes(Buffer.from(name, 'utf16le'), Buffer.alloc(128 - 2 * name.length)),
  );
  return bytes([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1], Buffer.alloc(504), sector, ...entries);
}

const box = (type: string, content: Buffer): Buffer => {
  const size = Buffer.alloc(4);
  size.writeUInt32BE(content.length + 8);
  return bytes(size, type, content);
};

/** A photo as an iPhone takes it, as far as its type is told. */
export const heic = (size = 64): Buffer =>
  bytes(box('ftyp', bytes('heic', [0, 0, 0, 0], 'mif1heic')), box('mdat', Buffer.alloc(size)));

export const jpeg = (size = 12): Buffer =>
  bytes(
    [0xff, 0xd8, 0xff, 0xe0, 0, 16],
    'JFIF',
    [0, 1, 1, 0, 0, 1, 0, 1, 0, 0],
    Buffer.alloc(size),
    [0xff, 0xd9],
  );

export const png: Buffer = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

export const program: Buffer = bytes(
  [0x4d, 0x5a, 0x90, 0, 3, 0, 0, 0, 4, 0, 0, 0, 0xff, 0xff],
  Buffer.alloc(64),
);

/** The test file that every scanner takes for malware (eicar.org), in two parts so that none takes this file for it. */
export const eicar: Buffer = Buffer.from(
  ['X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-STANDARD-', 'ANTIVIRUS-TEST-FILE!$H+H*'].join(''),
);

/** A PDF of so many pages, 400 by 200 points and turned upright, each red on its left and blue on its right. */
export function pdfOfPages(pages: number): Uint8Array {
  const content = '1 0 0 rg 0 0 200 200 re f 0 0 1 rg 200 0 200 200 re f';
  const numbers = Array.from({ length: pages }, (_, index) => index + 4);
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    `<< /Type /Pages /Count ${pages} /Kids [${numbers.map((number) => `${number} 0 R`).join(' ')}] >>`,
    `<< /Length ${content.length} >>\nstream\n${content}\nendstream`,
    ...numbers.map(
      () => '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 400 200] /Rotate 90 /Contents 3 0 R >>',
    ),
  ];
  let text = '%PDF-1.7\n';
  const places = objects.map((object, index) => {
    const place = text.length;
    text += `${index + 1} 0 obj\n${object}\nendobj\n`;
    return `${String(place).padStart(10, '0')} 00000 n \n`;
  });
  return bytes(
    `${text}xref\n0 ${places.length + 1}\n0000000000 65535 f \n${places.join('')}trailer << /Size ${places.length + 1} /Root 1 0 R >>\nstartxref\n${text.length}\n%%EOF`,
  );
}
