"""docs/sizing.md declares no number of its own."""

from . import sizing_page


def test_the_page_shows_the_numbers_that_plans_are_explained_with() -> None:
    # Changed? Then: python -m tests.golden.sizing_page
    assert sizing_page.PAGE.read_text(encoding="utf-8") == sizing_page.page()


def test_the_page_speaks_of_public_sources() -> None:
    assert "brief" not in sizing_page.PAGE.read_text(encoding="utf-8").lower()
