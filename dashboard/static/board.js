// Draws one Plotly chart and reports what is clicked or framed in it. The drawing is kept and
// updated in place; the page decides what a click means and sends the next drawing.

const drawings = new WeakMap();

function loadPlotly(source) {
  window.newsfiguresPlotly ??= new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = source;
    script.onload = () => resolve(window.Plotly);
    script.onerror = () => reject(new Error("the chart library did not load"));
    document.head.append(script);
  });
  return window.newsfiguresPlotly;
}

function themeOf(element) {
  const styles = getComputedStyle(element);
  const value = (name) => styles.getPropertyValue(`--st-${name}`).trim();
  return {
    text: value("text-color"),
    paper: value("background-color"),
    panel: value("secondary-background-color"),
    line: value("border-color"),
    font: value("font"),
    colours: value("chart-categorical-colors").split(",").filter(Boolean),
  };
}

function template(theme) {
  const axis = {
    gridcolor: theme.line,
    linecolor: theme.line,
    zerolinecolor: theme.line,
    tickcolor: theme.line,
    automargin: true,
  };
  return {
    layout: {
      font: { family: theme.font, color: theme.text, size: 12 },
      colorway: theme.colours.length ? theme.colours : undefined,
      paper_bgcolor: "rgba(0,0,0,0)",
      plot_bgcolor: "rgba(0,0,0,0)",
      hoverlabel: {
        bgcolor: theme.panel,
        bordercolor: theme.line,
        font: { family: theme.font, color: theme.text, size: 13 },
      },
      xaxis: axis,
      yaxis: axis,
      geo: { bgcolor: "rgba(0,0,0,0)" },
    },
  };
}

function identifiers(points) {
  return points.map((point) => point.customdata).filter((value) => value !== undefined);
}

// A browser makes mouse events of a tap, so that Plotly reports it twice: once for the finger and
// once for the mouse. Only the first report counts, or a tap would take itself back.
const TAP_ECHO = 1000;

function echoes(drawing) {
  if (performance.now() - drawing.touched > TAP_ECHO) return false;
  const second = drawing.answered === drawing.touched;
  drawing.answered = drawing.touched;
  return second;
}

function listen(element, drawing) {
  element.addEventListener(
    "touchstart",
    () => {
      drawing.touched = performance.now();
    },
    { capture: true, passive: true },
  );
  const report = (event) => {
    if (echoes(drawing)) return false;
    const picked = event ? identifiers(event.points ?? []) : [];
    if (picked.length) drawing.pick(picked);
    return false;
  };
  element.on("plotly_click", report);
  element.on("plotly_selected", report);
  element.on("plotly_treemapclick", () => false);
  new ResizeObserver(() => {
    if (element.offsetParent) window.Plotly.Plots.resize(element);
  }).observe(element);
}

async function draw(element, data, drawing) {
  const Plotly = await loadPlotly(data.library);
  if (drawing.wanted !== data.mark) return;
  const figure = JSON.parse(data.figure);
  const layout = { ...figure.layout, template: template(themeOf(element)), autosize: true };
  await Plotly.react(element, figure.data, layout, data.config);
  if (!drawing.listening) {
    listen(element, drawing);
    drawing.listening = true;
  }
  element.dataset.drawn = Number(element.dataset.drawn || 0) + 1;
}

// What can be seen is drawn at once, the rest when the browser has time for it.
function soon(element, task) {
  const { top, bottom } = element.getBoundingClientRect();
  if (top < window.innerHeight && bottom > 0) task();
  else window.requestIdleCallback(task, { timeout: 1000 });
}

export default function ({ data, parentElement, setTriggerValue }) {
  const element = parentElement.querySelector(".nf-chart");
  const drawing = drawings.get(element) ?? { touched: -Infinity };
  drawings.set(element, drawing);
  drawing.pick = (picked) => setTriggerValue("picked", picked);
  element.dataset.chart = data.key;
  element.setAttribute("aria-label", data.alt);
  element.parentElement.style.height = `${data.height}px`;
  const mark = data.figure + JSON.stringify(themeOf(element));
  if (drawing.wanted === mark) return;
  drawing.wanted = mark;
  soon(element, () =>
    draw(element, { ...data, mark }, drawing).catch((error) => {
      element.textContent = `This chart could not be drawn: ${error.message}`;
    }),
  );
}
