import { describe, expect, test } from 'vitest';
import { costTables } from '../sim/crypto/costs/cost-tables.ts';
import { main } from './main.ts';
import { range } from './range.ts';
import { readRequest } from './request.ts';
import { captured } from './testing/fake-engine.ts';

const call = async (...words: readonly string[]): Promise<{ code: number; out: string; err: string }> => {
  const io = captured();
  return { code: await main(words, io, range), out: io.out, err: io.err };
};
const scenario = 'meeting-room-mapping';

describe('describe', () => {
  test('shows drawing, parameters at the size, attacks, claims and who is there', async () => {
    const { code, out } = await call('describe', scenario, '--set', 'rooms=7');
    expect(code).toBe(0);
    for (const part of ['sensors ─RP-T─▶', 'A07', 'message-replay', 'nobody learns what he is not entitled to'])
      expect(out).toContain(part);
    expect(out).toMatch(/^rooms +7 +1\.\.200000 +Meeting rooms/m);
    expect(out).toMatch(/^staySeconds +40 +s /m);
    expect(out).toMatch(/^live: metarange live meeting-room-mapping$/m);
    const virtual = await call('describe', 'cross-storage-interop');
    expect(virtual.out).toMatch(/^live: no, it does not say which node runs in which process/m);
    const { scenarios } = JSON.parse((await call('list', 'scenarios', '--json')).out) as {
      readonly scenarios: readonly {
        readonly name: string;
        readonly live: { readonly runs: boolean; readonly because: string | null };
      }[];
    };
    for (const { name, live } of scenarios) expect([name, live.because === null]).toEqual([name, live.runs]);
    expect(scenarios.filter(({ live }) => live.runs).map(({ name }) => name)).toContain(scenario);
    expect(out).toMatch(/headline metrics, which --precision narrows: M01 attack-success-rate, M30 latency, M33 /);
    expect(out).toMatch(
      /^gateway +building +4 +gateway-1\.building, gateway-2\.building, gateway-3\.building, \.\.\.$/m,
    );
  });

  test('shows the chains that play there, and the list of chains what their stages take and give', async () => {
    expect((await call('describe', 'town-1m')).out).toMatch(/^K2 +headset-to-gateway-to-building +A21 > A23 > A20$/m);
    const { out } = await call('list', 'chains');
    expect(out).toMatch(
      /^K5 in lifecycle-and-erasure, sequence +A38 attestation-forgery +passes for what it is not +trust$/m,
    );
    const { chains } = JSON.parse((await call('list', 'chains', '--json')).out) as {
      readonly chains: readonly { readonly id: string; readonly stages: readonly object[] }[];
    };
    expect(chains.map(({ id, stages }) => [id, stages.length])).toContainEqual(['K2', 3]);
  });

  test('the list of chains has the command that plays each on its terms, and who asks for one elsewhere is told it', async () => {
    const { out } = await call('list', 'chains');
    const played = out.split('\n').filter((line) => line.startsWith('metarange run '));
    expect(played).toHaveLength(range.catalogue.chains.length);
    const again = played.find((line) => line.includes('--attack K4'))!;
    expect(again).toMatch(/^metarange run children-plaza --attack K4 .*--set authorities=two --set wallets=2/);
    const { code, err } = await call('run', 'children-plaza', '--attack', 'K4');
    expect(code).toBe(2);
    expect(err).toBe(
      `metarange: A02 identity-forgery needs issuers on the stage, and children-plaza has none in --attack; nearest valid: ${again}\n`,
    );
    for (const line of played)
      expect(
        readRequest(line.split(' ').slice(1), range, () => new Uint8Array()),
        line,
      ).toHaveProperty('command', 'run');
  });

  test('whoever names a chain, an attack or a control for a scenario is told where these are shown', async () => {
    for (const [word, kind] of [
      ['K2', 'chain'],
      ['a20', 'attack'],
      ['replay-window', 'control'],
    ] as const)
      for (const command of ['describe', 'run', 'live']) {
        const { code, err } = await call(command, word);
        expect(code).toBe(2);
        expect(err).toMatch(
          new RegExp(`"${word}" is ${kind} .* in metarange ${command}; .*metarange list ${kind}s$`, 'm'),
        );
      }
  });

  test('a chain plays stage by stage, and alone', async () => {
    const set = ['districts=1', 'buildings=1', 'durationSeconds=90'].flatMap((one) => ['--set', one]);
    const { code, out } = await call('run', 'town-1m', '--attack', 'K2', '--profile', 'none', ...set);
    expect(code).toBe(0);
    expect(out).toMatch(/^K2 headset-to-gateway-to-building +none$/m);
    for (const stage of ['1. A21', '2. A23', '3. A20'])
      expect(out).toMatch(new RegExp(`^reached ${stage} +100 % \\[[\\d.]+, 100\\] after \\d+ s$`, 'm'));
    expect(out).toMatch(/^stages tried unnoticed +100 %$/m);
    const both = await call('run', 'town-1m', '--attack', 'K2,A24');
    expect([both.code, both.err]).toEqual([2, expect.stringContaining('chain "K2" plays alone')]);
    const slip = await call('run', 'town-1m', '--attack', 'headset-to-gatway-to-building');
    expect([slip.code, slip.err]).toEqual([
      2,
      expect.stringMatching(/; nearest valid: headset-to-gateway-to-building$/m),
    ]);
  });

  test('lists nodes one by one, all or those with a word in name or role, and every name can be inspected', async () => {
    const all = JSON.parse((await call('describe', scenario, '--nodes', '--json')).out) as {
      readonly nodes: readonly { readonly node: number; readonly name: string; readonly role: string }[];
      readonly nodesTotal: number;
      readonly groups: readonly { readonly role: string; readonly nodes: number }[];
    };
    expect(all.nodes).toHaveLength(all.nodesTotal);
    expect(all.groups.reduce((sum, group) => sum + group.nodes, 0)).toBe(all.nodesTotal);
    expect(new Set(all.nodes.map(({ name }) => name)).size).toBe(all.nodesTotal);
    // One node of each role, by its name or by its number.
    const ofRole = new Map(all.nodes.map((node) => [node.role, node]));
    expect(ofRole.size).toBeGreaterThan(8);
    for (const { node, name } of ofRole.values()) {
      const inspected = await call('run', scenario, '--attack', 'none', '--until', '21s', '--inspect', name, '--json');
      expect([inspected.code, inspected.err]).toEqual([0, '']);
      const numbered = await call('run', scenario, '--attack', 'none', '--until', '21s', '--inspect', String(node));
      expect(numbered.out).toBe(inspected.out);
    }
    const some = await call('describe', scenario, '--nodes', 'GATEWAY');
    expect(some.out.split('\n').map((line) => line.trim().split(/ {2,}/)[1])).toEqual([
      'node',
      'gateway-1.building',
      'gateway-2.building',
      undefined,
    ]);
    expect((await call('describe', scenario, '--nodes', 'no such thing')).out).toContain('no node has that word');
  });

  test('says of what sorts the things are, and finds them by that', async () => {
    const { out } = await call('describe', 'full-fledged-roaming');
    expect(out).toMatch(/^device +full-fledged ar-glasses camera +wearers +3 +ar-glasses-1, /m);
    const found = await call('describe', 'lifecycle-and-erasure', '--nodes', 'wearable', '--json');
    const { nodes, nodesTotal } = JSON.parse(found.out) as {
      readonly nodes: readonly { readonly role: string; readonly sorts: readonly string[] }[];
      readonly nodesTotal: number;
    };
    expect(nodesTotal).toBe(6);
    expect(new Set(nodes.map(({ role, sorts }) => `${role}: ${sorts.join(' ')}`))).toEqual(
      new Set(['device: constrained wearable']),
    );
  });

  test('names follow parameters and seed, and values that do not go together are refused', async () => {
    const people = async (seed: string): Promise<string> =>
      (await call('describe', scenario, '--seed', seed, '--nodes', 'person')).out;
    expect(await people('1')).not.toBe(await people('2'));
    const { code, err } = await call('describe', scenario, '--set', 'bookedSeconds=500');
    expect(code).toBe(2);
    expect(err).toMatch(/^metarange: bookedSeconds 500: [^\n]+; nearest valid: [^\n]+\n$/);
    expect((await call('describe', 'meeting-rom')).err).toContain('nearest valid: meeting-room-mapping');
  });
});

describe('--inspect', () => {
  const until = ['--until', '21s', '--inspect'];

  test('of a name that no node has says the nearest ones, few among the many as well, and where all of them are', async () => {
    const crowded = ['--set', 'rooms=2000', '--set', 'equippedRooms=2'];
    for (const [word, near] of [
      ['gatway-2', 'gateway-2.building'],
      ['secure-dmp.platform-1', 'secure-dpm.platform-1'],
      ['iot-platform', 'iot-platform.building'],
    ] as const) {
      const { code, err } = await call('run', scenario, ...crowded, '--attack', 'none', ...until, word);
      expect(code).toBe(2);
      expect(err).toContain(`nearest valid: ${near}, `);
      expect(err).toContain('(all: metarange describe meeting-room-mapping --nodes)');
    }
  });

  test('with several attacks says which run it shows, and the document names it', async () => {
    const { out, err } = await call('run', scenario, ...until, 'gateway-1.building');
    expect(err).toBe('warning: --inspect shows one run: under A01, the first of 9 attacks; choose with --attack\n');
    expect(JSON.parse(out)).toMatchObject({
      node: 'gateway-1.building',
      profile: 'framework',
      attacks: ['A01'],
      seed: 1,
    });
    const chosen = await call('run', scenario, '--attack', 'A07,A09', ...until, 'gateway-1.building');
    expect(chosen.err).toBe('');
    expect(JSON.parse(chosen.out)).toMatchObject({ attacks: ['A07', 'A09'] });
  });

  test('past the end shows the state at the end, and says so', async () => {
    const { out, err } = await call(
      'run',
      scenario,
      '--attack',
      'none',
      '--until',
      '2h',
      '--inspect',
      'lock',
      '--inspect',
      '0',
    );
    expect(JSON.parse(out)).toMatchObject({ untilNs: 300e9 });
    expect(err).toBe('warning: the scenario ends at 300 s, before the 7200 s that were asked for\n');
  });
});

test('list costs shows every operation of every class, and as a document what --costs takes', async () => {
  const text = (await call('list', 'costs')).out;
  for (const [device, table] of Object.entries(costTables)) {
    expect(text).toContain(device);
    for (const operation of Object.keys(table.fixedNs)) expect(text).toMatch(new RegExp(`^${operation} +\\d`, 'm'));
  }
  for (const source of Object.values(costTables.constrained.sources)) expect(text).toContain(source);
  expect(text).toMatch(/^constrained +sign verify agree keygen +P256-Cortex-M4/m);
  const { costs } = JSON.parse((await call('list', 'costs', '--json')).out) as { costs: { id: string }[] };
  expect(costs.map(({ id }) => id)).toEqual(Object.keys(costTables));
});
