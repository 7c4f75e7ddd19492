package dev.blockyard.telemetry.internal.prometheus;

import dev.blockyard.telemetry.contract.AppsContract;
import dev.blockyard.telemetry.contract.Backend;
import dev.blockyard.telemetry.contract.DoorContract;
import dev.blockyard.telemetry.contract.DurationsContract;
import dev.blockyard.telemetry.contract.EventsContract;
import dev.blockyard.telemetry.contract.ManyNamesContract;
import dev.blockyard.telemetry.contract.ThreadsContract;
import dev.blockyard.telemetry.contract.WorkersContract;
import org.junit.jupiter.api.Nested;

/** The contract, on the built-in backend. */
class PrometheusContractTest {
  @Nested
  class Events extends EventsContract {
    @Override
    protected Backend backend() {
      return new PrometheusTestBackend();
    }
  }

  @Nested
  class Durations extends DurationsContract {
    @Override
    protected Backend backend() {
      return new PrometheusTestBackend();
    }
  }

  @Nested
  class Workers extends WorkersContract {
    @Override
    protected Backend backend() {
      return new PrometheusTestBackend();
    }
  }

  @Nested
  class Apps extends AppsContract {
    @Override
    protected Backend backend() {
      return new PrometheusTestBackend();
    }
  }

  @Nested
  class Threads extends ThreadsContract {
    @Override
    protected Backend backend() {
      return new PrometheusTestBackend();
    }
  }

  @Nested
  class ManyNames extends ManyNamesContract {
    @Override
    protected Backend backend() {
      return new PrometheusTestBackend();
    }
  }

  @Nested
  class Door extends DoorContract {
    @Override
    protected Backend backend() {
      return new PrometheusTestBackend();
    }
  }
}
