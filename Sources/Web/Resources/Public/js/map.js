// The city map: own GeoJSON, no tile server, no glyph server. Colours come from tokens.css, words from the page.
import { number, px, token } from "./style.js";

const html = document.documentElement;
const wall = html.dataset.theme === "wall";
const host = document.querySelector(".map[data-src]");
const state = document.querySelector("[data-map-state]");
const settings = host?.dataset;
/** Boxes are drawn higher than they are, the more so from far away, or a town of five floors looks like a pavement. */
const lifts = [[10.5, 4], [13.6, 1.5]];
const lift = (zoom) => {
  const [[far, most], [near, least]] = lifts;
  return most + Math.min(Math.max((zoom - far) / (near - far), 0), 1) * (least - most);
};
const pitch = 52;
/** North leans to the left; more so where the camera then comes nearer. */
const bearings = [-24, -32, -40];
const touch = matchMedia("(pointer: coarse)").matches;

const added = (tag, attributes) => new Promise((resolve, reject) => {
  const element = Object.assign(document.createElement(tag), attributes);
  element.onload = resolve;
  element.onerror = () => reject(new Error(element.src || element.href));
  document.head.append(element);
});
const json = async (address) => {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
  return answer.json();
};

const kind = (name) => ["==", ["get", "k"], name];
const name = ["get", html.lang.startsWith("en") ? "english_name" : "name"];
/** A line that is so many metres wide at every zoom. */
const metres = (wide, least = 0) => ["interpolate", ["exponential", 2], ["zoom"], 8, Math.max(least, wide / 250), 18, (wide / 250) * 1024];
const fill = (id, color) => ({ id, type: "fill", source: "ground", filter: kind(id), paint: { "fill-color": token(color) } });
const road = (id, wide, least) => ({ id, type: "line", source: "ground", filter: kind(id), layout: { "line-cap": "square" }, paint: { "line-color": token("m-road"), "line-width": metres(wide, least) } });
const words = (id, of, color, size, spacing) => ({
  id, type: "symbol", source: "ground", filter: kind(of),
  layout: { "text-field": name, "text-size": px(size), "text-letter-spacing": html.lang.startsWith("en") ? 0.02 : spacing, "text-allow-overlap": true },
  paint: { "text-color": token(color), "text-halo-color": token("m-halo"), "text-halo-width": 1.6 },
});

function style(ground, buildings) {
  const steps = settings.steps.split(",").map(token);
  const breaks = settings.breaks.split(",").filter(Boolean).map(Number);
  const scaled = breaks.length ? ["step", ["get", "v"], steps[0], ...breaks.flatMap((at, i) => [at, steps[i + 1]])] : steps[0];
  const color = ["case", ["==", ["get", "v"], null], token("line-2"), scaled];
  // On real boundaries a house is smaller than a pixel until one comes near: a dot stands for it until then.
  const far = ground.ground === "boundaries" ? 13 : 0;
  const dots = { type: "FeatureCollection", features: far ? buildings.features.map((feature) => ({ ...feature, geometry: { type: "Point", coordinates: middle(feature) } })) : [] };
  return {
    version: 8,
    light: { anchor: "viewport", color: "#ffffff", intensity: wall ? 0.22 : 0.18, position: [1.3, 210, 40] },
    sources: { ground: { type: "geojson", data: ground }, buildings: { type: "geojson", data: buildings, promoteId: "id" }, dots: { type: "geojson", data: dots, promoteId: "id" } },
    layers: [
      { id: "land", type: "background", paint: { "background-color": token("m-land") } },
      fill("district", "m-land"), fill("green", "m-green"), fill("water", "m-water"),
      road("street", 9, 0.4), road("avenue", 20, 0.8),
      { id: "edge", type: "line", source: "ground", filter: kind("district"), paint: { "line-color": token("m-edge"), "line-width": 1, "line-dasharray": [4, 3] } },
      { id: "buildings", type: "fill-extrusion", source: "buildings", paint: { "fill-extrusion-color": color, "fill-extrusion-height": ["interpolate", ["linear"], ["zoom"], ...lifts.flatMap(([zoom, times]) => [zoom, ["*", ["get", "h"], times]])], "fill-extrusion-opacity": 1, "fill-extrusion-vertical-gradient": true } },
      { id: "dots", type: "circle", source: "dots", maxzoom: far, paint: { "circle-color": color, "circle-radius": px(4), "circle-stroke-width": 1, "circle-stroke-color": token("m-land") } },
      words("waters", "name", "muted", 12, 0.3), words("names", "label", "ink-2", 13, 0.12),
    ],
  };
}

/** The positions of a geometry, however deep they nest. */
const positions = (item) => (typeof item[0] === "number" ? [item] : item.flatMap(positions));

/** The middle of a building. */
const middle = ({ geometry }) => {
  const ring = positions(geometry.coordinates).slice(0, 4);
  return [0, 1].map((axis) => ring.reduce((sum, point) => sum + point[axis], 0) / ring.length);
};

/** At most some hundred points that the camera must see: the corners of what is shown. */
function outline(features) {
  const points = features.flatMap(({ geometry }) => positions(geometry.coordinates));
  const every = Math.ceil(points.length / 400);
  return points.filter((_, index) => index % every === 0);
}

/** Moves the camera as near as it can see all points, tilted and turned as it is. */
function fit(map, points, closest) {
  const zooms = bearings.map((bearing) => fitTurned(map, points, closest, bearing));
  fitTurned(map, points, closest, bearings[zooms.indexOf(Math.max(...zooms))]);
}

function fitTurned(map, points, closest, bearing) {
  const { clientWidth: width, clientHeight: height } = map.getContainer();
  const pad = { side: px(30), top: px(52), bottom: px(26) };
  const seen = () => {
    const pixels = points.map((point) => map.project(point));
    const xs = pixels.map(({ x }) => x);
    const ys = pixels.map(({ y }) => y);
    return { left: Math.min(...xs), right: Math.max(...xs), top: Math.min(...ys), bottom: Math.max(...ys) };
  };
  let center = [0, 1].map((axis) => points.reduce((sum, point) => sum + point[axis] / points.length, 0));
  for (let pass = 0; pass < 4; pass += 1) {
    let [low, high] = [3, closest];
    for (let step = 0; step < 16; step += 1) {
      const zoom = (low + high) / 2;
      map.jumpTo({ center, zoom, bearing });
      const { left, right, top, bottom } = seen();
      if (right - left <= width - 2 * pad.side && bottom - top <= height - pad.top - pad.bottom) low = zoom; else high = zoom;
    }
    map.jumpTo({ center, zoom: low });
    const { left, right, top, bottom } = seen();
    center = map.unproject([(left + right) / 2, (top + bottom + pad.bottom - pad.top) / 2]).toArray();
    map.jumpTo({ center });
  }
  return map.getZoom();
}

/** A note that stands over one building: its name and value. */
function makePin(map) {
  const box = document.createElement("div");
  box.className = "pin";
  const title = document.createElement("b");
  const value = document.createElement("span");
  value.className = "un";
  box.append(title, value);
  const marker = new window.maplibregl.Marker({ element: box, anchor: "bottom" });
  let height = 0;
  const raise = () => {
    const pixels = (512 * 2 ** map.getZoom()) / (40_075_017 * Math.cos((map.getCenter().lat * Math.PI) / 180));
    marker.setOffset([0, -height * lift(map.getZoom()) * pixels * Math.sin((map.getPitch() * Math.PI) / 180) - px(24)]);
  };
  map.on("move", raise);
  return (feature) => {
    const { properties } = feature;
    title.textContent = properties.n;
    value.textContent = properties.v == null ? settings.none : `${number(properties.v, properties.v < 10 ? 2 : 1)} ${settings.unit}`;
    height = properties.h;
    marker.setLngLat(middle(feature));
    marker.addTo(map);
    raise();
  };
}

/** Hovering names a building, a click opens its page; on a touch screen the first tap names it. */
function listen(map, byId, pin) {
  const layers = ["buildings", "dots"];
  let named = null;
  const name = (id) => { named = id; if (byId.has(id)) pin(byId.get(id)); };
  map.on("mousemove", layers, ({ features: [building] }) => {
    map.getCanvas().style.cursor = "pointer";
    if (building.id !== named) name(building.id);
  });
  map.on("mouseleave", layers, () => { map.getCanvas().style.cursor = ""; });
  map.on("click", layers, ({ features: [building] }) => {
    if (touch && building.id !== named) name(building.id); else location.href = `/buildings/${building.id}${settings.suffix}`;
  });
  return name;
}

async function draw() {
  const [ground, buildings] = await Promise.all([
    json(settings.ground), json(settings.src), window.maplibregl ?? added("script", { src: settings.library }),
    added("link", { rel: "stylesheet", href: settings.style }),
  ]);
  const map = new window.maplibregl.Map({
    container: host, style: style(ground, buildings), center: [0, 0], zoom: 3, pitch, bearing: bearings[0], maxPitch: 65, maxZoom: 18,
    attributionControl: false, cooperativeGestures: touch, scrollZoom: touch, fadeDuration: 0, localIdeographFontFamily: token("font"),
    locale: {
      "Map.Title": settings.title, "NavigationControl.ZoomIn": settings.in, "NavigationControl.ZoomOut": settings.out,
      "CooperativeGesturesHandler.MobileHelpText": settings.gesture, "CooperativeGesturesHandler.WindowsHelpText": settings.gesture, "CooperativeGesturesHandler.MacHelpText": settings.gesture,
    },
  });
  if (!wall) map.addControl(new window.maplibregl.NavigationControl({ showCompass: false }), "top-right");
  const filtered = new URL(settings.src, location.href).searchParams;
  const isFiltered = ["q", "district", "kind"].some((part) => filtered.has(part));
  const shown = isFiltered && buildings.features.length ? buildings.features : ground.features.filter(({ properties }) => properties.k === "district");
  fit(map, outline(shown.length ? shown : buildings.features), 15.2);
  map.setMinZoom(map.getZoom() - 1);
  new ResizeObserver(() => { map.resize(); }).observe(host);

  const byId = new Map(buildings.features.map((feature) => [feature.properties.id, feature]));
  const name = listen(map, byId, makePin(map));
  // Of the most intensive buildings the first is named whose note hides no name of a district.
  const labels = ground.features.filter(({ properties }) => properties.k === "label").map(({ geometry }) => map.project(geometry.coordinates));
  const hides = ({ geometry }) => {
    const { x, y } = map.project(positions(geometry.coordinates)[0]);
    return y < px(80) || labels.some((label) => Math.abs(label.x - x) < px(85) && label.y < y && label.y > y - px(110));
  };
  const known = buildings.features.filter(({ properties }) => properties.v != null);
  const top = known.sort((one, other) => other.properties.v - one.properties.v).slice(0, 20);
  if (top.length) name((top.find((building) => !hides(building)) ?? top[0]).properties.id);
  state.hidden = true;
  map.once("idle", () => { html.dataset.map = "ready"; });
}

/** Says what happened; the table beside the map says the same as the map. */
function fail(error) {
  host.replaceChildren();
  host.removeAttribute("role");
  state.hidden = false;
  state.textContent = settings.failed;
  html.dataset.map = "ready";
  console.warn(error);
}

if (host) draw().catch(fail);
