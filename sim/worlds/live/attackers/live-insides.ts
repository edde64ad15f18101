import { createServer } from 'node:net';
import type { Server } from 'node:net';
import type { ByteSuite } from '../../../framework/byte-suite.ts';
import type { HandNeed, Leaving } from '../../../framework/attack.ts';
import type { Content } from '../../../framework/crypto.ts';
import type { Draft } from '../../../framework/message.ts';
import type { LaidRecord, StoredBody } from '../../../framework/stored.ts';
import type { Campaign } from '../../shared/campaign.ts';
import { ImplantWire } from '../implant-wire.ts';
import type { LiveHouse } from '../live-house.ts';
import { laidIn } from '../live-store.ts';
import { listenOn } from '../listen-on.ts';

/** What hands cannot do in this world; each says why where it is tried all the same. */
export const beyondLiveHands: readonly HandNeed[] = [
  'hand.attest',
  'hand.guess',
  'hand.implant',
  'hand.infer',
  'hand.layDown',
  'hand.strip',
  'hand.watch',
  'hand.withhold',
];

/** Where code inside nodes finds its master: a port of the loopback, and who has come. */
export class MasterPort {
  /** Hears of each connection from inside a node, and of what is said there. */
  here: (node: number, wire: ImplantWire) => void = () => {};
  said: (node: number, word: readonly unknown[]) => void = () => {};
  private readonly server: Server;

  constructor(suite: ByteSuite) {
    this.server = createServer({ noDelay: true }, (socket) => {
      let node = -1;
      const wire = new ImplantWire(socket, suite, (word) => {
        if (node >= 0) this.said(node, word);
        else if (word[0] === 'here' && Number.isSafeInteger(word[1])) this.here((node = word[1] as number), wire);
        else socket.destroy();
      });
    });
  }

  /** Begins to listen on a free port of the loopback, and gives its number. Rejects with the system's error. */
  listen(): Promise<number> {
    return listenOn(this.server, 0);
  }

  close(): void {
    this.server.close();
  }
}

/** What lies on the medium of a node, as somebody with reach of the machine reads it. */
export type MediumReader = (node: number) => readonly (readonly [string, Uint8Array])[];

/** Attackers inside nodes of other processes: they alter what leaves those, or read a storage's medium from outside. */
export class LiveInsides {
  private readonly house: LiveHouse;
  private readonly reader: MediumReader;
  private readonly wires = new Map<number, ImplantWire>();
  private readonly rewriters = new Map<
    number,
    { readonly campaign: Campaign; readonly rewrite: (leaving: Leaving) => Draft | undefined }
  >();

  constructor(house: LiveHouse, master: MasterPort, reader: MediumReader) {
    this.house = house;
    this.reader = reader;
    master.here = (node, wire) =>
      house.pace.enter(() => {
        this.wires.set(node, wire);
        if (this.rewriters.has(node)) wire.say('in');
      });
    master.said = (node, word) => house.pace.enter(() => this.leaving(node, word));
  }

  enter(campaign: Campaign, node: number, rewrite: (leaving: Leaving) => Draft | undefined): void {
    const { insiders } = this.house.cast.stage;
    if (!Object.values(insiders).includes(node)) {
      const named = Object.keys(insiders).join(', ') || 'none';
      throw new RangeError(`node ${node} is no insider's, so no code of attackers is in it: the stage has ${named}`);
    }
    campaign.attempt.acts++;
    campaign.insides.push(node);
    this.rewriters.set(node, { campaign, rewrite });
    this.wires.get(node)?.say('in');
  }

  attest(_campaign: Campaign, node: number): never {
    throw new RangeError(`node ${node}: no code of attackers stands between a node and its hardware in the live world`);
  }

  watch(_campaign: Campaign, node: number): never {
    throw new RangeError(`node ${node}: no hand of attackers reaches into the memory of a process of the live world`);
  }

  readMedium(campaign: Campaign, node: number): readonly LaidRecord[] {
    const { suite, truth } = this.house;
    campaign.attempt.acts++;
    return this.reader(node).map(([key, bytes]) => {
      const body = (laidIn(suite, bytes)?.body ?? null) as StoredBody | null;
      if (body !== null) truth.tell('readRecord', campaign.place.firstNode, node, key, campaign.attempt.label);
      return { key, body };
    });
  }

  layDown(_campaign: Campaign, node: number): never {
    throw new RangeError(`node ${node}: no hand of attackers writes on a medium in the live world`);
  }

  withhold(_campaign: Campaign, node: number): never {
    throw new RangeError(`node ${node}: no code of attackers stands between a node and its medium in the live world`);
  }

  guess(_campaign: Campaign, node: number): never {
    throw new RangeError(`node ${node}: no judge of the live world hears what an attacker guesses`);
  }

  /** The campaign leaves the nodes that it was in; their own code runs again. */
  leave(campaign: Campaign): void {
    for (const node of campaign.insides) {
      this.rewriters.delete(node);
      this.wires.get(node)?.say('out');
    }
  }

  private leaving(node: number, [what, kind, subject, dataClass, body]: readonly unknown[]): void {
    const wire = this.wires.get(node);
    if (what !== 'leaving' || wire === undefined) return;
    const inside = this.rewriters.get(node);
    const { rewrite } = inside ?? { rewrite: () => undefined };
    const changed = rewrite({ kind, subject, dataClass, body } as Leaving);
    if (changed === undefined || inside === undefined) {
      wire.say('as it is');
      return;
    }
    const { attempt } = inside.campaign;
    attempt.acts++;
    wire.say('said', attempt.label, changed.kind, changed.subject, changed.dataClass, changed.body as Content);
  }
}
