import { createHash } from 'node:crypto';
import { html, ownText, type Markup } from './markup.ts';
import { script } from './script.ts';

const scriptHash = createHash('sha256').update(script).digest('base64');
// No request can leave the page, and no script but its own can run in it, whatever a run's names contain.
const policy = `default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-${scriptHash}'; base-uri 'none'; form-action 'none'`;

/** One of several that can be chosen, as a radio button; the first is chosen at first. */
export const option = (group: string, id: string, text: Markup | string, index: number): Markup =>
  html`<span class="option"><input type="radio" name="${group}" id="${id}"${index === 0 ? html` checked` : null}><label for="${id}">${text}</label></span>`;

const themeChoice = html`<fieldset class="choice"><legend>Theme</legend><span class="options">${['auto', 'light', 'dark'].map((theme, index) => option('theme', `theme-${theme}`, theme, index))}</span></fieldset>`;

/** A section of a page with its heading and a sentence on what it shows. */
export const section = (id: string, title: string, lead: string, content: Markup): Markup =>
  html`<section id="${id}" aria-labelledby="${id}-title"><h2 id="${id}-title">${title}</h2><p class="lead">${lead}</p>${content}</section>`;

/** What a page is made of. */
export interface PageParts {
  readonly title: string;
  readonly style: string;
  /** Identifiers and names of the sections that the navigation leads to. */
  readonly sections: readonly (readonly [string, string])[];
  readonly main: Markup;
  /** Shapes that drawings use. */
  readonly after?: Markup;
}

/** One self-contained HTML page: no request leaves it, it works without scripts, and it has the themes. */
export function page({ title, style, sections, main, after }: PageParts): string {
  const whole = html`<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="${policy}"><meta name="viewport" content="width=device-width, initial-scale=1"><meta name="color-scheme" content="light dark"><title>${title}</title>
<style>${ownText(style)}</style></head>
<body><a class="skip" href="#main">Skip to the results</a><div class="page">
<header class="bar-top"><nav aria-label="Sections"><ul>${sections.map(([id, name]) => html`<li><a href="#${id}">${name}</a></li>`)}</ul></nav>${themeChoice}</header>
<main id="main">${main}
</main><footer>Built from the public scope of the draft standards; clause text not seen. Names of reference points are the project’s own.</footer></div>
${after ?? null}<script>${ownText(script)}</script></body></html>
`;
  return whole.markup;
}
