// The cycles that timeline and memory show, and who draws them.
const view = {
  begin: 0,
  end: report.cycles,
  layer: -1,
  drawers: [],

  show(begin, end) {
    const length = Math.min(report.cycles, Math.max(20, end - begin));
    this.begin = Math.min(Math.max(0, begin), report.cycles - length);
    this.end = this.begin + length;
    this.draw();
  },

  choose(layer) {
    this.layer = layer;
    const { begin, end } = report.layers[layer];
    if (end > begin) {
      const margin = (end - begin) * .04;
      this.show(begin - margin, end + margin);
    } else {
      this.draw();
    }
  },

  reset() {
    this.layer = -1;
    this.show(0, report.cycles);
  },

  draw() {
    cancelAnimationFrame(this.frame);
    this.frame = requestAnimationFrame(() => this.drawers.forEach(draw => draw()));
  },
};

const left = 84;

// A canvas that is as wide as its place, zooms and pans the view, and asks back for what is under the pointer.
const createChart = (target, height, paint, describe) => {
  const canvas = element("canvas");
  target.append(canvas);
  const cycleAt = x => view.begin + (x - left) / (canvas.clientWidth - left) * (view.end - view.begin);
  const draw = () => {
    const width = canvas.clientWidth, ratio = devicePixelRatio || 1, context = canvas.getContext("2d");
    canvas.style.height = `${height}px`;
    canvas.width = width * ratio;
    canvas.height = height * ratio;
    context.scale(ratio, ratio);
    context.font = '12px system-ui, "DejaVu Sans", sans-serif';
    paint(context, width, height, cycle => left + (cycle - view.begin) / (view.end - view.begin) * (width - left));
  };
  canvas.addEventListener("wheel", event => {
    event.preventDefault();
    const at = cycleAt(event.offsetX), factor = Math.exp(event.deltaY * .0016);
    view.show(at - (at - view.begin) * factor, at + (view.end - at) * factor);
  }, { passive: false });
  canvas.addEventListener("dblclick", () => view.reset());
  canvas.addEventListener("pointerdown", event => canvas.setPointerCapture(event.pointerId));
  canvas.addEventListener("pointermove", event => {
    if (event.buttons & 1) {
      const shift = event.movementX / (canvas.clientWidth - left) * (view.end - view.begin);
      view.show(view.begin - shift, view.end - shift);
      hideTip();
      return;
    }
    const markup = event.offsetX < left ? null : describe(cycleAt(event.offsetX), event.offsetY, (view.end - view.begin) / (canvas.clientWidth - left));
    if (markup) {
      showTip(event, markup);
    } else {
      hideTip();
    }
  });
  canvas.addEventListener("pointerleave", hideTip);
  view.drawers.push(draw);
  addEventListener("resize", draw);
};

// Ticks of cycles and time at round numbers.
const drawAxis = (context, width, y, place) => {
  const rough = (view.end - view.begin) / Math.max(2, (width - left) / 130), power = 10 ** Math.floor(Math.log10(rough));
  const step = Math.max(1, [1, 2, 5, 10].map(f => f * power).find(s => s >= rough));
  context.fillStyle = ink("--faint");
  context.strokeStyle = ink("--grid");
  context.textAlign = "center";
  for (let cycle = Math.ceil(view.begin / step) * step; cycle <= view.end; cycle += step) {
    const x = place(cycle);
    context.beginPath();
    context.moveTo(x, 0);
    context.lineTo(x, y - 14);
    context.stroke();
    if (x > left + 30 && x < width - 50) {
      context.fillText(`${grouped(cycle)} · ${time(cycle)}`, x, y);
    }
  }
};

const layerName = index => index < 0 ? "outside of layers" : report.layers[index].name;
