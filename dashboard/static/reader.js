// Shows a text as pieces, scrolls to the chosen one and reports the mark that is pressed. While the
// text is out of sight, a strip at the foot of the window shows the chosen sentence.
// Every piece is set as text, never as markup: what stands in a text cannot act on the page.

function plain(piece) {
  const span = document.createElement("span");
  span.textContent = piece.text;
  if (piece.in_sentence) span.className = "sentence";
  return span;
}

function marked(piece, pick) {
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

function scrollToChosen(box) {
  const goal = box.querySelector(".chosen") || box.querySelector(".sentence");
  if (!goal) return;
  const offset = goal.getBoundingClientRect().top - box.getBoundingClientRect().top;
  box.scrollTop += offset - box.clientHeight / 3;
}

function fillStrip(strip, data) {
  const words = data.pieces
    .filter((piece) => piece.in_sentence)
    .map((piece) => {
      const part = document.createElement(piece.kind === "chosen" ? "mark" : "span");
      part.textContent = piece.text;
      if (piece.kind === "chosen") part.className = "chosen";
      return part;
    });
  strip.querySelector("blockquote").replaceChildren(...words);
  strip.querySelector("cite").textContent = data.source;
}

// Keep the strip under the page's main column, and hide it while the text can be seen.
function watch(box, strip) {
  const main = box.getRootNode().host.closest('[data-testid="stMain"]');
  const fit = () => {
    const { left, width } = main.getBoundingClientRect();
    strip.style.left = `${left}px`;
    strip.style.width = `${width}px`;
  };
  fit();
  new ResizeObserver(fit).observe(main);
  new IntersectionObserver(([entry]) => {
    box.inSight = entry.isIntersecting;
    strip.hidden = box.inSight || !box.opened || box.dismissed;
  }).observe(box);
  strip.querySelector(".go").onclick = () =>
    box.scrollIntoView({ behavior: "smooth", block: "center" });
  strip.querySelector(".close").onclick = () => {
    box.dismissed = true;
    strip.hidden = true;
  };
}

function cite(place, citation) {
  const [words, button, told] = place.children;
  place.hidden = !citation;
  words.textContent = citation;
  button.onclick = () => copyCitation(citation, button, told);
}

export default function ({ data, parentElement, setTriggerValue }) {
  const box = parentElement.querySelector("#text");
  const strip = parentElement.querySelector("#strip");
  const shown = JSON.stringify(data);
  if (box.shown === shown) return;
  const first = box.shown === undefined;
  box.shown = shown;
  box.opened = data.opened;
  box.dismissed = false;
  box.setAttribute("aria-label", data.label);
  const pick = (figure) => setTriggerValue("figure", figure);
  box.replaceChildren(
    ...data.pieces.map((piece) => (piece.kind ? marked(piece, pick) : plain(piece))),
  );
  const opening = box.firstChild;
  if (opening) opening.textContent = opening.textContent.trimStart();
  fillStrip(strip, data);
  cite(parentElement.querySelector("#citation"), data.citation);
  if (first) watch(box, strip);
  strip.hidden = box.inSight !== false || !data.opened;
  requestAnimationFrame(() => scrollToChosen(box));
}
