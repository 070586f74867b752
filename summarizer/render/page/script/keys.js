// Keyboard shortcuts; single keys can be switched off, as speech input presses them by chance.

const KEYS = [
  ["j  ↓", "next"],
  ["k  ↑", "previous"],
  ["Enter", "open: the articles side by side"],
  ["Esc", "close; in the search, clear it"],
  ["/", "search"],
  ["a  r  c  n", "in an open finding: accept, reject, correct, note"],
  ["←  →", "in an article: from number to number, with what became of each"],
  ["1 – 6", "the views, in their order"],
  ["?", "this list"],
];
const KEYS_OFF = "summarizer.keys.off";

let keysOff = (() => {
  try {
    return localStorage.getItem(KEYS_OFF) === "1";
  } catch {
    return false;
  }
})();

const typing = (target) => target.matches("input:not([type=checkbox]), textarea, select");

addEventListener("keydown", (event) => {
  const { key, target } = event;
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  if (target.id === "search" && key === "Escape") {
    desk.search("");
    byId("main").focus();
    return;
  }
  if (typing(target)) return;
  const single = key.length === 1;
  if (single && keysOff) return;
  if (byId("help").open && !dialog.open) return;
  const action = dialog.open ? inDialog(key, target) : inList(key, target);
  if (!action) return;
  event.preventDefault();
  action();
});

function inList(key, target) {
  const views = Object.keys(VIEWS);
  if (key === "/") return () => byId("search").focus();
  if (key === "?") return openHelp;
  if (key === "j") return () => desk.step(1);
  if (key === "k") return () => desk.step(-1);
  if (/^[1-9]$/.test(key) && key <= views.length) return () => (location.hash = views[key - 1]);
  const free = target === document.body || target.closest("#main");
  if (key === "ArrowDown" && free) return () => desk.step(1);
  if (key === "ArrowUp" && free) return () => desk.step(-1);
  return null;
}

function inDialog(key, target) {
  const { finding, review } = compare;
  if (!finding) return null;
  const inText = target.closest(".text");
  if (key === "j" || (key === "ArrowDown" && !inText)) return () => stepFinding(1);
  if (key === "k" || (key === "ArrowUp" && !inText)) return () => stepFinding(-1);
  const decisions = { a: "accepted", r: "rejected", c: "corrected" };
  if (decisions[key]) return () => review.press(decisions[key]);
  if (key === "n") return () => review.note.focus();
  return null;
}

function openHelp() {
  const help = byId("help");
  const rows = KEYS.map(([keys, action]) => [
    h(
      "dt",
      {},
      keys.split(/\s{2,}/).map((key) => h("kbd", {}, key)),
    ),
    h("dd", {}, action),
  ]);
  const kinds = data.kinds.map((kind) => [
    h(
      "dt",
      { class: `k-${kind}` },
      h("span", { class: "sign", "aria-hidden": "true" }, SIGNS[kind]),
      ` ${nameOf(kind)}`,
    ),
    h("dd", {}, MEANINGS[kind]),
  ]);
  const toggle = h("input", {
    type: "checkbox",
    checked: !keysOff,
    change: (event) => switchKeys(!event.target.checked),
  });
  help.replaceChildren(
    h(
      "header",
      { class: "top" },
      h("h2", { id: "help-title", tabindex: -1 }, "Keyboard and legend"),
      h(
        "button",
        { type: "button", class: "close", click: () => help.close() },
        "Close ",
        h("kbd", { "aria-hidden": "true" }, "Esc"),
      ),
    ),
    h(
      "div",
      { class: "help" },
      h("dl", {}, rows),
      h("label", {}, toggle, " Single keys are shortcuts"),
      h("h3", {}, "Kinds of findings"),
      h("dl", {}, kinds),
      h("h3", {}, "Numbers in an article"),
      h(
        "p",
        {},
        h("mark", { class: "claimed" }, "120"),
        " is read as a figure; ",
        h("mark", { class: "unaccounted" }, "several"),
        " is not, and no rule dismisses it; ",
        h("mark", { class: "dismissed" }, "30 May"),
        " is dismissed: a date, a clock time, an age, a part of a name or the like; ",
        h("mark", { class: "current" }, "the quote"),
        " is the passage in question.",
      ),
      h("h3", {}, "Charts"),
      h(
        "p",
        {},
        "Each row is a report, the earliest first. A dot is an exact number, a bar a range, an arrow says that the words set no end, a broken outline that the number is denied, feared, expected or of another event. A line joins reports that count the same.",
      ),
    ),
  );
  help.showModal();
  byId("help-title").focus();
}

function switchKeys(off) {
  keysOff = off;
  try {
    localStorage.setItem(KEYS_OFF, off ? "1" : "0");
  } catch {
    // without storage, the choice holds until the page is closed
  }
}

const MEANINGS = {
  conflict: "two numbers cannot both be right, and nothing says that one replaced the other",
  dispute: "one side states a number that another denies, or counts none",
  arithmetic: "parts exceed their whole, or do not add up to it",
  retraction: "a later report has a lower number",
  revision: "a later report has a higher number",
  uncorroborated: "a number worth knowing with only one source",
  agreement: "independent sources whose numbers meet",
};
