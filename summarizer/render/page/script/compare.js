// The dialog over the page: articles side by side, and the review of a finding or its figures.

const dialog = byId("compare");
const compare = { finding: null, came: null, hash: false };

/** Show a finding under an address of its own, which can be sent and gone back from. */
function openFinding(finding) {
  history.pushState(null, "", `#${finding.id}`);
  compare.hash = true;
  showFinding(finding);
}

function showFinding(finding) {
  const places = finding.claims.flat();
  const first = finding.claims[0][0];
  const against =
    finding.stands !== null && !finding.claims[0].includes(finding.stands) ? finding.stands : finding.claims.at(-1)[0];
  compare.finding = finding;
  const incident = incidents[finding.incident];
  const shown = desk.findings();
  const nth = shown.indexOf(finding);
  const step = (by, text) =>
    h(
      "button",
      {
        type: "button",
        class: "step",
        disabled: !shown[nth + by],
        click: () => stepFinding(by),
        "aria-label": `${text} finding`,
      },
      by < 0 ? "‹" : "›",
    );
  const review = findingReview(finding);
  compare.review = review;
  draw({
    kind: finding.kind,
    top: kicker(finding),
    title: finding.title,
    where: incidentWords(incident),
    steps:
      nth < 0
        ? null
        : h(
            "p",
            { class: "steps" },
            step(-1, "Previous"),
            h("span", {}, `${nth + 1} of ${shown.length}`),
            step(1, "Next"),
          ),
    side: [
      h(
        "p",
        { class: "explained" },
        finding.explanation,
        " ",
        h("code", { title: "the rule that decided" }, finding.rule),
      ),
      chart(places, (place) => turn("right", place)),
      notFlagged(finding),
      h("section", { class: "verdict" }, h("h3", {}, "Review"), review),
    ],
    places,
    left: first,
    right: places.length > 1 ? against : null,
  });
}

/** Show figures of an incident, or of an article. */
function openFigures(title, places, chosen) {
  compare.finding = null;
  compare.review = null;
  const rest = places.filter((place) => place !== chosen);
  const away = rest.find((place) => figures[place].article !== figures[chosen].article) ?? rest[0];
  draw({ kind: "plain", title, side: [], places, left: chosen, right: away ?? null });
}

function openArticle(place) {
  const article = articles[place];
  const own = (article.figures ?? []).map((figure) => figure.place);
  compare.finding = null;
  compare.review = null;
  if (own.length)
    draw({ kind: "plain", title: article.title ?? article.label, side: [], places: own, left: own[0], right: null });
  else drawText(article);
}

/** Show an article without figures. */
function drawText(article) {
  open("plain", [
    head({ title: article.title ?? article.label, where: article.published }),
    h("div", { class: "panes one" }, h("section", { class: "pane" }, textOf(article, null, new Set()))),
  ]);
}

function draw(view) {
  Object.assign(compare, { places: view.places, left: view.left, right: view.right });
  const panes = h("div", { class: `panes${view.right === null ? " one" : ""}` });
  const side = view.side.length ? h("div", { class: "side" }, view.side) : null;
  open(view.kind, [head(view), h("div", { class: `body${side ? "" : " wide"}` }, side, panes)]);
  turn("left", view.left);
  if (view.right !== null) turn("right", view.right);
}

function head({ top, title, where, steps }) {
  return h(
    "header",
    { class: "top" },
    h(
      "div",
      {},
      top,
      h("h2", { id: "compare-title", tabindex: -1 }, title),
      where ? h("p", { class: "where" }, where) : null,
    ),
    steps,
    h(
      "button",
      { type: "button", class: "close", click: () => dialog.close() },
      "Close ",
      h("kbd", { "aria-hidden": "true" }, "Esc"),
    ),
  );
}

function open(kind, children) {
  dialog.className = `k-${kind}`;
  dialog.replaceChildren(...children);
  if (!dialog.open) {
    compare.came = document.activeElement;
    dialog.showModal();
  }
  byId("compare-title").focus();
}

/** Put a figure into one of the panes. */
function turn(side, place) {
  const panes = dialog.querySelector(".panes");
  const where = panes.classList.contains("one") ? "left" : side;
  compare[where] = place;
  const made = pane(where, compare.places, place, (other) => turn(where, other), compare.right === null);
  const old = panes.querySelector(`.pane.${where}`);
  const inside = old?.contains(document.activeElement);
  if (old) old.replaceWith(made);
  else panes.append(made);
  bringIntoView(made);
  if (inside) made.querySelector("select")?.focus();
}

function stepFinding(by) {
  const shown = desk.findings();
  const next = shown[shown.indexOf(compare.finding) + by];
  if (!next) return;
  history.replaceState(null, "", `#${next.id}`);
  showFinding(next);
}

/** Copy the dialog into the page for printing: a dialog is cut at the end of the first sheet. */
function printOpen() {
  const copy = h("section", { id: "printed", class: dialog.className }, [...dialog.cloneNode(true).childNodes]);
  for (const element of copy.querySelectorAll("[id]")) element.removeAttribute("id");
  byId("printed")?.remove();
  document.body.append(copy);
}

dialog.addEventListener("close", () => {
  const { finding, came } = compare;
  dialog.replaceChildren();
  if (finding && location.hash === `#${finding.id}`) {
    if (compare.hash) history.back();
    else history.replaceState(null, "", "#findings");
  }
  Object.assign(compare, { finding: null, hash: false, came: null });
  desk.returnTo(finding, came);
});
dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
