import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { isIPv6, type AddressInfo, type Socket } from 'node:net';
import type { Choices } from '../live/protocol.ts';
import { answer, type AnswerSetting } from './answers.ts';
import type { PageFile } from './page-files.ts';
import { PageSockets } from './page-sockets.ts';
import { exposition } from './prometheus.ts';
import { RunRecord } from './run-record.ts';
import type { Runs, ServerLog } from './runs.ts';

/** How a server is opened. */
export interface ServerSetting {
  readonly host: string;
  /** 0 for any that is free. */
  readonly port: number;
  readonly token: string;
  readonly version: string;
  readonly choices: Choices;
  readonly page: ReadonlyMap<string, PageFile>;
  readonly log: ServerLog;
  readonly runs: (record: RunRecord) => Runs;
}

/** A server that is open. */
export interface DashboardServer {
  /** Where its page is, without the token. */
  readonly url: string;
  /** Whether only this machine can come here. */
  readonly isLoopback: boolean;
  readonly record: RunRecord;
  close(): Promise<void>;
}

/** How a browser on this machine reaches an address that stands for all of them. */
const reachable = (host: string): string => {
  if (host === '0.0.0.0') return '127.0.0.1';
  return isIPv6(host) ? `[${host === '::' ? '::1' : host}]` : host;
};

/** A server with limits on what a slow or a greedy visitor can hold. */
const boundedServer = (): Server => {
  const limits = { headersTimeout: 10_000, requestTimeout: 10_000, keepAliveTimeout: 5_000, maxHeaderSize: 8_192 };
  const http = createServer(limits);
  http.maxConnections = 64;
  http.on('clientError', (_error, socket) => socket.destroy());
  return http;
};

/** Opens a server; rejects with the system's error where the address cannot be had. */
export async function openServer(setting: ServerSetting): Promise<DashboardServer> {
  const { host, token, log, page } = setting;
  const http = boundedServer();
  http.listen({ host, port: setting.port });
  await once(http, 'listening');
  const { address, port } = http.address() as AddressInfo;
  const isLoopback = address === '::1' || address.startsWith('127.');
  const record = new RunRecord();
  const runs = setting.runs(record);
  const metrics = exposition(record);
  const door = { host, port, token };
  const hello = { t: 'hello', version: setting.version, choices: setting.choices } as const;
  const sockets = new PageSockets({ door, record, runs, log, counts: metrics.counts, hello });
  const answers: AnswerSetting = { door, page, metrics, runs, isLoopback };
  http.on('request', (request, response) => {
    answer(request, response, answers).catch((error: unknown) => {
      log.warn({ error: String(error) }, 'a request failed');
      response.destroy();
    });
  });
  http.on('upgrade', (request, socket, head) => sockets.admit(request, socket as Socket, head));
  return {
    url: `http://${reachable(host)}:${port}/`,
    isLoopback,
    record,
    close: async () => {
      await Promise.all([sockets.close(), runs.close()]);
      metrics.close();
      const closed = once(http, 'close');
      http.close();
      http.closeAllConnections();
      await closed;
    },
  };
}
