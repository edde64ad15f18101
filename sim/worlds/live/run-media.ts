import { attackersProcess } from './attackers/attackers-process.ts';
import type { Role } from '../../framework/figure.ts';
import type { Order } from './orders.ts';
import type { Staged } from './part.ts';
import { checkMediaSpace, discardFolder, discardMediaSpace, freshSpace, placeIn } from './stores/media-space.ts';
import type { MediaSpace } from './stores/media-space.ts';
import type { MediumPlace } from './stores/open-medium.ts';

/** The media of a run as its parent keeps them: where each lies, who is told so, and that nothing of them is left. */
export class RunMedia {
  private readonly storages: readonly number[];
  /** Nodes within the reach of attackers. */
  private readonly insiders: ReadonlySet<number>;
  private readonly processOf: Staged['processOf'];
  private space: MediaSpace | null = null;

  constructor({ cast, processOf }: Pick<Staged, 'cast' | 'processOf'>) {
    this.processOf = processOf;
    this.insiders = new Set(Object.values(cast.stage.insiders));
    this.storages = cast.placements
      .filter(({ component }) => (component.role as Role) === 'secure-storage')
      .flatMap(({ first, count }) => Array.from({ length: count }, (_, index) => first + index));
  }

  /** Rejects with a `StoreFault` where there is no place for them: on the server of that URL, or, for null, here. */
  check(url: string | null): Promise<void> {
    return checkMediaSpace(url);
  }

  /** Makes the space for them. From then on something could be left of it, so processes are told of it at once. */
  make(url: string | null): void {
    this.space = freshSpace(url);
  }

  /** Whether they lie on a server. */
  get isOnServer(): boolean {
    return this.space?.kind === 'postgres';
  }

  /** Where the medium of a storage lies. RangeError for a node that has none, and before they are made. */
  placeOf(node: number): MediumPlace {
    if (!this.storages.includes(node)) throw new RangeError(`node ${node} has no medium: only storages have one`);
    if (this.space === null) throw new RangeError('there are no media yet: the run has not begun');
    return placeIn(this.space, `storage-${node}`);
  }

  /** What a process is told of them: where its own nodes' lie. Anybody may remove the folder, only who stores knows the server. */
  handedTo(process: string): Pick<Extract<Order<never>, { order: 'commission' }>, 'media' | 'leavings' | 'reach'> {
    const own = this.storages.filter((node) => this.processOf(node) === process);
    const within = process === attackersProcess ? this.storages.filter((node) => this.insiders.has(node)) : [];
    const placed = (node: number): readonly [number, MediumPlace] => [node, this.placeOf(node)];
    const leavings = this.isOnServer && own.length === 0 ? null : this.space;
    return { media: own.map(placed), leavings, reach: within.map(placed) };
  }

  /** Removes them, once no process has them open. */
  async discard(): Promise<void> {
    if (this.space !== null) await discardMediaSpace(this.space);
  }

  /** Removes a folder of them in the moment in which this process ends. */
  discardNow(): void {
    if (this.space?.kind === 'embedded') discardFolder(this.space);
  }
}
