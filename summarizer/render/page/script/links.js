// Decisions on links: an incident is merged with another, or some of its reports are split off.

/** What a report is called: its outlet, and its event where the article has several in the incident. */
function eventWords(incident, event) {
  const alone = incident.events.filter(({ article }) => article === event.article).length === 1;
  const { label, published } = articles[event.article];
  return [label, published, alone ? null : event.headline].filter(Boolean).join(" · ");
}

/** Decide that two reports are of one event, or of two. */
function decideLink(decision, a, b, note) {
  const [first, second] = [a, b].sort((x, y) => (x.digest < y.digest ? -1 : 1));
  const about = [first, second].map((event) => `${articles[event.article].label}: ${event.headline}`).join(" and ");
  const id = `link-${first.digest}-${second.digest}`;
  reviews.set({ id, subject: "link", decision, note, about, a: first.key, b: second.key });
}

/** The reports that are split off are one event with each other, and none is one with the rest. */
function splitOff(incident, ticked, note) {
  const rest = incident.events.filter((event) => !ticked.includes(event));
  ticked.slice(1).forEach((event) => decideLink("same", ticked[0], event, note));
  rest.forEach((event) => decideLink("different", ticked[0], event, note));
}

/** The report that stands for an incident: the one with most figures. */
const mainEvent = (incident) => incident.events.reduce((most, event) => (event.figures > most.figures ? event : most));

function linkForm(item) {
  const { incident } = item;
  const status = h("p", { class: "decided" });
  const note = h("input", { type: "text", maxlength: 2000, placeholder: "Note: why", "aria-label": "Note on the link" });
  const boxes = incident.events.map((event) => h("input", { type: "checkbox", value: event.digest }));
  const choice = h("select", { "aria-label": "The other incident" });

  function split() {
    const ticked = incident.events.filter((_, nth) => boxes[nth].checked);
    if (!ticked.length || ticked.length === incident.events.length)
      return tell("Tick some of the reports, and not all of them.");
    splitOff(incident, ticked, note.value.trim());
    return tell(`${count(ticked.length, "report")} split off. ${appliedWords()}`);
  }

  function merge() {
    const other = incidents[choice.value];
    if (!other) return tell("Choose the incident that is the same event.");
    decideLink("same", mainEvent(incident), mainEvent(other), note.value.trim());
    return tell(`Merged with ${other.headline}. ${appliedWords()}`);
  }

  function tell(words) {
    status.textContent = words;
    say(words);
  }

  /** The other incidents, the nearest first; listed when they are asked for, as there may be thousands. */
  function fill() {
    if (choice.options.length) return;
    const others = incidents.map((other, place) => ({ other, place })).filter(({ place }) => place !== item.place);
    others.sort((x, y) => (y.place === incident.rival) - (x.place === incident.rival));
    choice.append(h("option", { value: "" }, "Choose an incident"));
    choice.append(...others.map(({ other, place }) => h("option", { value: place }, incidentWords(other))));
  }

  const several = incident.events.length > 1;
  const rows = incident.events.map((event, nth) => h("li", {}, h("label", {}, boxes[nth], ` ${eventWords(incident, event)}`)));
  const details = h(
    "details",
    { class: "links", toggle: () => fill() },
    h("summary", {}, several ? "One event or two: merge or split" : "One event or two: merge"),
    several ? h("p", {}, "Tick the reports that tell of another event:") : null,
    several ? h("ul", {}, rows) : null,
    several ? h("button", { type: "button", class: "split", click: split }, "Split off the ticked") : null,
    incidents.length > 1
      ? h("p", { class: "merge" }, choice, h("button", { type: "button", class: "merge", click: merge }, "Merge: one event"))
      : null,
    note,
    linkList(item),
    status,
  );
  return details;
}

const appliedWords = () => `${keptWords()} It is applied with --reviews, once exported.`;

/** The decisions on links of an incident's reports, each of which can be taken back. */
function linkList({ incident, place }) {
  const list = h("ul", { class: "made" });
  const mine = new Set(incident.events.map((event) => event.digest));
  const concerns = (review) =>
    review.subject === "link" &&
    (review.incident === place || review.other === place || review.id.split("-").some((digest) => mine.has(digest)));
  function show() {
    const rows = reviews.all().filter(concerns).map((review) =>
      h(
        "li",
        {},
        h("b", {}, DECISIONS[review.decision]),
        `: ${review.about ?? review.id} `,
        h("button", { type: "button", class: "undo", click: () => (reviews.remove(review.id), say("Taken back.")) }, "Take back"),
      ),
    );
    list.replaceChildren(...rows);
  }
  const watcher = (changed) => {
    if (!list.isConnected) reviews.unwatch(watcher);
    else if (changed === null || changed.startsWith("link-")) show();
  };
  reviews.watch(watcher);
  show();
  return list;
}
