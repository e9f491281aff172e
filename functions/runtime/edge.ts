import { createHash, timingSafeEqual } from 'node:crypto';

/** The header in which CloudFront shows that a request came through it (infra/constructs/edge.ts). */
export const edgeHeader = 'x-redress-edge';

type Headers = Readonly<Record<string, string | readonly string[] | undefined>>;

const hashed = (text: string) => createHash('sha256').update(text).digest();

/** Whether a request came through CloudFront, where that stands before the functions. `secret`: what it shows then. */
export const cameByEdge = (headers: Headers, secret: string | undefined): boolean =>
  secret === undefined || timingSafeEqual(hashed(String(headers[edgeHeader] ?? '')), hashed(secret));

/**
 * The network address of a caller: as API Gateway saw it, or as CloudFront did, which then is the caller of API Gateway
 * (`CloudFront-Viewer-Address: <address>:<port>`).
 */
export function addressOfCaller(headers: Headers, sourceIp: string, secret: string | undefined): string {
  const seen = String(headers['cloudfront-viewer-address'] ?? '').replace(/:\d+$/, '');
  return secret !== undefined && seen !== '' ? seen : sourceIp;
}
