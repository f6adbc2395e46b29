// What stock widgets lack: names for a screen reader, a live sentence, Enter, and a word when Python or its server is gone.
const rows = ".smm-control, .smm-field";
const PATIENCE = 3000; // milliseconds that a connection may take to come back before anything is said

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
    row.querySelectorAll("input[type=text]").forEach((input) => {
      const own = input.labels?.[0]?.textContent?.trim();
      if (!own) setIfNew(input, "aria-label", title);
    });
    row.querySelectorAll("button.smm-reset").forEach((b) => setIfNew(b, "aria-label", b.title || title));
  }
  area.querySelectorAll("[title=null]").forEach((label) => label.removeAttribute("title"));
  area.querySelectorAll(".smm-live").forEach((node) => setIfNew(node, "aria-live", "polite"));
  area.querySelectorAll(".smm-alert").forEach((node) => setIfNew(node, "role", "alert"));
}

// Hover and focus tell what a mark of a chart stands for: the words that a screen reader hears, always as text.
const CHART = ".jp-RenderedVegaCommon5 svg.marks";
const MARK = ".jp-RenderedVegaCommon5 path[aria-label]:is([role=graphics-symbol], [role=button])";
const MOST_MARKS = 40; // marks that the Tab key stops at
function watchMarks(model, area, signal) {
  const tip = document.createElement("div");
  tip.className = "smm-tip";
  const hide = () => tip.remove();
  const tell = (event) => {
    const mark = event.target.closest?.(MARK);
    const chart = [...area.querySelectorAll(CHART)].indexOf(event.target.closest?.("svg.marks"));
    const hint = area.classList.contains("smm-touched") ? "" : (model.get("touch")[chart]?.hint ?? "");
    const said = mark ? mark.getAttribute("aria-label") : hint;
    if (!said || event.buttons) return hide();
    const { left, top, right, bottom } = (mark ?? event.target).getBoundingClientRect();
    const [x, y] = event.type === "focusin" ? [(left + right) / 2, (top + bottom) / 2] : [event.clientX, event.clientY];
    tip.textContent = said;
    document.body.append(tip);
    tip.style.left = `${Math.max(0, Math.min(x + 14, innerWidth - tip.offsetWidth - 4))}px`;
    tip.style.top = `${Math.max(0, Math.min(y + 14, innerHeight - tip.offsetHeight - 4))}px`;
  };
  for (const kind of ["pointermove", "focusin"]) area.addEventListener(kind, tell, { signal });
  for (const kind of ["pointerleave", "focusout"]) area.addEventListener(kind, hide, { signal });
  area.addEventListener("keydown", (event) => event.key === "Escape" && hide(), { signal });
  signal.addEventListener("abort", hide);
}

// A picture can be touched: a mark that stands for a choice is pressed, a place along an axis is dragged to. What that
// means Python decides. A picture is drawn anew after each touch: what the keyboard stood on is found again by its place.
function watchTouch(model, area, signal) {
  const charts = () => [...area.querySelectorAll(CHART)];
  const plot = (chart) => charts()[chart].querySelector("path.background").getBoundingClientRect();
  let dragged = -1; // the chart
  let [next, waiting] = [null, false];
  let held; // [chart, mark] on which the keyboard stands
  const chartOf = (event) => charts().indexOf(event.target.closest?.("svg.marks"));
  const send = () => {
    waiting = next !== null;
    if (waiting) requestAnimationFrame(send);
    if (waiting) model.send(next);
    next = null;
  };
  const drag = (event, begin) => {
    const { left, width, bottom, height } = plot(dragged);
    const part = (pixels, whole) => Math.round(1e4 * Math.min(1, Math.max(0, pixels / whole))) / 1e4;
    const [share, rise] = [part(event.clientX - left, width), part(bottom - event.clientY, height)];
    next = { chart: dragged, share, rise, begin: begin || Boolean(next?.begin) };
    if (!waiting) send();
  };
  const press = (mark, chart) => {
    const value = touchValue(model, mark, chart);
    if (value !== undefined) model.send({ chart, mark: value });
    return value !== undefined;
  };
  const on = (kind, act) => area.addEventListener(kind, act, { signal });
  on("pointerdown", (event) => {
    const chart = chartOf(event);
    if (event.button || chart < 0 || press(event.target.closest(MARK), chart)) return;
    if (!model.get("touch")[chart]?.along && !model.get("touch")[chart]?.draw) return;
    const { left, right, top, bottom } = plot(chart);
    const [x, y] = [event.clientX, event.clientY];
    if (x < left - 8 || x > right + 8 || y < top || y > bottom) return;
    dragged = chart;
    area.setPointerCapture(event.pointerId);
    area.classList.add("smm-touched"); // it needs no hint any more
    drag(event, true);
  });
  on("pointermove", (event) => dragged >= 0 && drag(event, false));
  for (const kind of ["pointerup", "pointercancel", "lostpointercapture"]) on(kind, () => (dragged = -1));
  on("keydown", (event) => {
    const chart = chartOf(event);
    if (chart < 0 || !["Enter", " "].includes(event.key) || !press(event.target.closest(MARK), chart)) return;
    event.preventDefault();
    event.stopPropagation();
  });
  const hold = ({ target }) => {
    const [chart, mark] = area.contains(target) ? [chartOf({ target }), target.closest(MARK)] : [-1];
    held = mark && chart >= 0 ? [chart, [...charts()[chart].querySelectorAll(MARK)].indexOf(mark)] : undefined;
  };
  document.addEventListener("focusin", hold, { signal });
  document.addEventListener("pointerdown", () => (held = undefined), { signal, capture: true });
  return () => {
    if (held && document.activeElement === document.body) charts()[held[0]]?.querySelectorAll(MARK)[held[1]]?.focus();
  };
}

// What a mark stands for, if it can be pressed: the value of its row in the column that Python named.
function touchValue(model, mark, chart) {
  const column = model.get("touch")[chart]?.column;
  return column ? mark?.__data__?.datum?.[column] : undefined;
}

// Marks that can be pressed are buttons, and say whether they are picked.
function dressCharts(model, area) {
  area.querySelectorAll(CHART).forEach((svg, chart) => {
    const { along, draw, column, picked } = model.get("touch")[chart] ?? {};
    svg.classList.toggle("smm-along", Boolean(along));
    svg.classList.toggle("smm-draw", Boolean(draw));
    if (!column) return;
    for (const mark of svg.querySelectorAll(MARK)) {
      const value = touchValue(model, mark, chart);
      if (value === undefined) continue;
      mark.removeAttribute("aria-roledescription");
      mark.dataset.lmSuppressShortcuts = "true"; // Enter is for the mark, not for the cell
      mark.tabIndex = 0;
      setIfNew(mark, "role", "button");
      setIfNew(mark, "aria-pressed", String(picked.includes(value)));
    }
  });
}

// Vega's view stands behind every mark that it drew.
function viewOf(svg) {
  for (const mark of svg.querySelectorAll("path, line, text")) {
    const view = mark.__data__?.mark?.group?.context?.dataflow;
    if (view?.data) return view;
  }
}

// While a chart moves, Python sends only the tables whose rows are new. They are wanted until Python has the whole chart
// drawn anew: a view that is still being made, or comes later, gets them all.
function watchRows(model, area) {
  const wanted = new Map(); // by chart: tables as JSON by name, those that its view lacks, the view
  const live = (able) => {
    if (model.get("live") === able) return;
    model.set("live", able);
    model.save_changes();
  };
  const fill = (svg, chart) => {
    const view = viewOf(svg);
    const { tables, lacking, said, ...last } = wanted.get(chart) ?? {};
    if (!view || !tables) return;
    const names = view === last.view ? lacking : Object.keys(tables);
    try {
      for (const name of names) view.data(name);
    } catch {
      return; // the view of an older chart
    }
    wanted.set(chart, { tables, lacking: [], said, view });
    for (const name of names) view.data(name, JSON.parse(tables[name]));
    if (names.length) view.description(said).runAsync();
  };
  const renew = () => {
    const charts = [...area.querySelectorAll(CHART)];
    charts.forEach(fill);
    if (drawn && charts.length && charts.every(viewOf)) live(true);
  };
  let drawn = false; // whether Python has had a chart drawn here: those of a page that was loaded again may be older
  live(false);
  model.on("msg:custom", ({ rows = [] }) => {
    for (const { chart, tables, said } of rows) {
      const { tables: old, lacking = [], view } = wanted.get(chart) ?? {};
      const names = Object.keys(tables ?? {});
      wanted.set(chart, tables && { tables: { ...old, ...tables }, lacking: [...lacking, ...names], said, view });
      drawn ||= !tables;
    }
    renew();
  });
  return renew;
}

// What stands where is told by classes: asked of CSS (":has"), it would cost more at each move than all the rest.
const PARTS = { workbench: ".smm-workbench", words: ".smm-words", recall: ".smm-recall", chart: ".jp-RenderedVegaCommon5" };
function placeParts(area) {
  area.classList.add("smm-area");
  for (const one of [area, ...area.children]) {
    for (const [name, part] of Object.entries(PARTS)) one.classList.toggle(`smm-has-${name}`, Boolean(one.querySelector(part)));
  }
}

// How much higher than wide all charts of an explorer are together: from it frame.css finds the width at which they fit.
function measureCharts(area) {
  const boxes = [...area.querySelectorAll(".jp-RenderedVegaCommon5 svg.marks")].map((svg) => svg.viewBox.baseVal);
  const tall = boxes.reduce((sum, box) => sum + box.height / box.width, 0);
  const marks = area.querySelectorAll(MARK);
  if (marks.length <= MOST_MARKS) for (const mark of marks) mark.tabIndex = 0;
  if (tall) area.style.setProperty("--smm-tall", tall.toFixed(3));
}

// JupyterLab folds the code cell by cell; one button unfolds all of a lesson's, or folds it again.
function watchCode(area, signal) {
  area.addEventListener("click", (event) => {
    const cell = event.target.closest("button.smm-code")?.closest(".jp-Cell");
    if (!cell) return;
    const lesson = cell.closest(".jp-Notebook");
    const folded = lesson.querySelectorAll(".jp-InputPlaceholder");
    const parts = folded.length ? folded : lesson.querySelectorAll(".jp-CodeCell .jp-InputCollapser .jp-Collapser-child");
    for (const part of parts) part.click();
    requestAnimationFrame(() => cell.scrollIntoView({ block: "start" }));
  }, { signal });
}

// A plain key pressed in a form is the form's. Notebook 7 would take arrows, Enter and letters as its own: ← folds the
// section away, and D twice deletes the cell. Keys with Ctrl, such as to save, are still the program's.
function keepKeys(area, signal) {
  window.addEventListener("keydown", (event) => {
    const { target, ctrlKey, metaKey, altKey, shiftKey } = event;
    if (area.contains(target)) target.toggleAttribute("data-lm-suppress-shortcuts", !(ctrlKey || metaKey || altKey || shiftKey));
  }, { capture: true, signal });
}

function setIfNew(node, attribute, value) {
  if (node.getAttribute(attribute) !== value) node.setAttribute(attribute, value);
}

// What is typed is sent when the field is left. Until then a verdict on the entry before is out of sight.
function watchTyping(form, model) {
  const field = (event) => event.target.closest(".smm-field input[type=text]");
  const keep = (event) => field(event) && (event.target.dataset.sent = event.target.value);
  form.addEventListener("focusin", keep, true);
  form.addEventListener("change", keep, true);
  form.addEventListener("input", (event) => {
    const { value, dataset } = event.target;
    field(event)?.closest(".smm-field").classList.toggle("smm-typing", value !== dataset.sent);
  }, true);
  form.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && !event.isComposing && field(event)) enter(event.target);
  }, true);
  form.addEventListener("click", (event) => {
    const row = event.target.closest("button.mod-primary")?.closest(".smm-field");
    if (row && enter(row.querySelector("input[type=text]"))) event.stopPropagation();
  }, true);
  // Text and press travel as one message: of two, the press would overtake the text while Python is busy.
  function enter(input) {
    if (!model.get("enters") || !input || input.disabled) return false;
    input.dataset.sent = input.value;
    model.send({ entered: input.value });
    return true;
  }
}

function replied(area, changes) {
  if (!changes.some(({ target }) => target.closest?.(".smm-says"))) return;
  for (const row of area.querySelectorAll(".smm-typing")) {
    const { value, dataset } = row.querySelector("input[type=text]");
    if (value === dataset.sent) row.classList.remove("smm-typing");
  }
}

// The server is not the kernel: when it goes, the widgets still seem to live. Returns what ends the watch.
function watchServer(model, tell) {
  const kernel = model.widget_manager?.kernel;
  let waiting;
  const changed = (_, status) => {
    clearTimeout(waiting);
    if (status === "connected") tell("");
    else waiting = setTimeout(() => tell(model.get("unreachable")), PATIENCE);
  };
  kernel?.connectionStatusChanged?.connect(changed);
  return () => {
    clearTimeout(waiting);
    kernel?.connectionStatusChanged?.disconnect(changed);
  };
}

// A link to a lesson may name a setting: ...?path=en/05_word_of_mouth.ipynb&scenario=4A2Z-G. JupyterLab rewrites the
// address soon; the browser remembers what opened the page.
function wantScenario(model) {
  const opened = performance.getEntriesByType("navigation")[0]?.name ?? location.href;
  const wanted = new URL(opened).searchParams.get("scenario");
  if (!wanted || model.get("wanted")) return;
  model.set("wanted", wanted.slice(0, 60));
  model.save_changes();
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

// Tasks are a numbered list in the text above. While Python runs, the present one stands beside its controls instead,
// under the one that was ticked last, whose question may still be open. Returns what brings the list back.
function showTasks(model, el) {
  const words = model.get("task_words");
  const list = [...(el.closest(".jp-Cell")?.previousElementSibling?.querySelectorAll("ol") ?? [])].pop();
  if (!words.length || list?.children.length !== words.length) return () => {};
  const slot = document.createElement("div");
  slot.className = "smm-tasks";
  slot.setAttribute("aria-live", "polite");
  el.append(slot);
  const turn = (to) => {
    model.set("task", to);
    model.save_changes();
  };
  const line = (number) => {
    const task = document.createElement("p");
    const done = model.get("tasks_done").includes(number);
    task.className = done ? "smm-done" : "";
    task.append(`${done ? "☑" : "☐"} ${words[number]}: `, ...list.children[number].cloneNode(true).childNodes);
    return task;
  };
  const arrow = (text, step) => {
    const button = document.createElement("button");
    const to = model.get("task") + step;
    Object.assign(button, { textContent: text, title: model.get("arrows")[step > 0 ? 1 : 0] });
    button.disabled = !(to in words);
    button.setAttribute("aria-label", button.title);
    button.className = "jupyter-button smm-turn";
    button.onclick = () => turn(to);
    return button;
  };
  const draw = () => {
    const now = model.get("task");
    const last = model.get("tasks_done").at(-1);
    const held = [...slot.querySelectorAll("button")].indexOf(document.activeElement);
    const arrows = document.createElement("span");
    arrows.append(arrow("‹", -1), arrow("›", 1));
    slot.replaceChildren(...(last === undefined || last === now ? [] : [line(last)]), line(now), arrows);
    const left = [...slot.querySelectorAll("button")];
    if (held >= 0) (left[held].disabled ? left[1 - held] : left[held]).focus(); // where the keyboard was
  };
  list.classList.add("smm-beside");
  model.on("change:task change:tasks_done", draw);
  draw();
  return () => {
    list.classList.remove("smm-beside");
    slot.remove();
  };
}

// anywidget gives a model two seconds to load. One that took longer, on a slow laptop that starts a whole lesson, would
// never hear again what Python says: here, where it has loaded, messages go to it directly, and it asks for the last.
function listen(model) {
  const direct = (loaded) => {
    let waiting = loaded;
    while (waiting && !Object.hasOwn(waiting, "_handle_comm_msg")) waiting = Object.getPrototypeOf(waiting);
    const heard = waiting && Object.getPrototypeOf(waiting)._handle_comm_msg;
    if (heard) loaded.comm?.on_msg((message) => heard.call(loaded, message));
  };
  model.on("change:shown", direct); // only an event tells the model itself
  model.set("shown", (model.get("shown") ?? 0) + 1);
  model.off("change:shown", direct);
  model.send({ loaded: true });
}

// One sheet for all frames, put in once: with each change of it, the page would reckon all of its styles anew.
function dressPage(model) {
  const made = () => document.head.appendChild(Object.assign(document.createElement("style"), { id: "smm-looks" }));
  const sheet = document.getElementById("smm-looks") ?? made();
  if (sheet.textContent !== model.get("looks")) sheet.textContent = model.get("looks");
}

function render({ model, el }) {
  dressPage(model);
  el.className = "smm-frame";
  let observer;
  let hideTasks = () => {};
  const gone = new AbortController(); // the cell stays when it runs anew: what listened to it must not answer twice
  const said = document.createElement("div");
  el.append(said);
  const tell = (words) => {
    said.textContent = words;
    words ? el.setAttribute("role", "alert") : el.removeAttribute("role");
  };
  const start = () => {
    backToStart(el);
    const tasks = () => {
      hideTasks();
      hideTasks = showTasks(model, el);
    };
    model.on("change:task_words", tasks);
    tasks();
    const area = el.closest(".jp-OutputArea") ?? el.parentElement; // with the charts and words beside the form
    const stale = () => area.classList.toggle("smm-stale", model.get("stale"));
    model.on("change:stale", stale);
    stale();
    area.smmGone?.abort(); // of a Python that was restarted nothing is taken away
    area.smmGone = gone;
    const cell = area.closest(".jp-CodeCell");
    area.closest(".jp-Notebook")?.classList.add("smm-lesson");
    cell?.classList.add("smm-cell");
    gone.signal.addEventListener("abort", () => [area, cell].forEach((one) => one?.classList.remove("smm-area", "smm-cell")));
    placeParts(area);
    nameParts(area);
    measureCharts(area);
    watchTyping(el.parentElement, model);
    watchCode(area, gone.signal);
    keepKeys(area, gone.signal);
    watchMarks(model, area, gone.signal);
    const keepFocus = watchTouch(model, area, gone.signal);
    const dress = () => dressCharts(model, area);
    const renewRows = watchRows(model, area);
    model.on("change:touch", dress);
    dress();
    renewRows();
    observer = new MutationObserver((changes) => {
      placeParts(area);
      nameParts(area);
      measureCharts(area);
      renewRows();
      dress();
      keepFocus();
      replied(area, changes);
    });
    observer.observe(area, { subtree: true, childList: true, characterData: true, attributeFilter: ["title", "viewBox"] });
  };
  listen(model);
  requestAnimationFrame(start);
  wantScenario(model);
  const unwatch = watchServer(model, tell);
  model.on("comm_live_update", () => {
    if (model.comm_live) return;
    unwatch(); // a new Python answers no old widget, however well it is connected
    tell(model.get("disconnected"));
  });
  return () => {
    observer?.disconnect();
    hideTasks();
    gone.abort();
    unwatch();
  };
}

export default { render };
