// The card of an incident: its summary, the estimates, and its figures by source and time.

const ROWS = 12;

function incidentCard(item) {
  const { incident } = item;
  const flagged = (findingsOf.get(item.place) ?? []).filter((finding) => FLAGGED.has(finding.kind));
  return h(
    "article",
    { class: "card incident", id: `incident-${item.place}`, "aria-labelledby": `incident-${item.place}-t` },
    h(
      "header",
      {},
      h("p", { class: "kicker" }, h("b", {}, incident.type)),
      h("h3", { id: `incident-${item.place}-t`, tabindex: -1, class: "open" }, incident.headline),
      h("p", { class: "where" }, [incident.place, incident.when].filter(Boolean).join(" · ")),
    ),
    h("p", { class: "prose" }, incident.summary),
    estimateTable(incident.estimates),
    incident.groups.filter(isSeries).map((group) => groupOf(incident, group)),
    toldOnce(incident),
    flaggedList(flagged),
    sourceList(incident),
    linkForm(item),
    missList(missesOf.get(item.place) ?? []),
    incident.notes.length
      ? h(
          "details",
          { class: "misses" },
          h("summary", {}, "What ties the reports together"),
          h(
            "ul",
            {},
            incident.notes.map((note) => h("li", {}, note)),
          ),
        )
      : null,
  );
}

function estimateTable(estimates) {
  if (!estimates.length) return null;
  const head = ["", "Low", "Best", "High"].map((name) =>
    h("th", { scope: "col" }, name || h("span", { class: "unseen" }, "Measure")),
  );
  const rows = estimates.map((estimate) =>
    h(
      "tr",
      {},
      h(
        "th",
        { scope: "row" },
        estimate.of,
        estimate.unit ? h("small", {}, ` ${estimate.unit}`) : null,
        estimate.rules ? h("small", { class: "rules" }, `Best by rule: ${estimate.rules}`) : null,
      ),
      estimate.ends.map((end, nth) => h("td", { class: nth === 1 ? "best" : null }, end)),
    ),
  );
  return h("table", { class: "estimates" }, h("thead", {}, h("tr", {}, head)), h("tbody", {}, rows));
}

/** Whether figures are drawn on one axis: two or more of one measure. */
const isSeries = ({ measure, places }) => places.length > 1 && measure !== "other";

function groupOf(incident, { measure, unit, places }) {
  const pick = (place) => openFigures(`${capital(measure)}: ${incident.headline}`, places, place);
  const holder = h("div", {}, chart(places.slice(0, ROWS), pick));
  const all = (event) => {
    holder.replaceChildren(chart(places, pick));
    event.target.remove();
  };
  const more =
    places.length > ROWS
      ? h("button", { type: "button", class: "more", click: all }, `Show all ${places.length}`)
      : null;
  const title = h("h4", {}, capital(measure), unit ? h("small", {}, ` in ${unit}`) : null);
  return h("section", { class: "group" }, title, holder, more);
}

/** The other figures, each with what it counts. */
function toldOnce(incident) {
  const groups = incident.groups.filter((group) => !isSeries(group));
  if (!groups.length) return null;
  const rows = groups.flatMap(({ places }) =>
    places.map((place) => {
      const pick = () => openFigures(`${figures[place].amount} ${figures[place].counted}`, [place], place);
      return h("li", {}, amountOf(figures[place], flaggedBy.get(place), figures[place].counted), pickOf(place, pick));
    }),
  );
  return h("section", { class: "group once" }, h("h4", {}, "Told once"), h("ul", { class: "chart" }, rows));
}

function flaggedList(flagged) {
  if (!flagged.length) return null;
  const links = flagged.map((finding) =>
    h(
      "li",
      {},
      h(
        "a",
        { href: `#${finding.id}`, class: `k-${finding.kind}` },
        h("span", { class: "sign", "aria-hidden": "true" }, SIGNS[finding.kind]),
        ` ${nameOf(finding.kind)}: ${finding.title}`,
      ),
    ),
  );
  return h("section", { class: "flagged" }, h("h4", {}, "Flagged"), h("ul", {}, links));
}

function sourceList(incident) {
  const rows = incident.sources.map((place) => {
    const article = articles[place];
    const copy = incident.copies[place];
    const words = [article.label, article.published].filter(Boolean).join(" · ");
    const read = h("button", { type: "button", class: "pick", click: () => openArticle(place) }, words);
    return h("li", {}, read, copy === undefined ? null : ` repeats ${articles[copy].label}`);
  });
  return h("section", { class: "sources" }, h("h4", {}, "Sources"), h("ol", {}, rows));
}

const incidentItems = incidents.map((incident, place) => ({
  incident,
  place,
  facets: {
    measure: [...new Set(incident.groups.map((group) => group.measure))],
    place: incident.places,
    source: incident.sources.map((source) => articles[source].label),
    language: [...new Set(incident.sources.map((source) => articles[source].language ?? "Not told"))],
  },
  said: () => [
    incident.headline,
    incident.summary,
    incident.place,
    incident.type,
    ...incident.sources.map((source) => articles[source].label),
  ],
}));
