package dev.blockyard.sample;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipInputStream;

/**
 * Unpacks the zip that a user uploaded, within limits. The text of each exception that is the
 * bundle's fault, a {@link ZipException}, may be shown to the user: it names nothing of the server.
 */
final class BundleFiles {
  private static final long MAX_BYTES = 64 << 20;
  private static final int MAX_ENTRIES = 1_000;
  private static final int MAX_DEPTH = 16;
  private static final int MAX_NAME_LENGTH = 200;

  private final Path folder;
  private long bytesLeft = MAX_BYTES;
  private int entriesLeft = MAX_ENTRIES;

  private BundleFiles(Path folder) {
    this.folder = folder;
  }

  /** Unpacks a bundle into an existing folder, none of whose files it may replace. */
  static void unpack(InputStream bundle, Path folder) throws IOException {
    BundleFiles files = new BundleFiles(folder);
    try (ZipInputStream zip = new ZipInputStream(bundle)) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        files.unpack(entry, zip);
      }
    } catch (IllegalArgumentException e) {
      throw refusal("An entry's name is no path, or not UTF-8", e);
    } catch (EOFException e) {
      throw refusal("It ends too early", e);
    } catch (FileSystemException e) {
      throw refusal("An entry cannot be written, or is there twice", e);
    }
  }

  private void unpack(ZipEntry entry, ZipInputStream zip) throws IOException {
    if (--entriesLeft < 0) {
      throw new ZipException("It has more than " + MAX_ENTRIES + " entries");
    }
    Path target = target(entry.getName());
    if (entry.isDirectory()) {
      Files.createDirectories(target);
      copy(zip, OutputStream.nullOutputStream());
      return;
    }
    Files.createDirectories(target.getParent());
    try (OutputStream file = Files.newOutputStream(target, StandardOpenOption.CREATE_NEW)) {
      copy(zip, file);
    }
  }

  private Path target(String name) throws ZipException {
    if (name.length() > MAX_NAME_LENGTH) {
      throw new ZipException("An entry's name is longer than " + MAX_NAME_LENGTH + " characters");
    }
    Path target = folder.resolve(name).normalize();
    if (!target.startsWith(folder) || target.equals(folder)) {
      throw new ZipException("An entry points out of it");
    }
    if (folder.relativize(target).getNameCount() > MAX_DEPTH) {
      throw new ZipException("An entry is more than " + MAX_DEPTH + " folders deep");
    }
    return target;
  }

  /** Also reads what a folder's entry contains, which counts although nobody wants it. */
  private void copy(InputStream content, OutputStream target) throws IOException {
    byte[] buffer = new byte[8192];
    for (int read = content.read(buffer); read >= 0; read = content.read(buffer)) {
      bytesLeft -= read;
      if (bytesLeft < 0) {
        throw new ZipException("Its files have more than " + (MAX_BYTES >> 20) + " MiB");
      }
      target.write(buffer, 0, read);
    }
  }

  private static ZipException refusal(String text, Exception cause) {
    ZipException refusal = new ZipException(text);
    refusal.initCause(cause);
    return refusal;
  }
}
