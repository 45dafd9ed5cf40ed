// Draws the Plotly charts of a page and reports what is chosen in them, by pointer, finger or key.
// Drawings are kept and updated in place; the page decides what a choice means and sends what to
// draw next. Colours of the page come from page.css: a change of theme needs no new drawing.

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

function echoes(panel) {
  if (performance.now() - panel.touched > TAP_ECHO) return false;
  const second = panel.answered === panel.touched;
  panel.answered = panel.touched;
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

const STEPS = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 };

function press(panel, event) {
  const { element, parts } = panel;
  const marks = (panel.marks ??= marksOf(element));
  const chosen = marks[panel.at];
  const step = STEPS[event.key];
  if (step && marks.length) {
    panel.at = ((panel.at ?? -1) + step + marks.length) % marks.length;
    const mark = marks[panel.at];
    parts.window.scrollTop = mark.top - parts.window.clientHeight / 2;
    if (element.data[mark.curveNumber].type !== "choropleth") Plotly.Fx.hover(element, [mark]);
    parts.voice.textContent = `${wordsOf(mark.label)} (${panel.at + 1} of ${marks.length})`;
  } else if ((event.key === "Enter" || event.key === " ") && chosen) {
    panel.pick([chosen.id]);
  } else return;
  event.preventDefault();
}

function listen(panel) {
  const { element } = panel;
  const touch = () => (panel.touched = performance.now());
  element.addEventListener("touchstart", touch, { capture: true, passive: true });
  element.onkeydown = (event) => press(panel, event);
  element.onblur = () => Plotly.Fx.unhover(element);
  const report = (event) => {
    if (echoes(panel)) return false;
    const picked = (event?.points ?? []).map(({ customdata }) => customdata).filter(Boolean);
    if (picked.length) panel.pick(picked);
    return false;
  };
  element.on("plotly_click", report);
  element.on("plotly_selected", report);
  new ResizeObserver(() => {
    if (element.clientWidth && element.clientWidth !== panel.width) attempt(panel);
  }).observe(element);
}

async function draw(panel) {
  const { element, content, board } = panel;
  await loadPlotly(board.library);
  if (panel.content !== content) return;
  const { data, layout } = JSON.parse(content.figure);
  panel.width = layout.width = element.clientWidth;
  if (panel.dragmode) layout.dragmode = panel.dragmode;
  if (content.chosen) layout.selections = element.layout?.selections;
  panel.marks = null;
  await Plotly.react(element, data, layout, board.config);
  if (!panel.listening) listen(panel);
  panel.listening = true;
  element.ariaBusy = "false";
  element.dataset.drawn = Number(element.dataset.drawn || 0) + 1;
}

const attempt = (panel) =>
  draw(panel).catch((error) => {
    panel.element.textContent = `This chart could not be drawn: ${error.message}`;
  });

function inSight({ root }) {
  const { top, bottom } = root.getBoundingClientRect();
  return top < window.innerHeight && bottom > 0;
}

// Resolves when the browser has shown what was drawn, before the page goes on with anything else;
// a page in the background shows nothing.
const next = (task) =>
  window.scheduler ? window.scheduler.postTask(task, { priority: "user-blocking" }) : setTimeout(task);
const shown = () =>
  new Promise((done) => {
    window.requestAnimationFrame(() => next(done));
    if (document.hidden) done();
  });

// What can be seen is drawn and shown first.
async function drawAll(panels, library) {
  await loadPlotly(library).catch(() => {}); // each chart says so in its place
  const seen = new Set(panels.filter(inSight));
  await Promise.all([...seen].map(attempt));
  if (seen.size) await shown();
  panels.filter((one) => !seen.has(one) && one.element.ariaBusy === "true").forEach(attempt);
}

function save({ element, content, board }, format) {
  const layout = { ...element.layout, ...content.picture };
  const { width, height } = layout;
  const scale = format === "png" ? 2 : 1;
  const file = { format, filename: `newsfigures-${content.key}`, width, height, scale };
  return Plotly.downloadImage({ data: element.data, layout, config: board.config }, file);
}

function use(panel, name) {
  if (name === "png" || name === "svg") return save(panel, name);
  panel.dragmode = panel.dragmode === name ? false : name;
  for (const button of panel.parts.tools.querySelectorAll("[aria-pressed]"))
    button.setAttribute("aria-pressed", button.name === panel.dragmode);
  return Plotly.relayout(panel.element, { dragmode: panel.dragmode, selections: [] });
}

function newPanel(template, { key, table }) {
  const root = Object.assign(document.createElement("section"), { className: "nf-panel" });
  root.dataset.panel = key;
  root.append(template.content.cloneNode(true));
  const named = [...root.querySelectorAll("[class^=nf-]")];
  const parts = Object.fromEntries(named.map((part) => [part.className.slice(3), part]));
  parts.chart.dataset.chart = key;
  parts.fold.open = Boolean(table);
  return { root, parts, element: parts.chart, touched: -Infinity };
}

// Put the words of a panel in their places, and say whether its chart has to be drawn.
function fill(panel, content) {
  const { root, parts, element, content: before, board } = panel;
  root.hidden = !content.figure;
  if (root.hidden) return false;
  panel.content = content;
  panel.pick = (marks) => board.setTriggerValue("picked", { chart: content.key, marks });
  for (const name of ["title", "note"]) parts[name].textContent = content[name];
  parts.clear.hidden = !content.chosen;
  parts.clear.onclick = () => board.setTriggerValue("cleared", content.key);
  parts.fold.ontoggle = board.unfold;
  if (content.table !== before?.table) parts.rows.innerHTML = content.table;
  parts.window.style.height = `${content.height}px`;
  element.setAttribute("aria-label", content.label);
  for (const button of parts.tools.children) {
    button.hidden = button.hasAttribute("aria-pressed") && !content.frames;
    button.onclick = () => use(panel, button.name);
  }
  if (before?.figure === content.figure && before.chosen === content.chosen) return false;
  element.ariaBusy = "true";
  return true;
}

// Panels move only where the columns have changed: a moved one would lose its place of scrolling.
function arrange(element, panels, columns) {
  element.dataset.columns = columns.length;
  for (const [at, keys] of columns.entries()) {
    const made = Object.assign(document.createElement("div"), { className: "nf-column" });
    const column = element.children[at] ?? element.appendChild(made);
    const held = [...column.children].map(({ dataset }) => dataset.panel);
    if (`${held}` !== `${keys}`) column.replaceChildren(...keys.map((key) => panels.get(key).root));
  }
}

export default function ({ data, parentElement, setTriggerValue, setStateValue }) {
  const element = parentElement.querySelector(".nf-board");
  const template = parentElement.querySelector("template");
  const panels = (element.panels ??= new Map());
  const unfolded = () => [...panels.keys()].filter((key) => panels.get(key).parts.fold.open);
  const unfold = () => setStateValue("opened", unfolded());
  const board = { ...data, setTriggerValue, unfold };
  const changed = data.charts.filter((content) => {
    const panel = panels.get(content.key) ?? newPanel(template, content);
    panels.set(content.key, Object.assign(panel, { board }));
    return fill(panel, content);
  });
  arrange(element, panels, data.columns);
  drawAll(changed.map(({ key }) => panels.get(key)), data.library);
}
