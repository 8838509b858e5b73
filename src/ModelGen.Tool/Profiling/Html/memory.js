// Blocks of a memory as address × cycle rectangles.
const drawMemory = target => {
  const height = 300, bottom = 20;
  let space = 0;
  const buttons = element("p", { class: "hint" });
  report.spaces.forEach((s, i) => {
    const choice = element("button", { type: "button", style: "font-size:13px;margin-right:6px" }, `${s.name}, ${bytes(s.bytes)}`);
    choice.addEventListener("click", () => {
      space = i;
      view.draw();
    });
    buttons.append(choice);
  });
  document.getElementById("memory-hint").textContent = "What lies where on chip: addresses upwards, from the first byte written to the last one read.";
  target.append(buttons);
  const top = () => report.spaces[space].used || 1;
  createChart(target, height, (context, width, _, place) => {
    refreshPalette();
    drawAxis(context, width, height - 6, place);
    const blocks = report.spaces[space], scale = (height - bottom) / top();
    for (let i = 0; i < blocks.address.length; i++) {
      const from = Math.max(left, place(blocks.begin[i])), to = Math.min(width, place(blocks.end[i]));
      if (to <= left || from >= width) {
        continue;
      }
      const y = height - bottom - (blocks.address[i] + blocks.size[i]) * scale, tall = Math.max(.7, blocks.size[i] * scale);
      context.fillStyle = palette[spanColor(blocks.layer[i])];
      context.globalAlpha = view.layer >= 0 && view.layer !== blocks.layer[i] ? .25 : .8;
      context.fillRect(from, y, Math.max(.7, to - from), tall);
      if (to - from > 3 && tall > 3) {
        context.globalAlpha = .5;
        context.strokeStyle = palette["--page"];
        context.strokeRect(from, y, to - from, tall);
      }
    }
    context.globalAlpha = 1;
    context.fillStyle = ink("--faint");
    context.textAlign = "left";
    context.fillText(bytes(top()), 0, 12);
    context.fillText("0", 0, height - bottom);
    context.fillStyle = ink("--ink");
    context.fillText(blocks.name, 0, 30);
  }, (cycle, y, pixel) => {
    const blocks = report.spaces[space], address = (height - bottom - y) / (height - bottom) * top();
    for (let i = blocks.address.length - 1; i >= 0; i--) {
      if (blocks.begin[i] <= cycle + pixel && cycle - pixel < blocks.end[i] && blocks.address[i] <= address && address < blocks.address[i] + blocks.size[i]) {
        return `<b>${html(blocks.name)} ${grouped(blocks.address[i])} to ${grouped(blocks.address[i] + blocks.size[i] - 1)}</b> (${bytes(blocks.size[i])})\n${html(layerName(blocks.layer[i]))}\nwritten by ${html(report.listing[blocks.code[i]])}\ncycles ${grouped(blocks.begin[i])} to ${grouped(blocks.end[i])}`;
      }
    }
    return null;
  });
};
