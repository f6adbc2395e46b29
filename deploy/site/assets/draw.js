// Draw a page's charts in place of their pictures, as wide as the screen allows. Nothing is fetched or evaluated.
function drawAll(charts) {
  const interpreted = { ast: true, actions: false, renderer: "svg", hover: false, defaultStyle: false, tooltip: { disableDefaultStyle: true } };
  for (const figure of document.querySelectorAll("figure[data-chart]")) {
    const chart = charts[Number(figure.dataset.chart)];
    const place = document.createElement("div");
    const width = Math.min(chart.width, figure.clientWidth);
    vegaEmbed(place, { ...chart, width }, interpreted).then(() => figure.replaceChildren(place), (error) => console.error(error));
  }
}
