/** The value of Content-Disposition with which a browser keeps a file under this name and never shows it (RFC 6266). */
export const attachmentAs = (name: string): string =>
  `attachment; filename*=UTF-8''${encodeURIComponent(name.toWellFormed())}`;
