// SPDX-License-Identifier: MIT
// The straight walk from a network of three tanh units to a copy with its units renumbered, and to the same copy aligned.
class Permutation extends Explorer {
  static title = "The incoming weights of the three units on the way, and the loss";
  static controls = {
    share: ["Way, 0 example, 1 copy", 0, 1, 0.01], aligned: ["Before the walk", { no: "leave the copy as it is", yes: "align the copy" }],
    order: ["Units of the copy", { 123: "1, 2, 3", 132: "1, 3, 2", 213: "2, 1, 3", 231: "2, 3, 1", 312: "3, 1, 2", 321: "3, 2, 1" }],
  };

  // A network is a list of units, each [incoming weights..., bias, outgoing weights...].
  static between(start, end, share) { return start.map((unit, at) => unit.map((entry, part) => entry + share * (end[at][part] - entry))); }

  static outputs(units, b2, input) {
    const hidden = units.map((unit) => Math.tanh(unit[input.length] + sum(input, (entry, place) => entry * unit[place])));
    return b2.map((bias, output) => bias + sum(units, (unit, at) => hidden[at] * unit[input.length + 1 + output]));
  }

  // The mean over the inputs of half the squared distance to the outputs at the start.
  static loss(start, end, b2, inputs, share) {
    const there = this.between(start, end, share), wanted = inputs.map((input) => this.outputs(start, b2, input));
    const miss = (input, at) => sum(this.outputs(there, b2, input), (output, part) => (output - wanted[at][part]) ** 2);
    return sum(inputs, miss) / 2 / inputs.length;
  }

  // The order that brings the units nearest to those of `onto`: all are tried.
  static align(units, onto) {
    const cost = (order) => sum([...order], (unit, at) => sum(units[unit - 1], (entry, part) => (entry - onto[at][part]) ** 2));
    return Object.keys(this.controls.order[1]).reduce((best, order) => cost(order) < cost(best) ? order : best);
  }

  walk() {
    const { units: start, b2, inputs } = JSON.parse(this.getAttribute("network"));
    const copy = [...this.state.order].map((unit) => start[unit - 1]), order = [...Permutation.align(copy, start)];
    const ends = [copy, order.map((unit) => copy[unit - 1])], [end, other] = this.state.aligned === "yes" ? ends.reverse() : ends;
    return { start, end, other, order, loss: (share, to = end) => Permutation.loss(start, to, b2, inputs, share) };
  }

  draw() {
    const { start, end, other, loss } = this.walk(), share = this.number("share"), looks = ["one", "two", "three"];
    const ways = [other, end].map((to) => curve(0, 1, (at) => loss(at, to))), highest = Math.max(0.1, ...ways.flat().map(([, up]) => up));
    const [across, up] = [0, 1].map((at) => start.map((unit) => unit[at])).map((all) => [Math.min(...all) - 0.5, Math.max(...all) + 0.5]);
    const plane = this.panel(0, 0.5, across, up, "first incoming weight", "second incoming weight");
    const course = this.panel(0.5, 1, [0, 1], [-highest / 20, 1.15 * highest], "from example to copy", "loss");
    const unit = (place, at) => plane.line([start[at], end[at]], looks[at]) + plane.dot(place, looks[at], at + 1);
    return plane.svg(Permutation.between(start, end, share).map(unit))
      + course.svg(course.line(ways[0], "two"), course.line(ways[1], "one"), course.dot([share, loss(share)], "one"));
  }

  says() {
    const { order, loss } = this.walk(), share = this.number("share");
    const aligned = `Taken in the order ${order.join(", ")}, the copy's units are those of the example: none has to move.`;
    return `${share === 0.5 ? "Halfway" : `At ${short(share)} of the way`} the loss is ${short(Number(loss(share).toFixed(12)))}, and at both ends, `
      + "where the function is the same, it is 0. " + (this.state.aligned === "yes" ? aligned : "Each unit walks to where the copy has its number.") + " The other way's loss: dashed.";
  }
}
customElements.define("permutation-explorer", Permutation);
