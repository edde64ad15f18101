import type { ServerResponse } from 'node:http';
import type { PageFile } from './page-files.ts';

/** What a page may do: its own script, style and icon, its own socket; nothing inline, nothing from elsewhere, no frame. */
const policy = (host: string): string =>
  [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self'",
    `connect-src 'self' ws://${host}`,
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
  ].join('; ');

const headers = {
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Permissions-Policy': 'camera=(), geolocation=(), microphone=()',
  'Cache-Control': 'no-store',
} as const;

/** Sends a whole answer; `host` is the address under which the visitor came, and was checked. */
export function reply(
  response: ServerResponse,
  status: number,
  { type, body, host }: { readonly type: string; readonly body: string | Buffer; readonly host: string },
): void {
  response.writeHead(status, {
    ...headers,
    'Content-Security-Policy': policy(host),
    'Content-Type': type,
    'Content-Length': Buffer.byteLength(body),
  });
  response.end(body);
}

/** Sends a line of text. */
export const replyLine = (response: ServerResponse, status: number, line: string): void =>
  reply(response, status, { type: 'text/plain; charset=utf-8', body: `${line}\n`, host: 'localhost' });

/** Sends a file of the page. */
export const replyFile = (response: ServerResponse, { type, body }: PageFile, host: string): void =>
  reply(response, 200, { type, body, host });
