package dev.blockyard.telemetry.internal.validation;

import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.build.compatible.spi.Parameters;
import jakarta.enterprise.inject.build.compatible.spi.SyntheticBeanCreator;

/**
 * A bean of this type is there where {@link AnnotationValidation} ran. OpenWebBeans 4.0 runs no
 * build compatible extension. Held by {@code OpenWebBeansIT} on Tomcat.
 */
public final class CheckedAnnotations {
  private CheckedAnnotations() {}

  /** Creates the bean. */
  public static final class Creator implements SyntheticBeanCreator<CheckedAnnotations> {
    /** Created by the container. */
    public Creator() {}

    @Override
    public CheckedAnnotations create(Instance<Object> lookup, Parameters parameters) {
      return new CheckedAnnotations();
    }
  }
}
