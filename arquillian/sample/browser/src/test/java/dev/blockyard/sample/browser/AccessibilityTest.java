package dev.blockyard.sample.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.selenium.AxeBuilder;
import dev.blockyard.telemetry.testing.Await;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;

/** Everybody can read the page, on a phone and in the dark, too. */
class AccessibilityTest extends PageScenario {
  @AfterEach
  void asBefore() {
    browser.executeCdpCommand("Emulation.clearDeviceMetricsOverride", Map.of());
    browser.executeCdpCommand("Emulation.setEmulatedMedia", Map.of("features", List.of()));
  }

  @ParameterizedTest
  @CsvSource({"light, 1280", "dark, 1280", "light, 360", "dark, 360"})
  void pageViolatesNoRuleAndFits(String scheme, int width) throws Exception {
    browser.executeCdpCommand(
        "Emulation.setEmulatedMedia",
        Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
    browser.executeCdpCommand(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", width, "height", 1600, "deviceScaleFactor", 1, "mobile", false));
    browser.findElement(By.id("request-2xx")).sendKeys(Keys.ENTER);
    Await.until(() -> assertThat(browser.findElements(By.tagName("details"))).isNotEmpty());
    browser.executeScript("document.querySelectorAll('details').forEach((d) => d.open = true)");
    // Colours that fade cannot be judged.
    Await.until(() -> assertThat(browser.findElements(By.className("moved"))).isEmpty());

    assertThat(new AxeBuilder().analyze(browser).getViolations())
        .as(scheme + " " + width)
        .extracting(rule -> rule.getId() + " " + rule.getNodes())
        .isEmpty();
    assertThat(strings("[document.documentElement.scrollWidth]"))
        .as("nothing is beyond the edge")
        .isEqualTo(strings("[document.documentElement.clientWidth]"));
  }
}
