import { inflateRawSync } from 'node:zlib';

/** A file in an archive, as the central directory lists it: that is what programs open. */
export interface ZipEntry {
  name: string;
  isEncrypted: boolean;
  /** Its content, uncompressed. Undefined if it cannot be had, or is larger than this many bytes. */
  read(most: number): Buffer | undefined;
}

const endOfDirectory = Buffer.from('PK\x05\x06', 'latin1');
const inDirectory = 0x02014b50;
const longestComment = 65_535;
/** A directory of more entries than this says so in ways that are not read here. */
const mostEntries = 65_534;

/** The entries of a ZIP archive (APPNOTE.TXT 4.3). Undefined if its directory is damaged, or is not one but several. */
export function zipEntries(archive: Uint8Array): ZipEntry[] | undefined {
  const bytes = Buffer.from(archive.buffer, archive.byteOffset, archive.byteLength);
  const end = bytes.lastIndexOf(endOfDirectory);
  if (end === -1 || end + 22 > bytes.length || bytes.length - end > longestComment + 22) return undefined;
  const count = bytes.readUInt16LE(end + 10);
  const size = bytes.readUInt32LE(end + 12);
  let at = bytes.readUInt32LE(end + 16);
  if (count > mostEntries || at + size !== end) return undefined;
  const entries: ZipEntry[] = [];
  while (at + 46 <= end && bytes.readUInt32LE(at) === inDirectory) {
    const nameEnds = at + 46 + bytes.readUInt16LE(at + 28);
    const next = nameEnds + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32);
    if (next > end) return undefined;
    const method = bytes.readUInt16LE(at + 10);
    const stored = bytes.readUInt32LE(at + 20);
    const local = bytes.readUInt32LE(at + 42);
    entries.push({
      name: bytes.toString('utf8', at + 46, nameEnds),
      isEncrypted: (bytes.readUInt16LE(at + 8) & 1) === 1,
      read: (most) => contentAt(bytes, { local, stored, method, most }),
    });
    at = next;
  }
  return at === end && entries.length === count ? entries : undefined;
}

function contentAt(
  bytes: Buffer,
  { local, stored, method, most }: { local: number; stored: number; method: number; most: number },
): Buffer | undefined {
  if (local + 30 > bytes.length) return undefined;
  const begins = local + 30 + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28);
  if (begins + stored > bytes.length) return undefined;
  const content = bytes.subarray(begins, begins + stored);
  if (method === 0) return content.length > most ? undefined : content;
  if (method !== 8) return undefined;
  try {
    return inflateRawSync(content, { maxOutputLength: most });
  } catch {
    // Damaged, or larger than allowed.
    return undefined;
  }
}
