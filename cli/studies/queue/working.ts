import { hostname } from 'node:os';
import { setTimeout as pause } from 'node:timers/promises';
import type { Job } from 'bullmq';
import type { Crew } from '../../../scenarios/studies/crew.ts';
import type { FailedRun, RunRecord } from '../../../scenarios/studies/order.ts';
import type { Engine } from '../../engine.ts';
import { serverLog } from '../../log.ts';
import type { LogLevel, ServerLog } from '../../log.ts';
import { playedVersion, placesThatPlay } from '../played-version.ts';
import { crewOfProcesses } from '../pool.ts';
import { usualPatienceMs } from './queue-crew.ts';
import { askedKey, askedSeconds, mostCharacters, packed, prefix, queueOf, readOrder } from './queue-words.ts';
import { EngineFault, redisPlace, saidBy } from './redis-place.ts';

/** A worker that may start as it stands. */
export interface WorkerRequest {
  readonly engine: string;
  /** Processes that play runs. */
  readonly workers: number;
  /** How long a run may take, ms of wall time. */
  readonly runMs: number;
  /** How long it may be silent before its runs are another's, ms. */
  readonly lostAfterMs: number;
  readonly log: LogLevel;
}

/** What a worker touches of its surroundings. */
export interface WorkerIo {
  readonly stderr: (text: string) => void;
  /** Settles when somebody wants it to end. */
  readonly ended: () => Promise<unknown>;
}

/** How often a worker looks whether its Redis is there, and whether others are asked for, ms. */
const lookMs = 2000;

/** Plays runs from the queue of its version until it is told to end; the runs at hand are played to their end. */
export async function carryOutWork(request: WorkerRequest, engine: Engine, io: WorkerIo): Promise<void> {
  const { workers, runMs, lostAfterMs } = request;
  const log = serverLog(request.log, io.stderr);
  const ended = io.ended();
  const place = await redisPlace(request.engine);
  const version = playedVersion(engine);
  const crew = crewOfProcesses(workers, { own: placesThatPlay(engine.catalogue), runMs });
  const client = place.connect('patient');
  const worker = new place.bullmq.Worker(queueOf(version), (job) => played(job, version, crew, log), {
    connection: client,
    prefix,
    // As a client of a Redis may be called: without spaces.
    name: `${hostname()}-${process.pid}`,
    concurrency: workers,
    lockDuration: lostAfterMs,
    stalledInterval: Math.max(1000, Math.round(lostAfterMs / 2)),
    // A run that takes two workers with it is not given to a third.
    maxStalledCount: 1,
  });
  worker.on('error', (error) => log.debug({ said: saidBy(error) }, 'trouble with the queue'));
  worker.on('failed', (job, error) => log.warn({ run: job?.id, failure: error.message }, 'a run failed'));
  worker.on('stalled', (run) => log.warn({ run }, 'a run of a worker that is lost goes to another'));
  try {
    await worker.waitUntilReady();
    log.info({ engine: place.name, version, workers }, 'the worker takes runs');
    const watch = new AbortController();
    const lost = watched({ client, version, log, signal: watch.signal, name: place.name });
    try {
      await Promise.race([ended, lost]);
    } finally {
      watch.abort();
    }
    log.info({}, 'told to end: the runs at hand are played to their end');
    await worker.close();
    log.info({}, 'the worker has ended');
  } finally {
    // Where the Redis is away, nothing answers that it is closed.
    await Promise.race([worker.close(true).catch(() => undefined), pause(2000, undefined, { ref: false })]);
    await crew.close();
    client.disconnect();
  }
}

/** Plays a job's run. What fails is thrown: the queue has it tried once more. */
async function played(job: Job, version: string, crew: Crew, log: ServerLog): Promise<unknown> {
  const order = readOrder(job.id!, job.data, version);
  if (order === undefined) throw new Error('what stands in the queue is no order of this version');
  let done: RunRecord | FailedRun | undefined;
  await crew.carryOut([order], (run) => void (done = run));
  if (done === undefined || 'failure' in done) throw new Error(done?.failure ?? 'nobody played it');
  log.debug({ run: order.key, events: done.events, wallSeconds: done.wallSeconds }, 'a run is played');
  const result = packed(done);
  const characters = JSON.stringify(result).length;
  if (characters > mostCharacters.result)
    throw new Error(`its result has ${characters} characters, and a queue takes ${mostCharacters.result}`);
  return result;
}

interface Watched {
  readonly client: ReturnType<Awaited<ReturnType<typeof redisPlace>>['connect']>;
  readonly version: string;
  readonly log: ServerLog;
  readonly signal: AbortSignal;
  readonly name: string;
}

/** Says which other versions are asked for; rejects where the Redis is away for too long. */
async function watched({ client, version, log, signal, name }: Watched): Promise<void> {
  const told = new Set([version]);
  let heardAt = performance.now();
  let away = false;
  while (!signal.aborted) {
    if (client.status === 'ready') {
      if (away) log.info({ engine: name }, 'the engine is back');
      away = false;
      heardAt = performance.now();
      for (const asked of await askedVersions(client).catch(() => []))
        if (!told.has(asked)) {
          told.add(asked);
          log.warn({ asked, version }, 'a study asks for runs of another version, which this worker does not play');
        }
    } else {
      if (!away) log.warn({ engine: name }, 'the engine is away');
      away = true;
      if (performance.now() - heardAt > usualPatienceMs)
        throw new EngineFault(`${name} is lost; what was played and not handed over is played by another`);
    }
    await pause(lookMs, undefined, { signal }).catch(() => undefined);
  }
}

/** Versions that studies ask for now. */
async function askedVersions(client: Watched['client']): Promise<readonly string[]> {
  const [now] = await client.time();
  const found = await client.zrangebyscore(askedKey, Number(now) - askedSeconds, '+inf', 'LIMIT', 0, 20);
  return found.map((version) => version.slice(0, 200));
}
