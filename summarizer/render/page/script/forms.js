// The review form of a finding or a figure.

const BOUNDS = {
  exactly: "exactly",
  about: "about",
  at_least: "at least",
  more_than: "more than",
  at_most: "at most",
  less_than: "fewer than",
  between: "between",
};

/** Accept, reject or correct `of`, with a note. `more` has the fields of a correction and reads them. */
function reviewForm(subject, of, about, more) {
  const { id, passage } = of;
  const decided = reviews.get(id);
  const note = h("textarea", { rows: 2, "aria-label": "Note", placeholder: "Note: why", maxlength: 2000 });
  note.value = decided?.note ?? "";
  const problem = h("p", { class: "problem", role: "alert" });
  const status = h("p", { class: "decided" });
  const correction = h("div", { class: "correction", hidden: true }, more.fields);
  const buttons = Object.fromEntries(
    [
      ["accepted", "Accept"],
      ["rejected", "Reject"],
      ["corrected", "Correct"],
    ].map(([decision, text]) => [
      decision,
      h("button", { type: "button", "data-decision": decision, click: () => press(decision) }, text),
    ]),
  );
  const undo = h("button", { type: "button", class: "undo", click: () => takeBack() }, "Take back");

  function press(decision) {
    if (decision === "corrected" && correction.hidden) {
      correction.hidden = false;
      correction.querySelector("input, select")?.focus();
      return;
    }
    decide(decision);
  }

  function decide(decision) {
    const corrected = decision === "corrected" ? more.read() : {};
    problem.textContent = corrected.problem ?? "";
    if (corrected.problem) return;
    reviews.set({ id, subject, decision, note: note.value.trim(), about, passage, ...corrected });
    say(`${DECISIONS[decision]}. ${keptWords()}`);
  }

  function takeBack() {
    note.value = "";
    problem.textContent = "";
    reviews.remove(id);
    say("Taken back.");
    buttons.accepted.focus();
  }

  function show() {
    const now = reviews.get(id);
    for (const [decision, button] of Object.entries(buttons)) {
      button.setAttribute("aria-pressed", String(now?.decision === decision));
    }
    undo.hidden = !now;
    if (now?.decision === "corrected") correction.hidden = false;
    else if (now) correction.hidden = true;
    status.textContent = now ? `${DECISIONS[now.decision]}${now.by ? ` by ${now.by.replace(/\.$/, "")}` : ""}. ${keptWords()}` : "";
  }

  note.addEventListener("change", () => {
    const now = reviews.get(id);
    if (now) reviews.set({ ...now, note: note.value.trim() });
  });
  for (const field of more.fields) {
    field.addEventListener("change", () => reviews.get(id)?.decision === "corrected" && decide("corrected"));
  }
  const save = h("button", { type: "button", class: "save", click: () => decide("corrected") }, "Save the correction");
  correction.append(save);
  if (decided?.decision === "corrected") more.show(decided);
  const decisions = h("div", { class: "decisions" }, Object.values(buttons), undo);
  const label = `Review this ${subject}`;
  const form = h(
    "div",
    { class: "review", role: "group", "aria-label": label },
    decisions,
    correction,
    note,
    problem,
    status,
  );
  const watcher = (changed) => {
    if (!form.isConnected) reviews.unwatch(watcher);
    else if (changed === null || changed === id) show();
  };
  reviews.watch(watcher);
  show();
  return Object.assign(form, { press, note });
}

const keptWords = () =>
  reviews.isKept() ? "Kept in this browser." : "Not kept by this browser (its storage is off or full): export it before you leave.";

/** The review form of a figure; a correction is another number. */
function figureReview(figure) {
  const value = h("input", { type: "number", step: "any", "aria-label": "The right number", placeholder: "number" });
  const upper = h("input", { type: "number", step: "any", "aria-label": "Upper end", placeholder: "to", hidden: true });
  const options = Object.entries(BOUNDS).map(([name, text]) => h("option", { value: name }, text));
  const bound = h("select", { "aria-label": "Bound" }, options);
  const hint = figure.in ? h("span", {}, figure.in === "share" ? "as a share: 0.5 is half" : figure.in) : null;
  bound.addEventListener("change", () => (upper.hidden = bound.value !== "between"));
  value.value = figure.value ?? "";
  bound.value = figure.bound ?? "exactly";
  if (bound.value === "between") bound.value = "exactly";

  function read() {
    const [low, high] = [value.valueAsNumber, upper.valueAsNumber];
    if (!Number.isFinite(low)) return { problem: "Give the right number." };
    if (bound.value !== "between") return { value: low, bound: bound.value };
    if (!Number.isFinite(high) || high < low) return { problem: "Give an upper end that is not below the number." };
    return { value: low, upper: high, bound: bound.value };
  }

  function show(review) {
    value.value = review.value ?? "";
    bound.value = review.bound ?? "exactly";
    upper.value = review.upper ?? "";
    upper.hidden = bound.value !== "between";
  }

  const about = `${figure.amount} ${figure.counted} (${figure.who})`;
  return reviewForm("figure", figure, about, { fields: [bound, value, upper, hint].filter(Boolean), read, show });
}

/** The review form of a finding; a correction is another kind and the figure that stands. */
function findingReview(finding) {
  const kinds = data.flagged.map((name) => h("option", { value: name }, `It is a case of ${name}`));
  const kind = h("select", { "aria-label": "It is really" }, kinds);
  kind.value = finding.kind;
  const none = finding.stands === null ? h("option", { value: "" }, "Nothing settles it") : null;
  const numbers = finding.claims.map(([place]) =>
    h("option", { value: figures[place].id }, `${figures[place].amount} stands`),
  );
  const stands = h("select", { "aria-label": "What stands" }, none, numbers);
  stands.value = finding.stands === null ? "" : figures[finding.stands].id;

  function read() {
    const same = kind.value === finding.kind && stands.value === (figures[finding.stands]?.id ?? "");
    if (same) return { problem: "Choose another kind, or the number that stands." };
    return { kind: kind.value, ...(stands.value ? { stands: stands.value } : {}) };
  }

  function show(review) {
    kind.value = review.kind ?? finding.kind;
    stands.value = review.stands ?? "";
  }

  const about = `${finding.kind}: ${finding.explanation}`;
  return reviewForm("finding", finding, about, { fields: [kind, stands], read, show });
}
