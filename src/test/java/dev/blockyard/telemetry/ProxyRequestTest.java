package dev.blockyard.telemetry;

import static org.assertj.core.api.Assertions.assertThatCode;

import dev.blockyard.telemetry.containers.StandIn;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What happens outside of a request is tested here, the rest with the filter. */
class ProxyRequestTest {
  /** A handler cannot know that its request has timed out meanwhile. */
  @Test
  void appOfARequestThatHasEndedIsIgnored() {
    HttpServletRequest ended =
        new HttpServletRequestWrapper(StandIn.request(Map.of(), Map.of())) {
          @Override
          public Object getAttribute(String name) {
            throw new IllegalStateException("the request object has been recycled");
          }
        };

    assertThatCode(() -> ProxyRequest.resolved(ended, "shop")).doesNotThrowAnyException();
  }
}
