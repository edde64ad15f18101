import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { openServer, type DashboardServer } from '../../dashboards/servers/dashboard-server.ts';
import { pageFiles } from '../../dashboards/servers/page-files.ts';
import type { Engine } from '../engine.ts';
import { FaultyRequest, quoted } from '../fault.ts';
import { serverLog } from '../log.ts';
import { choicesOf } from './choices.ts';
import type { DashboardRequest } from './dashboard-request.ts';
import { RunThread } from './run-thread.ts';

/** What the command of the dashboard touches of its surroundings. */
export interface DashboardIo {
  readonly stdout: (text: string) => void;
  readonly stderr: (text: string) => void;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Settles when somebody wants the server to end. */
  readonly ended: () => Promise<unknown>;
}

/** Variable of the environment that fixes the token, so that pages find a server again that was restarted. */
const tokenVariable = 'METARANGE_TOKEN';

const tokenOf = (given: string | undefined): string => {
  if (given === undefined || given === '') return randomBytes(32).toString('base64url');
  if (/^[\w-]{32,128}$/.test(given)) return given;
  // The value itself stays out of the line: it may be a real secret with a slip in it.
  throw new FaultyRequest(
    'not a token',
    tokenVariable,
    '32 to 128 letters, digits, - and _ (unset: a new one each time)',
  );
};

/** A port near a taken one that is free now. */
const freePort = async (host: string, taken: number): Promise<number> => {
  for (const port of [taken + 1, taken + 2, taken + 3, 0]) {
    const probe = createServer();
    try {
      probe.listen({ host, port: port > 65_535 ? 0 : port });
      await once(probe, 'listening');
      return (probe.address() as AddressInfo).port;
    } catch {
      continue;
    } finally {
      probe.close();
    }
  }
  return 0;
};

const faultOf = async (error: unknown, { host, port }: DashboardRequest): Promise<unknown> => {
  const { code } = error as NodeJS.ErrnoException;
  if (code === 'EADDRINUSE')
    return new FaultyRequest(`port ${port} is in use`, '--port', String(await freePort(host, port)));
  if (code === 'EACCES') return new FaultyRequest(`port ${port} needs more rights`, '--port', '8717');
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND' || code === 'EAI_AGAIN')
    return new FaultyRequest(`not an address of this machine ${quoted(host)}`, '--host', '127.0.0.1');
  return error;
};

/** The built page lies beside the built server. */
const builtPage = new URL('../../dashboards/page/', import.meta.url);

/** Serves the dashboard until somebody ends it. */
export async function carryOutDashboard(request: DashboardRequest, engine: Engine, io: DashboardIo): Promise<void> {
  const token = tokenOf(io.environment[tokenVariable]);
  const log = serverLog(request.log, io.stderr);
  const ended = io.ended();
  let server: DashboardServer;
  try {
    server = await openServer({
      host: request.host,
      port: request.port,
      token,
      version: engine.version,
      choices: choicesOf(engine.catalogue),
      page: pageFiles(builtPage),
      log,
      runs: (record) => new RunThread(record, engine, log),
    });
  } catch (error) {
    throw await faultOf(error, request);
  }
  if (!server.isLoopback)
    log.warn(
      { host: request.host },
      'open to other machines, without encryption: whoever has the token can start runs',
    );
  io.stdout(`dashboard: ${server.url}#${token}\nmetrics:   ${server.url}metrics\nCtrl-C ends it\n`);
  log.info({ url: server.url }, 'the dashboard is open');
  await ended;
  await server.close();
  log.info({}, 'the dashboard is closed');
}
