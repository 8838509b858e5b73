const layerBytes = layer => sum(layer.read) + sum(layer.written);
const layerColumns = [
  ["#", "n", (_, i) => i, (_, i) => i + 1],
  ["layer", "", l => l.name, l => html(l.name) + (l.file ? `<br><small>${html(l.file)}:${l.line}</small>` : "")],
  ["cycles", "n", l => l.cycles, l => `${grouped(l.cycles)}<div class="part" style="width:${100 * l.cycles / mostCycles}%"></div>`],
  ["share", "n", l => l.cycles, l => percent(l.cycles, report.cycles)],
  ["MACs", "n", l => l.macs, l => grouped(l.macs)],
  ["MAC use", "n", l => l.slots ? l.macs / l.slots : -1, l => percent(l.macs, l.slots)],
  ["external bytes", "n", layerBytes, l => bytes(layerBytes(l))],
  ["energy", "n", l => sum(l.energy), l => energy(sum(l.energy))],
  ["bound by", "", l => l.bound, l => html(l.bound)],
  ["what would change it", "wide", l => l.advice, l => html(l.advice)],
];
const mostCycles = Math.max(1, ...report.layers.map(l => l.cycles));

const drawLayers = target => {
  const order = report.layers.map((_, i) => i), body = element("tbody"), rows = [];
  const head = element("tr");
  let sorted = 0, direction = 1;
  layerColumns.forEach(([name, kind, value], column) => {
    const heading = element("th", { class: kind }, name);
    heading.addEventListener("click", () => {
      direction = sorted === column ? -direction : kind === "n" && column > 0 ? -1 : 1;
      sorted = column;
      order.sort((a, b) => {
        const x = value(report.layers[a], a), y = value(report.layers[b], b);
        return direction * (x < y ? -1 : x > y ? 1 : a - b);
      });
      body.replaceChildren(...order.map(i => rows[i]));
    });
    head.append(heading);
  });
  report.layers.forEach((layer, i) => {
    const row = element("tr");
    row.innerHTML = layerColumns.map(([, kind, , text]) => `<td class="${kind}">${text(layer, i)}</td>`).join("");
    row.addEventListener("click", () => view.layer === i ? view.reset() : view.choose(i));
    rows.push(row);
    body.append(row);
  });
  target.append(element("thead", {}, head), body);
  view.drawers.push(() => rows.forEach((row, i) => row.classList.toggle("chosen", i === view.layer)));
};
