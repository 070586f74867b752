// Lazy lists: a batch at first, another when the end comes near.

const BATCH = 30;

class LazyList {
  constructor(root, end) {
    this.root = root;
    this.items = [];
    this.shown = 0;
    this.observer = new IntersectionObserver(
      (entries) => entries.some((entry) => entry.isIntersecting) && this.more(),
      { rootMargin: "1500px 0px" },
    );
    this.end = end;
  }

  /** Show items from the start; `draw` makes the element of an item. */
  show(items, draw) {
    this.observer.disconnect();
    Object.assign(this, { items, draw, shown: 0 });
    this.root.replaceChildren();
    this.upTo(BATCH);
    this.observer.observe(this.end);
  }

  more() {
    if (this.shown >= this.items.length) return;
    this.upTo(this.shown + BATCH);
    this.observer.unobserve(this.end); // observe anew: the end may still be near
    this.observer.observe(this.end);
  }

  upTo(count) {
    const until = Math.min(count, this.items.length);
    if (until <= this.shown) return;
    const made = document.createDocumentFragment();
    for (; this.shown < until; this.shown += 1) {
      const element = this.draw(this.items[this.shown]);
      element.dataset.nth = this.shown;
      made.append(element);
    }
    this.root.append(made);
  }

  /** The element of an item, drawn if it was not yet. */
  element(nth) {
    if (nth >= this.shown) this.upTo(nth + BATCH);
    return this.root.children[nth] ?? null;
  }

  /** Draw the element of an item anew. */
  redraw(nth) {
    const old = nth < this.shown ? this.root.children[nth] : null;
    if (!old) return;
    const inside = old.contains(document.activeElement);
    const element = this.draw(this.items[nth]);
    element.dataset.nth = nth;
    old.replaceWith(element);
    if (inside) element.querySelector(".open")?.focus({ preventScroll: true });
  }
}
