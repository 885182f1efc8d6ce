// SPDX-License-Identifier: MIT
// Two copies of one function, one scaled by a factor, and what gradient descent makes of each: y = w2 relu(w1 x), fitted to 1 at x = 1.
class Scale extends Explorer {
  static title = "Steps of gradient descent from two scaled copies: the weights, and the output";
  static controls = { factor: ["Factor γ of the copy", 0.1, 10, 0.1], rate: ["Learning rate", 0.01, 1, 0.01], steps: ["Steps", 0, 40, 1] };

  // The rows w1, w2 and loss after 0, 1, ... steps.
  static descend(w1, w2, rate, steps) {
    return range(steps + 1, () => {
      const on = Number(w1 > 0), error = w2 * on * w1 - 1, row = [w1, w2, error ** 2 / 2];
      [w1, w2] = [w1 - rate * error * w2 * on, w2 - rate * error * w1 * on];
      return row;
    });
  }

  paths() {
    const from = Number(this.getAttribute("from")), factor = this.number("factor"), steps = Math.round(this.number("steps"));
    return [1, factor].map((scale) => Scale.descend(scale * from, from / scale, this.number("rate"), steps));
  }

  draw() {
    const paths = this.paths(), looks = ["one", "two"], steps = Math.max(1, paths[0].length - 1);
    const outputs = paths.map((path) => path.map(([w1, w2], step) => [step, w2 * Math.max(w1, 0)]));
    const bounds = (values, low, high) => [Math.max(low, Math.min(-0.3, ...values)), Math.min(high, 1.1 * Math.max(1.5, ...values))];
    const [across, up] = [0, 1].map((column) => bounds(paths.flat().map((row) => row[column]), -2, 11));
    const plane = this.panel(0, 0.5, across, up, "w1", "w2");
    const course = this.panel(0.5, 1, [-0.06 * steps, 1.06 * steps], bounds(outputs.flat().map(([, output]) => output), -4, 6), "steps", "output at x = 1");
    const drawn = (panel, points, at) => panel.line(points, looks[at]) + points.map((point) => panel.dot(point, looks[at])).join("");
    return plane.svg(plane.line(curve(-4, 4, Math.exp).map(([, w]) => [1 / w, w]), "thin"), paths.map((path, at) => drawn(plane, path, at)))
      + course.svg(course.line([[0, 1], [steps, 1]], "thin"), outputs.map((points, at) => drawn(course, points, at)));
  }

  says() {
    const [path, copy] = this.paths(), factor = this.number("factor"), steps = path.length - 1, limit = 2 / (factor ** 2 + factor ** -2);
    const end = (rows) => `${short(rows[steps][2])}${rows[steps][0] > 0 ? "" : " for good, as its unit is off"}`;
    return `Both start as one function, with the loss ${short(path[0][2])}. Steps taken: ${steps}. From γ = 1 (solid) the loss is then `
      + `${end(path)}, from γ = ${short(factor)} (dashed) ${end(copy)}. At the minimum of that γ rates below ${short(limit)} are stable.`;
  }
}
customElements.define("scale-explorer", Scale);
