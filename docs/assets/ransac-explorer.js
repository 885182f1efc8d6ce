// SPDX-License-Identifier: MIT
// How many samples RANSAC needs, in whole numbers that stand for ninety digits after the point: no logarithm, no rounding up.
class Ransac extends Explorer {
  static title = "Probability of at least one good sample against samples drawn";
  static controls = {
    model: ["Model, sample", { 1: "translation, 1", 2: "similarity, 2", 3: "affine map, 3", 4: "homography, 4", 5: "essential matrix, 5",
      7: "fundamental matrix, 7", 8: "the same, linear, 8" }],
    matches: ["Matches", { any: "with replacement", 8: "8, distinct", 20: "20, distinct", 100: "100, distinct", 1000: "1000, distinct" }],
    outliers: ["Wrong matches, share", 0, 0.9, 0.01], confidence: ["Confidence", 0.5, 0.999, 0.001],
  };
  static ONE = 10n ** 90n;

  static fixed(decimal) { return BigInt(Math.trunc(decimal) + (decimal.split(".")[1] ?? "").padEnd(90, "0")); }

  static iterations(confidence, outliers, size) {
    const right = this.ONE - this.fixed(outliers);
    return this.least(this.ONE - right ** BigInt(size) / this.ONE ** BigInt(size - 1), this.ONE - this.fixed(confidence));
  }

  static finite(confidence, inliers, matches, size) {
    const ways = (of) => range(size, (drawn) => BigInt(Math.max(0, of - drawn))).reduce((product, left) => product * left, 1n);
    return this.least(this.ONE - this.ONE * ways(inliers) / ways(matches), this.ONE - this.fixed(confidence));
  }

  // The least n with bad^n <= miss, a number above 0: bad is squared until it is small, then the largest n above is found bit by bit.
  // Products are rounded down, so a power that equals miss is never above it.
  static least(bad, miss) {
    if (bad >= this.ONE) return null;
    let [draws, power, powers] = [0n, this.ONE, [bad]];
    while (powers.at(-1) > miss) powers.push(powers.at(-1) ** 2n / this.ONE);
    for (let bit = powers.length; bit--;) {
      const next = power * powers[bit] / this.ONE;
      if (next > miss) [draws, power] = [draws + (1n << BigInt(bit)), next];
    }
    return draws + 1n;
  }

  static success(draws, good) { return good < 1 ? -Math.expm1(draws * Math.log1p(-good)) : Number(draws > 0); }

  // For distinct matches and with replacement: how likely a sample is good, and how many are needed.
  found() {
    const { matches, outliers, confidence } = this.state, size = this.number("model"), given = Number(matches);
    if (matches === "any") return [{ good: (1 - outliers) ** size, draws: Ransac.iterations(confidence, outliers, size) }];
    const right = given - Math.round(given * outliers);
    const good = range(size, (drawn) => Math.max(0, right - drawn) / (given - drawn)).reduce((product, share) => product * share);
    return [{ good, right, draws: Ransac.finite(confidence, right, given, size) },
      { good: (right / given) ** size, draws: Ransac.iterations(confidence, String((given - right) / given), size) }];
  }

  draw() {
    const found = this.found(), needed = Number(found.find(({ draws }) => draws !== null)?.draws ?? 40), most = Math.max(4, 1.6 * needed);
    const plot = this.panel(0, 1, [0, most], [0, 1.05], "samples drawn", "chance of a good one"), confidence = this.number("confidence");
    const rise = ({ good }, at) => plot.line(curve(0, most, (draws) => Ransac.success(draws, good)), ["one", "two"][at]);
    const dot = found[0].draws === null ? "" : plot.dot([needed, Ransac.success(needed, found[0].good)], "one", needed);
    const asked = `<text x="6" y="${plot.y(confidence) + 15}">${short(100 * confidence)} % asked for</text>`;
    return plot.svg(plot.line([[0, confidence], [most, confidence]], "thin"), asked, found.map(rise), dot);
  }

  says() {
    const [{ good, right, draws }, replaced] = this.found(), { model, matches, confidence } = this.state, needed = Number(draws);
    const given = replaced ? `Right matches: ${right} of ${matches}. Samples with replacement (dashed): ${replaced.draws}. ` : "";
    if (draws === null) return `${given}No sample of ${model} distinct ones is good, so no number of samples suffices.`;
    const [before, after] = [needed - 1, needed].map((drawn) => Ransac.success(drawn, good)), digits = short(before) === short(after) ? 12 : 4;
    return `${given}A sample of ${model} is good with probability ${short(good)}. Samples needed: ${draws}. The chance of a good one `
      + `is then ${Number(after.toPrecision(digits))}, and with one fewer ${Number(before.toPrecision(digits))}; ${confidence} is asked for.`;
  }
}
customElements.define("ransac-explorer", Ransac);
