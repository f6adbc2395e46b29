// What stock widgets lack: names for a screen reader, a live sentence, and a word when Python is gone.
const rows = ".smm-control, .smm-field";

function nameParts(area) {
  for (const row of area.querySelectorAll(rows)) {
    const title = row.querySelector(".widget-label")?.textContent?.trim();
    if (!title) continue;
    const handles = row.querySelectorAll(".noUi-handle");
    const shown = row.querySelector(".widget-readout")?.textContent ?? "";
    const ends = shown.split("–");
    handles.forEach((handle, i) => {
      const name = handles.length > 1 ? `${title} ${i + 1}/${handles.length}` : title;
      setIfNew(handle, "aria-label", name);
      setIfNew(handle, "aria-valuetext", handles.length > 1 && ends.length === 2 ? ends[i].trim() : shown);
    });
    row.querySelectorAll("input[type=text]").forEach((input) => setIfNew(input, "aria-label", title));
    row.querySelectorAll("button.smm-reset").forEach((b) => setIfNew(b, "aria-label", b.title || title));
  }
  area.querySelectorAll(".smm-live").forEach((node) => setIfNew(node, "aria-live", "polite"));
  area.querySelectorAll(".smm-alert").forEach((node) => setIfNew(node, "role", "alert"));
}

function setIfNew(node, attribute, value) {
  if (node.getAttribute(attribute) !== value) node.setAttribute(attribute, value);
}

// "Run All Cells" leaves a learner at the end of the lesson. The first frame that wakes there goes back to the start.
function backToStart(el) {
  const lesson = el.closest(".jp-Notebook");
  const cells = lesson?.querySelectorAll(".jp-Cell") ?? [];
  if (!cells.length || lesson.dataset.smmAwake) return;
  lesson.dataset.smmAwake = "yes";
  if (!cells[cells.length - 1].classList.contains("jp-mod-active")) return;
  const page = lesson.querySelector(".jp-WindowedPanel-outer") ?? lesson;
  page.scrollTop = 0;
}

function render({ model, el }) {
  el.className = "smm-frame";
  let observer;
  const start = () => {
    backToStart(el);
    const area = el.closest(".jp-OutputArea, .jp-OutputArea-child, body");
    const stale = () => area.classList.toggle("smm-stale", model.get("stale"));
    model.on("change:stale", stale);
    stale();
    nameParts(area);
    observer = new MutationObserver(() => nameParts(area));
    observer.observe(area, { subtree: true, childList: true, characterData: true });
  };
  requestAnimationFrame(start);
  model.on("comm_live_update", () => {
    if (model.comm_live) return;
    el.setAttribute("role", "alert");
    el.textContent = model.get("disconnected");
  });
  return () => observer?.disconnect();
}

export default { render };
