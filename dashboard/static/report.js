// Draws the charts of a report in the colours of the page, and again when these change.

const dark = window.matchMedia("(prefers-color-scheme: dark)");
const charts = [...document.querySelectorAll("script[data-chart]")].map((script) => ({
  element: document.getElementById(script.dataset.chart),
  figure: JSON.parse(script.textContent),
}));
const PRINTED = 680; // pixels across a page of paper

function template() {
  const styles = getComputedStyle(document.documentElement);
  const value = (name) => styles.getPropertyValue(`--${name}`).trim();
  const font = { family: value("font"), color: value("text"), size: 12 };
  const line = value("line");
  const axis = {
    gridcolor: line,
    linecolor: line,
    zerolinecolor: line,
    tickcolor: line,
    automargin: true,
  };
  const hoverlabel = { bgcolor: value("panel"), bordercolor: line, font: { ...font, size: 13 } };
  return { layout: { font, hoverlabel, xaxis: axis, yaxis: axis } };
}

function draw(width) {
  const config = {
    displaylogo: false,
    responsive: !width,
    scrollZoom: false,
    modeBarButtons: [["toImage"]],
  };
  const look = { template: template(), autosize: !width, ...(width ? { width } : {}) };
  for (const { element, figure } of charts) {
    const modebar = { bgcolor: "rgba(0,0,0,0)", color: look.template.layout.font.color };
    window.Plotly.react(element, figure.data, { ...figure.layout, ...look, modebar }, config);
  }
}

draw();
dark.addEventListener("change", () => draw());
window.addEventListener("beforeprint", () => {
  document.documentElement.dataset.paper = "";
  draw(PRINTED);
});
window.addEventListener("afterprint", () => {
  delete document.documentElement.dataset.paper;
  draw();
});
document.documentElement.dataset.drawn = charts.length;
