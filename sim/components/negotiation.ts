import type { Io } from '../framework/component.ts';
import type { Purpose } from '../framework/datum.ts';
import type { Address } from '../framework/figure.ts';
import type { MessageView } from '../framework/message.ts';
import type { Contract, ContractState } from '../framework/messages/outside.ts';

/** What a connector asks of its providers. */
export interface NegotiationTerms {
  readonly providers: readonly Address<'external-dpm'>[];
  /** What the work is used for: contracts are for this alone. */
  readonly purpose: Purpose;
  /** Wait for each answer of a provider; a negotiation that stalls begins anew after it. */
  readonly timeoutNs: number;
  /** Highest price of a job that is accepted. */
  readonly priceMicrosMost: number;
  /** How long a provider that was proved wrong gets no more jobs. */
  readonly barNs: number;
  /** How long a contract whose end has passed is still used while a new one is under way; 0: not at all. */
  readonly graceNs: number;
  /** Whether a contract is told as a use when it comes into force, with its price, so that what jobs cost can be followed. */
  readonly priced: 'told' | 'untold';
}

/** Contracts with each provider, by node and provider. */
export interface NegotiationState {
  /** Number of the contract being negotiated. */
  readonly contract: Float64Array;
  /** How far it has come: a place in `stages`. */
  readonly stage: Uint8Array;
  /** Price that the provider has offered. */
  readonly offeredMicros: Float64Array;
  /** Number of the message whose answer is awaited, 0 for none. */
  readonly awaited: Float64Array;
  readonly awaitedSinceNs: Float64Array;
  /** End of the contract in force, 0 for none, and its price. */
  readonly expiresNs: Float64Array;
  readonly priceMicros: Float64Array;
  /** No jobs before this moment. */
  readonly barredUntilNs: Float64Array;
}

const timerNegotiate = 131;
const timerStalled = 132;

/** No contracts yet. */
export const negotiationState = (count: number, providers: number): NegotiationState => ({
  contract: new Float64Array(count * providers),
  stage: new Uint8Array(count * providers),
  offeredMicros: new Float64Array(count * providers),
  awaited: new Float64Array(count * providers),
  awaitedSinceNs: new Float64Array(count * providers),
  expiresNs: new Float64Array(count * providers),
  priceMicros: new Float64Array(count * providers),
  barredUntilNs: new Float64Array(count * providers),
});

type ConnectorIo = Io<'secure-connector'>;

/** Begins to negotiate with every provider. */
export function negotiateWithAll(io: ConnectorIo, terms: NegotiationTerms): void {
  for (let provider = 0; provider < terms.providers.length; provider++) io.wake(timerNegotiate, 0, provider);
}

/** Whether a provider may get jobs now: a contract is in force, or in its grace, and it is not barred. */
export const mayUse = (state: NegotiationState, at: number, nowNs: number, { graceNs }: NegotiationTerms): boolean => {
  const endNs = state.expiresNs[at]!;
  return endNs > 0 && nowNs < endNs + graceNs && nowNs >= state.barredUntilNs[at]!;
};

/** A provider was proved wrong: it gets no more jobs for a time. */
export function bar(state: NegotiationState, at: number, nowNs: number, terms: NegotiationTerms): void {
  state.barredUntilNs[at] = nowNs + terms.barNs;
}

/** The contract is void, as the provider says: negotiate anew. */
export function contractVoid(state: NegotiationState, at: number, provider: number, io: ConnectorIo): void {
  if (state.expiresNs[at] === 0) return;
  state.expiresNs[at] = 0;
  io.wake(timerNegotiate, 0, provider);
}

/** Runs the timers of negotiation; false for a timer that is not its own. */
export function negotiationWoke(
  state: NegotiationState,
  index: number,
  wake: { readonly timer: number; readonly argument: number },
  io: ConnectorIo,
  terms: NegotiationTerms,
): boolean {
  if (wake.timer !== timerNegotiate && wake.timer !== timerStalled) return false;
  const provider = wake.argument;
  const at = index * terms.providers.length + provider;
  const underWay = state.awaited[at] !== 0;
  if (wake.timer === timerNegotiate ? underWay : !underWay) return true;
  if (wake.timer === timerStalled && io.now - state.awaitedSinceNs[at]! < terms.timeoutNs) return true;
  state.contract[at]! += 1;
  state.stage[at] = 0;
  const draft = draftOf('requested', {
    purpose: terms.purpose,
    contract: state.contract[at]!,
    priceMicros: terms.priceMicrosMost,
    expiresNs: 0,
  });
  const number = io.send('RP-C', terms.providers[provider]!, { ...draft, subject: terms.providers[provider]! });
  expectAnswer(state, at, provider, number, io, terms);
  return true;
}

/**
 * Takes what a provider says of a contract and says what comes next:
 * requested ▶ offered ▶ accepted ▶ agreed ▶ verified ▶ finalised; renewed at half its life. Returns whether a contract came into
 * force.
 */
export function contractCame(
  state: NegotiationState,
  index: number,
  message: MessageView<'contract'>,
  io: ConnectorIo,
  terms: NegotiationTerms,
): boolean {
  const provider = terms.providers.indexOf(message.from as Address<'external-dpm'>);
  const at = index * terms.providers.length + provider;
  if (provider < 0 || message.re === 0 || message.re !== state.awaited[at]) return false;
  const said = message.body;
  state.awaited[at] = 0;
  const stage = state.stage[at]!;
  const { hears, says } = stages[stage]!;
  if (stage === 0) state.offeredMicros[at] = said.priceMicros;
  const acceptable =
    said.state === hears &&
    said.contract === state.contract[at] &&
    said.priceMicros === state.offeredMicros[at] &&
    said.priceMicros >= 0 &&
    said.priceMicros <= terms.priceMicrosMost &&
    Number.isSafeInteger(said.expiresNs) &&
    said.expiresNs > io.now;
  if (!acceptable || (says === null && terms.priced === 'told' && !io.use('contract'))) {
    io.wake(timerNegotiate, terms.timeoutNs, provider);
    return false;
  }
  if (says === null) {
    state.expiresNs[at] = said.expiresNs;
    state.priceMicros[at] = said.priceMicros;
    io.wake(timerNegotiate, Math.max(terms.timeoutNs, Math.floor((said.expiresNs - io.now) / 2)), provider);
    return true;
  }
  state.stage[at] = stage + 1;
  const number = io.reply({ ...draftOf(says, { ...said, purpose: terms.purpose }), subject: message.from });
  expectAnswer(state, at, provider, number, io, terms);
  return false;
}

/** Contracts are forgotten, and with them what providers were barred for. */
export function forgetNegotiation(state: NegotiationState, index: number, providers: number): void {
  state.awaited.fill(0, index * providers, (index + 1) * providers);
  state.expiresNs.fill(0, index * providers, (index + 1) * providers);
  state.barredUntilNs.fill(0, index * providers, (index + 1) * providers);
}

/** What a provider says at each stage of a negotiation that goes well, and what the connector says to that. */
const stages = [
  { hears: 'offered', says: 'accepted' },
  { hears: 'agreed', says: 'verified' },
  { hears: 'finalised', says: null },
] as const satisfies readonly { readonly hears: ContractState; readonly says: ContractState | null }[];

const draftOf = (
  state: ContractState,
  about: Pick<Contract, 'purpose' | 'contract' | 'priceMicros' | 'expiresNs'>,
): { kind: 'contract'; dataClass: 'operational'; body: Contract } => ({
  kind: 'contract',
  dataClass: 'operational',
  body: {
    state,
    contract: about.contract,
    purpose: about.purpose,
    priceMicros: about.priceMicros,
    expiresNs: about.expiresNs,
  },
});

function expectAnswer(
  state: NegotiationState,
  at: number,
  provider: number,
  number: number,
  io: ConnectorIo,
  terms: NegotiationTerms,
): void {
  state.awaited[at] = number;
  state.awaitedSinceNs[at] = io.now;
  io.wake(timerStalled, terms.timeoutNs, provider);
}
