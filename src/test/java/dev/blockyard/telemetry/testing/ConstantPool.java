package dev.blockyard.telemetry.testing;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;

/** The constant pool of a class file (Java Virtual Machine Specification, section 4.4). */
public final class ConstantPool {
  private static final int BYTES_BEFORE_THE_COUNT = 8;

  private ConstantPool() {}

  /** Returns every text in the pool: names, descriptors, and the class's own strings. */
  public static List<String> texts(InputStream classFile) throws IOException {
    DataInputStream in = new DataInputStream(classFile);
    in.skipNBytes(BYTES_BEFORE_THE_COUNT);
    int count = in.readUnsignedShort();
    List<String> texts = new ArrayList<>();
    for (int i = 1; i < count; i++) {
      int tag = in.readUnsignedByte();
      switch (tag) {
        case 1 -> texts.add(in.readUTF());
        case 7, 8, 16, 19, 20 -> in.skipNBytes(2);
        case 15 -> in.skipNBytes(3);
        case 3, 4, 9, 10, 11, 12, 17, 18 -> in.skipNBytes(4);
        case 5, 6 -> {
          in.skipNBytes(8);
          i++; // a long or double takes two entries
        }
        default -> throw new IOException("unknown tag " + tag);
      }
    }
    return texts;
  }
}
