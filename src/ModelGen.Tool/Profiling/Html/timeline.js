const laneHeight = 34, stripHeight = 22;

// For each lane the indices of its spans, which are in the order of time. The front end has none and is not shown.
const laneSpans = report.lanes.map(() => []);
report.spans.lane.forEach((lane, span) => laneSpans[lane].push(span));
const shownLanes = report.lanes.map((_, lane) => lane).filter(lane => laneSpans[lane].length > 0);

// The first of the spans that ends after a cycle.
const firstAfter = (spans, cycle) => {
  let low = 0, high = spans.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (report.spans.end[spans[middle]] <= cycle) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low;
};

const spanColor = layer => layer < 0 ? "--c8" : `--c${layer % (colors - 2)}`;

const paintStrip = (context, place) => {
  report.layers.forEach((layer, i) => {
    const from = Math.max(left, place(layer.begin)), to = place(layer.end);
    if (to <= left || layer.end <= layer.begin) {
      return;
    }
    context.globalAlpha = view.layer === i ? 1 : .55;
    context.fillStyle = ink(spanColor(i));
    context.fillRect(from, 2 + (i % 2) * (stripHeight - 6) / 2, Math.max(.5, to - from), (stripHeight - 6) / 2);
    context.globalAlpha = 1;
  });
};

const paintLane = (context, width, top, spans, place) => {
  const fine = new Map(), height = laneHeight - 8;
  for (let i = firstAfter(spans, view.begin); i < spans.length && report.spans.begin[spans[i]] < view.end; i++) {
    const span = spans[i], from = place(report.spans.begin[span]), to = place(report.spans.end[span]), name = spanColor(report.spans.layer[span]);
    if (to - from >= 1) {
      context.fillStyle = palette[name];
      context.globalAlpha = view.layer >= 0 && view.layer !== report.spans.layer[span] ? .3 : 1;
      context.fillRect(Math.max(left, from), top, Math.min(width, to) - Math.max(left, from), height);
      if (to - from > 5) {
        context.globalAlpha = .35;
        context.fillStyle = palette["--page"];
        context.fillRect(to - 1, top, 1, height);
      }
    } else if (from >= left) {
      const column = Math.floor(from), entry = fine.get(column) ?? { covered: 0, name };
      entry.covered += to - from;
      fine.set(column, entry);
    }
  }
  for (const [x, { covered, name }] of fine) {
    context.globalAlpha = Math.min(1, .12 + covered);
    context.fillStyle = palette[name];
    context.fillRect(x, top, 1, height);
  }
  context.globalAlpha = 1;
};

// The colours of the theme, looked up once a frame.
let palette = {};
const refreshPalette = () => {
  palette = { "--page": ink("--page") };
  for (let i = 0; i < colors; i++) {
    palette[`--c${i}`] = ink(`--c${i}`);
  }
};

// The parts of a span that are waiting, or those that are not, as lines.
const describeParts = (span, waits) => {
  const first = report.spans.firstPart[span], lines = [];
  for (let part = first; part < first + report.spans.parts[span]; part++) {
    const reason = report.reasons[report.parts.reason[part]];
    if (reason.waits === waits) {
      lines.push(`\u2003${grouped(report.parts.cycles[part])} ${html(reason.name)}`);
    }
  }
  return lines.join("\n");
};

const describeSpan = (lane, span) => {
  const { begin, end, code, layer } = report.spans, waits = describeParts(span, true);
  return `<b>${html(report.lanes[lane].name)} · ${html(layerName(layer[span]))}</b>\n${html(report.listing[code[span]])}\ncycles ${grouped(begin[span])} to ${grouped(end[span])}: ${grouped(end[span] - begin[span])} (${time(end[span] - begin[span])})\n${describeParts(span, false)}${waits ? `\nbefore it:\n${waits}` : ""}`;
};

const describeTimeline = (cycle, y, pixel) => {
  if (y < stripHeight) {
    const at = report.layers.findIndex(l => l.begin <= cycle && cycle < l.end);
    return at < 0 ? null : `<b>${html(layerName(at))}</b>\n${html(report.layers[at].bound)}`;
  }
  const lane = shownLanes[Math.floor((y - stripHeight) / laneHeight)];
  if (lane === undefined) {
    return null;
  }
  const spans = laneSpans[lane], next = firstAfter(spans, cycle - pixel);
  if (next === spans.length) {
    return `<b>${html(report.lanes[lane].name)}</b>\nnothing left to do`;
  }
  const span = spans[next];
  return report.spans.begin[span] <= cycle + pixel ? describeSpan(lane, span)
    : `<b>${html(report.lanes[lane].name)} idle</b>\n${describeParts(span, true)}\nuntil ${html(report.listing[report.spans.code[span]])} at cycle ${grouped(report.spans.begin[span])}`;
};

const drawTimeline = target => {
  const height = stripHeight + shownLanes.length * laneHeight + 20;
  createChart(target, height, (context, width, _, place) => {
    refreshPalette();
    drawAxis(context, width, height - 6, place);
    paintStrip(context, place);
    shownLanes.forEach((lane, i) => {
      const top = stripHeight + i * laneHeight + 4;
      paintLane(context, width, top, laneSpans[lane], place);
      context.fillStyle = ink("--ink");
      context.textAlign = "left";
      context.fillText(report.lanes[lane].name, 0, top + 17);
    });
    context.fillStyle = ink("--faint");
    context.fillText("layers", 0, 15);
    document.getElementById("window").textContent = `Shown: cycles ${grouped(view.begin)} to ${grouped(view.end)}.`;
  }, describeTimeline);
};
