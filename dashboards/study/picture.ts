import { html, type Markup } from '../report/markup.ts';

/** A drawing as SVG, with what it shows in words: for a page, for a paper, and for those who do not see it. */
export interface Picture {
  /** Name of its file, without ending. */
  readonly name: string;
  readonly title: string;
  /** How to read it, in a sentence or two. */
  readonly words: string;
  readonly width: number;
  readonly height: number;
  readonly content: Markup;
}

/** Colours by name for paper, and the custom properties that stand for them on a page, in light and dark. */
const colours = {
  ink: ['#191b1f', '#e8e8e4'],
  soft: ['#50555d', '#a9afb8'],
  rule: ['#dcddd7', '#31363d'],
  paper: ['#ffffff', '#131518'],
  // Okabe and Ito, Color Universal Design (2008), darkened or lightened to 3 : 1 against the paper.
  one: ['#0068a8', '#56b4e9'],
  two: ['#c44e00', '#f0a05a'],
  three: ['#007a5a', '#3fc79a'],
  four: ['#a8487f', '#dd9bc2'],
  five: ['#7a6300', '#e0cf4a'],
  six: ['#191b1f', '#e8e8e4'],
  // One hue from little to much: order is kept in grey and for every kind of colour vision.
  step0: ['#f4f5f3', '#1c2025'],
  step1: ['#fbe3cd', '#41301f'],
  step2: ['#f6bd8c', '#6f4718'],
  step3: ['#e58a45', '#8a5014'],
  step4: ['#a34400', '#f0a05a'],
  stops: ['#0068a8', '#56b4e9'],
  lowers: ['#c3dcee', '#1d3f57'],
  letsIn: ['#c44e00', '#f0a05a'],
} as const;
type Colour = keyof typeof colours;

/** How many kinds of line there are before they repeat. */
export const lineKinds = 6;

const dashes = ['none', '7 3', '2 3', '9 3 2 3', '4 2', '12 4'];

const rules = (colour: (name: Colour) => string): string => {
  const ink = (selector: string, name: Colour): string => `${selector}{fill:${colour(name)}}`;
  const lines = (['one', 'two', 'three', 'four', 'five', 'six'] as const).map(
    (name, kind) =>
      `.pic .k${kind}{stroke:${colour(name)};stroke-dasharray:${dashes[kind]}}.pic .f${kind}{fill:${colour(name)};stroke:${colour(name)}}`,
  );
  const onDark = ['step4', 'stops', 'letsIn'].map((name) => `.pic .on-${name}{fill:${colour('paper')}}`);
  const onLight = ['step2', 'step3', 'lowers'].map((name) => `.pic .on-${name}{fill:${colour('ink')}}`);
  const fills = (['step0', 'step1', 'step2', 'step3', 'step4', 'stops', 'lowers', 'letsIn'] as const).map((name) =>
    ink(`.pic .${name}`, name),
  );
  return [
    `.pic text{font-family:Helvetica,Arial,"Liberation Sans",sans-serif;font-size:12px;fill:${colour('ink')}}`,
    `.pic .soft{fill:${colour('soft')};font-size:11px}.pic .head{font-weight:bold}.pic .end{text-anchor:end}.pic .mid{text-anchor:middle}`,
    `.pic .grid{stroke:${colour('rule')};stroke-width:1;fill:none}.pic .axis{stroke:${colour('soft')};stroke-width:1;fill:none}`,
    `.pic .cell{stroke:${colour('paper')};stroke-width:2}.pic .plain{fill:${colour('step0')}}.pic .hatch{stroke:${colour('soft')};stroke-width:1}`,
    `.pic .line{fill:none;stroke-width:2;stroke-linejoin:round}.pic .band{stroke:none;opacity:.14}`,
    `.pic .ring{fill:${colour('paper')};stroke:${colour('soft')};stroke-width:1.5}.pic .asked{stroke:${colour('ink')};stroke-dasharray:4 3;fill:none}`,
    `.pic .said{fill:none;stroke:${colour('ink')};stroke-width:1.4}.pic .halo{paint-order:stroke;stroke:${colour('paper')};stroke-width:3px;stroke-linejoin:round}`,
    ...lines,
    // After the kinds of line: an interval is never dashed.
    '.pic .whisker{fill:none;stroke-width:1.5;stroke-dasharray:none}',
    ...fills,
    ...onDark,
    ...onLight,
  ].join('\n');
};

/** Style of every picture on a page, light and dark as the page is. */
export const pictureStyle = `:root{${Object.entries(colours)
  .map(([name, [light, dark]]) => `--pic-${name}:light-dark(${light},${dark})`)
  .join(
    ';',
  )}}\n${rules((name) => `var(--pic-${name})`)}\n@media print{.pic{break-inside:avoid;max-width:100%;height:auto}}`;

const words = ({ name, title, words: text }: Picture): Markup =>
  html`<title id="${name}-title">${title}</title><desc id="${name}-desc">${text}</desc>`;

/** A picture within a page. */
export const onPage = (picture: Picture): Markup =>
  html`<svg class="pic" role="img" aria-labelledby="${picture.name}-title" aria-describedby="${picture.name}-desc" viewBox="0 0 ${picture.width} ${picture.height}" width="${picture.width}" height="${picture.height}">${words(picture)}${picture.content}</svg>`;

const paperStyle = rules((name) => colours[name][0]);

/** A picture as a file of its own, in the colours of paper; its text stays text. */
export const asFile = (picture: Picture): string =>
  html`<?xml version="1.0" encoding="UTF-8"?>
<svg xmlns="http://www.w3.org/2000/svg" class="pic" role="img" aria-labelledby="${picture.name}-title" aria-describedby="${picture.name}-desc" viewBox="0 0 ${picture.width} ${picture.height}" width="${picture.width}" height="${picture.height}">${words(picture)}<style>${{ markup: paperStyle }}</style><rect width="${picture.width}" height="${picture.height}" style="fill:#ffffff" />${picture.content}</svg>
`.markup;

/** A coordinate to a tenth of a unit. */
export const at = (value: number): string => String(Number(value.toFixed(1)));

/** Room that a text takes at 12 px, generously: glyphs are not measured, so that the same data give the same picture anywhere. */
export const roomFor = (text: string): number => text.length * 7;

/** A text cut to a number of characters, with a sign that it was. */
export function cut(text: string, most: number): string {
  const characters = Array.from(text);
  return characters.length <= most ? text : `${characters.slice(0, most - 1).join('')}…`;
}

/** A name as it may stand in a file name and an identifier, whatever it was. */
export const slug = (text: string): string =>
  text
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-+|-+$/g, '')
    .slice(0, 60) || 'unnamed';

/** Signs by kind of line, so that colour is never alone: circle, square, triangle, diamond, cross, ring. */
export function sign(kind: number, x: number, y: number): Markup {
  const fill = `f${kind % lineKinds}`;
  const moved = (path: string): Markup =>
    html`<path class="${fill}" stroke-width="1.6" transform="translate(${at(x)} ${at(y)})" d="${path}" />`;
  switch (kind % lineKinds) {
    case 0:
      return html`<circle class="${fill}" cx="${at(x)}" cy="${at(y)}" r="3.4" />`;
    case 1:
      return moved('M-3 -3H3V3H-3Z');
    case 2:
      return moved('M0 -4L4 3.4H-4Z');
    case 3:
      return moved('M0 -4.4L4.4 0L0 4.4L-4.4 0Z');
    case 4:
      return moved('M-3.4 -3.4L3.4 3.4M-3.4 3.4L3.4 -3.4');
    default:
      return moved('M-4 0H4M0 -4V4');
  }
}

/** Names of kinds of line, in rows as wide as the picture. */
export function key(names: readonly string[], left: number, top: number, width: number): KeyDrawn {
  let [x, y] = [left, top];
  const parts = names.map((name, kind) => {
    const text = cut(name, 40);
    const room = 38 + roomFor(text);
    if (x > left && x + room > left + width) [x, y] = [left, y + 20];
    const part = html`<path class="line k${kind % lineKinds}" d="M${at(x)} ${at(y)}h24" />${sign(kind, x + 12, y)}<text x="${at(x + 30)}" y="${at(y + 4)}">${text}</text>`;
    x += room + 14;
    return part;
  });
  return { content: html`${parts}`, height: names.length === 0 ? 0 : y - top + 22 };
}

interface KeyDrawn {
  readonly content: Markup;
  readonly height: number;
}
