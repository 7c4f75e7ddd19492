package dev.blockyard.telemetry.internal.opentelemetry;

import dev.blockyard.telemetry.contract.AppsContract;
import dev.blockyard.telemetry.contract.Backend;
import dev.blockyard.telemetry.contract.DoorContract;
import dev.blockyard.telemetry.contract.DurationsContract;
import dev.blockyard.telemetry.contract.EventsContract;
import dev.blockyard.telemetry.contract.ManyNamesContract;
import dev.blockyard.telemetry.contract.ThreadsContract;
import dev.blockyard.telemetry.contract.WorkersContract;
import org.junit.jupiter.api.Nested;

/** The contract, on OpenTelemetry as exported over OTLP. */
class OtlpContractTest {
  @Nested
  class Events extends EventsContract {
    @Override
    protected Backend backend() {
      return new OtlpTestBackend();
    }
  }

  @Nested
  class Durations extends DurationsContract {
    @Override
    protected Backend backend() {
      return new OtlpTestBackend();
    }
  }

  @Nested
  class Workers extends WorkersContract {
    @Override
    protected Backend backend() {
      return new OtlpTestBackend();
    }
  }

  @Nested
  class Apps extends AppsContract {
    @Override
    protected Backend backend() {
      return new OtlpTestBackend();
    }
  }

  @Nested
  class Threads extends ThreadsContract {
    @Override
    protected Backend backend() {
      return new OtlpTestBackend();
    }
  }

  @Nested
  class ManyNames extends ManyNamesContract {
    @Override
    protected Backend backend() {
      return new OtlpTestBackend();
    }
  }

  @Nested
  class Door extends DoorContract {
    @Override
    protected Backend backend() {
      return new OtlpTestBackend();
    }
  }
}
