// What every chart shares: colours read from tokens.css, the page's number style, tooltips without inline style.
const computed = () => getComputedStyle(document.documentElement);
export const token = (name) => computed().getPropertyValue(`--${name}`).trim();
export const scale = () => parseFloat(computed().fontSize) / 16;
export const px = (size) => Math.round(size * scale());

/** 1234.5 → "1,234.5"; a real minus sign; "—" where there is no number. */
export function number(value, digits = 1) {
  if (value == null || Number.isNaN(value)) return "—";
  const text = new Intl.NumberFormat(document.documentElement.lang, { minimumFractionDigits: digits, maximumFractionDigits: digits }).format(Math.abs(value));
  return value < 0 ? `−${text}` : text;
}

/** A tooltip as a DOM node: a strict CSP blocks the inline style of ECharts' own tooltip markup. */
export function tip(title, rows) {
  const box = document.createElement("div");
  box.className = "tip";
  const head = document.createElement("b");
  head.textContent = title;
  box.append(head);
  for (const [label, value, unit] of rows) {
    const row = document.createElement("span");
    const strong = document.createElement("em");
    const small = document.createElement("i");
    strong.textContent = value;
    small.textContent = unit ? ` ${unit}` : "";
    strong.append(small);
    row.append(label, strong);
    box.append(row);
  }
  return box;
}

export const text = (color = "muted", size = 12) => ({ color: token(color), fontSize: px(size), fontFamily: token("font") });

export function axisX(extra = {}) {
  return {
    axisLine: { lineStyle: { color: token("line-2") } }, axisTick: { show: true, length: 4, lineStyle: { color: token("line-2") } },
    axisLabel: { ...text(), margin: 8, hideOverlap: true }, splitLine: { show: false }, ...extra,
  };
}

export function axisY(unit, extra = {}) {
  return {
    type: "value", name: unit, nameLocation: "end", nameGap: px(10), nameTextStyle: { ...text(), align: "left", padding: [0, 0, 0, 0] },
    axisLine: { show: false }, axisTick: { show: false }, axisLabel: { ...text(), margin: 8, formatter: (v) => number(v, 0) },
    splitLine: { lineStyle: { color: token("line"), width: 1 } }, ...extra,
  };
}

export const tooltip = (formatter, extra = {}) => ({
  trigger: "axis", confine: true, formatter, backgroundColor: token("paper"), borderColor: token("rule"), borderWidth: 1, borderRadius: 0,
  padding: [6, 10], shadowBlur: 0, extraCssText: "box-shadow:none", transitionDuration: 0,
  axisPointer: { type: "line", lineStyle: { color: token("rule"), width: 1, type: "solid" } }, ...extra,
});
