import { readFileSync } from 'node:fs';

/** A file of the page as it is sent. */
export interface PageFile {
  readonly type: string;
  readonly body: Buffer;
}

const parts: readonly (readonly [path: string, file: string, type: string])[] = [
  ['/', 'index.html', 'text/html; charset=utf-8'],
  ['/page.js', 'page.js', 'text/javascript; charset=utf-8'],
  ['/page.css', 'page.css', 'text/css; charset=utf-8'],
  ['/icon.svg', 'icon.svg', 'image/svg+xml'],
];

/** The files of the built page, by their paths; read once, so that no request reaches the disk. Throws where one is missing. */
export const pageFiles = (folder: URL): ReadonlyMap<string, PageFile> =>
  new Map(parts.map(([path, file, type]) => [path, { type, body: readFileSync(new URL(file, folder)) }]));
