package dev.blockyard.telemetry.internal.tracing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What of a URL and a method is recorded. */
class HttpUrlTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          /app/shop/x                     | /app/shop/x
          /app/shop/x;jsessionid=SECRET   | /app/shop/x
          /app;v=1/shop;a=b;c=d/x         | /app/shop/x
          /app/;jsessionid=SECRET/        | /app//
          ;jsessionid=SECRET/app          | /app
          """)
  void pathHasNoParameters(String sent, String recorded) {
    assertThat(HttpUrl.withoutParameters(sent)).isEqualTo(recorded);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          a=b&c                      | a=b&c
          sig=SECRET                 | sig=REDACTED
          a=b&Signature=SECRET&&c=d  | a=b&Signature=REDACTED&&c=d
          AWSAccessKeyId=SECRET&sig= | AWSAccessKeyId=REDACTED&sig=REDACTED
          X-Goog-Signature=S=E&sig   | X-Goog-Signature=REDACTED&sig
          X-Amz-Signature=S&X-Amz-Credential=S&X-Amz-Security-Token=S | X-Amz-Signature=REDACTED&X-Amz-Credential=REDACTED&X-Amz-Security-Token=REDACTED
          %73ig=SECRET&%=x           | %73ig=REDACTED&%=x
          signal=5                   | signal=5
          sig                        | sig
          =x&sig=SECRET              | =x&sig=REDACTED
          &sig=SECRET                | &sig=REDACTED
          a=b&                       | a=b&
          """)
  void credentialsInTheQueryAreRedacted(String sent, String recorded) {
    assertThat(HttpUrl.redacted(sent)).isEqualTo(recorded);
  }

  @Test
  void listOfKnownMethodsReplacesTheDefault() {
    assertThat(HttpSpanOptions.knownMethods(null)).contains("GET", "PATCH", "QUERY").hasSize(10);
    assertThat(HttpSpanOptions.knownMethods(" ")).hasSize(10);
    assertThat(HttpSpanOptions.knownMethods("GET, BREW,")).isEqualTo(Set.of("GET", "BREW"));
  }
}
