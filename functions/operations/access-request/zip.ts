import { crc32, deflateRawSync } from 'node:zlib';
import { londonDate, type Instant } from '../../domain/time/civil-date.ts';

/** A file of an archive. `packed`: worth compressing, as text is and pictures are not. */
export interface ZipEntry {
  name: string;
  content: Uint8Array;
  packed?: boolean;
}

/** Version 2.0 reads it, and names are in UTF-8 (APPNOTE.TXT 6.3.10, 4.4.3 and 4.4.4). */
const version = 20;
const namesInUtf8 = 0x0800;
const methods = { stored: 0, deflated: 8 };
/** What a record has besides its name: 4.3.7, 4.3.12 and 4.3.16. */
const lengths = { local: 30, central: 46, end: 22 };

/**
 * A ZIP archive of these files (PKWARE's APPNOTE.TXT 6.3.10), all dated with the day of `at`. At most 65,535 files and 4 GB: it is
 * made in memory, so there are never so many.
 */
export function zipOf(entries: readonly ZipEntry[], at: Instant): Buffer {
  const [year = 0, month = 0, day = 0] = londonDate(at).split('-').map(Number);
  const date = ((year - 1980) << 9) | (month << 5) | day;
  const locals: Uint8Array[] = [];
  const centrals: Uint8Array[] = [];
  let offset = 0;
  for (const { name, content, packed = false } of entries) {
    const written = Buffer.from(name);
    const data = packed ? deflateRawSync(content) : content;
    // Both records have this in the same order: from the version to the length of a further field.
    const about = Buffer.alloc(26);
    about.writeUInt16LE(version, 0);
    about.writeUInt16LE(namesInUtf8, 2);
    about.writeUInt16LE(packed ? methods.deflated : methods.stored, 4);
    about.writeUInt16LE(date, 8);
    about.writeUInt32LE(crc32(content), 10);
    about.writeUInt32LE(data.length, 14);
    about.writeUInt32LE(content.length, 18);
    about.writeUInt16LE(written.length, 22);
    const local = Buffer.alloc(lengths.local);
    local.write('PK\x03\x04', 'latin1');
    about.copy(local, 4);
    const central = Buffer.alloc(lengths.central);
    central.write('PK\x01\x02', 'latin1');
    central.writeUInt16LE(version, 4);
    about.copy(central, 6);
    central.writeUInt32LE(offset, 42);
    locals.push(local, written, data);
    centrals.push(central, written);
    offset += local.length + written.length + data.length;
  }
  const directory = Buffer.concat(centrals);
  const end = Buffer.alloc(lengths.end);
  end.write('PK\x05\x06', 'latin1');
  end.writeUInt16LE(entries.length, 8);
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...locals, directory, end]);
}
