// Filters of a view: facets with a box for each value and the number of items it would leave, and a search.

const FACETS = { kind: "Kind", measure: "Measure", place: "Place", source: "Source", language: "Language", review: "Review", news: "New" };
const FIRST = 8;

class Filters {
  constructor(changed) {
    this.changed = changed;
    this.chosen = Object.fromEntries(Object.keys(FACETS).map((name) => [name, new Set()]));
    this.chosen.kind = new Set(data.flagged);
    this.words = [];
    this.wide = new Set();
  }

  /** The items that pass: in each facet with any of the ticked values, or with all where none is ticked. */
  passing(items, facets, without) {
    const asked = facets.filter((name) => name !== without && this.chosen[name].size);
    return items.filter(
      (item) =>
        asked.every((name) => this.valuesOf(item, name).some((value) => this.chosen[name].has(value))) &&
        this.says(item),
    );
  }

  valuesOf(item, name) {
    return name === "review" ? [reviewStateOf(item)] : item.facets[name];
  }

  says(item) {
    if (!this.words.length) return true;
    item.words ??= folded(item.said().join("\n"));
    return this.words.every((word) => item.words.includes(word));
  }

  search(text) {
    this.words = folded(text).split(/\s+/).filter(Boolean);
  }

  /** The number of items that each value of a facet would leave; in a fixed order, the most flagged first. */
  counts(items, facets, name) {
    const every = this.tally(items, name);
    const flagged = this.tally(
      items.filter((item) => !item.finding || FLAGGED.has(item.finding.kind)),
      name,
    );
    const passing = this.tally(this.passing(items, facets, name), name);
    const order = { kind: data.kinds, review: REVIEW_STATES }[name];
    const rank = (value) => (order ? order.indexOf(value) : -(flagged.get(value) ?? 0));
    const values = [...every.keys()].sort(
      (a, b) => rank(a) - rank(b) || every.get(b) - every.get(a) || (a < b ? -1 : 1),
    );
    return values.map((value) => [value, passing.get(value) ?? 0]);
  }

  tally(items, name) {
    const counts = new Map();
    for (const item of items)
      for (const value of new Set(this.valuesOf(item, name))) counts.set(value, (counts.get(value) ?? 0) + 1);
    return counts;
  }

  active(facets) {
    const usual =
      this.chosen.kind.size === data.flagged.length && data.flagged.every((kind) => this.chosen.kind.has(kind));
    return facets.filter((name) => (name === "kind" ? !usual : this.chosen[name].size)).length;
  }

  clear() {
    for (const name of Object.keys(FACETS)) this.chosen[name].clear();
    for (const kind of data.flagged) this.chosen.kind.add(kind);
  }

  /** Draw the boxes anew; the one with the focus keeps it. */
  draw(root, items, facets) {
    const focused = root.contains(document.activeElement) ? document.activeElement.dataset.key : null;
    root.replaceChildren(...facets.map((name) => this.facet(name, this.counts(items, facets, name))).filter(Boolean));
    const on = this.active(facets);
    if (on) root.append(h("button", { type: "button", id: "clear", click: () => this.reset() }, "Clear filters"));
    byId("filters-on").textContent = on ? `(${on} set)` : "";
    if (focused) [...root.querySelectorAll("[data-key]")].find((box) => box.dataset.key === focused)?.focus();
  }

  reset() {
    this.clear();
    this.changed();
    byId("facets").querySelector("input")?.focus();
  }

  facet(name, counted) {
    if (counted.length < 2 && !this.chosen[name].size) return null;
    const chosen = this.chosen[name];
    const wide = this.wide.has(name);
    const shown = wide ? counted : counted.filter(([value], nth) => nth < FIRST || chosen.has(value));
    const boxes = shown.map(([value, number]) => this.box(name, value, number));
    const rest = counted.length - shown.length;
    const more = () => {
      if (wide) this.wide.delete(name);
      else this.wide.add(name);
      this.changed();
    };
    const text = wide ? "Show fewer" : `Show all ${counted.length.toLocaleString("en-US")}`;
    const button =
      rest || (wide && counted.length > FIRST)
        ? h("button", { type: "button", "data-key": `more:${name}`, "aria-expanded": String(wide), click: more }, text)
        : null;
    return h("fieldset", {}, h("legend", {}, FACETS[name]), boxes, button);
  }

  box(name, value, number) {
    const chosen = this.chosen[name];
    const change = (event) => {
      if (event.target.checked) chosen.add(value);
      else chosen.delete(value);
      this.changed();
    };
    const input = h("input", { type: "checkbox", checked: chosen.has(value), change, "data-key": `${name}:${value}` });
    const sign = name === "kind" ? h("span", { class: `sign k-${value}`, "aria-hidden": "true" }, SIGNS[value]) : null;
    const text = name === "kind" ? nameOf(value) : value;
    return h(
      "label",
      { class: number ? null : "none" },
      input,
      sign,
      h("span", { class: "value" }, text),
      h("span", { class: "n" }, number.toLocaleString("en-US"), h("span", { class: "unseen" }, ` in this view`)),
    );
  }
}

const REVIEW_STATES = ["Open", "Accepted", "Rejected", "Corrected"];

const reviewStateOf = (item) => (item.id && DECISIONS[reviews.get(item.id)?.decision]) || "Open";
