import type { Control, ControlId, Ground, Guard } from '../../framework/control.ts';
import type { Place, Point } from '../../framework/figure.ts';
import { places, points } from '../../framework/figure.ts';
import { SessionRows } from '../../framework/session-rows.ts';
import type { ControlTable } from '../../framework/profile.ts';

/** What one control does in a chain. */
export type Step<Method extends keyof Guard> = NonNullable<Guard[Method]>;

/** The controls that stand between two ends at a place, unrolled by what they do so that the corridor can just run them. */
export interface Chain {
  readonly ids: readonly ControlId[];
  /** Those of them that a handshake is about: they show or judge something in it. */
  readonly negotiated: readonly ControlId[];
  readonly protectors: readonly Step<'protect'>[];
  /** Numbers of the controls, for costs and facts: 11 for C11. */
  readonly protectorNumbers: readonly number[];
  readonly imitators: readonly Step<'imitate'>[];
  readonly verifiers: readonly Step<'verify'>[];
  readonly verifierNumbers: readonly number[];
  readonly hasteners: readonly Step<'hastens'>[];
  readonly hastenerNumbers: readonly number[];
  readonly witnesses: readonly Step<'witness'>[];
  readonly admitters: readonly Step<'admit'>[];
  readonly admitterNumbers: readonly number[];
  readonly presenters: readonly Step<'present'>[];
  readonly presenterNumbers: readonly number[];
  readonly judges: readonly Step<'judge'>[];
  readonly judgeNumbers: readonly number[];
  readonly openingWitnesses: readonly Step<'witnessOpening'>[];
  readonly inner: readonly Step<'inner'>[];
  readonly innerNumbers: readonly number[];
  readonly obligers: readonly Step<'oblige'>[];
  readonly obligerNumbers: readonly number[];
  readonly sealers: readonly Step<'seals'>[];
  readonly warned: readonly Step<'warned'>[];
  readonly keyKeepers: readonly Step<'keepsKey'>[];
}

/** What one end asks of a channel by its own profile, whatever the other end has. */
export type Demands = Pick<Chain, 'judges' | 'judgeNumbers'>;

/** Number of a control in facts: 11 for C11. */
export const controlNumber = (id: ControlId): number => Number(id.slice(1));

const isPoint = (place: Place): place is Point => (points as readonly Place[]).includes(place);

/**
 * Every guard of a run, made once, and the chains in which they stand: one chain for each place and pair of profiles.
 * A control stands on a link when the profiles of both ends have it there.
 */
export class Standing {
  readonly guards = new Map<ControlId, Guard>();
  readonly marks: number;
  private readonly chains: Chain[] = [];
  private readonly known = new Map<string, number>();
  /** Of which chain each is what was left where less was agreed on; itself for all others. */
  private readonly wholes: number[] = [];
  private readonly demanded = new Map<string, Demands>();
  private readonly tables: readonly ControlTable[];
  /** Controls that stand at reference points by the profile of one end. */
  private readonly alone: ReadonlySet<ControlId>;
  /** Controls that an opening does without where they are not offered. */
  readonly dispensable: ReadonlySet<ControlId>;

  constructor(
    controls: readonly Control[],
    tables: readonly ControlTable[],
    ground: Omit<Ground, 'mark' | 'sessionRows'>,
  ) {
    this.tables = tables;
    const sessionRows = new SessionRows();
    const used = controls.filter((control) =>
      tables.some((table) => places.some((at) => table[at].includes(control.id))),
    );
    this.alone = new Set(used.filter(({ alone }) => alone === true).map(({ id }) => id));
    this.dispensable = new Set(used.filter(({ offered }) => offered === true).map(({ id }) => id));
    // A place among the marks is given to who asks for it: few controls leave one, and every message carries them all.
    let marks = 0;
    for (const control of used) {
      let own = -1;
      const itsGround: Ground = {
        ...ground,
        sessionRows,
        get mark() {
          if (own < 0) own = marks++;
          return own;
        },
      };
      this.guards.set(control.id, control.stand(itsGround));
    }
    this.marks = marks;
  }

  /** Number of the chain at a place between parties with these profiles. */
  chainOf(place: Place, profileA: number, profileB: number): number {
    const key = `${place} ${Math.min(profileA, profileB)} ${Math.max(profileA, profileB)}`;
    const known = this.known.get(key);
    if (known !== undefined) return known;
    const other = this.tables[profileB]![place];
    const onLink = isPoint(place);
    const ids = this.tables[profileA]![place].filter((id) => other.includes(id) && !(onLink && this.alone.has(id)));
    const number = this.add(ids);
    this.known.set(key, number);
    return number;
  }

  /** What a chain comes to where of what a handshake is about only this was agreed on. */
  reduced(number: number, agreed: readonly ControlId[]): number {
    const whole = this.wholes[number]!;
    const { ids, negotiated } = this.chains[whole]!;
    if (agreed.length === negotiated.length) return whole;
    const gone = negotiated.filter((id) => !agreed.includes(id));
    if (gone.length === 0) return whole;
    const key = `${whole} without ${gone.join(' ')}`;
    const known = this.known.get(key);
    if (known !== undefined) return known;
    const made = this.add(
      ids.filter((id) => !gone.includes(id)),
      whole,
    );
    this.known.set(key, made);
    return made;
  }

  /** The chain of which this one is what was left. */
  whole(number: number): number {
    return this.wholes[number]!;
  }

  /** What a party with this profile has itself of what handshakes at a point are about. */
  offered(point: Point, profile: number): readonly ControlId[] {
    return this.chains[this.chainOf(point, profile, profile)]!.negotiated;
  }

  /** What a party with this profile asks of a channel at a point, whatever the other end has. */
  demands(point: Point, profile: number): Demands {
    const key = `${point} ${profile}`;
    const known = this.demanded.get(key);
    if (known !== undefined) return known;
    const { judges, judgeNumbers } = this.unroll(this.tables[profile]![point].filter((id) => this.alone.has(id)));
    const made = { judges, judgeNumbers };
    this.demanded.set(key, made);
    return made;
  }

  chain(number: number): Chain {
    return this.chains[number]!;
  }

  /** What hears the alarms of a node with this profile at a place. Alarms are rare: nothing is kept. */
  warned(place: Place, profile: number): readonly Step<'warned'>[] {
    return this.unroll(this.tables[profile]![place]).warned;
  }

  private add(ids: readonly ControlId[], whole = this.chains.length): number {
    this.wholes.push(whole);
    return this.chains.push(this.unroll(ids)) - 1;
  }

  private unroll(ids: readonly ControlId[]): Chain {
    const having = (method: keyof Guard): ControlId[] =>
      ids.filter((id) => this.guards.get(id)?.[method] !== undefined);
    const steps = <Method extends keyof Guard>(chosen: readonly ControlId[], method: Method): Step<Method>[] =>
      chosen.map((id) => this.guards.get(id)![method]!);
    const protectors = having('protect');
    const verifiers = having('verify').toReversed();
    const hasteners = having('hastens');
    const admitters = having('admit');
    const presenters = having('present');
    const judges = having('judge');
    const inner = having('inner');
    const obligers = having('oblige');
    return {
      ids,
      negotiated: ids.filter((id) => presenters.includes(id) || judges.includes(id)),
      protectors: steps(protectors, 'protect'),
      protectorNumbers: protectors.map(controlNumber),
      imitators: steps(having('imitate'), 'imitate'),
      verifiers: steps(verifiers, 'verify'),
      verifierNumbers: verifiers.map(controlNumber),
      hasteners: steps(hasteners, 'hastens'),
      hastenerNumbers: hasteners.map(controlNumber),
      witnesses: steps(having('witness'), 'witness'),
      admitters: steps(admitters, 'admit'),
      admitterNumbers: admitters.map(controlNumber),
      presenters: steps(presenters, 'present'),
      presenterNumbers: presenters.map(controlNumber),
      judges: steps(judges, 'judge'),
      judgeNumbers: judges.map(controlNumber),
      openingWitnesses: steps(having('witnessOpening'), 'witnessOpening'),
      inner: steps(inner, 'inner'),
      innerNumbers: inner.map(controlNumber),
      obligers: steps(obligers, 'oblige'),
      obligerNumbers: obligers.map(controlNumber),
      sealers: steps(having('seals'), 'seals'),
      warned: steps(having('warned'), 'warned'),
      keyKeepers: steps(having('keepsKey'), 'keepsKey'),
    };
  }
}
