package dev.blockyard.telemetry.container;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** A bundle as a user of the sample uploads it. */
public final class Bundle {
  private Bundle() {}

  /** Returns a zip of one file. */
  public static byte[] of(String file, String content) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      zip.putNextEntry(new ZipEntry(file));
      zip.write(content.getBytes(UTF_8));
    }
    return bytes.toByteArray();
  }
}
