// The reviewer's decisions: stored in this browser under the report's id, and exported as JSON or CSV.

const KEY = `summarizer.reviews.${data.report}`;
const NAME_KEY = "summarizer.reviewer";
const DECISIONS = { accepted: "Accepted", rejected: "Rejected", corrected: "Corrected", withdrawn: "Withdrawn" };
Object.assign(DECISIONS, { same: "One event", different: "Two events" });
const COLUMNS = "id subject decision note by at about kind stands value upper bound passage a b".split(" ");
const REPORT_KEYS = "article path url source type day place headline content".split(" "); // of a report, in a decision on a link

const reviews = (() => {
  const earlier = new Map(data.reviewed.map((review) => [review.id, review]));
  const watchers = new Set();
  let kept = true;
  let called = "";
  let memory = {};
  let unexported = false;

  /** Read the stored decisions. Another local file may have written them, so each field is validated. */
  function read() {
    if (!kept) return memory;
    try {
      const stored = JSON.parse(localStorage.getItem(KEY) ?? "{}");
      memory = Object.fromEntries(Object.entries(stored).filter(([id, review]) => isValid(id, review)));
    } catch (error) {
      if (!(error instanceof SyntaxError)) kept = false;
    }
    return memory;
  }

  function isValid(id, review) {
    const texts = ["note", "by", "at", "about", "kind", "stands", "bound", "passage"];
    return (
      review?.id === id &&
      ["finding", "figure", "link"].includes(review.subject) &&
      Object.hasOwn(DECISIONS, review.decision) &&
      ["a", "b"].every((name) => review[name] === undefined || isKey(review[name])) &&
      texts.every((name) => review[name] === undefined || typeof review[name] === "string") &&
      ["value", "upper"].every((name) => review[name] === undefined || Number.isFinite(review[name]))
    );
  }

  const isKey = (key) =>
    typeof key?.article === "string" &&
    Object.entries(key).every(([name, value]) => REPORT_KEYS.includes(name) && typeof value === "string");

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

  /** The decision on a finding or a figure, made here or in an earlier run; null if there is none. */
  function get(id) {
    const review = memory[id] ?? earlier.get(id);
    return review && review.decision !== "withdrawn" ? review : null;
  }

  /** The decision made here that no report has applied yet; null if there is none. */
  const fresh = (id) => (memory[id] && memory[id].decision !== "withdrawn" ? memory[id] : null);

  function set(review) {
    write((all) => (all[review.id] = { ...review, by: reviewer() || undefined, at: new Date().toISOString() }));
    notify(review.id);
  }

  /** Take a decision back; one of an earlier run is kept as withdrawn, so that later runs undo it. */
  function remove(id) {
    const was = get(id);
    if (!was) return;
    write((all) => {
      delete all[id];
      if (earlier.has(id)) all[id] = { id, subject: was.subject, decision: "withdrawn", at: new Date().toISOString() };
    });
    notify(id);
  }

  const stay = (event) => event.preventDefault();

  function notify(id) {
    if (!kept && unexported) addEventListener("beforeunload", stay);
    else removeEventListener("beforeunload", stay);
    for (const watcher of [...watchers]) watcher(id);
  }

  /** Every decision: those of earlier runs, then those made here, in their order. */
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

  /** The reviewer's name; stored first if one is given. */
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
    notify(null);
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
  const head = { format: "summarizer-reviews", version: 1, report: data.report };
  return `${JSON.stringify({ ...head, exported: new Date().toISOString(), reviews: reviews.exported() }, null, 2)}\n`;
}

function reviewsAsCsv() {
  const rows = reviews.exported().map((review) => COLUMNS.map((name) => cell(review[name])));
  return `\ufeff${[COLUMNS.map(cell), ...rows].map((row) => `${row.join(",")}\r\n`).join("")}`;
}

const HIDDEN = new RegExp(`[${data.hidden}]`, "gu");
const UNPRINTABLE = /[\p{C}\p{Zl}\p{Zp}\p{Zs}]/gu;

const STROKE = "[\\u0300-\\u036f\\u1ab0-\\u1aff\\u1dc0-\\u1dff\\u20d0-\\u20ff\\ufe20-\\ufe2f]";
const PILED = new RegExp(`(${STROKE}{4})${STROKE}+`, "gu");

/** The visible text in one line, as `clean` of language/visible.py makes it. */
function clean(text) {
  const shown = text.replace(UNPRINTABLE, " ").replace(HIDDEN, "").replace(PILED, "$1");
  return shown.split(/\s+/u).filter(Boolean).join(" ");
}

/** A cell that no spreadsheet takes for a formula, as `csv_cell` of render/tables/cells.py makes it. */
function cell(value) {
  if (value === undefined || value === null) return "";
  if (typeof value === "number") return String(value);
  if (typeof value === "object") return cell(JSON.stringify(value));
  return `"${defused(value).replaceAll('"', '""')}"`;
}

function defused(text) {
  const shown = clean(text).replace(/(;[\s"]*)(?=\S)(?=(.))/gsu, (gap, before, next) => before + mark(next));
  return mark(/^["']*(.?)/su.exec(shown)[1]) + shown;
}

const mark = (first) => ("=+-@".includes(first.normalize("NFKC").slice(0, 1) || " ") ? "'" : "");

/** Download a text as a file. */
function download(name, type, text) {
  const address = URL.createObjectURL(new Blob([text], { type }));
  const link = h("a", { href: address, download: name });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}
