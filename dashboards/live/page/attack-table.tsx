import { numberText } from '../../report/number-text.ts';
import { attemptsOf, type AttemptCounts } from '../sight.ts';
import { useDesk } from './use-model.ts';
import type { View } from './view.ts';

const stateOf = ({ begun, reached }: AttemptCounts): { readonly words: string; readonly tone: string } => {
  if (begun === 0) return { words: '– not tried yet', tone: 'dim' };
  if (reached > 0) return { words: '✕ gets in', tone: 'bad' };
  return { words: '○ no success', tone: 'good' };
};

/** What the attempts of each attack have come to. */
export function AttackTable({ view }: { readonly view: View }) {
  const { model } = useDesk();
  const { heading } = view;
  const attempts = attemptsOf(heading, view.all);
  const judged = new Map(
    view.following ? (model.state.outcome?.attacks ?? []).map((attack) => [attack.id, attack]) : [],
  );
  return (
    <section aria-labelledby="attacks-title">
      <h2 id="attacks-title">Attacks</h2>
      {heading.causes.length === 1 ? (
        <p class="note">Nobody attacks in this run.</p>
      ) : (
        <div class="scroll" tabIndex={0} role="region" aria-label="Table of attacks">
          <table class="attacks">
            <caption>
              Attempts so far, by attack. A goal is judged on ground truth; attacks on service are judged when the run
              is done.
            </caption>
            <thead>
              <tr>
                <th scope="col">Attack</th>
                <th scope="col" class="number">
                  Begun
                </th>
                <th scope="col" class="number">
                  Running
                </th>
                <th scope="col" class="number">
                  Reached
                </th>
                <th scope="col" class="number">
                  Detected
                </th>
                <th scope="col">State</th>
              </tr>
            </thead>
            <tbody>
              {heading.causes.slice(1).map(({ id, name }, index) => {
                const counts = attempts[index + 1]!;
                const final = judged.get(id);
                const reached = final?.successes ?? counts.reached;
                const { words, tone } = stateOf({ ...counts, reached });
                const chosen = model.cause === index + 1;
                return (
                  <tr key={id} class={chosen ? 'chosen' : ''}>
                    <th scope="row">
                      <span class="attack-id">{id}</span> {name}
                    </th>
                    <td class="number">{numberText(counts.begun)}</td>
                    <td class="number">{numberText(counts.running)}</td>
                    <td class={`number ${reached > 0 ? 'bad' : ''}`}>{numberText(reached)}</td>
                    <td class="number">{numberText(counts.detected)}</td>
                    <td class={tone}>
                      {words}
                      {final !== undefined && final.attempts > 0 && (
                        <span class="small">
                          judged {numberText(final.successes)} of {numberText(final.attempts)}
                        </span>
                      )}
                    </td>
                  </tr>
                );
              })}
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
}
