import type { Socket } from 'node:net';
import { points } from '../../framework/figure.ts';
import { Handshake } from '../shared/handshake.ts';
import type { LiveHouse } from './live-house.ts';
import type { OwnOpening } from './opening-desk.ts';
import type { Knock } from './preamble.ts';
import { Provisioned } from './provisioned.ts';
import { TlsEvidence } from './tls-evidence.ts';

/** Somebody who was let in as far as the handshake. */
export interface Guest extends OwnOpening {
  readonly knock: Knock;
  readonly raw: Socket;
  readonly provisioned: Provisioned;
  readonly key: Uint8Array | null;
  evidence: TlsEvidence | null;
  holding: boolean;
}

/** Somebody whose knock was admitted; he holds one of the node's half-open places. */
export function receivedGuest(house: LiveHouse, raw: Socket, knock: Knock): Guest {
  const { cast, suite, kernel, ends } = house;
  const { household } = cast;
  const end = ends.obtain(points[knock.point]!, knock.to, knock.source);
  const key = end.provisioned ? house.provisionedKey(end.node, end.peer) : null;
  const handshake = new Handshake({
    channel: end.number,
    session: end.in,
    initiator: knock.source,
    responder: end.node,
    epoch: end.epoch,
    intendedNs: kernel.now,
    label: 0,
    ring: null,
    mode: end.provisioned ? 'provisioned' : 'full',
    claimedName: household.nameOf(knock.from),
    responderName: household.nameOf(end.node),
  });
  return {
    handshake,
    side: 'responder',
    end,
    as: end.node,
    link: knock.link,
    suite: end.overTls ? new TlsEvidence(suite).suite : suite,
    knock,
    raw,
    key,
    provisioned: new Provisioned(suite, key),
    evidence: null,
    holding: true,
  };
}
