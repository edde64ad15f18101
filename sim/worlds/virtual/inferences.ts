import type { Wire } from '../../framework/attack.ts';
import { classOfQuantity, quantities } from '../../framework/datum.ts';
import type { Quantity } from '../../framework/datum.ts';
import { factNumber, flagWrong } from '../../framework/fact.ts';
import { placeNumber } from '../../framework/figure.ts';
import type { Campaign } from '../shared/campaign.ts';
import { classNumbers } from './house.ts';
import type { House } from './house.ts';

/** What somebody on a wire makes of it: a quantity at the thing that speaks there has become `value` since a moment, ns. */
export interface Inference {
  readonly wire: Wire;
  readonly quantity: Quantity;
  readonly value: number;
  readonly sinceNs: number;
}

/** Takes down what an attacker infers, and whether it is so: this the environment knows, and nobody on stage is told. */
export function recordInference(house: House, campaign: Campaign, { wire, quantity, value, sinceNs }: Inference): void {
  const { recorder, kernel, cast } = house;
  const before = cast.environment.truth(wire.from, quantity, sinceNs);
  const right = before !== value && cast.environment.truth(wire.from, quantity, kernel.now) === value;
  const row = recorder.add(kernel.now, factNumber.inferred, placeNumber[wire.point], campaign.place.firstNode, wire.to);
  const { page } = recorder;
  page.subject[row] = wire.from;
  page.dataClass[row] = classNumbers.get(classOfQuantity[quantity])!;
  page.detail[row] = quantities.indexOf(quantity);
  page.outcome[row] = Math.round(value);
  page.value[row] = value;
  page.born[row] = sinceNs;
  page.flags[row] = right ? 0 : flagWrong;
  page.label[row] = campaign.attempt.label;
}
