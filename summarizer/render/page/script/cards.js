// The card of a finding: its numbers in large type, their sources and dates, and the quotes in their sentences.

function findingCard(item) {
  const { finding } = item;
  const incident = incidents[finding.incident];
  const open = () => openFinding(finding);
  const rejected = reviews.get(finding.id)?.decision === "rejected";
  return h(
    "article",
    {
      class: `card k-${finding.kind}${rejected ? " rejected" : ""}`,
      id: finding.id,
      "aria-labelledby": `${finding.id}-t`,
      click: (event) => fromCard(event) && open(),
    },
    h(
      "header",
      {},
      kicker(finding),
      h(
        "h3",
        { id: `${finding.id}-t` },
        h("button", { type: "button", class: "open", click: open, "aria-haspopup": "dialog" }, finding.title),
      ),
      h("p", { class: "where" }, incidentWords(incident)),
    ),
    strip(finding),
    claimList(finding),
    h("p", { class: "outcome" }, h("span", { class: "arrow", "aria-hidden": "true" }, "→ "), capital(finding.outcome)),
    notFlagged(finding),
  );
}

const capital = (text) => text.slice(0, 1).toUpperCase() + text.slice(1);

const incidentWords = (incident) => [incident.headline, incident.place, incident.when].filter(Boolean).join(" · ");

/** Whether a click is meant for the card, not for a link or a button in it, or to select text. */
function fromCard(event) {
  return !event.target.closest("a, button, summary, select, input, textarea, details") && getSelection().isCollapsed;
}

function kicker(finding) {
  const review = reviews.get(finding.id);
  return h(
    "p",
    { class: "kicker" },
    h("span", { class: "sign", "aria-hidden": "true" }, SIGNS[finding.kind]),
    h("b", {}, nameOf(finding.kind)),
    finding.new ? h("span", { class: "stamp" }, "new") : null,
    review ? h("span", { class: `stamp d-${review.decision}` }, DECISIONS[review.decision]) : null,
    review?.note ? h("span", { class: "note" }, `“${review.note}”`) : null,
  );
}

function claimList(finding) {
  return h(
    "ol",
    { class: "claims" },
    finding.claims.map((places, nth) => claimOf(finding, places, nth)),
  );
}

function claimOf(finding, places, nth) {
  const figure = figures[places.find((place) => figures[place].at) ?? places[0]];
  const stands = finding.stands !== null && places.includes(finding.stands);
  const whole = finding.kind === "arithmetic" && nth === finding.claims.length - 1;
  const between = finding.kind === "arithmetic" ? (whole ? "≠" : "+") : BETWEEN[finding.kind];
  const others = places.filter((place) => figures[place] !== figure);
  return h(
    "li",
    { class: `claim${stands ? " stands" : ""}` },
    nth && between ? h("span", { class: "between", "aria-hidden": "true" }, between) : null,
    numberOf(figure, stands),
    finding.kind === "arithmetic" ? h("p", { class: "what" }, figure.counted) : null,
    h("p", { class: "who" }, figure.who),
    h("p", { class: "when" }, printedIn(figure)),
    limitsOf(figure),
    quoted(figure),
    proofOf(figure),
    others.length ? also(others) : null,
  );
}

/** The other sources of the same number. */
function also(places) {
  const items = places.map((place) => h("li", {}, `${figures[place].who} (${printedIn(figures[place])})`));
  return h(
    "details",
    { class: "also" },
    h("summary", {}, `Also ${count(places.length, "other report")}`),
    h("ul", {}, items),
  );
}

/** Pairs of the same incident and measure that were not flagged, and why; folded. */
function notFlagged(finding) {
  return missList((missesOf.get(finding.incident) ?? []).filter((miss) => miss.measures.includes(finding.measure)));
}

function missList(misses) {
  if (!misses.length) return null;
  return h(
    "details",
    { class: "misses" },
    h("summary", {}, `${count(misses.length, "pair")} of like numbers not flagged: why`),
    h(
      "ul",
      {},
      misses.map((miss) => h("li", {}, missLine(miss))),
    ),
  );
}

const missLine = (miss) => [h("b", {}, miss.pair), `: ${miss.reason}. `, h("code", {}, miss.rule)];

const findingItems = findings.map((finding) => {
  const incident = incidents[finding.incident];
  const places = finding.claims.flat();
  return {
    finding,
    id: finding.id,
    facets: {
      kind: [finding.kind],
      measure: [finding.measure],
      place: incident.places,
      source: sourcesOf(places),
      language: languagesOf(places),
      news: [finding.new ? "New in this run" : "Known before"],
    },
    said: () => [
      ...[finding.title, finding.explanation, incident.headline, incident.place, incident.when],
      ...places.flatMap((place) => [figures[place].quote ?? "", printedIn(figures[place])]),
    ],
  };
});
