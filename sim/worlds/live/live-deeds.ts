import type { Circumstances, Duty } from '../../framework/control.ts';
import { nothingAsked } from '../../framework/deed.ts';
import type { Purpose } from '../../framework/datum.ts';
import { factNumber } from '../../framework/fact.ts';
import { innerPoints, placeNumber } from '../../framework/figure.ts';
import type { InnerPoint } from '../../framework/figure.ts';
import { numberOfRefusal } from '../shared/numbers.ts';
import type { Chain } from '../shared/standing.ts';
import { DeedView } from '../shared/deed-view.ts';
import type { End } from './ends.ts';
import { classNumber } from './kind-numbers.ts';
import type { LiveHouse } from './live-house.ts';
import { LivePost } from './live-post.ts';
import type { LiveTurn } from './live-turn.ts';

/** What nodes do with the datum in their hands: judged by the controls of the inner point, and told to the judge. */
export class LiveDeeds {
  readonly deed = new DeedView();
  private readonly house: LiveHouse;
  private readonly turn: LiveTurn;
  private readonly post: LivePost;
  /** Chains of the inner points, by placement. */
  private readonly chains: readonly Readonly<Record<InnerPoint, Chain>>[];

  constructor(house: LiveHouse, turn: LiveTurn) {
    this.house = house;
    this.turn = turn;
    this.post = new LivePost(house);
    this.chains = house.profiles.map((profile) => innerChains(house, profile));
  }

  /** Takes the message in hand up for a deed; without one, the deed is about the node itself. */
  take(kind: DeedView['deed'], purpose: Purpose, circumstances: Circumstances): void {
    const { received, node } = this.turn;
    const envelope = received?.envelope;
    const { deed } = this;
    deed.deed = kind;
    deed.purpose = purpose;
    deed.circumstances = circumstances;
    deed.key = '';
    deed.sizeBytes = 0;
    deed.subject = envelope?.subject ?? node;
    deed.dataClass = envelope?.dataClass ?? 'operational';
    deed.kind = envelope?.kind ?? null;
    deed.from = envelope?.from ?? -1;
    deed.body = envelope?.body ?? null;
    deed.sealed = envelope?.sealed ?? null;
    deed.marks = envelope?.marks ?? [];
  }

  /** Runs the controls of an inner point over the deed in hand. */
  run(place: InnerPoint): boolean {
    const { post, turn } = this;
    const { inner, innerNumbers, witnesses } = this.chains[turn.placement]![place];
    this.stand(place, this.deed.from, this.turn.received?.end ?? null);
    // What was laid on a record last is looked at first when it comes back.
    const isLoad = this.deed.deed === 'load';
    for (let step = 0; step < inner.length; step++) {
      const index = isLoad ? inner.length - 1 - step : step;
      post.use(innerNumbers[index]!);
      const refusal = inner[index]!(this.deed, post.view);
      if (refusal === undefined) continue;
      post.rest();
      this.tell('refused', place, this.deed.from, post.control, numberOfRefusal(refusal));
      const envelope = turn.received?.envelope;
      if (envelope !== undefined) for (const witness of witnesses) witness(envelope, refusal, post.view);
      return false;
    }
    post.rest();
    return true;
  }

  /** What the controls of the inner points ask before this is done. */
  asked(purpose: Purpose): Readonly<Duty> {
    const duty = nothingAsked(this.house.cast.longCredentialNs);
    for (const place of ['use', 'issue'] as const) {
      this.stand(place, -1, null);
      const { obligers, obligerNumbers } = this.chains[this.turn.placement]![place];
      for (let index = 0; index < obligers.length; index++) {
        this.post.use(obligerNumbers[index]!);
        obligers[index]!(purpose, duty, this.post.view);
      }
    }
    this.post.rest();
    return duty;
  }

  /** Takes down what was done with the datum in hand. */
  tell(
    kind: Told,
    place: InnerPoint,
    peer: number,
    detail: number,
    outcome: number,
    { value = 0, bornNs = NaN }: { readonly value?: number; readonly bornNs?: number } = {},
  ): void {
    const { deed, turn } = this;
    const aboutSelf = kind === 'credentialed' || kind === 'revoked' || kind === 'finished';
    this.house.truth.tell(
      'deedFact',
      factNumber[kind],
      placeNumber[place],
      turn.node,
      peer,
      aboutSelf ? turn.node : deed.subject,
      kind === 'finished' ? 0 : classNumber[deed.dataClass],
      detail,
      outcome,
      value,
      bornNs,
    );
  }

  private stand(place: InnerPoint, peer: number, end: End | null): void {
    const { node, received } = this.turn;
    this.post.stand({ place, node, peer, session: -1, end, message: received?.message ?? 0 });
  }
}

const innerChains = ({ standing }: LiveHouse, profile: number): Readonly<Record<InnerPoint, Chain>> =>
  Object.fromEntries(
    innerPoints.map((place) => [place, standing.chain(standing.chainOf(place, profile, profile))]),
  ) as Record<InnerPoint, Chain>;

type Told = 'used' | 'acted' | 'refused' | 'stored' | 'credentialed' | 'revoked' | 'finished';
