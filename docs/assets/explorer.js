// SPDX-License-Identifier: MIT
// The base of the explorers: controls, the address, a reset, a sentence, a drawing. An element with needs="explorer" gets this file first.
// A subclass has `title`, `controls` {name: [label, lowest, highest, step] or [label, {value: words}]}, draw() and says().
const range = (length, entry) => Array.from({ length }, (_, at) => entry(at));
const sum = (list, term) => list.reduce((total, entry, at) => total + term(entry, at), 0);
const short = (value) => String(Number(value.toPrecision(4))).replace("-", "−");
const curve = (low, high, height) => range(121, (at) => low + at * (high - low) / 120).map((x) => [x, height(x)]);

class Explorer extends HTMLElement {
  connectedCallback() {
    const { controls, title } = this.constructor;
    this.state = { ...(this.start = Object.fromEntries(Object.keys(controls).map((name) => [name, this.getAttribute(name)]))) };
    this.innerHTML = `<div>${Object.entries(controls).map(Explorer.control).join("")}<button type="button">Reset</button></div>
      <svg role="img" aria-label="${title}"></svg><p aria-live="polite"></p>`;
    [this.picture, this.sentence] = this.querySelectorAll("svg, p");
    this.addEventListener("input", ({ target }) => this.take({ [target.name]: target.value }));
    this.addEventListener("change", () => this.keep());
    this.querySelector("button").addEventListener("click", () => { this.take(this.start); this.keep(); });
    this.take(Object.fromEntries(new URLSearchParams(location.search)));
    new ResizeObserver(() => this.show()).observe(this.picture);
  }

  static control([name, [label, lowest, highest, step]]) {
    const words = (values) => Object.entries(values).map(([value, shown]) => `<option value="${value}">${shown}</option>`).join("");
    if (!step) return `<label><span>${label}</span><select name="${name}">${words(lowest)}</select></label>`;
    const bounds = `name="${name}" min="${lowest}" max="${highest}"`;
    return `<label><span>${label}</span><input type="range" ${bounds} step="${step}"></label>
      <input type="number" ${bounds} step="any" aria-label="${label}, as a number">`;
  }

  // Values by name, from a control or from the address: what is not understood gets a word and changes nothing.
  take(values) {
    this.complaint = "";
    for (const [name, [label, lowest, highest, step]] of Object.entries(this.constructor.controls).filter(([name]) => name in values)) {
      const text = values[name].replace(",", "."), plain = /^-?(\d{1,6}|\d{0,6}\.\d{1,17})$/.test(text);
      const expected = step ? `a number from ${lowest} to ${highest}` : `one of ${Object.keys(lowest).join(", ")}`;
      if (step ? plain && text >= lowest && text <= highest : Object.hasOwn(lowest, text)) this.state[name] = text;
      else this.complaint += `${label} is “${values[name].slice(0, 20)}”: expected ${expected}. It stays ${this.state[name]}. `;
    }
    this.show();
  }

  // What differs from the start stands in the address, and the heading above (4: what precedes), so that a link shows what was seen.
  keep() {
    const address = new URL(`#${[...document.querySelectorAll("h2, h3")].findLast((head) => head.compareDocumentPosition(this) & 4).id}`, location);
    for (const name in this.start)
      if (this.state[name] === this.start[name]) address.searchParams.delete(name);
      else address.searchParams.set(name, this.state[name]);
    this.show();
    history.replaceState(history.state, "", address);
  }

  show() {
    for (const input of this.querySelectorAll("[name]:not([type=number]:focus)"))
      input.value = input.min ? Number(this.number(input.name).toPrecision(4)) : this.state[input.name];
    [this.width, this.height] = [this.picture.clientWidth || 600, this.picture.clientHeight || 260];
    this.picture.innerHTML = this.draw();
    const says = this.complaint + this.says();
    if (this.sentence.textContent !== says) this.sentence.textContent = says;
  }

  number(name) { return Number(this.state[name]); }

  // A panel of the drawing between two shares of its width: {x, y} from numbers to places; svg(...) frames what is drawn.
  panel(left, right, [x0, x1], [y0, y1], xName, yName) {
    const from = left * this.width + 46, wide = right * this.width - from - 8, high = this.height - 62;
    const x = (value) => (value - x0) / (x1 - x0) * wide, y = (value) => (y1 - value) / (y1 - y0) * high;
    const text = (at, up, anchor, words) => `<text x="${at}" y="${up}" text-anchor="${anchor}">${words}</text>`;
    const across = (tick) => `<path d="M${x(tick)} 0V${high}"/>${text(x(tick), high + 16, "middle", short(tick))}`;
    const up = (tick) => `<path d="M0 ${y(tick)}H${wide}"/>${text(-6, y(tick) + 4, "end", short(tick))}`;
    const grid = [...Explorer.ticks(x0, x1, wide / (20 + 40 * (right - left))).map(across), ...Explorer.ticks(y0, y1, high / 40).map(up)];
    return {
      x, y, line: (points, look) => `<polyline class="${look}" points="${points.map(([a, b]) => [x(a), y(b)])}"/>`,
      dot: ([a, b], look, words = "") => `<circle class="${look}" cx="${x(a)}" cy="${y(b)}"/>${text(x(a) + 7, y(b) + 17, "start", words)}`,
      svg: (...drawn) => `<g transform="translate(${from} 24)">${grid.join("")}${text(wide / 2, high + 34, "middle", xName)}
        ${text(-40, -10, "start", yName)}<svg width="${wide}" height="${high}">${drawn.flat().join("")}</svg></g>`,
    };
  }

  static ticks(low, high, most) {
    const step = range(60, (at) => [1, 2, 5][at % 3] * 10 ** (Math.floor(at / 3) - 4)).find((size) => (high - low) / size <= most);
    return range(Math.floor(high / step) - Math.ceil(low / step) + 1, (at) => (Math.ceil(low / step) + at) * step);
  }
}
