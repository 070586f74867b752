// An article with its numbers marked, scrolled to the passage of a figure.

/** The spans to mark in an article: offsets, class, and the note shown under the mouse or the focus. */
function spansOf(article, current, others) {
  const spans = [];
  for (const figure of article.figures ?? []) {
    const words = `${figure.amount} ${figure.counted}, ${figure.who}`;
    if (figure.digits) spans.push({ at: figure.digits, name: "claimed", note: `Read as: ${words}` });
    if (figure.at && figure === current) spans.push({ at: figure.at, name: "current" });
    else if (figure.at && others.has(figure.place)) spans.push({ at: figure.at, name: "other" });
  }
  for (const { at, why } of article.dismissed ?? []) spans.push({ at, name: "dismissed", note: `Dismissed: ${why}` });
  for (const { at, why } of article.unaccounted ?? []) {
    if (at) spans.push({ at, name: "unaccounted", note: `Unaccounted${why ? `: ${why}` : ": not read as a figure"}` });
  }
  return spans;
}

/** What a reader sees as one character: a letter with its signs, an emoji of several. */
const characters = new Intl.Segmenter(undefined, { granularity: "grapheme" });

/** A span widened to whole characters: one that is cut falls apart where a mark begins or ends. */
function whole(text, [start, end]) {
  const segments = characters.segment(text);
  const last = segments.containing(end);
  return [segments.containing(start)?.index ?? start, last && last.index < end ? last.index + last.segment.length : end];
}

/** The text as nodes; spans may overlap, so the text is cut wherever a span begins or ends. */
function marked(text, told) {
  const spans = told.map((span) => ({ ...span, at: whole(text, span.at) }));
  const cuts = [...new Set([0, text.length, ...spans.flatMap((span) => span.at)])].sort((a, b) => a - b);
  const starts = spans.slice().sort((a, b) => a.at[0] - b.at[0]);
  let open = [];
  let next = 0;
  const nodes = [];
  for (let nth = 0; nth + 1 < cuts.length; nth += 1) {
    const [from, to] = [cuts[nth], cuts[nth + 1]];
    while (next < starts.length && starts[next].at[0] <= from) open.push(starts[next++]);
    open = open.filter((span) => span.at[1] > from);
    const piece = text.slice(from, to);
    if (!open.length) {
      nodes.push(piece);
      continue;
    }
    const names = [...new Set(open.map((span) => span.name))].join(" ");
    const note = [...new Set(open.map((span) => span.note).filter(Boolean))].join("\n") || null;
    nodes.push(h("mark", { class: names, title: note, tabindex: note && -1 }, piece));
  }
  return nodes;
}

/** The language of an article's words, where it is known, and the direction that their letters give them. */
const writingOf = (article) => ({ lang: article?.lang ?? null, dir: "auto" });

/** The text of an article in a scrolling region, with the note on the number in focus and the account below. */
function textOf(article, current, others) {
  const attributes = { class: "text", tabindex: 0, role: "region", "aria-label": `Text of ${article.label}`, ...writingOf(article) };
  if (article.text === undefined) {
    const without = h("p", { class: "no-quote" }, "The article's text is not in this page.");
    return [h("div", attributes, current ? quoted(current) : null, without), accounts(article)];
  }
  const body = h("div", attributes, marked(article.text, spansOf(article, current, others)));
  const numbers = [...body.querySelectorAll("mark[tabindex]")];
  const note = h("p", { class: "number-note" });
  const showNote = (event) => (note.textContent = event.target.title || "");
  numbers[0]?.setAttribute("tabindex", 0);
  body.addEventListener("mouseover", showNote);
  body.addEventListener("focusin", showNote);
  body.addEventListener("keydown", (event) => {
    const by = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    const next = by && numbers[numbers.indexOf(event.target) + by];
    if (!next || event.target === body) return;
    event.preventDefault();
    event.target.tabIndex = -1;
    next.tabIndex = 0;
    next.focus();
  });
  return [body, numbers.length ? note : null, accounts(article)];
}

/** The sentence around a figure's quote, with the quote marked; the quote alone where the text is not at hand. */
function quoted(figure) {
  const article = articles[figure.article];
  if (!figure.at || article?.text === undefined) {
    return figure.quote
      ? h("blockquote", writingOf(article), h("mark", {}, figure.quote))
      : h("p", { class: "no-quote" }, "No quote in the record.");
  }
  const { text } = article;
  const [first, last] = figure.sentence;
  const [start, end] = whole(text, figure.at);
  return h(
    "blockquote",
    writingOf(article),
    first > 0 && /\S/.test(text[first - 1]) ? "…" : null,
    text.slice(first, start),
    h("mark", {}, text.slice(start, end)),
    text.slice(end, last),
    last < text.length && !/[.!?”"’')\]…]$/.test(text.slice(0, last)) ? "…" : null,
  );
}

/** Notes on what a quote does not prove: that it was matched by likeness, and the parts of the claim that its words leave open. */
function proofOf(figure) {
  const notes = [
    figure.match === "fuzzy"
      ? "Matched by likeness, not word for word: the quote that was given differs from these words of the article."
      : null,
    figure.unproved ? `Not proved by these words, the reader's word: ${figure.unproved}.` : null,
    figure.unsure !== undefined
      ? `Read without a model, and not sure: ${Math.round(100 * figure.unsure)} of 100 like it are right.`
      : null,
  ].filter(Boolean);
  return notes.length ? h("p", { class: "likeness" }, notes.join(" ")) : null;
}

/** The account of an article's numbers in a line, each kind marked as in the text. */
function accounts(article) {
  if (!article.numbers) return null;
  const [claimed, dismissed, left] = article.numbers;
  return h(
    "p",
    { class: "accounts" },
    h("span", {}, h("mark", { class: "claimed" }, String(claimed)), ` read as ${claimed === 1 ? "a figure" : "figures"}`),
    h(
      "span",
      {},
      h("mark", { class: "dismissed" }, String(dismissed)),
      ` dismissed${article.dismissed_by ? `: ${article.dismissed_by}` : ""}`,
    ),
    h("span", {}, h("mark", { class: "unaccounted" }, String(left)), " unaccounted"),
  );
}

/** A pane with one article: the chosen figure, its source, and the text scrolled to its passage. */
function pane(side, choices, chosen, turn, alone) {
  const figure = figures[chosen];
  const article = articleOf(figure);
  const options = choices.map((place) => {
    const figure = figures[place];
    const words = [
      `${figure.stance ?? ""}${figure.amount} ${figure.counted}`,
      ...new Set([figure.who, articleOf(figure).label]),
    ];
    return h("option", { value: place, selected: place === chosen }, words.join(" · "));
  });
  const choice = h(
    "select",
    { "aria-label": `Figure on the ${side}`, change: (event) => turn(Number(event.target.value)) },
    options,
  );
  const outlet = article.url
    ? outside(article.url, article.label)
    : article.label === figure.who
      ? null
      : article.label;
  return h(
    "section",
    { class: `pane ${side}`, "aria-label": `${side === "left" ? "First" : "Second"} article` },
    choices.length > (alone ? 1 : 2) ? choice : null,
    h(
      "header",
      {},
      numberOf(figure),
      h(
        "div",
        {},
        h("p", { class: "who" }, figure.who),
        h("p", { class: "when" }, outlet, outlet && " · ", article.published ?? "no date"),
        limitsOf(figure),
      ),
    ),
    article.title ? h("h3", { dir: "auto" }, article.title) : null,
    textOf(article, figure, new Set(choices)),
    proofOf(figure),
    figure.corrected === undefined
      ? null
      : h("p", { class: "corrected" }, `A reviewer's number, not the quote's: ${figure.corrected}`),
    h("details", { class: "of-figure" }, h("summary", {}, "Review this figure"), figureReview(figure)),
  );
}

/** The number in large type, with what qualifies it. */
function numberOf(figure, stands = false) {
  const long = figure.number.length > 9;
  return h(
    "p",
    { class: `number${long ? " long" : ""}` },
    figure.stance ? h("span", { class: "bound" }, figure.stance) : null,
    figure.bounded ? h("span", { class: "bound" }, `${figure.bounded} `) : null,
    h("strong", {}, figure.number),
    figure.unit ? h("span", { class: "unit" }, ` ${figure.unit}`) : null,
    figure.corrected === undefined ? null : [" ", h("span", { class: "stamp mended" }, "corrected")],
    stands ? [" ", h("span", { class: "stamp" }, "stands now")] : null,
    decidedOn(figure),
  );
}

/** The decision made here on a figure; the report itself has the number as it was. */
function decidedOn(figure) {
  const review = reviews.fresh(figure.id);
  if (!review || review.decision === "accepted") return null;
  const words = review.decision === "corrected" ? `to become ${correctionWords(review)}` : "rejected";
  return [" ", h("span", { class: "stamp mended" }, words)];
}

function limitsOf(figure) {
  const words = limits(figure);
  return words.length ? h("p", { class: "limits" }, words.join("; ")) : null;
}

/** Scroll the passage into view within its pane; the page itself does not scroll. */
function bringIntoView(section) {
  const body = section.querySelector(".text");
  const passage = body?.querySelector(".current");
  if (!passage) return;
  const away = passage.getBoundingClientRect().top - body.getBoundingClientRect().top;
  body.scrollTop += away - body.clientHeight / 3;
}
