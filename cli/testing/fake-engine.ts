import { attackers } from '../../attacks/attackers/catalogue.ts';
import { sampleRun } from '../../dashboards/testing/sample-run.ts';
import { controlsUnderAttack } from '../../scenarios/studies/controls-under-attack.ts';
import type { Attack, AttackId } from '../../sim/framework/attack.ts';
import type { Control, ControlId } from '../../sim/framework/control.ts';
import { deviceClasses, operations, type CostTable, type CostTables } from '../../sim/framework/costs.ts';
import type { ProfileName } from '../../sim/framework/profile.ts';
import type { Scenario } from '../../sim/framework/scenario.ts';
import { calibrate, type CalibrationRequest } from '../calibrate/calibration.ts';
import type { CommandIo } from '../command-io.ts';
import type { Engine, RunRequest, Watch } from '../engine.ts';
import type { WorldsRequest } from '../worlds/worlds-result.ts';
import { fakeMachine, fakeSamples } from './fake-machine.ts';
import { fakeWorlds } from './fake-worlds.ts';

const never = (): never => {
  throw new Error('the fake range never gets here');
};

/** A scenario with each kind of parameter; nothing can be built from it. */
const scenario: Scenario = {
  id: 'S01',
  name: 'meeting-room-mapping',
  summary: 'a physical room mapped to a twin',
  drawing: 'room ─▶ twin',
  classes: ['PV'],
  groups: ['R1', 'R2'],
  parameters: {
    rooms: {
      summary: 'rooms of the building',
      unit: '',
      default: 4,
      source: 'assumption',
      least: 1,
      most: 1000,
      whole: true,
    },
    sensorPeriodSeconds: {
      summary: 'time between two readings',
      unit: 's',
      default: 10,
      source: 'assumption',
      least: 0.1,
      most: 3600,
    },
    latencyPreset: {
      summary: 'links',
      unit: '',
      default: 'campus',
      source: 'assumption',
      choices: ['campus', 'metro', 'far'],
    },
  },
  sizes: { smoke: {}, paper: { rooms: 40 }, stress: { rooms: 1000 } },
  attacks: ['A01', 'A07'],
  headline: ['M29'],
  claims: [{ name: 'twin values are those of the room', profiles: ['framework'], holds: () => true }],
  build: never,
};

const attack = (id: AttackId, name: string): Attack => ({
  id,
  name,
  summary: `what ${name} does`,
  classes: ['PV'],
  groups: ['R4'],
  breaks: 'authenticity',
  position: 'on a wire',
  knowledge: 'protocol',
  budget: 'one radio',
  preconditions: 'none',
  observables: 'refusals',
  beatenBy: ['C11'],
  notBeatenBy: [],
  residual: { rate: 0, reason: 'none' },
  references: [],
  intensity: { everyNs: 1e9, source: 'assumption' },
  campaign: never,
  goal: { over: 'facts', needed: 1, reached: never },
});

const control = (id: ControlId, name: string): Control => ({
  id,
  name,
  summary: `what ${name} promises`,
  groups: ['R4'],
  rung: 'framework',
  layer: 'door',
  step: 90,
  places: ['RP-T'],
  limits: 'none',
  source: 'assumption',
  stand: never,
});

/** Which of them stand in each profile. */
const standing: Readonly<Record<ProfileName, readonly ControlId[]>> = {
  none: [],
  transport: ['C32'],
  identity: ['C32'],
  access: ['C32', 'C11'],
  data: ['C32', 'C11'],
  framework: ['C32', 'C11'],
};

const times = Object.fromEntries(operations.map((operation) => [operation, 1000])) as CostTable['fixedNs'];
const costs = Object.fromEntries(
  deviceClasses.map((name) => [name, { name, source: 'invented', fixedNs: times, perByteNs: times }]),
) as CostTables;

/** What a fake range did, and how it is to behave. */
export interface FakeRange extends Engine {
  readonly requests: RunRequest[];
  readonly calibrations: CalibrationRequest[];
  readonly comparisons: WorldsRequest[];
}

/** A range that runs nothing: it answers every request with invented results in the right shape. */
export function fakeRange(
  behaviour: { readonly failing?: boolean; readonly onRun?: (watch: Watch) => void; readonly digest?: string } = {},
): FakeRange {
  const requests: RunRequest[] = [];
  const calibrations: CalibrationRequest[] = [];
  const comparisons: WorldsRequest[] = [];
  return {
    version: '0.1.0',
    catalogue: {
      scenarios: [scenario],
      attacks: [attack('A01', 'device-clone'), attack('A07', 'message-replay'), attack('A24', 'handshake-flood')],
      attackers,
      chains: [],
      controls: [control('C11', 'replay-window'), control('C32', 'transport-security')],
      metrics: [
        {
          id: 'M29',
          name: 'goodput',
          summary: 'operations done',
          unit: 'ops/s',
          formula: 'done / time',
          values: ['M29.operations'],
          over: 'run',
        },
      ],
      profiles: (['none', 'transport', 'identity', 'access', 'data', 'framework'] as const).map((name) => ({
        name,
        summary: `the profile ${name}`,
        controls: standing[name],
      })),
      studies: [controlsUnderAttack],
      costs,
    },
    requests,
    calibrations,
    comparisons,
    async run(request, watch) {
      requests.push(request);
      watch.clock.nowNs = 12.5e9;
      watch.log.info({ attack: 'A07' }, 'an attempt begins');
      watch.progress({ label: 'framework · A07', done: 0, of: 4, share: 0.5, simulatedSeconds: 12.5, events: 250_000 });
      watch.fact?.('{"at":1,"kind":"sent"}');
      behaviour.onRun?.(watch);
      await watch.lookUp?.();
      const arms = request.profiles.map((profile) => {
        const model = sampleRun.arms.find((arm) => arm.profile === profile.name) ?? sampleRun.arms[1]!;
        const claims = behaviour.failing ? [{ name: 'the twin is fresh', verdict: 'false' as const }] : model.claims;
        return {
          ...model,
          profile: profile.name,
          without: profile.without,
          seed: request.seed,
          claims,
          digest: behaviour.digest ?? model.digest,
        };
      });
      const { seed, parameters, suite, command } = request;
      return { manifest: { ...sampleRun.manifest, seed, parameters, suite, command, profile: arms[0]!.profile }, arms };
    },
    ablate: never,
    bench: () => ({
      rows: [{ name: 'phold', pending: 1_000_000, eventsPerSecond: 2_000_000, reference: 'object heap', ratio: 4.4 }],
      load: [
        {
          profile: 'framework',
          attack: 'A18',
          offeredPerSecond: 100,
          goodputPerSecond: 99.2,
          p99Ms: 31,
          attackSuccess: null,
          attempts: 0,
        },
      ],
      machine: { cpu: 'a machine', cores: 2 },
    }),
    async calibrate(request, watch) {
      calibrations.push(request);
      const machine = fakeMachine();
      behaviour.onRun?.(watch);
      return calibrate(request, {
        clock: machine.clock,
        startedAt: new Date('2026-02-03T04:05:06Z'),
        machine: { node: '24.1.0', openssl: '3.5.0', cpu: 'a machine', cores: 2, system: 'an operating system' },
        version: '0.1.0',
        published: costs,
        samples: fakeSamples(machine),
        warnings: [],
        progress: (label, done, of) => watch.progress({ label, done, of, share: 0, simulatedSeconds: 0, events: 0 }),
        lookUp: watch.lookUp ?? (async () => undefined),
      });
    },
    anchorIds: async () => ['V-Q1', 'V-Q2', 'V-C8a', 'V-C8b'],
    validate: () => ({
      rows: [
        {
          id: 'V-Q1',
          name: 'M/M/1 mean wait',
          expected: 2.3333,
          within: null,
          measured: 2.325,
          ci: [2.294, 2.356],
          verdict: behaviour.failing ? 'fail' : 'pass',
          miss: null,
          seconds: 1.25,
        },
        {
          id: 'V-T4',
          name: 'reads/s',
          expected: 8400,
          within: [8148, 8652],
          measured: 7000,
          ci: [6999, 7001],
          verdict: 'miss',
          miss: 'nothing is charged for memory',
          seconds: 0.5,
        },
      ],
    }),
    async validateWorlds(request) {
      comparisons.push(request);
      return fakeWorlds(behaviour.failing === true);
    },
    inspect: ({ profiles, untilNs }, node) =>
      node === 'gateway-1'
        ? {
            node,
            profile: profiles[0]!.name,
            attacks: ['A01'],
            atNs: untilNs ?? 0,
            state: { sessions: 3 },
            warnings: ['--inspect shows one run'],
          }
        : { nodes: ['gateway-1', 'lamp-2'] },
    nodeNames: (_request, nodes) => nodes.map((node) => `fake-${node}`),
    describe: ({ nodes }) => ({
      stage: [{ part: 'wires', names: ['commands'] }],
      groups: [{ role: 'gateway', sorts: [], party: 'building', nodes: 1, names: ['gateway-1'] }],
      found: nodes === null ? [] : [{ node: 0, name: 'gateway-1', role: 'gateway', sorts: [], party: 'building' }],
      total: nodes === null ? 0 : 12,
    }),
  };
}

/** Streams that keep what was written to them. */
export interface Captured extends CommandIo {
  out: string;
  err: string;
}

/** A terminal, or a pipe, that remembers. */
export function captured({ isTerminal = false }: { readonly isTerminal?: boolean } = {}): Captured {
  let millis = 0;
  const io: Captured = {
    out: '',
    err: '',
    isTerminal,
    columns: 100,
    stdout: (text) => {
      io.out += text;
    },
    stderr: (text) => {
      io.err += text;
    },
    now: () => (millis += 500),
  };
  return io;
}
