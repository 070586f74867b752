// Figures as bars on one axis, a row each.

/** The axis of some figures: `at` turns a number into a percentage of the width; and the ticks. */
function axis(shown) {
  const ends = shown.flatMap((figure) => [figure.low, figure.high, figure.value]).filter((end) => end !== undefined);
  let [least, most] = [Math.min(...ends), Math.max(...ends)];
  if (least >= 0 && least <= 0.6 * most) least = 0;
  if (least === most) [least, most] = most > 0 ? [0, most * 1.25] : [least - 1, most + 1];
  const marks = ticks(least, most, ends.every(Number.isInteger));
  const span = most - least;
  if (shown.some((figure) => figure.high === undefined)) most += span / 5; // room for ranges without an upper end
  const [from, to] = [least - (least === 0 ? 0.03 : 0.07) * span, most + 0.07 * span];
  return { at: (value) => (100 * (value - from)) / (to - from), ticks: marks };
}

/** Two to five round numbers, whole if all the figures are. */
function ticks(least, most, whole) {
  const rough = (most - least) / 3;
  const power = 10 ** Math.floor(Math.log10(rough));
  const round = power * [1, 2, 5, 10].find((factor) => factor * power >= rough);
  const step = whole ? Math.max(1, round) : round;
  const first = Math.ceil(least / step);
  const last = Math.floor(most / step + 1e-9);
  return Array.from({ length: Math.max(0, Math.min(last - first + 1, 8)) }, (_, nth) => (first + nth) * step);
}

const percent = (place) => `${Math.max(0, Math.min(100, place)).toFixed(2)}%`;

function middle(figure) {
  if (figure.low === undefined) return figure.high;
  return figure.high === undefined ? figure.low : (figure.low + figure.high) / 2;
}

const apart = (a, b) => (a.low ?? -Infinity) > (b.high ?? Infinity) || (b.low ?? -Infinity) > (a.high ?? Infinity);

/** For each row the pieces of the lines from a count to the one that replaced it, which `changes` finds. */
function stepsOf(shown, changes) {
  const pieces = shown.map(() => []);
  const last = new Map();
  shown.forEach((figure, row) => {
    const change = changes[row];
    if (!change) return;
    const before = last.get(change);
    if (before !== undefined && !apart(shown[before], figure)) return;
    last.set(change, row);
    if (before === undefined) return;
    const from = middle(shown[before]);
    pieces[before].push({ from, top: "50%", end: "100%" });
    for (let between = before + 1; between < row; between += 1) pieces[between].push({ from, top: 0, end: "100%" });
    pieces[row].push({ from, top: 0, end: "50%", to: middle(figure) });
  });
  return pieces;
}

/** The arrowhead of a range without an end. */
const arrow = (x, d) =>
  s("svg", { x, y: "50%", width: 1, height: 1, overflow: "visible" }, s("path", { class: "open", d }));

/** One figure's bar, over the grid and the lines between counts. */
function bar(figure, { at, ticks: marks }, steps) {
  const [low, high] = [figure.low, figure.high];
  const line = (name, x1, x2, y1, y2) => s("line", { class: name, x1: percent(at(x1)), x2: percent(at(x2)), y1, y2 });
  const parts = marks.map((tick) => line("grid", tick, tick, 0, "100%"));
  for (const { from, top, end, to } of steps) {
    parts.push(line("step", from, from, top, end));
    if (to !== undefined) parts.push(line("step", from, to, "50%", "50%"));
  }
  if (low !== undefined && low === high) {
    parts.push(s("circle", { class: "dot", cx: percent(at(low)), cy: "50%", r: 4.5 }));
  } else {
    const [from, to] = [low === undefined ? 0 : at(low), high === undefined ? 100 : at(high)];
    const width = percent(Math.max(to - from, 1));
    parts.push(
      s("rect", { class: "range", x: percent(from), y: "50%", width, height: 8, rx: 1, transform: "translate(0 -4)" }),
    );
    if (high === undefined) parts.push(arrow("100%", "M-10 -3 l5 3 l-5 3"));
    if (low === undefined) parts.push(arrow(0, "M10 -3 l-5 3 l5 3"));
  }
  return s("svg", { class: `plot${figure.stance ? " denied" : ""}`, "aria-hidden": "true", focusable: "false" }, parts);
}

function ticksRow({ at, ticks: marks }) {
  const labels = marks.map((tick) => {
    const words = tick.toLocaleString("en-US", { maximumFractionDigits: 6 });
    return s("text", { x: percent(at(tick)), y: 11, "text-anchor": "middle" }, words);
  });
  return s("svg", { class: "ticks", "aria-hidden": "true", focusable: "false" }, labels);
}

/** One bar for each claim, without words: the claims beside it have them. */
function strip(finding) {
  const shown = finding.claims.map(([place]) => figures[place]);
  const scale = axis(shown);
  const steps = stepsOf(
    shown,
    shown.map(() => CHANGES.has(finding.kind)),
  );
  const bars = shown.map((figure, row) => bar(figure, scale, steps[row]));
  return h("div", { class: "strip", "aria-hidden": "true" }, bars, ticksRow(scale));
}

/** The worst finding that flags each figure, and the one by which its count was replaced. */
const flaggedBy = new Map();
const changedBy = new Map();
for (const finding of findings.filter(({ kind }) => FLAGGED.has(kind))) {
  for (const place of finding.claims.flat()) {
    if (!flaggedBy.has(place)) flaggedBy.set(place, finding);
    if (CHANGES.has(finding.kind)) changedBy.set(place, finding);
  }
}

/** Some figures, one a row: outlet and date, the bar, the number. `pick` opens the article. */
function chart(places, pick) {
  const shown = places.map((place) => figures[place]);
  const scale = axis(shown);
  const steps = stepsOf(
    shown,
    places.map((place) => changedBy.get(place)),
  );
  const items = places.map((place, row) => {
    const finding = flaggedBy.get(place);
    const track = h("span", { class: "track" }, bar(figures[place], scale, steps[row]));
    return h(
      "li",
      { class: finding ? `k-${finding.kind}` : null },
      pickOf(place, pick),
      track,
      amountOf(figures[place], finding),
    );
  });
  return h("div", { class: "chart" }, h("ol", {}, items), h("div", { class: "axis" }, ticksRow(scale)));
}

function pickOf(place, pick) {
  const figure = figures[place];
  const article = articleOf(figure);
  const printed = `${article.label} · ${article.published ?? "no date"}`;
  return h("button", { type: "button", class: "pick", click: () => pick(place) }, h("b", {}, printed), whoElse(figure));
}

function amountOf(figure, finding, counted = figure.of) {
  const sign = finding ? h("abbr", { class: "sign", title: nameOf(finding.kind) }, SIGNS[finding.kind]) : null;
  return h(
    "span",
    { class: "amount" },
    figure.stance ?? null,
    figure.amount,
    sign && ["\u00a0", sign],
    h("small", {}, counted),
  );
}

const whoElse = (figure) => {
  const words = [figure.source ? figure.who : null, ...limits(figure)].filter(Boolean);
  return words.length ? h("span", {}, words.join("; ")) : null;
};
