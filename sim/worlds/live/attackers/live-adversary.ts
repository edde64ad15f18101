import type { ByteSuite } from '../../../framework/byte-suite.ts';
import type { Attack, Stage } from '../../../framework/attack.ts';
import type { Credential } from '../../../framework/crypto.ts';
import { Campaigns } from '../../shared/campaigns.ts';
import type { CampaignPlan } from '../../shared/campaigns.ts';
import { Ring } from '../../shared/ring.ts';
import type { MessageFrames } from '../message-frame.ts';
import type { Passing, WireRuling } from '../proxy/wire-hand.ts';
import type { Route, Routes } from '../routes.ts';
import type { AttackerParcel, KeyBytes } from './attacker-parcel.ts';
import { LiveFloods } from './live-floods.ts';
import { LiveInsides, MasterPort } from './live-insides.ts';
import type { MediumReader } from './live-insides.ts';
import { LiveLines } from './live-lines.ts';
import type { LineRooms } from './live-lines.ts';
import { noImplants } from './no-implants.ts';
import { LiveTaps } from './live-taps.ts';
import { isOneWire, TappedWire } from './tapped-wire.ts';
import type { TappedLink } from './tapped-wire.ts';
import { ToldLabels } from './told-labels.ts';

/** Where attackers sit before the run begins: in the wires of the stage, and where code inside nodes finds its master. */
export class AttackerPlaces {
  readonly wires: readonly TappedWire[];
  readonly master: MasterPort;
  watch: (wire: TappedWire, passing: Passing, tapped: TappedLink) => WireRuling = () => 'pass';

  constructor(stage: Stage, suite: ByteSuite) {
    const wires = Object.values(stage.wires);
    this.wires = wires
      .filter((wire, index) => wires.findIndex((other) => isOneWire(wire, other)) === index)
      .map((wire) => {
        const tapped: TappedWire = new TappedWire(wire, (passing, link) => this.watch(tapped, passing, link));
        return tapped;
      });
    this.master = new MasterPort(suite);
  }

  /** Begins to listen. */
  async listen(): Promise<{ readonly routes: readonly Route[]; readonly master: number }> {
    const routes = await Promise.all(this.wires.map((wire) => wire.listen()));
    return { routes: routes.flat(), master: await this.master.listen() };
  }

  /** Where the nodes at the ends of wires really are. */
  leadTo(routes: Routes): void {
    for (const wire of this.wires) wire.leadTo(routes);
  }

  async close(): Promise<void> {
    this.master.close();
    await Promise.all(this.wires.map((wire) => wire.close()));
  }
}

/** What the attackers of a live run start from. */
export interface AttackersSetting {
  readonly plan: CampaignPlan;
  readonly places: AttackerPlaces;
  readonly parcel: AttackerParcel;
  readonly readMedium: MediumReader;
}

/** The attackers of a live run, in a process of their own: the same campaigns, through real hands. */
export class LiveAdversary {
  private readonly labels: ToldLabels;
  private readonly floods: LiveFloods;
  private readonly places: AttackerPlaces;

  constructor(
    rooms: LineRooms & { readonly frames: MessageFrames },
    { plan, places, parcel, readMedium }: AttackersSetting,
    seed: number,
  ) {
    const { house, frames, corridor } = rooms;
    const { cast, kernel, nodes, truth } = house;
    const ring = (node: number, { pair, credential }: KeyBytes, isCopy: boolean): Ring => {
      const made = new Ring(node, house.rings.secrets, isCopy);
      made.pair = house.suite.importPair(pair);
      made.credential = house.suite.decode(credential) as Credential;
      return made;
    };
    const attacks = plan.attacks.map(({ id }: Attack) => id);
    this.places = places;
    this.labels = new ToldLabels(truth, attacks, nodes.honest);
    const taps = new LiveTaps(house, frames, places.wires);
    places.watch = (wire, passing, tapped) => taps.watch(wire, passing, tapped);
    const accounts = (person: number, isCopy: boolean): Ring | undefined => {
      const keys = parcel.accounts.find(([of]) => of === person)?.[1];
      return keys === undefined ? undefined : ring(person, keys, isCopy);
    };
    const lines = new LiveLines(rooms, accounts, (campaign) => campaigns.resume(campaign));
    corridor.claimant = lines;
    const insides = new LiveInsides(house, places.master, readMedium);
    this.floods = new LiveFloods(house);
    const copies = new Map(parcel.copies.map(([name, node, keys]) => [name, ring(node, keys, true)]));
    const { labels, floods } = this;
    const ground = {
      kernel,
      stage: cast.stage,
      labels,
      firstNode: nodes.honest,
      copies,
      seed,
      untilNs: cast.untilNs,
    };
    const campaigns = new Campaigns(ground, plan, { taps, lines, insides, implants: noImplants, floods });
  }

  /** What attempts have done by now is told to the judge. */
  tell(): void {
    this.labels.tellActs();
  }

  /** The run is over: nobody holds anything open. */
  close(): void {
    this.floods.close();
    void this.places.close();
  }
}
