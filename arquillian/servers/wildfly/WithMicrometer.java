import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes a configuration of WildFly beside its own: with the micrometer subsystem, off by default. */
final class WithMicrometer {
  private WithMicrometer() {}

  public static void main(String[] arguments) throws IOException {
    Path folder = Path.of(arguments[0]);
    String configuration = Files.readString(folder.resolve("standalone-microprofile.xml"));
    Files.writeString(
        folder.resolve("standalone-micrometer.xml"),
        configuration
            .replaceFirst(
                "<extensions>",
                "<extensions><extension module=\"org.wildfly.extension.micrometer\"/>")
            .replaceFirst(
                "<profile>", "<profile><subsystem xmlns=\"urn:wildfly:micrometer:community:2.0\"/>"));
  }
}
