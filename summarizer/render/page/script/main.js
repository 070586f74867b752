// The desk: the views, the one that is shown, and the card that has the focus.

const VIEWS = {
  findings: {
    name: "Findings",
    title: "Findings, worst first",
    noun: "finding",
    items: () => findingItems,
    total: () => data.findings.filter(({ kind }) => FLAGGED.has(kind)).length,
    draw: findingCard,
    facets: ["kind", "measure", "place", "source", "language", "review", ...(data.news ? ["news"] : [])],
  },
  incidents: {
    name: "Incidents",
    title: "Incidents",
    noun: "incident",
    items: () => incidentItems,
    draw: incidentCard,
    facets: ["measure", "place", "source", "language"],
  },
  misses: {
    name: "Not flagged",
    title: "Like numbers that were not flagged, and why",
    noun: "pair",
    items: () => missItems,
    draw: missCard,
    facets: ["measure", "place", "source", "language"],
  },
  articles: {
    name: "Articles",
    title: "Articles",
    noun: "article",
    items: () => articleItems,
    draw: articleCard,
    facets: ["source", "language"],
  },
  left: {
    name: "Left out",
    title: "Left out, and other notes",
    noun: "note",
    items: () => noteItems,
    draw: noteCard,
    facets: [],
  },
  reviews: {
    name: "Reviewed",
    title: "Reviewed",
    noun: "decision",
    items: reviewItems,
    draw: reviewCard,
    none: "Nothing is decided yet. Open a finding, and accept, reject or correct it; merge or split an incident.",
    facets: [],
    before: reviewTools,
  },
};

const desk = (() => {
  const list = new LazyList(byId("list"), byId("more"));
  const filters = new Filters(() => show());
  let view = null;
  let at = -1;

  /** Draw the view with the items that pass the filters. */
  function show() {
    const { title, noun, items, draw, facets, before } = VIEWS[view];
    const every = items();
    const passing = filters.passing(every, facets);
    at = -1;
    byId("view-title").textContent = title;
    byId("before").replaceChildren(...(before ? [before()] : []));
    const some = passing.length === every.length ? "" : `${passing.length.toLocaleString("en-US")} of `;
    byId("status").textContent = some + count(every.length, noun);
    list.show(passing, draw);
    if (!passing.length) byId("list").append(h("p", { class: "empty" }, emptyWords(every)));
    filters.draw(byId("facets"), every, facets);
    byId("filters").hidden = !facets.length;
    drawViews();
  }

  function emptyWords(every) {
    if (!every.length) return VIEWS[view].none ?? "None.";
    if (filters.words.length || filters.active(VIEWS[view].facets)) return "Nothing passes the filters and the search.";
    return "Nothing was flagged. Tick another kind to see what rests on one source, and where sources agree.";
  }

  function drawViews() {
    const links = Object.entries(VIEWS).map(([name, { name: label, items, total: countItems }]) => {
      const total = countItems?.() ?? items().length;
      const current = name === view ? "page" : null;
      return h(
        "li",
        {},
        h(
          "a",
          { href: `#${name}`, "aria-current": current },
          label,
          h("span", { class: "n" }, total.toLocaleString("en-US")),
        ),
      );
    });
    byId("views").replaceChildren(...links);
  }

  /** Show what the address names: a view, or a finding over it. */
  function route(loading) {
    const asked = location.hash.slice(1);
    const place = idPlaces.get(asked);
    const next = Object.hasOwn(VIEWS, asked) ? asked : (view ?? "findings");
    if (next !== view) {
      view = next;
      show();
      if (!loading) scrollTo(0, 0);
    }
    if (place !== undefined) {
      compare.hash = !loading;
      showFinding(findings[place]);
    } else if (dialog.open && compare.finding) dialog.close();
  }

  /** Move the focus to the next or the previous card, drawn if it was not yet. */
  function step(by) {
    const next = Math.max(0, Math.min(list.items.length - 1, at + by));
    const element = list.items.length ? list.element(next) : null;
    if (!element) return;
    at = next;
    (element.querySelector(".open") ?? element).focus({ preventScroll: true });
    element.scrollIntoView({ block: "nearest" });
  }

  function search(text) {
    const box = byId("search");
    if (box.value !== text) box.value = text;
    filters.search(text);
    show();
  }

  /** Move the focus from a closed finding back to its card, else to the element that had it before. */
  function returnTo(finding, came) {
    const nth = finding && view === "findings" ? list.items.findIndex((item) => item.finding === finding) : -1;
    if (nth >= 0) {
      at = nth - 1;
      step(1);
    } else if (came?.isConnected) came.focus({ preventScroll: true });
  }

  /** Warn of decisions that the browser does not store, until they are exported: they are lost with the window. */
  function warn() {
    const lost = reviews.atRisk();
    const words = `${count(lost, "decision")} held in this window only: this browser keeps none, its storage is off or full. `;
    byId("unkept").replaceChildren(...(lost ? [words, h("a", { href: "#reviews" }, "Export before you leave")] : []));
  }

  function reviewed(id) {
    warn();
    if (view === "reviews" || id === null) show();
    if (view === "findings") {
      const speaks = ({ finding }) => finding.id === id || finding.claims.flat().some((place) => figures[place].id === id);
      list.items.forEach((item, nth) => speaks(item) && list.redraw(nth));
    }
    const { items, facets } = VIEWS[view];
    filters.draw(byId("facets"), items(), facets);
    drawViews();
  }

  const findingsShown = () => filters.passing(findingItems, VIEWS.findings.facets).map((item) => item.finding);

  function start() {
    const box = byId("search");
    let waiting = 0;
    box.addEventListener("input", () => {
      clearTimeout(waiting);
      waiting = setTimeout(() => search(box.value), 120);
    });
    byId("list").addEventListener("focusin", (event) => {
      const card = event.target.closest("[data-nth]");
      if (card) at = Number(card.dataset.nth);
    });
    byId("help-open").addEventListener("click", openHelp);
    const wide = matchMedia("(min-width: 60rem)");
    const fit = () => (byId("filters").open = wide.matches);
    wide.addEventListener("change", fit);
    fit();
    addEventListener("hashchange", () => route(false));
    addEventListener("beforeprint", () => {
      if (dialog.open) printOpen();
      else list.upTo(list.items.length);
    });
    addEventListener("afterprint", () => byId("printed")?.remove());
    reviews.watch(reviewed);
    route(true);
    warn();
    performance.mark("shown");
  }

  return { ...{ start, step, search, returnTo, warn }, findings: findingsShown };
})();

desk.start();
