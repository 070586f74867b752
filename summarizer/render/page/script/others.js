// The other views: articles, near misses, notes, and reviews.

function articleCard({ article, place }) {
  const failed = article.failed !== undefined;
  return h(
    "article",
    { class: `card line${failed ? " failed" : ""}` },
    h(
      "h3",
      {},
      failed
        ? article.label
        : h(
            "button",
            { type: "button", class: "open", click: () => openArticle(place), "aria-haspopup": "dialog" },
            article.title ?? article.label,
          ),
    ),
    h(
      "p",
      { class: "when" },
      [article.title ? article.label : null, article.published ?? "no date", article.language, article.path].filter(Boolean).join(" · "),
    ),
    failed ? h("p", { class: "problem" }, `Failed: ${article.failed}`) : accounts(article),
    (article.unaccounted ?? []).length
      ? h(
          "p",
          { class: "limits" },
          "Unaccounted: ",
          article.unaccounted.map((left) => `“${left.text}”${left.why ? ` (${left.why})` : ""}`).join(", "),
        )
      : null,
  );
}

const articleItems = articles.map((article, place) => ({
  article,
  place,
  facets: { source: [article.label], language: [article.language ?? "Not told"] },
  said: () => [article.label, article.title ?? "", article.path ?? "", article.text ?? "", article.failed ?? ""],
}));

function missCard({ miss }) {
  const incident = incidents[miss.incident];
  return h(
    "article",
    { class: "card line" },
    h(
      "h3",
      {},
      h(
        "button",
        {
          type: "button",
          class: "open",
          "aria-haspopup": "dialog",
          click: () => openFigures(`Not flagged: ${incident.headline}`, miss.figures, miss.figures[0]),
        },
        miss.pair,
      ),
    ),
    miss.may ? h("p", { class: "outcome" }, h("b", {}, "May conflict: "), miss.may) : null,
    h("p", { class: "outcome" }, `Not flagged: ${miss.reason}. `, h("code", {}, miss.rule)),
    h("p", { class: "where" }, incidentWords(incident)),
  );
}

const missItems = data.misses.map((miss) => ({
  miss,
  facets: {
    measure: miss.measures,
    place: incidents[miss.incident].places,
    source: sourcesOf(miss.figures),
    language: languagesOf(miss.figures),
  },
  said: () => [miss.pair, miss.may ?? "", miss.reason, miss.rule, incidents[miss.incident].headline],
}));

function noteCard({ note }) {
  return h(
    "article",
    { class: "card line note-list" },
    h("h3", {}, note.heading),
    h(
      "ul",
      {},
      note.lines.map((line) => h("li", {}, line)),
    ),
  );
}

const noteItems = data.notes.map((note) => ({ note, facets: {}, said: () => [note.heading, ...note.lines] }));

/** The items of the reviews, made anew each time, as reviews change. */
const reviewItems = () =>
  reviews
    .all()
    .map((review) => ({
      review,
      facets: {},
      said: () => [review.decision, review.about ?? "", review.note ?? "", review.by ?? ""],
    }));

function reviewCard({ review }) {
  const finding = findings[idPlaces.get(review.id)];
  const figure = figures.find(({ id }) => id === review.id);
  let open = null;
  if (finding) open = () => openFinding(finding);
  else if (figure) open = () => openFigures("Review of a figure", [figure.place], figure.place);
  const now = review.decision === "corrected" ? correctionWords(review) : null;
  return h(
    "article",
    { class: "card line" },
    h(
      "p",
      { class: "kicker" },
      h("span", { class: `stamp d-${review.decision}` }, DECISIONS[review.decision]),
      h("b", {}, review.subject),
    ),
    h(
      "h3",
      {},
      open
        ? h("button", { type: "button", class: "open", click: open }, review.about ?? review.id)
        : (review.about ?? review.id),
    ),
    now ? h("p", { class: "outcome" }, `→ ${now}`) : null,
    review.note ? h("p", { class: "note" }, `“${review.note}”`) : null,
    h("p", { class: "when" }, [review.by, review.at && `${review.at.slice(0, 16).replace("T", " ")} UTC`].filter(Boolean).join(" · ")),
    h(
      "button",
      { type: "button", class: "undo", click: () => (reviews.remove(review.id), byId("main").focus()) },
      "Take back",
    ),
  );
}

function correctionWords(review) {
  if (review.subject === "figure")
    return [BOUNDS[review.bound], review.value, review.upper && `to ${review.upper}`]
      .filter((part) => part !== undefined && part !== "exactly" && part !== "between")
      .join(" ");
  const stands = figures.find((figure) => figure.id === review.stands);
  return [review.kind && `a case of ${review.kind}`, stands && `${stands.amount} stands`].filter(Boolean).join("; ");
}

/** The head of the reviews: the reviewer's name, the exports, and how a run applies them. */
function reviewTools() {
  const name = h("input", {
    id: "reviewer",
    type: "text",
    maxlength: 80,
    autocomplete: "name",
    change: () => reviews.reviewer(name.value.trim()),
  });
  name.value = reviews.reviewer();
  const save = (kind, type, make) => () => {
    download(`${data.report}.reviews.${kind}`, type, make());
    desk.warn();
    say(`Exported as ${kind}.`);
  };
  return h(
    "div",
    { class: "review-tools" },
    h("label", { for: "reviewer" }, "Reviewer ", name),
    h(
      "button",
      { type: "button", id: "export-json", click: save("json", "application/json", reviewsAsJson) },
      "Export JSON",
    ),
    h("button", { type: "button", id: "export-csv", click: save("csv", "text/csv", reviewsAsCsv) }, "Export CSV"),
    h(
      "p",
      {},
      reviews.isKept()
        ? "Decisions are kept in this browser, for this report. "
        : h("b", {}, "This browser keeps no decisions, its storage is off or full: export before you leave. "),
      "With ",
      h("code", {}, "summarizer run … --reviews FILE"),
      " they hold in the next run.",
    ),
  );
}
