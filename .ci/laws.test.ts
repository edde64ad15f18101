import { afterAll, describe, expect, test } from 'vitest';
import { repository } from './fixture.ts';
import settings from './laws.mjs';

const folders = ['sim', 'scenarios', 'attacks', 'metrics', 'dashboards', 'cli'];
const cruise = ['--config', '.ci/laws.mjs', '--output-type'];

const thing = (name: string): string => `/** A thing. */\nexport const ${name} = 1;\n`;
const knows = (path: string): string => `import '${path}';\n`;
const knowsType = (path: string, name: string): string =>
  `import type { ${name} } from '${path}';\n/** A use. */\nexport type Use = typeof ${name};\n`;

const lawful = {
  'sim/kernel/agenda.ts': thing('agenda'),
  'sim/framework/control.ts': knows('../kernel/agenda.ts') + thing('control'),
  'sim/controls/replay-window.ts': knows('../framework/control.ts') + thing('replayWindow'),
  'sim/components/device.ts': knows('../framework/control.ts') + thing('device'),
  'sim/components/device.test.ts': knows('../controls/replay-window.ts'),
  'sim/crypto/openssl/suite.ts': knows('node:crypto') + thing('openssl'),
  'sim/crypto/symbolic/suite.ts': thing('symbolic'),
  'sim/worlds/virtual/world.ts': knows('../../framework/control.ts') + thing('world'),
  'sim/worlds/live/socket.ts': knows('node:net') + thing('socket'),
  'attacks/replay.ts': knows('../sim/framework/control.ts') + thing('replay'),
  'metrics/results.ts': thing('results'),
  'metrics/oracle/judge.ts': knows('../../sim/framework/control.ts') + thing('judge'),
  'scenarios/room.ts':
    knows('../attacks/replay.ts') +
    knows('../metrics/oracle/judge.ts') +
    knows('../sim/components/device.ts') +
    thing('room'),
  'dashboards/report.ts': knows('../metrics/results.ts') + thing('report'),
  'cli/metarange.ts': knows('../scenarios/room.ts') + knows('../dashboards/report.ts') + knows('node:fs'),
};

const breaches: readonly { law: string; what: string; file: string; text: string; to: string }[] = [
  {
    law: 'kernel-stands-alone',
    what: 'the kernel reads a contract, if only its type',
    file: 'sim/kernel/clock.ts',
    text: knowsType('../framework/control.ts', 'control'),
    to: 'sim/framework/control.ts',
  },
  {
    law: 'framework-knows-only-kernel',
    what: 'a contract knows an instance',
    file: 'sim/framework/message.ts',
    text: knowsType('../controls/replay-window.ts', 'replayWindow'),
    to: 'sim/controls/replay-window.ts',
  },
  {
    law: 'sim-looks-down',
    what: 'a component knows an attack',
    file: 'sim/components/lamp.ts',
    text: knows('../../attacks/replay.ts'),
    to: 'attacks/replay.ts',
  },
  {
    law: 'sim-looks-down',
    what: 'the test of a world reads a scenario',
    file: 'sim/worlds/virtual/world.test.ts',
    text: knows('../../../scenarios/room.ts'),
    to: 'scenarios/room.ts',
  },
  {
    law: 'sim-folders-are-strangers',
    what: 'a component knows a control',
    file: 'sim/components/lock.ts',
    text: knows('../controls/replay-window.ts'),
    to: 'sim/controls/replay-window.ts',
  },
  {
    law: 'sim-folders-are-strangers',
    what: 'a control opens a suite',
    file: 'sim/controls/signature.ts',
    text: knows('../crypto/openssl/suite.ts'),
    to: 'sim/crypto/openssl/suite.ts',
  },
  {
    law: 'worlds-are-strangers',
    what: 'the live world borrows from the virtual one',
    file: 'sim/worlds/live/turn.ts',
    text: knows('../virtual/world.ts'),
    to: 'sim/worlds/virtual/world.ts',
  },
  {
    law: 'worlds-are-strangers',
    what: 'what both worlds share knows one of them',
    file: 'sim/worlds/shared/nodes.ts',
    text: knowsType('../live/socket.ts', 'socket'),
    to: 'sim/worlds/live/socket.ts',
  },
  {
    law: 'attacks-know-contracts-only',
    what: 'an attack reads a control',
    file: 'attacks/forge.ts',
    text: knows('../sim/controls/replay-window.ts'),
    to: 'sim/controls/replay-window.ts',
  },
  {
    law: 'truth-is-apart',
    what: 'an attack asks the oracle',
    file: 'attacks/peek.ts',
    text: knows('../metrics/oracle/judge.ts'),
    to: 'metrics/oracle/judge.ts',
  },
  {
    law: 'metrics-know-contracts-only',
    what: 'a metric knows an attack',
    file: 'metrics/success.ts',
    text: knows('../attacks/replay.ts'),
    to: 'attacks/replay.ts',
  },
  {
    law: 'scenarios-look-down',
    what: 'a scenario starts the command',
    file: 'scenarios/other.ts',
    text: knows('../cli/metarange.ts'),
    to: 'cli/metarange.ts',
  },
  {
    law: 'dashboards-read-results',
    what: 'a dashboard reads the model',
    file: 'dashboards/figure.ts',
    text: knowsType('../sim/framework/control.ts', 'control'),
    to: 'sim/framework/control.ts',
  },
  {
    law: 'suites-are-strangers',
    what: 'the OpenSSL suite borrows a symbolic term',
    file: 'sim/crypto/openssl/keys.ts',
    text: knows('../symbolic/suite.ts'),
    to: 'sim/crypto/symbolic/suite.ts',
  },
  {
    law: 'only-the-edge-touches-the-machine',
    what: 'a virtual world opens a socket',
    file: 'sim/worlds/virtual/wire.ts',
    text: knows('node:net'),
    to: 'net',
  },
  {
    law: 'only-the-edge-touches-the-machine',
    what: 'a metric writes a file',
    file: 'metrics/table.ts',
    text: knows('node:fs'),
    to: 'fs',
  },
  {
    law: 'tests-are-not-imported',
    what: 'a scenario borrows from a test',
    file: 'scenarios/borrowed.ts',
    text: knows('../sim/components/device.test.ts'),
    to: 'sim/components/device.test.ts',
  },
  {
    law: 'product-needs-no-development-package',
    what: 'the kernel runs on a test library',
    file: 'sim/kernel/choice.ts',
    text: knows('fast-check'),
    to: 'node_modules/fast-check/',
  },
  {
    law: 'resolvable',
    what: 'an import leads nowhere',
    file: 'sim/kernel/lost.ts',
    text: knows('./nothing.ts'),
    to: './nothing.ts',
  },
  {
    law: 'no-cycles',
    what: 'two files know each other, if only their types',
    file: 'sim/kernel/one.ts',
    text: "import type { two } from './two.ts';\n/** One. */\nexport type one = two | 1;\n",
    to: 'sim/kernel/two.ts',
  },
];
const secondOfTheCycle = {
  'sim/kernel/two.ts': "import type { one } from './one.ts';\n/** Two. */\nexport type two = one | 2;\n",
};

describe('the laws of the architecture', () => {
  const kept = repository(lawful);
  const broken = repository({
    ...lawful,
    ...secondOfTheCycle,
    ...Object.fromEntries(breaches.map(({ file, text }) => [file, text])),
  });
  afterAll(() => {
    kept.remove();
    broken.remove();
  });
  const report = JSON.parse(broken.run('depcruise', [...cruise, 'json', ...folders]).text);
  const violations: readonly { from: string; to: string; rule: { name: string } }[] = report.summary.violations;

  test('a tree that keeps every law passes', () => {
    const { code, text } = kept.run('depcruise', [...cruise, 'err-long', ...folders]);
    expect(text).toContain('no dependency violations found');
    expect(code).toBe(0);
  });

  test.each(breaches)('$law: it is caught when $what', ({ law, file, to }) => {
    const found = violations.filter((violation) => violation.from === file && violation.to.includes(to));
    expect(found.map((violation) => violation.rule.name)).toContain(law);
  });

  test('nothing that is lawful is reported', () => {
    const lawless = new Set([...breaches.map(({ file }) => file), ...Object.keys(secondOfTheCycle)]);
    expect(violations.filter(({ from }) => !lawless.has(from))).toEqual([]);
  });

  test('a broken law fails the command and says what to do instead', () => {
    const { code, text } = broken.run('depcruise', [...cruise, 'err-long', ...folders]);
    expect(code).toBeGreaterThan(0);
    expect(text.replace(/\s+/g, ' ')).toContain('hand in a value or a function from above');
  });

  test('each law has a breach that it is tried on', () => {
    const tried = new Set(breaches.map(({ law }) => law));
    expect((settings.forbidden ?? []).map(({ name }) => name).filter((name) => !tried.has(name ?? ''))).toEqual([]);
  });
});
