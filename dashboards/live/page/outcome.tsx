import { useState } from 'preact/hooks';
import { useDesk } from './use-model.ts';
import type { View } from './view.ts';

const verdictWords = { true: '✓ holds', false: '✕ fails', unknown: '? unknown' } as const;
const verdictClass = { true: 'good', false: 'bad', unknown: 'dim' } as const;

function Copy({ text }: { readonly text: string }) {
  const [said, say] = useState('');
  const copy = (): void => {
    navigator.clipboard.writeText(text).then(
      () => say('copied'),
      () => say('the browser does not allow it: select the text'),
    );
  };
  return (
    <>
      <button type="button" onClick={copy}>
        Copy
      </button>
      <span role="status" class="soft">
        {said}
      </span>
    </>
  );
}

function SaveReport() {
  const { link } = useDesk();
  const [said, say] = useState('');
  const save = async (): Promise<void> => {
    const report = await link.report();
    if (report === null) {
      say('there is no report of this run any more');
      return;
    }
    const anchor = document.createElement('a');
    anchor.href = URL.createObjectURL(report);
    anchor.download = 'report.html';
    anchor.click();
    URL.revokeObjectURL(anchor.href);
    say('saved');
  };
  return (
    <p>
      <button type="button" onClick={() => void save()}>
        Save the report
      </button>{' '}
      <span role="status" class="soft">
        {said}
      </span>
    </p>
  );
}

/** How to repeat the run, and what came of it when it is done. */
export function Outcome({ view }: { readonly view: View }) {
  const { model } = useDesk();
  const { outcome } = model.state;
  const { command } = view.heading;
  return (
    <section aria-labelledby="outcome-title">
      <h2 id="outcome-title">Repeat it</h2>
      <div class="command">
        <pre>
          <code>{command}</code>
        </pre>
        <Copy text={command} />
      </div>
      {outcome === null ? (
        <p class="note">Digest, claims and the report are here when the run is done.</p>
      ) : (
        <>
          <p>
            Digest <code class="digest">{outcome.digest ?? 'unknown'}</code>
          </p>
          <ul class="claims">
            {outcome.claims.map(({ name, verdict }) => (
              <li key={name}>
                <span class={`verdict ${verdictClass[verdict]}`}>{verdictWords[verdict]}</span> {name}
              </li>
            ))}
          </ul>
          {outcome.warnings.length > 0 && (
            <div class="callout">
              <h3>Read first</h3>
              <ul>
                {outcome.warnings.map((warning) => (
                  <li key={warning}>{warning}</li>
                ))}
              </ul>
            </div>
          )}
          <SaveReport />
        </>
      )}
    </section>
  );
}
