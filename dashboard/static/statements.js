// Shows rows of statements as a table: what is compared, and what each text says of it. A press on
// a statement reports its figure; another button copies its citation.
// Everything is set as text, never as markup: what stands in a text cannot act on the page.

const AT_ONCE = 6; // statements of one cell that are shown before the rest is asked for

function made(tag, className, text) {
  const element = document.createElement(tag);
  if (className) element.className = className;
  if (text !== undefined) element.textContent = text;
  return element;
}

function statement(said, data, act) {
  const item = made("li", said.figure === data.opened ? "opened" : "");
  const open = made("button", "quote");
  open.type = "button";
  open.dataset.figure = said.figure;
  if (said.figure === data.opened) open.setAttribute("aria-current", "true");
  if (said.number) open.append(made("strong", "", said.number), " ");
  const words = made("span", "words", said.before);
  words.append(made("mark", "", said.quote), said.after);
  open.append(words);
  open.onclick = () => act.open(said.figure);
  const cite = made("button", "cite", "Copy citation");
  cite.type = "button";
  cite.setAttribute("aria-label", `Copy citation of ${said.quote}`);
  cite.onclick = () => act.copy(said.citation, cite);
  const source = made("p", "source", [said.said, said.source].filter(Boolean).join(" · "));
  source.append(" ", cite);
  item.append(open, source);
  return item;
}

function cell(statements, label, data, act) {
  const box = made("td");
  box.dataset.label = label;
  box.setAttribute("role", "cell");
  if (!statements.length) {
    box.append(made("p", "none", data.missing));
    return box;
  }
  const list = (some) => {
    const items = made("ul");
    items.append(...some.map((said) => statement(said, data, act)));
    return items;
  };
  box.append(list(statements.slice(0, AT_ONCE)));
  const rest = statements.slice(AT_ONCE);
  if (rest.length) {
    const more = made("details");
    more.append(made("summary", "", `${rest.length} more`), list(rest));
    box.append(more);
  }
  return box;
}

function row(line, data, act) {
  const element = made("tr");
  element.setAttribute("role", "row");
  const head = made("th");
  head.scope = "row";
  head.setAttribute("role", "rowheader");
  const badge = made("span", line.loud ? "badge loud" : "badge");
  const sign = made("span", "sign", line.sign);
  sign.setAttribute("aria-hidden", "true");
  badge.append(sign, ` ${line.badge}`);
  head.append(badge, made("span", "title", line.title));
  for (const fact of line.facts) head.append(made("span", "fact", fact));
  element.append(head, ...line.cells.map((said, n) => cell(said, data.columns[n + 1], data, act)));
  return element;
}

function table(data, act) {
  const element = made("table", `columns-${data.columns.length}`);
  element.setAttribute("role", "table");
  element.append(made("caption", "", data.label));
  const head = made("tr");
  head.setAttribute("role", "row");
  for (const name of data.columns) {
    const column = made("th", "", name);
    column.scope = "col";
    column.setAttribute("role", "columnheader");
    head.append(column);
  }
  const top = made("thead");
  top.setAttribute("role", "rowgroup");
  top.append(head);
  const body = made("tbody");
  body.setAttribute("role", "rowgroup");
  body.append(...data.lines.map((line) => row(line, data, act)));
  element.append(top, body);
  return element;
}

export default function ({ data, parentElement, setTriggerValue }) {
  const box = parentElement.querySelector("#lines");
  const told = parentElement.querySelector("#told");
  const shown = JSON.stringify(data);
  if (box.shown === shown) return;
  box.shown = shown;
  const act = {
    open: (figure) => setTriggerValue("figure", figure),
    copy: (text, button) => copyCitation(text, button, told),
  };
  const held = parentElement.activeElement?.dataset?.figure;
  box.replaceChildren(table(data, act));
  if (held) box.querySelector(`[data-figure="${CSS.escape(held)}"]`)?.focus();
}
