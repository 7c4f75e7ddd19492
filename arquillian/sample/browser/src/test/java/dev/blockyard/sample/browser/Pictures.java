package dev.blockyard.sample.browser;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.TakesScreenshot;

/** The pictures of the documentation, which the tests renew when they are asked to. */
final class Pictures {
  private static final boolean WANTED = System.getProperty("pictures") != null;
  private static final Path FOLDER =
      Path.of(System.getProperty("basedir", ""), "../../../src/site/resources/images");

  private Pictures() {}

  /** Takes one with {@code -Dpictures}; otherwise does nothing. */
  static void take(TakesScreenshot shown, String name) throws IOException {
    if (WANTED) {
      Files.createDirectories(FOLDER);
      Files.write(FOLDER.resolve(name + ".png"), shown.getScreenshotAs(OutputType.BYTES));
    }
  }
}
