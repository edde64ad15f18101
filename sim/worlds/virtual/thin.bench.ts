// Thin pipeline at scale, for tuning.
import type { Component } from '../../framework/component.ts';
import type { Address } from '../../framework/figure.ts';
import type { Cast, Placement } from '../../framework/scenario.ts';
import { operations } from '../../framework/costs.ts';
import { controls } from '../../controls/catalogue.ts';
import { controlTable } from '../../controls/profiles.ts';
import { symbolicSuite } from '../../crypto/symbolic/suite.ts';
import { constant } from '../../kernel/distributions/constant.ts';
import { uniform } from '../../kernel/distributions/uniform.ts';
import { VirtualWorld } from './world.ts';

const n = Number(process.argv[2] ?? 100000);
const secs = Number(process.argv[3] ?? 20);
const profile = (process.argv[4] ?? 'framework') as 'framework';
const gateways = Math.ceil(n / 100);
const period = 10e9;
let carried = 0;
const sensor: Component<'device', object> = {
  role: 'device', code: 's', state: () => ({}),
  start: (_s, _i, io) => io.wake(1, Math.floor(io.random.uniform() * period)),
  receive: () => {},
  wake: (_s, index, _t, _a, io) => {
    io.send('RP-T', (n + Math.floor(index / 100)) as Address<'gateway'>, { kind: 'report', subject: io.node, dataClass: 'operational', body: { quantity: 'temperature', value: 20, at: io.now } });
    io.wake(1, period);
  },
};
const iot = (n + gateways) as Address<'iot-platform'>;
const gateway: Component<'gateway', object> = { role: 'gateway', code: 'g', state: () => ({}), start: () => {}, wake: () => {}, receive: (_s, _i, _m, io) => { io.forward('RP-T', iot); } };
const agents = [n + gateways + 1, n + gateways + 4];
const platform: Component<'iot-platform', object> = { role: 'iot-platform', code: 'p', state: () => ({}), start: () => {}, wake: () => {}, receive: (_s, _i, _m, io) => { for (const a of agents) io.forward('RP-I', a as Address<'things-agent'>); } };
const agent: Component<'things-agent', object> = { role: 'things-agent', code: 'a', state: () => ({}), start: () => {}, wake: () => {}, receive: (_s, _i, _m, io) => { io.forward('RP-M', (io.node + 1) as Address<'secure-dpm'>); } };
const dpm: Component<'secure-dpm', object> = { role: 'secure-dpm', code: 'd', state: () => ({}), start: () => {}, wake: () => {}, receive: (_s, _i, m, io) => { if (io.use('aggregate')) { io.blend(m.subject); io.forward('RP-M', (io.node + 1) as Address<'entity-agent'>); } } };
const twin: Component<'entity-agent', object> = { role: 'entity-agent', code: 'e', state: () => ({}), start: () => {}, wake: () => {}, receive: (_s, _i, m, io) => { if (io.use('twin')) { io.keep(m.subject); carried++; } } };
const ident: Component<'identity-storage', object> = { role: 'identity-storage', code: 'i', state: () => ({}), start: () => {}, wake: () => {}, receive: () => {} };
const place = (name: string, first: number, count: number, component: Component<any, any>, cells = 0, cores = 64): Placement => ({ name, first, count, component, party: 'house', device: 'server', cores, queueLimit: 1e6, halfOpenLimit: 64, cells });
const total = n + gateways + 8;
const link = { latency: constant({ value: 2e6 }), jitter: uniform({ low: 0, high: 1e6 }), loss: { kind: 'none' } as const, bandwidthBitsPerSecond: Infinity, order: 'fifo' as const };
const cast = {
  placements: [place('sensors', 0, n, sensor), place('gateways', n, gateways, gateway), place('iot', iot, 1, platform), place('agentA', iot + 1, 1, agent), place('dpmA', iot + 2, 1, dpm, n), place('twinA', iot + 3, 1, twin, n), place('agentB', iot + 4, 1, agent), place('dpmB', iot + 5, 1, dpm, n), place('twinB', iot + 6, 1, twin, n), place('identity', iot + 7, 1, ident)],
  wires: [
    { point: 'RP-T', from: 'sensors', to: 'gateways', link, channel: 'provisioned' }, { point: 'RP-T', from: 'gateways', to: 'iot', link, channel: 'handshake' },
    ...['A', 'B'].flatMap((p) => [
      { point: 'RP-I' as const, from: 'iot', to: 'agent' + p, link, channel: 'handshake' as const },
      { point: 'RP-M' as const, from: 'agent' + p, to: 'dpm' + p, link, channel: 'handshake' as const },
      { point: 'RP-M' as const, from: 'dpm' + p, to: 'twin' + p, link, channel: 'handshake' as const },
    ]),
  ],
  household: { nodes: total, nameOf: (k: number) => `n${k}`, roleOf: (k: number) => (k < n ? 'device' : k < n + gateways ? 'gateway' : ['iot-platform', 'things-agent', 'secure-dpm', 'entity-agent', 'things-agent', 'secure-dpm', 'entity-agent', 'identity-storage'][k - n - gateways]), mayCommand: () => true, mayQuery: () => true, scopesOf: () => [], consents: () => true, fieldsFor: () => undefined, quantityOf: () => 'temperature' },
  environment: {}, entitlements: {}, stage: { wires: {}, victims: [], accounts: {}, insiders: {}, copies: {}, doors: {}, rooms: [] },
  objectReaders: [iot + 2, iot + 5], authority: iot + 7, events: [], warmUpNs: 10e9, untilNs: secs * 1e9, longCredentialNs: 365 * 86400e9, subjectName: String,
} as unknown as Cast;
const zero = Object.fromEntries(operations.map((o) => [o, 2000]));
const costs = Object.fromEntries(['constrained', 'embedded', 'gateway', 'server', 'client'].map((c) => [c, { name: c, source: '', fixedNs: { ...zero, handle: 2000 }, perByteNs: Object.fromEntries(operations.map((o) => [o, 0])) }])) as never;
import { factKinds } from '../../framework/fact.ts';
import { refusals } from '../../framework/verdict.ts';
let seen = 0; const tally = new Map<string, number>();
const t0 = process.hrtime.bigint();
const world = new VirtualWorld({ cast, seed: 1, suite: symbolicSuite(), controls, tables: [controlTable({ name: profile, without: [] })], tableOf: () => 0, costs, attacks: [], observers: [{ block: (b) => { seen += b.count; if (process.env['TALLY']) for (let r = 0; r < b.count; r++) { const k = `${factKinds[b.kind[r]!]} ${b.place[r]} ${b.detail[r]} ${b.kind[r] === 2 || b.kind[r] === 5 ? refusals[b.outcome[r]!] : ''}`; tally.set(k, (tally.get(k) ?? 0) + 1); } } }] });
const t1 = process.hrtime.bigint();
world.run(10e9);
const t2 = process.hrtime.bigint();
const e0 = world.kernel.events, c0 = carried;
world.run(secs * 1e9);
const t3 = process.hrtime.bigint();
const s = (a: bigint, b: bigint) => Number(b - a) / 1e9;
const digest = world.recorder.digest();
console.log({ n, setup: s(t0, t1), warm: s(t1, t2), run: s(t2, t3), events: world.kernel.events - e0, evps: Math.round((world.kernel.events - e0) / s(t2, t3)), carriedPerS: Math.round((carried - c0) / s(t2, t3)), readingsPerS: Math.round((carried - c0) / 2 / s(t2, t3)), facts: seen, cpu: process.cpuUsage().user / 1e6, rssMB: Math.round(process.memoryUsage().rss / 1e6), digest: digest.slice(0, 8), inFlight: 0 });

if (process.env['TALLY']) console.log(tally);
