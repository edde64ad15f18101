import { dataClasses } from '../../sim/framework/datum.ts';
import { falsified, flagClear, flagHostile } from '../../sim/framework/fact.ts';
import type { FactBlock } from '../../sim/framework/fact.ts';
import type { MeetingFault } from '../../sim/framework/meeting.ts';
import { isOneThing } from '../../sim/framework/identity-truth.ts';
import type { Entitlements } from '../../sim/framework/scenario.ts';
import { forContact, forHearing, forIdentity, forSilence, forTwin, of } from '../folding/fact-numbers.ts';

const operational = dataClasses.indexOf('operational');

/** Who was entitled to what a fact tells: the one place where facts are held against the cast's entitlements. */
export class Rights {
  private readonly entitlements: Entitlements;
  /** Nodes of the cast; attackers' are numbered from here on. */
  private readonly nodes: number;

  constructor({ entitlements, nodes }: { readonly entitlements: Entitlements; readonly nodes: number }) {
    this.entitlements = entitlements;
    this.nodes = nodes;
  }

  /** Whether people meet in this cast, so that there is something to judge. */
  get judgesMeetings(): boolean {
    return this.entitlements.meetingFault !== undefined;
  }

  /** What is wrong with what a person met by this fact; undefined where nothing is, or nobody met anything. */
  meetingFault(facts: FactBlock, row: number): MeetingFault | undefined {
    const contact = facts.detail[row] === forContact;
    if (facts.kind[row] !== of.used || !(contact || facts.detail[row] === forHearing)) return undefined;
    const [person, speaker, content] = [facts.node[row]!, facts.subject[row]!, facts.value[row]!];
    return this.entitlements.meetingFault?.({ person, speaker, content, contact }, facts.time[row]!);
  }

  /**
   * Whether by this fact a node came to know a datum: a disclosure always, and a delivery of operational data in clear to
   * a node of the cast, which the world takes down once only.
   */
  learns(facts: FactBlock, row: number): boolean {
    const kind = facts.kind[row]!;
    if (kind !== of.delivered) return kind === of.disclosed;
    return (
      facts.dataClass[row] === operational && (facts.flags[row]! & flagClear) !== 0 && facts.node[row]! < this.nodes
    );
  }

  /** Whether a node that came to know a datum by this fact was entitled to. */
  mayLearn(facts: FactBlock, row: number): boolean {
    const [node, subject] = [facts.node[row]!, facts.subject[row]!];
    return (
      node === subject ||
      this.entitlements.mayKnow(node, dataClasses[facts.dataClass[row]!]!, subject, facts.time[row]!)
    );
  }

  /** Whether the cast says of acts whether people come to harm by them. */
  get knowsOfHarm(): boolean {
    return this.entitlements.harms !== undefined;
  }

  /** Whether people come to harm by what a thing did. */
  harmful(facts: FactBlock, row: number): boolean {
    return this.entitlements.harms?.(facts.subject[row]!, facts.value[row]!) ?? false;
  }

  /**
   * Whether the node that learnt or inferred a datum, or whose twin was moved by it, or the person for whom a thing acted, was entitled, and
   * whether who met somebody was to meet him, or who was not heard was to be heard by the will of too few, or who put two identities
   * together may know that they are of one thing. An act for nobody
   * known is rightful unless it came from an attacker; every other kind of fact needs no right.
   */
  entitled(facts: FactBlock, row: number): boolean {
    if (this.learns(facts, row)) return this.mayLearn(facts, row);
    if (facts.kind[row] === of.guessed) return this.mayJoin(facts, row);
    if (facts.kind[row] === of.inferred) return this.mayLearn(facts, row);
    if (facts.kind[row] === of.used) {
      if (facts.detail[row] === forSilence) return this.maySilence(facts, row);
      return facts.detail[row] === forTwin ? this.mayShow(facts, row) : this.meetingFault(facts, row) === undefined;
    }
    if (facts.kind[row] !== of.acted) return true;
    const person = facts.peer[row]!;
    // A command that an attacker made up was asked by nobody, whatever name stands in it.
    if ((facts.flags[row]! & falsified) !== 0) return false;
    if (person >= 0) return this.entitlements.mayCommand(person, facts.subject[row]!, facts.time[row]!);
    return facts.label[row] === 0 && (facts.flags[row]! & flagHostile) === 0;
  }

  /** Whether a fact is about what a platform is entrusted with that others are to match. */
  entrusted(facts: FactBlock, row: number): boolean {
    return this.entitlements.entrusted?.(facts.subject[row]!) ?? false;
  }

  /** Whether what was agreed with the node of a fact had ended by then. */
  lapsed(facts: FactBlock, row: number): boolean {
    return this.entitlements.lapsed?.(facts.node[row]!, facts.time[row]!) ?? false;
  }

  /** Whether things have several identities in this cast, so that somebody can put them together. */
  get judgesJoins(): boolean {
    return this.entitlements.identities !== undefined;
  }

  /** Whether the two identities that a fact puts together are of one thing; true where it puts none together. */
  oneThing(facts: FactBlock, row: number): boolean {
    const { identities } = this.entitlements;
    if (identities === undefined) return true;
    if (facts.kind[row] === of.guessed) return isOneThing(identities, facts.subject[row]!, facts.peer[row]!);
    if (facts.kind[row] !== of.used || facts.detail[row] !== forIdentity || facts.value[row]! < 0) return true;
    return isOneThing(identities, facts.subject[row]!, facts.value[row]!);
  }

  private mayJoin(facts: FactBlock, row: number): boolean {
    const { identities } = this.entitlements;
    if (identities === undefined) return true;
    return identities.mayJoin(identities.thingOf(facts.subject[row]!), facts.time[row]!);
  }

  /** Whether the cast says whose data may move which twin. */
  get areShownByRight(): boolean {
    return this.entitlements.mayShow !== undefined;
  }

  private maySilence(facts: FactBlock, row: number): boolean {
    return this.entitlements.maySilence?.(facts.subject[row]!, facts.time[row]!) ?? false;
  }

  private mayShow(facts: FactBlock, row: number): boolean {
    return this.entitlements.mayShow?.(facts.node[row]!, facts.subject[row]!, facts.time[row]!) ?? true;
  }
}
