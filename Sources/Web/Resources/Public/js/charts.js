// Draws each [data-chart] from the API's JSON. One function per kind: JSON in, ECharts option out.
// Words come from the page: series from the legend, unit and total from data attributes.
import { axisX, axisY, number, px, text, tip, token, tooltip } from "./style.js";

const lang = document.documentElement.lang;
const date = (options) => new Intl.DateTimeFormat(lang, { timeZone: "UTC", ...options });
const monthName = date({ month: "short" });
const monthTitle = date({ year: "numeric", month: "long" });
const dayTitle = date({ year: "numeric", month: "long", day: "numeric" });
const day = (iso) => new Date(`${iso}T00:00:00Z`);
const month = (iso) => day(`${iso}-01`);

const scaled = (value, factor) => (value == null ? null : value / factor);
const digits = (max) => (max < 2 ? 2 : max < 20 ? 1 : 0);
const shadow = { axisPointer: { type: "shadow", z: 0, shadowStyle: { color: token("paper-3"), opacity: 1 } } };

const axis = (max) => axisY("", { axisLabel: { ...text(), margin: 8, formatter: (v) => number(v, v === 0 ? 0 : digits(max)) } });
const grid = { left: px(4), right: px(4), top: px(12), bottom: px(4), outerBoundsMode: "same", outerBoundsContain: "axisLabel" };

/** The series a legend names, in its order: [{ code, name, color }]. */
const legend = (box) => [...box.closest(".plate").querySelectorAll(".legend [data-code]")].map((key) => ({
  code: key.dataset.code, color: key.dataset.color, name: key.textContent.trim(),
}));

/** Monthly stacked columns: energy by item, carbon by scope. */
function columns(data, box, width) {
  const { series, values, unit, total } = box.dataset;
  const factor = Number(box.dataset.factor || 1);
  const known = new Map(data[series].map((entry) => [entry.code, entry[values]]));
  const shown = legend(box).filter(({ code }) => known.has(code)).map((entry) => ({ ...entry, data: known.get(entry.code).map((v) => scaled(v, factor)) }));
  const sums = data.months.map((_, i) => shown.reduce((sum, { data: column }) => sum + (column[i] ?? 0), 0));
  const places = Math.max(1, digits(Math.max(...sums)));
  return {
    grid,
    xAxis: axisX({ type: "category", data: data.months, axisTick: { show: false }, axisLabel: { ...text(), interval: width < 480 ? 1 : 0, formatter: (v) => monthName.format(month(v)) } }),
    yAxis: axis(Math.max(...sums)),
    tooltip: tooltip((items) => tip(monthTitle.format(month(items[0].axisValue)), [
      ...items.toReversed().map((item) => [item.seriesName, number(item.value, places), unit]),
      ...(items.length > 1 ? [[total, number(sums[items[0].dataIndex], places), unit]] : []),
    ]), shadow),
    series: shown.map(({ name, color, data: column }) => ({ name, type: "bar", stack: "all", data: column, barCategoryGap: "28%", itemStyle: { color: token(color) } })),
  };
}

/** One meter, day by day; days that were estimated stand apart. */
function days(data, box) {
  const { unit, values } = box.dataset;
  const factor = Number(box.dataset.factor || 1);
  const rows = data.days;
  const max = Math.max(...rows.map((row) => scaled(row[values], factor) ?? 0));
  const shown = legend(box);
  const estimated = (row) => row.is_estimated;
  return {
    grid,
    xAxis: axisX({ type: "category", data: rows.map((row) => row.day), axisTick: { show: false }, axisLabel: { ...text(), interval: (_, v) => v.endsWith("-01"), formatter: (v) => monthName.format(day(v)) } }),
    yAxis: axis(max),
    tooltip: tooltip((items) => {
      const item = items.find(({ value }) => value != null) ?? items[0];
      return tip(dayTitle.format(day(item.axisValue)), [[item.seriesName, number(item.value, Math.max(1, digits(max))), unit]]);
    }, shadow),
    series: shown.map(({ code, name, color }) => ({
      name, type: "bar", stack: "all", barCategoryGap: "12%", itemStyle: { color: token(color) },
      data: rows.map((row) => (estimated(row) === (code === "estimated") ? scaled(row[values], factor) : null)),
    })),
  };
}

/** Yearly stacked columns up to the year of the deadline; years that nobody computed yet are left open and say so. */
function history(data, box, width) {
  const { series, values, unit, total, deadline, open, peak } = box.dataset;
  const factor = Number(box.dataset.factor || 1);
  const known = new Map(data[series].map((entry) => [entry.code, entry[values]]));
  const shown = legend(box).filter(({ code }) => known.has(code)).map((entry) => ({ ...entry, data: known.get(entry.code).map((v) => scaled(v, factor)) }));
  const last = data.years.at(-1);
  const years = [...data.years];
  for (let year = last + 1; year <= (data.deadline_year ?? last); year++) years.push(year);
  const sums = data.years.map((_, i) => shown.reduce((sum, { data: column }) => sum + (column[i] ?? 0), 0));
  const places = Math.max(1, digits(Math.max(...sums)));
  const top = data.years.indexOf(data.peak_year);
  const small = width < 480;
  const label = (extra) => ({ ...text("ink-2"), ...extra });
  return {
    grid: { ...grid, top: px(34) },
    xAxis: axisX({ type: "category", data: years.map(String), axisTick: { show: false }, axisLabel: { ...text(), interval: (_, v) => !small || v % 5 === 0 } }),
    yAxis: axis(Math.max(...sums)),
    tooltip: tooltip((items) => {
      const i = data.years.indexOf(Number(items[0].axisValue));
      if (i < 0) return tip(items[0].axisValue, [[open, "", ""]]);
      return tip(items[0].axisValue, [
        ...items.toReversed().map((item) => [item.seriesName, number(item.value, places), unit]),
        ...(shown.length > 1 ? [[total, number(sums[i], places), unit]] : []),
      ]);
    }, shadow),
    series: shown.map(({ name, color, data: column }, i) => ({
      name, type: "bar", stack: "all", data: years.map((_, k) => column[k] ?? null), barCategoryGap: "28%", itemStyle: { color: token(color) },
      ...(i < shown.length - 1 ? {} : {
        markPoint: top < 0 ? undefined : {
          symbol: "circle", symbolSize: px(1), silent: true, itemStyle: { color: "transparent" },
          label: { show: true, position: "top", distance: px(4), ...text("ink"), fontWeight: 700, formatter: small ? number(sums[top], places) : `${peak} ${number(sums[top], places)}` },
          data: [{ coord: [String(data.peak_year), sums[top]] }],
        },
        markLine: data.deadline_year == null ? undefined : {
          symbol: "none", silent: true, lineStyle: { color: token("rule"), width: 1, type: [4, 3] },
          label: label({ position: "end", rotate: 0, align: "right", formatter: small ? String(data.deadline_year) : `${deadline} ${data.deadline_year}` }),
          data: [{ xAxis: String(data.deadline_year) }],
        },
        markArea: years.length === data.years.length ? undefined : {
          silent: true, itemStyle: { color: token("paper-2") },
          label: { show: !small, position: "inside", ...text("muted"), width: px(90), overflow: "break", formatter: open },
          data: [[{ xAxis: String(last + 1) }, { xAxis: String(years.at(-1)) }]],
        },
      }),
    })),
  };
}

const kinds = { items: columns, scopes: columns, days, history };

async function draw(box) {
  const host = box.firstElementChild;
  try {
    const response = await fetch(box.dataset.src);
    if (!response.ok || !window.echarts) throw new Error(String(response.status));
    const data = await response.json();
    box.classList.remove("empty");
    const chart = window.echarts.init(host, null, { renderer: "canvas" });
    const render = () => chart.setOption({ animation: false, textStyle: { fontFamily: token("font") }, ...kinds[box.dataset.chart](data, box, host.clientWidth) }, true);
    render();
    new ResizeObserver(() => { chart.resize(); render(); }).observe(host);
  } catch {
    box.dataset.wait = box.dataset.failed;
    box.closest(".plate").querySelector(".data")?.classList.add("open");
  }
}

await document.fonts?.ready;
await Promise.all([...document.querySelectorAll("[data-chart]")].map(draw));
document.documentElement.dataset.charts = "ready";
