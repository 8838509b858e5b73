const colors = 10;
const ink = name => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
const color = index => `var(--c${index % colors})`;
const grouped = value => Math.round(value).toLocaleString("en-US");
const scaled = (value, units, base) => {
  let unit = 0;
  while (Math.abs(value) >= base && unit < units.length - 1) {
    value /= base;
    unit++;
  }
  return `${value >= 100 || Number.isInteger(value) ? value.toFixed(0) : value.toPrecision(3)} ${units[unit]}`;
};
const bytes = value => scaled(value, ["B", "KiB", "MiB", "GiB"], 1024);
const energy = picojoules => scaled(picojoules, ["pJ", "nJ", "µJ", "mJ", "J"], 1000);
const time = cycles => scaled(cycles / report.clockHertz * 1e9, ["ns", "µs", "ms", "s"], 1000);
const percent = (part, whole) => whole === 0 ? "–" : `${(100 * part / whole).toFixed(part * 10 < whole ? 1 : 0)} %`;
const sum = values => values.reduce((a, b) => a + b, 0);
const html = text => String(text).replace(/[&<>"]/g, c => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" })[c]);

const element = (name, attributes = {}, ...children) => {
  const svg = ["svg", "g", "line", "path", "circle", "text", "rect"].includes(name);
  const made = svg ? document.createElementNS("http://www.w3.org/2000/svg", name) : document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    made.setAttribute(key, value);
  }
  made.append(...children);
  return made;
};

const key = entries => {
  const made = element("div", { class: "key" });
  for (const [name, fill, value] of entries) {
    made.append(element("span", {}, element("i", { style: `background:${fill}` }), value === undefined ? name : `${name} ${value}`));
  }
  return made;
};
