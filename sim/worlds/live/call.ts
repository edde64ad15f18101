import { randomBytes } from 'node:crypto';
import type { Duplex } from 'node:stream';
import type { KeyRing } from '../../framework/control.ts';
import { Handshake } from '../shared/handshake.ts';
import { meansOf } from '../shared/means.ts';
import type { End, Proved } from './ends.ts';
import type { LiveHouse } from './live-house.ts';
import type { OwnOpening } from './opening-desk.ts';
import { TlsEvidence } from './tls-evidence.ts';

/** Whose hands open a channel where they are an attacker's: its keys, the node it claims to be, the step behind it. */
export interface Hostile {
  readonly ring: KeyRing;
  readonly claim: number;
  readonly label: number;
}

/** An opening that this process has begun. */
export interface Call extends OwnOpening {
  readonly number: number;
  readonly intendedNs: number;
  readonly key: Uint8Array | null;
  tries: number;
  cookie: Uint8Array;
  /** Number of the link that it comes to, as the door drew it; 0 before. */
  linkId: number;
  socket: Duplex | null;
  over: boolean;
  /** The TLS session that its connection came to, and what was proved where it has opened the channel. */
  session: Buffer | null;
  proved: Proved | null;
}

/** A number for a link or a knock that nobody else has drawn. */
export const freshLink = (): number => randomBytes(6).readUIntBE(0, 6) || 1;

/** An opening from an end, in its own name or in an attacker's hands; nothing has been sent yet. */
export function begunCall(house: LiveHouse, end: End, hostile: Hostile | null, number: number): Call {
  const { kernel, cast, suite } = house;
  const { household } = cast;
  const handshake = new Handshake({
    channel: end.number,
    session: end.out,
    initiator: end.node,
    responder: end.peer,
    epoch: end.epoch,
    intendedNs: kernel.now,
    label: hostile?.label ?? 0,
    ring: hostile?.ring ?? null,
    mode: end.provisioned ? 'provisioned' : 'full',
    means: meansOf(house, end.point, { initiator: end.node, responder: end.peer, both: end.chain.negotiated }),
    claimedName: household.nameOf(hostile?.claim ?? end.node),
    responderName: household.nameOf(end.peer),
  });
  return {
    handshake,
    side: 'initiator',
    end,
    as: hostile?.claim ?? end.node,
    link: 0,
    suite: end.overTls ? new TlsEvidence(suite).suite : suite,
    number,
    intendedNs: kernel.now,
    key: end.provisioned ? house.provisionedKey(end.node, end.peer) : null,
    tries: 0,
    cookie: new Uint8Array(0),
    linkId: 0,
    socket: null,
    over: false,
    session: null,
    proved: null,
  };
}

/** What becomes of a knock of a call, or of its link, descends from the attack step behind the call, where there is one. */
export function blame({ truth }: LiveHouse, { handshake: { label } }: Call, link: number): void {
  if (label !== 0) truth.tell('hostileLink', link, label);
}
