import type { Duplex } from 'node:stream';
import { points } from '../../framework/figure.ts';
import { Handshake } from '../shared/handshake.ts';
import { meansOf } from '../shared/means.ts';
import { freshLink } from './call.ts';
import type { LiveHouse } from './live-house.ts';
import type { OwnOpening } from './opening-desk.ts';
import type { Knock } from './preamble.ts';
import { Provisioned } from './provisioned.ts';
import { TlsEvidence } from './tls-evidence.ts';

/** Somebody who was let in as far as the handshake. */
export interface Guest extends OwnOpening {
  readonly raw: Duplex;
  readonly provisioned: Provisioned;
  readonly key: Uint8Array | null;
  /** Number of the link that its opening may come to: the door's to draw. */
  readonly linkId: number;
  evidence: TlsEvidence | null;
  holding: boolean;
  /** The life of its host in which it came: a later one has never heard of it. */
  readonly life: number;
}

/** Who knocked at a wire that there is, about to be let in; it holds a place. */
export function guestOf(house: LiveHouse, raw: Duplex, knock: Knock): Guest {
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
    means: meansOf(house, end.point, { initiator: knock.source, responder: end.node, both: end.chain.negotiated }),
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
    raw,
    key,
    linkId: freshLink(),
    provisioned: new Provisioned(suite, key),
    evidence: null,
    holding: true,
    life: house.nodes.life(end.node),
  };
}
