// Redraws a scenario's pathway while its sliders move: asks the API for the years, and puts them into the page's own drawing.
const plate = document.querySelector("[data-scenario]");
const form = document.querySelector("[data-sliders]");
const language = document.documentElement.lang;
const { scenario, factor, decimals, holds, fails } = plate.dataset;
const digits = { minimumFractionDigits: Number(decimals), maximumFractionDigits: Number(decimals) };
const number = new Intl.NumberFormat(language, digits);
const shown = (kilotonnes) => number.format(kilotonnes / Number(factor)).replace("-", "−");

const drawing = plate.querySelector(".scp");
const frame = Object.fromEntries(Object.entries(drawing.dataset).map(([name, value]) => [name, Number(value)]));
const x = (year) => frame.left + ((year - frame.first) / Math.max(1, frame.last - frame.first)) * (frame.right - frame.left);
const y = (value) => frame.bottom - Math.min(Math.max(value / frame.high, 0), 1) * (frame.bottom - frame.top);

function draw(answer) {
  const points = answer.years.map((year, place) => `${x(year).toFixed(2)},${y(answer.emissions_ktco2[place]).toFixed(2)}`);
  drawing.querySelector(".l-now").setAttribute("points", points.join(" "));
  const [dot, word] = [drawing.querySelector(".d"), drawing.querySelector(".dt")];
  const [across, down] = [x(answer.peak_year), y(answer.peak_ktco2)];
  dot.setAttribute("cx", across);
  dot.setAttribute("cy", down);
  word.setAttribute("x", across);
  word.setAttribute("y", down - 10);
  const way = (answer.peak_year - frame.first) / Math.max(1, frame.last - frame.first);
  word.setAttribute("text-anchor", way < 0.15 ? "start" : way > 0.85 ? "end" : "middle");
  word.textContent = answer.peak_year;
  plate.querySelector("[data-out=year]").textContent = answer.peak_year;
  plate.querySelector("[data-out=peak]").textContent = shown(answer.peak_ktco2);
  answer.years.forEach((year, place) => {
    const cell = plate.querySelector(`[data-year="${year}"] td`);
    if (cell) cell.textContent = shown(answer.emissions_ktco2[place]);
  });
  for (const target of answer.targets) {
    const row = document.querySelector(`[data-target="${CSS.escape(target.id)}"]`);
    if (!row) continue;
    row.querySelector("[data-value]").textContent = target.text;
    const status = row.querySelector(".st");
    status.className = `st ${target.holds ? "st-done" : "st-off"}`;
    status.textContent = target.holds ? holds : fails;
  }
}

let asked = null;
async function redraw() {
  const sliders = [...form.querySelectorAll("[data-measure]")];
  const moved = sliders.filter((slider) => Number(slider.value) !== Number(slider.dataset.written));
  const strengths = moved.map((slider) => `${slider.dataset.measure}:${slider.value}`).join(",");
  const hidden = document.querySelector("[data-strengths]");
  if (hidden) hidden.value = strengths;
  // The address stays the one that shows the same without script.
  const query = new URLSearchParams([["file", form.elements.file.value], ...moved.map((slider) => [slider.name, slider.value])]);
  const language = new URLSearchParams(location.search).get("lang");
  if (language) query.set("lang", language);
  history.replaceState(null, "", `${form.getAttribute("action")}?${query}`);
  asked?.abort();
  asked = new AbortController();
  const response = await fetch(`${scenario}?strengths=${encodeURIComponent(strengths)}`, { signal: asked.signal });
  if (response.ok) draw(await response.json());
}

for (const slider of form?.querySelectorAll("[data-measure]") ?? []) {
  slider.addEventListener("input", () => {
    form.querySelector(`output[for="${slider.id}"]`).textContent = slider.value;
    redraw().catch(() => {});
  });
}
