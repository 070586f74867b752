"""A real Chromium without a window, for the evidence page."""

import json
import shutil
import tempfile
import time
from base64 import b64decode
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any, Final

from selenium.common.exceptions import NoAlertPresentException, TimeoutException
from selenium.webdriver import ActionChains, Chrome, ChromeOptions
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.remote.webelement import WebElement

CHROMIUM: Final = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
DRIVER: Final = shutil.which("chromedriver")
MISSING: Final = "no Chromium: the page is tested with chromium and chromedriver (Debian: chromium, chromium-driver)"

_FLAGS: Final = (
    *("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--hide-scrollbars"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
)
_PATIENCE: Final = 30.0  # seconds for what takes a tenth of one on a machine that has nothing else to do


class Browser:
    """What a test does with a page."""

    def __init__(self, driver: Chrome, folder: Path) -> None:
        self._driver = driver
        self.downloads = folder
        driver.set_page_load_timeout(_PATIENCE / 2)
        driver.execute_cdp_cmd("Browser.setDownloadBehavior", {"behavior": "allow", "downloadPath": str(folder)})
        driver.execute_cdp_cmd("Performance.setTimeDomain", {"timeDomain": "threadTicks"})
        driver.execute_cdp_cmd("Performance.enable", {})

    def open(self, path: Path, at: str = "") -> None:
        """Load a page anew, at this view or finding; what earlier ones wrote to the console is gone."""
        address = path.as_uri()
        if self._driver.current_url.split("#")[0] == address:  # else only the view would change
            self._driver.execute_script(f"history.replaceState(null, '', '#{at}')")
            self._sure(self._driver.refresh)
        else:
            self._sure(partial(self._driver.get, f"{address}#{at}" if at else address))
        self.messages()

    def _sure(self, load: Callable[[], None]) -> None:
        """Chromium without a window loses one navigation in some hundreds, and waits for it for ever."""
        try:
            load()
        except TimeoutException:
            load()

    def room(self, width: int = 1400, height: int = 1000, *, dark: bool = False, media: str = "") -> None:
        """The size of the window, and what it is for."""
        told = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": False}
        scheme = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
        self._driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", told)
        self._driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": media, "features": [scheme]})

    def js(self, code: str, *arguments: Any) -> Any:
        """What a piece of JavaScript returns."""
        return self._driver.execute_script(code, *arguments)

    def later(self, code: str) -> Any:
        """What a piece of JavaScript gives to the function that is its last argument."""
        return self._driver.execute_async_script(code)

    def all(self, selector: str) -> list[WebElement]:
        """The elements, drawn or not."""
        return self._driver.find_elements("css selector", selector)

    def one(self, selector: str) -> WebElement:
        """The first of them."""
        return self._driver.find_element("css selector", selector)

    def texts(self, selector: str) -> list[str]:
        """Their texts, of those that are out of sight too."""
        found = self.js("return [...document.querySelectorAll(arguments[0])].map((one) => one.textContent)", selector)
        return [" ".join(text.split()) for text in found]

    def text(self, selector: str) -> str:
        """The text of the first."""
        return self.texts(selector)[0]

    def click(self, selector: str) -> None:
        """Click on the first, as a person does."""
        self.js("document.querySelector(arguments[0]).scrollIntoView({ block: 'center' })", selector)
        self.one(selector).click()

    def press(self, *keys: str) -> None:
        """Press keys, one after another, wherever the focus is."""
        for key in keys:
            ActionChains(self._driver, duration=0).send_keys(key).perform()

    def type(self, selector: str, text: str) -> None:
        """Write into a field, in the place of what is there, and leave it."""
        field = self.one(selector)
        field.clear()
        field.send_keys(text)
        self.js("document.activeElement.blur()")

    def focus(self) -> str:
        """What has the focus, by its text."""
        return " ".join(str(self.js("return document.activeElement.textContent")).split())

    def wait(self, what: Callable[[], Any]) -> Any:
        """What comes of this when it is true."""
        until = time.monotonic() + _PATIENCE
        while not (found := what()):
            if time.monotonic() > until:
                raise TimeoutException(f"still {found!r} after {_PATIENCE:g} s")
            time.sleep(0.02)
        return found

    def downloaded(self, name: str) -> Path:
        """The one file of this ending that came, moved out of the way of the next.

        Chromium holds the name with an empty file until all has come.
        """
        found: list[Path] = self.wait(
            lambda: [path for path in self.downloads.glob(f"report-*.{name}") if path.stat().st_size]
        )
        return found[0].rename(self.downloads / f"{time.monotonic_ns()}.{name}")

    def messages(self) -> list[str]:
        """What the console has had to say since the last time: errors, warnings, and what the policy refused."""
        return [entry["message"] for entry in self._driver.get_log("browser")]  # type: ignore[no-untyped-call]  # it has none

    def alert(self) -> str | None:
        """The text of an alert that is open, None if there is none."""
        try:
            return self._driver.switch_to.alert.text
        except NoAlertPresentException:
            return None

    @contextmanager
    def before_each_page(self, code: str) -> Iterator[None]:
        """This runs before the script of every page that is loaded."""
        told = self._driver.execute_cdp_cmd("Page.addScriptToEvaluateOnNewDocument", {"source": code})
        try:
            yield
        finally:
            self._driver.execute_cdp_cmd("Page.removeScriptToEvaluateOnNewDocument", told)

    def busy_while(self, work: Callable[[], object]) -> float:
        """For how many seconds the page's main thread was at work; on a busy machine this counts its waits for a core too."""
        before = self._busy()
        work()
        return self._busy() - before

    def busy_opening(self, path: Path) -> float:
        """The same for a page that is opened: Chromium's clock begins anew with each."""
        self.open(path)
        return self._busy()

    def _busy(self) -> float:
        told = self._driver.execute_cdp_cmd("Performance.getMetrics", {})["metrics"]
        return float(next(metric["value"] for metric in told if metric["name"] == "TaskDuration"))

    def scroll(self, screens: int) -> None:
        """Scroll down screen by screen, each drawn before the next."""
        code = """
            const [screens, done] = arguments;
            let left = screens;
            const step = () => {
              scrollBy(0, innerHeight * 0.9);
              left -= 1;
              requestAnimationFrame(() => (left ? setTimeout(step) : done()));
            };
            step();"""
        self._driver.execute_async_script(code, screens)

    def named(self, roles: tuple[str, ...]) -> list[tuple[str, str]]:
        """Role and name of each element that has one of these roles, as a screen reader is told."""
        nodes = self._driver.execute_cdp_cmd("Accessibility.getFullAXTree", {})["nodes"]
        told = [(node.get("role", {}).get("value"), node.get("name", {}).get("value", "")) for node in nodes]
        return [(role, name) for role, name in told if role in roles]

    def shot(self, path: Path) -> None:
        """A picture of what is in the window."""
        path.parent.mkdir(exist_ok=True)
        self._driver.save_screenshot(str(path))

    def printed(self) -> bytes:
        """The PDF that a person who asks for paper gets."""
        return b64decode(self._driver.execute_cdp_cmd("Page.printToPDF", {})["data"])


@contextmanager
def opened() -> Iterator[Browser]:
    """A browser with a profile of its own, which is gone afterwards."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        options = ChromeOptions()
        options.binary_location = CHROMIUM or ""
        for flag in (*_FLAGS, f"--user-data-dir={folder}/profile"):
            options.add_argument(flag)
        options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
        driver = Chrome(options=options, service=Service(DRIVER))
        try:
            yield Browser(driver, Path(folder))
        finally:
            driver.quit()


def data_of(page: str) -> Any:
    """The data in a page."""
    _, _, rest = page.partition('<script type="application/json" id="data">')
    return json.loads(rest.partition("</script>")[0])
