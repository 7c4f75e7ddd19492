package dev.blockyard.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.URL;
import org.junit.jupiter.api.Test;

/** The index of classes in the jar, from which servers with Jandex read its beans. */
class BeanIndexTest {
  /** Helidon 4.2.0 does not start where it finds an index of a later version than it reads. */
  @Test
  void jandexOfHelidonReadsTheIndex() throws IOException {
    URL index = BlockyardMetrics.class.getClassLoader().getResource("META-INF/jandex.idx");
    try (DataInputStream in = new DataInputStream(index.openStream())) {
      assertThat(in.readInt()).isEqualTo(0xBABE1F15);
      assertThat(in.readUnsignedByte()).isLessThanOrEqualTo(11);
    }
  }
}
