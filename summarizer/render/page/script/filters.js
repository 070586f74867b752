// What is shown of a view: boxes that are ticked, each with how many it would leave, and words.

const FACETS = { kind: "Kind", measure: "Measure", place: "Place", source: "Source", review: "Review", news: "New" };
const FIRST = 8;

class Filters {
  constructor(changed) {
    this.changed = changed;
    this.chosen = Object.fromEntries(Object.keys(FACETS).map((name) => [name, new Set()]));
    this.chosen.kind = new Set(data.flagged);
    this.words = [];
    this.wide = new Set();
  }

  /** The items that pass. In each facet an item passes with any of the ticked values; nothing ticked lets all pass. */
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

  /** How many items each value of a facet would show, the others as they are; the most flagged first, in an order that stays. */
  counts(items, facets, name) {
    const every = this.tally(items, name);
    const accused = this.tally(
      items.filter((item) => !item.finding || FLAGGED.has(item.finding.kind)),
      name,
    );
    const found = this.tally(this.passing(items, facets, name), name);
    const order = name === "kind" ? data.kinds : name === "review" ? REVIEW_STATES : null;
    const rank = (value) => (order ? order.indexOf(value) : -(accused.get(value) ?? 0));
    const values = [...every.keys()].sort(
      (a, b) => rank(a) - rank(b) || every.get(b) - every.get(a) || (a < b ? -1 : 1),
    );
    return values.map((value) => [value, found.get(value) ?? 0]);
  }

  tally(items, name) {
    const found = new Map();
    for (const item of items)
      for (const value of new Set(this.valuesOf(item, name))) found.set(value, (found.get(value) ?? 0) + 1);
    return found;
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

  /** The boxes. The one that has the focus keeps it. */
  draw(root, items, facets) {
    const focused = root.contains(document.activeElement) ? document.activeElement.dataset.key : null;
    root.replaceChildren(...facets.map((name) => this.facet(name, this.counts(items, facets, name))).filter(Boolean));
    const on = this.active(facets);
    if (on) root.append(h("button", { type: "button", id: "clear", click: () => this.reset() }, "Clear filters"));
    byId("filters-on").textContent = on ? `(${on} set)` : "";
    if (focused) [...root.querySelectorAll("[data-key]")].find((one) => one.dataset.key === focused)?.focus();
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
