package dev.blockyard.telemetry.internal.deployment;

import dev.blockyard.telemetry.BlockyardMetrics;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.spi.Context;
import jakarta.enterprise.context.spi.CreationalContext;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.enterprise.inject.spi.BeanManager;

/** The metrics of a deployment, without the client proxy that injection puts in front of them. */
public final class DeployedMetrics {
  private DeployedMetrics() {}

  /**
   * Returns the metrics that {@code @Inject BlockyardMetrics} would record in, for those who record
   * on every call and request.
   *
   * @param beans the deployment's bean manager
   * @return the object behind the bean
   */
  public static BlockyardMetrics of(BeanManager beans) {
    Bean<?> bean = beans.resolve(beans.getBeans(BlockyardMetrics.class));
    return bean.getScope() == ApplicationScoped.class
        ? (BlockyardMetrics) unwrapped(bean, beans)
        : (BlockyardMetrics)
            beans.getReference(bean, BlockyardMetrics.class, beans.createCreationalContext(bean));
  }

  private static <T> T unwrapped(Bean<T> bean, BeanManager beans) {
    Context context = beans.getContext(bean.getScope());
    CreationalContext<T> creation = beans.createCreationalContext(bean);
    return context.get(bean, creation);
  }
}
