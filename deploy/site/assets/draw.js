// A legend that is wider than a phone stands in rows of two.
function narrow(part) {
  if (part === null || typeof part !== "object") return part;
  if (Array.isArray(part)) return part.map(narrow);
  const inside = Object.entries(part).map(([name, value]) =>
    name === "datasets" ? [name, value] : [name, name === "legend" && value ? { ...value, columns: 2 } : narrow(value)]);
  return Object.fromEntries(inside);
}

// Vega gives a chart the width asked for and lets titles and words run out of it: such a chart is drawn smaller, whole.
function fit(svg, room) {
  const words = [...svg.querySelectorAll("text")].map((text) => text.getBoundingClientRect());
  const { x } = svg.getBoundingClientRect();
  const { width, height } = svg.viewBox.baseVal;
  const left = Math.min(0, ...words.map((box) => box.left - x));
  const whole = Math.max(width, ...words.map((box) => box.right - x)) - left;
  if (whole <= room) return;
  svg.setAttribute("viewBox", `${left} 0 ${whole} ${height}`);
  svg.setAttribute("width", room);
  svg.setAttribute("height", (height * room) / whole);
}

// Draw a page's charts in place of their pictures, as wide as the screen allows. Nothing is fetched or evaluated.
function drawAll(charts) {
  const interpreted = { ast: true, actions: false, renderer: "svg", hover: false, defaultStyle: false, tooltip: { disableDefaultStyle: true } };
  for (const figure of document.querySelectorAll("figure[data-chart]")) {
    const chart = charts[Number(figure.dataset.chart)];
    const place = document.createElement("div");
    const width = Math.min(chart.width, figure.clientWidth);
    const drawn = width < 480 ? narrow(chart) : chart;
    vegaEmbed(place, { ...drawn, width }, interpreted).then(() => {
      figure.replaceChildren(place);
      fit(place.querySelector("svg"), figure.clientWidth);
    }, (error) => console.error(error));
  }
}
