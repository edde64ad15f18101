import { useState } from 'preact/hooks';
import { AttackTable } from './attack-table.tsx';
import { Dock } from './dock.tsx';
import { Figure } from './figure.tsx';
import { Filters } from './filters.tsx';
import { LogList } from './log-list.tsx';
import { Measures } from './measures.tsx';
import { NodeTable } from './node-table.tsx';
import { Notice } from './notice.tsx';
import { Outcome } from './outcome.tsx';
import { RunHead } from './run-head.tsx';
import { StartDialog } from './start-dialog.tsx';
import { Strips } from './strips.tsx';
import { TopBar } from './top-bar.tsx';
import { useShownDesk } from './use-model.ts';
import { viewOf } from './view.ts';

/** The whole page. */
export function App() {
  const { model } = useShownDesk();
  const [asking, ask] = useState(false);
  const view = viewOf(model);
  return (
    <>
      <a class="skip" href="#main">
        Skip to the run
      </a>
      <TopBar onNewRun={() => ask(true)} />
      <main id="main" class="wide">
        <Notice />
        <RunHead view={view} onNewRun={() => ask(true)} />
        {view !== null && (
          <>
            <Measures view={view} />
            <Filters view={view} />
            <Figure view={view} />
            <Strips view={view} />
            <div class="beside">
              <AttackTable view={view} />
              <LogList view={view} />
            </div>
            <NodeTable view={view} />
            <Outcome view={view} />
          </>
        )}
      </main>
      <footer class="wide">
        Built from the public scope of the draft standards; clause text not seen. Names of reference points are the
        project’s own.
      </footer>
      {view !== null && <Dock view={view} />}
      {asking && model.choices !== null && <StartDialog choices={model.choices} onClose={() => ask(false)} />}
    </>
  );
}
