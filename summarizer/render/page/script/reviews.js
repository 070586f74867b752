// Decisions of the reviewer: kept in this browser under the report's id, and exported as JSON or CSV.

const KEY = `summarizer.reviews.${data.report}`;
const NAME_KEY = "summarizer.reviewer";
const DECISIONS = { accepted: "Accepted", rejected: "Rejected", corrected: "Corrected", withdrawn: "Withdrawn" };
const COLUMNS = "id subject decision note by at about kind stands value upper bound passage".split(" ");

const reviews = (() => {
  const earlier = new Map(data.reviewed.map((review) => [review.id, review]));
  const watchers = new Set();
  let kept = true;
  let called = "";
  let memory = {};
  let unexported = false;

  /** What the browser holds; a file that lies beside this one may have written it, so each field is looked at. */
  function read() {
    if (!kept) return memory;
    try {
      const found = JSON.parse(localStorage.getItem(KEY) ?? "{}");
      memory = Object.fromEntries(Object.entries(found).filter(([id, review]) => sound(id, review)));
    } catch (error) {
      if (!(error instanceof SyntaxError)) kept = false;
    }
    return memory;
  }

  function sound(id, review) {
    const texts = ["note", "by", "at", "about", "kind", "stands", "bound", "passage"];
    return (
      review?.id === id &&
      (review.subject === "finding" || review.subject === "figure") &&
      Object.hasOwn(DECISIONS, review.decision) &&
      texts.every((name) => review[name] === undefined || typeof review[name] === "string") &&
      ["value", "upper"].every((name) => review[name] === undefined || Number.isFinite(review[name]))
    );
  }

  function write(change) {
    const all = { ...read() };
    change(all);
    memory = all;
    if (kept) {
      try {
        localStorage.setItem(KEY, JSON.stringify(all));
      } catch {
        kept = false;
      }
    }
    unexported = true;
  }

  /** The decision on a finding or a figure, an earlier run's included; null if there is none. */
  function get(id) {
    const found = memory[id] ?? earlier.get(id);
    return found && found.decision !== "withdrawn" ? found : null;
  }

  /** The decision that was made here, and that no report has taken in yet. */
  const fresh = (id) => (memory[id] && memory[id].decision !== "withdrawn" ? memory[id] : null);

  function set(review) {
    write((all) => (all[review.id] = { ...review, by: reviewer() || undefined, at: new Date().toISOString() }));
    tell(review.id);
  }

  /** Take a decision back; one of an earlier run is withdrawn, so that later runs know. */
  function remove(id) {
    const was = get(id);
    if (!was) return;
    write((all) => {
      delete all[id];
      if (earlier.has(id)) all[id] = { id, subject: was.subject, decision: "withdrawn", at: new Date().toISOString() };
    });
    tell(id);
  }

  const stay = (event) => event.preventDefault();

  function tell(id) {
    if (!kept && unexported) addEventListener("beforeunload", stay);
    else removeEventListener("beforeunload", stay);
    for (const watcher of [...watchers]) watcher(id);
  }

  /** Every decision there is, in the order of the earlier ones, then as they were made. */
  function all() {
    return [...new Set([...earlier.keys(), ...Object.keys(memory)])].map(get).filter(Boolean);
  }

  function exported() {
    const every = { ...Object.fromEntries(earlier), ...memory };
    unexported = false;
    removeEventListener("beforeunload", stay);
    return Object.values(every).map((review) =>
      Object.fromEntries(COLUMNS.map((name) => [name, review[name]]).filter(([, value]) => value !== undefined)),
    );
  }

  /** The reviewer's name, which a new one replaces. */
  function reviewer(name) {
    if (name !== undefined) called = name;
    try {
      if (name !== undefined) localStorage.setItem(NAME_KEY, name);
      called = localStorage.getItem(NAME_KEY) ?? "";
    } catch {
      kept = false;
    }
    return called.slice(0, 80);
  }

  try {
    localStorage.setItem("summarizer.try", "1");
    localStorage.removeItem("summarizer.try");
  } catch {
    kept = false;
  }
  read();
  addEventListener("storage", (event) => {
    if (event.key !== KEY) return;
    read();
    tell(null);
  });

  return {
    ...{ get, fresh, set, remove, all, exported, reviewer },
    isKept: () => kept,
    atRisk: () => (kept || !unexported ? 0 : Object.keys(memory).length),
    watch: (watcher) => watchers.add(watcher),
    unwatch: (watcher) => watchers.delete(watcher),
  };
})();

function reviewsAsJson() {
  const told = { format: "summarizer-reviews", version: 1, report: data.report };
  return `${JSON.stringify({ ...told, exported: new Date().toISOString(), reviews: reviews.exported() }, null, 2)}\n`;
}

function reviewsAsCsv() {
  const rows = reviews.exported().map((review) => COLUMNS.map((name) => cell(review[name])));
  return `\ufeff${[COLUMNS.map(cell), ...rows].map((row) => `${row.join(",")}\r\n`).join("")}`;
}

const HIDDEN = new RegExp(`[${data.hidden}]`, "gu");
const UNPRINTABLE = /[\p{C}\p{Zl}\p{Zp}\p{Zs}]/gu;

const STROKE = "[\\u0300-\\u036f\\u1ab0-\\u1aff\\u1dc0-\\u1dff\\u20d0-\\u20ff\\ufe20-\\ufe2f]";
const PILED = new RegExp(`(${STROKE}{4})${STROKE}+`, "gu");

/** One line of what can be seen, as `render.clean` has it. */
function clean(text) {
  const shown = text.replace(UNPRINTABLE, " ").replace(HIDDEN, "").replace(PILED, "$1");
  return shown.split(/\s+/u).filter(Boolean).join(" ");
}

/** A cell that a spreadsheet shows and never runs, as `render.cells` has it. */
function cell(value) {
  if (value === undefined || value === null) return "";
  if (typeof value === "number") return String(value);
  return `"${defused(value).replaceAll('"', '""')}"`;
}

function defused(text) {
  const shown = clean(text).replace(/(;[\s"]*)(?=\S)(?=(.))/gsu, (gap, before, next) => before + mark(next));
  return mark(/^["']*(.?)/su.exec(shown)[1]) + shown;
}

const mark = (first) => ("=+-@".includes(first.normalize("NFKC").slice(0, 1) || " ") ? "'" : "");

/** Hand a text to the browser as a file to keep. */
function download(name, type, text) {
  const address = URL.createObjectURL(new Blob([text], { type }));
  const link = h("a", { href: address, download: name });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}
