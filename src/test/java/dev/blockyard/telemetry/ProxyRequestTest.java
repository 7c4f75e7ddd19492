package dev.blockyard.telemetry;

import static org.assertj.core.api.Assertions.assertThatCode;

import dev.blockyard.telemetry.containers.StandIn;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What happens outside of a request is tested here, the rest with the filter. */
class ProxyRequestTest {
  /** A handler cannot know that its request has timed out meanwhile. */
  @ParameterizedTest
  @ValueSource(classes = {IllegalStateException.class, NullPointerException.class})
  void appOfARequestThatHasEndedIsIgnored(Class<? extends RuntimeException> answer)
      throws ReflectiveOperationException {
    RuntimeException recycled = answer.getConstructor().newInstance();
    HttpServletRequest ended =
        new HttpServletRequestWrapper(StandIn.request(Map.of(), Map.of())) {
          @Override
          public Object getAttribute(String name) {
            throw recycled;
          }
        };

    assertThatCode(() -> ProxyRequest.resolved(ended, "shop")).doesNotThrowAnyException();
  }
}
