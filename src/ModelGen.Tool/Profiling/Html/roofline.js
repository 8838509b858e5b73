const drawRoofline = target => {
  const width = 640, height = 400, margin = 54, right = 16, bottom = 40;
  const peak = report.macsPerCycle, bandwidth = report.externalBytesPerCycle;
  const points = report.layers
    .map((layer, index) => ({ index, layer, x: layer.macs / Math.max(1, layerBytes(layer)), y: layer.macs / Math.max(1, layer.cycles) }))
    .filter(p => p.layer.macs > 0 && p.layer.cycles > 0);
  const ridge = peak / bandwidth;
  const minX = 10 ** Math.floor(Math.log10(Math.min(ridge / 10, ...points.map(p => p.x)))), maxX = 10 ** Math.ceil(Math.log10(Math.max(ridge * 10, ...points.map(p => p.x))));
  const maxY = 2 * peak, minY = Math.min(peak / 100, ...points.map(p => p.y / 1.5));
  const px = x => margin + Math.log(x / minX) / Math.log(maxX / minX) * (width - margin - right);
  const py = y => height - bottom - Math.log(y / minY) / Math.log(maxY / minY) * (height - bottom - 12);
  const svg = element("svg", { viewBox: `0 0 ${width} ${height}`, width: "100%" });
  const text = (x, y, anchor, content) => svg.append(element("text", { x, y, "text-anchor": anchor }, content));
  for (let x = minX; x <= maxX * 1.01; x *= 10) {
    svg.append(element("line", { class: "axis", x1: px(x), x2: px(x), y1: 12, y2: height - bottom }));
    text(px(x), height - bottom + 16, "middle", x >= 1 ? grouped(x) : String(+x.toPrecision(1)));
  }
  for (let y = 10 ** Math.ceil(Math.log10(minY)); y <= maxY; y *= 10) {
    svg.append(element("line", { class: "axis", x1: margin, x2: width - right, y1: py(y), y2: py(y) }));
    text(margin - 6, py(y) + 4, "end", y >= 1 ? grouped(y) : String(+y.toPrecision(1)));
  }
  text((width + margin) / 2, height - 6, "middle", "MACs for each byte of external memory");
  text(margin + 6, 24, "start", "MACs a cycle");
  const floorX = Math.max(minX, minY / bandwidth);
  svg.append(element("path", { class: "roof", d: `M${px(floorX)} ${py(floorX * bandwidth)} L${px(ridge)} ${py(peak)} L${px(maxX)} ${py(peak)}` }));
  text(width - right, py(peak) - 6, "end", `${grouped(peak)} MACs a cycle`);
  const dots = points.map(({ index, layer, x, y }) => {
    const dot = element("circle", { class: "dot", cx: px(x), cy: py(y), r: 4 + 12 * Math.sqrt(layer.cycles / report.cycles) });
    tipOn(dot, () => `<b>${html(layer.name)}</b>\n${x.toPrecision(3)} MACs a byte, ${y.toPrecision(3)} MACs a cycle\n${grouped(layer.cycles)} cycles: ${html(layer.bound)}`);
    dot.addEventListener("click", () => view.choose(index));
    svg.append(dot);
    return [index, dot];
  });
  view.drawers.push(() => dots.forEach(([index, dot]) => dot.classList.toggle("chosen", index === view.layer)));
  target.append(svg);
};
