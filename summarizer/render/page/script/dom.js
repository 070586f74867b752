// Elements of the page: text of an article goes in as text, never as markup.

const byId = (id) => document.getElementById(id);

/** An HTML element; children are nodes or texts, null is skipped, as is an attribute that is false or null. */
function h(tag, attributes, ...children) {
  return filled(document.createElement(tag), attributes, children);
}

/** An SVG element. */
function s(tag, attributes, ...children) {
  return filled(document.createElementNS("http://www.w3.org/2000/svg", tag), attributes, children);
}

function filled(element, attributes, children) {
  for (const [name, value] of Object.entries(attributes ?? {})) {
    if (value === null || value === undefined || value === false) continue;
    if (typeof value === "function") element.addEventListener(name, value);
    else element.setAttribute(name, value === true ? "" : String(value));
  }
  element.append(...children.flat(2).filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

/** A link to a web page; bare text where the address is not one. */
function outside(address, text) {
  let parsed = null;
  try {
    parsed = new URL(address);
  } catch {
    return text;
  }
  if (parsed.protocol !== "http:" && parsed.protocol !== "https:") return text;
  return h("a", { href: parsed.href, rel: "noopener noreferrer", target: "_blank", class: "outside" }, text);
}

function count(number, noun) {
  return `${number.toLocaleString("en-US")} ${noun}${number === 1 ? "" : "s"}`;
}

/** Announce a text to screen readers. */
function say(text) {
  const place = byId("said");
  place.textContent = "";
  requestAnimationFrame(() => (place.textContent = text));
}
