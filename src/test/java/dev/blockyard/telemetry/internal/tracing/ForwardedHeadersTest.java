package dev.blockyard.telemetry.internal.tracing;

import static dev.blockyard.telemetry.containers.StandIn.request;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the headers of a proxy say about the client, where they are believed. */
class ForwardedHeadersTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          Forwarded: host=a                                     | http  | a       | 80   | 10.0.0.1
          Forwarded: host=a:1                                   | http  | a       | 1    | 10.0.0.1
          Forwarded: host="[::1]:81"                            | http  | ::1     | 81   | 10.0.0.1
          Forwarded: host="[::1]";proto=HTTPS                   | https | ::1     | 443  | 10.0.0.1
          Forwarded: host=a:123456                              | http  | a       | 80   | 10.0.0.1
          Forwarded: host=a:12345                               | http  | a       | 12345| 10.0.0.1
          Forwarded: host=a:x;proto=https                       | https | a       | 443  | 10.0.0.1
          Forwarded: FOR = "1.2.3.4:5" ; x ; =y                 | http  | inside  | 8080 | 1.2.3.4
          Forwarded: for=2001:db8::1                            | http  | inside  | 8080 | 2001:db8::1
          Forwarded: for=[2001:db8::1                           | http  | inside  | 8080 | [2001:db8::1
          Forwarded: for=                                       | http  | inside  | 8080 | 10.0.0.1
          Forwarded: for=1.1.1.1 & X-Forwarded-For: 2.2.2.2     | http  | inside  | 8080 | 1.1.1.1
          Forwarded: for=1.1.1.1 & X-Forwarded-Proto: https     | https | inside  | 443  | 1.1.1.1
          Forwarded: host=a & X-Forwarded-Host: b:9             | http  | a       | 80   | 10.0.0.1
          Forwarded: proto=http & X-Forwarded-Proto: https      | http  | inside  | 80   | 10.0.0.1
          Forwarded: , for=1.1.1.1                              | http  | inside  | 8080 | 10.0.0.1
          X-Forwarded-Host: a:9 & X-Forwarded-Port: 8           | http  | a       | 8    | 10.0.0.1
          X-Forwarded-Proto: https, http & X-Forwarded-Port: 8443, 80 | https | inside | 8443 | 10.0.0.1
          X-Forwarded-Proto: https & Host: inside:8443          | https | inside  | 8443 | 10.0.0.1
          X-Forwarded-Proto: https & Host: inside               | https | inside  | 443  | 10.0.0.1
          Forwarded: for=unknown                                | http  | inside  | 8080 | 10.0.0.1
          Forwarded: for="unknown:47011"                        | http  | inside  | 8080 | 10.0.0.1
          Forwarded: for=_hidden & X-Forwarded-For: 2.2.2.2     | http  | inside  | 8080 | 10.0.0.1
          X-Forwarded-For: Unknown, 2.2.2.2                     | http  | inside  | 8080 | 10.0.0.1
          X-Forwarded-Port: 9                                   | http  | inside  | 8080 | 10.0.0.1
          X-Forwarded-For: , 1.1.1.1                            | http  | inside  | 8080 | 10.0.0.1
          X-Forwarded-Host: 9                                   | http  | 9       | 80   | 10.0.0.1
          X-Forwarded-Host: :81                                 | http  | ``      | 81   | 10.0.0.1
          """)
  void originIsWhatTheFirstProxySaw(
      String headers, String scheme, String host, int port, String client) {
    Map<String, List<String>> sent =
        Arrays.stream(headers.split(" & ", -1))
            .map(header -> header.split(": ", 2))
            .collect(Collectors.toMap(header -> header[0], header -> List.of(header[1])));
    assertThat(HttpOrigin.of(request(sent, Map.of()), true))
        .isEqualTo(new HttpOrigin(scheme, host, port, client));
  }
}
