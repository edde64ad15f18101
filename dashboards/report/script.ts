/**
 * What the page does beyond reading, where scripts run: copies the command, keeps the theme, reads the curves at a time.
 * Everything else (choosing an arm, the theme itself, disclosures) works without it.
 */
export const script = `(() => {
  'use strict';
  const copy = document.getElementById('copy');
  const copied = document.getElementById('copied');
  const command = document.getElementById('command');
  copy.hidden = false;
  const select = () => {
    const range = document.createRange();
    range.selectNodeContents(command);
    const selection = getSelection();
    selection.removeAllRanges();
    selection.addRange(range);
    copied.textContent = 'selected: copy it with the keyboard';
  };
  copy.addEventListener('click', () => {
    if (!navigator.clipboard) return select();
    navigator.clipboard.writeText(command.textContent).then(() => { copied.textContent = 'copied'; }, select);
  });
  addEventListener('beforeprint', () => {
    for (const details of document.querySelectorAll('details')) details.open = true;
  });
  const number = (value) => value === null || value === undefined ? 'unknown' : String(Number(value.toPrecision(4)));
  for (const figure of document.querySelectorAll('figure.timeline')) {
    const svg = figure.querySelector('svg.times');
    const series = JSON.parse(svg.dataset.series);
    const cursor = svg.querySelector('.cursor');
    const scrub = figure.querySelector('.scrub');
    const slider = scrub.querySelector('input');
    const output = scrub.querySelector('output');
    if (series.goodput.length === 0) continue;
    scrub.hidden = false;
    const read = () => {
      const bin = Number(slider.value);
      const at = (bin + 0.5) * series.binSeconds;
      const x = series.left + (series.right - series.left) * at / series.until;
      cursor.setAttribute('transform', 'translate(' + x + ' 0)');
      cursor.setAttribute('visibility', 'visible');
      const text = number(at) + ' s: goodput ' + number(series.goodput[bin]) + '/s, p99 ' + number(series.p99Ms[bin]) + ' ms, ' +
        (series.attempts ? number(series.attempts[bin]) + ' attempts begun, ' : '') + number(series.refused[bin]) + ' refused, ' + number(series.violations[bin]) + ' violations, ' + number(series.alarms[bin]) + ' alarms';
      output.textContent = text;
      slider.setAttribute('aria-valuetext', text);
    };
    slider.addEventListener('input', read);
    svg.addEventListener('pointermove', (event) => {
      const box = svg.getBoundingClientRect();
      const x = (event.clientX - box.left) * series.width / box.width;
      const bin = Math.floor((x - series.left) / (series.right - series.left) * series.until / series.binSeconds);
      if (bin >= 0 && bin < series.goodput.length) { slider.value = bin; read(); }
    });
  }
})();`;
