import type { WorldsResult } from '../worlds/worlds-result.ts';

/** An invented comparison: one attack and two measures, which agree, or of which one does not. */
export const fakeWorlds = (failing: boolean): WorldsResult => ({
  rows: [
    {
      id: 'worlds.cpu.framework',
      name: 'processor time a message, virtual over live',
      expected: 1,
      measured: failing ? 0.512 : 0.97,
      ci: failing ? [0.49, 0.53] : [0.93, 1.02],
      verdict: failing ? 'fail' : 'pass',
    },
    {
      id: 'worlds.opening.framework',
      name: 'median time of an opening by handshake, virtual over live',
      expected: 1,
      measured: 1.01,
      ci: [0.9, 1.1],
      verdict: 'pass',
    },
    {
      id: 'worlds.tau',
      name: 'ranking of C16, C20, C12',
      expected: 1,
      measured: 1,
      ci: [1, 1],
      verdict: 'pass',
    },
    {
      id: 'worlds.verdict.A07.framework',
      name: 'A07 under framework: held in the virtual world, held in the live one; success rate',
      expected: 0,
      measured: 0,
      ci: [0, 0.32],
      verdict: 'pass',
    },
  ],
  differences: failing
    ? [
        {
          about: ['worlds.cpu.framework'],
          text: 'framework: outside of the band: worlds.cpu.framework',
          parts: [
            { part: 'C16', virtualMicros: 3.21, liveMicros: 21.4, explanation: 'charged as aead 3.21' },
            { part: 'C20', virtualMicros: 2, liveMicros: 2.5, explanation: 'charged as verify 2' },
          ],
        },
      ]
    : [],
  cells: [
    {
      attack: 'A07',
      profile: 'framework',
      runs: 2,
      virtual: { attempts: 8, successes: 0, refusals: { C32: 9 } },
      live: { attempts: 9, successes: 0, refusals: { C32: 10 } },
      voided: null,
    },
    {
      attack: 'A09',
      profile: 'none',
      runs: 1,
      virtual: { attempts: 8, successes: 8, refusals: {} },
      live: { attempts: 0, successes: 0, refusals: {} },
      voided: 'attackers ended before its time (SIGKILL)',
    },
  ],
  machine: { node: '24.1.0', openssl: '3.5.0', cpu: 'a machine', cores: 2 },
  wallSeconds: 1234.5,
  measured: {
    wallPerCpu: 1.02,
    handshakes: {
      full: { measuredNs: 2e6, chargedNs: 1e6 },
      resumed: { measuredNs: 1e6, chargedNs: 3e5 },
    },
    loopbackDelayMicros: 41.2,
    timerLagMicros: 612,
    wakeMicros: 31,
  },
  warnings: ['the machine was busy'],
});
