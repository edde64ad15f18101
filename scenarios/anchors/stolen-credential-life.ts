import { deviceClone } from '../../attacks/device-clone.ts';
import { attackSuccessRate } from '../../metrics/measures/attack-success-rate.ts';
import { auditLog } from '../../sim/components/audit-log.ts';
import { credentialCame, enrolAfter, enrolmentState, enrolmentWoke } from '../../sim/components/enrolment.ts';
import type { EnrolmentState, EnrolmentTerms } from '../../sim/components/enrolment.ts';
import { identityStorage } from '../../sim/components/identity-storage.ts';
import { mutualAuthentication } from '../../sim/controls/mutual-authentication.ts';
import { shortLivedCredential } from '../../sim/controls/short-lived-credential.ts';
import type { Attack } from '../../sim/framework/attack.ts';
import type { Component } from '../../sim/framework/component.ts';
import type { Address } from '../../sim/framework/figure.ts';
import { seconds } from '../../sim/framework/time.ts';
import { keyOf } from '../../sim/kernel/stream.ts';
import { widest } from './anchor.ts';
import type { Anchor } from './anchor.ts';
import { residualLife } from './closed-forms.ts';
import { ofTrials, rounds, sized } from './estimate.ts';
import { idle, longestRunNs, playTiny } from './tiny-cast.ts';

const hour = 3600;
const lifeHours = 1;
const expected = residualLife(lifeHours);
const attemptsARun = 400;
/** Time between the end of one theft and the next, h: long enough that they have nothing to do with each other. */
const gapHours = 1;
const [authority, log, verifier, device] = [0, 1, 2, 3];
const terms: EnrolmentTerms = { authority: authority as Address<'identity-storage'>, timeoutNs: seconds(2), tries: 4 };

/** Has its credential renewed at half its life, and says nothing else. */
const renewingDevice: Component<'device', EnrolmentState> = {
  role: 'device',
  code: 'renewing device 1',
  state: enrolmentState,
  start: (_state, _index, io) => enrolAfter(io, 0),
  receive(state, index, message, io) {
    if (message.kind === 'enrolled') credentialCame(state, index, message, io);
  },
  wake: (state, index, timer, argument, io) => void enrolmentWoke(state, index, { timer, argument }, io, terms),
};

const door = idle('iot-platform', 'door 1');

/**
 * A01 by a thief who copies the keys that are in use and shows them once, at a random moment of the second half of their life: it is
 * let in with the chance that they live on then.
 */
const theft: Attack = {
  ...deviceClone,
  intensity: { everyNs: seconds(gapHours * hour), source: 'anchor V-C3' },
  steps: ['copy', 'connect'],
  *campaign(hand) {
    hand.step('copy');
    const loot = hand.account('device');
    yield hand.wait(seconds((lifeHours / 2) * (1 + hand.random.open()) * hour));
    hand.step('connect');
    const line = hand.open('RP-T', verifier, device, loot);
    yield { line };
    hand.close(line);
  },
  goal: { over: 'facts', needed: 1, reached: (fact) => fact.kind === 'opened' },
};

/** V-C3: what is left of a stolen credential that is renewed at half its life. `realLifeHours` other than one is a range that is wrong. */
export const stolenCredentialLife = (realLifeHours = lifeHours): Anchor => ({
  rows: [
    {
      id: 'V-C3',
      name: 'mean life left in a stolen credential of 1 h, renewed at half its life, h',
      expected,
      widest: widest(expected, 0.0006),
    },
  ],
  through:
    'identity storage, enrolment, attack A01 with the keys in use, controls C01 and C03 alone, oracle, metric M01',
  run(effort) {
    const runs = sized(8, effort);
    let hits = 0;
    let trials = 0;
    for (const run of rounds(runs, effort)) {
      const seen = playTiny(
        {
          name: 'V-C3',
          nodes: [
            {
              name: 'authority',
              component: identityStorage({
                lifetimeNs: longestRunNs,
                publishNs: seconds(24 * hour),
                listLifeNs: seconds(72 * hour),
                auditLog: log as Address<'audit-log'>,
              }),
              cells: 0,
            },
            { name: 'audit log', component: auditLog({ entries: 16 }), cells: 0 },
            { name: 'door', component: door, cells: 0 },
            { name: 'device', component: renewingDevice, cells: 0 },
          ],
          wires: [
            { point: 'RP-O', from: 'authority', to: 'audit log' },
            { point: 'RP-D', from: 'device', to: 'authority' },
            { point: 'RP-T', from: 'device', to: 'door', channel: 'handshake' },
          ],
          standing: [
            mutualAuthentication,
            shortLivedCredential({ lifetimeNs: seconds(realLifeHours * hour), backdatingNs: seconds(60) }),
          ],
          attacks: [theft],
          stage: { accounts: { device: { person: device, door: verifier } } },
          warmUpNs: seconds(lifeHours * hour),
          untilNs: seconds(attemptsARun * (gapHours + 0.75 * lifeHours) * hour),
        },
        keyOf(effort.seed, run, 'V-C3')[0]!,
        [attackSuccessRate],
      );
      hits += seen.attacks[0]!.successes;
      trials += seen.attacks[0]!.attempts;
    }
    // The mean of what lies between half a life and a life: half a life, and for each moment of the rest the chance to live on.
    const { measured, ci } = ofTrials(hits, trials, effort);
    const lives = (share: number): number => (lifeHours / 2) * (1 + share);
    return [{ measured: lives(measured), ci: [lives(ci[0]), lives(ci[1])] }];
  },
});
