// Draws a table of quotes and reports the quote that is pressed. Every word is set as text, never
// as markup: what stands in a text cannot act on the page.

function made(name, words, role) {
  const element = document.createElement(name);
  if (words) element.textContent = words;
  if (role) element.setAttribute("role", role);
  return element;
}

function cardOf(card, pick) {
  const element = made(card.name ? "button" : "div");
  element.className = card.words ? "card" : "card short";
  element.append(made("strong", card.strong));
  for (const tag of card.tags) {
    const mark = made("span", tag);
    mark.className = "tag";
    element.append(" ", mark);
  }
  if (card.words) element.append(made("span", card.words));
  if (card.name) {
    element.type = "button";
    element.dataset.quote = card.name;
    element.onclick = () => pick(card.name);
  }
  return element;
}

function lineOf(line, columns, pick) {
  const row = made("tr", "", "row");
  const head = made("th", line.head, "rowheader");
  head.scope = "row";
  row.append(head);
  line.cells.forEach((cards, number) => {
    const cell = made("td", "", "cell");
    if (cards.length) cell.append(headed(columns[number]));
    cell.append(...cards.map((card) => cardOf(card, pick)));
    cell.style.setProperty("--mark", columns[number].colour || "transparent");
    row.append(cell);
  });
  return row;
}

// On a narrow page there is no row of headings, so that each cell says its own.
function headed(column) {
  const name = made("span", column.title);
  name.className = "column";
  name.setAttribute("aria-hidden", "true");
  return name;
}

// The roles are said in full because a table loses its own where a style draws it as a list.
export default function ({ data, parentElement, setTriggerValue }) {
  const box = parentElement.querySelector("#board");
  const shown = JSON.stringify(data);
  if (box.shown === shown) return;
  box.shown = shown;
  box.setAttribute("aria-label", data.label);
  const pick = (name) => setTriggerValue("quote", name);
  const titles = made("tr", "", "row");
  for (const title of [data.corner, ...data.columns.map((column) => column.title)]) {
    const cell = made("th", title, "columnheader");
    cell.scope = "col";
    titles.append(cell);
  }
  const head = made("thead", "", "rowgroup");
  head.append(titles);
  const body = made("tbody", "", "rowgroup");
  body.append(...data.lines.map((line) => lineOf(line, data.columns, pick)));
  const table = made("table", "", "table");
  table.append(head, body);
  box.replaceChildren(table);
}
