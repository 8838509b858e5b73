const drawEnergy = target => {
  const totals = report.energyParts.map((_, part) => report.energy[part]), whole = sum(totals);
  target.append(stackedBar("run", report.energyParts.map((name, i) => [name, totals[i], color(i), energy(totals[i])]), whole));
  target.append(key(report.energyParts.map((name, i) => [name, color(i), energy(totals[i])]).filter((_, i) => totals[i] > 0)));
  const width = 640, height = 280, bottom = 22, margin = 54;
  const layers = report.layers.filter(l => sum(l.energy) > 0), most = Math.max(1e-9, ...layers.map(l => sum(l.energy)));
  const step = (width - margin) / Math.max(1, layers.length), svg = element("svg", { viewBox: `0 0 ${width} ${height}`, width: "100%", style: "margin-top:14px" });
  svg.append(element("line", { class: "axis", x1: margin, x2: width, y1: height - bottom, y2: height - bottom }));
  svg.append(element("text", { x: margin - 6, y: 14, "text-anchor": "end" }, energy(most)));
  layers.forEach((layer, i) => {
    let y = height - bottom;
    const group = element("g");
    layer.energy.forEach((value, part) => {
      const tall = value / most * (height - bottom - 6);
      y -= tall;
      group.append(element("rect", { x: margin + i * step, y, width: Math.max(.6, step * .85), height: tall, style: `fill:${color(part)}` }));
    });
    tipOn(group, () => `<b>${html(layer.name)}</b>\n${energy(sum(layer.energy))}\n${report.energyParts.map((name, p) => `${html(name)} ${energy(layer.energy[p])}`).join("\n")}`);
    group.addEventListener("click", () => view.choose(report.layers.indexOf(layer)));
    svg.append(group);
  });
  svg.append(element("text", { x: margin, y: height - 6 }, `first of ${layers.length} layers`));
  svg.append(element("text", { x: width, y: height - 6, "text-anchor": "end" }, "last"));
  target.append(svg);
};
