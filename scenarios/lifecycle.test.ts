import { expect, test } from 'vitest';
import { shortLivedCredential } from '../sim/controls/short-lived-credential.ts';
import { controls } from '../sim/controls/catalogue.ts';
import { controlTable } from '../sim/controls/profiles.ts';
import { costTables } from '../sim/crypto/costs/cost-tables.ts';
import { symbolicSuite } from '../sim/crypto/symbolic/suite.ts';
import { factKinds } from '../sim/framework/fact.ts';
import type { FactBlock, FactKind, FactObserver } from '../sim/framework/fact.ts';
import { placeOf } from '../sim/framework/figure.ts';
import { kinds } from '../sim/framework/message.ts';
import type { Kind } from '../sim/framework/message.ts';
import type { ControlId } from '../sim/framework/control.ts';
import type { CastEvent } from '../sim/framework/scenario.ts';
import { seconds } from '../sim/framework/time.ts';
import { refusals } from '../sim/framework/verdict.ts';
import { VirtualWorld } from '../sim/worlds/virtual/world.ts';
import type { MeetingRoomParameters } from './meeting-room-mapping/parameters.ts';
import { meetingRoomMapping } from './meeting-room-mapping/scenario.ts';
import { planOf, play, valuesOf } from './testing/play.ts';

interface Line {
  readonly kind: FactKind;
  readonly atSeconds: number;
  readonly place: string;
  readonly node: number;
  readonly peer: number;
  readonly subject: number;
  readonly message: Kind | null;
  readonly reason: string;
  readonly control: number;
  readonly done: number;
}

class Log implements FactObserver {
  readonly lines: Line[] = [];

  block(facts: FactBlock): void {
    for (let row = 0; row < facts.count; row++) {
      const kind = factKinds[facts.kind[row]!]!;
      const refused = kind === 'refused' || kind === 'not-opened';
      this.lines.push({
        kind,
        atSeconds: facts.time[row]! / 1e9,
        place: placeOf(facts.place[row]!)!,
        node: facts.node[row]!,
        peer: facts.peer[row]!,
        subject: facts.subject[row]!,
        message: facts.message[row] === 0 ? null : kinds[facts.message[row]! - 1]!,
        reason: refused ? refusals[facts.outcome[row]!]! : '',
        control: facts.detail[row]!,
        done: facts.outcome[row]!,
      });
    }
  }

  of(kind: FactKind, ...wanted: ((line: Line) => boolean)[]): readonly Line[] {
    return this.lines.filter((line) => line.kind === kind && wanted.every((want) => want(line)));
  }
}

const after =
  (fromSeconds: number, toSeconds = Infinity) =>
  (line: Line): boolean =>
    line.atSeconds >= fromSeconds && line.atSeconds < toSeconds;

/** Plays S01 with a log, and says who is who. */
const played = (
  set: Partial<MeetingRoomParameters>,
  changed: { readonly without?: readonly ControlId[]; readonly profile?: 'none' | 'framework' } = {},
): {
  readonly log: Log;
  readonly first: (name: string) => number;
  readonly values: Readonly<Record<string, number | null>>;
} => {
  const log = new Log();
  const profile = { name: changed.profile ?? 'framework', without: changed.without ?? [] };
  const { observed } = play(planOf({ observers: [log], profile }, set));
  const cast = meetingRoomMapping.build(valuesOf(set), 1);
  return {
    log,
    first: (name) => cast.placements.find((placement) => placement.name === name)!.first,
    values: Object.fromEntries(Object.entries(observed.values).map(([name, { value }]) => [name, value])),
  };
};

const twin = 'entity-agent.platform-1';

test('a gateway and a twin that restart come back, open their channels anew and show readings again', () => {
  const { log, first } = played({ restartAtSeconds: 100, durationSeconds: 160 });
  const gateway = first('gateways');
  expect(log.of('restarted').map(({ node, atSeconds }) => [node, atSeconds])).toEqual([
    [gateway, 100],
    [first(twin), 100],
  ]);
  const usedBy = (line: Line): boolean => line.node === first(twin);
  expect(log.of('used', usedBy, after(90, 100)).length).toBeGreaterThan(5);
  expect(log.of('used', usedBy, after(100, 102))).toEqual([]);
  // A reading waits ten seconds at most for its sensor's next period.
  expect(log.of('used', usedBy, after(104, 114)).length).toBeGreaterThan(5);
  const reopened = log.of(
    'opened',
    after(102, 112),
    ({ node, peer }) => node === gateway || peer === gateway || node === first(twin) || peer === first(twin),
  );
  expect(reopened.length).toBeGreaterThan(2);
  expect(log.of('delivered', ({ node }) => node === gateway, after(100, 102))).toEqual([]);
});

test('a revoked camera reports until the next status list has come, and never again', () => {
  const statusSeconds = 20;
  const { log } = played({ revokeAtSeconds: 100, statusSeconds, durationSeconds: 180, deviceReportSeconds: 5 });
  const [revoked] = log.of('revoked');
  expect(revoked!.atSeconds).toBe(100);
  const camera = revoked!.peer;
  const accepted = log.of(
    'delivered',
    ({ subject, message, place }) => subject === camera && message === 'report' && place === 'RP-T',
  );
  expect(accepted.filter(after(80, 100)).length).toBeGreaterThan(2);
  expect(accepted.filter(after(100 + statusSeconds + 1))).toEqual([]);
  expect(log.of('refused', ({ reason }) => reason === 'revoked-credential', after(100)).length).toBeGreaterThan(0);
});

test('without the control of status a revoked camera goes on as if nothing had happened', () => {
  const { log } = played(
    { revokeAtSeconds: 100, statusSeconds: 20, durationSeconds: 180, deviceReportSeconds: 5 },
    { without: ['C04', 'C05'] },
  );
  const camera = log.of('revoked')[0]!.peer;
  const later = log.of(
    'delivered',
    ({ subject, message, place }) => subject === camera && message === 'report' && place === 'RP-T',
    after(150),
  );
  expect(later.length).toBeGreaterThan(5);
});

test('channels that are idle for two minutes are closed and resumed, and nothing honest is refused for it', () => {
  const { log } = played({
    deviceReportSeconds: 150,
    commandEverySeconds: 3600,
    durationSeconds: 480,
    persons: 2,
    guests: 1,
  });
  expect(log.of('closed', ({ place }) => place === 'RP-T').length).toBeGreaterThan(5);
  const opens = log.of('opened', ({ place }) => place === 'RP-T');
  expect(opens.filter(after(150)).length).toBeGreaterThan(5);
  expect(log.of('not-opened')).toEqual([]);
  expect(log.of('refused', ({ control }) => control !== 29)).toEqual([]);
});

/** S01 under the framework, with credentials that live for a minute and perhaps no new status lists. */
const shortLived = (
  set: Partial<MeetingRoomParameters>,
  events: readonly CastEvent[] = [],
  lifetimeSeconds = 60,
): Log => {
  const log = new Log();
  const cast = { ...meetingRoomMapping.build(valuesOf(set), 1), events };
  const short = shortLivedCredential({ lifetimeNs: seconds(lifetimeSeconds), backdatingNs: seconds(5) });
  const world = new VirtualWorld({
    cast,
    seed: 1,
    suite: symbolicSuite(),
    controls: controls.map((control) => (control.id === short.id ? short : control)),
    tables: [controlTable({ name: 'framework', without: [] })],
    tableOf: () => 0,
    costs: costTables,
    attacks: [],
    observers: [log],
  });
  world.run(cast.untilNs);
  world.recorder.digest();
  return log;
};

test('credentials that live for a minute are renewed at half their life, and honest users notice nothing', () => {
  const log = shortLived({ durationSeconds: 280 });
  const devices = log.of('credentialed');
  const perDevice = devices.length / new Set(devices.map(({ node }) => node)).size;
  // 300 s in halves of a minute, less the first.
  expect(perDevice).toBeGreaterThan(7);
  expect(perDevice).toBeLessThan(12);
  expect(log.of('refused', ({ control }) => control !== 29)).toEqual([]);
  expect(log.of('finished', ({ done }) => done === 1).length).toBeGreaterThan(100);
});

test('a device that renewed long ago still speaks on its open channel, and proves its newest credential on the next one', () => {
  const cast = meetingRoomMapping.build(valuesOf({ durationSeconds: 280 }), 1);
  const iotPlatform = cast.placements.find(({ name }) => name === 'iot-platform')!.first;
  const log = shortLived({ durationSeconds: 280 }, [{ atNs: seconds(200), event: 'restart', node: iotPlatform }]);
  const opens = log.of('opened', ({ node, peer }) => node === iotPlatform || peer === iotPlatform, after(202, 240));
  expect(opens.length).toBeGreaterThan(10);
  expect(
    log.of('not-opened', ({ reason }) => reason === 'expired-credential' || reason === 'lifetime-too-long'),
  ).toEqual([]);
});

test('when status lists stay away for longer than they are good for, hard-fail stops the house, and without it the house goes on', () => {
  const silence = (without: readonly ControlId[]): { readonly refused: number; readonly late: number } => {
    const log = new Log();
    // Lists are good for ten minutes at first; no other one is published within the run.
    const set = { statusSeconds: 86_400, warmUpSeconds: 20, durationSeconds: 700, rooms: 2, persons: 2, guests: 1 };
    const cast = meetingRoomMapping.build(valuesOf(set), 1);
    const placements = cast.placements.map((placement) =>
      placement.component.role === 'identity-storage'
        ? {
            ...placement,
            component: {
              ...placement.component,
              start: () => undefined,
              receive: () => undefined,
              wake: () => undefined,
            },
          }
        : placement,
    );
    const world = new VirtualWorld({
      cast: { ...cast, placements },
      seed: 1,
      suite: symbolicSuite(),
      controls,
      tables: [controlTable({ name: 'framework', without })],
      tableOf: () => 0,
      costs: costTables,
      attacks: [],
      observers: [log],
    });
    world.run(cast.untilNs);
    world.recorder.digest();
    expect(log.of('used', after(550, 600)).length).toBeGreaterThan(20);
    return {
      refused: log.of('refused', ({ reason }) => reason === 'status-unknown', after(601)).length,
      late: log.of('used', after(610)).length,
    };
  };
  const hard = silence([]);
  expect(hard.refused).toBeGreaterThan(20);
  expect(hard.late).toBe(0);
  const soft = silence(['C05']);
  expect(soft.refused).toBe(0);
  expect(soft.late).toBeGreaterThan(50);
});

test('readings that a lossy radio swallows are simply missing; what is asked for is asked again until it is there', () => {
  const { log, first, values } = played({ lossShare: 0.3, durationSeconds: 180 });
  const lost = log.of('dropped', ({ place, message }) => place === 'RP-T' && message === 'report').length;
  const sensors = first('devices');
  const sent = log.of('sent', ({ node, message }) => node < sensors && message === 'report').length;
  expect(lost / sent).toBeGreaterThan(0.2);
  expect(lost / sent).toBeLessThan(0.4);
  // Commands do not pass the radio of the sensors.
  expect(values['M33']).toBeLessThan(0.01);
  expect(log.of('finished', ({ done }) => done === 1).length).toBeGreaterThan(50);
});

test('what was archived before a restart of everything else is there after it', () => {
  const { log, first } = played({ restartAtSeconds: 100, durationSeconds: 200, queryEverySeconds: 10 });
  const storage = first('secure-storage.platform-1');
  expect(log.of('stored', ({ node }) => node === storage, after(0, 100)).length).toBeGreaterThan(4);
  expect(log.of('loaded', ({ node }) => node === storage, after(110)).length).toBeGreaterThan(2);
});
