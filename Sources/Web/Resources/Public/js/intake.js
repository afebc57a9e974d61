// Keeps the figures of the reading store up to date: asks the API every two seconds and writes what moved into the table.
import { number } from "./style.js";

const plate = document.querySelector("[data-intake]");

async function look() {
  const response = await fetch(plate.dataset.intake, { headers: { Accept: "application/json" } });
  if (!response.ok) return;
  const state = await response.json();
  for (const cell of plate.querySelectorAll("[data-field]")) {
    const text = number(state[cell.dataset.field], Number(cell.dataset.digits));
    if (cell.textContent !== text) cell.textContent = text;
  }
  const time = new Intl.DateTimeFormat(document.documentElement.lang, { timeStyle: "medium", timeZone: "Asia/Shanghai" });
  plate.querySelector("[data-at]").textContent = plate.dataset.words.replace("{0}", time.format(new Date(state.at)));
}

while (plate) {
  if (!document.hidden) await look().catch(() => {});
  await new Promise((resume) => { setTimeout(resume, 2_000); });
}
