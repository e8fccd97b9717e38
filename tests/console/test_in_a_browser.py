"""The console in a real browser: signing in, the menu, ending a laptop, by mouse and by keyboard, wide and narrow, light and dark."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.builders import BuiltOffice
from tests.console.browser import Browser, browsing, why_not
from tests.console.people import PASSPHRASE, add_offices
from tests.server.conftest import Live

pytestmark = pytest.mark.skipif(why_not() is not None, reason=str(why_not()))

ENTER, TAB = "\ue007", "\ue004"
CONTRAST = """
const light = c => { const [r, g, b] = c.map(v => (v /= 255) <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
  return 0.2126 * r + 0.7152 * g + 0.0722 * b };
const numbers = c => c.match(/[\\d.]+/g).map(Number);
const ground = e => { for (; e; e = e.parentElement) { const c = numbers(getComputedStyle(e).backgroundColor);
  if (c.length < 4 || c[3] > 0) return c.slice(0, 3) } return numbers(getComputedStyle(document.body).backgroundColor).slice(0, 3) };
const poor = [];
for (const e of document.querySelectorAll("body *")) {
  if (![...e.childNodes].some(n => n.nodeType === 3 && n.textContent.trim()) || !e.offsetParent) continue;
  const [a, b] = [light(numbers(getComputedStyle(e).color).slice(0, 3)), light(ground(e))];
  const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
  if (ratio < 4.5) poor.push(e.textContent.trim().slice(0, 30) + " " + ratio.toFixed(2));
}
return poor;
"""


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with browsing() as one:
        yield one


def sign_in(browser: Browser, live: Live, name: str) -> None:
    browser.go(f"http://127.0.0.1:{live.port}/console")
    browser.type("#name", name)
    browser.type("#passphrase", PASSPHRASE + ENTER)
    browser.until_at("/console/offices")


def test_an_administrator_ends_a_laptop_by_keyboard_alone(browser: Browser, live: Live) -> None:
    office = BuiltOffice()
    caller = live.enrol(office)
    browser.look(width=1366, height=768)
    sign_in(browser, live, "dewi")
    browser.click("nav a[href='/console/laptops']")
    browser.run("document.querySelector('td a.button').focus()")
    browser.keys(ENTER)
    browser.until_at(caller.device)
    browser.run("document.querySelector('#reason').focus()")
    browser.keys(*"hilang", TAB, *caller.device[:8], TAB, ENTER)
    browser.until_at("/console/laptops?done=1")
    assert "Laptop telah diakhiri." in browser.text("main")
    assert "dewi mengakhirinya" in browser.text("table")
    assert caller.hello().code == "device.revoked"
    browser.click("nav form button")
    browser.until_at("/console/sign-in")


def test_pages_fit_wide_and_narrow_and_are_legible_light_and_dark(browser: Browser, live: Live) -> None:
    add_offices(live.centre, 250, now=live.clock())
    sign_in(browser, live, "dewi")
    for width, height, dark in ((1366, 768, False), (400, 800, True)):
        browser.look(width=width, height=height, dark=dark)
        for path in ("/console/offices", "/console/laptops", "/console/packs", "/console/forks", "/check"):
            browser.go(f"http://127.0.0.1:{live.port}{path}")
            assert browser.run("return document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0, (path, width)
            assert browser.run(CONTRAST) == [], (path, dark)
    browser.go(f"http://127.0.0.1:{live.port}/console/offices")
    browser.click(".pages a")
    assert "101-200 dari 250" in browser.text(".pages")
    browser.run("document.querySelector('h1').style.color = '#4a4a4a'")
    assert browser.run(CONTRAST) != []  # the measure sees what is too pale
