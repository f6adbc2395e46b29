temml.renderMathInElement(document.body, {
  delimiters: [{ left: "$$", right: "$$", display: true }, { left: "$", right: "$", display: false }],
});
// A formula wider than a phone scrolls by itself, by keyboard, too.
for (const formula of document.querySelectorAll("math[display=block]")) {
  const line = formula.parentElement;
  line.classList.add("wide");
  if (getComputedStyle(line).overflowX === "auto") line.tabIndex = 0;
}
