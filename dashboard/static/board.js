// Draws one Plotly chart and reports what is chosen in it, by pointer, finger or key. The drawing
// is kept and updated in place; the page decides what a choice means and sends the next drawing.
// Colours of the page come from page.css, so that a change of theme needs no new drawing.

const drawings = new WeakMap();
let queue = Promise.resolve();

const loadPlotly = (source) =>
  (window.newsfiguresPlotly ??= new Promise((resolve, reject) => {
    const script = Object.assign(document.createElement("script"), { src: source });
    script.onload = () => resolve(window.Plotly);
    script.onerror = () => reject(new Error("the chart library did not load"));
    document.head.append(script);
  }));

// A browser makes mouse events of a tap, so that Plotly reports it twice: once for the finger and
// once for the mouse. Only the first report counts, or a tap would take itself back.
const TAP_ECHO = 1000;

function echoes(drawing) {
  if (performance.now() - drawing.touched > TAP_ECHO) return false;
  const second = drawing.answered === drawing.touched;
  drawing.answered = drawing.touched;
  return second;
}

const wordsOf = (html) =>
  new DOMParser().parseFromString(html.replaceAll("<br>", ", "), "text/html").body.textContent;

// The marks that can be chosen, in the order in which they are read.
function marksOf({ _fullData: traces, _fullLayout: layout }) {
  const axis = (name) => layout[name?.replace(/^(.)/, "$1axis")];
  const found = traces.flatMap((trace, curveNumber) => {
    const [x, y] = [axis(trace.xaxis), axis(trace.yaxis)];
    return Array.from(trace.customdata ?? [], (id, pointNumber) => ({
      id: trace.hoverinfo === "skip" ? "" : id,
      curveNumber,
      pointNumber,
      label: [trace.hovertext].flat()[pointNumber] ?? "",
      top: y ? y._offset + y.d2p(trace.y[pointNumber]) : 0,
      left: x ? x._offset + x.d2p(trace.x[pointNumber]) : pointNumber,
    }));
  });
  return found.filter(({ id }) => id).sort((a, b) => a.top - b.top || a.left - b.left);
}

const STEPS = new Map([
  ["ArrowDown", 1],
  ["ArrowRight", 1],
  ["ArrowUp", -1],
  ["ArrowLeft", -1],
]);

function press(element, drawing, event) {
  const marks = (drawing.marks ??= marksOf(element));
  const chosen = marks[drawing.at];
  if (STEPS.has(event.key) && marks.length) {
    drawing.at = ((drawing.at ?? -1) + STEPS.get(event.key) + marks.length) % marks.length;
    const mark = marks[drawing.at];
    const frame = element.parentElement;
    frame.scrollTop = mark.top - frame.clientHeight / 2;
    if (element.data[mark.curveNumber].type !== "choropleth") Plotly.Fx.hover(element, [mark]);
    drawing.voice.textContent = `${wordsOf(mark.label)} (${drawing.at + 1} of ${marks.length})`;
  } else if ((event.key === "Enter" || event.key === " ") && chosen) {
    drawing.pick([chosen.id]);
  } else return;
  event.preventDefault();
}

function listen(element, drawing) {
  const touch = () => (drawing.touched = performance.now());
  element.addEventListener("touchstart", touch, { capture: true, passive: true });
  element.onkeydown = (event) => press(element, drawing, event);
  element.onblur = () => Plotly.Fx.unhover(element);
  const report = (event) => {
    if (echoes(drawing)) return false;
    const picked = (event?.points ?? []).map(({ customdata }) => customdata).filter(Boolean);
    if (picked.length) drawing.pick(picked);
    return false;
  };
  element.on("plotly_click", report);
  element.on("plotly_selected", report);
  new ResizeObserver(() => {
    if (element.clientWidth && element.clientWidth !== drawing.width) draw(element, drawing);
  }).observe(element);
}

async function draw(element, drawing) {
  const { data } = drawing;
  await loadPlotly(data.library);
  if (drawing.data !== data) return;
  const { data: traces, layout } = JSON.parse(data.figure);
  drawing.width = layout.width = element.clientWidth;
  if (drawing.dragmode) layout.dragmode = drawing.dragmode;
  if (data.chosen) layout.selections = element.layout?.selections;
  drawing.marks = null;
  await Plotly.react(element, traces, layout, data.config);
  if (!drawing.listening) listen(element, drawing);
  drawing.listening = true;
  element.ariaBusy = "false";
  element.dataset.drawn = Number(element.dataset.drawn || 0) + 1;
}

// What can be seen is drawn at once; the rest one by one, when the browser has nothing else to do.
function soon(element, drawing) {
  const { data } = drawing;
  const task = () =>
    draw(element, drawing).catch((error) => {
      element.textContent = `This chart could not be drawn: ${error.message}`;
    });
  const { top, bottom } = element.parentElement.getBoundingClientRect();
  if (top < window.innerHeight && bottom > 0) return task();
  const idle = () => new Promise((done) => window.requestIdleCallback(done));
  queue = queue.then(idle).then(() => (drawing.data === data ? task() : null));
}

function save(element, drawing, format) {
  const { key, title, config } = drawing.data;
  const { layout, data } = element;
  const height = layout.height + 36;
  const margin = { ...layout.margin, t: (layout.margin?.t ?? 0) + 36 };
  const head = { text: title, x: 0.01, y: 0.99, yanchor: "top", font: { size: 16 } };
  const whole = { ...layout, height, margin, title: head, paper_bgcolor: "#ffffff" };
  const scale = format === "png" ? 2 : 1;
  const file = { format, filename: `newsfigures-${key}`, width: layout.width, height, scale };
  return Plotly.downloadImage({ data, layout: whole, config }, file);
}

function use(element, drawing, bar, button) {
  if (button.name === "png" || button.name === "svg") return save(element, drawing, button.name);
  drawing.dragmode = drawing.dragmode === button.name ? false : button.name;
  for (const other of bar.querySelectorAll("[aria-pressed]"))
    other.setAttribute("aria-pressed", other.name === drawing.dragmode);
  return Plotly.relayout(element, { dragmode: drawing.dragmode, selections: [] });
}

export default function ({ data, parentElement, setTriggerValue }) {
  const parts = ["chart", "tools", "voice", "title", "note", "clear"];
  const [element, bar, voice, title, note, clear] = parts.map((name) =>
    parentElement.querySelector(`.nf-${name}`),
  );
  const drawing = drawings.get(element) ?? { touched: -Infinity, voice };
  drawings.set(element, drawing);
  drawing.pick = (picked) => setTriggerValue("picked", picked);
  title.textContent = data.title;
  note.textContent = data.note;
  clear.hidden = !data.chosen;
  clear.onclick = () => setTriggerValue("cleared", true);
  element.dataset.chart = data.key;
  element.setAttribute("aria-label", data.label);
  element.parentElement.style.height = `${data.height}px`;
  for (const button of bar.children) {
    button.hidden = button.hasAttribute("aria-pressed") && !data.frames;
    button.onclick = () => use(element, drawing, bar, button);
  }
  const { figure, chosen } = drawing.data ?? {};
  if (figure === data.figure && chosen === data.chosen) return;
  drawing.data = data;
  element.ariaBusy = "true";
  soon(element, drawing);
}
