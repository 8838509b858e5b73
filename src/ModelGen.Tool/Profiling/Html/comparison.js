// What is compared: name, value, text, and whether the scale is logarithmic.
const measures = [
  ["Latency", row => row.seconds, row => scaled(row.seconds * 1e9, ["ns", "µs", "ms", "s"], 1000), true],
  ["Inferences a second", row => row.throughput, row => grouped(row.throughput), true],
  ["Energy", row => row.picojoules, row => energy(row.picojoules), true],
  ["External bytes moved", row => row.bytes, row => bytes(row.bytes), true],
  ["Multipliers used", row => row.utilization, row => percent(row.utilization, 1), false],
  ["Cycles", row => row.cycles, row => grouped(row.cycles), true],
];

const possible = report.rows.filter(row => !row.failure);

const drawMeasure = ([name, value, text, logarithmic]) => {
  const values = possible.map(value).filter(v => v > 0), most = Math.max(...values), least = Math.min(...values) / 2;
  const length = v => v <= 0 ? 0 : logarithmic ? Math.log(v / least) / Math.log(most / least) : v / (name === "Multipliers used" ? 1 : most);
  const chart = element("section", {}, element("h2", {}, name), element("p", { class: "hint" }, logarithmic ? "logarithmic" : "of all"));
  for (const row of possible) {
    const bar = element("i", { style: `width:${100 * length(value(row))}%;background:${color(report.rows.indexOf(row))}` });
    const line = element("div", { class: "bar compared" }, element("span", {}, row.machine), element("div", {}, bar), element("b", {}, text(row)));
    tipOn(line, () => `<b>${html(row.machine)}</b>\n${measures.map(([n, , t]) => `${n}: ${t(row)}`).join("\n")}\n${row.host} operations on the host\n<small>${html(row.description)}</small>`);
    chart.append(line);
  }
  return chart;
};

document.getElementById("title").textContent = `${report.model} on ${possible.length} machines`;
document.getElementById("charts").append(...measures.map(drawMeasure));
for (const row of report.rows.filter(r => r.failure)) {
  const failures = document.getElementById("failures");
  failures.hidden = false;
  failures.append(element("p", { style: "white-space:pre-wrap" }, row.failure));
}
