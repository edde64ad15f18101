import type { ChainOutcome, RunResult } from '../../metrics/results/summary.ts';
import { fateClass, fateOf, fateSign, namedArms } from './arms.ts';
import { intervalBar, shareIntervalText } from './interval-bar.ts';
import { html, type Markup } from './markup.ts';
import { numberText, percentText, secondsText, unknown } from './number-text.ts';

/** The stage at which a chain stopped: the first that no play reached; -1 where a play went through, or none was over. */
const stoppedAt = ({ plays, stages }: ChainOutcome): number =>
  plays === 0 ? -1 : stages.findIndex(({ reached }) => reached === 0);

const stageCell = (chain: ChainOutcome | undefined, place: number): Markup => {
  const stage = chain?.stages[place];
  if (!chain || !stage) return html`<td class="dim">–</td>`;
  const { begun, reached, ci95, unnoticed, secondsToReach } = stage;
  if (chain.plays === 0) return html`<td class="outcome dim"><span class="fate">? ${unknown}</span></td>`;
  if (begun === 0) return html`<td class="outcome dim"><span class="fate">– not tried</span></td>`;
  const fate = fateOf({ attempts: chain.plays, successes: reached, ci95 });
  const share = reached / chain.plays;
  const stops = stoppedAt(chain) === place;
  return html`<td class="outcome ${stops ? 'stops' : fateClass[fate]}"><span class="fate"><span aria-hidden="true">${stops ? '■' : fateSign[fate]}</span> ${stops ? 'stops here' : fate}</span>
<span class="rate">${percentText(share)}</span>${intervalBar(share, ci95, begun / chain.plays)}
<span class="small">95 %: ${shareIntervalText(ci95)}</span>
<span class="small">of ${numberText(chain.plays)} plays, begun in ${numberText(begun)}, reached in ${numberText(reached)}</span>
<span class="small">${numberText(unnoticed)} of ${numberText(begun)} unnoticed</span>
${reached > 0 ? html`<span class="small">after ${secondsText(secondsToReach)}</span>` : null}</td>`;
};

const playsCell = (chain: ChainOutcome | undefined): Markup => {
  if (!chain) return html`<td class="dim">–</td>`;
  const line = (title: string, text: string): Markup => html`<div><dt>${title}</dt><dd>${text}</dd></div>`;
  return html`<td><dl class="lines">${line('over', numberText(chain.plays))}${line('still ran at the end', numberText(chain.unfinished))}${line('stages reached', percentText(chain.partialProgress))}${line('stages tried unnoticed', percentText(chain.missedStageRatio))}</dl></td>`;
};

/**
 * Each chain that played as a funnel: its stages one below the other, arms side by side, so that one sees at which stage which
 * profile stops it. Null where none played.
 */
export function chainTables(result: RunResult): Markup | null {
  const arms = namedArms(result);
  const titles = new Map(arms.flatMap(({ arm }) => arm.attacks.map(({ id, name }) => [id, name] as const)));
  const played = new Map<string, ChainOutcome>();
  for (const { arm } of arms)
    for (const chain of arm.chains ?? []) if (!played.has(chain.id)) played.set(chain.id, chain);
  if (played.size === 0) return null;
  return html`${[...played.values()].map(({ id, name, stages }) => {
    const columns = arms.map(({ arm }) => arm.chains?.find((chain) => chain.id === id));
    return html`<h3 class="chain">Chain ${id} ${name}, stage by stage</h3>
<div class="scroll" tabindex="0" role="region" aria-label="Stages of chain ${id}"><table class="matrix">
<caption>Plays of the chain that reached each stage and all before it, judged on ground truth. The band is the share of plays in which the stage was begun, the bar the 95 % interval of the share that reached it.</caption>
<thead><tr><th scope="col">Stage</th>${arms.map((arm) => html`<th scope="col">${arm.name}</th>`)}</tr></thead>
<tbody>${stages.map(
      (stage, place) =>
        html`<tr><th scope="row">${place + 1}. <span class="attack-id">${stage.id}</span> ${titles.get(stage.id) ?? ''}</th>${columns.map((chain) => stageCell(chain, place))}</tr>`,
    )}<tr><th scope="row">plays</th>${columns.map(playsCell)}</tr></tbody></table></div>`;
  })}`;
}
