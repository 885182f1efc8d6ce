// SPDX-License-Identifier: MIT
// What a residual costs under a covariance, given as two variances and a correlation, and under least squares.
class Likelihood extends Explorer {
  static title = "Plane of the two residuals: drag the point, or move it with the arrow keys";
  static controls = {
    first: ["First residual", -2, 2, 0.05], second: ["Second residual", -2, 2, 0.05], variance1: ["First variance", 0.1, 4, 0.1],
    variance2: ["Second variance", 0.1, 4, 0.1], correlation: ["Correlation", -0.99, 0.99, 0.01],
  };

  // The slope of the cost by the residual: the inverse covariance times it, by cofactors.
  static slope(first, second, variance1, variance2, correlation) {
    const covariance = correlation * Math.sqrt(variance1 * variance2), determinant = variance1 * variance2 - covariance ** 2;
    return [(variance2 * first - covariance * second) / determinant, (variance1 * second - covariance * first) / determinant];
  }

  static cost(...values) { return sum(this.slope(...values), (slope, at) => slope * values[at]) / 2; }

  connectedCallback() {
    super.connectedCallback();
    const { picture } = this, kept = (residual) => Math.min(2, Math.max(-2, residual)).toFixed(2);
    const move = (first, second) => this.take({ first: kept(first), second: kept(second) });
    Object.assign(picture, { role: "application", tabIndex: 0 });
    picture.addEventListener("keydown", (event) => {
      const way = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] }[event.key];
      if (!way) return;
      event.preventDefault();
      move(this.number("first") + way[0] / 20, this.number("second") + way[1] / 20);
      this.keep();
    });
    picture.addEventListener("pointerdown", ({ target, pointerId }) => target.matches(".handle") && picture.setPointerCapture(pointerId));
    // A finger on the point moves the point, not the page.
    picture.addEventListener("touchstart", (event) => event.target.matches(".handle") && event.preventDefault(), { passive: false });
    picture.addEventListener("pointermove", ({ clientX, clientY, pointerId }) => {
      const { left, top } = picture.querySelector("svg").getBoundingClientRect(), { x, y } = this.plane;
      if (picture.hasPointerCapture(pointerId)) move((clientX - left - x(0)) / (x(1) - x(0)), (clientY - top - y(0)) / (y(1) - y(0)));
    });
    picture.addEventListener("pointerup", () => this.keep());
  }

  values() { return Object.keys(this.start).map((name) => this.number(name)); }

  draw() {
    const values = this.values(), point = values.slice(0, 2), [variance1, variance2, correlation] = values.slice(2);
    const high = 2.4, wide = high * (this.width - 54) / (this.height - 62), slope = Likelihood.slope(...values);
    const plane = this.plane = this.panel(0, 1, [-wide, wide], [-high, high], "first residual", "second residual");
    const round = (size, skew, across, up) => curve(0, 2 * Math.PI, Math.sin).map(([angle, sine]) => [size * across * Math.cos(angle),
      size * up * (skew * Math.cos(angle) + Math.sqrt(1 - skew ** 2) * sine)]);
    const ellipse = round(Math.sqrt(2 * Likelihood.cost(...values)), correlation, Math.sqrt(variance1), Math.sqrt(variance2));
    const downhill = point.map((entry, at) => entry - slope[at] / (Math.hypot(...slope) || 1));
    return plane.svg(plane.line([[-wide, 0], [wide, 0]], "thin"), plane.line([[0, -high], [0, high]], "thin"),
      plane.line(round(Math.hypot(...point), 0, 1, 1), "two"), plane.line([point, [0, 0]], "two"), plane.line(ellipse, "one"),
      plane.line([point, downhill], "three"), plane.dot(point, "one handle"));
  }

  says() {
    const values = this.values(), point = values.slice(0, 2), written = (pair) => pair.map(short).join(", ");
    return `The residual (${written(point)}) costs ${short(Likelihood.cost(...values))}, as on the ellipse; least squares takes `
      + `${short(Likelihood.cost(...point, 1, 1, 0))}, as on the circle (dashed). Its slope is (${written(Likelihood.slope(...values))}). `
      + (point.some(Boolean) ? "Straight downhill (dotted) leads across the ellipse, and to 0 only from its axes." : "It costs least here.");
  }
}
customElements.define("likelihood-explorer", Likelihood);
