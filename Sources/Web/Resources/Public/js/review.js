// The review of the plan: words that are selected can be added, and a focused item hears j, k, a and c.
const text = document.querySelector("blockquote[data-add]");
const button = document.querySelector("[data-add-selected]");
const hint = document.querySelector("[data-add-hint]");
if (hint) hint.hidden = false;

document.addEventListener("selectionchange", () => {
  const selection = getSelection();
  const words = text?.contains(selection.anchorNode) && text.contains(selection.focusNode) ? chosen(selection) : "";
  if (!button) return;
  button.hidden = !words;
  if (!words) return;
  const address = new URL(text.dataset.add, location.href);
  address.searchParams.set("quote", words);
  button.href = address.href;
});

// Numbers of the marks are ours, not the plan's.
function chosen(selection) {
  const piece = document.createElement("div");
  for (let index = 0; index < selection.rangeCount; index += 1) piece.append(selection.getRangeAt(index).cloneContents());
  for (const mark of piece.querySelectorAll("sup")) mark.remove();
  return piece.textContent.trim().slice(0, 2_000);
}

document.querySelector("[data-review]")?.addEventListener("keydown", (event) => {
  if (event.target.closest("input, textarea, select") || event.ctrlKey || event.metaKey || event.altKey) return;
  const items = [...document.querySelectorAll("[data-review] [data-item]")];
  const item = event.target.closest("[data-item]");
  const step = { j: 1, k: -1 }[event.key];
  if (step) items[Math.min(Math.max(items.indexOf(item) + step, 0), items.length - 1)]?.focus();
  if (event.key === "a") item?.querySelector("[data-accept]")?.click();
  if (event.key === "c") item?.querySelector("[data-correct]")?.click();
});
