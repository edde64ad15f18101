import type { IncomingMessage, ServerResponse } from 'node:http';
import { bearerAllowed, hostAllowed, type DoorSetting } from './door.ts';
import type { PageFile } from './page-files.ts';
import type { Exposition } from './prometheus.ts';
import { reply, replyFile, replyLine } from './replies.ts';
import type { Runs } from './runs.ts';

/** What answers to requests are made of. */
export interface AnswerSetting {
  readonly door: DoorSetting;
  readonly page: ReadonlyMap<string, PageFile>;
  readonly metrics: Exposition;
  readonly runs: Runs;
  /** Whether only this machine can come here: then metrics need no token. */
  readonly isLoopback: boolean;
}

/** What stands behind the token. */
const guarded: ReadonlySet<string> = new Set(['/metrics', '/hello', '/report']);

/** Answers one request. The files of the page are public; what runs tell is not. */
export async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  { door, page, metrics, runs, isLoopback }: AnswerSetting,
): Promise<void> {
  const { headers } = request;
  if (!hostAllowed(headers, door)) {
    metrics.counts.refused.inc({ why: 'host' });
    return replyLine(response, 421, 'this server is not for that host');
  }
  if (request.method !== 'GET' && request.method !== 'HEAD') return replyLine(response, 405, 'GET only');
  const path = (request.url ?? '/').split('?')[0]!;
  const file = page.get(path);
  if (file !== undefined) return replyFile(response, file, headers.host!);
  if (!guarded.has(path)) return replyLine(response, 404, 'there is no such page');
  if (!(path === '/metrics' && isLoopback) && !bearerAllowed(headers, door)) {
    metrics.counts.refused.inc({ why: 'token' });
    return replyLine(response, 401, 'this needs the token that the server printed');
  }
  if (path === '/hello') return replyLine(response, 200, 'hello');
  if (path === '/metrics') {
    const body = await metrics.text();
    return reply(response, 200, { type: metrics.contentType, body, host: headers.host! });
  }
  const report = runs.report();
  if (report === null) return replyLine(response, 404, 'no run is done yet');
  return reply(response, 200, { type: 'text/html; charset=utf-8', body: report, host: headers.host! });
}
