/** The same bytes as a Buffer, without copying them. */
export const asBuffer = (bytes: Uint8Array): Buffer =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);

/** Bytes as text in which each character is one byte. */
export const latin1 = (bytes: Uint8Array): string => asBuffer(bytes).toString('latin1');

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** The value of each byte in base64 (RFC 4648 4), or -1. */
export const sextets: Int8Array = Int8Array.from({ length: 256 }, (_, byte) =>
  alphabet.indexOf(String.fromCharCode(byte)),
);
