// A horizontal bar of parts, each [name, value, fill, text].
const stackedBar = (label, parts, whole) => {
  const track = element("div");
  for (const [name, value, fill, text] of parts) {
    if (value > 0) {
      const part = element("i", { style: `width:${100 * value / whole}%;background:${fill}` });
      tipOn(part, () => `<b>${html(label)}: ${html(name)}</b>\n${html(text)}, ${percent(value, whole)}`);
      track.append(part);
    }
  }
  return element("div", { class: "bar" }, element("span", {}, label), track);
};

const reasonFill = index => index === 0 ? "var(--busy)" : index === report.reasons.length - 1 ? "var(--wait)" : color(index);

const drawCycles = target => {
  for (const lane of report.lanes) {
    target.append(stackedBar(lane.name, report.reasons.map(({ name }, i) => [name, lane.cycles[i], reasonFill(i), `${grouped(lane.cycles[i])} cycles`]), report.cycles));
  }
  target.append(key(report.reasons.map(({ name }, i) => [name, reasonFill(i)]).filter((_, i) => report.lanes.some(lane => lane.cycles[i] > 0))));
};
