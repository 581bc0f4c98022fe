"""Pages of reports in a real browser: nothing is asked of a network, nothing of others runs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.pages.others import OTHERS

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.pages.opened import Opened

    OpenPage = Callable[..., Opened]

KINDS = ("analysis", "plan", "findings", "design", "saga", *OTHERS)
pytestmark = pytest.mark.browser


@pytest.mark.parametrize("kind", KINDS)
def test_a_page_asks_for_nothing_and_fits_every_screen(kind: str, opened: OpenPage) -> None:
    """Light, dark and on a phone: no error, no request, no script of others, nothing cut off."""
    found = opened(kind, color_scheme="light")
    page = found.page
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        paper, ink = page.evaluate(
            "['backgroundColor', 'color'].map((name) => getComputedStyle(document.body)[name])"
        )
        assert (_brightness(paper) > _brightness(ink)) == (scheme == "light")
    page.set_viewport_size({"width": 390, "height": 800})
    page.wait_for_function("innerWidth === 390")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.wait_for_function(_REACHABLE)
    assert _pictures_with_faults(page) == []
    assert page.evaluate("window.broken") is None
    assert found.said == []
    assert [url.partition("?")[0].rpartition("/")[2] for url in found.asked] == [f"{kind}.html"]


# What is wider than the page scrolls in a frame that a keyboard reaches, and that has a name.
_REACHABLE = """() => {
    const frames = [...document.querySelectorAll('.scroll')];
    const wide = frames.filter((one) => one.scrollWidth > one.clientWidth);
    return wide.every((one) => one.tabIndex === 0 && one.ariaLabel && one.role === 'group');
}"""


def _brightness(colour: str) -> float:
    return sum(float(part) for part in colour.removeprefix("rgb(").removesuffix(")").split(","))


@pytest.mark.parametrize("kind", KINDS)
def test_a_page_is_accessible(kind: str, opened: OpenPage) -> None:
    """axe-core finds nothing, with every derivation open, on white and on black."""
    from axe_playwright_python.sync_playwright import Axe

    page = opened(kind, bypass_csp=True).page
    page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
    page.emulate_media(color_scheme="light")
    found = Axe().run(page)
    assert {one["id"] for one in found.response["passes"]} >= {
        "color-contrast",
        "document-title",
        "landmark-one-main",
    }
    assert found.violations_count == 0, found.generate_report()
    # Of all rules, contrast alone depends on the scheme.
    page.emulate_media(color_scheme="dark")
    found = Axe().run(page, options={"runOnly": ["color-contrast"]})
    assert [one["id"] for one in found.response["passes"]] == ["color-contrast"]
    assert found.violations_count == 0, found.generate_report()


def _pictures_with_faults(page: Any) -> list[Any]:
    """Marks outside of a drawing's frame, which would be cut off; drawings without a name or too small."""
    found: list[Any] = page.evaluate(
        """() => [...document.querySelectorAll('svg')].flatMap((svg) => {
            const { width, height } = svg.viewBox.baseVal;
            const name = svg.querySelector('title')?.textContent;
            const letters = 11 * svg.getBoundingClientRect().width / width;
            const away = [...svg.querySelectorAll('rect, circle, path, polyline, text')].filter((one) => {
                const box = one.getBBox();
                const [right, bottom] = [box.x + box.width, box.y + box.height];
                return box.x < -1 || box.y < -1 || right > width + 1 || bottom > height + 1;
            });
            if (!name || letters < 7) return [[name, 'no name, or letters of', letters]];
            return away.map((one) => [name, one.outerHTML]);
        })"""
    )
    return found


def test_the_slider_goes_through_the_counted_partition_counts(opened: OpenPage) -> None:
    page = opened("analysis").page
    slider = page.get_by_role("slider", name="What if the topic had other partitions?")
    slider.focus()
    said = [page.locator("[data-slider] output").inner_text()]
    for _ in range(4):
        slider.press("ArrowRight")
        said.append(page.locator("[data-slider] output").inner_text())
    assert [text.partition(" ")[0] for text in said] == ["3", "6", "12", "24", "48"]
    assert page.locator("tr.chosen td").first.inner_text() == "48"
    cursor = page.locator(".cursor")
    assert cursor.get_attribute("x1") == pytest.approx(cursor.get_attribute("data-end"))


def test_a_number_opens_to_its_derivation(opened: OpenPage) -> None:
    page = opened("plan").page
    number = page.locator("#limits td .derivation").nth(1)
    assert not number.locator(".derived").is_visible()
    number.locator("summary").press("Enter")
    assert number.locator(".derived").is_visible()
    assert "Formula" in number.inner_text()
    assert "Source" in number.inner_text()


def test_findings_are_filtered_by_severity_rule_and_file(opened: OpenPage) -> None:
    page = opened("findings").page
    every = page.locator(".finding")
    whole = every.count()
    page.locator("select[name=file]").select_option("a/<b>.properties")
    shown = [one for one in every.all() if one.is_visible()]
    assert 0 < len(shown) < whole
    assert {one.get_attribute("data-file") for one in shown} == {"a/<b>.properties"}
    rule = shown[0].get_attribute("data-rule")
    page.locator("select[name=rule]").select_option(rule)
    assert {one.get_attribute("data-rule") for one in every.all() if one.is_visible()} == {rule}
    assert page.locator("[data-filter] output").inner_text().endswith(f"of {whole} shown")


def test_on_paper_everything_is_open_and_controls_are_not_there(opened: OpenPage) -> None:
    page = opened("analysis").page
    page.emulate_media(media="print")
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    assert page.evaluate("[...document.querySelectorAll('details')].every((one) => one.open)")
    assert not page.locator("nav").is_visible()
    assert not page.locator("[data-slider]").is_visible()


def test_without_scripts_everything_is_there(opened: OpenPage) -> None:
    page = opened("findings", java_script_enabled=False).page
    assert all(one.is_visible() for one in page.locator(".finding").all())
    assert not page.locator("[data-filter]").is_visible()
