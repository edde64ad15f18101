import { tinyStage } from '../../scenarios/anchors/tiny-cast.ts';
import { controls as everyControl } from '../../sim/controls/catalogue.ts';
import { opensslByteSuite } from '../../sim/crypto/openssl/byte-suite.ts';
import type { Component } from '../../sim/framework/component.ts';
import { secureStorage } from '../../sim/components/secure-storage.ts';
import type { Staged } from '../../sim/worlds/live/part.ts';

/** Processes of the stage: the one that writes, and the storage's own. */
export const writing = 'writing';
export const storing = 'storing';

/** Node of the storage. */
export const storageNode = 1;

/** Rooms over which records are spread, so that one answer holds all of a room. */
export const rooms = 256;
const recordsAnAnswer = 200;

/** Controls at the storage's wire and at its medium: those of a real platform that do not bound a rate. */
const standing = ['C01', 'C32', 'C03', 'C09', 'C11', 'C12', 'C30'];

/** A platform's secure storage as the live world runs it, and somebody in the place of its storage agent. */
export function storageStage(archivist: Component<'storage-agent', object>): Staged {
  const storage = secureStorage({ rooms, retainWindows: 1_000_000, recordsAnAnswer, pendingTickets: 1024 });
  const hour = 3_600_000_000_000;
  const { cast, controls, table, costs } = tinyStage({
    name: 'live-storage',
    nodes: [
      { name: 'archivist', component: archivist, cells: 0 },
      { name: 'storage', component: storage, cells: 0 },
    ],
    wires: [{ point: 'RP-S', from: 'archivist', to: 'storage', channel: 'handshake' }],
    standing: everyControl.filter(({ id }) => standing.includes(id)),
    warmUpNs: 0,
    untilNs: 24 * hour,
  });
  return {
    cast,
    seed: 1,
    suite: opensslByteSuite(),
    controls,
    tables: [table],
    tableOf: () => 0,
    costs,
    attackerNodes: 0,
    attacks: [],
    processOf: (node) => (node === storageNode ? storing : writing),
  };
}
