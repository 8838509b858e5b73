const drawTiles = target => {
  const macs = sum(report.layers.map(l => l.macs)), whole = sum(report.energy);
  const decoded = sum(report.layers.map(l => l.decoded));
  const seconds = report.cycles / report.clockHertz;
  const tiles = [
    [time(report.cycles), "latency"],
    [grouped(report.cycles), "cycles"],
    [`${grouped(report.inferences / seconds)} /s`, report.inferences > 1 ? `inferences (batch of ${report.inferences})` : "inferences"],
    [percent(macs, report.cycles * report.macsPerCycle), "of all multipliers used"],
    [energy(whole / report.inferences), "energy an inference"],
    [bytes(sum(report.layers.map(layerBytes)) / report.inferences), "external bytes an inference"],
    ...(decoded > 0 ? [[percent(sum(report.layers.map(l => l.compressed)), decoded), `of ${bytes(decoded)} of weights, as compressed streams`]] : []),
    ...report.spaces.slice(0, 1).map(s => [bytes(s.used), `of ${bytes(s.bytes)} ${s.name} used`]),
  ];
  for (const [value, name] of tiles) {
    target.append(element("div", { class: "tile" }, element("b", {}, value), element("span", {}, name)));
  }
};

const drawMachine = target => report.facts.forEach(([name, value]) => target.append(element("tr", {}, element("td", {}, name), element("td", {}, value))));

const byId = id => document.getElementById(id);
byId("title").textContent = `${report.model} on ${report.machine}`;
byId("subtitle").textContent = `${report.layers.length} layers · ${grouped(report.listing.length)} instructions · ${scaled(report.clockHertz, ["Hz", "kHz", "MHz", "GHz"], 1000)}`;
drawTiles(byId("tiles"));
drawCycles(byId("cycles"));
drawTimeline(byId("timeline"));
drawMemory(byId("memory"));
drawLayers(byId("layers"));
drawRoofline(byId("roofline"));
drawEnergy(byId("energy"));
drawMachine(byId("machine"));
view.draw();
