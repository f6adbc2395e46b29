"""Whether all that belongs together is on one screen: controls, star and reply, and every chart, of every explorer."""

from playwright.sync_api import TimeoutError as TooLate

SCREENS = (((1280, 800), True), ((1280, 720), False), ((1024, 768), False))  # and whether the list of files is open
OVER = """() => {
  const page = document.querySelector(".jp-WindowedPanel-outer");
  const room = page.getBoundingClientRect();
  return [...page.querySelectorAll(".jp-OutputArea:has(.smm-control)")].map((area) => {
    const form = area.querySelector(".smm-form").getBoundingClientRect();
    const charts = [...area.querySelectorAll(".jp-RenderedVegaCommon5 svg")].map((one) => one.getBoundingClientRect());
    const bottom = Math.max(...[form, ...charts].map((box) => box.bottom));
    const right = Math.max(...charts.map((box) => box.right));
    return [Math.round(bottom - form.top - page.clientHeight), Math.round(right - room.right), charts.length];
  });
}"""
# Words and fields that have less room than they need or take that of others, and words of a chart that reach beyond it.
CUT = """() => {
  const seen = (all) => [...document.querySelectorAll(all)].filter((one) => one.checkVisibility());
  const words = (one) => (one.textContent || one.value).trim().slice(0, 60);
  const own = ".jp-OutputArea-output";
  const boxes = seen(`${own} .widget-label, ${own} .widget-button, ${own} .widget-toggle-button`);
  const less = (has, needs) => has + 1 < needs;
  const narrow = (one) => less(one.clientWidth, one.scrollWidth) || less(one.clientHeight, one.scrollHeight);
  const fields = seen(`${own} input[type=text]`).filter((one) => one.clientWidth < 60);
  const spilt = seen(`${own} .widget-text input`).filter((one) => {
    return less(one.closest(".widget-text").getBoundingClientRect().right, one.getBoundingClientRect().right);
  });
  const beyond = seen(".jp-RenderedVegaCommon5 svg text").filter((one) => {
    const [text, chart] = [one, one.closest("svg.marks")].map((shape) => shape.getBoundingClientRect());
    return one.getAttribute("opacity") !== "0" && (text.left < chart.left - 2 || text.right > chart.right + 2);
  });
  return [...boxes.filter(narrow), ...fields, ...spilt, ...beyond].map(words);
}"""
FITS = f"() => ({OVER})().every(([down, across, charts]) => down <= 0 && across <= 0 && charts)"


def show_list(page, *, wanted):
    """Open or close the list of files at the left."""
    closed = "#jp-left-stack.lm-mod-hidden"
    if (page.locator(closed).count() == 0) != wanted:
        page.locator(".jp-SideBar.jp-mod-left [data-id=filebrowser]").click()
        page.locator(closed).wait_for(state="detached" if wanted else "attached")


def cut_off(page):
    """Return what cannot be read whole: labels, buttons, fields, words in charts."""
    return page.evaluate(CUT)


def too_large(page):
    """Return by screen, where not all explorers fit, how far each reaches beyond it: pixels down, across, charts.

    All controls are unlocked before this is called. The page is left as it was found.
    """
    found = {}
    for (width, height), files in SCREENS:
        page.set_viewport_size({"width": width, "height": height})
        show_list(page, wanted=files)
        try:
            page.wait_for_function(FITS, timeout=5_000)
        except TooLate:
            found[width, height] = page.evaluate(OVER)
    page.set_viewport_size({"width": 1280, "height": 800})
    show_list(page, wanted=True)
    return found
