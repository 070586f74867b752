// The page's data, and indexes of it.

const data = JSON.parse(byId("data").textContent);
const { figures, articles, incidents, findings } = data;
const FLAGGED = new Set(data.flagged);
const SIGNS = {
  conflict: "≠",
  dispute: "±",
  arithmetic: "Σ",
  retraction: "↓",
  revision: "↑",
  uncorroborated: "1",
  agreement: "=",
};
const CHANGES = new Set(["revision", "retraction"]);
const BETWEEN = { conflict: "≠", dispute: "±", revision: "→", retraction: "→", agreement: "=" };

const nameOf = (kind) => kind[0].toUpperCase() + kind.slice(1);

figures.forEach((figure, place) => {
  figure.place = place;
  const article = articles[figure.article];
  if (article) (article.figures ??= []).push(figure);
});

const idPlaces = new Map(findings.map((finding, place) => [finding.id, place]));

/** The items by their keys. */
function grouped(items, keyOf) {
  const groups = new Map();
  for (const item of items) {
    const key = keyOf(item);
    if (!groups.has(key)) groups.set(key, []);
    groups.get(key).push(item);
  }
  return groups;
}

const missesOf = grouped(data.misses, (miss) => miss.incident);
const findingsOf = grouped(findings, (finding) => finding.incident);

const articleOf = (figure) => articles[figure.article] ?? { label: figure.source ?? "no article", figures: [figure] };

/** Where and when a figure was published: "Meridian Wire · 30 May 2023". */
function printedIn(figure) {
  const article = articleOf(figure);
  const outlet = figure.source ?? (figure.who === article.label ? null : article.label);
  return [outlet, article.published ?? "no date"].filter(Boolean).join(" · ");
}

/** What qualifies a figure: that it is a part of a count, its place, its words for the time. */
function limits(figure) {
  const words = [];
  if (figure.extent === "part") words.push("a part of a larger count");
  if (figure.extent === "additional") words.push("on top of an earlier count");
  if (figure.english) words.push(`“${figure.of}” in the article; the English is the model's`);
  if (figure.inclusion) words.push(figure.inclusion);
  if (figure.where) words.push(`in: ${figure.where}`);
  if (figure.span) words.push(`a count of “${figure.span}”`);
  if (figure.as_of) words.push(`as of “${figure.as_of}”`);
  return words;
}

/** The text in lower case without accents, for the search. */
function folded(text) {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
}

const sourcesOf = (places) => [...new Set(places.map((place) => articleOf(figures[place]).label))];
const languagesOf = (places) => [...new Set(places.map((place) => articleOf(figures[place]).language ?? "Not told"))];
