import { factNumber } from '../../framework/fact.ts';
import { placeNumber } from '../../framework/figure.ts';
import { isOwnStep, Labels } from '../shared/labels.ts';
import type { Attempt } from '../shared/labels.ts';
import type { House } from './house.ts';

/** Labels of attack steps, each with a fact of its own: what an attacker does in its own hands is on record too, whatever comes of it. */
export class RecordedLabels extends Labels {
  private readonly house: Pick<House, 'recorder' | 'nodes'>;

  constructor(house: Pick<House, 'recorder' | 'nodes'>) {
    super();
    this.house = house;
  }

  override step(attempt: Attempt, name: string, nowNs: number): void {
    super.step(attempt, name, nowNs);
    if (!isOwnStep(attempt)) return;
    const { recorder, nodes } = this.house;
    const row = recorder.add(nowNs, factNumber.stepped, placeNumber['use'], nodes.honest, -1);
    recorder.page.label[row] = attempt.label;
  }
}
