package dev.blockyard.telemetry.internal.interception;

import static org.assertj.core.api.Assertions.assertThat;

import dev.blockyard.telemetry.BlockyardMetrics;
import dev.blockyard.telemetry.CountedBundleUpload;
import dev.blockyard.telemetry.TelemetryBinding;
import dev.blockyard.telemetry.internal.deployment.TestDeployment;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.context.RequestScoped;
import jakarta.enterprise.context.SessionScoped;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.enterprise.inject.spi.InterceptionType;
import jakarta.enterprise.util.AnnotationLiteral;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.interceptor.InvocationContext;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jboss.weld.junit5.EnableWeld;
import org.jboss.weld.junit5.WeldInitiator;
import org.jboss.weld.junit5.WeldSetup;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The interceptor in beans of every scope, after passivation, and around the method of a timer. */
@EnableWeld
class ScopesTest {
  private final TestDeployment deployment = new TestDeployment();

  @WeldSetup
  final WeldInitiator weld =
      WeldInitiator.from(
              deployment.weld(
                  InApplication.class,
                  InRequest.class,
                  InSession.class,
                  AsSingleton.class,
                  AsDependent.class))
          .activate(RequestScoped.class, SessionScoped.class)
          .build();

  @Inject private BeanManager beans;

  @AfterEach
  void nothingIsLeft() {
    deployment.close();
  }

  /** What each scope's bean does: an annotated call, and a call of its own. */
  abstract static class Uploads implements Serializable {
    private static final long serialVersionUID = 1L;

    @Inject
    @SuppressWarnings("serial") // a client proxy
    BlockyardMetrics metrics;

    @CountedBundleUpload
    void upload() {}

    void record() {
      metrics.auditEntryDropped();
    }
  }

  @ApplicationScoped
  static class InApplication extends Uploads {
    private static final long serialVersionUID = 1L;
  }

  @RequestScoped
  static class InRequest extends Uploads {
    private static final long serialVersionUID = 1L;
  }

  @SessionScoped
  static class InSession extends Uploads {
    private static final long serialVersionUID = 1L;
  }

  @Singleton
  static class AsSingleton extends Uploads {
    private static final long serialVersionUID = 1L;
  }

  @Dependent
  static class AsDependent extends Uploads {
    private static final long serialVersionUID = 1L;
  }

  private void assertRecords(Uploads uploads) {
    Map<String, Double> before = deployment.series();
    uploads.upload();
    uploads.record();
    assertThat(deployment.movedSince(before))
        .containsOnly(
            Map.entry("blockyard_bundles_uploaded_total", 1.0),
            Map.entry("blockyard_audit_entries_dropped_total", 1.0));
  }

  @ParameterizedTest
  @ValueSource(
      classes = {
        InApplication.class,
        InRequest.class,
        InSession.class,
        AsSingleton.class,
        AsDependent.class
      })
  void everyScopeIsInterceptedAndInjected(Class<? extends Uploads> bean) {
    assertRecords(weld.select(bean).get());
    assertRecords(weld.select(bean).get());
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aPassivatedBeanRecordsOnWhenItIsBack(boolean calledBefore) throws Exception {
    InSession instance = (InSession) withoutProxy(beans.resolve(beans.getBeans(InSession.class)));
    if (calledBefore) {
      assertRecords(instance);
    }
    InSession back = (InSession) deserialized(serialized(instance));
    assertThat(back).isNotSameAs(instance);
    assertRecords(back);
  }

  @Test
  void injectedMetricsRecordOnWhenTheyAreBack() throws Exception {
    BlockyardMetrics metrics = weld.select(BlockyardMetrics.class).get();
    ((BlockyardMetrics) deserialized(serialized(metrics))).bundleUploaded();
    assertThat(deployment.moved()).containsOnly(Map.entry("blockyard_bundles_uploaded_total", 1.0));
  }

  private <T> Object withoutProxy(Bean<T> bean) {
    return beans.getContext(bean.getScope()).get(bean, beans.createCreationalContext(bean));
  }

  private static byte[] serialized(Object object) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(object);
    }
    return bytes.toByteArray();
  }

  private static Object deserialized(byte[] bytes) throws IOException, ClassNotFoundException {
    try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes))) {
      return in.readObject();
    }
  }

  private static final class ObservedLiteral extends AnnotationLiteral<TelemetryBinding>
      implements TelemetryBinding {
    private static final long serialVersionUID = 1L;
  }

  @Test
  void aTimersMethodIsACallLikeAnyOther() throws Exception {
    List<jakarta.enterprise.inject.spi.Interceptor<?>> around =
        beans.resolveInterceptors(InterceptionType.AROUND_TIMEOUT, new ObservedLiteral());
    assertThat(around).hasSize(1);
    assertThat(timeout(around.get(0))).isEqualTo("proceeded");
    assertThat(deployment.moved()).containsOnly(Map.entry("blockyard_bundles_uploaded_total", 1.0));
  }

  /** Weld SE has no timers: this is what an EJB container does when one is due. */
  private <T> Object timeout(jakarta.enterprise.inject.spi.Interceptor<T> interceptor)
      throws Exception {
    T instance = interceptor.create(beans.createCreationalContext(interceptor));
    InvocationContext context =
        (InvocationContext)
            Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {InvocationContext.class},
                (proxy, method, arguments) ->
                    switch (method.getName()) {
                      case "getMethod" -> Uploads.class.getDeclaredMethod("upload");
                      case "getTarget" -> new InApplication();
                      case "getContextData" -> new HashMap<String, Object>();
                      case "proceed" -> "proceeded";
                      default -> throw new IllegalStateException(method.getName());
                    });
    return interceptor.intercept(InterceptionType.AROUND_TIMEOUT, instance, context);
  }
}
