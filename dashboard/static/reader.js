// Shows a text as pieces, scrolls to the chosen one and reports the mark that is pressed.
// Every piece is set as text, never as markup: what stands in a text cannot act on the page.

function pieceElement(piece, pick) {
  if (!piece.kind) {
    const span = document.createElement("span");
    span.textContent = piece.text;
    if (piece.in_sentence) span.className = "sentence";
    return span;
  }
  const mark = document.createElement("mark");
  mark.textContent = piece.text;
  mark.className = piece.kind + (piece.in_sentence ? " sentence" : "");
  mark.tabIndex = 0;
  mark.setAttribute("role", "button");
  mark.dataset.figure = piece.figure_id;
  if (piece.kind === "chosen") mark.setAttribute("aria-current", "true");
  mark.onclick = () => pick(piece.figure_id);
  mark.onkeydown = (event) => {
    if (event.key !== "Enter" && event.key !== " ") return;
    event.preventDefault();
    pick(piece.figure_id);
  };
  return mark;
}

function scrollTo(box) {
  const goal = box.querySelector(".chosen") || box.querySelector(".sentence");
  if (!goal) return;
  const offset = goal.getBoundingClientRect().top - box.getBoundingClientRect().top;
  box.scrollTop += offset - box.clientHeight / 3;
}

export default function ({ data, parentElement, setTriggerValue }) {
  const box = parentElement.querySelector("#text");
  const shown = JSON.stringify(data);
  if (box.shown === shown) return;
  box.shown = shown;
  box.setAttribute("aria-label", data.label);
  const pick = (figure) => setTriggerValue("figure", figure);
  box.replaceChildren(...data.pieces.map((piece) => pieceElement(piece, pick)));
  requestAnimationFrame(() => scrollTo(box));
}
