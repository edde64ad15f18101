import type { RunResult } from '../../metrics/results/summary.ts';
import { namedArms } from './arms.ts';
import { html, type Markup } from './markup.ts';
import { numberText, unknown } from './number-text.ts';

const list = (values: readonly string[]): string => (values.length === 0 ? 'none' : values.join(', '));

/** Everything that is needed to get the same numbers again, with the command that does it. */
export function provenance(result: RunResult): Markup {
  const { manifest, arms } = result;
  const { machine } = manifest;
  const rows: readonly (readonly [string, string])[] = [
    ['product', `${manifest.product.name} ${manifest.product.version}`],
    ['profiles', list([...new Set(arms.map((arm) => arm.profile))])],
    ['controls taken out', list(manifest.without)],
    ['attacks', list(manifest.attacks)],
    ['suite and world', `${manifest.suite}, ${manifest.world}`],
    ['seed and replications', `${manifest.seed}, ${numberText(manifest.replications)}`],
    ['cost table', manifest.costs],
    ['trace', manifest.trace === null ? 'none' : `${manifest.trace.file}, SHA-256 ${manifest.trace.sha256}`],
    ['machine', `${machine.cpu}, ${machine.cores} cores, Node ${machine.node}, OpenSSL ${machine.openssl}`],
    ['packages', manifest.lockDigest === null ? unknown : `lock file ${manifest.lockDigest}`],
    ['started', manifest.startedAt],
    ['results schema', `version ${manifest.schemaVersion}`],
  ];
  return html`<div class="command"><pre tabindex="0" aria-label="Command that repeats this run"><code id="command">${manifest.command}</code></pre><button type="button" id="copy" hidden>Copy</button><span id="copied" role="status"></span></div>
<div class="two"><div class="scroll" tabindex="0" role="region" aria-label="Manifest"><table class="plain"><caption>Manifest</caption><tbody>${rows.map(([name, value]) => html`<tr><th scope="row">${name}</th><td>${value}</td></tr>`)}</tbody></table></div>
<div class="scroll" tabindex="0" role="region" aria-label="Parameters"><table class="plain"><caption>Parameters of the scenario</caption><tbody>${Object.entries(manifest.parameters).map(([name, value]) => html`<tr><th scope="row">${name}</th><td>${typeof value === 'number' ? numberText(value) : value}</td></tr>`)}</tbody></table></div></div>
<div class="scroll" tabindex="0" role="region" aria-label="Digests"><table><caption>Digest and speed of each arm</caption><thead><tr><th scope="col">Arm</th><th scope="col">Digest of its facts</th><th scope="col" class="number">Events</th><th scope="col" class="number">Events/s</th><th scope="col" class="number">Messages</th></tr></thead><tbody>${namedArms(
    result,
  ).map(
    ({ arm, name }) =>
      html`<tr><th scope="row">${name}</th><td><code class="digest">${arm.digest ?? unknown}</code></td><td class="number">${numberText(arm.events)}</td><td class="number">${numberText(Math.round(arm.eventsPerSecond))}</td><td class="number">${numberText(arm.messages)}</td></tr>`,
  )}</tbody></table></div>`;
}
