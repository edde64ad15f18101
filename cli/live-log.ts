import type { FeedGround } from '../metrics/feed/feed.ts';
import { controlOf } from '../metrics/folding/fact-numbers.ts';
import type { LiveArmPlan } from '../scenarios/live-arm.ts';
import { drops, factKinds } from '../sim/framework/fact.ts';
import type { FactBlock, FactKind, FactObserver } from '../sim/framework/fact.ts';
import { placeOf } from '../sim/framework/figure.ts';
import { refusals } from '../sim/framework/verdict.ts';
import type { Log } from './engine.ts';

type Level = 'debug' | 'info' | 'warn';

/** What of a run is logged, and how loudly: what goes well is quiet. */
const levels: Partial<Readonly<Record<FactKind, Level>>> = {
  refused: 'info',
  dropped: 'info',
  opened: 'debug',
  'not-opened': 'info',
  closed: 'debug',
  alarmed: 'warn',
  restarted: 'warn',
  credentialed: 'info',
  revoked: 'info',
};
const texts: Partial<Readonly<Record<FactKind, string>>> = {
  refused: 'refused',
  dropped: 'dropped',
  opened: 'channel opened',
  'not-opened': 'channel did not open; it rests before the next try',
  closed: 'channel closed',
  alarmed: 'alarm',
  restarted: 'node restarted',
  credentialed: 'credential issued',
  revoked: 'credential revoked',
};

/** Lines of one kind for each second of the run, at most; of more only their number is told (assumption). */
const mostASecond = 5;
const secondNs = 1e9;

/** Logs what happens in a run as its facts come. Facts hold names and reasons, never contents or keys. */
export function loggedFacts(log: Log, nameOf: (node: number) => string): FactObserver {
  const told = new Map<FactKind, { second: number; lines: number; more: number }>();
  const isRoom = (kind: FactKind, timeNs: number): boolean => {
    const second = Math.floor(timeNs / secondNs);
    let rate = told.get(kind);
    if (rate === undefined) told.set(kind, (rate = { second, lines: 0, more: 0 }));
    if (rate.second !== second) {
      if (rate.more > 0) log[levels[kind]!]({ kind, more: rate.more }, 'and more of the same kind');
      Object.assign(rate, { second, lines: 0, more: 0 });
    }
    if (rate.lines < mostASecond) rate.lines++;
    else rate.more++;
    return rate.more === 0;
  };
  const line = (facts: FactBlock, row: number): void => {
    const kind = factKinds[facts.kind[row]!]!;
    const level = levels[kind];
    if (level === undefined || !isRoom(kind, facts.time[row]!)) return;
    const [node, peer] = [facts.node[row]!, facts.peer[row]!];
    const [detail, outcome] = [facts.detail[row]!, facts.outcome[row]!];
    const why =
      kind === 'refused' || kind === 'not-opened'
        ? { control: controlOf(detail), reason: refusals[outcome] }
        : kind === 'dropped'
          ? { reason: drops[detail] }
          : {};
    const who = { point: placeOf(facts.place[row]!), node: nameOf(node), ...(peer < 0 ? {} : { peer: nameOf(peer) }) };
    log[level]({ kind, ...who, ...why }, texts[kind]!);
  };
  return {
    block: (facts) => {
      for (let row = 0; row < facts.count; row++) line(facts, row);
    },
  };
}

/** What a live run is to be told of for its log: its facts, its processes, and who came to their doors. */
export function loggedRun(log: Log): Pick<LiveArmPlan, 'follow' | 'ready' | 'ended'> {
  return {
    follow: (ground: FeedGround) => loggedFacts(log, (node) => ground.nameOf(node)),
    ready: ({ ports, people }) => {
      for (const [name, { pid }] of people()) log.info({ process: name, pid, port: ports[name] }, 'process is ready');
    },
    ended: ({ processes }) => {
      for (const { name, cpuSeconds, peakBytes, visits } of processes) {
        const peakMegabytes = Math.round(peakBytes / 1e6);
        log.info({ process: name, cpuSeconds, peakMegabytes, ...visits }, 'process has ended');
      }
    },
  };
}
