import type { Circumstances, Duty } from '../../framework/control.ts';
import { nothingAsked } from '../../framework/deed.ts';
import type { Operation as Work } from '../../framework/costs.ts';
import type { Purpose } from '../../framework/datum.ts';
import { factNumber } from '../../framework/fact.ts';
import type { Image } from '../../framework/messages/maintenance.ts';
import { innerPoints } from '../../framework/figure.ts';
import type { InnerPoint } from '../../framework/figure.ts';
import { DeedView } from '../shared/deed-view.ts';
import type { Corridor } from './corridor.ts';
import { recordDeed, recordOfMedium } from './house.ts';
import type { House } from './house.ts';
import { numberOfRefusal } from '../shared/numbers.ts';
import { StandingPost } from './post.ts';
import type { Chain } from '../shared/standing.ts';
import { isDatum } from './stores.ts';
import type { Stored } from './stores.ts';
import type { Turn } from './turn.ts';

/** What nodes do with the datum in their hands: judged by the controls of the inner point, charged, and taken down. */
export class Deeds {
  readonly deed = new DeedView();
  private readonly house: House;
  private readonly corridor: Corridor;
  private readonly turn: Turn;
  private readonly post: StandingPost;
  private readonly duty: Duty;
  private readonly nothing: Readonly<Duty>;
  /** Chains of the inner points, by placement. */
  private readonly chains: readonly Readonly<Record<InnerPoint, Chain>>[];

  constructor(house: House, corridor: Corridor, turn: Turn) {
    this.house = house;
    this.corridor = corridor;
    this.turn = turn;
    const { longCredentialNs } = house.cast;
    this.duty = nothingAsked(longCredentialNs);
    this.nothing = nothingAsked(longCredentialNs);
    this.post = new StandingPost(house);
    const { standing, profiles } = house;
    this.chains = profiles.map(
      (profile) =>
        Object.fromEntries(
          innerPoints.map((place) => [place, standing.chain(standing.chainOf(place, profile, profile))]),
        ) as Record<InnerPoint, Chain>,
    );
  }

  /** Takes the message in hand up for a deed; without one, the deed is about the node itself. */
  take(kind: DeedView['deed'], purpose: Purpose, circumstances: Circumstances): void {
    const deed = this.deed;
    deed.deed = kind;
    deed.purpose = purpose;
    deed.circumstances = circumstances;
    deed.key = '';
    deed.sizeBytes = 0;
    if (this.turn.slot < 0) {
      deed.subject = this.turn.node;
      deed.dataClass = 'operational';
      deed.kind = null;
      deed.from = -1;
      deed.body = null;
      deed.sealed = null;
      return;
    }
    const envelope = this.house.slots.envelopes[this.turn.slot]!;
    deed.subject = envelope.subject;
    deed.dataClass = envelope.dataClass;
    deed.kind = envelope.kind;
    deed.from = envelope.from;
    deed.body = envelope.body;
    deed.sealed = envelope.sealed;
    deed.marks = envelope.marks;
  }

  /** Whether the controls let a node start with an image that lies in its flash; a refusal descends from the step that put it there. */
  mayStart(node: number, held: { readonly image: Image; readonly from: number; readonly label: number }): boolean {
    const { turn, deed } = this;
    turn.hand.clear();
    turn.hand.label = held.label;
    turn.moveTo(node, -1);
    this.take('run', 'control', {});
    deed.kind = 'image';
    deed.body = held.image;
    deed.from = held.from;
    this.corridor.outlayNs = 0;
    const may = this.run('act');
    this.house.machines.owe(node, this.corridor.outlayNs);
    this.corridor.outlayNs = 0;
    return may;
  }

  /** Runs the controls of an inner point over the deed in hand. */
  run(place: InnerPoint): boolean {
    const house = this.house;
    const chain = this.chains[this.turn.placement]![place];
    const post = this.post;
    post.inside(place, this.turn.node, this.turn.hand.label, this.deed.from, this.session);
    let passed = true;
    const { length } = chain.inner;
    // What was laid on a record last is looked at first when it comes back.
    const isLoad = this.deed.deed === 'load';
    for (let step = 0; step < length; step++) {
      const index = isLoad ? length - 1 - step : step;
      post.use(chain.innerNumbers[index]!);
      const refusal = chain.inner[index]!(this.deed, post.view);
      if (refusal === undefined) continue;
      passed = false;
      this.tell('refused', place, this.deed.from, post.control, numberOfRefusal(refusal));
      if (this.turn.slot >= 0) {
        const envelope = house.slots.envelopes[this.turn.slot]!;
        for (const witness of chain.witnesses) witness(envelope, refusal, post.view);
      }
      break;
    }
    this.corridor.outlayNs += post.spentNs;
    return passed;
  }

  /** Session over which the message in hand came; -1 without one, and where that channel has closed since. */
  private get session(): number {
    const { slots, sessions } = this.house;
    const { slot } = this.turn;
    if (slot < 0) return -1;
    const session = slots.session[slot]!;
    return slots.epoch[slot] === sessions.epoch(session >> 1) ? session : -1;
  }

  /** What the controls of the inner points ask before this is done. */
  asked(purpose: Purpose): Readonly<Duty> {
    const { duty, post, turn } = this;
    Object.assign(duty, this.nothing);
    for (const place of ['use', 'issue'] as const) {
      post.inside(place, turn.node, turn.hand.label);
      const { obligers, obligerNumbers } = this.chains[turn.placement]![place];
      for (let index = 0; index < obligers.length; index++) {
        post.use(obligerNumbers[index]!);
        obligers[index]!(purpose, duty, post.view);
      }
      this.corridor.outlayNs += post.spentNs;
    }
    return duty;
  }

  /** Takes down that the datum in hand was laid on the medium, in the place of what lay under its key, if anything. */
  tellStored(before: Stored | undefined): void {
    const { origin, counter } = this.turn.hand;
    const row = this.tell('stored', 'store', -1, 0, 1);
    this.house.recorder.page.value[row] = isDatum(before, origin, counter) ? 0 : 1;
  }

  /** Charges work of the component itself, each time over so many bytes. */
  charge(operation: Work, times: number, bytes = 0): void {
    this.post.inside('issue', this.turn.node, 0);
    this.post.charge(operation, bytes, times);
    this.corridor.outlayNs += this.post.spentNs;
  }

  /** What happened to a record on the medium of the node whose turn it is. */
  tellRecord(kind: 'loaded' | 'erased' | 'retained', record: Stored, label = 0): void {
    recordOfMedium(this.house, kind, this.turn.node, record, label);
  }

  /** Takes down what was done with the datum in hand; returns the row of the fact. */
  tell(kind: Told, place: InnerPoint, peer: number, detail: number, outcome: number): number {
    const deed = this.deed;
    return recordDeed(this.house, factNumber[kind], place, this.turn.node, peer, this.turn.hand, {
      subject: kind === 'credentialed' || kind === 'revoked' ? this.turn.node : deed.subject,
      dataClass: deed.dataClass,
      detail,
      outcome,
    });
  }
}

type Told = 'used' | 'acted' | 'booted' | 'refused' | 'stored' | 'credentialed' | 'revoked';
