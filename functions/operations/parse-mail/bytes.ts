/** The same bytes as a Buffer, without copying them. */
export const asBuffer = (bytes: Uint8Array): Buffer =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);

/** Bytes as text in which each character is one byte. */
export const latin1 = (bytes: Uint8Array): string => asBuffer(bytes).toString('latin1');
