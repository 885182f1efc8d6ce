// SPDX-License-Identifier: MIT
// "Got something else?": tells a reader whether their answer is right, a known mistake, or neither. Nothing leaves the browser.
{
  const { log, log2, log10, exp, sqrt, abs, tanh, ceil, floor, sin, cos } = Math, sigmoid = (x) => 1 / (1 + exp(-x));
  const FUNCTIONS = { ln: log, log, log2, log10, exp, sqrt, abs, tanh, ceil, floor, sin, cos, sigmoid };
  const SIGNS = { "**": "^", "−": "-", "–": "-", "×": "*", "·": "*", "÷": "/", "π": " pi ", "√": " sqrt ", "½": ".5", "≈": "", "⋅": "*", "²": "^2", "³": "^3", "≥": "=", "{": "(", "}": ")", "$": "", "\\": "" };
  const TOKEN = /\s*(?:(\d+\.?\d*(?:e[-+]?\d+)?|\.\d+(?:e[-+]?\d+)?)|(log10|log2(?=\s*\()|[a-z_]+)|([-+*/^!%(),;[\]])|$)/iy;
  // A text may mean several things: a comma may be a decimal sign, stand between entries or between thousands; so may a space.
  const READINGS = [(text) => text, (text) => text.replace(/([a-z]) (?=[a-z])/gi, "$1_"), (text) => text.replace(/(\d)[,'_\s](?=\d{3}(?!\d))/g, "$1"),
    (text) => text.replace(/(\d),(?=\d)/g, "$1.").replace(/([\d.\]])\s+(?=[-+]?[\d.[])|([a-z_])\s+(?=[a-z_])/gi, "$1$2, ")];

  const refuse = (why) => { throw new Error(why); };
  // A number: the float and, where it is known, the exact fraction top/bottom. A word is {word}.
  function number(value, fraction) {
    if (!Number.isFinite(value)) refuse(Number.isNaN(value) ? "that is not a number" : "a number in it is too large");
    try {
      const [top, bottom] = fraction();
      return typeof top === "bigint" ? { value, top, bottom } : { value };
    } catch { return { value }; }
  }
  function literal(text) {
    const [, before, after = "", exponent = 0] = /(\d*)\.?(\d*)(?:e(.*))?$/i.exec(text), tens = exponent - after.length;
    const power = (count) => (count > 1500 ? refuse() : 10n ** BigInt(Math.max(count, 0)));
    return number(Number(text), () => [BigInt(before + after) * power(tens), power(-tens)]);
  }
  const OPERATIONS = {
    "+": (a, b) => number(a.value + b.value, () => [a.top * b.bottom + b.top * a.bottom, a.bottom * b.bottom]),
    "-": (a, b) => number(a.value - b.value, () => [a.top * b.bottom - b.top * a.bottom, a.bottom * b.bottom]),
    "*": (a, b) => number(a.value * b.value, () => [a.top * b.top, a.bottom * b.bottom]),
    "/": (a, b) => (b.value ? number(a.value / b.value, () => [a.top * b.bottom, a.bottom * b.top]) : refuse("it divides by zero")),
    "^": (a, b) => (a.value || b.value >= 0 ? number(a.value ** b.value, () => {
      const [top, bottom, power] = [a.top, a.bottom, b.top / b.bottom];
      if (power * b.bottom !== b.top || abs(b.value) * `${top}${bottom}`.length > 2000) refuse();
      return power < 0 ? [bottom ** -power, top ** -power] : [top ** power, bottom ** power];
    }) : refuse("it divides by zero")),
    "!": ({ value }) => (Number.isInteger(value) && value >= 0 && value <= 170
      ? Array.from({ length: value }, (_, n) => literal(`${n + 1}`)).reduce(OPERATIONS["*"], literal("1")) : refuse("its factorial is of no small whole number")),
    "%": (a) => OPERATIONS["/"](a, literal("100")),
  };
  function apply(operation, a, b = {}) {
    if (Array.isArray(a) && Array.isArray(b)) refuse("it computes with two lists");
    if (Array.isArray(a)) return a.map((entry) => apply(operation, entry, b));
    if (Array.isArray(b)) return b.map((entry) => apply(operation, a, entry));
    return a.word || b.word ? refuse(`“${(a.word || b.word).slice(0, 20)}” is no number`) : operation(a, b);
  }

  // By recursive descent: rows of lists of sums of products of powers.
  function read(text) {
    const written = text.replace(/\b(?:np|math)\.|\b(?:array|tensor|float\d+|int\d+)(?=\()|,\s*dtype=[\w.]+/g, "").replace(/(?:\b[a-z_]\w*(?:\(\w\))?)?\s*>?=|(?<=\d)\s+[a-z]{4,}[a-z ,]*$|"|'(?=[a-z])|(?<=[a-z])'/gi, ""), tokens = [];
    for (TOKEN.lastIndex = 0; TOKEN.lastIndex < written.length;) {
      const rest = written.slice(TOKEN.lastIndex).trim(), found = TOKEN.exec(written) ?? refuse(`“${[...rest][0]}” means nothing here; type the value alone`);
      if (found[0].trim()) tokens.push({ digits: found[1], name: found[2]?.toLowerCase(), sign: found[3] });
    }
    let place = 0, depth = 0;
    const unexpected = ({ digits, name, sign } = {}) => refuse(`“${(digits ?? name ?? sign ?? "").slice(0, 20)}” cannot stand where it does`);
    const next = (...signs) => signs.includes(tokens[place]?.sign) && tokens[place++].sign;
    const implied = () => (tokens[place]?.name || ["(", "["].includes(tokens[place]?.sign)) && "*";
    const sum = () => chain(product, () => next("+", "-"));
    const product = () => chain(signed, () => next("*", "/") || implied());
    const chain = (part, joint, result = part(), sign = joint()) => (sign ? chain(part, joint, apply(OPERATIONS[sign], result, part())) : result);
    function rows(bracket) {
      const found = [[sum()]];
      for (let sign; (sign = next(",", ";"));) sign === "," ? found.at(-1).push(sum()) : found.push([sum()]);
      return found.length > 1 ? found : found[0].length > 1 || bracket ? found[0] : found[0][0];
    }
    function signed() {
      if (++depth > 40) refuse("it is nested too deeply");
      const sign = next("+", "-"), result = sign ? apply(OPERATIONS[sign], literal("0"), signed()) : power();
      return depth-- && result;
    }
    function power() {
      let result = atom();
      for (let sign; (sign = next("!", "%"));) result = apply(OPERATIONS[sign], result);
      return next("^") ? apply(OPERATIONS["^"], result, signed()) : result;
    }
    function atom() {
      const { digits, name, sign } = tokens[place++] ?? refuse("something is missing at its end");
      if (digits) return literal(digits);
      if (name === "pi" || name === "e") return number(name === "e" ? Math.E : Math.PI);
      if (Object.hasOwn(FUNCTIONS, name) && (tokens[place]?.digits || implied())) {
        return apply(({ value }) => number(FUNCTIONS[name](value)), tokens[place].sign ? atom() : signed());
      }
      if (name) return { word: name === "yes" ? "true" : name === "no" ? "false" : name };
      if (sign !== "(" && sign !== "[") unexpected({ sign });
      const result = rows(sign === "[");
      return next(sign === "(" ? ")" : "]") ? result : tokens[place] ? unexpected(tokens[place]) : refuse("a bracket is not closed");
    }
    const result = rows();
    return tokens[place] ? unexpected(tokens[place]) : squeeze(result);
  }

  // One number and a list of one are alike, so are a row and a column.
  const squeeze = (value) => (!Array.isArray(value) ? value : value.length === 1 ? squeeze(value[0]) : value.map(squeeze));
  const shape = (value) => (Array.isArray(value) ? `[${value.map(shape)}]` : value.word ? "word" : "number");
  const sizes = (value) => (Array.isArray(value) ? `${value.length} × ${[...new Set(value.map(sizes))].join(" or ")}`.replace(/ × one$/, "") : "one");
  const entries = (value) => [value].flat(9), largest = (values) => Math.max(...values.map(abs));

  // Is every entry the wanted one, or that rounded to at least so many digits, or cut to three: its own, or of floats the largest entry's?
  function rounded(values, wanted, digits, near) {
    const steps = (size) => Array.from({ length: 12 - digits }, (_, n) => 10 ** floor(log10(size)) / 10 ** (digits - 1 + n));
    const is = (value, exact) => [Math.round, abs(exact) < 100 ? Math.round : Math.trunc].some((cut) => abs(value - cut(exact)) <= 1e-14 * abs(cut(exact)));
    return values.every((value, place) => (near ? abs(value - wanted[place]) <= near : !value && !wanted[place]) || (value || abs(wanted[place]) < 1e-3 * largest(wanted))
      && steps(near ? largest(wanted) : abs(wanted[place])).some((step) => is(value / step, wanted[place] / step)));
  }
  // What a value is to `times` the recorded one: {right, digits}, with `right` where it is that value and not only its rounding; or null.
  function compare(typed, [text, within, roundsUp], times = 1, turned = false) {
    let recorded = read(text);
    if (turned) recorded = Array.isArray(recorded[0]) ? recorded[0].map((_, column) => recorded.map((row) => row[column] ?? [])) : [];
    if (shape(typed) !== shape(recorded)) return null;
    const ours = entries(recorded), theirs = entries(typed), wanted = ours.map(({ value }) => times * value), values = theirs.map(({ value }) => value);
    const names = (list) => list.map(({ word }) => word ?? ""), set = !Array.isArray(recorded[0]) && !/true|false/.test(names(ours));  // of names
    const said = ours.every(({ word }) => word) && `${set ? names(ours).sort() : names(ours)}` === `${set ? names(theirs).sort() : names(theirs)}`;
    if (said || theirs.some(({ word }) => word)) return said ? { right: true, digits: Infinity } : null;
    const float = /\d[.e/]/.test(text), most = largest(wanted), exact = times === 1 && theirs.every(({ top }) => top !== undefined);
    const off = largest(values.map((value, place) => (value - wanted[place]) / (float ? most : wanted[place] || 1))) || 0;
    const equal = exact && ours.every(({ top, bottom }, place) => top * theirs[place].bottom === theirs[place].top * bottom);
    const digits = equal ? Infinity : Math.min(15, floor(-log10(off)));
    if (equal || off <= (float ? within : exact && values.every(Number.isInteger) ? -1 : 1e-12)) return { right: true, digits, float };
    const whole = roundsUp && !values.every(Number.isInteger) && values.every((value, place) => Math.ceil(value) === wanted[place]);
    return whole || rounded(values, wanted, times === 1 && !turned ? 2 : 3, float && within * most) ? { whole, digits } : null;
  }
  // {rank, says, cards}: the higher the rank, the more is known.
  function judge(typed, name) {
    const [text, within] = onRecord[name], right = compare(typed, [...onRecord[name], name.startsWith("ransac.")]);
    if (right?.digits === Infinity) return { rank: 5, says: "Right: exactly the value on record." };
    if (right?.right) return { rank: 5, says: `Right: it agrees to ${right.digits} digits${right.float ? `; the stated tolerance is a relative ${within}` : ""}.` };
    const known = Object.keys(onRecord).filter((id) => id.startsWith(`${name}.`) && compare(typed, onRecord[id])?.digits > (right?.digits ?? -1));
    if (known.length) return { rank: 4, says: "A known mistake:", cards: known };
    if (right?.whole) return { rank: 3, says: "Right once it is rounded to a whole number. Up or down? The page says why." };
    if (name.startsWith("ransac.") && typed.bottom && typed.top + typed.bottom === read(text).top * typed.bottom) return { rank: 3, says: "One too few. Rounded to the nearest whole number, or down?" };
    if (right) return { rank: 3, says: `Right up to rounding: it agrees to ${right.digits} digit${right.digits > 1 ? "s" : ""}.` };
    for (const factor of /[.,]/.test(text) ? [1, 2, 3] : [1]) for (const turned of [false, true]) {
      for (const times of [factor, -factor, 1 / factor, -1 / factor].filter((times) => compare(typed, onRecord[name], times, turned))) {
        const ways = [turned && "rows and columns", times < 0 && "the sign", factor > 1 && `a factor ${times ** 2 < 1 ? "1/" : ""}${factor}; look for a ${factor === 2 ? "½ left out or put in twice" : "sum in place of a mean, or a mean in place of a sum"}`];
        return { rank: 2, says: `Right up to ${ways.filter(Boolean).join(" and ")}.` };
      }
    }
    const boxes = [...document.querySelectorAll("answer-box")], beside = boxes.find((box) => box.getAttribute("answer") === name).closest(".answer");
    const near = (id) => (beside || !Number.isInteger(typed.value)) && compare(typed, onRecord[id])?.digits >= 4; // in an exercise small numbers meet by chance
    const others = boxes.map((box) => box.getAttribute("answer")).filter(near);
    if (others.length) return { rank: 3, says: "Not this answer, but one to something else on this page:", cards: others };
    if (shape(typed) === shape(read(text))) return { rank: 1, says: "Not on record: neither right nor a known mistake." };
    return { rank: 0, says: `Not on record: the answer is ${described(read(text))}, yours is ${described(typed)}.` };
  }
  const described = (value) => `${sizes(value)} ${entries(value)[0].word ? "word" : "number"}${Array.isArray(value) ? "s" : ""}`;
  const shown = (value) => (Array.isArray(value) ? `[${value.map(shown).join(", ")}]`
    : value.word ?? (value.top % value.bottom === 0n ? `${value.top / value.bottom}` : `${Number(value.value.toPrecision(10))}`));

  // The best that any reading of the text gives.
  function answer(text, name) {
    if (text.length > 1000 || !text.trim()) refuse(text.trim() ? "it is too long" : "there is nothing to compare");
    const readings = [];
    const plain = text.trim().replace(/\\[dt]?frac\{([^{}]*)\}\{([^{}]*)\}/g, "(($1)/($2))").replace(/\band\b/gi, ",").replace(/\*\*|[{}$\\]|[^ -~]/g, (sign) => SIGNS[sign] ?? sign);
    for (const reading of new Set(READINGS.map((meant) => meant(plain)))) try {
      const typed = read(reading);
      readings.push({ typed, ...judge(typed, name) });
    } catch (fault) { readings.push({ rank: -1, fault }); }
    const [best] = readings.sort((a, b) => b.rank - a.rank);
    return best.typed ? best : refuse(best.fault.message);
  }

  // The record as a script, which loads from a disk, too; asked for when somebody compares for the first time.
  let asked, address = document.currentScript.src;
  const record = () => (asked ??= new Promise((onload, failed) => document.head.append(element("script", { src: new URL("../answers.js", address), onload,
    onerror: () => failed(new Error("the record, answers.js, did not load"), asked = undefined) }))));
  const element = (kind, properties, ...inside) => {
    const made = Object.assign(document.createElement(kind), properties);
    return made.append(...inside) ?? made;
  };

  customElements.define("answer-box", class extends HTMLElement {
    connectedCallback() {
      // Beside an exercise, not under the fold of its answer: that would be seen before one's own is compared.
      const fold = this.closest("details"), exercise = fold?.firstElementChild.textContent === "Answer" && fold.querySelector("answer-box") === this;
      if (exercise) return void (this.querySelector("summary").textContent = `Check ${fold.querySelectorAll("answer-box").length > 1 ? "the first of your answers" : "your answer"}`, fold.before(this));
      const details = this.firstElementChild, input = element("input", { autocomplete: "off", spellcheck: false, autocapitalize: "off" });
      const result = element("div", { role: "status" }), examples = "A number, 1/3, sqrt(2)/2, ln(3), true, (1, 2) or [1, 2; 3, 4].";
      const compared = async (event) => {
        event.preventDefault();
        result.replaceChildren(...await record().then(() => this.says(input.value)).catch(({ message }) => [element("p", {}, `Cannot compare: ${message}.`)]));
      };
      const show = () => details.lastElementChild.replaceWith(element("form", { onsubmit: compared }, element("label", {}, "Your answer ", input),
        element("button", {}, "Compare"), element("small", {}, examples), result));
      details.open ? show() : details.addEventListener("toggle", show, { once: true });
    }
    says(text) {
      const { typed, says, cards = [] } = answer(text, this.getAttribute("answer"));
      const words = (id) => [...document.getElementById(id.split(".").slice(1).join("-")).querySelectorAll(":scope > p")].map((part) => part.cloneNode(true));
      return [element("p", {}, `Read as ${shown(typed).slice(0, 200)}. `, element("strong", {}, says)), ...cards.map((id) => element("blockquote", {}, ...words(id)))];
    }
  });
}
