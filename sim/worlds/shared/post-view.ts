import type { Evidence, KeyRing, OperatorAct, Post, Trust } from '../../framework/control.ts';
import type { Work } from '../../framework/costs.ts';
import type { Content, Proof, StatusList, Suite } from '../../framework/crypto.ts';
import type { TreeHead } from '../../framework/merkle/transparency-log.ts';
import type { Place, Role } from '../../framework/figure.ts';

/** What a post does for the controls that judge at it: the world moves it, and its view follows. */
export type Standpoint = Pick<
  Post,
  'keys' | 'trust' | 'draw' | 'extend' | 'prove' | 'learn' | 'hear' | 'alarm' | 'order' | 'release'
> & {
  charge(work: Work, bytes: number): void;
};

/**
 * What controls get of a post. What they could write into it leads them nowhere: keys, trust and charges follow the post
 * itself, which only the world can move.
 */
export class PostView implements Post {
  place: Place = 'RP-T';
  now = 0;
  node = -1;
  role: Role = 'device';
  peer = -1;
  session = -1;
  epoch = 0;
  evidence: Evidence | null = null;
  suite: Suite;
  readonly #post: Standpoint;

  constructor(post: Standpoint, suite: Suite) {
    this.#post = post;
    this.suite = suite;
  }

  get keys(): KeyRing {
    return this.#post.keys;
  }

  get trust(): Trust {
    return this.#post.trust;
  }

  charge(work: Work, bytes = 0): void {
    this.#post.charge(work, bytes);
  }

  extend(bytes: number): void {
    this.#post.extend(bytes);
  }

  draw(): number {
    return this.#post.draw();
  }

  prove(content: Content, bits: number): Proof | null {
    return this.#post.prove(content, bits);
  }

  learn(list: StatusList): void {
    this.#post.learn(list);
  }

  hear(issuer: string, head: TreeHead): void {
    this.#post.hear(issuer, head);
  }

  alarm(about: number, reason: string, score = 0): void {
    this.#post.alarm(about, reason, score);
  }

  order(what: OperatorAct, node: number, afterNs: number): void {
    this.#post.order(what, node, afterNs);
  }

  release(subject: number, epsilon: number): void {
    this.#post.release(subject, epsilon);
  }
}
